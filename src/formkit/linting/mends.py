"""What has to be set in a file so that its mistakes are gone; what only a person can decide stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from formkit.gongwen.clauses import CLAUSES
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


def sides_of(mistake: Mistake) -> tuple[tuple[str, int], ...]:
    """Return sides of the page and their measures in twips; nothing for what is no measure of a page.

    Where each margin holds and 版心 does not, both of its margins are set.
    """
    element, _, side = mistake.clause.key.partition(".")
    if mistake.place.kind != "page" or element not in {"page", "text"}:
        return ()
    sides = {"width": ("left", "right"), "height": ("top", "bottom")}[side] if element == "text" else (side,)
    wanted = {one: CLAUSES[f"page.{one}"].wanted for one in sides}
    return tuple(
        ({"width": "w", "height": "h"}.get(one, one), round(value * _MM))
        for one, value in wanted.items()
        if not isinstance(value, str)
    )


def blank_of(mistake: Mistake) -> int:
    """Return how many blank lines are to come above a paragraph; fewer than none have to go."""
    clause, found = mistake.clause, mistake.found
    if not clause.key.endswith((".blank", "annex_title.row")):
        return 0
    return 0 if isinstance(found, str) or isinstance(clause.wanted, str) else round(clause.wanted - found)


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
