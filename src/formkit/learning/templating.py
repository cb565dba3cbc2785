"""What was learnt of a blank form as fields with paths, and as the marks that make its template."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from formkit.chinese.folding import fold
from formkit.grid import Document, Line
from formkit.kinds import KINDS
from formkit.learning.labelling import kind_of_label
from formkit.learning.naming import VARIABLE, Names, option_names
from formkit.learning.places import Edit, Learnt, Loop, Place, Rows
from formkit.programme import Field, Group
from formkit.spot import Spot

INDEX: Final = "loop.index"
"""The hint of a column that holds the printed number of its row; it is counted, not asked for."""

APART: Final = 2
"""So many spaces stay between a blank and another one that begins right behind it."""

SPACES: Final = " \u3000"

_HOW_TO_STICK: Final = re.compile(
    r"[(（][^()（）]*[)）]|[(（）)]|请|粘|贴|附|插入|本人|近期|近照|正面|免冠|彩色|大?[一二两三12３]\s*寸|证件(?=照)|此处|处|的|电子版?"
)
PHOTO: Final = (25.0, 35.0)
TWO_INCH: Final = (35.0, 49.0)
_TWO_INCH: Final = re.compile(r"[二两2]\s*寸")
#: Numbers and amounts alone know their unit; beside any other answer it is printed text like the rest.
_MEASURED: Final = frozenset(("number", "money"))


@dataclass(frozen=True, slots=True)
class Drafted:
    """A field, the place it was found at, and the name of each box's option."""

    field: Field
    place: Place
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftedRows:
    """A group, its rows, its columns, and the cells with the rows' printed numbers."""

    group: Group
    rows: Rows
    columns: tuple[Drafted, ...]
    numbers: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was learnt; ``skipped`` are places that lie over another one."""

    title: str
    fields: tuple[Drafted, ...] = ()
    groups: tuple[DraftedRows, ...] = ()
    skipped: tuple[Place, ...] = ()


def draft(learnt: Learnt, document: Document) -> Draft:
    """Return the fields and groups of what was learnt of a document, each with a path of its own."""
    texts = texts_of(document)
    ground = _Ground()
    called = list(map(_as_photo, learnt.places))
    all_places = list(_apart(list(_under_one_heading(list(_titled(called, learnt.title)))), texts))
    all_groups = [_named(_untitled(rows, learnt.title), learnt.title) for rows in learnt.groups]
    groups = [rows for rows in all_groups if ground.take_rows(rows)]
    places = [place for place in all_places if ground.take((place,))]
    kept = {id(item) for item in (*groups, *places)}
    skipped = [place for place in all_places if id(place) not in kept]
    skipped += [place for rows in all_groups if id(rows) not in kept for place in rows.columns]
    headings = [*map(heading_of, places), *map(_heading_of_rows, groups)]
    names = Names(heading for heading in headings if heading)
    drafted_rows = tuple(
        _drafted_rows(rows, names.path(_heading_of_rows(rows), rows.label), texts) for rows in groups
    )
    fields = tuple(
        drafted(place, names.path(heading_of(place), _last(place.label)), texts) for place in places
    )
    return Draft(learnt.title, fields, drafted_rows, tuple(skipped))


def _apart(places: Sequence[Place], texts: Mapping[Spot, str]) -> Iterator[Place]:
    """Yield the places of a form with white space kept between each and what stands behind it.

    A place that begins where another ends leaves some; one of no width takes the room behind it but some, so
    that an answer does not push away what is printed there.
    """
    ends = {(place.spot, place.stop): place for place in places if not place.boxes}
    starts = [(place.spot, box.start) for place in places for box in place.boxes]
    starts += [(place.spot, place.start) for place in places if not place.boxes]
    for place in places:
        text = texts.get(place.spot, "")
        room = len(text[place.start :]) - len(text[place.start :].lstrip(SPACES))
        before = ends.get((place.spot, place.start))
        touches = before is not None and before is not place and place.start + APART < place.stop
        if place.boxes:
            yield place
        elif place.start == place.stop:
            ahead = [start for spot, start in starts if spot == place.spot and start >= place.start]
            stop = min([place.start + room, *(start for start in ahead if start > place.start)]) - APART
            free = stop - place.start >= APART and ahead.count(place.start) == 1
            yield replace(place, stop=stop) if free else place
        else:
            yield replace(place, start=place.start + APART) if touches and room >= APART else place


def _as_photo(place: Place) -> Place:
    """Return a place for a picture under the name of the picture, without what tells how to put it there."""
    if place.kind != "picture":
        return place
    name = _HOW_TO_STICK.sub("", place.label).strip()
    return replace(place, label=name if len(name) > 1 else "照片")


def _under_one_heading(places: Sequence[Place]) -> Iterator[Place]:
    """Yield the places; one under a heading and its seal keeps the heading alone, where that is enough."""
    short = [
        replace(place, block=heading) if heading and kind_of_label(seal)[0] == "seal" else place
        for place in places
        for heading, _, seal in (place.block.rpartition("/"),)
    ]
    known = Counter((fold(place.block), fold(place.label)) for place in {*places, *short})
    for place, shorter in zip(places, short, strict=True):
        yield shorter if known[fold(shorter.block), fold(shorter.label)] == 1 else place


Titled = TypeVar("Titled", Place, Rows)


def _untitled(item: Titled, title: str) -> Titled:
    """Return a place or group without the form's title as its heading: all of the form stands under it."""
    return replace(item, block="") if item.block and fold(item.block) == fold(title) else item


