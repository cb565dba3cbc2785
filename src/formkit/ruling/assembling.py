"""The tables and lines of all pages become the blocks of one document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from formkit.grid import Cell, Line, Table
from formkit.ruling.continuing import goes_on, joined
from formkit.ruling.glyphs import CLOSING, TextLine
from formkit.ruling.margins import without_margins
from formkit.ruling.page import Area, Grid, Part, Placed, Sheet
from formkit.ruling.turning import Box, Turn
from formkit.ruling.wrapping import Measure, flow, indents, link, measure
from formkit.spot import Spot

#: Margins of a page where its text does not show them.
MARGIN = 90.0
#: The usual distance of lines in font sizes, where no two lines show it.
USUAL_PITCH = 1.9
#: So many lines that end at one place show the right limit of the text.
ENOUGH = 3

STRAIGHT = Turn()

Item = Grid | TextLine | Placed


class Run(list[tuple[int, TextLine]]):
    """Lines of running text that follow each other, each with the count of its sheet."""


class Parts(list[Grid]):
    """A table, or its parts on the pages over which it goes on."""


class Shown(NamedTuple):
    """A picture outside tables, with the count of its sheet."""

    sheet: int
    placed: Placed


class Doubt(NamedTuple):
    """A row at the top of a page of which it is in doubt whether it is the rest of the row before.

    ``page`` is the number of the page before. ``is_joined`` says for what the row was taken.
    """

    page: int
    spot: Spot
    said: str
    is_joined: bool


def assemble(sheets: Sequence[Sheet], doubts: list[Doubt] | None = None) -> tuple[Table | Line, ...]:
    """Return the blocks of a document in reading order; what is in doubt is added to ``doubts``."""
    assembly = _Assembly(without_margins(sheets))
    blocks = tuple(assembly.blocks())
    if doubts is not None:
        doubts += assembly.doubts
    return blocks


class _Assembly:
    """One document on its way from sheets to blocks."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        widths = {round(sheet.width) for sheet in sheets}
        self._bodies = {width: _body(sheets, width) for width in widths}
        self._inner: dict[tuple[int, Box], list[Grid]] = defaultdict(list)
        for sheet in sheets:
            for grid in sheet.grids:
                if grid.inside is not None:
                    self._inner[grid.sheet, grid.inside].append(grid)
        self._tables = 0
        self.doubts: list[Doubt] = []

    def blocks(self) -> list[Table | Line]:
        blocks: list[Table | Line] = []
        for item in _flow(self._sheets):
            if isinstance(item, Parts):
                path = (self._tables,)
                self._tables += 1
                whole = joined(item) if len(item) > 1 else item[0]
                self.doubts += [
                    Doubt(
                        self._sheets[one.above.sheet].number,
                        self._spot(one.below.sheet, one.below.box, len(blocks)),
                        one.said,
                        one.is_cut,
                    )
                    for one in whole.doubts
                ]
                blocks.append(self._table(whole, len(blocks), path))
                for grid, where in self._nested(whole, path):
                    blocks.append(self._table(grid, len(blocks), where))
            elif isinstance(item, Run):
                body = self._bodies[round(self._sheets[item[0][0]].width)]
                for text, sheet, box in _paragraphs(item, body):
                    place = self._spot(sheet, box, len(blocks))
                    blocks.append(Line(text, place._replace(paragraph=0, chars=(0, len(text)))))
            else:
                spot = self._spot(item.sheet, item.placed.box, len(blocks))
                blocks.append(Line("", spot, "", (item.placed.picture,)))
        return blocks

    def _spot(self, sheet: int, box: Box, block: int) -> Spot:
        return Spot(None, self._sheets[sheet].number, block, box=self._shown(sheet, box))

    def _shown(self, sheet: int, box: Box) -> Box:
        """Return where a box of a sheet lies on the page on display."""
        back = self._sheets[sheet].back
        left, top, right, bottom = box if back == STRAIGHT else back.box(box)
        return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)

    def _table(self, grid: Grid, block: int, path: tuple[int, ...]) -> Table:
        cells = tuple(self._cell(area, block, path) for area in grid.areas)
        return Table(cells, grid.height, grid.width)

    def _cell(self, area: Area, block: int, path: tuple[int, ...]) -> Cell:
        text = text_of(area)
        first = area.parts[0]
        page, box = self._sheets[first.sheet].number, self._shown(first.sheet, first.box)
        spot = Spot(None, page, block, path, area.row, area.col, 0, (0, len(text)), box)
        return Cell(
            text,
            area.row,
            area.col,
            area.rowspan,
            area.colspan,
            spot,
            _name(area),
            _certainty(area, len(text)),
            tuple(picture for part in area.parts for picture in part.pictures),
        )

    def _nested(self, outer: Grid, path: tuple[int, ...]) -> Iterator[tuple[Grid, tuple[int, ...]]]:
        """Yield the tables that stand in the cells of a table, each with its path."""
        for area in outer.areas if self._inner else ():
            inside = [grid for part in area.parts for grid in self._inner.get((part.sheet, part.box), ())]
            for number, grid in enumerate(inside):
                where = (*path, area.row, area.col, number)
                yield grid, where
                yield from self._nested(grid, where)


def _name(area: Area) -> str | None:
    """Return the name of the one field of a cell, where nothing else stands in it."""
    names = [name for part in area.parts for name in part.names]
    printed = any(part.printed for part in area.parts)
    return names[0] if len(names) == 1 and not printed else None


