"""Open an Excel workbook under limits: its sheets as rows of the cells that hold something."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO, Any, Final, NoReturn

from formkit.errors import UnreadableFileError
from formkit.readers.cellvalue import Entry
from formkit.workbook_layout import unescape

ZIP: Final = b"PK\x03\x04"
OLE2: Final = b"\xd0\xcf\x11\xe0"
MAX_UNPACKED: Final = 200 * 1024 * 1024
LARGEST: Final = 1024 * 1024 * 1024
USUAL_RATIO: Final = 20
"""So much larger than packed may be what is larger than MAX_UNPACKED: what many people wrote, and no bomb."""

MAX_ENTRIES: Final = 2_000
CHUNK: Final = 1024 * 1024
OVERLAP: Final = 32
"""Bytes of a part that are looked at once, and again with the next."""

DROPPED: Final = "x005F_"
"""openpyxl drops this from plain strings, for which it takes an escaped underscore to be one."""

GUARDED: Final = "x005x005F_F_"

_FORMULA: Final = re.compile(rb"<f[ >/]")
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))


@dataclass(slots=True)
class Sheet:
    """A sheet: cells by row and column, both from 1 and in order, and which rows are hidden."""

    title: str
    visible: bool
    rows: dict[int, dict[int, Entry]]
    hidden: set[int] = field(default_factory=set)

    def text(self, row: int, column: int) -> str:
        """Return what a cell of the layout says, "" where it is empty."""
        entry = self.rows.get(row, {}).get(column)
        return "" if entry is None else unescape(str(entry.value))

    def mark(self, column: int) -> str:
        """Return the text in the first row, where a marker may stand."""
        return self.text(1, column)


def open_sheets(data: bytes, name: str) -> list[Sheet]:
    """Return the sheets of a workbook.

    :raises UnreadableFileError: when it is no workbook, is encrypted, damaged or too large.
    """
    refuse_old(data, name)
    has_formulas, has_escapes = inspected(
        io.BytesIO(data), name, min(LARGEST, max(MAX_UNPACKED, USUAL_RATIO * len(data)))
    )
    data = _guarded(data) if has_escapes else data
    values = _load(data, name, data_only=True)
    formulas = _load(data, name, data_only=False) if has_formulas else None
    return [_sheet(sheet, formulas[sheet.title] if formulas else None) for sheet in values.worksheets]


def refuse_old(head: bytes, name: str) -> None:
    """Refuse a file that begins as old and as encrypted workbooks do.

    :raises UnreadableFileError: saying which of the two it is.
    """
    if head.startswith(OLE2):
        if "EncryptedPackage".encode("utf-16-le") in head:
            refuse(name, "文件设有密码，请在 Excel 或 WPS 中取消密码后重新提供。", "encrypted")
        refuse(name, "这是旧版 Excel（.xls/.et）文件，请另存为“Excel 工作簿（.xlsx）”。", "unsupported")


def refuse(name: str, sentence: str, code: str) -> NoReturn:
    """Say why a file is not read.

    :raises UnreadableFileError: always.
    """
    message = f"“{name}”：{sentence}"
    raise UnreadableFileError(message, code) from None


def inspected(file: IO[bytes], name: str, most: int = MAX_UNPACKED) -> tuple[bool, bool]:
    """Look into the package before anything builds a tree of it; tell of formulas, and of escapes.

    ``most`` is how many bytes it may hold when unpacked; they are looked through, never held.

    :raises UnreadableFileError: when it is no workbook, is encrypted, damaged, too large or declares a type.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > most:
                size = f"{most // 1024 // 1024} MB"
                refuse(name, f"解压后超过 {size}，疑为恶意文件，不予读取。", "too-large")
            if any(entry.flag_bits & 1 for entry in entries):
                refuse(name, "压缩包已加密，请取消密码后重新提供。", "encrypted")
            if not any(entry.filename == "xl/workbook.xml" for entry in entries):
                refuse(name, "不是 Excel 工作簿（.xlsx）；请另存为 .xlsx 后重新提供。", "unsupported")
            parts = [_checked_part(archive, entry, name) for entry in entries]
            return any(formula for formula, _ in parts), any(escape for _, escape in parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        refuse(name, "文件已损坏，请重新提供。", "damaged")


def _checked_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> tuple[bool, bool]:
    if not entry.filename.endswith((".xml", ".rels")):
        return False, False
    sheet, formula, escape = entry.filename.startswith("xl/worksheets/"), False, False
    with archive.open(entry) as part:
        before = b""
        while chunk := part.read(CHUNK):
            seen = before + chunk
            if any(doctype in seen for doctype in _DOCTYPES):
                refuse(name, "文件含有外部声明，疑为恶意文件，不予读取。", "forbidden")
            formula = formula or (sheet and _FORMULA.search(seen) is not None)
            escape = escape or DROPPED.encode() in seen
            before = chunk[-OVERLAP:]
    return formula, escape


def _guarded(data: bytes) -> bytes:
    """Return the package with each text that openpyxl would drop written so that dropping gives it back."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(memory, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry).replace(DROPPED.encode(), GUARDED.encode()))
    return memory.getvalue()


def _load(data: bytes, name: str, *, data_only: bool) -> Any:  # noqa: ANN401 - openpyxl's stubs lack rich_text cells
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(
                io.BytesIO(data), data_only=data_only, keep_links=False, rich_text=True
            )
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a malformed part leads it to
        refuse(name, "文件已损坏或不合 Excel 格式；请在 Excel 或 WPS 中打开后另存为 .xlsx。", "damaged")


def _sheet(sheet: Any, formulas: Any) -> Sheet:  # noqa: ANN401
    # The cells themselves, not iter_rows: one stray cell at XFD1048576 would make 17 thousand million.
    rows: dict[int, dict[int, Entry]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001
        entry = _entry(sheet.title, cell, formulas)
        if entry is not None:
            rows.setdefault(row, {})[column] = entry
    hidden = {row for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
    return Sheet(sheet.title, sheet.sheet_state == "visible", rows, hidden)


def _entry(title: str, cell: Any, formulas: Any) -> Entry | None:  # noqa: ANN401
    value = cell.value
    if isinstance(value, list):  # rich text
        value = "".join(map(str, value))
    if isinstance(value, str):  # where openpyxl dropped nothing
        value = value.replace(GUARDED, DROPPED)
    if value is None or value == "":
        unsolved = formulas is not None and cell.data_type != "str"
        if unsolved and formulas.cell(cell.row, cell.column).data_type == "f":
            return Entry(title, cell.row, cell.column, "", is_formula=True)
        return None
    if isinstance(value, str) and not value.strip():
        return None
    return Entry(title, cell.row, cell.column, value, cell.number_format or "General", cell.data_type == "e")
