"""A template's grid as a layout: for each place to be filled, the printed text that anchors it.

The template is read by the ordinary reader, so the same code sees what the template says and what
an applicant sent. Tables and lines are laid out as one sequence of rows; table borders are
forgotten, so that a table cut in two by a page break is no special case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from formkit.chinese.folding import fold
from formkit.grid import Cell, Document, Line, Table
from formkit.pattern import Literal, Pattern, Slot, compile_pattern, joined

LOOP = re.compile(r"\{%-?\s*(?:tr|p)\s+for\s+(\w+)\s+in\s+([\w.]+)\s*-?%\}")
CONTROL_ONLY = re.compile(r"(?:\s*\{%.*?%\}\s*)+", re.DOTALL)


class TemplateCell(NamedTuple):
    """A cell of the template: its pattern, its grid columns, and its text where it is all printed."""

    pattern: Pattern
    col: int
    colspan: int
    folded: str

    @property
    def is_label(self) -> bool:
        """Whether the cell holds printed text only."""
        return bool(self.folded)


class TemplateRow(NamedTuple):
    """A row of cells, or a line (one cell); ``key`` is its labels in order, folded.

    ``printed`` are the places of the cells without a slot with their text, ``answers`` the places
    of the others with their patterns. ``group`` is set on the row that repeats. ``spans`` is the
    number of rows that its labels reach down over.
    """

    cells: tuple[TemplateCell, ...]
    is_line: bool
    key: tuple[str, ...] = ()
    printed: tuple[tuple[int, str], ...] = ()
    answers: tuple[tuple[int, Pattern], ...] = ()
    group: str | None = None
    variable: str = ""
    style: str = ""
    spans: int = 1

    @property
    def repeats(self) -> bool:
        """Whether several rows of a file may stand here: a group's row, or a line of free text."""
        return self.group is not None or (self.is_line and self.is_slot_only)

    @property
    def on_one_line(self) -> Pattern:
        """The row as it reads where its borders cannot be seen."""
        return joined(cell.pattern for cell in self.cells)

    @property
    def is_slot_only(self) -> bool:
        """Whether a line is a slot and nothing else."""
        return self.cells[0].pattern.is_slot_only


class Anchor(NamedTuple):
    """A slot and the printed words that may be its label, nearest first, folded."""

    slot: Slot
    group: str | None
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows of the template in reading order, their anchors, and the printed texts, folded.

    ``labels`` fill their cells, ``inside`` stand beside a slot; ``longest`` bounds the length of both.
    ``has_boxes`` says that a table of the template is a single column; ``beginnings`` are the printed texts
    with which two lines begin that follow each other.
    ``unique`` finds a row by its labels (and whether it is a line) where no other row has the same.
    """

    rows: tuple[TemplateRow, ...]
    anchors: tuple[Anchor, ...]
    labels: frozenset[str]
    inside: tuple[str, ...]
    longest: int
    unique: Mapping[tuple[tuple[str, ...], bool], int]
    has_boxes: bool = False
    beginnings: tuple[tuple[str, str], ...] = ()


def lay_out(template: Document) -> Layout:
    """Return the layout of a template's grid."""
    rows: list[TemplateRow] = []
    anchors: list[Anchor] = []
    heading = ""
    for block in template.blocks:
        if isinstance(block, Line):
            row = _line(block)
            if row is not None:
                rows.append(row)
                anchors += _anchors_of_line(row, heading)
                heading = row.cells[0].folded or heading
        else:
            for table_row, more in _table(block):
                rows.append(table_row)
                anchors += more
    labels = frozenset(cell.folded for row in rows for cell in row.cells if cell.folded)
    inside = tuple(
        text for row in rows for cell in row.cells if not cell.folded for text in cell.pattern.literals
    )
    longest = max((len(label) for label in labels), default=0)
    has_boxes = any(isinstance(block, Table) and block.width == 1 for block in template.blocks)
    starts = [row.cells[0].pattern.beginning if row.is_line else "" for row in rows]
    beginnings = tuple((one, other) for one, other in pairwise(starts) if one and other)
    return Layout(
        tuple(rows), tuple(anchors), labels, inside, longest + 20, _unique(rows), has_boxes, beginnings
    )


