"""公民身份号码, the number of a resident's identity card (GB 11643—1999).

Six digits of the district where it was first given, eight of the birth date, three of a sequence whose
last digit is odd for men, and a check character. Districts change, so they never reject a number.
Messages show at most the last four characters: the number is sensitive (个人信息保护法第二十八条).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, Literal

from formkit.chinese.blanks import close_up, is_nothing
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_LOOKALIKES: Final = str.maketrans("xX×Χχ✕ХхⅩⅹ", "XXXXXXXXXX", "-—–−'‘’`")
_NUMBER: Final = re.compile(r"[0-9]{17}[0-9X]")
_OLD: Final = re.compile(r"[0-9]{15}")
_ROUNDED: Final = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{2}|[0-9]{15}000(?:\.0)?")
_LENGTH: Final = 18
_OLD_LENGTH: Final = 15


def parse(text: str, _details: tuple[str, ...] = ()) -> str | None:
    r"""Return 18 characters, X upper-case; white space, line breaks and hyphens are left out.

    Raises :class:`KindError` for a wrong length, a birth date that does not exist, a wrong check
    character, the old number of 15 digits, and a number that a spreadsheet has rounded.

    >>> parse("110105 19491231\n002ｘ"), parse("——")
    ('11010519491231002X', None)
    >>> parse("110105194912310021")
    Traceback (most recent call last):
    formkit.errors.KindError: 公民身份号码（末四位 0021）校验码不对，请对照身份证逐位核对
    """
    closed = close_up(text)
    if is_nothing(closed):
        return None
    number = closed.translate(_LOOKALIKES)
    mistake = _mistake(number, closed)
    if mistake:
        raise KindError(mistake)
    return number


def _mistake(number: str, closed: str) -> str:
    written = _NUMBER.fullmatch(number) is not None
    if _ROUNDED.fullmatch(closed) and not (written and _checks(number)):
        return "公民身份号码已被 Excel 按数值取整，后几位丢失，请把该列设为“文本”格式后重新填写"
    known = f"公民身份号码（末四位 {number[-4:]}）" if len(number) >= _OLD_LENGTH else "公民身份号码"
    if not written:
        return known + _misshapen(number)
    if not _checks(number):
        return f"{known}校验码不对，请对照身份证逐位核对"
    try:
        dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return f"{known}中的出生日期不存在，请对照身份证逐位核对"
    return ""


def _misshapen(number: str) -> str:
    if _OLD.fullmatch(number):
        return "是 15 位的旧号码，请填现在身份证上的 18 位号码"
    if len(number) != _LENGTH:
        return f"应为 18 位，读到 {len(number)} 位，请核对"
    return "含有不该有的字符，应为 17 位数字加 1 位数字或 X，请核对"


def _checks(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1]


def birth_date(value: str) -> str:
    """Return the birth date of a canonical number as ``YYYY-MM-DD`` (characters 7 to 14).

    >>> birth_date("11010519491231002X")
    '1949-12-31'
    """
    return f"{value[6:10]}-{value[10:12]}-{value[12:14]}"


def sex(value: str) -> Literal["男", "女"]:
    """Return the sex that the seventeenth digit of a canonical number gives: odd is 男.

    >>> sex("11010519491231002X")
    '女'
    """
    return "男" if int(value[16]) % 2 else "女"


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    """Return the number; ``""`` for None.

    >>> show("11010519491231002X")
    '11010519491231002X'
    """
    return "" if value is None else str(value)
