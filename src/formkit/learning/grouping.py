"""Equal rows under a header, and tables whose rows and columns both have names."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from formkit.chinese.boxes import TICKED, UNTICKED
from formkit.grid import Cell
from formkit.learning.blanks import kind_of_label
from formkit.learning.places import Place, Rows
from formkit.learning.roles import Role, Roles, label_of

FEWEST_COLUMNS = 2
SURE, LIKELY, DOUBTFUL = 0.97, 0.9, 0.7
INDEX = "loop.index"


class Region(NamedTuple):
    """Rows below a header that have its columns: the header's grid row, and theirs."""

    header: int
    rows: tuple[int, ...]


def regions(roles: Roles) -> Iterator[Region]:
    """Yield each header with the rows beneath it that have the same columns, none of them twice.

    Rows that stand beside different names over several rows are regions of their own.
    """
    rows = roles.table.rows()
    row = 0
    while row < len(rows):
        below: list[int] = []
        if _is_header(rows[row], roles):
            nxt = row + 1
            while nxt < len(rows) and _belongs(nxt, rows[row], roles):
                below.append(nxt)
                nxt += 1
        sides = itertools.groupby(below, key=lambda number: _sides(number, rows[row], roles))
        yield from (Region(row, tuple(numbers)) for _, numbers in sides)
        row = below[-1] if below else row
        row += 1


def _belongs(row: int, header: Sequence[Cell], roles: Roles) -> bool:
    cells = roles.table.rows()[row]
    return _has_columns(cells, row, header, roles) and _is_open(cells, header, roles)


def _sides(row: int, header: Sequence[Cell], roles: Roles) -> tuple[int, ...]:
    """Return where the names over several rows begin that stand beside a row under a header's columns."""
    covering = (roles.at(row, cell.col) for cell in header)
    return tuple(cell.row for cell in covering if cell is not None and cell.rowspan > 1)


def _has_columns(cells: Sequence[Cell], row: int, header: Sequence[Cell], roles: Roles) -> bool:
    """Whether a row has the columns of a header; names over several rows may cover some of them."""
    own = {(cell.col, cell.colspan) for cell in cells if cell.rowspan == 1}
    wanted = {(cell.col, cell.colspan) for cell in header if cell.rowspan == 1}
    covered = {
        (cell.col, cell.colspan)
        for col, _ in wanted - own
        if (cell := roles.at(row, col)) is not None and cell.rowspan > 1 and roles.of(cell) is Role.LABEL
    }
    return own | covered == wanted and (own == wanted or len(own) >= FEWEST_COLUMNS)


def _is_header(cells: Sequence[Cell], roles: Roles) -> bool:
    own = [cell for cell in cells if cell.rowspan == 1]
    labels = [cell for cell in own if roles.of(cell) is Role.LABEL]
    others = [cell for cell in own if roles.of(cell) not in {Role.LABEL, Role.EMPTY}]
    answered = [
        cell
        for cell in labels
        if (right := roles.right_of(cell)) is not None and roles.of(right) is Role.EMPTY
    ]
    if any(not _is_head_of_boxes(cell, roles) for cell in others) or len(labels) < FEWEST_COLUMNS:
        return False
    return 2 * len(labels) > len(own) or 2 * len(answered) < len(labels)


def _is_head_of_boxes(cell: Cell, roles: Roles) -> bool:
    """Whether a cell with a box in it (``√ 收到``) stands over a column of boxes."""
    below = roles.at(cell.row + 1, cell.col)
    blanks = roles.blanks.get((cell.row, cell.col), ())
    return below is not None and _is_lone_box(below, roles) and len(blanks) == 1 and len(blanks[0].boxes) == 1


def _is_open(cells: Sequence[Cell], header: Sequence[Cell], roles: Roles) -> bool:
    """Whether a row is to be filled under the header: empty, but for a number or a name of the row."""
    named = {cell.col for cell in header if roles.of(cell) is Role.LABEL}
    own = [cell for cell in cells if cell.rowspan == 1]
    filled = [cell for cell in own if roles.of(cell) is not Role.EMPTY and not _is_lone_box(cell, roles)]
    empty = [cell for cell in own if cell not in filled and cell.col in named]
    if not empty or len(filled) > 1:
        return False
    return all(roles.of(cell) in {Role.NUMBER, Role.LABEL, Role.INLINE} for cell in filled) and (
        not filled or len(empty) >= FEWEST_COLUMNS or roles.of(filled[0]) is Role.NUMBER
    )


def _is_lone_box(cell: Cell, roles: Roles) -> bool:
    blanks = roles.blanks.get((cell.row, cell.col), ())
    return len(blanks) == 1 and len(blanks[0].boxes) == 1 and not blanks[0].boxes[0].option


def heads_of(region: Region, roles: Roles) -> dict[int, str]:
    """Return the name of each column of a region by its grid column, a box in it left out."""
    return {
        cell.col: label_of(cell.text.lstrip(UNTICKED + TICKED))[0]
        for cell in roles.table.rows()[region.header]
        if roles.of(cell) in {Role.LABEL, Role.INLINE}
    }


def is_matrix(region: Region, roles: Roles) -> bool:
    """Whether the rows of a region have printed names, so that each cell is a field of its own."""
    rows = roles.table.rows()
    return any(
        roles.of(cell) in {Role.LABEL, Role.INLINE} and not _is_lone_box(cell, roles)
        for row in region.rows
        for cell in rows[row]
        if cell.rowspan == 1
    )


def group_of(region: Region, roles: Roles, label: str, block: str) -> Rows:
    """Return the group that the rows of a region are."""
    rows = roles.table.rows()
    heads = heads_of(region, roles)
    columns: list[Place] = []
    for cell in rows[region.rows[0]]:
        if cell.rowspan > 1:
            continue
        if roles.of(cell) is Role.NUMBER:
            columns.append(Place(cell.spot, 0, len(cell.text), "序号", "number", hint=INDEX))
        elif cell.col in heads:
            kind, unit = kind_of_label(heads[cell.col])
            columns.append(Place(cell.spot, 0, len(cell.text), heads[cell.col], kind, label, unit))
    alone = len(region.rows) == 1
    question = f"“{label}”下只有一行空行：是可以增加的多行，还是只填一次？" if alone else ""
    return Rows(label, region.rows, tuple(columns), block, LIKELY if alone else SURE, question)


def name_of_row(row: int, roles: Roles) -> str:
    """Return the first label of a row; of a label with a blank of its own, the words before that."""
    for cell in roles.table.rows()[row]:
        name = ""
        if roles.of(cell) is Role.LABEL:
            name = label_of(cell.text)[0]
        elif roles.of(cell) is Role.INLINE:
            name = label_of(cell.text[: roles.blanks[cell.row, cell.col][0].start])[0]
        if name:
            return name
    return ""


def matrix_places(region: Region, roles: Roles, block: str) -> Iterator[Place]:
    """Yield a place for each open cell of a region whose rows have names: row/column."""
    rows = roles.table.rows()
    heads = heads_of(region, roles)
    for row in region.rows:
        name = name_of_row(row, roles)
        for cell in rows[row]:
            head = heads.get(cell.col, "")
            if not head or cell.rowspan > 1 or roles.of(cell) is not Role.EMPTY:
                continue
            kind, unit = kind_of_label(head)
            yield Place(cell.spot, 0, len(cell.text), head, kind, name or block, unit, confidence=LIKELY)
