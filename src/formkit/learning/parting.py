"""Equal labels told apart: by the party, the choice or the signature that they belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from formkit.chinese.folding import fold
from formkit.learning.places import Place

#: What tells the person whom all after it is about, and a party that the rest of its cell is about.
_PERSON: Final = re.compile(
    r"(?P<who>.{2,}?)姓名|(?P<role>.{1,6}人|(?:recipient|sender|applicant).{0,9})", re.IGNORECASE
)
_PARTY: Final = re.compile(
    r"(?P<who>.{2,}?)名称|(?P<party>.{1,12}(?:方|人|单位|机构|公司|企业|学校|部门)|[甲乙丙丁]方)(?:[（(].*)?"
)
_WHEN: Final = frozenset(("日期", "时间", "date"))
_SIGNED: Final = frozenset(("signature", "seal"))


def told_apart(places: Sequence[Place]) -> Iterator[Place]:
    """Yield the places; those with one label and one block get the name of whom they are about.

    That is the last party named before, or the last choice: 保险公司 behind 交强险 □有 □无.
    """
    times = Counter(map(_key, places))
    labels = Counter(fold(place.label) for place in places)
    person = party = ""
    columns: dict[tuple[object, ...], str] = {}
    for before, place in zip((None, *places), places, strict=False):
        if before is not None and before.spot != place.spot and place.spot.row is not None:
            party = ""
        about = party or columns.get(_column(place), "") or person
        if before is not None and before.spot == place.spot and fold(place.label) in _WHEN:
            about = before.label if fold(before.label) not in _WHEN else about
        known = {fold(place.label), *map(fold, place.block.split("/"))}
        if times[_key(place)] > 1 and about and fold(about) not in known:
            yield replace(place, block="/".join(filter(None, (place.block, about))))
        else:
            yield place
        if labels[fold(place.label)] == 1:
            match = _PERSON.fullmatch(place.label)
            person = _who(match) if match is not None else person
            party = _party(place) or party
            if place.spot.row is not None and _PARTY.fullmatch(place.label):
                columns[_column(place)] = _party(place)


def _column(place: Place) -> tuple[object, ...]:
    return place.spot.block, place.spot.table, place.spot.col


def _key(place: Place) -> tuple[str, str]:
    return fold(place.label), fold(place.block)


def _party(place: Place) -> str:
    """Return whom or what the rest of a cell, or of some lines, may be about."""
    if place.kind.startswith("choice"):
        return place.label if place.spot.row is not None else ""
    match = _PERSON.fullmatch(place.label) or _PARTY.fullmatch(place.label)
    return _who(match) if match is not None else ""


def _who(match: re.Match[str]) -> str:
    return next(filter(None, match.groups()), "")


def signed_dates(before: Sequence[Place], dates: Sequence[Place]) -> list[Place]:
    """Return the dates of a line, each under the signature that stands over it on the line before."""
    signed = [place for place in before if place.kind in _SIGNED]
    alone = all(place.kind == "date" and not place.label.endswith("：") for place in dates)
    if len(signed) != len(dates) or len(signed) < 2 or not alone:  # noqa: PLR2004 (two sign, or more)
        return list(dates)
    return [
        replace(date, block=_party(replace(mark, kind="text")) or mark.label)
        for date, mark in zip(dates, signed, strict=True)
    ]
