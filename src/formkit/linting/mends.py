"""What has to be set in a file so that its mistakes are gone; what only a person can decide stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from formkit.gongwen.elements import BODY_SIZE, BY_KEY, EM, FACES, LINE, RED
from formkit.linting.mistake import Mistake

_TWIPS: Final = 20
_MM: Final = 1440 / 25.4
_CHARACTERS: Final = (
    "firstLineChars",
    "hangingChars",
    "leftChars",
    "rightChars",
    "start",
    "end",
    "startChars",
)


class Set(NamedTuple):
    """A property to be set: its element, its values, whether it is one of runs, what has to go."""

    name: str
    values: tuple[tuple[str, str], ...]
    of_run: bool = False
    drop: tuple[str, ...] = ()


def page_of(mistake: Mistake) -> tuple[str, int] | None:
    """Return the side of the page and its measure in twips; None for what is no measure of a page."""
    element, _, side = mistake.clause.key.partition(".")
    wanted = mistake.clause.wanted
    if element != "page" or isinstance(wanted, str):
        return None
    return {"width": "w", "height": "h"}.get(side, side), round(wanted * _MM)


def looks_of(mistake: Mistake) -> Sequence[Set]:  # noqa: PLR0911 (one for each measure)
    """Return what has to be set for a mistake of looks; nothing where it cannot be mended."""
    key, _, measure = mistake.clause.key.partition(".")
    wanted = mistake.clause.wanted
    if measure == "face":
        font = FACES[str(wanted)][0]
        names = ("ascii", "hAnsi", "eastAsia")
        drop = tuple(f"{name}Theme" for name in names)
        return (Set("rFonts", tuple((name, font) for name in names), of_run=True, drop=drop),)
    if measure == "size" and not isinstance(wanted, str):
        return (Set("sz", (("val", f"{wanted * 2:g}"),), of_run=True),)
    if measure == "colour" and key != "rule":
        return (Set("color", (("val", RED),), of_run=True, drop=("themeColor", "themeTint", "themeShade")),)
    if measure == "line":
        return (Set("spacing", (("line", str(round(LINE * _TWIPS))), ("lineRule", "exact"))),)
    if measure == "align":
        return (Set("jc", (("val", "center" if wanted == "居中" else "right"),)),)
    if measure in {"first", "left", "right"} and isinstance(wanted, float | int):
        return (_indent(key, measure, float(wanted)),)
    if key == "page_number" and measure in {"odd", "even"} and mistake.place.kind == "footer":
        side = "right" if measure == "odd" else "left"
        twips = str(round(BY_KEY[key].size * _TWIPS))
        drop = (*_CHARACTERS, "firstLine", "hanging")
        return Set("jc", (("val", side),)), Set("ind", ((side, twips),), drop=drop)
    if mistake.clause.key == "annex.page":
        return (Set("pageBreakBefore", (("val", "1"),)),)
    return ()


def _indent(key: str, measure: str, wanted: float) -> Set:
    element = BY_KEY[key]
    em = EM if element.size == BODY_SIZE else element.size
    twips = str(round(wanted * em * _TWIPS))
    if measure == "right":
        return Set("ind", (("right", twips),), drop=("rightChars", "end", "endChars"))
    if measure == "left":
        return Set("ind", (("left", twips), ("firstLine", "0")), drop=("leftChars", "hanging", *_CHARACTERS))
    drop = ("hanging", *_CHARACTERS[:3], "start", "startChars")
    return Set("ind", (("left", "0"), ("firstLine", twips)), drop=drop)
