"""Of several packages of one submission: which came later, which it replaces, which a clerk sets aside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from formkit.entries import NO, RECEIPTS, YES, Entries
from formkit.parcel import Parcel
from formkit.registered import Incoming, Use
from formkit.sorting.naming import shown
from formkit.sorting.versions import REVISED, version_of

ABSENT: Final = "收件文件夹里已没有这个来件，内容仍按台账保留"


SUPPLEMENT: Final = re.compile("补(?:充|交|正|报|件|齐|送)")


class Succession(NamedTuple):
    """The packages of a submission, the latest first, and what is doubtful about their order."""

    incoming: tuple[Incoming, ...]
    doubts: tuple[str, ...]


def succession(
    number: int, parcels: Sequence[Parcel], entries: Entries, single: Collection[str] = ()
) -> Succession:
    """Return what becomes of each package of a submission.

    Later is what an earlier collection had not seen, then what its name calls newer, then what was written
    later; only the last is a doubt, for copying changes it. A later package with the main form replaces an
    earlier one where it has every kind of material that the earlier had. ``single`` are the slots that take
    one document: of two packages that both fill one, it matters which came later.
    """
    ordered = sorted(parcels, key=lambda parcel: _age(parcel, entries), reverse=True)
    incoming: list[Incoming] = []
    doubts: list[str] = []
    newer: list[Parcel] = []
    for parcel in ordered:
        doubts += _unclear(parcel, entries)
        use, said, other = _use(parcel, newer, entries)
        if other is None and use is Use.IN_FORCE:
            other = next((one for one in newer if _overlap(one, parcel, single)), None)
        if other is not None:
            doubts += _doubt(other, parcel, entries)
        if use is Use.IN_FORCE:
            newer.append(parcel)
        if not parcel.is_present:
            said = f"{said}；{ABSENT}" if said else ABSENT
        incoming.append(
            Incoming(parcel.name, parcel.digest, number, parcel.run, use, said, parcel.is_present)
        )
    return Succession(tuple(incoming), tuple(doubts))


def _age(parcel: Parcel, entries: Entries) -> tuple[object, ...]:
    wanted = entries.text(RECEIPTS, parcel.name, "use").strip() == YES
    return wanted, parcel.run, _rank(parcel.name), parcel.modified, parcel.name


def _rank(name: str) -> tuple[object, ...]:
    """Return what a name says of its version; what supplements something came after it."""
    stage, *rest = version_of(name).rank
    return max(stage, REVISED) if SUPPLEMENT.search(name) else stage, *rest


def _use(parcel: Parcel, newer: Sequence[Parcel], entries: Entries) -> tuple[Use, str, Parcel | None]:
    """Return what a package is good for beside those that came later, why, and which of them replaces it."""
    said = entries.text(RECEIPTS, parcel.name, "use").strip()
    if said == NO:
        return Use.SET_ASIDE, "经办人写明不采用", None
    if parcel.sender.refusal:
        return Use.UNREADABLE, "里面没有一个能读的文件", None
    if said == YES:
        return Use.IN_FORCE, "经办人写明采用", None
    for other in newer:
        name = shown(other.name)
        if other.digest == parcel.digest:
            return Use.REPLACED, f"与“{name}”内容完全相同", other
        covers = set(parcel.sender.slots) <= set(other.sender.slots)
        if other.sender.is_whole and parcel.sender.is_whole and covers:
            chosen = entries.text(RECEIPTS, other.name, "use").strip() == YES
            which = f"经办人写明采用的“{name}”" if chosen else f"后来的“{name}”"
            return Use.REPLACED, f"由{which}替换，作为旧件保留", other
    return Use.IN_FORCE, "", None


def _overlap(one: Parcel, other: Parcel, single: Collection[str]) -> bool:
    """Whether two packages have what counts once: then that of the later one does."""
    both = set(one.sender.slots) & set(other.sender.slots)
    return (one.sender.is_whole and other.sender.is_whole) or not both.isdisjoint(single)


def _unclear(parcel: Parcel, entries: Entries) -> Iterator[str]:
    """Yield what a clerk wrote that is neither yes nor no."""
    said = entries.text(RECEIPTS, parcel.name, "use").strip()
    if said not in {"", YES, NO}:
        place = f"“收件登记”中“{shown(parcel.name)}”的“采用”"
        yield f"{place}写的“{shown(said)}”看不懂，没有采用；请写“{YES}”或“{NO}”"


def _doubt(later: Parcel, earlier: Parcel, entries: Entries) -> list[str]:
    """Return the question to the clerk where nothing but the files' own times tells which came later."""
    told = any(entries.text(RECEIPTS, parcel.name, "use").strip() in {YES, NO} for parcel in (later, earlier))
    by_name = _rank(later.name) != _rank(earlier.name)
    if told or later.run != earlier.run or by_name or later.digest == earlier.digest:
        return []
    pair = f"“{shown(later.name)}”和“{shown(earlier.name)}”"
    ask = "请核对，并在“收件登记”的“采用”栏写明是或否"
    return [f"{pair}都是本件的申报材料，看不出哪份在后，暂以文件保存时间较晚的前者为准；{ask}"]
