"""Passages that texts share: none is invented, none is lost, and the printed wording is nobody's copy."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from formkit.chinese.folding import fold
from formkit.chinese.overlap import COMMON, LONG, SIZE, shared_passages

COPIED = (
    "他白天在车间带徒弟，晚上画图纸，三年里改进模具四十七副，为企业节约成本一百八十六万元，自己却累得住了院。"
)


def letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def essay(seed: int, length: int = 800) -> str:
    """Return made-up characters with marks between them: two seeds share nothing."""
    chance = random.Random(seed)
    made = [chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(length)]
    return "".join(char + ("，" if place % 17 == 16 else "") for place, char in enumerate(made))


def test_a_copied_passage_is_shown_in_both_texts_as_it_stands_there() -> None:
    other = COPIED.replace("，", "、 ")
    texts = {"甲": essay(1) + COPIED + essay(2, 50), "乙": essay(3, 20) + other + essay(4), "丙": essay(5)}
    [found] = shared_passages(texts)
    assert (found.one, found.other) == ("甲", "乙")
    assert found.passages[0].one == COPIED.removesuffix("。")
    assert found.passages[0].other == other.removesuffix("。")
    assert found.passages[0].length == len(letters(COPIED))


def test_a_changed_name_parts_a_passage_and_the_longest_comes_first() -> None:
    changed = COPIED.replace("模具", "夹具")
    [found] = shared_passages({"甲": essay(1) + COPIED, "乙": essay(2) + changed}, least=0.01)
    assert len(found.passages) == 2
    assert found.passages[0].length > found.passages[1].length


def test_a_set_phrase_is_no_copy() -> None:
    phrase = "重庆市荣昌区人力资源和社会保障局"
    assert shared_passages({"甲": essay(1) + phrase, "乙": essay(2) + phrase}) == []


def test_the_wording_of_the_form_is_no_copy() -> None:
    texts = {"甲": essay(1) + COPIED, "乙": essay(2) + COPIED}
    assert len(shared_passages(texts)) == 1
    assert shared_passages(texts, printed=[f"填表说明：{COPIED}"]) == []


def test_what_most_of_many_texts_hold_is_no_copy() -> None:
    few = {str(number): essay(number) + COPIED for number in range(COMMON - 1)}
    assert len(shared_passages(few)) == (COMMON - 1) * (COMMON - 2) // 2
    many = {str(number): essay(number) + COPIED for number in range(COMMON)}
    assert shared_passages(many) == []


def test_the_same_text_twice_is_shared_whole() -> None:
    [found] = shared_passages({"甲": essay(7), "乙": essay(7)})
    assert found.share == 1
    assert len(found.passages) == 1


def test_a_text_that_repeats_one_character_is_done_with() -> None:
    [found] = shared_passages({"甲": "陶" * 3000, "乙": "陶" * 2000})
    assert found.share == 1


WORDS = st.lists(
    st.sampled_from(["陶器烧制", "三年", "，", "。", " ", "革新工艺一百余项", "带徒弟", "A1", "𠮷"]),
    max_size=60,
)


@given(st.lists(WORDS.map("".join), min_size=2, max_size=4))
def test_each_passage_stands_in_both_texts(texts: list[str]) -> None:
    named = {str(number): text for number, text in enumerate(texts)}
    for found in shared_passages(named, least=0):
        assert 0 < found.share <= 1
        assert [item.length for item in found.passages] == sorted(
            (item.length for item in found.passages), reverse=True
        )
        for passage in found.passages:
            assert passage.one in named[found.one]
            assert passage.other in named[found.other]
            assert letters(passage.one) == letters(passage.other)
            assert passage.length == len(letters(passage.one)) >= SIZE


@given(st.integers(0, 10_000), st.integers(LONG, 200))
def test_a_long_passage_is_never_lost(seed: int, length: int) -> None:
    copied = essay(seed, length)
    texts = {"甲": essay(seed + 1) + copied + essay(seed + 2), "乙": essay(seed + 3) + copied}
    [found] = shared_passages(texts, least=1)
    assert found.passages[0].length >= length
    assert letters(copied) in letters(found.passages[0].one)


@given(st.lists(WORDS.map("".join), min_size=2, max_size=4))
def test_the_order_of_the_texts_changes_nothing_about_who_shares(texts: list[str]) -> None:
    named = {str(number): text for number, text in enumerate(texts)}
    turned = dict(reversed(named.items()))
    pairs = {frozenset((item.one, item.other)) for item in shared_passages(named, least=0)}
    assert pairs == {frozenset((item.one, item.other)) for item in shared_passages(turned, least=0)}
