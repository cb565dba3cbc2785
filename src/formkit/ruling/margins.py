"""Page numbers, running heads and feet are of the paper, not of the form: they are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from formkit.ruling.glyphs import TextLine
from formkit.ruling.page import Sheet

#: Where such lines stand, as shares of a page's height: above and below the usual margins of the text.
TOP, BOTTOM = 0.09, 0.91
#: Lines that a head or a foot may have.
MOST_LINES = 4
#: A line stands at the same height on two pages when it differs by no more than this.
SAME = 3.0
#: On so many pages a line that repeats is a running head for sure; on two its first print is kept.
SURE = 3

_DASH: Final = r"[\s\-‐–—―－_·•~～|]*"
_DRESSED: Final = re.compile(
    rf"{_DASH}(?:第\s*\d{{1,4}}\s*页|(?:Page|P\.)\s*\d{{1,4}}|\d{{1,4}}\s*[/／]\s*\d{{1,4}}|[-‐–—―－·•~～|_]\s*\d{{1,4}}\s*[-‐–—―－·•~～|_])"
    rf"[\s,，/／]*(?:(?:共|of)\s*\d{{1,4}}\s*页?)?{_DASH}",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"\s*(\d{1,4})\s*")
_DIGITS: Final = re.compile(r"\d+")


def without_margins(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the pages without page numbers and without the lines that repeat at their edges."""
    edges = [_edges(sheet) for sheet in sheets]
    repeated = _repeated([[_key(line) for line in lines] for lines in edges])
    offsets = Counter(
        int(found[1]) - sheet.number
        for sheet, lines in zip(sheets, edges, strict=True)
        for line in lines
        if (found := _BARE.fullmatch(line.text))
    )
    counted = {offset for offset, times in offsets.items() if times > 1 or offset == 0}
    kept: list[Sheet] = []
    seen: set[tuple[str, int]] = set()
    for sheet, lines in zip(sheets, edges, strict=True):
        dropped: set[int] = set()
        for line in lines:
            key = _key(line)
            times = repeated.get(key, 0)
            if _is_number(line.text, sheet.number, counted) or (times and (times >= SURE or key in seen)):
                dropped.add(id(line))
            seen.add(key)
        rest = tuple(line for line in sheet.lines if id(line) not in dropped)
        # A page that says nothing else says just this.
        kept.append(sheet._replace(lines=rest) if rest or sheet.grids or sheet.pictures else sheet)
    return kept


def _edges(sheet: Sheet) -> list[TextLine]:
    """Return the lines above and below all else that stand in the margins."""
    tops = [grid.ys[0] for grid in sheet.grids] + [placed.box[1] for placed in sheet.pictures]
    ends = [grid.ys[-1] for grid in sheet.grids] + [placed.box[3] for placed in sheet.pictures]
    above = min([sheet.height * TOP, *tops])
    below = max([sheet.height * BOTTOM, *ends])
    head = [line for line in sheet.lines[:MOST_LINES] if line.base < above]
    foot = [line for line in sheet.lines[-MOST_LINES:] if line.base > below]
    return [*head, *(line for line in foot if all(line is not other for other in head))]


def _key(line: TextLine) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.base / SAME)


def _repeated(pages: Sequence[Sequence[tuple[str, int]]]) -> dict[tuple[str, int], int]:
    """Return the lines that stand on more than half of the pages, with the number of pages."""
    times = Counter(key for keys in pages for key in set(keys))
    return {key: count for key, count in times.items() if count > 1 and 2 * count > len(pages)}


def _is_number(text: str, page: int, offsets: set[int]) -> bool:
    if _DRESSED.fullmatch(text):
        return True
    bare = _BARE.fullmatch(text)
    return bare is not None and int(bare[1]) - page in offsets
