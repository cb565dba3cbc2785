"""PDFs as different programs make them, read into one grid; what cannot be read is named."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import formkit
from formkit.answer import SURE
from formkit.api import layout_of
from formkit.errors import UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.grid import Cell, Document, Line, Table
from formkit.limits import ReadLimits
from formkit.matching import match
from formkit.programs.libreoffice import Failure, convert
from formkit.readers import docx, pdf
from formkit.readers.data import read_data
from formkit.recording import record_answers
from pdfmaking import BORDERS, CHARACTERS, GAPS, STRINGS, TWICE, WRITINGS, Paper, Picture, locked
from pdfmaking import pdf as made

ROOT = Path(__file__).resolve().parent.parent
XS, YS = (70.0, 170.0, 300.0, 400.0, 520.0), (100.0, 130.0, 160.0, 190.0)
ROWS = (
    ("姓名", "张三", "性别", "□男 ■女"),
    ("电话", "139 0000", "电子邮箱", "a@b.c"),
    ("地址", "重庆市荣昌区", "", "Rongchang District"),
)


def read(data: bytes, **more: Any) -> Document:
    return pdf.read(data, "测试.pdf", **more)


def form(how: str = "stroke", writing: str = STRINGS, **more: Any) -> Paper:
    """Return a page with a title, a table and a line."""
    paper = Paper(**more)
    paper.text(240, 80, "申报表", 18, how=writing)
    paper.table(XS, YS, ROWS, how, writing=writing)
    paper.text(70, 300, "本人承诺以上内容属实。", how=writing)
    return paper


def said(document: Document) -> list[str | list[str]]:
    """Return the texts of lines, and of the cells of tables."""
    return [
        block.text if isinstance(block, Line) else [cell.text for cell in block.cells]
        for block in document.blocks
    ]


def folded(text: str) -> str:
    return "".join(text.split())


EXPECTED = ["申报表", [text for row in ROWS for text in row], "本人承诺以上内容属实。"]


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def the_finding(document: Document, code: str) -> Finding:
    (finding,) = [finding for finding in document.findings if finding.code == code]
    return finding


def cells_of(document: Document) -> tuple[Cell, ...]:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table.cells


# ---- as programs draw ----


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("how", BORDERS)
def test_a_form_comes_back_however_it_is_drawn(how: str, writing: str) -> None:
    assert said(read(made(form(how, writing)))) == EXPECTED


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown_or_written(turn: int) -> None:
    document = read(made(form(turn=turn)))
    assert said(document) == EXPECTED


def test_places_are_those_of_the_page_on_display() -> None:
    cell = cells_of(read(made(form())))[0]
    assert cell.spot.page == 1
    assert cell.spot[2:8] == (1, (0,), 0, 0, 0, (0, 2))
    assert cell.spot.box == pytest.approx((70, 100, 170, 130), abs=0.6)
    turned = cells_of(read(made(form(turn=90))))[0]
    assert turned.spot.box == pytest.approx((842 - 130, 70, 842 - 100, 170), abs=0.6)


def test_what_is_cropped_away_is_not_read() -> None:
    paper = form(crop=(50, 500, 560, 800))
    paper.text(70, 20, "页边以外")
    document = read(made(paper))
    assert said(document) == EXPECTED
    assert cells_of(document)[0].spot.box == pytest.approx((20, 58, 120, 88), abs=0.6)


def test_a_table_in_a_drawing_that_is_scaled_is_read_in_its_place() -> None:
    document = read(made(form(inside_form=True)))
    assert said(document) == EXPECTED
    assert cells_of(document)[0].spot.box == pytest.approx((70, 100, 170, 130), abs=0.6)


def test_a_landscape_table_on_a_portrait_page_is_read_in_its_own_direction() -> None:
    paper = Paper()
    paper.grid((200, 230, 260), (100, 400, 700))
    for col, (above, below) in enumerate((("姓名和单位", "张三"), ("电话和邮箱", "139"))):
        for base, text in ((690, above), (390, below)):
            paper.text(221 + 30 * col, base, text, quarter=3)
    (table,) = read(made(paper)).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["姓名和单位", "张三", "电话和邮箱", "139"]
    assert table.cells[0].spot.box == pytest.approx((200, 400, 230, 700), abs=0.6)


def test_letters_far_apart_stay_in_order_on_their_line() -> None:
    paper = Paper()
    paper.text(70, 100, "申请人：")
    paper.line(120, 102, 250, 102)
    paper.text(300, 100, "日期：2025年7月")
    assert [folded(line) for line in said(read(made(paper))) if isinstance(line, str)] == [
        "申请人：____日期：2025年7月"
    ]


def test_characters_beyond_the_basic_plane_are_one_character() -> None:
    paper = Paper()
    paper.text(70, 100, "姓名𠮷吉")
    document = read(made(paper))
    text = said(document)[0]
    assert isinstance(text, str)
    assert folded(text) in {"姓名𠮷吉", "姓名吉"}
    assert "𠮷" in text or "unreadable-text" in codes(document)


def test_word_s_boxes_are_boxes() -> None:
    paper = Paper()
    paper.text(70, 100, "þ", font="F3")
    paper.text(84, 100, "男")
    paper.text(110, 100, "¨", font="F3")
    paper.text(124, 100, "女")
    assert said(read(made(paper))) == ["☑男 □女"]


def test_a_latin_letter_that_is_no_box_stays_a_letter() -> None:
    paper = Paper()
    paper.text(70, 100, "Pinyin too ýþ")
    text = said(read(made(paper)))[0]
    assert isinstance(text, str)
    assert text.startswith("Pinyin too")


# ---- text over other text ----


@pytest.mark.parametrize("inside_form", [False, True])
def test_tables_printed_over_each_other_are_read_one_after_the_other(inside_form: bool) -> None:
    paper = Paper(inside_form=inside_form)
    first = [
        ("姓名", "张示例", "性别", "女"),
        ("民族", "汉族", "籍贯", "重庆荣昌"),
        ("职务", "工程师", "电话", "无"),
    ]
    second = [
        ("称谓", "李样品", "年龄", "四十"),
        ("单位", "演示学校", "职务", "教师"),
        ("备注", "示例", "签名", "李"),
    ]
    paper.table(XS, (60, 90, 120, 150), first)
    paper.table([x + 3 for x in XS], (64, 94, 124, 154), second)
    tables = [block for block in read(made(paper)).blocks if isinstance(block, Table)]
    if inside_form:  # all of it is one object of the page: there is no order of drawing to go by
        assert len(tables) == 1
    else:
        assert [[cell.text for cell in table.cells] for table in tables] == [
            [text for row in rows for text in row] for rows in (first, second)
        ]


def test_letters_drawn_twice_for_boldness_are_no_second_layer() -> None:
    paper = Paper()
    paper.table(
        XS, (60, 90, 120), [("姓名", "张示例", "性别", "女"), ("民族", "汉族", "籍贯", "重庆")], writing=TWICE
    )
    assert len(read(made(paper)).blocks) == 1


def test_a_line_that_runs_out_of_its_row_belongs_to_the_cell_it_was_drawn_with() -> None:
    paper = Paper()
    paper.grid(XS, (60, 80, 110, 140))
    for col, text in enumerate(("姓名", "张示例", "性别", "智能农牧")):
        paper.text(XS[col] + 5.4, 74, text, 10.5)
    paper.text(XS[3] + 5.4, 87, "折扇", 10.5)
    for base, texts in ((104, ("民族", "汉族", "籍贯", "重庆")), (130, ("职务", "教师", "电话", "无"))):
        for col, text in enumerate(texts):
            paper.text(XS[col] + 5.4, base, text, 10.5)
    (table,) = read(made(paper)).blocks
    assert isinstance(table, Table)
    assert [table.cells[place].text for place in (3, 7)] == ["智能农牧\n折扇", "重庆"]


# ---- over pages ----


def test_a_table_over_pages_is_one_table_without_its_repeated_head() -> None:
    head = ("序号", "姓名", "性别", "单位")
    first, second = Paper(), Paper()
    first.table(XS, (700, 730, 760, 790), [head, ("1", "张三", "女", "甲厂"), ("2", "李四", "男", "乙厂")])
    second.table(XS, (60, 90, 120), [head, ("3", "王五", "女", "丙厂")])
    first.text(285, 820, "— 1 —")
    second.text(285, 820, "— 2 —")
    (table,) = read(made(first, second)).blocks
    assert isinstance(table, Table)
    assert (table.height, table.width) == (4, 4)
    assert table.cells[-1].spot.page == 2
    assert [cell.text for cell in table.cells[-4:]] == ["3", "王五", "女", "丙厂"]


def test_a_cell_cut_by_a_page_break_is_one_cell_in_page_order() -> None:
    first, second = Paper(), Paper()
    xs, text = (70.0, 170.0, 520.8), "甲" * 28
    first.table(xs, (700, 790), [("主要事迹", "\n".join([text] * 5))], size=12)
    second.table(xs, (60, 100), [("", f"{text}\n乙")], size=12)
    second.table(xs, (100, 130), [("推荐意见", "同意")], size=12)
    cells = cells_of(read(made(first, second)))
    assert [cell.text for cell in cells] == ["主要事迹", text * 6 + "乙", "推荐意见", "同意"]
    assert cells[1].spot.page == 1


def test_a_row_that_may_have_been_cut_is_named() -> None:
    first, second = Paper(), Paper()
    xs = (70.0, 130.0, 202.0, 274.0)
    first.table(xs, (770, 790), [("甲乙丙丁", "戊己庚辛壬", "子丑寅卯辰")], size=12)
    second.table(xs, (60, 80, 100), [("东", "西", "南"), ("张三", "女", "无")], size=12)
    document = read(made(first, second))
    finding = the_finding(document, "row-at-page-break")
    assert finding.severity is Severity.WARNING
    assert "第 1 页末" in finding.message
    assert "“东”" in finding.message
    assert finding.spot is not None
    assert finding.spot.page == 2
    assert [cell.certainty < SURE for cell in cells_of(document)] == [True] * 6 + [False] * 3


def test_two_pages_on_one_sheet_are_read_left_then_right() -> None:
    paper = Paper(842, 595)
    for start, name in ((50.0, "左页的内容"), (471.0, "右页的内容")):
        paper.table((start, start + 100, start + 320), (100, 130, 160), [("姓名", name), ("电话", name)])
        paper.text(start, 300, f"{name}的承诺")
    assert said(read(made(paper))) == [
        ["姓名", "左页的内容", "电话", "左页的内容"],
        "左页的内容的承诺",
        ["姓名", "右页的内容", "电话", "右页的内容"],
        "右页的内容的承诺",
    ]


# ---- pictures ----


def jpeg(size: tuple[int, int] = (60, 80)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, "JPEG")
    return out.getvalue()


def test_a_photo_is_the_bytes_that_are_stored() -> None:
    paper, data = form(), jpeg()
    paper.pictures.append(Picture(data, (60, 80), (405, 102, 430, 128)))
    cell = cells_of(read(made(paper)))[3]
    assert [(picture.media_type, picture.data) for picture in cell.pictures] == [("image/jpeg", data)]


def test_other_pictures_become_png_and_tiny_ones_nothing() -> None:
    paper = form()
    pixels = bytes(range(256)) * 3
    paper.pictures.append(Picture(pixels, (16, 16), (405, 102, 430, 128), ""))
    paper.pictures.append(Picture(pixels[:12], (2, 2), (175, 102, 200, 128), ""))
    cells = cells_of(read(made(paper)))
    (picture,) = cells[3].pictures
    assert picture.media_type == "image/png"
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.size == (16, 16)
        assert image.convert("RGB").getpixel((1, 0)) == (3, 4, 5)
    assert cells[1].pictures == ()


def test_a_picture_outside_tables_is_a_line() -> None:
    paper = Paper()
    paper.text(70, 100, "附图")
    paper.pictures.append(Picture(jpeg(), (60, 80), (70, 120, 170, 220)))
    blocks = read(made(paper)).blocks
    assert [len(block.pictures) for block in blocks if isinstance(block, Line)] == [0, 1]


# ---- named, not guessed ----


def test_a_password_is_asked_for_and_an_empty_one_is_none() -> None:
    data = made(form())
    assert said(read(locked(data, ""))) == EXPECTED
    with pytest.raises(UnreadableFileError, match="密码") as caught:
        read(locked(data, "geheim"))
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", made(form())[:400], b"", made()])
def test_a_damaged_file_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(data)
    assert caught.value.code == "damaged"


def test_characters_without_a_code_are_named_and_not_guessed() -> None:
    paper = form()
    paper.text(75, 145, "乱码文字", 10.5, font="F2")
    document = read(made(form(), paper))
    finding = the_finding(document, "unreadable-text")
    assert finding.severity is Severity.ERROR
    assert "第 2 页有 4 个字符" in finding.message
    assert finding.spot is not None
    assert finding.spot.page == 2
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [cell.text for cell in tables[1].cells][4] == "电话"
    assert tables[1].cells[4].certainty == pytest.approx(1 / 3)
    assert tables[0].cells[4].certainty == 1.0


def test_a_scan_is_called_a_scan() -> None:
    paper = Paper()
    paper.pictures.append(Picture(jpeg((600, 800)), (600, 800), (0, 0, 595, 842)))
    document = read(made(form(), paper))
    finding = the_finding(document, "scan")
    assert (finding.severity, finding.spot and finding.spot.page) == (Severity.ERROR, 2)
    assert "第 2 页" in finding.message
    assert said(document)[:3] == EXPECTED
    alone = read(made(paper))
    assert codes(alone) == ["scan"]
    assert not any(isinstance(block, Table) or block.text for block in alone.blocks)


def test_text_that_a_program_recognised_in_a_scan_is_doubtful() -> None:
    paper = form()
    paper.drawn.insert(0, "3 Tr")
    paper.pictures.append(Picture(jpeg((600, 800)), (600, 800), (0, 0, 595, 842)))
    document = read(made(paper))
    assert the_finding(document, "recognised-text").severity is Severity.WARNING
    assert {cell.certainty for cell in cells_of(document)} == {0.8}


@pytest.mark.parametrize("papers", [[Paper()], [Paper(), Paper()]])
def test_an_empty_file_is_called_empty(papers: list[Paper]) -> None:
    document = read(made(*papers))
    assert codes(document) == ["empty-document"]
    assert document.blocks == ()


def test_an_empty_page_among_others_is_nothing() -> None:
    document = read(made(form(), Paper()))
    assert (said(document), codes(document)) == (EXPECTED, [])


def test_a_watermark_is_left_out_and_named() -> None:
    paper = form()
    paper.drawn.append("BT /F1 1 Tf 28 28 -28 28 200 300 Tm <6837672c> Tj ET")
    document = read(made(paper))
    assert said(document) == EXPECTED
    assert "样本" in the_finding(document, "slanted-text").message
    assert the_finding(document, "slanted-text").severity is Severity.NOTE


def test_pages_are_announced_and_those_left_out_are_named() -> None:
    begun: list[int] = []
    papers = [form() for _ in range(5)]
    document = read(made(*papers), limits=ReadLimits(pages=4), begun=begun.append, skip={2})
    assert begun == [1, 3, 4]
    finding = the_finding(document, "pages-left-out")
    assert finding.severity is Severity.WARNING
    assert "第 2 页" in finding.message
    assert "第 5 页及以后" in finding.message
    assert len(said(document)) == 9


def test_when_all_pages_are_left_out_it_is_an_error() -> None:
    document = read(made(form()), skip={1})
    assert document.blocks == ()
    assert the_finding(document, "pages-left-out").severity is Severity.ERROR


def test_a_page_that_holds_too_much_is_left_out() -> None:
    paper = Paper()
    paper.drawn.append("0.1 w " + "".join(f"{x % 595} 10 m {x % 595} 800 l " for x in range(120_000)) + "S")
    document = read(made(form(), paper))
    assert "第 2 页" in the_finding(document, "pages-left-out").message
    assert said(document) == EXPECTED


def test_page_counts_that_differ_call_for_a_person() -> None:
    data = made(form(), form())
    broken = data.replace(b"/Count 2", b"/Count 1")
    document = read(broken)
    assert the_finding(document, "page-count").severity is Severity.ERROR
    assert codes(read(data)) == []


# ---- real files ----


def cell_texts(document: Document) -> list[str]:
    return [
        folded(cell.text) for block in document.blocks if isinstance(block, Table) for cell in block.cells
    ]


@pytest.fixture(scope="module")
def filled(soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Return the filled forms of a sample by name: as DOCX, and as the PDF that LibreOffice makes of it."""
    del soffice
    folder = tmp_path_factory.mktemp("filled")
    call = formkit.load("tangcheng-2025")
    sample = ROOT / "samples" / "tangcheng-2025" / "enterprise.yaml"
    pairs = {}
    for name, wanted in call.forms.items():
        path = folder / f"{name}.docx"
        formkit.fill(call, name, read_data(sample, wanted).records[0], path, folder=sample.parent)
        pairs[name] = path
    results = convert(list(pairs.values()), folder, "pdf")
    return {name: (path, _made(results[path])) for name, path in pairs.items()}


