"""字数 as LibreOffice counts it: what was measured, and that only the listed marks differ from Word's."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.chinese.counting import count
from formkit.chinese.writercount import count_libreoffice

#: Words that LibreOffice 7.4.7 showed; the first figure where the Western language is English, then Chinese.
MEASURED = [
    ("", 0, 0),
    ("你好，世界。", 6, 6),
    ("“棠城工匠”技能大师工作室", 13, 13),
    ("重庆2025年", 4, 4),
    ("直径3.14毫米", 5, 6),
    ("约2.5％。", 4, 5),
    ("12,345元", 2, 2),
    ("荣人社发〔2025〕77号", 9, 9),
    ("工匠——传承……技艺", 7, 7),
    ("①②③", 3, 3),
    ("A①B", 3, 3),
    ("𠀀𠮷𪚥", 3, 3),
    ("CNC加工中心", 5, 5),
    ("GB/T 9704-2012", 2, 2),
    ("技师(二级)", 6, 6),
    ("张三·李四", 5, 5),
    ("3~15人", 2, 2),
    ("3—5人", 3, 3),
    ("a——b", 2, 2),
    ("a…b", 1, 2),
    ("中文Hello，World。中文", 8, 8),
    ("420609939@qq.com", 1, 1),
    ("葛\U000e0100飾", 3, 3),
    ("a\u2028b", 2, 2),
    ("中\u3000文", 2, 2),
]


@pytest.mark.parametrize(("text", "english", "chinese"), MEASURED)
def test_words_are_counted_as_writer_showed_them(text: str, english: int, chinese: int) -> None:
    assert count_libreoffice(text) == english
    assert count_libreoffice(text, western="zh") == chinese


PLAIN = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
    | st.sampled_from("，。、：；？！（）《》〔〕％　 \n0123456789abcXYZ.,-/%()")
)
WITH_MARKS = st.text(st.sampled_from("陶工，。0123456789aZ ．—–…“”‘’·◇①⑩½²\u2028"))
LISTED = re.compile("[—–…“”‘’·◇①⑩½²\u2028]")


@given(PLAIN)
def test_without_the_listed_marks_both_ways_agree(text: str) -> None:
    assert count_libreoffice(text) == count(text).words


@given(WITH_MARKS)
def test_the_difference_is_never_more_than_the_listed_marks(text: str) -> None:
    marks = len(LISTED.findall(text))
    assert abs(count_libreoffice(text) - count(text).words) <= 2 * marks
    plain = LISTED.sub("", text)
    assert count_libreoffice(plain) == count(plain).words
