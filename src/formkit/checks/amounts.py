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
from formkit.programme import Field, Form, Limits
from formkit.record import Found, Record

UNLIMITED = Limits()


def check(form: Form, record: Record) -> Iterator[Finding]:
    """Yield a finding for each answer that is too long, too short, too small or too large."""
    for item in form.fields:
        yield from _judge(item, item.path, record)
    for group in form.groups:
        limited = [column for column in group.columns if column.limits != UNLIMITED]
        for number in range(count_rows(group, record) if limited else 0):
            for column in limited:
                yield from _judge(column, f"{group.path}[{number}].{column.path}", record)


def _judge(item: Field, path: str, record: Record) -> Iterator[Finding]:
    found = record.answers.get(path)
    if found is not None and isinstance(found.value, str) and item.limits != UNLIMITED:
        yield from _length(item, path, found)
        yield from _size(item, path, found)


def _length(item: Field, path: str, found: Found) -> Iterator[Finding]:
    low, high = item.limits.min_chars, item.limits.max_chars
    text = str(found.value)
    if (low is None and high is None) or (low is None and high is not None and len(text) <= high):
        return
    verdict = judge_length(text, low, high)
    said = length_finding(verdict, item.label, path, found.spot, item.source, hard=False)
    if said is not None and not verdict.passes:  # that other ways of counting differ is for `count` to say
        yield said


def _size(item: Field, path: str, found: Found) -> Iterator[Finding]:
    low, high = item.limits.minimum, item.limits.maximum
    if low is None and high is None:
        return
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
