"""Small PDFs made object by object: borders and text drawn in the ways that different programs draw them.

All places are points from the top left corner of a page, as in what is read back.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pypdf import PdfReader, PdfWriter

#: How a border is drawn.
STROKE, RECTANGLE, FILLED, PIECES, DOUBLED = "stroke", "rectangle", "filled", "pieces", "doubled"
BORDERS = (STROKE, RECTANGLE, FILLED, PIECES, DOUBLED)
#: How text is written: as strings, character by character, with gaps in place of spaces, twice for boldness.
STRINGS, CHARACTERS, GAPS, TWICE = "strings", "characters", "gaps", "twice"
WRITINGS = (STRINGS, CHARACTERS, GAPS, TWICE)

#: A font that every reader knows: Unicode codes, Chinese characters one em wide, ASCII half of it.
CHINESE = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<<"
    "/Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]"
    "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/Ascent 880/Descent -120"
    "/CapHeight 880/ItalicAngle 0/StemV 80/FontBBox[0 -120 1000 880]>>>>]>>"
)
#: A font whose codes say nothing: glyph numbers, and no table of what they mean.
MUTE = (
    "<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Mute/Encoding/Identity-H/DescendantFonts[<<"
    "/Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Mute/CIDToGIDMap/Identity"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000"
    "/FontDescriptor<</Type/FontDescriptor/FontName/AAAAAA+Mute/Flags 4/Ascent 880/Descent -120"
    "/CapHeight 880/ItalicAngle 0/StemV 80/FontBBox[0 -120 1000 880]>>>>]>>"
)
#: Word's boxes: codes of the font Wingdings.
WINGDINGS = (
    "<</Type/Font/Subtype/TrueType/BaseFont/Wingdings-Regular/Encoding/WinAnsiEncoding"
    f"/FirstChar 0/LastChar 255/Widths[{'1000 ' * 256}]>>"
)
FONTS = {"F1": CHINESE, "F2": MUTE, "F3": WINGDINGS}


class Picture(NamedTuple):
    """A picture as it is stored, and where it stands."""

    data: bytes
    size: tuple[int, int]
    box: tuple[float, float, float, float]
    filters: str = "/Filter/DCTDecode"


@dataclass
class Paper:
    """One page on which is drawn; ``turn`` is its rotation, ``crop`` the part that is shown."""

    width: float = 595.0
    height: float = 842.0
    turn: int = 0
    crop: tuple[float, float, float, float] | None = None
    drawn: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    inside_form: bool = False

    def text(  # noqa: PLR0913 (all that text depends on)
        self,
        x: float,
        base: float,
        text: str,
        size: float = 12.0,
        *,
        how: str = STRINGS,
        font: str = "F1",
        spread: float = 0.0,
        quarter: int = 0,
    ) -> None:
        """Write a text with its first origin at a place; ``quarter`` turns it clockwise."""
        matrix = ((1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0))[quarter]
        scale = " ".join(f"{part * size:g}" for part in matrix)
        for place, piece in _pieces(text, size, how, spread):
            across = x + place * matrix[0]
            down = base - place * matrix[1]
            codes = piece.encode("latin-1") if font == "F3" else piece.encode("utf-16-be")
            times = ((0.0, 0.0), (0.25, 0.0)) if how == TWICE else ((0.0, 0.0),)
            for right, lower in times:
                self.drawn.append(
                    f"BT /{font} 1 Tf {scale} {across + right:.3f} {self.height - down + lower:.3f} Tm"
                    f" {spread / size:g} Tc <{codes.hex()}> Tj ET"
                )

    def line(self, x0: float, y0: float, x1: float, y1: float, how: str = STROKE) -> None:
        """Draw an upright line in one of the ways of :data:`BORDERS`."""
        bottom, top = self.height - max(y0, y1), self.height - min(y0, y1)
        x0, x1 = min(x0, x1), max(x0, x1)
        flat = x1 - x0 > top - bottom
        if how == STROKE:
            self.drawn.append(f"0.5 w {x0:.3f} {bottom:.3f} m {x1:.3f} {top:.3f} l S")
        elif how in {FILLED, RECTANGLE}:
            wide, high = (x1 - x0, 0.48) if flat else (0.48, top - bottom)
            paint = "f" if how == FILLED else "0.1 w S"
            x, y = (x0, bottom - 0.24) if flat else (x0 - 0.24, bottom)
            paint = paint if paint == "f" else "S"
            self.drawn.append(f"{x:.3f} {y:.3f} {wide:.3f} {high:.3f} re {paint}")
        elif how == DOUBLED:
            for shift in (-0.75, 0.75):
                right, up = (0.0, shift) if flat else (shift, 0.0)
                self.drawn.append(
                    f"0.3 w {x0 + right:.3f} {bottom + up:.3f} m {x1 + right:.3f} {top + up:.3f} l S"
                )
        else:
            for part in range(5):
                at_x, at_y = (x1 - x0) / 5 * part, (top - bottom) / 5 * part
                to_x, to_y = (x1 - x0) / 5 * (part + 1), (top - bottom) / 5 * (part + 1)
                self.drawn.append(
                    f"0.5 w {x0 + at_x:.3f} {bottom + at_y:.3f} m {x0 + to_x:.3f} {bottom + to_y:.3f} l S"
                )

    def grid(self, xs: Sequence[float], ys: Sequence[float], how: str = STROKE) -> None:
        """Draw a table of plain cells."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1], how)
        for y in ys:
            self.line(xs[0], y, xs[-1], y, how)

    def table(  # noqa: PLR0913, PLR0917 (all that a table depends on)
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        rows: Sequence[Sequence[str]],
        how: str = STROKE,
        size: float = 10.5,
        writing: str = STRINGS,
    ) -> None:
        """Draw a table of plain cells with one line of text in each."""
        self.grid(xs, ys, how)
        for row, texts in enumerate(rows):
            for col, text in enumerate(texts):
                for number, line in enumerate(text.split("\n") if text else ()):
                    self.text(xs[col] + 5.4, ys[row] + 14 + 15 * number, line, size, how=writing)

    def content(self) -> bytes:
        """Return the page's drawing."""
        shown = [
            f"q {box[2] - box[0]:g} 0 0 {box[3] - box[1]:g} {box[0]:g} {self.height - box[3]:g} cm"
            f" /P{number} Do Q"
            for number, (_, _, box, _) in enumerate(self.pictures)
        ]
        return "\n".join([*self.drawn, *shown]).encode("ascii")


