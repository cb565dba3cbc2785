"""The workbook from which plaques are ordered (铭牌清单): what is engraved on each, and for whom."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.page import PageMargins

CREATED: Final = datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)
HEADS: Final = (
    "序号",
    "工作室名称",
    "领衔专家",
    "所在单位",
    "铭牌文字",
    "落款",
    "数量",
    "签收人",
    "签收日期",
)
WIDTHS: Final = (6, 26, 11, 26, 22, 26, 7, 10, 12)
ROW: Final = (
    "{{ number }}",
    "{{ studios[].name }}",
    "{{ studios[].leader }}",
    "{{ studios[].unit }}",
    "“棠城工匠”\n技能大师工作室",
    "重庆市荣昌区\n人力资源和社会保障局",
    1,
    "",
    "",
)
#: When the workbook was made, which openpyxl takes from the clock.
TIME: Final = re.compile(rb"\d{4}-\d\d-\d\dT[\d:]+Z")
CREATED_TEXT: Final = b"2025-01-01T00:00:00Z"
THIN: Final = Side(style="thin")
BORDER: Final = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
CENTRED: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)


def plaques() -> bytes:
    """Return the template."""
    book = Workbook()
    sheet = book.active
    sheet.title = "铭牌清单"
    last = len(HEADS)
    for row, text, font, height in (
        (1, "“棠城工匠”技能大师工作室铭牌清单", Font(name="方正小标宋简体", size=18), 36),
        (
            2,
            "公布文号：{{ issue.number }}　　公布日期：{{ issue.date }}",
            Font(name="仿宋_GB2312", size=12),
            22,
        ),
    ):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = font, CENTRED
        sheet.row_dimensions[row].height = height
    for row, values, font, height in (
        (3, HEADS, Font(name="黑体", size=12), 28),
        (4, ROW, Font(name="仿宋_GB2312", size=12), 40),
    ):
        sheet.row_dimensions[row].height = height
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value or None)
            cell.font, cell.alignment, cell.border = font, CENTRED, BORDER
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[sheet.cell(3, column).column_letter].width = width
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    return _at_a_fixed_time(book)


def _at_a_fixed_time(book: Workbook) -> bytes:
    memory, again = io.BytesIO(), io.BytesIO()
    book.save(memory)
    with zipfile.ZipFile(memory) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = TIME.sub(CREATED_TEXT, part)
            new.writestr(zipfile.ZipInfo(name, CREATED.timetuple()[:6]), part, zipfile.ZIP_DEFLATED)
    return again.getvalue()
