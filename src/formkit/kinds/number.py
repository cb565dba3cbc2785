"""A number: of people, of years, of square metres."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import close_up, is_nothing, quote
from formkit.chinese.numerals import decimal, numeral, shift
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_UNITS: Final = (
    frozenset(("人", "名", "位", "个")),
    frozenset(("个月", "月")),
    frozenset(("年", "周年", "个")),
    frozenset(("岁", "周岁")),
    frozenset(("天", "日")),
    frozenset(("㎡", "平方米", "平米", "m²", "m2", "M2", "M²")),
    frozenset(("人次", "次")),
    frozenset(("台套", "台/套", *"个项台套件篇本部份场门期家种类")),
    frozenset(("小时", "学时", "课时")),
    frozenset(("亩",)),
)
_WRITTEN: Final = re.compile(r"([-−]?[0-9.,]+|[〇零一二三四五六七八九十百千两]+)([万亿])?([^0-9.,万亿]*)")
_SPLIT: Final = re.compile(r"[0-9]\s+(?![0-9]{3}(?![0-9]))[0-9]")
_SCALE: Final = {"万": 4, "亿": 8}


def parse(text: str, details: tuple[str, ...] = ()) -> str | None:
    """Return a canonical decimal text: no exponent, no separators, no needless zeros.

    ``details`` is the unit printed with the blank. It may be typed again, or another word for the same;
    万 and 亿 are multiplied out unless the unit is itself counted in 万. Nothing is guessed: 约50, 3~5,
    十余 and a different unit raise :class:`KindError`. ``无`` and ``/`` are None.

    >>> parse("１，２００ 人", ("人",)), parse("12.50"), parse("三十五人"), parse("120万")
    ('1200', '12.5', '35', '1200000')
    >>> parse("人", ("人",)) is None
    True
    >>> parse("约50")
    Traceback (most recent call last):
    formkit.errors.KindError: “约50”不是一个确定的数，请只写一个阿拉伯数字，如 50
    """
    unit = close_up(details[0]) if details else ""
    bare = close_up(text)
    closed = bare.replace(f"({unit})", unit) if "(" in bare else bare
    if closed == unit or is_nothing(closed):
        return None
    number = None if bare != text and _SPLIT.search(text) else _read(closed.rstrip("。"), unit)
    if number is None:
        shown = "50" + (details[0] if details else "")
        message = f"{quote(text)}不是一个确定的数，请只写一个阿拉伯数字，如 {shown}"
        raise KindError(message)
    return number


def _read(closed: str, unit: str) -> str | None:
    number = decimal(closed)
    if number is not None:
        return number
    if unit and closed.endswith(unit) and (number := decimal(closed.removesuffix(unit))) is not None:
        return number
    match = _WRITTEN.fullmatch(closed)
    if match is None or not _same_unit(match[3], unit) or (match[2] and unit[:1] in _SCALE):
        return None
    number = decimal(match[1])
    if number is None and (spelt := numeral(match[1])) is not None:
        number = str(spelt)
    return number if number is None or not match[2] else shift(number, _SCALE[match[2]])


def _same_unit(typed: str, unit: str) -> bool:
    if typed in {"", unit}:
        return True
    return any(typed in units and (not unit or unit in units) for units in _UNITS)


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    """Return the number alone, for the unit is printed with the blank; ``""`` for None.

    >>> show("1200", ("人",))
    '1200'
    """
    return "" if value is None else str(value)
