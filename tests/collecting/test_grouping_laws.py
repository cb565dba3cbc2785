"""Laws of putting packages to submissions, whatever the packages say and a clerk wrote."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from formkit.collecting.grouping import ALONE, Group, grouped
from formkit.entries import RECEIPTS, Entries
from formkit.parcel import Parcel
from parcels import members, numbered, parcel, written

NOTHING = Entries()
UNITS = ("", "甲厂", "乙厂")
LEADERS = ("", "张样本", "李样本")
STUDIOS = ("", "一号工作室", "二号工作室")


@st.composite
def inboxes(draw: st.DrawFn, *, numbers: int = 4) -> list[Parcel]:
    """Draw packages of a few units, leaders and studios, some with a number from an earlier collection."""
    names = draw(st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=9))
    return [
        parcel(
            name,
            draw(st.sampled_from(UNITS)),
            draw(st.sampled_from(LEADERS)),
            draw(st.sampled_from(STUDIOS)),
            code=draw(st.sampled_from(("", "", "91A", "91B"))),
            whole=draw(st.booleans()),
            run=draw(st.integers(1, 3)),
            number=draw(st.integers(0, numbers)),
        )
        for name in names
    ]


@st.composite
def words(draw: st.DrawFn, parcels: Sequence[Parcel]) -> Entries:
    """Draw what a clerk wrote about some of them."""
    said = st.sampled_from(("", "", "", "1", "2", "3", "编号4", "9", "单独", "不知道"))
    return written({item.name: draw(said) for item in parcels})


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Parcel], Entries]:
    """Draw an inbox with a clerk's words."""
    parcels = draw(inboxes())
    return parcels, draw(words(parcels))


def view(groups: Sequence[Group]) -> list[tuple[int, list[str], list[str]]]:
    """Return all that a register shows of submissions."""
    return [(group.number, [item.name for item in group.parcels], group.doubts) for group in groups]


@given(cases())
def test_every_package_is_in_one_submission_and_numbers_are_unique(
    case: tuple[list[Parcel], Entries],
) -> None:
    groups = grouped(*case)
    found = sorted(item.name for group in groups for item in group.parcels)
    assert found == sorted(item.name for item in case[0])
    assert all(group.number > 0 and group.parcels for group in groups)
    assert len({group.number for group in groups}) == len(groups)


@given(cases())
def test_grouping_again_gives_the_same_numbers(case: tuple[list[Parcel], Entries]) -> None:
    groups = grouped(*case)
    again = grouped(numbered(groups), case[1])
    assert members(again) == members(groups)
    assert view(again) == view(grouped(numbered(again), case[1]))


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_list_changes_nothing(case: tuple[list[Parcel], Entries], chance: object) -> None:
    parcels, entries = case
    before = view(grouped(parcels, entries))
    chance.shuffle(parcels)  # type: ignore[attr-defined]
    assert view(grouped(parcels, entries)) == before


@given(inboxes())
def test_what_says_all_three_never_joins_what_differs_in_two(parcels: list[Parcel]) -> None:
    for group in grouped(parcels, NOTHING):
        senders = [item.sender for item in group.parcels]
        full = [one for one in senders if one.is_whole and one.unit and one.leader and one.studio]
        for one in full:
            for other in senders:
                pairs = [(one.leader, other.leader), (one.studio, other.studio)]
                assert not any(mine != its for mine, its in pairs if its)


@given(inboxes(), st.booleans())
def test_a_package_of_another_unit_changes_no_other_submission(parcels: list[Parcel], whole: bool) -> None:
    stranger = parcel("zzz", "丙厂", "王样本", "三号工作室", code="91C", whole=whole)
    before = members(grouped(parcels, NOTHING))
    after = members(grouped([*parcels, stranger], NOTHING))
    alone = next(number for number, names in after.items() if names == {"zzz"})
    assert {number: names for number, names in after.items() if number != alone} == before


@given(cases())
def test_the_clerks_number_always_wins(case: tuple[list[Parcel], Entries]) -> None:
    parcels, entries = case
    for group in grouped(parcels, entries):
        said = [entries.text(RECEIPTS, item.name, "number") for item in group.parcels]
        told = {int(text.removeprefix("编号")) for text in said if text.removeprefix("编号").isdecimal()}
        assert told <= {group.number}
        if not told and ALONE.intersection(said):
            assert len(group.parcels) == 1


@given(cases())
def test_no_number_that_was_in_use_goes_to_a_submission_that_had_none(
    case: tuple[list[Parcel], Entries],
) -> None:
    used = {item.number for item in case[0]}
    for group in grouped(case[0], case[1], 20):
        if not group.told and not any(item.number for item in group.parcels):
            assert group.number > 20
            assert group.number not in used


@given(cases())
def test_a_clerk_who_writes_the_number_that_stands_there_changes_nothing(
    case: tuple[list[Parcel], Entries],
) -> None:
    parcels = numbered(grouped(*case))
    before = members(grouped(parcels, case[1]))
    for item in parcels:
        entries = Entries()
        for sheet, key, column, text in case[1].every():
            entries.put(sheet, key, column, text)
        if not entries.text(RECEIPTS, item.name, "number"):
            entries.put(RECEIPTS, item.name, "number", str(item.number))
            after = members(grouped(parcels, entries))
            assert item.name in after[item.number]
            assert {name for names in after.values() for name in names} == {one.name for one in parcels}
            assert before.keys() >= {item.number}


@given(cases())
def test_two_packages_told_to_one_number_are_together(case: tuple[list[Parcel], Entries]) -> None:
    parcels, _ = case
    entries = written({item.name: "7" for item in parcels[:2]})
    groups = members(grouped(parcels, entries))
    assert not parcels or {item.name for item in parcels[:2]} <= groups[7]
