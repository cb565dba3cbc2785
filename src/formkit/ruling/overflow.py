"""Text that runs out of a row of fixed height into the cell below: the order of drawing tells whose it is.

Programs draw a table cell by cell, row by row. A line at the top of a cell that was drawn before its
turn, right after the text of the cell above, is the end of that text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from formkit.ruling.glyphs import Glyph
from formkit.ruling.tiling import Square

#: A table is drawn row by row when steps forward are so many times as many as steps back.
FORWARD = 3
#: The next line of a text is no further below than this many font sizes.
LEAD = 2.0
#: Runs of one page that are looked at: a form has some hundred.
MOST_RUNS = 2_000


class Run(NamedTuple):
    """Characters of one cell drawn one after the other: all of its glyphs, and which is the run's first."""

    held: list[Glyph]
    start: int


class Place(NamedTuple):
    """A cell: the table it is of, and where it stands there."""

    table: int
    cell: Square


def bring_back(runs: Sequence[Run], places: Mapping[int, Place]) -> None:
    """Move text to the cell above where it was drawn with that cell's; ``places`` are by ``id`` of glyphs."""
    if len(runs) > MOST_RUNS:
        return
    late = [(before, run) for before, run in _early(runs, places) if _goes_on(before, run, runs)]
    # From the end, so that places in the lists of glyphs stay what they are.
    for before, run in reversed(late):
        stop = _stop(run, runs)
        before.held.extend(run.held[run.start : stop])
        del run.held[run.start : stop]


def _early(runs: Sequence[Run], places: Mapping[int, Place]) -> Iterator[tuple[Run, Run]]:
    """Yield the runs that were drawn before their turn, each with the one drawn before it."""
    steps = [_step(one, other, places) for one, other in pairwise(runs)]
    if steps.count(1) < FORWARD * steps.count(-1):
        return
    for number in range(1, len(runs) - 1):
        if steps[number] == -1 and steps[number - 1] == 1:
            above, below, after = (places[id(run.held)].cell for run in runs[number - 1 : number + 2])
            beside = above.col < below.col + below.colspan and below.col < above.col + above.colspan
            if below.row == above.row + above.rowspan and beside and above[:2] < after[:2]:
                yield runs[number - 1], runs[number]


def _step(one: Run, other: Run, places: Mapping[int, Place]) -> int:
    """Return whether the next cell of the same table stands further on (1), or further back (-1)."""
    before, after = places.get(id(one.held)), places.get(id(other.held))
    if before is None or after is None or before.table != after.table:
        return 0
    return 1 if after.cell[:2] > before.cell[:2] else -1


def _goes_on(before: Run, run: Run, runs: Sequence[Run]) -> bool:
    """Whether a run stands right below the one before it, as the next line of one text."""
    last, first = before.held[_stop(before, runs) - 1], run.held[run.start]
    return 0 < first.base - last.base < LEAD * last.size


def _stop(run: Run, runs: Sequence[Run]) -> int:
    return min(
        (other.start for other in runs if other.held is run.held and other.start > run.start),
        default=len(run.held),
    )
