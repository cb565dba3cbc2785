"""A page as plain values: what was found on it, and its tables and lines once they are told apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from formkit.grid import Picture
from formkit.ruling.glyphs import Glyph, TextLine
from formkit.ruling.segments import Segment
from formkit.ruling.turning import Box, Mark, Turn


class Placed(NamedTuple):
    """A picture and where it stands."""

    box: Box
    picture: Picture


class Typed(NamedTuple):
    """What was filled into a field of the file's own: its place, its name, its value as text."""

    box: Box
    name: str
    value: str


class Page(NamedTuple):
    """What was found on a page, in points from its top left corner; ``number`` counts from 1.

    ``sideways`` are characters written in another direction than most, ``lost`` the places of
    characters without a readable code, ``slanted`` is text that stands across the page. ``back``
    leads to the page on display, where this one was turned to be read. ``certainty`` is below 1
    where a program has recognised the text in a picture.
    """

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    segments: Sequence[Segment]
    pictures: Sequence[Placed] = ()
    sideways: Sequence[Mark] = ()
    typed: Sequence[Typed] = ()
    lost: Sequence[tuple[float, float]] = ()
    slanted: str = ""
    back: Turn = Turn()
    certainty: float = 1.0


class Part(NamedTuple):
    """A cell, or the part of it on one page.

    ``sheet`` counts pages as they are read: two of them may stand on one page of the file.
    """

    sheet: int
    box: Box
    lines: tuple[TextLine, ...]
    pictures: tuple[Picture, ...] = ()
    lost: int = 0
    names: tuple[str, ...] = ()
    certainty: float = 1.0
    printed: bool = True


class Area(NamedTuple):
    """A cell on its table's grid, with its parts in page order."""

    row: int
    col: int
    rowspan: int
    colspan: int
    parts: tuple[Part, ...]


class Break(NamedTuple):
    """A page break of which it is in doubt whether it cut a row in two.

    ``above`` and ``below`` are the first cells of both rows, ``said`` is what the second begins with,
    and ``is_cut`` tells for which of the two it was taken.
    """

    above: Part
    below: Part
    said: str
    is_cut: bool


class Grid(NamedTuple):
    """A table: the x of its columns' edges, the y of its rows' edges, and cells that tile it.

    Of a table that goes on over pages each row's edge is that of its own page. ``inside`` is the box
    of the cell of another table that holds this one. ``doubts`` are page breaks that may have cut a row.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]
    sheet: int
    inside: Box | None = None
    doubts: tuple[Break, ...] = ()

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.ys) - 1

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.xs) - 1


class Sheet(NamedTuple):
    """A page after its tables were found: tables and lines outside them, each in order from the top.

    ``number`` is that of the page in the file. What ``is_layer`` is printed over the sheet before it.
    """

    number: int
    width: float
    height: float
    grids: tuple[Grid, ...]
    lines: tuple[TextLine, ...]
    pictures: tuple[Placed, ...] = ()
    lost: int = 0
    back: Turn = Turn()
    is_layer: bool = False
