"""The head of rows that are to be filled: one row of labels, or two of which the lower divides the upper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from formkit.chinese.boxes import TICKED, UNTICKED
from formkit.grid import Cell
from formkit.learning.roles import Role, Roles, label_of

FEWEST_COLUMNS = 2


class Column(NamedTuple):
    """A column of a head: where it begins, how many grid columns it takes, and its name, "" for none."""

    col: int
    colspan: int
    name: str


class Head(NamedTuple):
    """A head: its last grid row, and its columns."""

    row: int
    columns: tuple[Column, ...]

    def cells(self) -> Iterator[tuple[int, int]]:
        """Yield where the cells of its last row stand: they name columns, or stand empty over them."""
        yield from ((self.row, column.col) for column in self.columns)

    def names(self) -> dict[int, str]:
        """Return the name of each column that has one, by the grid column where it begins."""
        return {column.col: column.name for column in self.columns if column.name}


def head_at(row: int, roles: Roles) -> Head | None:
    """Return the head that begins with a row of a table, or None where it is no head."""
    cells = roles.rows[row]
    return _of_two(row, cells, roles) or _of_one(row, cells, roles)


def _of_one(row: int, cells: Sequence[Cell], roles: Roles) -> Head | None:
    own = [cell for cell in cells if cell.rowspan == 1]
    labels = [cell for cell in own if roles.of(cell) is Role.LABEL]
    others = [cell for cell in own if roles.of(cell) not in {Role.LABEL, Role.EMPTY}]
    if len(labels) < FEWEST_COLUMNS or any(not _heads_boxes(cell, roles) for cell in others):
        return None
    answered = sum(roles.of(right) is Role.EMPTY for cell in labels if (right := roles.right_of(cell)))
    if 2 * len(labels) <= len(own) and 2 * answered >= len(labels):
        return None
    return Head(row, tuple(Column(cell.col, cell.colspan, _name(cell, roles)) for cell in own))


def _of_two(row: int, cells: Sequence[Cell], roles: Roles) -> Head | None:
    """Return a head of cells over two rows beside one that is divided beneath: 数量 into 应收, 实收."""
    rows = roles.rows
    tall = [cell for cell in cells if cell.rowspan == 2 and roles.of(cell) is Role.LABEL]  # noqa: PLR2004
    wide = [cell for cell in cells if cell.rowspan == 1 and roles.of(cell) is Role.LABEL]
    lower = list(rows[row + 1]) if row + 1 < len(rows) else []
    if not tall or not wide or any(roles.of(cell) is not Role.LABEL or cell.rowspan > 1 for cell in lower):
        return None
    columns = [Column(cell.col, cell.colspan, _name(cell, roles)) for cell in tall]
    for cell in lower:
        over = next((each for each in wide if _covers(each, cell)), None)
        if over is None:
            return None
        columns.append(Column(cell.col, cell.colspan, f"{_name(over, roles)}/{_name(cell, roles)}"))
    whole = sum(cell.colspan for cell in wide) == sum(cell.colspan for cell in lower)
    return Head(row + 1, tuple(sorted(columns))) if lower and whole else None


def _covers(over: Cell, cell: Cell) -> bool:
    return over.col <= cell.col and cell.col + cell.colspan <= over.col + over.colspan


def _name(cell: Cell, roles: Roles) -> str:
    """Return what a cell of a head calls its column, a box in it left out."""
    named = roles.of(cell) in {Role.LABEL, Role.INLINE}
    return label_of(cell.text.lstrip(UNTICKED + TICKED))[0] if named else ""


def _heads_boxes(cell: Cell, roles: Roles) -> bool:
    """Whether a cell with a box in it (``√ 收到``) stands over a column of boxes."""
    below = roles.at(cell.row + 1, cell.col)
    blanks = roles.blanks.get((cell.row, cell.col), ())
    return below is not None and roles.is_place(below) and len(blanks) == 1 and len(blanks[0].boxes) == 1
