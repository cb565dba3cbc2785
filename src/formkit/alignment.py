"""Which row of a file is which row of the template.

Rows whose labels stand once in both are tied first (longest increasing chain, as a patience diff
does); what lies between two ties is aligned by a dynamic programme that lets a group's row repeat.
So rows that were added, taken out, typed above or cut off by a page break do no harm.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from formkit.chinese.folding import fold
from formkit.filerows import CUT, FileRow
from formkit.layout import Layout, TemplateRow
from formkit.pattern import Pattern

#: Above this many pairs of rows a gap is not searched: a form has some hundred rows, an attack more.
MOST_PAIRS = 250_000
#: So many printed texts stand at the ends of a cell.
ENDS = 2
#: Longer printed texts are not compared letter by letter.
LONGEST_LABEL = 20
SKIP_TEMPLATE, SKIP_FILE, SKIP_BLANK = -0.3, -0.1, 0.0
ALIKE = 0.6


def align(layout: Layout, rows: Sequence[FileRow]) -> list[int | None]:
    """Return for each row of the file the index of its template row, or None."""
    aligned: list[int | None] = [None] * len(rows)
    before_template, before_file = -1, -1
    for at_template, at_file in (*_ties(layout, rows), (len(layout.rows), len(rows))):
        _align_gap(
            layout.rows,
            rows,
            range(before_template + 1, at_template),
            range(before_file + 1, at_file),
            aligned,
        )
        if at_file < len(rows):
            aligned[at_file] = at_template
        before_template, before_file = at_template, at_file
    return aligned


def _ties(layout: Layout, rows: Sequence[FileRow]) -> list[tuple[int, int]]:
    """Return pairs of rows whose labels are the same and stand once on each side, in order."""
    seen: dict[int, int | None] = {}
    for number, found in enumerate(rows):
        if found.key:
            at = layout.unique.get((found.key, found.is_line))
            if at is not None:
                seen[at] = None if at in seen else number
    pairs = [(number, at) for at, number in seen.items() if number is not None]
    return [(at, number) for number, at in _longest_chain(sorted(pairs))]


def _longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain in which the second numbers increase too."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, (_, value) in enumerate(pairs):
        at = bisect_left(tails, value)
        tails[at:] = [value, *tails[at + 1 :]]
        ends[at:] = [number, *ends[at + 1 :]]
        previous.append(ends[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = previous[number]
    return chain[::-1]


def _align_gap(
    template: Sequence[TemplateRow],
    rows: Sequence[FileRow],
    ours: range,
    theirs: range,
    aligned: list[int | None],
) -> None:
    if not ours or not theirs:
        return
    if len(ours) == 1 and template[ours[0]].group is not None and all(not rows[n].key for n in theirs):
        for number in theirs:
            aligned[number] = None if rows[number].is_line else ours[0]
        return
    if len(ours) == len(theirs) and all(
        _is_twin(template[a], rows[b]) for a, b in zip(ours, theirs, strict=True)
    ):
        for at_template, at_file in zip(ours, theirs, strict=True):
            aligned[at_file] = at_template
        return
    if len(ours) * len(theirs) <= MOST_PAIRS:
        for at_template, at_file in _best_path(template, rows, ours, theirs):
            aligned[at_file] = at_template


def settle_gaps(
    layout: Layout,
    aligned: list[int | None],
    found: Sequence[FileRow],
    suits: Callable[[TemplateRow, FileRow], bool],
) -> None:
    """Give a line of a page to a row without printed words, where nothing else fits either of them."""
    before = -1
    gap: list[int] = []
    for number, at in enumerate([*aligned, len(layout.rows)]):
        if at is None:
            gap.append(number)
            continue
        for row in range(before + 1, at) if gap else ():
            lines = [place for place in gap if suits(layout.rows[row], found[place])]
            if len(lines) == 1:
                aligned[lines[0]] = row
                gap = [place for place in gap if place > lines[0]]
        before, gap = at, []


def _is_twin(row: TemplateRow, found: FileRow) -> bool:
    """Whether a row has the same shape and the same printed beginnings of its cells."""
    if row.is_line != found.is_line or len(row.cells) != len(found.cells):
        return False
    if row.group is not None:
        return not found.key
    return row.key == found.key and all(
        text.startswith(cell.pattern.beginning) for cell, text in zip(row.cells, found.folded, strict=True)
    )


def _best_path(
    template: Sequence[TemplateRow], rows: Sequence[FileRow], ours: range, theirs: range
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of the best alignment of a gap (Needleman-Wunsch with rows that repeat)."""
    width = len(ours) + 1
    score = [[0.0] * width for _ in range(len(theirs) + 1)]
    moves = [[0] * width for _ in range(len(theirs) + 1)]
    for i in range(1, width):
        score[0][i] = score[0][i - 1] + (0.0 if template[ours[i - 1]].repeats else SKIP_TEMPLATE)
        moves[0][i] = 1
    for j in range(1, len(theirs) + 1):
        found = rows[theirs[j - 1]]
        skip = SKIP_BLANK if found.is_blank else SKIP_FILE
        score[j][0], moves[j][0] = score[j - 1][0] + skip, 2
        for i in range(1, width):
            row = template[ours[i - 1]]
            pair = likeness(row, found)
            choices = [
                (score[j][i - 1] + (0.0 if row.repeats else SKIP_TEMPLATE), 1),
                (score[j - 1][i] + skip, 2),
            ]
            if pair > 0:
                choices.append((score[j - 1][i - 1] + pair, 3))
                if row.repeats:
                    choices.append((score[j - 1][i] + pair, 4))
            score[j][i], moves[j][i] = max(choices)
    i, j = len(ours), len(theirs)
    while i or j:
        move = moves[j][i]
        if move in (3, 4):
            yield ours[i - 1], theirs[j - 1]
        if move in (1, 3):
            i -= 1
        if move != 1:
            j -= 1


