"""Which packages are one submission, and which number it has."""

from __future__ import annotations

import pytest

from formkit.collecting.grouping import Group, grouped
from formkit.entries import Entries
from formkit.parcel import Parcel
from parcels import members, numbered, parcel, told, unknown, written


def groups(*parcels: Parcel, entries: Entries | None = None, last: int = 0) -> list[Group]:
    return grouped(parcels, entries or Entries(), last)


def sets(*parcels: Parcel, entries: Entries | None = None) -> list[set[str]]:
    return list(members(groups(*parcels, entries=entries)).values())


def doubts(*parcels: Parcel, entries: Entries | None = None) -> list[str]:
    return [text for group in groups(*parcels, entries=entries) for text in group.doubts]


def test_several_mails_of_one_applicant_are_one_submission() -> None:
    assert sets(parcel("a"), parcel("b"), parcel("c", leader="乙", studio="乙工作室")) == [{"a", "b"}, {"c"}]


def test_two_studios_of_one_unit_are_two_submissions_and_no_question() -> None:
    two = parcel("a"), parcel("b", leader="乙", studio="乙工作室")
    assert sets(*two) == [{"a"}, {"b"}]
    assert doubts(*two) == []


@pytest.mark.parametrize(("leader", "studio"), [("甄样夲", "甄样本工作室"), ("甄样本", "样本工作室")])
def test_what_differs_in_one_thing_is_two_submissions_and_a_question_to_both(
    leader: str, studio: str
) -> None:
    asked = doubts(parcel("a"), parcel("b", leader=leader, studio=studio))
    assert len(asked) == 2
    assert all("归入编号”写 1" in text for text in asked)


def test_what_neither_says_is_not_called_the_same() -> None:
    assert doubts(parcel("a", studio=""), parcel("b", leader="乙", studio="")) == []


def test_a_unit_is_one_whose_name_is_written_in_two_ways_with_the_same_code() -> None:
    assert sets(
        parcel("a", "甲厂", code="91X"), parcel("b", "甲工厂", code="91X"), parcel("c", "甲工厂")
    ) == [{"a", "b", "c"}]


def test_a_unit_is_one_by_its_name_where_a_code_is_missing() -> None:
    assert sets(parcel("a", code="91X"), parcel("b")) == [{"a", "b"}]


def test_a_supplement_joins_what_it_agrees_with_in_two_things() -> None:
    other = parcel("b", leader="乙", studio="乙工作室")
    assert sets(parcel("a"), other, parcel("z", studio="", whole=False)) == [{"a", "z"}, {"b"}]
    assert sets(parcel("a"), other, parcel("z", unit="", whole=False)) == [{"a", "z"}, {"b"}]


def test_a_supplement_that_says_only_its_unit_joins_its_only_submission_with_a_question() -> None:
    supplement = parcel("z", leader="", studio="", whole=False)
    assert sets(parcel("a"), supplement) == [{"a", "z"}]
    assert "只凭单位" in doubts(parcel("a"), supplement)[0]
    assert sets(parcel("a"), parcel("b", leader="乙", studio="乙工作室"), supplement) == [{"a"}, {"b"}, {"z"}]


def test_a_leader_alone_tells_nothing_for_names_are_shared() -> None:
    assert sets(parcel("a", studio=""), parcel("z", unit="", studio="", whole=False)) == [{"a"}, {"z"}]


def test_a_supplement_does_not_join_what_it_contradicts_whatever_another_supplement_says() -> None:
    vague = parcel("y", leader="", studio="", whole=False)
    contrary = parcel("z", leader="乙", studio="", whole=False)
    assert sets(parcel("a"), vague, contrary) == [{"a", "y"}, {"z"}]


def test_a_submission_whose_main_form_lacks_the_studio_is_joined_by_its_supplements() -> None:
    assert sets(parcel("a", studio=""), parcel("z", leader="", studio="", whole=False)) == [{"a", "z"}]
    assert sets(parcel("a", studio=""), parcel("z", whole=False)) == [{"a", "z"}]


def test_a_supplement_joins_a_submission_that_a_clerk_put_together_of_two_spellings() -> None:
    spelt = parcel("b", leader="甄样夲")
    assert sets(parcel("a"), spelt, parcel("z", studio="", whole=False), entries=told(a="1", b="1")) == [
        {"a", "b", "z"}
    ]


def test_packages_of_which_nothing_is_known_are_each_a_submission_and_a_question() -> None:
    assert sets(unknown("a"), unknown("b")) == [{"a"}, {"b"}]
    assert all("没有认出" in text for text in doubts(unknown("a"), unknown("b")))


def test_a_supplement_without_its_submission_is_a_question() -> None:
    assert "没有申报主表" in doubts(parcel("a", whole=False))[0]


# ---- the clerk's word ----


def test_a_clerk_puts_a_package_to_a_submission() -> None:
    assert members(groups(parcel("a", number=1), parcel("b", "乙厂", number=2), entries=told(b="1"))) == {
        1: {"a", "b"}
    }


