"""How a Word document looks: its pages, its paragraphs, and its text with what styles make of it.

Lengths are in points, those of a page in millimetres. What a file does not say is None.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one look; ``east`` is the face of Chinese characters, ``latin`` that of digits and letters."""

    text: str
    east: str
    latin: str
    size: float
    tracking: float = 0
    colour: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Border:
    """A rule above or below a paragraph: its thickness in points and its colour."""

    side: str
    thickness: float
    colour: str


@dataclass(frozen=True, slots=True)
class FormattedLine:
    """One paragraph. ``number`` is its place among all paragraphs of its part, from 0.

    ``where`` is ``body``, ``table`` or ``box``; ``exact`` says whether ``line`` is fixed. ``first`` is
    where the first line begins, from the left edge of the text, ``left`` where the others do. Indents in
    characters are kept as ``first_characters`` and so on: how wide they are depends on the program.
    """

    number: int
    where: str
    stretches: tuple[Stretch, ...]
    align: str = "left"
    line: float | None = None
    exact: bool = False
    before: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    first_characters: float | None = None
    left_characters: float | None = None
    right_characters: float | None = None
    borders: tuple[Border, ...] = ()
    breaks_page: bool = False
    drawn: bool = False
    framed: bool = False
    paged: bool = False

    @property
    def text(self) -> str:
        """The text; a line break is one character, a tabulator another."""
        return "".join(stretch.text for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class Page:
    """A section's page in millimetres; ``left`` holds the gutter."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True)
class Footer:
    """A footer: its part, whether it is for ``default``, ``even`` or ``first`` pages, and its paragraphs."""

    part: str
    kind: str
    lines: tuple[FormattedLine, ...]


@dataclass(frozen=True, slots=True)
class FormattedDocument:
    """A document as it looks; ``even`` says whether even pages have a footer of their own."""

    lines: tuple[FormattedLine, ...]
    pages: tuple[Page, ...]
    footers: tuple[Footer, ...]
    even: bool = False
