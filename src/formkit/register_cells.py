"""What a register is made of: sheets of columns, rows of cells, and the texts by which they are known again.

Every sheet has the same shape. Its first row and its first column are hidden: they hold the ids of the
columns and the keys of the rows, and their corner says what the sheet is. So rows may be sorted, columns
moved and sheets renamed, and what people typed still finds its place. The second row holds the heads.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

from formkit.workbook_layout import MAX_CELL, escape, units

EMPTIED: Final = "（空）"
"""The entry of an answer that a clerk emptied; no entry is an empty text."""

MARK_ROW: Final = 1
HEAD_ROW: Final = 2
FIRST_ROW: Final = 3
"""Rows counted from 1: ids (hidden), heads, data."""

OWN: Final = "#"
"""What the ids of columns begin with that only the program writes, and keys of rows that take no entries."""

ADDED: Final = "+"
"""What the id of a column begins with that a clerk added; his head follows."""

CORRECTED: Final = "corrected"
DOUBTFUL: Final = "doubtful"
ENTERED: Final = "entered"
"""Marks of a cell: a clerk's word in place of the program's, not understood, typed by a clerk."""

_SHORT: Final = MAX_CELL // 8
"""Texts up to here fit however much of them has to be escaped."""

_LONE: Final = re.compile("[\ud800-\udfff]")
_LINE_END: Final = re.compile("\r\n?")
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_PROVEN: Final = re.compile(r"(.*) #([0-9a-f]{16})", re.DOTALL)
_MARKER: Final = re.compile(r"formkit:register:(.*):(\d{1,9}):([^:]+)", re.DOTALL)


class Role(Enum):
    """Who writes a column: the program; the program, and a clerk corrects it; a clerk."""

    MACHINE = auto()
    VALUE = auto()
    CLERK = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its id, head, width in characters, who writes it.

    ``options`` are offered as a drop-down, ``prompt`` is said beside the cell to be typed into, ``form`` is
    the number format of a cell that holds a number, ``kind`` what an answer is.
    """

    id: str
    head: str
    width: float = 12
    role: Role = Role.MACHINE
    options: tuple[str, ...] = ()
    prompt: str = ""
    form: str = "0"
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet of the register: its id, its title, the sheet of the entries that its rows are, its columns.

    ``entries`` is "" where nobody types anything. ``fixed`` columns stay in view, ``height`` is that of each
    row in points (None: as its texts need), ``most`` is how many rows are written. ``proof`` are the columns
    by which a row is told from all others: the key goes with what they show.
    """

    id: str
    title: str
    entries: str
    columns: tuple[Column, ...]
    fixed: int = 2
    height: float | None = None
    most: int = 1_048_000
    proof: tuple[str, ...] = ()

    def added(self) -> tuple[str, ...]:
        """Return the ids of columns that a clerk added."""
        return tuple(column.id for column in self.columns if column.id.startswith(ADDED))


class Cell(NamedTuple):
    """What a cell shows: a text or a number, where it leads, how it is marked, what is noted beside it."""

    text: str = ""
    number: float | None = None
    link: str = ""
    mark: str = ""
    note: str = ""


class Row(NamedTuple):
    """A row: the id of its sheet, its key, its cells by the ids of columns."""

    sheet: str
    key: str
    cells: Mapping[str, Cell]


def fitted(text: str) -> str:
    r"""Return a text as a cell shows it: the whole, or as much as a cell holds and how long it really is.

    >>> fitted("短"), fitted("长" * 40_000)[-20:]
    ('短', '长长……（全文 40000 字，见台账）')
    """
    if not text.isprintable():
        text = _LONE.sub("\ufffd", text)
    if len(text) <= _SHORT or units(escape(text)) <= MAX_CELL:
        return text
    ending = f"……（全文 {len(text)} 字，见台账）"
    low, high = 0, MAX_CELL
    while low < high:
        middle = (low + high + 1) // 2
        if units(escape(text[:middle])) + units(ending) <= MAX_CELL:
            low = middle
        else:
            high = middle - 1
    return text[:low] + ending


def fingerprint(text: str) -> str:
    r"""Return what a shown text is known by; white space around it and unseen characters do not matter.

    Excel, WPS and LibreOffice keep those in different ways.

    >>> fingerprint("第一行\r\n第二行 ") == fingerprint("第一行\n第二行")
    True
    """
    plain = _UNSEEN.sub("", _LINE_END.sub("\n", fitted(text))).strip()
    return hashlib.blake2b(plain.encode(), digest_size=8).hexdigest()


def shown_of(plan: SheetPlan, row: Row) -> dict[str, str]:
    """Return by column the fingerprints of the answers in a row, as a ledger keeps them for reading back."""
    return {
        column.id: fingerprint(row.cells.get(column.id, NOTHING).text)
        for column in plan.columns
        if column.role is Role.VALUE
    }


NOTHING: Final = Cell()


def proven(key: str, texts: Iterable[str]) -> str:
    """Return what stands in a row's hidden cell: its key, and what the columns of proof show.

    Whoever sorts only the columns that he sees leaves the keys behind; then the two no longer fit.
    """
    return f"{key} #{_proof(texts)}"


def _proof(texts: Iterable[str]) -> str:
    return fingerprint("|".join(fingerprint(text) for text in texts))


def key_in(text: str) -> tuple[str, str]:
    """Return key and proof from a row's hidden cell, the proof "" where there is none.

    >>> key_in("12/公安 #0123456789abcdef"), key_in("12")
    (('12/公安', '0123456789abcdef'), ('12', ''))
    """
    match = _PROVEN.fullmatch(text)
    return (match[1], match[2]) if match else (text, "")


def fits(proof: str, texts: Iterable[str]) -> bool:
    """Whether what the columns of proof show is what they showed beside the key."""
    return not proof or proof == _proof(texts)


def marker(mark: str, run: int, sheet: str) -> str:
    """Return what stands in the corner of a sheet: whose register it is, of which collection, which sheet."""
    return f"formkit:register:{mark}:{run}:{sheet}"


def marked(text: str) -> tuple[str, int, str] | None:
    """Return mark, collection and sheet from a corner, None for any other text.

    >>> marked(marker("a1", 3, "summary")), marked("编号")
    (('a1', 3, 'summary'), None)
    """
    match = _MARKER.fullmatch(text)
    return (match[1], int(match[2]), match[3]) if match else None
