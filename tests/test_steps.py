"""Which rule each step of the process rests on, as a programme's data say, and what they name wrongly."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from formkit import steps
from formkit.definition import define
from formkit.definitionregister import STEPS
from formkit.entries import DECISIONS, REPLIES
from formkit.errors import ProgrammeError
from formkit.finding import Severity
from formkit.noting import HEADS, TITLES
from formkit.programme import Field, Programme
from formkit.register_layout import plans_of
from formkit.submission import Submission
from stagecases import CALL, without_rule


def data(said: object) -> dict[str, Any]:
    field = {"path": "name", "label": "姓名"}
    rule = {
        "rule": "R1",
        "wording": "每{years}年评估",
        "source": "第一条",
        "human": True,
        "parameters": {"years": 3},
    }
    return {
        "schema": 1,
        "name": "p",
        "title": "t",
        "source": "s",
        "forms": {"form": {"label": "表", "template": "form.docx", "fields": [field]}},
        "rules": [rule],
        "register": {"steps": said},
    }


def test_ours_names_a_rule_for_each_step() -> None:
    assert set(CALL.register.steps) == set(STEPS)
    assert all(steps.rule_of(CALL, step) is not None for step in STEPS)


def test_another_programme_may_name_some_or_none() -> None:
    some = define(data({"evaluated": "R1"}), Path())
    assert some.register.steps == {"evaluated": "R1"}
    assert define(data({}), Path()).register.steps == {}
    assert steps.next_evaluation(some, dt.date(2025, 10, 20)) == dt.date(2028, 10, 20)
    assert steps.grades_of(some) == steps.USUAL_GRADES


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"evaluated": "R9"}, "register.steps.evaluated"),
        ({"evaluated": ["R1"]}, "register.steps.evaluated"),
        ({"celebrated": "R1"}, "register.steps.celebrated"),
        (["R1"], "register.steps"),
    ],
)
def test_a_step_or_a_rule_that_is_not_there_is_a_mistake(said: object, path: str) -> None:
    with pytest.raises(ProgrammeError) as caught:
        define(data(said), Path())
    assert [mistake.partition("：")[0] for mistake in caught.value.mistakes] == [path]


def test_a_list_where_a_path_should_stand_is_a_mistake_and_no_crash() -> None:
    column = {"path": "name", "label": "姓名"}
    document = {"label": "函", "template": "letter.docx", "fields": [column]}
    document |= {"groups": [{"path": "rows", "label": "名单", "columns": [column]}]}
    document |= {"register": {"group": "rows", "stage": "advised", "columns": {"name": ["form/name"]}}}
    both = {"register": {"identity": {"unit": ["name"]}}, "documents": {"letter": document}}
    with pytest.raises(ProgrammeError) as caught:
        define({**data({}), **both}, Path())
    assert [mistake.partition("：")[0] for mistake in caught.value.mistakes] == [
        "documents.letter.register.columns.name",
        "register.identity.unit",
    ]


def test_what_is_said_of_a_step_is_as_grave_as_its_rule_allows() -> None:
    submission = Submission("")
    assert steps.told(CALL, submission, "consulted", "缺回复").severity is Severity.ERROR
    assert steps.told(CALL, submission, "recommended", "不是优秀").severity is Severity.WARNING
    assert steps.told(without_rule("consulted"), submission, "consulted", "缺回复").code == "process"


def with_parameter(rule: str, **parameters: object) -> Programme:
    rules = [
        replace(one, parameters={**one.parameters, **parameters}) if one.rule == rule else one
        for one in CALL.rules
    ]
    return replace(CALL, rules=tuple(rules))


@pytest.mark.parametrize("years", [10**9, -(10**9), True, "2", None])
def test_no_number_of_years_breaks_the_calendar(years: object) -> None:
    assert steps.next_evaluation(with_parameter("R43", years=years), dt.date(2025, 10, 20)) is None


@pytest.mark.parametrize("grades", [[], ["优秀"], "优秀", 4])
def test_grades_that_are_no_list_of_grades_are_the_usual_ones(grades: object) -> None:
    assert steps.grades_of(with_parameter("R44", grades=grades)) == steps.USUAL_GRADES


def test_heads_and_titles_are_those_of_the_register() -> None:
    plans = {plan.id: plan for plan in plans_of(CALL, {})}
    assert set(TITLES) <= set(plans)
    for sheet, title in TITLES.items():
        assert plans[sheet].title == title
        heads = {column.id: column.head for column in plans[sheet].columns}
        assert HEADS.get(sheet, {}).items() <= heads.items()


def test_what_the_register_offers_is_what_is_understood() -> None:
    offered = {
        column.id: column.options
        for plan in plans_of(CALL, {})
        for column in plan.columns
        if plan.id in {REPLIES, DECISIONS}
    }
    assert offered["opinion"] == steps.opinions_of(CALL).offered
    assert offered["grade"] == steps.grades_of(CALL)
    assert offered["reexamined"] == steps.reexaminations_of(CALL)


def with_options(document: str, group: str, column: str, options: tuple[str, ...]) -> Programme:
    form = CALL.documents[document]
    groups = tuple(
        replace(one, columns=tuple(_with(item, column, options) for item in one.columns))
        if one.path == group
        else one
        for one in form.groups
    )
    return replace(CALL, documents={**CALL.documents, document: replace(form, groups=groups)})


def _with(item: Field, column: str, options: tuple[str, ...]) -> Field:
    return replace(item, options=options) if item.path == column else item


def test_another_programme_may_offer_other_opinions_and_results() -> None:
    results = with_options("results", "replies", "opinion", ("无异议", "建议缓评", "反对"))
    assert steps.opinions_of(results) == (("无异议", "建议缓评", "反对"), {"无异议"})
    strange = with_options("results", "replies", "opinion", ("同意", "反对"))
    assert steps.opinions_of(strange) == steps.USUAL_OPINIONS
    again = with_options("evaluation", "evaluations", "reexamined", ("通过", "未通过"))
    assert steps.reexaminations_of(again) == ("通过", "未通过")
    assert steps.reexaminations_of(replace(CALL, documents={})) == steps.USUAL_REEXAMINATIONS
