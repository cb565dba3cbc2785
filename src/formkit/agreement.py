"""A form's definition held against its template: what is declared must stand there, and the reverse."""

from __future__ import annotations

from collections.abc import Mapping

from formkit.chinese.folding import fold
from formkit.kinds import KINDS
from formkit.layout import Layout
from formkit.programme import Field, Form


def check_layout(form: Form, layout: Layout) -> list[str]:
    """Return what is wrong between a form's definition and its template, each with its path."""
    mistakes: list[str] = []
    fields = {item.path: item for item in form.fields}
    columns = {group.path: {item.path: item for item in group.columns} for group in form.groups}
    placed: set[str] = set()
    options: dict[str, set[str]] = {}
    for anchor in layout.anchors:
        path = anchor.slot.path
        where = f"forms.{form.name}（{path}）"
        if anchor.group is None:
            item = fields.get(path)
        else:
            path = path.partition(".")[2]
            item = columns.get(anchor.group, {}).get(path)
            if anchor.slot.path == "loop.index":
                continue
            path = f"{anchor.group}[].{path}"
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


def _check_label(item: Field, labels: tuple[str, ...], where: str, mistakes: list[str]) -> None:
    blank = fold(KINDS[item.kind].show(None, item.details))
    wanted = {fold(label) for label in (item.label, *item.aliases)}
    printed = {label for label in (*labels, blank) if label}
    if not any(label.strip("()") in wanted or label.endswith(tuple(wanted)) for label in printed):
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
