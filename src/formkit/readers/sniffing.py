"""Which kind of file some bytes are: its name is never asked, and nothing is unpacked that need not be."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

from formkit.readers.filekinds import CONVERTIBLE, Kind, advice, describe

__all__ = ["CONVERTIBLE", "Kind", "advice", "describe", "kind_of"]


ZIP_START = b"PK\x03\x04"
ZIP_END = b"PK\x05\x06"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_2_START = b"\xdb\xa5\x2d\x00"
SIGNATURES = (
    (b"Rar!\x1a\x07", Kind.RAR),
    (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (b"\x1f\x8b", Kind.GZ),
    (b"BZh", Kind.GZ),
    (b"\xfd7zXZ\x00", Kind.GZ),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (WORD_2_START, Kind.DOC),
)
HEAD = 4096
PDF_HEAD = 1024
"""How far into a file its readers look for ``%PDF``."""

ENTRY, ENTRY_HEAD, LONGEST_NAME = b"PK\x01\x02", 46, 40
LOCAL = re.compile(rb"PK\x03\x04(?=.{26}([!-~]{1,40}))", re.DOTALL)
MEMBER_HEAD = 256 * 1024
"""So much of a member is unpacked to look into it."""

ENCRYPTED_FLAG = 0x01
"""In the byte 0x0B of a Word file's main stream."""

BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))


def kind_of(data: bytes) -> Kind:
    """Return what the bytes are; whatever they are, nothing is raised.

    >>> kind_of(b"%PDF-1.7")
    <Kind.PDF: 'pdf'>
    """
    if data.startswith(ZIP_START):
        return _of_zip(data)
    if data.startswith(OLE_START):
        return _of_ole(data)
    if not data:
        return Kind.EMPTY
    signed = next((kind for signature, kind in SIGNATURES if data.startswith(signature)), None)
    if signed is None and _is_picture(data[:HEAD]):
        return Kind.IMAGE
    return signed or (Kind.GZ if data[257:262] == b"ustar" else _of_text(data))


def _of_zip(data: bytes) -> Kind:
    """Tell packages apart by the names in the central directory; where that is lost, by local headers."""
    end = data.rfind(ZIP_END, max(0, len(data) - 65_557))
    if end < 0:
        return _of_names(data, LOCAL.findall(data))
    count = int.from_bytes(data[end + 10 : end + 12], "little")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    names = _listed(data, max(0, end - size), end)
    if len(names) != count:
        names += LOCAL.findall(data)
    return _of_names(data, names)


def _listed(data: bytes, at: int, end: int) -> list[bytes]:
    """Return the beginnings of the names in a central directory, in whatever encoding they are."""
    names: list[bytes] = []
    while data.startswith(ENTRY, at) and at + ENTRY_HEAD <= end:
        name, extra, comment = (int.from_bytes(data[at + to : at + to + 2], "little") for to in (28, 30, 32))
        names.append(data[at + ENTRY_HEAD : at + ENTRY_HEAD + min(name, LONGEST_NAME)])
        at += ENTRY_HEAD + name + extra + comment
    return names


def _of_names(data: bytes, found: list[bytes]) -> Kind:
    names = [name.replace(b"\\", b"/").lower() for name in found]

    def has(*starts: bytes) -> bool:
        return any(name.startswith(starts) for name in names)

    if has(b"[content_types].xml"):
        for start, kind in ((b"word/", Kind.DOCX), (b"xl/", Kind.XLSX), (b"ppt/", Kind.PPTX)):
            if has(start):
                return kind
        return _of_content_types(_member(data, "[content_types].xml"))
    if has(b"mimetype"):
        return _of_open_document(data)
    if has(b"ofd.xml"):
        return Kind.OFD
    if has(b"index/document.iwa", b"index.zip"):
        return Kind.PAGES
    return Kind.DOCX if has(b"word/document.xml") else Kind.ZIP


def _of_content_types(types: bytes) -> Kind:
    """Tell an Office package by its main part; its folders may have any name."""
    if b"wordprocessingml" in types or b"ms-word" in types:
        return Kind.DOCX
    if b"spreadsheetml" in types or b"ms-excel" in types:
        return Kind.XLSX
    return Kind.PPTX if b"presentationml" in types or b"ms-powerpoint" in types else Kind.ZIP


