"""What is required and missing."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.conditions import holds
from formkit.finding import Finding, Severity
from formkit.kinds import KINDS
from formkit.programme import Condition, Field, Form
from formkit.record import Record


def check(form: Form, record: Record) -> Iterator[Finding]:
    """Yield an error for each required answer that is missing; paper's places are never required."""
    for item in form.fields:
        if item.required is False:
            continue
        found = record.answers.get(item.path)
        if found is not None and (found.value is not None or found.raw):
            continue
        if _is_required(item, record):
            message = f"“{item.label}”没有填写；请补填{_reason(item)}。"
            spot = None if found is None else found.spot
            yield Finding("required", Severity.ERROR, message, item.path, spot, item.source)
    for group in form.groups:
        if holds(group.required, record) and f"{group.path}[0].{group.columns[0].path}" not in record.answers:
            message = f"“{group.label}”一行也没有填写；请补填。"
            yield Finding("required", Severity.ERROR, message, group.path, None, group.source)


def _is_required(item: Field, record: Record) -> bool:
    kind = KINDS.get(item.kind)
    return kind is not None and not kind.paper and holds(item.required, record)


def _reason(item: Field) -> str:
    if isinstance(item.required, Condition):
        return f"（因为选了{'、'.join(f'“{option}”' for option in item.required.any_of)}之一）"
    return ""
