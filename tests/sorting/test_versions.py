"""Which of several versions is the newer one, by what their names say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.sorting.versions import version_of


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("申报表.docx", "申报表最终版.docx"),
        ("申报表初稿.docx", "申报表.docx"),
        ("申报表.docx", "申报表（修改稿）.docx"),
        ("申报表修改稿.docx", "申报表定稿.docx"),
        ("申报表V1.docx", "申报表V2.docx"),
        ("申报表改1.docx", "申报表改2.docx"),
        ("申报表7.18.docx", "申报表7.20.docx"),
        ("申报表20250718.docx", "申报表20250720.docx"),
        ("申报表第一稿.docx", "申报表第二稿.docx"),
        ("申报表（旧）.docx", "申报表（新版）.docx"),
        ("申报表.docx", "申报表(2).docx"),
        ("申报表.docx", "申报表 - 副本.docx"),
    ],
)
def test_the_newer_of_two_names(older: str, newer: str) -> None:
    assert version_of(older).rank < version_of(newer).rank
    assert version_of(older).base == version_of(newer).base


@pytest.mark.parametrize(
    "name", ["技术革新成果.pdf", "申报表.docx", "身份证1.jpg", "改造项目说明.docx", "2025年申报表.docx"]
)
def test_a_name_that_says_nothing_of_a_version(name: str) -> None:
    assert not version_of(name).is_marked


@given(st.text(st.sampled_from("申报表最终版改修稿(2)副本20250718.v第一二-_ "), max_size=24))
def test_any_name_has_a_version(name: str) -> None:
    assert version_of(name).rank <= version_of(name).rank
