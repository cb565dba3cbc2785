"""A pattern against texts that came back: what somebody typed where nobody asked harms no neighbour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.fitting import fit, is_free
from formkit.pattern import Slot, compile_pattern
from formkit.programme import Field
from formkit.reading import Reading, read_pattern

TEXT, DATE = Field("text", "栏"), Field("date", "日期", "date")


def judge(slot: Slot) -> Field:
    return DATE if slot.path.startswith("date") else TEXT


class Known:
    """Judges by the fields above."""

    def fit(self, slot: Slot, raw: str) -> float:
        """Judge by the field's kind."""
        return fit(judge(slot), slot, raw)

    def is_free(self, slot: Slot) -> bool:
        """Say so of text."""
        return is_free(judge(slot), slot)


def read(template: str, text: str) -> tuple[dict[str, str], list[str]]:
    """Return what each slot holds, and what nobody claims."""
    reading: Reading = read_pattern(compile_pattern(template), text, Known())
    held = {piece.slot.option or piece.slot.path: piece.raw.strip() for piece in reading.pieces}
    return held, [text[start:stop].strip() for start, stop in reading.strays]


@pytest.mark.parametrize(
    ("template", "text", "held", "left"),
    [
        (
            "误工{{ a }}天，按      标准计算，计     元",
            "误工12天，按市级标准计算，计500元",
            {"a": "12"},
            ["市级", "500"],
        ),
        (
            "综述{{ a }}\n[1] 作者、题目\n内容{{ b }}",
            "综述甲\n[1]我的书 作者、题目\n内容乙",
            {"a": "甲", "b": "乙"},
            ["我的书"],
        ),
        (
            "□同意。调整为      。\n签字：{{ a }}",
            "□同意。调整为二等。\n签字：",
            {"a": ""},
            ["二等"],
        ),
        ("其他{{ c['其他'] }}{{ a }}", "其他□培训", {"其他": "□", "a": "培训"}, []),
        ("经办人：{{ a }}\n{{ date }}", "经办人：   \n2024年3月8日", {"a": "", "date": "2024年3月8日"}, []),
        ("{{ a }}({{ b }})", "(400000 )荣昌区", {"a": "荣昌区", "b": "400000"}, []),
    ],
)
def test_what_nobody_asked_is_left_over(
    template: str, text: str, held: dict[str, str], left: list[str]
) -> None:
    assert read(template, text) == (held, left)


@given(st.lists(st.text("甲乙丙丁戊", min_size=1, max_size=6), min_size=3, max_size=3))
def test_answers_between_printed_words_come_back(answers: list[str]) -> None:
    first, unasked, last = answers
    held, left = read(
        "姓名：{{ a }}，住址      ，电话：{{ b }}。", f"姓名：{first}，住址{unasked}，电话：{last}。"
    )
    assert (held, left) == ({"a": first, "b": last}, [unasked])
