"""The worker processes that read files, kept for one call or for as long as a process lives.

The pool is pebble's; what is done with it is decided in :mod:`formkit.isolation`.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, MutableSequence
from concurrent.futures import Future
from types import TracebackType
from typing import TYPE_CHECKING, Self

from formkit.errors import UnreadableFileError
from formkit.worker import WIDTH, Result, Task, begin, worker_context

if TYPE_CHECKING:
    from pebble import ProcessPool

POOLS_LOST = 3
"""Pools of one crew that may break, one after the other, before it gives up."""


class Crew:
    """Some workers under a limit of memory, and the shared numbers by which they tell how far they are.

    ``slots`` tasks can be given at a time; each reports in ``beats`` from its slot times WIDTH on.
    """

    def __init__(self, workers: int, memory_bytes: int) -> None:
        """Start nothing yet: workers begin when the first task is given."""
        _allow_children()
        self.slots = workers * 2
        context = worker_context()
        self.beats: MutableSequence[int] = context.RawArray("q", self.slots * WIDTH)
        self._workers, self._memory, self._context = workers, memory_bytes, context
        self._broken = 0
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        import pebble

        pebble.CONSTS.sleep_unit = 0.02  # how often it looks after its workers; the default makes ends wait
        return pebble.ProcessPool(
            max_workers=self._workers,
            initializer=begin,
            initargs=(self.beats, self._memory),
            context=self._context,
        )

    def give(self, work: Callable[[Task], list[Result]], task: Task) -> Future[list[Result]]:
        """Give a task to a worker; cancelling the future stops a worker that is at it."""
        return self._pool.schedule(work, args=(task,))

    def renew(self) -> None:
        """Start again with new workers after the pool itself broke; not without end.

        :raises UnreadableFileError: when it has broken too often.
        """
        self._broken += 1
        if self._broken > POOLS_LOST:
            message = "读取程序的工作进程反复异常退出，无法继续；请检查内存和磁盘空间后重试。"
            raise UnreadableFileError(message, "crashed")
        self.end()
        self._pool = self._new_pool()

    def end(self) -> None:
        """Stop all workers, whatever they are at."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def __enter__(self) -> Self:
        """Return the crew itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop all workers."""
        self.end()


def _allow_children() -> None:
    """Let this process have workers, although whoever started it called it a daemon, as Dask's nanny does.

    That a daemon may have no children guards against orphans; a worker leaves when its starter is gone.
    """
    configuration = getattr(multiprocessing.current_process(), "_config", None)
    if isinstance(configuration, dict) and configuration.get("daemon"):
        configuration["daemon"] = False
