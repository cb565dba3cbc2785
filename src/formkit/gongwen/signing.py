"""Where 发文机关署名 stands above 成文日期 (GB/T 9704—2012, 7.3.5.1)."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

from formkit.gongwen.elements import BODY_SIZE, BY_KEY, EM, TRACKING
from formkit.gongwen.titles import width

#: Characters narrower than this are a different letter; a name that long stands to the right edge instead.
LEAST_SCALE: Final = 70
#: The room between Chinese and digits, in points: as LibreOffice prints it; Word's is about a quarter of 字.
PARTED: Final = 3.5


class SignPlace(NamedTuple):
    """Where a name stands: points from the right edge of the text, and the width of its characters in %."""

    right: float
    scale: int


def place_name(name: str, date: str) -> SignPlace:
    """Return where a name stands so that its middle is that of the date four 字 from the right.

    A name whose half is longer than that middle's distance from the edge gets narrower characters.

    >>> place_name("荣昌区人力社保局", "2025年7月1日")
    SignPlace(right=55.625, scale=100)
    >>> place_name("重庆市荣昌区人力资源和社会保障局", "2025年7月1日")
    SignPlace(right=0.3, scale=94)
    """
    middle = BY_KEY["date"].right * EM + points(date) / 2
    half = points(name) / 2
    if half <= middle:
        return SignPlace(middle - half, 100)
    # The tracking is not narrowed with the characters.
    bare = points(name) - len(name) * TRACKING
    scale = int(100 * (2 * middle - len(name) * TRACKING) / bare)
    scale = max(scale, LEAST_SCALE)
    return SignPlace(max(0.0, round(middle - (bare * scale / 100 + len(name) * TRACKING) / 2, 1)), scale)


def points(text: str) -> float:
    """Return how wide a text of the body is, in points: 16 for each character less its tracking.

    Between Chinese and digits or letters programs put some room of their own.

    >>> points("7月1日")
    57.5
    """
    widths = [width(character) for character in text]
    parted = sum(before != after for before, after in pairwise(widths))
    return sum(widths) * BODY_SIZE + len(text) * TRACKING + parted * PARTED
