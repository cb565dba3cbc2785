"""What any file looks like once it is read: tables of cells, and lines of text.

A reader turns a DOCX, a PDF or a scan into a :class:`Document`; everything that reasons about forms
sees only these values and never opens a file.

Rows and columns are counted from 0. ``row`` and ``col`` are those of the table's grid, so a cell
that is merged over three columns has ``colspan == 3`` and the next cell of its row stands three
columns further on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from formkit.finding import Finding
from formkit.spot import Spot


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is stored: its bytes, and their media type (``image/jpeg`` ...)."""

    media_type: str
    data: bytes


class Cell(NamedTuple):
    r"""One cell of a table, merged cells once.

    ``text`` is raw: paragraphs and line breaks are ``"\n"``, tabs ``"\t"``. ``name`` is the
    file's own name for the place (a content control's tag, an AcroForm field). ``certainty`` is
    below 1 where text was recognised instead of read, and where a page break may have cut its row.
    """

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    spot: Spot = Spot()
    name: str | None = None
    certainty: float = 1.0
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in reading order; together they tile ``height`` rows by ``width`` columns."""

    cells: tuple[Cell, ...]
    height: int
    width: int

    def at(self, row: int, col: int) -> Cell | None:
        """Return the cell that covers a place of the grid, or None outside the table."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.rowspan and cell.col <= col < cell.col + cell.colspan:
                return cell
        return None

    def right_of(self, cell: Cell) -> Cell | None:
        """Return the cell right of another, on that cell's first row."""
        return self.at(cell.row, cell.col + cell.colspan)

    def below(self, cell: Cell) -> Cell | None:
        """Return the cell under another, in that cell's first column."""
        return self.at(cell.row + cell.rowspan, cell.col)

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Return for each row the cells that begin on it, from left to right."""
        rows: list[list[Cell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return tuple(map(tuple, rows))


class Line(NamedTuple):
    """A paragraph outside tables; ``style`` is the name of its paragraph style, "" where unknown."""

    text: str
    spot: Spot = Spot()
    style: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file once it is read: its name, and its tables and lines in reading order.

    A nested table follows the table that holds it; the body of a text box follows the block that
    anchors it. ``findings`` is what the reader has to say: changes taken as accepted, pages left out.
    """

    source: str
    blocks: tuple[Table | Line, ...]
    findings: tuple[Finding, ...] = ()
