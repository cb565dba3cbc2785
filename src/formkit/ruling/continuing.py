"""Tables that go on over a page break are one table again, a row that was cut in two is one row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from formkit.ruling.cutting import judge, text
from formkit.ruling.page import Area, Break, Grid
from formkit.ruling.segments import clusters
from formkit.ruling.wrapping import MARGIN

#: Edges of two parts of one table differ by no more than this.
SAME = 3.0
#: A part may leave this much of the page free below it, besides what the next row needed.
FREE = 40.0
#: Head rows that programs print again on each page.
MOST_HEADS = 4
#: How sure the text of a row is of which it is in doubt whether a page break cut it.
DOUBTFUL = 0.8


class _Pair(NamedTuple):
    """The places of two cells, one at the end of a page and one at the beginning of the next."""

    above: int
    below: int


def goes_on(before: Grid, after: Grid, limit: float) -> bool:
    """Whether a table at a page's top continues the one at the end of the page before.

    ``limit`` is how far down text stands on the pages of the document.
    """
    if before.inside is not None or after.inside is not None:
        return False
    if abs(before.xs[0] - after.xs[0]) > SAME or abs(before.xs[-1] - after.xs[-1]) > SAME:
        return False
    first = min(area.parts[0].box[3] for area in after.areas if area.row == 0) - after.ys[0]
    return limit - before.ys[-1] <= first + FREE


def joined(grids: Sequence[Grid]) -> Grid:
    """Return the one table that stands on several pages.

    Heads that are printed again are left out, a row that was cut is joined, and cells that span a
    break are made one. Where it is in doubt whether a row was cut, its cells say so, and the table.
    """
    xs = clusters((x for grid in grids for x in grid.xs), SAME)
    columns = _Columns(xs, grids)
    doubts: list[Break] = []
    first = grids[0]
    areas = _on(xs, first)
    height, ys = first.height, list(first.ys)
    for grid in grids[1:]:
        part = _without_heads(first, grid)
        if not part.areas:
            continue
        below = _on(xs, part)
        # Only the last cells can reach down to the break.
        ends = [
            place for place in _from_end(areas, height) if areas[place].row + areas[place].rowspan == height
        ]
        pairs = _pairs(areas, ends, below)
        tops = sum(area.row == 0 for area in below)
        if len(pairs) == tops == len(ends) and _is_cut(areas, below, pairs, columns, doubts):
            height -= 1
            ys.pop()
        else:
            pairs = [pair for pair in pairs if _spans(areas[pair.above], below[pair.below])]
        _stack(areas, below, pairs, height)
        height += part.height
        ys += part.ys[1:]
    areas.sort(key=lambda area: (area.row, area.col))
    return Grid(tuple(xs), tuple(ys), tuple(areas), grids[-1].sheet, None, tuple(doubts))


class _Columns:
    """The columns of all parts of a table together: how near to their edges the texts of each come."""

    def __init__(self, xs: Sequence[float], grids: Sequence[Grid]) -> None:
        self._xs, self._grids = xs, grids

    def margin(self, area: Area) -> float:
        """Return the inner margin of a cell: no text of its column comes nearer to an edge."""
        return self._margins.get((area.col, area.colspan), MARGIN)

    @cached_property
    def _margins(self) -> dict[tuple[int, int], float]:
        found: dict[tuple[int, int], float] = {}
        for area in (area for grid in self._grids for area in _on(self._xs, grid)):
            place = area.col, area.colspan
            for part in area.parts:
                sides = [min(line.left - part.box[0], part.box[2] - line.right) for line in part.lines]
                found[place] = max(0.0, min([found.get(place, MARGIN), *sides]))
        return found


def _is_cut(
    areas: list[Area],
    below: list[Area],
    pairs: Sequence[_Pair],
    columns: _Columns,
    doubts: list[Break],
) -> bool:
    """Whether a row goes on; where that is in doubt, the cells of both rows get less certain."""
    is_cut, is_sure = judge([(areas[one], below[two]) for one, two in pairs], columns.margin)
    if not is_sure:
        said = next((found for _, two in pairs if (found := text(below[two]))), "")
        doubts.append(Break(areas[pairs[0].above].parts[-1], below[pairs[0].below].parts[0], said, is_cut))
        for one, two in pairs:
            areas[one], below[two] = _doubted(areas[one]), _doubted(below[two])
    return is_cut


def _doubted(area: Area) -> Area:
    parts = (part._replace(certainty=min(part.certainty, DOUBTFUL)) for part in area.parts)
    return area._replace(parts=tuple(parts))


def _from_end(areas: Sequence[Area], height: int) -> Iterator[int]:
    """Yield the places of cells from the last back, until whole rows above the last have been seen."""
    covered = 0
    width = max(area.col + area.colspan for area in areas)
    for place in range(len(areas) - 1, -1, -1):
        area = areas[place]
        if area.row + area.rowspan == height:
            covered += area.colspan
            yield place
        if covered >= width:
            return


def _without_heads(first: Grid, after: Grid) -> Grid:
    """Leave out the rows at the top that repeat those of the whole table's beginning."""
    for count in range(min(MOST_HEADS, first.height, after.height), 0, -1):
        head, again = _rows(first, count), _rows(after, count)
        if head and again and [_said(area) for area in head] == [_said(area) for area in again]:
            areas = tuple(area._replace(row=area.row - count) for area in after.areas if area.row >= count)
            return after._replace(ys=after.ys[count:], areas=areas)
    return after


