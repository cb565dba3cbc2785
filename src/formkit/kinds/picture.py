"""A picture: a photo of a person, a scan of a certificate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import is_blank, is_nothing, quote
from formkit.chinese.folding import fold
from formkit.errors import KindError
from formkit.grid import Picture

if TYPE_CHECKING:
    from formkit.record import Value

_HINT: Final = re.compile("照片|相片|照|寸|粘贴|贴")
_LONGEST_HINT: Final = 30


def parse(text: str, details: tuple[str, ...] = ()) -> Picture | None:
    r"""Return None for the text of a place without a picture: blank, or the printed hint.

    ``details`` is the hint, where it is known; else what speaks of 照片, 寸 or 贴 is taken for one. Any
    other text raises :class:`KindError`, for a picture is no text.

    >>> parse("（照 片）", ("(照片)",)), parse("近期免冠\n2寸照片")
    (None, None)
    >>> parse("见附件")
    Traceback (most recent call last):
    formkit.errors.KindError: 此处应为图片，读到的是文字“见附件”，请插入图片
    """
    folded = fold(text)
    if is_blank(text) or is_nothing(folded) or (details and folded == fold(details[0])):
        return None
    if len(folded) <= _LONGEST_HINT and _HINT.search(folded):
        return None
    message = f"此处应为图片，读到的是文字{quote(text)}，请插入图片"
    raise KindError(message)


def show(value: Value | None, details: tuple[str, ...] = ()) -> str:
    """Return the hint for None, and a word in place of a picture.

    >>> show(None, ("照片",)), show(Picture("image/png", b""))
    ('照片', '[图片]')
    """
    if value is None:
        return details[0] if details else ""
    return "[图片]" if isinstance(value, Picture) else str(value)
