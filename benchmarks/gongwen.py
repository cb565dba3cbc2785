"""Official documents printed by LibreOffice and measured on the page, clause by clause of GB/T 9704.

    python benchmarks/gongwen.py [--keep=FOLDER]

Prints clause, what is wanted, what was measured, and writes the table to docs/gongwen.md. Exit code 1 where a
row is outside its tolerance. Needs LibreOffice.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

import pdfplumber
from gongwenpage import PT_PER_MM, Line, Rule, Sheet

import formkit
from formkit.documents import fill_document
from formkit.gongwen.clauses import (
    BOTTOM,
    CLAUSES,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TEXT_WIDTH,
    TOP,
    Clause,
)
from formkit.gongwen.elements import EM, LINE, SMALL_SIZE, TITLE_SIZE
from formkit.gongwen.titles import is_shapely, width
from formkit.printing import table
from formkit.programs import libreoffice
from formkit.readers.data import read_data

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLES: Final = ROOT / "samples" / "tangcheng-2025"
#: So high 版记 may be, in millimetres: four lines.
RECORD_HEIGHT: Final = 45
COPIES: Final = {
    "record.copies_to": "区委办公室，区政府办公室，区人大常委会办公室，区政协办公室，区纪委监委机关"
}
#: What is measured: a document, its sample, and what is changed in that. With 抄送 版记 has its middle rule.
DOCUMENTS: Final = (
    ("notice", "notice-2025.yaml", {}),
    ("notice", "notice-2025.yaml", COPIES),
    ("results", "results.yaml", {}),
    ("evaluation", "evaluation.yaml", {}),
    ("publicity", "publicity.yaml", {}),
    ("consultation", "consultation.yaml", {}),
)


class Row(NamedTuple):
    """One measure on one page."""

    document: str
    page: int
    clause: Clause
    measured: float | str

    @property
    def holds(self) -> bool:
        """Whether it is within its tolerance."""
        return self.clause.holds(self.measured)

    def cells(self) -> tuple[str, ...]:
        """Return the cells of the table."""
        value = (
            self.measured
            if isinstance(self.measured, str)
            else f"{self.measured:.2f}".rstrip("0").rstrip(".")
        )
        clause = self.clause
        told = f"{value} {clause.unit}".rstrip()
        return (
            *(clause.clause, clause.element, clause.measure, clause.shown, told),
            *(f"{self.document} p. {self.page}", "" if self.holds else "**outside**"),
        )


def made(folder: Path) -> dict[str, Path]:
    """Return the documents as PDF files, by what they are called in the table."""
    programme = formkit.load("tangcheng-2025")
    sources: dict[str, Path] = {}
    for name, sample, changes in DOCUMENTS:
        data = read_data(SAMPLES / sample, programme.documents[name]).records[0]
        filled = fill_document(programme, name, _changed(data, changes), folder=SAMPLES)
        called = f"{name} with 抄送" if changes else name
        sources[called] = folder / f"{called.replace(' ', '-')}.docx"
        sources[called].write_bytes(filled.data)
    results = libreoffice.convert(list(sources.values()), folder, "pdf")
    for source, result in results.items():
        if not isinstance(result, Path):
            raise SystemExit(f"{source.name}: {result.message}")
    return {called: Path(str(results[source])) for called, source in sources.items()}


def _changed(data: Mapping[str, Any], changes: Mapping[str, str]) -> dict[str, Any]:
    changed = {key: dict(value) if isinstance(value, dict) else value for key, value in data.items()}
    for path, value in changes.items():
        group, name = path.split(".")
        changed[group][name] = value
    return changed


def measure(called: str, path: Path) -> Iterator[Row]:
    """Yield what a PDF measures, page by page."""
    with pdfplumber.open(path) as pdf:
        sheets = [Sheet(page) for page in pdf.pages]
        for sheet in sheets:
            for key, value in _of(sheet, len(sheets)):
                yield Row(called, sheet.number, CLAUSES[key], value)


def _of(sheet: Sheet, count: int) -> Iterator[tuple[str, float | str]]:
    yield "page.width", float(sheet.page.width) / PT_PER_MM
    yield "page.height", float(sheet.page.height) / PT_PER_MM
    if sheet.number == 1:
        yield from _front(sheet)
    if sheet.is_full and abs(sheet.body[0].size - TITLE_SIZE) > 1:
        yield from _full(sheet)
    yield from _signature(sheet)
    yield from _annex(sheet)
    yield from _number(sheet)
    if sheet.number == count:
        yield from _record(sheet)


def _front(sheet: Sheet) -> Iterator[tuple[str, float | str]]:
    """Yield what the first page shows: head and title of a document, the head of a letter, a title alone."""
    reds = sorted((item for item in sheet.rules() if item.is_red), key=lambda rule: rule.top)
    if len(reds) == 1:
        yield from _head(sheet)
    elif reds:
        head = sheet.red_ink(0, reds[0].top - 1)
        yield "letter_head.top", head[1]
        yield "letter_rule.below", reds[0].top - head[3]
        yield "letter_rule.width", reds[0].right - reds[0].left
        yield "letter_rule.foot", PAGE_HEIGHT - sheet.red_ink(PAGE_HEIGHT - BOTTOM, PAGE_HEIGHT - 1)[1]
    yield from _title(sheet, reds[0] if len(reds) == 1 else None)


def _head(sheet: Sheet) -> Iterator[tuple[str, float | str]]:
    red = sheet.red_ink(0, 110)
    yield "head.top", red[1] - TOP
    yield "head.face", sheet.face_at(red[1])
    (rule,) = [item for item in sheet.rules() if item.is_red]
    number = next(line for line in sheet.lines if line.text.endswith("号") and "〔" in line.text)
    ink = sheet.ink(number)
    yield "rule.below", rule.top - ink[3]
    yield "rule.width", rule.right - rule.left
    yield "number.align", _aligned(number)
    yield "number.size", number.size


def _title(sheet: Sheet, rule: Rule | None) -> Iterator[tuple[str, float | str]]:
    titles = [line for line in sheet.lines if abs(line.size - TITLE_SIZE) < 0.5]  # noqa: PLR2004 (points)
    yield "title.size", titles[0].size
    yield "title.align", "居中" if all(_aligned(line) == "居中" for line in titles) else "不居中"
    yield "title.shape", "梯形或菱形" if is_shapely([width(line.text) for line in titles]) else "其他"
    if rule is not None:
        yield "title.blank", round((titles[0].top - rule.bottom) * PT_PER_MM / LINE, 1)
    to = next(line for line in sheet.lines if line.baseline > titles[-1].baseline)
    if to.text.endswith(("：", ":")) or rule is not None:
        yield "to.blank", round((to.top - titles[-1].bottom) * PT_PER_MM / LINE, 1)
        yield "to.first", (to.left - LEFT) * PT_PER_MM / EM


def _aligned(line: Line) -> str:
    """Return how a line stands, to half a millimetre."""
    middle = LEFT + TEXT_WIDTH / 2
    return "居中" if abs((line.left + line.right) / 2 - middle) <= 0.5 else "不居中"  # noqa: PLR2004 (millimetres)


def _full(sheet: Sheet) -> Iterator[tuple[str, float | str]]:
    """Yield what a page of text from edge to edge shows; marks that hang over the edge are left out."""
    body = sheet.body
    yield "page.top", body[0].top
    yield "page.bottom", PAGE_HEIGHT - body[-1].bottom
    yield "page.left", min(line.left for line in body)
    yield "page.right", PAGE_WIDTH - max(line.right for line in body)
    yield "text.width", max(line.right for line in body) - min(line.left for line in body)
    yield "text.height", body[-1].bottom - body[0].top
    steps = [(after.baseline - before.baseline) * PT_PER_MM for before, after in pairwise(body)]
    if max(steps) < 1.5 * min(steps):  # no line is left blank
        yield "text.lines", float(len(body))
        yield "text.line", sum(steps) / len(steps)
    full = [line for line in body if line.is_full]
    # Where a mark may not begin a line or a word not be parted, a line holds fewer and is stretched.
    ((most, _),) = Counter(len(line.text) for line in full).most_common(1)
    yield "text.characters", float(most)
    indented = [line for line in body if 1.5 < (line.left - LEFT) * PT_PER_MM / EM < 2.5]  # noqa: PLR2004 (字)
    if indented:
        yield (
            "body.first",
            max(((line.left - LEFT) * PT_PER_MM / EM for line in indented), key=lambda x: abs(x - 2)),
        )
    yield "body.size", max(line.size for line in full)


def _signature(sheet: Sheet) -> Iterator[tuple[str, float | str]]:
    for name, date in pairwise(sheet.body):
        if date.text.endswith("日") and date.left > PAGE_WIDTH / 2 and len(date.text) < 12:  # noqa: PLR2004
            yield "date.right", (PAGE_WIDTH - RIGHT - date.right) * PT_PER_MM / EM
            yield "date.centred", abs(name.left + name.right - date.left - date.right) / 2


def _annex(sheet: Sheet) -> Iterator[tuple[str, float | str]]:
    if sheet.body and sheet.body[0].text.startswith("附件") and len(sheet.body[0].text) <= 3:  # noqa: PLR2004
        mark, title = sheet.body[0], sheet.body[1]
        yield "annex.page", "另起一面"
        yield "annex_mark.first", (mark.left - LEFT) * PT_PER_MM / EM
        yield "annex_title.align", _aligned(title)
        yield "annex_title.row", round((title.top - mark.top) * PT_PER_MM / LINE) + 1


def _number(sheet: Sheet) -> Iterator[tuple[str, float | str]]:
    foot = sheet.foot
    if "—" not in foot.text:
        return  # the first page of a letter shows no number (10.1)
    ink = sheet.ink(foot, "—")
    yield "page_number.below", ink[1] - (PAGE_HEIGHT - BOTTOM)
    yield "page_number.size", foot.size
    yield "page_number.form", "— 1 —" if foot.text == f"—{sheet.number}—" else foot.text
    if sheet.number % 2:
        yield "page_number.odd", (PAGE_WIDTH - RIGHT - foot.right) * PT_PER_MM / SMALL_SIZE
    else:
        yield "page_number.even", (foot.left - LEFT) * PT_PER_MM / SMALL_SIZE


def _is_record(rule: Rule) -> bool:
    """Whether a rule may be one of 版记: as wide as the text, and near its foot; a table's are elsewhere."""
    wide = rule.right - rule.left > TEXT_WIDTH - 1
    return not rule.is_red and wide and rule.top > PAGE_HEIGHT - BOTTOM - RECORD_HEIGHT


