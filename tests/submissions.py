"""Submissions made by hand: what a package of an applicant comes to, without reading a file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import formkit
from formkit.finding import Finding
from formkit.record import Case, Found, Record
from formkit.submission import Material, Receipt, Submission

CALL = formkit.load("tangcheng-2025")
UNIT, STUDIO, EXPERT = "重庆样本智能装备有限公司", "甄样本数控铣工技能大师工作室", "甄样本"
#: An identity number that nobody has: area code 99, with a valid check digit.
IDENTITY = "99010119800101001X"


def application(**answers: str) -> Case:
    """Return a filled application that says who applies; more answers by path, dots written as ``__``."""
    said = {"unit.name": UNIT, "studio.name": STUDIO, "leader.name": EXPERT}
    said |= {path.replace("__", "."): value for path, value in answers.items()}
    record = Record(CALL.name, "application", {path: Found(value, value) for path, value in said.items()})
    return Case("申报表.docx", record)


def material(name: str, slot: str | None, findings: Sequence[Finding] = ()) -> Material:
    """Return a file of a submission; its digest follows from its name."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    return Material(name, 1, digest, Path(name).suffix[1:], slot, 0.99, findings=tuple(findings))


def submission(*materials: Material, receipt: Receipt | None = None) -> Submission:
    """Return a submission with an application that says who applies."""
    return Submission("申报包", materials, {"application": application()}, receipt or Receipt())
