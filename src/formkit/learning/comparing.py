"""Last year's definition against this year's blank form: which place is which field, what is new or gone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from formkit.chinese.folding import fold
from formkit.learning.naming import Names, identifier
from formkit.learning.pairing import CLOSE, Agree, alike, pair
from formkit.learning.templating import Draft, Drafted, DraftedRows, heading_of
from formkit.programme import Field, Form, Group


class Kept(NamedTuple):
    """A field of the old definition with its new place; ``sure`` is how alike they are."""

    old: Field
    new: Drafted
    sure: float
    moved: bool = False

    @property
    def renamed(self) -> bool:
        """Whether the form prints another label now."""
        return fold(self.old.label) != fold(self.new.field.label)


@dataclass(frozen=True, slots=True)
class KeptRows:
    """A group of the old definition with its new rows, and what became of its columns."""

    old: Group
    new: DraftedRows
    columns: tuple[Kept, ...]
    added: tuple[Drafted, ...] = ()
    gone: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of each field and group of a form."""

    kept: tuple[Kept, ...]
    rows: tuple[KeptRows, ...]
    added: tuple[Drafted, ...] = ()
    added_rows: tuple[DraftedRows, ...] = ()
    gone: tuple[Field, ...] = ()
    gone_rows: tuple[Group, ...] = ()


def compare(form: Form, new: Draft, agree: Agree | None = None) -> Comparison:
    """Return what became of a form's fields and groups in a new draft.

    What is added gets a path that no field of the old form has. ``agree`` is asked where two labels are
    not alike enough to be sure; without it the better guess is taken, and has a low ``sure``.
    """
    kept, added, gone = _paired(form.fields, new.fields, agree)
    rows, added_rows, gone_rows = _paired_rows(form.groups, new.groups)
    taken = [*(item.path for item in form.fields), *(group.path for group in form.groups)]
    headings = [heading_of(item.place) for item in added]
    names = Names([heading for heading in headings if heading], taken)
    named_rows = tuple(
        replace(rows, group=replace(rows.group, path=names.path((), rows.group.label))) for rows in added_rows
    )
    named = tuple(
        _renamed(item, names.path(heading, item.field.label.rpartition("/")[2]))
        for item, heading in zip(added, headings, strict=True)
    )
    return Comparison(_moved(form.fields, kept, new), rows, named, named_rows, gone, gone_rows)


def likeness_of(form: Form, new: Draft) -> float:
    """Return the share of a form's labels that a draft has as well."""
    labels = [fold(item.label) for item in form.fields]
    labels += [fold(column.label) for group in form.groups for column in group.columns]
    found = {fold(item.field.label) for item in new.fields}
    found |= {fold(column.field.label) for rows in new.groups for column in rows.columns}
    return sum(label in found for label in labels) / max(len(labels), len(found), 1)


def _paired(
    old: Sequence[Field], new: Sequence[Drafted], agree: Agree | None
) -> tuple[tuple[Kept, ...], tuple[Drafted, ...], tuple[Field, ...]]:
    pairing = pair(old, [item.field for item in new], agree)
    kept = tuple(
        Kept(old[i], taken_over(old[i], new[j]), pairing.sure[j]) for j, i in sorted(pairing.of_new.items())
    )
    added = tuple(item for j, item in enumerate(new) if j not in pairing.of_new)
    gone = tuple(item for i, item in enumerate(old) if i not in pairing.of_old)
    return kept, added, gone


def taken_over(old: Field, new: Drafted) -> Drafted:
    """Return a new place under the path of an old field, with all that was said of it.

    Options that are printed alike keep their old spelling. A place whose boxes came or went has the kind
    that it needs now.
    """
    spelled = {fold(option): option for option in old.options}
    names = tuple(spelled.get(fold(name), name) for name in new.names)
    options = names or old.options
    kind = old.kind
    if names and not kind.startswith("choice"):
        kind = new.field.kind
    label, aliases = new.field.label, old.aliases
    if fold(label) in {fold(alias) for alias in aliases} or fold(label) == fold(old.label):
        label = old.label
    block = new.field.block or old.block
    merged = replace(
        old, label=label, block=block, kind=kind, options=options, printed=(), blank=new.field.blank
    )
    return replace(new, field=merged, names=names)


def _renamed(item: Drafted, path: str) -> Drafted:
    return replace(item, field=replace(item.field, path=path))


def _moved(old: Sequence[Field], kept: Sequence[Kept], new: Draft) -> tuple[Kept, ...]:
    """Mark what stands under another heading, or not in the order it stood in."""
    place = {id(item.place): number for number, item in enumerate(new.fields)}
    order = {item.path: number for number, item in enumerate(old)}
    by_old = sorted(kept, key=lambda item: order[item.old.path])
    steady = _steady([place[id(item.new.place)] for item in by_old])
    still = {id(item.new.place) for item, stays in zip(by_old, steady, strict=True) if stays}
    return tuple(
        item._replace(
            moved=id(item.new.place) not in still
            or bool(item.old.block and alike(item.old.block, item.new.field.block) < CLOSE)
        )
        for item in kept
    )


def _steady(places: Sequence[int]) -> list[bool]:
    """Return which of some numbers belong to one longest rising run."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, place in enumerate(places):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(number)
        else:
            tails[at], ends[at] = place, number
    stays = [False] * len(places)
    number = ends[-1] if ends else -1
    while number >= 0:
        stays[number] = True
        number = before[number]
    return stays


def _paired_rows(
    old: Sequence[Group], new: Sequence[DraftedRows]
) -> tuple[tuple[KeptRows, ...], tuple[DraftedRows, ...], tuple[Group, ...]]:
    """Tie groups by their columns' labels, the surest first; their own labels decide between equals."""
    scored = sorted(
        ((_rows_likeness(one, other), -i, -j) for i, one in enumerate(old) for j, other in enumerate(new)),
        reverse=True,
    )
    of_old: dict[int, int] = {}
    for score, i, j in ((score, -i, -j) for score, i, j in scored):
        if score >= CLOSE and i not in of_old and j not in of_old.values():
            of_old[i] = j
    kept = tuple(_kept_rows(old[i], new[j]) for i, j in sorted(of_old.items()))
    added = tuple(rows for j, rows in enumerate(new) if j not in of_old.values())
    return kept, added, tuple(group for i, group in enumerate(old) if i not in of_old)


def _rows_likeness(old: Group, new: DraftedRows) -> float:
    best = [
        max((alike(one.label, other.field.label) for other in new.columns), default=0.0)
        for one in old.columns
    ]
    columns = sum(best) / max(len(old.columns), len(new.columns), 1)
    return 0.8 * columns + 0.2 * alike(old.label, new.group.label)


def _kept_rows(old: Group, new: DraftedRows) -> KeptRows:
    kept, added, gone = _paired(old.columns, new.columns, None)
    taken = {item.path for item in old.columns}
    named: list[Drafted] = []
    for item in added:
        names = Names((), taken)
        path = names.path((), identifier(item.field.label))
        taken.add(path)
        named.append(_renamed(item, path))
    columns = (*(item.new for item in kept), *named)
    group = replace(
        old,
        label=new.group.label if alike(old.label, new.group.label) < CLOSE and new.rows.label else old.label,
        columns=tuple(item.field for item in columns),
        printed_rows=new.group.printed_rows,
    )
    return KeptRows(old, replace(new, group=group, columns=columns), kept, tuple(named), gone)
