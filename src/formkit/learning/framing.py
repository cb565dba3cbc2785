"""Text boxes drawn under a question: what is asked for is written into the box, not on the line behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from formkit.grid import Document, Line
from formkit.learning.places import Place


def into_frames(places: Sequence[Place], document: Document, framed: Collection[int]) -> Iterator[Place]:
    """Yield the places of a document; one on an empty line that holds an empty text box stands in that box.

    ``framed`` are the blocks that stand in a text box; they follow the line that holds it.
    """
    taken = {place.spot.block for place in places}
    for place in places:
        block = place.spot.block
        if place.spot.row is None and block is not None and block not in framed:
            frame = _frame_under(document, block, framed)
            if frame is not None and frame.spot.block not in taken:
                yield replace(place, spot=frame.spot, start=0, stop=len(frame.text))
                continue
        yield place


def _frame_under(document: Document, number: int, framed: Collection[int]) -> Line | None:
    """Return the first empty line of the text box that an empty line holds."""
    here = document.blocks[number]
    below = document.blocks[number + 1] if number + 1 < len(document.blocks) else None
    if not isinstance(here, Line) or here.text.strip() or number + 1 not in framed:
        return None
    return below if isinstance(below, Line) and not below.text.strip() else None
