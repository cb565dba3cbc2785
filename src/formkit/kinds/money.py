"""An amount of money, in the unit that is printed with the blank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import close_up, is_nothing, quote
from formkit.chinese.numerals import decimal, numeral, shift
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_SCALES: Final = {"": 0, "百": 2, "千": 3, "万": 4, "萬": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_CURRENCY: Final = re.compile(r"^(?:人民币|RMB|CNY|[¥￥])+|(?:人民币|RMB)$|(?<=[元圆])[整正]$")
_WRITTEN: Final = re.compile(r"(-?[0-9.,]+)(百万|千万|十万|[百千万萬亿])?([元圆块]?)")
_SPELT: Final = re.compile(r"([〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億]+)([元圆]?)")
_SPLIT: Final = re.compile(r"[0-9]\s+(?![0-9]{3}(?![0-9]))[0-9]")
_MYRIADS: Final = frozenset("万萬亿億")


def parse(text: str, details: tuple[str, ...] = ()) -> str | None:
    """Return the amount as a canonical decimal text, counted in the unit of ``details`` (元, 万元; else 元).

    An amount without a unit is in the printed one; with a unit of its own it is converted, exactly.

    >>> parse("50万元", ("万元",)), parse("500,000元", ("万元",)), parse("50", ("万元",))
    ('50', '50', '50')
    >>> parse("￥3.5万", ("元",)), parse("伍拾万元整", ("元",))
    ('35000', '500000')
    >>> parse("万元", ("万元",)) is None
    True
    """
    unit = close_up(details[0]) if details else ""
    bare = close_up(text)
    closed = bare.replace(f"({unit})", unit) if "(" in bare else bare
    if closed == unit or is_nothing(closed):
        return None
    closed = _CURRENCY.sub("", _CURRENCY.sub("", closed.rstrip("。")))
    amount = None if bare != text and _SPLIT.search(text) else _read(closed, unit)
    if amount is None:
        shown = f"50{details[0] if details else '元'}"
        message = f"{quote(text)}不是一个确定的金额，请只写一个阿拉伯数字，如 {shown}"
        raise KindError(message)
    return amount


def _read(closed: str, unit: str) -> str | None:
    if (amount := decimal(closed.removesuffix(unit))) is not None:
        return amount
    printed = _SCALES.get(unit.removesuffix("元"))
    if printed is None:
        return None
    if match := _WRITTEN.fullmatch(closed):
        amount = decimal(match[1])
        return None if amount is None else shift(amount, _SCALES[match[2] or ""] - printed)
    match = _SPELT.fullmatch(closed)
    if match is None or (spelt := numeral(match[1])) is None:
        return None
    in_yuan = match[2] or not _MYRIADS.isdisjoint(match[1])
    return shift(str(spelt), -printed if in_yuan else 0)


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    """Return the amount alone, for the unit is printed with the blank; ``""`` for None.

    >>> show("50", ("万元",))
    '50'
    """
    return "" if value is None else str(value)
