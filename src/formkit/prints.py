"""What a blank form prints in the place of an answer, and what is left of an answer without it."""

from __future__ import annotations

import re
from typing import Final

from formkit.chinese.blanks import written_part
from formkit.chinese.folding import fold
from formkit.programme import Field
from formkit.seen import Seen

#: A shorter print may be the beginning of somebody's answer: 周 of 周三.
SHORTEST: Final = 3
_SAMPLE: Final = re.compile(
    r"[xX×*○◯〇某.…/\\—–-]+|[{$<«【\[].*[}>»】\]]|请.*|正文|.*(?:单击|点击|输入|填写|选择|click|enter).*|.?"
)
_CODE: Final = re.compile(r"\$?\{.*\}|«.*»")
_SLOTS: Final = frozenset("年月日时分(),、/-至自")


def is_printed(blank: str) -> bool:
    """Whether a blank shows more than white space, lines to write on, and the marks of a date.

    >>> is_printed("____"), is_printed("  年  月  日"), is_printed("XXX"), is_printed("{year}年{month}月")
    (False, False, True, True)
    """
    return bool(set(fold(blank)) - _SLOTS)


def is_sample(text: str) -> bool:
    """Whether nobody takes a print for an answer: crosses, braces, words that ask for something.

    >>> is_sample("XXX"), is_sample("{{ 姓名 }}"), is_sample("请填写"), is_sample("汉族")
    (True, True, True, False)
    """
    return _SAMPLE.fullmatch(fold(text)) is not None


def is_code(text: str) -> bool:
    """Whether a text is a placeholder of some template language: ``{% endfor %}``, ``${name}``."""
    return _CODE.fullmatch(fold(text)) is not None


def without_print(seen: Seen, item: Field) -> Seen:
    """Return what was typed at a place without the print of the blank form that was left standing.

    A print is taken away where it is all that stands there, or where somebody typed before or behind it.
    """
    printed, raw = written_part(item.blank or ""), written_part(seen.raw)
    if fold(raw) == fold(printed):
        return seen._replace(raw="")
    if len(printed) < (SHORTEST - is_sample(printed)):
        return seen
    for rest in (raw.removeprefix(printed), raw.removesuffix(printed)):
        if rest != raw:
            return seen._replace(raw=written_part(rest))
    return seen
