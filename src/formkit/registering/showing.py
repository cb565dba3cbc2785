"""What all sheets of a register share: whose a submission is, how an answer and its place are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from formkit.chinese.folding import clean_label
from formkit.chinese.masking import masked
from formkit.entries import Entries
from formkit.grid import Picture
from formkit.kinds import KINDS
from formkit.once import once_for_each
from formkit.paths import MANY
from formkit.programme import Field, Programme
from formkit.record import Found, Record
from formkit.register_cells import ADDED, CORRECTED, DOUBTFUL, ENTERED, Cell
from formkit.registered import Registered

BY_CLERK: Final = "经办人填写"
NONE: Final = Found(None, "", None, 0.0)
LONGEST_NOTE: Final = 300

_ROW: Final = re.compile(r"(.+)\[(\d+)\]\.([^\[\]]+)", re.DOTALL)
_UNSAFE: Final = re.compile(r"[\x00-\x20\"#%:<>?\\^`{|}\x7f]")


Labels = dict[str, tuple[str, Field]]
"""Label and field of everything in a form by its path, a column as ``members[].name``."""


class Who(NamedTuple):
    """Whose a submission is, as the first columns of most sheets show it."""

    number: int | None = None
    unit: str = ""
    expert: str = ""
    studio: str = ""

    def cells(self) -> dict[str, Cell]:
        """Return the cells of the number, the unit, the expert and the studio."""
        return {
            "#number": number_cell(self.number),
            "#unit": Cell(self.unit),
            "#expert": Cell(self.expert),
            "#studio": Cell(self.studio),
        }


@dataclass(frozen=True)
class Shown:
    """One submission as it is being shown."""

    programme: Programme
    item: Registered
    entries: Entries
    inbox: str = ""

    @cached_property
    def who(self) -> Who:
        """Whose the submission is."""
        identity = self.programme.register.identity
        who = who_of(self.item.number, self.records, (identity.unit, identity.leader, identity.studio))
        return who if who.unit else who._replace(unit=f"（{masked(self.item.submission.source)}）")

    @cached_property
    def records(self) -> tuple[tuple[str, Record], ...]:
        """The filled forms, in the programme's order, each with its name."""
        cases = self.item.submission.cases
        return tuple((name, cases[name].record) for name in self.programme.forms if name in cases)

    @cached_property
    def labels(self) -> Mapping[str, Labels]:
        """The labels of each form."""
        return _labels(self.programme)

    @property
    def key(self) -> str:
        """The key of rows that a submission has one of."""
        return str(self.item.number)

    def found(self, form: str, path: str) -> Found:
        """Return an answer, an empty one where nothing was found."""
        case = self.item.submission.cases.get(form)
        return NONE if case is None else case.record.answers.get(path, NONE)

    def read(self, form: str, path: str) -> Found | None:
        """Return what the program had read where a clerk corrected an answer, else None."""
        return self.item.read.get(form, {}).get(path)

    def answer(self, form: str, path: str, field: Field) -> Cell:
        """Return the cell of an answer."""
        found, read = self.found(form, path), self.read(form, path)
        text = text_of(found, field)
        if read is not None:
            return Cell(text, mark=CORRECTED, note=note_of(read, field))
        return Cell(text, mark=DOUBTFUL if found.value is None and text else "")

    def typed(self, sheet: str, key: str, columns: Iterable[str]) -> dict[str, Cell]:
        """Return the cells of what a clerk typed into some columns of a row, and into those he added."""
        row = self.entries.row(sheet, key)
        return typed_of(row, columns)


def typed_of(row: Mapping[str, str], columns: Iterable[str]) -> dict[str, Cell]:
    """Return the cells of some entries of a row, and of the columns that a clerk added."""
    wanted = set(columns)
    return {
        column: Cell(text, mark=ENTERED)
        for column, text in row.items()
        if column in wanted or column.startswith(ADDED)
    }


def who_of(number: int | None, records: Iterable[tuple[str, Record]], paths: tuple[str, str, str]) -> Who:
    """Return whose a submission is: unit, leader and studio, each from the first form that says it."""
    known = list(records)

    def said(path: str) -> str:
        values = (record.value(path) for _, record in known)
        return next((value for value in values if isinstance(value, str) and value), "")

    unit, leader, studio = map(said, paths)
    return Who(number, unit, leader, studio)


