"""Of several packages of one submission: which came later, which it replaces, which a clerk sets aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from formkit.entries import NO, RECEIPTS, YES, Entries
from formkit.parcel import Parcel
from formkit.registered import Incoming, Use
from formkit.sorting.naming import shown
from formkit.sorting.versions import version_of

ABSENT: Final = "收件文件夹里已没有这个来件，内容仍按台账保留"


class Succession(NamedTuple):
    """The packages of a submission, the latest first, and what is doubtful about their order."""

    incoming: tuple[Incoming, ...]
    doubts: tuple[str, ...]


def succession(number: int, parcels: Sequence[Parcel], entries: Entries) -> Succession:
    """Return what becomes of each package of a submission.

    Later is what an earlier collection had not seen, then what its name calls newer, then what was written
    later; only the last is a doubt, for copying changes it. A later package with the main form replaces an
    earlier one where it has every kind of material that the earlier had.
    """
    ordered = sorted(parcels, key=lambda parcel: _age(parcel, entries), reverse=True)
    incoming: list[Incoming] = []
    doubts: list[str] = []
    newer: list[Parcel] = []
    for parcel in ordered:
        use, said = _use(parcel, newer, entries)
        if use is Use.REPLACED and newer:
            doubts += _doubt(newer[-1], parcel, entries)
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
    return wanted, parcel.run, version_of(parcel.name).rank, parcel.modified, parcel.name


def _use(parcel: Parcel, newer: Sequence[Parcel], entries: Entries) -> tuple[Use, str]:
    """Return what a package is good for beside those that came later."""
    said = entries.text(RECEIPTS, parcel.name, "use").strip()
    if said == NO:
        return Use.SET_ASIDE, "经办人写明不采用"
    if parcel.sender.refusal:
        return Use.UNREADABLE, "里面没有一个能读的文件"
    if said == YES:
        return Use.IN_FORCE, "经办人写明采用"
    for other in newer:
        name = shown(other.name)
        if other.digest == parcel.digest:
            return Use.REPLACED, f"与“{name}”内容完全相同"
        covers = set(parcel.sender.slots) <= set(other.sender.slots)
        if other.sender.is_whole and parcel.sender.is_whole and covers:
            return Use.REPLACED, f"由后来的“{name}”替换，作为旧件保留"
    return Use.IN_FORCE, ""


def _doubt(later: Parcel, earlier: Parcel, entries: Entries) -> list[str]:
    """Return the question to the clerk where nothing but the files' own times tells which came later."""
    told = any(entries.text(RECEIPTS, parcel.name, "use").strip() for parcel in (later, earlier))
    by_name = version_of(later.name).rank != version_of(earlier.name).rank
    if told or later.run != earlier.run or by_name or later.digest == earlier.digest:
        return []
    pair = f"“{shown(later.name)}”和“{shown(earlier.name)}”"
    ask = "请核对，并在“收件登记”的“采用”栏写明是或否"
    return [f"{pair}都是本件的申报材料，看不出哪份在后，暂以文件保存时间较晚的前者为准；{ask}"]
