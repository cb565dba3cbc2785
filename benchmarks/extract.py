"""``extract`` beside what others do with the same files, in one run.

    python benchmarks/extract.py [FILES]

DOCX: a batch of FILES (500) filled forms through ``extract_all``, workers and all, against a bare walk
over ``row.cells`` with python-docx, which neither matches nor parses; CPU time of all processes, start
included. PDF: pages a second of the filled form from LibreOffice against ``extract_tables`` of
pdfplumber, and how many of the form's short answers stand exactly in what each read. One file by the
command, as a multiple of ``python -c pass`` (hyperfine). Each side runs in a process of its own, three
times in turn; the median counts.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import formkit
from formkit.printing import table
from formkit.programs import libreoffice
from formkit.readers import read
from formkit.readers.data import read_data

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "tangcheng-2025" / "enterprise.yaml"
SHORT = 12
"""Answers up to this length are compared: longer ones wrap, and pdfplumber keeps the breaks."""


def walk(paths: list[str]) -> int:
    """Visit each cell of each file with python-docx; return the number of characters."""
    from docx import Document

    return sum(
        len(cell.text)
        for path in paths
        for item in Document(path).tables
        for row in item.rows
        for cell in row.cells
    )


def extract(paths: list[str]) -> int:
    """Read each file with formkit; return the number of answers."""
    call = formkit.load("tangcheng-2025")
    return sum(len(case.record.answers) for case in formkit.extract_all(call, paths))


def plumber_cells(path: str) -> list[str]:
    """Return the texts of all cells that pdfplumber finds."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return [
            cell or ""
            for page in pdf.pages
            for found in page.extract_tables()
            for row in found
            for cell in row
        ]


def our_cells(path: str) -> list[str]:
    """Return the texts of all cells that formkit reads."""
    return [
        cell.text
        for block in read(Path(path)).blocks
        if isinstance(block, formkit.Table)
        for cell in block.cells
    ]


def seconds_of(side: str, path: str) -> tuple[float, list[str]]:
    """Return the CPU seconds of reading a PDF once libraries are loaded, and the texts of its cells."""
    cells = plumber_cells if side == "pdfplumber" else our_cells
    cells(path)
    times = 3 if side == "pdfplumber" else 20
    start = time.process_time()
    for _ in range(times):
        found = cells(path)
    return (time.process_time() - start) / times, found


def cpu_of(side: str, paths: list[str]) -> float:
    """Return the CPU seconds of a side in a process of its own, with all processes it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, __file__, "--side", side, *paths], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def docx(filled: Path, folder: Path, files: int) -> list[tuple[str, ...]]:
    """Return the rows of the table about DOCX."""
    paths = []
    for number in range(files):
        paths.append(str(folder / f"{number}.docx"))
        shutil.copyfile(filled, paths[-1])
    pairs = [(cpu_of("walk", paths), cpu_of("extract", paths)) for _ in range(3)]
    base, mine = (statistics.median(side) * 1000 / files for side in zip(*pairs, strict=True))
    ratio = statistics.median(theirs / ours for theirs, ours in pairs)
    return [
        (f"{files} DOCX", "CPU ms a file", "times"),
        ("python-docx row.cells", f"{base:.1f}", "1.0"),
        ("formkit extract_all", f"{mine:.1f}", f"{ratio:.1f}"),
    ]


def pdf(filled: Path, folder: Path) -> list[tuple[str, ...]]:
    """Return the rows of the table about PDF."""
    made = libreoffice.convert([filled], folder, "pdf")[filled]
    if not isinstance(made, Path):
        return [("PDF", "not measured", "")]
    case = formkit.extract(None, filled)
    answers = {found.raw for found in case.record.answers.values() if 0 < len(found.raw) <= SHORT}
    pages = max(item.spot.page or 0 for item in read(made).blocks if isinstance(item, formkit.Line))
    figures: dict[str, list[float]] = {"pdfplumber": [], "formkit": []}
    exact: dict[str, float] = {}
    for _ in range(3):
        for side, seconds in figures.items():
            command = [sys.executable, __file__, "--side", f"pdf-{side}", str(made)]
            done = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            seconds.append(done["seconds"])
            exact[side] = sum(answer in done["cells"] for answer in answers) / len(answers)
    base = statistics.median(figures["pdfplumber"])
    return [("PDF", "pages a CPU second", "times", f"exact, of {len(answers)} short answers")] + [
        (
            side,
            f"{pages / statistics.median(seconds):.0f}",
            f"{base / statistics.median(seconds):.1f}",
            f"{exact[side]:.3f}",
        )
        for side, seconds in figures.items()
    ]


def command(filled: Path, folder: Path) -> list[tuple[str, ...]]:
    """Return the rows of the table about one file by the command, compiled files cached."""
    if shutil.which("hyperfine") is None:
        return [("one file by the command", "not measured: hyperfine is not installed", "")]
    figures = folder / "figures.json"
    python = sys.executable
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    lines = [f"{python} -c pass", f"{python} -m formkit --help", f"{python} -m formkit extract {filled}"]
    subprocess.run(
        ["hyperfine", "-N", "--warmup", "3", "--runs", "20", "--export-json", str(figures), *lines],
        check=True, capture_output=True, env=environment,
    )  # fmt: skip
    medians = [item["median"] for item in json.loads(figures.read_text(encoding="utf-8"))["results"]]
    return [("one command", "ms", "times")] + [
        (name, f"{median * 1000:.0f}", f"{median / medians[0]:.1f}")
        for name, median in zip(("python -c pass", "formkit --help", "formkit extract"), medians, strict=True)
    ]


def main() -> None:
    """Print the tables, or be one side of them."""
    if "--side" in sys.argv:
        side, *paths = sys.argv[2:]
        if side.startswith("pdf-"):
            seconds, cells = seconds_of(side.removeprefix("pdf-"), paths[0])
            print(json.dumps({"seconds": seconds, "cells": cells}))
        else:
            print(walk(paths) if side == "walk" else extract(paths))
        return
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    call = formkit.load("tangcheng-2025")
    data = read_data(SAMPLE, call.forms["application"]).records[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filled = folder / "filled.docx"
        formkit.fill(call, "application", data, filled, folder=SAMPLE.parent)
        for rows in (docx(filled, folder, files), pdf(filled, folder), command(filled, folder)):
            print(table(rows) + "\n")


if __name__ == "__main__":
    main()
