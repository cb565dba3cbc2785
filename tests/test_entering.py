"""A learnt form filled: hints, lines, 年 and 月, and what is printed behind a blank."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import formkit
from formkit.entering import entry_of
from formkit.kinds import KINDS
from formkit.learn import learn
from formkit.programme import Field
from formkit.readers.docx import read
from wordmaking import cell, document, grid, package, paragraph, run, table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize(
    ("blank", "kind", "printed"),
    [
        ("____", "text", "____"),
        ("（必填，填全称）", "text", "（必填，填全称）"),
        ("（必填）", "email", "（必填）"),
        ("{{ name }}", "text", ""),
        ("　　年　月", "year_month", "　　年　月"),
        ("{year}年{month}月{day}日", "date", "{year}年{month}月{day}日"),
        ("□", "choice_one", "□男  □女"),
        (None, "text", ""),
    ],
    ids=[
        "a line",
        "a hint",
        "a hint for another kind",
        "code",
        "slots",
        "slots with code",
        "boxes",
        "unknown",
    ],
)
def test_nobody_s_answer_shows_what_the_blank_form_does(blank: str | None, kind: str, printed: str) -> None:
    options = ("男", "女") if kind == "choice_one" else ()
    assert entry_of(Field("a", "甲", kind, options=options, blank=blank)).empty == printed


def test_an_example_stands_in_no_row_that_repeats() -> None:
    entry = entry_of(Field("a", "甲", blank="张三"))
    assert (entry.empty, entry.empty_row) == ("张三", "")


@pytest.mark.parametrize(
    ("blank", "kind", "value", "text"),
    [
        ("　　　　　　", "text", "张三", "张三　　　　"),
        ("            ", "text", "张三", "张三    "),
        ("____________", "text", "张三", "张三    "),
        ("  ", "text", "张三", "张三"),
        ("　　　　　　", "long_text", "张三", "张三"),
        ("　　　　　　", "text", "张\n三", "张\n三"),
        ("　　年　月", "year_month", "2019-07", "2019年7月"),
        ("", "year_month", "2019-07", "2019.07"),
    ],
)
def test_an_answer_is_written_into_its_blank(blank: str, kind: str, value: str, text: str) -> None:
    assert entry_of(Field("a", "甲", kind, blank=blank)).text(value) == text


@given(st.text(" 　_", max_size=30), st.text("张三李四AB12 ", min_size=1, max_size=20))
def test_what_is_written_into_a_blank_is_understood(blank: str, answer: str) -> None:
    field = Field("a", "甲", blank=blank)
    value = KINDS["text"].parse(answer)
    assert value is None or KINDS["text"].parse(entry_of(field).text(value)) == value


def programme_of(blank: bytes, folder: Path) -> formkit.Programme:
    (folder / "blank.docx").write_bytes(blank)
    learn([folder / "blank.docx"], folder / "p")
    return formkit.load(folder / "p")


def filled(blank: bytes, data: dict[str, Any], folder: Path) -> etree._Element:
    """Return the body of the form that is learnt of a blank and filled with data."""
    made = formkit.fill_document(programme_of(blank, folder), "form", data).data
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def look_of(root: etree._Element, text: str) -> list[str]:
    (found,) = (node for node in root.iter(W + "r") if "".join(map(str, node.itertext())).strip() == text)
    return [etree.QName(child).localname for child in found.iterfind(f"{W}rPr/*")]


GREY = '<w:color w:val="999999"/>'


def test_an_answer_is_not_grey_as_the_hint_it_is_written_over(tmp_path: Path) -> None:
    hint = cell(paragraph(run("（必填，填全称）", GREY)))
    blank = package(document(paragraph("登记表"), table(cell("单位") + hint)))
    assert "color" not in look_of(filled(blank, {"单位": "样本公司"}, tmp_path), "样本公司")
    empty = formkit.blank_document(formkit.load(tmp_path / "p"), "form")
    with zipfile.ZipFile(io.BytesIO(empty)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    assert "color" in look_of(root, "（必填，填全称）")


def test_a_hint_left_standing_is_no_answer(tmp_path: Path) -> None:
    hint = cell(paragraph(run("（必填，填全称）", GREY)))
    blank = package(document(paragraph("登记表"), table(cell("单位") + hint + cell("电话") + cell(""))))
    call = programme_of(blank, tmp_path)
    formkit.fill(call, "form", {"电话": "13900000001"}, tmp_path / "x.docx")
    answers = formkit.extract(call, tmp_path / "x.docx").record.answers
    assert (answers["单位"].value, answers["电话"].value) == (None, "13900000001")


def test_what_is_written_on_a_line_of_characters_has_a_line_under_it(tmp_path: Path) -> None:
    blank = package(document(paragraph("登记表"), paragraph("申请人：________　电话：________")))
    root = filled(blank, {"申请人": "周敏"}, tmp_path)
    assert look_of(root, "周敏") == ["u"]


def test_the_lines_of_an_answer_have_no_numbers_of_the_list_it_stands_in(tmp_path: Path) -> None:
    numbered = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>'
        f"{run('主要事迹：')}</w:p>"
    )
    blank = package(document(paragraph("登记表"), table(cell(numbered + paragraph("") * 4))))
    root = filled(blank, {"主要事迹": "第一段。\n第二段。"}, tmp_path)
    numbers = [node.get(W + "val") for node in root.iter(W + "numId")]
    assert numbers.count("3") == 1


def test_what_stands_on_the_next_line_stays_there(tmp_path: Path) -> None:
    photo = cell(paragraph("照") + paragraph("片") + paragraph("") + paragraph("（加盖公章）"))
    blank = package(document(paragraph("登记表"), table(cell("姓名") + cell("") + photo)))
    call = programme_of(blank, tmp_path)
    (tmp_path / "empty.docx").write_bytes(formkit.blank_document(call, "form"))
    blocks = read((tmp_path / "empty.docx").read_bytes(), "x").blocks
    texts = [each.text for block in blocks if isinstance(block, formkit.Table) for each in block.cells]
    assert texts[-1].endswith("\n（加盖公章）")


def test_a_signature_and_the_date_behind_it_stay_apart(tmp_path: Path) -> None:
    blank = package(
        document(paragraph("登记表"), grid("姓名 | "), paragraph("本人签名：          年   月   日"))
    )
    call = programme_of(blank, tmp_path)
    signed, dated = (item.path for item in call.forms["form"].fields[-2:])
    data = {"姓名": "周敏", signed: "周敏", dated: "2025-03-08"}
    nested: dict[str, Any] = {}
    for path, value in data.items():
        *parents, last = path.split(".")
        inner = nested
        for name in parents:
            inner = inner.setdefault(name, {})
        inner[last] = value
    formkit.fill(call, "form", nested, tmp_path / "x.docx")
    answers = formkit.extract(call, tmp_path / "x.docx").record.answers
    assert {path: answers[path].value for path in data} == data
