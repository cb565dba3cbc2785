"""The bound volume: order, page numbers that are true, the note on each copy, and nothing that acts."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import docx
import pdfplumber
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import hostilepdfs
from formkit import binding
from formkit.apart import each_apart
from formkit.errors import UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.letters.contents import Piece, numbered
from formkit.readers.pdfflat import flatten
from formkit.sheets import Job, lay
from formkit.spot import Spot
from formkit.submission import Material, Submission
from formkit.writers.pdfpages import A4, HEAD, Blank, Shown, lay_on_a4, placed
from pdfmaking import Paper, pdf
from submissions import CALL, EXPERT, STUDIO, UNIT, application

ON = dt.date(2025, 7, 28)
MILLIMETRE = 72 / 25.4
KINDS = {".jpg": "jpeg", ".png": "png", ".pdf": "pdf", ".docx": "docx"}


class File(NamedTuple):
    """A file that is handed in: its name, the slot it was given, what it holds."""

    name: str
    slot: str | None
    data: bytes


def pages(text: str, count: int = 1) -> bytes:
    """Return a PDF of A4 pages, each with a text in the middle."""
    papers = []
    for number in range(count):
        paper = Paper()
        paper.text(200, 400, f"{text}{number + 1}")
        papers.append(paper)
    return pdf(*papers)


def picture(size: tuple[int, int] = (600, 400), colour: str = "red", kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def word(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bound(folder: Path, files: Sequence[File], findings: Sequence[Finding] = ()) -> binding.Bound:
    paths: dict[str, Path] = {}
    materials = []
    for number, file in enumerate(files):
        paths[file.name] = folder / f"file{number}"
        paths[file.name].write_bytes(file.data)
        kind = KINDS.get(Path(file.name).suffix, "")
        materials.append(Material(file.name, len(file.data), file.name, kind, file.slot))
    package = Submission("包", tuple(materials), {"application": application()}, findings=tuple(findings))
    return binding.bind(CALL, package, paths, on=ON)


def texts(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as file:
        return [page.extract_text() for page in file.pages]


def objects(data: bytes) -> bytes:
    """Return a PDF with all its streams unpacked, so that nothing in it hides from a search."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(data)))
    found = io.BytesIO()
    for item in writer._objects:
        if item is not None:
            item.write_to_stream(found)
            if isinstance(item, pypdf.generic.StreamObject):
                found.write(item.get_data() if "DCT" not in str(item.get("/Filter")) else b"")
    return found.getvalue()


FILES = (
    File("报告.docx", "03", word("这是申报报告")),
    File("申报表.pdf", "01", pages("申报表页", 3)),
    File("身份证.jpg", "04a", picture()),
    File("获奖/证书甲.pdf", "05", pages("证书甲")),
    File("获奖/证书乙.png", "05", picture((300, 900), "blue", "PNG")),
    File("清单.xlsx", "05", b"no sheet at all"),
    File("看不出.pdf", None, pages("不明")),
)