def _certainty(area: Area, length: int) -> float:
    """Return how sure a cell's text is: characters without a code are missing from it."""
    lost = sum(part.lost for part in area.parts)
    return min(part.certainty for part in area.parts) * (length / (length + lost) if lost else 1.0)


def _flow(sheets: Sequence[Sheet]) -> Iterator[Parts | Run | Shown]:
    """Yield tables, runs of lines and pictures in order; what a page break cut is one again."""
    limit = max((_lowest(sheet) for sheet in sheets), default=0.0)
    open_item: Parts | Run | Shown | None = None
    for count, sheet in enumerate(sheets):
        if open_item is not None and sheet.is_layer:
            yield open_item
            open_item = None
        for place, item in enumerate(_in_order(sheet)):
            if isinstance(item, TextLine):
                if isinstance(open_item, Run):
                    open_item.append((count, item))
                    continue
                following: Parts | Run | Shown = Run([(count, item)])
            elif isinstance(item, Grid):
                if place == 0 and isinstance(open_item, Parts) and goes_on(open_item[-1], item, limit):
                    open_item.append(item)
                    continue
                following = Parts([item])
            else:
                following = Shown(count, item)
            if open_item is not None:
                yield open_item
            open_item = following
    if open_item is not None:
        yield open_item


def _in_order(sheet: Sheet) -> list[Item]:
    items: list[tuple[float, float, Item]] = [
        (grid.ys[0], grid.xs[0], grid) for grid in sheet.grids if grid.inside is None
    ]
    items += [(line.base, line.left, line) for line in sheet.lines]
    items += [(placed.box[1], placed.box[0], placed) for placed in sheet.pictures]
    return [item for *_, item in sorted(items, key=lambda entry: entry[:2])]


def _lowest(sheet: Sheet) -> float:
    ends = [grid.ys[-1] for grid in sheet.grids] + [line.base for line in sheet.lines]
    return max(ends, default=0.0)


def _body(sheets: Iterable[Sheet], width: int) -> Measure:
    """Return the measure of running text on pages of a width."""
    own = [sheet for sheet in sheets if round(sheet.width) == width]
    lines = [line for sheet in own for line in sheet.lines]
    left = min((line.left for line in lines if line.left < width / 3), default=MARGIN)
    right = _right_edge(lines) or max(
        [width - min(left, MARGIN), *(_without_hanging(line) for line in lines)]
    )
    steps = Counter(
        round(after.base - before.base)
        for sheet in own
        for before, after in zip(sheet.lines, sheet.lines[1:], strict=False)
        if after.base - before.base < 4 * before.size
    )
    size = Counter(round(line.size, 1) for line in lines)
    usual = size.most_common(1)[0][0] * USUAL_PITCH if size else 0.0
    pitch = max(steps.most_common(1)[0][0], usual / 2) if steps else usual
    return Measure(left, right, pitch, any(indents(sheet.lines, left) for sheet in own))


def _right_edge(lines: Sequence[TextLine]) -> float:
    """Return where several long lines end, 0.0 if they do not: the right limit of justified text."""
    ends = sorted(
        (_without_hanging(line), line.size) for line in lines if line.right - line.left > 15 * line.size
    )
    found = 0.0
    for place, (end, size) in enumerate(ends):
        if place >= ENOUGH - 1 and end - ends[place - ENOUGH + 1][0] < size:
            found = end
    return found


def _without_hanging(line: TextLine) -> float:
    """Return where a line ends, not counting a mark that may hang over the margin."""
    return line.right - line.size if line.text[-1] in CLOSING else line.right


def _paragraphs(run: Run, within: Measure) -> Iterator[tuple[str, int, Box]]:
    """Yield the paragraphs of running text, each with its sheet and the box of its part there."""
    text, lines = "", Run()
    for sheet, line in run:
        between = "\n"
        if lines:
            last_sheet, last = lines[-1]
            between = link(last, line, within, same_page=last_sheet == sheet)
        if lines and between == "\n":
            yield text, lines[0][0], _box(lines)
            text, lines, between = "", Run(), ""
        text += line.text if not lines else between + line.text
        lines.append((sheet, line))
    if lines:
        yield text, lines[0][0], _box(lines)


def _box(run: Run) -> Box:
    """Return where the lines of the first sheet stand."""
    lines = [line for sheet, line in run if sheet == run[0][0]]
    return (
        min(line.left for line in lines),
        min(line.base - line.size for line in lines),
        max(line.right for line in lines),
        max(line.base + line.size / 4 for line in lines),
    )


def text_of(area: Area) -> str:
    """Return the text of a cell with the breaks of its paragraphs, over all pages it stands on."""
    if len(area.parts) == 1 and len(area.parts[0].lines) < 2:  # noqa: PLR2004 (most cells hold one line)
        return area.parts[0].lines[0].text if area.parts[0].lines else ""
    pieces: list[str] = []
    last: tuple[Part, Measure] | None = None
    for part in area.parts:
        if not part.lines:
            continue
        within = measure(part.lines, part.box[0], part.box[2])
        if last is not None:
            pieces.append(link(last[0].lines[-1], part.lines[0], last[1], same_page=False))
        pieces.append(flow(part.lines, within))
        last = (part, within)
    return "".join(pieces)
