"""An open register: the ledger, the programme and what people wrote, as submissions one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
from formkit.registered import Incoming, Registered, Scored, Standing, Use
from formkit.stages import standing
from formkit.submission import Receipt

CANDIDATES, EXPERTS = "candidates", "experts"
"""Under these the ledger knows who reviews, and what."""


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
        parcels = self.ledger.parcels_of(number)
        order = succession(number, parcels, self.entries)
        kept = self._kept(parcels)
        whole = merged(self.programme, order.incoming, {name: one.submission for name, one in kept.items()})
        receipt, noted = receipt_of(self.entries, order.incoming)
        submission, read, more = corrected(
            self.programme, replace(whole.submission, receipt=receipt), self.entries, number
        )
        alone = _alone(order.incoming, whole, receipt, read)
        said = kept[alone].findings if alone else findings_of(self.programme, submission)
        if all(item.use is Use.UNREADABLE for item in order.incoming):
            said = self._of_reading(said)
        findings = dict.fromkeys((*self.ledger.questions(number), *said, *noted, *more))
        follow(self.entries, number, findings, [item.name for item in order.incoming])
        return Registered(
            number, submission, tuple(findings), order.incoming, read, whole.origins, whole.history
        )

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


def _alone(incoming: Sequence[Incoming], whole: Merged, receipt: Receipt, read: Mapping[str, object]) -> str:
    """Return the package that a submission is without any change, "" where it is more than one as it came."""
    counting = [item.name for item in incoming if item.use in {Use.IN_FORCE, Use.UNREADABLE}]
    unchanged = receipt == Receipt() and not read and len(counting) == 1
    kept = {origin.package for origin in whole.origins.values()}
    return counting[0] if unchanged and kept <= set(counting) else ""
