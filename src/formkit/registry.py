"""An open register: the ledger, the programme and what people wrote, as submissions one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from formkit.checking import findings_of
from formkit.collecting.merging import Merged, merged
from formkit.collecting.succession import succession
from formkit.correcting import corrected
from formkit.decisions import follow
from formkit.entries import SCORES, Entries
from formkit.finding import Finding
from formkit.keeping import Kept, unpack
from formkit.ledger import Ledger
from formkit.panel import scored
from formkit.parcel import Parcel
from formkit.programme import Programme
from formkit.receiving import receipt_of
from formkit.record import Found
from formkit.registered import Incoming, Registered, Scored, Standing, Use
from formkit.stages import standing
from formkit.submission import Receipt, Submission

CANDIDATES, EXPERTS = "candidates", "experts"
"""Under these the ledger knows who reviews, and what."""


class _Assembled(NamedTuple):
    """A submission before it is checked: its packages, what was kept of each, what they come to together.

    ``read`` is what the program had read where a clerk corrected it, ``findings`` what is to be said about
    what he and the counter wrote.
    """

    submission: Submission
    incoming: tuple[Incoming, ...]
    kept: Mapping[str, Kept]
    whole: Merged
    read: Mapping[str, Mapping[str, Found]]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Registry:
    """A register as it stands: every value that it shows follows from these three."""

    programme: Programme
    ledger: Ledger
    entries: Entries

    def numbers(self) -> list[int]:
        """Return the numbers of the submissions, in order."""
        return self.ledger.numbers()

    def items(self) -> Iterator[Registered]:
        """Yield the submissions in the order of their numbers; one at a time is in memory."""
        for number in self.numbers():
            yield self.item(number)

    def item(self, number: int) -> Registered:
        """Return one submission: its packages together, corrected, with the counter's notes, and checked.

        :raises UnreadableFileError: when the ledger is damaged.
        """
        found = self._assembled(number)
        submission, incoming = found.submission, found.incoming
        alone = _alone(found)
        said = found.kept[alone].findings if alone else findings_of(self.programme, submission)
        if all(item.use is Use.UNREADABLE for item in incoming):
            said = self._of_reading(said)
        findings = dict.fromkeys((*self.ledger.questions(number), *said, *found.findings))
        follow(self.entries, number, findings, [item.name for item in incoming])
        whole = found.whole
        return Registered(
            number, submission, tuple(findings), incoming, found.read, whole.origins, whole.history
        )

    def submission(self, number: int) -> Submission:
        """Return one submission as :meth:`item` does, without checking it.

        :raises UnreadableFileError: when the ledger is damaged.
        """
        return self._assembled(number).submission

    def _assembled(self, number: int) -> _Assembled:
        """Put the packages of a submission together, with the clerk's corrections and the counter's notes."""
        parcels = self.ledger.parcels_of(number)
        incoming = succession(number, parcels, self.entries).incoming
        kept = self._kept(parcels)
        whole = merged(self.programme, incoming, {name: one.submission for name, one in kept.items()})
        receipt, noted = receipt_of(self.entries, incoming)
        submission, read, more = corrected(
            self.programme, replace(whole.submission, receipt=receipt), self.entries, number
        )
        return _Assembled(submission, incoming, kept, whole, read, (*noted, *more))

    def _of_reading(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return what is to be said of a package that nobody could look into: nothing of what it holds."""
        rules = {rule.rule for rule in (*self.programme.rules, *self.programme.consistency)}
        return tuple(finding for finding in findings if finding.code not in rules)

    def _kept(self, parcels: Sequence[Parcel]) -> dict[str, Kept]:
        return {parcel.name: unpack(self.ledger.outcome(parcel.outcome), Kept) for parcel in parcels}

    def scores(self) -> dict[int, Scored]:
        """Return what the experts made of the submissions that they were given, or scored."""
        review = self.programme.review
        if review is None:
            return {}
        return scored(review, self.entries, self.candidates(), self.experts())

    def candidates(self) -> list[int]:
        """Return the numbers of the submissions that experts were given, or scored."""
        given = json.loads(self.ledger.meta(CANDIDATES, "[]"))
        rows = self.entries.sheets.get(SCORES, {})
        return sorted({*given, *(int(key) for key in rows if key.isdecimal())} & set(self.numbers()))

    def experts(self) -> list[str]:
        """Return the experts for whom scoring workbooks were written."""
        return [str(name) for name in json.loads(self.ledger.meta(EXPERTS, "[]"))]

    def standing(self, item: Registered, score: Scored | None) -> Standing:
        """Return how far a submission has come."""
        return standing(self.programme, item, self.entries, score)


def _alone(found: _Assembled) -> str:
    """Return the package that a submission is without any change, "" where it is more than one as it came."""
    counting = [item.name for item in found.incoming if item.use in {Use.IN_FORCE, Use.UNREADABLE}]
    unchanged = found.submission.receipt == Receipt() and not found.read and len(counting) == 1
    kept = {origin.package for origin in found.whole.origins.values()}
    return counting[0] if unchanged and kept <= set(counting) else ""
