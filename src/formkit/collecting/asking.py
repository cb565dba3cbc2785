"""What a clerk has to settle about the submissions of an inbox, as findings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from formkit.collecting.carrying import Carried
from formkit.collecting.grouping import Group
from formkit.collecting.succession import succession
from formkit.entries import Entries
from formkit.finding import Finding, Severity
from formkit.sorting.naming import shown

WHOSE: Final = "which-submission"
LATER: Final = "which-version"

MOST_QUOTED: Final = 10


def questions(
    groups: Sequence[Group], entries: Entries, carried: Mapping[int, Carried], single: Collection[str] = ()
) -> list[tuple[int, Finding]]:
    """Return by number what is to be asked about each submission.

    ``carried`` is what came to one from submissions that went into it, ``single`` are the slots that take one
    document.
    """
    found: list[tuple[int, Finding]] = []
    for group in groups:
        doubts = succession(group.number, group.parcels, entries, single).doubts
        found += [(group.number, _asked(WHOSE, text)) for text in dict.fromkeys(group.doubts)]
        found += [(group.number, _asked(LATER, text)) for text in dict.fromkeys(doubts)]
        if group.number in carried:
            found.append((group.number, _asked(WHOSE, _came(carried[group.number]))))
    return found


def _came(carried: Carried) -> str:
    text = "另一编号并入了本件"
    if carried.moved:
        text += f"，在那里填写的 {carried.moved} 处移到了这里"
    if carried.left:
        listed = "、".join(f"“{shown(one)}”" for one in carried.left[:MOST_QUOTED])
        more = f"等 {len(carried.left)} 处" if len(carried.left) > MOST_QUOTED else ""
        text += f"；这里已有不同内容，那里填写的{listed}{more}没有采用"
    return f"{text}；请核对"


def _asked(code: str, text: str) -> Finding:
    return Finding(code, Severity.WARNING, f"{text}。")
