"""``extract`` of a filled form against a bare walk over ``row.cells`` with python-docx, in one run.

    python benchmarks/extract.py [TIMES]

formkit reads, recognises, matches and parses; python-docx only visits the cells. CPU time counts.
"""

from __future__ import annotations

import gc
import statistics
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


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU milliseconds of one call; what the other side left behind is swept away before."""
    gc.collect()
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def main() -> None:
    """Print the table."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    call = formkit.load("tangcheng-2025")
    data = read_data(SAMPLE, call.forms["application"]).records[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "filled.docx"
        formkit.fill(call, "application", data, path, folder=SAMPLE.parent)
        # In turn, so that a machine that slows down slows both; the ratio is that of each pair.
        formkit.extract(call, path)
        pairs = [(cpu(lambda: walk(path)), cpu(lambda: formkit.extract(call, path))) for _ in range(times)]
    base, mine = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(theirs / ours for theirs, ours in pairs)
    rows = [("", "CPU ms", "times python-docx"), ("python-docx row.cells", f"{base:.1f}", "1.0")]
    rows.append(("formkit extract", f"{mine:.1f}", f"{ratio:.1f}"))
    print(table(rows))


if __name__ == "__main__":
    main()
