"""Lines to write on: underlined white space shown as underscores, for who looks for places to fill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from formkit.grid import Document, Line, Table
from formkit.readers.wordnames import OFF, RUN, RUN_PROPERTIES, VALUE, W
from formkit.readers.wordtrace import TracedDocument, TracedText

UNDERLINE = W + "u"
ROOM = re.compile(r"[ \u3000\t\u00a0]{2,}|^[ \u3000\t\u00a0]+$")


def lines_shown(traced: TracedDocument) -> Document:
    """Return a document in which each underlined white space of some length is ``_`` in its place."""
    blocks = tuple(_shown(block) for block in traced.document.blocks)
    return replace(traced.document, blocks=blocks)


def _shown(block: Table | Line) -> Table | Line:
    if isinstance(block, Line):
        return block._replace(text=_lined(block.text))
    return replace(block, cells=tuple(cell._replace(text=_lined(cell.text)) for cell in block.cells))


def _lined(text: str) -> str:
    return "".join(_pieces(text)) if isinstance(text, TracedText) else text


def _pieces(text: TracedText) -> Iterator[str]:
    for piece in text.pieces:
        if piece.node is not None and is_underlined(piece.node):
            yield ROOM.sub(lambda room: "_" * len(room[0]), piece.text)
        else:
            yield piece.text


def is_underlined(node: etree._Element) -> bool:
    """Whether the run that holds a node has a line under it."""
    run = next((parent for parent in node.iterancestors(RUN)), None)
    line = None if run is None else run.find(f"{RUN_PROPERTIES}/{UNDERLINE}")
    return line is not None and line.get(VALUE, "single") not in OFF
