"""A span of months: of a job, of an apprenticeship."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import close_up, is_nothing, quote
from formkit.chinese.dates import arabic
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_MONTH: Final = r"([0-9]{4})(?:[年./-]([0-9]{1,2})(?:月|(?![0-9]))|([0-9]{2}))(?:[./-]?[0-9]{1,2}[日号]?)?"
_TO: Final = r"(?:[—–−―‐‑~〜∼至到/、.-]|→)+"
_NOW: Final = r"(?:至今|迄今|今|现在|目前|\.\.)"
_END: Final = rf"{_TO}(?:{_MONTH}|([0-9]{{1,2}})月)止?|(?:{_TO})?({_NOW})"
_PERIOD: Final = re.compile(rf"(?:自|从)?{_MONTH}(?:{_END})")
_UNFILLED: Final = re.compile(rf"(?:年月日?|{_TO}|今)*")
_DECEMBER: Final = 12


def parse(text: str, _details: tuple[str, ...] = ()) -> str | None:
    """Return ``YYYY-MM/YYYY-MM``, or ``YYYY-MM/..`` for one that goes on (至今; ISO 8601-2).

    Days are left out. An end before its start is kept as it was written: that is for a check to say.

    >>> parse("2015.03—2020.06"), parse("2015年3月至2020年6月"), parse("2015-03~至今")
    ('2015-03/2020-06', '2015-03/2020-06', '2015-03/..')
    >>> parse("2015.03")
    Traceback (most recent call last):
    formkit.errors.KindError: “2015.03”不是起止年月，请写成 2015.03—2020.06 或 2015.03—至今
    """
    closed = arabic(close_up(text))
    match = _PERIOD.fullmatch(closed) or _PERIOD.fullmatch(arabic(close_up("—".join(text.split()))))
    if match is None:
        if is_nothing(closed) or _UNFILLED.fullmatch(closed):
            return None
        message = f"{quote(text)}不是起止年月，请写成 2015.03—2020.06 或 2015.03—至今"
        raise KindError(message)
    start_year, start, start_too, end_year, end, end_too, same_year_end, now = match.groups()
    months = [(start_year, int(start or start_too))]
    if not now:
        months.append((end_year or start_year, int(end or end_too or same_year_end)))
    if not all(1 <= month <= _DECEMBER and int(year) for year, month in months):
        message = f"{quote(text)}的月份不存在，请核对后写成 2015.03—2020.06"
        raise KindError(message)
    return "/".join([*(f"{year}-{month:02d}" for year, month in months), *([".."] if now else [])])


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    """Return the span as résumés write it; ``""`` for None.

    >>> show("2015-03/2020-06"), show("2015-03/..")
    ('2015.03—2020.06', '2015.03—至今')
    """
    if value is None:
        return ""
    start, _, end = str(value).partition("/")
    return f"{start}—{'至今' if end == '..' else end}".replace("-", ".")
