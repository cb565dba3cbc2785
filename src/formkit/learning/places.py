"""What is learnt of a blank form: places, repeating rows, and the marks that make a template of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from formkit.spot import Spot


class Box(NamedTuple):
    """A tick box: its first and last character in the text of its cell or line, and its option."""

    start: int
    stop: int
    option: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place meant to be filled.

    ``spot`` is that of its cell or line as the reader gives it; ``start`` and ``stop`` are the characters
    of that cell's text which an answer replaces (equal: it is put in). ``label`` is what a clerk would
    call it, ``block`` the heading it stands under, where the label alone is not clear. A choice has
    ``boxes``, which may stand in several cells: then ``spots`` are theirs, one for each box; ``whole``
    where one answer replaces all of them, options included. ``question`` is what is doubtful, as a Chinese
    sentence; "" where nothing is.
    """

    spot: Spot
    start: int
    stop: int
    label: str
    kind: str = "text"
    block: str = ""
    unit: str = ""
    hint: str = ""
    boxes: tuple[Box, ...] = ()
    spots: tuple[Spot, ...] = ()
    confidence: float = 1.0
    question: str = ""
    whole: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """The options of a choice, as printed, in order, each once."""
        return tuple(dict.fromkeys(box.option for box in self.boxes))


@dataclass(frozen=True, slots=True)
class Rows:
    """Equal rows of a table under a header: ``columns`` are the places of the first of them.

    ``rows`` are the grid rows meant to be filled, from top to bottom; the first becomes the row that
    repeats, the others fall away.
    """

    label: str
    rows: tuple[int, ...]
    columns: tuple[Place, ...]
    block: str = ""
    confidence: float = 1.0
    question: str = ""


@dataclass(frozen=True, slots=True)
class Learnt:
    """All that was found in a blank form, in reading order."""

    title: str
    places: tuple[Place, ...]
    groups: tuple[Rows, ...] = ()


class Edit(NamedTuple):
    """Characters of a cell or line (by its reader's spot) that give way to a text."""

    spot: Spot
    start: int
    stop: int
    text: str


class Loop(NamedTuple):
    """A row that is to repeat: its table's block, its grid row, the rows that fall away, and the names.

    The row is put between ``{%tr for variable in path %}`` and ``{%tr endfor %}``.
    """

    block: int
    row: int
    dropped: tuple[int, ...]
    variable: str
    path: str
