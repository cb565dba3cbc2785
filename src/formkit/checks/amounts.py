"""Whether an answer is within its limits: 字 as Word counts them, and numbers.

Bounds are inclusive (民法典第1259条).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from formkit.chinese.counting import count
from formkit.finding import Finding, Severity
from formkit.programme import Field, Form
from formkit.record import Found, Record


def check(form: Form, record: Record) -> Iterator[Finding]:
    """Yield a finding for each answer that is too long, too short, too small or too large."""
    fields = {item.path: item for item in form.fields}
    columns = {f"{group.path}.{item.path}": item for group in form.groups for item in group.columns}
    for path, found in record.answers.items():
        item = fields.get(path) or columns.get(_without_number(path))
        if item is not None and isinstance(found.value, str):
            yield from _length(item, path, found)
            yield from _size(item, path, found)


def _without_number(path: str) -> str:
    group, _, rest = path.partition("[")
    return f"{group}.{rest.partition('.')[2]}"


def _length(item: Field, path: str, found: Found) -> Iterator[Finding]:
    low, high = item.limits.min_chars, item.limits.max_chars
    text = str(found.value)
    if (low is None and high is None) or (low is None and high is not None and len(text) <= high):
        return
    words = count(text).words
    if high is not None and words > high:
        message = f"“{item.label}”有 {words} 字，超过 {high} 字，请删去 {words - high} 字。"
    elif low is not None and words < low:
        message = f"“{item.label}”只有 {words} 字，不足 {low} 字，请补写 {low - words} 字。"
    else:
        return
    yield Finding("length", Severity.WARNING, message, path, found.spot, item.source)


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
