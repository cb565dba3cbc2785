"""How many pages a PDF has, and how the first one looks from afar."""

from __future__ import annotations

from ctypes import string_at
from typing import NamedTuple

from formkit.readers.pdfium import pdfium
from formkit.readers.pictureoutline import SMALL, outline
from formkit.sorting.sight import Outline


class Pages(NamedTuple):
    """The number of pages, and the outline of the first; None where it cannot be drawn."""

    number: int
    first: Outline | None


def pages_of(data: bytes, *, look: bool) -> Pages | None:
    """Return the pages of a PDF, None where it cannot be opened; ``look`` whether the first one is drawn."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        return None
    try:
        count = pdfium.FPDF_GetPageCount(document)
        return Pages(count, _first(document) if look and count else None)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _first(document: object) -> Outline | None:
    page = pdfium.FPDF_LoadPage(document, 0)
    if not page:
        return None
    try:
        size = (float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page)))
        bitmap = pdfium.FPDFBitmap_Create(SMALL, SMALL, 0)
        if not bitmap:
            return None
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, SMALL, SMALL, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, SMALL, SMALL, 0, 0)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            pixels = string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * SMALL)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
    finally:
        pdfium.FPDF_ClosePage(page)
    from PIL import Image

    return outline(Image.frombuffer("RGB", (SMALL, SMALL), pixels, "raw", "BGRX", stride, 1), size)
