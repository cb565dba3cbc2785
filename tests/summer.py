"""A clerk at his workbooks: he looks for a row by what he sees, types, sorts, adds a column and saves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from pathlib import Path
from typing import Any, Self

import openpyxl

HEAD = 2
FIRST = 3


class Book:
    """A register as Excel shows it, by the heads of its columns; what is hidden stays untouched."""

    def __init__(self, path: Path) -> None:
        """Open the workbook."""
        self.path = path
        self.book: Any = openpyxl.load_workbook(path)

    def __enter__(self) -> Self:
        """Return the book itself."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Save it, unless something went wrong."""
        if kind is None:
            self.book.save(self.path)

    def heads(self, sheet: str) -> dict[str, int]:
        """Return the columns by their heads; the first where two are called alike."""
        found: dict[str, int] = {}
        for cell in self.book[sheet][HEAD]:
            if cell.value:
                found.setdefault(str(cell.value), cell.column)
        return found

    def rows(self, sheet: str) -> list[dict[str, str]]:
        """Return what each row shows, by head."""
        heads = self.heads(sheet)
        return [
            {head: self.shown(sheet, row, column) for head, column in heads.items()}
            for row in range(FIRST, self.book[sheet].max_row + 1)
        ]

    def shown(self, sheet: str, row: int, column: int) -> str:
        """Return what a cell holds as text."""
        value = self.book[sheet].cell(row, column).value
        return "" if value is None else str(value)

    def _places(self, sheet: str, where: Mapping[str, object]) -> Iterator[int]:
        for row, shown in enumerate(self.rows(sheet), FIRST):
            if all(
                str(text) in shown[head] if head == "问题" else str(text) == shown[head]
                for head, text in where.items()
            ):
                yield row

    def find(self, sheet: str, **where: object) -> list[dict[str, str]]:
        """Return the rows that show something; of a 问题 a part is enough."""
        rows = self.rows(sheet)
        return [rows[place - FIRST] for place in self._places(sheet, where)]

    def cell(self, sheet: str, head: str, **where: object) -> Any:
        """Return the cell under a head in the only row that shows something."""
        (row,) = self._places(sheet, where)
        return self.book[sheet].cell(row, self.heads(sheet)[head])

    def type(self, sheet: str, where: Mapping[str, object], **typed: object) -> None:
        """Type into every row that shows something; there must be one."""
        places = list(self._places(sheet, where))
        assert places, (sheet, where)
        for row in places:
            for head, value in typed.items():
                self.book[sheet].cell(row, self.heads(sheet)[head]).value = value

    def add_column(self, sheet: str, head: str) -> None:
        """Give a head to the first empty column at the right."""
        column = next(column for column in range(2, 400) if not self.book[sheet].cell(HEAD, column).value)
        self.book[sheet].cell(HEAD, column).value = head

    def sort(self, sheet: str, head: str, *, downwards: bool = False) -> None:
        """Sort the rows of the filter as Excel does: all of a row goes along, its hidden key too."""
        table, column = self.book[sheet], self.heads(sheet)[head]
        rows = [
            [(cell.value, cell.data_type, cell._style, cell.hyperlink, cell.comment) for cell in row]
            for row in table.iter_rows(min_row=FIRST)
        ]
        rows.sort(key=lambda row: _order(row[column - 1][0]), reverse=downwards)
        for number, row in enumerate(rows, FIRST):
            for place, (value, kind, style, link, comment) in enumerate(row, 1):
                cell = table.cell(number, place)
                cell.hyperlink, cell.comment = link, None if comment is None else copy(comment)
                cell.value, cell._style = value, style
                cell.data_type = kind


def _order(value: object) -> tuple[bool, float, str]:
    is_number = isinstance(value, int | float)
    return not is_number, float(value) if is_number else 0.0, str(value or "")


def score(path: Path, points: Mapping[int, Any], *, recused: tuple[int, ...] = ()) -> None:
    """Type an expert's points, by number a list for the items in their order; None stays empty."""
    book: Any = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    keys = {cell.value: cell.column for cell in sheet[1] if cell.value}
    items = [column for key, column in keys.items() if str(key).startswith("item:")]
    assert items, keys
    for row in range(2, sheet.max_row + 1):
        shown = sheet.cell(row, 2).value
        if shown in recused:
            sheet.cell(row, keys["recused"]).value = "是"
        elif isinstance(shown, int):
            for column, given in zip(items, points[shown], strict=True):
                sheet.cell(row, column).value = given
    book.save(path)
