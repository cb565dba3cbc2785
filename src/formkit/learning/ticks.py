"""Tick boxes of a blank form: their marks in all encodings, and the option that each belongs to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from formkit.learning.labelling import kind_of_label
from formkit.learning.scanning import BOX, GAPS, Blank, Scan

SEPARATORS: Final = GAPS + "、,;/|.·或和"
MOST_BOXES: Final = 500
FEWEST_HOLLOW: Final = 2
LONGEST_HOLLOW_OPTION: Final = 12
_SPACED_OUT: Final = re.compile(r"[ \u3000\t_]{2,}|[\u3000\t_]")
_ENDS: Final = re.compile(r"[。!?;\n]")
_LETTER: Final = re.compile(r"[(]?[A-Za-z\d]{1,2}[.、)]? ")
_GRID: Final = re.compile(r"□(?: ?□){3,}")
_HOLLOW: Final = re.compile(r"[(\[](?P<inside>[ \u3000]{0,3})[)\]]")


class Mark(NamedTuple):
    """A box: its own characters, and those with the brackets around it."""

    start: int
    stop: int
    outer_start: int
    outer_stop: int


class Item(NamedTuple):
    """A box with the option that it belongs to, and where both together begin and end."""

    mark: Mark
    option: str
    start: int
    stop: int


def _add_grid(scan: Scan, start: int, stop: int) -> None:
    """Add boxes in a row without options: one character of an answer goes into each."""
    words = scan.words_before(start)
    label = scan.label(*words)
    scan.claim(words[0], start)
    kind, unit = kind_of_label(label)
    scan.add(Blank(start, stop, label, kind, unit))


def _marks(scan: Scan) -> list[Mark]:
    marks: list[Mark] = []
    for match in itertools.islice(re.finditer(BOX, scan.flat), MOST_BOXES):
        start, stop = match.span()
        if scan.used[start]:
            continue
        before, after = scan.flat[:start].rstrip(" "), scan.flat[stop:].lstrip(" ")
        if before.endswith(("(", "[")) and after.startswith((")", "]")):
            marks.append(Mark(start, stop, len(before) - 1, len(scan.flat) - len(after) + 1))
        else:
            marks.append(Mark(start, stop, start, stop))
    return marks or _hollow_marks(scan)


def _hollow_marks(scan: Scan) -> list[Mark]:
    """Return empty brackets that stand before or behind short options: ( )是 ( )否."""
    marks = [
        Mark(*match.span("inside"), *match.span())
        for match in itertools.islice(_HOLLOW.finditer(scan.flat), MOST_BOXES)
    ]
    if len(marks) < FEWEST_HOLLOW:
        return []
    return marks if all(_short(scan, mark) for mark in marks) else []


def _short(scan: Scan, mark: Mark) -> bool:
    start, stop = scan.line_at(mark.start)
    before = re.split(r"[)\]:]|\s{2,}", scan.flat[start : mark.outer_start].rstrip())[-1]
    after = re.split(r"[(\[:]|\s{2,}", scan.flat[mark.outer_stop : stop].lstrip())[0]
    near = [piece.strip(SEPARATORS) for piece in (before, after)]
    return any(0 < len(piece) <= LONGEST_HOLLOW_OPTION for piece in near)


def _stands_before(scan: Scan, marks: Sequence[Mark]) -> bool:
    """Whether boxes stand before their options; all lines of a text vote."""
    votes = 0
    for start, stop in dict.fromkeys(scan.line_at(mark.start) for mark in marks):
        inside = [mark for mark in marks if start <= mark.start <= stop]
        head = re.split(r"[:?。(]", scan.flat[start : inside[0].outer_start])[-1].strip(GAPS)
        tail = scan.flat[inside[-1].outer_stop : stop].strip(GAPS + ")。;")
        if bool(head) != bool(tail):
            votes += 2 * len(inside) * (1 if tail else -1)
        for mark in inside:
            left = scan.flat[mark.outer_start - 1 : mark.outer_start]
            right = scan.flat[mark.outer_stop : mark.outer_stop + 1]
            votes += _is_word(right) - _is_word(left)
    return votes >= 0


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def items_of(scan: Scan) -> Iterator[Item]:
    """Yield the boxes of a text with their options; rows of boxes for single characters become blanks."""
    for match in _GRID.finditer(scan.flat):
        _add_grid(scan, *match.span())
    marks = _marks(scan)
    before = _stands_before(scan, marks)
    for number, mark in enumerate(marks):
        start, stop = scan.line_at(mark.start)
        last = marks[number - 1] if number else None
        following = marks[number + 1] if number + 1 < len(marks) else None
        if before:
            high = stop if following is None or following.start > stop else following.outer_start
            alone = following is None or following.start > stop
            peers = last is not None and last.start >= start
            span = _words_after(scan.flat, mark.outer_stop, high, cut=alone and peers)
        else:
            low = start if last is None or last.start < start else last.outer_stop
            span = _words_up_to(scan.flat, low, mark.outer_start, cut=following is not None)
        words = " ".join(scan.text[slice(*span)].split())
        bounds = (*span, mark.outer_start, mark.outer_stop) if words else (mark.outer_start, mark.outer_stop)
        yield Item(mark, words, min(bounds), max(bounds))


def _words_after(flat: str, low: int, high: int, *, cut: bool) -> tuple[int, int]:
    """Return the span of the option behind a box; ``cut``: of the last of a line only the first word."""
    while low < high and flat[low] in GAPS:
        low += 1
    ends = [match.start() for match in _SPACED_OUT.finditer(flat, low, high)]
    ends += [match.start() for match in _ENDS.finditer(flat, low, high)]
    ends += [match.start() for match in _HOLLOW.finditer(flat, low, high)]
    high = min([high, *ends])
    colon = flat.find(":", low, high)
    if colon >= 0:
        high = max(flat.rfind(sign, low, colon) for sign in " ,、(")
        high = colon if high <= low else high
    elif (
        cut
        and not flat[low:high].isascii()
        and (space := _space_after(flat, low + _numbered(flat, low), high)) > 0
    ):
        high = space
    high = _balanced(flat, low, high)
    while high > low and flat[high - 1] in SEPARATORS:
        high -= 1
    return low, high


def _space_after(flat: str, low: int, high: int) -> int:
    """Return the first space that ends an option; one before its Latin name does not: 完好 Good."""
    match = re.search(" (?![A-Za-z])", flat[low:high])
    return low + match.start() if match is not None else -1


def _numbered(flat: str, low: int) -> int:
    """Return how long the letter or number before an option is: A. 国家级."""
    match = _LETTER.match(flat, low)
    return match.end() - low if match is not None else 0


def _balanced(flat: str, low: int, high: int) -> int:
    """Return the end, earlier if a bracket is shut that was not opened, or never shut."""
    opened: list[int] = []
    for place in range(low, high):
        if flat[place] in "([":
            opened.append(place)
        elif flat[place] in ")]":
            if not opened:
                return place
            opened.pop()
    return opened[0] if opened and opened[0] > low else high


def _words_up_to(flat: str, low: int, high: int, *, cut: bool) -> tuple[int, int]:
    """Return the span of the option before a box."""
    while high > low and flat[high - 1] in GAPS + ".":
        high -= 1
    for match in _SPACED_OUT.finditer(flat, low, high):
        low = match.end()
    low = max(low, *(flat.rfind(sign, low, high) + 1 for sign in ":。!?;"))
    low = max(low, _unopened(flat, low, high))
    while low < high and (flat[low] in SEPARATORS or flat[low] in ")]%"):
        low += 1
    space = flat.rfind(" ", low, high)
    if cut and space > low and space - low > 1 and not flat[low:high].isascii():
        low = space + 1
    return low, high


def _unopened(flat: str, low: int, high: int) -> int:
    """Return where the text begins behind a bracket that is not shut before its end."""
    depth = 0
    for place in range(high - 1, low - 1, -1):
        if flat[place] in ")]":
            depth += 1
        elif flat[place] in "([":
            if not depth:
                return place + 1
            depth -= 1
    return low
