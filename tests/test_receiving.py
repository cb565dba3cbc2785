"""What the counter noted: the last package in force counts, others fill blanks, nothing is guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.entries import RECEIPTS, Entries
from formkit.finding import Severity
from formkit.receiving import receipt_of
from formkit.registered import Incoming, Use
from formkit.submission import Receipt

FIRST = Incoming("一.zip", "1", 1, 1, Use.REPLACED)
LATER = Incoming("二.zip", "2", 1, 2, Use.IN_FORCE)
ASIDE = Incoming("三.zip", "3", 1, 3, Use.SET_ASIDE)
INBOX = (FIRST, LATER, ASIDE)


def noted(**rows: dict[str, str]) -> Entries:
    names = {"first": FIRST.name, "later": LATER.name, "aside": ASIDE.name}
    entries = Entries()
    for row, columns in rows.items():
        for column, text in columns.items():
            entries.put(RECEIPTS, names[row], column, text)
    return entries


@pytest.mark.parametrize(
    "text",
    [
        *("2025-07-30", "2025年7月30日", "2025.7.30", "2025/7/30", "20250730", "２０２５年７月３０日"),
        *("2025-07-30 00:00:00", "2025-07-30T00:00:00", "2025-07-30 09:15:00", "2025年7月30日 15:20"),
    ],
)
def test_a_day_is_understood_however_it_is_written(text: str) -> None:
    assert receipt_of(noted(later={"received": text}), INBOX) == (Receipt(dt.date(2025, 7, 30)), [])


@pytest.mark.parametrize("text", ["2", "2份", "两份", "二", "2.0", "一式两份"])
def test_copies_are_understood_however_they_are_written(text: str) -> None:
    assert receipt_of(noted(later={"copies": text}), INBOX) == (Receipt(copies=2), [])


@pytest.mark.parametrize(
    ("column", "text", "how"),
    [
        ("received", "7月30日", "2025年3月8日"),
        ("received", "昨天", "2025年3月8日"),
        ("emailed", "2025-02-30", "日历"),
        ("emailed", "0225-07-30", "年份"),
        ("copies", "几份", "50份"),
        ("copies", "2.5", "整数"),
        ("copies", "9" * 5000, "整数"),
    ],
)
def test_what_is_not_understood_is_told_and_counts_as_not_noted(column: str, text: str, how: str) -> None:
    receipt, (finding,) = receipt_of(noted(later={column: text}), INBOX)
    assert receipt == Receipt()
    assert (finding.code, finding.severity) == ("receipt-entry", Severity.WARNING)
    assert all(word in finding.message for word in ("收件登记", LATER.name, text[:10], how))


def test_the_last_package_in_force_counts_and_others_fill_its_blanks() -> None:
    entries = noted(
        first={"received": "2025-07-28", "emailed": "2025-07-27", "copies": "1", "by": "王甲"},
        later={"received": "2025-07-30", "copies": "2"},
        aside={"received": "2025-08-02", "by": "赵丙"},
    )
    assert receipt_of(entries, INBOX)[0] == Receipt(dt.date(2025, 7, 30), dt.date(2025, 7, 27), 2, "王甲")
    swapped = (FIRST._replace(use=Use.IN_FORCE), LATER, ASIDE)
    assert receipt_of(entries, swapped)[0].received == dt.date(2025, 7, 30)


def test_no_older_note_takes_the_place_of_one_that_is_not_understood() -> None:
    entries = noted(first={"received": "2025-07-28"}, later={"received": "8月2日"})
    receipt, findings = receipt_of(entries, INBOX)
    assert receipt.received is None
    assert len(findings) == 1


def test_none_is_no_note() -> None:
    entries = noted(first={"emailed": "2025-07-28"}, later={"emailed": "无", "by": "　"})
    assert receipt_of(entries, INBOX) == (Receipt(emailed=dt.date(2025, 7, 28)), [])


@given(st.dictionaries(st.sampled_from(["received", "emailed", "copies", "by"]), st.text()))
def test_whatever_was_written_nothing_is_raised(columns: dict[str, str]) -> None:
    receipt, findings = receipt_of(noted(later=columns), INBOX)
    assert isinstance(receipt, Receipt)
    assert len(findings) <= 3
