"""Which form a file is, by how much of the form's printed text stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from formkit.alignment import FileRow
from formkit.layout import Layout

#: Below this share of its printed text a form is not taken to be the one.
RECOGNISED = 0.35
#: Below this share the form was changed much, or is another year's.
COMPLETE = 0.8


def likeness(layout: Layout, rows: Sequence[FileRow]) -> float:
    """Return the share, 0 to 1 by characters, of a form's printed text that a file has."""
    texts = {text for row in rows for text in row.folded if text}
    total = got = 0
    for label in layout.labels:
        total += len(label)
        got += len(label) if label in texts else 0
    for row in layout.rows:
        for cell in row.cells:
            if cell.is_label:
                continue
            for literal in cell.pattern.literals:
                total += len(literal)
                got += len(literal) if any(literal in text for text in texts) else 0
    return got / total if total else 0.0
