"""One page of a PDF through pdfium: its characters with their origins, drawn lines, pictures.

Everything is turned to the page as it is displayed: points from its top left corner, whatever its
rotation and crop box say; and a page on which most text is written sideways is turned to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ctypes import byref, c_double, c_ushort
from math import hypot, pi
from typing import Any, NamedTuple

from formkit.readers.pdfium import pdfium
from formkit.readers.pdfpaths import drawn_on
from formkit.readers.pdfsymbols import SUSPECT, is_unreadable, symbol
from formkit.ruling.page import Page, Typed
from formkit.ruling.tiling import PageTooFullError
from formkit.ruling.turning import RIGHT, SLANTED, Mark, Turn, Upright, by_way
from formkit.ruling.upright import upright

#: Characters of one page: a full page of a form has 1,500.
MOST_CHARACTERS = 200_000
#: A page with fewer characters says nothing; if pictures cover more than this share of it, or so many points
#: draw its letters, then it is a picture.
FEW, COVERED, OUTLINES = 10, 0.5, 3_000
#: How sure text is that a program has recognised in a picture, and how many characters are asked.
RECOGNISED, SAMPLES = 0.8, 20
#: The largest page in points.
LARGEST = 100_000.0
#: Rounding of pdfium's single precision.
NEAR = 0.02
#: A character stands upright for sure when its box begins at its origin, but for this share of its height,
#: and lies above its baseline for the most part. Of any other its matrix is asked.
LEAN = 0.3
#: Text that leans by less than this share of a quarter turn is not slanted.
UPRIGHT = 0.1
#: The size of a character that says none.
USUAL_SIZE = 10.5


class BrokenPageError(Exception):
    """A page that pdfium cannot load."""


class Seen(NamedTuple):
    """A page as it was read; ``is_picture`` says that its text, if any is to be seen, is drawn."""

    page: Page
    is_picture: bool


def see(
    document: Any,  # noqa: ANN401 (pdfium's handles are untyped)
    number: int,
    typed: Sequence[Typed] = (),
    part: Layer | None = None,
) -> Seen:
    """Return what stands on a page, counted from 1; ``typed`` was filled into its fields.

    ``part`` is the layer of it that is looked at.

    :raises PageTooFullError: when it holds more than any form does.
    :raises BrokenPageError: when pdfium cannot load it.
    """
    handle = pdfium.FPDF_LoadPage(document, number - 1)
    if not handle:
        raise BrokenPageError(number)
    try:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(handle, box)
        quarter = pdfium.FPDFPage_GetRotation(handle) % 4
        turn, size = _displayed(box, quarter)
        drawn = drawn_on(handle, turn, size, None if part is None else part.objects)
        found = _read(handle, drawn.covered > COVERED, None if part is None else part.characters)
    finally:
        pdfium.FPDF_ClosePage(handle)
    lost = [turn.point(*at) for at in found.lost]
    said = by_way(found.upright, found.others, (turn, quarter), size)
    page = upright(number, size, said, lost, drawn.segments, drawn.pictures, typed)
    if found.recognised:
        page = page._replace(certainty=RECOGNISED)
    few = len(page.glyphs) + len(page.sideways) + len(lost) < FEW
    return Seen(page, few and (drawn.covered > COVERED or drawn.points > OUTLINES))


class Layer(NamedTuple):
    """A part of a page: the objects drawn in one go, and which of the page's characters they hold."""

    objects: range
    characters: Sequence[int]


def _displayed(box: Any, quarter: int) -> tuple[Turn, tuple[float, float]]:  # noqa: ANN401
    """Return how to get from the page's own coordinates to those on display, and the size there."""
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    width, height = right - left, top - bottom
    if not (1 <= width <= LARGEST and 1 <= height <= LARGEST):
        raise BrokenPageError
    turn = (
        Turn(1, 0, 0, -1, -left, top),
        Turn(0, 1, 1, 0, -bottom, -left),
        Turn(-1, 0, 0, 1, right, -bottom),
        Turn(0, -1, -1, 0, top, right),
    )[quarter]
    return turn, (height, width) if quarter % 2 else (width, height)


class _Text(NamedTuple):
    """The characters of a page, the places of those that cannot be read, and who wrote them."""

    upright: list[Upright]
    others: list[Mark]
    lost: list[tuple[float, float]]
    recognised: bool = False


