"""A page shows no empty lines: where a tall cell ends in a signature, there is room for a text over it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from formkit.grid import Cell, Document, Table

#: Points that a written line takes up, and how many lines are room for a text.
LINE: Final = 18.0
ROOM: Final = 2
MOST: Final = 4
_SIGNED: Final = re.compile(r"签[字名章]|盖章|公章|年[\s\u3000_]*月[\s\u3000_]*日")


def with_headroom(document: Document) -> Document:
    """Return a document read from a page with empty lines over the signatures of cells that have room there.

    The boxes of the cells tell how much: a cell of 100 points with two printed lines has room for more.
    """
    blocks = tuple(
        replace(block, cells=tuple(map(_roomy, block.cells))) if isinstance(block, Table) else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _roomy(cell: Cell) -> Cell:
    if cell.spot.box is None:
        return cell
    lines = cell.text.split("\n")
    room = int((cell.spot.box[3] - cell.spot.box[1]) / LINE) - len(lines)
    signed = next((number for number, line in enumerate(lines) if _SIGNED.search(line)), None)
    if signed is None or room < ROOM:
        return cell
    return cell._replace(text="\n".join([*lines[:signed], *[""] * min(room, MOST), *lines[signed:]]))
