"""The workbook in which an expert scores: where its reader and its writer meet.

One sheet holds the scores, a row for each submission. A hidden row says what each column is, a hidden
column which submission a row is of; where both meet stands the marker. So rows may be sorted, columns moved
and the sheet renamed, and nobody has to understand a printed head.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

SHEET: Final = "打分表"
PRINT_SHEET: Final = "打印打分表"

NUMBER: Final = "number"
TOTAL: Final = "total"
NOTE: Final = "note"
"""Keys of columns that are no items: the number as people see it, the sum, and what the expert remarks."""

HEAD: Final = "head"
"""What stands in the hidden column beside the printed heads."""

MARKER: Final = "formkit:scores:"
_EXPERT: Final = "expert:"
_ITEM: Final = re.compile(r"item:(\d{1,9}):(.+)", re.DOTALL)


class Item(NamedTuple):
    """An item as a column of the sheet says it."""

    name: str
    points: int


def marker(mark: str) -> str:
    """Return the text of the marker cell; ``mark`` says which register the scores are for."""
    return MARKER + mark


def mark_of(text: str) -> str | None:
    """Return the mark that a marker cell holds, None for any other text."""
    return text.removeprefix(MARKER) if text.startswith(MARKER) else None


def expert_key(name: str) -> str:
    """Return what the hidden row says of the expert; it stands over a column that needs no key."""
    return _EXPERT + name


def expert_of(key: str) -> str | None:
    """Return the expert that a cell of the hidden row names, None for any other."""
    return key.removeprefix(_EXPERT) if key.startswith(_EXPERT) else None


def item_key(name: str, points: int) -> str:
    """Return the key of an item's column."""
    return f"item:{points}:{name}"


def item_of(key: str) -> Item | None:
    """Return the item whose column a key names, None for any other.

    >>> item_of(item_key("团队:传承", 20)), item_of("note")
    (Item(name='团队:传承', points=20), None)
    """
    match = _ITEM.fullmatch(key)
    return None if match is None else Item(match[2], int(match[1]))
