"""Lines outside tables: titles, headings, and what is asked for on them or beneath them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from formkit.chinese.folding import clean_label
from formkit.grid import Document, Line, Table
from formkit.learning.blanks import Blank, blanks_in, kind_of_label
from formkit.learning.places import Place
from formkit.spot import Spot

ABOVE, INSIDE = 0.9, 0.95
LONGEST_HEADING = 24
ROOM = 2
"""So many blank lines under a question are left for its answer."""
ASKING = re.compile(r"(.{2,30}?)[：:]\s*(?:[（(].*[)）])?")
NUMERAL = "[一二三四五六七八九十]{1,3}"
NUMBERED = re.compile(rf"{NUMERAL}、|[（(]{NUMERAL}[)）]|第{NUMERAL}[部节章]")
ANNEX = re.compile(r"附\s*[件表录]")


def title_of(document: Document) -> str:
    """Return the title of a form: its first line that is neither an annex's number nor asks for something."""
    lines = [block.text.strip() for block in document.blocks if isinstance(block, Line)]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    cells = [cell.text.strip() for table in tables for cell in table.cells[:1]]
    named = [line for line in lines if line and not line.startswith("附件") and not blanks_in(line)]
    return clean_label((named or cells or [""])[0])


def heading_of(text: str, *, over_table: bool) -> str:
    """Return a line's text where it is a heading of what follows, "" elsewhere.

    A line that ends with a colon is one only where a table follows; else something is to be written there.
    """
    bare = text.strip()
    if not bare or len(bare) > LONGEST_HEADING or bare.endswith("。") or ANNEX.match(bare):
        return ""
    blanks = blanks_in(text)
    if any(not blank.trailing for blank in blanks) or (blanks and not over_table):
        return ""
    return clean_label(bare) if NUMBERED.match(bare) or over_table else ""


def place_under(blocks: Sequence[Table | Line], number: int) -> Place | None:
    """Return the place beneath a line that asks for something and has room left under it, or a text box."""
    line = blocks[number]
    asked = ASKING.fullmatch(line.text.strip()) if isinstance(line, Line) else None
    room = 0
    for block in blocks[number + 1 :]:
        if not isinstance(block, Line) or block.text.strip():
            break
        room += 1
    if asked is None or room < ROOM:
        return None
    label = clean_label(asked[1])
    first = blocks[number + 1]
    kind = kind_of_label(label, long=False)[0]
    return Place(first.spot, 0, 0, label, kind, confidence=ABOVE) if isinstance(first, Line) else None


def line_places(line: Line, heading: str) -> Iterator[Place]:
    """Yield the places of the blanks on a line."""
    for blank in blanks_in(line.text):
        label = blank.label or blank.fallback or heading
        if label:
            yield inside(blank, line.spot, label, blank.block or heading)


def inside(blank: Blank, spot: Spot, label: str, block: str) -> Place:
    """Return the place of a blank within a text."""
    sure = min(INSIDE, blank.confidence)
    return Place(
        spot, blank.start, blank.stop, label, blank.kind, block, blank.unit, blank.hint, blank.boxes,
        confidence=sure, question=blank.question,
    )  # fmt: skip
