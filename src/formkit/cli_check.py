"""The command ``formkit check``: what is wrong with a submission, and the papers that go out about it."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from formkit import papers
from formkit.checking import Checked, alike, overlap_findings
from formkit.checking import check as check_package
from formkit.chinese.masking import masked
from formkit.cli_show import chosen_programme
from formkit.converting import refuse_present
from formkit.errors import UnreadableFileError, UsageError
from formkit.finding import Finding, Severity
from formkit.letters.deficiencies import FILES, Topic, to_be_mended, topics
from formkit.letters.supplement import deadline_of, shown
from formkit.printing import SEVERITIES, any_error, print_json, progress, table
from formkit.programme import Programme
from formkit.submission import Material, Receipt
from formkit.terminal import out, say
from formkit.writers.answers import finding_to_json
from formkit.writers.names import Taken, safe_name
from formkit.writers.whole import replace_whole

HEADS = ("申报包", "申报单位", "领衔专家", "文件", "错误", "提醒")
DOCX = ".docx"
LONGEST_QUOTED = 50
"""Characters of a clause that are shown: the screen has more room than a letter's table."""


class _Paper(NamedTuple):
    """A paper to be written: the submission it is about, and where it goes."""

    about: Checked
    path: Path


def check(options: Namespace) -> int:
    """Check each submission; one that cannot be read does not stop the others, and makes the exit code 5."""
    programme = chosen_programme(options)
    paths = list(dict.fromkeys(Path(name) for name in options.packages))
    _refuse_names(options, len(paths))
    receipt = Receipt(options.received, options.emailed, options.copies, options.by)
    checked: list[Checked] = []
    failed: list[tuple[Path, UnreadableFileError]] = []
    for number, path in enumerate(paths, 1):
        try:
            checked.append(check_package(programme, path, receipt=receipt, on=options.on))
        except UnreadableFileError as problem:
            failed.append((path, problem))
        progress(number, len(paths), path.name)
    overlaps = alike(programme, checked)
    checked = _with(checked, list(overlap_findings(checked, overlaps)))
    written = _write(options, programme, checked)
    if options.json:
        _print(checked, failed, written)
    else:
        _show(programme, checked, failed)
        for path in written:
            say(f"已写入：{path}")
        _remind(options, programme)
    if failed:
        return UnreadableFileError.exit_code
    return 1 if any(any_error(item.findings) for item in checked) else 0


def _with(checked: Sequence[Checked], more: Sequence[tuple[Path, Finding]]) -> list[Checked]:
    return [
        item._replace(findings=(*item.findings, *(found for path, found in more if path == item.path)))
        for item in checked
    ]


def _refuse_names(options: Namespace, packages: int) -> None:
    """Refuse before anything is read what could not be written afterwards."""
    for given in filter(None, (options.supplement, options.receipt)):
        path = Path(given)
        if packages == 1:
            if path.suffix.lower() != DOCX:
                raise UsageError(f"“{path}”：请写以 {DOCX} 结尾的文件名。")
            refuse_present([path], force=options.force)
        elif path.suffix.lower() == DOCX or (path.exists() and not path.is_dir()):
            raise UsageError(f"申报包有 {packages} 个，每个写成一个文件；请写文件夹，而不是“{path}”。")


def _write(options: Namespace, programme: Programme, checked: Sequence[Checked]) -> list[Path]:
    """Write the papers that were asked for; return where they are."""
    dated = options.dated or dt.date.today()  # noqa: DTZ011 (the day on the clerk's own calendar)

    def supplement(item: Checked) -> bytes | None:
        return papers.supplement(programme, item.submission, item.findings, on=dated, until=options.until)

    def receipt(item: Checked) -> bytes:
        return papers.receipt(programme, item.submission)

    wanted: tuple[tuple[str | None, str, Callable[[Checked], bytes | None]], ...] = (
        (options.supplement, "补正通知", supplement),
        (options.receipt, "收件核对单", receipt),
    )
    written: list[Path] = []
    for given, title, make in wanted:
        if given is None:
            continue
        made = [(paper, make(paper.about)) for paper in _papers(options, Path(given), title, checked)]
        refuse_present([paper.path for paper, data in made if data is not None], force=options.force)
        for paper, data in made:
            if data is None:
                say(f"“{paper.about.path.name}”没有需要补正的，没有写{title}。")
                continue
            paper.path.parent.mkdir(exist_ok=True)
            replace_whole(paper.path, data, force=options.force)
            written.append(paper.path)
    return written


