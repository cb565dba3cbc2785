"""What a table of a Word document holds beside its grid."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from lxml import etree

from formkit.grid import Picture


class Content(NamedTuple):
    """What a cell holds: its text and pictures, and the nested tables and text boxes to read after it."""

    text: str
    pictures: tuple[Picture, ...]
    tables: list[etree._Element]
    boxes: list[etree._Element]


class Inner:
    """Nested tables and text boxes of one table, which are read after it."""

    def __init__(self, path: tuple[int, ...]) -> None:
        """Begin with none; ``path`` is that of the table."""
        self.tables: list[tuple[etree._Element, tuple[int, ...]]] = []
        self.boxes: list[etree._Element] = []
        self._path = path
        self._numbers: Counter[tuple[int, int]] = Counter()

    def take(self, place: tuple[int, int], content: Content) -> None:
        """Keep what a cell at this place holds."""
        for table in content.tables:
            self.tables.append((table, (*self._path, *place, self._numbers[place])))
            self._numbers[place] += 1
        self.boxes += content.boxes
