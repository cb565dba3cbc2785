"""Whether the first row of a page is the rest of the last row of the page before, and how sure that is.

A row is cut because what stands in it did not fit. So a cell that goes on was full: its next line had no
room left in it, whatever the program does with cells that are not. That a text might go on is no proof, for
in narrow columns most texts fill their line; that other cells are at their end is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from formkit.ruling.glyphs import TextLine
from formkit.ruling.page import Area, Part

#: A row of a label and its answer.
LABELLED = 2
#: A line begins at the top of its cell if its base is no more than so many lines below it.
SHORT = 1.6
#: What a cell has free at its foot, below its last base, where the next line does not fit, in lines.
FOOT = 1.05
#: Both sides of a line free, and alike by so many font sizes: it is centred.
ALIKE = 1.0
#: A line drawn in by more than so many font sizes was put there, and is no first line of a paragraph.
FARTHEST = 3.0
#: The distance of two lines in font sizes, where no two show it.
USUAL_PITCH = 1.33
#: What a row of a list begins with: a number alone, or one before a label.
NUMBER = re.compile(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[)）.．、]|$)")
#: Numbers and dates of one form have at least so many digits.
DIGITS = 3

Pairs = Sequence[tuple[Area, Area]]


class Verdict(NamedTuple):
    """Whether two rows are one that was cut, and whether the signs leave no doubt."""

    is_cut: bool
    is_sure: bool = True


def judge(pairs: Pairs, margin: Callable[[Area], float]) -> Verdict:
    """Return whether the rows above and below a break are one; ``margin`` is that of a cell's column."""
    label_above, label_below = pairs[0]
    going = [(above, below) for above, below in pairs if _has(below)]
    # No label begins with a bracket: what does is the end of the one above.
    rests = _has(label_above) and (not _has(label_below) or text(label_below).startswith(("（", "(")))
    if len(pairs) == LABELLED and rests:
        # A label, and beside it an answer that goes on; a field with a name of its own is another answer.
        return Verdict(bool(going) or not pairs[1][1].parts[0].names)
    if not all(_has(above) for above, _ in going) or _are_numbered(label_above, label_below):
        return Verdict(is_cut=False)
    texts = [(above, below) for above, below in going if above.parts[-1].lines and below.parts[0].lines]
    if not any(_begins_at_top(below.parts[0]) for _, below in texts):
        return Verdict(is_cut=False)
    return _weighed(pairs, texts, margin)


def text(area: Area) -> str:
    """Return all characters of a cell."""
    return "".join(line.text for part in area.parts for line in part.lines)


def _weighed(pairs: Pairs, texts: Pairs, margin: Callable[[Area], float]) -> Verdict:
    """Weigh what speaks for one row against what speaks for two."""
    label_above, label_below = pairs[0]
    has_room = _have_room([above for above, _ in pairs], [above for above, _ in texts])
    if len(pairs) > 1 and _is_upright(label_above) and _is_upright(label_below):
        return Verdict(not has_room)
    full = [_is_full(above, below, margin(above)) for above, below in texts]
    # A cell that spans several rows ends nowhere here.
    ended = [
        _has(above) and not _has(below) and above.rowspan == below.rowspan == 1 for above, below in pairs
    ]
    some_end = any(ended)
    if has_room or any(_is_alike(above, below) for above, below in texts):
        return Verdict(is_cut=False, is_sure=not all(full) or not (some_end or len(pairs) <= LABELLED))
    several = [len(above.parts[-1].lines) > 1 for above, _ in texts]
    if all(full):
        is_long = any(several) or any(len(below.parts[0].lines) > 1 for _, below in texts)
        # An answer that fills a long line seldom ends with it, and hardly where its label would go on too.
        is_cut = some_end or all(several) or len(pairs) <= LABELLED
        return Verdict(is_cut, all(several) or (some_end and (is_long or not _has(label_below))))
    if not some_end:
        # Every cell would go on, but some had room on their last lines.
        return Verdict(is_cut=False, is_sure=2 * sum(full) < len(full))
    if all(one or more for one, more in zip(full, several, strict=True)):
        return Verdict(is_cut=True)
    # Paragraphs end at the break. A row without its first cell may be new; one of so few values seldom is.
    headless = not _has(label_below) and label_above.rowspan == label_below.rowspan == 1
    most_end = sum(ended) > len(texts)
    return Verdict(any(full) or (headless and most_end), not (any(full) or headless or most_end))


def _has(area: Area) -> bool:
    return any(part.lines or part.pictures for part in area.parts)


def _is_upright(area: Area) -> bool:
    """Whether a label is written downwards, one character on each line."""
    lines = [line for part in area.parts for line in part.lines]
    return len(lines) > 1 and all(len(line.text) == 1 for line in lines)


def _are_numbered(above: Area, below: Area) -> bool:
    """Whether rows are numbered, each with a number of its own."""
    return all(NUMBER.match(text(area).strip()) for area in (above, below))


def _is_alike(above: Area, below: Area) -> bool:
    """Whether two cells hold a number or a date of one form: each is whole."""
    one, other = (re.sub(r"\d", "0", text(area)) for area in (above, below))
    return one == other and one.count("0") >= DIGITS


def _have_room(row: Sequence[Area], going: Sequence[Area]) -> bool:
    """Whether the next line of some cell that goes on would have fitted in its part above the break.

    The highest text of a row shows how near to its top one can begin; one that begins lower stands in
    the middle, and has as much room above it as it lacks below.
    """
    parts = [area.parts[-1] for area in row if area.parts[-1].lines]
    top = min(_over(part) for part in parts)
    steps = [step for part in parts for step in _steps(part.lines)]
    for area in going:
        part = area.parts[-1]
        last = part.lines[-1]
        pitch = max(min(steps, default=USUAL_PITCH * last.size), last.size)
        if part.box[3] - last.base + _over(part) - top > FOOT * pitch:
            return True
    return False


def _over(part: Part) -> float:
    """Return what is free over the first line of a part."""
    first = part.lines[0]
    return first.base - first.size - part.box[1]


def _steps(lines: Sequence[TextLine]) -> list[float]:
    return [after.base - before.base for before, after in pairwise(lines) if after.base > before.base]


def _begins_at_top(part: Part) -> bool:
    first = part.lines[0]
    pitch = max(min(_steps(part.lines), default=0.0), USUAL_PITCH * first.size)
    return first.base - part.box[1] < SHORT * pitch


def _is_full(above: Area, below: Area, margin: float) -> bool:
    """Whether what begins the rest of a cell had no room on the last line above."""
    part, after = above.parts[-1], below.parts[0].lines[0]
    last = part.lines[-1]
    left, right = last.left - part.box[0] - margin, part.box[2] - margin - last.right
    centred = abs(left - right) < ALIKE * last.size
    room = right + left if centred or left > FARTHEST * last.size else right
    return room < after.head
