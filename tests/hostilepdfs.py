"""PDF files meant to break a reader, each made by a few lines; none shows anything worth reading."""

# ruff: noqa: D401 (the docstring of a generator says what its file is)

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from typing import Any

CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>"
PAGE = "<</Type/Page/Parent 2 0 R>>"
LURE = "file:///etc/passwd"
XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><!DOCTYPE x [<!ENTITY e SYSTEM "' + LURE + '">]>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '&e;</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def pdf(*objects: str | bytes, trailer: str = "") -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is its catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + (content.encode() if isinstance(content, str) else content)
        out += b"\nendobj\n"
    begin = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{begin}\n%%EOF".encode()
    return bytes(out)


def stream(content: bytes, entries: str = "", *, packed: bool = True) -> bytes:
    """Return a stream object; ``entries`` are added to its dictionary."""
    if packed:
        content, entries = zlib.compress(content), entries + "/Filter/FlateDecode"
    return f"<<{entries}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


def form(*fields: str | bytes, page: str = "", acroform: str = "", annots: str | None = None) -> bytes:
    """Return a PDF of one page that shows fields, which are objects 5, 6 ...; object 4 is the form itself."""
    numbers = " ".join(f"{number} 0 R" for number in range(5, 5 + len(fields)))
    shown = numbers if annots is None else annots
    return pdf(
        "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>",
        PAGES,
        f"<</Type/Page/Parent 2 0 R/Annots[{shown}]{page}>>",
        f"<</Fields[{numbers}]{acroform}>>",
        *fields,
    )


def in_object_stream(*objects: str) -> bytes:
    """Return a PDF whose objects 1, 2 ... are packed into one stream, as Word writes them."""
    bodies, heads, at = [], [], 0
    for number, content in enumerate(objects, 1):
        heads.append(f"{number} {at}")
        bodies.append(content)
        at += len(content) + 1
    head = " ".join(heads) + " "
    holder, table = len(objects) + 1, len(objects) + 2
    out = bytearray(b"%PDF-1.7\n")
    first = len(out)
    packed = stream((head + " ".join(bodies)).encode(), f"/Type/ObjStm/N {len(objects)}/First {len(head)}")
    out += f"{holder} 0 obj\n".encode() + packed + b"\nendobj\n"
    begin = len(out)
    rows = [b"\0\0\0\0\0\0"]
    rows += [bytes([2]) + holder.to_bytes(4, "big") + bytes([number]) for number in range(len(objects))]
    rows += [b"\1" + first.to_bytes(4, "big") + b"\0", b"\1" + begin.to_bytes(4, "big") + b"\0"]
    entries = f"/Type/XRef/W[1 4 1]/Size {table + 1}/Root 1 0 R"
    out += f"{table} 0 obj\n".encode() + stream(b"".join(rows), entries) + b"\nendobj\n"
    return bytes(out + f"startxref\n{begin}\n%%EOF".encode())


def deep_page_tree(depth: int = 5_000) -> bytes:
    """Nodes of the page tree one below the other, with a page at the end."""
    nodes = [f"<</Type/Pages/Kids[{number + 1} 0 R]/Count 1>>" for number in range(2, 2 + depth)]
    return pdf(CATALOG, *nodes, "<</Type/Page/MediaBox[0 0 9 9]>>")


def looped_page_tree() -> bytes:
    """A node of the page tree that is its own child."""
    return pdf(CATALOG, "<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 3>>", PAGE)


def lying_page_count(count: int = 999_999_999) -> bytes:
    """One page, said to be many."""
    return pdf(CATALOG, f"<</Type/Pages/Kids[3 0 R]/Count {count}/MediaBox[0 0 9 9]>>", PAGE)


def repeated_pages(times: int = 30) -> bytes:
    """A tree of pages that doubles at each level: a thousand million pages of a few objects."""
    nodes = [f"<</Type/Pages/Kids[{n + 1} 0 R {n + 1} 0 R]/Count {2**30}>>" for n in range(2, 2 + times)]
    return pdf(CATALOG, *nodes, "<</Type/Page/MediaBox[0 0 9 9]>>")


def no_pages() -> bytes:
    """A whole PDF without a page."""
    return pdf(CATALOG, "<</Type/Pages/Kids[]/Count 0>>")


def endless_reference_table() -> bytes:
    """118 bytes that promise a million million objects: pdfminer looks at each."""
    return (
        b"%PDF-1.5\n1 0 obj<</Type/XRef/W[1 1 1]/Size 999999999999/Root 1 0 R/Length 0>>stream\n"
        b"endstream endobj\nstartxref\n9\n%%EOF"
    )


def huge_reference_table() -> bytes:
    """A table that says it has as many entries as a number can hold."""
    return pdf(CATALOG, PAGES, PAGE).replace(b"xref\n0 4", b"xref\n0 2147483647")


def looped_tables() -> bytes:
    """A trailer whose predecessor is itself."""
    plain = pdf(CATALOG, PAGES, PAGE)
    return pdf(CATALOG, PAGES, PAGE, trailer=f"/Prev {plain.index(b'xref')}")


