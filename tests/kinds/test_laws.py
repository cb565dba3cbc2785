"""What holds for every kind of value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import CHARACTERS, NASTY, VALUES

from formkit.chinese.blanks import is_blank
from formkit.errors import KindError
from formkit.kinds import KINDS, rows

DETAILS = {
    "choice_one": [
        (),
        ("男", "女"),
        ("技师", "高级技师", "特级技师"),
        ("是", "否"),
        ("A&B 类", "人口", "其他（请注明）"),
    ],
    "choice_many": [
        (),
        ("绘画", "雕塑"),
        ("职业资格证书", "职业技能等级证书", "非遗代表性传承人"),
        ("是", "否", "其他"),
    ],
    "number": [(), ("人",), ("万人",), ("㎡",), ("年",)],
    "money": [(), ("元",), ("万元",), ("亿元",)],
    "picture": [(), ("（近期免冠 2寸照片）",)],
}
CASES = [(name, details) for name in KINDS for details in DETAILS.get(name, [()])]
WHITE = st.text(st.sampled_from(" \t\n\r\u00a0\u3000_＿"), max_size=4)


def test_each_kind_has_a_strategy() -> None:
    assert VALUES.keys() == KINDS.keys()


@pytest.mark.parametrize(("name", "details"), [case for case in CASES if case[0] != "picture"])
@given(data=st.data())
def test_what_is_shown_is_parsed_to_the_same_value(
    name: str, details: tuple[str, ...], data: st.DataObject
) -> None:
    value = data.draw(VALUES[name](details))
    kind = KINDS[name]
    assert kind.parse(kind.show(value, details), details) == value


@pytest.mark.parametrize(("name", "details"), [case for case in CASES if KINDS[case[0]].plain])
@given(data=st.data())
def test_a_plain_value_is_shown_as_it_is(name: str, details: tuple[str, ...], data: st.DataObject) -> None:
    value = data.draw(VALUES[name](details))
    assert KINDS[name].show(value, details) == value


@pytest.mark.parametrize(("name", "details"), CASES)
def test_what_is_shown_for_none_is_parsed_to_none(name: str, details: tuple[str, ...]) -> None:
    kind = KINDS[name]
    shown = kind.show(None, details)
    spaced = "".join(f"{char} \n" for char in shown)
    for text in (shown, shown.replace("　", ""), shown.replace("　", " "), f" {shown}\n", spaced):
        assert kind.parse(text, details) is None


@pytest.mark.parametrize(("name", "details"), CASES)
@given(text=WHITE)
def test_white_space_and_underscores_are_none(name: str, details: tuple[str, ...], text: str) -> None:
    assert KINDS[name].parse(text, details) is None


@pytest.mark.parametrize(("name", "details"), CASES)
@given(
    text=st.text(CHARACTERS, max_size=12)
    | st.lists(st.sampled_from(NASTY + tuple("0123456789.-/年月日万元人、@X")), max_size=8).map("".join)
)
def test_any_text_gives_a_value_that_stays_or_a_kind_error(
    name: str, details: tuple[str, ...], text: str
) -> None:
    kind = KINDS[name]
    message = "中文"
    try:
        value = kind.parse(text, details)
    except KindError as error:
        message = str(error)
    else:
        assert name == "picture" or kind.parse(kind.show(value, details), details) == value
    assert any("\u4e00" <= char <= "\u9fff" for char in message)


@pytest.mark.parametrize(
    "name", sorted(KINDS.keys() - {"text", "long_text", "signature", "seal", "choice_one", "choice_many"})
)
def test_a_stroke_or_wu_is_no_value_where_only_data_can_stand(name: str) -> None:
    assert [KINDS[name].parse(text) for text in ("无", "/", "—", "——", "-", " ／ ")] == [None] * 6


@pytest.mark.parametrize("name", ["text", "long_text"])
def test_a_stroke_or_wu_is_an_answer_where_text_stands(name: str) -> None:
    assert [KINDS[name].parse(text) for text in ("无", "/", "——")] == ["无", "/", "——"]


def test_only_texts_are_free_and_only_signature_and_seal_are_for_paper() -> None:
    assert {name for name, kind in KINDS.items() if kind.free} == {"text", "long_text"}
    assert {name for name, kind in KINDS.items() if kind.paper} == {"signature", "seal"}


CELLS = st.lists(
    st.sampled_from(('"', "\n", "\t", "a", "张三", '""')) | st.text(CHARACTERS, max_size=4), max_size=6
).map(lambda pieces: "".join(pieces).strip())


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4).map(tuple), max_size=4).map(tuple))
def test_rows_that_are_shown_are_parsed_to_the_same_rows(value: rows.Rows) -> None:
    assert rows.parse(rows.show(value)) == (
        tuple(row for row in value if not all(map(is_blank, row))) or None
    )
