"""收件核对单: what came by e-mail, already counted, and boxes for what only paper can show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from formkit.letters.applicant import UNKNOWN, applicant_of, printable
from formkit.letters.supplement import TO_BE_WRITTEN, shown
from formkit.named import Names
from formkit.programme import Programme
from formkit.rulewording import wording
from formkit.sorting.naming import shared_folders
from formkit.submission import Material, Submission

PAPER = ("格式",)
"""Subjects of the rules that only paper can show to have been kept."""

UNSORTED = "待确认"
NOT_FOUND = "（未见）"


def receipt_names(programme: Programme, submission: Submission) -> dict[str, Any]:
    """Return what the template ``receipt.docx`` prints: what the counter noted, blanks for the rest."""
    applicant = applicant_of(submission)
    noted = submission.receipt
    shared = shared_folders(material.name for material in submission.materials)
    return {
        "unit": applicant.unit or UNKNOWN,
        "studio": applicant.studio,
        "expert": applicant.expert,
        "materials": [_row(*row, shared) for row in _materials(programme, submission)],
        "paper": [Names({"text": text, "source": source}) for text, source in _paper(programme)],
        "copies": [Names({"label": item.label}) for item in programme.attachments if item.copy],
        "received": TO_BE_WRITTEN if noted.received is None else shown(noted.received),
        "emailed": TO_BE_WRITTEN if noted.emailed is None else shown(noted.emailed),
        "copies_received": "　　份" if noted.copies is None else f"{noted.copies}份",
        "by": printable(noted.by),
    }


def _row(slot: str, label: str, material: Material | None, shared: int) -> Names:
    """Return a line about a file, without the ``shared`` folders that all of them lie in."""
    pages = "" if material is None or material.pages is None else str(material.pages)
    file = NOT_FOUND if material is None else printable("/".join(material.name.split("/")[shared:]))
    return Names({"slot": slot, "label": label, "file": file, "pages": pages})


def _materials(programme: Programme, submission: Submission) -> Iterator[tuple[str, str, Material | None]]:
    """Yield each slot with its files, in the order of the checklist; then the files of no slot."""
    for attachment in programme.attachments:
        files = submission.of_slot(attachment.slot)
        if not files and attachment.required is True:
            yield attachment.slot, attachment.label, None
        for number, material in enumerate(files):
            yield attachment.slot, attachment.label if number == 0 else "", material
    known = {attachment.slot for attachment in programme.attachments}
    for material in submission.materials:
        if material.slot not in known:
            yield "", UNSORTED, material


def _paper(programme: Programme) -> Iterator[tuple[str, str]]:
    """Yield the rules that people have to look at on paper, each with its clause.

    What is signed and sealed before it is handed in is the template's own wording.
    """
    for rule in programme.rules:
        if rule.subject in PAPER:
            yield wording(rule), rule.source
