"""Names of files are safe on Windows and hold no identity number."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.writers.names import Taken, safe_name


@given(st.text(max_size=300))
def test_any_text_gives_a_name_that_windows_admits(text: str) -> None:
    name = safe_name("{a}", {"a": text})
    assert name
    assert name == name.strip(" .")
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f\u200b-\u200f\u202a-\u202e]', name)
    assert len(name) <= 81
    assert len(name.encode()) <= 241
    assert not re.search(r"\d{15}", name)


@pytest.mark.parametrize(
    "number",
    [
        "110105194912310021",
        "11010519491231002X",
        "110105491231002",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 0021",
        "110105-1949-1231-002x",
        "110105/19491231/0021",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 1",
        "1101051949\u200b12310021",
        "2025110105194912310021",
    ],
)
def test_an_identity_number_is_removed(number: str) -> None:
    assert safe_name("申报表-{id}-张三", {"id": number}) == "申报表--张三"


@pytest.mark.parametrize("text", ["2025-07-31 13800000000", "荣人社发〔2025〕77号", "20250731-02346776809"])
def test_other_numbers_stay(text: str) -> None:
    assert safe_name("{a}", {"a": text}) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM¹", "_COM¹"),
        ("console", "console"),
        ("a. . ", "a"),
        ("", "未命名"),
        ("a/b\\c:d", "a_b_c_d"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\nb", "a_b"),
        ("张𠮷", "张𠮷"),
    ],
)
def test_a_name_is_made_safe(text: str, name: str) -> None:
    assert safe_name("{a.b}", {"a": {"b": text}}) == name


def test_equal_names_are_numbered_whatever_their_case() -> None:
    taken = Taken()
    assert [taken.unique(name) for name in ("a", "A", "a", "b")] == ["a", "A(2)", "a(3)", "b"]


def test_ten_thousand_equal_names_take_no_time() -> None:
    taken = Taken()
    names = [taken.unique("申报表-甄样本") for _ in range(10_000)]
    assert len(set(names)) == 10_000
    assert names[-1] == "申报表-甄样本(10000)"


def test_a_numbered_name_is_no_longer_than_others() -> None:
    name = "字" * 80
    assert len(Taken([name]).unique(name).encode()) <= 240
