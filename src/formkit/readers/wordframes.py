"""Text boxes: which lines of a document stand in one."""

from __future__ import annotations

from formkit.grid import Line
from formkit.readers.wordnames import BOX_CONTENT
from formkit.readers.wordtrace import TracedDocument, TracedText


def framed_lines(traced: TracedDocument) -> frozenset[int]:
    """Return the blocks of a document that are lines within a text box."""
    return frozenset(
        number
        for number, block in enumerate(traced.document.blocks)
        if isinstance(block, Line) and isinstance(block.text, TracedText) and _is_framed(block.text)
    )


def _is_framed(text: TracedText) -> bool:
    paragraphs = [piece.paragraph for piece in text.pieces if piece.paragraph is not None]
    return any(next(paragraph.iterancestors(BOX_CONTENT), None) is not None for paragraph in paragraphs[:1])
