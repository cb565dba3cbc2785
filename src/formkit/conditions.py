"""Whether a requirement applies to a record, and how many rows of a table it has."""

from __future__ import annotations

from formkit.paths import row_paths
from formkit.programme import Condition, Group
from formkit.record import Record


def holds(required: bool | Condition, record: Record) -> bool:  # noqa: FBT001 (it is what a field says)
    """Whether a field's requirement applies to a record."""
    if isinstance(required, bool):
        return required
    value = record.value(required.path)
    chosen = (value,) if isinstance(value, str) else value
    return isinstance(chosen, tuple) and not set(required.any_of).isdisjoint(chosen)


def count_rows(group: Group, record: Record) -> int:
    """Return how many rows a record has of a group."""
    answers, count = record.answers, 0
    while not answers.keys().isdisjoint(row_paths(group, count)):
        count += 1
    return count
