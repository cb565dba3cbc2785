"""The answers of one form, each with where it was found and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from formkit.finding import Finding
from formkit.grid import Picture
from formkit.spot import Spot

Value = str | tuple[str, ...] | Picture


class Found(NamedTuple):
    """One answer: its value (None where there is none), the text as typed, its place, 0 to 1."""

    value: Value | None
    raw: str = ""
    spot: Spot | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Record:
    """The answers of one form, by path: ``leader.name``, ``members[0].duty``."""

    programme: str
    form: str
    answers: Mapping[str, Found]

    def value(self, path: str) -> Value | None:
        """Return the value at a path, or None where nothing was answered."""
        found = self.answers.get(path)
        return None if found is None else found.value


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text that no field claims, and where it stands."""

    text: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Case:
    """What came of one file: the record, the text left over, and what is to be said about it."""

    source: str
    record: Record
    leftovers: tuple[Leftover, ...] = ()
    findings: tuple[Finding, ...] = ()