def _named(rows: Rows, title: str) -> Rows:
    """Return a group that bears the form's title under the label of its first column of texts instead."""
    if fold(rows.label) != fold(title):
        return rows
    asked = [column for column in rows.columns if column.hint != INDEX]
    named = next((column for column in asked if column.kind == "text"), asked[0] if asked else None)
    return rows if named is None else replace(rows, label=named.label)


def _titled(places: Sequence[Place], title: str) -> Iterator[Place]:
    """Yield places without the title as heading, save where an equal label has a heading of its own."""
    untitled = [_untitled(place, title) for place in places]
    headed = {fold(place.label) for place in untitled if place.block}
    for place in untitled:
        parted = not place.block and title and "/" not in place.label and fold(place.label) in headed
        yield replace(place, block=title) if parted else place


def texts_of(document: Document) -> dict[Spot, str]:
    """Return the text of each cell and line of a document by its spot."""
    return {
        item.spot: item.text
        for block in document.blocks
        for item in ((block,) if isinstance(block, Line) else block.cells)
    }


class _Ground:
    """The characters, and the rows that repeat, that are given to somebody already."""

    def __init__(self) -> None:
        self._spans: dict[Spot, list[tuple[int, int]]] = {}
        self._rows: set[tuple[int | None, int | None]] = set()

    def take_rows(self, rows: Rows) -> bool:
        """Take the rows of a group, unless nothing in them is to be filled or they are taken."""
        block = rows.columns[0].spot.block if rows.columns else None
        asked = [column for column in rows.columns if column.hint != INDEX]
        claimed = {(block, row) for row in rows.rows}
        if block is None or not asked or not claimed or claimed & self._rows or not self.take(rows.columns):
            return False
        self._rows |= claimed
        return True

    def take(self, places: tuple[Place, ...]) -> bool:
        """Take the characters of some places, all or none."""
        spans = [span for place in places for span in _spans(place)]
        for spot, start, stop in spans:
            if (spot.block, spot.row) in self._rows and spot.row is not None:
                return False
            if any(_meet((start, stop), other) for other in self._spans.get(spot, ())):
                return False
        for spot, start, stop in spans:
            self._spans.setdefault(spot, []).append((start, stop))
        return True


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one == other or (one[0] < other[1] and other[0] < one[1])


def _spans(place: Place) -> Iterator[tuple[Spot, int, int]]:
    """Yield the characters that a place's answer replaces: its boxes, or all of it."""
    if not place.boxes or place.whole:
        yield place.spot, place.start, place.stop
        return
    for number, box in enumerate(place.boxes):
        yield _spot_of_box(place, number), box.start, box.stop


