"""Whether each table has the right number of rows, and each row its required columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formkit.conditions import count_rows, holds
from formkit.finding import Finding, Severity
from formkit.programme import Field, Form, Group
from formkit.record import Record


def check(form: Form, record: Record) -> Iterator[Finding]:
    """Yield findings about the number of rows, and about gaps in rows that are there."""
    for group in form.groups:
        count = count_rows(group, record)
        if count and (count < group.min_rows or (group.max_rows is not None and count > group.max_rows)):
            wanted = f"{group.min_rows}～{group.max_rows or '不限'}"
            message = f"“{group.label}”有 {count} 行，应为 {wanted} 行；请核对。"
            yield Finding("rows", Severity.ERROR, message, group.path, None, group.source)
        required = [column for column in group.columns if column.required is not False]
        for number in range(count if required else 0):
            yield from _gaps(group, required, number, record)


def _gaps(group: Group, required: Sequence[Field], number: int, record: Record) -> Iterator[Finding]:
    for column in required:
        path = f"{group.path}[{number}].{column.path}"
        found = record.answers.get(path)
        empty = found is None or (found.value is None and not found.raw)
        if empty and holds(column.required, record):
            message = f"“{group.label}”第 {number + 1} 行没有填“{column.label}”；请补填。"
            yield Finding("required", Severity.ERROR, message, path, None, column.source or group.source)
