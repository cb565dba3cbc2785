"""What a finding belongs to, in the words of clerks; the codes are for whoever helps them.

Rules have the numbers that the notice's own list gives them. All else has a code in English, which a clerk
is told as one of a few words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from formkit.finding import Finding
from formkit.once import once_for_each
from formkit.programme import Programme

READING: Final = "读取"
CONTENT: Final = "内容"
MATERIALS: Final = "材料"
WORDS: Final = {
    "核实": ("which-submission", "which-version", "several-applicants", "answers-differ"),
    "雷同": ("shared-passages",),
    "归类": (
        "unassigned", "doubtful-slot", "several-for-slot", "several-in-one", "settled", "settlement",
        "set-aside",
    ),
    "文件": (
        "copy", "old-version", "two-formats", "blank-form", "identity-number-in-name", "files-left-out",
        "too-many-files", "pages-left-out", "link",
    ),
    "登记": ("receipt-entry", "register-entry", "correction", "register-row", "process"),
}  # fmt: skip
"""What the codes belong to that are no rules; the others are about an answer, or about reading a file."""

_WORD_OF: Final = {code: word for word, codes in WORDS.items() for code in codes}
_NUMBERED: Final = re.compile(r"[A-Z]{1,3}\d+[a-z]?")


def subject_of(programme: Programme, finding: Finding) -> str:
    """Return the number of a rule and what it is about, or one word: ``R26 材料``, ``一致``, ``雷同``."""
    word = _word(programme, finding)
    return f"{finding.code} {word}".strip() if _NUMBERED.fullmatch(finding.code) else word


def called(programme: Programme, findings: Iterable[Finding]) -> list[str]:
    """Return how findings are called in a sentence, none twice: rules by their numbers, all else by words."""
    names = (
        finding.code if _NUMBERED.fullmatch(finding.code) else _word(programme, finding)
        for finding in findings
    )
    return list(dict.fromkeys(names))


def _word(programme: Programme, finding: Finding) -> str:
    rules = _rules(programme)
    if finding.code in rules:
        return rules[finding.code]
    if finding.code in _WORD_OF:
        return _WORD_OF[finding.code]
    if finding.field is None:
        return READING
    return MATERIALS if finding.field in _slots(programme) else CONTENT


@once_for_each
def _rules(programme: Programme) -> Mapping[str, str]:
    """Return by its code what each rule of a programme is about; a rule without a number needs a word."""
    rules = (*programme.rules, *programme.consistency)
    return {rule.rule: rule.subject or ("" if _NUMBERED.fullmatch(rule.rule) else CONTENT) for rule in rules}


@once_for_each
def _slots(programme: Programme) -> frozenset[str]:
    return frozenset(item.slot for item in programme.attachments)
