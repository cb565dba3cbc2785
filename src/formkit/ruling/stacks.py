"""Answers on lines of one length under each other, labels beside them: a table that draws only those lines.

Covers of forms are made so: a table of two columns of which only the second has a lower border. Text
that is underlined is told from it by the distance between the line and the letters above it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from formkit.ruling.glyphs import Glyph, TextLine, lines_of
from formkit.ruling.segments import Rule
from formkit.ruling.tiling import Frame, Square

#: So many lines of one length are no chance.
ENOUGH = 3
#: Stacks of one page.
MOST = 20
#: Their ends differ by no more than this.
SAME = 2.0
#: A border stands at least this share of the font size below the baseline; an underline is nearer.
BORDER = 0.145
#: Two of them stand no further apart than this.
FARTHEST = 200.0
#: Lines of one label are no further apart than this many font sizes.
LEAD = 1.9
#: Space above the letters of a row's first line, in font sizes.
ABOVE = 1.15


class _Stack(NamedTuple):
    """Lines of one length, from the top."""

    start: float
    stop: float
    heights: tuple[float, ...]


def stacks(loose: Sequence[Rule], glyphs: Iterable[Glyph]) -> list[Frame]:
    """Return a frame for each stack of lines that has labels at its left."""
    found = [stack for stack in _alike(loose) if len(stack.heights) >= ENOUGH][:MOST]
    said = list(glyphs) if found else []
    frames: list[Frame] = []
    for beside in _beside(found):
        frame = _frame(beside[0], said)
        if frame is not None:
            frames.append(_widened(frame, beside))
    return frames


def _beside(found: Iterable[_Stack]) -> list[list[_Stack]]:
    """Return stacks whose lines stand at the same heights together, from left to right."""
    groups: list[list[_Stack]] = []
    for stack in sorted(found):
        for group in groups:
            same = len(group[0].heights) == len(stack.heights) and stack.start > group[-1].stop
            pairs = zip(group[0].heights, stack.heights, strict=False)
            if same and all(abs(one - other) <= SAME for one, other in pairs):
                group.append(stack)
                break
        else:
            groups.append([stack])
    return groups


def _widened(frame: Frame, beside: Sequence[_Stack]) -> Frame:
    """Return a table of labels and answers with a column for each further stack beside the first."""
    if len(beside) == 1:
        return frame
    xs = (*frame.xs[:2], *(stack.start for stack in beside[1:]), beside[-1].stop)
    cells = tuple(Square(row, col, 1, 1) for row in range(len(frame.ys) - 1) for col in range(len(xs) - 1))
    return Frame(xs, frame.ys, cells)


def _alike(loose: Sequence[Rule]) -> list[_Stack]:
    """Return lines of one length that stand under each other."""
    groups: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in sorted(loose):
        groups[round(rule.start / SAME), round(rule.stop / SAME)].append(rule)
    found: list[_Stack] = []
    for rules in groups.values():
        heights: list[float] = []
        for rule in rules:
            if heights and rule.at - heights[-1] > FARTHEST:
                found.append(_Stack(rules[0].start, rules[0].stop, tuple(heights)))
                heights = []
            heights.append(rule.at)
        found.append(_Stack(rules[0].start, rules[0].stop, tuple(heights)))
    return found


def _frame(stack: _Stack, glyphs: Sequence[Glyph]) -> Frame | None:
    top, bottom = stack.heights[0] - FARTHEST, stack.heights[-1]
    near = [glyph for glyph in glyphs if top < glyph.base <= bottom]
    labels = lines_of(glyph for glyph in near if glyph.right <= stack.start + SAME)
    answers = lines_of(glyph for glyph in near if stack.start - SAME < glyph.left < stack.stop)
    rows = _rows(stack, labels, answers)
    if not labels or len(rows) < len(stack.heights) or not _are_borders(stack, answers):
        return None
    left = min(line.left for line in labels if line.base > rows[0] - 1) - SAME
    cells = tuple(Square(row, col, 1, 1) for row in range(len(rows) - 1) for col in (0, 1))
    return Frame((left, stack.start, stack.stop), tuple(rows), cells)


def _are_borders(stack: _Stack, answers: Sequence[TextLine]) -> bool:
    """Whether the lines stand further from the text above them than an underline does."""
    gaps: list[float] = []
    for at in stack.heights:
        above = [line for line in answers if line.base <= at + 1 and at - line.base < LEAD * line.size]
        if above:
            gaps.append((at - above[-1].base) / above[-1].size)
    return bool(gaps) and median(gaps) >= BORDER


def _rows(stack: _Stack, labels: Sequence[TextLine], answers: Sequence[TextLine]) -> list[float]:
    """Return the edges of the rows: each line ends one, and within a band each label begins one."""
    edges: list[float] = []
    before = stack.heights[0] - FARTHEST
    for at in stack.heights:
        band = [line for line in labels if before < line.base <= at]
        starts = [
            line.base - ABOVE * line.size
            for number, line in enumerate(band)
            if not number or line.base - band[number - 1].base > LEAD * line.size
        ]
        if not edges:
            edges = [_raised(min(starts[-1:], default=at), at, answers)]
            starts = []
        edges += [_free(start, answers) for start in starts[1:]]
        edges.append(at)
        before = at
    return edges


def _raised(top: float, at: float, answers: Sequence[TextLine]) -> float:
    """Return the top of the first row: an answer of several lines begins above its label."""
    below = at
    for line in reversed([line for line in answers if line.base <= at]):
        if below - line.base > LEAD * line.size:
            break
        top, below = min(top, line.base - ABOVE * line.size), line.base
    return top


def _free(start: float, answers: Sequence[TextLine]) -> float:
    """Return an edge that does not cut a line of text in two."""
    for line in answers:
        if line.base - line.size < start < line.base:
            return line.base - line.size
    return start
