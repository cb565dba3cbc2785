"""Files meant to break a reader, each made by a few lines; ``HOSTILE`` says what may come of each.

An outcome is one of the codes of :data:`formkit.errors.REFUSALS`, or "read". Where a file is only large,
slow or odd, several outcomes are good; an error of our own is never one of them.
"""

# ruff: noqa: D401 (the docstring of a generator says what its file is)

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import hostilepdfs
from wordmaking import RELATIONSHIPS, TYPES, cell, document, package, paragraph, table

MEBIBYTE = 1024 * 1024
LURE = "file:///etc/passwd"
DOCTYPE = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{LURE}">]>'
LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]>"
)
LINK = 0o120777 << 16


@dataclass(frozen=True)
class Packed:
    """A member as it is to stand in a zip file, honest or not: nothing is worked out that is given."""

    name: bytes
    content: bytes = b""
    packed: bytes | None = None
    size: int | None = None
    crc: int | None = None
    flags: int = 0
    attributes: int = 0
    extra: bytes = b""
    local_name: bytes | None = None


def zipped(*members: Packed) -> bytes:
    """Return a zip file of members, each with its lists as they were asked for."""
    out, directory = bytearray(), bytearray()
    for member in members:
        packed = _deflated(member.content) if member.packed is None else member.packed
        size = len(member.content) if member.size is None else member.size
        crc = zlib.crc32(member.content) if member.crc is None else member.crc
        shared = struct.pack("<HHHHHIII", 20, member.flags, 8, 0, 33, crc, len(packed), size)
        directory += b"PK\x01\x02\x14\x03" + shared
        directory += struct.pack(
            "<HHHHHII", len(member.name), len(member.extra), 0, 0, 0, member.attributes, len(out)
        )
        directory += member.name + member.extra
        name = member.name if member.local_name is None else member.local_name
        out += b"PK\x03\x04" + shared + struct.pack("<HH", len(name), 0) + name + packed
    count = len(members)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(out), 0)
    return bytes(out + directory + end)


def word(*members: Packed, main: bytes | None = None) -> bytes:
    """Return a Word package with further members."""
    xml = document(paragraph("正文")).encode() if main is None else main
    return zipped(
        Packed(b"[Content_Types].xml", TYPES.encode()),
        Packed(b"_rels/.rels", RELATIONSHIPS.encode()),
        Packed(b"word/document.xml", xml),
        *members,
    )


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def ratio_bomb(size: int = 20 * MEBIBYTE) -> bytes:
    """A document of spaces."""
    return word(main=document(paragraph(" " * size)).encode())


def picture_bomb(size: int = 40 * MEBIBYTE) -> bytes:
    """A part that nothing refers to, larger by far than its packed bytes."""
    return word(Packed(b"word/media/image1.png", bytes(size)))


def total_bomb(count: int = 300, size: int = 4 * MEBIBYTE) -> bytes:
    """Parts that are each within the ratio only because their packed size is a lie as well as large."""
    filler = _deflated(bytes(size)) + bytes(size // 90)
    return word(*(Packed(f"a{n}.bin".encode(), packed=filler, size=size, crc=0) for n in range(count)))


def entries_bomb(count: int = 5_000) -> bytes:
    """Parts without number and without content."""
    return word(*(Packed(f"a{n}.bin".encode()) for n in range(count)))


def overlap_bomb(count: int = 200, size: int = MEBIBYTE) -> bytes:
    """Members that lie within each other: each holds the header of the next, and so all of its bytes."""
    content, packed = bytes(size), _deflated(bytes(size))
    pieces: list[tuple[bytes, bytes, int, int, int]] = []  # header, name, crc, packed size, size
    crc, size_packed = zlib.crc32(content), len(packed)
    whole = size
    for number in range(count - 1, -1, -1):
        name = (b"[Content_Types].xml", b"word/document.xml", f"a{number}.bin".encode())[min(number, 2)]
        header = (
            b"PK\x03\x04"
            + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, size_packed, whole, len(name), 0)
            + name
        )
        pieces.append((header, name, crc, size_packed, whole))
        quoted = b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF) + header
        content = header + content
        crc, whole, size_packed = zlib.crc32(content), whole + len(header), size_packed + len(quoted)
    pieces.reverse()
    return _overlapping(pieces, packed)


def _overlapping(pieces: list[tuple[bytes, bytes, int, int, int]], packed: bytes) -> bytes:
    out, directory = bytearray(), bytearray()
    for number, (header, name, crc, size_packed, size) in enumerate(pieces):
        if number:
            out += b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF)
        directory += b"PK\x01\x02\x14\x03" + struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, crc, size_packed, size)
        directory += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, len(out)) + name
        out += header
    out += packed
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(pieces), len(pieces), len(directory), len(out), 0)
    return bytes(out + directory + end)


