"""Collecting as people do it, by the command, and the register read back without any help of formkit's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl

SOURCE = Path(__file__).resolve().parent.parent / "src"
Row = dict[str, str]


def environment() -> dict[str, str]:
    """Return what the command needs to find this tree."""
    paths = [str(SOURCE), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of formkit."""
    return [sys.executable, "-m", "formkit", *map(str, arguments)]


def collect(inbox: Path, register: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Collect an inbox with two processes."""
    line = command("collect", inbox, "-o", register, "-j", "2", *options)
    return subprocess.run(line, capture_output=True, text=True, check=False, env=environment())


class Sheets:
    """The sheets of a register by their titles: rows as texts by the ids of their columns."""

    def __init__(self, path: Path) -> None:
        """Read a workbook."""
        self.formulas: list[str] = []
        self._rows: dict[str, list[Row]] = {}
        self._keys: dict[str, dict[str, Row]] = {}
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book.worksheets:
            lines = sheet.iter_rows()
            ids = [str(cell.value or "") for cell in next(lines, ())]
            if not ids or not ids[0].startswith("formkit:register:"):
                continue
            next(lines)
            rows, keys = [], {}
            for cells in lines:
                self.formulas += [
                    f"{sheet.title}!{cell.coordinate}" for cell in cells if cell.data_type == "f"
                ]
                texts = ["" if cell.value is None else str(cell.value) for cell in cells]
                row = {name: text for name, text in zip(ids[1:], texts[1:], strict=False) if name}
                rows.append(row)
                keys[texts[0].rpartition(" #")[0] or texts[0]] = row
            self._rows[sheet.title], self._keys[sheet.title] = rows, keys
        book.close()

    def __getitem__(self, title: str) -> list[Row]:
        """Return the rows of a sheet."""
        return self._rows[title]

    def row(self, title: str, key: str) -> Row:
        """Return the row of a key; an empty one where there is none."""
        return self._keys[title].get(key, {})

    def values(self) -> dict[str, list[list[tuple[str, str]]]]:
        """Return everything but the number of the run, in the order of the rows."""
        return {title: [sorted(row.items()) for row in rows] for title, rows in self._rows.items()}


def sheets_of(path: Path) -> Sheets:
    """Return the sheets of a register."""
    return Sheets(path)
