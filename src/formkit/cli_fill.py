"""The commands ``formkit fill`` and ``formkit sheet``: from data to documents, and the workbook for data."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from formkit import api, documents
from formkit.cli_show import chosen_programme
from formkit.errors import DataError, UsageError
from formkit.finding import Finding, Severity
from formkit.printing import any_error, print_json, progress, say_findings
from formkit.programme import Form, Programme
from formkit.readers.data import DataFile, read_data
from formkit.terminal import say
from formkit.writers.answers import finding_to_json
from formkit.writers.names import safe_name, unique
from formkit.writers.whole import replace_whole
from formkit.writers.workbook import write_sheet

NAMED = 10
"""So many files that are in the way are named."""


class _Job(NamedTuple):
    """One document to be made: from which data, and where it goes."""

    record: dict[str, object]
    path: Path


class _Said(NamedTuple):
    """A finding, and the document it is about; None where it is about the whole file of data."""

    path: Path | None
    finding: Finding


def fill(options: Namespace) -> int:
    """Fill one document, or one for each applicant of a table."""
    programme = chosen_programme(options)
    form = api.form_of(programme, options.form)
    if options.blank:
        return _blank(options, programme, form)
    if options.data is None:
        message = "没有给出数据文件；如要空白表请加 --blank。"
        raise UsageError(message)
    source = Path(options.data)
    file = read_data(source, form)
    many = file.many or len(file.records) != 1
    jobs = _many(options, form, file) if many else [_Job(file.records[0], Path(options.output))]
    _refuse_present(options, jobs)
    said = [_Said(None, finding) for finding in file.findings]
    written: list[Path] = []
    refused = 0
    for number, job in enumerate(jobs, 1):
        try:
            filled = documents.fill_document(programme, form.name, job.record, folder=source.parent)
        except DataError as problem:
            if not many:
                raise
            refused += 1
            said.append(_Said(job.path, Finding("refused", Severity.ERROR, str(problem))))
            continue
        said += [_Said(job.path, finding) for finding in filled.findings]
        serious = any_error((*filled.findings, *file.findings))
        if not options.dry_run and not (options.strict and serious):
            if many:
                job.path.parent.mkdir(exist_ok=True)
            replace_whole(job.path, filled.data, force=options.force)
            written.append(job.path)
        progress(number, len(jobs), job.path.name)
    code = _report(options, said, written, many=many)
    return 4 if refused else code


def _blank(options: Namespace, programme: Programme, form: Form) -> int:
    if options.data is not None:
        message = "--blank 输出空白表，不能同时给出数据文件。"
        raise UsageError(message)
    path = Path(options.output)
    if not options.dry_run:
        replace_whole(path, documents.blank_document(programme, form.name), force=options.force)
    if options.json:
        print_json({"written": [] if options.dry_run else [str(path)], "findings": []})
    else:
        say(f"空白“{form.label}”：{path}")
    return 0


def _many(options: Namespace, form: Form, file: DataFile) -> list[_Job]:
    """Return a job for each row; names are safe, unique, and hold no identity number."""
    if not file.records:
        message = f"“{options.data}”里没有一份数据；请至少填写一行。"
        raise DataError(message)
    folder = Path(options.output)
    if not folder.is_dir() and (folder.exists() or folder.suffix.lower() == ".docx"):
        message = f"数据有 {len(file.records)} 份，每份写成一个文件；-o 请写文件夹，而不是“{folder}”。"
        raise UsageError(message)
    if not folder.is_dir() and not folder.absolute().parent.is_dir():
        message = f"文件夹“{folder.parent}”不存在，请先建立，或换一个位置。"
        raise UsageError(message)
    taken: set[str] = set()
    names = [unique(safe_name(form.output, record), taken) for record in file.records]
    return [_Job(record, folder / f"{name}.docx") for name, record in zip(names, file.records, strict=True)]


def _refuse_present(options: Namespace, jobs: Sequence[_Job]) -> None:
    """Refuse before anything is written: half a set of new documents among old ones helps nobody."""
    if options.dry_run:
        return
    for job in jobs:
        if job.path.is_dir():
            message = f"“{job.path}”是文件夹，请写明文件名。"
            raise UsageError(message)
    present = [job.path for job in jobs if job.path.exists()]
    if present and not options.force:
        names = "、".join(f"“{path}”" for path in present[:NAMED])
        more = f"等 {len(present)} 个文件" if len(present) > NAMED else ""
        message = f"{names}{more}已存在，什么也没有写；如要覆盖，请加上 --force。"
        raise UsageError(message)


def _report(options: Namespace, said: Sequence[_Said], written: Sequence[Path], *, many: bool) -> int:
    findings = [item.finding for item in said]
    if options.json:
        shown = [
            {**finding_to_json(item.finding), "file": None if item.path is None else str(item.path)}
            for item in said
        ]
        print_json({"written": [str(path) for path in written], "findings": shown})
    else:
        about: Path | None = None
        for item in said:
            if many and item.path != about and item.path is not None:
                say(f"{item.path.name}：")
            about = item.path
            say_findings([item.finding])
        for path in written:
            say(f"已写入：{path}")
        if options.dry_run:
            say("这是试运行，没有写文件。")
    serious = any_error(findings)
    if serious and options.strict:
        say("数据有错误级问题，按 --strict 的要求没有写出有问题的文件。")
        return 4
    return 1 if serious else 0


def sheet(options: Namespace) -> int:
    """Write the workbook in which an applicant enters everything."""
    form = api.form_of(chosen_programme(options), options.form)
    path = Path(options.output)
    if path.suffix.lower() != ".xlsx":
        message = f"“{path}”：填报工作簿的文件名请以 .xlsx 结尾。"
        raise UsageError(message)
    if path.exists() and not options.force:
        message = f"“{path}”已存在，未作改动；如要覆盖，请加上 --force。"
        raise UsageError(message)
    record: dict[str, object] | None = None
    findings: tuple[Finding, ...] = ()
    if options.data is not None:
        file = read_data(Path(options.data), form)
        if len(file.records) != 1:
            message = f"“{options.data}”里有 {len(file.records)} 份数据，一个工作簿只能预填一份。"
            raise DataError(message)
        record, findings = file.records[0], file.findings
    write_sheet(form, path, record, force=options.force)
    say_findings(findings)
    say(f"填报工作簿：{path}")
    return 1 if any_error(findings) else 0
