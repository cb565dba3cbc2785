"""A form's definition held against its template: what is declared must stand there, and the reverse."""

from __future__ import annotations

from collections.abc import Mapping

from formkit.chinese.folding import fold
from formkit.kinds import KINDS
from formkit.layout import Anchor, Layout
from formkit.programme import Field, Form


def check_layout(form: Form, layout: Layout) -> list[str]:
    """Return what is wrong between a form's definition and its template, each with its path."""
    mistakes: list[str] = []
    placed: set[str] = set()
    options: dict[str, set[str]] = {}
    for anchor in layout.anchors:
        where = f"forms.{form.name}（{anchor.slot.path}）"
        if anchor.group is not None and anchor.slot.path == "loop.index":
            continue
        item, path = _declared(form, anchor)
        if item is None:
            _add(mistakes, where, "模板里有这个占位符，定义里没有这个栏目")
            continue
        placed.add(path)
        if anchor.slot.option is not None:
            options.setdefault(path, set()).add(anchor.slot.option)
            continue
        _check_label(item, anchor.labels, where, mistakes)
    _check_placed(form, placed, options, mistakes)
    return mistakes


def _declared(form: Form, anchor: Anchor) -> tuple[Field | None, str]:
    """Return the field or column that a slot stands for, and its path in the form."""
    path = anchor.slot.path
    if anchor.group is None:
        return next((item for item in form.fields if item.path == path), None), path
    column = path.partition(".")[2]
    columns = next((group.columns for group in form.groups if group.path == anchor.group), ())
    item = next((item for item in columns if item.path == column), None)
    return item, f"{anchor.group}[].{column}"


def _is_labelled(item: Field, labels: tuple[str, ...]) -> bool:
    """Whether a field's label, or what it declares to be printed instead, stands beside its slot."""
    if not labels and "" in item.printed:
        return True
    blank = fold(KINDS[item.kind].show(None, item.details))
    wanted = {fold(label) for label in (item.label, *item.aliases, *filter(None, item.printed))}
    printed = {label for label in (*labels, blank) if label}
    return any(label.strip("()") in wanted or label.endswith(tuple(wanted)) for label in printed)


def printed_beside(form: Form, layout: Layout) -> dict[str, tuple[str, ...]]:
    """Return what the template prints beside each slot where that is not the label.

    By ``path`` or ``group[].path``; the words are folded, "" stands for a slot that has none beside it.
    """
    found: dict[str, list[str]] = {}
    for anchor in layout.anchors:
        item, path = _declared(form, anchor)
        if item is not None and anchor.slot.option is None and not _is_labelled(item, anchor.labels):
            found.setdefault(path, []).append(anchor.labels[0] if anchor.labels else "")
    return {path: tuple(dict.fromkeys(words)) for path, words in found.items()}


def _check_label(item: Field, labels: tuple[str, ...], where: str, mistakes: list[str]) -> None:
    if not _is_labelled(item, labels):
        shown = "、".join(f"“{label}”" for label in labels) or "没有"
        _add(mistakes, where, f"定义的标签是“{item.label}”，模板中它旁边印的是{shown}")


def _check_placed(form: Form, placed: set[str], options: Mapping[str, set[str]], mistakes: list[str]) -> None:
    for item in form.fields:
        where = f"forms.{form.name}（{item.path}）"
        if item.path not in placed:
            _add(mistakes, where, f"栏目“{item.label}”在模板里没有占位符")
        odd = options.get(item.path, set(item.options)) ^ set(item.options)
        if odd:
            _add(mistakes, where, f"模板与定义的选项不一致：{'、'.join(sorted(odd))}")
    for group in form.groups:
        for column in group.columns:
            if f"{group.path}[].{column.path}" not in placed:
                where = f"forms.{form.name}（{group.path}[].{column.path}）"
                _add(mistakes, where, "这一列在模板里没有占位符")


def _add(mistakes: list[str], where: str, sentence: str) -> None:
    mistakes.append(f"{where}：{sentence}")