def _rows(grid: Grid, count: int) -> list[Area]:
    """Return the cells of the first rows; none unless they end together and each says something."""
    areas = [area for area in grid.areas if area.row < count]
    whole = all(area.row + area.rowspan <= count for area in areas)
    return areas if whole and len(areas) > 1 and all(map(text, areas)) else []


def _said(area: Area) -> tuple[int, int, int, int, str]:
    return area.row, area.rowspan, round(area.parts[0].box[0] / SAME), area.row, text(area)


def _on(xs: Sequence[float], grid: Grid) -> list[Area]:
    """Return the cells of a table on the columns that all its parts have together."""
    places = [_nearest(xs, x) for x in grid.xs]
    if places == list(range(len(xs))):
        return list(grid.areas)
    return [
        area._replace(col=places[area.col], colspan=places[area.col + area.colspan] - places[area.col])
        for area in grid.areas
    ]


def _nearest(xs: Sequence[float], x: float) -> int:
    place = bisect_left(xs, x)
    return place - 1 if place == len(xs) or (place and x - xs[place - 1] < xs[place] - x) else place


def _pairs(areas: Sequence[Area], ends: Iterable[int], below: Sequence[Area]) -> list[_Pair]:
    """Return the cells at a break that have the same columns, from left to right."""
    tops = {(area.col, area.colspan): place for place, area in enumerate(below) if area.row == 0}
    pairs = [
        _Pair(place, tops[areas[place].col, areas[place].colspan])
        for place in ends
        if (areas[place].col, areas[place].colspan) in tops
    ]
    return sorted(pairs, key=lambda pair: areas[pair.above].col)


def _spans(above: Area, below: Area) -> bool:
    """Whether a cell that holds nothing is the rest of one that spans several rows."""
    part = below.parts[0]
    empty = not part.lines and not part.pictures
    return empty and bool(text(above)) and max(above.rowspan, below.rowspan) > 1


def _stack(areas: list[Area], below: Sequence[Area], pairs: Sequence[_Pair], shift: int) -> None:
    """Add the cells of the next part from a row on; those of ``pairs`` are joined with cells above."""
    for one, other in pairs:
        above, more = areas[one], below[other]
        stop = more.row + more.rowspan + shift
        areas[one] = above._replace(rowspan=stop - above.row, parts=above.parts + more.parts)
    used = {pair.below for pair in pairs}
    areas += [area._replace(row=area.row + shift) for place, area in enumerate(below) if place not in used]
