"""Which of the lines drawn on a page make tables, and what stands in each of their cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from formkit.grid import Picture
from formkit.ruling.glyphs import BLANK, Glyph, TextLine, lines_of
from formkit.ruling.openrows import open_tables
from formkit.ruling.overflow import Place, Run, bring_back
from formkit.ruling.page import Area, Grid, Page, Part, Sheet, Typed
from formkit.ruling.segments import Rule, rules
from formkit.ruling.stacks import stacks
from formkit.ruling.tiling import Frame, PageTooFullError, frames
from formkit.ruling.turning import Box, Mark, display, reading, turned

#: A character's middle lies this share of its size above its baseline.
MIDDLE = 0.36
#: A frame this near to all four edges of the page is its border, not a table.
PAGE_MARGIN = 40.0
#: A drawn square up to this size is a tick box or an ornament.
SMALLEST_FRAME = 20.0
#: The height of typed text, where nothing printed says it.
USUAL_SIZE = 10.5
#: Characters times tables of one page.
MOST_LOOKS = 10_000_000
#: Tables and boxes of one page.
MOST_TABLES = 1_000
#: Drawn lines of one page that are looked at as blanks, and how far above one its text is looked for.
MOST_BLANKS, REACH = 2_000, 40.0


#: A box that holds no point.
NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class Held:
    """What stands in one area: characters, pictures."""

    glyphs: list[Glyph] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    sideways: list[Mark] = field(default_factory=list)
    lost: int = 0
    names: list[str] = field(default_factory=list)
    printed: bool = False
    box: Box = NOWHERE


def sheet_of(page: Page, count: int = 0) -> Sheet:
    """Return the tables and lines of a page; ``count`` is how many were read before it.

    :raises PageTooFullError: where it is ruled beyond all bounds.
    """
    across, down = rules(page.segments)
    found, loose = frames(across, down)
    if len(found) > MOST_TABLES:
        raise PageTooFullError
    loose = loose[:MOST_BLANKS]
    kept = _kept(found, page)
    tables = [frame for frame in kept if len(frame.cells) > 1]  # a frame may be drawn round lines to write on
    free_rules = [rule for rule in loose if not any(_crosses(frame.box, rule) for frame in tables)]
    opened = open_tables(free_rules, page.glyphs)
    used = {rule for _, own in opened for rule in own}
    stacked = stacks([rule for rule in free_rules if rule not in used], page.glyphs)
    stacked += [frame for frame, _ in opened]
    if stacked:
        drawn_round = (frame for frame in kept if any(_holds(frame.box, one.box) for one in stacked))
        idle = {id(frame) for frame in drawn_round if len(frame.cells) == 1}
        kept = [frame for frame in kept if id(frame) not in idle]
        kept = sorted([*kept, *stacked], key=lambda frame: (frame.ys[0], frame.xs[0]))
    if len(kept) * (len(page.glyphs) + len(page.lost)) > MOST_LOOKS:
        raise PageTooFullError
    places = Places(kept, count, page.certainty)
    places.share(page.glyphs)
    for held, blank in list(_blanks(loose, places)):
        held.glyphs.append(blank)
    for mark in page.sideways:
        places.at(*mark.middle).sideways.append(mark)
    for x, y in page.lost:
        places.at(x, y).lost += 1
    _lay(page.typed, places)
    free = []
    for placed in page.pictures:
        held = places.at((placed.box[0] + placed.box[2]) / 2, (placed.box[1] + placed.box[3]) / 2)
        if held is places.outside:
            free.append(placed)
        else:
            held.pictures.append(placed.picture)
    grids = tuple(grid for frame in kept if not _is_idle(grid := places.grid(frame, _holder(frame, kept))))
    lines = tuple(line for line in _lines(places.outside) if line.text.strip("_"))
    lost = places.outside.lost
    return Sheet(page.number, page.width, page.height, grids, lines, tuple(free), lost, page.back)


def _kept(found: Iterable[Frame], page: Page) -> list[Frame]:
    """Return the frames that are tables, from the top; borders round the page and ornaments are none."""
    ordered = sorted(found, key=lambda frame: (frame.ys[0], frame.xs[0]))
    kept: list[Frame] = []
    for frame in ordered:
        left, top, right, bottom = frame.box
        if len(frame.cells) > 1:
            kept.append(frame)
            continue
        if right - left < SMALLEST_FRAME or bottom - top < SMALLEST_FRAME / 2:
            continue
        if max(left, top, page.width - right, page.height - bottom) < PAGE_MARGIN:
            continue
        others = [other for other in ordered if other is not frame]
        if any(_holds(frame.box, other.box) and len(other.cells) > 1 for other in others):
            continue
        if not any(_holds(other.box, frame.box) and len(other.cells) > 1 for other in others):
            kept.append(frame)
    return kept


def _crosses(box: Box, rule: Rule) -> bool:
    return box[1] <= rule.at <= box[3] and rule.start < box[2] and rule.stop > box[0]


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _holder(frame: Frame, others: Sequence[Frame]) -> Box | None:
    """Return the smallest cell of another table that a table stands in."""
    x, y = (frame.xs[0] + frame.xs[-1]) / 2, (frame.ys[0] + frame.ys[-1]) / 2
    boxes = [
        other.box_of(cell)
        for other in others
        if other is not frame and _holds(other.box, frame.box)
        for cell in other.cells
    ]
    around = [box for box in boxes if box[0] <= x < box[2] and box[1] <= y < box[3]]
    return min(around, key=_size, default=None)


def _is_idle(grid: Grid) -> bool:
    """Whether a table is a single box with nothing in it."""
    part = grid.areas[0].parts[0]
    held = part.lines or part.pictures or part.names or part.lost
    return len(grid.areas) == 1 and not held


def _lay(typed: Sequence[Typed], places: Places) -> None:
    """Lay what was filled into fields on the cells that hold their middles, as if it were printed there."""
    laid = [(places.at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), box) for box, _, _ in typed]
    for held, _ in laid:
        held.printed = any(glyph.text.strip() for glyph in held.glyphs)
    for (held, box), (_, name, value) in zip(laid, typed, strict=True):
        left, top, right, bottom = box
        if name:
            held.names.append(name)
        if value:
            size = min(bottom - top, USUAL_SIZE)
            held.glyphs.append(Glyph(value, left, right, (top + bottom) / 2 + MIDDLE * size, size))


class _Table:
    """The cells of one table, found by a point."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.left, self.top, self.right, self.bottom = frame.box
        self.held = [Held(box=frame.box_of(cell)) for cell in frame.cells]
        self._width = len(frame.xs) - 1
        self._owner = [0] * (self._width * (len(frame.ys) - 1))
        for number, cell in enumerate(frame.cells):
            for row in range(cell.row, cell.row + cell.rowspan):
                start = row * self._width + cell.col
                self._owner[start : start + cell.colspan] = [number] * cell.colspan

    def at(self, x: float, y: float) -> Held | None:
        """Return what the cell at a point holds; None outside the table."""
        if not (self.left <= x < self.right and self.top <= y < self.bottom):
            return None
        row, col = bisect_right(self.frame.ys, y) - 1, bisect_right(self.frame.xs, x) - 1
        return self.held[self._owner[row * self._width + col]]


