"""What names an empty cell: the label left of it or above it, the name of its row, what it stands under."""

from __future__ import annotations

from collections.abc import Callable

from formkit.chinese.folding import fold
from formkit.grid import Cell
from formkit.learning.blanks import blanks_in, kind_of_label
from formkit.learning.grouping import is_total
from formkit.learning.roles import LONGEST_LABEL, Role, Roles, label_of

LEFT, ABOVE, SHARED, FIRST = 0.97, 0.9, 0.6, 0.85
MANY_CELLS = 6
"""So many narrow empty cells after one label are the digits of one answer."""


def label_for(cell: Cell, roles: Roles) -> tuple[str, float]:  # noqa: PLR0911 (one return a rule)
    """Return the words that name an empty cell, and how sure that is: left of it, else above.

    Of a few empty cells after one label each is asked for; of many, each holds a digit, and the first
    stands for all. A column that is empty from top to bottom only fills the table.
    """
    if cell.col in roles.spacers and cell.colspan == 1:
        return "", 0.0
    before, left = _run(cell, roles.left_of, roles)
    after, _ = _run(cell, roles.right_of, roles)
    total = _total_of(cell, roles)
    if total:
        return total, ABOVE
    named = left is not None and roles.of(left) is Role.LABEL
    if named and left is not None and not before:
        return label_of(left.text)[0], FIRST if after else LEFT
    if not before and left is not None and left.row == cell.row and roles.of(left) is Role.INLINE:
        named_before = before_brackets(left, roles)
        return (named_before, FIRST) if named_before else ("", 0.0)
    above = roles.at(cell.row - 1, cell.col) if cell.row else None
    if above is not None and is_head(above, cell, roles):
        return label_of(above.text)[0], ABOVE
    if named and left is not None:
        spare = before + after >= MANY_CELLS - 1 or _only_fills(cell, roles)
        return ("", 0.0) if spare else (label_of(left.text)[0], SHARED)
    if not before and above is not None and cell.colspan == roles.table.width:
        return _asked_above(above, roles)
    return "", 0.0


def before_brackets(left: Cell, roles: Roles) -> str:
    """Return a label that has a blank of its own in brackets: 出生年月（  岁）; "" for any other text."""
    blanks = roles.blanks[left.row, left.col]
    words, mark, rest = left.text.partition("（" if "（" in left.text else "(")
    inside = bool(mark) and len(blanks) == 1 and blanks[0].start > len(words) and rest.rstrip()[-1:] in "）)"
    label = label_of(words)[0]
    return label if inside and ":" not in label else ""


def _total_of(cell: Cell, roles: Roles) -> str:
    """Return 合计/金额 for a cell in a row of totals that stands under the columns of a head."""
    if not is_total(roles.rows[cell.row], roles):
        return ""
    for row in range(cell.row - 1, -1, -1):
        above = roles.at(row, cell.col)
        if above is None or (above.col, above.colspan) != (cell.col, cell.colspan):
            return ""
        if roles.of(above) is Role.LABEL:
            return f"{label_of(roles.rows[cell.row][0].text)[0]}/{label_of(above.text)[0]}"
    return ""


def _run(cell: Cell, step: Callable[[Cell], Cell | None], roles: Roles) -> tuple[int, Cell | None]:
    """Return how many empty cells follow on one side, and the first that is not empty."""
    number = 0
    other = step(cell)
    while other is not None and roles.of(other) is Role.EMPTY and other.rowspan == cell.rowspan:
        number += not (other.col in roles.spacers and other.colspan == 1)
        other = step(other)
    return number, other


def _only_fills(cell: Cell, roles: Roles) -> bool:
    """Whether the last column of a table is empty in every row."""
    last = roles.table.width - 1
    column = [roles.at(row, last) for row in range(len(roles.rows))]
    return cell.col + cell.colspan - 1 == last and all(
        other is None or (roles.of(other) is Role.EMPTY and other.col == cell.col) for other in column
    )


def is_head(above: Cell, cell: Cell, roles: Roles) -> bool:
    """Whether a label names the empty cell beneath it; one with an answer beside it does not."""
    if roles.of(above) is not Role.LABEL or (above.col, above.colspan) != (cell.col, cell.colspan):
        return False
    right = roles.right_of(above)
    answered = right is not None and right.row == above.row and roles.of(right) is Role.EMPTY
    return not answered and (
        above.colspan == roles.table.width or not above.text.rstrip().endswith((":", "："))
    )


def _asked_above(above: Cell, roles: Roles) -> tuple[str, float]:
    """Return the question at the end of the text above a cell of full width."""
    if roles.of(above) is not Role.INLINE:
        return "", 0.0
    asked = above.text.strip().rpartition("\n")[2]
    return (label_of(asked)[0], SHARED) if asked and not blanks_in(asked) else ("", 0.0)


def opinion_above(cell: Cell, roles: Roles) -> str:
    """Return what the cell over an opinion calls it: its first line, where it spans the table too."""
    above = roles.at(cell.row - 1, cell.col) if cell.row else None
    if above is not None and roles.of(above) is Role.EMPTY and above.row:
        above = roles.at(above.row - 1, cell.col)
    if above is None or (above.col, above.colspan) != (cell.col, cell.colspan):
        return ""
    if roles.of(above) not in {Role.LABEL, Role.NOTE}:
        return ""
    first = label_of(above.text.strip().partition("\n")[0])[0]
    return first if len(first) <= LONGEST_LABEL and kind_of_label(first)[0] == "long_text" else ""


def stands_under(cell: Cell, label: str, roles: Roles) -> str:
    """Return what tells a label from an equal one elsewhere in its table: 原告, 学历/全日制教育."""
    times = roles.times[fold(label)]
    side, name = _side_of(cell, roles), _row_name(cell, roles) if times > 1 else ""
    return "/".join(part for part in dict.fromkeys((side, name)) if part and part != label)


def _row_name(cell: Cell, roles: Roles) -> str:
    """Return the first label of a cell's row that stands once: what tells two 证书编号 apart."""
    for first in roles.rows[cell.row]:
        if roles.of(first) is Role.LABEL and first.rowspan == 1 and first.col < cell.col:
            name = label_of(first.text)[0]
            return name if roles.times[fold(name)] == 1 else ""
    return ""


def _side_of(cell: Cell, roles: Roles) -> str:
    """Return the label over several rows left of a cell's own label, such as 原告."""
    col = cell.col - 1
    while col >= 0:
        left = roles.at(cell.row, col)
        if left is None:
            return ""
        if left.rowspan > 1 and left.rowspan > cell.rowspan and roles.of(left) is Role.LABEL:
            return label_of(left.text)[0]
        col = left.col - 1
    return ""
