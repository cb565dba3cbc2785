"""A sheet of a register as somebody left it: where its corner stands now, and what its cells say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from formkit.finding import Finding
from formkit.readers.cellvalue import Entry, Target, read_cell
from formkit.register_cells import Column, SheetPlan, marked
from formkit.workbook_layout import unescape

SEARCHED: Final = 10
"""So many rows of a sheet are searched for its corner: somebody may have put a title above."""

Rows = Iterator[tuple[int, Mapping[int, Entry]]]
Corner = tuple[int, int, tuple[str, int, str], Mapping[int, Entry]]


@dataclass(slots=True)
class SheetLeft:
    """A sheet of the register as it is now: where its corner stands, what its columns are."""

    title: str
    plan: SheetPlan
    row: int
    key: int
    ids: dict[int, str]
    columns: dict[int, Column] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    untaken: list[Finding] = field(default_factory=list)


def corner_of(rows: Rows) -> Corner | None:
    """Return row and column of a sheet's corner, what it says, and the cells of its row; None without one."""
    for count, (number, cells) in enumerate(rows, 1):
        for column, entry in cells.items():
            said = marked(text_of(entry))
            if said is not None:
                return number, column, said, cells
        if count == SEARCHED:
            break
    return None


def text_of(entry: Entry | None) -> str:
    """Return what a cell says, without white space around it."""
    return "" if entry is None else unescape(str(entry.value)).strip()


def plain_text(entry: Entry | None) -> str:
    """Return the text of a cell that the program wrote; a number as it was."""
    if entry is None:
        return ""
    return read_cell(entry, Target("", ""))[0]
