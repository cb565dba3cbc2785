"""One way to judge a length: the limits are inclusive, and nobody fails for 2 % or for another counter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.chinese.counting import count
from formkit.chinese.lengths import LIBREOFFICE, WITH_TITLE, LengthState, judge_counts, judge_length
from formkit.chinese.writercount import count_libreoffice

OK, SHORT, LONG, BORDERLINE = LengthState


@pytest.mark.parametrize(
    ("words", "state", "missing", "over"),
    [
        (0, SHORT, 1500, 0),
        (1420, SHORT, 80, 0),
        (1469, SHORT, 31, 0),
        (1470, BORDERLINE, 30, 0),
        (1499, BORDERLINE, 1, 0),
        (1500, OK, 0, 0),
        (2000, OK, 0, 0),
        (2001, BORDERLINE, 0, 1),
        (2040, BORDERLINE, 0, 40),
        (2041, LONG, 0, 41),
    ],
)
def test_limits_are_inclusive_and_two_in_a_hundred_are_borderline(
    words: int, state: LengthState, missing: int, over: int
) -> None:
    verdict = judge_length("陶" * words, 1500, 2000)
    assert (verdict.words, verdict.state, verdict.missing, verdict.over) == (words, state, missing, over)
    assert verdict.passes is (state is OK)


def test_where_libreoffice_decides_otherwise_it_is_borderline() -> None:
    verdict = judge_length("工——" * 510, 1500, 2000)
    assert verdict.state is BORDERLINE
    assert verdict.dissenting == (LIBREOFFICE,)
    assert f"{LIBREOFFICE} {verdict.others[LIBREOFFICE]}" in verdict.sentence("事迹材料")
    assert "临界" in verdict.sentence("事迹材料")


@pytest.mark.parametrize(
    ("text", "state", "other"),
    [
        ("陶，" * 800, OK, "只计汉字"),
        ("陶2025" * 800, OK, "字符数（不计空格）"),
        ("陶2025" * 400, SHORT, "字符数（不计空格）"),
    ],
)
def test_characters_alone_are_shown_and_decide_nothing(text: str, state: LengthState, other: str) -> None:
    verdict = judge_length(text, 1500, 2000)
    assert (verdict.state, verdict.dissenting) == (state, ())
    assert (1500 <= verdict.others[other] <= 2000) is not verdict.passes


def test_title_and_signature_may_save_a_text_and_never_spoil_one() -> None:
    verdict = judge_length("陶" * 1400, 1500, 2000, whole="陶" * 1510)
    assert verdict.state is BORDERLINE
    assert verdict.dissenting == (WITH_TITLE,)
    assert verdict.missing == 100
    assert judge_length("陶" * 1990, 1500, 2000, whole="陶" * 2010).state is OK


def test_the_sentence_says_how_many_are_missing_or_over_and_what_to_do() -> None:
    assert (
        judge_length("陶" * 9, 10, None).sentence("理由")
        == "“理由”只有 9 字，不足 10 字，少 1 字；请补写 1 字。"
    )
    assert (
        judge_length("陶" * 13, None, 10).sentence("理由")
        == "“理由”有 13 字，超过 10 字，多 3 字；请删去 3 字。"
    )
    near = judge_length("陶" * 1490, 1500, None).sentence("理由")
    assert near == (
        "“理由”只有 1490 字，不足 1500 字，少 10 字，属于临界（限制：至少 1500 字；相差不超过 2%；"
        "LibreOffice 字数 1490，只计汉字 1490，字符数（不计空格） 1490）；请人工确认。"
    )
    assert judge_length("陶" * 10, 10, 10).sentence("理由") == ""


def test_without_limits_every_text_is_fine() -> None:
    assert judge_length("", None, None).state is OK


LIMIT = st.none() | st.integers(0, 3000)


@given(st.text(), LIMIT, LIMIT)
def test_the_figures_are_those_of_the_counters(text: str, low: int | None, high: int | None) -> None:
    verdict = judge_length(text, low, high)
    found = count(text)
    assert verdict.words == found.words
    assert list(verdict.others.values()) == [count_libreoffice(text), found.han, found.characters]
    assert not (verdict.missing and verdict.over) or (low or 0) > (high or 0)


COUNTERS = st.sampled_from((LIBREOFFICE, WITH_TITLE, "只计汉字"))


@given(st.integers(0, 4000), st.dictionaries(COUNTERS, st.integers(0, 4000)), LIMIT, LIMIT)
def test_what_is_plainly_wrong_is_so_by_every_counter_that_is_heard(
    words: int, others: dict[str, int], low: int | None, high: int | None
) -> None:
    verdict = judge_counts(words, others, low, high)

    def fits(number: int) -> bool:
        return (low or 0) <= number <= (4000 if high is None else high)

    assert (verdict.state is OK) is (fits(words) and fits(others.get(LIBREOFFICE, words)))
    assert bool(verdict.sentence("文")) is (verdict.state is not OK)
    if verdict.state in {SHORT, LONG}:
        assert not any(fits(others.get(name, words)) for name in (LIBREOFFICE, WITH_TITLE))
