"""The reader's own pass through a Word document, noting for each character the node it comes from.

Who writes into a document somebody made must find again what the reader saw. A second set of rules
would differ from the first one day; here the pass is the same, its texts alone know more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from formkit.grid import Document
from formkit.readers.wordbounds import Bounds
from formkit.readers.wordcells import Shape, shape_of
from formkit.readers.wordgrid import Grid
from formkit.readers.wordpictures import Pictures
from formkit.readers.wordtable import Content, Inner
from formkit.readers.wordtext import Story
from formkit.readers.wordwalk import Walk


class Piece(NamedTuple):
    """Characters that one node holds, and the paragraph in which it stands.

    A piece without a node is where a paragraph begins (no characters), or what joins paragraphs (no
    paragraph). Where the node is the paragraph itself, a control around it settles its text.
    """

    text: str
    node: etree._Element | None
    paragraph: etree._Element | None


class TracedText(str):
    """A text as the reader gives it, with the pieces it was made of; it may be added to others."""

    __slots__ = ("_parts",)
    _parts: tuple[Piece, ...] | tuple[str, str]

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> TracedText:
        """Return the text of pieces one after the other."""
        kept = tuple(pieces)
        text = cls("".join(piece.text for piece in kept))
        text._parts = kept
        return text

    def __add__(self, other: str) -> TracedText:
        """Return this text and another."""
        return _sum(self, other)

    def __radd__(self, other: str) -> TracedText:
        """Return a plain text and this one."""
        return _sum(other, self)

    @property
    def pieces(self) -> list[Piece]:
        """What the text is made of, in order; characters that the reader put in come from no node."""
        pieces: list[Piece] = []
        waiting: list[Piece | str] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Piece):
                pieces.append(part)
            elif isinstance(part, TracedText):
                waiting += reversed(part._parts)  # noqa: SLF001 (another of its own kind)
            elif part:
                pieces.append(Piece(part, None, None))
        return pieces


def _sum(first: str, second: str) -> TracedText:
    text = TracedText(str.__add__(first, second))
    text._parts = (first, second)  # noqa: SLF001 (the maker of its kind)
    return text


class TracedCell(NamedTuple):
    """The elements of one cell of a row (several that were merged the old way), also one that goes on."""

    elements: list[etree._Element]
    col: int
    shape: Shape


class TracedRow(NamedTuple):
    """A row of a table and its cells from left to right."""

    element: etree._Element
    cells: list[TracedCell]


class TracedDocument(NamedTuple):
    """A document whose texts are :class:`TracedText`, the tree they point to, and its rows by block."""

    document: Document
    root: etree._Element
    part: str
    rows: dict[int, dict[int, TracedRow]]
    story: Story


def _pieces(text: str) -> list[Piece]:
    return text.pieces if isinstance(text, TracedText) else [Piece(text, None, None)]


class TracedStory(Story):
    """Reads paragraphs into texts that know their nodes."""

    _paragraph: etree._Element | None = None

    def text(self, paragraph: etree._Element) -> str:
        """Return the visible text of one ``w:p``."""
        self._paragraph = paragraph
        begin = Piece("", None, paragraph)
        if paragraph in self.settled:
            return TracedText.of((begin, Piece(self.settled[paragraph], paragraph, paragraph)))
        return TracedText.of((begin, *(piece for text in self.pieces(paragraph) for piece in _pieces(text))))

    def said(self, text: str, node: etree._Element) -> str:
        """Return the text of a node, which it knows."""
        return TracedText.of([Piece(text, node, self._paragraph)])


class TracedWalk(Walk):
    """A pass that keeps the rows it met."""

    _met: tuple[Grid, etree._Element] | None = None

    def __init__(self, story: TracedStory, pictures: Pictures, bounds: Bounds) -> None:
        """Begin with nothing read; ``rows`` are those met, by block and number."""
        super().__init__(story, pictures, bounds)
        self.rows: dict[int, dict[int, TracedRow]] = {}

    def _row(self, row: etree._Element, grid: Grid, inner: Inner) -> None:
        self._met = grid, row
        super()._row(row, grid, inner)

    def _content(self, cells: list[etree._Element]) -> Content:
        if self._met is not None:
            grid, row = self._met
            spot = grid.spot
            number, col = spot.row or 0, spot.col or 0
            traced = self.rows.setdefault(grid.block, {}).setdefault(number, TracedRow(row, []))
            traced.cells.append(TracedCell(cells, col, shape_of(cells[0])))
        return super()._content(cells)
