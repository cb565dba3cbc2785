"""What a document of an office takes from a register: its rows, what it says once, and the replies.

Only submissions that have properly come as far as the document says are named in it. One that was chosen and
has not is an error, under the rule of the step that it lacks: whoever calls must not issue the document then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from formkit import steps
from formkit.answer import SURE
from formkit.chinese.blanks import quote
from formkit.entries import DECISIONS, REVIEW, YES, Entries
from formkit.finding import Finding, Severity
from formkit.judging import DOUBT
from formkit.kinds import KINDS
from formkit.letters.applicant import applicant_of
from formkit.noting import ADOPTED, HEADS, TITLES, Noted, noted_of
from formkit.paths import nest
from formkit.programme import Field, Form, FromRegister, Programme
from formkit.record import Found
from formkit.registered import Registered, Scored, Stage, Standing
from formkit.rulewording import shown
from formkit.stages import standing

_BEFORE: Final = {
    Stage.NOT_ADMITTED: steps.ADMITTED,
    Stage.TO_BE_SUPPLEMENTED: steps.ADMITTED,
    Stage.RECEIVED: steps.ADMITTED,
    Stage.COMPLETE: steps.REVIEWED,
    Stage.REVIEWED: steps.CONSULTED,
    Stage.CONSULTED: steps.DECIDED,
    Stage.DECIDED: steps.PUBLISHED,
}
"""The step that a submission lacks which stands at a stage."""

_PUBLISHED: Final = frozenset((Stage.PUBLISHED, Stage.RECTIFYING))
_DECIDED: Final = _PUBLISHED | {Stage.DECIDED}
_CONSULTED: Final = _DECIDED | {Stage.CONSULTED}
_FAR_ENOUGH: Final = {
    "advised": _CONSULTED | {Stage.REVIEWED},
    "consulted": _CONSULTED,
    "decided": _DECIDED,
    "published": _PUBLISHED,
}
_OVER: Final = frozenset((Stage.NOT_DECIDED, Stage.CANCELLED))
"""Stages in which a submission was properly left out on the way: no list names it, and nothing is wrong."""

_WHAT_TO_ENTER: Final = {
    "advised": ((REVIEW, "date"), (REVIEW, "advised")),
    "consulted": ((REVIEW, "date"), (REVIEW, "advised")),
    "decided": ((DECISIONS, "meeting"), (DECISIONS, "outcome")),
    "published": ((DECISIONS, "issued_number"), (DECISIONS, "issued_date")),
}
_ENTERED: Final = {f"{REVIEW}.date": "reviewed"}
"""Names that documents give to entries, where those of :class:`Noted` differ."""


class _Chosen(NamedTuple):
    """A submission that a document may have to name."""

    item: Registered
    noted: Noted
    standing: Standing

    @property
    def name(self) -> str:
        """How messages call it."""
        applicant = applicant_of(self.item.submission)
        name = applicant.expert or applicant.studio or applicant.unit
        number = f"编号 {self.item.number}"
        return f"“{name}”（{number}）" if name else number


def register_data(  # noqa: PLR0913, PLR0917 (a register is made of these)
    programme: Programme,
    form: Form,
    items: Sequence[Registered],
    entries: Entries,
    standings: Mapping[int, Standing],
    scores: Mapping[int, Scored],
) -> tuple[dict[str, Any], list[Finding]]:
    """Return the nested data that a document takes from a register, and findings; an error forbids it.

    Rows stand in the order of the ranks, then of the numbers. A document that takes nothing has no data.
    """
    wanted = form.from_register
    if wanted is None:
        return {}, []
    taking = _Taking(programme, form, wanted, entries)
    ready: list[_Chosen] = []
    behind: list[_Chosen] = []
    is_nobody = True
    for item in sorted(items, key=lambda item: _rank(item, scores)):
        noted, _ = noted_of(programme, entries, item.number)
        if not (_is_chosen(wanted.stage, noted) or noted.advised == YES):
            continue
        stands = standings.get(item.number)
        stands = stands or standing(programme, item, entries, scores.get(item.number))
        if stands.stage in _OVER:
            continue
        one = _Chosen(item, noted, stands)
        if not _is_chosen(wanted.stage, noted):
            behind.append(one)
            continue
        is_nobody = False
        if stands.stage in _FAR_ENOUGH[wanted.stage]:
            ready.append(one)
        else:
            taking.findings += _held_up(programme, one)
    if is_nobody:
        taking.findings += [said for one in behind for said in _held_up(programme, one)]
        if not behind:
            taking.findings.append(_nobody(form, wanted))
    rows = [taking.row(one) for one in ready]
    data: dict[str, object] = {wanted.group: rows, **taking.fields(ready)}
    if wanted.replies:
        told = zip(ready, rows, strict=True)
        data[wanted.replies] = [reply for one, row in told for reply in taking.replies(one, row)]
    return nest(data), taking.findings


def _rank(item: Registered, scores: Mapping[int, Scored]) -> tuple[bool, int, int]:
    scored = scores.get(item.number)
    rank = None if scored is None else scored.rank
    return rank is None, rank or 0, item.number


def _is_chosen(stage: str, noted: Noted) -> bool:
    """Whether people chose a submission for a list, wherever it stands."""
    if stage == "published":
        return bool(noted.issued_number or noted.issued_date)
    return noted.outcome == ADOPTED if stage == "decided" else noted.advised == YES


def _held_up(programme: Programme, one: _Chosen) -> list[Finding]:
    """Return why a chosen submission may not be named: what is wrong with its process, or what it lacks."""
    stage, said = one.standing.stage, list(one.standing.findings)
    if not any(finding.severity is Severity.ERROR for finding in said):
        message = f"现在是“{stage}”，还不能列入；接下来：{one.standing.following}。"
        lacking = steps.told(programme, one.item.submission, _BEFORE.get(stage, ""), message)
        said = [replace(lacking, severity=Severity.ERROR), *said]
    return [replace(finding, message=f"{one.name}：{finding.message}") for finding in said]


def _nobody(form: Form, wanted: FromRegister) -> Finding:
    wanting = _WHAT_TO_ENTER[wanted.stage]
    heads = "和".join(f"“{HEADS[sheet][column]}”" for sheet, column in wanting)
    message = f"汇总表中没有可以列入“{form.label}”的申报；请先在“{TITLES[wanting[0][0]]}”登记{heads}。"
    return Finding("register-rows", Severity.ERROR, message, wanted.group)


class _Taking:
    """Takes what a document wants from submissions; keeps what is to be said about it."""

    def __init__(self, programme: Programme, form: Form, wanted: FromRegister, entries: Entries) -> None:
        self._programme, self._form, self._wanted, self._entries = programme, form, wanted, entries
        self._columns = {
            group.path: {column.path: column for column in group.columns} for group in form.groups
        }
        self.findings: list[Finding] = []

    def row(self, one: _Chosen) -> dict[str, str]:
        """Return the row of a submission."""
        columns = self._columns[self._wanted.group]
        return {path: self._value(columns[path], one, taken) for path, taken in self._wanted.columns.items()}

    def fields(self, ready: Sequence[_Chosen]) -> dict[str, str]:
        """Return what is said once, from the first submission; say where others differ from it."""
        fields = {item.path: item for item in self._form.fields}
        data: dict[str, str] = {}
        for path, taken in self._wanted.fields.items():
            values = [(one, self._value(fields[path], one, taken)) for one in ready]
            if not values or not values[0][1]:
                continue
            first, value = values[0]
            data[path] = value
            others = "、".join(f"{one.name}{quote(other)}" for one, other in values if other != value)
            if others:
                message = (
                    f"“{fields[path].label}”取{first.name}的{quote(value)}，与此不同的有：{others}；"
                    "请核对登记，确是分批的请分开制发。"
                )
                self.findings.append(Finding("register-differs", Severity.WARNING, message, path))
        return data

    def replies(self, one: _Chosen, row: Mapping[str, str]) -> list[dict[str, str]]:
        """Return the replies about a submission, each about the leader as its row names him."""
        columns = self._columns[self._wanted.replies]
        leader = self._programme.register.identity.leader
        taken = {answer.partition("/")[2]: path for path, answer in self._wanted.columns.items()}
        said = [
            {
                "department": reply.department,
                "about": row.get(taken.get(leader, ""), ""),
                "date": "" if reply.date is None else reply.date.isoformat(),
                "opinion": reply.opinion,
                "resolved": reply.resolved,
            }
            for reply in one.noted.replies
        ]
        return [{path: text for path, text in reply.items() if path in columns} for reply in said]

    def _value(self, item: Field, one: _Chosen, taken: str) -> str:
        """Return what a place of the document takes, as its kind expects it; say where that was doubtful."""
        name, slash, path = taken.partition("/")
        if not slash:
            return _entry(item, one, taken, self._entries)
        case = one.item.submission.cases.get(name)
        found = None if case is None else case.record.answers.get(path)
        if found is None:
            return ""
        if found.confidence < SURE:
            message = f"{one.name}的“{item.label}”取自申报材料。{DOUBT}"
            self.findings.append(Finding("register-doubtful", Severity.WARNING, message))
        source = next(field for field in self._programme.forms[name].fields if field.path == path)
        return _answer(source, item, found)


def _answer(source: Field, item: Field, found: Found) -> str:
    """Return an answer as text: as its own kind shows it where the document asks for another."""
    value = found.value
    if value is None:
        return found.raw
    if isinstance(value, str):
        return value if source.kind == item.kind or source.options else KINDS[source.kind].show(value)
    return "、".join(value) if isinstance(value, tuple) else ""


def _entry(item: Field, one: _Chosen, taken: str, entries: Entries) -> str:
    """Return an entry; one that is not understood as it was written, so that it is seen and not left out."""
    sheet, _, column = taken.partition(".")
    noted = getattr(one.noted, _ENTERED.get(taken, column), None)
    if not noted:
        return entries.text(sheet, str(one.item.number), column)
    if isinstance(noted, str):
        return noted
    return noted.isoformat() if item.kind == "date" else shown(noted)
