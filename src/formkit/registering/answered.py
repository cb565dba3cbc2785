"""The sheets of answers: 全部栏目, and one for each group."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.entries import FIELDS, ROWS
from formkit.programme import Group
from formkit.record import Record
from formkit.register_cells import Row
from formkit.register_layout import group_sheet
from formkit.registering.showing import Shown, number_cell, rows_in


def field_row(shown: Shown) -> Row:
    """Return the row of 全部栏目: every field of every form."""
    cells = shown.who.cells() | shown.typed(FIELDS, shown.key, ())
    for name, form in shown.programme.forms.items():
        for field in form.fields:
            cells[f"{name}/{field.path}"] = shown.answer(name, field.path, field)
    return Row(FIELDS, shown.key, cells)


def group_rows(shown: Shown) -> Iterator[Row]:
    """Yield the rows of each group of each form."""
    for name, record in shown.records:
        for group in shown.programme.forms[name].groups:
            yield from _rows(shown, name, group, record)


def _rows(shown: Shown, form: str, group: Group, record: Record) -> Iterator[Row]:
    sheet = group_sheet(form, group.path)
    for number in rows_in(record, group.path):
        place = f"{group.path}[{number}]"
        key = f"{shown.key}/{form}/{place}"
        cells = shown.who.cells() | {"#row": number_cell(number + 1)} | shown.typed(ROWS, key, ())
        for column in group.columns:
            cells[column.path] = shown.answer(form, f"{place}.{column.path}", column)
        yield Row(sheet, key, cells)