class Places:
    """All cells of a page, and the area outside them."""

    def __init__(self, found: Sequence[Frame], sheet: int, certainty: float) -> None:
        """Begin with empty cells."""
        self.outside = Held()
        self._sheet, self._certainty = sheet, certainty
        self._tables = {id(frame): _Table(frame) for frame in found}
        self._nests = any(_holds(one.box, other.box) for one in found for other in found if one is not other)
        # Of two tables that hold a point the inner one has it.
        self._inner_first = sorted(self._tables.values(), key=lambda table: _size(table.frame.box))

    def at(self, x: float, y: float) -> Held:
        """Return the cell at a point, or the area outside all cells."""
        for table in self._inner_first:
            held = table.at(x, y)
            if held is not None:
                return held
        return self.outside

    def share(self, glyphs: Iterable[Glyph]) -> None:
        """Give each character to the cell that holds its middle; most follow one in the same cell."""
        left = top = right = bottom = 0.0
        add = self.outside.glyphs.append
        plain = not self._nests
        runs: list[Run] = []
        for glyph in glyphs:
            _, start, stop, base, size = glyph
            x, y = (start + stop) / 2, base - MIDDLE * size
            if not (left <= x < right and top <= y < bottom):
                held = self.at(x, y)
                add = held.glyphs.append
                left, top, right, bottom = held.box if plain else NOWHERE
                if not runs or runs[-1].held is not held.glyphs:
                    runs.append(Run(held.glyphs, len(held.glyphs)))
            add(glyph)
        places = {
            id(held.glyphs): Place(number, cell)
            for number, table in enumerate(self._tables.values())
            for cell, held in zip(table.frame.cells, table.held, strict=True)
        }
        bring_back(runs, places)

    def grid(self, frame: Frame, inside: Box | None) -> Grid:
        """Return a table with what its cells hold."""
        table = self._tables[id(frame)]
        areas = tuple(
            Area(*cell, (self._part(frame.box_of(cell), held),))
            for cell, held in zip(frame.cells, table.held, strict=True)
        )
        return Grid(frame.xs, frame.ys, areas, self._sheet, inside)

    def _part(self, box: Box, held: Held) -> Part:
        lines, pictures, names = tuple(_lines(held)), tuple(held.pictures), tuple(held.names)
        return Part(self._sheet, box, lines, pictures, held.lost, names, self._certainty, held.printed)


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _lines(held: Held) -> list[TextLine]:
    """Return the lines of an area; what is written sideways makes lines of its own, at its height."""
    lines = lines_of(held.glyphs) if held.glyphs else []
    if held.sideways:
        lines += sideways_lines(held.sideways)
        lines.sort(key=lambda line: line.base)
    return lines


