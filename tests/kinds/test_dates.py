"""Days, months and spans."""

from __future__ import annotations

import pytest

from formkit.errors import KindError
from formkit.kinds import date, period, year_month


@pytest.mark.parametrize(
    "text",
    [
        "2025年3月8日",
        "2025.3.8",
        "2025-3-8",
        "2025/03/08",
        "２０２５年３月８日",
        "20250308",
        "二〇二五年三月八日",
        "2025年3月8号",
        " 2025 年 3 月\n8 日 ",
        "2025-03-08 00:00:00",
        "2025-03-08T00:00:00",
        "2025．3．8",
        "2025 3 8",
        "2025_年_3_月_8_日",
        "二○二五年三月八日",
        "2025–03–08",
        "2025、3、8",
        "2 0 2 5 0 3 0 8",
        "2025年03月08日",
        "2025 03 08",
        "2025.3.8日",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert date.parse(text) == "2025-03-08"


def test_a_day_is_shown_without_leading_zeros() -> None:
    assert date.show("2025-03-08") == "2025年3月8日"
    assert date.show(None) == "　　　　年　　月　　日"


@pytest.mark.parametrize(
    "text", ["年月日", "　年　月　日", "20　年　月　日", "____年__月__日", "202 年 月 日", "/"]
)
def test_an_empty_date_is_none(text: str) -> None:
    assert date.parse(text) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2025年2月30日", "不存在"),
        ("2025.13.1", "不存在"),
        ("2025年3月", "缺少日"),
        ("2025年", "缺少月和日"),
        ("2025年  月  日", "缺少月和日"),
        ("2025年3月 日", "缺少日"),
        ("25年3月8日", "年份写四位"),
        ("三月八日", "不是日期"),
        ("45724", "不是日期"),
        ("2025年3月8日至9日", "不是日期"),
        ("2025-03-08 08:30:00", "不是日期"),
        ("0000-01-01", "不存在"),
        ("长期", "不是日期"),
    ],
)
def test_a_day_that_is_wrong_or_not_whole_says_why(text: str, message: str) -> None:
    with pytest.raises(KindError, match=message):
        date.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025年3月",
        "2025.03",
        "2025-3",
        "2025/3",
        "202503",
        "２０２５．３",
        "二〇二五年三月",
        "2025年3月8日",
        "2025-03-08",
        "2025.3月",
        "2025 3",
        "2025 年\n3 月",
    ],
)
def test_a_month_is_read_however_it_is_written(text: str) -> None:
    assert year_month.parse(text) == "2025-03"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2025", "缺少月份"),
        ("2025.13", "不存在"),
        ("至今", "不是年月"),
        ("85.3", "四位"),
        ("2025 1 21 1", "不是"),
    ],
)
def test_a_month_that_is_wrong_says_why(text: str, message: str) -> None:
    with pytest.raises(KindError, match=message):
        year_month.parse(text)


def test_an_age_or_a_weekday_in_brackets_is_left_out() -> None:
    assert year_month.parse("1985年03月\n（40岁）") == "1985-03"
    assert date.parse("2025年3月8日（星期六）") == "2025-03-08"


def test_three_bare_numbers_are_not_run_together() -> None:
    assert year_month.parse("2025 1 2") == "2025-01"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2015.03—2020.06", "2015-03/2020-06"),
        ("2015年3月至2020年6月", "2015-03/2020-06"),
        ("2015-03~至今", "2015-03/.."),
        ("2015.3-2020.6", "2015-03/2020-06"),
        ("2015/03-今", "2015-03/.."),
        ("2015.03–2020.06", "2015-03/2020-06"),
        ("2015.03～2020.06", "2015-03/2020-06"),
        ("2015年3月到2020年6月", "2015-03/2020-06"),
        ("2015.03\n2020.06", "2015-03/2020-06"),
        ("2015.03\n—2020.06", "2015-03/2020-06"),
        ("2015.03至今", "2015-03/.."),
        ("2015年3月—至今", "2015-03/.."),
        ("2015.03.01-2020.06.30", "2015-03/2020-06"),
        ("2015-03-01-2020-06-30", "2015-03/2020-06"),
        ("201503-202006", "2015-03/2020-06"),
        ("2015年3月—6月", "2015-03/2015-06"),
        ("自2015年3月至2020年6月止", "2015-03/2020-06"),
        ("2020.06—2015.03", "2020-06/2015-03"),
        ("2015.03——2020.06", "2015-03/2020-06"),
        ("2015-03/..", "2015-03/.."),
        ("二〇一五年三月至今", "2015-03/.."),
        ("2015.03--现在", "2015-03/.."),
        ("2015 . 03 － 2020 . 06", "2015-03/2020-06"),
        ("2015.12-2020.10", "2015-12/2020-10"),
    ],
)
def test_a_span_is_read_however_it_is_written(text: str, value: str) -> None:
    assert period.parse(text) == value


@pytest.mark.parametrize("text", ["2015.03", "2015.03—", "2015—2020", "三年", "2015.13—2016.01", "2015.3-6"])
def test_a_span_that_is_not_whole_is_not_guessed(text: str) -> None:
    with pytest.raises(KindError):
        period.parse(text)


@pytest.mark.parametrize("text", ["年 月—年 月", "—", "至", "  年  月至  年  月", "年月至今"])
def test_an_empty_span_is_none(text: str) -> None:
    assert period.parse(text) is None
