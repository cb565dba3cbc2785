"""姓氏笔画: counted by Unihan's numbers for mainland China; what counting leaves open is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.chinese.names import spread
from formkit.chinese.strokes import order, strokes

NAMES = st.lists(
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=3), max_size=8
)


@pytest.mark.parametrize(
    ("characters", "count"),
    [
        ("丁", 2),
        ("王文方邓", 4),
        ("刘", 6),
        ("李张陈何", 7),
        ("周林罗", 8),
        ("郭贾高", 10),
        ("黄", 11),
        ("葛曾", 12),
        ("魏", 17),
    ],
)
def test_surnames_have_the_strokes_that_mainland_dictionaries_give(characters: str, count: int) -> None:
    assert [strokes(one) for one in characters] == [count] * len(characters)


def test_every_character_of_the_first_block_has_a_count() -> None:
    assert all(strokes(chr(code)) for code in range(0x4E00, 0x9FA6))


@given(NAMES)
def test_an_order_is_a_permutation_in_which_surnames_do_not_lose_strokes(names: list[str]) -> None:
    found = order(names)
    assert sorted(found.numbers) == list(range(len(names)))
    counts = [strokes(names[number][0]) or 0 for number in found.numbers]
    assert counts == sorted(counts)


@given(NAMES)
def test_ordering_what_is_in_order_changes_nothing(names: list[str]) -> None:
    once = [names[number] for number in order(names).numbers]
    assert [once[number] for number in order(once).numbers] == once


def test_equal_surnames_stand_together_and_different_ones_of_as_many_strokes_are_tied() -> None:
    names = ["张三", "李四", "张一"]
    found = order(names)
    assert [names[number] for number in found.numbers] == ["张一", "张三", "李四"]
    assert found.tied == (("张三", "李四"),)


def test_a_homonym_is_tied_and_an_unknown_character_stands_last() -> None:
    assert order(["丁一", "丁一"]).tied == (("丁一", "丁一"),)
    found = order(["𠮷田", "魏三"])
    assert (found.numbers, found.unknown, found.tied) == ((1, 0), ("𠮷田",), ())


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("李婷", "李　婷"),
        ("李　婷", "李　婷"),
        ("甄样本", "甄样本"),
        ("欧阳样本", "欧阳样本"),
        ("阿·乙", "阿·乙"),
        ("", ""),
    ],
)
def test_a_name_of_two_characters_is_as_wide_as_three(name: str, printed: str) -> None:
    assert spread(name) == printed
