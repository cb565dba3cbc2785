"""Equal rows under a head, and tables whose rows and columns both have names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from formkit.chinese.folding import fold
from formkit.grid import Cell
from formkit.learning.blanks import kind_of_label
from formkit.learning.heads import FEWEST_COLUMNS, Head, head_at
from formkit.learning.places import Place, Rows
from formkit.learning.roles import Role, Roles, label_of

FEWEST_ALIKE = 2
_SAYS_NOTHING = re.compile("(?:具体|填写|填报)?(?:内容|填写|信息|说明|答案|情况)")
"""The head of answers that have names of their own beside them."""
TOTAL = re.compile("(?:本页|全年|费用|经费)?(?:合|总|小|共|累)计|总分|总评")
_OPINION = re.compile("(?:意见|审批|批示|评语|鉴定|结论)$")
SURE, LIKELY, DOUBTFUL = 0.97, 0.9, 0.7
INDEX = "loop.index"


class Region(NamedTuple):
    """Rows below a head that have its columns: the grid row where the head begins, the head, and theirs."""

    header: int
    head: Head
    rows: tuple[int, ...]


def regions(roles: Roles) -> Iterator[Region]:
    """Yield each head with the rows beneath it that have the same columns, none of them twice.

    Rows that stand beside different names over several rows are regions of their own.
    """
    rows = roles.rows
    row = 0
    while row < len(rows):
        below: list[int] = []
        head = head_at(row, roles)
        if head is not None:
            below = _below(head, roles)
            yield from _parted(row, head, below, roles)
        row = below[-1] if below else row
        row += 1


def _below(head: Head, roles: Roles) -> list[int]:
    """Return the rows under a head that are to be filled: alike in what they print, or open as such."""
    below: list[int] = []
    for row in range(head.row + 1, len(roles.rows)):
        cells = roles.rows[row]
        if not _has_columns(cells, row, head, roles) or is_total(cells, roles):
            break
        below.append(row)
    number = 0
    while number < len(below) and _is_open(roles.rows[below[number]], head, roles):
        number += 1
    alike = _alike(below, head, roles)
    return below[: max(number, len(alike))]


def _alike(below: Sequence[int], head: Head, roles: Roles) -> list[int]:
    """Return the first rows under a head that print something in the same columns, and nothing in others."""
    names = [column.name for column in head.columns]
    if not all(names) or len(set(names)) < len(names) or len(names) == FEWEST_COLUMNS:
        return []
    prints = [
        frozenset(cell.col for cell in roles.rows[row] if cell.rowspan == 1 and not roles.is_place(cell))
        for row in below
    ]
    alike = list(itertools.takewhile(lambda row: prints[below.index(row)] == prints[0], below))
    asked = [column.name for column in head.columns if prints and column.col not in prints[0]]
    told = 0 < len(asked) < len(names) and not all(map(_SAYS_NOTHING.fullmatch, asked))
    return alike if told and len(alike) >= FEWEST_ALIKE else []


def is_total(cells: Sequence[Cell], roles: Roles) -> bool:
    """Whether a row holds totals: its first cell says so."""
    return (
        bool(cells) and roles.of(cells[0]) is Role.LABEL and TOTAL.fullmatch(fold(cells[0].text)) is not None
    )


def _parted(row: int, head: Head, below: Sequence[int], roles: Roles) -> Iterator[Region]:
    for _, numbers in itertools.groupby(below, key=lambda number: _sides(number, head, roles)):
        yield Region(row, head, tuple(numbers))


def _sides(row: int, head: Head, roles: Roles) -> tuple[int, ...]:
    """Return where the names over several rows begin that stand beside a row under a head's columns."""
    covering = (roles.at(row, column.col) for column in head.columns)
    return tuple(cell.row for cell in covering if cell is not None and cell.rowspan > 1)


def _has_columns(cells: Sequence[Cell], row: int, head: Head, roles: Roles) -> bool:
    """Whether a row has the columns of a head; names over several rows may cover some of them."""
    own = {(cell.col, cell.colspan) for cell in cells if cell.rowspan == 1}
    wanted = {(column.col, column.colspan) for column in head.columns}
    covered = {
        (cell.col, cell.colspan)
        for col, _ in wanted - own
        if (cell := roles.at(row, col)) is not None and cell.rowspan > 1 and roles.of(cell) is Role.LABEL
    }
    return own | covered == wanted and (own == wanted or len(own) >= FEWEST_COLUMNS)


