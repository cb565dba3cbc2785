"""What a clerk corrected in a register, put into the answers: his word is sure, and none of it is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from formkit.chinese.blanks import close_up, is_blank, quote
from formkit.entries import FIELDS, ROWS, Entries
from formkit.errors import KindError
from formkit.finding import Finding, Severity
from formkit.kinds import KINDS
from formkit.programme import Field, Programme
from formkit.record import Case, Found, Record
from formkit.submission import Submission

EMPTIED: Final = "（空）"
"""What a clerk writes where an answer is to be none: an empty cell says nothing."""

DOUBTFUL: Final = 0.6
"""The confidence of a text that its kind cannot parse, as where one is read from a file."""

_ROW: Final = re.compile(r"(.+)\[(\d{1,6})\]", re.ASCII | re.DOTALL)


class _Correction(NamedTuple):
    """One corrected answer: the form, the path there, the row ("" for none), what was written."""

    form: str
    path: str
    row: str
    text: str


class _Place(NamedTuple):
    """A field of a form, and how a message calls it."""

    item: Field
    label: str


def corrected(
    programme: Programme, submission: Submission, entries: Entries, number: int
) -> tuple[Submission, dict[str, dict[str, Found]], list[Finding]]:
    """Return a submission with the clerk's corrections, what the program had read there, and findings.

    What a kind cannot parse is kept as it was written, without a value. What was said of an answer while it
    was read is left out where the clerk's value stands in its place.
    """
    findings: list[Finding] = []
    answers: dict[str, dict[str, Found]] = {}
    settled: dict[str, set[str]] = {}
    for one in _entered(entries, number):
        place = _place(programme, one)
        lost = _lost(programme, submission, one, place)
        if place is None or lost:
            findings.append(_said(lost, one))
            continue
        found, problem = _answer(place.item, one.text)
        answers.setdefault(one.form, {})[one.path] = found
        if problem:
            told = f"“{place.label}”改写的内容无法识别：{problem}；请在汇总表中改正。"
            source = place.item.source
            findings.append(Finding("correction", Severity.WARNING, told, one.path, None, source))
        else:
            settled.setdefault(one.form, set()).add(one.path)
    read = {form: _read(submission.cases[form], changed) for form, changed in answers.items()}
    cases = {
        name: _with(case, answers[name], settled.get(name, set())) if name in answers else case
        for name, case in submission.cases.items()
    }
    return (replace(submission, cases=cases) if answers else submission), read, findings


def _entered(entries: Entries, number: int) -> Iterator[_Correction]:
    """Yield the corrections of a submission: of single answers, then of rows."""
    for column, text in entries.row(FIELDS, str(number)).items():
        form, _, path = column.partition("/")
        yield _Correction(form, path, "", text)
    prefix = f"{number}/"
    for key, columns in entries.sheets.get(ROWS, {}).items():
        if key.startswith(prefix):
            form, _, row = key.removeprefix(prefix).partition("/")
            yield from (_Correction(form, f"{row}.{path}", row, text) for path, text in columns.items())


def _place(programme: Programme, one: _Correction) -> _Place | None:
    """Return the field that a correction is about, None where the programme has none such."""
    form = programme.forms.get(one.form)
    if form is None:
        return None
    if not one.row:
        items = (item for item in form.fields if item.path == one.path)
        return next((_Place(item, item.label) for item in items), None)
    match = _ROW.fullmatch(one.row)
    if match is None:
        return None
    column = one.path.removeprefix(f"{one.row}.")
    return next(
        (
            _Place(item, f"{group.label}第 {int(match[2]) + 1} 行{item.label}")
            for group in form.groups
            if group.path == match[1]
            for item in group.columns
            if item.path == column
        ),
        None,
    )


def _lost(programme: Programme, submission: Submission, one: _Correction, place: _Place | None) -> str:
    """Return why a correction has no place to go, "" where it has one."""
    if place is None:
        return f"汇总表改写的“{one.form}/{one.path}”不是本项目的栏目"
    case = submission.cases.get(one.form)
    if case is None:
        return f"汇总表改写了“{place.label}”，但没有交“{programme.forms[one.form].label}”"
    if one.row and not any(path.startswith(f"{one.row}.") for path in case.record.answers):
        return f"汇总表改写了“{place.label}”，但现在的材料中没有这一行"
    return ""


def _said(lost: str, one: _Correction) -> Finding:
    message = f"{lost}，改写的内容{quote(one.text)}没有用上，仍保留在汇总表中；请核对，不需要的请清除。"
    return Finding("correction", Severity.WARNING, message, one.path)


def _answer(item: Field, text: str) -> tuple[Found, str]:
    """Return what a clerk wrote as an answer, and what its kind says against it, "" for nothing."""
    if close_up(text) == close_up(EMPTIED):
        return Found(None), ""
    try:
        value = KINDS[item.kind].parse(text, item.details)
    except KindError as problem:
        return Found(None, text, None, DOUBTFUL), str(problem)
    # 无 and the like leave no value and are an answer all the same, as where they are read from a file.
    raw = "" if value is None and (item.options or is_blank(text)) else text
    return Found(value, raw), ""


def _read(case: Case, changed: Mapping[str, Found]) -> dict[str, Found]:
    """Return what had been read at the places that are corrected."""
    return {path: case.record.answers.get(path, Found(None, "", None, 0.0)) for path in changed}


def _with(case: Case, changed: Mapping[str, Found], settled: set[str]) -> Case:
    record = case.record
    answers = {**record.answers, **changed}
    return replace(
        case,
        record=Record(record.programme, record.form, answers),
        findings=tuple(finding for finding in case.findings if finding.field not in settled),
    )
