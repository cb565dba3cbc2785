"""Law 8: checks never raise, whatever the record, the materials, the receipt and the parameters."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formkit.checks import PREDICATES, check_selection, check_submission
from formkit.finding import Finding, Severity
from formkit.grid import Picture
from formkit.judging import GRAVITY, Asked, gravest
from formkit.programme import Rule
from formkit.record import Case, Found, Record
from formkit.submission import Material, Receipt, Submission
from rulecases import CALL, LABELS, changed, clean, identity_number

WRITTEN = st.sampled_from([
    *("", "无", "技师", "三级", "高级工程师", "市级", "泸州市文化局", "男", "其他领域", "0", "-1", "1e9"),
    *("NaN", "2025-07-31", "1970-07", "2025-02-30", "0000-00", "9999-12", "9999-12-31", "0001-01-01", "/"),
    *("2001-01/..", "2010-01/2009-01", "0001-01/9999-12", "9" * 5000, "１２", "²", "٣", "\ud800"),
    *(identity_number("1970-07-31"), "99010100000000123X", "Y000199000001232000001", "91350100M000100Y43"),
])  # fmt: skip
TEXTS = WRITTEN | st.text(max_size=20)
VALUES = st.none() | TEXTS | st.lists(TEXTS, max_size=3).map(tuple) | st.just(Picture("image/png", b"x"))
FOUND = st.builds(Found, VALUES, TEXTS, st.none(), st.floats() | st.sampled_from([0.0, 0.8, 1.0]))


def paths(form: str) -> list[str]:
    shape = CALL.forms[form]
    rows = [
        f"{group.path}[{row}].{column.path}"
        for group in shape.groups
        for column in group.columns
        for row in range(3)
    ]
    return [*(item.path for item in shape.fields), *rows, "nonsense", "members[7].name", "career[x"]


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Case]:
    """Draw records of some forms: any value, raw text and confidence at any path."""
    drawn = {}
    for form in draw(st.sets(st.sampled_from([*CALL.forms, "unknown"]))):
        places = paths(form) if form in CALL.forms else ["a"]
        answers = draw(st.dictionaries(st.sampled_from(places), FOUND, max_size=30))
        drawn[form] = Case("x", Record("p", form, answers))
    return drawn


DAYS = st.none() | st.dates()
MATERIALS = st.lists(
    st.builds(
        Material,
        TEXTS,
        st.integers(0, 9),
        st.just("digest"),
        st.just("pdf"),
        st.none() | st.sampled_from([*LABELS, "99"]),
        st.floats(0, 1),
        st.just(""),
        TEXTS,
        papers=st.lists(st.tuples(st.floats(), st.floats()), max_size=2).map(tuple),
    ),
    max_size=4,
).map(tuple)
RECEIPTS = st.builds(Receipt, DAYS, DAYS, st.none() | st.integers(), TEXTS)
SUBMISSIONS = st.builds(Submission, st.just("x"), MATERIALS, cases(), RECEIPTS)


@given(submission=SUBMISSIONS, on=DAYS)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_law_8_checks_never_raise_whatever_was_handed_in(submission: Submission, on: dt.date | None) -> None:
    assert all(isinstance(item, Finding) for item in check_submission(CALL, submission, on=on))


@given(answers=st.dictionaries(st.sampled_from(paths("application")), FOUND, min_size=1, max_size=3))
def test_law_8_holds_for_one_strange_answer_among_good_ones(answers: dict[str, Found]) -> None:
    assert all(isinstance(item, Finding) for item in check_submission(CALL, changed(answers)))


PARAMETERS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 20),
    st.dates(),
    TEXTS,
    st.sampled_from([*paths("application")[:40], "members", "career[].period", "a[].b", "01", "技师"]),
    st.lists(TEXTS | st.integers(), max_size=2),
    st.lists(st.lists(st.sampled_from(paths("application")), max_size=3), max_size=2),
    st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2) | TEXTS, max_size=2),
)


@pytest.mark.parametrize("name", PREDICATES)
@given(source=st.data())
@settings(max_examples=15)
def test_law_8_holds_whatever_the_parameters(name: str, source: st.DataObject) -> None:
    predicate = PREDICATES[name]
    names = {**predicate.needs, **predicate.may}
    parameters = {one: source.draw(PARAMETERS) for one in names if source.draw(st.booleans())}
    rule = Rule("R", "{a}", "s", hard=True, predicate=name, parameters=parameters)
    asked = Asked(CALL, clean(), rule, selected=("甲",))
    grave = GRAVITY.index(gravest(rule, predicate))
    assert all(GRAVITY.index(item.severity) <= grave for item in predicate.judge(asked))


@given(names=st.lists(st.text(max_size=3), max_size=9))
def test_a_selection_of_any_names_is_counted(names: list[str]) -> None:
    assert bool(check_selection(CALL, names)) == (len(names) > 5)


@given(submission=SUBMISSIONS)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_rule_is_never_graver_than_its_clause_and_its_predicate_allow(submission: Submission) -> None:
    bounds = {
        rule.rule: GRAVITY.index(gravest(rule, PREDICATES[rule.predicate]))
        for rule in (*CALL.rules, *CALL.consistency)
        if rule.predicate
    }
    for item in check_submission(CALL, submission):
        assert GRAVITY.index(item.severity) <= bounds.get(item.code, len(GRAVITY))
        assert item.code in bounds or item.code in {"required", "rows", "amount", "length"}


@given(answers=st.dictionaries(st.sampled_from(paths("application")), FOUND, min_size=1, max_size=30))
def test_nobody_is_rejected_by_a_rule_for_a_doubtful_reading(answers: dict[str, Found]) -> None:
    doubtful = {path: found._replace(confidence=0.5) for path, found in answers.items()}
    errors = [item for item in check_submission(CALL, changed(doubtful)) if item.severity is Severity.ERROR]
    assert [item for item in errors if item.field in doubtful and doubtful[item.field].raw] == []
