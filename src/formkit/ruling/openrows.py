"""Tables that draw lines between their rows and none between columns: gaps in the text show the columns."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from formkit.ruling.glyphs import Glyph, lines_of
from formkit.ruling.segments import Rule
from formkit.ruling.tiling import Frame, frame_of

#: So many lines of one length are no chance.
ENOUGH = 3
#: The lines of a table that draws none between its rows: above and under the head, and at the end.
FEW = 3
#: Tables of one page.
MOST = 20
#: Ends of lines differ by no more than this.
SAME = 2.0
#: Two lines of one table stand no further apart than this.
FARTHEST = 200.0
#: Columns are at least so many points apart, in all rows.
GAP = 10.0
#: Text nearer above a line than this share of its size is written on it: the line is none of a table's top.
NEAR = 0.6


def open_tables(loose: Sequence[Rule], glyphs: Iterable[Glyph]) -> list[tuple[Frame, list[Rule]]]:
    """Return the tables that lines without any between columns make, each with its lines."""
    whole = [group for group in _alike(loose) if len(group) >= ENOUGH][:MOST]
    said = [glyph for glyph in glyphs if glyph.text.strip()] if whole else []
    found: list[tuple[Frame, list[Rule]]] = []
    for group in whole:
        inside = [rule for rule in loose if _is_inside(rule, group)]
        frame = _table(group, inside, said)
        if frame is not None:
            found.append((frame, inside))
    return found


def _alike(loose: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield lines of one length that stand under each other."""
    groups: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in sorted(loose):
        group = groups[round(rule.start / SAME), round(rule.stop / SAME)]
        if group and rule.at - group[-1].at > FARTHEST:
            yield list(group)
            group.clear()
        group.append(rule)
    yield from groups.values()


def _is_inside(rule: Rule, group: Sequence[Rule]) -> bool:
    first = group[0]
    across = rule.start >= first.start - SAME and rule.stop <= first.stop + SAME
    return across and first.at <= rule.at <= group[-1].at


def _table(group: Sequence[Rule], inside: Sequence[Rule], said: Sequence[Glyph]) -> Frame | None:
    top, start, stop = group[0]
    bottom = group[-1].at
    near = [glyph for glyph in said if start <= (glyph.left + glyph.right) / 2 <= stop]
    if any(0 <= top - glyph.base < NEAR * glyph.size for glyph in near):
        return None
    within = [glyph for glyph in near if top < glyph.base <= bottom]
    edges = _edges(within, [rule.start for rule in inside if rule.start > start + SAME])
    if not edges or _has_hidden_rows(within, [start, *edges], inside):
        return None
    down = [Rule(x, top, bottom) for x in (start, *edges, stop)]
    return frame_of(inside, down)


def _edges(glyphs: Sequence[Glyph], starts: Sequence[float]) -> list[float]:
    """Return the middles of the gaps in which no row has text, or where in them a line begins."""
    found: list[float] = []
    reached = None
    for glyph in sorted(glyphs, key=lambda one: one.left):
        if reached is not None and glyph.left - reached >= GAP:
            drawn = [x for x in starts if reached <= x <= glyph.left]
            found.append(drawn[0] if drawn else (reached + glyph.left) / 2)
        reached = glyph.right if reached is None else max(reached, glyph.right)
    return found


def _has_hidden_rows(glyphs: Sequence[Glyph], edges: Sequence[float], inside: Sequence[Rule]) -> bool:
    """Whether several lines of text of several columns stand in a row: it may be one or some."""
    first = 1 if any(rule.start > edges[0] + SAME for rule in inside) else 0
    heights = sorted({rule.at for rule in inside})
    if len(heights) > FEW:
        return False  # lines are drawn between its rows
    for top, bottom in pairwise(heights):
        columns: dict[int, list[Glyph]] = defaultdict(list)
        for glyph in glyphs:
            if top < glyph.base <= bottom:
                columns[bisect_right(edges, (glyph.left + glyph.right) / 2) - 1].append(glyph)
        tall = [col for col, own in columns.items() if col >= first and len(lines_of(own)) > 1]
        if len(tall) > 1:
            return True
    return False