def _unique(rows: Sequence[TemplateRow]) -> dict[tuple[tuple[str, ...], bool], int]:
    keys = [(row.key, row.is_line) if row.group is None and row.key else None for row in rows]
    times = Counter(keys)
    return {key: number for number, key in enumerate(keys) if key is not None and times[key] == 1}


def _line(line: Line) -> TemplateRow | None:
    if not line.text.strip() or CONTROL_ONLY.fullmatch(line.text):
        return None
    return _row((_cell(line.text, 0, 1),), is_line=True, style=line.style)


def _row(cells: tuple[TemplateCell, ...], *, is_line: bool, **more: str | None) -> TemplateRow:
    key = tuple(cell.folded for cell in cells if cell.folded)
    printed = tuple((place, cell.folded) for place, cell in enumerate(cells) if not cell.pattern.slots)
    answers = tuple((place, cell.pattern) for place, cell in enumerate(cells) if cell.pattern.slots)
    group, variable, style = more.get("group"), more.get("variable") or "", more.get("style") or ""
    return TemplateRow(cells, is_line, key, printed, answers, group, variable, style)


def _cell(text: str, col: int, colspan: int) -> TemplateCell:
    pattern = compile_pattern(text)
    return TemplateCell(pattern, col, colspan, "" if pattern.slots else pattern.folded)


def _table(table: Table) -> Iterator[tuple[TemplateRow, list[Anchor]]]:
    group, variable = None, ""
    above: dict[int, str] = {}
    for cells in table.rows():
        text = "".join(cell.text for cell in cells)
        loop = LOOP.search(text)
        if loop:
            group, variable = loop[2], loop[1]
        if CONTROL_ONLY.fullmatch(text):
            if "endfor" in text:
                group, variable = None, ""
            continue
        if not cells:
            continue
        row = _row(
            tuple(_cell(cell.text, cell.col, cell.colspan) for cell in cells),
            is_line=False,
            group=group,
            variable=variable,
        )
        spans = max(
            (cell.rowspan for cell, laid in zip(cells, row.cells, strict=True) if laid.folded), default=1
        )
        yield row._replace(spans=spans), list(_anchors_of_row(row, cells, table, above))
        for cell in row.cells:
            if cell.folded:
                above.update(dict.fromkeys(range(cell.col, cell.col + cell.colspan), cell.folded))


def _anchors_of_line(row: TemplateRow, heading: str) -> Iterator[Anchor]:
    for slot, inside in _inside_labels(row.cells[0].pattern):
        yield Anchor(slot, None, tuple(label for label in (inside, heading) if label))


def _anchors_of_row(
    row: TemplateRow, cells: tuple[Cell, ...], table: Table, above: dict[int, str]
) -> Iterator[Anchor]:
    for laid, cell in zip(row.cells, cells, strict=True):
        left = "" if row.group else _left_label(cell, table)
        for slot, inside in _inside_labels(laid.pattern):
            nearest = (inside, left, above.get(cell.col, ""))
            yield Anchor(slot, row.group, tuple(label for label in nearest if label))


def _left_label(cell: Cell, table: Table) -> str:
    """Return the folded text of the nearest cell to the left that holds only printed text."""
    col = cell.col - 1
    while col >= 0:
        left = table.at(cell.row, col)
        if left is None:
            return ""
        text = fold(left.text)
        if text and "{{" not in left.text:
            return text
        col = left.col - 1
    return ""


def _inside_labels(pattern: Pattern) -> Iterator[tuple[Slot, str]]:
    """Yield each slot with the printed text before it in its own paragraph, or after a tick box."""
    tokens = pattern.tokens
    for number, token in enumerate(tokens):
        if not isinstance(token, Slot):
            continue
        before = tokens[number - 1] if number else None
        label = before.text.rpartition("\n")[2] if isinstance(before, Literal) else ""
        yield token, fold(label)
