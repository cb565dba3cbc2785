"""When a place of a form is left blank, and how a message quotes what was typed there."""

from __future__ import annotations

import re
from typing import Final

from formkit.chinese.folding import ZERO_WIDTH, fold_width

_SPACE: Final = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
UNFILLED: Final = _SPACE + ZERO_WIDTH + "_＿‗﹍﹎﹏"
"""White space, and the underscores of the printed line."""
_WHITE: Final = re.compile(rf"[\s_＿‗﹍﹎﹏{ZERO_WIDTH}]+")
#: What closing up changes: most answers hold nothing of it.
_OPEN: Final = re.compile(rf"[\uff01-\uff5e\s_＿‗﹍﹎﹏{ZERO_WIDTH}]")
_NOTHING: Final = frozenset(
    ("", "无", "没有", "暂无", "空", "/", "//", "\\", "-", "--", "—", "——", "–", "―", "N/A", "n/a"),
)
_QUOTED: Final = 30


def is_blank(text: str) -> bool:
    r"""Say whether nothing was written: only white space and the underscores of the printed line.

    >>> is_blank(" ＿＿__\u3000\u200b\n"), is_blank("无")
    (True, False)
    """
    return not written_part(text)


def written_part(text: str) -> str:
    """Return a text without the white space and the underscores of the printed line at its ends.

    >>> written_part("__张三 李四____")
    '张三 李四'
    """
    return text.strip(UNFILLED)


def close_up(text: str) -> str:
    """Return a text half-width, without white space, and without underscores of the printed line.

    >>> close_up("__２０２５ 年　3月__")
    '2025年3月'
    """
    return _WHITE.sub("", fold_width(text)) if _OPEN.search(text) else text


def is_nothing(closed: str) -> bool:
    """Say whether a closed-up text says that there is nothing to fill in: ``""``, ``无``, ``/``, ``—``.

    For kinds other than text, where “无内容时填‘无’” leaves no value.

    >>> is_nothing("无"), is_nothing("——"), is_nothing("0")
    (True, True, False)
    """
    return closed in _NOTHING


def quote(text: str) -> str:
    r"""Return what was typed in Chinese quotation marks, on one line and at most 30 characters.

    >>> quote("约 50\n人")
    '“约 50 人”'
    """
    line = " ".join(text.split())
    return f"“{line[:_QUOTED]}……”" if len(line) > _QUOTED else f"“{line}”"
