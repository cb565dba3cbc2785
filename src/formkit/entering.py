"""What stands in a form's blank: what is printed there for nobody, and an answer as a person writes it in."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from formkit.kinds import KINDS, Show
from formkit.once import once_for_each
from formkit.prints import is_printed
from formkit.programme import Field
from formkit.record import Value

_CODE: Final = re.compile(r"\$?\{.+\}|«.+»|<.+>", re.DOTALL)
_WIDE: Final = "\u3000"
_SPACES: Final = " \u3000_"
#: How many spaces a character takes up, narrow and wide: a space of most Latin faces is a quarter of an em.
_NARROW_SPACES, _WIDE_SPACES = 2, 4


class Entry(NamedTuple):
    """What follows from a field about its blank.

    ``empty`` is printed for no answer, ``empty_row`` in rows that repeat. ``blank`` is what an answer has to
    fill up, "" where it has nothing to fill up; ``is_month`` says that 年 and 月 are printed in it, and
    ``is_plain`` that a value is written as it is.
    """

    empty: str
    empty_row: str
    blank: str
    is_month: bool
    is_plain: bool
    show: Show
    details: tuple[str, ...]

    def text(self, value: Value | None, *, repeats: bool = False) -> str:
        """Return what stands in the blank for a value, or for none."""
        if value is None:
            return self.empty_row if repeats else self.empty
        text = self.show(value, self.details)
        if self.is_month:
            year, month = str(value).split("-")
            text = f"{year}年{int(month)}月"
        return text + _rest(self.blank, text) if self.blank else text


@once_for_each
def entry_of(item: Field) -> Entry:
    """Return how answers are written into the blank of a field."""
    kind, blank = KINDS[item.kind], item.blank or ""
    is_line = len(blank) >= len(_SPACES) and not blank.strip(_SPACES) and item.kind != "long_text"
    return Entry(
        _unfilled(item),
        _unfilled(item, repeats=True),
        blank if is_line else "",
        item.kind == "year_month" and "年" in blank and "月" in blank,
        kind.plain and not (is_line or item.options or item.spaced),
        kind.show,
        item.details,
    )


def _unfilled(item: Field, *, repeats: bool = False) -> str:
    """Return what is printed for no answer: what the blank form shows there, hints and examples too.

    Names for programs (``{{ name }}``) are not printed: they tell a person nothing. Of rows that repeat only
    one held the example, so none shows it.
    """
    kind = KINDS[item.kind]
    blank = item.blank
    if blank is None or item.options or item.kind == "picture" or _CODE.fullmatch(blank.strip()):
        return kind.show(None, item.details)
    return kind.show(None, item.details) if repeats and is_printed(blank) else blank


def _rest(blank: str, text: str) -> str:
    """Return the spaces that are left of a blank behind an answer.

    So what is printed behind a blank of spaces keeps its place, and a line under them its length.
    """
    if "\n" in text:
        return ""
    if set(blank) == {_WIDE}:
        return _WIDE * (len(blank) - (_width(text, 1, 2) + 1) // 2)
    return " " * (_width(blank, 1, 2) - _width(text, _NARROW_SPACES, _WIDE_SPACES))


def _width(text: str, narrow: int, wide: int) -> int:
    return sum(wide if unicodedata.east_asian_width(char) in "WF" else narrow for char in text)
