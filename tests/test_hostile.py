"""Files meant to break a reader, and those that other people have collected: each ends in a reason.

What may hang or abort a library is read in worker processes and tested there; here is what is safe.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import hostilemaking as making
from formkit.errors import REFUSALS, UnreadableFileError
from formkit.limits import DEFAULT_LIMITS
from formkit.readers import docx
from formkit.readers.archive import members
from formkit.readers.package import Package
from formkit.readers.sniffing import Kind, kind_of

SECONDS = 20
WIDGETS = """
import json, sys
from pathlib import Path
from formkit.errors import UnreadableFileError
from formkit.readers.acroform import widgets
for name in sys.stdin.read().splitlines():
    print(json.dumps(["begun", name]), flush=True)
    try:
        found, findings = widgets(Path(name).read_bytes(), Path(name).name)
        end = sorted({finding.code for finding in findings})
    except UnreadableFileError as problem:
        end = [problem.code]
    print(json.dumps(["ended", name, end]), flush=True)
"""


def secret() -> str:
    """Return a piece of the file that the hostile files ask for."""
    lure = Path("/etc/passwd")
    return lure.read_text(encoding="utf-8", errors="replace")[:20] if lure.is_file() else "no such file"


def outcome(data: bytes) -> tuple[str, str]:
    """Return how reading a Word file ends, and everything that came out of it."""
    try:
        read = docx.read(data, "表.docx")
    except UnreadableFileError as problem:
        return problem.code, str(problem)
    return "read", repr(read)


def test_every_expected_outcome_is_one_that_there_is() -> None:
    for name, (_, good) in making.HOSTILE.items():
        assert good, name
        assert good <= REFUSALS.keys() - {"internal"} | {"read"}, name


@pytest.mark.parametrize(
    "name",
    [name for name, (_, good) in making.WORD.items() if not good & {"empty", "unsupported", "crashed"}],
)
def test_a_hostile_word_file_ends_well_and_soon(name: str) -> None:
    make, good = making.WORD[name]
    data = make()
    if kind_of(data) is Kind.ENCRYPTED:
        assert good == {"encrypted"}
        return
    begin = time.monotonic()
    end, said = outcome(data)
    assert end in good
    assert secret() not in said
    assert time.monotonic() - begin < SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, (_, good) in making.WORD.items() if "crashed" in good])
def test_a_large_word_file_ends_soon(name: str) -> None:
    make, good = making.WORD[name]
    data = make()
    begin = time.monotonic()
    assert outcome(data)[0] in good
    assert time.monotonic() - begin < SECONDS


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (making.encrypted_word, Kind.ENCRYPTED),
        (lambda: making.ole("WordDocument"), Kind.DOC),
        (bytes, Kind.EMPTY),
        (making.doctype_in, Kind.DOCX),
        (making.overlap_bomb, Kind.DOCX),
        (making.nested_bomb, Kind.ZIP),
    ],
)
def test_hostile_files_are_of_the_kind_they_pretend_to_be(make: making.Maker, kind: Kind) -> None:
    assert kind_of(make()) is kind


def test_a_hostile_pdf_is_small() -> None:
    assert len(making.PDF["endless reference table"][0]()) == 118
    assert all(make().startswith(b"%PDF") for make, _ in making.PDF.values())


@pytest.fixture(scope="module")
def collected(shared: Path) -> list[Path]:
    """Return the files that other people have collected."""
    files = sorted(path for path in (shared / "bench" / "hostile").iterdir() if path.suffix != ".tsv")
    assert files
    return files


def _packages(files: list[Path]) -> Iterator[tuple[str, bytes]]:
    for path in files:
        data = path.read_bytes()
        if b"PK\3\4" in data:
            yield path.name, data


def test_every_collected_package_is_read_or_refused(collected: list[Path]) -> None:
    ends: dict[str, int] = {}
    for name, data in _packages(collected):
        begin = time.monotonic()
        try:
            opened = Package(data, name)
            for part in [part for part in opened._entries if not part.endswith("/")]:
                opened.xml(part) if part.endswith((".xml", ".rels")) else opened.read(part)
            end = "read"
        except UnreadableFileError as problem:
            end = problem.code
        ends[end] = ends.get(end, 0) + 1
        assert time.monotonic() - begin < SECONDS, name
    assert ends.keys() <= {"read", *REFUSALS} - {"internal"}
    assert ends["read"] > 80


def test_every_collected_archive_is_read_or_refused(collected: list[Path]) -> None:
    for name, data in _packages(collected):
        begin = time.monotonic()
        try:
            found, findings = members(data, name, DEFAULT_LIMITS)
        except UnreadableFileError as problem:
            assert problem.code in REFUSALS  # noqa: PT017 (either end is good)
        else:
            assert found or findings, name
        assert time.monotonic() - begin < SECONDS, name


@pytest.mark.slow
def test_the_fields_of_every_collected_pdf_are_read_without_a_word_of_python(collected: list[Path]) -> None:
    names = [str(path) for path in collected if b"%PDF" in path.read_bytes()[:1024]]
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", WIDGETS],
        input="\n".join(names),
        capture_output=True,
        text=True,
        timeout=10 * SECONDS,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ended.stderr == ""
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [line[1] for line in lines if line[0] == "ended"] == names
