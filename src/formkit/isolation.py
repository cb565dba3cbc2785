"""Read many files that were handed in, each in a worker process that can be stopped.

Whatever a file does to the reader costs that file alone: a worker that hangs or dies is replaced, and
the rest is read. The pool is pebble's; this module decides what is given to it and what a failure means.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from formkit import api
from formkit.crew import Crew
from formkit.errors import MissingProgramError, UnreadableFileError
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.looking import Looked, unseen
from formkit.packing import Packed, unpack
from formkit.programme import Programme
from formkit.record import Case, Record
from formkit.scope import Scope
from formkit.worker import (
    BEGUN,
    JOB,
    PAGE,
    WIDTH,
    Converted,
    Job,
    Result,
    Task,
    Unpacked,
    few_collections,
    refused,
    stopped,
    work,
)

POLL_SECONDS = 0.1
LARGEST_TASK = 16
"""Files given to a worker at once: sending them one by one would cost more than reading them."""
PAGES_LOST = 2
"""After so many pages of one file that hang or kill the reader, the rest of it is left out."""

CONVERSION_SECONDS = 25.0
"""So long LibreOffice may take for one file."""

Key = tuple[int, ...]


def extract_all(
    programme: Programme | None,
    paths: Iterable[str | Path],
    form: str | None = None,
    *,
    workers: int | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
) -> Iterator[Case]:
    """Yield what each file says, in the order of the paths; a package yields each of its members.

    Each file is read in a worker process; one that cannot be read yields a case whose only finding has
    a code of :data:`formkit.errors.REFUSALS`. On systems that start workers anew (Windows, macOS) a
    script that calls this needs ``if __name__ == "__main__":``.

    :raises ProgrammeError: when the programme contradicts itself.
    """
    programmes = api.bundled_programmes() if programme is None else (programme,)
    folders = tuple(str(item.folder) for item in programmes)
    with tempfile.TemporaryDirectory(prefix="formkit-") as workspace:
        yield from _cases(paths, Task((), 0, folders, form, limits, workspace), workers)


def look_all(  # noqa: PLR0913 (who reads, and how much it may cost)
    programme: Programme,
    jobs: Sequence[Job],
    workspace: str,
    *,
    workers: int | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
    crew: Crew | None = None,
) -> Iterator[Looked]:
    """Yield what can be seen of each file, in their order; whatever it is, and whatever becomes of it.

    A ``crew`` that is given reads them, and stays for the next ones.
    """
    task = Task((), 0, (str(programme.folder),), None, limits, workspace, look=True)
    for job, result in zip(jobs, _Run(jobs, task, workers, crew).results(), strict=True):
        if isinstance(result, Looked):
            yield result
        else:
            yield unseen(Path(job.path), job.source, result.findings[0])


def texts_of(
    paths: Iterable[str | Path],
    scope: Scope,
    *,
    workers: int | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
) -> Iterator[Case]:
    """Yield the counted text of each file, as leftovers; otherwise the same as :func:`extract_all`."""
    with tempfile.TemporaryDirectory(prefix="formkit-") as workspace:
        yield from _cases(paths, Task((), 0, (), None, limits, workspace, scope=scope), workers)


def _cases(paths: Iterable[str | Path], task: Task, workers: int | None) -> Iterator[Case]:
    jobs = [Job(str(path), str(path)) for path in paths]
    for result in _Run(jobs, task, workers).results():
        if isinstance(result, Case):
            yield result


@dataclass(slots=True)
class _Running:
    """A task under way, and when it was last seen to begin something."""

    keys: tuple[Key, ...]
    task: Task
    begun: int = -1
    since: float = field(default_factory=time.monotonic)


class _Run:
    """One call of :func:`extract_all`; each task is like ``task``, with jobs of its own."""

    def __init__(
        self, jobs: Sequence[Job], task: Task, workers: int | None, crew: Crew | None = None
    ) -> None:
        self.task, self.limits, self.workspace = task, task.limits, task.workspace
        self.total = len(jobs)
        self.workers = max(1, min(workers or os.cpu_count() or 1, self.total))
        self.size = max(1, min(LARGEST_TASK, self.total // (self.workers * 4)))
        self.pending: deque[tuple[Key, Job]] = deque(((number,), job) for number, job in enumerate(jobs))
        self.alone: deque[tuple[Key, Job]] = deque()
        self.convert: dict[Key, Job] = {}
        self.open = dict.fromkeys(range(self.total), 1)
        self.done: dict[Key, Case | Looked] = {}
        self.yielded = 0
        self.running: dict[Future[list[Result]], _Running] = {}
        self.kept = crew

    def results(self) -> Iterator[Case | Looked]:
        if not self.total:
            return
        own = nullcontext(self.kept) if self.kept else Crew(self.workers, self.limits.memory_bytes)
        with own as crew, few_collections():
            self.crew = crew
            self.free = list(range(crew.slots))
            while self.open:
                self._hand_out()
                self._gather()
                yield from self._ready()
                if not self.running and not self.pending and not self.alone and self.convert:
                    self._convert()

    def _hand_out(self) -> None:
        while self.free and (self.alone or self.pending):
            if self.alone:
                batch = [self.alone.popleft()]
            else:
                batch = [self.pending.popleft() for _ in range(min(self.size, len(self.pending)))]
            keys, jobs = zip(*batch, strict=True)
            slot = self.free.pop()
            task = self.task._replace(jobs=jobs, slot=slot)
            self.running[self.crew.give(work, task)] = _Running(keys, task)

    def _gather(self) -> None:
        """Wait a moment; take what is done, and stop what no longer goes on."""
        done, _ = wait(self.running, timeout=POLL_SECONDS, return_when="FIRST_COMPLETED")
        pool_is_broken = False
        for future in done:
            entry = self.running.pop(future)
            self.free.append(entry.task.slot)
            pool_is_broken |= self._take(future, entry)
        if pool_is_broken and not self.running:
            self.crew.renew()
        now = time.monotonic()
        for future, entry in self.running.items():
            begun = self.crew.beats[entry.task.slot * WIDTH + BEGUN]
            if begun != entry.begun or not future.running():
                entry.begun, entry.since = begun, now
            elif now - entry.since > self.limits.step_seconds:
                future.cancel()

    def _take(self, future: Future[list[Result]], entry: _Running) -> bool:
        """Take the results of a task that ended; return whether the pool itself broke."""
        try:
            results = future.result()
        except BrokenProcessPool:
            self.alone.extend(zip(entry.keys, entry.task.jobs, strict=True))
            return True
        except CancelledError:
            self._failed(entry, "timeout")
        except (OSError, EOFError):  # pebble's ProcessExpired is an OSError
            self._failed(entry, "crashed")
        else:
            for key, job, result in zip(entry.keys, entry.task.jobs, results, strict=True):
                self._settle(key, job, result)
        return False

    def _settle(self, key: Key, job: Job, result: Result | Case) -> None:
        number = key[0]
        if isinstance(result, Converted):
            self.convert[key] = job._replace(origin=result.origin)
            return
        if isinstance(result, Unpacked):
            self.open[number] += len(result.jobs)
            for place, lost in enumerate(result.refused, len(result.jobs)):
                self.done[*key, place] = unpack(lost)
            self.pending.extend(((*key, member), inner) for member, inner in enumerate(result.jobs))
            if result.findings or not (result.jobs or result.refused):
                self.done[key] = Case(job.source, Record("", "", {}), (), result.findings)
        else:
            self.done[key] = unpack(result) if isinstance(result, Packed) else result
        self.open[number] -= 1

    def _failed(self, entry: _Running, code: str) -> None:
        """Blame the file, and the page, that the worker was at; read the others again."""
        base = entry.task.slot * WIDTH
        at, page = int(self.crew.beats[base + JOB]), int(self.crew.beats[base + PAGE])
        for number, (key, job) in enumerate(zip(entry.keys, entry.task.jobs, strict=True)):
            if number != at:
                self.pending.appendleft((key, job))
            elif page:
                lost = {page} if len(job.skip) < PAGES_LOST else range(page, self.limits.pages + 1)
                self.alone.append((key, job._replace(skip=job.skip | frozenset(lost))))
            elif len(entry.task.jobs) > 1:
                self.alone.append((key, job))
            else:
                self._settle(key, job, refused(job.source, stopped(job.source, code, self.limits)))

    def _convert(self) -> None:
        """Let LibreOffice turn old formats into DOCX, all in one start, and read these."""
        from formkit.converting import as_docx

        jobs, self.convert = self.convert, {}
        try:
            made: Mapping[Path, Path | UnreadableFileError] = as_docx(
                sorted({Path(job.path) for job in jobs.values()}), Path(self.workspace), CONVERSION_SECONDS
            )
        except MissingProgramError as missing:
            for key, job in jobs.items():
                problem = UnreadableFileError(f"“{Path(job.source).name}”：{missing}", "missing-program")
                self._settle(key, job, refused(job.source, problem))
            return
        for key, job in jobs.items():
            outcome = made[Path(job.path)]
            if isinstance(outcome, Path):
                self.pending.append((key, job._replace(path=str(outcome))))
            else:
                self._settle(key, job, refused(job.source, outcome))

    def _ready(self) -> Iterator[Case | Looked]:
        while self.yielded in self.open and self.open[self.yielded] == 0:
            number = self.yielded
            del self.open[number]
            self.yielded += 1
            for key in sorted(key for key in self.done if key[0] == number):
                yield self.done.pop(key)
