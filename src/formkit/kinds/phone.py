"""A telephone number: mobile, landline, with an extension, or several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import close_up, is_nothing, quote
from formkit.chinese.folding import fold_width
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_SEPARATORS: Final = re.compile(r"[/、,;或|]+")
_REMARK: Final = re.compile(r"\([^()0-9]*[^()0-9+\s][^()0-9]*\)")
_LABEL: Final = re.compile(r"^(?:联系|办公|固定)?(?:电话|手机|座机|固话|传真|Tel|TEL|tel)(?:号码?)?[:.]?")
_DASHES: Final = re.compile(r"转接?|分机号?|[eE][xX][tT]\.?|[—–−‐‑―()~.:-]")
_COUNTRY: Final = re.compile(r"^(?:\+|00)86-*|^86-+(?=1)|^86(?=1[3-9][0-9]{9}$)")
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE: Final = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([0-9]{7,8})")
_LOCAL: Final = re.compile(r"[2-9][0-9]{6,7}")
_LEAST, _MOST, _EXTENSION = 7, 20, 6


def parse(text: str, _details: tuple[str, ...] = ()) -> str | None:
    """Return ``13800000000``, ``023-46776809``, ``023-46776809-8001`` or ``46776809``; several joined by 、.

    Lenient: what merely looks unusual (400 numbers, other countries) is kept. Only what cannot be a
    number raises :class:`KindError`: letters, fewer than 7 digits, more than 20. A remark in brackets
    (微信同号) is left out.

    >>> parse("138 0000 0000"), parse("+86-13800000000"), parse("（０２３）４６７７６８０９转8001")
    ('13800000000', '13800000000', '023-46776809-8001')
    >>> parse("02346776809 / 13800000000"), parse("46776809")
    ('023-46776809、13800000000', '46776809')
    """
    if is_nothing(close_up(text)):
        return None
    parts = [part for part in _SEPARATORS.split(_REMARK.sub("", fold_width(text))) if part.strip(" _\n\t")]
    numbers = [_number(number) for part in parts for number in _side_by_side(part)]
    if not numbers or None in numbers:
        message = f"{quote(text)}不是电话号码，请只填手机号或“区号-号码”，如 023-46776809"
        raise KindError(message)
    return "、".join(number for number in numbers if number)


def _side_by_side(part: str) -> list[str]:
    """Return numbers that only white space parts; one number may hold spaces too."""
    words = part.split()
    whole = all(sum(char.isdigit() for char in word) >= _LEAST for word in words)
    return words if whole else [part]


def _number(part: str) -> str | None:
    closed = _COUNTRY.sub("", _DASHES.sub("-", _LABEL.sub("", close_up(part))).strip("-"))
    plus, closed = closed[:1] == "+", closed.removeprefix("+")
    groups = [group for group in closed.split("-") if group]
    digits = "".join(groups)
    if not (digits.isascii() and digits.isdigit() and _LEAST <= len(digits) <= _MOST):
        return None
    if plus:
        return "+" + "-".join(groups)
    if _MOBILE.fullmatch(digits):
        return digits
    return _landline(groups) or "-".join(groups)


def _landline(groups: list[str]) -> str | None:
    for most in (len(groups), len(groups) - 1):
        digits, extension = "".join(groups[:most]), groups[most:]
        if extension and len(extension[0]) > _EXTENSION:
            continue
        if match := _LANDLINE.fullmatch(digits):
            return "-".join((match[1], match[2], *extension))
        if _LOCAL.fullmatch(digits):
            return "-".join((digits, *extension))
    return None


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    """Return the number as it is kept; ``""`` for None.

    >>> show("023-46776809")
    '023-46776809'
    """
    return "" if value is None else str(value)
