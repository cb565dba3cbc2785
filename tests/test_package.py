"""A DOCX as a package: what is refused, what is not, and that nothing is believed."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hostilemaking as making
from formkit.errors import UnreadableFileError
from formkit.limits import DEFAULT_LIMITS, MEBIBYTE
from formkit.readers.package import Package
from hostilemaking import Packed, word, zipped
from wordmaking import document, package, paragraph

MAIN = "word/document.xml"
STRICT_NAME = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def code_of(data: bytes, limits: object = None) -> str:
    """Return why a package or one of its XML parts is refused, or "read"."""
    try:
        opened = Package(data, "表.docx", limits or DEFAULT_LIMITS)  # type: ignore[arg-type]
        for name in ("[Content_Types].xml", "_rels/.rels", MAIN, "word/styles.xml"):
            if name in opened:
                opened.xml(name)
    except UnreadableFileError as problem:
        return problem.code if "表.docx" in str(problem) else "nameless"
    return "read"


@pytest.mark.parametrize("name", [name for name, (_, good) in making.WORD.items() if len(good) == 1])
def test_a_hostile_package_is_refused_for_its_reason_and_at_once(name: str) -> None:
    make, good = making.WORD[name]
    data = make()
    if "unsupported" in good or "empty" in good or name == "encrypted Word file":
        good = {"damaged"}  # what is no zip file is told apart before a package is opened
    begin = time.monotonic()
    assert code_of(data) in good
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(
    "make",
    [making.total_bomb, making.entries_bomb, making.overlap_bomb, making.picture_bomb, making.ratio_bomb],
)
def test_a_bomb_is_refused_by_its_lists_within_a_second(make: making.Maker) -> None:
    data = make()
    begin = time.monotonic()
    with pytest.raises(UnreadableFileError) as told:
        Package(data, "表.docx")
    assert told.value.code == "too-large"
    assert time.monotonic() - begin < 1


def test_bytes_are_counted_and_not_believed() -> None:
    for said in (0, 10, 50_000):
        opened = Package(making.lying_size(said), "表.docx")
        with pytest.raises(UnreadableFileError) as told:
            opened.read(MAIN)
        assert told.value.code == "too-large"


def test_a_member_that_gives_less_than_it_says_is_damaged() -> None:
    data = word(Packed(b"a.bin", b"abc", size=7))
    with pytest.raises(UnreadableFileError) as told:
        Package(data, "表.docx").read("a.bin")
    assert told.value.code == "damaged"


def test_all_parts_together_may_not_give_more_than_the_limit() -> None:
    data = word(*(Packed(f"a{n}.bin".encode(), bytes(100_000)) for n in range(4)))
    opened = Package(data, "表.docx")
    opened._left = 250_000
    for name in ("a0.bin", "a0.bin", "a0.bin", "a1.bin"):
        assert len(opened.read(name)) == 100_000  # what is read again counts once
    opened.read("a1.bin")
    with pytest.raises(UnreadableFileError) as told:
        opened.read("a2.bin")
    assert told.value.code == "too-large"


def test_every_limit_can_be_set() -> None:
    data = word(Packed(b"a.xml", b"<a>" + b" " * 200_000 + b"</a>"))
    assert code_of(data) == "read"
    assert code_of(data, replace(DEFAULT_LIMITS, entries=3)) == "too-large"
    assert code_of(data, replace(DEFAULT_LIMITS, unpacked_bytes=100_000)) == "too-large"
    assert code_of(word(), replace(DEFAULT_LIMITS, member_bytes=100)) == "too-large"
    assert code_of(word(), replace(DEFAULT_LIMITS, memory_bytes=100)) == "too-large"
    strict = Package(data, "表.docx")
    with pytest.raises(UnreadableFileError):
        strict.read("a.xml")
    assert Package(data, "表.docx", replace(DEFAULT_LIMITS, ratio=1000)).read("a.xml")


def test_a_blank_picture_is_no_bomb() -> None:
    data = word(Packed(b"word/media/image1.bmp", b"BM" + b"\xff" * (2 * MEBIBYTE)))
    assert len(Package(data, "表.docx").read("word/media/image1.bmp")) > 2 * MEBIBYTE


@pytest.mark.parametrize("make", [making.long_text, making.nested_tables])
def test_xml_longer_or_deeper_than_a_parser_takes_is_too_large(make: making.Maker) -> None:
    assert code_of(make()) == "too-large"


def test_names_are_found_as_windows_finds_them() -> None:
    data = zipped(Packed(b"Word\\Document.XML", document(paragraph("正文")).encode()))
    opened = Package(data, "表.docx")
    assert MAIN in opened
    assert opened.xml(MAIN) is not None


def test_nothing_of_a_file_of_the_machine_comes_out() -> None:
    for head in (
        making.DOCTYPE,
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>',
    ):
        assert code_of(making.doctype_in(head=head)) == "forbidden"


def test_text_that_speaks_of_doctypes_is_text() -> None:
    for content in ("例：<!DOCTYPE a [<!ENTITY b 'c'>]>", "<w:r><w:t><![CDATA[<!DOCTYPE a>]]></w:t></w:r>"):
        opened = Package(package(document(paragraph(content))), "表.docx")
        assert "<!DOCTYPE" in str(opened.xml(MAIN).xpath("string()"))


def test_strict_documents_are_read_as_transitional() -> None:
    xml = document(paragraph("正文")).encode()
    strict = xml.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT_NAME)
    assert strict != xml
    assert Package(package(strict), "表.docx").xml(MAIN).tag == Package(package(xml), "表.docx").xml(MAIN).tag


def test_relationships_to_elsewhere_are_left_out() -> None:
    opened = Package(making.outside_links(), "表.docx")
    assert opened.relationships(MAIN) == {}


def test_a_part_that_is_missing_is_named() -> None:
    with pytest.raises(UnreadableFileError, match=r"word/none\.xml"):
        Package(word(), "表.docx").read("word/none.xml")


@given(st.data())
def test_whatever_happens_to_the_bytes_the_end_is_a_code(data: st.DataObject) -> None:
    whole = bytearray(package(document(paragraph("正文")), {"word/styles.xml": "<a/>"}))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    code = code_of(bytes(whole[:cut] if data.draw(st.booleans()) else whole))
    assert code in {"read", "damaged", "encrypted", "too-large", "forbidden"}
