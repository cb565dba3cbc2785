"""字数 as Word and WPS count it, and the other figures of their dialog 字数统计.

Sources: ``wdStatistic`` of the Word object model (Words, FarEastCharacters, Characters,
CharactersWithSpaces), and the 42 cases that the project office-wordcount checked against Word.

Each East Asian character and each full-width mark is one word; each run of other characters between
white space or East Asian characters is one word, however many symbols and digits it holds.

**Context**: ``“ ” ‘ ’ — … ·`` have no width of their own; Word goes by the language of the run
([MS-OI29500] 2.1.88). A form is a Chinese document, so each counts as a Chinese character. The one
exception is ``’`` between two Latin letters (``it’s``, ``O’Brien``), which belongs to the word.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

_HAN: Final = (
    "\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
ASIAN: Final = (
    _HAN + "\u1100-\u11ff\u2e80-\u2fff\u3001-\u303f\u3040-\u4dff\ua960-\ua97f\uac00-\ud7ff\ufe10-\ufe1f"
    "\ufe30-\ufe4f\uff00-\uffef\U00016fe0-\U00016fff\U0001aff0-\U0001b16f"
)
_AMBIGUOUS: Final = "“”‘’—…·◇"
_SEPARATORS: Final = "\u2028\u2029"
WHITE: Final = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"

_INVISIBLE: Final = re.compile("[\u200b\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_APOSTROPHE: Final = re.compile("(?<=[A-Za-zÀ-ɏ])’(?=[A-Za-zÀ-ɏ])")
_SPACE: Final = re.compile(f"[{WHITE}]")
_BREAK: Final = re.compile("[\n\v\f\r]")
_PARAGRAPH: Final = re.compile(r"[^\r\n]*[^\s][^\r\n]*")


class Count(NamedTuple):
    """The figures of 字数统计, for one text.

    ``words`` 字数 = ``chinese`` 中文字符和朝鲜语单词 + ``non_chinese`` 非中文单词; ``characters``
    字符数（不计空格）; ``characters_with_spaces`` 字符数（计空格）, without line breaks; ``han`` 汉字
    alone, without marks; ``paragraphs`` 段落数, those with text.
    """

    words: int
    chinese: int
    non_chinese: int
    characters: int
    characters_with_spaces: int
    han: int
    paragraphs: int


@cache
def _wide_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds runs of Chinese characters and marks, and runs of Han; compiled when first needed."""
    return re.compile(f"[{ASIAN}{_AMBIGUOUS}{_SEPARATORS}]+"), re.compile(f"[{_HAN}]+")


def count(text: str) -> Count:
    r"""Return 字数 and its companions for a text; line breaks are ``\n``.

    Texts that begin and end in Chinese add up: ``count(a + b).words == count(a).words + count(b).words``.

    >>> count("直径3.14毫米，“棠城工匠”。").words
    13
    >>> count("Hello 世界")[:4]
    (3, 2, 1, 7)
    >>> count("①②③④⑤").words, count("１２３４５").words, count("工匠——传承……技艺").words
    (1, 5, 10)
    """
    text = _INVISIBLE.sub("", text)
    plain = _APOSTROPHE.sub("'", text) if "’" in text else text
    wide, han = _wide_patterns()
    other, runs = wide.subn(" ", plain)
    chinese, non_chinese = len(plain) - len(other) + runs, len(other.split())
    return Count(
        chinese + non_chinese,
        chinese,
        non_chinese,
        len(text) - len(_SPACE.findall(text)),
        len(text) - len(_BREAK.findall(text)),
        len(text) - len(han.sub("", text)),
        len(_PARAGRAPH.findall(text)),
    )
