"""What runs in a worker process: read files that were handed in, one after the other, under limits.

A worker is started by :mod:`formkit.isolation` and reused. It tells how far it has come through a few
shared numbers, so that a file which hangs or kills the process is known, and its page too.
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Collection, Iterator, MutableSequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from formkit import api
from formkit.errors import FormkitError, UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.grid import Document, Line
from formkit.limits import ReadLimits
from formkit.looking import Looked, Origin, Reading, look_at, origin_of
from formkit.packing import Packed, pack
from formkit.programme import Programme
from formkit.readers import DOCUMENTS, ConversionNeededError, bytes_of, counted_document, document_of
from formkit.readers.sniffing import Kind, kind_of
from formkit.record import Case, Leftover, Record
from formkit.scope import Scope

#: Shared numbers of one task: how often something was begun, the number of the job, the page of a PDF.
BEGUN, JOB, PAGE, WIDTH = 0, 1, 2, 3
OTHERS_NAMED = 8
MANY_VALUES = 500_000
_beats: MutableSequence[int] = [0] * WIDTH


class Job(NamedTuple):
    """One file to be read: where it lies, what people call it, the pages not to be touched.

    ``origin`` is what it was before it was converted.
    """

    path: str
    source: str
    skip: frozenset[int] = frozenset()
    origin: Origin | None = None


class Task(NamedTuple):
    """Files for one worker; ``slot`` is where it tells how far it has come.

    ``look`` asks for all that can be seen of a file, be it a form or not. With a ``scope`` no form is looked
    for: the text that is counted comes back, all of it left over.
    """

    jobs: tuple[Job, ...]
    slot: int
    folders: tuple[str, ...]
    form: str | None
    limits: ReadLimits
    workspace: str
    look: bool = False
    scope: Scope | None = None


class Converted(NamedTuple):
    """A file that LibreOffice has to convert before it can be read; ``origin`` is what it is now."""

    kind: str
    origin: Origin


class Unpacked(NamedTuple):
    """A package: its members, saved in the workspace, what is to be said about it, what could not be read."""

    jobs: tuple[Job, ...]
    findings: tuple[Finding, ...]
    refused: tuple[Packed, ...]


Result = Packed | Converted | Unpacked | Looked


def worker_context() -> multiprocessing.context.BaseContext:
    """Return how workers are started: copied where this process has one thread, else started anew."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for circles of values seldom for a while: cases are many values and hardly a circle of them."""
    first, *others = gc.get_threshold()
    gc.set_threshold(first and max(first, MANY_VALUES), *others)  # 0: somebody wants none at all
    try:
        yield
    finally:
        gc.set_threshold(first, *others)


def silence(*descriptors: int) -> None:
    """Let nobody read what this process prints: what a library says in dying is nothing for a user."""
    if os.environ.get("FORMKIT_DEBUG"):
        return
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (a descriptor is wanted)
        for descriptor in descriptors:
            os.dup2(nowhere.fileno(), descriptor)


def begin(beats: MutableSequence[int], memory_bytes: int) -> None:
    """Prepare a worker: where it reports, and how much memory it may take (where the system can say so)."""
    global _beats  # noqa: PLW0603 (one worker is one process)
    _beats = beats
    # Reading makes many values and hardly a circle of them: looking for circles takes a fifth of the time.
    # Between two tasks hardly anything is there to be looked through; within one, only if it holds very much.
    gc.freeze()
    gc.set_threshold(MANY_VALUES, 20, 100)
    faulthandler.disable()
    silence(1, 2)
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def work(task: Task) -> list[Result]:
    """Read the files of a task; whatever goes wrong with one is its result."""
    gc.collect(1)
    _limit_processor(task.limits.file_seconds * len(task.jobs))
    return [_result(task, number) for number in range(len(task.jobs))]


def stopped(source: str, code: str, limits: ReadLimits) -> UnreadableFileError:
    """Return what is to be said where reading a file took too long (``timeout``) or its worker died."""
    name = Path(source).name
    if code == "timeout":
        seconds = f"{limits.step_seconds:g}"
        message = f"“{name}”：读取超过 {seconds} 秒没有进展，已停止；请人工查看，或请对方另存后重新发送。"
    else:
        message = f"“{name}”：读取时程序异常退出，文件可能已损坏或带有恶意；请人工查看，或请对方重新发送。"
    return UnreadableFileError(message, code)


def refused(source: str, problem: UnreadableFileError) -> Case:
    """Return what came of a file that nothing can be read from."""
    return Case(source, Record("", "", {}), (), (Finding(problem.code, Severity.ERROR, str(problem)),))


