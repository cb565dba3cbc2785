"""Tables that go on over a page break are one table again, a row that was cut in two is one row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from formkit.ruling.glyphs import TextLine
from formkit.ruling.page import Area, Grid
from formkit.ruling.segments import clusters
from formkit.ruling.wrapping import link, measure

#: Edges of two parts of one table differ by no more than this.
SAME = 3.0
#: A part may leave this much of the page free below it, besides what the next row needed.
FREE = 40.0
#: Head rows that programs print again on each page.
MOST_HEADS = 4
#: A row of a label and its answer.
LABELLED = 2
#: Text that was cut reaches down to the edge of its cell, but for this many lines.
SHORT = 1.6


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
    break are made one.
    """
    xs = clusters((x for grid in grids for x in grid.xs), SAME)
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
        if len(pairs) == tops == len(ends) and _is_cut([(areas[one], below[two]) for one, two in pairs]):
            height -= 1
            ys.pop()
        else:
            pairs = [pair for pair in pairs if _spans(areas[pair.above], below[pair.below])]
        _stack(areas, below, pairs, height)
        height += part.height
        ys += part.ys[1:]
    areas.sort(key=lambda area: (area.row, area.col))
    return Grid(tuple(xs), tuple(ys), tuple(areas), grids[-1].sheet)


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
    return areas if whole and len(areas) > 1 and all(map(_text, areas)) else []


def _text(area: Area) -> str:
    return "".join(line.text for part in area.parts for line in part.lines)


def _said(area: Area) -> tuple[int, int, int, int, str]:
    return area.row, area.rowspan, round(area.parts[0].box[0] / SAME), area.row, _text(area)


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


def _is_cut(pairs: Sequence[tuple[Area, Area]]) -> bool:
    """Whether a row goes on: some text was cut off, and nothing below begins another row."""
    label_above, label_below = pairs[0]
    # No label begins with a bracket: what does is the end of the one above.
    rests = _has(label_above) and (not _has(label_below) or _text(label_below).startswith(("（", "(")))
    going = [(above, below) for above, below in pairs if _has(below)]
    if len(pairs) == LABELLED and rests:
        # A label, and beside it an answer that goes on; a field with a name of its own is another answer.
        return bool(going) or not pairs[1][1].parts[0].names
    if not going or not all(_has(above) for above, _ in going):
        return False
    texts = [(above, below) for above, below in going if above.parts[-1].lines and below.parts[0].lines]
    # What goes on fills its place to the break: a cell of a new row seldom does, all of its cells never.
    # A label may be cut anywhere, for it stands in the middle of its cell.
    full = [_reaches_down(above) and _begins_at_top(below) for above, below in texts]
    if not (any(full) if len(pairs) == LABELLED else full and all(full)):
        return False
    if all(_runs_over(above, below) for above, below in texts):
        return True
    if len(pairs) > 1 and _is_upright(label_above) and _is_upright(label_below):
        return True
    resting = any(_has(above) and not _has(below) for above, below in pairs)
    return resting and all(
        _runs_over(above, below) or len(above.parts[-1].lines) > 1 for above, below in texts
    )


def _has(area: Area) -> bool:
    return any(part.lines or part.pictures for part in area.parts)


def _is_upright(area: Area) -> bool:
    """Whether a label is written downwards, one character on each line."""
    lines = [line for part in area.parts for line in part.lines]
    return len(lines) > 1 and all(len(line.text) == 1 for line in lines)


def _last(area: Area) -> TextLine:
    return area.parts[-1].lines[-1]


def _runs_over(above: Area, below: Area) -> bool:
    """Whether the last line of one cell is full, so that its paragraph may go on in the other."""
    part = above.parts[-1]
    within = measure(part.lines, part.box[0], part.box[2])
    return link(_last(above), below.parts[0].lines[0], within, same_page=False) != "\n"


def _reaches_down(area: Area) -> bool:
    part, line = area.parts[-1], _last(area)
    pitch = max(measure(part.lines, part.box[0], part.box[2]).pitch, line.size)
    return part.box[3] - line.base < SHORT * pitch


def _begins_at_top(area: Area) -> bool:
    part = area.parts[0]
    line = part.lines[0]
    pitch = max(measure(part.lines, part.box[0], part.box[2]).pitch, line.size)
    return line.base - part.box[1] < SHORT * pitch


def _spans(above: Area, below: Area) -> bool:
    """Whether a cell that holds nothing is the rest of one that spans several rows."""
    part = below.parts[0]
    empty = not part.lines and not part.pictures
    return empty and bool(_text(above)) and max(above.rowspan, below.rowspan) > 1


def _stack(areas: list[Area], below: Sequence[Area], pairs: Sequence[_Pair], shift: int) -> None:
    """Add the cells of the next part from a row on; those of ``pairs`` are joined with cells above."""
    for one, other in pairs:
        above, more = areas[one], below[other]
        stop = more.row + more.rowspan + shift
        areas[one] = above._replace(rowspan=stop - above.row, parts=above.parts + more.parts)
    used = {pair.below for pair in pairs}
    areas += [area._replace(row=area.row + shift) for place, area in enumerate(below) if place not in used]
