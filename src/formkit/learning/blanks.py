"""The blanks inside a text of a blank form: after a colon, between words, at boxes, before 年月日."""

from __future__ import annotations

from formkit.learning.choosing import find_choices
from formkit.learning.datelines import find_dates
from formkit.learning.gaps import INSIDE, find_gaps
from formkit.learning.labelling import kind_of_label, unit_of_label
from formkit.learning.outlines import find_outline
from formkit.learning.samples import find_samples, find_whole
from formkit.learning.scanning import Blank, Scan
from formkit.learning.signing import OPINION, find_opinions, find_signing, named_dates

__all__ = ["INSIDE", "OPINION", "Blank", "blanks_in", "kind_of_label", "unit_of_label"]


def blanks_in(text: str) -> tuple[Blank, ...]:
    """Return the blanks of one cell or line, in order; its paragraphs are parted by line breaks.

    Underlined white space is given as ``_``, one for each character. Blanks do not overlap, save that
    those within a choice stand between its boxes.

    >>> [(blank.label, blank.kind) for blank in blanks_in("姓名：____  性别：□男 □女")]
    [('姓名', 'text'), ('性别', 'choice_one')]
    >>> [(blank.label, blank.kind, blank.unit) for blank in blanks_in("共____人，自  年  月  日起")]
    [('人数', 'number', '人'), ('日期', 'date', '')]
    """
    if not text.strip():
        return ()
    scan = Scan(text)
    if find_whole(scan):
        return tuple(scan.blanks)
    find_choices(scan)
    find_dates(scan)
    find_samples(scan)
    find_signing(scan)
    find_gaps(scan)
    find_opinions(scan)
    find_outline(scan)
    return tuple(named_dates(sorted(scan.blanks)))
