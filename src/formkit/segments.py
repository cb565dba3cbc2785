"""The printed text of a pattern in segments, and what is left of them in a text that came back."""

from __future__ import annotations

from typing import NamedTuple

from formkit.chinese.folding import fold
from formkit.pattern import Pattern, Slot

#: Shorter parts of a printed text are found by chance.
SHORTEST_HALF = 2


class Segment(NamedTuple):
    """Slots with nothing but white space printed between them, then the literal that ends them."""

    slots: tuple[Slot, ...]
    literal: str
    tail: str = ""


def segments_of(pattern: Pattern) -> list[Segment]:
    """Return the segments of a pattern, the last of them without a literal."""
    segments: list[Segment] = []
    slots: list[Slot] = []
    for token in pattern.tokens:
        if isinstance(token, Slot):
            slots.append(token)
        elif token.folded:
            segments.append(Segment(tuple(slots), token.folded, tail_of(token.text)))
            slots = []
    segments.append(Segment(tuple(slots), ""))
    return segments


def present(segments: list[Segment], folded: str) -> tuple[list[Segment], int]:
    """Drop literals that do not occur, joining the slots on their sides; count the dropped.

    A literal into which somebody typed is kept in two parts: what he typed is nobody's answer.
    """
    kept: list[Segment] = []
    waiting: tuple[Slot, ...] = ()
    missing = 0
    for segment in segments:
        if segment.literal and segment.literal not in folded:
            missing += 1
            parts = halves(segment.literal, folded)
            if parts is None:
                waiting += segment.slots
                continue
            kept.append(Segment(waiting + segment.slots, parts[0]))
            kept.append(Segment((), parts[1], segment.tail))
        else:
            kept.append(segment._replace(slots=waiting + segment.slots))
        waiting = ()
    return kept, missing


def halves(literal: str, folded: str) -> tuple[str, str] | None:
    """Return the two parts of a printed text that stand one after the other, with something between.

    >>> halves("参考文献[1]作者、题目", "参考文献[1]我的书作者、题目")
    ('参考文献[1]', '作者、题目')
    """
    low, high = 0, len(literal) + 1  # the longest beginning that stands there, by halving
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if literal[:middle] in folded else (low, middle)
    first, second = literal[:low], literal[low:]
    if min(low, len(second)) < SHORTEST_HALF:
        return None
    at = folded.find(first)
    return (first, second) if folded.find(second, at + low) >= 0 else None


def tail_of(text: str) -> str:
    """Return the marks at the end of a literal that folding drops: ``：`` of ``签字：``."""
    kept = len(text)
    while kept and not fold(text[kept - 1]):
        kept -= 1
    return "".join(character for character in text[kept:] if not character.isspace())
