"""What follows upon publication: evaluations every few years, and what each grade leads to."""

from __future__ import annotations

import datetime as dt

from formkit import steps
from formkit.entries import DECISIONS, YES
from formkit.finding import Finding, Severity
from formkit.noting import HEADS, Noted
from formkit.programme import Programme
from formkit.registered import Stage, Standing
from formkit.rulewording import shown, wording
from formkit.submission import Submission

COLUMNS = ("evaluated", "grade", "recommended", "rectify_by", "reexamined")


def entered_after(noted: Noted) -> tuple[str, ...]:
    """Return what was entered about evaluations, by the heads of its columns."""
    heads = HEADS[DECISIONS]
    return tuple(heads[column] for column in COLUMNS if getattr(noted, column))


def evaluated(
    programme: Programme, submission: Submission, noted: Noted, findings: list[Finding]
) -> Standing:
    """Return where a studio stands that was published on ``noted.issued_date``; ``findings`` are added to."""
    issued, day, grade = noted.issued_date, noted.evaluated, noted.grade
    say = _Said(programme, submission, findings)
    if issued is not None and day is not None and day < issued:
        said = f"“评估完成日期”（{shown(day)}）早于“公布日期”（{shown(issued)}）；请核对先后，改正登记。"
        say(steps.EVALUATED, said)
        return Standing(
            Stage.PUBLISHED, issued, "核对并改正评估完成日期和公布日期的先后", findings=tuple(findings)
        )
    due = steps.next_evaluation(programme, issued)
    if day is not None and due is not None and day < due:
        said = f"评估完成日期是{shown(day)}，公布后到{shown(due)}才满规定的年数；请核对是否到了评估的时间。"
        say(steps.EVALUATED, said, Severity.WARNING)
    if not grade:
        following = _due(due) if day is None else "登记评估等次"
        names = [name for name in entered_after(noted) if name != HEADS[DECISIONS]["evaluated"]]
        if names:
            listed = "".join(f"“{name}”" for name in names)
            say(steps.GRADED, f"没有登记评估等次，却已登记{listed}；请先登记评估等次，登记有误的请改正。")
        return Standing(Stage.PUBLISHED, issued, following, findings=tuple(findings))
    if day is None:
        say(steps.EVALUATED, "登记了评估等次，没有登记评估完成日期；请补登。", Severity.WARNING)
    return _graded(programme, noted, say)


class _Said:
    """Adds what is to be said under the rules of the steps."""

    def __init__(self, programme: Programme, submission: Submission, findings: list[Finding]) -> None:
        self._programme, self._submission, self.findings = programme, submission, findings

    def __call__(self, step: str, message: str, most: Severity = Severity.ERROR) -> None:
        self.findings.append(steps.told(self._programme, self._submission, step, message, most))


def _graded(programme: Programme, noted: Noted, say: _Said) -> Standing:
    best, *_, worst = steps.grades_of(programme)
    grade, issued = noted.grade, noted.issued_date
    following = _due(steps.next_evaluation(programme, noted.evaluated))
    if noted.recommended == YES and grade != best:
        say(steps.RECOMMENDED, f"评估等次是{grade}，却登记了推荐申报；只有{best}的可以推荐，请改正。")
    if grade == worst:
        return _failed(programme, noted, say, following)
    names = [name for name in ("整改期限", "整改复评") if name in entered_after(noted)]
    if names:
        listed = "".join(f"“{name}”" for name in names)
        say(steps.RECTIFIED, f"评估等次是{grade}，却登记了{listed}；只有{worst}的才限期整改，请改正。")
    if grade == best:
        following = "；".join(filter(None, (_recommending(programme, noted), following)))
    return Standing(Stage.PUBLISHED, issued, following, grade, tuple(say.findings))


def _failed(programme: Programme, noted: Noted, say: _Said, following: str) -> Standing:
    """Return where a studio of the last grade stands: to mend by a day, then named again or no longer."""
    *mended, unmended = steps.reexaminations_of(programme)
    issued, until, day = noted.issued_date, noted.rectify_by, noted.evaluated
    stage: Stage = Stage.PUBLISHED
    since: dt.date | None = issued
    if until is None:
        following = "须限期整改，请登记整改期限"
        if noted.reexamined:
            say(steps.RECTIFIED, "没有登记整改期限，却已登记“整改复评”；请先登记整改期限。")
    elif day is not None and until < day:
        following = "核对并改正整改期限"
        say(
            steps.RECTIFIED,
            f"“整改期限”（{shown(until)}）早于“评估完成日期”（{shown(day)}）；请核对先后，改正登记。",
        )
    elif noted.reexamined == unmended:
        # On which day it was re-examined is not entered anywhere.
        stage, since, following = Stage.CANCELLED, None, "取消命名，收回铭牌"
    elif noted.reexamined in mended:
        following = "；".join(filter(None, (f"整改复评{noted.reexamined}", following)))
    else:
        stage, since = Stage.RECTIFYING, day
        following = f"限期整改，{shown(until)}前完成；到期后复评，登记“整改复评”"
    return Standing(stage, since, following, noted.grade, tuple(say.findings))


def _due(day: dt.date | None) -> str:
    return "" if day is None else f"下次评估：{shown(day)}"


def _recommending(programme: Programme, noted: Noted) -> str:
    """Return what the best grade leads to, in the words of the rule where there is one."""
    if noted.recommended:
        return "已推荐申报" if noted.recommended == YES else ""
    rule = steps.rule_of(programme, steps.RECOMMENDED)
    return "可择优推荐申报" if rule is None else f"可择优推荐（{rule.source}：{wording(rule)}）"
