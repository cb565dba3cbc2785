"""Several packages of one submission as one: of each kind of material what came last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from formkit.errors import REFUSALS
from formkit.finding import Finding
from formkit.programme import Programme
from formkit.registered import Incoming, Origin, Use
from formkit.sorting.checking import cases_of, check_materials, in_order, is_blank
from formkit.submission import Material, Receipt, Submission

SET_ASIDE = "set-aside"
"""The code of what is to be said about a file that a clerk set aside."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A submission of all its packages; where each file came in, and the files that count no more."""

    submission: Submission
    origins: Mapping[str, Origin]
    history: tuple[tuple[Origin, Material], ...]


def merged(
    programme: Programme, incoming: Sequence[Incoming], submissions: Mapping[str, Submission]
) -> Merged:
    """Return the packages of a submission as one; ``incoming`` begins with the latest.

    A slot that takes one document has that of the latest package which fills it. Where there is more than
    one package, the names of files begin with the name of theirs.
    """
    counting = [item for item in incoming if item.use in {Use.IN_FORCE, Use.UNREADABLE}]
    several = len(counting) > 1
    files: dict[str, Origin] = {}
    materials: list[Material] = []
    history: list[tuple[Origin, Material]] = []
    findings: list[Finding] = []
    lost: set[str] = set()
    for item in incoming:
        submission = submissions[item.name]
        prefix = f"{item.name}/" if several else ""
        later = tuple(one for one in materials if one.size and one.name not in lost)
        lost |= {name for name in _lost(submission, prefix) if item in counting}
        for material in submission.materials:
            origin = Origin(item.name, material.name)
            if item in counting and not _is_overtaken(programme, material, later):
                renamed = _renamed(material, prefix)
                files[renamed.name] = origin
                materials.append(renamed)
            else:
                history.append((origin, material))
        if item in counting:
            findings += [_placed(one, prefix) for one in _own(programme, submission)]
            history += [
                (Origin(item.name, one.spot.member), _stub(one.spot.member, one))
                for one in submission.findings
                if one.code == SET_ASIDE and one.spot is not None and one.spot.member
            ]
    ordered = in_order(programme.attachments, materials)
    findings += check_materials(programme.attachments, ordered)
    source = next((item.name for item in counting), incoming[0].name if incoming else "")
    whole = Submission(source, ordered, cases_of(programme.attachments, ordered), Receipt(), tuple(findings))
    return Merged(whole, files, tuple(history))


def _is_overtaken(programme: Programme, material: Material, later: Sequence[Material]) -> bool:
    """Whether a later package has this very file, or fills the slot of a document that is wanted once.

    A scan does not overtake a form whose answers were read, and nothing is overtaken by a file without
    content or one that could not be read: those are not among ``later``.
    """
    single = {item.slot for item in programme.attachments if not item.many}
    for other in later:
        if other.slot != material.slot or (material.case and not other.case):
            continue
        if material.digest and other.digest == material.digest:
            return True
        if other.slot in single and not is_blank(other):
            return True
    return False


def _lost(submission: Submission, prefix: str) -> Iterator[str]:
    """Yield the files of a package that could not be read, as the whole submission has their names."""
    for finding in submission.findings:
        if finding.code in REFUSALS and finding.spot is not None and finding.spot.member is not None:
            yield prefix + finding.spot.member


def _own(programme: Programme, submission: Submission) -> list[Finding]:
    """Return what is to be said about a package besides its files as they are together."""
    together = set(check_materials(programme.attachments, submission.materials))
    return [finding for finding in submission.findings if finding not in together]


def _renamed(material: Material, prefix: str) -> Material:
    if not prefix:
        return material
    findings = tuple(_placed(finding, prefix) for finding in material.findings)
    return replace(material, name=prefix + material.name, findings=findings)


def _placed(finding: Finding, prefix: str) -> Finding:
    """Return a finding about a file with the file's name as the whole submission has it."""
    if not prefix or finding.spot is None or finding.spot.member is None:
        return finding
    return replace(finding, spot=finding.spot._replace(member=prefix + finding.spot.member))


def _stub(name: str, finding: Finding) -> Material:
    return Material(name, 0, "", reason=finding.message)
