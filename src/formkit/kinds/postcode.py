"""A postal code of China: six digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import close_up, is_nothing, quote
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_POSTCODE: Final = re.compile(r"[0-9]{6}")


def parse(text: str, _details: tuple[str, ...] = ()) -> str | None:
    """Return six digits as text, so that a leading zero stays; None where it is blank.

    >>> parse("４０２ ４６０"), parse("010010"), parse("/")
    ('402460', '010010', None)
    """
    closed = close_up(text)
    if is_nothing(closed):
        return None
    if not _POSTCODE.fullmatch(closed):
        message = f"{quote(text)}不是邮政编码，请写 6 位数字，如 402460"
        raise KindError(message)
    return closed


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    """Return the six digits; ``""`` for None.

    >>> show("402460")
    '402460'
    """
    return "" if value is None else str(value)
