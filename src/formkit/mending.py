"""Rows and lines of a page as the template has them: what a page break or a full line cut is one again.

Geometry alone cannot always tell a row that goes on from a new one; the template's printed words can.
Only pages are mended: a Word file says itself what is one cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile

from formkit.alignment import likeness, printed_share
from formkit.chinese.folding import fold, fold_map
from formkit.filerows import FileRow, make_row
from formkit.grid import Cell
from formkit.layout import Layout, TemplateRow

#: Edges of cells of one column differ by no more than this, in points.
SAME = 3.0
#: A printed text of at least so many characters is not met in an answer by chance.
TELLING = 4
#: Lines of a file and of a template that are looked at.
MOST_LINES = 2_000
#: Rows of a form that programs print again on each page.
MOST_HEADS = 8
#: How sure an answer is that was put together.
MENDED = 0.9
#: The number of a paragraph, which only pages show where a program counts.
NUMBER = r"(?:\d{1,2}[、.)]?|[一二三四五六七八九十]{1,3}[、.]|\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\))"
FIRST, LAST = re.compile(NUMBER), re.compile(f"{NUMBER}$")
#: After these a new line begins.
STOPS = "。！？；：:;.!?"


def is_paged(rows: Sequence[FileRow]) -> bool:
    """Whether rows come from pages, not from a Word file."""
    return bool(rows) and rows[0].cells[0].spot.page is not None


# ---- before rows are tied ----


def prepared(rows: Sequence[FileRow], layout: Layout) -> list[FileRow]:
    """Return rows with labels made whole that a page break cut, and lines parted that a page ran together."""
    kept: list[FileRow] = []
    for row in _without_heads(rows):
        if row.is_line:
            kept += _parted(row, layout) if len(rows) <= MOST_LINES else (row,)
        elif kept and _is_break(kept[-1], row):
            _join_labels(kept, row, layout)
        else:
            kept.append(row)
    return kept


def _without_heads(rows: Sequence[FileRow]) -> Iterator[FileRow]:
    """Yield rows without those at the top of a page that repeat the form's beginning, labels among them."""
    heads = [(row.is_line, row.folded) for row in rows[:MOST_HEADS] if not row.is_blank]
    skip = 0
    for number, row in enumerate(rows):
        if number >= MOST_HEADS and _is_break(rows[number - 1], row):
            first = (row.is_line, row.folded)
            start = heads.index(first) if first in heads else len(heads)
            again = list(takewhile(_same, zip(rows[number:], heads[start:], strict=False)))
            skip = len(again) if any(one.key for one, _ in again) else 0
        if skip:
            skip -= 1
            continue
        yield row


def _same(pair: tuple[FileRow, tuple[bool, tuple[str, ...]]]) -> bool:
    return (pair[0].is_line, pair[0].folded) == pair[1]


def _is_break(above: FileRow, below: FileRow) -> bool:
    first, second = above.cells[0].spot.page, below.cells[0].spot.page
    return first is not None and second is not None and second > first


def _join_labels(kept: list[FileRow], row: FileRow, layout: Layout) -> None:
    """Add a row after a page break, or the rest of a label of it to the cell that it was cut from."""
    above = kept[-1]
    if _is_one_row(above, row) and _completes_labels(above, row, layout):
        kept[-1] = _joined(above, row, layout)
        return
    for place, cell in enumerate(row.cells):
        if row.folded[place] and row.folded[place] not in layout.labels and len(row.cells) > 1:
            at = next((n for n in range(len(kept) - 1, -1, -1) if _column(kept[n], cell) is not None), None)
            upper = None if at is None else _column(kept[at], cell)
            if at is None or upper is None:
                continue
            whole = kept[at].folded[upper] + row.folded[place]
            if whole in layout.labels and kept[at].folded[upper] not in layout.labels:
                cells = list(kept[at].cells)
                cells[upper] = cells[upper]._replace(text=cells[upper].text + cell.text)
                kept[at] = make_row(tuple(cells), layout)
                rest = (*row.cells[:place], *row.cells[place + 1 :])
                kept.append(make_row(rest, layout))
                return
    kept.append(row)


def _completes_labels(above: FileRow, below: FileRow, layout: Layout) -> bool:
    """Whether a row goes on with a label of the row above, and says nothing under labels that are whole."""
    completed = False
    for one, other in zip(above.folded, below.folded, strict=True):
        if other and one in layout.labels:
            return False
        completed = completed or (one != "" and other != "" and one + other in layout.labels)
    return completed


def _column(row: FileRow, cell: Cell) -> int | None:
    """Return the place of the cell of a row that has the same edges."""
    if row.is_line:
        return None
    return next((place for place, one in enumerate(row.cells) if _is_under(one, cell)), None)


def _is_under(above: Cell, below: Cell) -> bool:
    one, other = above.spot.box, below.spot.box
    if one is None or other is None:
        return (above.col, above.colspan) == (below.col, below.colspan)
    return abs(one[0] - other[0]) <= SAME and abs(one[2] - other[2]) <= SAME


def _is_one_row(above: FileRow, below: FileRow) -> bool:
    """Whether two rows have the same columns."""
    return (
        above.is_line == below.is_line
        and len(above.cells) == len(below.cells)
        and all(_is_under(one, other) for one, other in zip(above.cells, below.cells, strict=True))
    )


def _joined(above: FileRow, below: FileRow, layout: Layout) -> FileRow:
    cells = tuple(_whole(one, other) for one, other in zip(above.cells, below.cells, strict=True))
    return make_row(cells, layout, above.style if above.is_line else None)


