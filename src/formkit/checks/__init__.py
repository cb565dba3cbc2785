"""What is to be said about a record; a literal tuple is the registry. Checks never raise (law 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from formkit.checks import amounts, presence, rows
from formkit.finding import Finding
from formkit.programme import Form
from formkit.record import Record

Check = Callable[[Form, Record], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (presence.check, amounts.check, rows.check)


def check_record(form: Form, record: Record) -> list[Finding]:
    """Return the findings of every check about one record of a form."""
    return [finding for check in CHECKS for finding in check(form, record)]