def _made(result: Path | Failure) -> Path:
    assert isinstance(result, Path), result
    return result


@pytest.mark.parametrize("name", ["application", "profile", "report"])
def test_the_pdf_of_a_filled_form_gives_the_values_of_its_docx(
    name: str, filled: dict[str, tuple[Path, Path]]
) -> None:
    wanted = formkit.load("tangcheng-2025").forms[name]
    first, second = filled[name]
    truth, _ = record_answers(
        match(docx.read(first.read_bytes(), "表.docx"), layout_of(wanted), wanted), wanted
    )
    document = read(second.read_bytes())
    answers, _ = record_answers(match(document, layout_of(wanted), wanted), wanted)
    assert document.findings == ()
    wrong = {
        path: (found.value, answers.get(path))
        for path, found in truth.items()
        if found.value is not None
        and wanted_text(found.value) != wanted_text(answers[path].value if path in answers else None)
        and "photo" not in path  # LibreOffice packs pictures anew
    }
    assert wrong == {}


def wanted_text(value: Any) -> str:
    return folded(str(value))


READ = """
import json, sys
from pathlib import Path
from formkit.errors import UnreadableFileError
from formkit.readers import pdf
for name in sys.stdin.read().splitlines():
    print(json.dumps(["begun", name]), flush=True)
    try:
        document = pdf.read(Path(name).read_bytes(), Path(name).name)
        end = [len(document.blocks), sorted({finding.code for finding in document.findings})]
    except UnreadableFileError as problem:
        end = [-1, [problem.code]]
    print(json.dumps(["ended", name, end]), flush=True)
"""


