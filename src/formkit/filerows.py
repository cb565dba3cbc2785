"""The rows and lines of a file as they are compared with a template's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from formkit.chinese.folding import fold
from formkit.grid import Cell, Document, Line
from formkit.layout import Layout, TemplateRow

#: Characters of a long answer's beginning and end in which printed words are looked for.
HEAD, TAIL = 40, 120
CUT = "…"
#: Shorter printed texts are met in any text by chance.
SHORTEST = 3


#: Named tuples are made in the inner loop: this is three times as fast as calling them.
_new = tuple.__new__


class FileRow(NamedTuple):
    """A row of a file as it came: its cells (a line is one cell), their folded text, its labels."""

    cells: tuple[Cell, ...]
    folded: tuple[str, ...]
    key: tuple[str, ...]
    is_line: bool
    is_blank: bool
    style: str = ""
    is_box: bool = False


def file_rows(document: Document, layout: Layout) -> list[FileRow]:
    """Return the rows and lines of a file in reading order.

    Blank lines are kept only where the template has lines of free text, which may hold them.
    """
    rows: list[FileRow] = []
    keeps_blanks = any(row.repeats and row.group is None for row in layout.rows)
    labels, longest = layout.labels, layout.longest
    for block in document.blocks:
        if isinstance(block, Line):
            if keeps_blanks or block.text.strip() or block.pictures:
                cell = Cell(block.text, 0, 0, 1, 1, block.spot, None, 1.0, block.pictures)
                rows.append(_row((cell,), labels, longest, block.style))
        elif len(block.cells) == 1 and block.cells[0].spot.page is not None:
            rows += _box(block.cells[0], layout)
        else:
            rows += [_row(cells, labels, longest) for cells in block.rows() if cells]
    return rows


def _box(cell: Cell, layout: Layout) -> list[FileRow]:
    """Return the rows of a frame on a page: a table of one cell, or a text box with lines of its own."""
    if _is_whole(cell, layout):
        return [make_row((cell,), layout)._replace(is_box=True)]
    lines = [
        cell._replace(text=text, spot=cell.spot._replace(paragraph=number, chars=(0, len(text))), pictures=())
        for number, text in enumerate(cell.text.split("\n"))
    ]
    lines[0] = lines[0]._replace(pictures=cell.pictures)
    return [make_row((line,), layout, "") for line in lines]


def _is_whole(cell: Cell, layout: Layout) -> bool:
    """Whether a frame is a cell of the template, and not drawn round several rows or lines of it."""
    said = fold(cell.text)
    one = many = 0
    for row in layout.rows:
        length = sum(len(text) for text in _literals(row) if text in said)
        one, many = (one + length, many) if _is_alone(row) else (one, many + length)
    return one >= many if one or many else layout.has_boxes


def _is_alone(row: TemplateRow) -> bool:
    return len(row.cells) == 1 and not row.is_line


def _literals(row: TemplateRow) -> Iterator[str]:
    return (text for cell in row.cells for text in cell.pattern.literals if len(text) >= SHORTEST)


def make_row(cells: tuple[Cell, ...], layout: Layout, style: str | None = None) -> FileRow:
    """Return a row of cells, or with a ``style`` a line, as it is compared with a template's."""
    return _row(cells, layout.labels, layout.longest, style)


def _row(cells: tuple[Cell, ...], labels: frozenset[str], longest: int, style: str | None = None) -> FileRow:
    folded = tuple([fold(cell.text) if len(cell.text) <= longest else _folded(cell.text) for cell in cells])
    key = tuple([text for text in folded if text in labels])
    blank = not any(folded) and not any(cell.pictures for cell in cells)
    return _new(FileRow, (cells, folded, key, style is not None, blank, style or "", False))


def _folded(text: str) -> str:
    """Return both ends of a long answer folded: printed words may stand there, between is his own."""
    return f"{fold(text[:HEAD])}{CUT}{fold(text[-TAIL:])}"
