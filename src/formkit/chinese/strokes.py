"""按姓氏笔画排序: the order of names by strokes, as far as counting them settles it.

Names are compared character by character: by the number of strokes (Unicode's kTotalStrokes), and where that
is the same, equal characters come together. Two surnames of as many strokes are put by offices in the order
of their first strokes (横竖撇点折), which no free table holds, so such names are tied and a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from formkit.chinese.stroke_table import DIGITS, FIRST, STROKES

_DOTS: Final = "·•‧・ 　"


class Ordered(NamedTuple):
    """An order of names: their numbers in it, the pairs that are tied, and names that cannot be counted."""

    numbers: tuple[int, ...]
    tied: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


def strokes(character: str) -> int | None:
    """Return how many strokes a character has, or None where the table does not have it.

    >>> strokes("丁"), strokes("李"), strokes("魏"), strokes("A")
    (2, 7, 17, None)
    """
    place = ord(character) - FIRST
    return DIGITS.index(STROKES[place]) or None if 0 <= place < len(STROKES) else None


def order(names: Sequence[str]) -> Ordered:
    """Return the order of names by strokes; what is tied or unknown stays in the order given.

    A name with an unknown character stands behind all others.

    >>> order(["魏舟", "李四", "丁一", "李三"])
    Ordered(numbers=(2, 3, 1, 0), tied=(), unknown=())
    >>> order(["张一", "丁一", "陈一"])
    Ordered(numbers=(1, 0, 2), tied=(('张一', '陈一'),), unknown=())
    """
    bare = ["".join(one for one in name if one not in _DOTS) for name in names]
    unknown = tuple(name for name, one in zip(names, bare, strict=True) if _counts(one) is None)
    first = {name[0]: number for number, name in reversed(list(enumerate(bare))) if name}
    ranks = [_rank(one, first) for one in bare]
    numbers = tuple(sorted(range(len(names)), key=lambda number: (ranks[number], number)))
    tied = tuple(
        (names[one], names[other])
        for one, other in pairwise(numbers)
        if _are_tied(bare[one], bare[other]) and not {names[one], names[other]} & set(unknown)
    )
    return Ordered(numbers, tied, unknown)


def _counts(name: str) -> tuple[int, ...] | None:
    counts = tuple(map(strokes, name))
    known = tuple(count for count in counts if count)
    return known if name and len(known) == len(counts) else None


def _rank(name: str, first: dict[str, int]) -> tuple[bool, tuple[int, ...]]:
    """Return what a name is ordered by; equal surnames stand together, where the first of them was given."""
    counts = _counts(name)
    if counts is None:
        return True, ()
    return False, (counts[0], first[name[0]], *counts[1:])


def _are_tied(one: str, other: str) -> bool:
    """Whether counting leaves two names open: the first characters that differ have as many strokes."""
    for before, after in zip(one, other, strict=False):
        if before != after:
            return strokes(before) == strokes(after)
    return one == other
