"""Read a large workbook row by row: one row at a time is in memory, and no sheet that nobody asks for."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from formkit.readers.cellvalue import Entry
from formkit.readers.sheets import inspected, refuse, refuse_old

MOST: Final = 2 * 1024 * 1024 * 1024
"""Bytes that a workbook may hold when unpacked: ten thousand submissions take a fourth of it."""

HEAD: Final = 64 * 1024
DAMAGED: Final = "文件已损坏或不合 Excel 格式；请在 Excel 或 WPS 中打开后另存为 .xlsx。"
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ITEM, _TEXT, _RUN, _INLINE, _FORMULA = (f"{_MAIN}{tag}" for tag in ("si", "t", "r", "is", "f"))


class Stream:
    """A workbook being read."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        """Open a package that was looked into; its shared texts are read, its sheets are not."""
        from openpyxl.reader.excel import ExcelReader
        from openpyxl.styles.stylesheet import apply_stylesheet

        self._name = name
        self._reader: Any = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        self._reader.read_manifest()
        self._reader.shared_strings = list(self._shared())
        self._reader.read_workbook()
        apply_stylesheet(self._reader.archive, self._reader.wb)
        found = self._reader.parser.find_sheets()
        names = set(self._reader.valid_files)
        self._parts: dict[str, str] = {
            sheet.name: link.target
            for sheet, link in found
            if link.target in names and "chartsheet" not in link.Type
        }
        self.titles: tuple[str, ...] = tuple(self._parts)

    def _shared(self) -> Iterator[str]:
        """Yield the shared texts; openpyxl's own reader drops what it takes to be an escape."""
        from openpyxl.xml.constants import SHARED_STRINGS
        from openpyxl.xml.functions import iterparse

        part = self._reader.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self._reader.archive.open(part.PartName[1:]) as source:
            for _, element in iterparse(source):
                if element.tag == _ITEM:
                    yield _text_of(element)
                    element.clear()

    def rows(self, title: str) -> Iterator[tuple[int, Mapping[int, Entry]]]:
        """Yield the rows of a sheet that hold something: number and cells by column, both from 1."""
        try:
            with self._reader.archive.open(self._parts[title]) as source:
                for number, cells in self._parser(source).parse():
                    found = {cell["column"]: self._entry(title, cell) for cell in cells if _holds(cell)}
                    if found:
                        yield number, found
        except Exception:  # noqa: BLE001 - openpyxl raises whatever a malformed part leads it to
            refuse(self._name, DAMAGED, "damaged")

    def _parser(self, source: IO[bytes]) -> Any:  # noqa: ANN401 - openpyxl's parsers are untyped
        book = self._reader.wb
        return _parser_class()(
            source,
            self._reader.shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001 (what the parser is given by openpyxl itself)
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )

    def _entry(self, title: str, cell: Mapping[str, Any]) -> Entry:
        kind = cell["data_type"]
        value = "" if cell["value"] is None else cell["value"]
        form = "General" if isinstance(value, str) else self._format(cell["style_id"])
        return Entry(title, cell["row"], cell["column"], value, form, kind == "e", kind == "f")

    def _format(self, style: int) -> str:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        book = self._reader.wb
        number = book._cell_styles[style].numFmtId  # noqa: SLF001
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        return str(book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])  # noqa: SLF001


def _holds(cell: Mapping[str, Any]) -> bool:
    value = cell["value"]
    return value not in {None, ""} or cell["data_type"] == "f"


def _text_of(element: Any) -> str:  # noqa: ANN401
    """Return the text of a shared or an inline string, with that of its runs; not how it is said."""
    parts = [child.text or "" for child in element if child.tag == _TEXT]
    for run in element:
        if run.tag == _RUN:
            parts += [child.text or "" for child in run if child.tag == _TEXT]
    return "".join(parts)


def _parser_class() -> Any:  # noqa: ANN401
    from openpyxl.utils.cell import coordinate_to_tuple
    from openpyxl.worksheet._reader import DATA_TAG, ROW_TAG, WorkSheetParser
    from openpyxl.xml.functions import iterparse

    class Parser(WorkSheetParser):
        """Openpyxl's parser for rows alone; it tells of formulas that nobody worked out."""

        def parse(self) -> Generator[tuple[int, list[dict[str, Any]]]]:
            for _, element in iterparse(self.source):
                if element.tag == ROW_TAG:
                    row = self.parse_row(element)
                    element.clear()
                    self.row_dimensions.clear()
                    yield row
                elif element.tag == DATA_TAG:
                    return

        def parse_cell(self, element: Any) -> dict[str, Any]:  # noqa: ANN401
            if element.get("t") == "inlineStr" and (inline := element.find(_INLINE)) is not None:
                return self._placed(element, _text_of(inline))
            cell: dict[str, Any] = super().parse_cell(element)
            if cell["value"] is None and element.find(_FORMULA) is not None:
                cell["data_type"] = "f"
            return cell

        def _placed(self, element: Any, text: str) -> dict[str, Any]:  # noqa: ANN401
            place = element.get("r")
            if place:
                row, column = coordinate_to_tuple(place)
            else:
                row, column = self.row_counter, self.col_counter + 1
            self.col_counter = column
            return {"row": row, "column": column, "value": text, "data_type": "s", "style_id": 0}

    return Parser


@contextmanager
def open_stream(path: Path) -> Iterator[Stream]:
    """Open a workbook under limits; whatever is wrong with it, also while it is read, is said in Chinese.

    :raises UnreadableFileError: when it is no workbook, encrypted, damaged, too large, or not to be opened.
    """
    name = path.name
    try:
        file = path.open("rb")
    except OSError as problem:
        reason = problem.strerror or str(problem)
        refuse(name, f"打不开（{reason}）；如果正在 Excel 或 WPS 中打开，请先关闭。", "damaged")
    with file:
        refuse_old(file.read(HEAD), name)
        file.seek(0)
        inspected(file, name, MOST)
        file.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                stream = Stream(file, name)
            except Exception:  # noqa: BLE001 - openpyxl raises whatever a malformed part leads it to
                refuse(name, DAMAGED, "damaged")
            yield stream
