"""A table as it is pasted from a spreadsheet: lines of cells with tabs between them."""

from __future__ import annotations

import re
from typing import Final

from formkit.chinese.blanks import is_blank

Rows = tuple[tuple[str, ...], ...]

_CELL: Final = re.compile(r'("(?:[^"]|"")*"(?=[\t\n]|\Z)|[^\t\n]*)(\t|\n|\Z)')
_MARKS: Final = ("\n", "\t", '""')


def parse(text: str) -> Rows | None:
    r"""Return the rows that hold anything, each a tuple of stripped cells; None where there are none.

    A cell in double quotes may hold tabs and line breaks, and ``""`` for a quote, as spreadsheets copy it.

    >>> parse("张三\t男\r\n李四\t女\n")
    (('张三', '男'), ('李四', '女'))
    >>> parse('1\t"荣昌陶\n烧制"\t\n\t\t')
    (('1', '荣昌陶\n烧制', ''),)
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    for match in _CELL.finditer(text):
        row.append(_cell(match[1]))
        if match[2] != "\t":
            if not all(map(is_blank, row)):
                rows.append(tuple(row))
            row = []
    return tuple(rows) or None


def _cell(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"' and any(mark in text[1:-1] for mark in _MARKS):
        text = text[1:-1].replace('""', '"')
    return text.strip()


def show(value: Rows | None) -> str:
    r"""Return lines of cells with tabs between them, quoted where a cell needs it; ``""`` for None.

    >>> show((("张三", "男"), ("李\n四", "女")))
    '张三\t男\n"李\n四"\t女'
    """
    return "\n".join("\t".join(map(_shown, row)) for row in value or ())


def _shown(cell: str) -> str:
    if cell.startswith('"') or "\n" in cell or "\t" in cell:
        doubled = cell.replace('"', '""')
        return f'"{doubled}"'
    return cell
