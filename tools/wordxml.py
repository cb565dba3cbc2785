"""Small pieces of WordprocessingML from which the templates are put together.

Widths are twips (1/20 pt; 567 to a centimetre), font sizes points.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TITLE, BODY, HEAD, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
TEXT_WIDTH = 9072


class Text(NamedTuple):
    """A paragraph's text with its look; ``indent`` is in characters, ``before``/``after`` in points."""

    text: str
    font: str = BODY
    size: float = 11
    align: str = "left"
    indent: int = 0
    line: float = 0
    before: float = 0
    after: float = 0
    keep: bool = False
    style: str = ""


def paragraph(item: Text) -> str:
    """Return a ``w:p``; a line break in the text becomes a break."""
    look = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{item.font}" w:cs="Times New Roman"/>'
    size = f'<w:sz w:val="{round(item.size * 2)}"/><w:szCs w:val="{round(item.size * 2)}"/>'
    line = f'w:line="{round(item.line * 20)}" w:lineRule="exact"' if item.line else 'w:line="240" w:lineRule="auto"'
    spacing = f'<w:spacing w:before="{round(item.before * 20)}" w:after="{round(item.after * 20)}" {line}/>'
    indent = f'<w:ind w:firstLineChars="{item.indent * 100}" w:firstLine="{round(item.indent * item.size * 20)}"/>' if item.indent else ""
    style = f'<w:pStyle w:val="{item.style}"/>' if item.style else ""
    keep = "<w:keepNext/>" if item.keep else ""
    properties = f'<w:pPr>{style}{keep}{spacing}{indent}<w:jc w:val="{item.align}"/><w:rPr>{look}{size}</w:rPr></w:pPr>'
    runs = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in item.text.split("\n")]
    inside = f"<w:r><w:rPr>{look}{size}</w:rPr>{'<w:br/>'.join(runs)}</w:r>" if item.text else ""
    return f"<w:p>{properties}{inside}</w:p>"


class Box(NamedTuple):
    """A cell: its paragraphs, how many columns it spans, and whether it starts or continues a merge."""

    texts: tuple[Text, ...]
    span: int = 1
    merge: str = ""
    borders: str = ""
    valign: str = "center"


def label(text: str, span: int = 1, *, merge: str = "") -> Box:
    """Return a cell of printed words."""
    return Box(tuple(Text(line, BODY, 11, "center") for line in text.split("\n")), span, merge)


def value(text: str, span: int = 1, *, align: str = "left", size: float = 11) -> Box:
    """Return a cell to be filled in."""
    return Box((Text(text, BODY, size, align),), span)


def long_value(text: str, span: int = 1) -> Box:
    """Return a cell for a long text, from its top, first lines indented."""
    return Box((Text(text, BODY, 11, "both", 2, 18),), span, valign="top")


def merged(span: int = 1) -> Box:
    """Return a cell that continues the one above."""
    return Box((Text(""),), span, "continue")


class Row(NamedTuple):
    """A row: its cells, least height in points, whether it repeats as a head, whether it may be cut."""

    cells: tuple[Box, ...]
    height: float = 24
    head: bool = False
    may_split: bool = False


def table(widths: tuple[int, ...], rows: list[Row], *, ruled: bool = True) -> Any:
    """Return a ``w:tbl`` of fixed widths as an element."""
    line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    frame = 'w:val="single" w:sz="8" w:space="0" w:color="000000"'
    sides = "".join(f"<w:{side} {frame}/>" for side in ("top", "left", "bottom", "right"))
    borders = f"<w:tblBorders>{sides}<w:insideH {line}/><w:insideV {line}/></w:tblBorders>" if ruled else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(row, widths) for row in rows)
    return parse_xml(
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        f'<w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _row(row: Row, widths: tuple[int, ...]) -> str:
    height = f'<w:trHeight w:val="{round(row.height * 20)}" w:hRule="atLeast"/>'
    split = "" if row.may_split else "<w:cantSplit/>"
    cells, at = "", 0
    for cell in row.cells:
        cells += _cell(cell, sum(widths[at : at + cell.span]))
        at += cell.span
    if at != len(widths):
        message = f"a row spans {at} of {len(widths)} columns: {row.cells[0].texts[0].text}"
        raise ValueError(message)
    return f"<w:tr><w:trPr>{split}{height}{'<w:tblHeader/>' if row.head else ''}</w:trPr>{cells}</w:tr>"


def _cell(cell: Box, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
    borders = f"<w:tcBorders>{cell.borders}</w:tcBorders>" if cell.borders else ""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{borders}<w:vAlign w:val="{cell.valign}"/></w:tcPr>'
    return f"<w:tc>{properties}{''.join(map(paragraph, cell.texts))}</w:tc>"


def columns(*shares: float) -> tuple[int, ...]:
    """Return the widths of columns by their shares of the text's width, which they fill exactly."""
    widths = [round(TEXT_WIDTH * share / sum(shares)) for share in shares]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return tuple(widths)
