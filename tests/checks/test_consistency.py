"""What has to agree within a submission."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formkit.checks import check_record, check_submission
from formkit.finding import Finding, Severity
from formkit.record import Found
from formkit.spot import Spot
from rulecases import (
    CALL,
    Answers,
    changed,
    clean,
    found_about,
    identity_number,
    severities,
    unit_code,
    without_rows,
)

ERROR, WARNING, NOTE = ["error"], ["warning"], ["note"]
NONE: list[str] = []


@pytest.mark.parametrize(
    ("birth", "sex", "number", "expected"),
    [
        ("1976-04", "男", identity_number("1976-04-12"), NONE),
        ("1976-05", "男", identity_number("1976-04-12"), ERROR),
        ("1976-04", "女", identity_number("1976-04-12"), ERROR),
        ("1977-04", "女", identity_number("1976-04-12"), ERROR * 2),
        ("1976-04", "女", identity_number("1976-04-12", "女"), NONE),
        (None, None, identity_number("1976-04-12"), NONE),
        ("1976-04", "男", None, NONE),
    ],
)
def test_the_identity_number_says_the_same_birth_and_sex(
    birth: str | None, sex: str | None, number: str | None, expected: list[str]
) -> None:
    answers = {"leader.birth": birth, "leader.sex": sex, "leader.identity_number": number}
    found = found_about("identity-mismatch", changed(answers))
    assert [item.severity.value for item in found] == expected
    assert all(number is None or number not in item.message for item in found)


@pytest.mark.parametrize(
    ("prefix", "nature", "expected"),
    [
        ("91", "民营企业", NONE),
        ("91", "事业单位", WARNING),
        ("12", "事业单位", NONE),
        ("12", "职业院校", NONE),
        ("12", "国有企业", WARNING),
        ("52", "职业院校", NONE),
        ("92", "民营企业", WARNING),
        ("91", "其他", NONE),
        ("A1", "民营企业", NONE),
    ],
)
def test_the_units_code_goes_with_its_kind(prefix: str, nature: str, expected: list[str]) -> None:
    submission = changed({"unit.credit_code": unit_code(prefix), "unit.nature": nature})
    assert severities("credit-code-nature", submission) == expected


@pytest.mark.parametrize(
    ("code", "path", "form"),
    [
        ("unit-name", "unit.name", "profile"),
        ("unit-name", "unit.name", "report"),
        ("leader-name", "leader.name", "profile"),
        ("studio-name", "studio.name", "report"),
    ],
)
def test_names_are_the_same_in_all_documents(code: str, path: str, form: str) -> None:
    name = str(clean().cases["application"].record.value(path))
    assert severities(code, changed({path: f" {name[:2]}　{name[2:]}"}, form)) == NONE
    (finding,) = found_about(code, changed({path: f"{name}分公司"}, form))
    assert finding.severity is Severity.WARNING
    assert CALL.forms[form].label in finding.message


def test_a_studio_is_mostly_named_for_its_leader() -> None:
    assert severities("studio-name-form", clean()) == NONE
    assert severities("studio-name-form", changed({"studio.name": "荣昌陶技能大师工作室"})) == NOTE


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"leader.work_since": "1976-03", "leader.birth": "1976-04"}, WARNING),
        ({"leader.work_since": "1976-04", "leader.birth": "1976-04"}, NONE),
        ({"leader.certificate.date": "2025-07-19", "application.date": "2025-07-18"}, WARNING),
        ({"leader.certificate.date": "2025-07-18", "application.date": "2025-07-18"}, NONE),
        ({"studio.founded": "2025-08", "application.date": "2025-07-18"}, WARNING),
        ({"studio.founded": "2025-07", "application.date": "2025-07-18"}, NONE),
        ({"studio.founded": None}, NONE),
    ],
)
def test_dates_run_forward(answers: Answers, expected: list[str]) -> None:
    assert severities("dates-backwards", changed(answers)) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2003-06/2011-02", NONE),
        ("2011-02/2011-02", NONE),
        ("2011-03/2011-02", WARNING),
        ("2003-06/..", NONE),
    ],
)
def test_a_period_ends_no_earlier_than_it_begins(period: str, expected: list[str]) -> None:
    assert severities("period-backwards", changed({"career[2].period": period})) == expected


def career(*periods: str | Found) -> list[str]:
    base = without_rows("career")
    rows = {f"career[{row}].period": period for row, period in enumerate(periods)}
    rows |= {f"career[{row}].place": f"单位{row}" for row in range(len(periods))}
    return severities("career-gap", changed(rows, base=base))


def test_a_gap_of_more_than_three_months_is_asked_about() -> None:
    assert career("2000-01/2005-03", "2005-07/..") == NONE
    assert career("2000-01/2005-03", "2005-08/..") == WARNING
    assert career("2005-08/..", "2000-01/2005-03") == WARNING
    assert career("2000-01/2010-03", "2001-01/2002-01", "2010-05/..") == NONE
    assert career("2000-01/2001-01", "2002-01/2003-01", "2004-01/..") == WARNING * 2


def test_a_career_goes_on_until_now() -> None:
    assert career("2000-01/..") == NONE
    assert career("2000-01/2020-01") == WARNING
    assert career() == NONE


def test_a_period_that_was_not_understood_may_fill_the_gap() -> None:
    assert career("2000-01/2001-01", Found(None, "其间"), "2010-01/..") == NONE


def test_the_form_is_dated_within_the_deadline() -> None:
    assert severities("report-date", changed({"application.date": "2025-07-31"})) == NONE
    assert severities("report-date", changed({"application.date": "2025-08-01"})) == WARNING


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"staff.skilled": "260"}, NONE),
        ({"staff.skilled": "261"}, WARNING),
        ({"staff.technicians": "93"}, WARNING),
        ({"training.skilled": "921"}, WARNING),
        ({"staff.total": None}, NONE),
    ],
)
def test_parts_are_no_larger_than_their_wholes(answers: Answers, expected: list[str]) -> None:
    assert severities("numbers-nested", changed(answers)) == expected


DOUBTFUL = [
    ("R15", {"leader.months_per_year": Found("5", "5", None, 0.8)}),
    ("R08", {"studio.area": Found("0", "0", None, 0.8)}),
    ("R17", {"leader.certificate.level": Found("高级工", "", None, 0.8), "leader.certificate.number": None}),
    ("R18", {"leader.conditions": Found(None, "", None, 0.0)}),
    ("R26", {"profile.body": Found("陶", "陶", None, 0.5)}),
    ("identity-mismatch", {"leader.birth": Found("1977-01", "", None, 0.8)}),
    ("identity-mismatch", {"leader.identity_number": Found(identity_number("1977-01-01"), "", None, 0.8)}),
    ("R16", {"members[0].name": Found("甲", "", None, 0.6)}),
]


@pytest.mark.parametrize(("code", "answers"), DOUBTFUL)
def test_a_doubtful_reading_is_a_warning_at_most(code: str, answers: dict[str, Found]) -> None:
    form = "profile" if "profile.body" in answers else "application"
    base = without_rows("members", 1) if code == "R16" else None
    found = found_about(code, changed(answers, form, base))
    assert found
    assert {item.severity for item in found} == {Severity.WARNING}


def test_a_doubtful_reading_softens_what_the_form_itself_asks() -> None:
    submission = changed({"contact.name": Found(None, "", None, 0.0), "contact.duty": Found(None)})
    found = {
        item.field: item.severity for item in check_submission(CALL, submission) if item.code == "required"
    }
    assert found["contact.name"] is Severity.WARNING
    assert found["contact.duty"] is Severity.ERROR
    record = submission.cases["application"].record
    assert {item.severity for item in check_record(CALL.forms["application"], record)} == {Severity.ERROR}


def test_a_table_that_may_have_been_overlooked_is_a_warning() -> None:
    bare = without_rows("members", 0, without_rows("equipment", 0))
    assert severities("R16", bare) == ERROR
    assert severities("R08", bare) == ERROR
    drift = Finding("form-drift", Severity.WARNING, "与原表略有不同")
    case = replace(bare.cases["application"], findings=(drift,))
    drifted = replace(bare, cases={**bare.cases, "application": case})
    found = check_submission(CALL, drifted)
    about = [item.severity for item in found if item.field in {"members", "equipment"}]
    assert about == [Severity.WARNING] * 2


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("R06", "unit.nature"),
        ("R12", "leader.health"),
        ("R15", "leader.months_per_year"),
        ("R18", "leader.conditions"),
    ],
)
def test_what_was_not_understood_is_for_a_person_to_look_at(rule: str, path: str) -> None:
    spot = Spot(page=3)
    (finding,) = found_about(rule, changed({path: Found(None, "看不清", spot, 0.6)}))
    assert finding.severity is Severity.WARNING
    assert "人工核对" in finding.message
    assert finding.spot == spot


def test_a_soft_rule_never_gives_an_error() -> None:
    soft = {rule.rule for rule in (*CALL.rules, *CALL.consistency) if not rule.hard}
    empty = replace(clean(), materials=(), receipt=clean().receipt)
    for submission in (empty, changed({"leader.identity_number": identity_number("1940-01-01")})):
        for item in check_submission(CALL, submission):
            assert item.code not in soft or item.severity is not Severity.ERROR


def test_every_finding_of_a_rule_names_its_clause_and_wording() -> None:
    (finding,) = found_about("R15", changed({"leader.months_per_year": "5"}))
    assert finding.source == "通知第二条（二）“每年在工作室工作6个月以上”"
