"""Findings as what an applicant has to mend or to explain: grouped by subject, each with its clause."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from formkit.decisions import key_of
from formkit.finding import Finding, Severity
from formkit.letters.applicant import printable
from formkit.programme import Programme
from formkit.submission import Material, Submission

#: What is the fault of the computer that reads, or for a clerk to settle, not for whoever handed in.
OUR_OWN = frozenset(
    {
        *("missing-program", "internal", "timeout", "crashed", "font-substituted"),
        *("unassigned", "settlement", "several-for-slot", "too-many-files", "answers-differ"),
        *("receipt-entry", "register-entry", "correction", "process"),
    }
)
FILES = "文件"
"""The subject of what is to be said about files, whatever they hold."""

OTHERS = "其他"
OF_THE_FORM = "版式设计"
"""The source of a field that no clause asks for, as programmes write it: an applicant cannot look it up."""

LONGEST_QUOTED = 20
"""Characters of a clause that are quoted."""

#: In this order a clerk reads them; subjects that the rules name beside these come before the last two.
FIRST = ("材料", "资格", "范围", "内容", "一致", "期限", "格式")


class Deficiency(NamedTuple):
    """One thing to be mended, or to be explained where ``must`` is false.

    ``about`` names the material or the place in a form, ``message`` says what is wrong and what to do,
    ``source`` is the clause it rests on, "" where nobody named one. None of them holds an identity number.
    """

    about: str
    message: str
    source: str
    must: bool


class Topic(NamedTuple):
    """What is to be said about one subject, errors first."""

    subject: str
    items: tuple[Deficiency, ...]


def to_be_mended(findings: Iterable[Finding], asked: Container[Finding] = ()) -> list[Finding]:
    """Return the errors and warnings that concern whoever handed in, none twice.

    Those that a clerk ``asked`` to have mended are among them, whatever they are.
    """
    return [
        finding
        for finding in dict.fromkeys(findings)
        if finding in asked or (finding.severity is not Severity.NOTE and finding.code not in OUR_OWN)
    ]


def topics(
    programme: Programme,
    submission: Submission,
    findings: Iterable[Finding],
    longest: int = LONGEST_QUOTED,
) -> tuple[Topic, ...]:
    """Return findings by subject, errors first, none twice; of a clause so many characters are quoted."""
    sorted_out: dict[str, dict[Deficiency, None]] = {}
    known = _Known(programme, submission)
    for finding in dict.fromkeys(findings):
        subject = known.subject(finding)
        item = Deficiency(
            printable(known.about(finding)) or subject,
            printable(finding.message),
            shortened(printable(finding.source or known.source(finding)), longest),
            finding.severity is Severity.ERROR,
        )
        sorted_out.setdefault(subject, {})[item] = None
    return tuple(
        Topic(subject, tuple(sorted(sorted_out[subject], key=lambda item: not item.must)))
        for subject in sorted(sorted_out, key=_rank)
    )


def shortened(source: str, longest: int = LONGEST_QUOTED) -> str:
    """Return a clause with no more of its words than tell which it is.

    >>> shortened("通知第五条（一）“一式2份”")
    '通知第五条（一）“一式2份”'
    """
    place, quoted, words = source.replace(OF_THE_FORM, "表格填写要求").partition("“")
    if len(words) > longest + 1:
        words = f"{words[:longest]}……”"
    return f"{place}{quoted}{words}"


def _rank(subject: str) -> tuple[int, str]:
    if subject in FIRST:
        return FIRST.index(subject), ""
    last = (FILES, OTHERS)
    return (len(FIRST) + 1 + last.index(subject) if subject in last else len(FIRST)), subject


class _Known:
    """What a finding is about, looked up in the programme and the submission."""

    def __init__(self, programme: Programme, submission: Submission) -> None:
        self._labels = dict(_labels(programme))
        self._sources = dict(_sources(programme))
        rules = (*programme.rules, *programme.consistency)
        self._rules = {rule.rule: rule for rule in rules}
        self._slots = {item.slot: item.label for item in programme.attachments}
        # By their keys: a clerk's decision makes a finding graver, and it is about the same file still.
        self._files = {
            key_of(finding): material for material in submission.materials for finding in material.findings
        }
        self._names = {material.name: material for material in submission.materials}

    def subject(self, finding: Finding) -> str:
        rule = self._rules.get(finding.code)
        if rule is not None and rule.subject:
            return rule.subject
        if finding.field in self._slots:
            return "材料"
        if self._material(finding) is not None:
            return FILES
        return OTHERS if finding.field is None else "内容"

    def _material(self, finding: Finding) -> Material | None:
        named = finding.spot.member if finding.spot is not None else None
        return self._names.get(named or "") or self._files.get(key_of(finding))

    def about(self, finding: Finding) -> str:
        material = self._material(finding)
        if material is not None and finding.field is None:
            name = PurePath(material.name).name
            return self._slots.get(material.slot or "", name) if name in finding.message else name
        if finding.field is None:
            return next((label for label in self._slots.values() if f"“{label}”" in finding.message), "")
        if finding.field in self._slots:
            return self._slots[finding.field]
        path, _, row = finding.field.partition("[")
        number, _, column = row.partition("].")
        label = self._labels.get(f"{path}[].{column}" if column else path, "")
        group = self._labels.get(path, "") if row else ""
        number = number.rstrip("]")
        place = f"{group}第{int(number) + 1}行" if number.isdecimal() else group
        return f"{place}{label}" if column else place or label

    def source(self, finding: Finding) -> str:
        rule = self._rules.get(finding.code)
        if rule is not None:
            return rule.source
        return self._sources.get(finding.field or "", "")


def _labels(programme: Programme) -> Iterator[tuple[str, str]]:
    for form in programme.forms.values():
        yield from ((item.path, item.label) for item in form.fields)
        for group in form.groups:
            yield group.path, group.label
            yield from ((f"{group.path}[].{column.path}", column.label) for column in group.columns)


def _sources(programme: Programme) -> Iterator[tuple[str, str]]:
    yield from ((item.slot, item.source) for item in programme.attachments)
    for form in programme.forms.values():
        yield from ((item.path, item.source) for item in form.fields if item.source)
        yield from ((group.path, group.source) for group in form.groups if group.source)
