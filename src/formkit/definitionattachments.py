"""The checklist of materials in a parsed programme.toml; every mistake with its path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from formkit.chinese.folding import fold
from formkit.mistakes import Mistakes
from formkit.programme import SHAPES, Attachment, Condition, Form

ATTACHMENT_KEYS = frozenset((
    "slot", "label", "required", "many", "copy", "form", "words", "names", "contents", "hints", "shapes",
    "rest", "source",
))  # fmt: skip
SLOT = re.compile(r"[0-9a-z][0-9a-z-]{0,15}")
LISTS = ("words", "names", "contents", "hints")


def define_attachments(
    data: Mapping[str, Any], forms: Mapping[str, Form], mistakes: Mistakes
) -> tuple[Attachment, ...]:
    """Return the slots that ``[[attachments]]`` describes, in their order; mistakes are noted."""
    found: list[Attachment] = []
    for number, item in enumerate(mistakes.list(data, "attachments", "")):
        where = f"attachments[{number}]"
        if not isinstance(item, Mapping):
            mistakes.add(where, "应为表")
            continue
        found.append(_attachment(item, where, forms, mistakes))
    slots = [item.slot for item in found]
    for slot in dict.fromkeys(slots):
        if slots.count(slot) > 1:
            mistakes.add(f"attachments（{slot}）", "编号重复")
    labels = [fold(item.label) for item in found if item.label]
    for item in found:
        if labels.count(fold(item.label)) > 1:
            mistakes.add(f"attachments（{item.slot}）.label", f"名称“{item.label}”重复")
    return tuple(found)


def _attachment(
    item: Mapping[str, Any], where: str, forms: Mapping[str, Form], mistakes: Mistakes
) -> Attachment:
    slot = mistakes.text(item, "slot", where)
    where = f"{where}（{slot}）"
    mistakes.unknown(item, ATTACHMENT_KEYS, where)
    if slot and not SLOT.fullmatch(slot):
        mistakes.add(f"{where}.slot", "编号只能由数字、小写字母和连字符组成，最多 16 个字符")
    form = mistakes.text(item, "form", where, "")
    if form and form not in forms:
        mistakes.add(f"{where}.form", f"没有“{form}”这种表，可用：{'、'.join(forms)}")
    words, names, contents, hints = (_words(item, key, where, mistakes) for key in LISTS)
    shapes = _words(item, "shapes", where, mistakes)
    for shape in shapes:
        if shape not in SHAPES:
            mistakes.add(f"{where}.shapes", f"没有“{shape}”这种形状，可用：{'、'.join(SHAPES)}")
    return Attachment(
        slot,
        mistakes.text(item, "label", where),
        _required(item, where, forms, mistakes),
        _yes(item, "many", where, mistakes),
        _yes(item, "copy", where, mistakes),
        form,
        words,
        names,
        contents,
        mistakes.text(item, "source", where, ""),
        hints,
        shapes,
        _yes(item, "rest", where, mistakes),
    )


def _words(item: Mapping[str, Any], key: str, where: str, mistakes: Mistakes) -> tuple[str, ...]:
    """Return a list of words; one that says nothing would be found in every file."""
    words = mistakes.list(item, key, where)
    good = [word for word in words if isinstance(word, str) and fold(word)]
    if len(good) != len(words):
        mistakes.add(f"{where}.{key}", "应为文字的列表，且不能有空白的词")
    folded = [fold(word) for word in good]
    for word in dict.fromkeys(folded):
        if folded.count(word) > 1:
            mistakes.add(f"{where}.{key}", f"“{word}”重复")
    return tuple(good)


def _yes(item: Mapping[str, Any], key: str, where: str, mistakes: Mistakes) -> bool:
    value = item.get(key, False)
    if not isinstance(value, bool):
        mistakes.add(f"{where}.{key}", "应为 true 或 false")
        return False
    return value


def _required(
    item: Mapping[str, Any], where: str, forms: Mapping[str, Form], mistakes: Mistakes
) -> bool | Condition:
    """Return what ``required`` says; a condition asks for a field of one of the forms."""
    required = mistakes.required(item, where)
    if isinstance(required, Condition):
        asked = [field for form in forms.values() for field in form.fields if field.path == required.path]
        if not asked:
            mistakes.add(f"{where}.required", f"没有路径为“{required.path}”的栏目")
        elif asked[0].options and not set(required.any_of) <= set(asked[0].options):
            mistakes.add(f"{where}.required", f"any_of 中有“{asked[0].label}”没有的选项")
    return required
