"""What each cell of a blank form's table is: empty, a label, printed text with blanks, a number, a note."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from formkit.chinese.folding import clean_label, fold
from formkit.grid import Cell, Table
from formkit.learning.blanks import Blank, blanks_in, kind_of_label
from formkit.learning.examples import SERIAL, Filled, Key, is_example, owners


class Role(Enum):
    """What a cell is to the person who fills the form."""

    EMPTY = "to be filled as a whole"
    LABEL = "the name of another cell"
    INLINE = "printed text with blanks of its own"
    NUMBER = "a printed row number"
    NOTE = "text to be read"


LONGEST_LABEL = 40
JOINED = re.compile(r"^\s*(?:or|and)\s+", re.IGNORECASE)
NOTE_IN_LABEL = re.compile(r"(?<=.)[（(][^（）()]{16,}[）)](?=.)")
"""A long remark in the middle of a label."""
WRITTEN = frozenset(("text", "long_text"))
MOST_SENTENCES = 1

HINTING = '字数|例|如|请|限|必填|选填|填写|可[附另多]|附页|打[“"]?√|填|为准|分隔|简要|简述|左右|按|applicable'
HINT = re.compile(rf"\s*[（(][^（）()]*(?:\d+\s*字|{HINTING})[^（）()]*[)）]$")


def label_of(text: str) -> tuple[str, str]:
    """Return a label as a clerk would say it, and the hint in brackets that is printed behind it."""
    text = JOINED.sub("", text, count=1)
    label = NOTE_IN_LABEL.sub("", clean_label(text).rstrip("？?")) or clean_label(text)
    hint = HINT.search(label)
    if hint is None or not hint.start():
        return label, ""
    return clean_label(label[: hint.start()]), hint[0].strip()


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of a table's cells, the blanks of those that have some, and the cell at each place.

    ``examples`` are the empty cells in which the form prints an example of an answer. ``rows`` are the cells
    that begin on each row, ``spacers`` the columns that only keep labels from their answers, ``times`` says
    how often each text stands in the table, as a folded label.
    """

    table: Table
    owner: Mapping[Key, Cell]
    role: Mapping[Key, Role]
    blanks: Mapping[Key, tuple[Blank, ...]]
    examples: frozenset[Key] = frozenset()
    rows: tuple[tuple[Cell, ...], ...] = ()
    spacers: frozenset[int] = frozenset()
    times: Mapping[str, int] = field(default_factory=Counter)

    def of(self, cell: Cell | None) -> Role | None:
        """Return the role of a cell; None for no cell."""
        return None if cell is None else self.role[cell.row, cell.col]

    def is_place(self, cell: Cell) -> bool:
        """Whether a cell is nothing but a place to write, or to tick: empty, boxes, ``年 月 日``."""
        if self.of(cell) is Role.EMPTY:
            return True
        return self.of(cell) is Role.INLINE and _awaits(cell.text)

    def at(self, row: int, col: int) -> Cell | None:
        """Return the cell that covers a place, or None outside the table."""
        return self.owner.get((row, col))

    def left_of(self, cell: Cell) -> Cell | None:
        """Return the cell left of another on its first row."""
        return self.at(cell.row, cell.col - 1)

    def right_of(self, cell: Cell) -> Cell | None:
        """Return the cell right of another on its first row."""
        return self.at(cell.row, cell.col + cell.colspan)


def roles_of(table: Table, examples: frozenset[str] = frozenset()) -> Roles:
    """Return what each cell of a table is; a cell that holds an example is one to be filled."""
    owner = owners(table)
    role: dict[Key, Role] = {}
    blanks: dict[Key, tuple[Blank, ...]] = {}
    for cell in table.cells:
        key = cell.row, cell.col
        if is_example(cell.text, examples):
            role[key] = Role.EMPTY
            continue
        found = blanks_in(cell.text) if cell.text.strip() else ()
        right = owner.get((cell.row, cell.col + cell.colspan))
        role[key] = _role(cell, found, right)
        if role[key] is Role.INLINE:
            blanks[key] = found
    labels = {key for key, value in role.items() if value is Role.LABEL}
    empty = {key for key, value in role.items() if value is Role.EMPTY}
    filled = Filled(table, owner, labels, empty).places()
    times = Counter(fold(label_of(cell.text)[0]) for cell in table.cells)
    role |= dict.fromkeys(filled, Role.EMPTY)
    return Roles(table, owner, role, blanks, filled, table.rows(), _spacers(table, owner, role), times)


def _spacers(table: Table, owner: Mapping[Key, Cell], role: Mapping[Key, Role]) -> frozenset[int]:
    """Return the columns that are empty from top to bottom where some row has its blank in the next one."""

    def of(row: int, col: int) -> Role | None:
        cell = owner.get((row, col))
        return None if cell is None else role[cell.row, cell.col]

    def only_parts(col: int) -> bool:
        cells = [owner[row, col] for row in range(table.height) if (row, col) in owner]
        return all(cell.colspan == 1 and role[cell.row, cell.col] is Role.EMPTY for cell in cells)

    beside = {
        col
        for row in range(table.height)
        for col in range(1, table.width - 1)
        if (of(row, col - 1), of(row, col), of(row, col + 1)) == (Role.LABEL, Role.EMPTY, Role.INLINE)
    }
    return frozenset(filter(only_parts, beside))


def _role(cell: Cell, found: tuple[Blank, ...], right: Cell | None) -> Role:
    text = cell.text
    bare = text.strip()
    if not bare:
        return Role.EMPTY
    whole = len(found) == 1 and not found[0].boxes and not found[0].trailing
    if whole and not text[: found[0].start].strip() and not text[found[0].stop :].strip():
        # A placeholder is all that stands here; a date or signature line is still a place of its own.
        return Role.EMPTY if not found[0].label and found[0].kind in WRITTEN else Role.INLINE
    if SERIAL.fullmatch(bare):
        return Role.NUMBER
    if all(blank.trailing for blank in found):
        beside = right is not None and right.row == cell.row and _awaits(right.text)
        if not found or beside:
            return Role.NOTE if _is_note(bare) else Role.LABEL
    return Role.INLINE


def _awaits(text: str) -> bool:
    """Whether a cell is nothing but a place to write: empty, boxes, ``年 月 日``, a placeholder."""
    if not text.strip():
        return True
    found = blanks_in(text)
    if found and found[0].boxes and not found[0].label and not text[: found[0].start].strip():
        return True
    between = "".join(text[before.stop : after.start] for before, after in itertools.pairwise(found))
    ends = text[: found[0].start] + text[found[-1].stop :] if found else text
    return not (ends + between).strip() and not any(blank.label for blank in found)


def _is_note(text: str) -> bool:
    bare = NOTE_IN_LABEL.sub("", text) or text
    prose = len(fold(bare)) > LONGEST_LABEL or text.count("。") > MOST_SENTENCES
    return prose or text.startswith(("注：", "注:"))


def is_picture(cell: Cell) -> bool:
    """Whether a cell's text says that a picture is to be put on it."""
    label = clean_label(cell.text)
    return 0 < len(label) <= LONGEST_LABEL and kind_of_label(label)[0] == "picture"
