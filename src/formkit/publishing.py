"""What a document of an office needs before it is written: its rows in order, and nothing private in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from formkit.chinese.private import private_parts
from formkit.chinese.strokes import order
from formkit.conditions import count_rows
from formkit.finding import Finding, Severity
from formkit.paths import value_at
from formkit.programme import Field, Form
from formkit.record import Found, Record

BASIS = "个人信息保护法第二十八条"
FIRST_STROKES = "请按起笔（横竖撇点折）核对先后，需要时改为“按给定次序”"


def in_order(form: Form, data: Mapping[str, Any], findings: list[Finding]) -> Mapping[str, Any]:
    """Return the data with the rows of each group in its order; say which names counting leaves open."""
    for group in form.groups:
        wanted = group.ordering
        rows: Any = value_at(data, group.path)
        if wanted is None or value_at(data, wanted.path) != wanted.option or not _are_rows(rows):
            continue
        names = [str(row.get(wanted.column) or "") for row in rows]
        found = order(names)
        data = _planted(data, group.path.split("."), [rows[number] for number in found.numbers])
        for one, other in found.tied:
            message = f"“{one}”与“{other}”按笔画数分不出先后，仍照原来的次序；{FIRST_STROKES}。"
            findings.append(Finding("stroke-order", Severity.WARNING, message, group.path))
        for name in found.unknown:
            message = f"“{name}”含有查不到笔画数的字，排在最后；请核对，需要时改为“按给定次序”。"
            findings.append(Finding("stroke-order", Severity.WARNING, message, group.path))
    return data


def _are_rows(rows: object) -> bool:
    return isinstance(rows, list | tuple) and all(isinstance(row, Mapping) for row in rows)


def _planted(data: Mapping[str, Any], path: list[str], value: object) -> dict[str, Any]:
    first, *rest = path
    return {**data, first: _planted(data[first], rest, value) if rest else value}


def published(form: Form, record: Record, findings: list[Finding]) -> list[Finding]:
    """Return the findings about a document, with those about what may not be published.

    A finding that would quote such an answer gives way to the one that does not.
    """
    private = list(private_findings(form, record))
    where = {item.field for item in private}
    said = (
        item for item in findings if item.field not in where and not (private and private_parts(item.message))
    )
    return [*said, *private]


def private_findings(form: Form, record: Record) -> Iterator[Finding]:
    """Yield an error for each answer of a public document that holds what belongs to a person alone."""
    if not form.public:
        return
    for path, item, label in _places(form, record):
        found = record.answers.get(path)
        texts = () if found is None else _texts(found)
        held = dict.fromkeys(part for text in texts for part in private_parts(text))
        parts = [part for part in held if not (item.office and part == "电话号码")]
        if parts:
            message = f"“{label}”里像是有{'、'.join(parts)}；公开的文件不能写个人信息，请删去。"
            yield Finding("private", Severity.ERROR, message, path, None, BASIS)


def _texts(found: Found) -> tuple[str, ...]:
    """Return what an answer says, as a value and as it was typed."""
    values = found.value if isinstance(found.value, tuple) else (found.value,)
    return tuple(text for text in (*values, found.raw) if isinstance(text, str))


def _places(form: Form, record: Record) -> Iterator[tuple[str, Field, str]]:
    yield from ((item.path, item, item.label) for item in form.fields)
    for group in form.groups:
        for number in range(count_rows(group, record)):
            for column in group.columns:
                label = f"{group.label}第 {number + 1} 行{column.label}"
                yield f"{group.path}[{number}].{column.path}", column, label
