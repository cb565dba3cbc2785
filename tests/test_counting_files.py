"""What of a file is counted: a body with its tables, and the rest only where it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

import formkit
from formkit.chinese.counting import count
from formkit.chinese.lengths import judge_length
from formkit.counted import Counted, count_field, count_files
from formkit.errors import UnreadableFileError, UsageError
from formkit.finding import Severity
from formkit.measuring import length_finding
from formkit.readers import docx, plaintext
from formkit.readers.wordnumbering import _formatted
from formkit.scope import BODY, Scope
from wordmaking import cell, document, grid, links, package, paragraph, part, run, table

BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    f"{paragraph('框内文字')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>'


def numbered(text: str, level: int = 0) -> str:
    return paragraph(NUMBERED.format(level), text)


def level(number: int, how: str, text: str) -> str:
    content = f'<w:start w:val="1"/><w:numFmt w:val="{how}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{content}</w:lvl>'


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="7">',
    level(0, "chineseCounting", "%1、"),
    level(1, "decimal", "%1.%2"),
    level(2, "upperRoman", "(%3)"),
    level(3, "decimalEnclosedCircle", "%4"),
    "</w:abstractNum>",
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Return a document with everything that Word keeps out of its count."""
    notes = part(
        "footnotes",
        f'<w:footnote w:type="separator" w:id="0">{paragraph("分隔线")}</w:footnote>',
        f'<w:footnote w:id="2">{paragraph("脚注三个字")}</w:footnote>',
    )
    more = {
        "word/_rels/document.xml.rels": links(
            r1="footnotes footnotes.xml",
            r2="header header1.xml",
            r3="footer footer1.xml",
            r4="numbering numbering.xml",
        ),
        "word/footnotes.xml": notes,
        "word/header1.xml": part("hdr", paragraph("页眉")),
        "word/footer1.xml": part("ftr", paragraph("页脚之字")),
        "word/numbering.xml": NUMBERING,
    }
    xml = document(numbered("正文"), paragraph("一段", NOTE, BOX), grid("表|格"), numbered("末段"))
    path = tmp_path / "whole.docx"
    path.write_bytes(package(xml, more))
    return path


def one(path: Path, scope: Scope = BODY) -> Counted:
    [found] = count_files([path], scope=scope)
    return found


@pytest.mark.parametrize(
    ("scope", "text"),
    [
        (BODY, "正文 一段 表 格 末段"),
        (Scope(notes=True), "正文 一段 表 格 末段 脚注三个字"),
        (Scope(text_boxes=True), "正文 一段 表 格 末段 框内文字"),
        (Scope(headers=True), "正文 一段 表 格 末段 页眉 页脚之字"),
        (Scope(numbering=True), "一、 正文 一段 表 格 二、 末段"),
        (Scope(*[True] * 4), "一、 正文 一段 表 格 二、 末段 脚注三个字 页眉 页脚之字 框内文字"),
    ],
)
def test_what_stands_beside_the_body_is_counted_when_asked_for(whole: Path, scope: Scope, text: str) -> None:
    found = one(whole, scope)
    assert found.text.split() == text.split()
    assert found.measure is not None
    assert found.measure.whole.words == count(text).words


def test_a_text_box_within_a_cell_and_within_a_box_is_found(tmp_path: Path) -> None:
    inner = BOX.replace("框内文字", "内框")
    outer = BOX.replace(paragraph("框内文字"), paragraph("外框", inner))
    path = tmp_path / "boxes.docx"
    path.write_bytes(package(document(table(cell(f"<w:p>{run('格')}{outer}</w:p>")))))
    assert one(path).text.split() == ["格"]
    assert one(path, Scope(text_boxes=True)).text.split() == ["格", "外框", "内框"]


def test_numbers_of_lists_go_on_and_begin_again_under_a_higher_level(tmp_path: Path) -> None:
    path = tmp_path / "list.docx"
    levels = [0, 1, 1, 2, 3, 3, 0, 1]
    blocks = [numbered("文", number) for number in levels]
    more = {
        "word/_rels/document.xml.rels": links(r4="numbering numbering.xml"),
        "word/numbering.xml": NUMBERING,
    }
    path.write_bytes(package(document(*blocks), more))
    labels = [line.split("\t")[0] for line in one(path, Scope(numbering=True)).text.split("\n")]
    assert labels == ["一、", "一.1", "一.2", "(I)", "①", "②", "二、", "二.1"]


def test_a_style_may_number_its_paragraphs(tmp_path: Path) -> None:
    styles = part(
        "styles",
        f'<w:style w:styleId="base">{NUMBERED.format(0)}</w:style>',
        '<w:style w:styleId="own"><w:basedOn w:val="base"/></w:style>',
    )
    more = {
        "word/_rels/document.xml.rels": links(r1="styles styles.xml", r4="numbering numbering.xml"),
        "word/numbering.xml": NUMBERING,
        "word/styles.xml": styles,
    }
    path = tmp_path / "styled.docx"
    path.write_bytes(package(document(paragraph('<w:pPr><w:pStyle w:val="own"/></w:pPr>', "文")), more))
    assert one(path, Scope(numbering=True)).text == "一、\t文"
    assert one(path).text == "文"


def test_hidden_and_deleted_text_is_not_counted_and_is_said(tmp_path: Path) -> None:
    path = tmp_path / "hidden.docx"
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>删</w:delText></w:r></w:del>'
    path.write_bytes(package(document(paragraph("看得见", run("看不见", "<w:vanish/>"), deleted))))
    found = one(path)
    assert found.text == "看得见"
    assert {finding.code for finding in found.findings} == {"hidden-text", "tracked-changes"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_file_is_counted_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("　　棠城工匠，𠮷某。\r\n第二段\r末段".encode(encoding))
    found = one(path)
    assert found.text == "　　棠城工匠，𠮷某。\n第二段\n末段"
    assert found.measure is not None
    assert (found.measure.whole.words, found.measure.whole.paragraphs) == (13, 3)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableFileError):
        plaintext.read(b"\xff\xff\xff", "x.txt")
    with pytest.raises(UnreadableFileError, match="超过 32 MB"):
        plaintext.read(b"a" * (plaintext.LARGEST + 1), "x.txt")


