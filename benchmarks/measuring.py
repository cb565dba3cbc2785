"""Sides of a comparison: each in a process of its own, several times in turn; the median counts.

A benchmark names its sides in a :class:`Comparison`; called with ``--side NAME …`` it is that side, and
:func:`be_side` prints what it cost. Needs a system with ``wait4`` (Linux, macOS).
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from formkit.printing import table

MEBIBYTE = 1024 * 1024
#: ``ru_maxrss`` counts in KiB, save on macOS.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
HEAD = ("", "CPU ms", "times", "peak MB")
NOT_INSTALLED = "未安装 not installed"
TURNS = 5

Row = tuple[str, str, str, str]


class Cost(NamedTuple):
    """What one unit of work cost: CPU seconds; and the most memory that one process held, in bytes."""

    seconds: float
    peak: float


class Side(NamedTuple):
    """One side of a comparison: a script and its arguments.

    ``module`` must be there for it. A side prints the CPU seconds of one unit; where ``units`` is given,
    the CPU time of all its processes, start included, is shared out among so many.
    """

    name: str
    script: str
    arguments: tuple[str, ...]
    module: str = ""
    units: int = 0


class Comparison(NamedTuple):
    """Sides that do the same, and what of; the first is what the others are measured by."""

    title: str
    sides: Sequence[Side]


def compare(comparison: Comparison, turns: int = TURNS) -> list[Row]:
    """Return a row for each side; ``times`` is the median of the ratios to the first side, turn by turn.

    Where the first is not installed, there is nothing to be measured by, and ``times`` is left out.
    """
    there = [side for side in comparison.sides if not side.module or is_installed(side.module)]
    costs: dict[str, list[Cost]] = {side.name: [] for side in there}
    with tempfile.TemporaryDirectory() as compiled:
        for _ in range(turns):
            for side in there:
                costs[side.name].append(_run(side, compiled))
    base = costs.get(comparison.sides[0].name)
    rows: list[Row] = []
    for side in comparison.sides:
        mine = costs.get(side.name)
        if mine is None:
            rows.append((side.name, NOT_INSTALLED, "", ""))
            continue
        ratios = [one.seconds / other.seconds for one, other in zip(base or (), mine, strict=False)]
        times = figure(statistics.median(ratios)) if ratios else ""
        seconds = statistics.median(cost.seconds for cost in mine)
        peak = statistics.median(cost.peak for cost in mine)
        rows.append((side.name, figure(seconds * 1000), times, f"{peak / MEBIBYTE:.0f}"))
    return rows


def show(comparison: Comparison, turns: int = TURNS) -> None:
    """Print a comparison alone."""
    print(table([(comparison.title, *HEAD[1:]), *compare(comparison, turns)]))


def be_side(sides: Mapping[str, Callable[..., float | None]]) -> bool:
    """Be the side that the command line names, if it names one; return whether it did."""
    if sys.argv[1:2] != ["--side"]:
        return False
    name, *arguments = sys.argv[2:]
    seconds = sides[name](*arguments)
    print(json.dumps({"seconds": seconds, "peak": _peak()}))
    return True


def _peak() -> int:
    """Return the most bytes that this process or one of its own held.

    Linux counts in ``ru_maxrss`` what the process that started this one held; its own stands elsewhere.
    """
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="utf-8")) if status.is_file() else None
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * PEAK_UNIT
    own = int(found[1]) * 1024 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT
    return max(own, of_children)


def seconds_each(work: Callable[[], object], count: int) -> float:
    """Return the CPU seconds of a piece of work in this process, once it has been done once."""
    work()
    start = time.process_time()
    for _ in range(count):
        work()
    return (time.process_time() - start) / count


def is_installed(module: str) -> bool:
    """Whether a peer is there."""
    return importlib.util.find_spec(module) is not None


def figure(number: float) -> str:
    """Return a number with three digits that matter: ``0.0312``, ``4.56``, ``78.9``, ``123``."""
    places = 0 if number >= 100 else 1 if number >= 10 else 2 if number >= 1 else 4  # noqa: PLR2004 (digits)
    return f"{number:.{places}f}"


def _run(side: Side, compiled: str) -> Cost:
    """Run a side once; modules are compiled once for all turns, as those of installed packages are."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, side.script, "--side", *side.arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        said = process.stdout.read() if process.stdout is not None else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{side.name}: exit code {process.returncode}")
    told = json.loads(said)
    whole = usage.ru_utime + usage.ru_stime
    return Cost(whole / side.units if side.units else told["seconds"], told["peak"])
