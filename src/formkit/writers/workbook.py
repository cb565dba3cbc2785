"""Write the workbook in which an applicant enters everything: ``formkit sheet``."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from formkit.chinese.folding import clean_label
from formkit.errors import DataError
from formkit.paths import text_at, value_at
from formkit.programme import Field, Form, Group
from formkit.workbook_layout import (
    FIELD_HEADS,
    FIELDS,
    FIELDS_SHEET,
    GROUP,
    GROUP_FIRST_ROW,
    GROUP_LABEL_ROW,
    GROUP_TITLE_ROW,
    LABEL_COLUMN,
    MAX_CELL,
    PATH_COLUMN,
    VALUE_COLUMN,
    escape,
    marker,
    sheet_title,
    units,
)
from formkit.writers.requirement import PAPER_KINDS, group_requirement, labels_of, requirement
from formkit.writers.sheetstyle import Styles, choices_for, set_up_page
from formkit.writers.whole import replace_whole

GUIDE_SHEET: Final = "填写说明"
OPTIONS_SHEET: Final = "选项"
GUIDE: Final = (
    "1. 请在“填报栏目”及后面各工作表的白色格子中填写；灰色格子是表上印的内容，不必改动。",
    "2. 标明“必填”的都要填写；没有内容的请写“无”。",
    "3. 所有格子都是文本格式，身份号码、电话、邮编照原样填写；从别处粘贴时请选“只粘贴数值/文本”。",
    "4. 照片填文件名，并把照片与本文件放在同一文件夹；签字、盖章处打印后办理，这里不填。",
    "5. 填完保存即可，不要改变文件格式（.xlsx），也不要删除或移动灰色的行和列。",
)
FIELD_WIDTHS: Final = (6, 26, 46, 44)
COLUMN_WIDTHS: Final = {"long_text": 40, "resident_id": 22, "credit_code": 22, "period": 24, "email": 24}
"""Characters, by kind; 16 for the others."""

MIN_ROWS: Final = 15
MAX_BLANK_ROWS: Final = 200
LINE: Final = 15.5
"""Points that one line of 11 pt text takes."""

ROW_HEIGHT: Final = 20.0
LEAST_LINES: Final = 5
MAX_HEIGHT: Final = 400.0
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_sheet(
    form: Form, path: Path, record: Mapping[str, object] | None = None, *, force: bool = False
) -> None:
    """Write the workbook of a form, with the answers of ``record`` (nested, text leaves) already entered.

    Paths that the form lacks are left out, and so are places that only paper fills.

    :raises DataError: for a control character, or a text that no cell of Excel holds.
    :raises UsageError: when the file cannot be put in its place (see :func:`replace_whole`).
    """
    import openpyxl

    book = openpyxl.Workbook()
    writer = _Writer(book, form, record or {})
    writer.guide(book.worksheets[0])
    writer.fields(book.create_sheet(FIELDS_SHEET))
    taken = {title.casefold() for title in (GUIDE_SHEET, FIELDS_SHEET, OPTIONS_SHEET)}
    for group in form.groups:
        writer.group(book.create_sheet(sheet_title(clean_label(group.label), taken)), group)
    writer.hide_options()
    book.active = 1
    book.properties.creator, book.properties.title = "formkit", form.title
    memory = io.BytesIO()
    book.save(memory)
    replace_whole(path, _growing(memory.getvalue()), force=force)


def rows_of(group: Group, filled: int) -> int:
    """Return how many rows the sheet of a group offers."""
    bound = min(group.max_rows or 0, MAX_BLANK_ROWS)
    return max(MIN_ROWS, group.printed_rows, bound, filled)


def cell_text(text: str, label: str) -> str:
    """Return a text as a cell holds it.

    :raises DataError: for a character that XML cannot hold, or more than 32,767 UTF-16 units.
    """
    found = _CONTROL.search(text)
    if found:
        message = f"“{label}”中有控制字符 U+{ord(found[0]):04X}，不能写入工作簿，请删去。"
        raise DataError(message)
    escaped = escape(text)
    if units(escaped) > MAX_CELL:
        message = f"“{label}”超过 {MAX_CELL} 字，Excel 的一个单元格放不下，请缩短或改用 YAML 文件。"
        raise DataError(message)
    return escaped


class _Writer:
    """One workbook being made: sheets are openpyxl's, which are untyped."""

    def __init__(self, book: Any, form: Form, record: Mapping[str, object]) -> None:  # noqa: ANN401
        self.form = form
        self.record = record
        self.labels = labels_of(form)
        self.styles = Styles()
        self.options = book.create_sheet(OPTIONS_SHEET)
        self.book = book

    def put(self, sheet: Any, place: tuple[int, int], text: str, label: str, style: str) -> None:  # noqa: ANN401
        """Put a text into a cell, never as a formula; ``label`` names the cell in an error."""
        cell = sheet.cell(*place)
        if text:
            cell.value = cell_text(text, f"{label}（工作表“{sheet.title}” {cell.coordinate}）")
            cell.data_type = "s"
        self.styles.apply(cell, style)

    def guide(self, sheet: Any) -> None:  # noqa: ANN401
        sheet.title = GUIDE_SHEET
        sheet.column_dimensions["A"].width = 100
        sheet.sheet_view.showGridLines = False
        title = re.sub(r"\s*\n\s*", "", self.form.title) or self.form.label
        self.put(sheet, (1, 1), title, "标题", "title")
        for row, line in enumerate(GUIDE, 3):
            self.put(sheet, (row, 1), line, "说明", "guide")
        set_up_page(sheet, landscape=True)

    def fields(self, sheet: Any) -> None:  # noqa: ANN401
        self.put(sheet, (1, PATH_COLUMN), marker(FIELDS, self.form.name), "表名", "head")
        for column, head in enumerate(FIELD_HEADS, 1):
            self.put(sheet, (1, column), head, head, "head")
            sheet.column_dimensions["ABCD"[column - 1]].width = FIELD_WIDTHS[column - 1]
        sheet.column_dimensions["E"].hidden = True
        row, number = 2, 1
        entered = [field for field in self.form.fields if field.kind not in PAPER_KINDS]
        for block, members in groupby(entered, key=lambda field: field.block):
            row += self._block(sheet, row, block)
            for field in members:
                self._field(sheet, row, number, field)
                row, number = row + 1, number + 1
        sheet.freeze_panes = sheet.cell(2, VALUE_COLUMN).coordinate
        set_up_page(sheet, landscape=False, heads="1:1")

    def _block(self, sheet: Any, row: int, block: str) -> int:  # noqa: ANN401
        if not block:
            return 0
        for column in range(1, len(FIELD_HEADS) + 1):
            self.put(sheet, (row, column), block if column == 1 else "", block, "block")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(FIELD_HEADS))
        sheet.row_dimensions[row].height = ROW_HEIGHT + 2
        return 1

    def _field(self, sheet: Any, row: int, number: int, field: Field) -> None:  # noqa: ANN401
        label, asked = clean_label(field.label), requirement(field, self.labels)
        text = text_at(self.record, field.path)
        self.put(sheet, (row, 1), str(number), label, "number")
        self.put(sheet, (row, LABEL_COLUMN), label, label, "label")
        self.put(sheet, (row, VALUE_COLUMN), text, label, "input")
        self.put(sheet, (row, VALUE_COLUMN + 1), asked, label, "asked")
        self.put(sheet, (row, PATH_COLUMN), field.path, label, "asked")
        least = LEAST_LINES if field.kind == "long_text" else 1
        widths = (FIELD_WIDTHS[1], FIELD_WIDTHS[2], FIELD_WIDTHS[3] * 1.15)
        sheet.row_dimensions[row].height = _height((label, text, asked), widths, least)
        choices_for(sheet, self.options, field, sheet.cell(row, VALUE_COLUMN).coordinate)

    def group(self, sheet: Any, group: Group) -> None:  # noqa: ANN401
        columns = [column for column in group.columns if column.kind not in PAPER_KINDS]
        rows = value_at(self.record, group.path)
        filled = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, (list, tuple)) else []
        last = GROUP_FIRST_ROW + rows_of(group, len(filled)) - 1
        self._group_heads(sheet, group, columns)
        for number, row in enumerate(range(GROUP_FIRST_ROW, last + 1)):
            self.put(sheet, (row, 1), str(number + 1), "序号", "number")
            record = filled[number] if number < len(filled) else {}
            texts = [text_at(record, column.path) for column in columns]
            for place, (column, text) in enumerate(zip(columns, texts, strict=True), 2):
                self.put(sheet, (row, place), text, clean_label(column.label), "input")
            sheet.row_dimensions[row].height = _height(texts, list(map(_column_width, columns)))
        for place, column in enumerate(columns, 2):
            name = sheet.cell(1, place).column_letter
            choices_for(sheet, self.options, column, f"{name}{GROUP_FIRST_ROW}:{name}{last}")
        sheet.freeze_panes = sheet.cell(GROUP_FIRST_ROW, 2).coordinate
        wide = sum(map(_column_width, columns)) > sum(FIELD_WIDTHS[1:])
        set_up_page(sheet, landscape=wide, heads=f"{GROUP_TITLE_ROW}:{GROUP_FIRST_ROW - 1}")

    def _group_heads(self, sheet: Any, group: Group, columns: Sequence[Field]) -> None:  # noqa: ANN401
        self.put(sheet, (1, 1), marker(GROUP, self.form.name), "表名", "asked")
        sheet.row_dimensions[1].hidden = True
        title = f"{clean_label(group.label)}（{group_requirement(group, self.labels)}）"
        self.put(sheet, (GROUP_TITLE_ROW, 1), title, title, "block")
        for place in range(2, len(columns) + 2):
            self.put(sheet, (GROUP_TITLE_ROW, place), "", title, "block")
        end = len(columns) + 1
        sheet.merge_cells(start_row=GROUP_TITLE_ROW, end_row=GROUP_TITLE_ROW, start_column=1, end_column=end)
        width = FIELD_WIDTHS[0] + sum(map(_column_width, columns))
        sheet.row_dimensions[GROUP_TITLE_ROW].height = _height([title], [width * 0.9])
        sheet.column_dimensions["A"].width = FIELD_WIDTHS[0]
        self.put(sheet, (GROUP_LABEL_ROW, 1), "序号", "序号", "head")
        self.put(sheet, (GROUP_LABEL_ROW + 1, 1), "", "序号", "asked")
        widths = [_column_width(column) * 1.15 for column in columns]
        sheet.row_dimensions[GROUP_LABEL_ROW].height = ROW_HEIGHT
        sheet.row_dimensions[GROUP_LABEL_ROW + 1].height = _height(
            [requirement(column, self.labels) for column in columns], widths
        )
        for place, column in enumerate(columns, 2):
            label, asked = clean_label(column.label), requirement(column, self.labels)
            sheet.column_dimensions[sheet.cell(1, place).column_letter].width = _column_width(column)
            self.put(sheet, (1, place), f"{group.path}[].{column.path}", label, "asked")
            self.put(sheet, (GROUP_LABEL_ROW, place), label, label, "head")
            self.put(sheet, (GROUP_LABEL_ROW + 1, place), asked, label, "asked")

    def hide_options(self) -> None:
        """Put the sheet of options last and out of sight, or drop it where no list is too long."""
        self.book.remove(self.options)
        if self.options.max_column > 1 or self.options.cell(1, 1).value is not None:
            self.book._add_sheet(self.options)  # noqa: SLF001 - openpyxl has no public way to put one back
            self.options.sheet_state = "hidden"


def _height(texts: Sequence[str], widths: Sequence[float], least: int = 1) -> float:
    """Return the points that texts of 11 pt take, each wrapped to its width in characters."""
    lines = max([least, *(_lines(text, width) for text, width in zip(texts, widths, strict=True))])
    return min(lines * LINE + ROW_HEIGHT - LINE, MAX_HEIGHT)


def _growing(data: bytes) -> bytes:
    """Let rows grow as they are typed into: openpyxl calls every height the person's own (customHeight)."""
    memory = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part = part.replace(b' customHeight="1"', b"")
            new.writestr(name, part)
    return memory.getvalue()


def _lines(text: str, width: float) -> int:
    return sum(max(1, -int(-_width(line) // (width - 2))) for line in text.split("\n"))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _column_width(column: Field) -> int:
    return max(_width(clean_label(column.label)) + 3, COLUMN_WIDTHS.get(column.kind, 16))
