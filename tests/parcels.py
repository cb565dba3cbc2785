"""Packages of an inbox made by hand, as the ledger knows them, and what a clerk wrote about them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from formkit.collecting.grouping import Group
from formkit.entries import RECEIPTS, Entries
from formkit.parcel import Parcel, Sender

MAIN = "01"
"""The slot of the main form."""


def parcel(  # noqa: PLR0913 (all but one are keywords)
    name: str,
    unit: str = "甲厂",
    leader: str = "甄样本",
    studio: str = "甄样本工作室",
    *,
    code: str = "",
    whole: bool = True,
    slots: Iterable[str] | None = None,
    refusal: str = "",
    digest: str = "",
    run: int = 1,
    modified: float = 0.0,
    present: bool = True,
    number: int = 0,
) -> Parcel:
    """Return a package; its digest follows from its name."""
    held = tuple(slots) if slots is not None else (MAIN,) if whole else ("02",)
    sender = Sender(code, unit, leader, studio, whole, held, refusal)
    content = digest or hashlib.sha256(name.encode()).hexdigest()
    return Parcel(name, content, content, run, modified, present, number, "", "", sender)


def unknown(name: str, *, number: int = 0, refusal: str = "damaged") -> Parcel:
    """Return a package of which nothing is known."""
    return parcel(name, "", "", "", whole=False, slots=(), number=number, refusal=refusal)


def told(column: str = "number", /, **texts: str) -> Entries:
    """Return what a clerk wrote about packages, by their names."""
    return written(texts, column)


def written(texts: Mapping[str, str], column: str = "number") -> Entries:
    """Return what a clerk wrote about packages, by any names."""
    entries = Entries()
    for name, text in texts.items():
        entries.put(RECEIPTS, name, column, text)
    return entries


def members(groups: Iterable[Group]) -> dict[int, set[str]]:
    """Return by number the names of the packages that are one submission."""
    return {group.number: {item.name for item in group.parcels} for group in groups}


def numbered(groups: Iterable[Group]) -> list[Parcel]:
    """Return the packages as the ledger knows them after they were put to their submissions."""
    return [item._replace(number=group.number) for group in groups for item in group.parcels]
