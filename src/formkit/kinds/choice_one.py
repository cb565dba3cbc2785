"""One of several printed options: ``□男  ☑女``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import close_up, is_blank, is_nothing, quote
from formkit.chinese.boxes import read_boxes
from formkit.errors import KindError

if TYPE_CHECKING:
    from formkit.record import Value

_OTHER: Final = ("其他", "其它")


def parse(text: str, details: tuple[str, ...] = ()) -> str | None:
    """Return the option that is ticked or typed, as it is printed in ``details``; None where none is.

    Without options the text itself is the answer. Two ticks, an answer that is no option, or a tick
    that may belong to either neighbour raise :class:`KindError`. Words after 其他 do not matter here.

    >>> parse("□国有企业  ☑民营企业", ("国有企业", "民营企业")), parse("是□ 否☑", ("是", "否"))
    ('民营企业', '否')
    >>> parse("高级技师", ("技师", "高级技师")), parse("□男 □女", ("男", "女"))
    ('高级技师', None)
    >>> parse("☑男 ☑女", ("男", "女"))
    Traceback (most recent call last):
    formkit.errors.KindError: 只能选一项，却勾选了：男、女，请只留一项
    """
    if is_blank(text):
        return None
    if not details:
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()
    boxes = read_boxes(text, details)
    if len(boxes.ticked) > 1:
        message = f"只能选一项，却勾选了：{'、'.join(boxes.ticked)}，请只留一项"
        raise KindError(message)
    unclear = f"{quote(text)}看不出选了哪一项，请只在所选的一项前打√：{'、'.join(details)}"
    if boxes.doubtful:
        raise KindError(unclear)
    if boxes.ticked:
        return boxes.ticked[0]
    if boxes.boxed:
        if boxes.bare or boxes.rest:
            raise KindError(unclear)
        return None
    if len(boxes.bare) == 1 and (not boxes.rest or boxes.bare[0].startswith(_OTHER)):
        return boxes.bare[0]
    if is_nothing(close_up(text)):
        return None
    message = unclear if boxes.bare else f"{quote(text)}不在选项之内，请从中选一项：{'、'.join(details)}"
    raise KindError(message)


def show(value: Value | None, details: tuple[str, ...] = ()) -> str:
    """Return all options with a box before each, the chosen one ticked; without options the value.

    >>> show("女", ("男", "女")), show(None, ("男", "女"))
    ('□男  ☑女', '□男  □女')
    """
    if not details:
        return "" if value is None else str(value)
    shown = "  ".join(("☑" if option == value else "□") + option for option in details)
    return shown if value is None or value in details else f"{shown}  {value}"
