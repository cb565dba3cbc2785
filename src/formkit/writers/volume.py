"""The bound volume as one PDF: front, materials, the number of each page, the note on each copy."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from formkit.writers.pdfpages import A4, MILLIMETRE, put

if TYPE_CHECKING:
    from pypdf import PdfWriter

NUMBER_DOWN, NUMBER_IN = 11 * MILLIMETRE, 18 * MILLIMETRE
"""Where the number of a page stands: below the head, and from the outer side, as files are numbered by hand.

Documents have numbers of their own at their foot.
"""

NUMBER_SIZE = 14
WHOLE = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Part(NamedTuple):
    """Pages that belong together: a PDF of A4 pages, the number of the first, and whether it is a copy."""

    path: Path
    first: int
    is_copy: bool


def bind_pages(front: Path, parts: Sequence[Part], stamp: Path | None, title: str) -> tuple[bytes, int]:
    """Return a volume and the number of its pages: cover, blank page, the rest of the front, then the parts.

    Each sheet is printed on both sides: odd pages are right ones. Where a part begins further on than the
    last one ended, the pages between stay blank. The first page of ``stamp`` is drawn on each page of a copy.
    """
    import pypdf

    writer = pypdf.PdfWriter()
    cover, *contents = _pages(front)
    _add(writer, cover)
    writer.add_blank_page(*A4)
    for page in contents:
        _add(writer, page)
    if len(contents) % 2:
        writer.add_blank_page(*A4)
    note = None if stamp is None else _drawing(writer, _pages(stamp)[0])
    font, number = writer._add_object(_digits()), 1  # noqa: SLF001 (pypdf has no other way)
    for part in parts:
        for _ in range(number, part.first):
            writer.add_blank_page(*A4)
        number = part.first
        for page in _pages(part.path):
            sheet = _add(writer, page)
            if part.is_copy and note is not None:
                put(writer, sheet, note, "/Copy", WHOLE)
            put(writer, sheet, _number(number, font), "/Number", WHOLE)
            number += 1
    writer.metadata = {"/Title": title}
    writer.page_layout = "/TwoPageRight"
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), len(writer.pages)


def _pages(path: Path) -> list[Any]:
    import pypdf

    return list(pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages)


def _add(writer: PdfWriter, page: Any) -> Any:  # noqa: ANN401 (pypdf's page)
    return writer.add_page(page)


def _drawing(writer: PdfWriter, page: Any) -> Any:  # noqa: ANN401 (the same)
    """Return the drawing that is all there is on a page which was laid on A4, as an object of the writer."""
    kept = writer.add_page(page)
    resources: Any = kept["/Resources"]
    drawing = resources["/XObject"]["/Page"]
    writer.remove_page(kept)
    return drawing


def _digits() -> Any:  # noqa: ANN401 (an object of a PDF)
    """Return a font that every reader has: digits need none of ours."""
    from pypdf.generic import DictionaryObject, NameObject

    names = {
        "/Type": "/Font",
        "/Subtype": "/Type1",
        "/BaseFont": "/Times-Roman",
        "/Encoding": "/WinAnsiEncoding",
    }
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()})


def _number(number: int, font: Any) -> Any:  # noqa: ANN401 (the same)
    """Return the drawing of a page's number: at the right of right pages, at the left of left ones."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

    width = NUMBER_SIZE * 0.5 * len(str(number))
    left = A4[0] - NUMBER_IN - width if number % 2 else NUMBER_IN
    drawing = DecodedStreamObject()
    place = f"{left:.3f} {A4[1] - NUMBER_DOWN:.3f}"
    drawing.set_data(f"BT /F {NUMBER_SIZE} Tf {place} Td ({number}) Tj ET".encode())
    drawing[NameObject("/Type")] = NameObject("/XObject")
    drawing[NameObject("/Subtype")] = NameObject("/Form")
    drawing[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, *A4)))
    drawing[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
    )
    return drawing
