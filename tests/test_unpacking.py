"""Packages that only another program opens: within limits, and nothing outside the workspace."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

import formkit
from formkit.errors import MissingProgramError, UnreadableFileError
from formkit.limits import DEFAULT_LIMITS, MEBIBYTE
from formkit.packages import read_submission
from formkit.programs import unpacking
from formkit.programs.unpacking import available, unpack

CALL = formkit.load("tangcheng-2025")
SMALL = replace(DEFAULT_LIMITS, unpacked_bytes=2 * MEBIBYTE)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs of these tests are scripts")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Return a function that puts a script in the place of the program."""

    def put(name: str, body: str) -> Path:
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!{sys.executable}\nimport sys, time, os, zipfile\n{body}\n")
        path.chmod(0o755)
        monkeypatch.setenv(unpacking.UNPACKER, str(path))
        return path

    return put


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


def package(tmp_path: Path) -> Path:
    path = tmp_path / "材料.rar"
    path.write_bytes(b"Rar!\x1a\x07\x01\x00")
    return path


def refusal(tmp_path: Path, workspace: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        unpack(package(tmp_path), workspace, "材料.rar", SMALL)
    return caught.value.code


def test_without_a_program_it_is_said_which_one_is_needed(
    tmp_path: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(unpacking.UNPACKER, str(tmp_path / "none"))
    assert available() is None
    with pytest.raises(MissingProgramError, match="bsdtar"):
        unpack(package(tmp_path), workspace, "材料.rar")


def test_a_package_becomes_a_zip_file_whose_names_are_never_paths(tmp_path: Path, program: object) -> None:
    program(  # type: ignore[operator]
        "bsdtar",
        "with zipfile.ZipFile(sys.argv[3], 'w') as out:\n"
        "    out.writestr('../../身份证.jpg', 'x'); out.writestr('/毕业证.jpg', 'y')",
    )
    folder = tmp_path / "材料"
    folder.mkdir()
    package(folder)
    before = sorted(tmp_path.rglob("*"))
    seen = read_submission(CALL, folder)
    assert sorted(tmp_path.rglob("*")) == before
    assert {item.name: item.slot for item in seen.materials} == {
        "材料.rar/身份证.jpg": "04a",
        "材料.rar/毕业证.jpg": "04c",
    }
    assert "unsafe-name" in {finding.code for finding in seen.findings}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("sys.exit(1)", "damaged"),
        ("print('Passphrase required'); sys.exit(1)", "encrypted"),
        ("pass", "damaged"),
        ("out = open(sys.argv[3], 'wb')\nwhile True: out.write(b'0' * (1 << 20)); out.flush()", "too-large"),
    ],
)
def test_why_a_package_was_not_opened_is_said(
    tmp_path: Path, workspace: Path, program: object, body: str, code: str
) -> None:
    program("bsdtar", body)  # type: ignore[operator]
    assert refusal(tmp_path, workspace) == code


def test_a_program_that_stands_still_is_ended(
    tmp_path: Path, workspace: Path, program: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "SECONDS", 0.3)
    program("bsdtar", "time.sleep(60)")  # type: ignore[operator]
    assert refusal(tmp_path, workspace) == "timeout"


LISTING = "print('----------\\n' + {entries!r})"


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ("Path = ../a\nSize = 1\n", "forbidden"),
        ("Path = /a\nSize = 1\n", "forbidden"),
        ("Path = a\nSize = 1\nSymbolic Link = /etc\n", "forbidden"),
        ("Path = a\nSize = 1\nAttributes = A lrwxrwxrwx\n", "forbidden"),
        ("Path = a\nSize = 99999999999\n", "too-large"),
        ("Path = a\nSize = 1\nEncrypted = +\n", "encrypted"),
        ("", "damaged"),
    ],
)
def test_what_the_list_of_a_package_says_is_checked_before_anything_is_written(
    tmp_path: Path, workspace: Path, program: object, entries: str, code: str
) -> None:
    body = f"if sys.argv[1] == 'l': {LISTING.format(entries=entries)}\nelse: open('touched', 'w')"
    program("7z", body)  # type: ignore[operator]
    assert refusal(tmp_path, workspace) == code
    assert not (workspace / "touched").exists()


def test_members_that_were_extracted_are_read(tmp_path: Path, program: object) -> None:
    entries = LISTING.format(entries="Path = 身份证.jpg\nSize = 1\nAttributes = A -rw-r--r--\n")
    program(  # type: ignore[operator]
        "7z",
        f"if sys.argv[1] == 'l': {entries}\n"
        "else: open(os.path.join(sys.argv[5][2:], '身份证.jpg'), 'w').write('x')",
    )
    seen = read_submission(CALL, package(tmp_path))
    assert [(item.name, item.slot) for item in seen.materials] == [("身份证.jpg", "04a")]


@pytest.mark.parametrize("name", ["bsdtar", "7zz", "7z"])
def test_a_package_is_opened_by_the_program_itself(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    (tmp_path / "证件").mkdir()
    (tmp_path / "证件" / "身份证.jpg").write_bytes(b"x")
    (tmp_path / "毕业证.jpg").write_bytes(b"y")
    making = ["-c", "--format", "7zip", "-f", "a.7z"] if name == "bsdtar" else ["a", "a.7z"]
    subprocess.run([found, *making, "证件", "毕业证.jpg"], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.setenv(unpacking.UNPACKER, found)
    seen = read_submission(CALL, tmp_path / "a.7z")
    assert {item.name: item.slot for item in seen.materials} == {
        "证件/身份证.jpg": "04a",
        "毕业证.jpg": "04c",
    }


def rar(name: str, content: bytes) -> bytes:
    """Return a RAR file (version 4) that holds one file, stored as it is."""

    def block(kind: int, flags: int, fields: bytes) -> bytes:
        head = struct.pack("<BHH", kind, flags, len(fields) + 7) + fields
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    raw = name.encode()
    size = len(content)
    fields = struct.pack("<IIBIIBBHI", size, size, 3, zlib.crc32(content), 0, 20, 0x30, len(raw), 0o100644)
    file = block(0x74, 0x8200, fields + raw)
    return b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6)) + file + content + block(0x7B, 0x4000, b"")


def test_a_rar_is_opened_by_bsdtar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = shutil.which("bsdtar")
    if found is None:
        pytest.skip("bsdtar is not installed")
    monkeypatch.setenv(unpacking.UNPACKER, found)
    (tmp_path / "a.rar").write_bytes(rar("证件/身份证.jpg", b"not a picture"))
    seen = read_submission(CALL, tmp_path / "a.rar")
    assert [(item.name, item.slot, item.size) for item in seen.materials] == [("证件/身份证.jpg", "04a", 13)]
