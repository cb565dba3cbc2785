"""补正通知 and 收件核对单: all that is to be mended in one letter, and boxes for what only paper shows."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from formkit import papers
from formkit.decisions import row_key, still_open
from formkit.entries import FINDINGS, MEND, PASSED, Entries
from formkit.errors import ProgrammeError
from formkit.finding import Finding, Severity
from formkit.letters.decided import stands
from formkit.letters.deficiencies import to_be_mended, topics
from formkit.letters.receipt import receipt_names
from formkit.letters.supplement import deadline_of, supplement_names
from formkit.programs.libreoffice import convert
from formkit.spot import Spot
from formkit.submission import Receipt, Submission
from submissions import CALL, EXPERT, IDENTITY, STUDIO, UNIT, application, material, submission

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
DATED = dt.date(2025, 7, 28)
FILES = (material("申报表.docx", "01"), material("身份证.jpg", "04a"), material("IMG_0231.jpg", None))
PACKAGE = submission(*FILES)
MISSING = Finding("R27", ERROR, "没有“申报报告”；请补交。", None, None, "通知第三条（二）3“工作室申报报告”")
SHORT = Finding(
    "R26", ERROR, "正文 1,420 字，还差 80 字；请补写。", "profile.body", None, "通知第三条（二）2"
)
OLD = Finding("R14", WARNING, "年满57周岁；请说明理由。", "leader.birth_date", None, "通知第二条（二）")
LOCKED = Finding(
    "encrypted", ERROR, "“身份证.jpg”有密码；请去掉后重新发送。", None, Spot(member="身份证.jpg")
)
REMARK = Finding("R36", NOTE, "没有登记收到电子文档的日期。")


def text_of(data: bytes) -> str:
    """Return all that a DOCX prints in its body: paragraphs and cells, each on a line."""
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def rows_of(data: bytes, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(data)).tables[table].rows]


def letter(*findings: Finding, package: Submission = PACKAGE, until: dt.date | None = None) -> bytes:
    data = papers.supplement(CALL, package, findings, on=DATED, until=until)
    assert data is not None
    return data


def names(*findings: Finding, on: dt.date = DATED, until: dt.date | None = None) -> dict[str, Any]:
    found = supplement_names(CALL, PACKAGE, findings, on=on, until=until)
    assert found is not None
    return found


def test_the_letter_names_whom_it_is_for_who_writes_and_when() -> None:
    text = text_of(letter(MISSING))
    assert f"{UNIT}：" in text
    assert f"“{STUDIO}”（领衔高技能专家：{EXPERT}）" in text
    assert "重庆市荣昌区人力资源和社会保障局\n2025年7月28日\n（联系人：李婷；联系电话：46776809。）" in text
    assert "荣人社函〔2025〕" in text


def test_each_deficiency_has_its_clause_what_to_do_and_the_last_day() -> None:
    rows = rows_of(letter(MISSING, SHORT, OLD, LOCKED))
    listed = {row[2].removeprefix("【请核实】"): row for row in rows if row[0].isdecimal()}
    assert list(listed) == [item.message for item in (MISSING, SHORT, OLD, LOCKED)]
    for item in (MISSING, SHORT, OLD):
        assert listed[item.message][3:] == [item.source, "7月31日"]
    assert listed[LOCKED.message][3:] == [CALL.source, "7月31日"]


def test_all_stand_in_one_letter_grouped_and_numbered_through() -> None:
    rows = rows_of(letter(MISSING, SHORT, OLD, LOCKED))
    assert [row[0] for row in rows[1:]] == [
        *("一、材料（2项）", "1", "2"),
        *("二、资格（1项）", "3"),
        *("三、文件（1项）", "4"),
    ]


def test_only_a_warning_is_marked_to_be_verified() -> None:
    rows = {row[2] for row in rows_of(letter(MISSING, OLD))}
    assert MISSING.message in rows
    assert f"【请核实】{OLD.message}" in rows


def test_a_letter_of_warnings_alone_threatens_nobody() -> None:
    assert "逾期" not in text_of(letter(OLD))
    assert "逾期不报的" in text_of(letter(MISSING))


def test_notes_and_what_is_our_own_fault_concern_no_applicant() -> None:
    ours = Finding("missing-program", WARNING, "本机没有 LibreOffice。")
    clerk = Finding("unassigned", WARNING, "待确认 1 个文件。")
    assert papers.supplement(CALL, PACKAGE, [REMARK, ours, clerk], on=DATED) is None
    assert to_be_mended([REMARK, ours, clerk, MISSING]) == [MISSING]


def test_a_letter_of_the_register_obeys_what_a_clerk_decided() -> None:
    entries = Entries()
    for finding, what in ((SHORT, PASSED), (REMARK, MEND), (OLD, MEND)):
        entries.put(FINDINGS, row_key(7, finding), "decision", what)
    found = stands(entries, 7, [MISSING, SHORT, OLD, REMARK])
    data = papers.supplement(CALL, PACKAGE, found.findings, on=DATED, asked=found.asked)
    assert data is not None
    assert {row[2] for row in rows_of(data) if row[0].isdecimal()} == {
        MISSING.message,
        OLD.message,
        REMARK.message,
    }


def test_open_findings_alone_are_enough_for_a_letter() -> None:
    entries = Entries()
    entries.put(FINDINGS, row_key(7, MISSING), "decision", PASSED)
    entries.put(FINDINGS, row_key(7, REMARK), "decision", MEND)
    text = text_of(letter(*still_open(entries, 7, [MISSING, SHORT, REMARK])))
    assert MISSING.message not in text
    assert SHORT.message in text
    assert REMARK.message in text


def test_where_everything_was_let_pass_there_is_no_letter() -> None:
    entries = Entries()
    entries.put(FINDINGS, row_key(7, MISSING), "decision", PASSED)
    found = stands(entries, 7, [MISSING])
    assert papers.supplement(CALL, PACKAGE, found.findings, on=DATED, asked=found.asked) is None


def test_what_applicants_are_not_told_of_stands_in_the_letter_where_a_clerk_asks_for_it() -> None:
    several = Finding("several-for-slot", WARNING, "“事迹材料”有 2 个文件；请确认用哪一个。")
    entries = Entries()
    assert stands(entries, 7, [several]).asked == frozenset()
    assert supplement_names(CALL, PACKAGE, stands(entries, 7, [several]).findings, on=DATED) is None
    entries.put(FINDINGS, row_key(7, several), "decision", MEND)
    found = stands(entries, 7, [several])
    text = text_of(papers.supplement(CALL, PACKAGE, found.findings, on=DATED, asked=found.asked) or b"")
    assert several.message in text


def test_what_is_about_a_file_is_so_when_a_clerk_has_made_it_graver() -> None:
    scan = Finding("scan", WARNING, "没有文字，是扫描件；请人工核对。")
    package = submission(material("申报报告.pdf", "03", [scan]))
    entries = Entries()
    entries.put(FINDINGS, row_key(7, scan), "decision", MEND)
    (topic,) = topics(CALL, package, still_open(entries, 7, [scan]))
    assert (topic.subject, topic.items[0].about) == ("文件", "申报报告.pdf")


def test_where_nothing_is_wrong_there_is_no_letter() -> None:
    assert papers.supplement(CALL, PACKAGE, [], on=DATED) is None


def test_the_last_day_is_the_deadline_of_the_notice() -> None:
    assert deadline_of(CALL) == dt.date(2025, 7, 31)
    assert "请于2025年7月31日（含当日）前" in text_of(letter(MISSING))


def test_another_last_day_can_be_given() -> None:
    text = text_of(letter(MISSING, until=dt.date(2025, 8, 5)))
    assert "请于2025年8月5日（含当日）前" in text
    assert "8月5日" in text


def test_on_the_last_day_itself_it_is_still_named_and_afterwards_left_blank() -> None:
    assert names(MISSING, on=dt.date(2025, 7, 31))["last_day"].startswith("2025年7月31日")
    late = names(MISSING, on=dt.date(2025, 8, 1))
    assert not re.search(r"\d", late["last_day"] + late["last_day_short"])


def test_a_deadline_that_does_not_include_its_day_ends_the_day_before() -> None:
    rules = tuple(
        replace(rule, parameters={**rule.parameters, "deadline_included": False})
        if "deadline" in rule.parameters
        else rule
        for rule in CALL.rules
    )
    assert deadline_of(replace(CALL, rules=rules)) == dt.date(2025, 7, 30)


def test_without_a_form_the_unit_is_left_to_be_written() -> None:
    text = text_of(letter(MISSING, package=Submission("申报包")))
    assert "＿＿＿＿＿＿＿＿＿＿＿＿：" in text
    assert "你单位报送的申报材料收悉" in text


def test_no_identity_number_is_printed_wherever_it_stood() -> None:
    named = material(f"身份证{IDENTITY}.jpg", "04a")
    package = Submission("包", (named,), {"application": application(unit__name=f"样本厂{IDENTITY}")})
    wrong = Finding("R17", ERROR, f"号码 {IDENTITY} 有误。", None, Spot(member=named.name), f"依据{IDENTITY}")
    for data in (letter(wrong, package=package), papers.receipt(CALL, package)):
        text = text_of(data)
        assert IDENTITY not in text
        assert "****001X" in text


@given(st.text(max_size=60), st.sampled_from([ERROR, WARNING]))
def test_whatever_a_finding_says_the_letter_can_be_opened(text: str, severity: Severity) -> None:
    said = Finding("R26", severity, f"甲{text}乙", "profile.body", None, text)
    data = papers.supplement(CALL, PACKAGE, [said], on=DATED)
    assert data is not None
    assert "甲" in text_of(data)


@given(st.lists(st.sampled_from([MISSING, SHORT, OLD, LOCKED, REMARK]), max_size=8))
def test_each_finding_stands_once_in_one_topic(findings: list[Finding]) -> None:
    listed = [item.message for topic in topics(CALL, PACKAGE, findings) for item in topic.items]
    assert sorted(listed) == sorted({item.message for item in findings})


def test_a_row_of_a_table_is_told_by_its_label_and_number() -> None:
    said = Finding("too-long", ERROR, "过长。", "members[1].duty")
    (topic,) = topics(CALL, PACKAGE, [said])
    assert re.fullmatch(r".+第2行.+", topic.items[0].about)


def test_a_programme_without_the_template_says_which_file_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeError, match=r"补正通知.*supplement\.docx"):
        papers.supplement(replace(CALL, folder=tmp_path), PACKAGE, [MISSING], on=DATED)


def test_only_a_letter_with_something_to_verify_explains_the_mark() -> None:
    def note(data: bytes) -> str:
        (line,) = [item.text for item in Document(io.BytesIO(data)).paragraphs if "注：" in item.text]
        return line

    assert note(letter(MISSING)) == "注：以上各项均须补正。"
    assert note(letter(MISSING, OLD)) == "注：标有“请核实”的，核对后改正或者书面说明；其余各项均须补正。"


def test_the_receipt_lists_what_was_found_and_what_was_not() -> None:
    rows = rows_of(papers.receipt(CALL, PACKAGE))
    files = {(row[0], row[2]) for row in rows[1:]}
    assert {("01", "申报表.docx"), ("04a", "身份证.jpg"), ("03", "（未见）"), ("", "IMG_0231.jpg")} <= files
    assert ("05", "（未见）") not in files


def test_the_receipt_leaves_out_a_folder_in_which_all_files_lie() -> None:
    files = [material("申报材料/1 申报表.docx", "01"), material("申报材料/证件/身份证.jpg", "04a")]
    rows = rows_of(papers.receipt(CALL, submission(*files)))
    assert [row[2] for row in rows if row[0] in {"01", "04a"}] == ["1 申报表.docx", "证件/身份证.jpg"]


def test_the_receipt_has_a_box_for_what_only_paper_shows() -> None:
    data = papers.receipt(CALL, PACKAGE)
    paper = {row[0]: row[2:4] for row in rows_of(data, 1)[1:]}
    for said in ("一式2份", "装订成册", "以A4纸双面打印", "并由经办人签字后加盖公章"):
        assert paper[said] == ["□", "□"]
    assert any("行业主管部门" in said for said in paper)
    copies = [row[0] for row in rows_of(data, 2)[1:]]
    assert copies == [item.label for item in CALL.attachments if item.copy]


def test_the_receipt_shows_what_the_counter_noted_and_blanks_for_the_rest() -> None:
    noted = Receipt(dt.date(2025, 7, 30), None, 2, "王样本")
    shown = receipt_names(CALL, replace(PACKAGE, receipt=noted))
    assert (shown["received"], shown["copies_received"], shown["by"]) == ("2025年7月30日", "2份", "王样本")
    assert not re.search(r"\d", shown["emailed"])
    blank = receipt_names(CALL, PACKAGE)
    assert not re.search(r"\d", blank["received"] + blank["emailed"] + blank["copies_received"])


def test_both_papers_are_the_same_each_time() -> None:
    assert letter(MISSING, OLD) == letter(MISSING, OLD)
    assert papers.receipt(CALL, PACKAGE) == papers.receipt(CALL, PACKAGE)


def printed(data: bytes, folder: Path) -> list[pdfplumber.page.Page]:
    source = folder / "paper.docx"
    source.write_bytes(data)
    result = convert([source], folder, "pdf")[source]
    assert isinstance(result, Path)
    return list(pdfplumber.open(io.BytesIO(result.read_bytes())).pages)


def test_the_letter_stands_on_one_page_and_the_list_on_the_next(soffice: Path, tmp_path: Path) -> None:  # noqa: ARG001
    first, second = printed(letter(MISSING, SHORT, OLD, LOCKED), tmp_path)
    text = first.extract_text()
    assert text.index(UNIT) < text.index("附件：补正事项清单") < text.index("46776809")
    assert "最迟日期" in second.extract_text()


def test_the_page_is_that_of_an_official_document(soffice: Path, tmp_path: Path) -> None:  # noqa: ARG001
    """GB/T 9704: 版心 156 mm wide from 28 mm on, 3号 type, 28 characters a line (5.2)."""
    page = printed(letter(MISSING, OLD), tmp_path)[0]
    body = [char for char in page.chars if abs(char["size"] - 16) < 0.5]
    lines: dict[int, list[float]] = {}
    for char in body:
        lines.setdefault(round(char["top"]), []).append(char["x0"])
    left, right = 28 / 25.4 * 72, (210 - 26) / 25.4 * 72
    assert min(char["x0"] for char in body) == pytest.approx(left, abs=2)
    assert max(char["x1"] for char in body) <= right + 8  # a mark may hang in the margin
    assert max(map(len, lines.values())) >= 28
    tops = sorted(lines)
    assert {later - earlier for earlier, later in pairwise(tops[2:6])} <= {27, 28, 29}


def test_the_receipt_of_a_usual_package_fits_on_one_page(soffice: Path, tmp_path: Path) -> None:  # noqa: ARG001
    files = [material(f"{item.slot}{item.label}.jpg", item.slot) for item in CALL.attachments]
    assert len(printed(papers.receipt(CALL, submission(*files)), tmp_path)) == 1
