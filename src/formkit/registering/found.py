"""The sheet 问题清单: what is to be said about a submission, and what a clerk decided about it."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.chinese.masking import masked
from formkit.decisions import row_key
from formkit.entries import FINDINGS
from formkit.finding import Finding, Severity
from formkit.letters.deficiencies import shortened
from formkit.register_cells import Cell, Row
from formkit.registering.showing import Shown, called
from formkit.subjects import subject_of

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
LONGEST_CLAUSE = 14
"""Characters of a clause's words: with its place it is on two lines."""

TYPED = ("decision", "reason", "by")


def finding_rows(shown: Shown) -> Iterator[Row]:
    """Yield the findings, errors first; one that is said twice has one row."""
    order = list(SEVERITIES)
    told: set[str] = set()
    for finding in sorted(shown.item.findings, key=lambda each: order.index(each.severity)):
        key = row_key(shown.item.number, finding)
        if key not in told:
            told.add(key)
            yield Row(FINDINGS, key, _cells(shown, finding) | shown.typed(FINDINGS, key, TYPED))


def _cells(shown: Shown, finding: Finding) -> dict[str, Cell]:
    return shown.who.cells() | {
        "#severity": Cell(SEVERITIES[finding.severity]),
        "#subject": Cell(subject_of(shown.programme, finding)),
        "#source": Cell(masked(shortened(finding.source, LONGEST_CLAUSE))),
        "#message": Cell(masked(finding.message)),
        "#about": Cell(masked(_about(shown, finding))),
        "#code": Cell(finding.code),
    }


def _about(shown: Shown, finding: Finding) -> str:
    """Return what a finding is about: the place of an answer, and the file."""
    member = "" if finding.spot is None else finding.spot.member or ""
    said = "" if finding.field is None else _label(shown, finding.field)
    if said and member:
        return f"{said}（{member}）"
    return said or member


def _label(shown: Shown, path: str) -> str:
    for form in shown.programme.forms:
        name = called(shown.labels[form], path, shown.programme.register.sheets)
        if name != path:
            return name
    return path
