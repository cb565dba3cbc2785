"""Official documents of the samples, and mistakes planted in the places that no style of an element has."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from formkit.cli import main
from formkit.gongwen.clauses import CLAUSES
from formkit.gongwen.elements import BY_KEY, FACES, LINE
from formkit.gongwen.titles import is_shapely, width
from formkit.linting.elements import Recognised, recognise
from formkit.linting.judge import lint
from formkit.linting.mistake import Mistake, Waiver
from formkit.readers.wordformat import formatted

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLES: Final = ROOT / "samples" / "tangcheng-2025"
SAMPLE: Final = SAMPLES / "notice-2025.yaml"
#: ``full`` is the notice with all that there is: 份号, 密级, 紧急程度, 签发人, a fourth level, 抄送.
DOCUMENTS: Final = {
    "notice": "notice-2025.yaml",
    "full": "notice-2025.yaml",
    "consultation": "consultation.yaml",
    "publicity": "publicity.yaml",
    "results": "results.yaml",
    "evaluation": "evaluation.yaml",
}
MARKS: Final = {"GwCopyNumber": "000001", "GwSecrecy": "机密★1年", "GwUrgency": "特急"}
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN: Final = "word/document.xml"
SIZES: Final = ("below", "above", "far")
_MM: Final = 1440 / 25.4
_EIGHTH: Final = 25.4 / 72 / 8

Change = Callable[[etree._Element], None]


class Slip(NamedTuple):
    """One mistake of a place: the clause that it breaks, the part of the package, and what plants it."""

    key: str
    part: str
    change: Change


def made(name: str, folder: Path) -> bytes:
    """Return one document of the samples as a file."""
    data, path = SAMPLES / DOCUMENTS[name], folder / "document.docx"
    if name != "full":
        assert main(["fill", name, str(data), "-o", str(path)]) == 0
        return path.read_bytes()
    full = folder / "full.yaml"
    text = data.read_text(encoding="utf-8")
    full.write_text(
        text.replace("record:\n", "record:\n  copies_to: 区委办公室，区政府办公室\n"), encoding="utf-8"
    )
    assert main(["fill", "notice", str(full), "-o", str(path)]) == 0
    return edited(path.read_bytes(), MAIN, _with_marks)


def _with_marks(root: etree._Element) -> None:
    paragraphs = list(root.iter(W + "p"))
    for paragraph, (style, text) in zip(paragraphs, MARKS.items(), strict=False):
        _become(paragraph, style, text)
    number = next(one for one in paragraphs if _style(one) == "GwNumber")
    signer = etree.Element(W + "p")
    number.addnext(signer)
    _become(signer, "GwSigner", "签发人：明山清")
    fourth = etree.Element(W + "p")
    next(one for one in paragraphs if "".join(one.itertext()).startswith("1．")).addnext(fourth)
    _become(fourth, "GwBody", "（1）第四层只有样例一句。")


def _become(paragraph: etree._Element, style: str, text: str) -> None:
    property_of(paragraph, "pPr", "pStyle").set(W + "val", style)
    etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t").text = text


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(W + "val"))


def found_in(data: bytes, waivers: tuple[Waiver, ...]) -> tuple[Mistake, ...]:
    """Return what is wrong with a file."""
    return lint(formatted(data, "notice.docx"), waivers)


def edited(data: bytes, name: str, change: Change) -> bytes:
    """Return a package with one member changed by a function of its root."""
    new_file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(new_file, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            if entry == name:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root, encoding="UTF-8")
            new.writestr(entry, content)
    return new_file.getvalue()


def text_of(data: bytes) -> str:
    """Return all characters of the document."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read(MAIN))
    return "".join(str(text) for text in root.itertext())


def property_of(paragraph: etree._Element, kind: str, name: str) -> etree._Element:
    """Return a property of a paragraph or a run, made where there is none."""
    properties = paragraph.find(W + kind)
    if properties is None:
        properties = etree.Element(W + kind)
        paragraph.insert(0, properties)
    element = properties.find(W + name)
    return etree.SubElement(properties, W + name) if element is None else element


