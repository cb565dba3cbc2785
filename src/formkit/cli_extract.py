"""The command ``formkit extract``: read what was handed in, and print or write the answers."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from formkit import api
from formkit.errors import FormkitError, UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.printing import any_error, print_json, progress, say_findings, table
from formkit.programme import Form, Programme
from formkit.record import Case, Record
from formkit.terminal import out, say
from formkit.writers.answers import case_to_json, refuse_output, write_answers

BRIEF = 60
"""Characters of an answer that are shown on a console."""


def extract(options: Namespace) -> int:
    """Read each file; one that cannot be read does not stop the others."""
    output = None if options.output is None else Path(options.output)
    if output is not None:
        refuse_output(output, force=options.force)
    programme = None if options.programme is None else api.load(options.programme)
    cases, code = _cases(options, programme)
    for case, _ in cases:
        if not options.json:
            say_findings(case.findings)
        if any_error(case.findings):
            code = code or 1
    if output is not None:
        write_answers(cases, output, force=options.force)
        say(f"已写入：{output}")
    shown = [case_to_json(case, form) for case, form in cases]
    if options.json:
        print_json(shown[0] if len(options.files) == 1 else shown)
    elif output is None:
        for item in shown:
            _print_answers(item)
    return code


def _cases(options: Namespace, programme: Programme | None) -> tuple[list[tuple[Case, Form | None]], int]:
    """Return each file's case and form, and the exit code of what could not be read."""
    programmes = api.bundled_programmes() if programme is None else (programme,)
    forms = {(item.name, form.name): form for item in programmes for form in item.forms.values()}
    cases: list[tuple[Case, Form | None]] = []
    code = 0
    for number, name in enumerate(options.files, 1):
        try:
            case = _case(programme, Path(name), options.form)
        except UnreadableFileError as problem:
            if len(options.files) == 1:
                raise
            code = problem.exit_code
            finding = Finding(problem.code, Severity.ERROR, str(problem))
            case = Case(name, Record("", "", {}), (), (finding,))
        cases.append((case, forms.get((case.record.programme, case.record.form))))
        progress(number, len(options.files), name)
    return cases, code


def _case(programme: Programme | None, path: Path, form: str | None) -> Case:
    try:
        return api.extract(programme, path, form)
    except FormkitError:
        raise
    except Exception as problem:
        message = f"“{path}”：读取时出现意外的问题（{type(problem).__name__}），这个文件可能已损坏。"
        raise UnreadableFileError(message, "internal") from problem


def _print_answers(shown: dict[str, Any]) -> None:
    out(f"{shown['source']}：{shown['document'] or '未识别'}")
    rows = [("栏目", "内容")]
    rows += [(item["label"], _brief(item)) for item in shown["fields"].values()]
    for group in shown["groups"].values():
        for number, row in enumerate(group["rows"], 1):
            rows.append((f"{group['label']} {number}", "｜".join(_brief(item) for item in row.values())))
    if shown["fields"] or shown["groups"]:
        out(table(rows))
    for item in shown["leftovers"]:
        out(f"剩余文字：{_shortened(item['text'])}")


def _brief(item: dict[str, Any]) -> str:
    value = item["value"]
    if isinstance(value, dict):
        return "[图片]"
    if isinstance(value, list):
        return _shortened("、".join(value))
    return _shortened(item["raw"] if value is None else value)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= BRIEF else f"{text[: BRIEF - 2]}……"
