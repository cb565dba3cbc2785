"""How the sheets of a workbook look, what they let a person change, and their drop-downs."""

from __future__ import annotations

from typing import Any, Final

from formkit.programme import Field

BODY, HEADING = "宋体", "黑体"
GREY, BLUE, LINE = "F2F2F2", "DCE6F1", "BFBFBF"
MAX_LIST: Final = 255
"""Characters of a list that a data validation itself may hold; a longer one stands on a sheet."""


class Styles:
    """The few styles of a workbook, made once and shared by its cells."""

    def __init__(self) -> None:
        """Make each style: font, fill, alignment, and whether its cells may be changed."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        side = Side(style="thin", color=LINE)
        border = Border(left=side, right=side, top=side, bottom=side)
        centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
        left = Alignment(vertical="center", wrap_text=True)
        body, small = Font(name=BODY, size=11), Font(name=BODY, size=9, color="595959")
        grey, blue = (PatternFill("solid", start_color=colour) for colour in (GREY, BLUE))
        plain, locked, opened = PatternFill(), Protection(locked=True), Protection(locked=False)
        self._styles = {
            "title": (Font(name=HEADING, size=16), plain, centre, Border(), locked),
            "guide": (Font(name=BODY, size=12), plain, left, Border(), locked),
            "head": (Font(name=HEADING, size=11), grey, centre, border, locked),
            "block": (Font(name=HEADING, size=12), blue, left, border, locked),
            "number": (body, grey, centre, border, locked),
            "label": (body, grey, left, border, locked),
            "asked": (small, grey, left, border, locked),
            "input": (body, plain, left, border, opened),
        }

    def apply(self, cell: Any, style: str) -> None:  # noqa: ANN401 - openpyxl's cells are untyped
        """Give a cell its style; everything is text, so that Excel keeps each digit."""
        cell.font, cell.fill, cell.alignment, cell.border, cell.protection = self._styles[style]
        cell.number_format = "@"


def set_up_page(sheet: Any, *, landscape: bool, heads: str = "") -> None:  # noqa: ANN401
    """Set A4, one page wide, the rows ``heads`` on each page; lock labels without a password."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    if heads:
        sheet.print_title_rows = heads
    protection = sheet.protection
    protection.sheet = True
    # In SpreadsheetML these say what is locked, so False allows it.
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    protection.insertRows = protection.sort = False


def choices_for(sheet: Any, options: Any, field: Field, cells: str) -> None:  # noqa: ANN401
    """Offer a field's options as a drop-down; another answer is asked about, not refused."""
    if field.kind not in {"choice_one", "choice_many"} or not field.options:
        return
    from openpyxl.worksheet.datavalidation import DataValidation

    many = field.kind == "choice_many"
    formula = _list(field.options) or _range(options, field.options)
    validation = DataValidation(type="list", formula1=formula, allow_blank=True)
    validation.showErrorMessage = not many
    validation.errorStyle = "warning"
    validation.errorTitle = "不在列表中"
    validation.error = "填写的内容不在下拉列表中，请核对；确实如此可选“是”。"
    if many:
        validation.showInputMessage = True
        validation.promptTitle, validation.prompt = "可填多项", "可填多项，用“、”隔开"
    validation.add(cells)
    sheet.add_data_validation(validation)


def _list(options: tuple[str, ...]) -> str | None:
    text = ",".join(options)
    plain = not any(char in option for option in options for char in ',"\n') and text == text.strip()
    return f'"{text}"' if plain and len(text) <= MAX_LIST else None


def _range(sheet: Any, options: tuple[str, ...]) -> str:  # noqa: ANN401
    used = sheet.max_column > 1 or sheet.cell(1, 1).value is not None
    column = sheet.max_column + 1 if used else 1
    for row, option in enumerate(options, 1):
        cell = sheet.cell(row, column, option)
        cell.data_type, cell.number_format = "s", "@"
    name = sheet.cell(1, column).column_letter
    return f"'{sheet.title}'!${name}$1:${name}${len(options)}"
