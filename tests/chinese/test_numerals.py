"""Numbers in Chinese and Arabic digits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.chinese.numerals import decimal, numeral, shift, spell


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百", 100),
        ("一百零三", 103),
        ("一百二十", 120),
        ("两千", 2000),
        ("三千零五", 3005),
        ("一万", 10000),
        ("十二万三千", 123000),
        ("伍拾万", 500000),
        ("一亿二千万", 120000000),
        ("一百一十", 110),
        ("零", 0),
        ("二〇二五", 2025),
    ],
)
def test_a_numeral_is_read(text: str, value: int) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize(
    "text", ["", "三五", "十余", "一万二", "三百五", "百", "万", "十百", "一二十", "二十十"]
)
def test_a_numeral_that_leaves_something_unsaid_is_not_guessed(text: str) -> None:
    assert numeral(text) is None


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9),
    st.integers(-12, 12),
)
def test_shifting_is_exact(number: Decimal, places: int) -> None:
    text = decimal(f"{number:f}")
    assert text is not None
    assert Decimal(text) == number
    assert Decimal(shift(text, places)) == number.scaleb(places)
    assert decimal(shift(text, places)) == shift(text, places)


@given(st.integers(0, 9999))
def test_a_numeral_that_is_spelt_reads_as_its_number(number: int) -> None:
    assert numeral(spell(number)) == number
