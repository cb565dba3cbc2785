"""The verbs that read: load a programme, extract what comes back; :mod:`formkit.documents` fills."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from formkit.agreement import check_layout
from formkit.definition import define
from formkit.errors import ProgrammeError, UnreadableFileError, UsageError
from formkit.finding import Finding, Severity
from formkit.grid import Document, Line
from formkit.layout import Layout, lay_out
from formkit.matching import match
from formkit.programme import Form, Programme
from formkit.readers import read
from formkit.recognition import COMPLETE, RECOGNISED, likeness, missing_labels, printed_texts
from formkit.record import Case, Leftover, Record
from formkit.recording import leftover_findings, record_answers
from formkit.resources import programme_folder, programme_names
from formkit.spot import Spot

LABELS_NAMED = 8
"""Of the labels that a file lacks, so many are named."""


def programmes() -> tuple[str, ...]:
    """Return the names of the programmes that come with formkit."""
    return programme_names()


def load(name: str | Path) -> Programme:
    """Return a programme by its name among those of formkit, or by the path of its folder.

    :raises ProgrammeError: listing every mistake of its definition and templates with its path.
    """
    folder = programme_folder(str(name))
    path = folder / "programme.toml"
    if not path.is_file():
        known = "、".join(programme_names())
        message = f"没有申报项目“{name}”。可用的有：{known}；也可以给出含 programme.toml 的文件夹。"
        raise ProgrammeError(message)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        message = f"{path} 不是正确的 TOML 文件：{problem}"
        raise ProgrammeError(message) from None
    programme = define(data, folder)
    mistakes: list[str] = []
    for form in programme.forms.values():
        mistakes += _template_mistakes(form)
    mistakes += [
        f"documents.{form.name}.template：没有文件 {form.template.name}"
        for form in programme.documents.values()
        if not form.template.is_file()
    ]
    if mistakes:
        message = f"申报项目“{programme.name}”的定义与模板不一致："
        raise ProgrammeError(message, tuple(mistakes))
    return programme


@cache
def bundled_programmes() -> tuple[Programme, ...]:
    """Return the programmes that come with formkit, loaded once."""
    return tuple(load(name) for name in programme_names())


def _template_mistakes(form: Form) -> list[str]:
    try:
        return check_layout(form, layout_of(form))
    except UnreadableFileError as problem:
        return [f"forms.{form.name}.template：{problem}"]


def form_of(programme: Programme, name: str) -> Form:
    """Return a form or a document of a programme by its name or its Chinese label.

    :raises UsageError: naming the forms there are.
    """
    forms = (*programme.forms.values(), *programme.documents.values())
    for form in forms:
        if name in {form.name, form.label}:
            return form
    known = "、".join(f"{form.name}（{form.label}）" for form in forms)
    message = f"申报项目“{programme.name}”没有“{name}”这种表。可用的有：{known}。"
    raise UsageError(message)


def layout_of(form: Form) -> Layout:
    """Return the layout of a form's template; it is read once as long as the file is the same."""
    return _layout(form.template, stamp(form.template))


def stamp(path: Path) -> tuple[int, int]:
    """Return what tells a file from its next version: when it was written, and its size."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=64)
def _layout(path: Path, at: tuple[int, int]) -> Layout:  # noqa: ARG001 (the time is part of the key)
    return lay_out(read(path))


def extract(programme: Programme | None, path: str | Path, form: str | None = None) -> Case:
    """Return what a file says: record, leftovers, findings.

    Which form it is, is recognised by its content among those of ``programme``, or of all programmes
    that come with formkit where that is None; ``form`` settles it.

    :raises UnreadableFileError: when nothing can be read from the file.
    """
    candidates = bundled_programmes() if programme is None else (programme,)
    return case_of(candidates, read(Path(path)), form)


def case_of(candidates: Iterable[Programme], document: Document, form: str | None = None) -> Case:
    """Return what a document says as one of the candidates' forms; ``form`` settles which."""
    texts = printed_texts(document)
    best = _recognise(candidates, texts, form)
    if best is None:
        return _unrecognised(document, _recognise(bundled_programmes(), texts, None))
    chosen, wanted, share = best
    layout = layout_of(wanted)
    matched = match(document, layout, wanted)
    answers, findings = record_answers(matched, wanted)
    if share < 1:
        findings[:0] = _drift(wanted, document, texts, share)
    findings[:0] = document.findings
    findings += leftover_findings([(item.text, item.spot) for item in matched.leftovers])
    record = Record(chosen.name, wanted.name, answers)
    return Case(document.source, record, tuple(matched.leftovers), tuple(findings))


def _drift(form: Form, document: Document, texts: frozenset[str], share: float) -> list[Finding]:
    """Say what of the form's printed text is not there, so that a clerk knows where to look."""
    lost = missing_labels(layout_of(form), texts, document)
    if not lost and share >= COMPLETE:
        return []
    named = "".join(f"“{label}”" for label in lost[:LABELS_NAMED])
    named += f"等 {len(lost)} 处" if len(lost) > LABELS_NAMED else ""
    message = f"这份“{form.label}”与原表略有不同，找不到原表的{named}；请核对这些栏是否被改动。"
    if share < COMPLETE:
        message = (
            f"这份“{form.label}”与原表有较大不同（印刷文字只有 {share:.0%} 相同），"
            f"可能被改动或是别的年份的表{f'；找不到原表的{named}' if named else ''}；请核对。"
        )
    return [Finding("form-drift", Severity.WARNING, message)]


def _recognise(
    candidates: Iterable[Programme], texts: frozenset[str], form: str | None
) -> tuple[Programme, Form, float] | None:
    best: tuple[Programme, Form, float] | None = None
    for programme in candidates:
        forms = programme.forms.values() if form is None else [form_of(programme, form)]
        for wanted in forms:
            share = likeness(layout_of(wanted), texts)
            if best is None or share > best[2]:
                best = (programme, wanted, share)
    if best is None or (best[2] < RECOGNISED and form is None):
        return None
    return best


def _unrecognised(document: Document, other: tuple[Programme, Form, float] | None) -> Case:
    message = "认不出这是哪个申报项目的哪种表；如果确定，请用 -p 指明项目、用 -f 指明表。"
    if other is not None:
        message = f"这不是所指项目的表，像是“{other[0].name}”的“{other[1].label}”；请核对是否交错了文件。"
    texts = [
        Leftover(item.text.strip(), item.spot or Spot())
        for block in document.blocks
        for item in ((block,) if isinstance(block, Line) else block.cells)
        if item.text.strip()
    ]
    finding = Finding("unrecognised", Severity.ERROR, message)
    return Case(document.source, Record("", "", {}), tuple(texts), (*document.findings, finding))
