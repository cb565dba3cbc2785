"""Two pages of a form printed side by side on one sheet are two pages again."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.ruling.page import Page, Placed
from formkit.ruling.segments import Segment
from formkit.ruling.turning import Turn

#: A sheet of two pages is at least so many times as wide as high.
WIDE = 1.2
#: Between its pages nothing stands for so many points, somewhere in the middle fifth of the sheet.
GUTTER, MIDDLE = 24.0, 0.1
#: Each half has at least so many characters; without tables on both sides, so many.
FEW, MANY = 20, 120
#: Lines that a table has at the least.
RULED = 4


def halves(page: Page) -> tuple[Page, ...]:
    """Return the two pages of a sheet from left to right, or the page itself."""
    if page.width < WIDE * page.height:
        return (page,)
    cut = _gutter(page)
    if cut is None or not _is_two(page, cut):
        return (page,)
    return _half(page, 0.0, cut), _half(page, cut, page.width)


def _gutter(page: Page) -> float | None:
    """Return the middle of the widest empty strip near the middle of a sheet."""
    low, high = page.width * (0.5 - MIDDLE), page.width * (0.5 + MIDDLE)
    reached, best = low, (0.0, 0.0)
    for left, right in sorted(_spans(page)):
        if right <= low:
            continue
        if left >= high:
            break
        best = max(best, (left - reached, (left + reached) / 2))
        reached = max(reached, right)
    best = max(best, (high - reached, (high + reached) / 2))
    return best[1] if best[0] >= GUTTER else None


def _spans(page: Page) -> Iterator[tuple[float, float]]:
    yield from ((glyph.left, glyph.right) for glyph in page.glyphs if not glyph.text.isspace())
    yield from ((min(line.left, line.right), max(line.left, line.right)) for line in page.segments)
    yield from ((placed.box[0], placed.box[2]) for placed in page.pictures)


def _is_two(page: Page, cut: float) -> bool:
    left = sum(glyph.left < cut for glyph in page.glyphs)
    right = len(page.glyphs) - left
    ruled = sum(line.left < cut for line in page.segments)
    least = FEW if min(ruled, len(page.segments) - ruled) >= RULED else MANY
    return min(left, right) >= least


def _half(page: Page, start: float, stop: float) -> Page:
    """Return what stands between two x as a page of its own."""
    last = stop == page.width
    back = page.back.after(Turn(e=start))

    def here(x: float) -> bool:
        return (start <= x < stop) or (last and x >= stop) or (not start and x < 0)

    return page._replace(
        width=stop - start,
        glyphs=[
            glyph._replace(left=glyph.left - start, right=glyph.right - start)
            for glyph in page.glyphs
            if here(glyph.left)
        ],
        segments=[
            Segment(line.left - start, line.top, line.right - start, line.bottom)
            for line in page.segments
            if here(line.left)
        ],
        pictures=[
            Placed((box[0] - start, box[1], box[2] - start, box[3]), picture)
            for box, picture in page.pictures
            if here(box[0])
        ],
        sideways=[mark.after(Turn(e=-start), 0) for mark in page.sideways if here(mark.x)],
        typed=[
            item._replace(box=(item.box[0] - start, item.box[1], item.box[2] - start, item.box[3]))
            for item in page.typed
            if here(item.box[0])
        ],
        lost=[(x - start, y) for x, y in page.lost if here(x)],
        back=back,
    )