@pytest.fixture(scope="module")
def volume(soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> binding.Bound:  # noqa: ARG001
    return bound(tmp_path_factory.mktemp("volume"), FILES)


def body(volume: binding.Bound) -> list[str]:
    """Return the texts of the pages that are numbered, behind cover and 目录."""
    return texts(volume.data)[4:]


def test_it_begins_with_a_cover_and_the_contents_on_right_pages(volume: binding.Bound) -> None:
    cover, back, contents, behind, *_ = texts(volume.data)
    for said in (UNIT, STUDIO, EXPERT, "2025年7月28日"):
        assert said in cover.replace(" ", "")
    assert "目" in contents
    assert (back, behind) == ("", "")


def test_the_materials_stand_in_the_order_of_the_checklist(volume: binding.Bound) -> None:
    assert [item.piece.material.name for item in volume.placed] == [
        *("申报表.pdf", "报告.docx", "身份证.jpg", "获奖/证书甲.pdf", "获奖/证书乙.png", "清单.xlsx"),
        "看不出.pdf",
    ]


def test_the_numbers_in_the_contents_are_those_printed_on_the_pages(volume: binding.Bound) -> None:
    sheets = body(volume)
    for item in volume.placed:
        for number in range(item.first, item.first + item.pages):
            assert str(number) in sheets[number - 1].split(), item
    contents = texts(volume.data)[2]
    listed = dict(re.findall(r"(\S+?)\s+(\d+(?:—\d+)?)$", contents, re.MULTILINE))
    assert listed["申报表"] == "1—3"
    assert listed["申报报告"] == "5"
    assert listed["身份证复印件"] == "7"
    assert (listed["证书甲"], listed["证书乙"]) == ("9", "10")
    assert "申报表页1" in sheets[0]
    assert "这是申报报告" in sheets[4]
    assert "证书甲1" in sheets[8]


def test_each_slot_begins_on_a_right_page_and_blank_pages_bear_no_number(volume: binding.Bound) -> None:
    sheets = body(volume)
    assert (sheets[3], sheets[5], sheets[7]) == ("", "", "")
    first = {item.piece.slot: item.first for item in reversed(volume.placed) if item.pages}
    assert all(number % 2 for number in first.values())


def test_numbers_stand_at_the_outer_upper_corner(volume: binding.Bound) -> None:
    with pdfplumber.open(io.BytesIO(volume.data)) as file:
        for number in (1, 2, 9, 10):
            (word,) = [
                word
                for word in file.pages[number + 3].extract_words()
                if word["text"] == str(number) and word["top"] < HEAD
            ]
            assert (word["x0"] > A4[0] / 2) == bool(number % 2)


def test_each_page_of_a_copy_has_the_note_and_no_other_page_has(volume: binding.Bound) -> None:
    sheets = body(volume)
    noted = {number for number, text in enumerate(sheets, 1) if "此件与原件相符" in text}
    copies = {
        number
        for item in volume.placed
        if item.piece.is_copy
        for number in range(item.first, item.first + item.pages)
    }
    assert noted == copies
    assert len(copies) == 3
    for number in copies:
        assert "经办人" in sheets[number - 1]
        assert "公章" in sheets[number - 1]


def test_the_note_covers_nothing(volume: binding.Bound) -> None:
    with pdfplumber.open(io.BytesIO(volume.data)) as file:
        sheets = file.pages[4:]
        for number in (7, 10):
            sheet = sheets[number - 1]
            (image,) = sheet.images
            note = next(word for word in sheet.extract_words() if "此件与原件相符" in word["text"])
            assert image["bottom"] < min(line["top"] for line in [*sheet.rects, *sheet.lines, note])
            assert image["top"] > HEAD - 1


def test_all_pages_are_a4_and_their_number_is_even_or_the_last_is_a_front(volume: binding.Bound) -> None:
    reader = pypdf.PdfReader(io.BytesIO(volume.data))
    assert len(reader.pages) == volume.pages
    for page in reader.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4, abs=0.01)
        assert page.rotation == 0


def test_what_cannot_be_a_page_is_named_in_the_contents_and_in_a_finding(volume: binding.Bound) -> None:
    assert "清单（未能转成页面）另附" in texts(volume.data)[2].replace(" ", "")
    (lost,) = [item for item in volume.findings if item.severity is Severity.ERROR]
    assert "清单.xlsx" in lost.message
    assert lost.spot == Spot(member="清单.xlsx")


def test_what_is_missing_and_what_is_in_doubt_is_said(volume: binding.Bound) -> None:
    said = {(item.code, item.field) for item in volume.findings}
    assert {("not-bound", "02"), ("not-bound", "04c")} <= said
    assert ("not-bound", "05") not in said
    assert [item.message for item in volume.findings if item.code == "unsorted" and "看不出" in item.message]


def test_made_twice_it_is_the_same_byte_for_byte(volume: binding.Bound, tmp_path: Path) -> None:
    assert bound(tmp_path, FILES).data == volume.data


def test_old_versions_and_second_copies_are_left_out(soffice: Path, tmp_path: Path) -> None:  # noqa: ARG001
    old = Finding("old-version", Severity.NOTE, "旧版本。", None, Spot(member="申报表(旧).pdf"))
    made = bound(
        tmp_path, [File("申报表(旧).pdf", "01", pages("旧")), File("申报表.pdf", "01", pages("新"))], [old]
    )
    assert [item.piece.material.name for item in made.placed] == ["申报表.pdf"]
    assert "申报表(旧).pdf" in next(item.message for item in made.findings if item.code == "old-version")


def test_two_files_for_one_slot_are_both_bound_and_named(soffice: Path, tmp_path: Path) -> None:  # noqa: ARG001
    made = bound(tmp_path, [File("甲.pdf", "01", pages("甲")), File("乙.pdf", "01", pages("乙"))])
    assert [item.pages for item in made.placed] == [1, 1]
    assert "甲.pdf、乙.pdf" in next(item.message for item in made.findings if item.code == "several-files")