def lying_length() -> bytes:
    """A stream that says it is far longer than the file."""
    drawn = stream(b"BT ET", packed=False).replace(b"/Length 5", b"/Length 2147483647")
    return pdf(CATALOG, PAGES, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", drawn)


def looped_length() -> bytes:
    """A stream whose length is the stream."""
    drawn = stream(b"BT ET", packed=False).replace(b"/Length 5", b"/Length 4 0 R")
    return pdf(CATALOG, PAGES, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", drawn)


def looped_object_stream() -> bytes:
    """A stream of objects that holds itself."""
    inner = stream(b"1 0 4 0 <</Type/Catalog/Pages 2 0 R>>", "/Type/ObjStm/N 2/First 8/Extends 4 0 R")
    return pdf("4 0 R", PAGES, PAGE, inner)


def looped_reference() -> bytes:
    """Objects that are nothing but each other."""
    return pdf(CATALOG, "3 0 R", "2 0 R")


def huge_page() -> bytes:
    """A page as wide as a country."""
    return pdf(CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 1000000000 1000000000]>>", PAGE)


def deep_arrays(depth: int = 100_000) -> bytes:
    """An array in an array, and so on."""
    return pdf(CATALOG, PAGES, f"<</Type/Page/Parent 2 0 R/Annots {'[' * depth}{']' * depth}>>")


def deep_dictionaries(depth: int = 50_000) -> bytes:
    """A dictionary in a dictionary, and so on."""
    return pdf(CATALOG, PAGES, f"<</Type/Page/Parent 2 0 R/A {'<</A ' * depth}0{'>>' * depth}>>")


def packed_bomb(size: int = 200_000_000) -> bytes:
    """A page whose drawing unpacks to far more than the file."""
    packer = zlib.compressobj(1)
    piece = b"0 0 m 1 1 l S " * 65_536
    content = b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()
    head = f"<</Length {len(content)}/Filter/FlateDecode>>stream\n".encode()
    drawn = head + content + b"\nendstream"
    return pdf(CATALOG, PAGES, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", drawn)


def many_filters(times: int = 2_000) -> bytes:
    """A stream packed again and again."""
    drawn = stream(b"BT ET", "/Filter[" + "/FlateDecode " * times + "]", packed=False)
    return pdf(CATALOG, PAGES, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", drawn)


def drawing_in_itself() -> bytes:
    """A drawing that draws itself, twice."""
    drawn = stream(
        b"/F Do /F Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>"
    )
    page = "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</F 4 0 R>>>>>>"
    return pdf(CATALOG, PAGES, page, drawn)


def marks_in_marks(depth: int = 200_000, lines: int = 2_000) -> bytes:
    """Lines drawn within marks without number: pdfium keeps all marks for each, and aborts without memory."""
    drawn = stream(b"/A BMC " * depth + b"0 0 m 1 1 l S " * lines)
    return pdf(CATALOG, PAGES, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", drawn)


def wide_predictor() -> bytes:
    """A stream of rows wider than memory."""
    entries = "/DecodeParms<</Predictor 12/Columns 2147483647/Colors 32/BitsPerComponent 16>>"
    return pdf(CATALOG, PAGES, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", stream(b"BT ET", entries))


def many_lines(count: int = 300_000) -> bytes:
    """A page of ruling lines without number."""
    drawn = "".join(f"{n % 600} 0 m {n % 600} {n % 800} l S\n" for n in range(count))
    return pdf(CATALOG, PAGES, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", stream(drawn.encode()))


def fields_in_a_circle() -> bytes:
    """A field that is its own parent and child."""
    return form("<</Subtype/Widget/FT/Tx/T(a)/V(b)/Parent 5 0 R/Kids[5 0 R]/Rect[10 10 50 20]>>")


def deep_fields(depth: int = 3_000) -> bytes:
    """A field at the end of a long line of parents."""
    chain = [f"<</T(a)/Parent {n - 1} 0 R/Kids[{n + 1} 0 R]>>" for n in range(6, 5 + depth)]
    last = f"<</Subtype/Widget/FT/Tx/T(a)/V(b)/Parent {4 + depth} 0 R/Rect[10 10 50 20]>>"
    return form("<</T(a)/Kids[6 0 R]>>", *chain, last, annots=f"{5 + depth} 0 R")


def many_fields(count: int = 12_000) -> bytes:
    """More fields than anybody can fill in."""
    return form(*[f"<</Subtype/Widget/FT/Tx/T(f{n})/V(v)/Rect[1 1 9 9]>>" for n in range(count)])


def with_xmp(*, packed: bool = True, encoding: str = "utf-8") -> bytes:
    """A PDF whose metadata declare an entity that names a file."""
    data = stream(XMP.encode(encoding), "/Type/Metadata/Subtype/XML", packed=packed)
    return pdf("<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R>>", PAGES, PAGE, data)


def with_xfa(*, declares: bool = True) -> bytes:
    """A PDF with a dynamic form; it may declare an entity that names a file."""
    head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{LURE}">]>' if declares else ""
    packet = stream((head + '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"/>').encode())
    return form(packet, acroform="/XFA[(template) 5 0 R]", annots="")


def active() -> bytes:
    """A PDF that would run a script and start a program."""
    root = (
        "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
        "/AA<</WC<</S/Launch/F(/bin/true)>>>>>>"
    )
    return pdf(root, PAGES, PAGE)


def encrypted(algorithm: str = "AES-256") -> bytes:
    """A PDF that asks for a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(CATALOG, PAGES, PAGE))))
    writer.encrypt("secret", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def filled(values: Sequence[tuple[str, str]]) -> bytes:
    """Return a form of text fields one below the other, named and filled with any text."""
    fields = [
        f"<</Subtype/Widget/FT/Tx/T{_text(name)}/V{_text(value)}/Rect[10 {800 - 30 * n} 90 {820 - 30 * n}]>>"
        for n, (name, value) in enumerate(values)
    ]
    return form(*fields)


def _text(text: str) -> str:
    """Return a text as a PDF holds it in UTF-16."""
    coded: Any = "\ufeff" + text
    return f"<{coded.encode('utf-16-be', 'surrogatepass').hex()}>"
