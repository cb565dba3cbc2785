"""The bound volume as one PDF: front, materials, the number of each page, the note on each copy."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from formkit.writers.pdfpages import A4, MILLIMETRE, put

if TYPE_CHECKING:
    from pypdf import PdfWriter

NUMBER_UP, NUMBER_IN = 8 * MILLIMETRE, 20 * MILLIMETRE
"""Where the number of a page stands: above the foot, and from the outer side."""

NUMBER_SIZE = 12
WHOLE = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Part(NamedTuple):
    """Pages that belong together: a PDF of A4 pages, the number of its first page, and whether it is a copy.

    ``first`` is 0 for pages that bear no number.
    """

    path: Path
    first: int = 0
    is_copy: bool = False


def bind_pages(front: Part, parts: Sequence[Part], stamp: Path | None, title: str) -> tuple[bytes, int]:
    """Return a volume and the number of its pages: cover, blank page, the rest of the front, then the parts.

    Each sheet is printed on both sides: odd pages are right ones. Where a part begins further on than the
    last one ended, the pages between stay blank. The first page of ``stamp`` is drawn on each page of a copy.
    """
    import pypdf

    writer = pypdf.PdfWriter()
    cover, *contents = _pages(front.path)
    _add(writer, cover)
    writer.add_blank_page(*A4)
    for page in contents:
        _add(writer, page)
    if len(contents) % 2:
        writer.add_blank_page(*A4)
    note = None if stamp is None else _drawing(writer, _pages(stamp)[0])
    number = 1
    for part in parts:
        for _ in range(number, part.first):
            writer.add_blank_page(*A4)
        number = part.first
        for page in _pages(part.path):
            sheet = _add(writer, page)
            if part.is_copy and note is not None:
                put(writer, sheet, note, "/Copy", WHOLE)
            _number(writer, sheet, number)
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
    drawing = kept["/Resources"]["/XObject"]["/Page"]
    writer.remove_page(kept)
    return drawing


def _number(writer: PdfWriter, sheet: Any, number: int) -> None:  # noqa: ANN401 (the same)
    """Print the number of a page at its outer corner; digits need no font of ours."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

    text = f"— {number} —".encode("cp1252")
    width = NUMBER_SIZE * (0.5 * len(str(number)) + 2 + 0.5)
    left = A4[0] - NUMBER_IN - width if number % 2 else NUMBER_IN
    drawing = DecodedStreamObject()
    drawing.set_data(
        b"BT /F %d Tf %.3f %.3f Td <%s> Tj ET" % (NUMBER_SIZE, left, NUMBER_UP, text.hex().encode())
    )
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Times-Roman"),
        NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
    })
    drawing[NameObject("/Type")] = NameObject("/XObject")
    drawing[NameObject("/Subtype")] = NameObject("/Form")
    drawing[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, *A4)))
    drawing[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
    )
    put(writer, sheet, drawing, "/Number", WHOLE)
