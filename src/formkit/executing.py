"""Run one function over many things on an executor: processes of this machine, or a Dask cluster.

Only a few are under way at a time, so that memory stays flat however many there are.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

from formkit.errors import MissingProgramError, UsageError

AHEAD = 3
"""Things given to each process beyond the one that it is at."""

Given = TypeVar("Given")
Made = TypeVar("Made")
Start = Callable[[], AbstractContextManager[Executor]]


def processes(jobs: int | None, begin: Callable[..., None], *given: Any) -> tuple[Start, int]:  # noqa: ANN401
    """Return how to start an executor of this machine's processes, and how many things to give it at once.

    Each process calls ``begin`` first.
    """
    count = jobs or os.cpu_count() or 1

    def start() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(count, get_context("spawn"), initializer=begin, initargs=given)

    return start, count * (1 + AHEAD)


def cluster(address: str) -> tuple[Start, int]:
    """Return how to use a Dask scheduler (``tcp://10.0.0.1:8786``), and how many things to give it at once.

    :raises MissingProgramError: when ``formkit[cluster]`` is not installed.
    :raises UsageError: when nothing answers at the address, or no worker is there.
    """
    try:
        from distributed import Client
    except ImportError:
        message = "没有安装集群组件；请先执行 pip install 'formkit[cluster]'，各节点也要安装。"
        raise MissingProgramError(message) from None
    try:
        client = Client(address, timeout=10)
        threads = sum(client.nthreads().values())
    except (OSError, ValueError, TypeError):
        raise UsageError(f"连不上集群“{address}”；请检查地址（如 tcp://10.0.0.1:8786）和网络。") from None
    if not threads:
        client.close()
        raise UsageError(f"集群“{address}”里没有工作节点；请先用 dask worker {address} 启动。")

    @contextmanager
    def start() -> Iterator[Executor]:
        with client:
            yield client.get_executor(pure=False)

    return start, threads * (1 + AHEAD)


def each(
    work: Callable[[Given], Made],
    given: Iterable[Given],
    start: Start,
    at_once: int,
    lost: Callable[[Given], Made],
) -> Iterator[tuple[Given, Made]]:
    """Yield each thing given with what ``work`` makes of it, as it comes.

    What was under way when a process died is tried again, one by one; what takes its process with it
    even so is what ``lost`` makes of it.
    """
    rest = iter(given)
    suspects: deque[Given] = deque()
    while True:
        broken: list[Given] = []
        alone = bool(suspects)
        source, width = (iter([suspects.popleft()]), 1) if alone else (rest, at_once)
        with start() as executor:
            try:
                yield from _through(executor, work, source, width, broken)
            except BaseException:  # Ctrl-C too: nobody waits for what was given ahead
                executor.shutdown(wait=False, cancel_futures=True)
                raise
        if alone:
            yield from ((thing, lost(thing)) for thing in broken)
        else:
            suspects.extend(broken)
            if not broken:
                return


def _through(
    executor: Executor,
    work: Callable[[Given], Made],
    given: Iterator[Given],
    at_once: int,
    broken: list[Given],
) -> Iterator[tuple[Given, Made]]:
    """Yield what is made until all is done or the executor broke; ``broken`` takes what was under way."""
    running: dict[Future[Made], Given] = {}
    while True:
        while len(running) < at_once and not broken:
            try:
                thing = next(given)
            except StopIteration:
                break
            try:
                with _without_interrupts():
                    running[executor.submit(work, thing)] = thing
            except BrokenProcessPool:
                broken.append(thing)
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            thing = running.pop(future)
            try:
                made = future.result()
            except Exception as problem:
                if not _is_loss(problem):
                    raise
                broken.append(thing)
            else:
                yield thing, made


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let processes that are started meanwhile never hear of Ctrl-C; it reaches this one a moment later."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _is_loss(problem: Exception) -> bool:
    """Whether a process died at its work, here or on a node of the cluster."""
    return isinstance(problem, BrokenProcessPool) or type(problem).__name__ == "KilledWorker"