def likeness(row: TemplateRow, found: FileRow) -> float:
    """Return how well a row of a file suits a row of the template; 0 when it cannot be it."""
    if found.is_box and row.is_line:  # the frame of a text box; a table of one cell would suit it better
        return likeness(row, found._replace(is_line=True, is_box=False)) / 2
    if row.is_line != found.is_line:
        return _unruled_likeness(row, found)
    if row.repeats:
        return _repeat_likeness(row, found)
    printed = [cell.pattern for cell in row.cells if cell.pattern.folded]
    if not printed:
        return ALIKE if len(row.cells) == len(found.cells) and not found.key else 0.0
    total = got = 0.0
    for pattern in printed:
        total += len(pattern.folded)
        got += printed_share(pattern, found)
    share = got / total
    return 1.0 + 2.0 * share if share >= ALIKE else (share if share > ALIKE / 2 else 0.0)


def _unruled_likeness(row: TemplateRow, found: FileRow) -> float:
    """Return how well a line of a page suits a row of a table: borders that are not drawn are not seen."""
    if row.is_line or row.group is not None or found.cells[0].spot.page is None:
        return 0.0
    printed = [literal for cell in row.cells for literal in cell.pattern.literals]
    total = sum(map(len, printed))
    got = sum(len(literal) for literal in printed if literal in found.folded[0])
    return 1.0 + got / total if total and got / total >= ALIKE else 0.0


def _repeat_likeness(row: TemplateRow, found: FileRow) -> float:
    if row.group is None:
        if found.is_blank:
            return 0.01
        return 0.05 if found.key and found.style != row.style else 0.8 + 0.1 * (found.style == row.style)
    if found.key and len(found.key) * 2 > len(found.cells):
        return 0.05
    return 1.0 if len(row.cells) == len(found.cells) else 0.5


def printed_share(pattern: Pattern, found: FileRow) -> float:
    """Return how many characters of the printed text of a cell stand in some cell of the row."""
    whole = pattern.folded
    best = 0.0
    for cell, shown in zip(found.cells, found.folded, strict=True):
        if shown == whole:
            return float(len(whole))
        # Of a long text only both ends are folded: an outline has its headings in between.
        text = shown if len(pattern.literals) <= ENDS or CUT not in shown else fold(cell.text)
        there = sum(len(literal) for literal in pattern.literals if literal in text)
        best = max(best, float(there))
    if best == 0 and len(whole) <= LONGEST_LABEL:
        short = [text for text in found.folded if len(text) <= 2 * LONGEST_LABEL]
        ratio = max((SequenceMatcher(None, whole, text).ratio() for text in short), default=0.0)
        best = ratio * len(whole) if ratio >= ALIKE else 0.0
    return best
