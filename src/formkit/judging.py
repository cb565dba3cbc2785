"""What a rule's predicate is asked, and what it may say.

A predicate is a function from :class:`Asked` to findings. It never names a path of its own: the rule's
parameters say which answers it looks at. It never raises, whatever the record holds (law 8).

The law of severity stands here and nowhere else: an ERROR needs a hard rule and answers that were read
beyond doubt; everything else is a WARNING at most.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from formkit.answer import Answer
from formkit.conditions import count_rows
from formkit.finding import Finding, Severity
from formkit.programme import Field, Form, Group, Programme, Rule
from formkit.record import Case, Record
from formkit.rulewording import clause
from formkit.submission import Submission

DOUBT: Final = "（此处读取没有把握，请对照原件核对。）"
GRAVITY: Final = (Severity.NOTE, Severity.WARNING, Severity.ERROR)
"""Severities, the mildest first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule put to one submission.

    ``on`` is the day at which ages are reckoned, None for the day that the rule names. ``selected`` is the
    list of results where the question is about that, None otherwise.
    """

    programme: Programme
    submission: Submission
    rule: Rule
    on: dt.date | None = None
    selected: tuple[str, ...] | None = None

    def text(self, name: str) -> str:
        """Return a parameter that is a text; "" where it is missing."""
        value = self.rule.parameters.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a parameter that is a list of texts."""
        value = self.rule.parameters.get(name)
        return tuple(map(str, value)) if isinstance(value, (list, tuple)) else ()

    def lists(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return a parameter that is a list of lists of texts."""
        value = self.rule.parameters.get(name)
        items = value if isinstance(value, (list, tuple)) else ()
        return tuple(tuple(map(str, item)) for item in items if isinstance(item, (list, tuple)))

    def table(self, name: str) -> dict[str, tuple[str, ...]]:
        """Return a parameter that is a table of lists of texts."""
        value = self.rule.parameters.get(name)
        items = value.items() if isinstance(value, Mapping) else ()
        return {str(key): tuple(map(str, item)) for key, item in items if isinstance(item, (list, tuple))}

    def number(self, name: str) -> int | None:
        """Return a parameter that is a whole number, or None."""
        value = self.rule.parameters.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def day(self, name: str) -> dt.date | None:
        """Return a parameter that is a day, or None."""
        value = self.rule.parameters.get(name)
        return value if isinstance(value, dt.date) and not isinstance(value, dt.datetime) else None

    def flag(self, name: str) -> bool:
        """Return a parameter that is true or false; False where it is missing."""
        return self.rule.parameters.get(name) is True

    def forms(self) -> Iterator[tuple[Form, Record]]:
        """Yield the forms that were handed in, each with its record, in the programme's order."""
        for name, form in self.programme.forms.items():
            if name in self.submission.cases:
                yield form, self.submission.cases[name].record

    def answers(self, path: str) -> list[tuple[Form, Answer]]:
        """Return the answer at a path in each form that was handed in and has this field."""
        return [
            (form, Answer(path, item.label, record.answers.get(path)))
            for form, record in self.forms()
            for item in form.fields
            if item.path == path
        ]

    def answer(self, path: str) -> Answer | None:
        """Return the first answer that says anything; None where no form with this field was handed in."""
        found = [answer for _, answer in self.answers(path)]
        ranked = sorted(found, key=lambda one: (not one.given, not one.unreadable))
        return ranked[0] if ranked else None

    def group(self, path: str) -> tuple[Group, Case] | None:
        """Return a group and the case that holds its rows; None where its form was not handed in."""
        for name, form in self.programme.forms.items():
            for group in form.groups:
                if group.path == path and name in self.submission.cases:
                    return group, self.submission.cases[name]
        return None

    def may_be_lost(self, path: str) -> bool:
        """Whether rows of a group may have been overlooked, because its form was changed."""
        found = self.group(path)
        return found is not None and is_drifted(found[1])

    def rows(self, path: str) -> list[dict[str, Answer]] | None:
        """Return the rows of a group that say anything, each by column; None without the form."""
        found = self.group(path)
        if found is None:
            return None
        group, record = found[0], found[1].record
        rows = []
        for number in range(count_rows(group, record)):
            row = {}
            for column in group.columns:
                place = f"{path}[{number}].{column.path}"
                row[column.path] = Answer(
                    place, f"{group.label}第 {number + 1} 行{column.label}", record.answers.get(place)
                )
            if any(cell.given or cell.unreadable for cell in row.values()):
                rows.append(row)
        return rows

    def column(self, path: str) -> list[Answer] | None:
        """Return the answers of a column ``group[].name``, row by row; None without the form."""
        group, _, name = path.partition("[].")
        rows = self.rows(group)
        return None if rows is None else [row[name] for row in rows if name in row]

    def options(self, path: str) -> tuple[str, ...]:
        """Return the options of a field as they are printed."""
        items = (item for form in self.programme.forms.values() for item in form.fields)
        return next((item.options for item in items if item.path == path), ())

    def is_filled(self, path: str) -> bool:
        """Whether a field, or at least one row of a group, says anything that was understood."""
        rows = self.rows(path)
        if rows is not None:
            return bool(rows)
        answer = self.answer(path)
        return answer is not None and answer.given

    def label(self, path: str) -> str:
        """Return the printed label of a field or a group; the path where there is none."""
        for form in self.programme.forms.values():
            items: tuple[Field | Group, ...] = (*form.fields, *form.groups)
            for item in items:
                if item.path == path:
                    return item.label
        return path

    def slot(self, slot: str) -> str:
        """Return the label of a slot of the checklist."""
        return next((item.label for item in self.programme.attachments if item.slot == slot), slot)

    def say(
        self,
        message: str,
        *answers: Answer | None,
        most: Severity = Severity.ERROR,
        path: str | None = None,
    ) -> Finding:
        """Return a finding about some answers, the first of which gives field and spot.

        It is as grave as the rule, the answers' certainty and ``most`` allow.
        """
        rest = [answer for answer in answers if answer is not None]
        bound = Severity.ERROR if self.rule.hard and all(one.sure for one in rest) else Severity.WARNING
        severity = min(most, bound, weight(self.rule), key=GRAVITY.index)
        if not all(one.sure for one in rest):
            message += DOUBT
        first = rest[0] if rest else None
        spot = None if first is None or first.found is None else first.found.spot
        where = path if first is None else first.path
        return Finding(self.rule.rule, severity, message, where, spot, clause(self.rule))

    def cannot_tell(self, answer: Answer) -> Finding:
        """Return what is to be said where an answer was not understood, so that a person looks."""
        message = f"“{answer.label}”填写的内容无法识别，不能核对是否符合本条；请人工核对。"
        spot = None if answer.found is None else answer.found.spot
        severity = min(Severity.WARNING, weight(self.rule), key=GRAVITY.index)
        return Finding(self.rule.rule, severity, message, answer.path, spot, clause(self.rule))


Judge = Callable[[Asked], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A check that rules may name.

    ``needs`` and ``may`` are the parameters it must and can have, by name, each with its type, a name in
    :data:`PARAMETER_TYPES`. ``covers`` are codes of a form's own checks that say less than this one does
    about the same answer. ``most`` is how grave its findings are at most, even of a hard rule.
    """

    judge: Judge
    needs: Mapping[str, str] = field(default_factory=dict)
    may: Mapping[str, str] = field(default_factory=dict)
    covers: frozenset[str] = frozenset()
    most: Severity = Severity.ERROR


PARAMETER_TYPES: Final = {
    "field": "栏目的路径",
    "fields": "栏目路径的列表",
    "group": "重复行的路径",
    "groups": "重复行路径的列表",
    "column": "重复行某列的路径，如 members[].name",
    "columns": "重复行某列的路径的列表",
    "places": "栏目或重复行路径的列表",
    "chains": "栏目路径（或某列的路径）的列表的列表",
    "form": "表的名称",
    "slot": "材料清单的编号",
    "slots": "材料清单编号的列表",
    "number": "不小于 0 的整数",
    "date": "日期，如 2025-07-31",
    "text": "文字",
    "texts": "文字的列表",
    "flag": "true 或 false",
    "table": "以文字列表为值的表",
    "level": "技能等级的名称",
    "weight": '"note" 或 "warning"',
}
"""What kinds of parameters there are, as an author of a programme is told."""


def is_drifted(case: Case) -> bool:
    """Whether a file was read as a form that it does not quite agree with: what is missing may be there."""
    return any(finding.code == "form-drift" for finding in case.findings)


def listed(items: Sequence[str]) -> str:
    """Return items in Chinese quotation marks, side by side."""
    return "".join(f"“{item}”" for item in items)


def weight(rule: Rule) -> Severity:
    """Return how grave a finding may be where the rule's parameter ``weight`` bounds it."""
    bounds: dict[object, Severity] = {"note": Severity.NOTE, "warning": Severity.WARNING}
    asked = rule.parameters.get("weight")
    return bounds.get(asked, Severity.ERROR) if isinstance(asked, str) else Severity.ERROR


def gravest(rule: Rule, predicate: Predicate) -> Severity:
    """Return how grave the findings of a rule are at most."""
    bound = Severity.ERROR if rule.hard else Severity.WARNING
    return min(bound, predicate.most, weight(rule), key=GRAVITY.index)
