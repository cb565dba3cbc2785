"""Whether a text is as long as a notice asks, ``1500～2000字``, and when only a person can say so.

No notice names its counter, and many say 左右; applicants and officers read 字数 in Word or WPS.
So Word's count passes a text. Where LibreOffice's would decide otherwise, or a text misses a limit by no
more than :data:`TOLERANCE`, or only without its title and signature, nobody is rejected for it: the state is
临界. Other ways of counting are shown and decide nothing: that Chinese characters alone are fewer is so of
nearly every text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from formkit.chinese.counting import Count, count
from formkit.chinese.writercount import count_libreoffice

TOLERANCE: Final = Fraction(2, 100)
"""How far outside a limit a text may be, as a part of the limit, and still be for a person to judge."""


LIBREOFFICE: Final = "LibreOffice 字数"
WITH_TITLE: Final = "含标题和落款"
"""Ways of counting that people see as 字数 on their screens, beside Word's count of the text alone."""


class LengthState(StrEnum):
    """How a text stands to its limits."""

    OK = "ok"
    SHORT = "short"
    LONG = "long"
    BORDERLINE = "borderline"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A text's length against its limits.

    ``words`` is 字数 as Word counts it; ``missing`` or ``over`` is by how many 字 it misses the limits
    (0 where it keeps them). ``others`` are the other ways of counting by their Chinese names, and
    ``dissenting`` those that would decide otherwise and may.
    """

    words: int
    low: int | None
    high: int | None
    state: LengthState
    missing: int
    over: int
    others: Mapping[str, int]
    dissenting: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether Word's count lies within the limits, which are inclusive."""
        return not self.missing and not self.over

    def sentence(self, label: str) -> str:
        """Return what is to be said to an applicant in Chinese, with the figures; "" where all is well."""
        if self.state is LengthState.OK:
            return ""
        amount = f"“{label}”有 {self.words} 字"
        if self.missing:
            amount = f"“{label}”只有 {self.words} 字，不足 {self.low} 字，少 {self.missing} 字"
        elif self.over:
            amount = f"“{label}”有 {self.words} 字，超过 {self.high} 字，多 {self.over} 字"
        if self.state is LengthState.BORDERLINE:
            return f"{amount}，属于临界{self._why()}；请人工确认。"
        return f"{amount}；请{'补写' if self.missing else '删去'} {self.missing or self.over} 字。"

    def _why(self) -> str:
        reason = f"相差不超过 {float(TOLERANCE):.0%}"
        if self.dissenting:
            reason = f"按{'、'.join(self.dissenting)}算结论不同"
        figures = "，".join(f"{name} {number}" for name, number in self.others.items())
        return f"（限制：{self.wanted()}；{reason}；{figures}）" if figures else f"（{reason}）"

    def wanted(self) -> str:
        """Return the limits as they are said: ``1500～2000字``."""
        if self.low is None or self.high is None:
            return f"至少 {self.low} 字" if self.high is None else f"不超过 {self.high} 字"
        return f"{self.low}～{self.high} 字"


def judge_length(text: str, low: int | None, high: int | None, *, whole: str | None = None) -> Verdict:
    """Return whether a text has between ``low`` and ``high`` 字, both inclusive, None for no limit.

    ``whole`` is the same text with its title and signature, where these are told apart: with them it is
    counted as one more way of counting.

    >>> judge_length("陶" * 1420, 1500, 2000).sentence("事迹材料")
    '“事迹材料”只有 1420 字，不足 1500 字，少 80 字；请补写 80 字。'
    >>> judge_length("陶" * 2040, 1500, 2000).state, judge_length("陶" * 2041, 1500, 2000).state
    (<LengthState.BORDERLINE: 'borderline'>, <LengthState.LONG: 'long'>)
    >>> judge_length("工——" * 510, 1500, 2000).dissenting
    ('LibreOffice 字数',)
    """
    found = count(text)
    others = other_counts(text, found)
    if whole is not None:
        others[WITH_TITLE] = count(whole).words
    return judge_counts(found.words, others, low, high)


def judge_counts(words: int, others: Mapping[str, int], low: int | None, high: int | None) -> Verdict:
    """Return the same of figures that are known."""
    missing, over = _outside(words, low, high)
    passes = not missing and not over
    heard = {LIBREOFFICE} if passes else {LIBREOFFICE, WITH_TITLE}
    dissenting = tuple(
        name for name, number in others.items() if name in heard and _fits(number, low, high) != passes
    )
    if dissenting or (not passes and _is_near(missing, over, low, high)):
        state = LengthState.BORDERLINE
    elif passes:
        state = LengthState.OK
    else:
        state = LengthState.SHORT if missing else LengthState.LONG
    return Verdict(words, low, high, state, missing, over, dict(others), dissenting)


def other_counts(text: str, found: Count) -> dict[str, int]:
    """Return what a text comes to by other ways of counting, by their Chinese names."""
    return {
        LIBREOFFICE: count_libreoffice(text),
        "只计汉字": found.han,
        "字符数（不计空格）": found.characters,
    }


def _outside(number: int, low: int | None, high: int | None) -> tuple[int, int]:
    missing = 0 if low is None else max(0, low - number)
    over = 0 if high is None else max(0, number - high)
    return missing, over


def _fits(number: int, low: int | None, high: int | None) -> bool:
    return _outside(number, low, high) == (0, 0)


def _is_near(missing: int, over: int, low: int | None, high: int | None) -> bool:
    return (low is not None and 0 < missing <= low * TOLERANCE) or (
        high is not None and 0 < over <= high * TOLERANCE
    )
