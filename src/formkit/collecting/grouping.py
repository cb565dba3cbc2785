"""Which packages are one submission: the same unit, leader and studio; what is doubtful is a question.

A package that says all three stands for itself or joins its like. One that says less joins the only
submission that it agrees with in two of them, or in the unit where nothing speaks against it; else it
stays alone and a clerk is asked. The clerk's word (收件登记, 归入编号) beats all of that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from formkit.entries import RECEIPTS, Entries
from formkit.parcel import Parcel, Sender

ALONE: Final = frozenset(("新", "单独", "另立"))
"""What a clerk writes for a package that is a submission by itself."""

AGREEING: Final = 2
"""In so many of unit, leader and studio a package agrees with a submission that it joins."""


@dataclass(slots=True)
class Group:
    """The packages of one submission; ``told`` is the number that a clerk gave, ``doubts`` are questions."""

    parcels: list[Parcel] = field(default_factory=list)
    told: int = 0
    doubts: list[str] = field(default_factory=list)
    number: int = 0

    @property
    def first(self) -> str:
        """The name of its first package."""
        return min(parcel.name for parcel in self.parcels)


Known = tuple[int, str, str]
"""A unit by its number among the units (0: not known), leader and studio ("": not known)."""


def grouped(parcels: Sequence[Parcel], entries: Entries) -> list[Group]:
    """Return the submissions that packages make up, each with its number, in the order of the numbers."""
    known = _known(parcels)
    told: dict[int, Group] = {}
    alone: list[Group] = []
    whole: dict[Known, Group] = {}
    partial: dict[Known, list[Parcel]] = defaultdict(list)
    for parcel in parcels:
        said = entries.text(RECEIPTS, parcel.name, "number").strip()
        wanted = re.sub(r"\D", "", said)
        if wanted and int(wanted):
            told.setdefault(int(wanted), Group(told=int(wanted))).parcels.append(parcel)
        elif said in ALONE or not any(known[parcel.name]):
            alone.append(Group([parcel]))
        elif parcel.sender.is_whole and all(known[parcel.name]):
            whole.setdefault(known[parcel.name], Group()).parcels.append(parcel)
        else:
            partial[known[parcel.name]].append(parcel)
    groups = _joined(whole, told, known)
    groups += _partial(groups, partial, known)
    groups += alone
    _number(groups)
    _ask(groups, known)
    return sorted(groups, key=lambda group: group.number)


def _known(parcels: Iterable[Parcel]) -> dict[str, Known]:
    """Return what each package says of itself; a unit is known by its code or by its name."""
    units: dict[str, int] = {}
    alias: dict[int, int] = {}

    def root(number: int) -> int:
        while alias.get(number, number) != number:
            number = alias[number]
        return number

    found: dict[str, tuple[int, Sender]] = {}
    for parcel in parcels:
        names = [name for name in (parcel.sender.code, parcel.sender.unit) if name]
        numbers = [root(units[name]) for name in names if name in units]
        unit = min(numbers, default=len(units) + 1 if names else 0)
        for number in numbers:
            alias[number] = unit
        for name in names:
            units[name] = unit
        found[parcel.name] = unit, parcel.sender
    return {name: (root(unit), sender.leader, sender.studio) for name, (unit, sender) in found.items()}


def _joined(whole: dict[Known, Group], told: dict[int, Group], known: dict[str, Known]) -> list[Group]:
    """Put the packages that a clerk gave a number to the submission that has it."""
    by_number = {
        parcel.number: group for group in whole.values() for parcel in group.parcels if parcel.number
    }
    groups = list(whole.values())
    for number, group in told.items():
        if number in by_number:
            by_number[number].parcels += group.parcels
            by_number[number].told = number
            continue
        # What is told to be one submission takes in what says that it is the same.
        for parcel in list(group.parcels):
            other = whole.get(known[parcel.name])
            if other is not None and other in groups and all(known[parcel.name]):
                group.parcels += other.parcels
                groups.remove(other)
        groups.append(group)
    return groups


def _partial(
    groups: Sequence[Group], partial: dict[Known, list[Parcel]], known: dict[str, Known]
) -> list[Group]:
    """Put packages that say less to the one submission they agree with; return those of which none is."""
    by_unit: defaultdict[int, list[Group]] = defaultdict(list)
    by_name: defaultdict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in groups:
        for unit, leader, studio in {known[parcel.name] for parcel in group.parcels}:
            by_unit[unit].append(group)
            by_name[leader, studio].append(group)
    rest: list[Group] = []
    for said, parcels in partial.items():
        near = by_unit[said[0]] if said[0] else by_name[said[1:]]
        agreeing = [(group, _agreement(said, group, known)) for group in near]
        sure = [group for group, count in agreeing if count >= AGREEING]
        perhaps = [group for group, count in agreeing if count > 0]
        if len(sure) == 1:
            sure[0].parcels += parcels
        elif len(perhaps) == 1:
            perhaps[0].parcels += parcels
            listed = "、".join(f"“{parcel.name}”" for parcel in parcels)
            perhaps[0].doubts.append(f"{listed}只凭单位归入本件，没有写明领衔专家和工作室；请核对")
        else:
            rest.append(Group(list(parcels)))
    return rest


def _agreement(said: Known, group: Group, known: dict[str, Known]) -> int:
    """Return in how much a package agrees with a submission, 0 where anything speaks against it."""
    best = 0
    for other in {known[parcel.name] for parcel in group.parcels}:
        pairs = [(mine, its) for mine, its in zip(said, other, strict=True) if mine and its]
        if all(mine == its for mine, its in pairs):
            best = max(best, len(pairs))
    return best


def _number(groups: Sequence[Group]) -> None:
    """Give each submission its number: what had one keeps it, the others go on in the order of names."""
    taken: set[int] = {group.told for group in groups if group.told}
    for group in groups:
        group.number = group.told
    for group in sorted(groups, key=lambda group: (_oldest(group), group.first)):
        old = sorted({parcel.number for parcel in group.parcels if parcel.number} - taken)
        if not group.number and old:
            group.number = old[0]
            taken.add(old[0])
    used = {parcel.number for group in groups for parcel in group.parcels} | taken
    last = max(used, default=0)
    for group in sorted(groups, key=lambda group: group.first):
        if not group.number:
            last += 1
            group.number = last


def _oldest(group: Group) -> tuple[int, int]:
    """Return what decides who keeps a number when its packages part: who has the one seen first."""
    return min((parcel.run, not parcel.sender.is_whole) for parcel in group.parcels)


def _ask(groups: Sequence[Group], known: dict[str, Known]) -> None:
    """Note what a clerk has to settle: who sent it, and whether two submissions are one."""
    by_unit: defaultdict[int, list[tuple[Group, Known]]] = defaultdict(list)
    for group in groups:
        for said in sorted({known[parcel.name] for parcel in group.parcels if parcel.sender.is_whole}):
            by_unit[said[0]].append((group, said))
        if not any(any(known[parcel.name]) for parcel in group.parcels):
            group.doubts.append("没有认出是谁的申报；知道的，请在“收件登记”的“归入编号”写明编号")
        elif not any(parcel.sender.is_whole for parcel in group.parcels):
            group.doubts.append(
                "没有申报主表，不能确定属于哪一件；请在“收件登记”的“归入编号”写明编号，单独成件的写“单独”"
            )
    for same in by_unit.values():
        for group, said in same:
            group.doubts += _likenesses(group, said, same)


def _likenesses(group: Group, said: Known, same: Sequence[tuple[Group, Known]]) -> Iterator[str]:
    told = {id(group)}
    for other, its in same:
        leader, studio = said[1] == its[1], said[2] == its[2]
        if id(other) in told or leader == studio or not said[0]:
            continue
        told.add(id(other))
        like, unlike = ("领衔专家", "工作室名称") if leader else ("工作室名称", "领衔专家")
        yield (
            f"与编号 {other.number} 的单位、{like}相同，{unlike}不同；是同一件的，"
            f"请在“收件登记”的“归入编号”写 {min(group.number, other.number)}"
        )
