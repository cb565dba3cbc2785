"""What a clerk decided about findings: 放行, 补正 or 不予受理, each with a reason and a name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from formkit.entries import FINDINGS, MEND, PASSED, REFUSED, Entries
from formkit.finding import Finding, Severity

_SEVERAL: Final = 2


class Decision(NamedTuple):
    """A clerk's word on one finding: :data:`PASSED`, :data:`MEND`, :data:`REFUSED` or "", why, and whose."""

    what: str = ""
    reason: str = ""
    by: str = ""


def key_of(finding: Finding) -> str:
    """Return what a finding is known by from one collection to the next: whatever changes in it is another.

    >>> key_of(Finding("R16", Severity.ERROR, "不足3人")) == key_of(Finding("R16", Severity.ERROR, "不足2人"))
    False
    """
    member = "" if finding.spot is None else finding.spot.member or ""
    said = "\0".join((finding.code, finding.field or "", member, finding.message))
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def row_key(number: int, finding: Finding) -> str:
    """Return the key of a finding's row in the register."""
    return f"{number}/{key_of(finding)}"


def follow(entries: Entries, number: int, findings: Iterable[Finding], packages: Sequence[str]) -> None:
    """Take decisions along where files are called anew, because another package of a submission has come.

    Of several packages the names of files begin with that of theirs, of one alone they do not.
    """
    rows = entries.sheets.get(FINDINGS, {})
    if len(packages) < _SEVERAL or not rows:
        return
    for finding in findings:
        key = row_key(number, finding)
        if key in rows:
            continue
        formerly = (row_key(number, other) for other in _formerly(finding, packages))
        old = next((one for one in formerly if one in rows), None)
        for column, text in list(rows.get(old or "", {}).items()):
            entries.put(FINDINGS, key, column, text)
            entries.put(FINDINGS, old or "", column, "")


def _formerly(finding: Finding, packages: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding as it reads where the names of files begin otherwise."""
    spot, message = finding.spot, finding.message
    member = "" if spot is None else spot.member or ""
    for package in packages:
        prefix = f"{package}/"
        bare = None if spot is None else spot._replace(member=member.removeprefix(prefix))
        yield replace(finding, message=message.replace(prefix, ""), spot=bare if member else spot)
        if member and spot is not None:
            told = message.replace(member, prefix + member)
            yield replace(finding, message=told, spot=spot._replace(member=prefix + member))


def decision_of(entries: Entries, number: int, finding: Finding) -> Decision:
    """Return what was decided about a finding of a submission."""
    row = entries.row(FINDINGS, row_key(number, finding))
    what = row.get("decision", "").strip()
    return Decision(
        what if what in {PASSED, MEND, REFUSED} else "",
        row.get("reason", "").strip(),
        row.get("by", "").strip(),
    )


def still_open(entries: Entries, number: int, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that stand: without those let pass, and errors where a clerk wants them mended."""
    for finding in findings:
        what = decision_of(entries, number, finding).what
        if what == PASSED:
            continue
        graver = what in {MEND, REFUSED} and finding.severity is not Severity.ERROR
        yield replace(finding, severity=Severity.ERROR) if graver else finding


def refusals(entries: Entries, number: int, findings: Iterable[Finding]) -> list[tuple[Finding, Decision]]:
    """Return the findings for which a clerk does not admit the submission, each with his decision."""
    decided = ((finding, decision_of(entries, number, finding)) for finding in findings)
    return [(finding, decision) for finding, decision in decided if decision.what == REFUSED]
