"""The sheet 问题清单: what is to be said about a submission, and what a clerk decided about it."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.chinese.masking import masked
from formkit.decisions import row_key
from formkit.entries import FINDINGS
from formkit.finding import Finding, Severity
from formkit.letters.deficiencies import shortened
from formkit.once import once_for_each
from formkit.programme import Programme
from formkit.register_cells import Cell, Row
from formkit.registering.showing import Shown, called

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
READING, CONTENT = "读取", "内容"
SUBJECTS = {
    "核实": ("which-submission", "which-version", "several-applicants", "shared-passages"),
    "归类": (
        "unassigned",
        "doubtful-slot",
        "several-for-slot",
        "several-in-one",
        "settled",
        "settlement",
        "set-aside",
    ),
    "文件": (
        "copy",
        "old-version",
        "two-formats",
        "blank-form",
        "identity-number-in-name",
        "files-left-out",
        "link",
    ),
    "登记": ("receipt-entry", "register-entry", "correction", "register-row"),
}
"""What the codes belong to that are no rules; the others are about an answer, or about reading a file."""

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
        "#subject": Cell(_subject(shown.programme, finding)),
        "#source": Cell(masked(shortened(finding.source))),
        "#message": Cell(masked(finding.message)),
        "#about": Cell(masked(_about(shown, finding))),
        "#code": Cell(finding.code),
    }


def _subject(programme: Programme, finding: Finding) -> str:
    """Return what a finding belongs to, as clerks call it: the rule with its subject, or a word."""
    subject = _subjects(programme).get(finding.code)
    if subject is not None:
        return subject
    for word, codes in SUBJECTS.items():
        if finding.code in codes:
            return word
    return READING if finding.field is None else CONTENT


@once_for_each
def _subjects(programme: Programme) -> dict[str, str]:
    """Return by code what the rules of a programme are called: ``R26 材料``, ``一致``."""
    rules = {rule.rule: f"{rule.rule} {rule.subject}".strip() for rule in programme.rules}
    return rules | {rule.rule: rule.subject for rule in programme.consistency if rule.subject}


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
