"""The notice is written from its sample and the rules: word for word, and never at odds with them."""

from __future__ import annotations

import datetime as dt
import difflib
import importlib
import io
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

import formkit
from formkit.checks import check_selection
from formkit.cli import main
from formkit.documents import fill_document
from formkit.grid import Line
from formkit.programme import Programme
from formkit.readers import read
from formkit.readers.data import read_data
from formkit.rulewording import wording
from formkit.submission import Receipt
from rulecases import clean, found_about

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "tangcheng-2025" / "notice-2025.yaml"
CALL = formkit.load("tangcheng-2025")
ANNEX = "“棠城工匠”技能大师工作室申报表"


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return re.sub(r"\s", "", text)


def notice(programme: Programme, folder: Path) -> str:
    """Return what the notice of a programme says, without white space."""
    data = read_data(SAMPLE, programme.documents["notice"]).records[0]
    path = folder / "notice.docx"
    filled = fill_document(programme, "notice", data)
    assert filled.findings == ()
    path.write_bytes(filled.data)
    return squeezed("".join(block.text for block in read(path).blocks if isinstance(block, Line)))


def edited(folder: Path, *changes: tuple[str, str]) -> Programme:
    """Return the programme with changes in its one file."""
    target = folder / "programme"
    shutil.copytree(CALL.folder, target)
    path = target / "programme.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return formkit.load(target)


def test_the_notice_is_the_published_one_word_for_word(shared: Path, tmp_path: Path) -> None:
    published = squeezed((shared / "domain" / "notice-2025-77.txt").read_text(encoding="utf-8"))
    made = notice(CALL, tmp_path)
    end = made.rindex(ANNEX) + len(ANNEX)
    matcher = difflib.SequenceMatcher(None, published, made[:end], autojunk=False)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    assert [change[0] for change in changes] == ["insert", "insert"]
    assert [made[change[3] : change[4]] for change in changes] == ["一、", "二、"]


def test_the_command_writes_it(tmp_path: Path) -> None:
    out = tmp_path / "通知.docx"
    assert main(["fill", "notice", str(SAMPLE), "-o", str(out), "-p", "tangcheng-2025"]) == 0
    assert out.read_bytes().startswith(b"PK")


def test_what_rules_with_parameters_say_stands_in_the_notice(tmp_path: Path) -> None:
    text = notice(CALL, tmp_path)
    said = [rule for rule in CALL.rules if "{" in rule.wording]
    assert len(said) > 15
    assert [rule.rule for rule in said if squeezed(wording(rule)) not in text] == []


def test_another_quota_and_year_change_notice_rules_and_findings_alike(tmp_path: Path) -> None:
    call = edited(tmp_path, ("\nyear = 2025", "\nyear = 2026"), ("{ quota = 5 }", "{ quota = 8 }"))
    text = notice(call, tmp_path)
    assert "技能大师工作室8个以内" in text
    assert "关于开展2026年“棠城工匠”" in text
    assert "于2026年7月31日前报至" in text
    assert "《“巴渝工匠2025”行动计划实施方案》" in text
    assert check_selection(call, ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"]) == []
    assert check_selection(call, list("甲乙丙丁戊己庚辛壬")) != []
    assert check_selection(CALL, list("甲乙丙丁戊己")) != []
    rules = {rule.rule: rule for rule in call.rules}
    assert wording(rules["R01"]).endswith("8个以内")
    assert "2026年7月31日" in wording(rules["R33"])
    assert str(rules["R14"].parameters["reference_date"]) == "2026-07-31"
    assert call.title.startswith("2026年")
    late = replace(clean(), receipt=Receipt(received=dt.date(2026, 8, 1)))
    (finding,) = found_about("R33", late, call)
    assert "2026年7月31日" in finding.message
    early = replace(clean(), receipt=Receipt(received=dt.date(2026, 7, 30)))
    assert found_about("R33", early, call) == []


def test_the_sample_names_what_is_left_as_it_was(tmp_path: Path) -> None:
    data = read_data(SAMPLE, CALL.documents["notice"]).records[0]
    waivers = data["waivers"]
    assert isinstance(waivers, list)
    made = notice(CALL, tmp_path)
    assert all(waiver["text"].translate(str.maketrans("１", "1")) in made for waiver in waivers)


@pytest.fixture(scope="module")
def builder() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "tools"))
    yield importlib.import_module("official")
    sys.path.remove(str(ROOT / "tools"))


def test_several_annexes_are_numbered_and_end_without_a_mark(builder: ModuleType) -> None:
    made = builder.annexes("名单", "反馈表")
    assert re.findall(r">([^<>]+)</w:t>", made) == ["附件：1.名单", "2.反馈表"]


def test_a_title_given_in_lines_keeps_them(builder: ModuleType) -> None:
    assert builder.broken("甲\n乙") == ("甲", "乙")


def test_a_document_is_a_package_that_word_opens(builder: ModuleType) -> None:
    from docx import Document

    document = Document(io.BytesIO(builder.official("题", builder.line("body", "正文"))))
    assert [paragraph.style.name for paragraph in document.paragraphs] == ["公文正文"]
