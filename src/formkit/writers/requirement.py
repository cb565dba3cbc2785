"""What is asked of an answer, said in Chinese for the person who enters it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from formkit.programme import Condition, Field, Form, Group, Limits

PAPER_KINDS: Final = frozenset({"signature", "seal"})
"""Places that only paper fills: nothing is entered for them."""

MAX_LISTED: Final = 200
"""Characters of options that are listed; more are seen in the drop-down only."""

KIND_WORDS: Final = {
    "text": "文字",
    "long_text": "一段文字，可换行（Alt+Enter）",
    "number": "数字",
    "money": "金额",
    "date": "日期，如 2025年3月8日",
    "year_month": "年月，如 2025年3月",
    "period": "起止年月，如 2015年3月至2020年6月，或 2015年3月至今",
    "choice_one": "从下拉列表中选一项",
    "choice_many": "可填多项，用“、”隔开",
    "phone": "电话号码",
    "email": "电子邮箱",
    "postcode": "6 位邮政编码",
    "resident_id": "18 位公民身份号码",
    "credit_code": "18 位统一社会信用代码",
    "certificate_number": "证书编号",
    "picture": "与本文件放在同一文件夹的照片文件名，如 photo.jpg",
}


def labels_of(form: Form) -> Mapping[str, str]:
    """Return the printed label of each path, for naming another field in a sentence."""
    return {field.path: field.label for field in form.fields}


def requirement(field: Field, labels: Mapping[str, str]) -> str:
    """Return what a field asks: whether it is required, its kind, unit, limits, options and hint.

    >>> requirement(Field("a", "人数", "number", required=True, unit="人", limits=Limits(minimum="3")), {})
    '必填。数字，单位：人，不小于 3。'
    """
    unit = f"单位：{field.unit}" if field.unit else ""
    parts = (KIND_WORDS.get(field.kind, "文字"), unit, *_bounds(field.limits))
    sentences = [_needed(field.required, labels), "，".join(filter(None, parts))]
    if field.options and sum(map(len, field.options)) <= MAX_LISTED:
        sentences.append(f"可选：{'、'.join(field.options)}")
    if field.hint:
        sentences.append(field.hint.rstrip("。"))
    return "".join(f"{sentence}。" for sentence in sentences)


def group_requirement(group: Group, labels: Mapping[str, str]) -> str:
    """Return what a group asks: whether it is required, how many rows, and its hint."""
    words = [_needed(group.required or group.min_rows > 0, labels), "每行填一项"]
    if group.min_rows:
        words.append(f"至少 {group.min_rows} 行")
    if group.max_rows is not None:
        words.append(f"最多 {group.max_rows} 行")
    words.extend([group.hint.rstrip("。")] if group.hint else [])
    return "，".join(words)


def _needed(required: bool | Condition, labels: Mapping[str, str]) -> str:  # noqa: FBT001 - the field's own value
    if isinstance(required, Condition):
        values = "或".join(f"“{value}”" for value in required.any_of)
        return f"“{labels.get(required.path, required.path)}”为{values}时必填"
    return "必填" if required else "选填"


def _bounds(limits: Limits) -> Iterator[str]:
    if limits.min_chars is not None and limits.max_chars is not None:
        yield f"{limits.min_chars}～{limits.max_chars} 字"
    elif limits.max_chars is not None:
        yield f"不超过 {limits.max_chars} 字"
    elif limits.min_chars is not None:
        yield f"不少于 {limits.min_chars} 字"
    if limits.minimum is not None:
        yield f"不小于 {limits.minimum}"
    if limits.maximum is not None:
        yield f"不大于 {limits.maximum}"
