"""programme.toml as a Programme; every mistake at once, each with its path."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from formkit.chinese.folding import fold
from formkit.definitionattachments import define_attachments
from formkit.definitiondocuments import define_documents, define_ordering
from formkit.definitionregister import define_register, define_review
from formkit.definitionrules import define_rules, shared_parameters
from formkit.kinds import KINDS
from formkit.mistakes import Mistakes
from formkit.programme import Condition, Field, Form, Group, Limits, Programme
from formkit.rulewording import worded

COLUMN = re.compile(r"[^\W\d_A-Z][^\WA-Z]*")
PATH = re.compile(rf"{COLUMN.pattern}(?:\.{COLUMN.pattern})*")
#: Names that the template language keeps for itself.
RESERVED = frozenset(
    ("loop", "true", "false", "none", "not", "and", "or", "in", "is", "if", "else", "self", "caller")
)
BAD_PATH = "路径只能由汉字、小写字母、数字、下划线和点组成，不能以数字开头，且不能用保留字"
FIELD_KEYS = frozenset((
    "path", "label", "aliases", "block", "kind", "required", "options", "unit", "size", "hint", "source",
    "min_chars", "max_chars", "minimum", "maximum", "printed", "blank", "question", "confidence",
    "office", "private", "spaced",
))  # fmt: skip
GROUP_KEYS = frozenset((
    "path", "label", "columns", "printed_rows", "min_rows", "max_rows", "required", "hint", "source",
    "question", "confidence", "ordering",
))  # fmt: skip
FORM_KEYS = frozenset((
    "label", "title", "template", "output", "fields", "groups", "public", "checks", "register",
))  # fmt: skip
#: Names that mean the programme itself in the template of a document.
OWN_NAMES = frozenset(("rules", "parameters", "programme"))
#: What may name parameters of the programme: ``不晚于{deadline}``.
WORDED = ("title", "source", "forms", "documents")


def define(data: Mapping[str, Any], folder: Path) -> Programme:
    """Return the programme that a parsed programme.toml describes.

    :raises ProgrammeError: listing every mistake with its path.
    """
    mistakes = Mistakes()
    if data.get("schema") != 1:
        mistakes.add("schema", "应为 1")
    name = mistakes.text(data, "name", "")
    parameters = shared_parameters(data, mistakes)
    data = {**data, **{key: _worded(data[key], parameters) for key in WORDED if key in data}}
    forms, documents = (
        {
            name: _form(name, table, folder, mistakes, key)
            for name, table in tables.items()
            if isinstance(table, Mapping) or mistakes.add(f"{key}.{name}", "应为表")
        }
        for key, tables in (
            ("forms", mistakes.table(data, "forms")),
            ("documents", mistakes.table(data, "documents") if "documents" in data else {}),
        )
    )
    for twice in sorted(forms.keys() & documents.keys()):
        mistakes.add(f"documents.{twice}", "forms 中已有这个名称")
    attachments = define_attachments(data, forms, mistakes)
    rules, consistency = define_rules(data, forms, attachments, mistakes)
    documents = define_documents(data, documents, forms, rules, mistakes)
    programme = Programme(
        name,
        mistakes.text(data, "title", ""),
        mistakes.text(data, "source", ""),
        folder,
        forms,
        attachments,
        rules,
        consistency,
        documents,
        parameters,
        define_register(data, forms, rules, mistakes),
        define_review(data, forms, mistakes),
    )
    _check_conditions(programme, mistakes)
    mistakes.stop(f"申报项目定义有错（{folder / 'programme.toml'}）：")
    return programme


class Question(NamedTuple):
    """What is doubtful about a learnt field or group: its form, path, label and kind, and what to ask."""

    form: str
    path: str
    label: str
    kind: str
    question: str
    confidence: float


def questions(data: Mapping[str, Any]) -> Iterator[Question]:
    """Yield the open questions of a parsed programme.toml; a column's path is ``group[].path``."""
    for form, table in data.get("forms", {}).items():
        for item in table.get("fields", ()):
            yield from _asked(form, item, item.get("path", ""))
        for group in table.get("groups", ()):
            path = group.get("path", "")
            yield from _asked(form, group, path)
            for column in group.get("columns", ()):
                yield from _asked(form, column, f"{path}[].{column.get('path', '')}")


