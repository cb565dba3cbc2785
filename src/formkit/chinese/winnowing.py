"""A few numbers that stand for a text: two texts that share a passage share some of them.

Winnowing (Schleimer, Wilkerson, Aiken 2003): of each :data:`WINDOW` neighbouring pieces the one with the
least hash is kept. So ten thousand texts can be asked which of them are alike without comparing each pair.
"""

from __future__ import annotations

from collections import deque
from typing import Final
from zlib import crc32

from formkit.chinese.folding import fold

SIZE: Final = 13
"""Letters and figures of a piece: shorter ones are names and set phrases that everybody uses."""

WINDOW: Final = 16
"""Every passage of SIZE + WINDOW - 1 letters and figures is stood for."""


def prints_of(text: str) -> set[int]:
    """Return the numbers that stand for a text; white space, punctuation, width and case do not count.

    >>> passage = "二十年来他扎根车间，带领团队攻克技术难题三十余项，带出徒弟四十余人。"
    >>> bool(prints_of("李某" + passage) & prints_of(passage + "他是王某")), prints_of("短")
    (True, set())
    """
    kept = "".join(filter(str.isalnum, fold(text)))
    hashes = [crc32(kept[at : at + SIZE].encode()) for at in range(len(kept) - SIZE + 1)]
    found: set[int] = set()
    least: deque[tuple[int, int]] = deque()  # hashes of the window that may still be the least, rising
    for at, value in enumerate(hashes):
        while least and least[-1][0] >= value:
            least.pop()
        least.append((value, at))
        if least[0][1] <= at - WINDOW:
            least.popleft()
        if at >= WINDOW - 1:
            found.add(least[0][0])
    if hashes and len(hashes) < WINDOW:
        found.add(min(hashes))
    return found
