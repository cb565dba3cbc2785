"""What follows from an object that never changes, worked out once for each such object."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar

Owner = TypeVar("Owner")
Derived = TypeVar("Derived")

_MOST: Final = 1024


def once_for_each(derive: Callable[[Owner], Derived]) -> Callable[[Owner], Derived]:
    """Return a function that derives the same, once for each object.

    ``functools.lru_cache`` would compare forms and fields by all that they hold, which costs more than most
    of what is derived from them; here an object is told by its identity, and held so that nothing else takes
    it on.

    >>> @once_for_each
    ... def length(words: tuple[str, ...]) -> int:
    ...     print("counting")
    ...     return len(words)
    >>> words = ("姓名", "性别")
    >>> length(words), length(words)
    counting
    (2, 2)
    """
    kept: dict[int, tuple[Owner, Derived]] = {}

    @wraps(derive)
    def derived(owner: Owner) -> Derived:
        known = kept.get(id(owner))
        if known is not None:
            return known[1]
        found = derive(owner)
        if len(kept) >= _MOST:
            kept.clear()
        kept[id(owner)] = (owner, found)
        return found

    return derived
