"""What lies in an inbox, and what tells one content from another."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import formkit
from formkit.errors import UnreadableFileError
from formkit.inbox import Package, content_of, key_of, packages_in, print_of


def put(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(inbox: Path, *apart: Path) -> list[str]:
    return [package.name for package in packages_in(inbox, apart)[0]]


def digest(path: Path, name: str = "来件") -> str:
    return content_of(Package(name, path)).digest


def test_packages_are_folders_and_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    put(tmp_path / "b" / "表.docx")
    put(tmp_path / "a.zip")
    put(tmp_path / "甲.docx")
    assert names(tmp_path) == ["a.zip", "b", "甲.docx"]


def test_litter_and_our_own_files_are_left_out(tmp_path: Path) -> None:
    ours = put(tmp_path / "汇总.xlsx")
    for name in ("~$汇总.xlsx", ".DS_Store", "Thumbs.db", "._a.zip", ".formkit-12.tmp", ".~lock.a#", "a.zip"):
        put(tmp_path / name)
    put(tmp_path / "__MACOSX" / "a")
    assert names(tmp_path, ours) == ["a.zip"]
    assert names(tmp_path, tmp_path / "sub" / ".." / "汇总.xlsx") == ["a.zip"]


def test_links_are_not_followed_and_named(tmp_path: Path) -> None:
    outside = put(tmp_path / "outside" / "a.docx")
    inbox = tmp_path / "inbox"
    put(inbox / "real.zip")
    (inbox / "link.docx").symlink_to(outside)
    (inbox / "folder").symlink_to(outside.parent)
    (inbox / "dangling").symlink_to(tmp_path / "nothing")
    packages, findings = packages_in(inbox)
    assert [package.name for package in packages] == ["real.zip"]
    assert [finding.code for finding in findings] == ["link"] * 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_what_is_no_file_is_named_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    packages, findings = packages_in(tmp_path)
    assert packages == []
    assert [finding.code for finding in findings] == ["not-readable"]


def test_where_there_is_no_inbox_it_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", put(tmp_path / "file")):
        with pytest.raises(UnreadableFileError) as refused:
            packages_in(path)
        assert refused.value.code == "not-found"


@pytest.mark.skipif(sys.platform != "linux", reason="names are not bytes on this system")
def test_names_in_the_bytes_of_gbk_are_read(tmp_path: Path) -> None:
    put(Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "甲厂申报.zip".encode("gbk"))))
    put(tmp_path / "甲厂申报.zip", b"y")
    (package, other), _ = packages_in(tmp_path)
    assert {package.name, other.name} == {"甲厂申报.zip", "甲厂申报 (2).zip"}
    assert {package.path.read_bytes(), other.path.read_bytes()} == {b"x", b"y"}


@pytest.mark.skipif(sys.platform == "win32", reason="no such names on this system")
def test_a_name_does_not_change_for_what_else_lies_there(tmp_path: Path) -> None:
    plain = ["A?.zip", "a?.zip", "e\u0301.zip", "con.zip", "尾点.", "甲" * 60]
    for name in plain:
        put(tmp_path / name)
    before = names(tmp_path)
    assert sorted(plain) == before
    put(tmp_path / "\u202e翻.zip")
    assert set(names(tmp_path)) == {*plain, "翻.zip"}


# ---- contents ----

FILES = st.dictionaries(st.sampled_from(("a", "b", "c/d", "c/e")), st.binary(max_size=6), max_size=4)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("contents")


def folder_of(room: Path, files: dict[str, bytes]) -> str:
    folder = room / str(sum(1 for _ in room.iterdir()))
    folder.mkdir()
    for name, content in files.items():
        put(folder / name, content)
    return digest(folder)


@given(FILES, FILES)
def test_contents_are_equal_where_names_and_bytes_are(
    room: Path, one: dict[str, bytes], other: dict[str, bytes]
) -> None:
    assert (folder_of(room, one) == folder_of(room, other)) == (one == other)


def test_no_file_can_look_like_two(room: Path) -> None:
    assert folder_of(room, {"a": b"x\0b\0y"}) != folder_of(room, {"a": b"x", "b": b"y"})


def test_times_change_nothing_and_the_newest_is_told(tmp_path: Path) -> None:
    file = put(tmp_path / "p" / "a")
    put(tmp_path / "p" / "b")
    before = digest(tmp_path / "p")
    os.utime(file, (4e9, 4e9))
    os.utime(tmp_path / "p" / "b", (1, 1))
    assert content_of(Package("p", tmp_path / "p")) == (before, 4e9)


def test_a_single_file_is_told_by_its_name_too(tmp_path: Path) -> None:
    file = put(tmp_path / "a.docx")
    assert digest(file, "a.docx") != digest(file, "b.docx")


def test_a_file_that_cannot_be_opened_counts_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "p" / "a")
    put(tmp_path / "p" / "b")
    plain = digest(tmp_path / "p")
    usual = Path.open

    def refusing(self: Path, *given: object, **more: object) -> object:
        if self.name == "b":
            raise PermissionError(13, "denied")
        return usual(self, *given, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refusing)
    refused = digest(tmp_path / "p")
    assert refused != plain
    assert refused == digest(tmp_path / "p")


def test_a_folder_with_too_many_files_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for number in range(2_001):
        put(tmp_path / "full" / str(number), b"")
    assert digest(tmp_path / "full") != digest(tmp_path / "empty")


def test_an_outcome_is_known_by_content_programme_and_the_clerks_slots(tmp_path: Path) -> None:
    content = content_of(Package("a", put(tmp_path / "a")))
    programme = print_of(formkit.load("tangcheng-2025"))
    settled = [("b.jpg", "04a"), ("a.jpg", None)]
    keys = {
        key_of(content, programme, ()),
        key_of(content._replace(digest="other"), programme, ()),
        key_of(content, "other", ()),
        key_of(content, programme, settled),
        key_of(content, programme, settled[:1]),
        key_of(content, programme, [("b.jpg", "04c"), ("a.jpg", None)]),
    }
    assert len(keys) == 6
    assert key_of(content, programme, settled[::-1]) in keys
    assert key_of(content._replace(modified=9), programme, ()) in keys
