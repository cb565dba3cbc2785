"""A month: of birth, of graduation, of an award."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import close_up, is_nothing, quote
from formkit.chinese.dates import is_unfilled_date, read_date
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_DECEMBER: Final = 12


def parse(text: str, _details: tuple[str, ...] = ()) -> str | None:
    """Return the month as ``YYYY-MM``; None where it is blank. Of a full date the day is left out.

    >>> parse("2025年3月"), parse("2025.03"), parse("202503"), parse("1985.3.8")
    ('2025-03', '2025-03', '2025-03', '1985-03')
    >>> parse("2025年")
    Traceback (most recent call last):
    formkit.errors.KindError: “2025年”缺少月份，请写成 2025.03
    """
    found = read_date(text)
    if found is None:
        closed = close_up(text)
        if is_nothing(closed) or is_unfilled_date(closed):
            return None
        message = f"{quote(text)}不是年月，请写成 2025.03（年份写四位）"
        raise KindError(message)
    if found.month is None:
        message = f"{quote(text)}缺少月份，请写成 2025.03"
        raise KindError(message)
    if not (found.year and 1 <= found.month <= _DECEMBER):
        message = f"{quote(text)}的月份不存在，请核对后写成 2025.03"
        raise KindError(message)
    return f"{found.year:04d}-{found.month:02d}"


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    """Return the month as tables write it; ``""`` for None.

    >>> show("2025-03")
    '2025.03'
    """
    return "" if value is None else str(value).replace("-", ".")
