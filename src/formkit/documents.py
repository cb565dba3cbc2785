"""The verbs that write: a document filled from data, or the empty form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from formkit.api import form_of, stamp
from formkit.checks import check_document, check_record
from formkit.errors import DataError
from formkit.filling import record_of
from formkit.finding import Finding, Severity
from formkit.grid import Picture
from formkit.named import names_of, names_of_programme
from formkit.programme import Field, Form, Programme
from formkit.publishing import in_order, published
from formkit.record import Record
from formkit.writers.docx import Template, show
from formkit.writers.pictures import fit_picture
from formkit.writers.settling import settle
from formkit.writers.sheettemplate import fill_sheet
from formkit.writers.whole import replace_whole


class Filled(NamedTuple):
    """A document that was filled: its bytes, the record that stands in it, and what is to be said.

    One that is ``refused`` must not be written: a document of an office that breaks a rule which it has to
    keep, or that would publish what belongs to a person alone.
    """

    data: bytes
    record: Record
    findings: tuple[Finding, ...]
    refused: bool = False


def fill(  # noqa: PLR0913 (two are keywords that hardly anybody needs)
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

    :raises DataError: naming values with characters that no XML file can hold; naming why a document of an
        office may not be issued.
    :raises UsageError: when ``out`` is there and ``force`` is not given.
    """
    filled = fill_document(programme, form, data, folder=folder)
    if filled.refused:
        reasons = "\n".join(
            f"  - {item.message}" for item in filled.findings if item.severity is Severity.ERROR
        )
        message = f"“{form_of(programme, form).label}”不能制发：\n{reasons}"
        raise DataError(message)
    replace_whole(Path(out), filled.data, force=force)
    return filled.findings


def fill_document(
    programme: Programme, form: str, data: Mapping[str, Any], *, folder: str | Path = "."
) -> Filled:
    """Return a filled document as bytes, with its record and findings; nothing is written."""
    wanted = form_of(programme, form)
    findings: list[Finding] = []
    ready = _with_pictures(wanted, data, Path(folder), findings)
    ready = in_order(wanted, ready, findings)
    record, more = record_of(programme, wanted, ready)
    findings += more
    said = {item.field for item in findings if item.code == "picture"}
    findings += [item for item in check_record(wanted, record) if item.field not in said]
    findings = published(wanted, record, [*findings, *check_document(programme, wanted, record)])
    names = names_of(wanted, record, show).as_dict()
    if wanted.name not in programme.documents:
        return Filled(template_at(wanted.template).write(names), record, tuple(findings))
    refused = bool(wanted.rules or wanted.public) and any(
        item.severity is Severity.ERROR for item in findings
    )
    written = _write(wanted.template, names | names_of_programme(programme))
    return Filled(written, record, tuple(findings), refused)


def _write(template: Path, names: Mapping[str, Any]) -> bytes:
    """Return a document of an office: a list as a workbook, a letter with its signature in its place."""
    if template.suffix == ".xlsx":
        return fill_sheet(template.read_bytes(), names, template.name)
    return settle(template_at(template).write(names))


def blank_document(programme: Programme, form: str) -> bytes:
    """Return the empty form to hand out."""
    wanted = form_of(programme, form)
    record = Record(programme.name, wanted.name, {})
    names = names_of(wanted, record, show).as_dict()
    if wanted.name in programme.documents:
        return _write(wanted.template, names | names_of_programme(programme))
    return template_at(wanted.template).write(names)


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
                level[last] = _loaded(value, item, folder, findings)
    return data


def _loaded(value: object, item: Field, folder: Path, findings: list[Finding]) -> Picture | None:
    name = item.label
    try:
        if not isinstance(value, bytes):
            name = str(value)
            value = _picture_file(name, folder).read_bytes()
        return fit_picture(value, item.size, name)
    except (OSError, ValueError):
        message = f"“{item.label}”：找不到照片文件“{name}”；请把照片与填报数据放在同一文件夹，并核对文件名。"
    except DataError as problem:
        message = str(problem)
    findings.append(Finding("picture", Severity.ERROR, message, item.path, None, item.source))
    return None


def _picture_file(name: str, folder: Path) -> Path:
    """Return a picture's path; data may not point outside its own folder."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError(name)
    return path


def template_at(path: Path) -> Template:
    """Return the compiled template of a file; it is compiled once as long as the file is the same."""
    return _template(path, stamp(path))


@lru_cache(maxsize=64)
def _template(path: Path, at: tuple[int, int]) -> Template:  # noqa: ARG001 (the time is part of the key)
    return Template(path.read_bytes(), path.name)
