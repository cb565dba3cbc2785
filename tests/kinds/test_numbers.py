"""Numbers and amounts of money."""

from __future__ import annotations

import pytest

from formkit.errors import KindError
from formkit.kinds import money, number


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("50", "", "50"),
        ("５０ 人", "人", "50"),
        ("1,234,567", "", "1234567"),
        ("1，234", "", "1234"),
        ("12.50", "", "12.5"),
        ("007", "", "7"),
        ("0.0", "", "0"),
        ("-3", "", "-3"),
        ("8个月", "月", "8"),
        ("8月", "个月", "8"),
        ("60平方米", "㎡", "60"),
        ("60m²", "平方米", "60"),
        ("12名", "人", "12"),
        ("三十五", "人", "35"),
        ("十二人", "人", "12"),
        ("120万", "人", "1200000"),
        ("1.2万人", "人", "12000"),
        ("120万人", "万人", "120"),
        ("50%", "%", "50"),
        ("12 345", "", "12345"),
        ("__6__", "月", "6"),
        ("6。", "", "6"),
        ("2亩", "亩", "2"),
        ("10年", "年", "10"),
        ("两个", "", "2"),
    ],
)
def test_a_number_is_read_with_the_unit_it_is_written_with(text: str, unit: str, value: str) -> None:
    assert number.parse(text, (unit,) if unit else ()) == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("约50", "人"),
        ("3~5", "人"),
        ("十余", "人"),
        ("50余人", "人"),
        ("50左右", ""),
        ("≥6", "月"),
        ("120万", "万人"),
        ("6年", "月"),
        ("50亩", "㎡"),
        ("1e5", ""),
        ("12,34", ""),
        ("3 5", ""),
        ("50%", "人"),
        ("1.2.3", ""),
        ("三五", "人"),
        ("若干", ""),
        ("几十", ""),
        ("五万", "万人"),
        ("³", ""),
        ("٣", ""),
    ],
)
def test_a_number_is_never_guessed(text: str, unit: str) -> None:
    with pytest.raises(KindError, match="不是一个确定的数"):
        number.parse(text, (unit,) if unit else ())


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("50万元", "万元", "50"),
        ("500000元", "万元", "50"),
        ("50", "万元", "50"),
        ("50万", "万元", "50"),
        ("3.5万", "元", "35000"),
        ("3.5万元", "", "35000"),
        ("￥1,200.50元", "元", "1200.5"),
        ("伍拾万元整", "元", "500000"),
        ("伍拾万元整", "万元", "50"),
        ("人民币50万元", "万元", "50"),
        ("1亿元", "万元", "10000"),
        ("5元", "万元", "0.0005"),
        ("3万元", "千元", "30"),
        ("50美元", "美元", "50"),
        ("0", "万元", "0"),
        ("RMB 20万", "万元", "20"),
    ],
)
def test_an_amount_is_converted_to_the_printed_unit(text: str, unit: str, value: str) -> None:
    assert money.parse(text, (unit,) if unit else ()) == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [("约50万", "万元"), ("5-8万元", "万元"), ("50美元", "万元"), ("若干", "元"), ("3万5", "元")],
)
def test_an_amount_is_never_guessed(text: str, unit: str) -> None:
    with pytest.raises(KindError, match="不是一个确定的金额"):
        money.parse(text, (unit,))


def test_a_printed_unit_alone_is_a_blank() -> None:
    assert number.parse(" 人 ", ("人",)) is None
    assert money.parse("＿＿万元", ("万元",)) is None
    assert money.parse("（万元）", ("万元",)) is None
    assert money.parse("10.5（万元）", ("万元",)) == "10.5"
