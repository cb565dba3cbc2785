"""What people wrote comes through: from one register to the next, and to the number a submission has now."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from formkit.collecting.carrying import Carried, carried, moved, settled_slots
from formkit.entries import (
    DECISIONS,
    FIELDS,
    FINDINGS,
    MATERIALS,
    RECEIPTS,
    REPLIES,
    SCORES,
    SUMMARY,
    Entries,
)
from submissions import CALL

Entry = tuple[str, str, str, str]
COLUMNS = {SUMMARY: ("note",), RECEIPTS: ("number", "use", "note"), DECISIONS: ("meeting", "outcome")}


def entries(*every: Entry) -> Entries:
    found = Entries()
    for entry in every:
        found.put(*entry)
    return found


def all_of(found: Entries) -> set[Entry]:
    return set(found.every())


def carry(old: Iterable[Entry], read: Iterable[Entry], *seen: tuple[str, str]) -> set[Entry]:
    return all_of(carried(entries(*old), entries(*read), seen, COLUMNS))


def test_what_is_typed_counts_and_what_was_cleared_is_gone() -> None:
    old = (SUMMARY, "1", "note", "旧"), (SUMMARY, "2", "note", "留"), (SUMMARY, "3", "note", "删")
    new = (SUMMARY, "1", "note", "新")
    assert carry(old, [new], (SUMMARY, "1"), (SUMMARY, "3")) == {new, old[1]}


def test_rows_that_are_no_longer_in_the_register_keep_what_they_had() -> None:
    gone = (RECEIPTS, "没了的来件.zip", "note", "记得")
    assert carry([gone], [], (RECEIPTS, "别的.zip")) == {gone}


def test_a_corrected_answer_stays_until_another_text_stands_there() -> None:
    corrected = (FIELDS, "1", "application/unit.name", "乙厂")
    assert carry([corrected], [], (FIELDS, "1")) == {corrected}
    again = (FIELDS, "1", "application/unit.name", "丙厂")
    assert carry([corrected], [again], (FIELDS, "1")) == {again}


def test_what_stood_in_a_column_that_a_clerk_added_goes_when_it_is_cleared() -> None:
    added = (SUMMARY, "1", "+联系人", "张样本")
    assert carry([added], [added], (SUMMARY, "1")) == {added}
    assert carry([added], [], (SUMMARY, "1")) == set()


PLACES = st.tuples(
    st.sampled_from((SUMMARY, RECEIPTS, DECISIONS, FIELDS)),
    st.sampled_from(("1", "2", "3")),
    st.sampled_from(("note", "number", "meeting", "+另", "application/a")),
)
WRITTEN = st.dictionaries(PLACES, st.sampled_from(("甲", "乙", "=1+1", "第一行\n第二行", " 空 ")))


@given(WRITTEN, WRITTEN, st.sets(st.tuples(st.sampled_from((SUMMARY, FIELDS)), st.sampled_from("123"))))
def test_reading_the_same_register_again_changes_nothing(
    old: dict[tuple[str, str, str], str],
    read: dict[tuple[str, str, str], str],
    seen: set[tuple[str, str]],
) -> None:
    first = carry([(*place, text) for place, text in old.items()], [(*p, t) for p, t in read.items()], *seen)
    assert carry(first, [(*p, t) for p, t in read.items()], *seen) == first
    assert {(*p, t) for p, t in read.items()} <= first
    assert {place[:2] for place in old} - seen <= {place[:2] for place in first}


# ---- settled files ----


def settled(*rows: tuple[str, str]) -> tuple[dict[str, dict[str, str | None]], int]:
    found, findings = settled_slots(
        entries(*((MATERIALS, key, "slot", text) for key, text in rows)), CALL.attachments
    )
    return found, len(findings)


def test_a_clerks_slots_are_by_package_and_file() -> None:
    assert settled(
        ("1/甲.zip/证件/a.jpg", "04a"), ("1/甲.zip/b.jpg", "忽略"), ("2/表.docx/表.docx", "01")
    ) == (
        {"甲.zip": {"证件/a.jpg": "04a", "b.jpg": None}, "表.docx": {"表.docx": "01"}},
        0,
    )


def test_what_is_no_slot_is_said_and_does_nothing() -> None:
    assert settled(("1/甲.zip/a.jpg", "身份"), ("nonsense", "01")) == ({}, 1)


# ---- numbers that went into others ----


def test_what_was_written_about_a_submission_goes_with_it() -> None:
    old = entries(
        (SUMMARY, "7", "note", "看过"),
        (FINDINGS, "7/missing:02", "decision", "放行"),
        (REPLIES, "7/税务局", "opinion", "无意见"),
        (SCORES, "7", "专家一/创新", "9"),
        (RECEIPTS, "7", "note", "名为 7 的来件"),
        (SUMMARY, "70", "note", "别件"),
    )
    assert moved(old, {7: 3}) == {3: Carried(4)}
    assert all_of(old) == {
        (SUMMARY, "3", "note", "看过"),
        (FINDINGS, "3/missing:02", "decision", "放行"),
        (REPLIES, "3/税务局", "opinion", "无意见"),
        (SCORES, "3", "专家一/创新", "9"),
        (RECEIPTS, "7", "note", "名为 7 的来件"),
        (SUMMARY, "70", "note", "别件"),
    }


def test_what_stands_there_already_stays_and_what_differs_is_said() -> None:
    old = entries(
        (SUMMARY, "3", "note", "此"),
        (SUMMARY, "7", "note", "彼"),
        (DECISIONS, "3", "outcome", "通过"),
        (DECISIONS, "7", "outcome", " 通过"),
    )
    assert moved(old, {7: 3}) == {3: Carried(0, ("彼",))}
    assert all_of(old) == {(SUMMARY, "3", "note", "此"), (DECISIONS, "3", "outcome", "通过")}


def test_what_was_settled_about_files_goes_where_their_package_went() -> None:
    old = entries(
        (MATERIALS, "1/甲.zip/a/b.jpg", "slot", "04a"),
        (MATERIALS, "1/乙.zip/c.jpg", "slot", "04c"),
        (MATERIALS, "1/没了.zip/d.jpg", "slot", "04d"),
    )
    moved(old, {}, {"甲.zip": 5, "乙.zip": 1})
    assert all_of(old) == {
        (MATERIALS, "5/甲.zip/a/b.jpg", "slot", "04a"),
        (MATERIALS, "1/乙.zip/c.jpg", "slot", "04c"),
        (MATERIALS, "1/没了.zip/d.jpg", "slot", "04d"),
    }


def test_where_a_file_was_settled_twice_what_is_written_for_its_number_now_counts() -> None:
    old = entries((MATERIALS, "1/甲.zip/a.jpg", "slot", "04a"), (MATERIALS, "5/甲.zip/a.jpg", "slot", "04c"))
    moved(old, {}, {"甲.zip": 5})
    assert all_of(old) == {(MATERIALS, "5/甲.zip/a.jpg", "slot", "04c")}
