"""A case as it passes between processes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from formkit.finding import Finding
from formkit.record import Case, Found, Leftover, Record
from formkit.spot import Spot

_NONE: tuple[tuple[()], ...] = ((), (), (), ())
_NOWHERE = Spot()


class Packed(NamedTuple):
    """A case as columns of plain values, which pass between processes in a fraction of the time.

    ``values`` says True for one that is the text as typed. ``spots`` are the columns of all spots, None for
    one that holds nothing; ``unplaced`` are the numbers of the answers that have no spot.
    """

    source: str
    programme: str
    form: str
    paths: tuple[str, ...]
    values: Sequence[object]
    raws: Sequence[str]
    confidences: Sequence[float]
    spots: Sequence[Sequence[object] | None]
    unplaced: frozenset[int]
    leftovers: tuple[Leftover, ...]
    findings: tuple[Finding, ...]


def pack(case: Case) -> Packed:
    """Return a case ready to be sent; a value that is the text as typed is sent once."""
    record = case.record
    values, raws, spots, confidences = zip(*record.answers.values(), strict=True) if record.answers else _NONE
    unplaced = frozenset(number for number, spot in enumerate(spots) if spot is None)
    placed = [_NOWHERE if spot is None else spot for spot in spots] if unplaced else spots
    return Packed(
        case.source,
        record.programme,
        record.form,
        _shared(tuple(record.answers)),
        [True if value == raw else value for value, raw in zip(values, raws, strict=True)],
        raws,
        confidences,
        [
            column if any(item is not None for item in column) else None
            for column in zip(*placed, strict=True)
        ],
        unplaced,
        case.leftovers,
        case.findings,
    )


@lru_cache(maxsize=64)
def _shared(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paths of a record as one object for all records that have the same: it is sent once."""
    return paths


def unpack(packed: Packed) -> Case:
    """Return the case that was packed."""
    new = tuple.__new__
    values = [raw if value is True else value for value, raw in zip(packed.values, packed.raws, strict=True)]
    nothing = (None,) * len(values)
    columns = zip(*(nothing if column is None else column for column in packed.spots), strict=True)
    spots: list[Spot | None] = [new(Spot, fields) for fields in columns]
    for number in packed.unplaced:
        spots[number] = None
    answers = {
        path: new(Found, fields)
        for path, fields in zip(
            packed.paths, zip(values, packed.raws, spots, packed.confidences, strict=True), strict=True
        )
    }
    record = Record(packed.programme, packed.form, answers)
    return Case(packed.source, record, packed.leftovers, packed.findings)