def _pieces(text: str, size: float, how: str, spread: float) -> Iterator[tuple[float, str]]:
    """Yield the strings in which a text is written, each with its distance from the beginning."""
    if how in {STRINGS, TWICE}:
        yield 0.0, text
        return
    at = 0.0
    word, start = "", 0.0
    for char in text:
        wide = advance(char, size) + spread
        if how == CHARACTERS:
            yield at, char
        elif char == " ":
            if word:
                yield start, word
            word = ""
        else:
            start = start if word else at
            word += char
        at += wide
    if word:
        yield start, word


def advance(text: str, size: float) -> float:
    """Return the width of a text."""
    return sum(size / 2 if char < "\x7f" else size for char in text)


def pdf(*papers: Paper) -> bytes:
    """Return a PDF of some pages."""
    objects: list[bytes] = [b"", b""]
    fonts = []
    for name, font in FONTS.items():
        objects.append(font.encode())
        fonts.append(f"/{name} {len(objects)} 0 R")
    kids = []
    for paper in papers:
        named = []
        for number, picture in enumerate(paper.pictures):
            entries = (
                f"/Type/XObject/Subtype/Image/Width {picture.size[0]}/Height {picture.size[1]}"
                f"/ColorSpace/DeviceRGB/BitsPerComponent 8{picture.filters}"
            )
            objects.append(_stream(picture.data, entries))
            named.append(f"/P{number} {len(objects)} 0 R")
        resources = f"<</Font<<{''.join(fonts)}>>/XObject<<{''.join(named)}>>>>"
        content = paper.content()
        if paper.inside_form:
            box = f"/BBox[0 0 {paper.width:g} {paper.height:g}]"
            form = f"/Type/XObject/Subtype/Form{box}/Matrix[2 0 0 2 0 0]/Resources{resources}"
            objects.append(_stream(content, form))
            resources = f"<</XObject<</X {len(objects)} 0 R>>>>"
            content = b"0.5 0 0 0.5 0 0 cm /X Do"
        objects.append(_stream(content))
        stream = len(objects)
        crop = "" if paper.crop is None else f"/CropBox[{' '.join(f'{part:g}' for part in paper.crop)}]"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {paper.width:g} {paper.height:g}]{crop}"
            f"/Rotate {paper.turn}/Contents {stream} 0 R/Resources{resources}>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    return _file(objects)


def _stream(content: bytes, entries: str = "") -> bytes:
    return f"<<{entries}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    begin = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{begin}\n%%EOF".encode()
    return bytes(out)


def locked(data: bytes, password: str) -> bytes:
    """Return a PDF that is encrypted; with an empty password it still opens."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
