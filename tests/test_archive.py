"""Archives as they come by e-mail: names that anybody can write, contents within limits."""

from __future__ import annotations

import io
import os
import re
import time
import unicodedata
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import hostilemaking as making
from formkit.errors import UnreadableFileError, UsageError
from formkit.limits import DEFAULT_LIMITS
from formkit.readers.archive import Archive, members, safe_names, save
from hostilemaking import Packed, named, unpacked_files, zipped
from wordmaking import document, package, paragraph

RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)")
ODD = st.text(st.sampled_from('aA.ı我é e\u0301ßſK\u212a/\\:*?"<>|\0\n\u202e\ud800🧾 ()2'), max_size=12)
DEVICES = st.sampled_from(["CON", "nul.txt", "COM1", "lpt9.tar.gz", "aux .docx", "..", ".", "C:", "~$a.docx"])
PIECES = st.one_of(
    ODD, DEVICES, st.text(max_size=300), st.sampled_from(["表.docx", "表.DOCX", "表 (2).docx"])
)
NAMES = st.lists(st.lists(PIECES, min_size=1, max_size=4).map("/".join), max_size=12)


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in members(data, "材料.zip")[1]]


def zip_of(files: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return memory.getvalue()


@given(NAMES)
@example(["a", "a/b", "A", "a (2)"])
@example(["x" * 500 + ".docx", "x" * 501 + ".docx"])
@example(["/".join("abcdefghijklmnopqrstuvwxyz") + "/end.docx"])
def test_safe_names_can_be_written_anywhere(names: list[str]) -> None:
    safe = safe_names(names)
    assert len(safe) == len(names)
    folded = [unicodedata.normalize("NFC", name).casefold() for name in safe]
    assert len(set(folded)) == len(folded)
    files = set(folded)
    for name in folded:
        assert not files & {str(parent) for parent in PurePosixPath(name).parents}
    for name in safe:
        assert not PurePosixPath(name).is_absolute()
        assert len(name.encode()) < 4096
        for part in name.split("/"):
            assert part not in {"", ".", ".."}
            assert len(part.encode()) <= 200
            assert not re.search(r'[<>:"|?*\\\x00-\x1f\u202e]', part)
            assert not part.endswith((" ", "."))
            assert not RESERVED.match(part)


@given(NAMES)
def test_safe_names_of_safe_names_are_the_same(names: list[str]) -> None:
    safe = safe_names(names)
    assert safe_names(safe) == safe


@given(st.text(max_size=300), st.sampled_from([".docx", ".pdf", ".PDF", ".zip", ".jpeg"]))
def test_the_ending_is_kept(stem: str, ending: str) -> None:
    name = "a" + stem.replace("/", "").replace("\\", "").replace(":", "") + ending
    assert safe_names([name, name])[1].endswith(ending)


@given(NAMES)
def test_saving_stays_below_the_folder(names: list[str]) -> None:
    # The folder of pytest is one for all examples, so each makes its own.
    import tempfile

    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "in"
        folder.mkdir()
        raw = [name.encode("utf-8", "replace").replace(b"\0", b"") for name in names]
        data = named((name for name in raw if len(name) < 60_000), flags=0x800)
        try:
            paths = save(Archive(data, "材料.zip"), folder)
        except UnreadableFileError:
            paths = []
        assert len(set(paths)) == len(paths)
        found = {path for path in Path(above).rglob("*") if not path.is_dir()}
        assert found == set(paths)
        assert all(path.resolve().is_relative_to(folder.resolve()) for path in found)


@pytest.mark.parametrize(
    ("member", "name"),
    [
        (Packed("李四_申报表.doc".encode("gbk")), "李四_申报表.doc"),
        (Packed("𠮷野家.docx".encode("gb18030")), "𠮷野家.docx"),
        (Packed("李四_申报表.doc".encode()), "李四_申报表.doc"),
        (Packed("李四.doc".encode(), flags=0x800), "李四.doc"),
        (Packed("李四.doc".encode("gbk"), flags=0x800), "李四.doc"),
        (Packed("一模.doc".encode("gbk")), "一模.doc"),
        (Packed(b"caf\x82\xff.txt"), "café\u00a0.txt"),
        (Packed(b"plain.txt"), "plain.txt"),
    ],
)
def test_a_name_is_decoded_by_its_own_signs(member: Packed, name: str) -> None:
    assert Archive(zipped(member, Packed("另.txt".encode())), "材料.zip").names[0] == name


def test_a_name_in_unicode_beside_the_raw_one_is_trusted_when_it_belongs_to_it() -> None:
    raw, text = "申报表.doc".encode("gbk"), "申报表（终稿）.doc".encode()
    for crc, name in ((zlib.crc32(raw), "申报表（终稿）.doc"), (1, "申报表.doc")):
        field = b"\1" + crc.to_bytes(4, "little") + text
        extra = b"\x75\x70" + len(field).to_bytes(2, "little") + field
        assert Archive(zipped(Packed(raw, extra=extra)), "材料.zip").names == (name,)


def test_each_name_of_an_archive_is_decoded_by_itself() -> None:
    data = zipped(Packed("张三.doc".encode("gbk")), Packed("李四.doc".encode(), flags=0x800))
    assert Archive(data, "材料.zip").names == ("张三.doc", "李四.doc")


def test_a_promise_of_utf_8_that_is_not_kept_costs_nothing() -> None:
    inner = unpacked_files(["里.txt"])
    data = zipped(Packed("张三.doc".encode("gbk"), b"a", flags=0x800), Packed(b"inner.zip", inner))
    assert [member.name for member in members(data, "材料.zip")[0]] == ["张三.doc", "inner/里.txt"]


def test_what_systems_leave_behind_is_counted_and_left_out() -> None:
    names = ["表.docx", "__MACOSX/._表.docx", ".DS_Store", "a/Thumbs.db", "~$表.docx", "空/"]
    found, findings = members(unpacked_files(names), "材料.zip")
    assert [member.name for member in found] == ["表.docx"]
    assert [finding.code for finding in findings] == ["files-left-out"]
    assert "4" in findings[0].message


def test_a_link_is_named_and_not_read() -> None:
    found, findings = members(making.with_link(), "材料.zip")
    assert [member.name for member in found] == ["a.txt"]
    assert [finding.code for finding in findings] == ["link"]
    assert "link.docx" in findings[0].message


def test_names_that_climb_are_told_and_made_safe() -> None:
    names = [b"../../a.txt", b"/etc/passwd", b"C:\\windows\\b.txt", b"\\\\host\\share\\c.txt", b"d\x07.txt"]
    found, findings = members(named(names), "材料.zip")
    assert [member.name for member in found] == [
        "a.txt",
        "etc/passwd",
        "windows/b.txt",
        "host/share/c.txt",
        "d.txt",
    ]
    assert [finding.code for finding in findings] == ["unsafe-name"] * 5
    assert all(finding.message.isprintable() for finding in findings)


def test_names_that_windows_takes_for_one_are_told_apart() -> None:
    data = named(["表A.docx".encode(), "表a.DOCX".encode(), "e\u0301".encode(), "é".encode()], flags=0x800)
    found, _ = members(data, "材料.zip")
    assert [member.name for member in found] == ["表A.docx", "表a (2).DOCX", "é", "é (2)"]
    assert found[1].data == "表a.DOCX".encode()


def test_an_archive_within_an_archive_is_opened() -> None:
    inner = unpacked_files(["表.docx", "照片.jpg"])
    data = zip_of({"一.zip": inner, "表.docx": b"x", "二.zip": zip_of({"三.zip": inner})})
    names = ("一/表.docx", "一/照片.jpg", "表.docx", "二/三/表.docx", "二/三/照片.jpg")
    assert Archive(data, "材料.zip").names == names


def test_a_word_file_called_zip_is_a_file() -> None:
    data = zip_of({"表.zip": package(document(paragraph("正文")))})
    assert Archive(data, "材料.zip").names == ("表.zip",)


def test_an_archive_too_deep_is_named() -> None:
    deep = making.nested_bomb(5)
    found, findings = members(zip_of({"深.zip": deep, "表.txt": b"x"}), "材料.zip")
    assert [member.name for member in found] == ["表.txt"]
    assert [finding.code for finding in findings] == ["too-large"]


def test_a_damaged_archive_within_costs_itself() -> None:
    found, findings = members(zip_of({"坏.zip": b"PK\3\4 no", "表.txt": b"x"}), "材料.zip")
    assert [member.name for member in found] == ["表.txt"]
    assert [finding.code for finding in findings] == ["damaged"]


def test_a_damaged_file_costs_itself() -> None:
    found, findings = members(zipped(Packed(b"a.txt", b"a", crc=1), Packed(b"b.txt", b"b")), "材料.zip")
    assert [member.name for member in found] == ["b.txt"]
    assert [finding.code for finding in findings] == ["damaged"]


def test_an_encrypted_file_is_named() -> None:
    data = zipped(Packed(b"a.docx", b"x", flags=1), Packed(b"b.txt", b"b"))
    found, findings = members(data, "材料.zip")
    assert [member.name for member in found] == ["b.txt"]
    assert [(finding.code, "a.docx" in finding.message) for finding in findings] == [("encrypted", True)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped(Packed(b"a.docx", b"x", flags=1), Packed(b"b.docx", b"x", flags=1)), "encrypted"),
        (making.nested_bomb(), "too-large"),
        (making.nested_wide_bomb(), "too-large"),
        (making.overlap_bomb(), "too-large"),
        (making.total_bomb(), "too-large"),
        (making.entries_bomb(), "too-large"),
        (making.ratio_bomb(), "too-large"),
        (zipped(), "empty"),
        (b"PK\3\4", "damaged"),
    ],
)
def test_a_whole_archive_is_refused_at_once(data: bytes, code: str) -> None:
    begin = time.monotonic()
    with pytest.raises(UnreadableFileError, match="材料") as told:
        members(data, "材料.zip")
    assert told.value.code == code
    assert time.monotonic() - begin < 2


