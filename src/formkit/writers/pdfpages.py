"""Pages of one PDF laid on A4: each a drawing of its own, copied without anything that acts.

What a page needs to be seen is its drawing and its resources. Whatever else a file may hold, scripts,
actions, fields, notes, files within it, metadata, is not looked for but left behind; from the resources
is taken out what leads elsewhere.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from formkit.errors import UnreadableFileError

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import IndirectObject

MILLIMETRE = 72 / 25.4
A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)
HEAD = 14 * MILLIMETRE
"""At the head of each page, for its number in the volume."""

SIDE, FOOT = 18 * MILLIMETRE, 12 * MILLIMETRE
"""Round what is made smaller: room for binding, on whichever side it falls."""

NEARLY = 3 * MILLIMETRE
LARGEST = 1.42
"""So much a small page may be enlarged: A5 fills A4."""

DEEPEST = 60
#: Keys of resources that lead out of them or act; /F of a stream names a file on disk.
LEFT_BEHIND = frozenset((
    "/A", "/AA", "/AcroForm", "/AF", "/Annots", "/Dest", "/Dests", "/EF", "/EmbeddedFiles", "/JavaScript",
    "/JS", "/Launch", "/Metadata", "/Names", "/OC", "/OpenAction", "/OPI", "/P", "/Parent", "/PieceInfo",
    "/PS", "/Ref", "/RF", "/StructParent", "/StructParents", "/URI", "/XFA",
))  # fmt: skip
OUTSIDE = frozenset(("/F", "/FFilter", "/FDecodeParms", "/Length"))
ACTING_TYPES = frozenset(("/Action", "/Annot", "/Catalog", "/Filespec", "/Page", "/Pages", "/OCG", "/OCMD"))
RESOURCES = ("/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/Shading", "/XObject")

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]


class Blank(NamedTuple):
    """How many points at the head and the foot of a page nothing is drawn on; 0 where not known."""

    head: float = 0.0
    foot: float = 0.0


class Shown(NamedTuple):
    """A page as it is in its file: its box, how many quarter turns, and what is blank."""

    box: Box
    turns: int
    blank: Blank


def lay_on_a4(
    data: bytes, source: str, blank: Sequence[Blank] = (), *, band: float = 0.0, upright: bool = False
) -> tuple[bytes, int]:
    """Return a PDF of A4 pages with the pages of another drawn on them, and how many they are.

    ``blank`` says what is blank on each page. The head of each page is kept free for its number, and ``band``
    (points) at its foot; a page is made smaller where something stands there. A page wider than high,
    and than the sheet, is turned, its head to the left (GB/T 9704 clause 8), unless ``upright``.

    :raises UnreadableFileError: when a page cannot be copied.
    """
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    writer = pypdf.PdfWriter()
    copier = _Copier(writer)
    try:
        for number, page in enumerate(reader.pages):
            turns = int(page.rotation or 0) // 90 % 4
            shown = Shown(_box_of(page), turns, blank[number] if number < len(blank) else Blank())
            _draw(writer, copier, page, placed(shown, band, upright=upright))
        out = io.BytesIO()
        writer.write(out)
    except (pypdf.errors.PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as odd:
        raise UnreadableFileError(f"“{source}”的页面读不出来，不能装订；请重新打印成 PDF。") from odd
    return out.getvalue(), len(reader.pages)


def placed(shown: Shown, band: float = 0.0, *, upright: bool = False) -> Matrix:
    """Return the matrix that draws a page on A4.

    >>> placed(Shown((0, 0, *A4), 0, Blank(head=60)))
    (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    """
    x0, y0, x1, y1 = shown.box
    turns = shown.turns
    wide, high = _turned(x1 - x0, y1 - y0, turns)
    if wide > max(high, A4[0] - 2 * SIDE) and not upright:
        turns = (turns + 3) % 4
        wide, high = high, wide
    fits = abs(wide - A4[0]) < NEARLY and abs(high - A4[1]) < NEARLY
    if fits and turns == 0 and shown.blank.head >= HEAD and shown.blank.foot >= band:
        scale, left, bottom = 1.0, (A4[0] - wide) / 2, (A4[1] - high) / 2
    else:
        foot = max(FOOT, band)
        room_wide, room_high = A4[0] - 2 * SIDE, A4[1] - HEAD - foot
        scale = min(room_wide / wide, room_high / high, LARGEST)
        left, bottom = (A4[0] - wide * scale) / 2, foot + (room_high - high * scale) / 2
    a, b, c, d, e, f = (
        (1, 0, 0, 1, -x0, -y0),
        (0, -1, 1, 0, -y0, x1),
        (-1, 0, 0, -1, x1, y1),
        (0, 1, -1, 0, y1, -x0),
    )[turns]
    # adding 0.0 makes a plain zero of a negative one
    return (
        a * scale + 0.0,
        b * scale + 0.0,
        c * scale + 0.0,
        d * scale + 0.0,
        e * scale + left + 0.0,
        f * scale + bottom + 0.0,
    )


def _turned(wide: float, high: float, turns: int) -> tuple[float, float]:
    return (high, wide) if turns % 2 else (wide, high)


def _box_of(page: Any) -> Box:  # noqa: ANN401 (pypdf's page)
    box = page.cropbox
    left, bottom, right, top = (float(side) for side in (box.left, box.bottom, box.right, box.top))
    left, right = sorted((left, right))
    bottom, top = sorted((bottom, top))
    if right - left < 1 or top - bottom < 1 or max(map(abs, (left, bottom, right, top))) > 10**6:
        return (0.0, 0.0, *A4)
    return left, bottom, right, top


def _draw(writer: PdfWriter, copier: _Copier, page: Any, matrix: Matrix) -> None:  # noqa: ANN401 (the same)
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

    contents = page.get_contents()
    drawing = DecodedStreamObject()
    drawing.set_data(contents.get_data() if contents is not None else b"")
    held = page.get("/Resources")
    resources = DictionaryObject()
    held = held.get_object() if held is not None else None
    for kind in RESOURCES:
        raw = dict.get(held, kind) if isinstance(held, dict) else None
        if raw is not None:
            resources[NameObject(kind)] = copier.copy(raw)
    drawing[NameObject("/Type")] = NameObject("/XObject")
    drawing[NameObject("/Subtype")] = NameObject("/Form")
    drawing[NameObject("/BBox")] = ArrayObject(FloatObject(side) for side in _box_of(page))
    drawing[NameObject("/Resources")] = resources
    if "/Group" in page:
        drawing[NameObject("/Group")] = copier.copy(dict.get(page, "/Group"))
    sheet = writer.add_blank_page(*A4)
    put(writer, sheet, drawing.flate_encode(), "/Page", matrix)
    copier.finish()


def put(writer: PdfWriter, sheet: Any, drawing: Any, name: str, matrix: Matrix) -> None:  # noqa: ANN401 (the same)
    """Draw something on a page that is in a writer, above what is there; it is stored once."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

    numbers = " ".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in matrix)
    line = DecodedStreamObject()
    line.set_data(f"q {numbers} cm {name} Do Q\n".encode())
    before = dict.get(sheet, "/Contents")
    before = before.get_object() if before is not None else ArrayObject()
    lines = ArrayObject(list.__iter__(before)) if isinstance(before, list) else ArrayObject([before])
    lines.append(writer._add_object(line))  # noqa: SLF001 (pypdf has no other way to add a stream)
    sheet[NameObject("/Contents")] = lines
    resources = sheet["/Resources"]
    known = resources.setdefault(NameObject("/XObject"), DictionaryObject())
    known.get_object()[NameObject(name)] = writer._add_object(drawing)  # noqa: SLF001 (the same)


