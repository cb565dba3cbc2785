"""What the counter noted about a submission, of all its packages together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from formkit.chinese.blanks import is_blank
from formkit.entries import RECEIPTS, Entries
from formkit.errors import KindError
from formkit.finding import Finding, Severity
from formkit.noting import HEADS, TITLES, copies_of, day_of
from formkit.registered import Incoming, Use
from formkit.spot import Spot
from formkit.submission import Receipt

_USES: Final = (Use.IN_FORCE, Use.REPLACED, Use.UNREADABLE, Use.SET_ASIDE)
"""Whose notes come first: paper may have come with a file that nobody can read."""


def receipt_of(entries: Entries, incoming: Sequence[Incoming]) -> tuple[Receipt, list[Finding]]:
    """Return what the counter noted of a submission, and a finding for each note that is not understood.

    The notes of the package in force that came last count; what is blank there is taken from the others. A
    note that is not understood is as none, but no older one takes its place: nobody knows what it says.
    """
    names = [item.name for item in _by_weight(incoming)]
    findings: list[Finding] = []

    def noted(column: str, read: Callable[[str], dt.date | int | None]) -> dt.date | int | None:
        values: list[dt.date | int | None] = []
        for name in names:
            text = entries.text(RECEIPTS, name, column)
            try:
                value = read(text)
            except KindError as problem:
                findings.append(_unclear(name, column, problem))
                values.append(None)
                continue
            if value is not None:
                values.append(value)
        return values[0] if values else None

    received, emailed, copies = (noted(column, read) for column, read in _READ.items())
    texts = (" ".join(entries.text(RECEIPTS, name, "by").split()) for name in names)
    receipt = Receipt(
        received if isinstance(received, dt.date) else None,
        emailed if isinstance(emailed, dt.date) else None,
        copies if isinstance(copies, int) else None,
        next((text for text in texts if not is_blank(text)), ""),
    )
    return receipt, findings


_READ: Final[Mapping[str, Callable[[str], dt.date | int | None]]] = {
    "received": day_of,
    "emailed": day_of,
    "copies": copies_of,
}


def _by_weight(incoming: Sequence[Incoming]) -> list[Incoming]:
    """Return packages, those in force first, of them the last that came."""
    placed = sorted(enumerate(incoming), key=lambda one: (_USES.index(one[1].use), -one[1].run, -one[0]))
    return [item for _, item in placed]


def _unclear(name: str, column: str, problem: KindError) -> Finding:
    place = f"“{TITLES[RECEIPTS]}”中“{name}”的“{HEADS[RECEIPTS][column]}”"
    message = f"{place}无法识别，按未登记处理：{problem}。"
    return Finding("receipt-entry", Severity.WARNING, message, None, Spot(member=name))
