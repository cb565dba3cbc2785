"""Data as a record: each answer parsed, and what does not fit named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from formkit.errors import DataError, KindError
from formkit.finding import Finding, Severity
from formkit.grid import Picture
from formkit.kinds import KINDS, Parse
from formkit.once import once_for_each
from formkit.paths import row_paths, value_at
from formkit.programme import Field, Form, Group, Programme
from formkit.record import Found, Record

#: Characters that XML 1.0 cannot hold (production [2] Char), among them lone surrogates.
FORBIDDEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
#: All others; what is nearly always there is asked first, so this is twice as fast.
_ALLOWED: Final = re.compile("[ -\\ud7ff\\t\\n\\r\\ue000-\\ufffd\\U00010000-\\U0010ffff]*")
_NOTHING: Final = Found(None)
#: Named tuples are made in the inner loop: this is three times as fast as calling them.
_new = tuple.__new__


def record_of(programme: Programme, form: Form, data: Mapping[str, Any]) -> tuple[Record, list[Finding]]:
    """Return the record of a form from nested data, with findings about what does not fit.

    Text that its kind cannot parse is kept as typed. Data for other forms of the programme is passed
    over; data that no form knows is named.

    :raises DataError: naming every value that holds a character XML cannot hold.
    """
    answers: dict[str, Found] = {}
    findings: list[Finding] = []
    fields, groups = _asked(form)
    for item, path, parse, details in fields:
        value = value_at(data, path)
        found = _plain(parse, details, value) if type(value) is str else None
        answers[path] = _answer(item, path, value, findings) if found is None else found
    for group, columns in groups:
        for number, row in enumerate(_rows(group, value_at(data, group.path), findings)):
            given = row.get
            for (item, column, parse, details), path in zip(columns, row_paths(group, number), strict=True):
                value = given(column)
                found = _plain(parse, details, value) if type(value) is str else None
                answers[path] = _answer(item, path, value, findings) if found is None else found
    _refuse_forbidden(form, answers)
    findings += _unknown(programme, data)
    return Record(programme.name, form.name, answers), findings


class _Asked(NamedTuple):
    """What is asked for, with what its kind needs to parse it."""

    item: Field
    path: str
    parse: Parse
    details: tuple[str, ...]


@once_for_each
def _asked(form: Form) -> tuple[list[_Asked], list[tuple[Group, list[_Asked]]]]:
    """Return the fields of a form, and the columns of each group."""

    def those(items: Iterable[Field]) -> list[_Asked]:
        return [_Asked(item, item.path, KINDS[item.kind].parse, item.details) for item in items]

    return those(form.fields), [(group, those(group.columns)) for group in form.groups]


def _plain(parse: Parse, details: tuple[str, ...], text: str) -> Found | None:
    """Return the answer that a text is, as nearly all are; None where there is something to be said."""
    if not text:
        return _NOTHING
    try:
        return _new(Found, (parse(text, details), text, None, 1.0))
    except KindError:
        return None


def _answer(item: Field, path: str, value: Any, findings: list[Finding]) -> Found:  # noqa: ANN401
    if value is None or value == "":
        return Found(None)
    if isinstance(value, str):
        return _answer_text(item, path, value, value, findings)
    if isinstance(value, Picture):
        return Found(value, "")
    if isinstance(value, Mapping) or (isinstance(value, list | tuple) and item.kind != "choice_many"):
        message = f"“{item.label}”应是一段文字，给的却是列表或表；已留空，请改正。"
        findings.append(Finding("wrong-shape", Severity.ERROR, message, path, None, item.source))
        return Found(None)
    if isinstance(value, list | tuple):
        several = [str(one) for one in value]
        return _answer_text(item, path, "、".join(several), "\n".join(several), findings)
    return _answer_text(item, path, str(value), str(value), findings)


def _answer_text(item: Field, path: str, raw: str, text: str, findings: list[Finding]) -> Found:
    try:
        return Found(KINDS[item.kind].parse(text, item.details), raw)
    except KindError as problem:
        unticked = "（表中各框均未打勾）" if item.options else ""
        message = f"“{item.label}”填写的内容不合要求：{problem}{unticked}"
        findings.append(Finding("unparsable", Severity.ERROR, message, path, None, item.source))
        return Found(None, raw.strip())


def _rows(group: Group, value: Any, findings: list[Finding]) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401
    if value is None or value == "":
        return
    if isinstance(value, str):
        for line in value.splitlines():
            yield dict(zip((column.path for column in group.columns), line.split("\t"), strict=False))
        return
    known = {column.path for column in group.columns}
    for number, row in enumerate(value if isinstance(value, list | tuple) else [value]):
        if type(row) is not dict and not isinstance(row, Mapping):
            message = f"“{group.label}”第 {number + 1} 行应写成“列名: 内容”；已跳过，请改正。"
            findings.append(Finding("wrong-shape", Severity.ERROR, message, f"{group.path}[{number}]"))
            continue
        for key in () if known.issuperset(row) else row:
            if key not in known:
                columns = "、".join(sorted(known))
                message = f"“{group.label}”没有“{key}”这一列，其内容没有写入；可用的列：{columns}。"
                path = f"{group.path}[{number}].{key}"
                findings.append(Finding("unknown-data", Severity.ERROR, message, path))
        if any(row.values()) or any(item not in (None, "") for item in row.values()):
            yield row


def _refuse_forbidden(form: Form, answers: Mapping[str, Found]) -> None:
    everything = [found.raw for found in answers.values()]
    for value, raw, _, _ in answers.values():
        if value is raw:  # it is in already
            continue
        if isinstance(value, str):
            everything.append(value)
        elif isinstance(value, tuple):
            everything.extend(value)
    if _ALLOWED.fullmatch("".join(everything)):
        return
    labels = {item.path: item.label for item in form.fields}
    named: list[str] = []
    for path, found in answers.items():
        texts = found.value if isinstance(found.value, tuple) else (found.value, found.raw)
        for text in texts:
            match = FORBIDDEN.search(text) if isinstance(text, str) else None
            if match:
                place = labels.get(path, path)
                named.append(f"“{place}”（{path}）第 {match.start() + 1} 个字符 U+{ord(match[0]):04X}")
                break
    if named:
        message = f"下列内容含有 Word 文件不能保存的控制字符，请删除后重试：{'；'.join(named)}"
        raise DataError(message)


def _unknown(programme: Programme, data: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each piece of data that no form of the programme has a place for."""
    for path in _leaves(data, _known_paths(programme), ""):
        message = f"填报数据中的“{path}”不是本项目的栏目，没有写入；请检查拼写。"
        yield Finding("unknown-data", Severity.ERROR, message, path)


@once_for_each
def _known_paths(programme: Programme) -> set[str]:
    """Return the paths of all fields and groups of a programme."""
    known: set[str] = set()
    for form in (*programme.forms.values(), *programme.documents.values()):
        known.update(item.path for item in form.fields)
        known.update(group.path for group in form.groups)
    return known


def _leaves(data: Mapping[str, Any], known: set[str], prefix: str) -> Iterator[str]:
    for key, value in data.items():
        path = f"{prefix}{key}"
        if path in known:
            continue
        if isinstance(value, Mapping):
            yield from _leaves(value, known, f"{path}.")
        elif value not in (None, ""):
            yield path
