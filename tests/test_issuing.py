"""What documents take from a register: who is named, and why somebody may not be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.documents import fill_document
from formkit.entries import DECISIONS, REPLIES, REVIEW, Entries
from formkit.finding import Finding, Severity
from formkit.issuing import register_data
from formkit.noting import noted_of
from formkit.record import Found
from formkit.registered import Registered, Scored
from formkit.rulewording import clause
from stagecases import CALL, DEPARTMENTS, NUMBERS, entries_after, registered, sample, studios

FIVE = tuple(map(registered, NUMBERS))
LEADERS = [studio["leader"] for studio in studios()]
RULES = {rule.rule: rule for rule in CALL.rules}
#: A document, the step after which it is written, its sample, and the group that names submissions.
DOCUMENTS = [
    ("consultation", 1, "", "studios"),
    ("publicity", 2, "", "studios"),
    ("results", 3, "", "studios"),
    ("plaques", 4, "results", "studios"),
]


def taken(
    document: str,
    entries: Entries,
    items: tuple[Registered, ...] = FIVE,
    scores: Mapping[int, Scored] | None = None,
) -> tuple[dict[str, Any], list[Finding]]:
    return register_data(CALL, CALL.documents[document], items, entries, {}, scores or {})


def errors(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(item.code, item.source) for item in findings if item.severity is Severity.ERROR]


def office(document: str, name: str, *taken: str) -> dict[str, Any]:
    """Return what the office gives itself: the sample without what the register fills in."""
    return {key: value for key, value in sample(document, name).items() if key not in taken}


@pytest.mark.parametrize(("document", "count", "name", "group"), DOCUMENTS)
def test_the_office_s_data_and_the_register_make_a_document_that_is_not_refused(
    document: str, count: int, name: str, group: str
) -> None:
    data, findings = taken(document, entries_after(count))
    assert findings == []
    assert [row["leader"] for row in data[group]] == LEADERS
    filled = fill_document(CALL, document, office(document, name, *data) | data)
    assert filled.findings == ()
    assert not filled.refused


def test_the_results_from_the_register_read_as_those_from_a_file() -> None:
    data, _ = taken("results", entries_after(3))
    by_file, by_register = sample("results"), {**sample("results"), **data}
    one, other = (fill_document(CALL, "results", each) for each in (by_file, by_register))
    assert one.data == other.data
    assert [reply["about"] for reply in data["replies"][:: len(DEPARTMENTS)]] == LEADERS


def test_the_evaluation_takes_the_entries_as_its_kinds_expect_them() -> None:
    entries = entries_after(4)
    for row, number in zip(sample("evaluation")["evaluations"], NUMBERS, strict=True):
        entries.put(DECISIONS, str(number), "evaluated", "2027-11-19 00:00:00")
        for column in ("grade", "recommended", "rectify_by"):
            entries.put(DECISIONS, str(number), column, row.get(column, ""))
    data, findings = taken("evaluation", entries)
    assert findings == []
    assert data["published"] == {"date": "2025-10-20"}
    assert data["evaluation"] == {"date": "2027-11-19"}
    assert data["evaluations"][4]["rectify_by"] == "2028-03-31"
    filled = fill_document(CALL, "evaluation", office("evaluation", "", *data) | data)
    assert (filled.findings, filled.refused) == ((), False)


def without_a_reply(entries: Entries) -> None:
    entries.put(REPLIES, f"3/{DEPARTMENTS[1]}", "opinion", "")


def meeting_too_early(entries: Entries) -> None:
    entries.put(DECISIONS, "3", "meeting", "2025-09-24")


def without_review(entries: Entries) -> None:
    entries.put(REVIEW, "3", "date", "")


def not_advised(entries: Entries) -> None:
    entries.put(REVIEW, "3", "advised", "否")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (without_a_reply, "R22"),
        (meeting_too_early, "R23"),
        (without_review, "R20"),
        (not_advised, "R21"),
    ],
)
def test_one_that_has_not_come_so_far_is_named_with_the_rule_it_breaks(change: Any, rule: str) -> None:
    entries = entries_after(3)
    change(entries)
    data, findings = taken("results", entries)
    assert errors(findings) == [(rule, clause(RULES[rule]))]
    assert LEADERS[2] in findings[0].message
    assert LEADERS[2] not in [row["leader"] for row in data["studios"]]


@pytest.mark.parametrize("change", [without_a_reply, meeting_too_early])
def test_the_document_s_own_checks_would_refuse_the_same(change: Any) -> None:
    entries = entries_after(3)
    change(entries)
    data, _ = taken("results", entries_after(3))
    whole = office("results", "", *data) | data
    for reply in whole["replies"]:
        if reply["about"] == LEADERS[2]:
            reply["opinion"] = entries.text(REPLIES, f"3/{reply['department']}", "opinion")
    whole["meeting"] = {"date": entries.text(DECISIONS, "3", "meeting")}
    assert fill_document(CALL, "results", whole).refused


def test_a_day_of_review_that_only_scores_stand_for_is_refused_by_the_document() -> None:
    entries = entries_after(3)
    without_review(entries)
    scores = {3: Scored(Decimal(90), None, is_tied=False, total={})}
    data, findings = taken("results", entries, scores=scores)
    assert errors(findings) == []
    filled = fill_document(CALL, "results", office("results", "", *data) | data)
    assert filled.refused
    assert {item.code for item in filled.findings if item.severity is Severity.ERROR} == {"R20"}


def test_a_day_that_nobody_understands_is_told_with_the_one_it_holds_up() -> None:
    entries = entries_after(3)
    entries.put(DECISIONS, "3", "meeting", "10月15日")
    _, findings = taken("results", entries)
    assert errors(findings) == [("R23", clause(RULES["R23"]))]
    assert any("“10月15日”" in item.message for item in findings)


def test_one_with_open_errors_that_was_advised_is_refused() -> None:
    wrong = registered(2, Finding("R26", Severity.ERROR, "还差 80 字；请补写。"))
    _, findings = taken("consultation", entries_after(1), (FIVE[0], wrong))
    assert errors(findings) == [("R19", clause(RULES["R19"]))]


@pytest.mark.parametrize(("document", "count", "rule"), [("publicity", 1, "R22"), ("plaques", 3, "R24")])
def test_one_that_was_chosen_and_waits_is_refused_with_what_comes_next(
    document: str, count: int, rule: str
) -> None:
    entries = entries_after(count)
    if document == "plaques":
        entries.put(DECISIONS, "1", "issued_number", "荣人社发〔2025〕112号")
    _, findings = taken(document, entries)
    assert (rule, clause(RULES[rule])) in errors(findings)
    assert "接下来" in findings[0].message


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ("consultation", "建议入选"),
        ("publicity", "建议入选"),
        ("results", "审议结果"),
        ("plaques", "公布文号"),
    ],
)
def test_where_nobody_was_chosen_it_says_what_to_enter_and_where(document: str, place: str) -> None:
    data, (finding,) = taken(document, Entries())
    assert data == {"studios": []} | ({"replies": []} if document == "results" else {})
    assert (finding.code, finding.severity) == ("register-rows", Severity.ERROR)
    assert place in finding.message


def test_nobody_is_named_who_was_not_chosen_not_adopted_or_is_no_longer_named() -> None:
    entries = entries_after(4)
    entries.put(REVIEW, "1", "advised", "否")
    for column in ("meeting", "outcome", "issued_number", "issued_date"):
        entries.put(DECISIONS, "1", column, "")
    for column, text in (("outcome", "未通过"), ("issued_number", ""), ("issued_date", "")):
        entries.put(DECISIONS, "2", column, text)
    for column, text in (("grade", "不合格"), ("rectify_by", "2028-03-31"), ("reexamined", "不合格")):
        entries.put(DECISIONS, "3", column, text)
        entries.put(DECISIONS, "4", column, "" if column == "reexamined" else text)
    for document in ("consultation", "publicity", "results", "plaques"):
        data, findings = taken(document, entries)
        assert errors(findings) == []
        assert [row["leader"] for row in data["studios"]] == LEADERS[3:]


def test_rows_stand_by_rank_and_then_by_number() -> None:
    ranks = {5: 1, 2: 2, 4: 2}
    scores = {number: Scored(Decimal(90), rank, is_tied=False, total={}) for number, rank in ranks.items()}
    data, _ = taken("results", entries_after(3), FIVE[::-1], scores)
    assert [row["leader"] for row in data["studios"]] == [LEADERS[number - 1] for number in (5, 2, 4, 1, 3)]


def test_what_is_said_once_and_differs_is_told() -> None:
    entries = entries_after(3)
    entries.put(DECISIONS, "4", "meeting", "2025-10-16")
    data, (finding,) = taken("results", entries)
    assert data["meeting"] == {"date": "2025-10-15"}
    assert (finding.code, finding.severity) == ("register-differs", Severity.WARNING)
    assert LEADERS[3] in finding.message
    assert "2025-10-16" in finding.message


def test_an_answer_read_with_doubt_is_told() -> None:
    item = FIVE[0]
    case = item.submission.cases["application"]
    answers = {**case.record.answers, "leader.name": Found("甄样木", "甄样木", None, 0.7)}
    case = replace(case, record=replace(case.record, answers=answers))
    doubtful = replace(item, submission=replace(item.submission, cases={"application": case}))
    _, (finding,) = taken("results", entries_after(3), (doubtful, *FIVE[1:]))
    assert finding.code == "register-doubtful"
    assert "领衔专家" in finding.message


def test_an_answer_of_another_kind_is_written_as_it_is_shown() -> None:
    form = CALL.documents["consultation"]
    assert form.from_register is not None
    columns = {**form.from_register.columns, "occupation": "application/leader.birth"}
    form = replace(form, from_register=replace(form.from_register, columns=columns))
    item = registered(1, more={"leader.birth": "1976-04"})
    data, _ = register_data(CALL, form, (item,), entries_after(1), {}, {})
    assert data["studios"][0]["occupation"] == "1976.04"


def test_an_answer_that_is_not_there_is_left_to_the_document_to_refuse() -> None:
    nobody = replace(FIVE[1], submission=replace(FIVE[1].submission, cases={}))
    unread = registered(3)
    case = unread.submission.cases["application"]
    answers = {**case.record.answers, "unit.name": Found(None, "？？公司")}
    case = replace(case, record=replace(case.record, answers=answers))
    unread = replace(unread, submission=replace(unread.submission, cases={"application": case}))
    data, _ = taken("results", entries_after(3), (FIVE[0], nobody, unread))
    assert set(data["studios"][1].values()) == {"", "2025-08-28"}
    assert data["studios"][2]["unit"] == "？？公司"
    filled = fill_document(CALL, "results", office("results", "", *data) | data)
    assert filled.refused


def test_a_document_that_takes_nothing_has_no_data() -> None:
    assert taken("notice", entries_after(4)) == ({}, [])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [(REVIEW, ""), (DECISIONS, ""), *((REPLIES, f"/{name}") for name in DEPARTMENTS)]
            ),
            st.sampled_from(["date", "advised", "opinion", "meeting", "outcome", "issued_date"]),
            st.sampled_from(["", "是", "否", "未通过", "有异议", "2025-01-01", "2026-01-01"])
            | st.text(max_size=5),
        ),
        max_size=5,
    ),
    st.integers(0, 4),
    st.sampled_from(
        ["consultation", "consultation_internal", "publicity", "results", "plaques", "evaluation"]
    ),
)
def test_whatever_entries_hold_nothing_is_raised_and_nobody_is_named_without_his_steps(
    changes: list[tuple[tuple[str, str], str, str]], count: int, document: str
) -> None:
    entries = entries_after(count)
    for (sheet, row), column, text in changes:
        entries.put(sheet, f"2{row}", column, text)
    data, _ = taken(document, entries)
    wanted = CALL.documents[document].from_register
    assert wanted is not None
    named = LEADERS[1] in [row["leader"] for row in data[wanted.group]]
    noted, _ = noted_of(CALL, entries, 2)
    if named:
        assert noted.advised == "是"
    if named and wanted.stage in {"decided", "published"}:
        assert noted.outcome == "通过"
    if named and wanted.stage != "advised":
        assert all(reply.given and not reply.objects for reply in noted.replies)
