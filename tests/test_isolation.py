"""A file that hangs, kills or bloats its reader costs itself, never the files beside it."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
import time
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

import formkit
from formkit import api, crew, isolation, looking, worker
from formkit.errors import REFUSALS
from formkit.finding import Finding, Severity
from formkit.grid import Document, Line
from formkit.isolation import extract_all
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.readers import docx
from formkit.readers.sniffing import Kind
from formkit.record import Case

SHORT = ReadLimits(step_seconds=0.6, memory_bytes=DEFAULT_LIMITS.memory_bytes)

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(),
    reason="the reader of these tests is replaced by fork",
)


def lines(source: str, *texts: str, findings: tuple[Finding, ...] = ()) -> Document:
    return Document(source, tuple(Line(text) for text in texts), findings)


def misbehaving(
    data: bytes,
    _kind: object,
    source: str,
    _limits: ReadLimits,
    *,
    begun: Callable[[int], None],
    skip: Collection[int],
) -> Document:
    """Read a file of one word that says how to go wrong; ``pages 1 hang 3`` is a PDF of three pages."""
    words = data.decode().split()
    if words[0] != "pages":
        _misbehave(words[0])
        return lines(source, *words)
    read, left = [], []
    for page, word in enumerate(words[1:], 1):
        if page in skip:
            left.append(str(page))
            continue
        begun(page)
        _misbehave(word)
        read.append(word)
    findings = (Finding("pages-left-out", Severity.WARNING, "、".join(left)),) if left else ()
    return lines(source, *read, findings=findings)


def _misbehave(word: str) -> None:
    if word == "hang":
        time.sleep(60)
    elif word == "abort":
        os._exit(134)
    elif word == "bloat":
        bytearray(4 << 30)
    elif word == "deep":
        raise RecursionError
    elif word == "bug":
        raise KeyError(word)


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Case]]:
    """Return a function that reads files of the given words in workers whose reader misbehaves."""
    monkeypatch.setattr(worker, "document_of", misbehaving)
    monkeypatch.setattr(crew, "worker_context", lambda: multiprocessing.get_context("fork"))

    def run(*texts: str, limits: ReadLimits = SHORT, workers: int = 2) -> list[Case]:
        paths = []
        for number, text in enumerate(texts):
            path = tmp_path / f"{number}.txt"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        cases = list(extract_all(None, paths, workers=workers, limits=limits))
        assert [case.source for case in cases] == [str(path) for path in paths]
        return cases

    return run


def texts_of(case: Case) -> list[str]:
    return [item.text for item in case.leftovers]


def codes_of(case: Case) -> list[str]:
    return [finding.code for finding in case.findings]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("hang", "timeout"),
        ("abort", "crashed"),
        ("bloat", "crashed"),
        ("deep", "too-large"),
        ("bug", "internal"),
    ],
)
def test_one_bad_file_costs_itself(word: str, code: str, read: Callable[..., list[Case]]) -> None:
    cases = read("one", word, "three", "four")
    assert codes_of(cases[1]) == [code]
    assert code in REFUSALS
    assert [texts_of(case) for case in cases] == [["one"], [], ["three"], ["four"]]


def test_many_bad_files_in_one_task_are_told_apart(read: Callable[..., list[Case]]) -> None:
    words = ["a", "abort", "b", "hang", "c", "abort", "d", "e", "f", "g", "h", "i"] * 2
    cases = read(*words, workers=1)
    expected = {"abort": ["crashed"], "hang": ["timeout"]}
    assert [codes_of(case) for case in cases] == [expected.get(word, ["unrecognised"]) for word in words]
    assert [texts_of(case) for case in cases] == [[] if word in expected else [word] for word in words]


@pytest.mark.parametrize("word", ["hang", "abort"])
def test_one_bad_page_costs_that_page(word: str, read: Callable[..., list[Case]]) -> None:
    (case,) = read(f"pages one {word} three")
    assert texts_of(case) == ["one", "three"]
    assert case.findings[0].message == "2"


def test_after_two_bad_pages_the_rest_is_left_out_and_named(read: Callable[..., list[Case]]) -> None:
    (case,) = read("pages abort two abort four abort six", limits=ReadLimits(step_seconds=0.6, pages=6))
    assert texts_of(case) == ["two", "four"]
    assert case.findings[0].message == "1、3、5、6"


def test_a_long_file_that_goes_on_is_not_stopped(
    read: Callable[..., list[Case]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}._misbehave", lambda _word: time.sleep(0.2))
    (case,) = read("pages " + "x " * 8)
    assert texts_of(case) == ["x"] * 8


def test_a_file_past_its_time_gives_what_was_read(
    read: Callable[..., list[Case]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}._misbehave", lambda _word: time.sleep(0.2))
    (case,) = read("pages " + "x " * 8, limits=ReadLimits(step_seconds=5, file_seconds=0.5))
    assert 0 < len(texts_of(case)) < 8
    assert codes_of(case)[0] == "pages-left-out"


def test_no_worker_is_left_behind(read: Callable[..., list[Case]]) -> None:
    read("one", "hang", "abort", "two")
    assert multiprocessing.active_children() == []


def test_a_caller_that_stops_early_stops_the_workers(read: Callable[..., list[Case]], tmp_path: Path) -> None:
    read("one")
    cases = extract_all(None, [tmp_path / "0.txt"] * 40)
    assert next(cases).source
    cases.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "none.docx"
    (case,) = extract_all(None, [missing])
    assert codes_of(case) == ["not-found"]
    assert str(missing) in case.findings[0].message


def test_no_files_give_no_cases() -> None:
    assert list(extract_all(None, [])) == []


def test_workers_started_anew_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.txt"
    path.write_text("text", encoding="utf-8")
    monkeypatch.setattr(crew, "worker_context", lambda: multiprocessing.get_context("spawn"))
    (case,) = extract_all(None, [path])
    assert codes_of(case) == ["unsupported"]


def test_looking_at_files_a_bad_one_costs_itself_and_keeps_its_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "document_of", misbehaving)
    monkeypatch.setattr(looking, "kind_of", lambda _: Kind.FLAT_OPC)
    monkeypatch.setattr(worker, "kind_of", lambda _: Kind.FLAT_OPC)
    monkeypatch.setattr(crew, "worker_context", lambda: multiprocessing.get_context("fork"))
    words = ["fine", "hang", "abort", "bug", "deep", "also fine"]
    jobs = []
    for number, word in enumerate(words):
        path = tmp_path / str(number)
        path.write_text(word)
        jobs.append(worker.Job(str(path), f"{word}.docx"))
    call = formkit.load("tangcheng-2025")
    seen = list(isolation.look_all(call, jobs, str(tmp_path), workers=2, limits=SHORT))
    assert [item.source for item in seen] == [job.source for job in jobs]
    codes = [item.refusal.code if item.refusal else "" for item in seen]
    assert codes == ["", "timeout", "crashed", "internal", "too-large", ""]
    digests = [hashlib.sha256(word.encode()).hexdigest() for word in words]
    assert [item.origin.digest for item in seen] == digests
    assert seen[0].text == "fine"


def test_a_document_read_leaves_no_circle_of_values_behind() -> None:
    """In a worker circles are looked for rarely: what they hold would stay, a whole file with its parts."""
    call = formkit.load("tangcheng-2025")
    data = formkit.blank_document(call, "application")
    api.case_of((call,), docx.read(data, "x.docx"))
    gc.collect()
    api.case_of((call,), docx.read(data, "x.docx"))
    assert gc.collect() == 0