def _ends(paths: Sequence[Path]) -> Iterator[tuple[str, list[Any] | None]]:
    """Yield how reading ends for each file, None where it dies or hangs: a new process goes on after it."""
    left = [str(path) for path in paths]
    while left:
        process = subprocess.Popen(
            [sys.executable, "-c", READ], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            out, _ = process.communicate("\n".join(left), timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            out, _ = process.communicate()
        ended = [json.loads(line) for line in out.splitlines() if '"ended"' in line]
        yield from ((name, end) for _, name, end in ended)
        left = left[len(ended) :]
        if left and process.returncode:
            yield left.pop(0), None


@pytest.mark.slow
def test_files_that_break_others_are_read_or_refused_by_name(shared: Path) -> None:
    paths = sorted((shared / "bench" / "hostile").glob("*.pdf"))
    ends = dict(_ends(paths))
    assert len(ends) == len(paths)
    assert [name for name, end in ends.items() if end is None] == []
    silent = [name for name, end in ends.items() if end is not None and end[0] == 0 and not end[1]]
    assert silent == []
    refused = {code for end in ends.values() if end is not None and end[0] < 0 for code in end[1]}
    assert refused <= {"encrypted", "damaged", "forbidden"}


def test_every_sentence_says_what_to_do() -> None:
    scan = Paper()
    scan.pictures.append(Picture(jpeg((600, 800)), (600, 800), (0, 0, 595, 842)))
    mute = Paper()
    mute.text(70, 100, "乱码", font="F2")
    document = read(made(scan, mute, form()), skip={3})
    for finding in document.findings:
        assert re.search("请|需要", finding.message), finding.message


@pytest.mark.parametrize("writing", [CHARACTERS, GAPS])
def test_a_number_written_digit_by_digit_is_one_number(writing: str) -> None:
    paper = Paper()
    paper.text(70, 100, "身份证号：110105194912310021", how=writing, spread=2)
    text = said(read(made(paper)))[0]
    assert isinstance(text, str)
    assert folded(text) == text == "身份证号：110105194912310021"
