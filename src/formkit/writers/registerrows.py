"""Rows of a sheet as they stand in its file: what is written a million times is text, not objects.

openpyxl makes everything else of the workbook. Its own way of streaming makes six objects for each cell and
takes five times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

SPACE: Final = ' xml:space="preserve"'
NOTE_SIZE: Final = (110, 260)
"""Height and width of a note beside a cell, in points."""


class Put(NamedTuple):
    """One cell to be written: its style (:meth:`RowStream.style`), and a text or a number, if any."""

    style: str
    text: str = ""
    number: float | None = None


class RowStream:
    """The rows of one sheet of a write-only workbook, from the first on."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401 - openpyxl is untyped here
        """Begin with nothing; columns, views and print titles of the sheet are settled with the first row."""
        self._sheet = sheet
        self._rows: Any = None
        self._letters: list[str] = []

    def style(self, style: Any) -> str:  # noqa: ANN401
        """Return what cells of a style have for it in the file."""
        return f' s="{self._sheet.parent._cell_styles.add(style)}"'  # noqa: SLF001

    def write(self, row: int, cells: Sequence[Put], attributes: Mapping[str, str]) -> None:
        """Write a row; every text stays a text, whatever it begins with."""
        from lxml import etree

        if self._rows is None:
            self._rows = self._begun()
        while len(self._letters) < len(cells):
            self._letters.append(_letters(len(self._letters) + 1))
        said = "".join(f' {name}="{value}"' for name, value in attributes.items())
        made = [
            _cell(f'r="{name}{row}"{put.style}', put) for name, put in zip(self._letters, cells, strict=False)
        ]
        self._rows.send(etree.fromstring(f'<row r="{row}"{said}>{"".join(made)}</row>'))

    def _begun(self) -> Any:  # noqa: ANN401
        """Return openpyxl's stream of rows with ours in its place: it closes it with the sheet."""
        self._sheet._get_writer()  # noqa: SLF001
        rows = _stream(self._sheet._writer.xf)  # noqa: SLF001
        self._sheet._rows = rows  # noqa: SLF001
        next(rows)
        return rows

    def link(self, row: int, column: int, target: str) -> None:
        """Let a cell (row and column from 1) lead to a file."""
        from openpyxl.worksheet.hyperlink import Hyperlink

        self._sheet._hyperlinks.append(Hyperlink(ref=f"{_letters(column)}{row}", target=target))  # noqa: SLF001

    def note(self, row: int, column: int, text: str) -> None:
        """Put a note beside a cell (row and column from 1)."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.comments import Comment
        from openpyxl.comments.comment_sheet import CommentRecord

        cell: Any = WriteOnlyCell(self._sheet)
        cell.row, cell.column = row, column
        height, width = NOTE_SIZE
        cell.comment = Comment(text, "经办人", height=height, width=width)
        self._sheet._comments.append(CommentRecord.from_cell(cell))  # noqa: SLF001


def _stream(file: Any) -> Iterator[None]:  # noqa: ANN401
    """Put each row that is sent into the file of a sheet."""
    out = file.send(True)  # noqa: FBT003 (openpyxl's own sign)
    with out.element("sheetData"):
        try:
            while True:
                out.write((yield))
        except GeneratorExit:
            pass
    file.send(None)


def _cell(place: str, put: Put) -> str:
    if put.number is not None:
        return f"<c {place}><v>{put.number!r}</v></c>"
    text = put.text
    if not text:
        return f"<c {place}/>"
    if "&" in text or "<" in text or ">" in text or "\r" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    space = SPACE if text[0].isspace() or text[-1].isspace() else ""
    return f'<c {place} t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))
