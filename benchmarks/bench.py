"""All figures in one run, peers beside us, and the limits of what is possible: one table.

    python benchmarks/bench.py [TURNS]

Prints the table and writes it into ``docs/benchmarks.md``, below its head. A module ``collect`` beside
this one adds rows of its own: its ``collect_rows()`` returns them as ``measuring.Row``, a head first.
"""

from __future__ import annotations

import importlib
import os
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import count
import extract
import fill
from measuring import HEAD, TURNS, Comparison, Row, compare, is_installed

from formkit.printing import table

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
MARK = "<!-- below: written by `make bench` -->\n"
COLLECT = "collect"


def comparisons() -> Iterator[Comparison | Row]:
    """Yield what is compared; a row alone where something cannot be measured here."""
    yield fill.comparison()
    with extract.filled_form() as filled:
        yield extract.docx(filled)
        made = extract.as_pdf(filled)
        yield (
            ("read a PDF (a page)", "not measured: no LibreOffice", "", "")
            if made is None
            else extract.pdf(made)
        )
    yield count.comparison()


def measured(turns: int) -> Iterator[list[Row]]:
    """Yield the rows of each comparison, its title first."""
    for item in comparisons():
        yield [(item.title, *HEAD[1:]), *compare(item, turns)] if isinstance(item, Comparison) else [item]
    if is_installed(COLLECT):
        yield importlib.import_module(COLLECT).collect_rows()


def machine() -> str:
    """Return in general words on what was measured."""
    system = platform.system()
    if system == "Linux":
        system = platform.freedesktop_os_release().get("PRETTY_NAME", system)
    processor = platform.machine()
    listed = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*:\s*(\w+ \w+)", listed.read_text()) if listed.is_file() else None
    kind = f"{processor} ({model[1]})" if model else processor
    return f"{os.cpu_count()} cores, {kind}, {system}, Python {platform.python_version()}"


def as_markdown(sections: list[list[Row]], turns: int) -> str:
    """Return the sections as one table, the title of each in bold."""
    lines = [
        f"Measured {turns} times in turn on {machine()}.",
        "",
        f"| {' | '.join(HEAD)} |",
        "|---|--:|--:|--:|",
    ]
    for (title, *more), *rows in sections:
        told = more if not rows else [""] * len(more)
        lines.append(f"| **{title}** | {' | '.join(told)} |")
        lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(re.sub(r" +\|", " |", line) for line in lines) + "\n"


def main(turns: int) -> None:
    """Measure, print, and write the page."""
    sections: list[list[Row]] = []
    for rows in measured(turns):
        print(table(rows) + "\n", flush=True)
        sections.append(rows)
    head, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(f"{head}{mark or MARK}\n{as_markdown(sections, turns)}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TURNS)
