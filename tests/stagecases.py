"""A register made by hand: five submissions that were reviewed, inquired about, adopted and published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import formkit
from formkit.entries import DECISIONS, REPLIES, REVIEW, Entries
from formkit.finding import Finding
from formkit.readers.data import read_data
from formkit.record import Case, Found, Record
from formkit.registered import Incoming, Registered, Scored, Standing, Use
from formkit.stages import standing
from formkit.submission import Receipt, Submission

ROOT = Path(__file__).resolve().parent.parent
CALL = formkit.load("tangcheng-2025")
DEPARTMENTS = CALL.register.departments
RECEIVED = Receipt(dt.date(2025, 7, 30), dt.date(2025, 7, 30), 2, "李婷")
NUMBERS = range(1, 6)


def sample(document: str, name: str = "") -> dict[str, Any]:
    """Return the data of a document as its sample has them."""
    path = ROOT / "samples" / CALL.name / f"{name or document}.yaml"
    (record,) = read_data(path, CALL.documents[document]).records
    return record


@cache
def studios() -> tuple[Mapping[str, str], ...]:
    return tuple(sample("results")["studios"])


def registered(
    number: int, *findings: Finding, receipt: Receipt = RECEIVED, more: Mapping[str, str] | None = None
) -> Registered:
    """Return a submission of the sample; more answers by path."""
    studio = studios()[number - 1]
    answers = {
        "studio.name": studio["name"],
        "leader.name": studio["leader"],
        "unit.name": studio["unit"],
        "leader.trade": studio["occupation"],
        **(more or {}),
    }
    record = Record(CALL.name, "application", {path: Found(text, text) for path, text in answers.items()})
    submission = Submission(
        f"申报{number}", cases={"application": Case("申报表.docx", record)}, receipt=receipt
    )
    incoming = Incoming(f"申报{number}.zip", f"{number}", number, 1, Use.IN_FORCE)
    return Registered(number, submission, findings, (incoming,))


def reviewed(entries: Entries, number: int) -> None:
    entries.put(REVIEW, str(number), "date", studios()[number - 1]["reviewed_on"])
    entries.put(REVIEW, str(number), "advised", "是")


def consulted(entries: Entries, number: int) -> None:
    for place, department in enumerate(DEPARTMENTS):
        key = f"{number}/{department}"
        entries.put(REPLIES, key, "date", f"2025年9月{22 + place}日")
        entries.put(REPLIES, key, "opinion", "无异议")


def decided(entries: Entries, number: int, outcome: str = "通过") -> None:
    entries.put(DECISIONS, str(number), "meeting", "2025-10-15 00:00:00")
    entries.put(DECISIONS, str(number), "outcome", outcome)


def published(entries: Entries, number: int) -> None:
    entries.put(DECISIONS, str(number), "issued_number", "荣人社发〔2025〕112号")
    entries.put(DECISIONS, str(number), "issued_date", "2025年10月20日")


STEPS = (reviewed, consulted, decided, published)


def entries_after(count: int, *numbers: int) -> Entries:
    """Return what stands in the register after so many steps, of all five unless some are named."""
    entries = Entries()
    for number in numbers or NUMBERS:
        for step in STEPS[:count]:
            step(entries, number)
    return entries


def stands(
    entries: Entries, *findings: Finding, receipt: Receipt = RECEIVED, scored: Scored | None = None
) -> Standing:
    """Return where the first submission stands."""
    return standing(CALL, registered(1, *findings, receipt=receipt), entries, scored)


def without_rule(step: str) -> formkit.Programme:
    """Return the programme with no rule named for a step."""
    steps = {name: rule for name, rule in CALL.register.steps.items() if name != step}
    return replace(CALL, register=replace(CALL.register, steps=steps))
