"""Data as a record, and a record as the names that a template asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from formkit.chinese.names import spread
from formkit.entering import unfilled, written
from formkit.errors import DataError, KindError
from formkit.finding import Finding, Severity
from formkit.grid import Picture
from formkit.kinds import KINDS
from formkit.paths import value_at
from formkit.programme import Field, Form, Group, Programme
from formkit.record import Found, Record
from formkit.rulewording import Parameter

#: Characters that XML 1.0 cannot hold (production [2] Char), among them lone surrogates.
FORBIDDEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


def record_of(programme: Programme, form: Form, data: Mapping[str, Any]) -> tuple[Record, list[Finding]]:
    """Return the record of a form from nested data, with findings about what does not fit.

    Text that its kind cannot parse is kept as typed. Data for other forms of the programme is passed
    over; data that no form knows is named.

    :raises DataError: naming every value that holds a character XML cannot hold.
    """
    answers: dict[str, Found] = {}
    findings: list[Finding] = []
    for item in form.fields:
        answers[item.path] = _answer(item, item.path, value_at(data, item.path), findings)
    for group in form.groups:
        for number, row in enumerate(_rows(group, value_at(data, group.path), findings)):
            for column in group.columns:
                path = f"{group.path}[{number}].{column.path}"
                answers[path] = _answer(column, path, row.get(column.path), findings)
    _refuse_forbidden(form, answers)
    findings += _unknown(programme, data)
    return Record(programme.name, form.name, answers), findings


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
        if not isinstance(row, Mapping):
            message = f"“{group.label}”第 {number + 1} 行应写成“列名: 内容”；已跳过，请改正。"
            findings.append(Finding("wrong-shape", Severity.ERROR, message, f"{group.path}[{number}]"))
            continue
        for key in row:
            if key not in known:
                columns = "、".join(sorted(known))
                message = f"“{group.label}”没有“{key}”这一列，其内容没有写入；可用的列：{columns}。"
                path = f"{group.path}[{number}].{key}"
                findings.append(Finding("unknown-data", Severity.ERROR, message, path))
        if any(item not in (None, "") for item in row.values()):
            yield row


def _refuse_forbidden(form: Form, answers: Mapping[str, Found]) -> None:
    everything = "".join(
        text if isinstance(text, str) else "".join(text)
        for found in answers.values()
        for text in (found.value, found.raw)
        if isinstance(text, str | tuple)
    )
    if not FORBIDDEN.search(everything):
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
    known: set[str] = set()
    for form in (*programme.forms.values(), *programme.documents.values()):
        known.update(item.path for item in form.fields)
        known.update(group.path for group in form.groups)
    for path in _leaves(data, known, ""):
        message = f"填报数据中的“{path}”不是本项目的栏目，没有写入；请检查拼写。"
        yield Finding("unknown-data", Severity.ERROR, message, path)


def _leaves(data: Mapping[str, Any], known: set[str], prefix: str) -> Iterator[str]:
    for key, value in data.items():
        path = f"{prefix}{key}"
        if path in known:
            continue
        if isinstance(value, Mapping):
            yield from _leaves(value, known, f"{path}.")
        elif value not in (None, ""):
            yield path


class Names:
    """Names a template may use at one level: ``leader.name`` asks Names for ``name``.

    A dict would answer ``items`` or ``keys`` with a method of its own.
    """

    __slots__ = ("_names",)

    def __init__(self, names: dict[str, Any]) -> None:
        """Take the names and what they stand for."""
        self._names = names

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (another level, rows, or something shown)
        """Return what a name stands for."""
        try:
            return self._names[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401
        """Return what a name stands for, for ``x["name"]``."""
        return self._names[name]

    def as_dict(self) -> dict[str, Any]:
        """Return the names of this level."""
        return self._names


class Ticks:
    """A choice in a template: ``{{ x }}`` shows all boxes, ``{{ x["A"] }}`` one, ``{{ x.chosen }}`` none."""

    __slots__ = ("_chosen", "_options", "text")

    def __init__(self, text: Any, chosen: Sequence[str], options: Sequence[str]) -> None:  # noqa: ANN401 (markup)
        """Take the text that shows all options, and those that are ticked."""
        self.text, self._chosen, self._options = text, frozenset(chosen), options

    @property
    def chosen(self) -> str:
        """The options that are ticked, as an official document says them."""
        return "、".join(option for option in self._options if option in self._chosen)

    def __getitem__(self, option: str) -> str:
        """Return the box of one option."""
        if option not in self._options:
            raise KeyError(option)
        return "☑" if option in self._chosen else "□"


#: Turns a field and its answer into what the template's engine prints.
Show = Callable[[Field, str | Picture], Any]


def names_of(form: Form, record: Record, show: Show) -> Names:
    """Return the names that a form's template may use, each answer as ``show`` prints it.

    A group has at least the rows that the blank form prints.
    """
    tree: dict[str, Any] = {}
    for item in form.fields:
        _plant(tree, item.path, _shown(item, record.answers.get(item.path), show))
    for group in form.groups:
        _plant(tree, group.path, _shown_rows(group, record, show))
    return _as_names(tree)


def names_of_programme(programme: Programme) -> dict[str, Any]:
    """Return what the template of a document may name besides its fields.

    ``rules.R01.quota`` is a parameter of a rule, ``parameters.year`` one of the programme,
    ``programme.source`` the number of its notice.
    """
    rules = {
        rule.rule: Names({name: Parameter(value) for name, value in rule.parameters.items()})
        for rule in programme.rules
    }
    return {
        "rules": Names(rules),
        "parameters": Names({name: Parameter(value) for name, value in programme.parameters.items()}),
        "programme": Names({"title": programme.title, "source": programme.source}),
    }


def _plant(tree: dict[str, Any], path: str, value: object) -> None:
    *parents, last = path.split(".")
    for part in parents:
        tree = tree.setdefault(part, {})
    tree[last] = value


def _as_names(tree: dict[str, Any]) -> Names:
    return Names({key: _as_names(value) if isinstance(value, dict) else value for key, value in tree.items()})


def _shown_rows(group: Group, record: Record, show: Show) -> list[Names]:
    rows: list[Names] = []
    first = group.columns[0].path
    while f"{group.path}[{len(rows)}].{first}" in record.answers:
        prefix = f"{group.path}[{len(rows)}]."
        rows.append(
            Names(
                {
                    item.path: _shown(item, record.answers.get(prefix + item.path), show, repeats=True)
                    for item in group.columns
                }
            )
        )
    if len(rows) < group.printed_rows:
        blank = Names({item.path: _shown(item, None, show, repeats=True) for item in group.columns})
        rows += [blank] * (group.printed_rows - len(rows))
    return rows


def _shown(item: Field, found: Found | None, show: Show, *, repeats: bool = False) -> Any:  # noqa: ANN401 (markup)
    value = None if found is None else found.value
    if isinstance(value, Picture):
        return show(item, value)
    text = found.raw if found is not None and value is None and found.raw else ""
    text = text or (unfilled(item, repeats=repeats) if value is None else written(item, value))
    if item.spaced:
        text = spread(text)
    if item.options:
        chosen = (value,) if isinstance(value, str) else (value or ())
        return Ticks(show(item, text), chosen, item.options)
    return show(item, text)