def text_of(found: Found, field: Field | None = None) -> str:
    """Return an answer as a cell shows it; what could not be understood as it was typed."""
    value = found.value
    if value is None:
        return found.raw if found.raw.strip() else ""
    if isinstance(value, Picture):
        return picture_text(value)
    if isinstance(value, tuple):
        return MANY.join(value)
    return KINDS["period"].show(value) if field is not None and field.kind == "period" else value


def picture_text(picture: Picture) -> str:
    """Return what a cell says of a picture.

    >>> picture_text(Picture("image/jpeg", b"x" * 12345))
    '图片（JPEG，12 KB）'
    """
    kind = picture.media_type.rpartition("/")[2].removeprefix("x-").upper()
    return f"图片（{kind}，{max(1, round(len(picture.data) / 1024))} KB）"


def note_of(read: Found, field: Field | None) -> str:
    """Return what is noted beside a corrected answer."""
    text = text_of(read, field)
    if len(text) > LONGEST_NOTE:
        text = f"{text[:LONGEST_NOTE]}……"
    return f"{BY_CLERK}；程序原读作“{text}”。" if text else f"{BY_CLERK}；程序没有读到内容。"


def number_cell(number: float | None) -> Cell:
    """Return the cell of a number, an empty one for None."""
    return Cell() if number is None else Cell(str(number), number)


@once_for_each
def _labels(programme: Programme) -> Mapping[str, Labels]:
    return {name: _labels_of(programme, name) for name in programme.forms}


def _labels_of(programme: Programme, form: str) -> Labels:
    """Return by path the label and the field of everything in a form, a column as ``members[].name``."""
    definition = programme.forms.get(form)
    found: Labels = {}
    if definition is None:
        return found
    for field in definition.fields:
        found[field.path] = clean_label(field.label) or field.path, field
    for group in definition.groups:
        for column in group.columns:
            label = clean_label(column.label) or column.path
            found[f"{group.path}[].{column.path}"] = label, column
        found[group.path] = clean_label(group.label) or group.path, Field(group.path, group.label, "rows")
    return found


def row_of(path: str) -> tuple[str, int, str] | None:
    """Return group, row and column of a path, None for one that is no column's.

    >>> row_of("members[2].name"), row_of("leader.name")
    (('members', 2, 'name'), None)
    """
    match = _ROW.fullmatch(path)
    return (match[1], int(match[2]), match[3]) if match else None


def place_of(path: str) -> str:
    """Return the path of a column for one of its cells, any other path as it is.

    >>> place_of("members[2].name"), place_of("leader.name")
    ('members[].name', 'leader.name')
    """
    parts = row_of(path)
    return f"{parts[0]}[].{parts[2]}" if parts else path


def called(labels: Labels, path: str, titles: Mapping[str, str]) -> str:
    """Return how people call the place of an answer: ``团队成员第3行姓名``.

    ``titles`` are how groups are called. What is no place of the form is called by its path.
    """
    place = place_of(path)
    if place not in labels:
        return path
    parts = row_of(path)
    if parts is None:
        return titles.get(path) or labels[path][0]
    group = titles.get(parts[0]) or labels[parts[0]][0]
    return f"{group}第{parts[1] + 1}行{labels[place][0]}"


def link_to(inbox: str, name: str) -> str:
    """Return the link to a package: relative, what a link cannot hold escaped, Chinese as it is.

    >>> link_to("收件", "甲 公司#1.zip")
    '收件/甲%20公司%231.zip'
    """
    path = f"{inbox.rstrip('/')}/{name}" if inbox else name
    return _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", path)


def safe_link(inbox: str, name: str) -> str:
    """Return a link as :func:`link_to` does, none to a package whose name holds an identity number."""
    return "" if masked(name) != name else link_to(inbox, name)


def rows_in(record: Record, group: str) -> Iterator[int]:
    """Yield the numbers of the rows that a record has of a group, in order."""
    numbers = {
        parts[1] for path in record.answers if (parts := row_of(path)) is not None and parts[0] == group
    }
    yield from sorted(numbers)
