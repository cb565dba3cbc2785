"""What a blank form prints in the place of an answer is no answer, and harms none."""

from __future__ import annotations

import pytest

from formkit.matching import Matched
from formkit.prints import without_print
from formkit.programme import Field, Form, Group
from formkit.recording import record_answers
from formkit.seen import Seen
from formkit.spot import Spot


def seen(raw: str) -> Seen:
    return Seen(raw, Spot(), 1.0)


@pytest.mark.parametrize(
    ("blank", "raw", "left"),
    [
        ("XXX", "XXX", ""),
        ("XXX", "XXX张三", "张三"),
        ("XXX", "张三XXX", "张三"),
        ("2025年1月7日", "2025年1月7日2024年3月8日", "2024年3月8日"),
        ("{year}年 {month} 月", "2024年3月{year}年 {month} 月", "2024年3月"),
        ("__cabinet____", "钥匙cabinet____", "钥匙"),
        ("正文", "正文一段话。", "一段话。"),
        ("周", "周三", "周三"),
        ("汉族", "汉族", ""),
        ("汉族", "回族", "回族"),
    ],
)
def test_a_print_left_standing_is_taken_away(blank: str, raw: str, left: str) -> None:
    assert without_print(seen(raw), Field("x", "栏目", blank=blank)).raw == left


def test_an_example_that_nobody_changed_is_named() -> None:
    form = Form(
        "f", "f", "f", None, (Field("民族", "民族", blank="汉族"), Field("姓名", "姓名", blank="XXX"))
    )  # type: ignore[arg-type]
    answers, findings = record_answers(Matched({"民族": [seen("汉族")], "姓名": [seen("XXX")]}), form)
    assert [answers[path].value for path in ("民族", "姓名")] == [None, None]
    assert [(item.code, item.field) for item in findings] == [("example-kept", "民族")]


def test_a_choice_whose_boxes_nobody_sees_is_named() -> None:
    choice = Field("sex", "性别", "choice_one", options=("男", "女"))
    form = Form("f", "f", "f", None, (choice,))  # type: ignore[arg-type]
    ticks = {"sex": {"男": seen(""), "女": seen(" ")}}
    answers, findings = record_answers(Matched(ticks=ticks), form)
    assert answers["sex"].value is None
    assert [(item.code, item.field) for item in findings] == [("boxes-unseen", "sex")]
    ticks["sex"]["男"] = seen("□")
    assert record_answers(Matched(ticks=ticks), form)[1] == []


def test_rows_of_examples_are_no_rows() -> None:
    group = Group("rows", "表", (Field("name", "姓名", blank="张三"), Field("note", "备注")))
    form = Form("f", "f", "f", None, (), (group,))  # type: ignore[arg-type]
    rows = [
        {"name": seen("李四"), "note": seen("")},
        {"name": seen("张三"), "note": seen("")},
        {"name": seen("{% endfor %}"), "note": seen("")},
    ]
    answers, _ = record_answers(Matched(rows={"rows": rows}), form)
    assert {path: found.value for path, found in answers.items()} == {
        "rows[0].name": "李四",
        "rows[0].note": None,
    }
