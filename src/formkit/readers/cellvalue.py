"""What a cell of Excel says, as text; and what Excel has done to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from formkit.finding import Finding, Severity
from formkit.spot import Spot
from formkit.workbook_layout import unescape

ROUNDED: Final = 10**15
"""Excel keeps 15 digits of a number: from here on the last ones are lost."""

SHORT_POSTCODE: Final = 5

_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ZEROS: Final = re.compile(r"0{2,}")
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell that holds something: where (row and column from 1), what, and how it is shown."""

    sheet: str
    row: int
    column: int
    value: object
    number_format: str = "General"
    is_error: bool = False
    is_formula: bool = False
    """Whether it is a formula that was never worked out."""

    @property
    def place(self) -> str:
        """Return the place as Excel names it: ``C12``."""
        name, rest = "", self.column
        while rest:
            rest, digit = divmod(rest - 1, 26)
            name = _LETTERS[digit] + name
        return f"{name}{self.row}"

    @property
    def spot(self) -> Spot:
        """Return the place with rows and columns from 0, the sheet as member."""
        return Spot(member=self.sheet, row=self.row - 1, col=self.column - 1)


@dataclass(frozen=True, slots=True)
class Target:
    """What a cell answers: the path, the printed label, the kind ("" where it is not known)."""

    path: str
    label: str
    kind: str = ""


def read_cell(entry: Entry, target: Target) -> tuple[str, Finding | None]:
    """Return the text of a cell, "" where it cannot be used, and what is to be said about it."""
    value = entry.value
    if entry.is_formula:
        return "", _finding(
            entry, target, "formula-without-value",
            "是公式，但文件里没有算出的结果；请在 Excel 或 WPS 中打开并保存一次，或直接填写内容",
        )  # fmt: skip
    if entry.is_error:
        sentence = f"是 Excel 的错误值 {value}，不能使用；请改填正确内容"
        return "", _finding(entry, target, "excel-error", sentence)
    if isinstance(value, bool):
        return ("是" if value else "否"), None
    if isinstance(value, (int, float)):
        return _read_number(entry, target, value)
    if isinstance(value, (datetime, date, time, timedelta)):
        return _date_text(value, entry.number_format), None
    text = unescape(str(value))
    return (text if text.strip() else ""), None


def _read_number(entry: Entry, target: Target, value: float) -> tuple[str, Finding | None]:
    if abs(value) >= ROUNDED:
        return "", _finding(
            entry, target, "excel-rounded",
            "被 Excel 当作数字，只保留了15位，后面的数字已经丢失；请把单元格设为文本后重新填写",
        )  # fmt: skip
    text = number_text(value, entry.number_format)
    if target.kind == "postcode" and len(text) == SHORT_POSTCODE and text.isdigit():
        sentence = "被 Excel 当作数字，开头的 0 已经丢失，现已补上；请核对，并把单元格设为文本"
        return f"0{text}", _finding(entry, target, "leading-zero", sentence, Severity.WARNING)
    return text, None


def _finding(
    entry: Entry, target: Target, code: str, sentence: str, severity: Severity = Severity.ERROR
) -> Finding:
    message = f"“{target.label}”（工作表“{entry.sheet}” {entry.place}）{sentence}。"
    return Finding(code, severity, message, target.path, entry.spot)


def number_text(value: float, number_format: str = "General") -> str:
    """Return a number as text, without exponent, per cent and leading zeros as the cell shows them.

    >>> number_text(12.0), number_text(0.1 + 0.2), number_text(1e-7)
    ('12', '0.3', '0.0000001')
    >>> number_text(0.155, "0.0%"), number_text(10000, "000000")
    ('15.5%', '010000')
    """
    shown = _QUOTED.sub("", number_format.partition(";")[0])
    exact = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    if "%" in shown:
        return f"{_plain(exact * 100)}%"
    text = _plain(exact)
    return text.zfill(len(shown)) if _ZEROS.fullmatch(shown) and text.isdigit() else text


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _date_text(value: date | time | timedelta, number_format: str) -> str:
    """Return ISO 8601; the day is left out where the cell does not show it (``yyyy年m月``)."""
    if isinstance(value, datetime):
        if value.time() != time():
            return value.isoformat(sep=" ")
        value = value.date()
    if isinstance(value, date):
        shown = _QUOTED.sub("", number_format).lower()
        return value.isoformat()[: 10 if "d" in shown or "y" not in shown else 7]
    return value.isoformat() if isinstance(value, time) else str(value)
