"""Fill a workbook that holds names in its cells: ``{{ office.name }}``, and rows of ``{{ studios[].name }}``.

A row whose cells name columns of a group is written once for each of the group's rows, in its own look.
``{{ number }}`` in it counts them. Texts stay texts, whatever they begin with.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from copy import copy
from typing import Any, Final

from formkit.errors import ProgrammeError
from formkit.named import Answers, Names

PLACE: Final = re.compile(r"\{\{\s*([\w.\[\]]+)\s*\}\}")
#: When a workbook was written, which openpyxl takes from the clock.
TIME: Final = re.compile(rb"\d{4}-\d\d-\d\dT[\d:]+Z")
EPOCH: Final = (2025, 1, 1, 0, 0, 0)
EPOCH_TEXT: Final = b"2025-01-01T00:00:00Z"
NUMBER: Final = "number"


def fill_sheet(data: bytes, names: Mapping[str, Any], name: str) -> bytes:
    """Return a workbook in which each name gives way to what it stands for; ``name`` is the template's.

    :raises ProgrammeError: naming a name that stands for nothing.
    """
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for number in range(sheet.max_row, 0, -1):
            _fill_row(sheet, number, names, name)
    memory = io.BytesIO()
    book.save(memory)
    return _at_a_fixed_time(memory.getvalue())


def _fill_row(sheet: Any, number: int, names: Mapping[str, Any], name: str) -> None:  # noqa: ANN401
    cells = list(sheet[number])
    fixed = [cell.value for cell in cells]
    texts = [str(cell.value) if cell.value is not None else "" for cell in cells]
    groups = {
        match[1].partition("[].")[0] for text in texts for match in PLACE.finditer(text) if "[]." in match[1]
    }
    if not groups:
        for cell, text in zip(cells, texts, strict=True):
            _put(cell, text, names, name)
        return
    rows = _named(names, groups.pop(), name)
    if len(rows) > 1:
        _make_room(sheet, number, len(rows) - 1)
    for place, row in enumerate(rows):
        sheet.row_dimensions[number + place].height = sheet.row_dimensions[number].height
        for cell, text, value in zip(cells, texts, fixed, strict=True):
            other = sheet.cell(number + place, cell.column)
            other._style = copy(cell._style)  # noqa: SLF001 (openpyxl copies a look no other way)
            other.value = value
            own = {"row": row, NUMBER: place + 1}
            _put(other, PLACE.sub(_in_row, text), {**names, **own}, name)
    if not rows:
        for cell in cells:
            cell.value = None


def _make_room(sheet: Any, number: int, count: int) -> None:  # noqa: ANN401
    """Insert rows below one; merged cells further down go along, with the height of their rows."""
    below = [one for one in list(sheet.merged_cells.ranges) if one.min_row > number]
    heights = {row: sheet.row_dimensions[row].height for row in range(number + 1, sheet.max_row + 1)}
    for one in below:
        one.shift(row_shift=count)
    sheet.insert_rows(number + 1, count)
    for row, height in heights.items():
        sheet.row_dimensions[row + count].height = height


def _in_row(match: re.Match[str]) -> str:
    _, mark, column = match[1].partition("[].")
    return f"{{{{ row.{column} }}}}" if mark else match[0]


def _put(cell: Any, text: str, names: Mapping[str, Any], name: str) -> None:  # noqa: ANN401
    if not PLACE.search(text):
        return
    only = PLACE.fullmatch(text)
    if only and only[1] == NUMBER:
        cell.value = names[NUMBER]
        return
    cell.value = PLACE.sub(lambda match: _shown(_named(names, match[1], name)), text)
    cell.data_type = "s"


def _named(names: Mapping[str, Any], path: str, name: str) -> Any:  # noqa: ANN401
    found: Any = names
    try:
        for part in path.split("."):
            found = found[part] if isinstance(found, Mapping | Answers | Names) else getattr(found, part)
    except (KeyError, AttributeError):
        message = f"模板“{name}”中的 {{{{ {path} }}}} 没有对应的栏目，请检查拼写。"
        raise ProgrammeError(message) from None
    return found


def _shown(value: Any) -> str:  # noqa: ANN401
    text = getattr(value, "text", value)
    return str(getattr(text, "text", text))


def _at_a_fixed_time(data: bytes) -> bytes:
    """Return a package whose members carry a fixed time, so that the same data give the same bytes."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = TIME.sub(EPOCH_TEXT, part)
            new.writestr(zipfile.ZipInfo(name, EPOCH), part, zipfile.ZIP_DEFLATED)
    return memory.getvalue()
