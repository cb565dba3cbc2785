"""What is to be said about a record and about a submission; checks never raise (law 8).

Two literal registries: :data:`CHECKS`, what a form's own definition asks of a record, and
:data:`PREDICATES`, what the rules of a programme may name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from formkit.answer import SURE
from formkit.checks import (
    ages,
    amounts,
    identities,
    lengths,
    lists,
    materials,
    numbers,
    options,
    order,
    presence,
    qualifications,
    receipts,
    rows,
    selections,
    teams,
    texts,
)
from formkit.finding import Finding, Severity
from formkit.judging import DOUBT, GRAVITY, Asked, Predicate, is_drifted
from formkit.programme import Form, Programme
from formkit.record import Case, Record
from formkit.submission import Submission

Check = Callable[[Form, Record], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (presence.check, amounts.check, rows.check)

DEADLINE: Final = {"deadline": "date", "deadline_included": "flag"}
MISSING: Final = frozenset(("required",))

PREDICATES: Final[dict[str, Predicate]] = {
    "age_at_most": Predicate(
        ages.age_at_most,
        {"birth": "field", "years": "number", "reference_date": "date"},
        {"identity": "field"},
        most=Severity.WARNING,
    ),
    "any_of": Predicate(options.any_of, {"field": "field"}, {"at_least": "number"}, MISSING),
    "attachment_present": Predicate(materials.attachment_present, {"slots": "slots"}),
    "chosen_among": Predicate(
        options.chosen_among,
        {"field": "field", "options": "texts", "message": "text"},
        {"others": "texts", "weight": "weight"},
    ),
    "contents_covered": Predicate(
        materials.contents_covered, {"slot": "slot"}, {"fields": "fields", "points": "table"}, MISSING
    ),
    "copies_equal": Predicate(receipts.copies_equal, {"copies": "number"}),
    "copies_noted": Predicate(
        materials.copies_noted, {"phrase": "text", "variants": "texts"}, most=Severity.WARNING
    ),
    "credit_code_matches_nature": Predicate(
        identities.credit_code_matches_nature,
        {"code": "field", "nature": "field", "prefixes": "table"},
        most=Severity.WARNING,
    ),
    "date_by": Predicate(receipts.date_by, {"field": "field", **DEADLINE}),
    "dates_in_order": Predicate(order.dates_in_order, {"chains": "chains"}, {"received": "flag"}),
    "emailed_by": Predicate(receipts.emailed_by, {"mailbox": "text", **DEADLINE}),
    "evidence_for": Predicate(
        options.evidence_for,
        {"field": "field", "option": "number", "evidence": "places"},
        most=Severity.WARNING,
    ),
    "each_filled": Predicate(
        selections.each_filled, {"names": "column", "column": "column", "message": "text"}
    ),
    "filled": Predicate(
        texts.filled, {}, {"fields": "fields", "positive": "fields", "groups": "groups"}, MISSING
    ),
    "flag": Predicate(
        options.flag,
        {"field": "field", "options": "texts", "message": "text"},
        {"others": "texts"},
        most=Severity.NOTE,
    ),
    "form_used": Predicate(materials.form_used, {"form": "form", "slot": "slot"}, most=Severity.WARNING),
    "id_matches_birth_sex": Predicate(
        identities.id_matches_birth_sex, {"identity": "field"}, {"birth": "field", "sex": "field"}
    ),
    "lapsed_after": Predicate(receipts.lapsed_after, DEADLINE),
    "level_at_least": Predicate(
        qualifications.level_at_least,
        {"level": "field", "lowest": "level"},
        {
            "number": "field",
            "heritage_level": "field",
            "heritage_authority": "field",
            "home": "text",
            "title": "field",
        },
        frozenset(("unparsable",)),
    ),
    "list_at_most": Predicate(lists.list_at_most, {"quota": "number"}, {"names": "column"}),
    "mentions": Predicate(texts.mentions, {"fields": "fields", "words": "texts"}, most=Severity.WARNING),
    "no_gaps": Predicate(
        order.no_gaps, {"column": "column", "months": "number"}, {"until_now": "flag"}, most=Severity.WARNING
    ),
    "number_between": Predicate(
        numbers.number_between,
        {"field": "field"},
        {"minimum": "number", "maximum": "number", "unit": "text"},
        frozenset(("amount",)),
    ),
    "numbers_descend": Predicate(numbers.numbers_descend, {"chains": "chains"}, most=Severity.WARNING),
    "page_size": Predicate(
        materials.page_size,
        {"paper": "text", "width": "number", "height": "number"},
        {"tolerance": "number"},
        most=Severity.WARNING,
    ),
    "permits": Predicate(options.permits, most=Severity.NOTE),
    "replies_complete": Predicate(
        selections.replies_complete,
        {
            "names": "column",
            "departments": "texts",
            "department": "column",
            "opinion": "column",
            "clear": "texts",
            "date": "column",
        },
        {"about": "column", "resolved": "column"},
    ),
    "periods_forward": Predicate(order.periods_forward, {"columns": "columns"}),
    "received_by": Predicate(receipts.received_by, DEADLINE),
    "rows_backed": Predicate(
        materials.rows_backed,
        {"groups": "groups", "slot": "slot"},
        {"proofs": "columns"},
        most=Severity.WARNING,
    ),
    "rows_between": Predicate(
        teams.rows_between,
        {"group": "group", "name": "text", "minimum": "number", "maximum": "number"},
        {"leader": "field"},
        frozenset(("required", "rows")),
    ),
    "rows_distinct": Predicate(teams.rows_distinct, {"groups": "groups"}, most=Severity.WARNING),
    "rows_ruled": Predicate(
        selections.rows_ruled,
        {"names": "column", "when": "column", "values": "texts", "message": "text"},
        {"filled": "column", "empty": "column", "column": "column", "among": "texts"},
    ),
    "same_text": Predicate(texts.same_text, {"field": "field"}),
    "text_among": Predicate(selections.text_among, {"field": "field", "texts": "texts"}),
    "text_contains": Predicate(
        texts.text_contains,
        {"field": "field", "part": "field"},
        {"message": "text", "weight": "weight"},
    ),
    "text_length": Predicate(
        lengths.text_length,
        {"field": "field"},
        {"minimum": "number", "maximum": "number", "slot": "slot"},
        frozenset(("length",)),
    ),
    "unit_admitted": Predicate(
        identities.unit_admitted,
        {"nature": "field", "code": "field", "natures": "texts"},
        {"prefixes_doubtful": "texts"},
        most=Severity.WARNING,
    ),
    "years_apart": Predicate(
        selections.years_apart,
        {"first": "field", "last": "field", "years": "number"},
        most=Severity.WARNING,
    ),
}


def check_record(form: Form, record: Record) -> list[Finding]:
    """Return the findings of every check about one record of a form."""
    return [finding for check in CHECKS for finding in check(form, record)]


def check_submission(
    programme: Programme, submission: Submission, *, on: dt.date | None = None
) -> list[Finding]:
    """Return what is to be said about all that one applicant handed in.

    In this order: the rules of the notice in theirs, what has to agree within the submission, and what
    each form's own definition asks of its record, save what a rule has said already. ``on`` is the day at
    which ages are reckoned, None for the one that the programme names. What was found while reading files
    stands in the submission itself and is not repeated.
    """
    said: list[Finding] = []
    for rule in (*programme.rules, *programme.consistency):
        predicate = PREDICATES.get(rule.predicate)
        if predicate is not None:
            said += predicate.judge(Asked(programme, submission, rule, on))
    for name, form in programme.forms.items():
        if name in submission.cases:
            case = submission.cases[name]
            own = [_softened(finding, case) for finding in check_record(form, case.record)]
            said += not_said(programme, said, own)
    return said


def not_said(programme: Programme, said: Iterable[Finding], more: Iterable[Finding]) -> list[Finding]:
    """Return of some findings those about which no rule has said as much about the same answer."""
    rules = {rule.rule: rule.predicate for rule in (*programme.rules, *programme.consistency)}
    covered: dict[tuple[str | None, str], int] = {}
    for item in said:
        predicate = PREDICATES.get(rules.get(item.code, ""))
        for code in predicate.covers if predicate is not None else ():
            place, gravity = (item.field, code), GRAVITY.index(item.severity)
            covered[place] = max(gravity, covered.get(place, gravity))
    return [item for item in more if covered.get((item.field, item.code), -1) < GRAVITY.index(item.severity)]


def check_document(programme: Programme, form: Form, record: Record) -> list[Finding]:
    """Return what speaks against a document of an office: the rules that it has to keep and breaks."""
    alone = replace(programme, forms={form.name: form}, rules=form.rules)
    submission = Submission("", cases={form.name: Case("", record)})
    return [
        finding
        for rule in form.rules
        if rule.predicate in PREDICATES
        for finding in PREDICATES[rule.predicate].judge(Asked(alone, submission, rule))
    ]


def check_selection(programme: Programme, selected: Sequence[str]) -> list[Finding]:
    """Return what the rules say about the names on a list of results."""
    asked = (
        Asked(programme, Submission(""), rule, selected=tuple(selected))
        for rule in programme.rules
        if rule.predicate == "list_at_most"
    )
    return [finding for one in asked for finding in lists.list_at_most(one)]


def _softened(finding: Finding, case: Case) -> Finding:
    """Return a finding as a warning where it rests on a doubtful reading, or on a table that may be lost."""
    found = case.record.answers.get(finding.field or "")
    sure = not is_drifted(case) if found is None else found.confidence >= SURE
    if sure or finding.severity is not Severity.ERROR:
        return finding
    return replace(finding, severity=Severity.WARNING, message=finding.message + DOUBT)
