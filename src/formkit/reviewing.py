"""The verb that takes answers to the questions of a learnt programme, and writes it again."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from formkit import api
from formkit.agreement import printed_beside
from formkit.definition import Question, define, questions
from formkit.errors import ProgrammeError, UsageError
from formkit.kinds import KINDS
from formkit.learning.naming import VARIABLE
from formkit.learning.places import Edit
from formkit.learning.surroundings import surroundings
from formkit.learning.templating import texts_of
from formkit.pattern import NAME, PLACEHOLDER
from formkit.programme import Form
from formkit.readers import document_of, read
from formkit.readers.sniffing import kind_of
from formkit.writers.definitionedits import DefinitionText
from formkit.writers.template import write_template
from formkit.writers.wholefolder import write_folder

DEFINITION = "programme.toml"
CHANGEABLE = tuple(kind for kind in KINDS if not kind.startswith("choice"))
"""Kinds that an answer may give to a field; a choice is made of boxes, not of an answer."""


class Answer(NamedTuple):
    """What somebody says to a question: all is right, another label or kind, or that it is no field."""

    question: Question
    label: str = ""
    kind: str = ""
    remove: bool = False


def open_questions(folder: str | Path) -> tuple[Question, ...]:
    """Return what is still to be asked about a programme's fields.

    :raises ProgrammeError: when the programme cannot be loaded.
    """
    return tuple(questions(tomllib.loads(_text_of(folder))))


def shown_places(folder: str | Path) -> Mapping[tuple[str, str], str]:
    """Return by form and path where each field stands on its form, as a line of text."""
    return {
        (form.name, path): text
        for form in api.load(folder).forms.values()
        for path, text in surroundings(read(form.template)).items()
    }


def _text_of(folder: str | Path) -> str:
    programme = api.load(folder)
    return (programme.folder / DEFINITION).read_text(encoding="utf-8")


def answer(folder: str | Path, answers: Sequence[Answer]) -> None:
    """Write a programme again with the answers in it; comments, and what was not asked, stay as they are.

    What is no field is taken out of the definition, and its place in the template is blank again.

    :raises UsageError: for a kind that an answer cannot give, or a group that is to be taken out.
    """
    for given in answers:
        _refuse(given)
    programme = api.load(folder)
    text = DefinitionText(_text_of(folder))
    blanks = dict(_blanks(tomllib.loads(text.text)))
    removed: dict[str, dict[str, str]] = {}
    for given in answers:
        form, path = given.question.form, given.question.path
        if given.remove:
            removed.setdefault(form, {})[path] = blanks.get((form, path), "")
            _take_out(text, form, path)
            continue
        said = {"label": given.label, "kind": given.kind}
        text.set(form, path, {**_SETTLED, **{key: value for key, value in said.items() if value}})
    files = {
        programme.forms[form].template.name: _emptied(programme.forms[form], paths)
        for form, paths in removed.items()
    }
    _print_labels(text, programme.folder, files)
    files[DEFINITION] = text.text.encode()
    unchanged = {item.template.name: item.template.read_bytes() for item in programme.forms.values()}
    write_folder(programme.folder, unchanged | files, _loads, force=True)


_SETTLED: Mapping[str, object] = {"question": None, "confidence": None}


def _loads(folder: Path) -> None:
    api.load(folder)


def _refuse(given: Answer) -> None:
    if given.kind and (given.kind not in CHANGEABLE or given.question.kind == "rows"):
        raise UsageError(
            f"“{given.question.label}”不能改成“{given.kind}”；可用的类型：{'、'.join(CHANGEABLE)}。"
        )
    if given.remove and given.question.kind == "rows":
        message = (
            f"“{given.question.label}”是一组重复行，不能在这里删除；请在 Word 中打开模板删去占位符，"
            f"再从 {DEFINITION} 删去这一组。"
        )
        raise UsageError(message)


def _blanks(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield what stood in the blank form at the place of each field and column."""
    for form, table in data["forms"].items():
        for item in table.get("fields", ()):
            yield (form, item["path"]), str(item.get("blank", ""))
        for group in table.get("groups", ()):
            for column in group["columns"]:
                yield (form, f"{group['path']}[].{column['path']}"), str(column.get("blank", ""))


def _take_out(text: DefinitionText, form: str, path: str) -> None:
    group, found, name = path.partition("[].")
    if not found:
        text.comment_out(form, path, "经核对，这里不是要填写的栏目：")
        return
    text.set_columns(form, group, lambda item: None if item["path"] == name else item)


def _emptied(form: Form, removed: Mapping[str, str]) -> bytes:
    """Return a form's template in which some placeholders have given way to what stood there before.

    All others are put in anew as they are: what is not put in counts as printed braces.
    """
    data = form.template.read_bytes()
    document = document_of(data, kind_of(data), str(form.template))
    names = {
        (f"{VARIABLE}.{path.partition('[].')[2]}" if "[]." in path else path): blank
        for path, blank in removed.items()
    }
    edits = []
    for spot, text in texts_of(document).items():
        for match in PLACEHOLDER.finditer(text):
            name = None if match[1] is None else NAME.match(match[1])
            put = match[0] if name is None else names.get(name[1], match[0])
            edits.append(Edit(spot, match.start(), match.end(), put))
    return write_template(data, str(form.template), edits, ())


def _print_labels(text: DefinitionText, folder: Path, files: Mapping[str, bytes]) -> None:
    """Say of each field whose label is not printed beside its blank, what is."""
    try:
        programme = define(tomllib.loads(text.text), folder)
    except ProgrammeError:
        return  # loading it will say what is wrong
    for form in programme.forms.values():
        if form.template.name in files:
            continue
        for path, words in printed_beside(form, api.layout_of(form)).items():
            text.set(form.name, path, {"printed": [*_printed_of(form, path), *words]})


def _printed_of(form: Form, path: str) -> Iterable[str]:
    known = {item.path: item.printed for item in form.fields}
    known |= {f"{group.path}[].{item.path}": item.printed for group in form.groups for item in group.columns}
    return known.get(path, ())
