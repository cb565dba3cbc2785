"""Run an outside program under limits; whatever becomes of it, none of its processes is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from formkit.limits import MEBIBYTE

ADDRESSES = 3072 * MEBIBYTE
"""Address space of the program; LibreOffice needs a third of it for a form."""

FILE_SIZE = 1024 * MEBIBYTE
LOOK = 0.05
"""Seconds between two looks at what the program has done."""

#: Set the limits, then become the program: between fork and exec no Python may run in a threaded process.
LAUNCHER = """
import os, resource, sys
for name, most in ((resource.RLIMIT_AS, int(sys.argv[1])), (resource.RLIMIT_FSIZE, int(sys.argv[2])),
                   (resource.RLIMIT_CORE, 0)):
    hard = resource.getrlimit(name)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(name, (most, most))
os.execv(sys.argv[3], sys.argv[3:])
"""


class Ending(StrEnum):
    """How a run came to its end."""

    DONE = "done"
    CRASHED = "crashed"
    TIMEOUT = "timeout"


class Run(NamedTuple):
    """How a run ended, and what the program said."""

    ending: Ending
    said: str


def run(  # noqa: PLR0913 (the limits are keywords)
    command: Sequence[str],
    environment: Mapping[str, str],
    log: Path,
    *,
    first: float,
    still: float,
    token: Callable[[], object],
) -> Run:
    """Run a program until it ends, or until ``token`` has not changed for a time.

    ``first`` is how many seconds may pass before the token changes for the first time, ``still`` how many
    between two changes.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            _limited(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            cwd=log.parent,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            ending = _watch(process, first=first, still=still, token=token)
        finally:
            _end(process)
    return Run(ending, log.read_bytes()[:MEBIBYTE].decode("utf-8", "replace"))


def _limited(command: Sequence[str]) -> list[str]:
    if not sys.platform.startswith("linux") or not sys.executable:
        return list(command)
    return [sys.executable, "-I", "-S", "-c", LAUNCHER, str(ADDRESSES), str(FILE_SIZE), *command]


def _watch(
    process: subprocess.Popen[bytes], *, first: float, still: float, token: Callable[[], object]
) -> Ending:
    seen = token()
    until = time.monotonic() + first
    while True:
        try:
            code = process.wait(LOOK)
        except subprocess.TimeoutExpired:
            now = token()
            if now != seen:
                seen, until = now, time.monotonic() + still
            elif time.monotonic() > until:
                return Ending.TIMEOUT
        else:
            return Ending.CRASHED if code else Ending.DONE


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and all it started; its group is its own."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
            )
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
