"""The rows of a register: from one submission, what people entered, and what follows, to cells.

Every module makes the rows of some sheets; none of them opens or writes a file.
"""

from __future__ import annotations

from collections.abc import Iterator

from formkit.entries import Entries
from formkit.programme import Programme
from formkit.register_cells import Row
from formkit.registered import Registered, Scored, Standing
from formkit.registering.answered import field_row, group_rows
from formkit.registering.deciding import decision_rows, reply_rows, review_row
from formkit.registering.found import finding_rows
from formkit.registering.received import material_rows, receipt_row
from formkit.registering.showing import Shown
from formkit.registering.sourced import source_rows
from formkit.registering.summed import summary_row

__all__ = ["Shown", "receipt_row", "rows_of"]


def rows_of(  # noqa: PLR0913 (all that is known of a submission)
    programme: Programme,
    item: Registered,
    entries: Entries,
    standing: Standing | None,
    scored: Scored | None,
    *,
    inbox: str = "",
) -> Iterator[Row]:
    """Yield every row that a submission has in the register, sheet by sheet.

    Of one that a clerk set aside there are its packages alone, where he may take it up again.
    ``inbox`` is the way from the register's folder to the inbox, parted by ``/``: links begin with it.
    """
    shown = Shown(programme, item, entries, inbox)
    for incoming in item.incoming:
        yield receipt_row(incoming, shown.entries, shown.who, inbox)
    if item.is_set_aside:
        return
    yield summary_row(shown, standing, scored)
    yield field_row(shown)
    yield from group_rows(shown)
    yield from material_rows(shown)
    yield from finding_rows(shown)
    yield from source_rows(shown)
    if not item.is_unreadable:
        yield review_row(shown, scored)
    yield from reply_rows(shown)
    yield from decision_rows(shown)
