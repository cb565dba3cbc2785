"""What a clerk has to settle about the submissions of an inbox, as findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from formkit.collecting.grouping import Group
from formkit.collecting.succession import succession
from formkit.entries import Entries
from formkit.finding import Finding, Severity

WHOSE: Final = "which-submission"
LATER: Final = "which-version"


def questions(
    groups: Sequence[Group], entries: Entries, carried: Mapping[int, int]
) -> list[tuple[int, Finding]]:
    """Return by number what is to be asked about each submission.

    ``carried`` is how many entries came to one from submissions that went into it.
    """
    found: list[tuple[int, Finding]] = []
    for group in groups:
        doubts = succession(group.number, group.parcels, entries).doubts
        found += [(group.number, _asked(WHOSE, text)) for text in dict.fromkeys(group.doubts)]
        found += [(group.number, _asked(LATER, text)) for text in dict.fromkeys(doubts)]
        if group.number in carried:
            text = (
                f"另一编号并入了本件，在那里填写的 {carried[group.number]} 处移到了这里，已有的没有改；请核对"
            )
            found.append((group.number, _asked(WHOSE, text)))
    return found


def _asked(code: str, text: str) -> Finding:
    return Finding(code, Severity.WARNING, f"{text}。")
