"""The cells of one Word table put on the places of its grid."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from formkit.grid import Cell, Picture, Table
from formkit.readers.wordtext import W
from formkit.spot import Spot

ROW_PROPERTIES, GRID_BEFORE = W + "trPr", W + "gridBefore"
#: Named tuples are made in the inner loop of reading: this is three times as fast as calling them.
_new = tuple.__new__
#: More columns than Word can hold (63) by far; a larger span is an attack on memory.
MAX_SPAN = 1_000


class Grid:
    """Cells of one table as they are met, put on the places of its grid."""

    def __init__(self, block: int, path: tuple[int, ...]) -> None:
        """Begin the table that is this block of the document, at this path among its tables."""
        self._block, self._path = block, path
        self._cells: list[Cell] = []
        self._open: dict[int, int] = {}
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
                self._fill(number_of(before))

    def extend(self, span: int, text: Callable[[], str]) -> bool:
        """Let the cell above reach down; False where there is none to continue."""
        index = self._open.get(self._col)
        if index is None or self._cells[index].row + self._cells[index].rowspan != self._row:
            return False
        above = self._cells[index]
        if above.colspan != span:
            return False
        more = text()
        joined = f"{above.text}\n{more}" if more.strip() else above.text
        self._cells[index] = above._replace(rowspan=above.rowspan + 1, text=joined)
        self._col += span
        return True

    def add(
        self,
        text: str,
        span: int,
        merged: bool = False,  # noqa: FBT001, FBT002 (called once for each cell)
        name: str | None = None,
        pictures: tuple[Picture, ...] = (),
    ) -> tuple[int, int]:
        """Put a cell on the next free place of its row; return that row and column."""
        col = self._col
        spot = _new(Spot, (None, None, self._block, self._path, self._row, col, 0, (0, len(text)), None))
        if merged:
            self._open[self._col] = len(self._cells)
        elif self._open:
            self._open.pop(self._col, None)
        self._cells.append(_new(Cell, (text, self._row, col, 1, span, spot, name, 1.0, pictures)))
        self._col = col + span
        return self._row, col

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
        for row, end in enumerate(self._ends):
            if end < self._width:
                self._row, self._col = row, end
                self._fill(self._width - end)
        if any(end < self._width for end in self._ends):
            self._cells.sort(key=lambda cell: (cell.row, cell.col))
        return Table(tuple(self._cells), len(self._ends), self._width)


def number_of(node: etree._Element) -> int:
    """Return the number that a property holds, at least 1 and at most what memory can bear."""
    try:
        return min(max(int(node.get(W + "val", "1")), 1), MAX_SPAN)
    except ValueError:
        return 1
