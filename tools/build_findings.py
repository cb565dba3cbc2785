"""Write docs/findings.md from the codes below and the rules of tangcheng-2025: ``make findings``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import formkit
from formkit.answer import SURE
from formkit.checks import PREDICATES
from formkit.errors import REFUSALS
from formkit.judging import gravest
from formkit.programme import Rule
from formkit.rulewording import wording

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "findings.md"
PROGRAMME: Final = "tangcheng-2025"

#: Every code that is not the name of a rule: how grave at most, and what it means.
CODES: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "Answers": {
        "required": ("error", "a required answer, or a row of a required table, is missing"),
        "rows": ("error", "a table has fewer or more rows than it may"),
        "amount": ("error", "a number is outside the field's limits"),
        "length": ("warning", "a text has fewer or more 字 than the field's limits"),
        "unparsable": ("error", "a text that its kind cannot parse; it is kept as it was typed"),
        "picture": ("error", "a picture cannot be opened or used"),
        "unknown-data": ("error", "data for a field that the form does not have"),
        "wrong-shape": (
            "error",
            "data of another shape: a list for one answer, a text for rows",
        ),
        "refused": ("error", "of several records, one that cannot be written at all"),
    },
    "Filled forms": {
        "unrecognised": ("error", "no form of any programme is like the file"),
        "form-drift": ("warning", "the printed text differs from that of the form"),
        "field-missing": ("warning", "a field of the form was not found in the file"),
        "answers-differ": ("warning", "an answer that stands in several places differs between them"),
        "boxes-unseen": (
            "warning",
            "a choice of which no box is to be seen, as where a page lacks their font",
        ),
        "example-kept": (
            "warning",
            "an example that the blank form prints was left standing: it counts as no answer",
        ),
        "leftovers": ("note", "text in places for answers that no field claims"),
    },
    "Word files": {
        "tracked-changes": ("warning", "changes are tracked; they were read as accepted"),
        "hidden-text": ("warning", "hidden text was not read"),
        "comments": ("note", "comments were not read"),
        "footnotes": ("note", "footnotes were not read"),
        "embedded-content": ("warning", "something is embedded that cannot be read"),
        "external-link": ("note", "something is linked and was not fetched"),
        "macros": ("note", "the file holds macros; none was run"),
        "unreadable-picture": ("warning", "the data of a picture is missing"),
    },
    "PDF files": {
        "page-count": ("error", "two readers count different pages"),
        "pages-left-out": ("error", "pages beyond the limit were not read; a warning where some were"),
        "row-at-page-break": ("warning", "a page break may have cut a row in two, or it may be two"),
        "scan": ("error", "pages that are pictures without text"),
        "recognised-text": ("warning", "the text was recognised, not written"),
        "empty-document": ("error", "neither text nor a picture"),
        "unreadable-text": ("error", "text whose characters cannot be told"),
        "slanted-text": ("note", "slanted text, a watermark, was left out"),
        "protected": ("note", "encrypted, and readable without a password"),
        "active-content": ("note", "scripts or actions; none was run"),
        "annotation-not-read": ("note", "an annotation was not read"),
        "comment": ("note", "a comment was not read"),
        "signature": ("note", "signed electronically; the signature was not verified"),
        "xfa": ("warning", "an XFA form; what only XFA holds was not read"),
        "field-without-place": ("warning", "a form field that stands nowhere on the pages"),
        "form-fields-left-out": ("warning", "form fields beyond the limit were not read"),
        "form-fields-unreadable": ("warning", "form fields could not be read"),
        "tick-doubtful": ("warning", "a box of which it is not sure whether it is ticked"),
    },
    "Workbooks": {
        "ambiguous-column": ("warning", "a column's head fits several fields"),
        "excel-error": ("error", "a cell holds an error value"),
        "excel-rounded": ("error", "a long number was rounded by the spreadsheet"),
        "formula-without-value": ("error", "a formula whose result is not in the file"),
        "hidden-row": ("note", "a hidden row was read"),
        "leading-zero": ("warning", "a lost leading zero was put back"),
        "sheet-ignored": ("note", "a sheet that belongs to no form"),
        "unknown-column": ("warning", "a column that no field claims"),
        "unknown-row": ("warning", "a row that no field claims"),
    },
    "Archives and conversion": {
        "files-left-out": ("note", "files of an archive that were not read"),
        "link": ("warning", "a link in an archive was not followed"),
        "not-forms": ("note", "files of an archive that are no forms"),
        "unsafe-name": ("warning", "a name that would have led out of the folder, made safe"),
        "font-substituted": ("note", "a font is missing and was replaced"),
    },
    "Submissions": {
        "unassigned": ("warning", "files of which it cannot be told which material they are"),
        "doubtful-slot": ("note", "a file was given to a slot of the checklist without certainty"),
        "several-for-slot": ("warning", "several files for a slot that takes one"),
        "several-in-one": ("warning", "a volume: titles of other materials stand in it"),
        "two-formats": ("note", "one document in two formats"),
        "old-version": ("warning", "an old version beside a new one"),
        "copy": ("warning", "two files are the same byte for byte"),
        "blank-form": ("warning", "a form in which nothing was filled"),
        "not-read": ("note", "a kind of file whose content is not read"),
        "too-many-files": ("warning", "files beyond the limit; only their names were used"),
        "identity-number-in-name": ("warning", "a file's name holds an identity number"),
        "settled": ("note", "a `formkit.toml` in the package says what files are"),
        "settlement": ("warning", "a `formkit.toml` has a mistake, or lies where it is not heard"),
        "set-aside": ("note", "a file that `formkit.toml` says is no material"),
        "shared-passages": ("warning", "two applicants' texts share passages word for word"),
    },
    "Inboxes": {
        "inbox-shape": ("warning", "an inbox that is empty, or looks like the folder of one applicant"),
        "which-submission": (
            "warning",
            "whose a package is, or whether two submissions are one, is not sure",
        ),
        "which-version": ("warning", "which of two packages came later is told by their times alone"),
        "several-applicants": (
            "error",
            "a package holds the forms of several applicants; one of them counts",
        ),
    },
    "Registers": {
        "register-sheet": ("warning", "a sheet is a copy, or of another collection; it was not read"),
        "register-row": (
            "warning",
            "a row that the program did not write; what was typed there was not taken",
        ),
        "register-column": ("warning", "a column without a head, or a copied one; it was not taken"),
        "register-ledger": ("warning", "the ledger does not know what the register showed; corrections wait"),
        "cell-cut": ("warning", "a text is longer than a cell may be; the whole is in the ledger"),
        "receipt-entry": ("warning", "a note about receipt is not understood; it counts as none"),
        "register-entry": ("warning", "an entry about the process is not understood; it counts as none"),
        "correction": ("warning", "a corrected answer is not understood, or has no place any more"),
        "process": ("error", "a step was entered before those that come first, and no rule is named for it"),
    },
    "Documents of an office": {
        "private": ("error", "a document to be published holds what looks like somebody's private data"),
        "register-data": ("note", "a list in the office's data gave way to that of the register"),
        "register-rows": ("error", "no submission has come so far that the document could name it"),
        "register-differs": ("warning", "submissions differ in what a document says once for all"),
        "register-doubtful": ("warning", "an answer that goes into a document was read with doubt"),
        "stroke-order": ("warning", "counting strokes does not settle where a name stands in a list"),
    },
    "Bound volumes": {
        "not-bound": ("warning", "a required material is not in the volume"),
        "several-files": ("warning", "several files for a slot that takes one were all bound"),
        "unsorted": ("warning", "a file of no slot was bound at the end"),
    },
    "Experts' review": {
        "score-missing": ("warning", "an expert has not scored a submission, or not every item of it"),
        "score-out-of-bounds": ("warning", "points below 0 or above what the item can have"),
        "score-unknown": ("warning", "an entry that is no points, or of no item or submission under review"),
        "score-precise": ("note", "points with more decimals than were asked for; they count as they are"),
        "score-few": ("warning", "too few experts, or too few scores to leave out the highest and lowest"),
        "score-tied": ("warning", "submissions whose published scores are the same"),
        "score-recused": ("warning", "an expert stands aside and scored as well; the points are not used"),
        "score-twice": (
            "error",
            "one expert's scores stand in two places; where they differ one was not used",
        ),
        "score-row": ("error", "a row of a scoring sheet of which it cannot be told whose it is"),
        "score-foreign": ("error", "a scoring sheet of another round or register"),
        "score-left-out": ("error", "a file that was not read beside the scoring sheets"),
    },
}

HEAD: Final = """# Findings