def nested_bomb(depth: int = 12) -> bytes:
    """A zip file in a zip file, and so on; nothing at the end."""
    inner = zipped(Packed(b"end.txt", b"end"))
    for _ in range(depth):
        inner = zipped(Packed(b"inner.zip", inner))
    return inner


def nested_wide_bomb(width: int = 50) -> bytes:
    """Zip files in zip files, fifty in each: 125,000 files within the depth that is looked at."""
    inner = zipped(*(Packed(f"{n}.txt".encode(), b"x") for n in range(width)))
    for _ in range(2):
        inner = zipped(*(Packed(f"{n}.zip".encode(), inner) for n in range(width)))
    return inner


def lying_size(said: int = 10, size: int = 20 * MEBIBYTE) -> bytes:
    """A document that gives more bytes than the list says."""
    main = Packed(b"word/document.xml", packed=_deflated(bytes(size)), size=said, crc=zlib.crc32(bytes(said)))
    return zipped(
        Packed(b"[Content_Types].xml", TYPES.encode()), Packed(b"_rels/.rels", RELATIONSHIPS.encode()), main
    )


def promising_size() -> bytes:
    """A document that gives far fewer bytes than the list says."""
    main = Packed(b"word/document.xml", b"<a/>", size=0xFFFFFFF0)
    return zipped(Packed(b"[Content_Types].xml", TYPES.encode()), main)


