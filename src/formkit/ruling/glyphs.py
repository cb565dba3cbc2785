"""Characters with their places become lines of text in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

#: Baselines of one line lie closer than this share of the font size, each to the next (raised notes) ...
STEP = 0.4
#: ... and all of them within this share.
SPREAD = 0.8
#: A gap of this share of the font size stands for a space between two words of letters,
WORD_GAP = 0.22
#: next to a digit (numbers are often spaced letter by letter),
DIGIT_GAP = 0.5
#: and next to a Chinese character, which justified lines and letter-spaced labels draw apart.
WIDE_GAP = 1.0
#: unless both its neighbours stand close, at most this far from the next: then a typed space was left out.
HALF_GAP, CLOSED = 0.45, 0.1
#: The same character drawn again this near makes it look bold.
BOLD_SHIFT = 0.3
#: What stands for an empty blank that is drawn as a line.
BLANK = "____"


#: What may not begin a line: it stays with the character before it.
CLOSING = frozenset("，。、；：？！）】》〉」』”’％…—,.;:?!)]}%>·~～")
#: What may not end a line: it stays with the character after it.
OPENING = frozenset("（【《〈「『“‘([{<")


class Glyph(NamedTuple):
    """A character: its text, its origin and advance, its baseline, and its font size."""

    text: str
    left: float
    right: float
    base: float
    size: float


class TextLine(NamedTuple):
    """A line as it is printed.

    ``left`` and ``right`` are those of its visible characters. ``head`` is the width of what cannot be
    parted from its first character, ``tail`` that of the letters and digits it ends with; ``spaced``
    says that it ends with a space. ``answer`` is where the text after its last colon begins, -1 where
    there is none: an answer that is longer than its line goes on there. ``over`` counts letters that stand on
    other letters.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    head: float
    tail: float
    spaced: bool
    answer: float = -1.0
    over: int = 0


def is_wide(char: str) -> bool:
    """Whether a character is as wide as it is high: Chinese, full-width marks."""
    return char >= "\u2e80"


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Return the lines of one area from top to bottom; characters that cannot be seen make no line.

    >>> [line.text for line in lines_of([Glyph("名", 30, 40, 9, 10), Glyph("姓", 5, 15, 9.2, 10)])]
    ['姓 名']
    """
    found: list[TextLine] = []
    group: list[Glyph] = []
    first = last = size = 0.0
    for glyph in sorted(glyphs, key=itemgetter(3)):
        base = glyph[3]
        size = max(size, glyph[4])
        if group and (base - last > STEP * size or base - first > SPREAD * size):
            _add(found, group)
            group = []
        if not group:
            first = base
        group.append(glyph)
        last, size = base, glyph[4]
    _add(found, group)
    return found


def _add(found: list[TextLine], group: list[Glyph]) -> None:
    line = _line(group) if group else None
    if line is not None:
        found.append(line)


def _line(glyphs: list[Glyph]) -> TextLine | None:
    glyphs.sort(key=itemgetter(1))
    over = 0
    if any(after[1] - glyph[1] <= BOLD_SHIFT * glyph[4] for glyph, after in pairwise(glyphs)):
        glyphs = _once(glyphs)
        over = _over(glyphs)
    seen = [glyph for glyph in glyphs if not glyph[0].isspace()]
    if not seen:
        return None
    text = _spaced(glyphs)
    body = text.rstrip()
    size, base = max([(glyph[4], glyph[3]) for glyph in seen])
    right = max([glyph[2] for glyph in seen])
    return TextLine(
        body,
        seen[0].left,
        right,
        base,
        size,
        _head(seen),
        _tail(seen),
        len(body) < len(text),
        _answer(seen),
        over,
    )


def _over(glyphs: Sequence[Glyph]) -> int:
    """Return how many letters stand on the one before them."""
    return sum(
        after[1] < (glyph[1] + glyph[2]) / 2 and glyph[0].isalnum() and after[0].isalnum()
        for glyph, after in pairwise(glyphs)
    )


def _answer(seen: Sequence[Glyph]) -> float:
    colons = [place for place, glyph in enumerate(seen[:-1]) if glyph[0] in "：:"]
    return seen[colons[-1] + 1].left if colons else -1.0


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Leave out characters drawn a second time for boldness."""
    found: list[Glyph] = []
    last: dict[str, Glyph] = {}
    for glyph in glyphs:
        before = last.get(glyph.text)
        last[glyph.text] = glyph
        if before is not None and _is_again(before, glyph):
            continue
        found.append(glyph)
    return found


