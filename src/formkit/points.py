"""What an expert's entry says: points for an item, or that he stands aside."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from formkit.chinese.blanks import close_up
from formkit.errors import KindError
from formkit.kinds.number import parse

RECUSED: Final = "recused"
"""The column, beside those of the items, in which an expert says that he stands aside."""

LONGEST: Final = 12
"""Characters of a number that can be points: whoever writes more is not scoring."""

_NOT_RECUSED: Final = frozenset((
    "", "否", "不", "不是", "无", "没有", "不回避", "未回避", "无需回避", "不需回避", "不需要回避",
    "不用回避", "n", "no", "×", "✗", "✘", "0", "/", "-", "—", "——",
))  # fmt: skip
_RECUSED: Final = frozenset((
    "是", "回避", "已回避", "应回避", "申请回避", "需回避", "需要回避", "√", "✓", "✔", "1", "y", "yes",
))  # fmt: skip


def points_of(text: str) -> Decimal | None:
    """Return the points that a text says, None where it does not say them clearly.

    >>> points_of("２７"), points_of(" 27.5 "), points_of("27分"), points_of("二十七")
    (Decimal('27'), Decimal('27.5'), Decimal('27'), Decimal('27'))
    >>> points_of("27/30"), points_of("约27"), points_of("优"), points_of("/")
    (None, None, None, None)
    """
    try:
        number = parse(text, ("分",))
    except KindError:
        return None
    return None if number is None or len(number) > LONGEST else Decimal(number)


def recusal_of(text: str) -> bool | None:
    """Return whether an entry under 回避 says that the expert stands aside, None where it is not clear.

    >>> recusal_of("是"), recusal_of("需要回避"), recusal_of(""), recusal_of("不回避"), recusal_of("同单位")
    (True, True, False, False, None)
    """
    closed = close_up(text).rstrip("。").casefold()
    return False if closed in _NOT_RECUSED else True if closed in _RECUSED else None


def shown(number: Decimal) -> str:
    """Return points as people write them: ``90``, not ``9E+1`` or ``90.0``.

    >>> shown(Decimal("90.0")), shown(Decimal("88.50")), shown(Decimal("0"))
    ('90', '88.5', '0')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
