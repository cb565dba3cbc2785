"""What an applicant hands in: its files, which of them is which, and what the counter noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from formkit.finding import Finding
from formkit.record import Case


@dataclass(frozen=True, slots=True)
class Material:
    """One file of a submission.

    ``name`` is its path within the submission, parted by ``/``; ``size`` is in bytes, ``digest`` is its
    SHA-256 in hexadecimal, ``kind`` is what its bytes are (``docx``, ``pdf``, ``jpeg``; "" where they tell
    nothing). ``slot`` is the id of the attachment that it is, None while that is 待确认; ``confidence``
    (0 to 1) and ``reason`` (Chinese) say how that was told. ``text`` is what it says, "" for a picture,
    and ``pages`` how many pages it has, where its kind has pages. ``case`` is what was read from it where
    it is a filled form of the programme, and ``findings`` is what is to be said about the file itself.
    ``papers`` are the sizes of its pages, millimetres wide and high, each size once; empty where not known.
    """

    name: str
    size: int
    digest: str
    kind: str = ""
    slot: str | None = None
    confidence: float = 0.0
    reason: str = ""
    text: str = ""
    pages: int | None = None
    case: Case | None = None
    findings: tuple[Finding, ...] = ()
    papers: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What only the counter knows: days of receipt, number of copies, who took them; None: not noted.

    A file's own date never stands in for any of these.
    """

    received: dt.date | None = None
    emailed: dt.date | None = None
    copies: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """All that one applicant handed in.

    ``source`` is the folder, archive or file. ``cases`` holds what was read from the filled forms, by the
    form's name (``application``); of several files for one form, the one that counts. ``findings`` is what
    is to be said about the package as such: files that cannot be read, copies, old versions.
    """

    source: str
    materials: tuple[Material, ...] = ()
    cases: Mapping[str, Case] = field(default_factory=dict)
    receipt: Receipt = Receipt()
    findings: tuple[Finding, ...] = ()

    def of_slot(self, slot: str) -> tuple[Material, ...]:
        """Return the materials assigned to a slot of the checklist, in their order."""
        return tuple(item for item in self.materials if item.slot == slot)

    def said(self, path: str) -> str:
        """Return the text at a path in the first form that says anything there, "" where none does."""
        values = (case.record.value(path) for case in self.cases.values())
        return next((value for value in values if isinstance(value, str) and value.strip()), "")