def _is_open(cells: Sequence[Cell], head: Head, roles: Roles) -> bool:
    """Whether a row is to be filled under a head: places, but for a number or a name of the row."""
    named = head.names()
    own = [cell for cell in cells if cell.rowspan == 1]
    filled = [cell for cell in own if not roles.is_place(cell)]
    places = [cell for cell in own if cell not in filled and cell.col in named]
    if not places or len(filled) > 1:
        return False
    return all(roles.of(cell) in {Role.NUMBER, Role.LABEL, Role.INLINE} for cell in filled) and (
        not filled or len(places) >= FEWEST_COLUMNS or roles.of(filled[0]) is Role.NUMBER
    )


def is_opinions(region: Region) -> bool:
    """Whether a single row under a head holds opinions, one in each cell: 居委会意见 | 派出所意见."""
    return len(region.rows) == 1 and all(map(_OPINION.search, region.head.names().values()))


def is_matrix(region: Region, roles: Roles) -> bool:
    """Whether the rows of a region have printed names, so that each cell is a field of its own."""
    rows = roles.rows
    return any(
        roles.of(cell) in {Role.INLINE, Role.LABEL} and not roles.is_place(cell)
        for row in region.rows
        for cell in rows[row]
        if cell.rowspan == 1
    )


def group_of(region: Region, roles: Roles, label: str, block: str) -> Rows:
    """Return the group that the rows of a region are."""
    heads = region.head.names()
    columns: list[Place] = []
    for cell in roles.rows[region.rows[0]]:
        if cell.rowspan > 1:
            continue
        if roles.of(cell) is Role.NUMBER:
            columns.append(Place(cell.spot, 0, len(cell.text), "序号", "number", hint=INDEX))
        elif cell.col in heads:
            columns.append(_column(cell, heads[cell.col], label, roles))
    alone = len(region.rows) == 1
    question = f"“{label}”下只有一行空行：是可以增加的多行，还是只填一次？" if alone else ""
    return Rows(label, region.rows, tuple(columns), block, LIKELY if alone else SURE, question)


def _column(cell: Cell, name: str, label: str, roles: Roles) -> Place:
    """Return a column's place: its cell, or all of its boxes where it has some to tick."""
    blanks = roles.blanks.get((cell.row, cell.col), ())
    if len(blanks) == 1 and blanks[0].boxes and blanks[0].boxes[0].option:
        kind, boxes = blanks[0].kind, blanks[0].boxes
        return Place(cell.spot, 0, len(cell.text), name, kind, label, boxes=boxes, whole=True)
    kind, unit = kind_of_label(name)
    return Place(cell.spot, 0, len(cell.text), name, kind, label, unit)


def name_of_row(row: int, roles: Roles) -> str:
    """Return the first label of a row; of a label with a blank of its own, the words before that."""
    cells = [cell for cell in roles.rows[row] if cell.rowspan == 1]
    labels = [label_of(cell.text)[0] for cell in cells if roles.of(cell) is Role.LABEL]
    inline = [
        label_of(cell.text[: roles.blanks[cell.row, cell.col][0].start])[0]
        for cell in cells
        if roles.of(cell) is Role.INLINE and not roles.is_place(cell)
    ]
    numbers = [cell.text.strip(" 、.．()（）") for cell in cells if roles.of(cell) is Role.NUMBER]
    return next(filter(None, (*labels, *inline, *numbers)), "")


def matrix_places(region: Region, roles: Roles, block: str) -> Iterator[Place]:
    """Yield a place for each open cell of a region whose rows have names: row/column."""
    heads = region.head.names()
    for row in region.rows:
        name = name_of_row(row, roles)
        for cell in roles.rows[row]:
            head = heads.get(cell.col, "")
            if not head or cell.rowspan > 1 or roles.of(cell) is not Role.EMPTY:
                continue
            kind, unit = kind_of_label(head)
            yield Place(cell.spot, 0, len(cell.text), head, kind, name or block, unit, confidence=LIKELY)