def test_title_and_signature_are_counted_apart_in_a_docx_and_not_looked_for_in_a_table(
    tmp_path: Path,
) -> None:
    path = tmp_path / "piece.docx"
    lines = [paragraph(text) for text in ("匠心", "——记某某", "他从业二十年。", "某某厂", "2025年7月1日")]
    path.write_bytes(package(document(*lines)))
    found = one(path).measure
    assert found is not None
    assert found.body is not None
    assert found.whole.words - found.body.words == count("匠心——记某某某某厂2025年7月1日").words
    path.write_bytes(package(document(*lines, grid("表"))))
    found = one(path).measure
    assert found is not None
    assert found.body is None


PROFILE = {
    "profile": {"title": "匠心", "body": "他从业二十年，带徒三人。" * 150},
    "unit": {"name": "重庆样本厂"},
    "leader": {"name": "甄样本"},
}


def test_one_field_of_a_form_is_counted_with_the_limits_of_the_form(tmp_path: Path) -> None:
    call = formkit.load("tangcheng-2025")
    formkit.fill(call, "profile", PROFILE, tmp_path / "p.docx")
    [found] = count_field([tmp_path / "p.docx"], "profile.body", programme=call)
    assert found.measure is not None
    assert found.measure.verdict is not None
    assert found.measure.whole.words == found.measure.verdict.words == 1800
    assert (found.measure.verdict.low, found.measure.verdict.high) == (1500, 2000)
    [given] = count_field([tmp_path / "p.docx"], "profile.body", programme=call, high=100)
    assert given.measure is not None
    assert given.measure.verdict is not None
    assert given.measure.verdict.low is None
    assert [finding.code for finding in given.findings] == ["length"]
    [other] = count_field([tmp_path / "p.docx"], "report.necessity", programme=call)
    assert other.measure is None
    assert [finding.code for finding in other.findings] == ["field-missing"]


@pytest.mark.parametrize("path", ["nothing", "members[x].duty", "members[0].nothing", "members.duty"])
def test_a_field_that_no_form_has_is_refused(path: str) -> None:
    with pytest.raises(UsageError, match="没有哪种表有"):
        list(count_field(["x.docx"], path))


def test_a_column_of_a_row_is_a_field(tmp_path: Path) -> None:
    call = formkit.load("tangcheng-2025")
    data = {"members": [{"name": "李样本", "duty": "工艺攻关"}]}
    formkit.fill(call, "application", data, tmp_path / "a.docx")
    [found] = count_field([tmp_path / "a.docx"], "members[0].duty", programme=call)
    assert found.text == "工艺攻关"


@pytest.mark.parametrize(
    ("text", "hard", "severity"),
    [
        ("陶" * 1500, True, None),
        ("陶" * 1420, True, Severity.ERROR),
        ("陶" * 1420, False, Severity.WARNING),
        ("陶" * 1490, True, Severity.WARNING),
        ("陶，" * 800, True, None),
        ("陶" * 1490 + "——" * 5, True, Severity.NOTE),
    ],
)
def test_only_a_hard_limit_that_is_plainly_missed_is_an_error(
    text: str, hard: bool, severity: Severity | None
) -> None:
    said = length_finding(judge_length(text, 1500, 2000), "事迹材料", "profile.body", hard=hard)
    assert (None if said is None else said.severity) is severity


def test_a_form_that_is_filled_warns_of_a_length_and_never_refuses(tmp_path: Path) -> None:
    call = formkit.load("tangcheng-2025")
    short = {**PROFILE, "profile": {"title": "匠心", "body": "陶" * 1490}}
    found = [
        item for item in formkit.fill(call, "profile", short, tmp_path / "p.docx") if item.code == "length"
    ]
    assert [item.severity for item in found] == [Severity.WARNING]
    assert "少 10 字，属于临界" in found[0].message


def test_every_malformed_file_is_counted_or_refused_with_a_reason(shared: Path) -> None:
    files = sorted(path for path in (shared / "bench" / "hostile").rglob("*") if path.is_file())
    assert len(files) > 200
    seen = 0
    for found in count_files(files, scope=Scope(*[True] * 4)):
        seen += 1
        codes = {finding.code for finding in found.findings}
        assert found.measure is not None or codes, found.source
        assert not codes & {"internal", "crashed", "timeout"}, found.source
    assert seen >= len(files)


@pytest.mark.parametrize(
    ("how", "shown"),
    [
        ("decimal", "14"),
        ("chineseCounting", "十四"),
        ("upperRoman", "XIV"),
        ("lowerRoman", "xiv"),
        ("lowerLetter", "n"),
        ("decimalEnclosedCircleChinese", "⑭"),
        ("ideographTraditional", "14"),
        ("none", ""),
        ("anything", "14"),
    ],
)
def test_a_number_is_written_as_its_level_says(how: str, shown: str) -> None:
    assert _formatted(14, how) == shown


def test_a_document_is_read_in_this_process_as_in_a_worker(whole: Path) -> None:
    everything = Scope(*[True] * 4)
    found = docx.read_scope(whole.read_bytes(), "whole.docx", everything)
    texts = [item.text for block in found.blocks for item in (getattr(block, "cells", None) or [block])]
    assert "\n".join(texts) == one(whole, everything).text
