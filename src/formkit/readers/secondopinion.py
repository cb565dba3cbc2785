"""What other libraries see in a PDF, for where the reader's own finding is in doubt.

Both are slow, and a hostile file can make them run for ever: they are asked within a worker process
that has a time limit, and only when there is a question.
"""

from __future__ import annotations

import io

from formkit.limits import DEFAULT_LIMITS
from formkit.readers.objecttree import open_root, pages_of, quiet


def page_counts(data: bytes, most: int = DEFAULT_LIMITS.pages) -> int | None:
    """Return how many pages pypdf finds by walking the tree of pages, ``most`` at most.

    None where it cannot open the file; what the file itself says about the number is not asked.
    """
    with quiet():
        try:
            return sum(1 for _ in pages_of(open_root(data), most))
        except Exception:  # noqa: BLE001 (pypdf raises anything on damaged files)
            return None


def tables_of(data: bytes, page: int) -> list[list[list[str]]]:
    """Return the tables that pdfplumber finds on a page, counted from 1, as rows of texts.

    Empty where it cannot read the page; what a merged cell covers is "".
    """
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(data), pages=[page]) as file:
            tables = [table for shown in file.pages for table in shown.extract_tables()]
    except Exception:  # noqa: BLE001 (pdfminer raises anything on damaged files)
        return []
    return [[[text or "" for text in row] for row in table] for table in tables]
