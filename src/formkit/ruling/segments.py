"""What is drawn as a table's lines, brought to one straight piece for each line.

Programs draw one border in many ways: as strokes, as thin filled rectangles, in pieces, dotted,
doubled. Pieces that lie on one line and touch become one; lines a few points apart become one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

#: Two lines at most this far apart are one line drawn doubled; no row of text is so low.
SNAP = 3.2
#: Pieces of one line may leave gaps: dotted lines, corners drawn as boxes of their own.
GAP = 3.2
#: A line that leans more than this is not a ruling.
LEAN = 1.0
#: What is shorter after pieces are joined is a letter's stroke, a dot, a corner.
SHORTEST = 4.0


class Segment(NamedTuple):
    """A drawn piece of a line, in either direction."""

    left: float
    top: float
    right: float
    bottom: float


class Rule(NamedTuple):
    """A line after its pieces were joined: ``at`` is its y (or x), ``start`` and ``stop`` its ends."""

    at: float
    start: float
    stop: float


def rules(segments: Iterable[Segment]) -> tuple[list[Rule], list[Rule]]:
    """Return the horizontal and the vertical lines that pieces make up; slanted pieces are no rulings.

    >>> rules([Segment(0, 5, 50, 5), Segment(51, 5.4, 90, 5.4), Segment(0, 0, 40, 40)])
    ([Rule(at=5.18, start=0, stop=90)], [])
    """
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, y0, x1, y1 in segments:
        width, height = abs(x1 - x0), abs(y1 - y0)
        if height <= LEAN:
            across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        if width <= LEAN:
            down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return _joined(across), _joined(down)


def box_segments(left: float, top: float, right: float, bottom: float) -> tuple[Segment, ...]:
    """Return what a filled rectangle draws: one line if it is thin, its four edges if not."""
    width, height = right - left, bottom - top
    if height <= SNAP and width <= SNAP:
        middle = Segment(left, (top + bottom) / 2, right, (top + bottom) / 2)
        return middle, Segment((left + right) / 2, top, (left + right) / 2, bottom)
    if height <= SNAP:
        return (Segment(left, (top + bottom) / 2, right, (top + bottom) / 2),)
    if width <= SNAP:
        return (Segment((left + right) / 2, top, (left + right) / 2, bottom),)
    return (
        Segment(left, top, right, top),
        Segment(left, bottom, right, bottom),
        Segment(left, top, left, bottom),
        Segment(right, top, right, bottom),
    )


def _joined(pieces: list[Rule]) -> list[Rule]:
    pieces.sort()
    found: list[Rule] = []
    first = 0
    for number in range(1, len(pieces) + 1):
        if number == len(pieces) or pieces[number].at - pieces[first].at > SNAP:
            found += _runs(pieces[first:number])
            first = number
    return found


def _runs(pieces: Sequence[Rule]) -> Iterable[Rule]:
    """Yield the unbroken runs among pieces that lie on one line."""
    start = stop = weight = moment = 0.0
    open_run = False
    for at, piece_start, piece_stop in sorted(pieces, key=lambda piece: piece.start):
        length = piece_stop - piece_start + 0.01
        if open_run and piece_start <= stop + GAP:
            stop = max(stop, piece_stop)
            weight, moment = weight + length, moment + at * length
            continue
        if open_run and stop - start >= SHORTEST:
            yield Rule(round(moment / weight, 2), start, stop)
        start, stop, weight, moment, open_run = piece_start, piece_stop, length, at * length, True
    if open_run and stop - start >= SHORTEST:
        yield Rule(round(moment / weight, 2), start, stop)


def clusters(values: Iterable[float], reach: float = SNAP) -> list[float]:
    """Return the middle of each group of values that lie within ``reach`` of the group's first.

    >>> clusters([10.0, 10.4, 30.0])
    [10.2, 30.0]
    """
    found: list[float] = []
    group: list[float] = []
    for value in sorted(values):
        if group and value - group[0] > reach:
            found.append(sum(group) / len(group))
            group = []
        group.append(value)
    if group:
        found.append(sum(group) / len(group))
    return found
