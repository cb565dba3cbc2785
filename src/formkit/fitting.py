"""How well a raw text suits a slot, by the kind of its field."""

from __future__ import annotations

from formkit.chinese.folding import fold
from formkit.errors import KindError
from formkit.kinds import KINDS
from formkit.pattern import Slot
from formkit.programme import Field
from formkit.reading import DOUBTFUL, FITS, NEUTRAL, WRONG
from formkit.seen import BOXES

#: A name or a seal's text on a place that paper fills is short.
LONGEST_SIGNATURE = 30


def fit(item: Field | None, slot: Slot, raw: str) -> float:
    """Return how well a raw text suits the slot of a field; None is a field nobody knows."""
    bare = raw.strip()
    if slot.option is not None:
        return FITS if bare in BOXES and len(bare) == 1 else WRONG
    if item is None:
        return FITS if not bare or fold(bare).isdigit() else DOUBTFUL
    kind = KINDS[item.kind]
    if kind.paper:
        return FITS if not bare else (NEUTRAL if len(bare) <= LONGEST_SIGNATURE else DOUBTFUL)
    if kind.free:
        return NEUTRAL
    try:
        value = kind.parse(raw, item.details)
    except KindError:
        return DOUBTFUL - 1
    # Of two readings, that one which gives a date to a date is better than that which gives it nothing.
    return FITS if value is not None else NEUTRAL + 1


def is_free(item: Field | None, slot: Slot) -> bool:
    """Whether any text at all may stand in a slot."""
    return slot.option is None and item is not None and KINDS[item.kind].free
