"""Equal labels told apart: by the party, the choice or the signature that they belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from formkit.chinese.folding import fold
from formkit.learning.places import Place

#: What a person or a party is called: 担保人姓名, 出租方, 甲方（盖章）.
_NAMED: Final = re.compile(r"(?P<who>.{2,}?)(?:姓名|名称)")
_PARTY: Final = re.compile(
    r"(?P<who>.{1,12}(?:方|人|单位|机构|公司|企业|学校|部门)|[甲乙丙丁]方)(?:[（(].*)?"
)
_SIGNED: Final = frozenset(("signature", "seal"))


def told_apart(places: Sequence[Place]) -> Iterator[Place]:
    """Yield the places; those with one label and one block get the name of whom they are about.

    That is the last party named before, or the last choice: 保险公司 behind 交强险 □有 □无.
    """
    times = Counter(map(_key, places))
    labels = Counter(fold(place.label) for place in places)
    about = ""
    cell: object = None
    for place in places:
        if times[_key(place)] > 1 and about and fold(about) != fold(place.label):
            yield replace(place, block="/".join(filter(None, (place.block, about))))
        else:
            yield place
        if place.spot != cell:
            about = about if place.spot.row is None or _in_row(place, cell) else ""
            cell = place.spot
        about = (_who(place) if labels[fold(place.label)] == 1 else "") or about


def _in_row(place: Place, cell: object) -> bool:
    """Whether a place stands in the row of the one before it, where that names whom it is about."""
    before = getattr(cell, "row", None), getattr(cell, "block", None)
    return before == (place.spot.row, place.spot.block) and (place.spot.col or 0) == getattr(
        cell, "col", None
    )


def _key(place: Place) -> tuple[str, str]:
    return fold(place.label), fold(place.block)


def _who(place: Place) -> str:
    """Return whom or what the places after this one may be about."""
    if place.kind.startswith("choice"):
        return place.label if place.spot.row is not None else ""
    match = _NAMED.fullmatch(place.label) or _PARTY.fullmatch(place.label)
    return match["who"] if match is not None else ""


def signed_dates(before: Sequence[Place], dates: Sequence[Place]) -> list[Place]:
    """Return the dates of a line, each under the signature that stands over it on the line before."""
    signed = [place for place in before if place.kind in _SIGNED]
    alone = all(place.kind == "date" and not place.label.endswith("：") for place in dates)
    if len(signed) != len(dates) or len(signed) < 2 or not alone:  # noqa: PLR2004 (two sign, or more)
        return list(dates)
    return [
        replace(date, block=_PARTY.sub(lambda match: match["who"], mark.label))
        for date, mark in zip(dates, signed, strict=True)
    ]
