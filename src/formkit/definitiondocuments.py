"""What only ``[documents]`` of a programme.toml have: checks, an order of their rows, and nothing private.

``checks`` are rules of the notice that the document itself has to keep. Wording, source and weight are those
of the rule; the check names the predicate and what it has to look at in the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from formkit.definitionregister import define_from_register
from formkit.definitionrules import define_checks
from formkit.mistakes import Mistakes
from formkit.programme import Field, Form, Ordering, Rule

ORDERING_KEYS: Final = frozenset(("column", "path", "option"))
#: Kinds of answers that are a person's own, with how a programme's author knows them.
PRIVATE_KINDS: Final = {
    "resident_id": "公民身份号码",
    "phone": "电话号码",
    "email": "电子邮箱",
    "certificate_number": "证书编号",
    "picture": "照片",
}
#: What an office may have of its own.
OFFICE_KINDS: Final = frozenset(("phone", "email"))
#: Words in a label that say so, whatever the kind.
PRIVATE_WORDS: Final = (
    *("身份证", "身份号码", "出生", "生日", "年龄", "手机", "住址", "家庭", "邮箱"),
    *("联系电话", "联系方式", "银行账号", "银行卡", "病", "健康"),
)
PRIVATE_PATHS: Final = frozenset(("birth", "birthday", "identity_number", "phone", "mobile", "email"))


def define_documents(
    data: Mapping[str, Any],
    documents: Mapping[str, Form],
    forms: Mapping[str, Form],
    rules: Sequence[Rule],
    mistakes: Mistakes,
) -> dict[str, Form]:
    """Return the documents with the rules that they have to keep and what they take from a register."""
    known = {rule.rule: rule for rule in rules}
    tables = data.get("documents", {})
    for name, form in documents.items():
        if form.public:
            for path, what in private_fields(form):
                told = f"公开的文件不能有“{what}”这一栏；请删去，确是本单位公开的电话、邮箱请写 office = true"
                mistakes.add(f"documents.{name}（{path}）", told)
        for group in form.groups:
            options = {item.path: item.options for item in form.fields}
            wanted = group.ordering
            if wanted is not None and wanted.option not in options.get(wanted.path, ()):
                mistakes.add(
                    f"documents.{name}（{group.path}）.ordering", "path 应是有 option 这个选项的栏目"
                )
    return {
        name: replace(
            form,
            rules=define_checks(tables.get(name, {}), form, known, mistakes),
            from_register=define_from_register(tables.get(name, {}), form, forms, mistakes),
        )
        for name, form in documents.items()
    }


def private_fields(form: Form) -> Iterator[tuple[str, str]]:
    """Yield path and name of each field of a form that belongs to a person alone."""
    for path, item in _every_field(form):
        what = _private(item)
        if what and not (item.office and not item.private and _is_office(item)):
            yield path, what


def _every_field(form: Form) -> Iterator[tuple[str, Field]]:
    yield from ((item.path, item) for item in form.fields)
    for group in form.groups:
        yield from ((f"{group.path}[].{column.path}", column) for column in group.columns)


def _is_office(item: Field) -> bool:
    return item.kind in OFFICE_KINDS


def _private(item: Field) -> str:
    if item.private or PRIVATE_PATHS.intersection(item.path.split(".")):
        return item.label
    if any(word in item.label for word in PRIVATE_WORDS):
        return item.label
    return PRIVATE_KINDS.get(item.kind, "")


def define_ordering(
    item: Mapping[str, Any], columns: Sequence[Field], where: str, mistakes: Mistakes
) -> Ordering | None:
    """Return in which order the rows of a group stand, or None for the order given."""
    table = item.get("ordering")
    if table is None:
        return None
    if not isinstance(table, Mapping):
        mistakes.add(f"{where}.ordering", '应为 { column = "列", path = "栏目", option = "选项" }')
        return None
    mistakes.unknown(table, ORDERING_KEYS, f"{where}.ordering")
    column, path, option = (
        mistakes.text(table, key, f"{where}.ordering") for key in ("column", "path", "option")
    )
    if column not in {one.path for one in columns}:
        mistakes.add(f"{where}.ordering.column", "没有这一列")
    return Ordering(column, path, option)
