"""Looks and rows that the sections of 申报表 share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from formxml import VALUE, Cell, Look, Row, label, long_value, paragraph, row

HEADING: Final = Look("FormHeading")
NEW_PAGE: Final = Look("FormHeading", new_page=True)
SUBHEADING: Final = Look("FormSubheading")
#: The line that an entry of the cover stands on.
UNDERLINE: Final = ("bottom=single",)
NOTE: Final = Look("FormNote")
CHOICE: Final = Look("CoverChoice")
#: Smaller, for what is long and must not break.
NUMBER: Final = Look("FormEntry", "center", size=10.5)
SIGN: Final = Look("FormSignature", before=6)
DATE: Final = Look("FormDate", before=6, after=4)


def boxes(path: str, options: tuple[str, ...]) -> str:
    """Return a tick box before each option, for choices with a layout of their own."""
    return "　".join(f'{{{{ {path}["{option}"] }}}}{option}' for option in options)


def choice(path: str, lines: Sequence[tuple[str, ...]], span: int) -> Cell:
    """Return a cell with options on lines of their own."""
    return Cell("".join(paragraph(boxes(path, line), VALUE) for line in lines), span)


def long_row(text: str, path: str, span: int, height: float) -> Row:
    """Return a row for text of several paragraphs, which may go on over the page."""
    return row(label(text), long_value(path, span), height=height, splits=True)
