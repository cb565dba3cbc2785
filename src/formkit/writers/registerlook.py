"""How a register looks: its few styles, its pages in print, its drop-downs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from formkit.register_cells import CORRECTED, DOUBTFUL, HEAD_ROW, Cell, Column, Role

BODY, HEADING = "宋体", "黑体"
GREY, WHITE, YELLOW, PALE, BLUE, ORANGE, LINE = (
    "E7E6E6", "FFFFFF", "FFE699", "FFFBE6", "BDD7EE", "F8CBAD", "BFBFBF",
)  # fmt: skip
VALUE_HEAD: Final = "E2EFDA"
A4: Final = "9"
A3: Final = "8"
A3_WIDTH: Final = 215
"""Sheets wider than so many characters, and read on one page, are printed on A3."""

LINK: Final = "0563C1"
PAGE_WIDTH: Final = 340
"""So many characters are still read on one A3 page lying; wider sheets take several pages of A4."""

MANY_PAGES_SCALE: Final = 62
LINE_HEIGHT: Final = 14.5
FILLED: Final = 1.04
"""A Chinese character of 10 points is a little less than two of the characters that widths are given in."""

MOST_HEIGHT: Final = 400.0
MOST_LINES: Final = 30
MOST_COUNTED: Final = 3_000
"""So many lines, and characters of one, are looked at for the height of a row."""

BUTTON: Final = 15.0
"""Points that the button of a filter takes below a head."""

_WIDE: Final = re.compile("[\u00b7\u2014-\u2026\u2460-\U0003ffff]")
MAX_LIST: Final = 255
"""Characters of a list that a data validation itself may hold; a longer one stands on a sheet."""

NOT_OFFERED: Final = "填写的内容不在下拉列表中，请核对；确实如此可选“是”。"


class Styles:
    """The styles of a register, made once and shared by all cells of a workbook."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401 - openpyxl is untyped here
        """Make the styles in the workbook that a sheet belongs to."""
        self._sheet = sheet
        self._made: dict[tuple[str, str], Any] = {}

    def name_of(self, column: Column, cell: Cell) -> tuple[str, str]:
        """Return the name and the number format of the style of a cell in a column."""
        form = "@" if cell.number is None else column.form
        if cell.mark in {CORRECTED, DOUBTFUL}:
            return cell.mark, form
        if column.role is Role.CLERK:
            return "clerk", form
        return "link" if cell.link else "plain", form

    def get(self, name: str, form: str = "@") -> Any:  # noqa: ANN401
        """Return a style by its name and number format."""
        style = self._made.get((name, form))
        if style is None:
            style = self._made[name, form] = self._make(name, form)
        return style

    def _make(self, name: str, form: str) -> Any:  # noqa: ANN401
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        side = Side(style="thin", color=LINE)
        fill = _FILLS.get(name)
        cell: Any = WriteOnlyCell(self._sheet)
        heads = name.startswith("head")
        cell.font = Font(
            name=HEADING if heads or name in {"title", "guide-topic"} else BODY,
            size=16 if name == "title" else 11 if name.startswith("guide") else 10,
            color=LINK if name == "link" else None,
            underline="single" if name == "link" else None,
        )
        if fill:
            cell.fill = PatternFill("solid", start_color=fill)
        if name not in _BARE:
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        centred = heads or form != "@"
        cell.alignment = Alignment("center" if centred else None, "top", wrap_text=True)
        cell.number_format = form
        return cell._style  # noqa: SLF001 (what the cells of a stream share)


_FILLS: Final = {
    "clerk": PALE,
    CORRECTED: BLUE,
    DOUBTFUL: ORANGE,
    "head-MACHINE": GREY,
    "head-VALUE": VALUE_HEAD,
    "head-CLERK": YELLOW,
    "head-spare": PALE,
}
_BARE: Final = frozenset(("title", "guide", "guide-topic", "spare", "hidden"))


def lines_of(text: str, width: float) -> int:
    r"""Return how many lines a text takes in a column so many characters wide, a Chinese one being two.

    >>> lines_of("编号", 6), lines_of("局党委会审议日期", 12), lines_of("一\n二", 6)
    (1, 2, 2)
    """
    if len(text) * 2 <= width * FILLED and "\n" not in text:
        return 1
    room = max(2, int(width * FILLED))
    lines = 0
    for paragraph in text.split("\n")[:MOST_LINES]:
        wide = len(paragraph[:MOST_COUNTED]) + len(_WIDE.findall(paragraph[:MOST_COUNTED]))
        lines += max(1, -(-wide // room))
    return lines


def head_height(columns: Iterable[Column]) -> float:
    """Return how high the row of heads is: for the longest, and the buttons of the filter below it."""
    return max(lines_of(column.head, column.width) for column in columns) * LINE_HEIGHT + BUTTON


def row_height(lines: int) -> dict[str, str]:
    """Return the attributes of a row that is so many lines high.

    Excel fits it again when somebody types; WPS and LibreOffice show what is written here.
    """
    return {"ht": f"{min(MOST_HEIGHT, lines * LINE_HEIGHT + 3):g}"}


def set_up_page(sheet: Any, columns: Sequence[Column], titles: tuple[str, str], fixed: str) -> None:  # noqa: ANN401
    """Set A4 lying, heads on each page, page numbers; one page wide, or several with ``fixed`` repeated."""
    setup = sheet.page_setup
    width = sum(column.width for column in columns)
    setup.paperSize, setup.orientation = A3 if A3_WIDTH < width <= PAGE_WIDTH else A4, "landscape"
    if width <= PAGE_WIDTH:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        setup.fitToWidth, setup.fitToHeight = 1, 0
    else:
        setup.scale, setup.pageOrder = MANY_PAGES_SCALE, "downThenOver"
        sheet.print_title_cols = fixed
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    margins = sheet.page_margins
    margins.left = margins.right = 0.3
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.55, 0.3, 0.25
    book, own = (title.replace("&", "&&") for title in titles)
    sheet.oddHeader.left.text, sheet.oddHeader.center.text = book, own
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


class Choices:
    """The options that no data validation holds itself: columns of a hidden sheet."""

    def __init__(self, title: str) -> None:
        """Collect options for a sheet of that title."""
        self.title = title
        self.columns: list[tuple[str, ...]] = []

    def source(self, options: tuple[str, ...]) -> str:
        """Return the formula of a list of options."""
        from openpyxl.utils import get_column_letter

        text = ",".join(options)
        plain = not any(char in option for option in options for char in ',"\n') and text == text.strip()
        if plain and len(text) <= MAX_LIST:
            return f'"{text}"'
        if options not in self.columns:
            self.columns.append(options)
        name = get_column_letter(self.columns.index(options) + 1)
        return f"'{self.title}'!${name}$1:${name}${len(options)}"


def offer(sheet: Any, column: Column, cells: str, choices: Choices) -> None:  # noqa: ANN401
    """Offer the options of a column as a drop-down in some cells, or say what is to be typed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if not column.options and not column.prompt:
        return
    told: Mapping[str, Any] = {
        "showInputMessage": True,
        "promptTitle": column.head[:32],
        "prompt": column.prompt,
    }
    if column.options:
        validation = DataValidation(
            type="list", formula1=choices.source(column.options), allow_blank=True, errorStyle="warning",
            showErrorMessage=True, errorTitle="不在列表中", error=NOT_OFFERED,
            **(told if column.prompt else {}),
        )  # fmt: skip
    else:
        validation = DataValidation(type=None, allow_blank=True, **told)
    validation.add(cells)
    sheet.data_validations.append(validation)
