"""Pieces of WordprocessingML as strings: runs, paragraphs, cells, rows, tables.

Lengths are millimetres on the page and points for type; Word's own twips appear only here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape

TWIPS_PER_MM: Final = 1440 / 25.4
#: A4 less the side margins of 26 mm: what every table adds up to.
TEXT_WIDTH: Final = 158.0


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)


def run(text: str, size: float | None = None, font: str | None = None) -> str:
    """Return a run; a line break in the text becomes ``<w:br/>``, a tab ``<w:tab/>``."""
    properties = ""
    if font:
        properties += f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/>'
    if size:
        properties += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    lines = "<w:br/>".join(
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line.split("\t")
        )
        for line in text.split("\n")
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{lines}</w:r>" if properties else f"<w:r>{lines}</w:r>"


def runs(text: str, size: float | None = None, font: str | None = None) -> str:
    """Return text as runs in which each placeholder stands in a run of its own."""
    pieces: list[str] = []
    rest = text
    while rest:
        start = rest.find("{{")
        if start < 0:
            pieces.append(rest)
            break
        end = rest.index("}}", start) + 2
        pieces += [rest[:start], rest[start:end]]
        rest = rest[end:]
    return "".join(run(piece, size, font) for piece in pieces if piece)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph stands: its style, alignment (``""`` is the style's own) and what it adds to it."""

    style: str
    align: str = ""
    before: float = 0
    after: float = 0
    size: float | None = None
    font: str | None = None
    keep_next: bool = False
    new_page: bool = False


def paragraph(text: str, look: Look) -> str:
    """Return a paragraph; its properties are always written, for fillers copy them."""
    spacing = ""
    if look.before or look.after:
        spacing = f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}"/>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{look.style}"/>'
        + ("<w:keepNext/>" if look.keep_next else "")
        + ("<w:pageBreakBefore/>" if look.new_page else "")
        + spacing
        + (f'<w:jc w:val="{look.align}"/>' if look.align else "")
        + f"</w:pPr>{runs(text, look.size, look.font)}</w:p>"
    )


LABEL: Final = Look("FormLabel")
VALUE: Final = Look("FormEntry")
CENTRED: Final = Look("FormEntry", "center")
LONG: Final = Look("FormLongEntry")
SMALL_LABEL: Final = Look("FormSmallLabel")
SMALL: Final = Look("FormSmallEntry")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: paragraphs as XML, how many columns of the grid it takes, and its frame.

    ``merge`` is ``restart`` or ``continue`` for cells merged downwards; ``borders`` are sides of
    its own as ``side=style``.
    """

    content: str
    span: int = 1
    stands: str = "center"
    merge: str = ""
    borders: tuple[str, ...] = ()
    tight: bool = False


def label(text: str, span: int = 1, merge: str = "", *, small: bool = False) -> Cell:
    """Return a cell with printed text; a line in brackets is set smaller."""
    look = SMALL_LABEL if small else LABEL
    lines = (
        paragraph(line, replace(look, size=10.5) if re.fullmatch("（.+）", line) else look)
        for line in text.split("\n")
    )
    return Cell("".join(lines), span, merge=merge, tight=True)


def value(text: str, span: int = 1, look: Look = CENTRED, merge: str = "") -> Cell:
    """Return a cell to be filled."""
    return Cell(paragraph(text, look), span, merge=merge)


def long_value(path: str, span: int = 1) -> Cell:
    """Return a cell for text of several paragraphs."""
    return Cell(paragraph(f"{{{{ {path} }}}}", LONG), span, stands="top")


@dataclass(frozen=True, slots=True)
class Row:
    """Cells with the least height of the row; ``splits`` lets it go on over the page."""

    cells: tuple[Cell, ...]
    height: float = 10.0
    splits: bool = False
    is_header: bool = False


def row(*cells: Cell, height: float = 10.0, splits: bool = False) -> Row:
    """Return a row."""
    return Row(cells, height, splits)


def repeating(
    group: str, columns: Sequence[tuple[str, str]], *, numbered: bool = False, height: float = 8.5
) -> list[Row]:
    """Return header, loop and row of a repeating table; ``columns`` are (name, printed label)."""
    heads = [("loop.index", "序号")] if numbered else []
    heads += [(f"row.{name}", text) for name, text in columns]
    width = len(heads)
    cells = tuple(Cell(paragraph(f"{{{{ {name} }}}}", SMALL), tight=True) for name, _ in heads)
    return [
        Row(tuple(label(text, small=True) for _, text in heads), 9.0, is_header=True),
        Row((Cell(paragraph(f"{{%tr for row in {group} %}}", SMALL), width),), 5.0),
        Row(cells, height),
        Row((Cell(paragraph("{%tr endfor %}", SMALL), width),), 5.0),
    ]


#: Twips between a cell's text and its sides: for labels and small tables, and for answers.
TIGHT, WIDE = 40, 85


def table(widths: Sequence[float], rows: Sequence[Row], *, ruled: bool = True) -> str:
    """Return a table of fixed layout; ``widths`` are those of the grid's columns.

    :raises ValueError: when a row does not take up the whole grid.
    """
    edges = [0, *(twips(sum(widths[: number + 1])) for number in range(len(widths)))]
    grid = [right - left for left, right in pairwise(edges)]
    borders = _ruled() if ruled else ""
    # What most cells have stands once for the table: it is a third of the file otherwise.
    cells = [cell for one in rows for cell in one.cells]
    margin = TIGHT if 2 * sum(cell.tight for cell in cells) > len(cells) else WIDE
    head = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
        + "</w:tblGrid>"
    )
    return head + "".join(_row(one, grid, margin) for one in rows) + "</w:tbl>"


def _ruled() -> str:
    outer, inner = 8, 4
    sides = [
        ("top", outer),
        ("left", outer),
        ("bottom", outer),
        ("right", outer),
        ("insideH", inner),
        ("insideV", inner),
    ]
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>' for side, size in sides
    )
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _row(one: Row, grid: Sequence[int], margin: int) -> str:
    if sum(cell.span for cell in one.cells) != len(grid):
        raise ValueError(f"row does not fill its grid of {len(grid)} columns: {one.cells[0].content}")
    properties = (
        ("" if one.splits else "<w:cantSplit/>")
        + f'<w:trHeight w:val="{twips(one.height)}" w:hRule="atLeast"/>'
        + ("<w:tblHeader/>" if one.is_header else "")
    )
    cells, at = "", 0
    for cell in one.cells:
        cells += _cell(cell, sum(grid[at : at + cell.span]), margin)
        at += cell.span
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, width: int, margin: int) -> str:
    own = TIGHT if cell.tight else WIDE
    sides = (
        {"top": 85, "left": own, "bottom": 85, "right": own}
        if cell.stands == "top" and not cell.tight
        else {}
    )
    if own != margin and not sides:
        sides = {"left": own, "right": own}
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.span > 1:
        properties += f'<w:gridSpan w:val="{cell.span}"/>'
    if cell.merge:
        properties += f'<w:vMerge w:val="{cell.merge}"/>'
    if cell.borders:
        drawn = (side.split("=") for side in cell.borders)
        lines = (f'<w:{side} w:val="{style}" w:sz="6" w:space="0" w:color="auto"/>' for side, style in drawn)
        properties += f"<w:tcBorders>{''.join(lines)}</w:tcBorders>"
    if sides:
        margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sides.items())
        properties += f"<w:tcMar>{margins}</w:tcMar>"
    properties += f'<w:vAlign w:val="{cell.stands}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{cell.content}</w:tc>"
