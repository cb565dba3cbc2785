"""The commands ``formkit fill`` and ``formkit sheet``: from data to documents, and the workbook for data."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from formkit import api, documents
from formkit.cli_register import SUPPLEMENT, supplements, with_register
from formkit.cli_show import chosen_programme
from formkit.converting import convert_to, font_findings, refuse_present, require_pdf
from formkit.errors import DataError, UsageError
from formkit.finding import Finding, Severity
from formkit.printing import any_error, print_json, progress, say_findings
from formkit.programme import Form, Programme
from formkit.readers.data import DataFile, read_data
from formkit.terminal import say
from formkit.writers.answers import finding_to_json
from formkit.writers.names import Taken, safe_name
from formkit.writers.whole import replace_whole
from formkit.writers.workbook import write_sheet


class _Job(NamedTuple):
    """One document to be made: from which data, and where it goes, as DOCX, PDF or both."""

    record: dict[str, object]
    docx: Path | None
    pdf: Path | None

    @property
    def path(self) -> Path:
        """The file by which a person knows the document."""
        return self.docx or self.pdf or Path()

    @property
    def paths(self) -> list[Path]:
        """The files that are written."""
        return [path for path in (self.docx, self.pdf) if path is not None]


class _Said(NamedTuple):
    """A finding, and the document it is about; None where it is about the whole file of data."""

    path: Path | None
    finding: Finding


class _Output:
    """What is written: each DOCX at once, and the PDFs of all of them in one start of LibreOffice."""

    def __init__(self, spare: Path, *, force: bool, dry_run: bool = False) -> None:
        """Take a folder for DOCX files that are wanted as PDF only."""
        self.written: list[Path] = []
        self.planned: list[Path] = []
        self._dry_run = dry_run
        self._spare = spare
        self._force = force
        self._pairs: list[tuple[Path, Path]] = []

    def put(self, job: _Job, data: bytes) -> None:
        """Write a document; in a dry run only its names are noted."""
        if self._dry_run:
            self.planned += job.paths
            return
        if job.docx is None:
            source = self._spare / f"{job.path.stem}.docx"
            source.write_bytes(data)
        else:
            source = job.docx
            replace_whole(source, data, force=self._force)
            self.written.append(source)
        if job.pdf is not None:
            self._pairs.append((source, job.pdf))

    def print_pages(self) -> list[_Said]:
        """Write the PDFs; return why one could not be made, and which fonts were replaced."""
        said = []
        for outcome in convert_to(self._pairs, "pdf", force=self._force, told=progress):
            if outcome.result is None:
                said.append(_Said(outcome.source, Finding(outcome.code, Severity.ERROR, outcome.message)))
            else:
                self.written.append(outcome.result)
        if self._pairs:
            said += [_Said(None, finding) for finding in font_findings([self._pairs[0][0]])]
        return said


def fill(options: Namespace) -> int:
    """Fill one document, or one for each applicant of a table."""
    programme = chosen_programme(options)
    if options.form in SUPPLEMENT:
        return supplements(options, programme)
    form = api.form_of(programme, options.form)
    _refuse_other_kind(options, form)
    if options.pdf or Path(options.output).suffix.lower() == ".pdf":
        require_pdf()
    if options.blank:
        return _blank(options, programme, form)
    if options.data is None and not options.register:
        message = "没有给出数据文件；如要空白表请加 --blank。"
        raise UsageError(message)
    own = None if options.data is None else read_data(Path(options.data), form)
    file = own if own and not options.register else with_register(options, programme, form, own)
    many = file.many or len(file.records) != 1
    jobs = _many(options, form, file) if many else [_single(options, file.records[0])]
    _refuse_present(options, jobs)
    said = [_Said(None, finding) for finding in file.findings]
    with tempfile.TemporaryDirectory(prefix="formkit-", ignore_cleanup_errors=True) as spare:
        output = _Output(Path(spare), force=options.force, dry_run=options.dry_run)
        refused = _fill_all(options, (programme, form, file), jobs, output, said)
        problems = output.print_pages()
    code = _report(options, said, problems, output, many=many)
    failed = any_error(item.finding for item in problems)
    return 4 if refused else 5 if failed else code


def _refuse_other_kind(options: Namespace, form: Form) -> None:
    """Refuse to call a workbook a letter."""
    suffix = Path(options.output).suffix.lower()
    if form.template.suffix == ".xlsx" and (options.pdf or suffix not in {".xlsx", ""}):
        message = f"“{form.label}”是工作簿，-o 的文件名请以 .xlsx 结尾；要 PDF 请打开后另存。"
        raise UsageError(message)


def _single(options: Namespace, record: dict[str, object]) -> _Job:
    path = Path(options.output)
    if path.suffix.lower() == ".pdf":
        return _Job(record, None, path)
    return _Job(record, path, path.with_suffix(".pdf") if options.pdf else None)


def _fill_all(
    options: Namespace,
    order: tuple[Programme, Form, DataFile],
    jobs: Sequence[_Job],
    output: _Output,
    said: list[_Said],
) -> int:
    """Write each document, and say what its data lacks; return how many could not be written at all."""
    programme, form, file = order
    many, refused = len(jobs) > 1 or file.many, 0
    for number, job in enumerate(jobs, 1):
        try:
            filled = documents.fill_document(
                programme, form.name, job.record, folder=Path(options.data or ".").parent
            )
        except DataError as problem:
            if not many:
                raise
            refused += 1
            said.append(_Said(job.path, Finding("refused", Severity.ERROR, str(problem))))
            continue
        said += [_Said(job.path, finding) for finding in filled.findings]
        serious = any_error((*filled.findings, *file.findings))
        if filled.refused:
            refused += 1
            said.append(_Said(job.path, _not_issued(form)))
        elif not (options.strict and serious):
            if many and not options.dry_run:
                job.path.parent.mkdir(exist_ok=True)
            output.put(job, filled.data)
        progress(number, len(jobs), job.path.name)
    return refused


def _not_issued(form: Form) -> Finding:
    message = f"“{form.label}”没有写出：有上面所列的问题，不能制发；请改正后重新生成。"
    return Finding("refused", Severity.ERROR, message)


def _blank(options: Namespace, programme: Programme, form: Form) -> int:
    if options.data is not None:
        message = "--blank 输出空白表，不能同时给出数据文件。"
        raise UsageError(message)
    job = _single(options, {})
    problems: list[_Said] = []
    written: list[Path] = []
    if not options.dry_run:
        _refuse_present(options, [job])
        with tempfile.TemporaryDirectory(prefix="formkit-", ignore_cleanup_errors=True) as spare:
            output = _Output(Path(spare), force=options.force)
            output.put(job, documents.blank_document(programme, form.name))
            problems = output.print_pages()
            written = output.written
    findings = [item.finding for item in problems]
    if options.json:
        print_json({"written": [str(path) for path in written], "findings": _shown(problems)})
    else:
        for path in written if not options.dry_run else [job.path]:
            say(f"空白“{form.label}”：{path}")
        say_findings(findings)
    return 5 if any_error(findings) else 0


def _many(options: Namespace, form: Form, file: DataFile) -> list[_Job]:
    """Return a job for each row; names are safe, unique, and hold no identity number."""
    if not file.records:
        message = f"“{options.data}”里没有一份数据；请至少填写一行。"
        raise DataError(message)
    folder = Path(options.output)
    if not folder.is_dir() and (folder.exists() or folder.suffix.lower() in {".docx", ".pdf"}):
        message = f"数据有 {len(file.records)} 份，每份写成一个文件；-o 请写文件夹，而不是“{folder}”。"
        raise UsageError(message)
    if not folder.is_dir() and not folder.absolute().parent.is_dir():
        message = f"文件夹“{folder.parent}”不存在，请先建立，或换一个位置。"
        raise UsageError(message)
    taken = Taken()
    names = [taken.unique(safe_name(form.output, record)) for record in file.records]
    return [
        _Job(
            record, folder / f"{name}{form.template.suffix}", folder / f"{name}.pdf" if options.pdf else None
        )
        for name, record in zip(names, file.records, strict=True)
    ]


def _refuse_present(options: Namespace, jobs: Sequence[_Job]) -> None:
    """Refuse before anything is written."""
    if options.dry_run:
        return
    paths = [path for job in jobs for path in job.paths]
    for path in paths:
        if path.is_dir():
            message = f"“{path}”是文件夹，请写明文件名。"
            raise UsageError(message)
    refuse_present(paths, force=options.force)


def _shown(said: Sequence[_Said]) -> list[dict[str, object]]:
    return [
        {**finding_to_json(item.finding), "file": None if item.path is None else str(item.path)}
        for item in said
    ]


def _report(
    options: Namespace, said: Sequence[_Said], problems: Sequence[_Said], output: _Output, *, many: bool
) -> int:
    if options.json:
        written = [str(path) for path in output.written]
        print_json({"written": written, "findings": _shown([*said, *problems])})
    else:
        about: Path | None = None
        for item in (*said, *problems):
            if many and item.path != about and item.path is not None:
                say(f"{item.path.name}：")
            about = item.path
            say_findings([item.finding])
        for path in output.written:
            say(f"已写入：{path}")
        for path in output.planned:
            say(f"将写入：{path}")
        if options.dry_run:
            say("这是试运行，没有写文件。")
    serious = any_error(item.finding for item in said)
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
