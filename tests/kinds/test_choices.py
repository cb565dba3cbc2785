"""One option, or several."""

from __future__ import annotations

import pytest

from formkit.errors import KindError
from formkit.kinds import choice_many, choice_one

NATURE = ("国有企业", "民营企业", "其他")
LEVELS = ("技师", "高级技师", "特级技师", "首席技师")


@pytest.mark.parametrize(
    "text",
    [
        "□国有企业  ☑民营企业 □其他",
        "☐国有企业 ☒民营企业 ☐其他",
        "○国有企业 ●民营企业 ○其他",
        "□国有企业■民营企业□其他",
        "□国有企业\n√民营企业\n□其他",
        "[ ]国有企业 [√]民营企业 [ ]其他",
        "（ ）国有企业（√）民营企业（ ）其他",
        "【】国有企业 【√】民营企业 【】其他",
        "国有企业□ 民营企业☑ 其他□",
        "国有企业（ ） 民营企业（√） 其他（ ）",
        "民营企业",
        " 民 营 企 业 ",
        "√民营企业",
        "民营企业√",
        "☑ 民营企业",
        "口国有企业 ☑民营企业 口其他",
        "□国有企业 □√民营企业 □其他",
        "□国有企业 □民营企业√ □其他",
        "□ 国有企业 ☑ 民营企业 □ 其他____",
        "□1.国有企业 ☑2.民营企业 □3.其他",
        "\uf0a8国有企业 \uf0fe民营企业 \uf0a8其他",
        "□国有企业 🗹民营企业 □其他",
        "[x]民营企业 [ ]国有企业",
        "1、民营企业",
        "民营企业。",
        "□国有企业（含控股） ☑民营企业 □其他",
        "□国有企业 □民营企业√",
        "⼝国有企业 ☑⺠营企业",
    ],
)
def test_the_ticked_or_typed_option_is_the_answer(text: str) -> None:
    assert choice_one.parse(text, NATURE) == "民营企业"


@pytest.mark.parametrize(
    "text",
    [
        "□国有企业 □民营企业 □其他",
        "国有企业□ 民营企业□ 其他□",
        "[ ]国有企业 [ ]民营企业",
        "□国有企业 □民营企业 □其他（请注明）：____",
        "/",
        "□",
        "无",
    ],
)
def test_no_tick_is_no_answer(text: str) -> None:
    assert choice_one.parse(text, NATURE) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("☑国有企业 ☑民营企业 □其他", "国有企业、民营企业"),
        ("国有企业、民营企业", "看不出"),
        ("国有企业 民营企业 其他", "看不出"),
        ("外资企业", "不在选项之内"),
        ("□国有企业 □民营企业 √ □其他", "看不出"),
        ("非民营企业", "看不出"),
        ("□国有企业 民营企业 □其他", "看不出"),
        ("民营企业 □国有企业 □民营企业 □其他", "看不出"),
        ("□国有企业 □民营企业 □其他 手工业", "看不出"),
        ("□国有企业√□民营企业□其他", "看不出"),
    ],
)
def test_what_can_be_read_in_two_ways_is_not_guessed(text: str, message: str) -> None:
    with pytest.raises(KindError, match=message):
        choice_one.parse(text, NATURE)


def test_a_tick_without_an_option_is_not_lost() -> None:
    for kind in (choice_one, choice_many):
        with pytest.raises(KindError, match="看不出"):
            kind.parse("√", NATURE)


def test_an_option_that_begins_or_ends_another_is_told_apart() -> None:
    for level in LEVELS:
        assert choice_one.parse(level, LEVELS) == level
        assert choice_one.parse(choice_one.show(level, LEVELS).replace(" ", ""), LEVELS) == level
        assert (
            choice_one.parse("".join(f"{one}{'√' if one == level else '□'}" for one in LEVELS), LEVELS)
            == level
        )


def test_words_after_other_do_not_hide_it() -> None:
    assert choice_one.parse("□国有企业 □民营企业 ☑其他：农民合作社", NATURE) == "其他"
    assert choice_one.parse("其他（农民合作社）", NATURE) == "其他"
    assert choice_one.parse("其他：农民合作社", NATURE) == "其他"


def test_an_option_that_says_none_is_an_answer() -> None:
    assert choice_one.parse("无", ("有", "无")) == "无"
    assert choice_one.parse("□有 ☑无", ("有", "无")) == "无"


def test_a_value_that_is_no_option_is_shown_and_not_lost() -> None:
    assert "外资企业" in choice_one.show("外资企业", NATURE)
    assert "外资企业" in choice_many.show(("外资企业",), NATURE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("☑国有企业 □民营企业 ☑其他", ("国有企业", "其他")),
        ("其他、国有企业", ("国有企业", "其他")),
        ("国有企业；其他", ("国有企业", "其他")),
        ("国有企业,其他", ("国有企业", "其他")),
        ("国有企业\n其他", ("国有企业", "其他")),
        ("国有企业和民营企业", ("国有企业", "民营企业")),
        ("民营企业", ("民营企业",)),
        ("国有企业、民营企业、其他", NATURE),
        ("☑国有企业☑民营企业☑其他", NATURE),
        ("国有企业√ 民营企业□ 其他√", ("国有企业", "其他")),
        ("国有企业 其他", ("国有企业", "其他")),
        ("□国有企业 □民营企业", None),
        ("无", None),
        ("国有企业、其他（合作社）", ("国有企业", "其他")),
    ],
)
def test_several_options_come_in_printed_order(text: str, value: tuple[str, ...] | None) -> None:
    assert choice_many.parse(text, NATURE) == value


@pytest.mark.parametrize("text", ["国有企业 民营企业 其他", "国有企业、外资企业", "外资企业"])
def test_options_without_box_or_separator_tell_nothing(text: str) -> None:
    with pytest.raises(KindError):
        choice_many.parse(text, NATURE)


def test_without_options_the_text_is_the_answer() -> None:
    assert choice_one.parse(" 甲\r\n") == "甲"
    assert choice_many.parse("甲、乙\r\n丙") == ("甲", "乙", "丙")
