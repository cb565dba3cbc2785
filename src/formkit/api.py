"""The verbs: load a programme, fill its documents, extract what comes back."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from formkit.checks import check_record
from formkit.definition import check_layout, define
from formkit.errors import DataError, ProgrammeError, UnreadableFileError, UsageError
from formkit.filling import names_of, record_of
from formkit.finding import Finding, Severity
from formkit.grid import Document, Line, Picture, Spot
from formkit.layout import Layout, lay_out
from formkit.matching import match
from formkit.programme import Form, Programme
from formkit.readers import read
from formkit.recognition import COMPLETE, RECOGNISED, likeness, printed_texts
from formkit.record import Case, Leftover, Record
from formkit.recording import leftover_findings, record_answers
from formkit.resources import programme_folder, programme_names
from formkit.writers.docx import Template, show
from formkit.writers.pictures import fit_picture
from formkit.writers.whole import replace_whole


class Filled(NamedTuple):
    """A document that was filled: its bytes, the record that stands in it, and what is to be said."""

    data: bytes
    record: Record
    findings: tuple[Finding, ...]


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
    if mistakes:
        message = f"申报项目“{programme.name}”的定义与模板不一致："
        raise ProgrammeError(message, tuple(mistakes))
    return programme


def _template_mistakes(form: Form) -> list[str]:
    try:
        return check_layout(form, layout_of(form))
    except UnreadableFileError as problem:
        return [f"forms.{form.name}.template：{problem}"]


def form_of(programme: Programme, name: str) -> Form:
    """Return a form of a programme by its name or its Chinese label.

    :raises UsageError: naming the forms there are.
    """
    for form in programme.forms.values():
        if name in {form.name, form.label}:
            return form
    known = "、".join(f"{form.name}（{form.label}）" for form in programme.forms.values())
    message = f"申报项目“{programme.name}”没有“{name}”这种表。可用的有：{known}。"
    raise UsageError(message)


def layout_of(form: Form) -> Layout:
    """Return the layout of a form's template; it is read once as long as the file is the same."""
    return _layout(form.template, _stamp(form.template))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=64)
def _layout(path: Path, stamp: tuple[int, int]) -> Layout:  # noqa: ARG001 (the stamp is part of the key)
    return lay_out(read(path))


@lru_cache(maxsize=64)
def _template(path: Path, stamp: tuple[int, int]) -> Template:  # noqa: ARG001 (the stamp is part of the key)
    return Template(path.read_bytes(), path.name)


def fill(
    programme: Programme,
    form: str,
    data: Mapping[str, Any],
    out: str | Path,
    *,
    force: bool = False,
    folder: str | Path = ".",
) -> tuple[Finding, ...]:
    """Write a filled document, whole or not at all, and return the findings about its data.

    ``data`` is nested: ``{"leader": {"name": "…"}, "members": [{…}]}``; a picture is a path below
    ``folder``, bytes, or a :class:`Picture`. What is missing or wrong is a finding, not an error.

    :raises DataError: naming values with characters that no XML file can hold.
    :raises UsageError: when ``out`` is there and ``force`` is not given.
    """
    filled = fill_document(programme, form, data, folder=folder)
    replace_whole(Path(out), filled.data, force=force)
    return filled.findings


def fill_document(
    programme: Programme, form: str, data: Mapping[str, Any], *, folder: str | Path = "."
) -> Filled:
    """Return a filled document as bytes, with its record and findings; nothing is written."""
    wanted = form_of(programme, form)
    findings: list[Finding] = []
    ready = _with_pictures(wanted, data, Path(folder), findings)
    record, more = record_of(programme, wanted, ready)
    findings += more
    findings += check_record(wanted, record)
    template = _template(wanted.template, _stamp(wanted.template))
    written = template.write(names_of(wanted, record, show).as_dict())
    return Filled(written, record, tuple(findings))