def _blanks(loose: Iterable[Rule], places: Places) -> Iterator[tuple[Held, Glyph]]:
    """Yield a blank for each line that is drawn for writing on and has nothing written on it."""
    sorted_glyphs: dict[int, list[Glyph]] = {}
    for rule in sorted(loose):
        held = places.at((rule.start + rule.stop) / 2, rule.at - MIDDLE * 10)
        if id(held) not in sorted_glyphs:
            sorted_glyphs[id(held)] = sorted(held.glyphs, key=_base)
        glyphs = sorted_glyphs[id(held)]
        first = bisect_left(glyphs, rule.at - REACH, key=_base)
        last = bisect_right(glyphs, rule.at + REACH / 2, key=_base)
        near = [
            glyph for glyph in glyphs[first:last] if -1.2 * glyph.size < glyph.base - rule.at < glyph.size / 2
        ]
        if not near or rule.stop - rule.start < near[0].size:
            continue
        if not any(rule.start < (one.left + one.right) / 2 < rule.stop and one.text.strip() for one in near):
            nearest = min(near, key=lambda glyph: abs(glyph.base - rule.at))
            yield held, Glyph(BLANK, rule.start, rule.stop, nearest.base, nearest.size)


def _base(glyph: Glyph) -> float:
    return glyph.base


def sideways_lines(found: Iterable[Mark]) -> list[TextLine]:
    """Return the lines of sideways text, each with its place on the page instead of a baseline."""
    by_way: dict[int, list[Mark]] = defaultdict(list)
    for mark in found:
        by_way[mark.way].append(mark)
    lines: list[TextLine] = []
    for way, marks in by_way.items():
        there, back = reading(way, 0, 0), display(way, 0, 0)
        for line in lines_of(turned(mark, there) for mark in marks):
            left, top, right, bottom = back.box((line.left, line.base - line.size, line.right, line.base))
            lines.append(line._replace(left=left, right=right, base=(top + bottom) / 2))
    return lines
