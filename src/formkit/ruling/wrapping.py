"""Which line breaks were typed, and which a program made because the line was full.

A line is full when what begins the next one would not have fitted on it. Full lines are joined
without anything between Chinese characters, and with one space between two words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from formkit.ruling.glyphs import TextLine, is_wide

#: The inner margin of a cell where its text does not show it, and the largest that is believed.
MARGIN, LARGEST_MARGIN = 5.4, 9.0
#: A first line drawn in by more than this many characters begins a paragraph.
INDENT = 1.2
#: Lines further apart than this many times the usual distance are two paragraphs.
LEAD = 1.7
#: How much (in font sizes) a line may seem to have left and still be full: hanging marks, rounding.
SLACK = 0.3
#: A full line begins at most so many characters from the left limit.
FARTHEST = 8.0
#: A number or word that goes on in the next line has at least this width in the first.
LONG = 3.0
#: Both sides free by more than this, and alike: the line is centred.
CENTRED, ALIKE = 0.8, 1.0


class Measure(NamedTuple):
    """The left and right limits between which lines of a paragraph run, and the usual line distance.

    ``indents`` says that first lines of paragraphs are seen to be drawn in.
    """

    left: float
    right: float
    pitch: float
    indents: bool = False


def measure(lines: Sequence[TextLine], left: float, right: float) -> Measure:
    """Return the measure of the text in a cell with these edges."""
    margin = min(line.left for line in lines) - left if lines else MARGIN
    if not 0 <= margin <= LARGEST_MARGIN:
        margin = MARGIN
    return Measure(left + margin, right - margin, pitch_of(lines), indents(lines, left + margin))


def indents(lines: Sequence[TextLine], left: float) -> bool:
    """Whether some line is drawn in and the next one is not: paragraphs begin so here."""
    return any(
        INDENT * line.size < line.left - left < 6 * line.size and after.left - left < line.size / 2
        for line, after in pairwise(lines)
    )


def pitch_of(lines: Sequence[TextLine]) -> float:
    """Return the usual distance of two lines: the least that occurs, or a guess from the font size."""
    steps = [after.base - before.base for before, after in pairwise(lines)]
    steps = [step for step in steps if step > 0]
    return min(steps) if steps else 1.6 * max((line.size for line in lines), default=10.0)


def link(before: TextLine, after: TextLine, within: Measure, *, same_page: bool = True) -> str:
    """Return what stands between two lines: nothing or a space if the first was full, else a break."""
    if same_page and after.base - before.base > max(LEAD * within.pitch, LEAD * before.size):
        return "\n"
    hanging = before.answer >= 0 and abs(after.left - before.answer) < after.size / 2
    if hanging and within.right - before.right <= after.head + SLACK * before.size:
        return _between(before, after, within)
    room = _room(before, within)
    if room > after.head + SLACK * before.size or _begins_paragraph(before, after, within):
        return "\n"
    return _between(before, after, within)


def _room(line: TextLine, within: Measure) -> float:
    """Return how much free space a line has: at its right, or at both sides where it is centred."""
    left, right = line.left - within.left, within.right - line.right
    if left > CENTRED * line.size and abs(left - right) < ALIKE * line.size:
        return left + right
    # A line of a paragraph begins at the left; what stands far from there was put there, and is no full line.
    return right if left <= FARTHEST * line.size else right + left


def _begins_paragraph(before: TextLine, after: TextLine, within: Measure) -> bool:
    indent = after.left - within.left
    if indent <= INDENT * after.size or after.left < before.left - after.size / 2:
        return False
    # The last line of centred text is drawn in as well, as far as its right side is free.
    centred = abs(indent - (within.right - after.right)) < ALIKE * after.size
    hanging = not within.indents and abs(after.left - before.left) < after.size / 2
    return not centred and not hanging


def _between(before: TextLine, after: TextLine, within: Measure) -> str:
    if before.spaced:
        return "" if is_wide(before.text[-1]) and is_wide(after.text[0]) else " "
    if not before.tail or not after.text[0].isalnum() or is_wide(after.text[0]):
        return ""
    if before.tail + after.head <= within.right - within.left:
        return " "
    # Too long for one line: a number that goes on, or short ones in a narrow column under each other.
    return "" if before.tail >= LONG * before.size else "\n"


def flow(lines: Sequence[TextLine], within: Measure) -> str:
    """Return the text of an area with the line breaks of its paragraphs only."""
    pieces: list[str] = []
    before: TextLine | None = None
    for line in lines:
        if before is not None:
            pieces.append(link(before, line, within))
        pieces.append(line.text)
        before = line
    return "".join(pieces)
