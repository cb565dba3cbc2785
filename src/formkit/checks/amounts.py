"""Whether an answer is within its limits: 字 as Word counts them, and numbers.

Bounds are inclusive (民法典第1259条).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from formkit.chinese.lengths import judge_length
from formkit.conditions import count_rows
from formkit.finding import Finding, Severity
from formkit.measuring import length_finding
from formkit.once import once_for_each
from formkit.programme import Field, Form, Group, Limits
from formkit.record import Found, Record

UNLIMITED = Limits()


def check(form: Form, record: Record) -> Iterator[Finding]:
    """Yield a finding for each answer that is too long, too short, too small or too large."""
    fields, groups = _limited(form)
    for item in fields:
        yield from _judge(item, item.path, record)
    for group, columns in groups:
        for number in range(count_rows(group, record)):
            for column in columns:
                yield from _judge(column, f"{group.path}[{number}].{column.path}", record)


@once_for_each
def _limited(form: Form) -> tuple[list[Field], list[tuple[Group, list[Field]]]]:
    """Return the fields that have limits, and the groups that have such columns."""
    groups = [(group, [item for item in group.columns if item.limits != UNLIMITED]) for group in form.groups]
    fields = [item for item in form.fields if item.limits != UNLIMITED]
    return fields, [(group, columns) for group, columns in groups if columns]


def _judge(item: Field, path: str, record: Record) -> Iterator[Finding]:
    found = record.answers.get(path)
    if found is None or not isinstance(found.value, str):
        return
    limits = item.limits
    if limits.min_chars is not None or (limits.max_chars is not None and len(found.value) > limits.max_chars):
        yield from _length(item, path, found)
    if limits.minimum is not None or limits.maximum is not None:
        yield from _size(item, path, found)


def _length(item: Field, path: str, found: Found) -> Iterator[Finding]:
    verdict = judge_length(str(found.value), item.limits.min_chars, item.limits.max_chars)
    said = length_finding(verdict, item.label, path, found.spot, item.source, hard=False)
    if said is not None and not verdict.passes:  # that other ways of counting differ is for `count` to say
        yield said


def _size(item: Field, path: str, found: Found) -> Iterator[Finding]:
    low, high = item.limits.minimum, item.limits.maximum
    try:
        number = Decimal(str(found.value))
        too_small = low is not None and number < Decimal(low)
        too_large = high is not None and number > Decimal(high)
    except InvalidOperation:
        return
    if too_small or too_large:
        bound = f"不应少于 {low}" if too_small else f"不应超过 {high}"
        message = f"“{item.label}”填的是 {found.value}，{bound}{item.unit}；请核对。"
        yield Finding("amount", Severity.ERROR, message, path, found.spot, item.source)
