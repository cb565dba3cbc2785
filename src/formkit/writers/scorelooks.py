"""How the sheets on which experts score look, and how much room their texts take."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from formkit.chinese.masking import masked
from formkit.workbook_layout import escape

BODY, HEADING = "宋体", "黑体"
GREY, EDGE = "F2F2F2", "7F7F7F"
TEXT_SIZE, HINT_SIZE = 11, 9
MAX_SHOWN: Final = 120
"""Characters of what an applicant calls himself; a table is no place for more."""

WIDE: Final = 2.1
"""Widths of a digit that a Chinese character takes in the usual font of Excel and WPS."""


def shown_text(text: str) -> str:
    r"""Return what an applicant wrote as one short line, without anybody's identity number.

    >>> shown_text(" 张三\n\n 工作室 "), shown_text("张三 11010519491231002X")
    ('张三 工作室', '张三 ****002X')
    """
    line = masked(" ".join(text.encode("utf-8", "replace").decode().split()))
    return line if len(line) <= MAX_SHOWN else f"{line[: MAX_SHOWN - 1]}…"


def letter(column: int) -> str:
    """Return the name that Excel gives a column, counted from 1."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def lines(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes in a column of a width in characters, at a size in points."""
    room = (width - 0.4) * TEXT_SIZE / size
    return sum(max(1, -int(-_width(line) // room)) for line in text.split("\n")) if text else 0


def brackets_below(text: str, width: float, size: float) -> str:
    r"""Return a text with what it says in brackets on a line of its own, where it takes more than one.

    >>> brackets_below("铣工（数控铣工）", 18, 9), brackets_below("夏布织造（手工织布工）", 18, 9)
    ('铣工（数控铣工）', '夏布织造\n（手工织布工）')
    """
    before, bracket, _ = text.partition("（")
    if before and bracket and lines(text, width, size) > 1:
        return f"{before}\n{text[len(before) :]}"
    return text


def _width(text: str) -> float:
    return sum(WIDE if unicodedata.east_asian_width(char) in "WFA" else 1.1 for char in text)


def with_small(text: str, below: str, font: str) -> Any:  # noqa: ANN401
    """Return a text with another below it, smaller and paler."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    parts = [TextBlock(InlineFont(rFont=font, sz=TEXT_SIZE), escape(text))]
    if below:
        parts.append(
            TextBlock(InlineFont(rFont=BODY, sz=HINT_SIZE, color=Color("FF595959")), f"\n{escape(below)}")
        )
    return CellRichText(*parts)


class Looks:
    """The styles of both sheets, made once and shared by their cells."""

    def __init__(self) -> None:
        """Make each look: font, fill, alignment, border, whether its cells may be changed, their format."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        side = Side(style="thin", color=EDGE)
        box, none = Border(left=side, right=side, top=side, bottom=side), Border()
        centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
        left = Alignment(vertical="center", wrap_text=True)
        right = Alignment(horizontal="right", vertical="center")
        body, plain = Font(name=BODY, size=TEXT_SIZE), PatternFill()
        grey = PatternFill("solid", start_color=GREY)
        locked, opened = Protection(locked=True), Protection(locked=False)
        self._looks = {
            "title": (Font(name=HEADING, size=16), plain, centre, none, locked, "@"),
            "expert": (Font(name=HEADING, size=12), plain, left, none, locked, "@"),
            "aside": (body, plain, right, none, locked, "@"),
            "guide": (body, plain, left, none, locked, "@"),
            "head": (Font(name=HEADING, size=TEXT_SIZE), grey, centre, box, locked, "@"),
            "number": (body, grey, centre, box, locked, "0"),
            "text": (body, grey, left, box, locked, "@"),
            "name": (body, grey, centre, box, locked, "@"),
            "total": (Font(name=BODY, size=TEXT_SIZE, bold=True), grey, centre, box, locked, "0.0#"),
            # Not a text: what is typed here has to be a number, for the sum and for the bounds.
            "points": (Font(name=BODY, size=12), plain, centre, box, opened, "General"),
            "choice": (body, plain, centre, box, opened, "@"),
            "note": (body, plain, left, box, opened, "@"),
            "hand": (body, plain, left, box, locked, "@"),
            "hand-name": (body, plain, centre, box, locked, "@"),
            "hand-number": (body, plain, centre, box, locked, "0"),
        }

    def apply(self, cell: Any, look: str) -> None:  # noqa: ANN401 - openpyxl's cells are untyped
        """Give a cell its look, and whether it may be changed."""
        found = self._looks[look]
        cell.font, cell.fill, cell.alignment, cell.border, cell.protection, cell.number_format = found
