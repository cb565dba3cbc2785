"""A mistake of an official document as a value: the clause, the place, what is, and what mends it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from formkit.gongwen.clauses import STANDARD, Clause

_FIRST_WORDS = 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where: ``kind`` is ``page``, ``body``, ``table``, ``box`` or ``footer``; ``number`` counts from 0.

    ``part`` is the member of the package. ``words`` are the first words that stand there.
    """

    kind: str
    number: int
    words: str = ""
    part: str = "word/document.xml"

    @property
    def shown(self) -> str:
        """The place for people.

        >>> Place("body", 3, "荣人社发〔2025〕77号").shown
        '第4段“荣人社发〔2025〕77号”'
        """
        name = {"page": "节", "table": "段（表格内）", "box": "段（文本框内）", "footer": "段（页脚）"}
        words = f"“{self.words}”" if self.words else ""
        return f"第{self.number + 1}{name.get(self.kind, '段')}{words}"


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters from ``start`` to ``end`` of a paragraph's text become ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One measure that is not as it should be.

    ``passage`` are the words it is about, ``span`` where they stand, ``edit`` mends the text.
    """

    clause: Clause
    place: Place
    found: float | str
    passage: str = ""
    span: tuple[int, int] | None = None
    edit: Edit | None = None
    soft: bool = False

    @property
    def standard(self) -> str:
        """The clause with its standard, unless it names one itself."""
        own = self.clause.clause
        return f"{STANDARD} {own}" if own[:1].isdigit() else own

    @property
    def shown(self) -> str:
        """What is, with its unit."""
        if isinstance(self.found, str):
            return self.found
        space = "" if self.clause.unit in {"字", "行", "页"} else " "
        return f"{round(self.found, 2):g}{space}{self.clause.unit}"

    @property
    def message(self) -> str:
        """The mistake as a sentence."""
        wanted = f"{self.clause.element}{self.clause.measure}应为{self.clause.shown}"
        return f"{self.place.shown}：{wanted}，现为{self.shown}。"


@dataclass(frozen=True, slots=True)
class Waiver:
    """An oddity that stays: the number of its clause, its words, and why."""

    clause: str
    text: str
    reason: str = ""

    def covers(self, mistake: Mistake) -> bool:
        """Whether a mistake is the one that stays: of the same clause, about words that the list holds."""
        kept, said = _plain(self.text), _plain(mistake.passage)
        return bool(said) and self.clause == mistake.clause.clause and said in kept


def first_words(text: str) -> str:
    """Return the first words of a text, in one line."""
    words = " ".join(text.split())
    return words if len(words) <= _FIRST_WORDS else f"{words[:_FIRST_WORDS]}…"


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
