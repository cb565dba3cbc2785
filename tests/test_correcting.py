"""A clerk's corrections: his word is sure, what nobody understands is kept, and none is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.correcting import EMPTIED, corrected
from formkit.entries import FIELDS, ROWS, Entries
from formkit.finding import Finding, Severity
from formkit.record import Found
from formkit.submission import Submission
from submissions import CALL, submission

UNREAD = Found(None, "一九七六", None, 0.6)
CASE = submission().cases["application"]
RECORD = replace(
    CASE.record,
    answers={
        **CASE.record.answers,
        "leader.birth": UNREAD,
        "members[0].name": Found("成员甲", "成员甲", None, 0.9),
        "members[0].birth": Found(None, "", None, 0.9),
    },
)
ABOUT_BIRTH = Finding("unparsable", Severity.ERROR, "出生年月无法识别。", "leader.birth")
ABOUT_NAME = Finding("answers-differ", Severity.WARNING, "不一致。", "leader.name")
READ = replace(
    submission(),
    cases={"application": replace(CASE, record=RECORD, findings=(ABOUT_BIRTH, ABOUT_NAME))},
)


def field(column: str, text: str, number: int = 7) -> Entries:
    entries = Entries()
    entries.put(FIELDS, str(number), column, text)
    return entries


def row(key: str, column: str, text: str) -> Entries:
    entries = Entries()
    entries.put(ROWS, key, column, text)
    return entries


def test_a_correction_is_sure_and_silences_what_the_reader_said() -> None:
    found, read, findings = corrected(CALL, READ, field("application/leader.birth", "1976年4月"), 7)
    case = found.cases["application"]
    assert case.record.answers["leader.birth"] == Found("1976-04", "1976年4月", None, 1.0)
    assert case.findings == (ABOUT_NAME,)
    assert read == {"application": {"leader.birth": UNREAD}}
    assert findings == []
    assert READ.cases["application"].record.answers["leader.birth"] == UNREAD


def test_what_the_kind_cannot_parse_is_kept_and_told() -> None:
    found, read, (finding,) = corrected(CALL, READ, field("application/leader.birth", "不详"), 7)
    case = found.cases["application"]
    assert case.record.answers["leader.birth"][:2] == (None, "不详")
    assert case.findings == (ABOUT_BIRTH, ABOUT_NAME)
    assert read == {"application": {"leader.birth": UNREAD}}
    assert (finding.code, finding.severity, finding.field) == (
        "correction",
        Severity.WARNING,
        "leader.birth",
    )


@pytest.mark.parametrize("text", [EMPTIED, "(空)", " （空） "])
def test_an_answer_can_be_emptied(text: str) -> None:
    found, _, findings = corrected(CALL, READ, field("application/leader.name", text), 7)
    assert found.cases["application"].record.answers["leader.name"] == Found(None)
    assert findings == []


def test_the_option_of_a_choice_is_written_without_its_box() -> None:
    found, _, findings = corrected(CALL, READ, field("application/leader.sex", "女"), 7)
    assert found.cases["application"].record.value("leader.sex") == "女"
    assert findings == []


def test_a_place_where_nothing_was_read_was_empty_before() -> None:
    _, read, _ = corrected(CALL, READ, field("application/leader.trade", "铣工"), 7)
    assert read["application"]["leader.trade"].value is None


def test_a_row_is_corrected_by_its_number() -> None:
    entries = row("7/application/members[0]", "birth", "1990.05")
    found, read, findings = corrected(CALL, READ, entries, 7)
    assert found.cases["application"].record.value("members[0].birth") == "1990-05"
    assert list(read["application"]) == ["members[0].birth"]
    assert findings == []


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        (field("report/report.date", "2025-07-20"), "没有交“申报报告”"),
        (row("7/application/members[4]", "name", "成员戊"), "没有这一行"),
        (row("7/application/members[4]", "nickname", "小戊"), "不是本项目的栏目"),
        (row("7/application/members", "name", "成员戊"), "不是本项目的栏目"),
        (row("7/application/members[99999999999999999999]", "name", "x"), "不是本项目的栏目"),
        (field("application/leader.nickname", "小样"), "不是本项目的栏目"),
        (field("leader", "小样"), "不是本项目的栏目"),
    ],
)
def test_a_correction_that_has_no_place_is_told_with_what_it_says(entries: Entries, told: str) -> None:
    found, read, (finding,) = corrected(CALL, READ, entries, 7)
    assert found == READ
    assert read == {}
    (text,) = [text for *_, text in entries.every()]
    assert told in finding.message
    assert f"“{text}”" in finding.message


def test_corrections_of_others_are_none_of_its_own() -> None:
    entries = field("application/leader.name", "别人", 70)
    entries.put(ROWS, "70/application/members[0]", "name", "别人")
    assert corrected(CALL, READ, entries, 7) == (READ, {}, [])


PLACES = [f"application/{item.path}" for item in CALL.forms["application"].fields]


@given(
    st.dictionaries(st.sampled_from(PLACES) | st.text(max_size=12), st.text(min_size=1), max_size=4),
    st.dictionaries(st.sampled_from(["name", "birth", "sex"]) | st.text(max_size=4), st.text(), max_size=3),
    st.sampled_from(["7/application/members[0]", "7/application/members[-1]", "7/", "7//[0]"]),
)
def test_whatever_was_written_each_correction_is_used_or_told(
    fields: dict[str, str], columns: dict[str, str], key: str
) -> None:
    entries = Entries()
    for column, text in fields.items():
        entries.put(FIELDS, "7", column, text)
    for column, text in columns.items():
        entries.put(ROWS, key, column, text)
    found, read, findings = corrected(CALL, READ, entries, 7)
    assert isinstance(found, Submission)
    used = sum(map(len, read.values()))
    unparsed = sum("无法识别" in item.message for item in findings)
    assert used + len(findings) - unparsed == sum(1 for _ in entries.every())
