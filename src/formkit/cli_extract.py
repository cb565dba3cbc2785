"""The command ``formkit extract``: read what was handed in, and print or write the answers."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from formkit import api
from formkit.errors import REFUSALS, UsageError
from formkit.isolation import extract_all
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.printing import any_error, print_json, progress, say_findings, table
from formkit.programme import Form, Programme
from formkit.record import Case
from formkit.terminal import out, say
from formkit.writers.answers import case_to_json, refuse_output, write_answers

BRIEF = 60
"""Characters of an answer that are shown on a console."""
UNREADABLE, NO_PROGRAM = 5, 6


def extract(options: Namespace) -> int:
    """Read each file in a worker process; one that cannot be read does not stop the others."""
    output = None if options.output is None else Path(options.output)
    if output is not None:
        refuse_output(output, force=options.force)
    programme = None if options.programme is None else api.load(options.programme)
    cases = _cases(options, programme)
    for case, _ in cases:
        if not options.json:
            say_findings(case.findings)
    if output is not None:
        write_answers(cases, output, force=options.force)
        say(f"已写入：{output}")
    shown = [case_to_json(case, form) for case, form in cases]
    if options.json:
        alone = len(shown) == len(options.files) == 1 and shown[0]["source"] == options.files[0]
        print_json(shown[0] if alone else shown)
    elif output is None:
        for (case, _), item in zip(cases, shown, strict=True):
            if _refusal(case) is None:
                _print_answers(item)
    return _exit_code([case for case, _ in cases])


def _cases(options: Namespace, programme: Programme | None) -> list[tuple[Case, Form | None]]:
    """Return each file's case with its form, None where none was recognised."""
    programmes = api.bundled_programmes() if programme is None else (programme,)
    forms = {(item.name, form.name): form for item in programmes for form in item.forms.values()}
    if options.form is not None and programme is not None:
        api.form_of(programme, options.form)  # a wrong name is said at once, not for each file
    cases: list[tuple[Case, Form | None]] = []
    found = extract_all(
        programme, options.files, options.form, workers=options.jobs, limits=_limits(options.limit or ())
    )
    for case in found:
        cases.append((case, forms.get((case.record.programme, case.record.form))))
        progress(min(len(cases), len(options.files)), len(options.files), case.source)
    return cases


def _limits(wanted: list[str] | tuple[()]) -> ReadLimits:
    """Return the limits with those that were asked for: ``step_seconds=30``."""
    known = {item.name: type(getattr(DEFAULT_LIMITS, item.name)) for item in fields(ReadLimits)}
    chosen: dict[str, Any] = {}
    for item in wanted:
        name, _, number = item.partition("=")
        try:
            value = known[name](number)
        except (KeyError, ValueError):
            value = 0
        if value <= 0:
            names = "、".join(known)
            message = f"--limit 应写成“名称=正数”，名称有：{names}；收到的是“{item}”。"
            raise UsageError(message)
        chosen[name] = value
    return replace(DEFAULT_LIMITS, **chosen)


def _refusal(case: Case) -> str | None:
    """Return the code of the reason why nothing was read from a file; None where it was read."""
    codes = [finding.code for finding in case.findings if finding.code in REFUSALS]
    return codes[0] if codes and not case.record.form and not case.leftovers else None


def _exit_code(cases: list[Case]) -> int:
    refusals = [_refusal(case) for case in cases]
    if any(code not in {None, "missing-program"} for code in refusals):
        return UNREADABLE
    if any(refusals):
        return NO_PROGRAM
    return 1 if any(any_error(case.findings) for case in cases) else 0


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
