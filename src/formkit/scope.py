"""What of a document belongs to its text when 字 are counted."""

from __future__ import annotations

from typing import NamedTuple


class Scope(NamedTuple):
    """What is counted besides the body and its tables; as in Word, nothing of it unless asked for.

    ``notes`` are footnotes and endnotes, ``headers`` headers and footers (each once, however many pages
    it stands on), ``numbering`` the numbers that Word writes before paragraphs by itself. Only a Word
    document tells these apart: of a PDF all that is printed on its pages is counted.
    """

    notes: bool = False
    text_boxes: bool = False
    headers: bool = False
    numbering: bool = False


BODY = Scope()
"""The body with its tables, and nothing else."""