def test_two_sides_of_a_card_are_no_doubt_and_a_volume_has_a_limit(
    soffice: Path,  # noqa: ARG001
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(binding, "MOST_PAGES", 4)
    sides = [File("反面.jpg", "04a", picture(colour="blue")), File("正面.jpg", "04a", picture())]
    made = bound(
        tmp_path, [*sides, File("厚.pdf", "05", pages("厚", 3)), File("薄.pdf", "05", pages("薄", 2))]
    )
    assert [(item.first, item.pages) for item in made.placed] == [(1, 1), (1, 1), (3, 3), (0, 0)]
    assert "身份证复印件 1" in texts(made.data)[2]
    with pdfplumber.open(io.BytesIO(made.data)) as file:
        (image,) = file.pages[4].images
    assert image["height"] > image["width"]
    shown = pypdf.PdfReader(io.BytesIO(made.data)).pages[4].images[0].image
    assert shown is not None
    red, _, blue = shown.convert("RGB").getpixel((shown.width // 2, 10))
    assert red > blue  # the front
    assert {item.code for item in made.findings} == {"not-bound", "too-large"}


def hostile() -> Mapping[str, bytes]:
    """Return PDFs that act, or hold what acts."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pages("脚本"))))
    writer.add_attachment("evil.exe", b"MZ")
    writer.add_uri(0, "https://example.invalid/", pypdf.generic.RectangleObject((0, 0, 99, 99)))
    out = io.BytesIO()
    writer.write(out)
    return {
        "script.pdf": out.getvalue(),
        "active.pdf": hostilepdfs.active(),
        "xfa.pdf": hostilepdfs.with_xfa(),
        "filled.pdf": hostilepdfs.filled([("a", "填写的内容")]),
    }


ACTING = re.compile(
    rb"/(?:JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFiles?|AcroForm|XFA|Annots|Widget|Filespec|Names)\b"
)


def test_nothing_that_acts_comes_into_the_volume(soffice: Path, tmp_path: Path) -> None:  # noqa: ARG001
    made = bound(tmp_path, [File(name, "05", data) for name, data in hostile().items()])
    assert all(item.pages for item in made.placed)
    assert ACTING.findall(objects(made.data)) == []
    assert b"evil.exe" not in objects(made.data)
    assert "脚本1" in "".join(texts(made.data))


def test_the_search_for_what_acts_finds_it_in_the_files_themselves() -> None:
    assert all(ACTING.search(objects(data)) for data in hostile().values())


REFUSED = {
    "locked.pdf": (hostilepdfs.encrypted(), "encrypted"),
    "empty.pdf": (hostilepdfs.no_pages(), "damaged"),
    "broken.pdf": (b"%PDF-1.7\nnothing", "damaged"),
    "broken.jpg": (picture()[:200], "damaged"),
    "nothing.docx": (b"", "empty"),
}


def test_what_is_locked_or_broken_costs_itself_alone(soffice: Path, tmp_path: Path) -> None:  # noqa: ARG001
    files = [File(name, "05", data) for name, (data, _) in REFUSED.items()]
    made = bound(tmp_path, [*files, File("好.pdf", "05", pages("好"))])
    assert {item.spot.member: item.code for item in made.findings if item.spot} == {
        name: code for name, (_, code) in REFUSED.items()
    }
    assert [item.piece.material.name for item in made.placed if item.pages] == ["好.pdf"]
    contents = texts(made.data)[2].replace(" ", "")
    assert all(f"{Path(name).stem}（未能转成页面）" in contents for name in REFUSED)


BOMBS = (
    hostilepdfs.looped_page_tree(),
    hostilepdfs.lying_page_count(),
    hostilepdfs.deep_arrays(20_000),
    hostilepdfs.drawing_in_itself(),
    hostilepdfs.looped_reference(),
    hostilepdfs.huge_page(),
    hostilepdfs.many_filters(200),
    hostilepdfs.wide_predictor(),
)


@pytest.mark.parametrize("number", range(len(BOMBS)))
def test_a_hostile_pdf_gives_pages_or_a_sentence(number: int, tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    path.write_bytes(BOMBS[number])
    (made,) = each_apart(lay, [("in.pdf", Job(path, "in.pdf", tmp_path / "out.pdf", 0.0))])
    if isinstance(made, UnreadableFileError):
        assert "in.pdf" in str(made)
    else:
        assert made.pages == len(pypdf.PdfReader(made.path).pages)


def test_a_filled_field_is_drawn_into_its_page() -> None:
    flat = flatten(hostilepdfs.filled([("a", "abc")]), "表.pdf")
    data, _ = lay_on_a4(flat.data, "表.pdf")
    assert "abc" in texts(data)[0]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_shown_as_it_is_seen(turn: int) -> None:
    paper = Paper(width=842.0, height=595.0, turn=turn) if turn in {90, 270} else Paper(turn=turn)
    paper.text(100, 100, "头")
    seen = lay_on_a4(flatten(pdf(paper), "页.pdf").data, "页.pdf")[0]
    reader = pypdf.PdfReader(io.BytesIO(seen))
    assert reader.pages[0].rotation == 0
    with pdfplumber.open(io.BytesIO(seen)) as file:
        (char,) = file.pages[0].chars
    matrix = char["matrix"]
    along = (round(matrix[0], 3), round(matrix[1], 3))
    scale = max(map(abs, along))
    assert [round(part / scale) for part in along] == {0: [1, 0], 90: [0, -1], 180: [-1, 0], 270: [0, 1]}[
        turn
    ]


def test_a_page_that_is_wider_than_high_is_turned_with_its_head_to_the_left() -> None:
    a, b, c, d, *_ = placed(Shown((0, 0, A4[1], A4[0]), 0, Blank()))
    assert (a, d) == (0, 0)
    assert b > 0 > c


def test_a_small_page_that_is_wider_than_high_stays_as_it_is() -> None:
    a, b, c, d, *_ = placed(Shown((0, 0, 85 * MILLIMETRE, 54 * MILLIMETRE), 0, Blank()))
    assert (b, c) == (0, 0)
    assert a == d == pytest.approx(1.42)


def test_an_a4_page_whose_head_is_blank_keeps_its_size() -> None:
    assert placed(Shown((0, 0, *A4), 0, Blank(head=HEAD)))[0] == 1
    assert placed(Shown((0, 0, *A4), 0, Blank(head=HEAD - 1)))[0] < 1
    assert placed(Shown((0, 0, *A4), 0, Blank(HEAD, 50)), band=60)[0] < 1


SIDES = st.floats(20, 5_000)


@given(SIDES, SIDES, st.integers(0, 3), st.floats(0, 200), st.booleans())
def test_whatever_its_size_a_page_stays_on_the_sheet_and_off_the_band(
    wide: float, high: float, turns: int, band: float, upright: bool
) -> None:
    a, b, c, d, e, f = placed(Shown((0, 0, wide, high), turns, Blank()), band, upright=upright)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (0, wide) for y in (0, high)]
    assert min(x for x, _ in corners) >= -0.01
    assert max(x for x, _ in corners) <= A4[0] + 0.01
    assert min(y for _, y in corners) >= band - 0.01
    assert max(y for _, y in corners) <= A4[1] - HEAD + 0.01


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5)), max_size=12))
def test_numbers_never_overlap_and_slots_begin_on_right_pages(given_pieces: list[tuple[str, int]]) -> None:
    ordered = sorted(given_pieces, key=lambda item: item[0])
    pieces = [
        Piece(Material(f"{number}", 1, f"{number}"), slot, slot, is_copy=False)
        for number, (slot, _) in enumerate(ordered)
    ]
    counts = {f"{number}": count for number, (_, count) in enumerate(ordered)}
    end, seen = 0, set()
    for item in numbered(pieces, counts):
        assert (item.first > 0) == (item.pages > 0)
        if item.pages:
            assert item.first > end
            assert item.piece.slot in seen or item.first % 2 == 1
            seen.add(item.piece.slot)
            end = item.first + item.pages - 1


def test_a_photo_is_turned_upright_and_a_small_one_is_not_blown_up(tmp_path: Path) -> None:
    image = Image.new("RGB", (400, 200), "red")
    turned = image.getexif()
    turned[0x0112] = 6
    path = tmp_path / "photo.jpg"
    image.save(path, exif=turned)
    made = lay(Job(path, "photo.jpg", tmp_path / "out.pdf", 0.0))
    with pdfplumber.open(made.path) as file:
        (shown,) = file.pages[0].images
    assert shown["height"] > shown["width"]
    assert shown["height"] < 100 * MILLIMETRE


def test_a_scanned_file_of_several_pictures_gives_several_pages(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    frames = [Image.new("L", (300, 400), shade) for shade in (0, 100, 200)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    assert lay(Job(path, "scan.tif", tmp_path / "out.pdf", 0.0)).pages == 3


def test_a_lost_template_is_told_before_anything_is_made(tmp_path: Path, soffice: Path) -> None:  # noqa: ARG001
    call = replace(CALL, folder=tmp_path)
    with pytest.raises(Exception, match=r"volume\.docx"):
        binding.bind(call, Submission("包"), {}, on=ON)
