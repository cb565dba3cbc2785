"""Write a register: all sheets at once, row by row, so that ten thousand submissions take no more memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from formkit.register_cells import (
    FIRST_ROW,
    HEAD_ROW,
    MARK_ROW,
    NOTHING,
    OWN,
    Cell,
    Column,
    Role,
    Row,
    SheetPlan,
    fitted,
    marker,
    proven,
)
from formkit.register_layout import GUIDE_TITLE, OPTIONS_TITLE
from formkit.workbook_layout import escape
from formkit.writers.registerguide import write_guide
from formkit.writers.registerlook import (
    YELLOW,
    Choices,
    Styles,
    head_height,
    lines_of,
    offer,
    row_height,
    set_up_page,
)
from formkit.writers.registerrows import Put, RowStream

SPARE: Final = 3
"""So many columns without a head stand at the right, within the filter, for what a clerk adds himself."""

SPARE_WIDTH: Final = 12
MOST_LINKS: Final = 60_000
"""Excel holds 65,530 links on a sheet."""

REST: Final = f"{OWN}rest"
"""The key of the row that says how many more there are."""


@dataclass(slots=True)
class _Open:
    """A sheet being written."""

    plan: SheetPlan
    sheet: Any
    rows: RowStream
    columns: tuple[tuple[str, Column], ...]
    next_row: int = FIRST_ROW
    left_out: int = 0
    links: int = 0
    names: dict[str, str] = field(default_factory=dict)
    """Letters of columns by their ids."""


class RegisterBook:
    """A register being written.

    ``cut`` are the cells whose text no cell of Excel holds whole: sheet, key and column of each.
    """

    def __init__(self, path: Path, plans: Sequence[SheetPlan], title: str, run: int, mark: str) -> None:
        """Open a workbook with the sheets of ``plans``; ``mark`` and ``run`` say whose it is and of when."""
        import openpyxl

        self._path = path
        self._book: Any = openpyxl.Workbook(write_only=True)
        self._book.properties.creator, self._book.properties.title = "formkit", _plain(title)
        self._choices = Choices(OPTIONS_TITLE)
        self._open: dict[str, _Open] = {}
        self.cut: list[tuple[str, str, str]] = []
        self._known: dict[tuple[str, str], str] = {}
        for plan in plans:
            sheet = self._book.create_sheet(plan.title)
            if not self._open:
                self._styles = Styles(sheet)
            self._open[plan.id] = self._begun(plan, sheet, _plain(title), marker(mark, run, plan.id))

    def _begun(self, plan: SheetPlan, sheet: Any, title: str, corner: str) -> _Open:  # noqa: ANN401
        from openpyxl.utils import get_column_letter

        columns = tuple((column.id, column) for column in plan.columns)
        letters = {column.id: get_column_letter(place) for place, column in enumerate(plan.columns, 2)}
        last = len(columns) + 1
        sheet.column_dimensions["A"].hidden = True
        for name, column in columns:
            sheet.column_dimensions[letters[name]].width = column.width + 0.7
        spare = range(last + 1, last + 1 + SPARE) if plan.entries else ()
        for place in spare:
            dimension = sheet.column_dimensions[get_column_letter(place)]
            dimension.width = SPARE_WIDTH
            dimension._style = self._styles.get("spare")  # noqa: SLF001
        sheet.freeze_panes = first = f"{get_column_letter(plan.fixed + 2)}{FIRST_ROW}"
        chosen = sheet.sheet_view.selection[-1]
        chosen.activeCell = chosen.sqref = first
        if any(column.role is Role.CLERK for column in plan.columns):
            sheet.sheet_properties.tabColor = YELLOW
        set_up_page(sheet, plan.columns, (title, plan.title), f"B:{get_column_letter(plan.fixed + 1)}")
        rows = RowStream(sheet)
        hidden, ids = self._style(rows, "hidden"), (escape(name) for name in (corner, *letters))
        rows.write(MARK_ROW, [Put(hidden, name) for name in ids], {"hidden": "1"})
        heads = [
            Put(self._style(rows, f"head-{column.role.name}"), _plain(column.head)) for _, column in columns
        ]
        more = [Put(self._style(rows, "head-spare")) for _ in spare]
        height = {"ht": f"{head_height(plan.columns):g}", "customHeight": "1"}
        rows.write(HEAD_ROW, [Put(hidden), *heads, *more], height)
        return _Open(plan, sheet, rows, columns, names=letters)

    def _style(self, rows: RowStream, name: str) -> str:
        return rows.style(self._styles.get(name))

    def add(self, row: Row) -> None:
        """Write a row below those of its sheet; what the sheet does not hold any more is counted."""
        state = self._open[row.sheet]
        if state.next_row - FIRST_ROW >= state.plan.most:
            state.left_out += 1
            return
        self._append(state, row.key, row.cells)

    def _append(self, state: _Open, key: str, cells: Mapping[str, Cell]) -> None:
        row, height = state.next_row, state.plan.height
        proof = (cells.get(name, NOTHING).text for name in state.plan.proof)
        hidden = escape(fitted(proven(key, proof) if key else ""))
        made, lines = [Put(self._styled(state, "hidden", "@"), hidden)], 1
        for place, (name, column) in enumerate(state.columns, 2):
            cell = cells.get(name, NOTHING)
            made.append(self._made(state, (key, name), (row, place), column, cell))
            if height is None and len(cell.text) * 2 > column.width:
                lines = max(lines, lines_of(cell.text, column.width))
        if height is not None:
            attributes = {"ht": f"{height:g}", "customHeight": "1"}
        else:
            attributes = row_height(lines) if lines > 1 else {}
        state.rows.write(row, made, attributes)
        state.next_row = row + 1

    def _made(
        self, state: _Open, named: tuple[str, str], place: tuple[int, int], column: Column, cell: Cell
    ) -> Put:
        """Return a cell ready to be written; ``named`` are the key of its row and the id of its column."""
        style = self._styled(state, *self._styles.name_of(column, cell))
        if cell.number is not None:
            return Put(style, "", cell.number)
        shown = fitted(cell.text)
        if shown is not cell.text and "……（全文 " in shown[-32:]:
            self.cut.append((state.plan.id, *named))
        if cell.link and state.links < MOST_LINKS:
            state.links += 1
            state.rows.link(*place, cell.link)
        if cell.note:
            state.rows.note(*place, escape(fitted(cell.note)))
        return Put(style, escape(shown))

    def _styled(self, state: _Open, name: str, form: str) -> str:
        found = self._known.get((name, form))
        if found is None:
            found = self._known[name, form] = state.rows.style(self._styles.get(name, form))
        return found

    def close(self) -> None:
        """Write what belongs at the end of each sheet, the guide, and the file."""
        for state in self._open.values():
            self._finish(state)
        write_guide(self._book, GUIDE_TITLE, [state.plan for state in self._open.values()], self._styles)
        if self._choices.columns:
            sheet = self._book.create_sheet(self._choices.title)
            sheet.sheet_state = "hidden"
            plain = self._styles.get("hidden")
            for options in zip_longest(*self._choices.columns, fillvalue=""):
                sheet.append([_text(sheet, escape(option), plain) for option in options])
        self._book.save(self._path)

    def _finish(self, state: _Open) -> None:
        from openpyxl.utils import get_column_letter

        if state.left_out:
            told = {state.columns[1][0]: Cell(f"其余 {state.left_out} 行在台账中")}
            self._append(state, REST, told)
        last = max(state.next_row - 1, HEAD_ROW)
        width = len(state.columns) + 1
        spare = SPARE if state.plan.entries else 0
        state.sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(width + spare)}{last}"
        state.sheet.print_area = f"B{HEAD_ROW}:{get_column_letter(width)}{last}"
        if last < FIRST_ROW:
            return
        for name, column in state.columns:
            cells = f"{state.names[name]}{FIRST_ROW}:{state.names[name]}{last}"
            offer(state.sheet, column, cells, self._choices)


def _empty(sheet: Any, style: Any) -> Any:  # noqa: ANN401
    from openpyxl.cell import WriteOnlyCell

    cell: Any = WriteOnlyCell(sheet)
    cell._style = style  # noqa: SLF001 (setting each part of a style again for each cell costs ten times as much)
    return cell


def _text(sheet: Any, text: str, style: Any) -> Any:  # noqa: ANN401
    """Return a cell of text; its type is set beside its value, so that nothing becomes a formula."""
    cell = _empty(sheet, style)
    if text:
        cell._value, cell.data_type = text, "s"  # noqa: SLF001
    return cell


def _plain(text: str) -> str:
    """Return a text of the frame, on one line and without what XML cannot hold."""
    return "".join(char for char in fitted(" ".join(text.split())) if char.isprintable())