def _is_again(before: Glyph, glyph: Glyph) -> bool:
    near = min(BOLD_SHIFT * glyph.size, (before.right - before.left) / 2)
    shift = glyph.left - before.left
    return shift <= near and abs(glyph.base - before.base) <= near and not _is_ligature(before, glyph)


def _is_ligature(one: Glyph, other: Glyph) -> bool:
    """Whether two characters are the parts of one glyph (ff, ——): their places are one to the last bit."""
    return one == other and (one.text in "fl" or one.right - one.left > 1.5 * one.size)


def _spaced(glyphs: Sequence[Glyph]) -> str:
    """Return the text of a line; a wide gap in which nothing stands is a space."""
    gaps = [(after[1] - glyph[2]) / (max(after[4], glyph[4]) or 1.0) for glyph, after in pairwise(glyphs)]
    if not gaps or max(gaps) <= WORD_GAP:
        return "".join([glyph[0] for glyph in glyphs])
    pieces = [glyphs[0][0]]
    for place, gap in enumerate(gaps):
        after = glyphs[place + 1]
        if gap > WORD_GAP and gap > _least_gap(glyphs[place][0], after[0], gaps, place):
            pieces.append("  " if gap > 2 * WIDE_GAP else " ")
        pieces.append(after[0])
    return "".join(pieces)


def _least_gap(before: str, after: str, gaps: Sequence[float], place: int) -> float:
    """Return the gap that is a space between two characters; one among closed ranks is seen sooner."""
    beside = [*gaps[max(place - 1, 0) : place], *gaps[place + 1 : place + 2]]
    alone = bool(beside) and max(beside) < CLOSED
    one, other = before[-1], after[0]
    if one.isspace() or other.isspace() or "_" in {one, other}:
        return WIDE_GAP
    if one >= "\u2e80" or other >= "\u2e80":
        return HALF_GAP if alone else WIDE_GAP
    return DIGIT_GAP if (one.isdigit() or other.isdigit()) and not alone else WORD_GAP


def _head(seen: Sequence[Glyph]) -> float:
    """Return the width of what a line break would have had to carry over whole."""
    stop = 0
    while stop < len(seen) - 1 and seen[stop].text in OPENING:
        stop += 1
    if seen[stop].text.isalnum() and not is_wide(seen[stop].text):
        while stop < len(seen) - 1 and _goes_on(seen[stop], seen[stop + 1]):
            stop += 1
    while stop < len(seen) - 1 and seen[stop + 1].text in CLOSING:
        stop += 1
    return seen[stop].right - seen[0].left


def _goes_on(glyph: Glyph, after: Glyph) -> bool:
    """Whether the next character belongs to the same word or number."""
    near = after.left - glyph.right < WORD_GAP * glyph.size
    return near and after.text.isalnum() and not is_wide(after.text)


def _tail(seen: Sequence[Glyph]) -> float:
    start = len(seen) - 1
    if not _is_letter(seen[start]):
        return 0.0
    while start and _is_letter(seen[start - 1]) and _goes_on(seen[start - 1], seen[start]):
        start -= 1
    return seen[-1].right - seen[start].left


def _is_letter(glyph: Glyph) -> bool:
    return glyph.text.isalnum() and not is_wide(glyph.text)
