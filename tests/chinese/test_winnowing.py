"""Prints of texts: what shares a passage shares one, what shares nothing hardly ever does."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from formkit.chinese.winnowing import SIZE, WINDOW, prints_of

LETTERS = st.sampled_from("甲乙丙丁戊己庚辛壬癸子丑寅卯abc12")
SHORT = st.text(LETTERS, max_size=40)
PASSAGES = st.text(LETTERS, min_size=SIZE + WINDOW - 1, max_size=60)


@given(SHORT, SHORT, SHORT, SHORT, PASSAGES)
def test_two_texts_that_share_a_passage_share_a_print(
    before: str, after: str, other_before: str, other_after: str, passage: str
) -> None:
    assert prints_of(before + passage + after) & prints_of(other_before + passage + other_after)


@given(PASSAGES, st.sampled_from(("　", "，", "\n\n", "\u200b", "“")), st.integers(1, 7))
def test_white_space_and_marks_change_nothing(passage: str, mark: str, every: int) -> None:
    typed = mark.join(passage[at : at + every] for at in range(0, len(passage), every))
    assert prints_of(typed) == prints_of(passage)


@given(st.text(LETTERS, max_size=200))
def test_a_print_stands_for_every_stretch_and_there_are_few(text: str) -> None:
    prints = prints_of(text)
    assert bool(prints) == (len(text) >= SIZE)
    assert len(prints) <= max(1, len(text) - SIZE - WINDOW + 2)
    assert all(0 <= one < 2**32 for one in prints)


def test_texts_that_share_nothing_share_no_print() -> None:
    one = "".join(chr(0x4E00 + number) for number in range(2_000))
    other = "".join(chr(0x6E00 + number) for number in range(2_000))
    assert not prints_of(one) & prints_of(other)
    assert len(prints_of(one)) < 2_000 / WINDOW * 3


def test_a_long_text_takes_no_long_time() -> None:
    text = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(300_000))
    start = time.perf_counter()
    prints_of(text)
    prints_of("同" * 300_000)
    assert time.perf_counter() - start < 5
