"""What ``formkit fill`` takes from a register: the data of a document, and the letters about what to mend."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from formkit import papers
from formkit.converting import refuse_present
from formkit.entries import DECISIONS, REVIEW
from formkit.errors import DataError, UsageError
from formkit.finding import Finding, Severity
from formkit.issuing import register_data
from formkit.keepingbook import opened
from formkit.letters.applicant import applicant_of
from formkit.letters.decided import Stands, stands
from formkit.letters.deficiencies import OUR_OWN
from formkit.printing import masked_finding, print_json, progress
from formkit.programme import Form, Programme
from formkit.readers.data import DataFile
from formkit.registered import Registered, Stage
from formkit.registry import Registry
from formkit.terminal import say
from formkit.writers.answers import finding_to_json
from formkit.writers.names import Taken, safe_name
from formkit.writers.whole import replace_whole

SUPPLEMENT = ("supplement", "补正通知")
"""What a letter about what is to be mended is called on the command line."""


def with_register(options: Namespace, programme: Programme, form: Form, file: DataFile | None) -> DataFile:
    """Return the data of a document: the office's own from its file, the list and the rest from the register.

    :raises UsageError: for a document that takes nothing from a register.
    :raises DataError: when the process of the notice was not kept, or nobody is to be named; with reasons.
    """
    if form.from_register is None:
        known = "、".join(item.name for item in programme.documents.values() if item.from_register)
        message = f"“{form.label}”不从汇总表取数据；可以从汇总表生成的有：{known}、{SUPPLEMENT[0]}。"
        raise UsageError(message)
    if file is not None and len(file.records) != 1:
        raise DataError(f"“{options.data}”里有 {len(file.records)} 份数据，一份公文只能有一份。")
    with opened(programme, Path(options.register)) as registry:
        taken, findings = _taken(registry, form)
    errors = [_told(finding) for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        if options.json:
            print_json(
                {
                    "written": [],
                    "findings": [finding_to_json(masked_finding(finding)) for finding in findings],
                }
            )
        reasons = "\n".join(dict.fromkeys(errors))
        raise DataError(f"“{form.label}”没有写出，汇总表里还有没办完的：\n{reasons}")
    own = {} if file is None else file.records[0]
    said = () if file is None else file.findings
    return DataFile((_over(own, taken),), (*said, *findings, *_twice(own, taken)))


def _told(finding: Finding) -> str:
    """Return a reason as a line: what is wrong and what to do, and the rule with its clause."""
    rule = f"（依据：{finding.code}，{finding.source}）" if finding.source else ""
    return f"  - {finding.message}{rule}"


def _taken(registry: Registry, form: Form) -> tuple[dict[str, object], list[Finding]]:
    entries, scores = registry.entries, registry.scores()
    rows = {*entries.sheets.get(REVIEW, {}), *entries.sheets.get(DECISIONS, {})}
    items = [registry.item(number) for number in registry.numbers() if str(number) in rows]
    standings = {item.number: registry.standing(item, scores.get(item.number)) for item in items}
    return register_data(registry.programme, form, items, entries, standings, scores)


def _over(own: Mapping[str, object], taken: Mapping[str, object]) -> dict[str, object]:
    """Return nested data with that of the register over it."""
    found = dict(own)
    for key, value in taken.items():
        below = found.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping):
            found[key] = _over(below, value)
        else:
            found[key] = value
    return found


def _twice(own: Mapping[str, object], taken: Mapping[str, object]) -> list[Finding]:
    """Say which lists of the office's own data gave way."""
    both = [key for key, value in taken.items() if isinstance(value, list) and own.get(key)]
    message = "数据文件里的名单没有采用，名单以汇总表为准。"
    return [Finding("register-data", Severity.NOTE, message)] if both else []


def supplements(options: Namespace, programme: Programme) -> int:
    """Write a 补正通知 for each submission that has something to mend, as the clerk decided."""
    if not options.register:
        message = (
            "补正通知取自汇总表，请写明：formkit fill supplement --register 汇总表.xlsx -o 文件夹；"
            "没有汇总表、只核对一件的，用 formkit check 来件 --supplement 补正通知.docx。"
        )
        raise UsageError(message)
    folder = Path(options.output)
    if folder.suffix.lower() in {".docx", ".pdf"} or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"每件申报写一份补正通知；-o 请写文件夹，而不是“{folder}”。")
    if not folder.is_dir() and not folder.absolute().parent.is_dir():
        raise UsageError(f"文件夹“{folder.parent}”不存在，请先建立，或换一个位置。")
    made = _letters(options, programme, folder)
    refuse_present(list(made), force=options.force)
    if not options.dry_run and made:
        folder.mkdir(exist_ok=True)
        for path, data in made.items():
            replace_whole(path, data, force=options.force)
    if options.json:
        print_json({"written": [] if options.dry_run else [str(path) for path in made], "findings": []})
        return 0
    for path in made:
        say(f"{'将写入' if options.dry_run else '已写入'}：{path}")
    if not made:
        say("没有要补正的申报，没有写补正通知。")
    return 0


def _letters(options: Namespace, programme: Programme, folder: Path) -> dict[Path, bytes]:
    on = options.dated or dt.date.today()  # noqa: DTZ011 (the day on the clerk's own calendar)
    made: dict[Path, bytes] = {}
    taken = Taken()
    with opened(programme, Path(options.register)) as registry:
        numbers = registry.numbers()
        for place, number in enumerate(numbers, 1):
            item = registry.item(number)
            progress(place, len(numbers), item.submission.source)
            if item.is_unreadable:
                name = "、".join(package.name for package in item.incoming)
                say(f"编号 {number} 读不出来，没有写补正通知，请直接联系对方重新发送：{name}")
                continue
            found = stands(registry.entries, number, item.findings)
            if not _is_to_mend(registry, item, found):
                continue
            who = applicant_of(item.submission).unit or Path(item.submission.source).stem
            name = taken.unique(safe_name("补正通知-{number}-{who}", {"number": str(number), "who": who}))
            data = papers.supplement(
                programme, item.submission, found.findings, on=on, until=options.until, asked=found.asked
            )
            if data is not None:
                made[folder / f"{name}.docx"] = data
    return made


def _is_to_mend(registry: Registry, item: Registered, found: Stands) -> bool:
    """Whether a submission is admitted, and there is something that the applicant has to mend."""
    if item.is_set_aside or registry.standing(item, None).stage is Stage.NOT_ADMITTED:
        return False
    return any(
        one in found.asked or (one.severity is Severity.ERROR and one.code not in OUR_OWN)
        for one in found.findings
    )
