"""Whether a slot of the checklist is filled: surely, perhaps, or not at all."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from formkit.programme import Programme
from formkit.sorting.checking import may_be_elsewhere
from formkit.submission import Material, Submission

_IDENTITY: Final = re.compile(r"\d{13,17}[\dXx]", re.ASCII)


class Possession(StrEnum):
    """Whether a material was handed in; UNKNOWN where answers alone are looked at, and no files."""

    THERE = "there"
    PERHAPS = "perhaps"
    ABSENT = "absent"
    UNKNOWN = "unknown"


def possession(programme: Programme, submission: Submission, slot: str) -> Possession:
    """Return whether a submission fills a slot; a file that is 待确认 may be the one, or a volume hold it."""
    forms = {item.form for item in programme.attachments if item.slot == slot}
    if any(material.size for material in submission.of_slot(slot)) or forms & submission.cases.keys():
        return Possession.THERE
    if may_be_elsewhere(programme.attachments, submission, slot):
        return Possession.PERHAPS
    if not submission.materials and submission.cases:
        return Possession.UNKNOWN
    return Possession.ABSENT


def called(material: Material) -> str:
    """Return a file's name for a message: without an identity number, which some people put there."""
    return _IDENTITY.sub(lambda match: f"****{match[0][-4:]}", material.name)
