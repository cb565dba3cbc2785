"""What each cell of a blank form's table is: empty, a label, printed text with blanks, a number, a note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from formkit.chinese.folding import clean_label, fold
from formkit.grid import Cell, Table
from formkit.learning.blanks import Blank, blanks_in, kind_of_label

Key = tuple[int, int]


class Role(Enum):
    """What a cell is to the person who fills the form."""

    EMPTY = "to be filled as a whole"
    LABEL = "the name of another cell"
    INLINE = "printed text with blanks of its own"
    NUMBER = "a printed row number"
    NOTE = "text to be read"


LONGEST_LABEL = 40
MOST_SENTENCES = 1
SERIAL = re.compile(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）.、．]?")
EXAMPLE = re.compile(r"(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)?")
REPEATED = 3
"""An example value is told from a label by standing so often, and never before an empty cell."""


HINTING = '字数|例|如|请|限|必填|选填|填写|可[附另多]|附页|打[“"]?√|分隔|简要|简述|左右|按'
HINT = re.compile(rf"\s*[（(][^（）()]*(?:\d+\s*字|{HINTING})[^（）()]*[)）]$")


def label_of(text: str) -> tuple[str, str]:
    """Return a label as a clerk would say it, and the hint in brackets that is printed behind it."""
    label = clean_label(text)
    hint = HINT.search(label)
    if hint is None or not hint.start():
        return label, ""
    return clean_label(label[: hint.start()]), hint[0].strip()


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of a table's cells, the blanks of those that have some, and the cell at each place."""

    table: Table
    owner: Mapping[Key, Cell]
    role: Mapping[Key, Role]
    blanks: Mapping[Key, tuple[Blank, ...]]

    def of(self, cell: Cell | None) -> Role | None:
        """Return the role of a cell; None for no cell."""
        return None if cell is None else self.role[cell.row, cell.col]

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
    owner = _owners(table)
    role: dict[Key, Role] = {}
    blanks: dict[Key, tuple[Blank, ...]] = {}
    for cell in table.cells:
        key = cell.row, cell.col
        if _is_example(cell.text, examples):
            role[key] = Role.EMPTY
            continue
        found = blanks_in(cell.text) if cell.text.strip() else ()
        right = owner.get((cell.row, cell.col + cell.colspan))
        role[key] = _role(cell, found, right)
        if role[key] is Role.INLINE:
            blanks[key] = found
    return Roles(table, owner, role, blanks)


def examples_of(tables: Iterable[Table]) -> frozenset[str]:
    """Return the folded texts that stand in answer cells as examples: one character everywhere, a date."""
    times: Counter[str] = Counter()
    naming: Counter[str] = Counter()
    for table in tables:
        owner = _owners(table)
        for cell in table.cells:
            text = fold(cell.text)
            if not text or len(text) > LONGEST_LABEL or SERIAL.fullmatch(text) or blanks_in(cell.text):
                continue
            right = owner.get((cell.row, cell.col + cell.colspan))
            times[text] += 1
            before_empty = right is not None and not right.text.strip() and right.row == cell.row
            naming[text] += before_empty or (cell.col == 0 and cell.colspan < table.width)
            naming[text] += _heads_empty(cell, owner)
    often = {text for text, number in times.items() if number >= REPEATED and 2 * naming[text] < number}
    return frozenset(often | {text for text in times if EXAMPLE.fullmatch(text) and not naming[text]})


def _heads_empty(cell: Cell, owner: Mapping[Key, Cell]) -> bool:
    """Whether a cell is the head of a table's column: nothing over it, an empty cell beneath."""
    below = owner.get((cell.row + cell.rowspan, cell.col))
    return cell.row == 0 and below is not None and not below.text.strip()


def _owners(table: Table) -> dict[Key, Cell]:
    return {
        (row, col): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    }


def _is_example(text: str, examples: frozenset[str]) -> bool:
    lines = [fold(line) for line in text.split("\n") if line.strip()]
    return bool(lines) and all(line in examples for line in lines)


def _role(cell: Cell, found: tuple[Blank, ...], right: Cell | None) -> Role:
    text = cell.text
    bare = text.strip()
    if not bare:
        return Role.EMPTY
    whole = len(found) == 1 and not found[0].boxes and not found[0].trailing
    if whole and not text[: found[0].start].strip() and not text[found[0].stop :].strip():
        # A placeholder is all that stands here; a date or signature line is still a place of its own.
        return Role.EMPTY if not found[0].label and found[0].kind == "text" else Role.INLINE
    if SERIAL.fullmatch(bare):
        return Role.NUMBER
    if all(blank.trailing for blank in found):
        beside = right is not None and right.row == cell.row and not right.text.strip()
        if not found or beside:
            return Role.NOTE if _is_note(bare) else Role.LABEL
    return Role.INLINE


def _is_note(text: str) -> bool:
    prose = len(fold(text)) > LONGEST_LABEL or text.count("。") > MOST_SENTENCES
    return prose or text.startswith(("注：", "注:"))


def is_picture(cell: Cell) -> bool:
    """Whether a cell's text says that a picture is to be put on it."""
    label = clean_label(cell.text)
    return 0 < len(label) <= LONGEST_LABEL and kind_of_label(label)[0] == "picture"
