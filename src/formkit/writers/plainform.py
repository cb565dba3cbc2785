"""A plain Word file of a form that is known as a grid only: the tables and lines of a PDF, drawn anew.

It holds what the reader gave: texts, merged cells, and the measures of the columns and rows. Typefaces,
colours, pictures and the exact places on the page are those of the PDF no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape

from formkit.grid import Cell, Document, Line, Table
from formkit.spot import Spot
from formkit.writers.zipping import assemble, deflate

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES: Final = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/></Types>'
)
STYLES: Final = (
    f'{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
    '<w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    "</w:styles>"
)
BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
#: Twentieths of a point, in which Word measures; an A4 page, and the least and most margin at its sides.
TWIPS: Final = 20
A4: Final = (595.0, 842.0)
MARGINS: Final = (28.0, 90.0)
NARROWEST: Final = 12.0
TALLEST: Final = 700.0
#: So far the middle of a line may lie beside that of the page, and so far it must begin from the margin.
OFF_CENTRE, INDENTED = 8.0, 24.0
#: Of the height of a line of type, so much is its size; larger than the rest are titles, in points.
SHARE_OF_LINE, SMALLEST, LARGEST = 0.75, 12.0, 22.0
FORBIDDEN: Final = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


def plain_form(document: Document) -> bytes:
    """Return a form as a Word file: the grid of a document, with ruled tables and plain lines."""
    page = _Page(document)
    body = "".join(
        _table(block, page) if isinstance(block, Table) else _line(block, page) for block in document.blocks
    )
    xml = f'{HEAD}<w:document xmlns:w="{MAIN}"><w:body>{body}{page.section}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _relationships("officeDocument", "word/document.xml"),
        "word/document.xml": xml,
        "word/_rels/document.xml.rels": _relationships("styles", "styles.xml"),
        "word/styles.xml": STYLES,
    }
    return assemble(deflate(name, text.encode(), 9) for name, text in parts.items())


def _relationships(kind: str, target: str) -> str:
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


class _Page:
    """The page that the form stood on, as far as its boxes tell: sides in points."""

    def __init__(self, document: Document) -> None:
        boxes = [box for spot in _spots(document) if (box := spot.box) is not None]
        right = max((box[2] for box in boxes), default=A4[0] - MARGINS[1])
        self.width, self.height = A4 if right <= A4[0] else A4[::-1]
        left = min((box[0] for box in boxes), default=MARGINS[1])
        self.left = min(max(left, MARGINS[0]), MARGINS[1])
        self.right = min(max(self.width - right, MARGINS[0]), MARGINS[1])

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def section(self) -> str:
        orient = ' w:orient="landscape"' if self.width > self.height else ""
        left, right = round(self.left * TWIPS), round(self.right * TWIPS)
        width, height = round(self.width * TWIPS), round(self.height * TWIPS)
        return (
            f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
            f'<w:pgMar w:top="1134" w:right="{right}" w:bottom="1134" w:left="{left}" w:header="720" '
            'w:footer="720" w:gutter="0"/></w:sectPr>'
        )

    def is_centred(self, spot: Spot) -> bool:
        """Whether a line stands in the middle of the page."""
        if spot.box is None:
            return False
        middle = (spot.box[0] + spot.box[2]) / 2
        return abs(middle - self.width / 2) < OFF_CENTRE and spot.box[0] - self.left > INDENTED


def _spots(document: Document) -> Iterator[Spot]:
    for block in document.blocks:
        if isinstance(block, Line):
            yield block.spot
        else:
            yield from (cell.spot for cell in block.cells)


def _line(line: Line, page: _Page) -> str:
    is_centred = page.is_centred(line.spot)
    box = line.spot.box
    height = box[3] - box[1] if box is not None and is_centred and "\n" not in line.text else 0.0
    return _paragraphs(line.text, is_centred=is_centred, size=min(height * SHARE_OF_LINE, LARGEST))


def _paragraphs(text: str, *, is_centred: bool = False, size: float = 0.0) -> str:
    look = '<w:pPr><w:jc w:val="center"/></w:pPr>' if is_centred else ""
    return "".join(f"<w:p>{look}{_run(line, size)}</w:p>" for line in text.split("\n"))


def _run(text: str, size: float = 0.0) -> str:
    shown = escape(FORBIDDEN.sub("", text)).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    half_points = round(size * 2)
    look = f'<w:rPr><w:sz w:val="{half_points}"/></w:rPr>' if size > SMALLEST else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{shown}</w:t></w:r>' if shown else ""


def _table(table: Table, page: _Page) -> str:
    widths = [round(width * TWIPS) for width in _widths(table, page.text_width)]
    owner = {
        (row, col): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    }
    rows = "".join(_row(row, table, owner, widths) for row in range(table.height))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{BORDERS}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
        '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        # Two tables without a paragraph between them are one to Word.
        "<w:p/>"
    )


def _widths(table: Table, room: float) -> list[float]:
    """Return the widths of the columns in points: between the sides of cells, and shared where unknown."""
    sides: dict[int, float] = {}
    for cell in table.cells:
        if cell.spot.box is not None:
            sides.setdefault(cell.col, cell.spot.box[0])
            sides.setdefault(cell.col + cell.colspan, cell.spot.box[2])
    if not {0, table.width} <= sides.keys():
        return [room / table.width] * table.width
    known = sorted(sides)
    widths: list[float] = []
    for left, right in pairwise(known):
        share = (sides[right] - sides[left]) / (right - left)
        widths += [max(share, NARROWEST / 2)] * (right - left)
    scale = min(1.0, room / sum(widths))
    return [width * scale for width in widths]


def _row(row: int, table: Table, owner: dict[tuple[int, int], Cell], widths: list[int]) -> str:
    height = min(_heights(table.cells, row), default=0.0)
    properties = (
        f'<w:trPr><w:trHeight w:val="{round(height * TWIPS)}" w:hRule="atLeast"/></w:trPr>' if height else ""
    )
    cells, col = "", 0
    while col < table.width:
        cell = owner[row, col]
        width = sum(widths[cell.col : cell.col + cell.colspan])
        look = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        look += f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        if cell.rowspan > 1:
            look += '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
        content = _paragraphs(cell.text) if cell.row == row else "<w:p/>"
        cells += f'<w:tc><w:tcPr>{look}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
        col = cell.col + cell.colspan
    return f"<w:tr>{properties}{cells}</w:tr>"


def _heights(cells: Iterable[Cell], row: int) -> Iterator[float]:
    for cell in cells:
        if cell.row == row and cell.rowspan == 1 and cell.spot.box is not None:
            yield min(cell.spot.box[3] - cell.spot.box[1], TALLEST)
