"""The verb that checks: whole submissions against the rules, and what applicants wrote against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from formkit.checks import check_submission, not_said
from formkit.chinese.overlap import Overlap, shared_passages
from formkit.finding import Finding, Severity
from formkit.letters.applicant import Applicant, applicant_of
from formkit.packages import read_submission
from formkit.programme import Programme
from formkit.submission import Receipt, Submission

LONGEST_PASSAGE = 60
"""Characters of a shared passage that a finding shows."""


class Checked(NamedTuple):
    """What came of one submission: where it is, what it holds, and all that is to be said about it."""

    path: Path
    submission: Submission
    findings: tuple[Finding, ...]

    @property
    def applicant(self) -> Applicant:
        """Who handed it in, as its forms say."""
        return applicant_of(self.submission)

    def count(self, severity: Severity) -> int:
        """Return how many findings are as grave."""
        return sum(finding.severity is severity for finding in self.findings)


def check(
    programme: Programme,
    path: str | Path,
    *,
    receipt: Receipt | None = None,
    on: dt.date | None = None,
) -> Checked:
    """Read a submission (a folder, an archive, a file) and check it.

    ``receipt`` is what the counter noted, ``on`` the day at which ages are reckoned, None for the one that
    the programme names.

    :raises UnreadableFileError: when there is no such file or folder.
    """
    submission = read_submission(programme, path, receipt=receipt)
    return Checked(Path(path), submission, findings_of(programme, submission, on=on))


def findings_of(
    programme: Programme, submission: Submission, *, on: dt.date | None = None
) -> tuple[Finding, ...]:
    """Return all that is to be said about a submission, none twice: rules, package, files, forms."""
    said = check_submission(programme, submission, on=on)
    everything = [*said, *submission.findings]
    for material in submission.materials:
        everything += material.findings
    for case in submission.cases.values():
        everything += not_said(programme, said, case.findings)
    return tuple(dict.fromkeys(everything))


def alike(programme: Programme, checked: Sequence[Checked]) -> list[Overlap]:
    """Return which submissions share passages of what they wrote; the names are the paths of the packages.

    Only words are compared: what is alike may have its reasons, so this warns and no more.
    """
    if len(checked) < 2:  # noqa: PLR2004 (a pair)
        return []
    return shared_passages({str(item.path): written(programme, item.submission) for item in checked})


def written(programme: Programme, submission: Submission) -> str:
    """Return what an applicant wrote in whole sentences: long answers, and documents of his own."""
    texts: list[str] = []
    for item in programme.attachments:
        form = programme.forms.get(item.form)
        case = submission.cases.get(item.form)
        if form is None:
            continue
        if case is None:
            texts += [found.text for found in submission.of_slot(item.slot)]
            continue
        values = (case.record.value(field.path) for field in form.fields if field.kind == "long_text")
        texts += [value for value in values if isinstance(value, str)]
    return "\n".join(texts)


def overlap_findings(
    checked: Sequence[Checked], overlaps: Sequence[Overlap]
) -> Iterator[tuple[Path, Finding]]:
    """Yield a warning for each of two submissions that share passages, with the longest of them."""
    names: Mapping[str, Checked] = {str(item.path): item for item in checked}
    for overlap in overlaps:
        for one, other in ((overlap.one, overlap.other), (overlap.other, overlap.one)):
            name = f"“{Path(other).name}”"
            yield names[one].path, overlap_finding(overlap, one, name, names[other].applicant.unit)


def overlap_finding(overlap: Overlap, one: str, other: str, unit: str) -> Finding:
    """Return what is to be said about ``one`` of two that share passages; ``other`` is as people know it."""
    passage = overlap.passages[0]
    text = passage.one if one == overlap.one else passage.other
    text = text if len(text) <= LONGEST_PASSAGE else f"{text[:LONGEST_PASSAGE]}……"
    message = (
        f"与{other}{f'（{unit}）' if unit else ''}的文字有 {overlap.share:.0%} 相同，"
        f"最长一段 {passage.length} 字：“{' '.join(text.split())}”；请核对是否雷同。"
    )
    return Finding("shared-passages", Severity.WARNING, message)
