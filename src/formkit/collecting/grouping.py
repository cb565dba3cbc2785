"""Which packages are one submission: the same unit, leader and studio; what is doubtful is a question.

A package that says all three stands for itself or joins its like. One that says less joins the only
submission that it agrees with in two of them, or in the unit where nothing speaks against it; else it
stays alone and a clerk is asked. The clerk's word (收件登记, 归入编号) beats all of that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from formkit.chinese.blanks import is_blank
from formkit.chinese.folding import fold
from formkit.entries import RECEIPTS, Entries
from formkit.parcel import Parcel, Sender
from formkit.sorting.naming import shown

ALONE: Final = frozenset(("新", "新件", "单独", "单独成件", "另立"))
"""What a clerk writes for a package that is a submission by itself."""

NUMBER: Final = re.compile(r"(?:归入)?(?:编号|no\.?|第)?0*([1-9]\d{0,5})(?:\.0)?[号件]?")
"""A number as people write it: more places are those of a telephone, or of a credit code."""

AGREEING: Final = 2
"""In so many of unit, leader and studio a package agrees with a submission that it joins."""


@dataclass(slots=True, eq=False)
class Group:
    """The packages of one submission; ``told`` is the number that a clerk gave, ``doubts`` are questions.

    ``is_alone`` is what a clerk told to be a submission by itself.
    """

    parcels: list[Parcel] = field(default_factory=list)
    told: int = 0
    doubts: list[str] = field(default_factory=list)
    number: int = 0
    is_alone: bool = False

    @property
    def first(self) -> str:
        """The name of its first package."""
        return min(parcel.name for parcel in self.parcels)


Known = tuple[int, str, str]
"""A unit by its number among the units (0: not known), leader and studio ("": not known)."""


def grouped(parcels: Iterable[Parcel], entries: Entries, last: int = 0) -> list[Group]:
    """Return the submissions that packages make up, each with its number, in the order of the numbers.

    ``last`` is the greatest number that was ever given: none is given twice.
    """
    parcels = sorted(parcels, key=lambda parcel: parcel.name)
    known = _known(parcels)
    told: dict[int, Group] = {}
    alone: list[Group] = []
    whole: dict[Known, Group] = {}
    partial: dict[Known, list[Parcel]] = defaultdict(list)
    for parcel in parcels:
        said = fold(entries.text(RECEIPTS, parcel.name, "number"))
        wanted = NUMBER.fullmatch(said)
        if wanted:
            told.setdefault(int(wanted[1]), Group(told=int(wanted[1]))).parcels.append(parcel)
        elif said in ALONE or not any(known[parcel.name]):
            alone.append(Group([parcel], is_alone=said in ALONE))
        elif parcel.sender.is_whole and all(known[parcel.name]):
            whole.setdefault(known[parcel.name], Group()).parcels.append(parcel)
        else:
            partial[known[parcel.name]].append(parcel)
    groups = _joined(whole, alone, told, known)
    for is_whole in (True, False):
        some = {
            said: these
            for said, these in partial.items()
            if is_whole == any(one.sender.is_whole for one in these)
        }
        groups += _partial([group for group in groups if not group.is_alone], told, some, known)
    _number(groups, last)
    _ask(groups, known, entries)
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


def _joined(
    whole: Mapping[Known, Group],
    alone: Sequence[Group],
    told: Mapping[int, Group],
    known: Mapping[str, Known],
) -> list[Group]:
    """Put the packages that a clerk gave a number to the submission that has it.

    What says the same as one of them, and has no other number yet, goes with it.
    """
    by_known: defaultdict[Known, set[int]] = defaultdict(set)
    for number, group in told.items():
        for parcel in group.parcels:
            by_known[known[parcel.name]].add(number)
    others = list(alone)
    for said, group in whole.items():
        numbers = {parcel.number for parcel in group.parcels} - {0}
        wanted = by_known[said] & numbers if numbers else by_known[said]
        if wanted and len(numbers) <= 1:
            told[min(wanted)].parcels += group.parcels
        else:
            others.append(group)
    by_number: dict[int, Group] = {}
    for group in sorted(others, key=_oldest):
        for parcel in group.parcels:
            by_number.setdefault(parcel.number, group)
    groups = others
    for number, group in sorted(told.items()):
        other = by_number.get(number)
        if other is None or other.told:
            groups.append(group)
        else:
            other.parcels += group.parcels
            other.told = number
    return groups


def _partial(
    groups: Sequence[Group],
    told: Mapping[int, Group],
    partial: Mapping[Known, Sequence[Parcel]],
    known: Mapping[str, Known],
) -> list[Group]:
    """Put packages that say less to the one submission they agree with; return those of which none is.

    Those of which none is stay with the number that they had, where a clerk put others to it.
    """
    by_unit: defaultdict[int, dict[Group, set[Known]]] = defaultdict(dict)
    by_name: defaultdict[tuple[str, str], dict[Group, set[Known]]] = defaultdict(dict)
    for group in groups:
        sayings = _sayings(group, known)
        for unit, leader, studio in sayings:
            by_unit[unit][group] = by_name[leader, studio][group] = sayings
    bare = {group.told: group for group in groups if group.told and told.get(group.told) is group}
    rest: list[Group] = []
    for said, parcels in partial.items():
        near = by_unit[said[0]] if said[0] else by_name[said[1:]]
        counts = {group: _agreement(said, sayings) for group, sayings in near.items()}
        most = max(counts.values(), default=0)
        best = [group for group, count in counts.items() if count == most]
        if len(best) == 1 and most >= (1 if said[0] else AGREEING):
            best[0].parcels += parcels
            if most < AGREEING:
                listed = "、".join(f"“{shown(parcel.name)}”" for parcel in parcels)
                best[0].doubts.append(f"{listed}只凭单位归入本件，没有写明领衔专家和工作室；请核对")
            continue
        number = min((parcel.number for parcel in parcels if parcel.number in bare), default=0)
        if number:
            bare[number].parcels += parcels
        else:
            rest.append(Group(list(parcels)))
    return rest


def _sayings(group: Group, known: Mapping[str, Known]) -> set[Known]:
    """Return what the packages of a submission say, without what another of them says as well and more."""
    said = {known[parcel.name] for parcel in group.parcels}
    return {one for one in said if not any(_extends(other, one) for other in said if other != one)}


def _extends(more: Known, less: Known) -> bool:
    return all(its in (0, "", mine) for mine, its in zip(more, less, strict=True))


def _agreement(said: Known, sayings: Iterable[Known]) -> int:
    """Return in how much a package agrees with a submission, 0 where anything speaks against it."""
    best = 0
    for other in sayings:
        pairs = [(mine, its) for mine, its in zip(said, other, strict=True) if mine and its]
        if all(mine == its for mine, its in pairs):
            best = max(best, len(pairs))
    return best


def _number(groups: Sequence[Group], last: int) -> None:
    """Give each submission its number: what had one keeps it, the others go on in the order of names."""
    taken: set[int] = {group.told for group in groups if group.told}
    for group in groups:
        group.number = group.told
    for group in sorted(groups, key=_oldest):
        old = sorted({parcel.number for parcel in group.parcels if parcel.number} - taken)
        if not group.number and old:
            group.number = old[0]
            taken.add(old[0])
    used = {parcel.number for group in groups for parcel in group.parcels} | taken
    # A clerk's number may be anything, and is none to count on from.
    last = max([last, *(parcel.number for group in groups if not group.told for parcel in group.parcels)])
    for group in sorted(groups, key=lambda group: group.first):
        if not group.number:
            last = next(number for number in count(last + 1) if number not in used)
            group.number = last


def _oldest(group: Group) -> tuple[int, bool, str]:
    """Return what decides who keeps a number when its packages part: who has the one seen first."""
    return *min((parcel.run, not parcel.sender.is_whole) for parcel in group.parcels), group.first


def _ask(groups: Sequence[Group], known: Mapping[str, Known], entries: Entries) -> None:
    """Note what a clerk has to settle: who sent it, and whether two submissions are one."""
    by_unit: defaultdict[int, list[tuple[Group, Known]]] = defaultdict(list)
    for group in groups:
        wholes = [parcel for parcel in group.parcels if parcel.sender.is_whole]
        for said in sorted({known[parcel.name] for parcel in wholes} if not group.is_alone else ()):
            by_unit[said[0]].append((group, said))
        if group.told and len(group.parcels) == 1:
            group.doubts.append(
                f"“{shown(group.first)}”写明归入编号 {group.told}，但没有别的来件是这个编号；"
                "请核对，单独成件的写“单独”"
            )
        elif group.told or group.is_alone:
            pass
        elif not any(any(known[parcel.name]) for parcel in group.parcels):
            group.doubts.append("没有认出是谁的申报；知道的，请在“收件登记”的“归入编号”写明编号")
        elif not wholes:
            group.doubts.append(
                "没有申报主表，不能确定属于哪一件；请在“收件登记”的“归入编号”写明编号，单独成件的写“单独”"
            )
        group.doubts += _unclear(group.parcels, entries)
    for same in by_unit.values():
        for group, said in same:
            group.doubts += _likenesses(group, said, same)


def _unclear(parcels: Iterable[Parcel], entries: Entries) -> Iterator[str]:
    """Yield what a clerk wrote for a number and is none."""
    for parcel in parcels:
        said = entries.text(RECEIPTS, parcel.name, "number").strip()
        if not is_blank(said) and fold(said) not in ALONE and not NUMBER.fullmatch(fold(said)):
            place = f"“收件登记”中“{shown(parcel.name)}”的“归入编号”"
            yield f"{place}写的“{shown(said)}”看不懂，没有采用；请写编号，单独成件的写“单独”"


def _likenesses(group: Group, said: Known, same: Sequence[tuple[Group, Known]]) -> Iterator[str]:
    told = {id(group)}
    for other, its in same:
        leader, studio = said[1] == its[1], said[2] == its[2]
        if id(other) in told or leader == studio or not said[0] or "" in (*said[1:], *its[1:]):
            continue
        told.add(id(other))
        like, unlike = ("领衔专家", "工作室名称") if leader else ("工作室名称", "领衔专家")
        yield (
            f"与编号 {other.number} 的单位、{like}相同，{unlike}不同；是同一件的，"
            f"请在“收件登记”的“归入编号”写 {min(group.number, other.number)}"
        )
