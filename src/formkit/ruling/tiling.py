"""Connected lines become a grid, and the grid becomes cells that tile it.

Where the line between two squares of the grid is missing, the squares are one cell. A table's
outside counts as closed, also where nothing is drawn there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from formkit.ruling.segments import SNAP, Rule, clusters

#: How far a line may stop short of one that it meets.
REACH = 3.5
#: Of a narrow space a line may miss no more than this share at each end.
MOST_OF = 0.4
#: Squares of one grid: a form has some hundred, an attack more.
MOST_SQUARES = 50_000
#: Places where lines of one page meet.
MOST_CROSSINGS = 200_000


class PageTooFullError(ValueError):
    """A page holds more than any form does: it is a drawing or an attack."""


class Square(NamedTuple):
    """A cell on its grid."""

    row: int
    col: int
    rowspan: int
    colspan: int


class Frame(NamedTuple):
    """A table's grid: the x of its columns' edges, the y of its rows' edges, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Square, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, cell: Square) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of a cell."""
        return (
            self.xs[cell.col],
            self.ys[cell.row],
            self.xs[cell.col + cell.colspan],
            self.ys[cell.row + cell.rowspan],
        )


def frames(across: Sequence[Rule], down: Sequence[Rule]) -> tuple[list[Frame], list[Rule]]:
    """Return a grid for each group of lines that touch, and the horizontal lines that rule no table.

    :raises PageTooFullError: beyond the bounds of this module.
    """
    found: list[Frame] = []
    loose: list[Rule] = []
    for group_across, group_down in _groups(across, down):
        frame = frame_of(group_across, group_down) if group_down and len(group_across) > 1 else None
        if frame is None:
            loose += group_across
        else:
            found.append(frame)
    return found, loose


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the groups of lines that touch, directly or through others."""
    across = sorted(across)
    heights = [rule.at for rule in across]
    parent = list(range(len(across) + len(down)))
    crossings = 0
    for number, (x, top, bottom) in enumerate(down, start=len(across)):
        for place in range(bisect_left(heights, top - REACH), bisect_right(heights, bottom + REACH)):
            crossings += 1
            if across[place].start - REACH <= x <= across[place].stop + REACH:
                parent[_root(parent, place)] = _root(parent, number)
        if crossings > MOST_CROSSINGS:
            raise PageTooFullError
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for number in range(len(parent)):
        side = int(number >= len(across))
        groups[_root(parent, number)][side].append(down[number - len(across)] if side else across[number])
    yield from groups.values()


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def frame_of(across: Sequence[Rule], down: Sequence[Rule]) -> Frame | None:
    """Return the grid that lines make, None where they enclose nothing.

    :raises PageTooFullError: beyond the bounds of this module.
    """
    xs = _edges(down, across)
    ys = _edges(across, down)
    height, width = len(ys) - 1, len(xs) - 1
    if height < 1 or width < 1:
        return None
    if height * width > MOST_SQUARES:
        raise PageTooFullError
    walls = _walls(xs, ys, down)
    floors = _walls(ys, xs, across)
    return _compact(xs, ys, list(_cells(height, width, walls, floors)))


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """Return the places of lines; where the outermost is not drawn, the ends of at least two that cross."""
    edges = clusters(rule.at for rule in rules)
    starts = [rule.start for rule in crossing if rule.start < edges[0] - REACH]
    stops = [rule.stop for rule in crossing if rule.stop > edges[-1] + REACH]
    first = _agreed(sorted(starts))
    last = _agreed(sorted(stops, reverse=True))
    return [*([] if first is None else [first]), *edges, *([] if last is None else [last])]


def _agreed(ends: Sequence[float]) -> float | None:
    """Return the outermost end that two lines share."""
    return next((one for one, other in pairwise(ends) if abs(one - other) <= SNAP), None)


def _walls(edges: Sequence[float], crossed: Sequence[float], rules: Sequence[Rule]) -> list[bytearray]:
    """Return for each edge which of the spaces between the crossing edges it closes.

    A line closes a space that it spans; one that ends within it is an underline, or part of a drawing.
    """
    slack = [min(REACH, (stop - start) * MOST_OF) for start, stop in pairwise(crossed)]
    lows = [start + more for start, more in zip(crossed, slack, strict=False)]
    highs = [stop - more for stop, more in zip(crossed[1:], slack, strict=True)]
    walls = [bytearray(len(slack)) for _ in edges]
    for rule in rules:
        place = bisect_left(edges, rule.at)
        if place == len(edges) or (place and rule.at - edges[place - 1] < edges[place] - rule.at):
            place -= 1
        first, last = bisect_left(lows, rule.start), bisect_right(highs, rule.stop)
        if last > first:
            walls[place][first:last] = b"\1" * (last - first)
    return walls


def _cells(height: int, width: int, walls: list[bytearray], floors: list[bytearray]) -> Iterator[Square]:
    """Yield cells that tile the grid: squares with no line between them, as rectangles."""
    parent = list(range(height * width))
    for row in range(height):
        for col in range(width):
            place = row * width + col
            if col + 1 < width and not walls[col + 1][row]:
                parent[_root(parent, place + 1)] = _root(parent, place)
            if row + 1 < height and not floors[row + 1][col]:
                parent[_root(parent, place + width)] = _root(parent, place)
    members: dict[int, list[int]] = defaultdict(list)
    for place in range(height * width):
        members[_root(parent, place)].append(place)
    for places in members.values():
        top, bottom = places[0] // width, places[-1] // width
        columns = [place % width for place in places]
        left, right = min(columns), max(columns)
        if (bottom - top + 1) * (right - left + 1) == len(places):
            yield Square(top, left, bottom - top + 1, right - left + 1)
        else:
            yield from _rectangles(set(places), width, walls, floors)


def _rectangles(
    places: set[int], width: int, walls: list[bytearray], floors: list[bytearray]
) -> Iterator[Square]:
    """Yield rectangles that tile a shape which is none: a line is missing or ends too early."""
    for first in sorted(places):
        if first not in places:
            continue
        row, col = divmod(first, width)
        stop = col + 1
        while stop < width and row * width + stop in places and not walls[stop][row]:
            stop += 1
        below = row + 1
        while all(below * width + at in places and not floors[below][at] for at in range(col, stop)):
            below += 1
        places.difference_update(y * width + x for y in range(row, below) for x in range(col, stop))
        yield Square(row, col, below - row, stop - col)


def _compact(xs: Sequence[float], ys: Sequence[float], cells: Sequence[Square]) -> Frame:
    """Leave out edges at which no cell begins or ends: an underline inside a cell is not a row."""
    rows = sorted({edge for cell in cells for edge in (cell.row, cell.row + cell.rowspan)})
    cols = sorted({edge for cell in cells for edge in (cell.col, cell.col + cell.colspan)})
    row_at = {edge: place for place, edge in enumerate(rows)}
    col_at = {edge: place for place, edge in enumerate(cols)}
    found = sorted(
        Square(
            row_at[cell.row],
            col_at[cell.col],
            row_at[cell.row + cell.rowspan] - row_at[cell.row],
            col_at[cell.col + cell.colspan] - col_at[cell.col],
        )
        for cell in cells
    )
    return Frame(tuple(xs[at] for at in cols), tuple(ys[at] for at in rows), tuple(found))
