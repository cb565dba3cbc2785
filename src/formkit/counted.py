"""The verb that counts 字 in files, or in one field of forms that are recognised in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from formkit import api
from formkit.errors import REFUSALS, UsageError
from formkit.finding import Finding, Severity
from formkit.isolation import extract_all, texts_of
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.measuring import Measure, length_finding, measure, text_of
from formkit.programme import Field, Form, Limits, Programme
from formkit.record import Case
from formkit.scope import BODY, Scope


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of one file: its figures (None where nothing was read), its text, what is to be said.

    ``programme`` and ``form`` are "" unless a field of a form was counted.
    """

    source: str
    programme: str
    form: str
    measure: Measure | None
    text: str
    findings: tuple[Finding, ...]


def count_files(
    paths: Iterable[str | Path],
    *,
    scope: Scope = BODY,
    low: int | None = None,
    high: int | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
) -> Iterator[Counted]:
    """Yield the figures of each file's text, in the order of the paths; a package yields its members.

    ``low`` and ``high`` are inclusive limits in 字.
    """
    for case in texts_of(paths, scope, limits=limits):
        if refusal(case.findings) is not None or not case.leftovers:
            yield Counted(case.source, "", "", None, "", case.findings)
            continue
        text = text_of(case.leftovers)
        in_tables = any(piece.spot.table is not None for piece in case.leftovers)
        found = measure(text, low, high, essay=not in_tables)
        said = _said(found, Path(case.source).name)
        yield Counted(case.source, "", "", found, text, (*case.findings, *said))


def count_field(  # noqa: PLR0913 (all but two are keywords)
    paths: Iterable[str | Path],
    path: str,
    *,
    programme: Programme | None = None,
    form: str | None = None,
    low: int | None = None,
    high: int | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
) -> Iterator[Counted]:
    """Yield the figures of one field of the form that each file is; its own limits hold where none is given.

    :raises UsageError: when no form has such a field.
    """
    forms = _forms_with(path, programme, form)
    for case in extract_all(programme, paths, form, limits=limits):
        wanted = forms.get((case.record.programme, case.record.form))
        if wanted is None:
            findings = (*case.findings, *_other_form(case, path))
            yield Counted(case.source, case.record.programme, case.record.form, None, "", findings)
        else:
            yield _count_answer(case, path, wanted, (low, high))


def refusal(findings: Iterable[Finding]) -> str | None:
    """Return the code of the reason why nothing was read from a file; None where it was read."""
    return next((finding.code for finding in findings if finding.code in REFUSALS), None)


def _forms_with(path: str, programme: Programme | None, form: str | None) -> dict[tuple[str, str], Field]:
    found = {}
    for one in api.bundled_programmes() if programme is None else (programme,):
        for wanted in one.forms.values() if form is None else (api.form_of(one, form),):
            field = _field_of(wanted, path)
            if field is not None:
                found[one.name, wanted.name] = field
    if not found:
        message = f"没有哪种表有“{path}”这一栏；用 formkit show 表 查看各栏的路径。"
        raise UsageError(message)
    return found


def _field_of(form: Form, path: str) -> Field | None:
    """Return the field at a path, ``profile.body`` or ``members[0].duty``."""
    for field in form.fields:
        if field.path == path:
            return field
    for group in form.groups:
        head, end, column = path.partition("].")
        if end and head.startswith(f"{group.path}[") and head[len(group.path) + 1 :].isdecimal():
            return next((field for field in group.columns if field.path == column), None)
    return None


def _other_form(case: Case, path: str) -> list[Finding]:
    if refusal(case.findings) is not None or not case.record.form:
        return []
    message = f"这份文件是“{case.record.form}”，没有“{path}”这一栏；请核对是否给错了文件。"
    return [Finding("field-missing", Severity.ERROR, message, path)]


def _count_answer(case: Case, path: str, field: Field, given: tuple[int | None, int | None]) -> Counted:
    found = case.record.answers.get(path)
    text = "" if found is None else found.value if isinstance(found.value, str) else found.raw
    own: Limits = field.limits
    low, high = given if given != (None, None) else (own.min_chars, own.max_chars)
    measured = measure(text, low, high, essay=False)
    of_field = [item for item in case.findings if item.field in {None, path}]
    said = _said(measured, field.label, path, field.source)
    return Counted(case.source, case.record.programme, case.record.form, measured, text, (*of_field, *said))


def _said(found: Measure, label: str, field: str | None = None, source: str = "") -> tuple[Finding, ...]:
    said = None if found.verdict is None else length_finding(found.verdict, label, field, None, source)
    return () if said is None else (said,)
