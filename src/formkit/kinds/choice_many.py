"""Several of the printed options: ``☑职业资格证书  □职业技能等级证书  ☑非遗代表性传承人``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import close_up, is_blank, is_nothing, quote
from formkit.chinese.boxes import read_boxes
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_SEPARATOR: Final = re.compile(r"[\n、，,；;|/\t]+")
_AND: Final = frozenset("和及与")
_OTHER: Final = ("其他", "其它")


def parse(text: str, details: tuple[str, ...] = ()) -> tuple[str, ...] | None:
    r"""Return the options that are ticked or typed, in printed order; None where none is.

    Typed options are separated by ``、 ， ； /`` or line breaks. Without options the parts themselves are
    the answers. All options side by side without a box or a separator tell nothing, and raise
    :class:`KindError`, as does what is no option.

    >>> parse("☑绘画  □雕塑  ☑陶艺", ("绘画", "雕塑", "陶艺"))
    ('绘画', '陶艺')
    >>> parse("陶艺、绘画", ("绘画", "雕塑", "陶艺")), parse("□绘画 □雕塑", ("绘画", "雕塑"))
    (('绘画', '陶艺'), None)
    """
    if is_blank(text):
        return None
    if not details:
        parts = (part.strip() for part in _SEPARATOR.split(text.replace("\r", "\n")))
        return tuple(dict.fromkeys(part for part in parts if not is_blank(part))) or None
    boxes = read_boxes(text, details)
    unclear = f"{quote(text)}看不出选了哪几项，请在所选的各项前打√：{'、'.join(details)}"
    if boxes.doubtful:
        raise KindError(unclear)
    if boxes.ticked:
        return boxes.ticked
    if boxes.boxed:
        if boxes.bare or boxes.rest:
            raise KindError(unclear)
        return None
    return _typed(text, details, boxes.bare, boxes.rest, unclear)


def _typed(
    text: str,
    options: tuple[str, ...],
    typed: tuple[str, ...],
    rest: str,
    unclear: str,
) -> tuple[str, ...] | None:
    if not typed and is_nothing(close_up(text)):
        return None
    if set(rest) - _AND and not (typed and typed[-1].startswith(_OTHER)):
        message = f"{quote(text)}不在选项之内，请从中选择：{'、'.join(options)}"
        raise KindError(message)
    if not typed or (len(typed) == len(options) > 1 and not rest and not _SEPARATOR.search(text.strip())):
        raise KindError(unclear)
    return typed


def show(value: Value | None, details: tuple[str, ...] = ()) -> str:
    """Return all options with a box before each, the chosen ones ticked; without options ``A、B``.

    >>> show(("绘画",), ("绘画", "陶艺")), show(None, ("绘画", "陶艺")), show(("绘画", "陶艺"))
    ('☑绘画  □陶艺', '□绘画  □陶艺', '绘画、陶艺')
    """
    chosen = value if isinstance(value, tuple) else () if value is None else (str(value),)
    if not details:
        return "、".join(chosen)
    shown = [("☑" if option in chosen else "□") + option for option in details]
    return "  ".join([*shown, *(one for one in chosen if one not in details)])
