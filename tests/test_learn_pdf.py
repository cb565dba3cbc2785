"""``learn`` of a blank PDF: its form, drawn plainly, reads what comes back as PDF or Word file."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

import formkit
from formkit.cli import main
from formkit.errors import ProgrammeError
from formkit.learn import learn
from formkit.programs import libreoffice
from pdfmaking import Paper, pdf

ROOT = Path(__file__).resolve().parent.parent
DATA: dict[str, Any] = {
    "姓名": "周敏",
    "性别": "女",
    "出生年月": "1996-04",
    "联系电话": "13900000001",
    "技能等级": "高级工",
    "主要事迹": "负责陶瓷成型工艺改进。\n带徒三人。",
    "获奖名称": [
        {"时间": "2023-11", "获奖名称": "技能大赛一等奖", "授予单位": "样本区人力社保局"},
        {"时间": "2024-05", "获奖名称": "五一劳动奖章", "授予单位": "样本区总工会"},
    ],
}


def form_with(*answers: str) -> bytes:
    """Return a form on a page, with these answers in its four places."""
    name, phone, sex, opinion = answers or ("", "", "□男 □女", "")
    paper = Paper()
    paper.text(240, 60, "技能大师报名表", 16)
    rows = [["姓名", name, "联系电话", phone], ["性别", sex, "推荐意见", opinion]]
    paper.table((60, 130, 280, 360, 530), (90, 120, 160), rows)
    return pdf(paper)


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """Learn the blank PDF."""
    (tmp_path / "blank.pdf").write_bytes(form_with())
    learn([tmp_path / "blank.pdf"], tmp_path / "项目")
    return tmp_path / "项目"


def answers_of(case: formkit.Case) -> dict[str, Any]:
    return {path: found.value for path, found in case.record.answers.items() if found.value is not None}


def test_a_blank_pdf_becomes_a_programme(programme: Path) -> None:
    form = formkit.load(programme).forms["form"]
    assert [(item.path, item.kind) for item in form.fields] == [
        ("姓名", "text"),
        ("联系电话", "phone"),
        ("性别", "choice_one"),
        ("推荐意见", "long_text"),
    ]


def test_it_reads_a_filled_pdf(programme: Path, tmp_path: Path) -> None:
    (tmp_path / "filled.pdf").write_bytes(form_with("周敏", "13900000001", "□男 ☑女", "同意推荐。"))
    case = formkit.extract(formkit.load(programme), tmp_path / "filled.pdf")
    assert answers_of(case) == {
        "姓名": "周敏",
        "联系电话": "13900000001",
        "性别": "女",
        "推荐意见": "同意推荐。",
    }
    assert case.leftovers == ()


def test_it_fills_a_plain_form_that_is_read_as_well(programme: Path, tmp_path: Path) -> None:
    data = {"姓名": "周敏", "性别": "男", "联系电话": "13900000001", "推荐意见": "同意推荐。"}
    call = formkit.load(programme)
    formkit.fill(call, "form", data, tmp_path / "filled.docx")
    assert answers_of(formkit.extract(call, tmp_path / "filled.docx")) == data


def test_the_command_says_what_a_template_of_a_pdf_is_good_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "blank.pdf").write_bytes(form_with())
    assert main(["learn", str(tmp_path / "blank.pdf"), "-o", str(tmp_path / "项目")]) == 0
    said = capsys.readouterr().err
    assert "“blank.pdf”是 PDF" in said
    assert "不宜代替原表发放" in said


def test_a_page_without_a_form_is_no_form(tmp_path: Path) -> None:
    (tmp_path / "blank.pdf").write_bytes(pdf(Paper()))
    with pytest.raises(ProgrammeError, match="没有找到要填写的地方"):
        learn([tmp_path / "blank.pdf"], tmp_path / "项目")
    assert not (tmp_path / "项目").exists()


@pytest.mark.libreoffice
def test_what_is_filled_in_word_is_read_by_what_was_learnt_of_the_pdf(soffice: Path, tmp_path: Path) -> None:
    assert soffice
    sys.path.insert(0, str(ROOT / "tools"))
    blank = importlib.import_module("learn_form").blank_form()
    sys.path.remove(str(ROOT / "tools"))
    word = tmp_path / "登记表.docx"
    word.write_bytes(blank)
    learn([word], tmp_path / "word")
    filled = tmp_path / "filled.docx"
    formkit.fill(formkit.load(tmp_path / "word"), "form", DATA, filled)
    printed = libreoffice.convert([word, filled], tmp_path, "pdf")
    blank_pdf, filled_pdf = printed[word], printed[filled]
    assert isinstance(blank_pdf, Path)
    assert isinstance(filled_pdf, Path)
    learn([blank_pdf], tmp_path / "pdf")
    by_word = answers_of(formkit.extract(formkit.load(tmp_path / "word"), filled))
    by_pdf = answers_of(formkit.extract(formkit.load(tmp_path / "pdf"), filled_pdf))
    assert by_pdf == by_word
    assert by_word["获奖名称[1].获奖名称"] == "五一劳动奖章"
