"""The number of a certificate: of skill, of a title, of an award."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import close_up, is_blank, is_nothing, quote
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_UPPER: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_QUALIFICATION: Final = re.compile(r"[0-9]{10}([1-5])[0-9]{5}")
_SKILL_LEVEL: Final = re.compile(r"[YS][0-9X]{14}([1-5])[0-9]{6}")
_LEVELS: Final = {
    "1": "一级/高级技师",
    "2": "二级/技师",
    "3": "三级/高级工",
    "4": "四级/中级工",
    "5": "五级/初级工",
}


def parse(text: str, _details: tuple[str, ...] = ()) -> str | None:
    """Return the number half-width, in upper case, without white space; 第…号, hyphens and brackets stay.

    There are too many series to tell a wrong one: only a text without any digit raises :class:`KindError`.

    >>> parse(" y0001 2300 0000 1950 0000 1 "), parse("渝人社职（2019）第１２号"), parse("无")
    ('Y000123000000195000001', '渝人社职(2019)第12号', None)
    """
    number = close_up(text).translate(_UPPER)
    if is_blank(number) or is_nothing(number):
        return None
    if not any(char.isdigit() or char in "〇一二三四五六七八九" for char in number):
        message = f"{quote(text)}不像证书编号（没有数字），请照证书填写；没有证书请填“无”"
        raise KindError(message)
    return number


def level(value: str) -> str | None:
    """Return the level of skill that a canonical number tells, or None where its series is not known.

    职业资格证书: 16 digits, the eleventh; 职业技能等级证书: Y or S and 21 digits, the sixteenth character.
    A hint for a person, never a proof: other and older series exist.

    >>> level("1234567890212345"), level("Y000123000000251000001"), level("2019001")
    ('二级/技师', '一级/高级技师', None)
    """
    match = _QUALIFICATION.fullmatch(value) or _SKILL_LEVEL.fullmatch(value)
    return _LEVELS[match[1]] if match else None


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    """Return the number; ``""`` for None.

    >>> show("Y000123000000195000001")
    'Y000123000000195000001'
    """
    return "" if value is None else str(value)