class _Copier:
    """Copies objects of a file into a writer, each once, without what acts; never deeper than it must."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._known: dict[tuple[int, int], IndirectObject] = {}
        self._waiting: list[tuple[Any, Any]] = []

    def copy(self, value: Any, depth: int = 0) -> Any:  # noqa: ANN401 (an object of a PDF has any type)
        """Return what stands for a value in the writer; what it refers to is copied by :meth:`finish`."""
        from pypdf.generic import ArrayObject, IndirectObject, NullObject

        if depth > DEEPEST:
            return NullObject()
        if isinstance(value, IndirectObject):
            return self._referred(value)
        if isinstance(value, dict):
            return self._dictionary(value, depth)
        if isinstance(value, list):
            return ArrayObject(self.copy(item, depth + 1) for item in list.__iter__(value))
        return value.clone(self._writer)

    def finish(self) -> None:
        """Copy what is referred to, and what that refers to."""
        while self._waiting:
            reference, found = self._waiting.pop()
            copied = self.copy(found)
            self._writer._replace_object(reference, copied)  # noqa: SLF001 (an object that was promised)

    def _referred(self, value: Any) -> Any:  # noqa: ANN401 (the same)
        from pypdf.generic import IndirectObject, NullObject

        key = (value.idnum, value.generation)
        if key not in self._known:
            found = value.get_object()
            if found is None or isinstance(found, IndirectObject):
                return NullObject()
            self._known[key] = self._writer._add_object(NullObject())  # noqa: SLF001 (promised)
            self._waiting.append((self._known[key], found))
        return self._known[key]

    def _dictionary(self, value: Any, depth: int) -> Any:  # noqa: ANN401 (the same)
        from pypdf.generic import DictionaryObject, NameObject, NullObject, StreamObject

        if str(dict.get(value, "/Type")) in ACTING_TYPES or str(dict.get(value, "/Subtype")) == "/PS":
            return NullObject()
        is_stream = isinstance(value, StreamObject)
        made = DictionaryObject()
        if isinstance(value, StreamObject):
            made = packed = StreamObject()
            packed._data = value._data  # noqa: SLF001 (as it is packed)
        for key, item in dict.items(value):
            if key not in LEFT_BEHIND and not (is_stream and key in OUTSIDE):
                made[NameObject(key)] = self.copy(item, depth + 1)
        return made
