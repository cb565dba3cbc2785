"""Read a PDF into a grid of tables and lines, page by page, under limits.

What cannot be read is named: pages that are pictures, characters without a code, pages left out.
pdfium may abort or never return on hostile files: this runs in a worker process.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from formkit.errors import UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.grid import Document
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.readers.acroform import Widget, widgets
from formkit.readers.pdffindings import BROKEN, FULL, SLOW, Report, emptiness, findings, uncertain_rows
from formkit.readers.pdfium import pdfium
from formkit.readers.pdflayers import layers
from formkit.readers.pdfpage import BrokenPageError, see
from formkit.readers.secondopinion import page_counts
from formkit.ruling.assembling import Doubt, assemble
from formkit.ruling.halves import halves
from formkit.ruling.overprint import is_overprinted
from formkit.ruling.page import Page, Sheet, Typed
from formkit.ruling.placing import sheet_of
from formkit.ruling.tiling import PageTooFullError

#: What a file says of each page, where its objects are not packed in streams.
_PAGE: Final = re.compile(rb"/Type\s{0,9}/Page(?![A-Za-z])")
#: Objects packed so, and files changed after they were written, are looked at by a second library.
_PACKED: Final = (b"/ObjStm", b"/Prev", b"/XRef")

PROTECTED: Final = Finding(
    "protected", Severity.NOTE, "文件加了密（限制编辑或打印），不用密码就能打开，内容照常读取。"
)


def read(
    data: bytes,
    source: str,
    limits: ReadLimits = DEFAULT_LIMITS,
    begun: Callable[[int], None] | None = None,
    skip: Collection[int] = (),
) -> Document:
    """Return what a PDF holds; ``begun`` is called with the number of each page before it is touched.

    Pages in ``skip`` and pages beyond the limits are left out and named in a finding.

    :raises UnreadableFileError: when nothing can be read from it.
    """
    with _opened(data, source) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise UnreadableFileError(f"“{source}”里没有一页，可能已损坏；请重新导出 PDF。", "damaged")
        filled, remarks = widgets(data, source, limits)
        if pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0:
            remarks = (PROTECTED, *remarks)
        last = min(count, limits.pages)
        report = Report({}, range(last + 1, count + 1), [], [], [], [])
        _read_pages(document, range(1, last + 1), _by_page(filled), report, begun, skip)
    other = None if _is_plain(data, count) else page_counts(data, max(limits.pages, count) + 1)
    doubts: list[Doubt] = []
    blocks = assemble(report.sheets, doubts)
    said = (*remarks, *findings(report, (count, other)), *uncertain_rows(doubts))
    return Document(source, blocks, (*said, *emptiness(blocks, said)))


def _read_pages(  # noqa: PLR0913, PLR0917 (all that reading a page depends on)
    document: Any,  # noqa: ANN401 (pdfium's handles are untyped)
    numbers: Iterable[int],
    filled: dict[int, list[Typed]],
    report: Report,
    begun: Callable[[int], None] | None,
    skip: Collection[int],
) -> None:
    """Read pages into a report; a page that cannot be read is named there."""
    for number in numbers:
        if number in skip:
            report.left_out.setdefault(SLOW, []).append(number)
            continue
        if begun is not None:
            begun(number)
        try:
            seen = see(document, number, filled.get(number, ()))
            if seen.is_picture:
                report.pictures.append(number)
            if seen.page.certainty < 1:
                report.recognised.append(number)
            report.sheets.extend(_sheets(document, seen.page, filled.get(number, ()), len(report.sheets)))
            report.pages.append(seen.page)
        except PageTooFullError:
            report.left_out.setdefault(FULL, []).append(number)
        except BrokenPageError:
            report.left_out.setdefault(BROKEN, []).append(number)


def _sheets(document: Any, page: Page, typed: Sequence[Typed], before: int) -> list[Sheet]:  # noqa: ANN401
    """Return a page as sheets to be read one after the other; ``before`` counts those read already."""
    sheets = [sheet_of(half, before + count) for count, half in enumerate(halves(page))]
    if any(map(is_overprinted, sheets)):
        parts = [
            (half, layer > 0)
            for layer, one in enumerate(layers(document, page.number, typed))
            for half in halves(one)
        ]
        sheets = [
            sheet_of(part, before + count)._replace(is_layer=is_layer)
            for count, (part, is_layer) in enumerate(parts)
        ] or sheets
    return sheets


def _by_page(filled: Iterable[Widget]) -> dict[int, list[Typed]]:
    pages: dict[int, list[Typed]] = defaultdict(list)
    for widget in filled:
        pages[widget.page].append(Typed(widget.box, widget.name, widget.value))
    return pages


def _is_plain(data: bytes, count: int) -> bool:
    """Whether the file itself shows as many pages as pdfium, so that no second library need be asked."""
    return not any(mark in data for mark in _PACKED) and len(_PAGE.findall(data)) == count


@contextmanager
def _opened(data: bytes, source: str) -> Iterator[Any]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            message = f"“{source}”设有打开密码，无法读取；请取消密码后重新提交。"
            raise UnreadableFileError(message, "encrypted")
        if b"/Encrypt" in data:
            message = f"“{source}”加了密，又已损坏，无法读取；请取消密码后重新导出 PDF，或提交 Word 原件。"
            raise UnreadableFileError(message, "encrypted")
        message = f"“{source}”已损坏，无法读取；请重新导出 PDF，或提交 Word 原件。"
        raise UnreadableFileError(message, "damaged")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)
