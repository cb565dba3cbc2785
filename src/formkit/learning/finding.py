"""A blank form's grid as what is to be filled in it: places with labels, and groups of equal rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from formkit.chinese.folding import clean_label
from formkit.grid import Cell, Document, Line, Table
from formkit.learning.blanks import INSIDE, OPINION, kind_of_label
from formkit.learning.examples import Key, examples_of
from formkit.learning.grouping import (
    Region,
    group_of,
    is_matrix,
    is_opinions,
    matrix_places,
    name_of_row,
    regions,
)
from formkit.learning.lines import (
    LONGEST_HEADING,
    heading_of,
    inside,
    line_places,
    place_under,
    question_of,
    title_of,
)
from formkit.learning.neighbours import ABOVE, SHARED, before_brackets, label_for, opinion_above, stands_under
from formkit.learning.parting import signed_dates, told_apart
from formkit.learning.patterns import point_of
from formkit.learning.places import Learnt, Place, Rows
from formkit.learning.roles import Role, Roles, is_picture, label_of, roles_of

EXAMPLE_ASKED = "“{}”一格印着“{}”：是示例（要改填），还是印好的内容？"
LONG_LINES = 2
PLACEHOLDER = re.compile(r"\{\{?\s*([^{}]+?)\s*\}?\}")
LONG = {"text": "long_text"}
SIGNED = frozenset(("signature", "seal", "long_text"))


def learn_form(document: Document) -> Learnt:
    """Return every place of a blank form that is meant to be filled, in reading order."""
    places: list[Place] = []
    groups: list[Rows] = []
    before: list[Place] = []
    heading = asked = ""
    examples = examples_of([block for block in document.blocks if isinstance(block, Table)])
    for number, block in enumerate(document.blocks):
        if isinstance(block, Line):
            below = document.blocks[number + 1] if number + 1 < len(document.blocks) else None
            named = heading_of(block.text, over_table=isinstance(below, Table))
            heading = named or heading
            under = place_under(document.blocks, number)
            if under is not None:
                places.append(under)
            elif not named:
                here = signed_dates(before, list(line_places(block, heading, below, asked)))
                places += here
                before = here or before
                if not point_of(block.text):
                    asked = "" if here else question_of(block)
            if named:
                asked = named
            continue
        before = []
        asked = ""
        found, more = _Learner(block, heading, examples).run()
        places += found
        groups += more
    return Learnt(title_of(document), tuple(told_apart(places)), tuple(groups))


class _Learner:
    """One table looked at from top to bottom."""

    def __init__(self, table: Table, heading: str, examples: frozenset[str]) -> None:
        self.table, self.heading = table, heading
        self.roles: Roles = roles_of(table, examples)
        self.rows = self.roles.rows
        self.places: list[Place] = []
        self.groups: list[Rows] = []
        self.heads: set[Key] = set()
        self.inner = "", -1
        """What heads the rows beside a name over several rows, with that name; and the last such row."""

    def run(self) -> tuple[list[Place], list[Rows]]:
        by_header: dict[int, list[Region]] = {}
        for region in regions(self.roles):
            by_header.setdefault(region.header, []).append(region)
        taken = {row for found in by_header.values() for region in found for row in region.rows}
        block = self.heading
        self.heads = {key for found in by_header.values() for region in found for key in region.head.cells()}
        for number, cells in enumerate(self.rows):
            block = block if number in by_header else self._block(number, cells, block)
            inner = self.inner[0] if number <= self.inner[1] else ""
            for region in by_header.get(number, ()):
                self._region(region, cells, inner or block)
            if number not in taken:
                self._row(cells, inner or block)
        return self.places, self.groups

    def _region(self, region: Region, header: Sequence[Cell], block: str) -> None:
        side = self._side(header, region.rows[0]) or self._side(self.rows[region.rows[0]], region.rows[0])
        if is_opinions(region):
            for row in region.rows:
                self._row(self.rows[row], side or block)
        elif is_matrix(region, self.roles):
            self.places += matrix_places(region, self.roles, side or block)
            self._inline_of_rows(region, block)
        else:
            label = side or self._group_label(region.header, block)
            self.groups.append(group_of(region, self.roles, label, block if side else ""))

    def _block(self, number: int, cells: Sequence[Cell], block: str) -> str:
        """Return the heading that a row is; a row that is none keeps the one before.

        A row that is one label beside a name over several rows heads what follows beside that name.
        """
        own = [cell for cell in cells if cell.rowspan == 1]
        if len(own) != 1 or self.roles.of(own[0]) is not Role.LABEL:
            return block
        cell = own[0]
        below = self.rows[number + 1] if number + 1 < len(self.rows) else ()
        is_alone = len(below) == 1 and self.roles.of(below[0]) is Role.EMPTY
        label = label_of(cell.text)[0]
        if is_alone or len(label) > LONGEST_HEADING or cell.col + cell.colspan != self.table.width:
            return block
        side = self.roles.at(number, cell.col - 1) if cell.col else None
        if side is None:
            return label if len(cells) == 1 else block
        last = side.row + side.rowspan - 1
        if side.rowspan > 1 and last > number and self.roles.of(side) is Role.LABEL:
            self.inner = f"{label_of(side.text)[0]}/{label}", last
        return block

    def _side(self, cells: Sequence[Cell], reach: int) -> str:
        """Return the label that stands left of several rows, of that row among them which ``reach`` is."""
        first = min((cell.col for cell in cells if cell.rowspan == 1), default=0)
        row = cells[0].row if cells else 0
        left = self.roles.at(row, first - 1)
        if left is None or left.rowspan == 1 or self.roles.of(left) is not Role.LABEL:
            return ""
        return label_of(left.text)[0] if left.row + left.rowspan > reach else ""

    def _group_label(self, header: int, block: str) -> str:
        above = self.rows[header - 1] if header else ()
        if len(above) == 1 and self.roles.of(above[0]) is Role.LABEL:
            return label_of(above[0].text)[0]
        return (
            block
            or "、".join(
                label_of(cell.text)[0]
                for cell in self.rows[header]
                if self.roles.of(cell) is Role.LABEL and (cell.rowspan == 1 or cell.row == header)
            )[:LONGEST_HEADING]
        )

    def _inline_of_rows(self, region: Region, block: str) -> None:
        heads = region.head.names()
        for row in region.rows:
            name = name_of_row(row, self.roles) or block
            for cell in self.rows[row]:
                if self.roles.of(cell) is Role.INLINE:
                    self._inline(cell, name, heads.get(cell.col, ""))

    def _row(self, cells: Sequence[Cell], block: str) -> None:
        for cell in cells:
            if (cell.row, cell.col) in self.heads:
                continue
            role = self.roles.of(cell)
            if role is Role.EMPTY:
                self._empty(cell, block)
            elif role is Role.INLINE:
                self._inline(cell, block)
            elif role is Role.LABEL:
                self._label(cell, block)

    def _empty(self, cell: Cell, block: str) -> None:
        label, sure = label_for(cell, self.roles)
        alone = block if len(self.table.cells) == 1 else ""
        label, sure = (label, sure) if label else (_named_by_itself(cell) or alone, ABOVE)
        if not label:
            return
        kind, unit = kind_of_label(label, long=self._is_long(cell))
        about = stands_under(cell, label, self.roles)
        about = block if not about or cell.row <= self.inner[1] else about
        question = ""
        if (cell.row, cell.col) in self.roles.examples:
            sure, question = min(sure, SHARED), EXAMPLE_ASKED.format(label, " ".join(cell.text.split()))
        self.places.append(
            Place(cell.spot, 0, len(cell.text), label, kind, about, unit, confidence=sure, question=question)
        )

    def _is_long(self, cell: Cell) -> bool:
        whole = cell.colspan == self.table.width and self.table.width > 1
        return whole or cell.text.count("\n") >= LONG_LINES

    def _inline(self, cell: Cell, block: str, head: str = "") -> None:
        left = self.roles.left_of(cell)
        if left is not None and left.col in self.roles.spacers:
            left = self.roles.left_of(left)
        named = head
        if left is not None and self.roles.of(left) is Role.LABEL and not head:
            named = label_of(left.text)[0]
        elif left is not None and self.roles.of(left) is Role.INLINE and left.row == cell.row and not head:
            named = before_brackets(left, self.roles)
        blanks = self.roles.blanks[cell.row, cell.col]
        over = "" if named else opinion_above(cell, self.roles)
        signed = ""
        outer, inner = parts_of_label(named)
        bracketed = bool(inner) and [blank.hint for blank in blanks] == ["", INSIDE]
        if bracketed:
            blanks = (blanks[0]._replace(label=outer), blanks[1]._replace(label=inner))
            named = ""
        for blank in blanks:
            whole = blank.kind == "date" and blank.fallback and not blank.block
            own = over if blank.fallback == OPINION else ""
            label = blank.label or own or (named if not signed else "") or blank.fallback or block
            about = "/".join(part for part in (named, blank.block or (signed if whole else "")) if part)
            if over and label != over:
                about = over
            if label:
                self.places.append(
                    inside(blank, cell.spot, label, about if about and about != label else block)
                )
            if blank.kind in SIGNED:
                signed = label

    def _label(self, cell: Cell, block: str) -> None:
        """Take a label that is itself a place: for a picture, or with blank paragraphs beneath it."""
        right = self.roles.right_of(cell)
        beside = right is not None and right.row == cell.row and self.roles.of(right) is Role.EMPTY
        label = label_of(cell.text)[0]
        if is_picture(cell) and not beside:
            hint = cell.text.strip()
            self.places.append(Place(cell.spot, 0, len(cell.text), label, "picture", block, hint=hint))
            return
        text = cell.text.rstrip("\n \t\u3000")
        below = self.roles.at(cell.row + cell.rowspan, cell.col)
        under = below is not None and self.roles.of(below) is Role.EMPTY
        if cell.text[len(text) :].count("\n") and not beside and not under and text:
            start = len(text) + 1
            kind = kind_of_label(label, long=True)[0]
            kind = LONG.get(kind, kind)
            self.places.append(Place(cell.spot, start, len(cell.text), label, kind, block, confidence=ABOVE))


def parts_of_label(label: str) -> tuple[str, str]:
    """Return the two parts of a label like 通信地址（邮编）, the second "" where it has but one.

    >>> parts_of_label("通信地址（邮编）"), parts_of_label("姓名")
    (('通信地址', '邮编'), ('姓名', ''))
    """
    outer, _, inner = label.removesuffix("）").removesuffix(")").replace("(", "（").partition("（")
    return outer, inner


def _named_by_itself(cell: Cell) -> str:
    """Return what a placeholder calls itself: ``{{照片}}``, ``{{ person.照片 }}``."""
    name = PLACEHOLDER.fullmatch(cell.text.strip())
    return clean_label(name[1].rpartition(".")[2]) if name and "%" not in name[1] else ""