def _papers(options: Namespace, given: Path, title: str, checked: Sequence[Checked]) -> list[_Paper]:
    if len(options.packages) == 1:
        return [_Paper(item, given) for item in checked]
    taken = Taken()
    return [
        _Paper(item, given / f"{taken.unique(safe_name(f'{title}-{{who}}', {'who': _who(item)}))}{DOCX}")
        for item in checked
    ]


def _who(item: Checked) -> str:
    return item.applicant.unit or item.path.stem


def _remind(options: Namespace, programme: Programme) -> None:
    """Say what a clerk has to look at in a letter that names another day than the notice, or none."""
    if options.supplement is None:
        return
    deadline = deadline_of(programme)
    dated = options.dated or dt.date.today()  # noqa: DTZ011 (the same)
    if options.until is None and (deadline is None or deadline < dated):
        say("提醒：申报截止日已过，补正通知中的最后一日空着；请用 --until 写明，或手工填写。")
    elif options.until is not None and deadline is not None and options.until > deadline:
        say(f"提醒：补正的最后一日晚于申报截止日{shown(deadline)}；请确认。")


def _print(
    checked: Sequence[Checked], failed: Sequence[tuple[Path, UnreadableFileError]], written: Sequence[Path]
) -> None:
    packages: list[dict[str, object]] = [
        {
            "source": str(item.path),
            "unit": item.applicant.unit or None,
            "studio": item.applicant.studio or None,
            "expert": item.applicant.expert or None,
            "materials": [_material(material) for material in item.submission.materials],
            "findings": [_finding(finding) for finding in item.findings],
        }
        for item in checked
    ]
    packages += [
        {
            "source": str(path),
            "unit": None,
            "studio": None,
            "expert": None,
            "materials": [],
            "findings": [_finding(Finding(problem.code, Severity.ERROR, str(problem)))],
        }
        for path, problem in failed
    ]
    print_json({"packages": packages, "written": [str(path) for path in written]})


def _material(material: Material) -> dict[str, object]:
    return {
        "name": material.name,
        "slot": material.slot,
        "kind": material.kind or None,
        "pages": material.pages,
        "size": material.size,
        "confidence": round(material.confidence, 3),
        "reason": masked(material.reason),
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {**finding_to_json(finding), "message": masked(finding.message)}


def _show(
    programme: Programme, checked: Sequence[Checked], failed: Sequence[tuple[Path, UnreadableFileError]]
) -> None:
    if len(checked) > 1:
        rows = [
            (
                masked(item.path.name),
                item.applicant.unit,
                item.applicant.expert,
                str(len(item.submission.materials)),
                str(item.count(Severity.ERROR)),
                str(item.count(Severity.WARNING)),
            )
            for item in checked
        ]
        out(table([HEADS, *rows]))
    for item in checked:
        _show_one(programme, item)
    for path, problem in failed:
        say(f"错误：“{path.name}”没有核对：{problem}")


def _show_one(programme: Programme, item: Checked) -> None:
    out("")
    who = "，".join(filter(None, item.applicant)) or "没有认出申报单位"
    out(f"{masked(item.path.name)}：{who}")
    _show_materials(programme, item)
    for severity in Severity:
        found = [finding for finding in item.findings if finding.severity is severity]
        if not found:
            continue
        out(f"  {SEVERITIES[severity]} {len(found)} 项")
        for topic in topics(programme, item.submission, found, LONGEST_QUOTED):
            out(f"    {topic.subject}")
            for line in _lines(topic):
                out(f"      - {line}")
    if not to_be_mended(item.findings):
        out("  没有发现问题；只有纸质材料才能看出的，请对照收件核对单。")


def _lines(topic: Topic) -> list[str]:
    """Return a line for each thing that is said, with the names of all files about which it is said."""
    said: dict[tuple[str, str], list[str]] = {}
    for item in topic.items:
        names = said.setdefault((item.message, item.source), [])
        if topic.subject == FILES and item.about not in item.message:
            names.append(item.about)
    return [
        f"{'、'.join(names)}{'：' if names else ''}{message}{f'（依据：{source}）' if source else ''}"
        for (message, source), names in said.items()
    ]


def _show_materials(programme: Programme, item: Checked) -> None:
    """Show which files are taken for which material, and which material there is no file for."""
    out(f"  材料 {len(item.submission.materials)} 个文件")
    known = [slot.slot for slot in programme.attachments]
    for slot in programme.attachments:
        names = [_short(found.name) for found in item.submission.of_slot(slot.slot)]
        if names or slot.required is True:
            out(f"    {slot.slot} {slot.label}：{'、'.join(names) or '（未见）'}")
    rest = [_short(found.name) for found in item.submission.materials if found.slot not in known]
    if rest:
        out(f"    待确认：{'、'.join(rest)}")


def _short(name: str) -> str:
    return masked(PurePath(name).name)
