"""An e-mail address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import is_blank, is_nothing, quote
from formkit.chinese.folding import ZERO_WIDTH, fold_width
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_WHITE: Final = re.compile(rf"[\s{ZERO_WIDTH}]+")
_ADDRESS: Final = re.compile(r"[^@\s,;:、，；<>]+@[^@\s,;:、，；。<>]+\.[^@\s,;:、，；。.<>]+")


def parse(text: str, _details: tuple[str, ...] = ()) -> str | None:
    """Return the address half-width and without white space, its case kept; None where it is blank.

    What has not exactly one ``@`` with a domain after it raises :class:`KindError` (after RFC 5322, 3.4.1).

    >>> parse(" 420609939＠qq．com "), parse("无")
    ('420609939@qq.com', None)
    """
    address = _WHITE.sub("", fold_width(text))
    if is_blank(address) or is_nothing(address):
        return None
    if not _ADDRESS.fullmatch(address):
        message = f"{quote(text)}不是电子邮箱，请写成 name@example.com（只写一个）"
        raise KindError(message)
    return address


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    """Return the address; ``""`` for None.

    >>> show("a@b.cn")
    'a@b.cn'
    """
    return "" if value is None else str(value)
