"""Pictures of a PDF: a JPEG as it is stored, any other as a PNG of its pixels."""

from __future__ import annotations

from ctypes import c_uint, create_string_buffer, string_at
from io import BytesIO
from typing import Any

from formkit.grid import Picture
from formkit.readers.pdfium import pdfium

#: Smaller pictures are ornaments; larger ones are not unpacked.
LEAST_PIXELS, MOST_PIXELS = 8, 64_000_000
MOST_BYTES = 64 * 1024 * 1024
JPEG = b"DCTDecode"


def picture_of(item: Any) -> Picture | None:  # noqa: ANN401 (pdfium's handles are untyped)
    """Return the picture of an image object; None where it is tiny, too large or cannot be unpacked."""
    width, height = c_uint(), c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(item, width, height):
        return None
    if min(width.value, height.value) < LEAST_PIXELS or width.value * height.value > MOST_PIXELS:
        return None
    if pdfium.FPDFImageObj_GetImageFilterCount(item) == 1 and _filter(item) == JPEG:
        size = pdfium.FPDFImageObj_GetImageDataRaw(item, None, 0)
        if 0 < size <= MOST_BYTES:
            buffer = create_string_buffer(size)
            pdfium.FPDFImageObj_GetImageDataRaw(item, buffer, size)
            return Picture("image/jpeg", buffer.raw)
        return None
    return _png(item)


def _filter(item: Any) -> bytes:  # noqa: ANN401
    name = create_string_buffer(32)
    pdfium.FPDFImageObj_GetImageFilter(item, 0, name, 32)
    return name.value


def _png(item: Any) -> Picture | None:  # noqa: ANN401
    bitmap = pdfium.FPDFImageObj_GetBitmap(item)
    if not bitmap:
        return None
    try:
        layout = _layout(pdfium.FPDFBitmap_GetFormat(bitmap))
        if layout is None:
            return None
        width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    from PIL import Image

    out = BytesIO()
    Image.frombuffer(layout[0], (width, height), pixels, "raw", layout[1], stride, 1).save(out, "PNG")
    return Picture("image/png", out.getvalue())


def _layout(kind: int) -> tuple[str, str] | None:
    """Return what PIL calls the pixels of a picture, and how pdfium lays out their bytes."""
    return {
        pdfium.FPDFBitmap_Gray: ("L", "L"),
        pdfium.FPDFBitmap_BGR: ("RGB", "BGR"),
        pdfium.FPDFBitmap_BGRx: ("RGB", "BGRX"),
        pdfium.FPDFBitmap_BGRA: ("RGBA", "BGRA"),
    }.get(kind)
