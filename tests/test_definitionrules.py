"""Rules in programme.toml: every mistake with its path; a parameter changed changes wording and findings."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import formkit
from formkit.checks import PREDICATES, check_selection, check_submission
from formkit.definition import define
from formkit.definitionrules import TYPES
from formkit.errors import ProgrammeError
from formkit.judging import PARAMETER_TYPES
from formkit.programme import Programme, Rule
from formkit.record import Case, Found, Record
from formkit.rulewording import FORMATS, places, wording
from formkit.submission import Submission
from rulecases import CALL, ON_TIME, changed, clean, found_about, members

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates" / "tangcheng-2025"
NOTICE = "domain/notice-2025-77.txt"


def rule(**changes: Any) -> dict[str, Any]:
    shape = {"rule": "R01", "wording": "甲", "source": "第一条", "predicate": "number_between"}
    return {**shape, "parameters": {"field": "age"}, **changes}


def programme(*rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    fields = [
        {"path": "age", "label": "年龄", "kind": "number"},
        {"path": "sex", "label": "性别", "kind": "choice_one", "options": ["男", "女"]},
    ]
    group = {"path": "members", "label": "成员", "columns": [{"path": "name", "label": "姓名"}]}
    form = {"label": "表", "template": "form.docx", "fields": fields, "groups": [group]}
    head = {"schema": 1, "name": "p", "title": "t", "source": "s"}
    return {**head, "forms": {"form": form}, "rules": list(rules), **more}


def mistakes_of(data: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(ProgrammeError) as caught:
        define(data, Path())
    return caught.value.mistakes


def test_a_rule_is_read_with_its_own_and_shared_parameters() -> None:
    day = dt.date(2025, 7, 31)
    data = programme(
        rule(wording="{low}岁至{until}", parameters={"field": "age", "low": 3}, shared={"until": "deadline"}),
        parameters={"deadline": day},
    )
    (found,) = define(data, Path()).rules
    assert found.parameters == {"field": "age", "low": 3, "until": day}
    assert wording(found) == "3岁至2025年7月31日"


@pytest.mark.parametrize(
    ("changes", "path", "said"),
    [
        ({"predicate": "nonsense"}, ".predicate", "nonsense"),
        ({"parameters": {}}, ".parameters", "缺少“field”"),
        ({"parameters": {"field": "age", "minimun": 3}}, ".parameters.minimun", "没有用到"),
        ({"parameters": {"field": "nowhere"}}, ".parameters.field", "栏目的路径"),
        ({"parameters": {"field": ["age"]}}, ".parameters.field", "栏目的路径"),
        ({"parameters": {"field": "age", "minimum": "3"}}, ".parameters.minimum", "整数"),
        ({"parameters": {"field": "age", "minimum": True}}, ".parameters.minimum", "整数"),
        ({"parameters": 3}, ".parameters", "应为表"),
        ({"wording": "{quota}个"}, ".wording", "quota"),
        ({"wording": "{field:nonsense}"}, ".wording", "nonsense"),
        ({"wording": 3}, ".wording", "文字"),
        ({"source": None}, ".source", "文字"),
        ({"shared": ["deadline"]}, ".shared", "deadline"),
        ({"shared": "deadline"}, ".shared", "列表"),
        ({"shared": {"low": 3}}, ".shared", "3"),
        ({"hard": "yes"}, ".hard", "true"),
        ({"human": 1}, ".human", "true"),
        ({"surprise": 1}, ".surprise", "拼写"),
        ({"predicate": "", "parameters": {}}, "", "human"),
        (
            {
                "predicate": "evidence_for",
                "parameters": {"field": "sex", "option": 3, "evidence": ["members"]},
            },
            ".option",
            "没有这一项",
        ),
        (
            {"predicate": "no_gaps", "parameters": {"column": "members[].age", "months": 1}},
            ".column",
            "members[].name",
        ),
        ({"predicate": "dates_in_order", "parameters": {"chains": [["age", "x"]]}}, ".chains", "列表"),
        (
            {"predicate": "level_at_least", "parameters": {"level": "age", "lowest": "大师"}},
            ".lowest",
            "技能等级",
        ),
        ({"predicate": "form_used", "parameters": {"form": "x", "slot": "1"}}, ".form", "表的名称"),
    ],
)
def test_a_mistake_of_a_rule_is_told_with_its_path(changes: dict[str, Any], path: str, said: str) -> None:
    told = mistakes_of(programme(rule(**changes)))
    assert len(told) == (2 if changes == {"parameters": 3} else 1)
    assert told[0].startswith("rules[0]（R01）")
    assert path in told[0].partition("：")[0]
    assert said in told[0]


def test_all_mistakes_of_all_rules_are_told_at_once() -> None:
    data = programme(
        rule(predicate="nonsense"),
        rule(rule="R02", parameters={"field": "nowhere"}),
        7,  # type: ignore[arg-type]
        rule(),
        consistency=[rule(rule="names", parameters={})],
        parameters={"idle": 1},
    )
    told = "\n".join(mistakes_of(data))
    for path in (
        "rules[0]（R01）.predicate：",
        "rules[1]（R02）.parameters.field：",
        "rules[2]：",
        "rules（R01）：编号重复",
        "consistency[0]（names）.parameters：",
        "parameters.idle：",
    ):
        assert path in told


@pytest.mark.parametrize("key", ["rules", "consistency", "parameters"])
def test_what_is_no_list_of_rules_at_all_is_a_mistake(key: str) -> None:
    assert mistakes_of(programme(**{key: 3}))


def test_a_programme_needs_no_rules() -> None:
    assert define(programme(), Path()).rules == ()


def test_each_predicate_says_of_what_type_its_parameters_are() -> None:
    assert TYPES.keys() == PARAMETER_TYPES.keys()
    for predicate in PREDICATES.values():
        assert {*predicate.needs.values(), *predicate.may.values()} <= TYPES.keys()
        assert predicate.judge.__doc__


def test_the_page_about_programmes_names_every_predicate_with_its_parameters() -> None:
    page = (ROOT / "docs" / "programme.md").read_text(encoding="utf-8")
    rows = {
        match[1]: match[2]
        for match in re.finditer(r"^\| (`\w+`(?:, `\w+`)*) \| (.*) \|$", page, re.MULTILINE)
    }
    told = {name: row for names, row in rows.items() for name in re.findall(r"`(\w+)`", names)}
    for name, predicate in PREDICATES.items():
        parameters = told[name].rpartition(" | ")[2]
        assert set(re.findall(r"`(\w+)`", parameters)) == {*predicate.needs, *predicate.may}, name


def test_another_programme_is_judged_by_its_own_paths() -> None:
    data = programme(rule(hard=True, parameters={"field": "age", "minimum": 18}))
    call = define(data, Path())
    for age, codes in (("17", ["R01"]), ("18", [])):
        case = Case("x", Record("p", "form", {"age": Found(age)}))
        found = check_submission(call, Submission("x", (), {"form": case}))
        assert [item.code for item in found] == codes


def test_all_rules_of_the_notice_are_there_in_order() -> None:
    numbers = [f"R{number:02d}" for number in range(1, 49)]
    place = numbers.index("R18") + 1
    assert [rule.rule for rule in CALL.rules] == [
        *numbers[:place], "R18a", "R18b", "R18c", "R18d", *numbers[place:]
    ]  # fmt: skip
    assert all(rule.predicate or rule.human for rule in CALL.rules)
    assert all(rule.source.startswith("通知") and rule.subject for rule in CALL.rules)


def test_every_predicate_is_used_by_our_programme() -> None:
    checks = [rule for form in CALL.documents.values() for rule in form.rules]
    used = {rule.predicate for rule in (*CALL.rules, *CALL.consistency, *checks)} - {""}
    assert used == PREDICATES.keys()


#: Rules whose wording leaves out words between, or joins what stands apart.
SHORTENED = {"R42": "贯彻落实市级支持政策", "R06": "企事业单位", "R48": "46776809"}


@pytest.mark.parametrize("one", CALL.rules, ids=[one.rule for one in CALL.rules])
def test_the_wording_is_that_of_the_notice(one: Rule, shared: Path) -> None:
    notice = re.sub(r"\s|（[一二三四五]）|\d．", "", (shared / NOTICE).read_text(encoding="utf-8"))
    said = SHORTENED.get(one.rule, wording(one)).removeprefix("附件：")
    assert re.sub(r"\s", "", said) in notice


@pytest.mark.parametrize("one", CALL.rules, ids=[one.rule for one in CALL.rules])
def test_a_wording_names_only_what_its_rule_holds(one: Rule) -> None:
    assert all(name in one.parameters and form in FORMATS for name, form in places(one.wording))


def edited(folder: Path, *changes: tuple[str, str]) -> Programme:
    """Return a copy of our programme with some words of its definition replaced; each occurs once."""
    copy = shutil.copytree(TEMPLATES, folder / "copy")
    path = copy / "programme.toml"
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    return formkit.load(copy)


def rule_of(call: Programme, name: str) -> Rule:
    return next(one for one in call.rules if one.rule == name)


def test_another_quota_changes_wording_and_findings_alike(tmp_path: Path) -> None:
    call = edited(tmp_path, ("quota = 5", "quota = 8"))
    assert wording(rule_of(call, "R01")) == "评选“棠城工匠”技能大师工作室8个以内"
    assert check_selection(call, ["甲"] * 8) == []
    (finding,) = check_selection(call, ["甲"] * 9)
    assert "名额 8 个" in finding.message
    assert "8个以内" in finding.source


def test_another_deadline_changes_every_rule_that_shares_it(tmp_path: Path) -> None:
    call = edited(tmp_path, ('\ndeadline = "{year}-07-31"', "\ndeadline = 2025-08-15"))
    assert wording(rule_of(call, "R33")) == "经区级行业主管部门审定后，于2025年8月15日前报至区人力社保局"
    late = replace(
        clean(), receipt=replace(ON_TIME, received=dt.date(2025, 8, 16), emailed=dt.date(2025, 8, 16))
    )
    for name in ("R33", "R36", "R37"):
        (finding,) = found_about(name, late, call)
        assert "2025年8月15日（“8月15日前”按含当日计）" in finding.message
        early = replace(late, receipt=replace(ON_TIME, received=dt.date(2025, 8, 14)))
        assert found_about(name, early, call) == []
    assert found_about("report-date", changed({"application.date": "2025-08-15"}), call) == []


@pytest.mark.parametrize(
    ("change", "name", "said", "check"),
    [
        (("minimum = 3, maximum = 15", "minimum = 4, maximum = 15"), "R16", "4~15人", lambda: members(3)),
        (("years = 55", "years = 40"), "R14", "40周岁", clean),
        (("copies = 2", "copies = 3"), "R31", "3份", clean),
        (
            ("minimum = 1500, maximum = 2000", "minimum = 5000, maximum = 8000"),
            "R26",
            "5000~8000字",
            clean,
        ),
        (('lowest = "技师"', 'lowest = "首席技师"'), "R17", "首席技师及以上", clean),
        (("minimum = 6, maximum = 12", "minimum = 12, maximum = 12"), "R15", "12个月以上", clean),
    ],
)
def test_a_parameter_changed_once_changes_wording_and_findings(
    change: tuple[str, str], name: str, said: str, check: Callable[[], Any], tmp_path: Path
) -> None:
    call = edited(tmp_path, change)
    assert said in wording(rule_of(call, name))
    (finding,) = found_about(name, check(), call)
    assert said in finding.source