def _read(handle: Any, look: bool, part: Sequence[int] | None) -> _Text:  # noqa: ANN401, FBT001
    """Return what a page says, or some characters of it.

    ``look`` says that its text may be the invisible one under a scan.
    """
    text = pdfium.FPDFText_LoadPage(handle)
    if not text:
        return _Text([], [], [])
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > MOST_CHARACTERS:
            raise PageTooFullError
        codes = _codes(text, count)
        found = _characters(text, codes, enumerate(codes) if part is None else ((n, codes[n]) for n in part))
        return found._replace(recognised=look and _is_invisible(text, count))
    finally:
        pdfium.FPDFText_ClosePage(text)


def _is_invisible(text: Any, count: int) -> bool:  # noqa: ANN401
    """Whether text is written invisibly, as programs do that recognise it in a picture."""
    modes = [
        pdfium.FPDFTextObj_GetTextRenderMode(item)
        for index in range(0, count, max(count // SAMPLES, 1))
        if (item := pdfium.FPDFText_GetTextObject(text, index))
    ]
    return modes.count(pdfium.FPDF_TEXTRENDERMODE_INVISIBLE) * 2 > len(modes)


#: What pdfium makes of a hyphen at the end of a line: one code in a text, another by itself.
LINE_HYPHENS = {0x02: "-", 0xFFFE: "-"}


def _codes(text: Any, count: int) -> str:  # noqa: ANN401
    """Return one character for each index; at once where pdfium counts as Python does."""
    buffer = (c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        whole = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass").translate(LINE_HYPHENS)
        if len(whole) == count:
            return whole
    codes = (chr(min(pdfium.FPDFText_GetUnicode(text, index), 0x10FFFF)) for index in range(count))
    return "".join(codes).translate(LINE_HYPHENS)


def _characters(text: Any, codes: str, indexed: Iterable[tuple[int, str]]) -> _Text:  # noqa: ANN401
    """Return the characters of a page; the calls within the loop are most of what reading costs."""
    found = _Text([], [], [])
    sizes: dict[tuple[float, float], float] = {}
    x, y, box = c_double(), c_double(), pdfium.FS_RECTF()
    corners = memoryview(box).cast("B").cast("f")  # left, top, right, bottom: faster than by name
    at_x, at_y, at_box = byref(x), byref(y), byref(box)
    origin_of, box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
    is_wrong, add = pdfium.FPDFText_HasUnicodeMapError, found.upright.append
    doubtful = {char for char in set(codes) if char in SUSPECT or is_unreadable(char)}
    half = ""
    for index, char in indexed:
        box_of(text, index, at_box)
        left, top, right, bottom = corners
        if char <= " " and (right - left < NEAR or top - bottom < NEAR):
            continue  # pdfium puts in spaces and line ends of its own
        if char in doubtful or is_wrong(text, index) == 1:
            half, char = _doubtful(text, index, char, half)  # noqa: PLW2901 (what it looks like)
            if not char:
                if not half:
                    found.lost.append(((left + right) / 2, (top + bottom) / 2))
                continue
        origin_of(text, index, at_x, at_y)
        px, py = x.value, y.value
        key = (
            (round(bottom - py, 2), round(top - py, 2)) if char < "\u2e80" else (round(right - left, 1), 0.0)
        )
        size = sizes.get(key) or sizes.setdefault(key, _size(text, index))
        if left - px > (bottom - top) * LEAN and top - py > py - bottom:
            add((char, px, py, right, size))
            continue
        way = _way(text, index)
        if way == RIGHT:
            add((char, px, py, right, size))
        else:
            found.others.append(Mark(char, px, py, left, bottom, right, top, size, way))
    return found


def _doubtful(text: Any, index: int, char: str, half: str) -> tuple[str, str]:  # noqa: ANN401
    """Return what a doubtful character stands for; two codes may be one character, and the first waits."""
    if "\ud800" <= char < "\udc00":
        return char, ""
    if "\udc00" <= char <= "\udfff":
        char = (half + char).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "", symbol(text, index, char)


def _way(text: Any, index: int) -> int:  # noqa: ANN401
    """Return the direction in which a character is written, in quarters of a turn clockwise."""
    quarters = pdfium.FPDFText_GetCharAngle(text, index) / (pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < UPRIGHT else SLANTED


def _size(text: Any, index: int) -> float:  # noqa: ANN401
    """Return the font size of a character as it is drawn."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text, index, matrix):
        return USUAL_SIZE
    return pdfium.FPDFText_GetFontSize(text, index) * hypot(matrix.a, matrix.b) or USUAL_SIZE
