"""What a clerk is asked about the submissions of an inbox."""

from __future__ import annotations

from formkit.collecting.asking import LATER, WHOSE, questions
from formkit.collecting.carrying import Carried
from formkit.collecting.grouping import grouped
from formkit.entries import Entries
from formkit.finding import Severity
from formkit.parcel import Parcel
from parcels import parcel, unknown


def asked(*parcels: Parcel, carried: dict[int, Carried] | None = None) -> list[tuple[int, str, str]]:
    entries = Entries()
    found = questions(grouped(parcels, entries), entries, carried or {}, ("01",))
    assert all(finding.severity is Severity.WARNING for _, finding in found)
    assert all(finding.message.endswith("。") and "。。" not in finding.message for _, finding in found)
    return [(number, finding.code, finding.message) for number, finding in found]


def test_where_nothing_is_doubtful_nothing_is_asked() -> None:
    assert asked(parcel("a"), parcel("b", "乙厂")) == []


def test_questions_are_about_whose_a_package_is_and_which_is_later() -> None:
    found = asked(parcel("a", modified=1), parcel("b", modified=2), unknown("z"))
    assert [(number, code) for number, code, _ in found] == [(1, LATER), (2, WHOSE)]


def test_a_clerk_hears_what_came_from_a_number_that_is_no_more() -> None:
    ((number, code, text),) = asked(parcel("a"), carried={1: Carried(2)})
    assert (number, code) == (1, WHOSE)
    assert "2 处移到了这里" in text


def test_a_clerk_hears_what_was_not_taken_because_something_else_stood_there() -> None:
    ((_, _, text),) = asked(parcel("a"), carried={1: Carried(0, ("同意", *"abcdefghijk"))})
    assert "“同意”" in text
    assert "等 12 处没有采用" in text
