"""Lines outside tables: titles, headings, and what is asked for on them or beneath them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from formkit.chinese.folding import clean_label
from formkit.grid import Document, Line, Table
from formkit.learning.blanks import Blank, blanks_in, kind_of_label
from formkit.learning.patterns import point_of
from formkit.learning.places import Place
from formkit.spot import Spot

ABOVE, INSIDE, GUESSED = 0.9, 0.95, 0.6
STYLED = re.compile(r"(?:heading|标题)?\s*[1-9]", re.IGNORECASE)
"""The identifiers of Word's styles for headings: ``Heading1``, in Chinese editions ``1``."""
LONGEST_SAMPLE = 6
NOTED = re.compile(r"(?<=..)[（(][^（）()]*[)）]$")
SECTION = "“{}”之下是否要写一段文字？"
LONGEST_HEADING = 24
ROOMY = 3
"""A colon with so much white space behind it has an answer there, and heads nothing."""
ROOM = 2
"""So many blank lines under a question are left for its answer."""
ASKING = re.compile(r"(.{2,40}?)[：:？?]\s*(?:[（(].*[)）])?[ \u3000_]*")
NUMERAL = "[一二三四五六七八九十]{1,3}"
NUMBERED = re.compile(rf"{NUMERAL}、|[（(]{NUMERAL}[)）]|第{NUMERAL}[部节章]")
POINT = re.compile(r"\s*(?:[(（]?\d{1,2}[)）.、．]|[①-⑳]|[（(][一二三四五六七八九十][）)])\s*\S")
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
    if any(not blank.trailing or blank.stop - blank.start > ROOMY for blank in blanks):
        return ""
    if blanks and not over_table:
        return ""
    return clean_label(bare) if NUMBERED.match(bare) or over_table else ""


def place_under(blocks: Sequence[Table | Line], number: int) -> Place | None:
    """Return the place beneath a line that asks for something and has room left under it, or a text box."""
    line = blocks[number]
    if isinstance(line, Line) and is_section(line):
        return _section_text(line, blocks, number)
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


def is_section(line: Line) -> bool:
    """Whether a line is a heading by its style or its numeral, and asks for a text of its own."""
    text = line.text.strip()
    if not 0 < len(NOTED.sub("", text)) <= LONGEST_HEADING or text[-1] in "。；;，,：:" or blanks_in(text):
        return False
    return STYLED.fullmatch(line.style) is not None or NUMBERED.match(text) is not None


def _section_text(line: Line, blocks: Sequence[Table | Line], number: int) -> Place | None:
    """Return the text that is to be written under a heading, where there is room or a sample for it."""
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    if (
        not isinstance(below, Line)
        or len(below.text.strip()) > LONGEST_SAMPLE
        or STYLED.fullmatch(below.style)
    ):
        return None
    following = next(
        (block for block in blocks[number + 1 :] if not isinstance(block, Line) or block.text.strip()), None
    )
    if isinstance(following, Table) or (below.text.strip() and blanks_in(below.text)):
        return None
    room = 0
    for block in blocks[number + 1 :]:
        if not isinstance(block, Line) or block.text.strip():
            break
        room += 1
    if room < ROOM and kind_of_label(NOTED.sub("", line.text.strip()))[0] != "long_text":
        return None
    label = NOTED.sub("", clean_label(line.text))
    return Place(
        below.spot, 0, len(below.text), label, "long_text", confidence=GUESSED, question=SECTION.format(label)
    )


def line_places(line: Line, heading: str, below: Table | Line | None, asked: str = "") -> Iterator[Place]:
    """Yield the places of the blanks on a line; a colon over a list of points asks for nothing.

    ``asked`` is the question on the line before, where that has no place of its own for the answer.
    """
    point = point_of(line.text)
    if point:
        start = line.text.index(point) + len(point) + 1
        stop = len(line.text.rstrip("；;。，, "))
        yield Place(line.spot, start, max(start, stop), point, "text", asked or heading, confidence=GUESSED)
        return
    listed = isinstance(below, Line) and POINT.match(below.text) is not None
    for blank in blanks_in(line.text):
        if blank.trailing and listed:
            continue
        label = blank.label or (asked if blank.boxes else "") or blank.fallback or heading
        if label:
            block = blank.block or heading
            yield inside(blank, line.spot, label, block if block != label else "")


def question_of(line: Line) -> str:
    """Return what a line asks, "" where it is no question.

    >>> question_of(Line("6.您从何处得知本次培训？"))
    '您从何处得知本次培训'
    """
    asked = ASKING.fullmatch(line.text.strip())
    return clean_label(asked[1]) if asked is not None else ""


def inside(blank: Blank, spot: Spot, label: str, block: str) -> Place:
    """Return the place of a blank within a text."""
    sure = min(INSIDE, blank.confidence)
    return Place(
        spot, blank.start, blank.stop, label, blank.kind, block, blank.unit, blank.hint, blank.boxes,
        confidence=sure, question=blank.question,
    )  # fmt: skip
