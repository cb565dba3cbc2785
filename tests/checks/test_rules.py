"""Each rule of the notice at its boundary and on both sides of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from formkit.checks import check_selection, check_submission
from formkit.finding import Finding, Severity
from formkit.programme import Rule
from formkit.record import Found
from formkit.submission import Material, Receipt, Submission
from rulecases import (
    CALL,
    MATERIALS,
    ON_TIME,
    Answers,
    changed,
    clean,
    found_about,
    identity_number,
    material,
    members,
    severities,
    unit_code,
    without_rows,
    without_slot,
)

ERROR, WARNING, NOTE = ["error"], ["warning"], ["note"]
NONE: list[str] = []
CERTIFICATE = "leader.certificate.level"
NUMBER = "leader.certificate.number"
HERITAGE = "leader.heritage.level"
OFFICE = "leader.heritage.authority"
HEIR = {CERTIFICATE: None, NUMBER: None, "leader.routes": ("非遗代表性传承人",)}


@pytest.mark.parametrize("sample", ["enterprise.yaml", "heritage.yaml", "school.json"])
def test_a_clean_submission_gets_notes_at_most(sample: str) -> None:
    found = check_submission(CALL, clean(sample))
    assert [item for item in found if item.severity is not Severity.NOTE] == []


@pytest.mark.parametrize(("number", "expected"), [(0, NONE), (5, NONE), (6, ERROR), (7, ERROR)])
def test_r01_five_studios_are_within_the_quota(number: int, expected: list[str]) -> None:
    found = check_selection(CALL, [f"工作室{one}" for one in range(number)])
    assert [item.severity for item in found] == expected


@pytest.mark.parametrize(
    ("domain", "rule", "expected"),
    [
        ("智能制造", "R03", NONE),
        ("物联网", "R03", NONE),
        ("其他领域", "R03", NOTE),
        ("智能制造", "R04", NONE),
        ("物联网", "R04", NOTE),
        ("其他数字技能和新兴产业", "R04", NOTE),
        ("其他领域", "R04", NONE),
        ("其他领域", "R05", NONE),
    ],
)
def test_r03_to_r05_no_domain_is_ever_a_reason_to_reject(domain: str, rule: str, expected: list[str]) -> None:
    assert severities(rule, changed({"studio.domain": domain})) == expected


@pytest.mark.parametrize(
    ("nature", "prefix", "expected"),
    [
        ("民营企业", "91", NONE),
        ("事业单位", "12", NONE),
        ("职业培训机构", "52", NONE),
        ("个体工商户", "92", WARNING),
        ("农民专业合作社", "93", WARNING),
        ("其他", "91", WARNING),
        ("事业单位", "11", WARNING),
        ("民营企业", "51", WARNING),
    ],
)
def test_r06_what_is_perhaps_no_enterprise_or_institution_is_for_a_person_to_decide(
    nature: str, prefix: str, expected: list[str]
) -> None:
    submission = changed({"unit.nature": nature, "unit.credit_code": unit_code(prefix)})
    assert severities("R06", submission) == expected


def test_r07_the_expert_belongs_to_the_unit_or_says_why_not() -> None:
    assert severities("R07", changed({"leader.position": "重庆样本智能装备有限公司 班长"})) == NONE
    assert severities("R07", changed({"leader.position": "别的公司班长"})) == WARNING


@pytest.mark.parametrize(
    ("rule", "answers", "expected"),
    [
        ("R08", {"studio.address": None}, ERROR),
        ("R08", {"studio.area": "0"}, ERROR),
        ("R08", {"studio.area": "0.5"}, NONE),
        ("R09", {"funding.annual": "0"}, ERROR),
        ("R09", {"funding.annual": "0.01"}, NONE),
        ("R09", {"funding.sources": None, "funding.plan": None}, ERROR * 2),
    ],
)
def test_r08_and_r09_place_and_money_are_given(rule: str, answers: Answers, expected: list[str]) -> None:
    assert severities(rule, changed(answers)) == expected


def test_r08_one_row_of_equipment_is_enough() -> None:
    assert severities("R08", without_rows("equipment", 1)) == NONE
    assert severities("R08", without_rows("equipment", 0)) == ERROR


def test_r11_each_of_the_five_systems_is_mentioned_somewhere() -> None:
    five = "培养、评价、选拔、使用、激励"
    report = changed({"report.policies": None}, "report")
    assert severities("R11", changed({"unit.talent_system": five}, base=report)) == NONE
    (finding,) = found_about("R11", changed({"unit.talent_system": five[:-3]}, base=report))
    assert finding.severity is Severity.WARNING
    assert "激励" in finding.message


@pytest.mark.parametrize(
    ("health", "expected"), [("健康", NONE), ("良好", NONE), ("一般或较弱", WARNING), (None, NONE)]
)
def test_r12_health_is_what_the_applicant_declares(health: str | None, expected: list[str]) -> None:
    assert severities("R12", changed({"leader.health": health})) == expected


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("1970-08-01", NONE),
        ("1970-07-31", NONE),
        ("1970-07-30", NOTE),
        ("1969-08-01", NOTE),
        ("1969-07-31", WARNING),
        ("1950-01-01", WARNING),
    ],
)
def test_r14_both_readings_of_55_are_reckoned_and_nobody_is_rejected(birth: str, expected: list[str]) -> None:
    numbers = {"leader.identity_number": identity_number(birth), "leader.birth": birth[:7]}
    assert severities("R14", changed(numbers)) == expected


@pytest.mark.parametrize(
    ("month", "expected"),
    [("1970-08", NONE), ("1970-07", NOTE), ("1970-06", NOTE), ("1969-08", NOTE), ("1969-07", WARNING)],
)
def test_r14_a_month_alone_is_reckoned_from_both_its_ends(month: str, expected: list[str]) -> None:
    submission = changed({"leader.identity_number": None, "leader.birth": month})
    assert severities("R14", submission) == expected


def test_r14_the_day_of_reckoning_can_be_chosen() -> None:
    submission = changed({"leader.identity_number": identity_number("1970-07-30")})
    assert found_about("R14", submission, on=dt.date(2025, 7, 30)) == []
    (finding,) = found_about("R14", submission, on=dt.date(2026, 7, 30))
    assert finding.severity is Severity.WARNING
    assert "2026年7月30日为 56 周岁" in finding.message
    assert "不因此退回" in finding.message


def test_r14_where_number_and_month_contradict_each_other_the_older_is_told() -> None:
    number = identity_number("1975-01-01")
    (finding,) = found_about("R14", changed({"leader.identity_number": number, "leader.birth": "1960-01"}))
    assert finding.severity is Severity.WARNING
    assert finding.field == "leader.birth"
    older = changed({"leader.identity_number": identity_number("1960-01-01"), "leader.birth": "1975-01"})
    assert [item.field for item in found_about("R14", older)] == ["leader.identity_number"]


def test_r14_a_birth_that_was_not_understood_is_for_a_person_to_look_at() -> None:
    unread = {"leader.identity_number": Found(None, "1976年"), "leader.birth": None}
    (finding,) = found_about("R14", changed(unread))
    assert "人工核对" in finding.message


def test_r14_who_is_born_on_29_february_has_the_birthday_on_1_march() -> None:
    submission = changed({"leader.identity_number": identity_number("1972-02-29")})
    assert found_about("R14", submission, on=dt.date(2027, 2, 28)) == []
    assert found_about("R14", submission, on=dt.date(2027, 3, 1)) == []
    assert len(found_about("R14", submission, on=dt.date(2027, 3, 2))) == 1


@pytest.mark.parametrize(
    ("months", "expected"),
    [("5", ERROR), ("5.9", ERROR), ("6", NONE), ("9", NONE), ("12", NONE), ("13", ERROR)],
)
def test_r15_six_months_are_enough_and_a_year_has_twelve(months: str, expected: list[str]) -> None:
    assert severities("R15", changed({"leader.months_per_year": months})) == expected


def test_r15_what_a_rule_has_said_is_not_said_again_by_the_form() -> None:
    found = check_submission(CALL, changed({"leader.months_per_year": "5"}))
    assert [item.code for item in found if item.field == "leader.months_per_year"] == ["R15"]


@pytest.mark.parametrize(
    ("number", "leader_too", "expected"),
    [
        (0, False, ERROR),
        (1, False, ERROR),
        (2, False, WARNING),
        (3, False, NONE),
        (14, False, NONE),
        (15, False, WARNING),
        (16, False, ERROR),
        (2, True, ERROR),
        (3, True, WARNING),
        (4, True, NONE),
        (15, True, NONE),
        (16, True, WARNING),
        (17, True, ERROR),
    ],
)
def test_r16_three_to_fifteen_with_the_leader_in_and_out(
    number: int, leader_too: bool, expected: list[str]
) -> None:
    assert severities("R16", members(number, leader_too=leader_too)) == expected


def test_r16_somebody_named_twice_is_one_person() -> None:
    twice = {
        f"members[2].{column}": f"{value}"
        for column, value in (("name", "成员00"), ("sex", "男"), ("birth", "1990-01"))
    }
    rows = {**twice, "members[2].education": "大专", "members[2].trade": "铣工", "members[2].level": "技师"}
    same = changed(
        {**rows, "members[2].unit": "重庆样本智能装备有限公司", "members[2].duty": "攻关"}, base=members(3)
    )
    assert severities("R16", same) == WARNING
    other = changed({"members[2].name": "成员00", "members[2].birth": "1991-02"}, base=members(3))
    assert severities("R16", other) == NONE


def test_r16_a_row_without_a_name_may_be_somebody_or_nobody() -> None:
    (finding,) = found_about("R16", changed({"members[2].name": None}, base=members(3)))
    assert finding.severity is Severity.WARNING
    assert "没有姓名" in finding.message


@pytest.mark.parametrize(
    ("level", "number", "expected"),
    [
        ("技师", None, NONE),
        ("高级技师", None, NONE),
        ("特级技师", None, NONE),
        ("首席技师", None, NONE),
        ("二级", None, NONE),
        ("二级/技师", None, NONE),
        ("一级", None, NONE),
        ("高级工", None, ERROR),
        ("三级", None, ERROR),
        ("三级/高级工", None, ERROR),
        ("初级工", None, ERROR),
        ("技师（三级）", None, WARNING),
        ("助理工程师", None, WARNING),
        ("技师", "Y000199000001232000001", NONE),
        ("技师", "Y000199000001233000001", WARNING),
        ("技师", "1234567890212345", NONE),
        ("技师", "1234567890312345", WARNING),
        ("技师", "Y000199000001231000001", WARNING),
        ("首席技师", "Y000199000001231000001", NONE),
        ("高级工", "Y000199000001232000001", WARNING),
        ("高级工", "Y000199000001233000001", ERROR),
        (None, "Y000199000001233000001", WARNING),
        ("技师", "渝人社职(2019)第12号", NONE),
    ],
)
def test_r17_the_level_is_told_by_name_by_number_and_by_the_certificates_number(
    level: str | None, number: str | None, expected: list[str]
) -> None:
    assert severities("R17", changed({CERTIFICATE: level, NUMBER: number})) == expected


@pytest.mark.parametrize(
    ("level", "office", "expected"),
    [
        ("国家级", "文化和旅游部", NONE),
        ("省级", "四川省文化和旅游厅", NONE),
        ("市级（省级）", "重庆市文化和旅游发展委员会，渝文旅发〔2022〕5号", NONE),
        ("市级", "重庆市文化和旅游发展委员会", NONE),
        ("市级", None, NONE),
        ("市级", "上海市文化和旅游局", NONE),
        ("市级", "四川省泸州市文化广播电视和旅游局", WARNING),
        ("市级（省级）", "内江市文化局", WARNING),
        ("市级", "重庆市荣昌区文化和旅游发展委员会", WARNING),
        ("区级", "重庆市荣昌区文化和旅游发展委员会", ERROR),
        ("荣昌区级", None, ERROR),
        ("县级", None, ERROR),
        ("民间艺人", None, WARNING),
    ],
)
def test_r17_a_heirs_title_counts_from_the_level_that_chongqing_calls_municipal(
    level: str, office: str | None, expected: list[str]
) -> None:
    assert severities("R17", changed({**HEIR, HERITAGE: level, OFFICE: office})) == expected


def test_r17_one_way_that_is_good_enough_makes_up_for_another() -> None:
    assert severities("R17", changed({HERITAGE: "区级"})) == NONE
    assert severities("R17", changed({CERTIFICATE: "高级工", NUMBER: None, HERITAGE: "国家级"})) == NONE


def test_r17_a_professional_title_alone_is_for_a_person_to_decide() -> None:
    nothing = {CERTIFICATE: None, NUMBER: None, "leader.professional_title": "工程师"}
    (finding,) = found_about("R17", changed(nothing))
    assert finding.severity is Severity.WARNING
    assert "人工认定" in finding.message
    assert severities("R17", changed({**nothing, "leader.professional_title": None})) == NONE


def test_r17_a_level_that_no_option_holds_only_warns() -> None:
    for raw in ("高级工", "□技师  □高级技师  □特级技师  □首席技师  高级工"):
        (finding,) = found_about("R17", changed({CERTIFICATE: Found(None, raw), NUMBER: None}))
        assert finding.severity is Severity.WARNING
        assert "“高级工”，低于技师" in finding.message


def test_r17_a_level_that_no_option_holds_is_sure_where_the_certificates_number_says_the_same() -> None:
    written = Found(None, "高级工（三级）", confidence=0.6)
    for number, severity in ((3, Severity.ERROR), (2, Severity.WARNING)):
        both = {CERTIFICATE: written, NUMBER: f"Y00019900000123{number}000001"}
        (finding,) = found_about("R17", changed(both))
        assert finding.severity is severity
        assert "“高级工（三级）”" in finding.message


OPTIONS = next(item.options for item in CALL.forms["application"].fields if item.path == "leader.conditions")


@pytest.mark.parametrize(("chosen", "expected"), [(None, ERROR), (OPTIONS[:1], NONE), (OPTIONS, NONE)])
def test_r18_at_least_one_of_four_conditions(chosen: tuple[str, ...] | None, expected: list[str]) -> None:
    found = check_submission(CALL, changed({"leader.conditions": chosen}))
    about = [item for item in found if item.field == "leader.conditions" and item.severity is Severity.ERROR]
    assert [item.code for item in about] == ["R18"] * len(expected)


@pytest.mark.parametrize(
    ("rule", "option", "groups"),
    [
        ("R18a", 0, ("innovations", "publications", "honours")),
        ("R18b", 1, ("innovations",)),
        ("R18c", 2, ("apprentices",)),
        ("R18d", 3, ("apprentices",)),
    ],
)
def test_r18a_to_r18d_what_is_ticked_is_backed_by_a_row(
    rule: str, option: int, groups: tuple[str, ...]
) -> None:
    ticked = changed({"leader.conditions": (OPTIONS[option],), "heritage.lineage": None})
    assert severities(rule, without_rows(groups[0], 1, ticked)) == NONE
    for group in groups:
        ticked = without_rows(group, 0, ticked)
    assert severities(rule, ticked) == WARNING
    other = changed({"leader.conditions": (OPTIONS[option - 1],)}, base=ticked)
    assert severities(rule, other) == NONE


def test_r18d_a_lineage_that_is_written_down_is_evidence_too() -> None:
    ticked = changed({"leader.conditions": (OPTIONS[3],), "heritage.lineage": "三代"})
    assert severities("R18d", without_rows("apprentices", 0, ticked)) == NONE


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("R19", "opinions.unit.date", "opinions.department.date"),
        ("R20", "opinions.department.date", "opinions.panel.date"),
        ("R23", "opinions.panel.date", "opinions.bureau.meeting_date"),
        ("R24", "opinions.bureau.meeting_date", "opinions.bureau.date"),
    ],
)
def test_r19_to_r24_the_process_runs_forward(rule: str, before: str, after: str) -> None:
    submission = replace(clean(), receipt=Receipt())
    for first, second, expected in (
        ("2025-07-20", "2025-07-19", ERROR),
        ("2025-07-20", "2025-07-20", NONE),
        ("2025-07-20", "2025-07-21", NONE),
        ("2025-07-20", None, NONE),
        (None, "2025-07-19", NONE),
    ):
        dated = changed({before: first, after: second}, base=submission)
        assert severities(rule, dated) == expected


def test_r19_the_department_agrees_before_the_papers_are_received() -> None:
    agreed = changed({"opinions.department.date": "2025-07-30"})
    assert severities("R19", agreed) == NONE
    early = replace(agreed, receipt=Receipt(dt.date(2025, 7, 29)))
    assert severities("R19", early) == ERROR


@pytest.mark.parametrize(
    ("slot", "rule"), [("01", "R25"), ("04a", "R28"), ("04b", "R28"), ("04c", "R28"), ("04d", "R28")]
)
def test_r25_and_r28_each_material_is_there(slot: str, rule: str) -> None:
    assert severities(rule, clean()) == NONE
    missing = without_slot(slot)
    assert severities(rule, missing) == ERROR
    doubtful = replace(missing, materials=(*missing.materials, material(None, "IMG_0231.jpg")))
    assert severities(rule, doubtful) == WARNING
    empty = replace(missing, materials=(*missing.materials, replace(material(slot), size=0)))
    assert severities(rule, empty) == ERROR


def test_answers_alone_say_nothing_about_materials() -> None:
    assert severities("R28", replace(clean(), materials=())) == NONE


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (1469, ERROR),
        (1470, WARNING),
        (1499, WARNING),
        (1500, NONE),
        (1750, NONE),
        (2000, NONE),
        (2001, WARNING),
        (2040, WARNING),
        (2041, ERROR),
    ],
)
def test_r26_1500_to_2000_with_a_margin_for_a_person(words: int, expected: list[str]) -> None:
    found = check_submission(CALL, changed({"profile.body": "陶" * words}, "profile"))
    about = [item for item in found if item.field == "profile.body"]
    assert [item.severity.value for item in about] == expected
    assert all(item.code == "R26" and f"{words} 字" in item.message for item in about)
    assert all(("临界" in item.message) == (item.severity is not Severity.ERROR) for item in about)


def test_r26_where_word_passes_and_libreoffice_does_not_a_note_shows_both() -> None:
    text = "陶" * 1490 + "——" * 5
    (finding,) = found_about("R26", changed({"profile.body": text}, "profile"))
    assert finding.severity is Severity.NOTE
    assert "1500 字，属于临界" in finding.message
    assert "LibreOffice" in finding.message


def test_r26_says_how_many_are_missing() -> None:
    (finding,) = found_about("R26", changed({"profile.body": "陶" * 1420}, "profile"))
    assert "少 80 字" in finding.message
    assert finding.source == "通知第三条（二）2“拟命名专家1500~2000字事迹材料”"


def test_r26_a_document_of_ones_own_is_counted_whole_and_only_warns() -> None:
    own = without_slot("02")
    for words, expected in ((100, WARNING), (1700, NONE), (0, WARNING)):
        file = material("02", "事迹.docx", "陶" * words)
        assert severities("R26", replace(own, materials=(*own.materials, file))) == expected
    assert severities("R26", own) == ERROR


def test_r27_the_report_deals_with_six_points() -> None:
    assert severities("R27", changed({"report.funding": None}, "report")) == ERROR
    own = without_slot("03")
    assert severities("R27", own) == ERROR
    full = "必要性，优势，目标，政策，资金，场所"
    for text, expected in ((full, NONE), (full[:-3], WARNING), ("", NONE)):
        file = material("03", "报告.docx", text)
        assert severities("R27", replace(own, materials=(*own.materials, file))) == expected


def test_r29_what_is_claimed_needs_proof() -> None:
    assert severities("R29", without_slot("05")) == WARNING
    nothing = without_slot("05")
    for group in ("honours", "innovations", "publications"):
        nothing = without_rows(group, 0, nothing)
    assert severities("R29", nothing) == NONE


def test_r29_a_row_that_does_not_say_where_its_proof_is_gets_a_note() -> None:
    assert severities("R29", clean()) == NONE
    (finding,) = found_about("R29", changed({"honours[0].proof": None, "honours[2].proof": None}))
    assert finding.severity is Severity.NOTE
    assert "2 行" in finding.message


def test_r26_a_form_whose_text_was_not_found_is_counted_as_a_file() -> None:
    lost = changed({"profile.body": Found(None, "", None, 0.0)}, "profile")
    others = tuple(item for item in MATERIALS if item.slot != "02")
    for words, expected in ((100, WARNING), (1700, NONE)):
        file = material("02", "事迹.docx", "陶" * words)
        assert severities("R26", replace(lost, materials=(*others, file))) == expected


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ((), NONE),
        (((210.0, 297.0),), NONE),
        (((297.0, 210.0),), NONE),
        (((213.0, 297.0),), NONE),
        (((213.1, 297.0),), WARNING),
        (((210.0, 297.0), (215.9, 279.4)), WARNING),
    ],
)
def test_r30_pages_are_a4(papers: tuple[tuple[float, float], ...], expected: list[str]) -> None:
    file = material("03", papers=papers)
    others = tuple(item for item in MATERIALS if item.slot != "03")
    assert severities("R30", replace(clean(), materials=(*others, file))) == expected


@pytest.mark.parametrize(("copies", "expected"), [(None, NONE), (0, ERROR), (1, ERROR), (2, NONE), (3, NOTE)])
def test_r31_two_copies(copies: int | None, expected: list[str]) -> None:
    assert severities("R31", replace(clean(), receipt=replace(ON_TIME, copies=copies))) == expected


DAYS = [("2025-07-30", NONE, NONE), ("2025-07-31", NOTE, ERROR), ("2025-08-01", ERROR, ERROR)]


@pytest.mark.parametrize(("day", "inclusive", "strict"), DAYS)
def test_r33_r36_and_r37_the_last_day_is_read_as_the_programme_says(
    day: str, inclusive: list[str], strict: list[str]
) -> None:
    date = dt.date.fromisoformat(day)
    submission = replace(clean(), receipt=Receipt(date, date, 2))
    rules = tuple(
        replace(rule, parameters={**rule.parameters, "deadline_included": False})
        if "deadline_included" in rule.parameters
        else rule
        for rule in CALL.rules
    )
    for programme, expected, reading in (
        (CALL, inclusive, "“7月31日前”按含当日计"),
        (replace(CALL, rules=rules), strict, "“7月31日前”按不含当日计"),
    ):
        for rule in ("R33", "R36"):
            found = found_about(rule, submission, programme)
            assert [item.severity.value for item in found] == expected
            assert all(reading in item.message for item in found)
        lapsed = found_about("R37", submission, programme)
        assert [item.severity.value for item in lapsed] == (ERROR if expected == ERROR else NONE)
        assert all(reading in item.message and "视为放弃" in item.message for item in lapsed)


def test_nothing_is_said_about_days_that_nobody_noted() -> None:
    unknown = replace(clean(), receipt=Receipt())
    assert [severities(rule, unknown) for rule in ("R31", "R33", "R36", "R37")] == [NONE] * 4
    assert severities("R36", replace(clean(), receipt=Receipt(dt.date(2025, 7, 30)))) == NOTE


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", NONE), ("此件与原件相符", NONE), ("复印件与原件一致", WARNING), ("毕业证书", NONE)],
)
def test_r34_another_wording_on_a_copy_is_a_warning(text: str, expected: list[str]) -> None:
    for slot, wanted in (("04c", expected), ("03", NONE)):
        others = tuple(item for item in MATERIALS if item.slot != slot)
        file = material(slot, text=text)
        assert severities("R34", replace(clean(), materials=(*others, file))) == wanted


def test_r38_a_row_that_occurs_twice_is_noticed() -> None:
    rows = {f"honours[1].{name}": value for name, value in _row("honours", 0).items()}
    assert severities("R38", clean()) == NONE
    assert severities("R38", changed(rows)) == WARNING
    assert severities("R38", changed({**rows, "honours[1].name": "另一奖项"})) == NONE


def _row(group: str, number: int) -> dict[str, Found]:
    answers = clean().cases["application"].record.answers
    start = f"{group}[{number}]."
    return {path.removeprefix(start): found for path, found in answers.items() if path.startswith(start)}


def test_r47_the_form_of_the_notice_is_used() -> None:
    title = "“棠城工匠”\n技能大师工作室\n申  报  表"
    others = tuple(item for item in MATERIALS if item.slot != "01")
    for text, expected in ((title, NONE), ("某某申报表", WARNING), ("", NONE)):
        assert severities("R47", replace(clean(), materials=(*others, material("01", text=text)))) == expected
    cases = {name: case for name, case in clean().cases.items() if name != "application"}
    assert severities("R47", replace(clean(), cases=cases)) == WARNING
    drift = Finding("form-drift", Severity.WARNING, "与原表略有不同")
    drifted = replace(clean().cases["application"], findings=(drift,))
    assert severities("R47", replace(clean(), cases={**clean().cases, "application": drifted})) == WARNING


@pytest.mark.parametrize(
    "rule", [rule for rule in CALL.rules if not rule.predicate], ids=lambda rule: rule.rule
)
def test_what_only_people_can_judge_is_no_finding(rule: Rule) -> None:
    assert rule.human
    broken = Submission("nothing", (Material("空", 0, ""),), clean().cases)
    assert [item for item in check_submission(CALL, broken) if item.code == rule.rule] == []
