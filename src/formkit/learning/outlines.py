"""A cell that holds the outline of a report: headings, each with its text to be written beneath."""

from __future__ import annotations

import re
from typing import Final

from formkit.learning.labelling import kind_of_label
from formkit.learning.scanning import GAPS, Blank, Scan

FEWEST: Final = 4
FEWEST_SPACED: Final = 2
LONGEST: Final = 24
_NUMBER: Final = re.compile(
    r"^(?:\d{1,2}(?:[.．]\d{1,2})*|[一二三四五六七八九十]{1,3}[、.]|[(]?[\d一二三四五六七八九十]{1,3}[)])[、.．]?\s*"
)
_LEVEL: Final = re.compile(r"^\d{1,2}[.．]\d")
_ENDS: Final = "。;:,!?"
ASKED: Final = "“{}”之下是否要填写一段文字？"


def find_outline(scan: Scan) -> None:
    """Add a text under each heading of a cell that is nothing but headings."""
    if scan.blanks or len(scan.lines) < FEWEST or _find_spaced(scan):
        return
    lines = [(start, stop) for start, stop in scan.lines if scan.flat[start:stop].strip(GAPS)]
    heads = [_name(scan, *line) for line in lines]
    named = [name for name in heads if name and kind_of_label(name)[0] == "long_text"]
    short = [name for name in heads if name]
    if len(named) < FEWEST or 3 * len(named) < 2 * len(short) or 3 * len(short) < 2 * len(lines):
        return
    above = ""
    for number, (start, stop) in enumerate(lines):
        name = heads[number]
        if not name or (not number and name not in named):
            continue
        following = scan.flat[slice(*lines[number + 1])].strip() if number + 1 < len(lines) else ""
        own = scan.flat[start:stop].strip()
        if _LEVEL.match(following) and not _LEVEL.match(own):
            above = name
            continue
        above = above if _LEVEL.match(own) else ""
        scan.claim(start, stop)
        scan.blanks.append(
            Blank(stop, stop, name, "long_text", confidence=0.6, question=ASKED.format(name), block=above)
        )


def _find_spaced(scan: Scan) -> bool:
    """Add a text under each numbered heading of a cell where empty lines follow each of them."""
    heads: list[tuple[int, int]] = []
    room = 0
    for start, stop in scan.lines:
        line = scan.flat[start:stop].strip(GAPS)
        if not line:
            room += 1
        elif (
            _NUMBER.match(line) and len(line) <= 2 * LONGEST and (not heads or room) and line[-1] not in "。;"
        ):
            heads.append((start, stop))
            room = 0
        else:
            return False
    if len(heads) < FEWEST_SPACED or not room:
        return False
    for start, stop in heads:
        name = _NUMBER.sub("", scan.label(start, stop))
        scan.claim(start, stop)
        scan.blanks.append(Blank(stop + 1, stop + 1, name, "long_text", confidence=0.8))
    return True


def _name(scan: Scan, start: int, stop: int) -> str:
    """Return a heading without its number, "" for a line that is none."""
    line = scan.flat[start:stop].strip(GAPS)
    bare = _NUMBER.sub("", line)
    if not bare or len(bare) > LONGEST or line[-1] in _ENDS or "," in line or line.startswith("["):
        return ""
    return _NUMBER.sub("", scan.label(start, stop))
