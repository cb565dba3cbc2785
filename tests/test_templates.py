"""The committed templates: made by their script, looking as offices' forms do, sound for Word."""

from __future__ import annotations

import importlib
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

import formkit
from formkit.api import layout_of
from formkit.grid import Line
from formkit.readers import read

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "templates" / "tangcheng-2025"
FORMS = ["application.docx", "profile.docx", "report.docx"]
PAPERS = ["receipt.docx", "stamp.docx", "supplement.docx", "volume.docx"]
DOCUMENTS = [
    "consultation.docx",
    "consultation_internal.docx",
    "evaluation.docx",
    "notice.docx",
    "publicity.docx",
    "results.docx",
]
NAMES = sorted(FORMS + PAPERS + DOCUMENTS)
CALL = formkit.load("tangcheng-2025")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE_FONTS = {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"}
A4 = ("11906", "16838")


@pytest.fixture(scope="module")
def builder() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "tools"))
    yield importlib.import_module("build_templates")
    sys.path.remove(str(ROOT / "tools"))


def members(data: bytes) -> list[tuple[str, tuple[int, ...], bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(item.filename, item.date_time, archive.read(item)) for item in archive.infolist()]


def part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def rows(name: str) -> list[etree._Element]:
    return list(part(FOLDER / name, "word/document.xml").iter(W + "tr"))


def text_of(element: etree._Element) -> str:
    return "".join(str(piece.text or "") for piece in element.iter(W + "t"))


def has(row: etree._Element, mark: str) -> bool:
    return row.find(f"{W}trPr/{W}{mark}") is not None


def lines(path: Path) -> list[str]:
    return [block.text for block in read(path).blocks if isinstance(block, Line)]


def test_the_script_makes_the_committed_templates(builder: ModuleType, tmp_path: Path) -> None:
    made = builder.templates()
    assert sorted(made) == sorted([*NAMES, "plaques.xlsx"])
    assert sorted(made) == sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".toml")
    for name, data in made.items():
        path = tmp_path / name
        path.write_bytes(data)
        if path.suffix == ".docx":
            assert read(path).blocks == read(FOLDER / name).blocks
        # the members, not the archive: another zlib may deflate the same bytes otherwise
        assert members(data) == members((FOLDER / name).read_bytes())


def test_made_twice_a_template_is_the_same_byte_for_byte(builder: ModuleType) -> None:
    assert builder.templates() == builder.templates()


def test_the_script_writes_where_it_is_told(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "tools" / "build_templates.py", tmp_path], check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*NAMES, "plaques.xlsx"])


def test_the_title_stands_in_two_lines_as_the_annex_prints_it() -> None:
    assert lines(FOLDER / "application.docx")[:2] == ["“棠城工匠”技能大师工作室", "申  报  表"]


def test_instructions_stand_on_a_page_of_their_own() -> None:
    body = part(FOLDER / "application.docx", "word/document.xml").find(W + "body")
    assert body is not None
    opens = [text_of(p) for p in body.iter(W + "p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert opens[:2] == ["填表说明", "一、申报单位基本情况"]


def test_the_faces_of_official_documents_are_named() -> None:
    styles = part(FOLDER / "application.docx", "word/styles.xml")
    named = {fonts.get(W + "eastAsia") for fonts in styles.iter(W + "rFonts")}
    assert named >= OFFICE_FONTS
    table = part(FOLDER / "application.docx", "word/fontTable.xml")
    assert {font.get(W + "name") for font in table} >= OFFICE_FONTS


@pytest.mark.parametrize("name", NAMES)
def test_styles_are_our_own_and_nothing_is_hidden(name: str) -> None:
    styles = part(FOLDER / name, "word/styles.xml")
    kept = {"Normal", "DefaultParagraphFont", "TableNormal"}
    standard = {s.get(W + "styleId") for s in styles.iter(W + "style") if s.get(W + "customStyle") is None}
    assert standard == kept
    with zipfile.ZipFile(FOLDER / name) as archive:
        inside = set(archive.namelist())
        text = b"".join(archive.read(member) for member in inside).decode()
    assert not [member for member in inside if "thumbnail" in member or "customXml" in member]
    assert "python-docx" not in text
    assert not re.search("<dc:creator|lastModifiedBy|w:rsid", text)


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_a4_and_tables_stay_within_the_text(name: str) -> None:
    document = part(FOLDER / name, "word/document.xml")
    section = next(document.iter(W + "sectPr"))
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    assert size is not None
    assert margins is not None
    assert (size.get(W + "w"), size.get(W + "h")) == A4
    width = int(A4[0]) - int(margins.get(W + "left", "0")) - int(margins.get(W + "right", "0"))
    for table in document.iter(W + "tbl"):
        grid = [int(column.get(W + "w", "0")) for column in table.iter(W + "gridCol")]
        assert sum(grid) <= width
        for row in table.iter(W + "tr"):
            widths = [int(cell.get(W + "w", "0")) for cell in row.iter(W + "tcW")]
            assert sum(widths) == sum(grid)


def test_heads_of_repeating_tables_are_printed_again_on_each_page() -> None:
    found = rows("application.docx")
    before = [found[number - 1] for number, row in enumerate(found) if "{%tr for" in text_of(row)]
    assert len(before) == len(CALL.forms["application"].groups)
    assert all(has(row, "tblHeader") and has(row, "cantSplit") for row in before)


def test_only_rows_of_long_text_go_on_over_the_page() -> None:
    long = {item.path for item in CALL.forms["application"].fields if item.kind == "long_text"}
    for row in rows("application.docx"):
        paths = set(re.findall(r"\{\{ ([\w.]+) \}\}", text_of(row)))
        is_opinion = any(path.startswith("opinions.") for path in paths)
        assert has(row, "cantSplit") != bool(paths & long and not is_opinion), text_of(row)


def test_every_field_of_the_programme_has_its_place() -> None:
    for form in CALL.forms.values():
        placed = set()
        for anchor in layout_of(form).anchors:
            column = anchor.slot.path.partition(".")[2]
            placed.add(anchor.slot.path if anchor.group is None else f"{anchor.group}[].{column}")
        assert placed - {"members[].index", "equipment[].index"} == set(form.paths())


def test_the_photo_has_one_cell_with_its_hint(tmp_path: Path) -> None:
    blank = tmp_path / "blank.docx"
    blank.write_bytes(formkit.blank_document(CALL, "application"))
    hint = next(item.hint for item in CALL.forms["application"].fields if item.kind == "picture")
    cells = [cell for block in read(blank).blocks if not isinstance(block, Line) for cell in block.cells]
    assert [(cell.text, cell.rowspan) for cell in cells if "照" in cell.text] == [(hint, 5)]


def test_word_finds_nothing_to_repair(shared: Path, tmp_path: Path) -> None:
    files = [FOLDER / name for name in NAMES]
    for name in CALL.forms:
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(formkit.blank_document(CALL, name))
    command = [sys.executable, shared / "bench" / "validate.py", *files]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.split() == ["violations:", "0"]
