"""字数 as Word counts it; the cases are those of facts E.1 and of office-wordcount, checked against Word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.chinese.counting import count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("中文测试", 4),
        ("Hello 世界", 3),
        ("東京2024オリンピック", 9),
        ("Hello、World。", 4),
        ("１２３４５", 5),
        ("ＡＢＣＤＥ", 5),
        ("①②③④⑤", 1),
        ("㈱テスト㈲", 5),
        ("Hello👍World", 1),
        ("3.14.", 1),
        ("7.0", 1),
        ("\u2028", 1),
        ("\u2029", 1),
        ("a\u2028b", 3),
        ("EXH.C-◇", 2),
        ("你好，世界。", 6),
        ("“棠城工匠”技能大师工作室", 13),
        ("重庆2025年", 4),
        ("直径3.14毫米", 5),
        ("荣人社发〔2025〕77号", 9),
        ("工匠——传承……技艺", 10),
        ("①②③", 1),
        ("𠀀𠮷𪚥", 3),
        ("CNC加工中心", 5),
        ("GB/T 9704-2012", 2),
        ("技师(二级)", 6),
        ("张三·李四", 5),
        ("3~15人", 2),
        ("中文Hello，World。中文", 8),
        ("420609939@qq.com", 1),
        ("葛\U000e0100飾", 2),
        ("中　文", 2),
        ("\ufeff", 0),
        ("\u200b", 0),
        ("it’s", 1),
        ("‘陶’", 3),
        ("a\u00a0b", 2),
        ("안녕", 2),
    ],
)
def test_words_are_counted_as_word_does(text: str, words: int) -> None:
    assert count(text).words == words


def test_the_other_figures_of_the_dialog() -> None:
    found = count("　　荣昌 陶器\n\nHello 世界。\n")
    assert found == (8, 7, 1, 12, 16, 6, 2)
    assert count("a\ufe0f\u200bb")[3:5] == (2, 2)
    assert count("a\u200db").characters == 3


CHINESE = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
    | st.sampled_from("，。、：；？！“”‘’—…·（）《》　１㎡🏺𠮷")
)


@given(CHINESE.filter(lambda text: "🏺" not in text), CHINESE.filter(lambda text: "🏺" not in text))
def test_counting_adds_up_over_chinese_text(one: str, other: str) -> None:
    together = count(one + other)
    assert together[:6] == tuple(a + b for a, b in zip(count(one)[:6], count(other)[:6], strict=True))


@given(st.lists(st.text(), max_size=4))
def test_counting_adds_up_over_paragraphs(paragraphs: list[str]) -> None:
    together = count("\n".join(paragraphs))
    assert together == tuple(map(sum, zip(*map(count, ["", *paragraphs]), strict=True)))


@given(st.text())
def test_words_are_chinese_and_other_words(text: str) -> None:
    found = count(text)
    assert found.words == found.chinese + found.non_chinese
    assert found.han <= found.chinese <= found.characters <= found.characters_with_spaces <= len(text)
