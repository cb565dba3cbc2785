"""A file's kind is told by its bytes, whatever its name, and whatever is wrong with it."""

from __future__ import annotations

import csv
import io
import struct
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import formkit
from formkit.readers.sniffing import CONVERTIBLE, Kind, advice, describe, kind_of
from wordmaking import document, paragraph
from wordmaking import package as word_package

SECTOR = 512
STREAM = 4096  # from this size on a stream has sectors of its own
FREE, CHAIN_END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
READ_AS_THEY_ARE = {Kind.DOCX, Kind.FLAT_OPC, Kind.PDF}


def ole(**streams: bytes) -> bytes:
    """Return a compound file: a FAT, a directory, and streams padded to eight sectors each."""
    names = [name.replace("__", " ") for name in streams]
    size = STREAM // SECTOR
    directory = -(-(len(names) + 1) * 128 // SECTOR)
    chains = [FAT] + [number + 1 for number in range(1, directory)] + [CHAIN_END]
    entries = [_entry("Root Entry", 5, CHAIN_END, 0, child=1 if names else FREE)]
    for number, name in enumerate(names):
        start = len(chains)
        chains += [*range(start + 1, start + size), CHAIN_END]
        right = number + 2 if number + 1 < len(names) else FREE
        entries.append(_entry(name, 2, start, STREAM, right=right))
    table = struct.pack(f"<{SECTOR // 4}I", *chains, *[FREE] * (SECTOR // 4 - len(chains)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, STREAM, CHAIN_END, 0, CHAIN_END, 0, 0
    )
    header += struct.pack("<108I", *[FREE] * 108)
    body = b"".join(entries).ljust(directory * SECTOR, b"\0")
    return header + table + body + b"".join(data.ljust(STREAM, b"\0") for data in streams.values())


def _entry(  # noqa: PLR0913 (the fields of an entry)
    name: str, kind: int, start: int, size: int, *, right: int = FREE, child: int = FREE
) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def word_stream(*, encrypted: bool) -> bytes:
    """Return the beginning of a Word file's main stream."""
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x0804, 0, 0x0100 if encrypted else 0)


def package(*names: str, **contents: str) -> bytes:
    """Return a zip with members of these names; ``mimetype`` and the like may be given a text."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in contents.items():
            archive.writestr(name.replace("__", "/"), text)
        for name in names:
            archive.writestr(name, f"<x>{name}</x>")
    return buffer.getvalue()


ODT = "application/vnd.oasis.opendocument.text"
MANIFEST = "META-INF/manifest.xml"
TYPES = "[Content_Types].xml"
WORD_TYPES = '<Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.main"/>'


def office_package(types: str) -> bytes:
    """Return a package whose parts lie in a folder of an unusual name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(TYPES, types)
        archive.writestr("text/main.xml", "<x/>")
    return buffer.getvalue()


def odt(manifest: str, mimetype: str = ODT) -> bytes:
    """Return an OpenDocument package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", "<x/>")
        archive.writestr(MANIFEST, manifest)
    return buffer.getvalue()


DOCX = package(TYPES, "_rels/.rels", "word/document.xml")
WORDML = (
    '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
)
FLAT = '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>'
MAIL = "MIME-Version: 1.0\r\nContent-Type: multipart/"

SAMPLES = [
    (DOCX, Kind.DOCX),
    (DOCX[:-30], Kind.DOCX),
    (b"junk" + DOCX, Kind.DOCX),
    (package(TYPES, "word\\document.xml"), Kind.DOCX),
    (office_package(WORD_TYPES), Kind.DOCX),
    (office_package("<Types/>"), Kind.ZIP),
    (package(TYPES, "xl/workbook.xml"), Kind.XLSX),
    (package(TYPES, "word/document.xml", "word/embeddings/xl/a.xlsx"), Kind.DOCX),
    (package(TYPES, "ppt/presentation.xml"), Kind.PPTX),
    (package("OFD.xml", "Doc_0/Document.xml"), Kind.OFD),
    (package("申报表.docx"), Kind.ZIP),
    (package("forms/word/document.xml"), Kind.ZIP),
    (package("word/a.docx"), Kind.ZIP),
    (package(), Kind.UNKNOWN),
    (b"PK\x03\x04", Kind.ZIP),
    (odt("<manifest/>"), Kind.ODT),
    (odt("<manifest><encryption-data/></manifest>"), Kind.ENCRYPTED),
    (odt("<manifest/>", "application/vnd.oasis.opendocument.spreadsheet"), Kind.XLSX),
    (odt("<manifest/>", "application/epub+zip"), Kind.ZIP),
    (b"%PDF-1.7", Kind.PDF),
    (b"\0\x1f junk " * 50 + b"%PDF-1.4", Kind.PDF),
    (ole(WordDocument=word_stream(encrypted=False)), Kind.DOC),
    (ole(WordDocument=word_stream(encrypted=True)), Kind.ENCRYPTED),
    (ole(WordDocument=b"", EncryptedPackage=b"", EncryptionInfo=b""), Kind.ENCRYPTED),
    (ole(EncryptionInfo=b"", EncryptedPackage=b""), Kind.ENCRYPTED),
    (ole(CONTENTS=b"CHNKWKS", MatOST=b""), Kind.WORKS),
    (ole(Workbook=b""), Kind.XLS),
    (ole(Book=b""), Kind.XLS),
    (ole(PowerPoint__Document=b""), Kind.PPT),
    (ole(Other=b""), Kind.UNKNOWN),
    (ole(WordDocument=b"")[:700], Kind.DAMAGED_OLE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, Kind.DAMAGED_OLE),
    (b"{\\rtf1\\ansi}", Kind.RTF),
    (b"\r\n {\\rtf1}", Kind.RTF),
    (b"<html><body/></html>", Kind.HTML),
    (b'<!DOCTYPE html PUBLIC "-//W3C//DTD"><head></head>', Kind.HTML),
    (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', Kind.HTML),
    ("\ufeff<html><body>中</body></html>".encode("utf-16-le"), Kind.HTML),
    ("<html><p>姓名</p></html>".encode("gbk"), Kind.HTML),
    (f'{MAIL}related; boundary="x"\r\n\r\n'.encode(), Kind.MHTML),
    (f'From: a@example.com\r\n{MAIL}mixed; boundary="x"\r\n\r\n'.encode(), Kind.EMAIL),
    (WORDML.encode(), Kind.WORDML),
    (FLAT.encode(), Kind.FLAT_OPC),
    (FLAT.encode("utf-16"), Kind.FLAT_OPC),
    (f'<office:document office:mimetype="{ODT}"/>'.encode(), Kind.FLAT_ODT),
    (b'<uof:UOF xmlns:uof="http://schemas.uof.org/cn/2009/uof"/>', Kind.UOF),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", Kind.IMAGE),
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"\0\0\0\x18ftypheic", Kind.IMAGE),
    (b"RIFF\0\0\0\0WEBPVP8 ", Kind.IMAGE),
    (b"BM\x36\0\0\0\0\0\0\0\x36\0", Kind.IMAGE),
    (b"Rar!\x1a\x07\x01\0", Kind.RAR),
    (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (b"\x1f\x8b\x08", Kind.GZ),
    (b"a" * 257 + b"ustar", Kind.GZ),
    (b"", Kind.EMPTY),
    ("姓名：王甄样\n".encode(), Kind.TEXT),
    ("姓名：王甄样\n".encode("gb18030"), Kind.TEXT),
    (b"BM is a brand", Kind.TEXT),
    (b"\x00\x01\x02\x03", Kind.UNKNOWN),
]


@pytest.mark.parametrize(
    ("data", "kind"), SAMPLES, ids=[f"{n}-{kind}" for n, (_, kind) in enumerate(SAMPLES)]
)
def test_each_kind_is_told_by_its_bytes(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


@given(st.binary(max_size=600), st.sampled_from([data for data, _ in SAMPLES]), st.integers(0, 6000))
def test_whatever_the_bytes_there_is_an_answer(noise: bytes, data: bytes, place: int) -> None:
    assert kind_of(noise) in Kind
    assert kind_of(data[:place] + noise + data[place + len(noise) :]) in Kind
    assert kind_of(data[:place]) in Kind


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_a_name_and_what_to_do(kind: Kind) -> None:
    assert describe(kind)
    read = kind in READ_AS_THEY_ARE or kind in CONVERTIBLE
    assert bool(advice(kind)) is not read
    assert not read or not advice(kind)
    assert read or advice(kind).endswith("。")


def test_a_package_within_a_package_is_not_what_is_told() -> None:
    inner = package(TYPES, "xl/workbook.xml")
    buffer = io.BytesIO(DOCX)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/embeddings/sheet.xlsx", inner)
    assert kind_of(buffer.getvalue()) is Kind.DOCX
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("form.docx", DOCX)
    assert kind_of(outer.getvalue()) is Kind.ZIP


def test_chinese_names_in_a_package_do_not_make_it_what_it_holds() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    with zipfile.ZipFile(outer, "w") as archive:  # stored, so that the names within are there to be seen
        archive.writestr("甲/事迹材料.docx", inner.getvalue())
        archive.writestr("乙/事迹材料.docx", inner.getvalue())
    assert kind_of(outer.getvalue()) is Kind.ZIP


def test_a_docx_is_told_at_once() -> None:
    data = formkit.blank_document(formkit.load("tangcheng-2025"), "application")
    assert kind_of(data) is Kind.DOCX
    start = time.process_time()
    for _ in range(200):
        kind_of(data)
    assert (time.process_time() - start) / 200 < 0.0005  # measured: 0.013 ms


def noted(shared: Path) -> dict[str, str]:
    """Return the notes about the malformed files, by their names."""
    folder = shared / "bench" / "hostile"
    with next(folder.glob("*.tsv")).open(encoding="utf-8") as file:
        return {row["file"]: row["note"] or "" for row in csv.DictReader(file, delimiter="\t")}


def test_real_and_malformed_files_are_told_apart(shared: Path) -> None:
    folder, notes = shared / "bench" / "hostile", noted(shared)
    assert len(notes) == 238
    like = {".docm": "docx", ".dotm": "docx"}
    unlike = {}
    for name, note in notes.items():
        kind = kind_of((folder / name).read_bytes())
        encrypted = "ole-in-ooxml-ext/encrypted" in note
        ending = Path(name).suffix
        expected = "encrypted" if encrypted else like.get(ending, ending[1:])
        if ending != ".fuzz" and kind != expected:
            unlike[name] = kind
    # Word 2003 XML under the name of .doc
    assert unlike == {name: Kind.WORDML for name, note in notes.items() if note == "not-ole"}


def test_a_package_of_word_files_with_chinese_names_is_no_word_file() -> None:
    inner = word_package(document(paragraph("正文")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("申报表.docx", inner)
    assert kind_of(out.getvalue()) is Kind.ZIP
