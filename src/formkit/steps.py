"""The steps of a programme's process, and the rule of the notice that each rests on, as its data say."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from formkit.finding import Finding, Severity
from formkit.judging import Asked
from formkit.programme import Form, Programme, Rule
from formkit.submission import Submission

ADMITTED, REVIEWED, ADVISED, CONSULTED = "admitted", "reviewed", "advised", "consulted"
DECIDED, PUBLISHED = "decided", "published"
EVALUATED, GRADED, RECOMMENDED, RECTIFIED = "evaluated", "graded", "recommended", "rectified"

USUAL_GRADES: Final = ("优秀", "良好", "合格", "不合格")
"""Grades of an evaluation where nothing names them; the first is the best, the last one fails."""

USUAL_REEXAMINATIONS: Final = ("合格", "不合格")
_FEWEST: Final = 2
"""One choice is none."""


def rule_of(programme: Programme, step: str) -> Rule | None:
    """Return the rule that a step rests on, None where the programme names none."""
    wanted = programme.register.steps.get(step)
    return next((rule for rule in programme.rules if rule.rule == wanted), None)


def told(
    programme: Programme,
    submission: Submission,
    step: str,
    message: str,
    most: Severity = Severity.ERROR,
) -> Finding:
    """Return what is to be said about a step of the process, under the rule it rests on and with its clause.

    It is as grave as that rule allows.
    """
    rule = rule_of(programme, step)
    if rule is None:
        return Finding("process", most, message)
    return Asked(programme, submission, rule).say(message, most=most)


class Opinions(NamedTuple):
    """What a department may answer: all that is offered, and which of it is no objection."""

    offered: tuple[str, ...]
    clear: frozenset[str]


USUAL_OPINIONS: Final = Opinions(("无异议", "有异议"), frozenset(("无异议",)))


def opinions_of(programme: Programme) -> Opinions:
    """Return what departments may answer, as the document says it that takes their replies."""
    for form in programme.documents.values():
        wanted = form.from_register
        for rule in form.rules if wanted and wanted.replies else ():
            clear = rule.parameters.get("clear")
            offered = _options(form, "" if wanted is None else wanted.replies, "opinion")
            if isinstance(clear, list | tuple) and set(map(str, clear)) & set(offered):
                return Opinions(offered, frozenset(map(str, clear)))
    return USUAL_OPINIONS


def grades_of(programme: Programme) -> tuple[str, ...]:
    """Return the grades of an evaluation, the best first, as the rule or a document says them."""
    rule = rule_of(programme, GRADED)
    grades = None if rule is None else rule.parameters.get("grades")
    if isinstance(grades, list | tuple) and len(grades) >= _FEWEST:
        return tuple(map(str, grades))
    return _offered(programme, "decisions.grade") or USUAL_GRADES


def reexaminations_of(programme: Programme) -> tuple[str, ...]:
    """Return how a re-examination may end, the last one badly."""
    return _offered(programme, "decisions.reexamined") or USUAL_REEXAMINATIONS


def _offered(programme: Programme, entry: str) -> tuple[str, ...]:
    """Return the options of the place where a document takes an entry, at least two of them or none."""
    for form in programme.documents.values():
        wanted = form.from_register
        for path, taken in wanted.columns.items() if wanted else ():
            options = _options(form, "" if wanted is None else wanted.group, path)
            if taken == entry and len(options) >= _FEWEST:
                return options
    return ()


def _options(form: Form, group: str, path: str) -> tuple[str, ...]:
    columns = (column for one in form.groups if one.path == group for column in one.columns)
    return next((column.options for column in columns if column.path == path), ())


def next_evaluation(programme: Programme, day: dt.date | None) -> dt.date | None:
    """Return when an evaluation is due that counts from a day, None where the programme does not say it."""
    rule = rule_of(programme, EVALUATED)
    years = None if rule is None else rule.parameters.get("years")
    if day is None or not isinstance(years, int) or isinstance(years, bool):
        return None
    if not dt.MINYEAR <= day.year + years <= dt.MAXYEAR:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February: the period is over when the day after has come
        return dt.date(day.year + years, 3, 1)