def slips(data: bytes, size: str) -> Iterator[Slip]:
    """Yield a mistake of one size for each clause of a place that this document has."""
    document = formatted(data, "notice.docx")
    items = recognise(document.lines)
    yield from _of_area(size)
    yield from _of_blanks(items, size)
    yield from _of_rules(items, size)
    yield from _of_title(items, size)
    if any(item.key == "annex_mark" for item in items):
        yield Slip("annex.page", MAIN, _annex(size))
    for footer in document.footers:
        yield from _of_footer(footer.part, "odd" if footer.kind == "default" else "even", size)


def _off(key: str, size: str) -> float:
    """Return how far from what is wanted: within the tolerance, just beyond it, twice as far."""
    return CLAUSES[key].tolerance * {"below": 0.6, "above": 1.2, "far": 1.9}[size]


def _of_area(size: str) -> Iterator[Slip]:
    """Two margins, each within its own tolerance, take more from 版心 than it may lose."""
    for key, sides in (("text.width", ("left", "right")), ("text.height", ("top", "bottom"))):

        def change(root: etree._Element, key: str = key, sides: tuple[str, ...] = sides) -> None:
            margins = next(next(root.iter(W + "sectPr")).iter(W + "pgMar"))
            for side in sides:
                millimetres = float(CLAUSES[f"page.{side}"].wanted) + _off(key, size) / 2
                margins.set(W + side, str(round(millimetres * _MM)))

        yield Slip(key, MAIN, change)


def _of_blanks(items: tuple[Recognised, ...], size: str) -> Iterator[Slip]:
    """Blank lines above an element: one more than it may have, and three; less than half a line is none."""
    done: set[str] = set()
    for item in items:
        key = f"{item.key}.blank"
        if key not in CLAUSES or key in done or not item.leads or item.blank is None:
            continue
        done.add(key)
        more = int(CLAUSES[key].tolerance) + {"below": 0, "above": 1, "far": 3}[size]

        def change(root: etree._Element, at: int = item.line.number, more: int = more) -> None:
            paragraph = list(root.iter(W + "p"))[at]
            for _ in range(more):
                blank = etree.Element(W + "p")
                property_of(blank, "pPr", "pStyle").set(W + "val", "GwBlank")
                paragraph.addprevious(blank)
            if size == "below":
                property_of(paragraph, "pPr", "spacing").set(W + "before", str(round(0.4 * LINE * 20)))

        yield Slip("annex_title.row" if item.key == "annex_title" else key, MAIN, change)


def _of_rules(items: tuple[Recognised, ...], size: str) -> Iterator[Slip]:
    number = next((item.line.number for item in items if item.key == "number"), None)
    if number is not None:
        shade = {"below": "E60012", "above": "C00000", "far": "000000"}[size]

        def colour(root: etree._Element) -> None:
            next(list(root.iter(W + "p"))[number].iter(W + "bottom")).set(W + "color", shade)

        def shorten(root: etree._Element) -> None:
            indent = property_of(list(root.iter(W + "p"))[number], "pPr", "ind")
            indent.set(W + "left", str(round(_off("rule.width", size) * _MM)))

        yield Slip("rule.colour", MAIN, colour)
        yield Slip("rule.width", MAIN, shorten)
    record = [item.key for item in items if item.key in {"copies", "issued"}]
    for at, key in enumerate(
        ("rule.first", "rule.middle", "rule.last") if len(record) > 1 else ("rule.first", "rule.last")
    ):
        if record:
            last = at == len(record)
            yield Slip(key, MAIN, _thicken(at, _eighths(key, size)))
            if last:
                yield Slip("rule.record", MAIN, _narrow(at, _off("rule.record", size)))


def _eighths(key: str, size: str) -> int:
    """Return a thickness as Word writes it: the last that holds, the first that does not, thrice as thick."""
    clause = CLAUSES[key]
    holding = max(eighths for eighths in range(2, 20) if clause.holds(eighths * _EIGHTH))
    return {"below": holding, "above": holding + 1, "far": 3 * holding}[size]


