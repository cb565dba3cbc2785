"""What stands where on a file, once it is matched with a form: before anything is parsed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from formkit.grid import Picture
from formkit.record import Leftover
from formkit.spot import Spot

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
