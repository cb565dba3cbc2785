"""The command ``formkit convert``: files into PDF or DOCX, through LibreOffice."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from formkit.converting import Outcome, convert_files, font_findings
from formkit.errors import UnreadableFileError, UsageError
from formkit.finding import Finding, Severity
from formkit.printing import print_json, progress, say_findings
from formkit.terminal import say
from formkit.writers.answers import finding_to_json


def convert(options: Namespace) -> int:
    """Convert each file; one that cannot be converted does not stop the others, and makes the exit code 5."""
    folder = None if options.output is None else Path(options.output)
    if folder is not None:
        _check(folder)
    outcomes = convert_files(
        [Path(name) for name in options.files],
        options.to,
        folder,
        force=options.force,
        dry_run=options.dry_run,
        told=progress,
    )
    findings = _fonts(outcomes) if options.to == "pdf" and not options.dry_run else []
    if options.json:
        _print(outcomes, findings, dry_run=options.dry_run)
    else:
        _say(outcomes, findings, dry_run=options.dry_run)
    return UnreadableFileError.exit_code if any(item.code for item in outcomes) else 0


def _check(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        message = f"“{folder}”不是文件夹；-o 请写文件夹。"
        raise UsageError(message)
    if not folder.absolute().parent.is_dir():
        message = f"文件夹“{folder.parent}”不存在，请先建立，或换一个位置。"
        raise UsageError(message)


def _fonts(outcomes: Sequence[Outcome]) -> list[Finding]:
    return font_findings(item.source for item in outcomes if item.result is not None)


def _print(outcomes: Sequence[Outcome], findings: Sequence[Finding], *, dry_run: bool) -> None:
    failed = [
        {**finding_to_json(Finding(item.code, Severity.ERROR, item.message)), "file": str(item.source)}
        for item in outcomes
        if item.code
    ]
    said = [{**finding_to_json(finding), "file": None} for finding in findings]
    files = [
        {
            "source": str(item.source),
            "result": None if item.result is None else str(item.result),
            "code": item.code or None,
        }
        for item in outcomes
    ]
    written = [] if dry_run else [item["result"] for item in files if item["result"]]
    print_json({"written": written, "files": files, "findings": [*failed, *said]})


def _say(outcomes: Sequence[Outcome], findings: Sequence[Finding], *, dry_run: bool) -> None:
    for item in outcomes:
        if item.code:
            say(f"错误：{item.message}")
        elif dry_run:
            say(f"将写入：{item.result}")
        else:
            say(f"已写入：{item.result}")
    say_findings(findings)
    failed = sum(bool(item.code) for item in outcomes)
    if failed and len(outcomes) > 1:
        say(f"共 {len(outcomes)} 个文件，{failed} 个没有转换，原因见上。")
    if dry_run:
        say("这是试运行，没有写文件。")
