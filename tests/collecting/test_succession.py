"""Of several packages of one submission: which came later, which is replaced, what is in doubt."""

from __future__ import annotations

import pytest

from formkit.collecting.succession import Succession, succession
from formkit.entries import Entries
from formkit.parcel import Parcel
from formkit.registered import Use
from parcels import parcel, told


def order(*parcels: Parcel, entries: Entries | None = None, single: tuple[str, ...] = ()) -> Succession:
    return succession(1, parcels, entries or Entries(), single)


def uses(*parcels: Parcel, entries: Entries | None = None) -> dict[str, Use]:
    return {item.name: item.use for item in order(*parcels, entries=entries).incoming}


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (parcel("z", modified=9), parcel("a", run=2)),  # seen by a later collection
        (parcel("申报", modified=9), parcel("申报（修改后）")),  # called newer
        (parcel("申报材料", modified=9), parcel("申报补充材料")),  # what supplements came after
        (parcel("z", modified=1), parcel("a", modified=2)),  # written later
        (parcel("a"), parcel("b")),  # nothing tells: the name, so that it is the same each time
    ],
)
def test_what_came_later_stands_first_and_replaces_what_it_covers(older: Parcel, newer: Parcel) -> None:
    for pair in ((older, newer), (newer, older)):
        assert [item.name for item in order(*pair).incoming] == [newer.name, older.name]
        assert uses(*pair) == {newer.name: Use.IN_FORCE, older.name: Use.REPLACED}


def test_the_replaced_one_says_by_which() -> None:
    assert "“b”" in order(parcel("a"), parcel("b", run=2)).incoming[1].said


def test_a_later_package_that_lacks_something_replaces_nothing() -> None:
    assert set(uses(parcel("a", slots=("01", "03")), parcel("b", run=2)).values()) == {Use.IN_FORCE}
    assert set(uses(parcel("a"), parcel("b", run=2, whole=False, slots=("01",))).values()) == {Use.IN_FORCE}


def test_the_same_content_counts_once() -> None:
    pair = parcel("a", digest="x", whole=False), parcel("b", digest="x", whole=False, run=2)
    assert uses(*pair) == {"a": Use.REPLACED, "b": Use.IN_FORCE}
    assert "内容完全相同" in order(*pair).incoming[1].said
    assert order(*pair).doubts == ()


def test_what_cannot_be_read_replaces_nothing_and_is_not_replaced() -> None:
    broken = parcel("b", whole=False, refusal="damaged", run=2)
    assert uses(parcel("a"), broken) == {"a": Use.IN_FORCE, "b": Use.UNREADABLE}


def test_a_clerk_sets_a_package_aside_and_the_earlier_one_counts_again() -> None:
    pair = parcel("a"), parcel("b", run=2)
    assert uses(*pair, entries=told("use", b="否")) == {"a": Use.IN_FORCE, "b": Use.SET_ASIDE}


def test_a_clerk_chooses_the_earlier_package_and_the_register_says_that_he_did() -> None:
    found = order(parcel("a"), parcel("b", run=2), entries=told("use", a="是"))
    assert [(item.name, item.use) for item in found.incoming] == [("a", Use.IN_FORCE), ("b", Use.REPLACED)]
    assert "后来" not in found.incoming[1].said
    assert found.doubts == ()


def test_a_clerk_chooses_both() -> None:
    entries = told("use", a="是", b="是")
    assert set(uses(parcel("a"), parcel("b"), entries=entries).values()) == {Use.IN_FORCE}


@pytest.mark.parametrize("text", ["采用", "不采用", "√", "no"])
def test_what_is_neither_yes_nor_no_is_asked_about(text: str) -> None:
    found = order(parcel("a"), entries=told("use", a=text))
    assert found.incoming[0].use is Use.IN_FORCE
    assert "看不懂" in found.doubts[0]


# ---- packages that are gone ----


def test_a_package_that_is_gone_from_the_inbox_still_counts_and_the_register_says_so() -> None:
    found = order(parcel("a"), parcel("b", run=2, present=False))
    assert [(item.name, item.use) for item in found.incoming] == [("b", Use.IN_FORCE), ("a", Use.REPLACED)]
    assert "已没有这个来件" in found.incoming[0].said
    assert not found.incoming[0].is_present
    assert "已没有" not in found.incoming[1].said


def test_what_a_package_is_good_for_is_said_before_that_it_is_gone() -> None:
    said = order(parcel("a", present=False), parcel("b", run=2)).incoming[1].said
    assert said.startswith("由后来的“b”替换")
    assert "已没有这个来件" in said


# ---- doubts ----


def test_only_where_times_alone_tell_which_is_later_it_is_a_doubt() -> None:
    (doubt,) = order(parcel("a", modified=1), parcel("b", modified=2)).doubts
    assert doubt.startswith("“b”和“a”")
    assert order(parcel("a"), parcel("b", run=2)).doubts == ()
    assert order(parcel("申报"), parcel("申报最终版")).doubts == ()


def test_a_doubt_names_the_package_that_replaces_and_not_another_between() -> None:
    whole = parcel("c", slots=("01", "02"), modified=3)
    between = parcel("b", whole=False, slots=("05",), modified=2)
    (doubt,) = order(whole, between, parcel("a", modified=1)).doubts
    assert doubt.startswith("“c”和“a”")


def test_two_applications_in_force_are_a_doubt_too_for_slots_are_taken_from_the_later() -> None:
    (doubt,) = order(parcel("a", slots=("01", "03"), modified=1), parcel("b", modified=2)).doubts
    assert doubt.startswith("“b”和“a”")


def test_a_supplement_with_a_document_that_counts_once_is_a_doubt() -> None:
    whole = parcel("a", slots=("01", "02", "05"), modified=1)
    profile = parcel("b", whole=False, slots=("02",), modified=2)
    photos = parcel("c", whole=False, slots=("05",), modified=2)
    assert len(order(whole, profile, single=("01", "02")).doubts) == 1
    assert order(whole, photos, single=("01", "02")).doubts == ()


def test_a_number_of_identity_in_a_name_is_not_shown() -> None:
    found = order(parcel("99010119760412013X", modified=1), parcel("b", modified=2))
    assert "99010119760412013X" not in found.doubts[0]