def _asked(form: str, item: Mapping[str, Any], path: str) -> Iterator[Question]:
    if item.get("question"):
        kind = "rows" if "columns" in item else str(item.get("kind", "text"))
        sure = float(item.get("confidence", 0))
        yield Question(form, path, str(item.get("label", "")), kind, str(item["question"]), sure)


def is_path(path: str, pattern: re.Pattern[str] = PATH) -> bool:
    """Whether a template can hold a path: names as Python has them, without capitals and reserved words.

    >>> is_path("原告.姓名"), is_path("leader.name"), is_path("姓 名"), is_path("Name"), is_path("a.loop")
    (True, True, False, False, False)
    """
    return (
        pattern.fullmatch(path) is not None
        and unicodedata.normalize("NFKC", path) == path
        and all(map(str.isidentifier, path.split(".")))
        and not RESERVED.intersection(path.split("."))
    )


def _worded(value: Any, parameters: Mapping[str, object]) -> Any:  # noqa: ANN401 (TOML)
    """Return part of a definition with the programme's parameters in the texts that name them."""
    if isinstance(value, str):
        return worded(value, parameters) if "{" in value else value
    if isinstance(value, Mapping):
        return {key: _worded(item, parameters) for key, item in value.items()}
    return [_worded(item, parameters) for item in value] if isinstance(value, list) else value


def _form(name: str, table: Mapping[str, Any], folder: Path, mistakes: Mistakes, key: str) -> Form:
    path = f"{key}.{name}"
    mistakes.unknown(table, FORM_KEYS, path)
    fields = tuple(
        _field(item, f"{path}.fields[{number}]", PATH, mistakes)
        for number, item in enumerate(mistakes.list(table, "fields", path))
    )
    groups = tuple(
        _group(item, f"{path}.groups[{number}]", mistakes)
        for number, item in enumerate(mistakes.list(table, "groups", path))
    )
    paths = [*(item.path for item in fields), *(group.path for group in groups)]
    _check_paths(paths, path, mistakes)
    if key == "documents":
        for own in sorted(OWN_NAMES.intersection(path.split(".")[0] for path in paths)):
            mistakes.add(path, f"“{own}”指项目本身，栏目的路径不能以它开头")
    template = mistakes.text(table, "template", path)
    if "/" in template or "\\" in template or template.startswith("."):
        mistakes.add(f"{path}.template", "只写文件名，模板须放在本文件夹内")
    label = mistakes.text(table, "label", path)
    return Form(
        name,
        label,
        mistakes.text(table, "title", path, label),
        folder / template,
        fields,
        groups,
        mistakes.text(table, "output", path, label),
        table.get("public") is True,
    )


def _check_paths(paths: list[str], where: str, mistakes: Mistakes) -> None:
    seen: set[str] = set()
    for path in paths:
        if path in seen:
            mistakes.add(f"{where}（{path}）", "路径重复")
        seen.add(path)
    for path in seen:
        if any(other.startswith(f"{path}.") for other in seen):
            mistakes.add(f"{where}（{path}）", "路径不能又是另一路径的开头")