def _limit_processor(seconds: float) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(usage.ru_utime + usage.ru_stime + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _result(task: Task, number: int) -> Result:
    job = task.jobs[number]
    _tell(task.slot, number, 0)
    name = Path(job.source).name
    try:
        return _read(task, number)
    except UnreadableFileError as problem:
        return pack(refused(job.source, problem))
    except FormkitError:
        raise  # a fault of the programme or the call: the same for each file
    except MemoryError:
        message = f"“{name}”：读取时内存超出限制，未能读取；请人工查看，或请对方另存后重新发送。"
        return pack(refused(job.source, UnreadableFileError(message, "crashed")))
    except RecursionError:
        message = f"“{name}”：内容嵌套过深，不予读取；请人工查看。"
        return pack(refused(job.source, UnreadableFileError(message, "too-large")))
    except Exception as problem:  # noqa: BLE001 (one bad file must not stop the others)
        message = f"“{name}”：读取时出现意外的问题（{type(problem).__name__}），文件可能已损坏；请人工查看。"
        return pack(refused(job.source, UnreadableFileError(message, "internal")))


def _read(task: Task, number: int) -> Result:
    job, limits = task.jobs[number], task.limits
    data = bytes_of(Path(job.path), job.source, limits)
    kind = kind_of(data)
    if kind is Kind.ZIP and not task.look:
        return _unpacked(data, job.source, task)
    pages = _Pages(job.skip, time.monotonic() + limits.file_seconds)
    reading = Reading(limits, lambda page: _tell(task.slot, number, page), pages)
    programmes = list(_programmes(task.folders))
    try:
        if task.look:
            return look_at(data, job.source, job.origin, programmes, reading)
        if task.scope is not None:
            counted = counted_document(
                data, kind, job.source, task.scope, limits, begun=reading.begun, skip=pages
            )
            return pack(_unclaimed(counted))
        document = document_of(data, kind, job.source, limits, begun=reading.begun, skip=pages)
    except ConversionNeededError as needed:
        return Converted(needed.kind, origin_of(data, kind))
    _tell(task.slot, number, 0)
    return pack(api.case_of(programmes, document, task.form))


def _unclaimed(document: Document) -> Case:
    """Return a document as text that no field claims, white space and all."""
    texts = [
        Leftover(item.text, item.spot)
        for block in document.blocks
        for item in ((block,) if isinstance(block, Line) else block.cells)
    ]
    return Case(document.source, Record("", "", {}), tuple(texts), document.findings)


def _unpacked(data: bytes, source: str, task: Task) -> Unpacked:
    """Save the members of a package that may be forms, under numbers: no name of theirs is a path here."""
    from formkit.readers.archive import Archive

    archive = Archive(data, source, task.limits)
    folder = Path(tempfile.mkdtemp(dir=task.workspace))
    jobs: list[Job] = []
    lost: list[Packed] = []
    others: list[str] = []
    for number, name in enumerate(archive.names):
        shown = f"{source}/{name}"
        try:
            content = archive.read(name)
        except UnreadableFileError as problem:
            lost.append(pack(refused(shown, problem)))
            continue
        if kind_of(content) not in DOCUMENTS:
            others.append(name)
            continue
        path = folder / str(number)
        path.write_bytes(content)
        jobs.append(Job(str(path), shown))
    findings = archive.findings
    if others:
        listed = "、".join(others[:OTHERS_NAMED]) + ("等" if len(others) > OTHERS_NAMED else "")
        message = f"压缩包内另有 {len(others)} 个文件不是 Word 或 PDF，没有读取：{listed}。"
        findings += (Finding("not-forms", Severity.NOTE, message),)
    return Unpacked(tuple(jobs), findings, tuple(lost))


def _programmes(folders: tuple[str, ...]) -> Iterator[Programme]:
    for folder in folders:
        yield programme_in(folder)


@lru_cache(maxsize=16)
def programme_in(folder: str) -> Programme:
    """Return the programme of a folder; a worker loads it once."""
    return api.load(folder)


def _tell(slot: int, job: int, page: int) -> None:
    base = slot * WIDTH
    _beats[base + JOB], _beats[base + PAGE] = job, page
    _beats[base + BEGUN] += 1


@dataclass(frozen=True, slots=True)
class _Pages(Collection[int]):
    """The pages that are left out: those told, and all that come when the file's time is over."""

    told: frozenset[int]
    until: float

    def __contains__(self, page: object) -> bool:
        return page in self.told or time.monotonic() > self.until

    def __iter__(self) -> Iterator[int]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)