def doctype_in(part: str = "word/document.xml", head: str = DOCTYPE, encoding: str = "utf-8") -> bytes:
    """A Word file with a declaration of a file of the machine in one of its parts."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONSHIPS,
        "word/document.xml": document(paragraph("正文", "<w:r><w:t>&e;</w:t></w:r>")),
        "word/_rels/document.xml.rels": RELATIONSHIPS,
        "word/styles.xml": "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>",
    }
    if part != "word/document.xml":
        parts["word/document.xml"] = document(paragraph("正文"))
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{head}{parts[part]}'
    content = {name: text.encode() for name, text in parts.items()}
    content[part] = declared.encode(encoding)
    return zipped(*(Packed(name.encode(), data) for name, data in content.items()))


def laughs() -> bytes:
    """A document whose entities multiply to thousands of millions."""
    return doctype_in(head=LAUGHS.replace("&e;", "&a9;"))


def late_doctype() -> bytes:
    """A declaration behind a comment longer than anybody looks."""
    return doctype_in(head=f"<!-- <a {'x' * 100_000} -->" + DOCTYPE)


def wide_cell(span: int = 1_000_000_000) -> bytes:
    """A cell said to be as wide as a thousand million columns."""
    properties = f'<w:gridSpan w:val="{span}"/>'
    return package(document(table(cell("甲", properties) + cell("乙", properties), cell("丙") + cell("丁"))))


def merged_chain(rows: int = 50_000) -> bytes:
    """A cell merged over rows without number."""
    first = cell("甲", '<w:vMerge w:val="restart"/>') + cell("乙")
    return package(document(table(first, *([cell("", "<w:vMerge/>") + cell("")] * (rows - 1)))))


def skipped_columns(count: int = 1_000_000_000) -> bytes:
    """A row that begins a thousand million columns further on."""
    skip = f'<w:trPr><w:gridBefore w:val="{count}"/><w:gridAfter w:val="{count}"/></w:trPr>'
    return package(document(table(cell("甲"), skip + cell("乙"))))


def nested_tables(depth: int = 10_000) -> bytes:
    """A table in a table, and so on."""
    opened = "<w:tbl><w:tr><w:tc>" * depth
    closed = "<w:p/></w:tc></w:tr></w:tbl>" * depth
    return package(document(opened + closed))


def many_attributes(count: int = 1_000_000) -> bytes:
    """An element with more attributes than a book has words."""
    attributes = " ".join(f'a{n}="{n}"' for n in range(count))
    return package(document(f"<w:p {attributes}/>"))


def long_text(size: int = 11 * MEBIBYTE) -> bytes:
    """A paragraph longer than a parser takes, and not easily packed."""
    text = "".join(chr(0x4E00 + (n * n * 7919 + n) % 20_000) for n in range(size // 3))
    return package(document(paragraph(text)))


def duplicate_part() -> bytes:
    """Two main parts."""
    return word(Packed(b"word/document.xml", b"<a/>"))


def almost_duplicate_part() -> bytes:
    """Two main parts that Windows takes for one."""
    return word(Packed(b"WORD\\Document.XML", b"<a/>"))


def climbing_part() -> bytes:
    """A part that would be written outside."""
    return word(Packed(b"word/../../../tmp/evil.xml", b"<a/>"))


def absolute_part() -> bytes:
    """A part at the root of the disk."""
    return word(Packed(b"/etc/cron.d/evil", b"* * * * * root true"))


def renamed_part() -> bytes:
    """A part with another name in the list than before its bytes."""
    return word(Packed(b"word/styles.xml", b"<a/>", local_name=b"word/evil01.xml"))


def outside_links() -> bytes:
    """A document that asks for a picture, a template and another document from elsewhere."""
    kinds = ("image", "attachedTemplate", "aFChunk", "subDocument", "hyperlink")
    relations = "".join(
        f'<Relationship Id="r{n}" TargetMode="External" Target="{target}" Type="http://schemas.openxmlformats.org'
        f'/officeDocument/2006/relationships/{kind}"/>'
        for n, (kind, target) in enumerate(
            (kind, target) for kind in kinds for target in (LURE, "http://127.0.0.1:9/x")
        )
    )
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    return package(document(paragraph("正文")), {"word/_rels/document.xml.rels": rels})


def climbing_links() -> bytes:
    """A document whose picture is a file of the machine."""
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="../../../../../../etc/passwd" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/image"/></Relationships>'
    )
    drawing = (
        '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'r:embed="r1"/></w:drawing></w:r>'
    )
    return package(document(paragraph("正文", drawing)), {"word/_rels/document.xml.rels": rels})


def locked_member() -> bytes:
    """A Word file whose parts are encrypted by the program that packed them."""
    main = document(paragraph("正文")).encode()
    return zipped(
        Packed(b"[Content_Types].xml", TYPES.encode(), flags=1), Packed(b"word/document.xml", main, flags=1)
    )


def ole(*streams: str) -> bytes:
    """Return a compound file of old Office programs with empty streams of these names."""
    names = ["Root Entry", *streams]
    entries = b""
    for number, name in enumerate(names):
        coded = (name + "\0").encode("utf-16-le")
        kind, child = (5, 1) if number == 0 else (2, 0xFFFFFFFF)
        sibling = number + 1 if 0 < number < len(names) - 1 else 0xFFFFFFFF
        entries += coded.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(coded), kind, 1, 0xFFFFFFFF, sibling, child
        )
        entries += bytes(36) + struct.pack("<III", 0xFFFFFFFE, 0, 0)
    entries = entries.ljust(-(-len(entries) // 512) * 512, b"\0")
    sectors = len(entries) // 512
    chain = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    table_sector = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return head + struct.pack("<I", 0).ljust(512 - len(head), b"\xff") + table_sector + entries


def encrypted_word() -> bytes:
    """A Word file with a password, as Word writes it."""
    return ole("EncryptedPackage", "EncryptionInfo")


def truncated_word() -> bytes:
    """The first half of a Word file."""
    whole = package(document(paragraph("正文")))
    return whole[: len(whole) // 2]


def with_link(name: bytes = b"link.docx", target: bytes = b"/etc/passwd") -> bytes:
    """An archive with a symbolic link."""
    return zipped(Packed(name, target, attributes=LINK), Packed(b"a.txt", b"a"))


def named(names: Iterable[bytes], flags: int = 0) -> bytes:
    """An archive of files of these raw names; each holds its own name."""
    return zipped(*(Packed(name, name, flags=flags) for name in names))


def unpacked_files(names: Iterable[str]) -> bytes:
    """An honest archive of files of these names."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return memory.getvalue()


SLOW = {"read", "too-large", "damaged", "timeout", "crashed"}
ODD = {"read", "damaged"}
Maker = Callable[[], bytes]
Expected = tuple[Callable[[], bytes], set[str]]

