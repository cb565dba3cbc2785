"""Which cells of a file's row belong to which cell of the template's row.

Usually one to one. Where somebody split or joined cells, labels are tied first by their text, and
what stands between two labels is shared out by the columns of the grid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from formkit.filerows import FileRow
from formkit.grid import Cell
from formkit.layout import TemplateCell, TemplateRow
from formkit.once import once_for_each

EXACT, RESHAPED, BY_PLACE = 1.0, 0.9, 0.75
#: A gap on a line of a page that is wider than a space.
GAP = re.compile(r" {2,}")


class Pair(NamedTuple):
    """A cell of the template, by its place in the row, with the cells found for it."""

    place: int
    cells: tuple[Cell, ...]
    confidence: float


def is_as_printed(row: TemplateRow, found: FileRow) -> bool:
    """Whether a row has as many cells as the template's, and the same text in those without a slot."""
    folded = found.folded
    places, texts = _printed(row)
    return len(folded) == len(row.cells) and [folded[place] for place in places] == texts


@once_for_each
def _printed(row: TemplateRow) -> tuple[list[int], list[str]]:
    """Return where a row has printed text only, and that text."""
    return [place for place, _ in row.printed], [text for _, text in row.printed]


def pair_cells(row: TemplateRow, found: FileRow) -> list[Pair]:
    """Return the template's cells with those of the file, labels included."""
    if is_as_printed(row, found):
        return [Pair(number, (cell,), EXACT) for number, cell in enumerate(found.cells)]
    pairs: list[Pair] = []
    before_row, before_found = 0, 0
    ties = [*_tied_labels(row, found), (len(row.cells), len(found.cells))]
    for at_row, at_found in ties:
        ours = range(before_row, at_row)
        pairs += _share_out(
            row.cells, ours, found.cells[before_found:at_found], RESHAPED if len(ties) > 1 else BY_PLACE
        )
        if at_row < len(row.cells):
            pairs.append(Pair(at_row, (found.cells[at_found],), RESHAPED))
        before_row, before_found = at_row + 1, at_found + 1
    return pairs


def _tied_labels(row: TemplateRow, found: FileRow) -> list[tuple[int, int]]:
    """Return pairs (template cell, file cell) with the same printed beginning, in order."""
    ties: list[tuple[int, int]] = []
    start = 0
    for number, cell in enumerate(row.cells):
        wanted = cell.pattern.folded
        if not wanted:
            continue
        for place in range(start, len(found.cells)):
            text = found.folded[place]
            if text == wanted or (not cell.folded and _holds(cell, text)):
                ties.append((number, place))
                start = place + 1
                break
    return ties


def _holds(cell: TemplateCell, text: str) -> bool:
    return all(literal in text for literal in cell.pattern.literals)


def _share_out(
    template: Sequence[TemplateCell], ours: range, cells: Sequence[Cell], confidence: float
) -> list[Pair]:
    """Share cells between two labels among the template's cells there."""
    if not ours or not cells:
        return []
    while len(cells) > len(ours) and not cells[-1].text.strip() and not cells[-1].pictures:
        cells = cells[:-1]  # what fills a row that ends before the others
    if len(ours) == len(cells):
        return [Pair(number, (cell,), confidence) for number, cell in zip(ours, cells, strict=True)]
    # Empty cells of the template only keep distance; what was typed belongs to a slot.
    slots = [number for number in ours if template[number].pattern.slots] or list(ours)
    if len(slots) == 1:
        return [Pair(slots[0], tuple(cells), confidence)]
    if len(cells) < len(slots) and cells[0].spot.page is not None:
        beside = ours[0] == slots[0] and ours[0] > 0 and template[ours[0] - 1].is_label
        return _undrawn(template, slots, cells, beside=beside)
    shares: dict[int, list[Cell]] = {number: [] for number in slots}
    first, last = template[ours[0]], template[ours[-1]]
    ours_width = last.col + last.colspan - first.col
    theirs_width = cells[-1].col + cells[-1].colspan - cells[0].col
    for cell in cells:
        middle = (cell.col - cells[0].col + cell.colspan / 2) * ours_width / max(theirs_width, 1) + first.col
        chosen = min(
            slots, key=lambda number: abs(template[number].col + template[number].colspan / 2 - middle)
        )
        shares[chosen].append(cell)
    return [
        Pair(number, tuple(share), min(confidence, BY_PLACE)) for number, share in shares.items() if share
    ]


def _undrawn(
    template: Sequence[TemplateCell], slots: Sequence[int], cells: Sequence[Cell], *, beside: bool
) -> list[Pair]:
    """Return what stands in fewer cells than the template has; ``beside`` whether a label is before them."""
    written = [place for place in slots if any(slot.option is None for slot in template[place].pattern.slots)]
    if len(written) == len(cells):  # a box that is drawn is no text
        return [Pair(place, (cell,), BY_PLACE) for place, cell in zip(written, cells, strict=True)]
    if beside and len(cells) == 1 and not GAP.search(cells[0].text):
        return [Pair(slots[0], tuple(cells), BY_PLACE)]
    return _unruled(slots, cells)


def _unruled(slots: Sequence[int], cells: Sequence[Cell]) -> list[Pair]:
    """Return what stands between lines that a page does not draw, where gaps part it; else nothing."""
    parts = [
        cell._replace(text=part)
        for cell in cells
        for part in GAP.split(cell.text.strip())
        if part or not cell.text
    ]
    if len(parts) != len(slots):
        return []
    return [Pair(number, (part,), BY_PLACE) for number, part in zip(slots, parts, strict=True)]


def pair_columns(header: Sequence[Pair], row: TemplateRow, found: FileRow) -> list[Pair]:
    """Return the cells of one of a group's rows by the columns of its header in the file."""
    heads = {pair.cells[0].col for pair in header if pair.cells}
    if found.cells[0].spot.page is not None and len(heads) < len(row.cells):
        return _unruled([place for place, _ in row.answers], found.cells)
    if not header:
        return _share_out(row.cells, range(len(row.cells)), found.cells, BY_PLACE)
    starts = sorted((pair.cells[0].col, pair.place) for pair in header if pair.cells)
    shares: dict[int, list[Cell]] = {}
    for cell in found.cells:
        index = next((number for col, number in reversed(starts) if col <= cell.col), starts[0][1])
        shares.setdefault(min(index, len(row.cells) - 1), []).append(cell)
    return [Pair(number, tuple(share), RESHAPED) for number, share in sorted(shares.items())]
