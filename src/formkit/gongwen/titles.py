"""The lines of a title: in 梯形 or 菱形, and no word cut (GB/T 9704—2012, 7.3.1)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Final

from formkit.gongwen.elements import HEAD_SIZE, TITLE_SIZE

#: 156 mm of 二号 type: 442 points of 22 each.
TITLE_WIDTH: Final = 20
MOST_LINES: Final = 4
_NOT_FIRST: Final = "的地得了等、，。；：！？”’）》〉】〕…—和与及或"
_NOT_LAST: Final = "“‘（《〈【〔第各关于"
#: Where a title is read with a pause: before what it is about.
_PAUSE: Final = "关于"


def width(text: str) -> float:
    """Return how wide a text is in 字: Chinese and full-width characters 1, others half.

    >>> width("开展2025年“棠城工匠”")
    11.0
    """
    return sum(
        1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5
        for character in text
        if not unicodedata.combining(character)
    )


def head_scale(name: str) -> int:
    """Return how wide the characters of a letterhead are, in percent, so that it stands in one line (7.2.4).

    >>> head_scale("重庆市荣昌区人力资源和社会保障局文件"), head_scale("荣昌区文件")
    (61, 100)
    """
    return min(100, int(100 * TITLE_WIDTH * TITLE_SIZE / (HEAD_SIZE * width(name))))


def is_shapely(widths: Sequence[float]) -> bool:
    """Whether lines stand as 梯形 or 菱形: they grow, then shrink, and are not all of one length.

    >>> is_shapely([19, 20, 9]), is_shapely([8, 14]), is_shapely([19, 13, 16]), is_shapely([12, 12])
    (True, True, False, False)
    >>> is_shapely([12])
    True
    """
    if len(widths) == 1:
        return True
    top = widths.index(max(widths))
    up = all(one <= other for one, other in pairwise(widths[: top + 1]))
    down = all(one >= other for one, other in pairwise(widths[top:]))
    return up and down and len(set(widths)) > 1


def may_part(before: str, after: str) -> bool:
    """Whether a line may end with one word and the next begin with the other."""
    return bool(before and after) and after[0] not in _NOT_FIRST and before[-1] not in _NOT_LAST


def title_lines(words: Sequence[str], most: float = TITLE_WIDTH) -> tuple[str, ...]:
    """Return the lines of a title that is given as words, none wider than ``most`` 字.

    The fewest lines that can be shapely; among those a pause before 关于 and lines of like length win. Where
    nothing is shapely, the lines that at least cut no word; where a word alone is too wide, all in one line.

    >>> title_lines("关于 开展 陶艺 技能 竞赛 的 通知".split(), 8)
    ('关于开展陶艺', '技能竞赛的通知')
    """
    text = "".join(words)
    if width(text) <= most:
        return (text,)
    places = [
        number
        for number in range(1, len(words))
        if may_part("".join(words[:number]), "".join(words[number:]))
    ]
    fallback: tuple[str, ...] = (text,)
    for count in range(1, MOST_LINES):
        found = [_at(words, chosen) for chosen in combinations(places, count)]
        fitting = [lines for lines in found if all(width(line) <= most for line in lines)]
        shapely = [lines for lines in fitting if is_shapely([width(line) for line in lines])]
        if shapely:
            return min(shapely, key=_roughness)
        if fitting and len(fallback) == 1:
            fallback = min(fitting, key=_roughness)
    return fallback


def _at(words: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    return tuple("".join(words[start:end]) for start, end in pairwise((0, *places, len(words))))


def _roughness(lines: tuple[str, ...]) -> tuple[int, float]:
    """Return what speaks against lines: a 关于 that stands within one, then how unlike their lengths are."""
    within = sum(_PAUSE in line[1:] for line in lines)
    widths = [width(line) for line in lines]
    return within, max(widths) - min(widths)