def test_what_all_levels_give_is_counted_together() -> None:
    inner = zip_of({"a.txt": os.urandom(100_000)})
    data = zip_of({f"{n}.zip": inner for n in range(8)})
    assert len(Archive(data, "材料.zip").names) == 8
    for limits in (replace(DEFAULT_LIMITS, unpacked_bytes=1_200_000), replace(DEFAULT_LIMITS, entries=12)):
        with pytest.raises(UnreadableFileError) as told:
            Archive(data, "材料.zip", limits)
        assert told.value.code == "too-large"


def test_findings_are_bounded() -> None:
    assert codes(named(f"../{n}.txt".encode() for n in range(500))) == ["unsafe-name"] * 30


def test_saving_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "表.txt").write_text("mine")
    paths = save(Archive(unpacked_files(["表.txt", "a/表.txt"]), "材料.zip"), tmp_path)
    assert [path.name for path in paths] == ["表 (2).txt", "表.txt"]
    assert (tmp_path / "表.txt").read_text() == "mine"
    assert paths[0].read_text() == "表.txt"


def test_saving_does_not_follow_links(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (folder / "a").symlink_to(outside)
    (folder / "b.txt").symlink_to(outside / "b.txt")
    with pytest.raises(UsageError):
        save(Archive(unpacked_files(["a/deep/x.txt"]), "材料.zip"), folder)
    assert [path.name for path in save(Archive(unpacked_files(["b.txt"]), "材料.zip"), folder)] == [
        "b (2).txt"
    ]
    assert list(outside.iterdir()) == []


def test_saving_into_a_file_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(UsageError, match="不是文件夹"):
        save(Archive(unpacked_files(["a/x.txt"]), "材料.zip"), tmp_path)


@given(st.data())
def test_whatever_happens_to_the_bytes_the_end_is_a_code(data: st.DataObject) -> None:
    whole = bytearray(zip_of({"表.docx": b"abc", "里.zip": unpacked_files(["a.txt"])}))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        found, findings = members(bytes(whole), "材料.zip")
    except UnreadableFileError as problem:
        assert problem.code in {"damaged", "encrypted", "too-large", "empty"}  # noqa: PT017 (either end is good)
    else:
        assert found or findings
