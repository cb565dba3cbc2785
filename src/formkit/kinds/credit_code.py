"""统一社会信用代码, the code of a legal person or organisation (GB 32100—2015)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import close_up, is_nothing
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES: Final = {char: value for value, char in enumerate(_ALPHABET)}
_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_LENGTH: Final = 18


def parse(text: str, _details: tuple[str, ...] = ()) -> str | None:
    """Return 18 characters in upper case, white space and hyphens left out; None where it is blank.

    The letters I, O, S, V and Z do not occur; the last character checks the others.

    >>> parse("91350100m000100y43"), parse("")
    ('91350100M000100Y43', None)
    >>> parse("91350100M000100Y44")
    Traceback (most recent call last):
    formkit.errors.KindError: 统一社会信用代码（末四位 0Y44）校验码不对，请对照营业执照或法人证书逐位核对
    """
    code = close_up(text).replace("-", "").upper()
    if is_nothing(code):
        return None
    if len(code) != _LENGTH:
        message = f"统一社会信用代码应为 18 位，读到 {len(code)} 位，请对照营业执照或法人证书核对"
        raise KindError(message)
    foreign = "、".join(dict.fromkeys(char for char in code if char not in _VALUES))
    if foreign:
        message = f"统一社会信用代码里不会有 {foreign}（不用字母 I、O、S、V、Z，请看是否应为 1、0、5、U、2）"
        raise KindError(message)
    total = sum(_VALUES[char] * weight for char, weight in zip(code, _WEIGHTS, strict=False))
    if _ALPHABET[-total % 31] != code[-1]:
        message = f"统一社会信用代码（末四位 {code[-4:]}）校验码不对，请对照营业执照或法人证书逐位核对"
        raise KindError(message)
    return code


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    """Return the code; ``""`` for None.

    >>> show("91350100M000100Y43")
    '91350100M000100Y43'
    """
    return "" if value is None else str(value)
