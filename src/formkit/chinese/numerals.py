"""Numbers as they are written on Chinese forms: thousands separators, 三十五, 伍拾万.

A number is a canonical decimal text: ``-?`` then digits without leading zeros, then a point and
digits without trailing zeros where there is a fraction. No rounding takes place anywhere.
"""

from __future__ import annotations

import re
from typing import Final

_DECIMAL: Final = re.compile(r"([-−]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\.([0-9]*))?")
_DIGITS: Final = {
    char: value
    for value, chars in enumerate(
        ("〇零○", "一壹", "二贰两貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"),
    )
    for char in chars
}
_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS: Final = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}


def decimal(text: str) -> str | None:
    """Return the canonical decimal of a closed-up text, or None where it is not one.

    >>> decimal("1,234,567.50"), decimal("007"), decimal(".5"), decimal("-0")
    ('1234567.5', '7', '0.5', '0')
    >>> decimal("12,34"), decimal("1e5"), decimal("")
    (None, None, None)
    """
    match = _DECIMAL.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        return None
    return _canonical(match[1], match[2].replace(",", ""), match[3] or "")


def _canonical(sign: str, whole: str, fraction: str) -> str:
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    number = f"{whole}.{fraction}" if fraction else whole
    return f"-{number}" if sign and number != "0" else number


def shift(number: str, places: int) -> str:
    """Return a canonical decimal times ten to the power of ``places``.

    >>> shift("500000", -4), shift("3.5", 4), shift("50", -4)
    ('50', '35000', '0.005')
    """
    sign, digits = number[:1] == "-", number.lstrip("-")
    whole, _, fraction = digits.partition(".")
    if places >= 0:
        fraction = fraction.ljust(places, "0")
        return _canonical("-" * sign, whole + fraction[:places], fraction[places:])
    whole = whole.rjust(1 - places, "0")
    return _canonical("-" * sign, whole[:places], whole[places:] + fraction)


def numeral(text: str) -> int | None:
    """Return the number that a Chinese numeral writes, or None where it is not one.

    >>> numeral("三十五"), numeral("十二"), numeral("一百零三"), numeral("伍拾万"), numeral("二〇二五")
    (35, 12, 103, 500000, 2025)
    >>> numeral("十余"), numeral("几十"), numeral("三五")
    (None, None, None)
    """
    if not text:
        return None
    if all(char in _DIGITS for char in text):
        spelt = "".join(str(_DIGITS[char]) for char in text)
        return int(spelt) if len(spelt) != 2 else None  # noqa: PLR2004 -- 三五 means "a few"
    return _spelt_out(text)


def spell(number: int) -> str:
    """Return the Chinese numeral of a number from 0 to 9999, as items of lists are counted.

    >>> spell(3), spell(10), spell(15), spell(20), spell(105), spell(1010)
    ('三', '十', '十五', '二十', '一百零五', '一千零一十')
    """
    if not number:
        return "〇"
    written = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += "〇一二三四五六七八九"[digit] + unit
        elif written and number % place and not written.endswith("零"):
            written += "零"
    return written.removeprefix("一") if 10 <= number < 20 else written  # noqa: PLR2004 -- 十五, not 一十五


def _spelt_out(text: str) -> int | None:
    total = section = digit = 0
    before = ""
    bound = ten_bound = 10**12
    for char in text:
        if (value := _DIGITS.get(char)) is not None:
            if _DIGITS.get(before):
                return None
            digit = value
        elif (unit := _TENS.get(char)) is not None:
            if unit >= ten_bound or (digit == 0 and not (unit == 10 and section == 0)):  # noqa: PLR2004 -- 十二
                return None
            section, digit, ten_bound = section + (digit or 1) * unit, 0, unit
        elif (unit := _MYRIADS.get(char, 0)) and unit < bound and section + digit:
            total, section, digit = total + (section + digit) * unit, 0, 0
            bound, ten_bound = unit, unit
        else:
            return None
        before = char
    # 一万二 and 三百五 leave a unit unsaid
    unsaid = digit and len(text) > 1 and text[-2] in {*_TENS, *_MYRIADS} - {"十", "拾"}
    return None if unsaid else total + section + digit
