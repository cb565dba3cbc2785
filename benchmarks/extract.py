"""``extract`` beside what others do with the same files, in one run.

    python benchmarks/extract.py [FILES]

DOCX: a batch of FILES (500) filled forms through ``extract_all``, workers and all, against a bare walk
over ``row.cells`` with python-docx, which neither matches nor parses; CPU time of all processes, start
included. markitdown is measured without its start, over fewer files. PDF: pages of the filled form from
LibreOffice against ``extract_tables`` of pdfplumber, and how many of the form's short answers stand
exactly in what each read. One file by the command, as a multiple of ``python -c pass`` (hyperfine).
The limits do no more than must be done: read, inflate, parse, one XPath; open, load each page, its text.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from measuring import Comparison, Side, be_side, seconds_each, show

import formkit
from formkit.printing import table
from formkit.programs import libreoffice
from formkit.readers import read
from formkit.readers.data import read_data

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "tangcheng-2025" / "enterprise.yaml"
FILES = 500
#: Of the slowest peer so many files are read.
FEW = 10
SHORT = 12
"""Answers up to this length are compared: longer ones wrap, and pdfplumber keeps the breaks."""


def walk(*paths: str) -> None:
    """Visit each cell of each file with python-docx."""
    from docx import Document

    for path in paths:
        for item in Document(path).tables:
            for row in item.rows:
                for cell in row.cells:
                    len(cell.text)


def extract(*paths: str) -> None:
    """Read each file with formkit, workers and all."""
    call = formkit.load("tangcheng-2025")
    for case in formkit.extract_all(call, paths):
        len(case.record.answers)


def markdown(path: str, count: str) -> float:
    """Return the CPU seconds of a file turned into Markdown, once libraries are loaded."""
    from markitdown import MarkItDown

    converter = MarkItDown()
    return seconds_each(lambda: converter.convert(path), int(count))


def docx_limit(path: str, count: str) -> float:
    """Return the CPU seconds of reading, inflating and parsing a file, and one XPath over its texts."""
    from lxml import etree

    word = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}

    def look() -> None:
        with zipfile.ZipFile(path) as package:
            etree.fromstring(package.read("word/document.xml")).xpath("//w:t/text()", namespaces=word)

    return seconds_each(look, int(count))


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


def loaded_pages(path: str) -> int:
    """Open a PDF with pdfium and load the text of each page; return the number of its characters."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


def page_seconds(read_pdf: Callable[[str], object]) -> Callable[[str, str, str], float]:
    """Return a side: the CPU seconds of a page."""
    return lambda path, pages, count: seconds_each(lambda: read_pdf(path), int(count)) / int(pages)


SIDES: dict[str, Callable[..., float | None]] = {
    "walk": walk,
    "extract": extract,
    "markitdown": markdown,
    "docx-limit": docx_limit,
    "pdfplumber": page_seconds(plumber_cells),
    "pdf": page_seconds(our_cells),
    "pdf-limit": page_seconds(loaded_pages),
}


@contextmanager
def filled_form() -> Iterator[Path]:
    """Fill the sample into a folder of its own; the file is there as long as it is used."""
    call = formkit.load("tangcheng-2025")
    data = read_data(SAMPLE, call.forms["application"]).records[0]
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder, "filled.docx")
        formkit.fill(call, "application", data, filled, folder=SAMPLE.parent)
        yield filled


def docx(filled: Path, files: int = FILES) -> Comparison:
    """Return the sides that read a batch of DOCX."""
    paths = [str(filled.with_name(f"{number}.docx")) for number in range(files)]
    for path in paths:
        shutil.copyfile(filled, path)
    return Comparison(
        f"read {files} DOCX (a file)",
        (
            Side("python-docx, row.cells", __file__, ("walk", *paths), units=files),
            Side("markitdown", __file__, ("markitdown", paths[0], str(FEW)), module="markitdown"),
            Side("formkit extract_all", __file__, ("extract", *paths), units=files),
            Side("limit: read, inflate, parse, XPath", __file__, ("docx-limit", paths[0], str(files))),
        ),
    )


def as_pdf(filled: Path) -> Path | None:
    """Return the form as LibreOffice makes a PDF of it; None where there is no LibreOffice."""
    try:
        made = libreoffice.convert([filled], filled.parent, "pdf")[filled]
    except formkit.MissingProgramError:
        return None
    return made if isinstance(made, Path) else None


def pdf(made: Path) -> Comparison:
    """Return the sides that read a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(made) as document:
        pages = len(document)
    path = str(made)
    return Comparison(
        f"read a PDF of {pages} pages (a page)",
        (
            Side("pdfplumber, extract_tables", __file__, ("pdfplumber", path, str(pages), "3")),
            Side("formkit", __file__, ("pdf", path, str(pages), "20")),
            Side("limit: pdfium, text of pages", __file__, ("pdf-limit", path, str(pages), "20")),
        ),
    )


def exactness(filled: Path, made: Path) -> list[tuple[str, ...]]:
    """Return what share of the form's short answers stand exactly in the cells that each side reads."""
    record = formkit.extract(None, filled).record
    answers = {found.raw for found in record.answers.values() if 0 < len(found.raw) <= SHORT}
    rows: list[tuple[str, ...]] = [(f"exact, of {len(answers)} short answers", "")]
    for name, cells in (("pdfplumber", plumber_cells), ("formkit", our_cells)):
        found = cells(str(made))
        rows.append((name, f"{sum(answer in found for answer in answers) / len(answers):.3f}"))
    return rows


def command(filled: Path) -> list[tuple[str, ...]]:
    """Return the rows of the table about one file by the command, compiled files cached."""
    if shutil.which("hyperfine") is None:
        return [("one file by the command", "not measured: hyperfine is not installed", "")]
    figures = filled.with_name("figures.json")
    python = sys.executable
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(filled.with_name("compiled"))}
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


def main(files: int) -> None:
    """Print the tables."""
    with filled_form() as filled:
        show(docx(filled, files), turns=3)
        made = as_pdf(filled)
        if made is not None:
            print()
            show(pdf(made), turns=3)
            print("\n" + table(exactness(filled, made)))
        print("\n" + table(command(filled)))


if __name__ == "__main__" and not be_side(SIDES):
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