def _of_open_document(data: bytes) -> Kind:
    said = _member(data, "mimetype")
    if b"opendocument" not in said:
        return Kind.ZIP
    if b"encryption-data" in _member(data, "meta-inf/manifest.xml"):
        return Kind.ENCRYPTED
    if b"opendocument.text" in said:
        return Kind.ODT
    if b"opendocument.spreadsheet" in said:
        return Kind.XLSX
    return Kind.PPTX if b"opendocument.presentation" in said else Kind.ZIP


def _member(data: bytes, name: str) -> bytes:
    """Return the beginning of a member, or nothing where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.filename.replace("\\", "/").lower() == name:
                    with archive.open(entry) as file:
                        return file.read(MEMBER_HEAD)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError):
        pass
    return b""


def _of_ole(data: bytes) -> Kind:
    """Tell the files of old Office programs apart by the names of their streams."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            names = {entry[0].lower() for entry in file.listdir() if len(entry) == 1}
            if "worddocument" in names and "encryptedpackage" not in names:
                head = file.openstream("WordDocument").read(12)
                secret = len(head) == 12 and head[11] & ENCRYPTED_FLAG  # noqa: PLR2004 (bytes asked for)
                return Kind.ENCRYPTED if secret else Kind.DOC
    except Exception:  # noqa: BLE001 (the library raises anything on damaged files)
        return Kind.DAMAGED_OLE
    return _of_streams(names)


def _of_streams(names: Iterable[str]) -> Kind:
    known = (
        ("encryptedpackage", Kind.ENCRYPTED),
        ("encryptioninfo", Kind.ENCRYPTED),
        ("workbook", Kind.XLS),
        ("book", Kind.XLS),
        ("powerpoint document", Kind.PPT),
        ("matost", Kind.WORKS),
        ("contents", Kind.WORKS),
        ("__properties_version1.0", Kind.EMAIL),
    )
    return next((kind for name, kind in known if name in names), Kind.UNKNOWN)


def _is_picture(head: bytes) -> bool:
    bitmap = head[:2] == b"BM" and head[6:10] == b"\0\0\0\0"
    web = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    phone = head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc"}
    return bitmap or web or phone


def _of_text(data: bytes) -> Kind:
    """Tell the kinds that are written as text, and packages behind something else."""
    head = data[:HEAD]
    text = _decoded(head).lstrip()
    lower = text.lower()
    if text.startswith("{\\rt"):
        return Kind.RTF
    if b"%PDF" in head[:PDF_HEAD]:
        return Kind.PDF
    marked = _of_markup(lower)
    if marked is not None:
        return marked
    if re.search(r"^mime-version:", lower, re.MULTILINE):
        archive = "multipart/related" in lower or "content-location:" in lower
        return Kind.MHTML if archive and not re.search(r"^received:", lower, re.MULTILINE) else Kind.EMAIL
    return _of_rest(data)


def _of_rest(data: bytes) -> Kind:
    """Tell files whose beginning is lost or odd from text, and from what nobody knows."""
    if ZIP_END in data[-65_557:] and ZIP_START in data:
        return _of_zip(data)
    if b"endobj" in data and (b"/Root" in data or b"trailer" in data):
        return Kind.PDF
    return Kind.TEXT if _is_text(data[: 16 * HEAD]) else Kind.UNKNOWN


def _of_markup(lower: str) -> Kind | None:
    known = (
        ("schemas.microsoft.com/office/2006/xmlpackage", Kind.FLAT_OPC),
        ("schemas.microsoft.com/office/word/2003/wordml", Kind.WORDML),
        ("opendocument.text", Kind.FLAT_ODT),
        ("schemas.uof.org", Kind.UOF),
        ("<uof:uof", Kind.UOF),
        ("<html", Kind.HTML),
        ("<!doctype html", Kind.HTML),
    )
    if not lower.startswith("<"):
        return None
    return next((kind for mark, kind in known if mark in lower), None)


def _decoded(head: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    if head[1:2] == b"\0" and head[:1] in b"<{":
        return head.decode("utf-16-le", "replace")
    return head.decode("latin-1")


def _is_text(head: bytes) -> bool:
    """Whether the bytes are writing: no control characters, and UTF-8, UTF-16 or GB 18030."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            head[:-4].decode(encoding)
        except UnicodeDecodeError as problem:
            if problem.start >= len(head) - 8:
                return True
        else:
            return True
    return False