<!-- Made by tools/build_findings.py; change that script or programme.toml, not this page. -->

A finding is what formkit has to say about somebody's data or files: a `code` for programs, a `severity`, a
sentence in Chinese that says what to do, and, where they are known, the `field`, the `spot` and the `source`,
the clause it rests on.

| severity | shown as | means |
|---|---|---|
| `error` | 错误 | it cannot stay so: a hard rule is broken, by answers that were read beyond doubt |
| `warning` | 提醒 | somebody has to look: the clause is soft, or the reading doubtful |
| `note` | 说明 | good to know; nothing has to be done |

**The law of severity.** A rule that is not hard gives a warning at most, and so does every finding that rests
on an answer of a confidence below {sure}, or on text that was not understood. Wrongly sending an applicant
away is the worst mistake of all.
"""

RULES: Final = """## The rules of a programme

The code is the name of the rule. What a rule says, its parameters, and whether it is hard stand in
`programme.toml` ([programmes](programme.md#rules)); these are the rules of `{name}`, {source}. *program*
checks all that a program can, *partly* leaves something to a person, *person* is printed and never gives a
finding about a submission; about a document or the register's process it may.
"""

CONSISTENCY: Final = """## What has to agree

Written in `programme.toml` like rules, under `[[consistency]]`.
"""

FILES: Final = """## Files that cannot be read

Codes of a file from which nothing could be read; an error each, or a warning for one file within an archive.
"""


def page() -> str:
    """Return the text of docs/findings.md."""
    call = formkit.load(PROGRAMME)
    parts = [HEAD.format(sure=SURE), RULES.format(name=call.name, source=call.source), _rules(call.rules)]
    parts += [CONSISTENCY, _rules(call.consistency)]
    for title, codes in CODES.items():
        rows = [(f"`{code}`", severity, meaning) for code, (severity, meaning) in sorted(codes.items())]
        parts += [f"## {title}\n", _table(("code", "at most", "means"), rows)]
    parts += [FILES, _table(("code", "means"), [(f"`{code}`", why) for code, why in REFUSALS.items()])]
    return "\n".join(parts)


def _rules(rules: Iterable[Rule]) -> str:
    rows = [(f"`{one.rule}`", one.source, _judge(one), _gravity(one), wording(one)) for one in rules]
    return _table(("code", "clause", "judged by", "at most", "wording"), rows)


def _judge(rule: Rule) -> str:
    who = "partly" if rule.human else "program"
    return f"{who}: `{rule.predicate}`" if rule.predicate else "person"


def _gravity(rule: Rule) -> str:
    predicate = PREDICATES.get(rule.predicate)
    return "" if predicate is None else gravest(rule, predicate).value


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    plain = ([cell.replace("|", "｜") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in plain)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
