"""What stands in a form's blank: what is printed there for nobody, and an answer as a person writes it in."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from formkit.kinds import KINDS
from formkit.prints import is_printed
from formkit.programme import Field
from formkit.record import Value

_CODE: Final = re.compile(r"\$?\{.+\}|«.+»|<.+>", re.DOTALL)
_WIDE: Final = "\u3000"
_SPACES: Final = " \u3000_"
#: How many spaces a character takes up, narrow and wide: a space of most Latin faces is a quarter of an em.
_NARROW_SPACES, _WIDE_SPACES = 2, 4


def unfilled(item: Field, *, repeats: bool = False) -> str:
    """Return what is printed for no answer: what the blank form shows there, hints and examples too.

    Names for programs (``{{ name }}``) are not printed: they tell a person nothing. Of rows that repeat only
    one held the example, so none shows it.
    """
    kind = KINDS[item.kind]
    blank = item.blank
    if blank is None or item.options or item.kind == "picture" or _CODE.fullmatch(blank.strip()):
        return kind.show(None, item.details)
    return kind.show(None, item.details) if repeats and is_printed(blank) else blank


def written(item: Field, value: Value) -> str:
    """Return an answer as it is written into its blank: 年 and 月 where they are printed, a line filled up.

    What is printed behind a blank of spaces keeps its place, and a line under them its length.
    """
    text = KINDS[item.kind].show(value, item.details)
    blank = item.blank or ""
    if item.kind == "year_month" and "年" in blank and "月" in blank:
        year, month = str(value).split("-")
        text = f"{year}年{int(month)}月"
    return text if item.kind == "long_text" else text + _rest(blank, text)


def _rest(blank: str, text: str) -> str:
    """Return the spaces that are left of a blank behind an answer."""
    if len(blank) < len(_SPACES) or blank.strip(_SPACES) or "\n" in text:
        return ""
    if set(blank) == {_WIDE}:
        return _WIDE * (len(blank) - (_width(text, 1, 2) + 1) // 2)
    return " " * (_width(blank, 1, 2) - _width(text, _NARROW_SPACES, _WIDE_SPACES))


def _width(text: str, narrow: int, wide: int) -> int:
    return sum(wide if unicodedata.east_asian_width(char) in "WF" else narrow for char in text)
