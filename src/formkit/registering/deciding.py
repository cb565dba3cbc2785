"""The sheets of what happens after the check: 评审, 征求意见, 审议公布."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.entries import DECISIONS, REPLIES, REVIEW, YES
from formkit.register_cells import Cell, Row
from formkit.registered import Scored
from formkit.registering.showing import Shown
from formkit.registering.summed import score_cells

REVIEWED = ("date", "advised", "note")
REPLIED = ("date", "opinion", "resolved")
DECIDED = (
    "meeting", "outcome", "issued_number", "issued_date", "evaluated", "grade", "recommended", "rectify_by",
    "reexamined",
)  # fmt: skip


def review_row(shown: Shown, scored: Scored | None) -> Row:
    """Return the row of 评审."""
    cells = shown.who.cells()
    if scored is not None:
        cells |= score_cells(scored) | {
            "#tied": Cell(YES if scored.is_tied else ""),
            "#missing": Cell("、".join(scored.missing)),
            "#recused": Cell("、".join(scored.recused)),
        }
    return Row(REVIEW, shown.key, cells | shown.typed(REVIEW, shown.key, REVIEWED))


def _is_advised(shown: Shown) -> bool:
    return shown.entries.text(REVIEW, shown.key, "advised").strip() == YES


def reply_rows(shown: Shown) -> Iterator[Row]:
    """Yield a row for each department that is asked about a submission that is to be selected.

    What was entered before somebody thought better of it stays in view.
    """
    for department in shown.programme.register.departments:
        key = f"{shown.key}/{department}"
        if not _is_advised(shown) and not shown.entries.row(REPLIES, key):
            continue
        cells = shown.who.cells() | {"#department": Cell(department)}
        yield Row(REPLIES, key, cells | shown.typed(REPLIES, key, REPLIED))


def decision_rows(shown: Shown) -> Iterator[Row]:
    """Yield the row of 审议公布 of a submission that is to be selected, or about which there are entries."""
    if _is_advised(shown) or shown.entries.row(DECISIONS, shown.key):
        yield Row(DECISIONS, shown.key, shown.who.cells() | shown.typed(DECISIONS, shown.key, DECIDED))
