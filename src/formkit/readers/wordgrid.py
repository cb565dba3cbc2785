"""The cells of one Word table put on the places of its grid."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from formkit.grid import Cell, Picture, Table
from formkit.readers.wordbounds import Bounds
from formkit.readers.wordnames import GRID_BEFORE, ROW_PROPERTIES, VALUE
from formkit.spot import Spot

#: Named tuples are made in the inner loop of reading: this is three times as fast as calling them.
_new = tuple.__new__
#: More columns than Word can hold (63) by far; a larger span is an attack on memory.
MAX_SPAN = 1_000


class _Reach:
    """A cell that may reach down over rows: how far it does, and what the cells below it hold."""

    __slots__ = ("end", "index", "pictures", "span", "texts")

    def __init__(self, index: int, end: int, span: int) -> None:
        self.index, self.end, self.span = index, end, span
        self.texts: list[str] = []
        self.pictures: list[Picture] = []


class Grid:
    """Cells of one table as they are met, put on the places of its grid."""

    def __init__(self, block: int, path: tuple[int, ...], bounds: Bounds) -> None:
        """Begin the table that is this block of the document, at this path among its tables."""
        self.block, self.path, self._bounds = block, path, bounds
        self._cells: list[Cell] = []
        self._open: dict[int, _Reach] = {}
        self._grown: list[_Reach] = []
        self._row, self._col, self._width = -1, 0, 0
        self._ends: list[int] = []

    def begin_row(self, row: etree._Element | None) -> None:
        """End the row before and go to the next; ``row`` is given where it may leave out columns."""
        self.end_row()
        self._row += 1
        self._col = 0
        if row is None:
            return
        for properties in row.iterchildren(ROW_PROPERTIES):
            for before in properties.iterchildren(GRID_BEFORE):
                self._fill(number_of(before, least=0))

    @property
    def spot(self) -> Spot:
        """Where the next cell will stand."""
        return _new(Spot, (None, None, self.block, self.path, self._row, self._col, None, None, None))

    def extend(self, span: int, text: str, pictures: tuple[Picture, ...] = ()) -> tuple[int, int] | None:
        """Let the cell above reach down; return its place, or None where there is none to continue."""
        reach = self._open.get(self._col)
        if reach is None or reach.end != self._row or reach.span != span:
            return None
        if reach.end == self._cells[reach.index].row + 1:
            self._grown.append(reach)
        reach.end += 1
        if text.strip():
            reach.texts.append(text)
        reach.pictures += pictures
        self._col += span
        above = self._cells[reach.index]
        return above.row, above.col

    def add(
        self,
        text: str,
        span: int,
        merged: bool = False,  # noqa: FBT001, FBT002 (called once for each cell)
        name: str | None = None,
        pictures: tuple[Picture, ...] = (),
    ) -> tuple[int, int]:
        """Put a cell on the next free place of its row; return that row and column."""
        row, col = self._row, self._col
        spot = _new(Spot, (None, None, self.block, self.path, row, col, 0, (0, len(text)), None))
        if merged:
            self._open[col] = _Reach(len(self._cells), row + 1, span)
        elif self._open:
            self._open.pop(col, None)
        self._cells.append(_new(Cell, (text, row, col, 1, span, spot, name, 1.0, pictures)))
        self._col = col + span
        return row, col

    def put(self, text: str, span: int, merge: bytes) -> None:
        """Put a cell of text on its place; ``merge`` is its ``w:vMerge``, nothing where it has none."""
        if merge:
            if b"restart" in merge or self.extend(span, text) is None:
                self.add(text, span, b"restart" in merge)
            return
        row, col = self._row, self._col  # as nearly all are: what ``add`` would do
        if self._open:
            self._open.pop(col, None)
        spot = _new(Spot, (None, None, self.block, self.path, row, col, 0, (0, len(text)), None))
        self._cells.append(_new(Cell, (text, row, col, 1, span, spot, None, 1.0, ())))
        self._col = col + span

    def _fill(self, span: int) -> None:
        if span > 0:
            self.add("", span)

    def end_row(self) -> None:
        """Close the row; before the first there is nothing to close."""
        if self._row >= 0:
            self._ends.append(self._col)
            self._width = max(self._width, self._col)

    def table(self) -> Table:
        """Return the table; a row that ends early is closed by one empty cell, so that cells tile."""
        cells, width = self._cells, self._width
        self._bounds.table(len(cells), len(self._ends) * width, sum(len(cell.text) for cell in cells))
        for reach in self._grown:
            above = cells[reach.index]
            cells[reach.index] = above._replace(
                rowspan=reach.end - above.row,
                text=joined([above.text, *reach.texts]),
                pictures=(*above.pictures, *reach.pictures),
            )
        early = [(row, end) for row, end in enumerate(self._ends) if end < width]
        for self._row, self._col in early:
            self._fill(width - self._col)
        if early:
            cells.sort(key=lambda cell: (cell.row, cell.col))
        return Table(tuple(cells), len(self._ends), width)


def joined(texts: Sequence[str]) -> str:
    """Return paragraphs as one text; they are added up, so that texts which know their nodes still do."""
    text = texts[0] if texts else ""
    for more in texts[1:]:
        text += "\n"
        text += more
    return text


def number_of(node: etree._Element, least: int = 1) -> int:
    """Return the number that a property holds, at most what memory can bear."""
    try:
        return min(max(int(node.get(VALUE, "1")), least), MAX_SPAN)
    except ValueError:
        return least
