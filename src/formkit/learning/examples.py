"""Cells of a blank form that hold an example in place of an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from formkit.chinese.folding import fold
from formkit.grid import Cell, Table
from formkit.learning.blanks import blanks_in

Key = tuple[int, int]

LONGEST: Final = 40
REPEATED: Final = 3
"""An example value is told from a label by standing so often, and never before an empty cell."""
SERIAL: Final = re.compile(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）.、．]?")
_DATE: Final = re.compile(r"(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)?")
_HEADS: Final = re.compile(
    r"(?:序号|项目|内容|栏目|类别|类型|名称|事项|指标|要素|科目|选项|说明|备注|要求|填写.{0,4}|结果|数量|金额|单位|信息|情况|标准|分值|得分)$"
)
_WIDE: Final = re.compile(r"[ \u3000\t_]{3,}")
LONGEST_VALUE: Final = 20
FEWEST_PAIRS: Final = 2


def examples_of(tables: Iterable[Table]) -> frozenset[str]:
    """Return the folded texts that stand in answer cells as examples: one character everywhere, a date."""
    times: Counter[str] = Counter()
    naming: Counter[str] = Counter()
    leading: Counter[str] = Counter()
    for table in tables:
        owner = owners(table)
        for cell in table.cells:
            text = fold(cell.text)
            if not text or len(text) > LONGEST or SERIAL.fullmatch(text) or blanks_in(cell.text):
                continue
            right = owner.get((cell.row, cell.col + cell.colspan))
            times[text] += 1
            below = owner.get((cell.row + cell.rowspan, cell.col))
            before_empty = right is not None and not right.text.strip() and right.row == cell.row
            over_empty = below is not None and not below.text.strip() and below.colspan == cell.colspan
            leads = before_empty or (cell.col == 0 and cell.colspan < table.width)
            leading[text] += leads
            naming[text] += leads or (over_empty and _DATE.fullmatch(text) is None)
    often = {text for text, number in times.items() if number >= REPEATED and 2 * naming[text] < number}
    return frozenset(often | {text for text in times if _DATE.fullmatch(text) and not leading[text]})


def owners(table: Table) -> dict[Key, Cell]:
    """Return the cell that covers each place of a table's grid."""
    return {
        (row, col): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    }


def is_example(text: str, examples: frozenset[str]) -> bool:
    """Whether every line of a cell is one of the examples."""
    lines = [fold(line) for line in text.split("\n") if line.strip()]
    return bool(lines) and all(line in examples for line in lines)


class Filled:
    """One table whose cells are known as labels, empty, or neither: which labels are filled-in answers."""

    def __init__(self, table: Table, owner: Mapping[Key, Cell], labels: set[Key], empty: set[Key]) -> None:
        """Take a table, the cell at each place, and the places of its labels and of its empty cells."""
        self.rows, self.owner, self.labels, self.empty = table.rows(), owner, labels, empty

    def places(self) -> frozenset[Key]:
        """Return the cells that look like labels and are answers by the company they keep."""
        below = set(self._below())
        self.labels, self.empty = self.labels - below, self.empty | below
        return frozenset((*self._beside(), *below))

    def _is(self, cell: Cell | None, places: set[Key]) -> bool:
        return cell is not None and (cell.row, cell.col) in places

    def _beside(self) -> Iterator[Key]:
        """Yield values right of their label, where other labels have an empty cell there."""
        answered = Counter[tuple[int, int]]()
        for row, col in self.empty:
            left = self.owner.get((row, col - 1))
            if left is not None and self._is(left, self.labels) and left.row == row:
                answered[left.col, col] += 1
        pairs = sum(answered.values())
        for row, col in sorted(self.labels):
            cell, left = self.owner[row, col], self.owner.get((row, col - 1))
            if left is None or left.row != row or not self._is(left, self.labels) or not _is_value(cell):
                continue
            if left.rowspan != cell.rowspan:
                continue
            alone = len(self.rows[row]) == FEWEST_PAIRS and pairs >= FEWEST_PAIRS
            if (answered[left.col, col] >= FEWEST_PAIRS or alone) and not self._heads(cell, left):
                yield row, col

    def _heads(self, cell: Cell, left: Cell) -> bool:
        """Whether a cell names what follows it: on its right, or beneath it."""
        right = self.owner.get((cell.row, cell.col + cell.colspan))
        if right is not None and right.row == cell.row:
            beyond = self.owner.get((cell.row, right.col + right.colspan))
            if not self._is(right, self.labels) or not (self._is(beyond, self.empty)):
                return True
        below = self.owner.get((cell.row + cell.rowspan, cell.col))
        if self._is(below, self.empty) and below is not None:
            beside = self.owner.get((below.row, below.col - 1))
            if not self._is(beside, self.labels):
                return True
        return cell.row == 0 and bool(_HEADS.search(fold(cell.text)) or _HEADS.search(fold(left.text)))

    def _below(self) -> Iterator[Key]:
        """Yield values in a column whose other rows are empty, under a row of labels."""
        rows = self.rows
        for number, header in enumerate(rows[:-1]):
            named = [cell for cell in header if cell.rowspan == 1 and self._is(cell, self.labels)]
            if len(named) < FEWEST_PAIRS or 2 * len(named) <= len(header):
                continue
            for head in named:
                if head.col:
                    yield from self._of_column(head, number)

    def _of_column(self, head: Cell, number: int) -> Iterator[Key]:
        shape = {(cell.col, cell.colspan) for cell in self.rows[number] if cell.rowspan == 1}
        values: list[Key] = []
        empty = 0
        for row in range(number + 1, len(self.rows)):
            cell = self.owner.get((row, head.col))
            if cell is None or (cell.row, cell.col, cell.colspan, cell.rowspan) != (
                row, head.col, head.colspan, 1,
            ):  # fmt: skip
                break
            cells = [each for each in self.rows[row] if each.rowspan == 1]
            heads = len(cells) > 1 and all(self._is(each, self.labels) for each in cells)
            if heads or not {(each.col, each.colspan) for each in cells} <= shape:
                break
            if self._is(cell, self.empty):
                empty += 1
            elif self._is(cell, self.labels) and _is_value(cell):
                values.append((row, cell.col))
            else:
                break
        if empty and empty >= len(values):
            yield from values


def _is_value(cell: Cell) -> bool:
    text = cell.text.strip()
    ends = text.endswith((":", "：", "?", "？")) or "。" in text
    return 0 < len(text) <= LONGEST_VALUE and not ends and _WIDE.search(text) is None
