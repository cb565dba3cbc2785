"""When two printed labels are the same: width, white space, colons and case do not matter.

Folding works character by character, so each character of a folded text comes from one place.
Full-width forms, ligatures and Kangxi radicals follow Unicode's NFKC (UAX #15); the radicals of the
CJK Radicals Supplement, which NFKC leaves alone and PDF readers give for 民 or 长, are listed here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

ZERO_WIDTH: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"
"""Characters that cannot be seen; Python does not call them white space."""

DROPPED: Final = frozenset(ZERO_WIDTH + ":∶*∗_‗")
"""What may stand in one print of a label and be missing from another."""

RADICALS: Final = dict(
    zip(
        "⺁⺃⺈⺋⺌⺎⺏⺐⺑⺒⺓⺛⺝⺟⺠⺢⺣⺤⺩⺪⺬⺭⺮⺱⺶⺷⺹⺼⺾⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂乚刀㔾小兀尣尢尢巳幺旡月母民氵灬爫王疋示礻竹网羊羊耂肉艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    ),
)
"""Radicals of the CJK Radicals Supplement and the characters they look like (Unicode 15, U+2E80)."""

SAME: Final = {**RADICALS, **dict.fromkeys("“”„‟〝〞″", '"'), **dict.fromkeys("‘’‚‛′", "'")}

_WIDTHS: Final = {0x3000: " ", **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}
_WIDE: Final = re.compile("[\u3000\uff01-\uff5e]")
_SHORT: Final = 64


class _Folded(dict[int, int | str]):
    """A table for ``str.translate`` that works a character out when it is met first."""

    def __missing__(self, code: int) -> int | str:
        char = chr(code)
        folded = _fold_character(char)
        self[code] = value = code if folded == char else folded
        return value


def _fold_character(char: str) -> str:
    before, after = "", SAME.get(char, char)
    while before != after:
        before = after
        wide = unicodedata.normalize("NFKC", before)
        kept = (one for one in wide if not one.isspace() and one not in DROPPED)
        after = unicodedata.normalize("NFKC", "".join(SAME.get(one, one) for one in kept).casefold())
    return after


_FOLDED: Final = _Folded()


def fold(text: str) -> str:
    r"""Return a text so that two prints of the same label are equal.

    Removed: white space of any kind (U+3000, no-break, zero width), colons, asterisks and
    underscores. Unified: full and half width, compatibility forms, quotation marks, case.
    ``fold(fold(text)) == fold(text)``, and ``fold(a + b) == fold(a) + fold(b)``.

    >>> fold("项 目 名　称：") == fold("*项目名称:")
    True
    >>> fold("申报单位（盖章）：\n____")
    '申报单位(盖章)'
    >>> fold("“棠城工匠”　Ｅ－Ｍａｉｌ")
    '"棠城工匠"e-mail'
    """
    return _fold_short(text) if len(text) <= _SHORT else text.translate(_FOLDED)


@lru_cache(maxsize=16_384)
def _fold_short(text: str) -> str:
    return text.translate(_FOLDED)


def fold_map(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the folded text, and for each of its characters the index of the one it comes from.

    >>> fold_map("姓 名：")
    ('姓名', (0, 2))
    >>> fold_map("㎡ 数")
    ('m2数', (0, 0, 2))
    """
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        value = _FOLDED[ord(char)]
        piece = chr(value) if isinstance(value, int) else value
        folded.append(piece)
        places.extend([place] * len(piece))
    return "".join(folded), tuple(places)


def fold_width(text: str) -> str:
    """Return a text with full-width letters, digits and marks made half-width, and nothing else changed.

    >>> fold_width("（０２３）４６７７ 張三。")
    '(023)4677 張三。'
    """
    return text.translate(_WIDTHS) if _WIDE.search(text) else text


_NUMBERING: Final = re.compile(
    r"^(?:[(（]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）][、.．]?"
    r"|\d{1,2}\s*(?:[、．)）]|\.(?!\d))|[一二三四五六七八九十]{1,3}\s*[、.．]|[①-⑳])\s*",
)
_EDGES: Final = " \t\n*＊∗※_＿:：∶" + ZERO_WIDTH
_WHITE: Final = re.compile(rf"[\s{ZERO_WIDTH}]+")
_SPACING: Final = re.compile(r"(?<![!-~]) | (?![!-~])")


def clean_label(text: str) -> str:
    r"""Return a label as people say it: without letter-spacing, numbering, colons and asterisks.

    A single space is kept between two words of Latin letters.

    >>> clean_label("项 目 名 称：")
    '项目名称'
    >>> clean_label("* （1）姓\n名")
    '姓名'
    >>> clean_label("3. E mail 地址：")
    'E mail地址'
    """
    label = _WHITE.sub(" ", text).strip(_EDGES)
    label = _NUMBERING.sub("", label, count=1).strip(_EDGES)
    return _SPACING.sub("", label)
