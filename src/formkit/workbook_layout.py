"""The workbook that ``formkit sheet`` makes and ``fill`` takes: where its reader and its writer meet.

One sheet holds the fields, a row each; one sheet holds each group, a row for each of its rows. The
paths stand in a hidden column or row, and a marker in their corner says what the sheet is, so
sheets may be renamed, moved or copied into another workbook. Rows and columns are counted from 1,
as Excel does.

SpreadsheetML writes a character that XML cannot hold as ``_xHHHH_`` (ECMA-376 part 1, 22.9.2.19), so
a text that already looks like that must be escaped, or Excel shows another.
"""

from __future__ import annotations

import re
from typing import Final

FIELDS: Final = "fields"
GROUP: Final = "group"

FIELDS_SHEET: Final = "填报栏目"
FIELD_HEADS: Final = ("序号", "栏目", "填写内容", "填写要求")
LABEL_COLUMN: Final = 2
VALUE_COLUMN: Final = 3
PATH_COLUMN: Final = 5
"""Of the sheet of fields; its first row holds the heads and, in this column, the marker."""

GROUP_TITLE_ROW: Final = 2
GROUP_LABEL_ROW: Final = 3
GROUP_FIRST_ROW: Final = 5
"""Of the sheet of a group: paths in row 1 (the marker in A1), title, labels, requirements, then data."""

MAX_CELL: Final = 32_767
"""UTF-16 units that one cell of Excel holds."""

MAX_TITLE: Final = 31

_MARK: Final = re.compile(r"formkit 1 (fields|group) (.+)", re.DOTALL)
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_TITLE_FORBIDDEN: Final = re.compile(r"[\\/:*?\[\]\x00-\x1f\ufffe\uffff]+")


def marker(part: str, form: str) -> str:
    """Return the text of a sheet's marker cell; ``part`` is FIELDS or GROUP, ``form`` the form's name."""
    return f"formkit 1 {part} {form}"


def part_of(mark: str) -> str | None:
    """Return FIELDS or GROUP for a marker, None for any other text."""
    match = _MARK.fullmatch(mark)
    return match[1] if match else None


def escape(text: str) -> str:
    r"""Return a text as a cell must hold it: what looks like an escape, and what XML cannot hold, escaped.

    >>> escape("_x0041_\r\n")
    '_x005F_x0041__x000D_\n'
    """
    kept = _LIKE_ESCAPE.sub("_x005F_", text)
    return _UNSAFE.sub(lambda match: f"_x{ord(match[0]):04X}_", kept)


def unescape(text: str) -> str:
    r"""Return the text that a cell shows; ``unescape(escape(text)) == text``.

    >>> unescape("_x005F_x0041__x000D_")
    '_x0041_\r'
    """
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def units(text: str) -> int:
    """Return how many UTF-16 units a text takes, as Excel counts."""
    return len(text) + sum(char > "\uffff" for char in text)


def sheet_title(label: str, taken: set[str]) -> str:
    r"""Return a title for a sheet that Excel admits and none has; ``taken`` gains it, case folded.

    At most 31 UTF-16 units, no ``\ / : * ? [ ]``, no apostrophe at an end, not Excel's own ``History``.

    >>> sheet_title("成果/获奖", set())
    '成果_获奖'
    """
    stem = _TITLE_FORBIDDEN.sub("_", label).strip(" '") or "表"
    if stem.casefold() == "history":
        stem = f"{stem}_"
    count = 1
    while True:
        ending = "" if count == 1 else f"({count})"
        title = _shortened(stem, MAX_TITLE - len(ending)) + ending
        if title.casefold() not in taken:
            taken.add(title.casefold())
            return title
        count += 1


def _shortened(text: str, limit: int) -> str:
    while units(text) > limit:
        text = text[:-1]
    return text.rstrip(" '")