def test_a_clerk_puts_two_unknown_packages_together() -> None:
    first, second = unknown("a", number=3), unknown("b", number=4)
    assert members(groups(first, second, entries=told(b="3"))) == {3: {"a", "b"}}


def test_a_clerk_puts_a_package_to_one_without_a_main_form() -> None:
    supplement = parcel("a", studio="", whole=False, number=3)
    assert members(groups(supplement, unknown("b", number=4), entries=told(b="3"))) == {3: {"a", "b"}}


def test_a_clerk_parts_two_packages_by_a_word_or_a_number() -> None:
    first, second = parcel("a", number=1), parcel("b", number=1)
    assert members(groups(first, second, entries=told(b="单独"))) == {1: {"a"}, 2: {"b"}}
    assert members(groups(first, second, entries=told(b="9"))) == {1: {"a"}, 9: {"b"}}


def test_what_a_clerk_called_alone_is_asked_about_no_more() -> None:
    assert doubts(parcel("a", whole=False), entries=told(a="单独")) == []
    assert doubts(unknown("a"), entries=told(a=" 新 ")) == []
    assert doubts(parcel("a"), parcel("b", leader="乙"), entries=told(b="单独")) == []


def test_what_says_the_same_later_goes_with_what_a_clerk_put_to_a_number() -> None:
    first, second = parcel("a", number=1), parcel("b", "乙厂", number=1)
    assert members(groups(first, second, parcel("c", "乙厂", run=2), entries=told(b="1"))) == {
        1: {"a", "b", "c"}
    }


def test_two_packages_with_one_content_go_where_a_clerk_put_each() -> None:
    first, second = parcel("a", digest="x", number=1), parcel("b", digest="x", number=1)
    assert members(groups(first, second, entries=told(a="4", b="5"))) == {4: {"a"}, 5: {"b"}}


def test_a_number_that_no_other_package_has_is_a_question() -> None:
    two = parcel("a", number=1), parcel("b", "乙厂", number=2)
    assert members(groups(*two, entries=told(b="77"))) == {1: {"a"}, 77: {"b"}}
    assert "没有别的来件是这个编号" in doubts(*two, entries=told(b="77"))[0]


def test_a_clerks_mistaken_number_is_none_to_count_on_from() -> None:
    two = parcel("a", number=1), parcel("b", "乙厂", number=2)
    assert set(members(groups(*two, parcel("c", "丙厂"), entries=told(b="500")))) == {1, 3, 500}


@pytest.mark.parametrize("text", ["3", "03", "３", "编号3", "3号", "第 3 件", "No.3", "归入编号：3", "3.0"])
def test_a_number_as_people_write_it(text: str) -> None:
    assert set(members(groups(parcel("a"), entries=told(a=text)))) == {3}


@pytest.mark.parametrize(
    "text", ["0", "1、2", "3-2", "不是3", "三", "13900001234", "915001056219337890", "99999999999999999999"]
)
def test_what_is_no_number_is_asked_about_and_does_nothing(text: str) -> None:
    assert set(members(groups(parcel("a"), entries=told(a=text)))) == {1}
    (asked,) = doubts(parcel("a"), entries=told(a=text))
    assert "看不懂" in asked


# ---- numbers ----


def test_new_submissions_are_numbered_in_the_order_of_the_names_of_their_packages() -> None:
    assert members(groups(parcel("b"), parcel("c", "乙厂"), parcel("a", "丙厂"))) == {
        1: {"a"},
        2: {"b"},
        3: {"c"},
    }


def test_a_number_stays_when_packages_come_before_and_into_it() -> None:
    old = parcel("m", number=1)
    assert members(groups(parcel("a", "乙厂"), old, parcel("b"))) == {1: {"b", "m"}, 2: {"a"}}


def test_a_number_stays_with_what_was_seen_first_where_packages_part() -> None:
    corrected = parcel("a", leader="乙", studio="乙工作室", run=2, number=1)
    assert members(groups(corrected, parcel("b", number=1))) == {1: {"b"}, 2: {"a"}}


def test_a_number_is_not_given_a_second_time() -> None:
    assert set(members(groups(parcel("a", number=1), parcel("b", "乙厂"), last=7))) == {1, 8}


def test_two_submissions_that_become_one_keep_the_lesser_number() -> None:
    assert members(groups(parcel("a", number=3), parcel("b", number=2))) == {2: {"a", "b"}}


def test_two_numbers_may_be_changed_for_each_other() -> None:
    two = parcel("a", number=1), parcel("b", "乙厂", number=2)
    assert members(groups(*two, entries=told(a="2", b="1"))) == {1: {"b"}, 2: {"a"}}


def test_names_that_look_like_anything_are_names() -> None:
    entries = written({"1/2": "4", "=1+1": "4"})
    assert members(groups(parcel("1/2"), parcel("=1+1", "乙厂"), entries=entries)) == {4: {"1/2", "=1+1"}}
    assert len(numbered(groups(parcel("1/2"), parcel("=1+1"), entries=entries))) == 2