def _whole(above: Cell, below: Cell) -> Cell:
    if not below.text.strip() and not below.pictures:
        return above
    first = above.text.rstrip()
    between = "\n" if first.endswith(tuple(STOPS)) else ""
    sure = min(above.certainty, below.certainty)
    return above._replace(
        text=f"{first}{between}{below.text.lstrip()}" if first else below.text,
        certainty=sure * MENDED if first else sure,
        pictures=above.pictures + below.pictures,
    )


def _parted(row: FileRow, layout: Layout) -> Iterator[FileRow]:
    """Yield the lines of the template that a page shows as one, because the first of them was full."""
    cell = row.cells[0]
    folded, places = fold_map(cell.text)
    numbered = FIRST.match(folded)
    at = 0 if numbered is None else numbered.end()
    edges = [0]
    while True:
        ahead = [
            folded.find(other, at + len(one))
            for one, other in layout.beginnings
            if len(other) >= TELLING and folded.startswith(one, at)
        ]
        at = max(ahead, default=-1)
        if at < 0:
            break
        before = LAST.search(folded, 0, at)
        edges.append(places[at if before is None else before.start()])
    if len(edges) == 1:
        yield row
        return
    for start, stop in pairwise([*edges, len(cell.text)]):
        spot = cell.spot._replace(chars=(start, stop))
        yield make_row((cell._replace(text=cell.text[start:stop], spot=spot),), layout, row.style)


# ---- after rows are tied ----


def mended(
    rows: Sequence[FileRow],
    aligned: Sequence[int | None],
    layout: Layout,
    fits: Callable[[TemplateRow, str], bool],
) -> tuple[list[FileRow], list[int | None]]:
    """Return rows and what they are tied to, those that are one row of the template joined.

    ``fits`` says whether a text is what the last slot of a row holds, and nothing else can hold.
    """
    kept: list[FileRow] = []
    ties: list[int | None] = []
    for number, (row, at) in enumerate(zip(rows, aligned, strict=True)):
        before = ties[-1] if ties else None
        tie = at if before is None else before
        if kept and tie is None and _is_one_row(kept[-1], row) and _is_break(kept[-1], row):
            whole = _joined(kept[-1], row, layout)
            tie = _free_row(whole, ties, aligned[number:], layout)
        if kept and tie is not None and (at is None or before is None or at == before):
            laid = layout.rows[tie]
            following = rows[number + 1] if number + 1 < len(rows) else None
            if _goes_on(laid, kept[-1], row, following, layout, fits):
                kept[-1], ties[-1] = _joined(kept[-1], row, layout), tie
                continue
        kept.append(row)
        ties.append(at)
    return kept, ties


def _free_row(
    whole: FileRow, before: Sequence[int | None], after: Sequence[int | None], layout: Layout
) -> int | None:
    """Return the row of the template, of those nothing is tied to there, that two parts of a row make up."""
    first = next((at + 1 for at in reversed(before) if at is not None), 0)
    last = next((at for at in after if at is not None), len(layout.rows))
    free = [at for at in range(first, last) if layout.rows[at].group is None]
    return next((at for at in free if likeness(layout.rows[at], whole) > 0), None)


def _goes_on(  # noqa: PLR0913, PLR0917 (all that a row is judged by)
    laid: TemplateRow,
    above: FileRow,
    below: FileRow,
    following: FileRow | None,
    layout: Layout,
    fits: Callable[[TemplateRow, str], bool],
) -> bool:
    """Whether two rows of a page are one row of the template."""
    if above.is_line and below.is_line:
        return laid.is_line and not laid.repeats and _line_goes_on(laid, above, below, fits)
    if not _is_one_row(above, below) or not _is_break(above, below):
        return False
    if laid.group is not None:
        return _is_unnumbered(above, below, following)
    shares = [_share(laid, row) for row in (above, below, _joined(above, below, layout))]
    return shares[2] > max(shares[:2]) or _is_rest(laid, above, below, layout)


def _line_goes_on(
    laid: TemplateRow, above: FileRow, below: FileRow, fits: Callable[[TemplateRow, str], bool]
) -> bool:
    pattern = laid.cells[0].pattern
    first, second = above.folded[0], below.folded[0]
    if not second:
        return False
    if any(text not in first and text in second for text in pattern.literals if len(text) > 1):
        return True
    if not pattern.slots:
        return len(second) >= TELLING and f"{first}{second}" in pattern.folded
    return fits(laid, f"{above.cells[0].text}\n{below.cells[0].text}")


def _is_unnumbered(above: FileRow, below: FileRow, following: FileRow | None) -> bool:
    """Whether rows have numbers and the second of two has none: it goes on with the first."""
    if not above.folded[0].isdigit() or below.folded[0] or below.is_blank or below.key:
        return False
    next_one = "" if following is None or following.is_line else following.folded[0]
    return not next_one.isdigit() or int(next_one) == int(above.folded[0]) + 1


def _share(laid: TemplateRow, row: FileRow) -> float:
    return sum(printed_share(cell.pattern, row) for cell in laid.cells if cell.pattern.folded)


def _is_rest(laid: TemplateRow, above: FileRow, below: FileRow, layout: Layout) -> bool:
    """Whether a row has text only under answers, its labels standing in the row above."""
    if len(laid.cells) != len(above.cells) or below.is_blank or below.key:
        return False
    if any(fold(below.cells[place].text) for place, _ in laid.printed):
        return False
    named = any(above.folded[place] in layout.labels for place, text in laid.printed if text)
    return named or all(cell.pattern.slots for cell in laid.cells)
