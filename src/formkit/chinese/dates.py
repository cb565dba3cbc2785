"""Dates as they are written on Chinese forms, whole or in part."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from formkit.chinese.blanks import close_up
from formkit.chinese.numerals import numeral

_WRITTEN: Final = re.compile(
    r"([0-9]{4})(?:年|[-./、,‐‑–—−])(?:([0-9]{1,2})(?:月|(?:月?[-./、,‐‑–—−])(?=[0-9])|$)"
    r"(?:([0-9]{1,2})[日号]?)?)?(?:T?00:00(?::00(?:\.0+)?)?)?",
)
_COMPACT: Final = re.compile(r"([0-9]{4})(?:([0-9]{2})([0-9]{2})?)?")
_UNFILLED: Final = re.compile(r"(?:1|2|19|20[0-9]?)?[年.\-/]+月?[.\-/]*日?")
_DANGLING: Final = re.compile(r"(?<=年)月?日?$|(?<=月)日$")
_REMARK: Final = re.compile(r"\((?:(?:现年|年龄)?[0-9]{1,3}周?岁|(?:星期|周)[一二三四五六日天])\)$")
_YEAR: Final = re.compile(r"[〇零○O0一二三四五六七八九]{4}(?=年)")
_PART: Final = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日号])")
_NUMERAL: Final = re.compile("[〇零○O一二三四五六七八九十]")
_ZERO: Final = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")


class PartialDate(NamedTuple):
    """A date as far as it was written; the numbers are not checked against the calendar."""

    year: int
    month: int | None = None
    day: int | None = None


def is_unfilled_date(closed: str) -> bool:
    """Say whether a closed-up text is the print of an empty date: ``年月日``, ``20年月``.

    >>> is_unfilled_date("年月日"), is_unfilled_date("20年月日"), is_unfilled_date("2025年月日")
    (True, True, False)
    """
    return _UNFILLED.fullmatch(closed) is not None


def arabic(closed: str) -> str:
    """Return a closed-up date with its Chinese numerals written as digits.

    >>> arabic("二〇二五年十二月三十一日")
    '2025年12月31日'
    """
    if not _NUMERAL.search(closed):
        return closed
    closed = _YEAR.sub(lambda match: match[0].translate(_ZERO), closed)
    return _PART.sub(lambda match: str(numeral(match[0]) or match[0]), closed)


def read_date(text: str) -> PartialDate | None:
    """Return the date a text writes, or None where it writes none or more than that.

    Years have four digits. White space may stand anywhere; between bare numbers it separates. A weekday
    or an age in brackets after it (1985.03（40岁）) is left out.

    >>> read_date("２０２５ 年 3 月 8 日")
    PartialDate(year=2025, month=3, day=8)
    >>> read_date("二〇二五年三月"), read_date("2025 3 8")[1:], read_date("25.3.8")
    (PartialDate(year=2025, month=3, day=None), (3, 8), None)
    """
    closed = close_up(text)
    match = _WRITTEN.fullmatch(closed)
    if match is None and closed.isascii() and closed.isdigit():
        match = _bare(text, closed)
    elif match is None:
        match = _WRITTEN.fullmatch(_DANGLING.sub("", arabic(_REMARK.sub("", closed))))
    if match is None:
        return None
    year, month, day = match.groups()
    return PartialDate(int(year), int(month) if month else None, int(day) if day else None)


def _bare(text: str, closed: str) -> re.Match[str] | None:
    parts = text.split()
    if len(parts) == 1 or all(len(part) == 1 for part in parts):
        return _COMPACT.fullmatch(closed)
    return _WRITTEN.fullmatch(close_up(".".join(parts)))
