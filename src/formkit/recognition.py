"""Which form a file is, by how much of the form's printed text stands in it."""

from __future__ import annotations

from formkit.chinese.folding import fold
from formkit.grid import Document, Line
from formkit.layout import Layout
from formkit.once import once_for_each

#: Longer texts, printed or typed, are left out of the comparison.
LONGEST_PRINTED = 64

#: Below this share of its printed text a form is not taken to be the one.
RECOGNISED = 0.35
#: Below this share the form was changed much, or is another year's.
COMPLETE = 0.8


def printed_texts(document: Document) -> frozenset[str]:
    """Return the folded texts of a file's cells and lines that are short enough to be printed words."""
    texts: set[str] = set()
    for block in document.blocks:
        for item in (block,) if isinstance(block, Line) else block.cells:
            if item.text and len(item.text) <= LONGEST_PRINTED:
                texts.add(fold(item.text))
    return frozenset(texts)


def missing_labels(layout: Layout, texts: frozenset[str], document: Document) -> list[str]:
    """Return the printed labels of a form that stand nowhere in a file, folded, in the form's order."""
    lost = {label for label in layout.labels if len(label) <= LONGEST_PRINTED and label not in texts}
    if not lost:
        return []
    whole = "\n".join(
        fold(item.text)
        for block in document.blocks
        for item in ((block,) if isinstance(block, Line) else block.cells)
    )
    in_order = dict.fromkeys(cell.folded for row in layout.rows for cell in row.cells if cell.folded in lost)
    return [label for label in in_order if label not in whole]


def likeness(layout: Layout, texts: frozenset[str]) -> float:
    """Return the share, 0 to 1 by characters, of a form's printed text that a file has."""
    labels, total = _compared(layout)
    got = sum(map(len, labels & texts))
    whole = "\n".join(texts) if layout.inside else ""
    got += sum(len(literal) for literal in layout.inside if literal in whole)
    return got / total if total else 0.0


@once_for_each
def _compared(layout: Layout) -> tuple[frozenset[str], int]:
    """Return the labels that are compared, and how many characters they and the texts beside slots have."""
    labels = frozenset(label for label in layout.labels if len(label) <= LONGEST_PRINTED)
    return labels, sum(map(len, labels)) + sum(map(len, layout.inside))
