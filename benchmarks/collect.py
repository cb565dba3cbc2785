"""``collect`` over an inbox of small packages: packages a second, processor time, memory of the parent.

    python benchmarks/collect.py [PACKAGES]

One application a package, one in five in an archive (``tests/inboxmaking.py``). With one process, with two,
and through a Dask scheduler with two workers on this machine, each time from nothing to the register. Memory
is that of the process that collects, looked at twice a second. ``make bench`` takes :func:`collect_rows`: a
smaller inbox beside what one would write himself with python-docx and openpyxl, which finds no field, checks
nothing and remembers nothing.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from measuring import HEAD, Comparison, Row, Side, be_side, compare, is_installed

import formkit
from formkit import cli
from formkit.collect import Wanted
from formkit.collect import collect as collect_inbox
from formkit.printing import table

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = 10_000
FEW = 300
TURNS = 3
SEED = 7
POINTS = 8
"""So many figures of memory are shown, evenly spread over the time."""


def make(folder: Path, count: int) -> None:
    """Write an inbox."""
    line = [sys.executable, str(ROOT / "tests" / "inboxmaking.py"), str(folder), str(count)]
    subprocess.run([*line, "--small", "--seed", str(SEED), "--broken", "0"], check=True, capture_output=True)


def by_hand(inbox: str) -> None:
    """Put all cells of each application into a row of a workbook."""
    import openpyxl
    from docx import Document

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for path in sorted(Path(inbox).iterdir()):
        file: Path | io.BytesIO = path
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as package:
                file = io.BytesIO(package.read(package.namelist()[0]))
        cells = (
            cell.text for item in Document(str(file) if isinstance(file, Path) else file).tables
            for row in item.rows for cell in row.cells
        )  # fmt: skip
        sheet.append(list(cells))
    with tempfile.TemporaryDirectory() as folder:
        book.save(Path(folder) / "register.xlsx")


def collect(inbox: str, *options: str) -> None:
    """Collect an inbox from nothing."""
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        cli.main(["collect", inbox, "-o", str(Path(folder) / "register.xlsx"), "--json", *options])


@contextmanager
def cluster() -> Iterator[str]:
    """Start a scheduler and two workers, each a process of its own; give the scheduler's address."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as running:
        yield running.scheduler_address


def on_cluster(inbox: str) -> None:
    """Collect an inbox through Dask."""
    with cluster() as address:
        collect(inbox, "--cluster", address)


def collect_rows() -> list[Row]:
    """Return the rows about collecting for the table of ``make bench``."""
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        make(inbox, FEW)
        sides = [
            Side("python-docx and openpyxl", __file__, ("by hand", str(inbox)), units=FEW),
            Side("formkit collect, 1 process", __file__, ("collect", str(inbox), "-j", "1"), units=FEW),
            Side("formkit collect, 2 processes", __file__, ("collect", str(inbox), "-j", "2"), units=FEW),
            Side("formkit collect, Dask", __file__, ("cluster", str(inbox)), "distributed", units=FEW),
        ]
        title = f"collect {FEW} small packages (a package)"
        return [(title, *HEAD[1:]), *compare(Comparison(title, sides), TURNS)]


def _memory(process: int) -> float:
    """Return the megabytes that a process holds, 0 where that cannot be known."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s*(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def told(inbox: str, register: str, jobs: str, address: str) -> None:
    """Collect; print after how many seconds all was read, and the register written."""
    begun, read = time.monotonic(), 0.0

    def hear(done: int, total: int, _: str) -> None:
        nonlocal read
        if done == total:
            read = time.monotonic() - begun

    wanted = Wanted(int(jobs), address, told=hear)
    collect_inbox(formkit.load("tangcheng-2025"), inbox, register, wanted)
    print(json.dumps([read, time.monotonic() - begun]))


def timed(inbox: Path, count: int, jobs: str, address: str = "") -> tuple[str, ...]:
    """Collect once; return packages a second and the memory of the parent over time."""
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "register.xlsx"
        line = [sys.executable, __file__, "--told", str(inbox), str(register), jobs, address]
        held: list[float] = []
        with subprocess.Popen(line, stdout=subprocess.PIPE) as running:
            while running.poll() is None:
                held.append(_memory(running.pid))
                time.sleep(0.5)
            read, whole = json.loads(running.stdout.read() if running.stdout else b"[0, 0]")
        return (
            f"{count / read:.0f}",
            f"{read:.0f}",
            f"{whole:.0f}",
            f"{max(held):.0f}",
            " ".join(f"{held[len(held) * place // POINTS]:.0f}" for place in range(1, POINTS)),
            f"{register.stat().st_size / 1e6:.0f}",
        )


def main() -> None:
    """Print the table."""
    if be_side({"by hand": by_hand, "collect": collect, "cluster": on_cluster}):
        return
    if sys.argv[1:2] == ["--told"]:
        told(*sys.argv[2:])
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PACKAGES
    heads = ("read a second", "seconds for that", "with register", "peak MB", "MB over time", "its MB")
    rows = [(f"{count} packages, {os.cpu_count()} cores", *heads)]
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        make(inbox, count)
        rows += [(f"{jobs} processes", *timed(inbox, count, jobs)) for jobs in ("1", "2")]
        if is_installed("distributed"):
            with cluster() as address:
                rows.append(("Dask, 2 workers", *timed(inbox, count, "1", address)))
    print(table(rows))


if __name__ == "__main__":
    main()
