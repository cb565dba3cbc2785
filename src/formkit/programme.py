"""What an office publishes: a programme, its forms, and the fields of each form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the answer at ``path`` is, or has among it, one of the values in ``any_of``."""

    path: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an answer, inclusive (民法典第1259条): 字 as Word counts them, or numbers."""

    min_chars: int | None = None
    max_chars: int | None = None
    minimum: str | None = None
    maximum: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One place to be filled.

    ``path`` is its name in data (``leader.name``; within a group only the column's ``name``),
    ``label`` the printed label, ``block`` the heading it stands under, ``kind`` a name in
    :data:`formkit.kinds.KINDS`. ``options`` are the choices as printed. ``unit`` is the unit
    printed with the blank (``人``, ``万元``). ``size`` is that of a picture, millimetres wide and
    high. ``required`` is True, False, or a Condition. ``source`` is the clause the field rests on,
    ``aliases`` are other labels under which the same answer is printed again; ``printed`` are the words
    that the template really shows beside the blank where they are not the label, "" where it shows none.
    ``blank`` is what the blank form shows in its place: underlined spaces, ``____``, ``　年　月　日``; None
    where nobody said so.
    """

    path: str
    label: str
    kind: str = "text"
    block: str = ""
    required: bool | Condition = False
    options: tuple[str, ...] = ()
    unit: str = ""
    size: tuple[float, float] = (0.0, 0.0)
    limits: Limits = Limits()
    hint: str = ""
    source: str = ""
    aliases: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    blank: str | None = None

    @property
    def details(self) -> tuple[str, ...]:
        """What the kind needs to know to parse and show: the options, the unit, or a picture's hint."""
        if self.options:
            return self.options
        if self.unit:
            return (self.unit,)
        return (self.hint,) if self.kind == "picture" else ()


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that repeat: a table in which each row has the same columns.

    ``printed_rows`` is how many rows the blank form shows; more are added, fewer stay blank.
    """

    path: str
    label: str
    columns: tuple[Field, ...]
    printed_rows: int = 1
    min_rows: int = 0
    max_rows: int | None = None
    required: bool | Condition = False
    hint: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A document of a programme: its template, and what is to be written where."""

    name: str
    label: str
    title: str
    template: Path
    fields: tuple[Field, ...]
    groups: tuple[Group, ...] = ()
    output: str = ""

    def paths(self) -> Iterator[str]:
        """Yield each path that data may hold, a column as ``members[].name``."""
        yield from (item.path for item in self.fields)
        for group in self.groups:
            yield from (f"{group.path}[].{column.path}" for column in group.columns)


@dataclass(frozen=True, slots=True)
class Programme:
    """All that is known of a programme; a new one is a folder of data, never code."""

    name: str
    title: str
    source: str
    folder: Path
    forms: Mapping[str, Form] = field(default_factory=dict)
