"""The steps of a programme's process, and the rule of the notice that each rests on, as its data say."""

from __future__ import annotations

import datetime as dt
from typing import Final

from formkit.finding import Finding, Severity
from formkit.judging import Asked
from formkit.programme import Programme, Rule
from formkit.submission import Submission

ADMITTED, REVIEWED, ADVISED, CONSULTED = "admitted", "reviewed", "advised", "consulted"
DECIDED, PUBLISHED = "decided", "published"
EVALUATED, GRADED, RECOMMENDED, RECTIFIED = "evaluated", "graded", "recommended", "rectified"

USUAL_GRADES: Final = ("优秀", "良好", "合格", "不合格")
"""Grades of an evaluation where no rule names them; the first is the best, the last one fails."""


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


def grades_of(programme: Programme) -> tuple[str, ...]:
    """Return the grades of an evaluation, the best first."""
    rule = rule_of(programme, GRADED)
    grades = None if rule is None else rule.parameters.get("grades")
    few = 2
    if isinstance(grades, list | tuple) and len(grades) >= few:
        return tuple(map(str, grades))
    return USUAL_GRADES


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