def _field(item: Any, where: str, pattern: re.Pattern[str], mistakes: Mistakes) -> Field:  # noqa: ANN401 (TOML)
    if not isinstance(item, Mapping):
        mistakes.add(where, "应为表")
        return Field("", "")
    path = mistakes.text(item, "path", where)
    where = f"{where}（{path}）"
    mistakes.unknown(item, FIELD_KEYS, where)
    if not is_path(path, pattern):
        mistakes.add(where, BAD_PATH)
    kind = mistakes.text(item, "kind", where, "text")
    if kind not in KINDS:
        mistakes.add(f"{where}.kind", f"没有“{kind}”这种类型，可用：{'、'.join(KINDS)}")
    options = tuple(str(option) for option in mistakes.list(item, "options", where))
    if kind.startswith("choice") and len({fold(option) for option in options} - {""}) != len(options):
        mistakes.add(f"{where}.options", "选项不能空白或重复")
    if kind.startswith("choice") and not options:
        mistakes.add(f"{where}.options", "选择类栏目须列出选项")
    return Field(
        path,
        mistakes.text(item, "label", where),
        kind,
        mistakes.text(item, "block", where, ""),
        mistakes.required(item, where),
        options,
        mistakes.text(item, "unit", where, ""),
        _size(item, where, mistakes),
        _limits(item, where, mistakes),
        mistakes.text(item, "hint", where, ""),
        mistakes.text(item, "source", where, ""),
        tuple(str(alias) for alias in mistakes.list(item, "aliases", where)),
        tuple(str(words) for words in mistakes.list(item, "printed", where)),
        mistakes.text(item, "blank", where) if "blank" in item else None,
        *(item.get(key) is True for key in ("office", "private", "spaced")),
    )


def _group(item: Any, where: str, mistakes: Mistakes) -> Group:  # noqa: ANN401 (TOML)
    if not isinstance(item, Mapping):
        mistakes.add(where, "应为表")
        return Group("", "", ())
    path = mistakes.text(item, "path", where)
    where = f"{where}（{path}）"
    mistakes.unknown(item, GROUP_KEYS, where)
    if not is_path(path):
        mistakes.add(where, BAD_PATH)
    columns = tuple(
        _field(column, f"{where}.columns[{number}]", COLUMN, mistakes)
        for number, column in enumerate(mistakes.list(item, "columns", where))
    )
    if not columns:
        mistakes.add(f"{where}.columns", "至少要有一列")
    _check_paths([column.path for column in columns], where, mistakes)
    return Group(
        path,
        mistakes.text(item, "label", where),
        columns,
        mistakes.number(item, "printed_rows", where, 1) or 1,
        mistakes.number(item, "min_rows", where, 0) or 0,
        mistakes.number(item, "max_rows", where),
        mistakes.required(item, where),
        mistakes.text(item, "hint", where, ""),
        mistakes.text(item, "source", where, ""),
        define_ordering(item, columns, where, mistakes),
    )


def _limits(item: Mapping[str, Any], where: str, mistakes: Mistakes) -> Limits:
    bounds = [item.get("minimum"), item.get("maximum")]
    for key, bound in zip(("minimum", "maximum"), bounds, strict=True):
        if bound is not None and not re.fullmatch(r"-?\d+(\.\d+)?", str(bound)):
            mistakes.add(f"{where}.{key}", "应为数字")
    low, high = (None if bound is None else str(bound) for bound in bounds)
    return Limits(
        mistakes.number(item, "min_chars", where), mistakes.number(item, "max_chars", where), low, high
    )


def _size(item: Mapping[str, Any], where: str, mistakes: Mistakes) -> tuple[float, float]:
    value = item.get("size", [0, 0])
    if isinstance(value, list) and len(value) == 2 and all(isinstance(side, int | float) for side in value):  # noqa: PLR2004
        return float(value[0]), float(value[1])
    mistakes.add(f"{where}.size", "应为 [宽, 高]，单位毫米")
    return 0.0, 0.0


def _check_conditions(programme: Programme, mistakes: Mistakes) -> None:
    for form in programme.forms.values():
        known = {item.path: item for item in form.fields}
        asking: list[Field | Group] = [*form.fields, *form.groups]
        for item in asking:
            if not isinstance(item.required, Condition):
                continue
            asked = known.get(item.required.path)
            where = f"forms.{form.name}（{item.path}）.required"
            if asked is None:
                mistakes.add(where, f"没有路径为“{item.required.path}”的栏目")
            elif asked.options and not set(item.required.any_of) <= set(asked.options):
                mistakes.add(where, f"any_of 中有“{asked.label}”没有的选项")
