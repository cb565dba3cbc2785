"""Read a whole submission: every file looked at, each given its slot of the checklist or left 待确认."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from formkit.chinese.folding import fold
from formkit.crew import Crew
from formkit.finding import Finding, Severity
from formkit.gathering import Gathered, gather
from formkit.isolation import look_all
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.looking import Looked, unseen
from formkit.programme import Attachment, Programme
from formkit.sorting.checking import CLERK, cases_of, check_materials, in_order
from formkit.sorting.deciding import assign
from formkit.sorting.naming import shared_folders, shown
from formkit.sorting.settling import IGNORED, SETTLEMENT, Settlement, settle
from formkit.sorting.sight import Sight, Verdict
from formkit.spot import Spot
from formkit.submission import Material, Receipt, Submission
from formkit.worker import Job

MOST_READ = 300
"""So many files are looked into; the names of any more are all that is used."""

LEAST_KNOWN, LONGEST_KNOWN = 2, 20
"""Characters of an answer that may stand in the name of a file."""

IN_REGISTER = "汇总表"
"""Where a clerk settles slots besides the package's own file."""

TABLE = 20
"""A form of so many fields and more is a table that nobody writes freely."""


def read_submission(  # noqa: PLR0913 (all but two are keywords that hardly anybody needs)
    programme: Programme,
    path: str | Path,
    *,
    receipt: Receipt | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
    settled: Mapping[str, str | None] | None = None,
    workspace: str | Path | None = None,
    crew: Crew | None = None,
) -> Submission:
    """Return what an applicant handed in: a folder, a .zip, a .rar or .7z, or a single file.

    Every file becomes a material with its slot, or is named in a finding. Of several files for one form
    ``cases`` holds the one that counts. Each file is read in a worker process under the limits, one of a
    ``crew`` that is given. ``settled`` is a clerk's word on files, by name: their slot, or None for one to
    be set aside. What is in packages lies in a folder within ``workspace`` for the while.

    :raises UnreadableFileError: when there is no such file or folder, or it holds far too many files.
    :raises ProgrammeError: when the programme contradicts itself.
    """
    source = Path(path)
    with tempfile.TemporaryDirectory(prefix="formkit-", dir=workspace, ignore_cleanup_errors=True) as folder:
        found = gather(source, Path(folder), limits)
        looks = _looks(programme, found, folder, limits, crew)
    findings = [*found.findings]
    settlement = _settlement(looks, programme.attachments)
    told_by = dict.fromkeys(settled or (), IN_REGISTER)
    settlement = settlement._replace(slots={**settlement.slots, **(settled or {})})
    findings += settlement.findings
    set_aside = {name for name, slot in settlement.slots.items() if slot is None}
    findings += [_set_aside(name, told_by.get(name, SETTLEMENT)) for name in sorted(set_aside)]
    looks = [seen for seen in looks if seen.source not in set_aside]
    findings += [_placed(seen.refusal, seen.source) for seen in looks if seen.refusal is not None]
    materials = in_order(programme.attachments, _materials(programme, looks, settlement, told_by))
    findings += check_materials(programme.attachments, materials)
    return Submission(
        str(path),
        materials,
        cases_of(programme.attachments, materials),
        receipt or Receipt(),
        tuple(findings),
    )


def _looks(
    programme: Programme, found: Gathered, workspace: str, limits: ReadLimits, crew: Crew | None
) -> list[Looked]:
    names = [name for name in found.files if name not in found.refused]
    jobs = [Job(str(found.files[name]), name) for name in names[:MOST_READ]]
    looks = list(look_all(programme, jobs, workspace, limits=limits, crew=crew))
    for name in names[MOST_READ:]:
        message = f"“{name}”没有读取：文件超过 {MOST_READ} 个，只看了文件名；请核对是否给错了文件夹。"
        looks.append(unseen(found.files[name], name, Finding("too-many-files", Severity.WARNING, message)))
    looks += [unseen(found.files[name], name, why) for name, why in found.refused.items()]
    return looks


