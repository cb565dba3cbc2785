"""Findings as what an applicant has to mend or to explain: grouped by subject, each with its clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from formkit.chinese.masking import masked
from formkit.finding import Finding, Severity
from formkit.programme import Programme
from formkit.submission import Submission

#: What is the fault of the computer that reads, not of whoever handed in.
OUR_OWN = frozenset({"missing-program", "internal", "font-substituted"})
FILES = "文件"
"""The subject of what is to be said about files, whatever they hold."""

OTHERS = "其他"
#: In this order a clerk reads them; subjects that the rules name beside these come before the last two.
FIRST = ("材料", "资格", "内容", "一致性", "期限", "格式")


class Deficiency(NamedTuple):
    """One thing to be mended, or to be explained where ``must`` is false.

    ``about`` names the material or the place in a form, ``message`` says what is wrong and what to do,
    ``source`` is the clause it rests on. None of them holds an identity number.
    """

    about: str
    message: str
    source: str
    must: bool


class Topic(NamedTuple):
    """What is to be said about one subject, errors first."""

    subject: str
    items: tuple[Deficiency, ...]


def topics(programme: Programme, submission: Submission, findings: Iterable[Finding]) -> tuple[Topic, ...]:
    """Return all errors and warnings by subject, none twice; notes concern nobody who handed in."""
    sorted_out: dict[str, dict[Deficiency, None]] = {}
    known = _Known(programme, submission)
    for finding in dict.fromkeys(findings):
        if finding.severity is Severity.NOTE or finding.code in OUR_OWN:
            continue
        item = Deficiency(
            masked(known.about(finding)),
            masked(finding.message),
            masked(finding.source or known.source(finding)),
            finding.severity is Severity.ERROR,
        )
        sorted_out.setdefault(known.subject(finding), {})[item] = None
    return tuple(
        Topic(subject, tuple(sorted(sorted_out[subject], key=lambda item: not item.must)))
        for subject in sorted(sorted_out, key=_rank)
    )


def _rank(subject: str) -> tuple[int, str]:
    if subject in FIRST:
        return FIRST.index(subject), ""
    last = (FILES, OTHERS)
    return (len(FIRST) + 1 + last.index(subject) if subject in last else len(FIRST)), subject


class _Known:
    """What a finding is about, looked up in the programme and the submission."""

    def __init__(self, programme: Programme, submission: Submission) -> None:
        self._source = programme.source
        self._labels = dict(_labels(programme))
        self._sources = dict(_sources(programme))
        self._rules = {name: rule for rule in programme.rules for name in (rule.predicate, rule.rule) if name}
        slots = {item.slot: item.label for item in programme.attachments}
        self._slots = slots
        self._files = {
            finding: slots.get(material.slot or "", "") or material.name
            for material in submission.materials
            for finding in material.findings
        }

    def subject(self, finding: Finding) -> str:
        rule = self._rules.get(finding.code)
        if rule is not None and rule.subject:
            return rule.subject
        if finding.field in self._slots:
            return "材料"
        if finding.field is not None:
            return "内容"
        return FILES if finding in self._files else OTHERS

    def about(self, finding: Finding) -> str:
        if finding.field is None:
            return self._files.get(finding, "")
        if finding.field in self._slots:
            return self._slots[finding.field]
        path, _, row = finding.field.partition("[")
        number, _, column = row.partition("].")
        label = self._labels.get(f"{path}[].{column}" if column else path, "")
        group = self._labels.get(path, "") if row else ""
        place = f"{group}第{int(number.rstrip(']')) + 1}行" if number.rstrip("]").isdecimal() else group
        return f"{place}{label}" if column else place or label

    def source(self, finding: Finding) -> str:
        rule = self._rules.get(finding.code)
        if rule is not None:
            return rule.source
        return self._sources.get(finding.field or "", self._source)


def _labels(programme: Programme) -> Iterator[tuple[str, str]]:
    for form in programme.forms.values():
        yield from ((item.path, item.label) for item in form.fields)
        for group in form.groups:
            yield group.path, group.label
            yield from ((f"{group.path}[].{column.path}", column.label) for column in group.columns)


def _sources(programme: Programme) -> Iterator[tuple[str, str]]:
    yield from ((item.slot, item.source) for item in programme.attachments)
    for form in programme.forms.values():
        yield from ((item.path, item.source) for item in (*form.fields, *form.groups) if item.source)
