"""When two labels are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.chinese.folding import clean_label, fold, fold_map, fold_width


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("项 目 名　称：", "项目名称"),
        ("申报单位（盖章）:", "申报单位(盖章)"),
        ("*姓\n名", "姓名"),
        ("Ｅ-Mail", "e-mail"),
        ("“棠城工匠”", '"棠城工匠"'),
        ("姓\u200b名\u00a0", "姓名"),
        ("面积（㎡）", "面积(m2)"),
        ("⺠族", "民族"),
        ("⼯种", "工种"),
        ("联系电话____", "联系电话"),
        ("姓名∶", "姓名"),
    ],
)
def test_two_prints_of_a_label_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_labels_stay_different() -> None:
    assert len({fold(label) for label in ("姓名", "性别", "技师", "高级技师", "1.", "1", "（1）")}) == 7


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_folding_adds_up(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@given(st.text())
def test_the_map_agrees_with_folding(text: str) -> None:
    folded, places = fold_map(text)
    assert folded == fold(text)
    assert len(places) == len(folded)
    assert list(places) == sorted(places)
    assert all(fold(text[place]) for place in places)


@given(st.text())
def test_the_width_changes_no_length(text: str) -> None:
    assert len(fold_width(text)) == len(text)


@pytest.mark.parametrize(
    ("label", "clean"),
    [
        ("项 目 名 称：", "项目名称"),
        ("（1）姓名", "姓名"),
        ("1. 姓名", "姓名"),
        ("一、基本情况", "基本情况"),
        ("（一）单位\n名称:", "单位名称"),
        ("①姓名", "姓名"),
        ("*姓　名*", "姓名"),
        ("E mail", "E mail"),
        ("2025年业绩", "2025年业绩"),
        ("3.14", "3.14"),
        ("姓名____", "姓名"),
        ("", ""),
        ("1．职业", "职业"),
        ("一级技师", "一级技师"),
    ],
)
def test_a_label_is_cleaned_for_people(label: str, clean: str) -> None:
    assert clean_label(label) == clean