def _spot_of_box(place: Place, number: int) -> Spot:
    return place.spots[number] if number < len(place.spots) else place.spot


def heading_of(place: Place) -> tuple[str, ...]:
    """Return what a place's label stands under: its block, and all but the last part of ``row/column``."""
    parts = [part for part in place.label.split("/") if fold(part)]
    return (*([place.block] if fold(place.block) else []), *parts[:-1])


def _heading_of_rows(rows: Rows) -> tuple[str, ...]:
    return (rows.block,) if fold(rows.block) not in {"", fold(rows.label)} else ()


def _last(label: str) -> str:
    parts = [part for part in label.split("/") if fold(part)]
    return parts[-1] if parts else label


def drafted(place: Place, path: str, texts: Mapping[Spot, str]) -> Drafted:
    """Return the field of a place."""
    place = _short_of_break(place, texts.get(place.spot, ""))
    names = option_names([box.option for box in place.boxes])
    kind = place.kind if place.kind in KINDS else "text"
    if names and not kind.startswith("choice"):
        kind = "choice_one"
    elif kind.startswith("choice") and not names:
        kind = "text"
    text = texts.get(place.spot, "")
    blank = text[place.boxes[0].start : place.boxes[0].stop] if names else text[place.start : place.stop]
    hint, size = place.hint, (0.0, 0.0)
    if kind == "picture":
        hint = blank.strip() or hint
        size = TWO_INCH if _TWO_INCH.search(hint + place.hint) else PHOTO
    unit = place.unit if kind in _MEASURED else ""
    label = place.label.strip() or "栏目"
    return Drafted(
        Field(path, label, kind, place.block, options=names, unit=unit, size=size, hint=hint, blank=blank),
        place,
        names,
    )


def _short_of_break(place: Place, text: str) -> Place:
    """Return a place without the break behind it: what is printed on the next line stays on its own."""
    ends_line = place.start < place.stop and text[place.stop - 1 : place.stop] == "\n"
    if place.boxes or not ends_line or not text[place.stop :].strip():
        return place
    return replace(place, stop=place.stop - 1)


def _drafted_rows(rows: Rows, path: str, texts: Mapping[Spot, str]) -> DraftedRows:
    asked = [column for column in rows.columns if column.hint != INDEX]
    names = Names(())
    columns = tuple(
        drafted(replace(column, block=""), names.path((), column.label), texts) for column in asked
    )
    group = Group(path, rows.label or "表格", tuple(column.field for column in columns), len(rows.rows))
    return DraftedRows(group, rows, columns, tuple(item for item in rows.columns if item.hint == INDEX))


def marks(form: Draft) -> tuple[tuple[Edit, ...], tuple[Loop, ...]]:
    """Return the placeholders of a draft, and its rows that repeat, as marks on the blank form.

    A choice gets a placeholder for each of its boxes, so that what is printed between them stays.
    """
    edits = [edit for item in form.fields for edit in _edits(item, item.field.path)]
    loops: list[Loop] = []
    for rows in form.groups:
        edits += [
            edit for column in rows.columns for edit in _edits(column, f"{VARIABLE}.{column.field.path}")
        ]
        edits += [Edit(item.spot, item.start, item.stop, f"{{{{ {INDEX} }}}}") for item in rows.numbers]
        first, *others = sorted(rows.rows.rows)
        block = rows.rows.columns[0].spot.block
        loops.append(Loop(block or 0, first, tuple(others), VARIABLE, rows.group.path))
    return tuple(edits), tuple(loops)


def _edits(item: Drafted, path: str) -> Iterator[Edit]:
    place = item.place
    if not place.boxes or place.whole:
        yield Edit(place.spot, place.start, place.stop, f"{{{{ {path} }}}}")
        return
    for number, (box, name) in enumerate(zip(place.boxes, item.names, strict=True)):
        yield Edit(_spot_of_box(place, number), box.start, box.stop, f'{{{{ {path}["{name}"] }}}}')
