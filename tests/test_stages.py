"""Where a submission stands: each step in its order, what is out of order, and what nobody understands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.decisions import row_key
from formkit.entries import DECISIONS, FINDINGS, MEND, PASSED, REFUSED, REPLIES, REVIEW, Entries
from formkit.finding import Finding, Severity
from formkit.noting import noted_of
from formkit.registered import Scored, Stage
from formkit.rulewording import clause
from formkit.stages import standing
from formkit.submission import Receipt
from stagecases import CALL, DEPARTMENTS, decided, entries_after, published, registered, stands, without_rule

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
SHORT = Finding("R26", ERROR, "正文 1,420 字，还差 80 字；请补写。", "profile.body")
OLD = Finding("R14", WARNING, "年满57周岁；请说明理由。", "leader.birth")
LATE = Finding("R37", ERROR, "2025年8月2日才收到纸质材料；按本条视为放弃申报。")
RULES = {rule.rule: rule for rule in CALL.rules}
SCORED = Scored(Decimal("91.5"), 1, is_tied=False, total={"甲": Decimal("91.5")})
RECEIPT_NOT_NOTED = Receipt()


def decide(entries: Entries, finding: Finding, what: str) -> None:
    key = row_key(1, finding)
    entries.put(FINDINGS, key, "decision", what)
    entries.put(FINDINGS, key, "reason", "已核实")
    entries.put(FINDINGS, key, "by", "李婷")


def put(entries: Entries, sheet: str, column: str, text: str, row: str = "") -> Entries:
    entries.put(sheet, f"1/{row}" if row else "1", column, text)
    return entries


@pytest.mark.parametrize(
    ("count", "stage", "since", "following"),
    [
        (0, Stage.COMPLETE, dt.date(2025, 7, 30), "组织专家评审"),
        (1, Stage.REVIEWED, dt.date(2025, 8, 28), "还缺纪检、公安、信访、税务部门的回复"),
        (2, Stage.CONSULTED, dt.date(2025, 9, 25), "登记局党委会审议日期和审议结果"),
        (3, Stage.DECIDED, dt.date(2025, 10, 15), "登记公布文号、公布日期"),
        (4, Stage.PUBLISHED, dt.date(2025, 10, 20), "下次评估：2027年10月20日"),
    ],
)
def test_each_step_in_its_order_leads_on(count: int, stage: Stage, since: dt.date, following: str) -> None:
    found = stands(entries_after(count))
    assert (found.stage, found.since, found.findings) == (stage, since, ())
    assert following in found.following


def test_without_a_day_of_receipt_it_is_received_and_no_more() -> None:
    found = stands(Entries(), receipt=RECEIPT_NOT_NOTED)
    assert found.stage is Stage.RECEIVED
    assert "收件登记" in found.following


def test_an_open_error_holds_it_up_and_a_warning_does_not() -> None:
    found = stands(Entries(), SHORT)
    assert found.stage is Stage.TO_BE_SUPPLEMENTED
    assert "R26" in found.following
    assert stands(Entries(), OLD).stage is Stage.COMPLETE


def test_what_a_clerk_let_pass_does_not_hold_it_up_and_what_he_wants_mended_does() -> None:
    entries = Entries()
    decide(entries, SHORT, PASSED)
    assert stands(entries, SHORT).stage is Stage.COMPLETE
    decide(entries, OLD, MEND)
    assert stands(entries, SHORT, OLD).stage is Stage.TO_BE_SUPPLEMENTED


def test_what_is_not_the_applicants_own_is_not_asked_of_him() -> None:
    found = stands(Entries(), Finding("timeout", ERROR, "读取超时。"))
    assert found.stage is Stage.TO_BE_SUPPLEMENTED
    assert "补正通知" not in found.following


def test_only_a_clerk_does_not_admit_and_his_reason_and_name_are_told() -> None:
    assert stands(Entries(), LATE).stage is Stage.TO_BE_SUPPLEMENTED
    entries = Entries()
    decide(entries, LATE, REFUSED)
    found = stands(entries, LATE)
    assert (found.stage, found.since) == (Stage.NOT_ADMITTED, None)
    assert all(word in found.following for word in ("R37", "已核实", "李婷"))


def test_scores_stand_for_the_day_of_review_which_is_asked_for() -> None:
    found = stands(Entries(), scored=SCORED)
    assert (found.stage, found.since) == (Stage.REVIEWED, None)
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.source) == ("R20", WARNING, clause(RULES["R20"]))
    assert stands(Entries(), scored=SCORED._replace(score=None)).stage is Stage.COMPLETE


def test_one_that_is_not_advised_stays_reviewed() -> None:
    found = stands(put(entries_after(2), REVIEW, "advised", "否"))
    assert (found.stage, found.following, found.findings) == (Stage.REVIEWED, "未列入建议名单", ())


def test_an_open_objection_holds_it_up_and_one_that_is_settled_does_not() -> None:
    entries = put(entries_after(2), REPLIES, "opinion", "有异议", DEPARTMENTS[2])
    found = stands(entries)
    assert found.stage is Stage.REVIEWED
    assert f"{DEPARTMENTS[2]}部门的异议" in found.following
    for unsettled in ("尚未了结", "否", "/"):
        assert stands(put(entries, REPLIES, "resolved", unsettled, DEPARTMENTS[2])).stage is Stage.REVIEWED
    settled = put(entries, REPLIES, "resolved", "信访事项已办结，部门复函同意", DEPARTMENTS[2])
    assert stands(settled).stage is Stage.CONSULTED


def test_one_that_was_not_adopted_is_not_decided_for() -> None:
    entries = entries_after(2)
    decided(entries, 1, "未通过")
    found = stands(entries)
    assert (found.stage, found.since, found.findings) == (Stage.NOT_DECIDED, dt.date(2025, 10, 15), ())
    published(entries, 1)
    found = stands(entries)
    assert found.stage is Stage.NOT_DECIDED
    assert [(item.code, item.severity) for item in found.findings] == [("R24", ERROR)]


Change = Callable[[Entries], object]
OUT_OF_ORDER = {
    "reviewed without receipt": (1, lambda _: None, Stage.RECEIVED, "R19"),
    "advised without review": (
        1, lambda entries: put(entries, REVIEW, "date", ""), Stage.COMPLETE, "R20",
    ),
    "replies without advice": (2, lambda entries: put(entries, REVIEW, "advised", ""), Stage.REVIEWED, "R21"),
    "meeting without one reply": (
        3, lambda entries: put(entries, REPLIES, "date", "", DEPARTMENTS[-1]), Stage.REVIEWED, "R22",
    ),
    "meeting with an objection": (
        3, lambda entries: put(entries, REPLIES, "opinion", "有异议", DEPARTMENTS[0]), Stage.REVIEWED, "R22",
    ),
    "adopted though not advised": (
        3, lambda entries: put(entries, REVIEW, "advised", "否"), Stage.REVIEWED, "R21",
    ),
    "published without meeting": (
        4, lambda entries: put(entries, DECISIONS, "meeting", ""), Stage.CONSULTED, "R23",
    ),
    "published without outcome": (
        4, lambda entries: put(entries, DECISIONS, "outcome", ""), Stage.CONSULTED, "R23",
    ),
    "evaluated before publication": (
        3, lambda entries: put(entries, DECISIONS, "evaluated", "2027-11-19"), Stage.DECIDED, "R24",
    ),
    "review before receipt": (
        1, lambda entries: put(entries, REVIEW, "date", "2025-07-29"), Stage.COMPLETE, "R20",
    ),
    "reply before review": (
        2, lambda entries: put(entries, REPLIES, "date", "2025-08-27", DEPARTMENTS[1]), Stage.REVIEWED, "R22",
    ),
    "meeting before a reply": (
        3, lambda entries: put(entries, DECISIONS, "meeting", "2025年9月24日"), Stage.CONSULTED, "R23",
    ),
    "publication before meeting": (
        4, lambda entries: put(entries, DECISIONS, "issued_date", "2025-10-14"), Stage.DECIDED, "R24",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OUT_OF_ORDER)
def test_what_is_out_of_order_advances_nothing_and_is_an_error_under_its_rule(name: str) -> None:
    count, change, stage, rule = OUT_OF_ORDER[name]
    entries = entries_after(count, 1)
    change(entries)
    receipt = RECEIPT_NOT_NOTED if "without receipt" in name else registered(1).submission.receipt
    found = stands(entries, receipt=receipt)
    assert found.stage is stage
    errors = [(item.code, item.source) for item in found.findings if item.severity is ERROR]
    assert errors == [(rule, clause(RULES[rule]))]


@pytest.mark.parametrize("what", ["", MEND, REFUSED])
def test_one_with_open_errors_is_not_reviewed_whatever_was_entered(what: str) -> None:
    entries = entries_after(4, 1)
    decide(entries, SHORT, what)
    found = stands(entries, SHORT)
    assert found.stage in {Stage.TO_BE_SUPPLEMENTED, Stage.NOT_ADMITTED}
    assert [(item.code, item.severity) for item in found.findings] == [("R19", ERROR)]


def test_one_that_is_no_longer_admitted_may_have_been_reviewed_before() -> None:
    entries = put(entries_after(2, 1), REVIEW, "advised", "否")
    decide(entries, OLD, REFUSED)
    assert stands(entries, OLD)[::4] == (Stage.NOT_ADMITTED, ())


def test_a_step_that_rests_on_no_rule_is_enforced_all_the_same() -> None:
    entries = put(entries_after(3, 1), REPLIES, "date", "", DEPARTMENTS[0])
    found = standing(without_rule("consulted"), registered(1), entries)
    assert [(item.code, item.severity, item.source) for item in found.findings] == [("process", ERROR, "")]


def test_a_programme_that_asks_no_department_goes_on_from_review_to_decision() -> None:
    alone = replace(CALL, register=replace(CALL.register, departments=()))
    entries = entries_after(1, 1)
    found = standing(alone, registered(1), entries)
    assert (found.stage, "审议" in found.following) == (Stage.REVIEWED, True)
    decided(entries, 1)
    assert standing(alone, registered(1), entries).stage is Stage.DECIDED


EVALUATED = {"evaluated": "2027年11月19日"}


def after(**columns: str) -> Entries:
    entries = entries_after(4, 1)
    for column, text in {**EVALUATED, **columns}.items():
        put(entries, DECISIONS, column, text)
    return entries


@pytest.mark.parametrize(
    ("columns", "stage", "following"),
    [
        ({"grade": "优秀"}, Stage.PUBLISHED, "择优推荐申报市级"),
        ({"grade": "优秀", "recommended": "是"}, Stage.PUBLISHED, "已推荐申报；下次评估：2029年11月19日"),
        ({"grade": "优秀", "recommended": "否"}, Stage.PUBLISHED, "下次评估：2029年11月19日"),
        ({"grade": "良好"}, Stage.PUBLISHED, "下次评估：2029年11月19日"),
        ({"grade": "合格"}, Stage.PUBLISHED, "下次评估：2029年11月19日"),
        ({"grade": "不合格"}, Stage.PUBLISHED, "须限期整改"),
        ({"grade": "不合格", "rectify_by": "2028-03-31"}, Stage.RECTIFYING, "2028年3月31日前完成"),
        (
            {"grade": "不合格", "rectify_by": "2028-03-31", "reexamined": "合格"},
            Stage.PUBLISHED,
            "整改复评合格；下次评估：2029年11月19日",
        ),
        (
            {"grade": "不合格", "rectify_by": "2028-03-31", "reexamined": "不合格"},
            Stage.CANCELLED,
            "取消命名",
        ),
    ],
)
def test_each_grade_leads_where_the_notice_says(
    columns: dict[str, str], stage: Stage, following: str
) -> None:
    found = stands(after(**columns))
    assert (found.stage, found.grade, found.findings) == (stage, columns["grade"], ())
    assert following in found.following


@pytest.mark.parametrize(
    ("columns", "rule", "severity"),
    [
        ({"evaluated": "2025年10月19日", "grade": "良好"}, "R43", ERROR),
        ({"evaluated": "2027年10月19日", "grade": "良好"}, "R43", WARNING),
        ({"evaluated": "", "grade": "良好"}, "R43", WARNING),
        ({"recommended": "是"}, "R44", ERROR),
        ({"grade": "良好", "recommended": "是"}, "R45", WARNING),
        ({"grade": "合格", "rectify_by": "2028-03-31"}, "R46", ERROR),
        ({"grade": "不合格", "reexamined": "合格"}, "R46", ERROR),
        ({"grade": "不合格", "rectify_by": "2027-11-18"}, "R46", ERROR),
    ],
)
def test_what_no_grade_leads_to_changes_nothing_and_is_told(
    columns: dict[str, str], rule: str, severity: Severity
) -> None:
    found = stands(after(**columns))
    assert found.stage is Stage.PUBLISHED
    assert [(item.code, item.severity) for item in found.findings] == [(rule, severity)]


@pytest.mark.parametrize("year", [2024, 2028])
def test_a_period_that_began_on_the_29th_of_february_ends_on_the_1st_of_march(year: int) -> None:
    entries = put(entries_after(4, 1), DECISIONS, "issued_date", f"{year + 4}-02-29")
    assert f"下次评估：{year + 6}年3月1日" in stands(entries).following


def test_a_decision_that_is_none_is_told_and_counts_as_none() -> None:
    entries = Entries()
    decide(entries, SHORT, "同意")
    found = stands(entries, SHORT)
    assert found.stage is Stage.TO_BE_SUPPLEMENTED
    (finding,) = found.findings
    assert finding.code == "register-entry"
    assert all(word in finding.message for word in ("R26", "“同意”", "放行、补正、不予受理"))


@pytest.mark.parametrize(
    ("sheet", "column", "row"),
    [(REVIEW, "date", ""), (REPLIES, "opinion", DEPARTMENTS[0]), (DECISIONS, "meeting", "")],
)
def test_a_text_that_nobody_understands_is_told_and_counts_as_none(sheet: str, column: str, row: str) -> None:
    entries = put(entries_after(3, 1), sheet, column, "下周三", row)
    found = stands(entries)
    told = [item for item in found.findings if item.code == "register-entry"]
    assert len(told) == 1
    assert told[0].severity is WARNING
    assert "“下周三”" in told[0].message
    assert found.stage not in {Stage.DECIDED, Stage.PUBLISHED}


WORDS = ("是", "否", "通过", "未通过", "无异议", "有异议", "优秀", "不合格", "合格", "无", "①", "\ud800")
DAYS = ("2025-08-28", "2025年10月20日", "2199-12-31", "9999-12-31", "1900-01-01 00:00:00", "7月30日")
TEXTS = st.sampled_from((*WORDS, *DAYS)) | st.text(max_size=12)
COLUMNS = {
    REVIEW: ("date", "advised", "note"),
    REPLIES: ("date", "opinion", "resolved"),
    DECISIONS: (
        *("meeting", "outcome", "issued_number", "issued_date"),
        *("evaluated", "grade", "recommended", "rectify_by", "reexamined"),
    ),
    FINDINGS: ("decision", "reason", "by"),
}


@st.composite
def any_entries(draw: st.DrawFn) -> Entries:
    """Draw entries that are complete up to some step, and then changed anyhow."""
    entries = entries_after(draw(st.integers(0, 4)), 1)
    rows = {REPLIES: [f"1/{name}" for name in DEPARTMENTS], FINDINGS: [row_key(1, SHORT)]}
    for _ in range(draw(st.integers(0, 8))):
        sheet = draw(st.sampled_from(list(COLUMNS)))
        key = draw(st.sampled_from(rows.get(sheet, ["1"])))
        entries.put(sheet, key, draw(st.sampled_from(COLUMNS[sheet])), draw(TEXTS))
    return entries


@given(any_entries(), st.booleans(), st.dates() | st.none(), st.booleans())
def test_whatever_entries_hold_nothing_is_raised_and_no_step_is_passed_over(
    entries: Entries, wrong: bool, received: dt.date | None, scored: bool
) -> None:
    findings = (SHORT,) if wrong else ()
    receipt = Receipt(received)
    found = stands(entries, *findings, receipt=receipt, scored=SCORED if scored else None)
    assert found.following or found.stage is Stage.PUBLISHED
    noted, _ = noted_of(CALL, entries, 1)
    decided_or_later = {Stage.DECIDED, Stage.PUBLISHED, Stage.RECTIFYING, Stage.CANCELLED}
    if found.stage in decided_or_later | {Stage.CONSULTED}:
        assert received is not None
        assert noted.advised == "是"
        assert all(reply.given and not reply.objects for reply in noted.replies)
    if found.stage in decided_or_later:
        days = [reply.date for reply in noted.replies if reply.date is not None]
        assert noted.meeting is not None
        assert received is not None
        assert noted.meeting >= max([*days, noted.reviewed or received])
    if found.stage in decided_or_later - {Stage.DECIDED}:
        assert noted.issued_date is not None
        assert noted.meeting is not None
        assert noted.issued_date >= noted.meeting