def _record(sheet: Sheet) -> Iterator[tuple[str, float | str]]:
    rules = sorted((rule for rule in sheet.rules() if _is_record(rule)), key=lambda rule: rule.top)
    if not rules:
        return  # a letter and a 公示 have no 版记
    names = ["rule.first", *["rule.middle"] * (len(rules) - 2), "rule.last"]
    for name, rule in zip(names, rules, strict=True):
        yield name, rule.bottom - rule.top
        yield "rule.record", rule.right - rule.left
    yield "rule.foot", rules[-1].bottom - (PAGE_HEIGHT - BOTTOM)
    last = sheet.record[-1]
    yield "issued.left", (last.left - LEFT) * PT_PER_MM / SMALL_SIZE
    yield "issued.right", (PAGE_WIDTH - RIGHT - last.right) * PT_PER_MM / SMALL_SIZE
    yield "issued.size", last.size


HEADS: Final = ("clause", "element", "measure", "wanted", "measured", "where", "")
PAGE: Final = ROOT / "docs" / "gongwen.md"
MARK: Final = "<!-- measured: benchmarks/gongwen.py writes what follows -->"


def worst(rows: list[Row]) -> list[Row]:
    """Return for each document and clause the page on which it is farthest from what is wanted."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row.document, row.clause.key)
        if key not in found or _distance(row) > _distance(found[key]):
            found[key] = row
    return list(found.values())


def _distance(row: Row) -> float:
    wanted, measured = row.clause.wanted, row.measured
    if isinstance(wanted, str) or isinstance(measured, str):
        return 0.0 if wanted == measured else float("inf")
    return abs(measured - wanted)


def write(rows: list[Row]) -> None:
    """Write the table behind what docs/gongwen.md says by hand."""
    head = PAGE.read_text(encoding="utf-8").partition(MARK)[0] if PAGE.exists() else ""
    lines = ["| " + " | ".join(HEADS) + " |", "|" + "---|" * len(HEADS)]
    lines += ["| " + " | ".join(row.cells()) + " |" for row in rows]
    PAGE.write_text(f"{head}{MARK}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Make, print and measure the documents."""
    keep = next((item.partition("=")[2] for item in sys.argv[1:] if item.startswith("--keep=")), "")
    with tempfile.TemporaryDirectory(prefix="formkit-") as spare:
        folder = Path(keep or spare)
        rows = worst([row for called, path in made(folder).items() for row in measure(called, path)])
    print(table([HEADS, *(row.cells() for row in rows)]))
    outside = [row for row in rows if not row.holds]
    print(f"{len(rows)} rows, {len(outside)} outside their tolerance")
    write(rows)
    return 1 if outside else 0


if __name__ == "__main__":
    sys.exit(main())
