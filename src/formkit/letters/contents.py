"""The order and the pages of a bound volume, and what its cover and 目录 print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from formkit.finding import Severity
from formkit.letters.applicant import applicant_of, printable
from formkit.letters.receipt import UNSORTED
from formkit.letters.supplement import shown
from formkit.named import Names
from formkit.programme import Programme
from formkit.submission import Material, Submission

APART = "另附"
"""What stands in place of page numbers for what could not be bound."""


class Piece(NamedTuple):
    """One file of a volume: the slot it belongs to, as printed, and whether it is a copy."""

    material: Material
    slot: str
    label: str
    is_copy: bool


class Placed(NamedTuple):
    """A piece, the number of its first page, and how many it has; 0 where it could not be bound."""

    piece: Piece
    first: int
    pages: int


def pieces_of(programme: Programme, submission: Submission) -> tuple[Piece, ...]:
    """Return all files in the order of the checklist, those of no slot last.

    Of equal files the first stands for all, and what is surely an old version is left out.
    """
    old = outdated(submission)
    pieces = [
        Piece(material, item.slot, item.label, item.copy)
        for item in programme.attachments
        for material in submission.of_slot(item.slot)
    ]
    known = {item.slot for item in programme.attachments}
    pieces += [
        Piece(item, "", UNSORTED, is_copy=False) for item in submission.materials if item.slot not in known
    ]
    seen: dict[str, Piece] = {}
    for piece in pieces:
        if piece.material.name not in old:
            seen.setdefault(piece.material.digest or piece.material.name, piece)
    return tuple(seen.values())


def outdated(submission: Submission) -> frozenset[str]:
    """Return the names of files that are old versions beyond doubt, as was found while they were sorted."""
    return frozenset(
        finding.spot.member
        for finding in submission.findings
        if finding.code == "old-version"
        and finding.severity is Severity.NOTE
        and finding.spot is not None
        and finding.spot.member is not None
    )


def numbered(
    pieces: Sequence[Piece], pages: Mapping[str, int], sides: Mapping[str, str] | None = None
) -> tuple[Placed, ...]:
    """Give each piece the number of its first page; ``pages`` says how many it has, by the file's name.

    ``sides`` names files that stand on the page of another one, which comes before them.

    Sheets are printed on both sides: each slot begins on a right page, whose number is odd, so that it
    can be taken out. The files of one slot follow each other without blank pages.
    """
    placed: list[Placed] = []
    number, before = 1, None
    for piece in pieces:
        front = (sides or {}).get(piece.material.name)
        if front is not None:
            shared = next(item for item in placed if item.piece.material.name == front)
            placed.append(shared._replace(piece=piece))
            continue
        count = pages.get(piece.material.name, 0)
        if count and piece.slot != before:
            number += (number + 1) % 2
            before = piece.slot
        placed.append(Placed(piece, number if count else 0, count))
        number += count
    return tuple(placed)


def volume_names(
    programme: Programme, submission: Submission, placed: Sequence[Placed], on: dt.date
) -> dict[str, Any]:
    """Return what the template ``volume.docx`` prints: the cover, and the lines of the 目录."""
    applicant = applicant_of(submission)
    return {
        "title": programme.title,
        "unit": applicant.unit,
        "studio": applicant.studio,
        "expert": applicant.expert,
        "date": shown(on),
        "lines": list(_lines(placed)),
    }


def _lines(placed: Sequence[Placed]) -> Iterator[Names]:
    slots = groupby(placed, lambda item: item.piece.slot)
    for number, (_, group) in enumerate(slots, 1):
        items = list(group)
        heading = items[0].piece.label
        alone = items[0].pages > 0 and {item.first for item in items} == {items[0].first}
        yield _line(heading, _range(items[0]) if alone else "", str(number))
        if not alone:
            for item in items:
                yield _line(_title(item), _range(item))


def _line(text: str, pages: str, number: str = "") -> Names:
    return Names({"is_heading": bool(number), "number": number, "text": text, "pages": pages})


def _title(item: Placed) -> str:
    name = printable(PurePosixPath(item.piece.material.name).stem)
    return name if item.pages else f"{name}（未能转成页面）"


def _range(item: Placed) -> str:
    if not item.pages:
        return APART
    last = item.first + item.pages - 1
    return str(item.first) if item.pages == 1 else f"{item.first}—{last}"
