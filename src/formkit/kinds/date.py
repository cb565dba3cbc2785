"""A day of the calendar: ``2025年3月8日``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import close_up, is_nothing, quote
from formkit.chinese.dates import is_unfilled_date, read_date
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_PRINTED: Final = "年月日 　_\n\t"


def parse(text: str, _details: tuple[str, ...] = ()) -> str | None:
    """Return the day as ``YYYY-MM-DD`` (GB/T 7408.1); None for an empty ``年　月　日``.

    Years have four digits. A day that is not in the calendar or not written in full raises
    :class:`KindError`.

    >>> parse("2025年3月8日"), parse("2025.3.8"), parse("20250308"), parse("二〇二五年三月八日")
    ('2025-03-08', '2025-03-08', '2025-03-08', '2025-03-08')
    >>> parse("　　　　年　　月　　日") is None
    True
    >>> parse("2025年3月")
    Traceback (most recent call last):
    formkit.errors.KindError: “2025年3月”缺少日，请写全年、月、日，如 2025年3月8日
    """
    if not text.strip(_PRINTED):
        return None
    found = read_date(text)
    if found is None:
        closed = close_up(text)
        if is_nothing(closed) or is_unfilled_date(closed):
            return None
        message = f"{quote(text)}不是日期，请写成 2025年3月8日（年份写四位）"
        raise KindError(message)
    if found.month is None or found.day is None:
        missing = "日" if found.month is not None else "月和日"
        message = f"{quote(text)}缺少{missing}，请写全年、月、日，如 2025年3月8日"
        raise KindError(message)
    try:
        return dt.date(found.year, found.month, found.day).isoformat()
    except ValueError:
        message = f"{quote(text)}在日历上不存在，请核对月份和日期"
        raise KindError(message) from None


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    r"""Return the day as offices write it: Arabic numerals without leading zeros (GB/T 9704—2012, 7.3.5.4).

    >>> show("2025-03-08"), show(None)
    ('2025年3月8日', '\u3000\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日')
    """
    if value is None:
        return "　　　　年　　月　　日"
    year, month, day = str(value).split("-")
    return f"{year}年{int(month)}月{int(day)}日"
