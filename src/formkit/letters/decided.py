"""What a letter has to say after a clerk has looked at the findings: his decisions, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from formkit.decisions import decision_of, still_open
from formkit.entries import MEND, Entries
from formkit.finding import Finding


class Stands(NamedTuple):
    """The findings that stand, and those among them that a clerk wants mended, as a letter takes them."""

    findings: tuple[Finding, ...]
    asked: frozenset[Finding]


def stands(entries: Entries, number: int, findings: Iterable[Finding]) -> Stands:
    """Return the findings of a submission that a 补正通知 is about, with what a clerk decided about them.

    What he let pass is not among them. What he marked 补正 is an error and stands in the letter even where it
    was a note, or is a thing that applicants are usually not told of.
    """
    standing = tuple(still_open(entries, number, findings))
    asked = (finding for finding in standing if decision_of(entries, number, finding).what == MEND)
    return Stands(standing, frozenset(asked))
