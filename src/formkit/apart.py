"""Do one piece of work for each of several files, each in a worker process that can be stopped.

For work whose result is a file: one that makes a library hang or die costs itself alone.
:mod:`formkit.isolation` is for reading, where a page that hangs should cost that page alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import PurePath
from typing import Any, TypeVar

from formkit.errors import UnreadableFileError
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.worker import WIDTH, begin, worker_context

Told = Callable[[int, int, str], None]
Given = TypeVar("Given")
Made = TypeVar("Made")


def each_apart(
    work: Callable[[Given], Made],
    given: Sequence[tuple[str, Given]],
    *,
    limits: ReadLimits = DEFAULT_LIMITS,
    told: Told | None = None,
) -> list[Made | UnreadableFileError]:
    """Return what ``work`` makes of each thing given, in their order, or why it made nothing.

    Each is given with the name that people know it by. One may take ``limits.file_seconds`` seconds and
    ``limits.memory_bytes``. ``work`` and what it takes and makes pass between processes. ``told`` hears
    how far the work is.
    """
    import pebble

    made: list[Made | UnreadableFileError] = []
    if not given:
        return made
    pool = pebble.ProcessPool(
        max_workers=max(1, min(os.cpu_count() or 1, len(given))),
        initializer=begin,
        initargs=([0] * WIDTH, limits.memory_bytes),
        context=worker_context(),
    )
    try:
        futures: list[Future[Made]] = [
            pool.schedule(work, args=(item,), timeout=limits.file_seconds) for _, item in given
        ]
        for number, (future, (name, _)) in enumerate(zip(futures, given, strict=True), 1):
            made.append(_settled(future, name))
            if told is not None:
                told(number, len(given), name)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
    return made


def _settled(future: Future[Any], name: str) -> Any:  # noqa: ANN401 (whatever the work makes)
    try:
        return future.result()
    except UnreadableFileError as problem:
        return problem
    except TimeoutError:
        message = f"“{PurePath(name).name}”：处理时间过长，已停止；请重新打印成 PDF 后再试。"
        return UnreadableFileError(message, "timeout")
    except Exception:  # noqa: BLE001 (a worker that died, or ran out of memory, ends in any of them)
        message = f"“{PurePath(name).name}”：处理时程序异常退出，文件可能已损坏；请重新打印成 PDF 后再试。"
        return UnreadableFileError(message, "crashed")