def _settlement(looks: list[Looked], attachments: Sequence[Attachment]) -> Settlement:
    """Take the ``formkit.toml`` out of the files; of several the one that lies highest is heard."""
    told = [seen for seen in looks if seen.source.rsplit("/", 1)[-1].lower() == SETTLEMENT]
    told.sort(key=lambda seen: (seen.source.count("/"), seen.source))
    if not told:
        return Settlement({}, ())
    for seen in told:
        looks.remove(seen)
    first = told[0]
    names = [seen.source for seen in looks]
    findings: list[Finding] = []
    if first.source.count("/") > shared_folders(names):
        findings.append(_unheard(first.source))
        slots: Mapping[str, str | None] = {}
    else:
        slots, mistakes = settle(first.text, first.source, names, attachments)
        message = f"“{first.source}”写明了 {len(slots)} 个文件的归类，已照办；请确认是办事人员所写。"
        findings += [Finding("settled", Severity.NOTE, message, None, Spot(member=first.source)), *mistakes]
    findings += [_unheard(seen.source) for seen in told[1:]]
    return Settlement(slots, tuple(findings))


def _unheard(name: str) -> Finding:
    message = f"“{shown(name)}”没有采用；归类只写在材料最上一层文件夹的 {SETTLEMENT} 里。"
    return Finding("settlement", Severity.WARNING, message, None, Spot(member=name))


def _set_aside(name: str, told_by: str) -> Finding:
    message = f"“{shown(name)}”按 {told_by} 的“{IGNORED}”没有计入材料。"
    return Finding("set-aside", Severity.NOTE, message, None, Spot(member=name))


def _placed(finding: Finding, name: str) -> Finding:
    """Return a finding with the file it is about, whose number of identity is not shown."""
    return replace(finding, message=shown(finding.message), spot=Spot(member=name))


def _materials(
    programme: Programme, looks: Sequence[Looked], settlement: Settlement, told_by: Mapping[str, str]
) -> list[Material]:
    sights = [_sight(seen) for seen in looks]
    tables = frozenset(form.name for form in programme.forms.values() if len(form.fields) >= TABLE)
    verdicts = assign(programme.attachments, sights, tables, _known(looks))
    forms = {item.slot: item.form for item in programme.attachments}
    materials: list[Material] = []
    for seen, told in zip(looks, verdicts, strict=True):
        verdict = told
        settled = settlement.slots.get(seen.source)
        if settled is not None:
            reason = f"{told_by.get(seen.source, SETTLEMENT)} 写明"
            if told.slot not in {None, settled}:
                reason += f"（内容或文件名更像 {told.slot}）"
            verdict = Verdict(settled, CLERK, reason)
        case = seen.case
        if case is not None and case.record.form != forms.get(verdict.slot or ""):
            case = None
        kind, size, digest = seen.origin
        materials.append(
            Material(
                seen.source,
                size,
                digest,
                kind,
                verdict.slot,
                verdict.confidence,
                verdict.reason,
                seen.text,
                seen.pages,
                case,
                tuple(_placed(finding, seen.source) for finding in seen.findings),
            )
        )
    return materials


def _known(looks: Sequence[Looked]) -> frozenset[str]:
    """Return the short answers of the forms: in a file's name they are people and places."""
    return frozenset(
        fold(found.raw)
        for seen in looks
        if seen.case is not None
        for found in seen.case.record.answers.values()
        if isinstance(found.value, str) and LEAST_KNOWN <= len(found.raw) <= LONGEST_KNOWN
    )


def _sight(seen: Looked) -> Sight:
    return Sight(
        seen.source,
        seen.origin.digest if seen.origin.size else "",
        seen.text,
        seen.case.record.form if seen.case else "",
        seen.share,
        seen.printed,
        seen.outline,
        readable=seen.readable,
    )
