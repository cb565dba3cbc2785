"""A PDF that holds nothing but pages: notes and filled fields drawn into them, no password to change it.

pdfium draws them, and runs no script: it is built without a JavaScript engine. It may abort or never
return on hostile files: this runs in a worker process.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from formkit.errors import UnreadableFileError
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.readers.pdfium import pdfium

MOST_OBJECTS = 20_000
"""So many things drawn on a page are looked at; a page with more counts as full."""

HAS_A_FORM = (b"/AcroForm", b"/ObjStm")
"""One of these stands in the bytes of every file that has fields."""


class Drawn(NamedTuple):
    """Where what is drawn on a page begins and ends, in points from its foot, and the height of the page.

    Where that is not known, the whole page counts as drawn on.
    """

    bottom: float
    top: float
    height: float


class Flat(NamedTuple):
    """The bytes of a PDF, and what is drawn on of each page."""

    data: bytes
    pages: tuple[Drawn, ...]


def flatten(data: bytes, source: str, limits: ReadLimits = DEFAULT_LIMITS) -> Flat:
    """Return a PDF as it is seen on a screen, all of it drawn: no notes, no fields, no password.

    :raises UnreadableFileError: when it is broken, needs a password, or has no page or too many.
    """
    name = Path(source).name
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        _refuse(name, data)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise UnreadableFileError(f"“{name}”里没有一页，可能已损坏；请重新导出 PDF。", "damaged")
        if count > limits.pages:
            message = f"“{name}”超过 {limits.pages} 页，不予装订；请拆分或精简后再试。"
            raise UnreadableFileError(message, "too-large")
        with _fields_shown(document, wanted=any(mark in data for mark in HAS_A_FORM)) as shown:
            pages = tuple(_flattened(document, number, shown, name) for number in range(count))
        return Flat(_saved(document, name), pages)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _refuse(name: str, data: bytes) -> None:
    locked = pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
    if locked or b"/Encrypt" in data:
        message = f"“{name}”设有打开密码，不能装订；请取消密码后重新导出 PDF。"
        raise UnreadableFileError(message, "encrypted")
    raise UnreadableFileError(f"“{name}”已损坏，不能装订；请重新导出或重新扫描。", "damaged")


@contextmanager
def _fields_shown(document: Any, *, wanted: bool) -> Iterator[Any]:  # noqa: ANN401 (pdfium's handles are untyped)
    """Let pdfium draw fields that have a value and no picture of it; yield its handle, or None."""
    if not wanted:
        yield None
        return
    information = pdfium.FPDF_FORMFILLINFO(version=2)
    handle = pdfium.FPDFDOC_InitFormFillEnvironment(document, information)
    try:
        yield handle or None
    finally:
        if handle:
            pdfium.FPDFDOC_ExitFormFillEnvironment(handle)


def _flattened(document: Any, number: int, fields: Any, name: str) -> Drawn:  # noqa: ANN401 (the same)
    """Draw notes and fields into a page; return what of it is drawn on."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        raise UnreadableFileError(f"“{name}”第 {number + 1} 页已损坏，不能装订；请重新导出。", "damaged")
    try:
        if fields is not None:
            pdfium.FORM_OnAfterLoadPage(page, fields)
        if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_FAIL:
            raise UnreadableFileError(
                f"“{name}”第 {number + 1} 页的批注画不出来；请重新打印成 PDF。", "damaged"
            )
        if fields is not None:
            pdfium.FORM_OnBeforeClosePage(page, fields)
    finally:
        pdfium.FPDF_ClosePage(page)
    page = pdfium.FPDF_LoadPage(document, number)
    try:
        return _drawn(page) if page else Drawn(0.0, 0.0, 0.0)
    finally:
        pdfium.FPDF_ClosePage(page)


def _drawn(page: Any) -> Drawn:  # noqa: ANN401 (the same)
    height = _number_of(pdfium.FPDF_GetPageHeightF(page))
    count = pdfium.FPDFPage_CountObjects(page)
    if count > MOST_OBJECTS or pdfium.FPDFPage_GetRotation(page):
        return Drawn(0.0, height, height)
    bottom, top, foot = height, 0.0, _foot_of_box(page)
    for index in range(count):
        sides = [ctypes.c_float() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetBounds(pdfium.FPDFPage_GetObject(page, index), *sides):
            return Drawn(0.0, height, height)
        bottom = min(bottom, _number_of(sides[1].value) - foot)
        top = max(top, _number_of(sides[3].value) - foot)
    return Drawn(max(0.0, bottom), min(top, height), height)


def _foot_of_box(page: Any) -> float:  # noqa: ANN401 (the same)
    for box in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        sides = [ctypes.c_float() for _ in range(4)]
        if box(page, *sides):
            return _number_of(sides[1].value)
    return 0.0


def _number_of(value: object) -> float:
    """Return a number as it is, 0 for what is none."""
    number = float(value) if isinstance(value, int | float) else 0.0
    return number if abs(number) < 10**7 else 0.0


def _saved(document: Any, name: str) -> bytes:  # noqa: ANN401 (the same)
    pieces: list[bytes] = []

    def write(_: object, start: int, length: int) -> int:
        pieces.append(ctypes.string_at(start, length))
        return 1

    sink = pdfium.FPDF_FILEWRITE(version=1)
    kept = dict(pdfium.FPDF_FILEWRITE._fields_)["WriteBlock"](write)
    sink.WriteBlock = kept
    if not pdfium.FPDF_SaveAsCopy(document, ctypes.byref(sink), pdfium.FPDF_REMOVE_SECURITY):
        raise UnreadableFileError(f"“{name}”整理不了，不能装订；请重新打印成 PDF。", "damaged")
    return b"".join(pieces)
