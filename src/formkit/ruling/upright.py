"""A page turned so that most of it is read from left to right, and what still stands sideways on it."""

from __future__ import annotations

from collections.abc import Sequence

from formkit.ruling.glyphs import Glyph
from formkit.ruling.page import Page, Placed, Typed
from formkit.ruling.segments import Segment
from formkit.ruling.turning import RIGHT, SLANTED, Mark, display, main_way, reading, turned


def upright(  # noqa: PLR0913, PLR0917 (all that is found on a page)
    number: int,
    size: tuple[float, float],
    said: tuple[list[Glyph], list[Mark]],
    lost: Sequence[tuple[float, float]],
    segments: Sequence[Segment],
    pictures: Sequence[Placed],
    typed: Sequence[Typed] = (),
) -> Page:
    """Return a page as it is read; ``said`` are its characters as :func:`turning.by_way` sorts them."""
    glyphs, others = said
    slanted = "".join(mark.text for mark in others if mark.way == SLANTED)
    main = main_way(glyphs, others)
    if main == RIGHT:
        sideways = [mark for mark in others if mark.way != SLANTED]
        return Page(number, *size, glyphs, segments, pictures, sideways, typed, lost, slanted)
    turn = reading(main, *size)
    others = [*others, *map(_mark, glyphs)]
    sideways = [mark.after(turn, -main) for mark in others if mark.way not in {main, SLANTED}]
    glyphs = [turned(mark, turn) for mark in others if mark.way == main]
    width, height = size if main == 2 else (size[1], size[0])  # noqa: PLR2004 (upside down)
    return Page(
        number,
        width,
        height,
        glyphs,
        [Segment(*turn.point(*line[:2]), *turn.point(*line[2:])) for line in segments],
        [Placed(turn.box(placed.box), placed.picture) for placed in pictures],
        sideways,
        [item._replace(box=turn.box(item.box)) for item in typed],
        [turn.point(*at) for at in lost],
        slanted,
        display(main, *size),
    )


def _mark(glyph: Glyph) -> Mark:
    text, left, right, base, size = glyph
    return Mark(text, left, base, left, base - size, right, base + size / 5, size)
