"""What stands where on a file, once it is matched with a form: before anything is parsed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from formkit.chinese.folding import fold, fold_map
from formkit.grid import Cell, Picture
from formkit.record import Leftover
from formkit.spot import Spot

#: Named tuples are made in the inner loop: this is three times as fast as calling them.
_new = tuple.__new__
BOXES = "□☐○◯〇☑☒■√✓✔●▣🗹"
EMPTY_BOXES = "□☐○◯〇"


class Seen(NamedTuple):
    """What stands at one place of a field: raw text, pictures, where, and how sure the match is."""

    raw: str
    spot: Spot
    confidence: float
    pictures: tuple[Picture, ...] = ()


@dataclass(slots=True)
class Matched:
    """What a file's grid gave: places seen by path, rows by group, ticks by path and option."""

    seen: dict[str, list[Seen]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Seen]]] = field(default_factory=dict)
    ticks: dict[str, dict[str, Seen]] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)


def within(base: Spot, text: str, start: int, stop: int) -> Spot:
    """Return the spot of some characters of a cell's text, counted from the paragraph they begin in."""
    stripped = text[start:stop]
    start += len(stripped) - len(stripped.lstrip())
    stop = max(start, stop - (len(stripped) - len(stripped.rstrip())))
    line = text.count("\n", 0, start)
    line_start = text.rfind("\n", 0, start) + 1
    *place, _, _, box = base
    return _new(Spot, (*place, line, (start - line_start, stop - line_start), box))


def grown(before: Seen, more: Seen) -> Seen:
    """Return an answer that goes on in the next line."""
    return Seen(
        f"{before.raw}\n{more.raw}",
        before.spot,
        min(before.confidence, more.confidence),
        before.pictures + more.pictures,
    )


def behind(printed: str, cell: Cell, confidence: float) -> Seen:
    """Return what was typed behind a label in its own cell or line; ``printed`` is the label folded."""
    start = fold_map(cell.text)[1][len(printed) - 1] + 1
    while start < len(cell.text) and not fold(cell.text[start]):
        start += 1
    spot = within(cell.spot, cell.text, start, len(cell.text))
    return Seen(cell.text[start:].strip(), spot, confidence * cell.certainty)
