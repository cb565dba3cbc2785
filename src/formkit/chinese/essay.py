"""Title and signature of a piece of writing told from its body, so that it is counted with and without.

A piece (事迹材料) begins with a title in one or two lines, perhaps with lines that say whose it is, and may
end with a unit, a name and a date. Only what is plainly such is told apart; in doubt a line is body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from formkit.chinese.counting import count
from formkit.chinese.dates import read_date
from formkit.chinese.folding import fold

_TITLE: Final = 45
_SIGNATURE: Final = 30
"""字 that a line of a title or signature may have."""

_HEAD_LINES, _SIGNATURE_LINES, _KIND_NAME = 8, 4, 8
_SENTENCE: Final = re.compile(r"[。！？；…!?;]|[，,：:、]$")
_SECTION: Final = re.compile(
    r"(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d+[、.．]|第.{1,3}[章节部])"
)
_SUBTITLE: Final = re.compile(r"[—–―-]{1,4}")
_LABEL: Final = re.compile(r"[^：:，。]{2,20}[：:]\s*\S+")
_LABEL_WORDS: Final = re.compile(r"单位|姓名|领衔|专家|作者|申报|推荐|填报|部门|日期|时间|工作室|职务|工种")
_KIND_WORDS: Final = re.compile(r"材料|事迹|报告|简介|附件|总结")
_BRACKETED: Final = re.compile(r"[(（].{2,40}[)）]")
_SIGNED: Final = re.compile(
    r"盖章|签字|签名|签章|(?:申报|推荐|所在)单位|申报人|填报人|撰稿|供稿|落款|(?:年.{0,6}月.{0,6}日)"
)


class Essay(NamedTuple):
    """The lines of a piece of writing: its title, its body, its signature; blank lines stay in the body."""

    title: tuple[str, ...]
    body: str
    signature: tuple[str, ...]


def tell_apart(text: str) -> Essay:
    r"""Return title, body and signature of a text; a text that is all body has neither.

    >>> piece = "匠心\n——记某某\n　　他从业二十年，带徒三人。\n\n某厂\n2025年7月1日"
    >>> tell_apart(piece)[0], tell_apart(piece)[2]
    (('匠心', '——记某某'), ('某厂', '2025年7月1日'))
    >>> tell_apart("　　他从业二十年，带徒三人。").title
    ()
    """
    lines = text.split("\n")
    start, title = _head(lines)
    stop, signature = _foot(lines, start)
    return Essay(title, "\n".join(lines[start:stop]), signature)


def _head(lines: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Return where the body begins, and the lines of the title; a text of nothing else is all body."""
    title: list[str] = []
    for number, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            continue
        if len(title) == _HEAD_LINES or not _is_heading(bare, title):
            return (number, tuple(title)) if title else (0, ())
        title.append(bare)
    return 0, ()


def _is_heading(line: str, before: Sequence[str]) -> bool:
    if count(line).words > _TITLE or _SECTION.match(line):
        return False
    if before and _LABEL.fullmatch(line) and _LABEL_WORDS.search(line) and "。" not in line:
        return True
    if _SENTENCE.search(line):
        return False
    if not before or _SUBTITLE.match(line) or _BRACKETED.fullmatch(line) or read_date(line) is not None:
        return True
    last = before[-1]
    is_kind = len(before) == 1 and len(fold(last)) <= _KIND_NAME and _KIND_WORDS.search(last) is not None
    return is_kind or (len(before) == 1 and _KIND_WORDS.search(line[-4:]) is not None)


def _foot(lines: Sequence[str], start: int) -> tuple[int, tuple[str, ...]]:
    """Return where the body ends, and the lines of the signature."""
    signature: list[str] = []
    stop = len(lines)
    signed = False
    for number in range(len(lines) - 1, start, -1):
        bare = lines[number].strip()
        if not bare:
            continue
        is_sign = read_date(bare) is not None or _SIGNED.search(bare) is not None
        signed = signed or is_sign
        if (
            len(signature) == _SIGNATURE_LINES
            or not signed
            or count(bare).words > _SIGNATURE
            or "，" in bare
            or (_SENTENCE.search(bare) and not (is_sign and bare[-1] in "：:"))
            or (_SECTION.match(bare) and not is_sign)
        ):
            break
        signature.insert(0, bare)
        stop = number
    return stop, tuple(signature)
