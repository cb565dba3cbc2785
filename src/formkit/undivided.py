"""Cells of a template that a page shows as one, because no line is drawn between them.

Beside a label that spans several rows, an answer, a signature and a date often stand in rows of their
own whose borders are hidden.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from formkit.chinese.folding import fold
from formkit.filerows import FileRow
from formkit.kinds import KINDS
from formkit.layout import Layout
from formkit.pattern import Literal, Pattern, Slot, joined
from formkit.prints import is_printed
from formkit.programme import Field

#: Answers with no printed words between them that one text is shared out to.
MOST_SLOTS = 3


def undivided(
    layout: Layout, number: int, tied: Container[int | None], row: FileRow, fields: Mapping[str, Field]
) -> Pattern | None:
    """Return the pattern of the last cell of a page's row, where it holds those of the rows below as well.

    ``tied`` are the rows of the template that were found on the page; None where the cell is just its own.
    """
    laid = layout.rows[number]
    below = range(number + 1, min(number + laid.spans, len(layout.rows)))
    if not below or row.cells[0].spot.page is None or len(row.cells) != len(laid.cells):
        return None
    if any(at in tied or layout.rows[at].printed or layout.rows[at].group for at in below):
        return None
    first = laid.cells[-1].pattern
    text = fold(row.cells[-1].text)
    more = [_kept(cell.pattern, text, fields) for at in below for cell in layout.rows[at].cells]
    whole = joined([first, *more])
    return whole if len(first.slots) < len(whole.slots) <= MOST_SLOTS or whole.literals else None


def _kept(pattern: Pattern, text: str, fields: Mapping[str, Field]) -> Pattern:
    """Return a pattern without answers of any text that stand alone: they are part of the one above."""
    tokens = tuple(_tokens(pattern, text, fields))
    return Pattern(
        tokens,
        tuple(token for token in tokens if isinstance(token, Slot)),
        tuple(token.folded for token in tokens if isinstance(token, Literal) and token.folded),
    )


def _tokens(pattern: Pattern, text: str, fields: Mapping[str, Field]) -> Iterator[Slot | Literal]:
    for token in pattern.tokens:
        if isinstance(token, Literal):
            yield token
            continue
        item = fields.get(token.path)
        if item is None or (pattern.is_slot_only and KINDS[item.kind].free):
            continue
        blank = item.blank or ""
        if is_printed(blank) and fold(blank) in text:  # what the blank form prints still stands there
            yield Literal(blank, fold(blank))
        yield token
