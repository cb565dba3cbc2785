"""What a picture is by its shape and colours, as far as that can be told from afar."""

from __future__ import annotations

from formkit.sorting.sight import Outline

#: ISO/IEC 7810 ID-1, the size of identity cards: 85.60 mm by 53.98 mm.
CARD = 85.6 / 53.98
#: ISO 216, sheets of paper.
SHEET = 2**0.5
CAMERA = (4 / 3, 3 / 2, 16 / 9)
NEAR, NEAR_CAMERA = 0.04, 0.015
#: Photos for forms are 25 × 35, 33 × 48 or 35 × 49 mm.
NARROWEST, WIDEST = 0.62, 0.8
#: Longer ones are strips of a screen.
STRIP = 2
#: Photos for forms have at most so many pixels upwards.
TALLEST = 1_400
PLAIN, PAPER, BRIGHT, SHEET_PAPER, SCENE_PAPER, SCENE_COLOURS = 0.75, 0.45, 0.2, 0.7, 0.2, 0.2


def shape_of(outline: Outline | None) -> str:
    """Return a name of :data:`formkit.programme.SHAPES`, "" where the picture tells nothing.

    >>> shape_of(Outline(1012, 638, 0.5, 0.2, 0.3))
    'card'
    >>> shape_of(Outline(2480, 3508, 0.9, 0.1, 0.9))
    'page'
    """
    if outline is None or min(outline.width, outline.height) <= 0:
        return ""
    ratio = outline.width / outline.height
    long = max(ratio, 1 / ratio)
    if _near(ratio, CARD, NEAR) and outline.paper > BRIGHT:
        return "card"
    if _near(long, SHEET, NEAR) and outline.paper > PAPER:
        return "page"
    is_small = NARROWEST < ratio < WIDEST and outline.height < TALLEST
    if is_small and outline.plain > PLAIN and outline.paper < SHEET_PAPER:
        return "portrait"
    if outline.paper > PAPER:
        return "page" if long < STRIP else ""
    is_scene = outline.paper < SCENE_PAPER and outline.colours > SCENE_COLOURS
    return "photo" if is_scene and any(_near(long, side, NEAR_CAMERA) for side in CAMERA) else ""


def _near(ratio: float, wanted: float, tolerance: float) -> bool:
    return abs(ratio / wanted - 1) <= tolerance
