"""``extract`` of a filled form against a bare walk over ``row.cells`` with python-docx, in one run.

    python benchmarks/extract.py [TIMES]

formkit reads, recognises, matches and parses; python-docx only visits the cells. CPU time counts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import formkit
from formkit.printing import table
from formkit.readers.data import read_data

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "tangcheng-2025" / "enterprise.yaml"


def walk(path: Path) -> int:
    """Visit each cell with python-docx; return the number of characters."""
    from docx import Document

    return sum(
        len(cell.text) for item in Document(str(path)).tables for row in item.rows for cell in row.cells
    )


def cpu(what: str, path: Path, times: int) -> float:
    """Return the CPU milliseconds of one of many calls in a row, the best of three rounds."""
    call = formkit.load("tangcheng-2025")
    work: Callable[[], object] = (
        (lambda: walk(path)) if what == "walk" else (lambda: formkit.extract(call, path))
    )
    work()
    rounds = []
    for _ in range(3):
        start = time.process_time()
        for _ in range(times):
            work()
        rounds.append((time.process_time() - start) * 1000 / times)
    return min(rounds)


def measured(what: str, path: Path, times: int) -> float:
    """Return the figure of one side, in a process of its own: neither pays for the other's garbage."""
    command = [sys.executable, __file__, "--side", what, str(path), str(times)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Print the table: the sides in turn, three times, and the median of the three ratios."""
    if "--side" in sys.argv:
        print(cpu(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])))
        return
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    call = formkit.load("tangcheng-2025")
    data = read_data(SAMPLE, call.forms["application"]).records[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "filled.docx"
        formkit.fill(call, "application", data, path, folder=SAMPLE.parent)
        pairs = [(measured("walk", path, times), measured("extract", path, times)) for _ in range(3)]
    base, mine = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(theirs / ours for theirs, ours in pairs)
    rows = [("", "CPU ms", "times python-docx"), ("python-docx row.cells", f"{base:.1f}", "1.0")]
    rows.append(("formkit extract", f"{mine:.1f}", f"{ratio:.1f}"))
    print(table(rows))


if __name__ == "__main__":
    main()
