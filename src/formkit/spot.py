"""Where something stands in a file."""

from __future__ import annotations

from typing import NamedTuple


class Spot(NamedTuple):
    """Where something stands in a file.

    ``member`` is the name of the file within a package, ``page`` the page from 1 (None in a DOCX),
    ``block`` the index in :attr:`Document.blocks`, ``table`` the index of the table among the
    tables of the body (longer for nested tables: table, row, column, table ...), ``paragraph`` the
    paragraph of the cell in which the text begins, and ``chars`` the characters from-to, counted
    from the beginning of that paragraph (a line break counts as one). ``box`` is left, top, right,
    bottom in points from the top left corner of the page; rows and columns are counted from 0.
    """

    member: str | None = None
    page: int | None = None
    block: int | None = None
    table: tuple[int, ...] | None = None
    row: int | None = None
    col: int | None = None
    paragraph: int | None = None
    chars: tuple[int, int] | None = None
    box: tuple[float, float, float, float] | None = None
