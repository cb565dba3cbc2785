"""A page on which text is printed over other text, as the layers in which it was drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import c_void_p, cast
from itertools import pairwise
from typing import Any

from formkit.readers.pdfium import pdfium
from formkit.readers.pdfpage import Layer, see
from formkit.readers.pdfpaths import inside
from formkit.ruling.overprint import Inked, cut_of
from formkit.ruling.page import Page, Typed

#: Layers of one page that are told apart.
MOST_LAYERS = 4


def layers(document: Any, number: int, typed: Sequence[Typed] = ()) -> tuple[Page, ...]:  # noqa: ANN401 (pdfium's handles are untyped)
    """Return the layers of a page in the order of drawing, each as a page; none where there is but one."""
    parts = _parts(document, number)
    pages = [see(document, number, (), part).page for part in parts] if len(parts) > 1 else []
    return (pages[0]._replace(typed=see(document, number, typed).page.typed), *pages[1:]) if pages else ()


def _parts(document: Any, number: int) -> list[Layer]:  # noqa: ANN401
    handle = pdfium.FPDF_LoadPage(document, number - 1)
    text = pdfium.FPDFText_LoadPage(handle) if handle else None
    if not text:
        return []
    try:
        owners = _owners(handle)
        counts = [
            owners.get(_key(pdfium.FPDFText_GetTextObject(text, index)), -1)
            for index in range(pdfium.FPDFText_CountChars(text))
        ]
        letters = list(_letters(text, counts))
        total = pdfium.FPDFPage_CountObjects(handle)
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(handle)
    edges = [0, *_edges(letters, sorted(set(owners.values()))), total]
    return [
        Layer(range(start, stop), [index for index, count in enumerate(counts) if start <= count < stop])
        for start, stop in pairwise(edges)
    ]


def _edges(letters: Sequence[Inked], texts: Sequence[int]) -> list[int]:
    """Return the objects with which the second and further layers begin."""
    waiting: list[list[Inked]] = [list(letters)]
    found: list[int] = []
    while waiting and len(found) < MOST_LAYERS - 1:
        part = waiting.pop()
        cut = cut_of(part, texts)
        if cut is not None:
            found.append(cut)
            waiting += [[one for one in part if one.drawn < cut], [one for one in part if one.drawn >= cut]]
    return sorted(found)


def _owners(handle: Any) -> dict[int | None, int]:  # noqa: ANN401
    """Return for each text which of the page's objects it is, or stands in."""
    owners: dict[int | None, int] = {}
    for number in range(pdfium.FPDFPage_CountObjects(handle)):
        item = pdfium.FPDFPage_GetObject(handle, number)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            owners[_key(item)] = number
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            owners |= {_key(text): number for _, text, _ in inside(item, (pdfium.FPDF_PAGEOBJ_TEXT,))}
    return owners


def _key(item: Any) -> int | None:  # noqa: ANN401
    return cast(item, c_void_p).value


def _letters(text: Any, counts: Sequence[int]) -> Iterator[Inked]:  # noqa: ANN401
    box = pdfium.FS_RECTF()
    for index, count in enumerate(counts):
        if count >= 0 and chr(min(pdfium.FPDFText_GetUnicode(text, index), 0x10FFFF)).isalnum():
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            left, top, right, bottom = box.left, box.top, box.right, box.bottom
            yield Inked((left + right) / 2, -(top + bottom) / 2, right - left, top - bottom, count)
