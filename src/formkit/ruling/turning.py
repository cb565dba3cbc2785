"""Pages and texts that stand sideways, turned so that they are read from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from formkit.ruling.glyphs import Glyph

Box = tuple[float, float, float, float]

#: Characters of which no more than this is to be seen were cropped away.
EDGE = 1.0
#: A page is turned when this many characters, and most of them, stand in one direction.
ENOUGH = 8
RIGHT, DOWN, LEFT, UP, SLANTED = 0, 1, 2, 3, 4


class Turn(NamedTuple):
    """An affine map between two ways of laying out a page."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, box: Box) -> Box:
        """Return where a rectangle comes to lie; quarters of a turn keep it one."""
        x0, y0 = self.point(box[0], box[1])
        x1, y1 = self.point(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def after(self, first: Turn) -> Turn:
        """Return the map that does ``first`` and then this one."""
        e, f = self.point(first.e, first.f)
        return Turn(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            e,
            f,
        )


#: A character that runs to the right as it is drawn: text, origin, where it ends, font size.
Upright = tuple[str, float, float, float, float]


class Mark(NamedTuple):
    """A character as it is drawn: its origin, the corners of its box, its font size, its direction."""

    text: str
    x: float
    y: float
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    way: int = RIGHT

    @property
    def middle(self) -> tuple[float, float]:
        """Return the middle of its box."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def after(self, turn: Turn, quarter: int) -> Mark:
        """Return the character after a turn of its page by some quarters clockwise."""
        way = self.way if self.way == SLANTED else (self.way + quarter) % 4
        box = turn.box((self.x0, self.y0, self.x1, self.y1))
        return Mark(self.text, *turn.point(self.x, self.y), *box, self.size, way)


def reading(way: int, width: float, height: float) -> Turn:
    """Return the turn that makes text of a direction run to the right, on a page of this size."""
    return (
        Turn(),
        Turn(0, -1, 1, 0, 0, width),
        Turn(-1, 0, 0, -1, width, height),
        Turn(0, 1, -1, 0, height, 0),
    )[way]


def display(way: int, width: float, height: float) -> Turn:
    """Return the turn back: from text that was turned to be read, to the page of this size."""
    return (
        Turn(),
        Turn(0, 1, -1, 0, width, 0),
        Turn(-1, 0, 0, -1, width, height),
        Turn(0, -1, 1, 0, 0, height),
    )[way]


def by_way(
    straight: Sequence[Upright], others: Iterable[Mark], turn: tuple[Turn, int], size: tuple[float, float]
) -> tuple[list[Glyph], list[Mark]]:
    """Return the characters that run to the right after a turn by some quarters, and all others.

    What lies outside the page, of this size after the turn, was cropped away and is left out.
    """
    there, quarter = turn
    wide, high = size[0] + EDGE, size[1] + EDGE
    right: list[Glyph] = []
    if quarter == 0:
        new, x0, y0 = tuple.__new__, there.e, there.f
        right = [
            new(Glyph, (text, x + x0, stop + x0, y0 - y, font))
            for text, x, y, stop, font in straight
            if -EDGE <= x + x0 <= wide and -EDGE <= y0 - y <= high
        ]
    else:
        others = [*others, *(_mark(one) for one in straight)]
    marks = [mark.after(there, quarter) for mark in others]
    marks = [mark for mark in marks if -EDGE <= mark.x <= wide and -EDGE <= mark.y <= high]
    right += [turned(mark, Turn()) for mark in marks if mark.way == RIGHT]
    return right, [mark for mark in marks if mark.way != RIGHT]


def _mark(one: Upright) -> Mark:
    text, x, y, stop, font = one
    return Mark(text, x, y, x, y - font / 5, stop, y + font, font)


def turned(mark: Mark, turn: Turn) -> Glyph:
    """Return a character after a turn that makes it run to the right."""
    text, x, y, left, _, right, _, size, _ = mark.after(turn, 0)
    return Glyph(text, min(x, left), max(x, right), y, size)


def main_way(right: Sequence[Glyph], others: Iterable[Mark]) -> int:
    """Return the direction in which most of a page is written."""
    counts = [len(right), 0, 0, 0, 0]
    for mark in others:
        counts[mark.way] += 1
    best = max((DOWN, LEFT, UP), key=lambda way: counts[way])
    return best if counts[best] >= ENOUGH and counts[best] > counts[RIGHT] else RIGHT