def blank_document(programme: Programme, form: str) -> bytes:
    """Return the empty form to hand out."""
    wanted = form_of(programme, form)
    record = Record(programme.name, wanted.name, {})
    return _template(wanted.template, _stamp(wanted.template)).write(names_of(wanted, record, show).as_dict())


def _with_pictures(
    form: Form, data: Mapping[str, Any], folder: Path, findings: list[Finding]
) -> Mapping[str, Any]:
    """Return the data with each picture loaded and fitted to its slot."""
    for item in form.fields:
        if item.kind == "picture":
            *parents, last = item.path.split(".")
            data = dict(data)
            level = data
            for part in parents:
                level[part] = dict(level[part]) if isinstance(level.get(part), Mapping) else {}
                level = level[part]
            value = level.get(last)
            if value and not isinstance(value, Picture):
                level[last] = _loaded(value, item.path, item.label, item.size, folder, findings)
    return data


def _loaded(  # noqa: PLR0913, PLR0917 (one picture and its slot)
    value: object, path: str, label: str, size: tuple[float, float], folder: Path, findings: list[Finding]
) -> Picture | None:
    name = label
    try:
        if not isinstance(value, bytes):
            name = str(value)
            value = _picture_file(name, folder).read_bytes()
        return fit_picture(value, size, name)
    except (OSError, ValueError):
        message = f"“{label}”：找不到照片文件“{name}”；请把照片与填报数据放在同一文件夹，并核对文件名。"
    except DataError as problem:
        message = str(problem)
    findings.append(Finding("picture", Severity.ERROR, message, path))
    return None


def _picture_file(name: str, folder: Path) -> Path:
    """Return a picture's path; data may not point outside its own folder."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError(name)
    return path


def extract(programme: Programme | None, path: str | Path, form: str | None = None) -> Case:
    """Return what a file says: record, leftovers, findings.

    Which form it is, is recognised by its content among those of ``programme``, or of all programmes
    that come with formkit where that is None; ``form`` settles it.

    :raises UnreadableFileError: when nothing can be read from the file.
    """
    document = read(Path(path))
    candidates = [programme] if programme is not None else [load(name) for name in programme_names()]
    best = _recognise(candidates, document, form)
    if best is None:
        return _unrecognised(document)
    chosen, wanted, share = best
    layout = layout_of(wanted)
    matched = match(document, layout, wanted)
    answers, findings = record_answers(matched, wanted)
    if share < COMPLETE:
        message = f"这份“{wanted.label}”与原表有较大不同（印刷文字只有 {share:.0%} 相同），可能被改动或是别的年份的表；请核对。"
        findings.insert(0, Finding("form-drift", Severity.WARNING, message))
    findings += leftover_findings([(item.text, item.spot) for item in matched.leftovers])
    record = Record(chosen.name, wanted.name, answers)
    return Case(str(path), record, tuple(matched.leftovers), tuple(findings))


def _recognise(
    candidates: Iterable[Programme], document: Document, form: str | None
) -> tuple[Programme, Form, float] | None:
    best: tuple[Programme, Form, float] | None = None
    texts = printed_texts(document)
    for programme in candidates:
        forms = programme.forms.values() if form is None else [form_of(programme, form)]
        for wanted in forms:
            share = likeness(layout_of(wanted), texts)
            if best is None or share > best[2]:
                best = (programme, wanted, share)
    if best is None or (best[2] < RECOGNISED and form is None):
        return None
    return best


def _unrecognised(document: Document) -> Case:
    message = "认不出这是哪个申报项目的哪种表；如果确定，请用 -p 指明项目、用 -f 指明表。"
    texts: list[Leftover] = []
    for block in document.blocks:
        for item in (block,) if isinstance(block, Line) else block.cells:
            if item.text.strip():
                texts.append(Leftover(item.text.strip(), item.spot or Spot()))
    finding = Finding("unrecognised", Severity.ERROR, message)
    return Case(document.source, Record("", "", {}), tuple(texts), (finding,))