def _ruled(root: etree._Element, at: int) -> Iterator[etree._Element]:
    """Yield the paragraphs that bear the rule of 版记 with this number: in the box and in its fallback."""
    for box in root.iter(W + "txbxContent"):
        yield [line for line in box.iter(W + "p") if line.find(f"{W}pPr/{W}pBdr") is not None][at]


def _thicken(at: int, eighths: int) -> Change:
    def change(root: etree._Element) -> None:
        for paragraph in _ruled(root, at):
            for border in next(paragraph.iter(W + "pBdr")):
                border.set(W + "sz", str(eighths))

    return change


def _narrow(at: int, millimetres: float) -> Change:
    def change(root: etree._Element) -> None:
        for paragraph in _ruled(root, at):
            property_of(paragraph, "pPr", "ind").set(W + "left", str(round(millimetres * _MM)))

    return change


def _of_title(items: tuple[Recognised, ...], size: str) -> Iterator[Slip]:
    """Cut the title elsewhere: as 梯形 or 菱形, with a small waist, and with a thin one."""
    title = [item.line for item in items if item.key == "title"]
    text = "".join(title[0].text.split("\n")) if len(title) == 1 and "\n" in title[0].text else ""
    if not text:
        return
    rows = _rows(text, size)

    def change(root: etree._Element) -> None:
        paragraph = list(root.iter(W + "p"))[title[0].number]
        runs = list(paragraph.iter(W + "r"))
        for run in runs[1:]:
            paragraph.remove(run)
        for child in runs[0].findall(W + "t") + runs[0].findall(W + "br"):
            runs[0].remove(child)
        for at, row in enumerate(rows):
            if at:
                etree.SubElement(runs[0], W + "br")
            etree.SubElement(runs[0], W + "t").text = row

    yield Slip("title.shape", MAIN, change)


def _rows(text: str, size: str) -> tuple[str, ...]:
    """Return three lines: shapely ones, those with the least waist, those with the thinnest."""
    cut = [(text[:one], text[one:other], text[other:]) for one, other in combinations(range(1, len(text)), 2)]
    lines = {rows: [width(row) for row in rows] for rows in cut}
    if size == "below":
        return next(rows for rows, widths in lines.items() if is_shapely(widths))
    waists = {rows: min(widths[0], widths[2]) - widths[1] for rows, widths in lines.items()}
    waisted = sorted((rows for rows, waist in waists.items() if waist > 0), key=lambda rows: waists[rows])
    return waisted[0 if size == "above" else -1]


def _annex(size: str) -> Change:
    """Break the page otherwise, not at all as a property says, not at all."""

    def change(root: etree._Element) -> None:
        broken = next(root.iter(W + "pageBreakBefore"))
        if size == "above":
            broken.set(W + "val", "0")
            return
        properties = broken.getparent()
        assert properties is not None
        properties.remove(broken)
        if size == "below":
            run = etree.Element(W + "r")
            etree.SubElement(run, W + "br").set(W + "type", "page")
            properties.addnext(run)

    return change


def _of_footer(part: str, side: str, size: str) -> Iterator[Slip]:
    marks = {"below": ("—", "—"), "above": ("- ", " -"), "far": ("第", "页")}[size]
    face = {"below": FACES["宋体"][1], "above": "仿宋", "far": "Arial"}[size]
    points = {"below": "28", "above": "29", "far": "36"}[size]

    def form(root: etree._Element) -> None:
        texts = list(root.iter(W + "t"))
        texts[0].text, texts[-1].text = marks

    def look(root: etree._Element) -> None:
        for run in root.iter(W + "r"):
            for name in ("ascii", "hAnsi"):
                property_of(run, "rPr", "rFonts").set(W + name, face)

    def height(root: etree._Element) -> None:
        for points_of in root.iter(W + "sz"):
            points_of.set(W + "val", points)

    def move(root: etree._Element) -> None:
        indent = next(root.iter(W + "ind"))
        characters = 1 + _off(f"page_number.{side}", size)
        indent.set(
            W + {"odd": "right", "even": "left"}[side],
            str(round(characters * BY_KEY["page_number"].size * 20)),
        )

    for key, change in (("form", form), ("face", look), ("size", height), (side, move)):
        yield Slip(f"page_number.{key}", part, change)