WORD: dict[str, Expected] = {
    "ratio bomb": (ratio_bomb, {"too-large"}),
    "picture bomb": (picture_bomb, {"too-large"}),
    "total bomb": (total_bomb, {"too-large"}),
    "entries bomb": (entries_bomb, {"too-large"}),
    "overlap bomb": (overlap_bomb, {"too-large"}),
    "size said to be small": (lying_size, {"too-large", "damaged"}),
    "size said to be nothing": (lambda: lying_size(0), {"too-large", "damaged"}),
    "size said to be huge": (promising_size, {"too-large", "damaged"}),
    "doctype": (doctype_in, {"forbidden"}),
    "doctype in types": (lambda: doctype_in("[Content_Types].xml"), {"forbidden"}),
    "doctype in relationships": (lambda: doctype_in("_rels/.rels"), {"forbidden"}),
    "doctype in the document's relationships": (
        lambda: doctype_in("word/_rels/document.xml.rels"),
        {"forbidden"},
    ),
    "doctype in styles": (lambda: doctype_in("word/styles.xml"), {"forbidden"}),
    "doctype in UTF-16": (lambda: doctype_in(encoding="utf-16"), {"forbidden"}),
    "doctype in UTF-7": (lambda: doctype_in(encoding="utf-7"), {"forbidden"}),
    "doctype behind a comment": (late_doctype, {"forbidden"}),
    "thousand million laughs": (laughs, {"forbidden"}),
    "wide cell": (wide_cell, {"read", "too-large", "damaged"}),
    "merged chain": (merged_chain, SLOW),
    "skipped columns": (skipped_columns, {"read", "too-large", "damaged"}),
    "nested tables": (nested_tables, {"too-large"}),
    "many attributes": (many_attributes, SLOW),
    "long text": (long_text, {"read", "too-large"}),
    "duplicate part": (duplicate_part, {"forbidden"}),
    "almost duplicate part": (almost_duplicate_part, {"forbidden"}),
    "climbing part": (climbing_part, {"forbidden"}),
    "absolute part": (absolute_part, {"forbidden"}),
    "renamed part": (renamed_part, {"forbidden"}),
    "links to elsewhere": (outside_links, {"read"}),
    "links that climb": (climbing_links, {"read"}),
    "locked member": (locked_member, {"encrypted"}),
    "encrypted Word file": (encrypted_word, {"encrypted"}),
    "truncated Word file": (truncated_word, {"damaged"}),
    "empty file": (bytes, {"empty"}),
    "one byte": (lambda: b"P", {"unsupported"}),
    "head of a zip file": (lambda: b"PK\x03\x04", {"damaged", "unsupported"}),
}

PDF: dict[str, Expected] = {
    "deep page tree": (hostilepdfs.deep_page_tree, ODD),
    "looped page tree": (hostilepdfs.looped_page_tree, ODD),
    "lying page count": (hostilepdfs.lying_page_count, ODD),
    "repeated pages": (hostilepdfs.repeated_pages, ODD),
    "no pages": (hostilepdfs.no_pages, ODD),
    "endless reference table": (hostilepdfs.endless_reference_table, ODD),
    "huge reference table": (hostilepdfs.huge_reference_table, ODD),
    "looped tables": (hostilepdfs.looped_tables, ODD),
    "lying length": (hostilepdfs.lying_length, ODD),
    "looped length": (hostilepdfs.looped_length, ODD),
    "looped object stream": (hostilepdfs.looped_object_stream, ODD),
    "looped reference": (hostilepdfs.looped_reference, ODD),
    "huge page": (hostilepdfs.huge_page, SLOW),
    "deep arrays": (hostilepdfs.deep_arrays, SLOW),
    "deep dictionaries": (hostilepdfs.deep_dictionaries, SLOW),
    "packed bomb": (hostilepdfs.packed_bomb, SLOW),
    "many filters": (hostilepdfs.many_filters, SLOW),
    "drawing in itself": (hostilepdfs.drawing_in_itself, SLOW),
    "marks in marks": (hostilepdfs.marks_in_marks, SLOW),
    "wide predictor": (hostilepdfs.wide_predictor, SLOW),
    "many lines": (hostilepdfs.many_lines, SLOW),
    "fields in a circle": (hostilepdfs.fields_in_a_circle, ODD),
    "deep fields": (hostilepdfs.deep_fields, SLOW),
    "many fields": (hostilepdfs.many_fields, SLOW),
    "declaration in XMP": (hostilepdfs.with_xmp, {"forbidden"}),
    "declaration in plain XMP": (lambda: hostilepdfs.with_xmp(packed=False), {"forbidden"}),
    "declaration in XMP in UTF-16": (lambda: hostilepdfs.with_xmp(encoding="utf-16"), {"forbidden"}),
    "declaration in XFA": (hostilepdfs.with_xfa, {"forbidden"}),
    "script and program": (hostilepdfs.active, {"read"}),
    "encrypted PDF": (hostilepdfs.encrypted, {"encrypted"}),
    "encrypted PDF, old way": (lambda: hostilepdfs.encrypted("RC4-128"), {"encrypted"}),
    "truncated PDF": (lambda: hostilepdfs.pdf(hostilepdfs.CATALOG, hostilepdfs.PAGES)[:60], ODD),
}

#: For each file its generator and the good outcomes of reading it as a form.
HOSTILE: dict[str, Expected] = WORD | PDF
