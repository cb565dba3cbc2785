"""Text that is printed over other text: where on a page the drawing of the upper layer begins.

Programs that lay out a form anew put floating tables and shapes one over the other. What belongs
together was drawn in one go, so the order of drawing tells the layers apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from formkit.ruling.page import Sheet

#: So many letters of a page that stand on other letters are no chance.
ENOUGH = 4
#: Two letters stand on each other when their middles are nearer than this share of their sizes, each way.
NEAR = 0.35
#: A cut must part so many of them.
MOST_OF = 0.9
#: A layer begins at least so many points higher up on the page than the one below it ended.
RISE = 30.0
#: Characters of one page that are compared, and those of one place.
MOST_CHARACTERS, CROWDED = 20_000, 16


class Inked(NamedTuple):
    """A character as it is drawn: the middle and the size of its box, and its object's count on the page."""

    x: float
    y: float
    width: float
    height: float
    drawn: int


def is_overprinted(sheet: Sheet) -> bool:
    """Whether letters of a page stand on other letters."""
    parts = (part for grid in sheet.grids for area in grid.areas for part in area.parts)
    lines = chain(sheet.lines, (line for part in parts for line in part.lines))
    return sum(line.over for line in lines) >= ENOUGH


def cut_of(letters: Sequence[Inked], texts: Sequence[int]) -> int | None:
    """Return the count of the object with which the upper layer begins, None where there are no two layers.

    ``texts`` are the counts of all objects that are texts, in the order of drawing; ``y`` grows downwards.
    """
    pairs = list(_pairs(letters)) if len(letters) <= MOST_CHARACTERS else []
    if len(pairs) < ENOUGH:
        return None
    tops = {letter.drawn: letter.y for letter in reversed(letters)}
    written = [count for count in texts if count in tops]
    good = [cut for cut in _cuts(pairs, written, tops) if cut[0] >= MOST_OF * len(pairs) and cut[1] >= RISE]
    if not good:
        return None
    before = max((count for count in texts if count < max(good)[2]), default=-1)
    # Borders and backgrounds are drawn before the text in them.
    return before + 1


def _pairs(letters: Sequence[Inked]) -> Iterator[tuple[int, int]]:
    """Yield the objects of letters that stand on each other, the one drawn first before the other."""
    reach = 2 * NEAR * max((max(letter.width, letter.height) for letter in letters), default=1.0) or 1.0
    places: dict[tuple[int, int], list[Inked]] = defaultdict(list)
    for letter in letters:
        col, row = int(letter.x // reach), int(letter.y // reach)
        near = (places.get((col + dx, row + dy), ()) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        for other in chain.from_iterable(near):
            across = abs(letter.x - other.x) < NEAR * (letter.width + other.width)
            down = abs(letter.y - other.y) < NEAR * (letter.height + other.height)
            if across and down and letter.drawn != other.drawn:
                yield min(letter.drawn, other.drawn), max(letter.drawn, other.drawn)
        if len(places[col, row]) < CROWDED:
            places[col, row].append(letter)


def _cuts(
    pairs: Sequence[tuple[int, int]], written: Sequence[int], tops: dict[int, float]
) -> Iterator[tuple[int, float, int]]:
    """Yield for each text with which a layer may begin: the pairs it parts, how far up it goes, its count."""
    steps = [0] * (len(written) + 1)
    places = {count: place for place, count in enumerate(written)}
    for first, second in pairs:
        steps[places[first] + 1] += 1
        steps[places[second] + 1] -= 1
    parted = 0
    for place in range(1, len(written)):
        parted += steps[place]
        yield parted, tops[written[place - 1]] - tops[written[place]], written[place]
