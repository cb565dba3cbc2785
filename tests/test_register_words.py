"""What a clerk reads in a register who never saw the program: words, names, prompts, a guide."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from formkit.decisions import row_key
from formkit.entries import DECISIONS, FIELDS, FINDINGS, PASSED, REPLIES, REVIEW, SUMMARY, Entries
from formkit.finding import Finding, Severity
from formkit.readers.registerbook import read_register
from formkit.register_cells import Row
from formkit.register_layout import fingerprint
from formkit.registered import Incoming, Registered, Stage, Use
from formkit.registering import rows_of
from formkit.stages import standing
from formkit.subjects import called, subject_of
from formkit.submission import Submission
from formkit.writers.scoresheet import Candidate, scoring_workbook
from registers import PLANS, RUN, write
from stagecases import registered
from submissions import CALL, IDENTITY

DAMAGED = Finding("damaged", Severity.ERROR, "文件已损坏。")
UNKNOWN = Finding("unsupported", Severity.WARNING, "无法识别。")
DEPARTMENT = CALL.register.departments[0]


def unreadable(*findings: Finding, name: str = "甲公司.zip") -> Registered:
    """Return a submission that nobody can read."""
    incoming = Incoming(name, "a", 1, 1, Use.UNREADABLE, "里面没有一个能读的文件")
    return Registered(1, Submission(name), findings, (incoming,))


def rows(item: Registered, entries: Entries | None = None) -> list[Row]:
    """Return the rows of a submission."""
    typed = entries or Entries()
    return list(rows_of(CALL, item, typed, standing(CALL, item, typed), None, inbox="收件"))


def text(found: list[Row], sheet: str, column: str) -> list[str]:
    """Return what the rows of a sheet show in a column."""
    return [row.cells[column].text for row in found if row.sheet == sheet and column in row.cells]


@pytest.mark.parametrize(
    ("code", "field", "subject", "name"),
    [
        ("R26", "profile.body", "R26 材料", "R26"),
        ("identity-mismatch", None, "一致", "一致"),
        ("shared-passages", None, "雷同", "雷同"),
        ("doubtful-slot", None, "归类", "归类"),
        ("which-version", None, "核实", "核实"),
        ("old-version", None, "文件", "文件"),
        ("receipt-entry", None, "登记", "登记"),
        ("damaged", None, "读取", "读取"),
        ("unknown-code", "unit.name", "内容", "内容"),
        ("unknown-code", "04a", "材料", "材料"),
    ],
)
def test_a_clerk_reads_numbers_of_rules_and_words(
    code: str, field: str | None, subject: str, name: str
) -> None:
    finding = Finding(code, Severity.WARNING, "。", field)
    assert subject_of(CALL, finding) == subject
    assert called(CALL, [finding, finding]) == [name]


def test_every_rule_has_a_subject() -> None:
    for rule in (*CALL.rules, *CALL.consistency):
        assert any("一" <= char <= "鿿" for char in subject_of(CALL, Finding(rule.rule, Severity.NOTE, "")))


def test_what_comes_next_has_no_code_in_it() -> None:
    item = registered(1, Finding("unit-name", Severity.ERROR, "不一致。"), DAMAGED)
    assert "2 条：一致、读取" in standing(CALL, item, Entries()).following


def test_what_nobody_can_read_is_named_and_not_reviewed() -> None:
    found = rows(unreadable(DAMAGED, name=f"甲公司{IDENTITY}.zip"))
    wanted = ["（甲公司****001X.zip）"]
    assert text(found, SUMMARY, "application/unit.name") == wanted
    assert text(found, FIELDS, "#unit") == text(found, FINDINGS, "#unit") == wanted
    assert not [row for row in found if row.sheet == REVIEW]


@pytest.mark.parametrize("finding", [DAMAGED, UNKNOWN])
def test_what_nobody_can_read_is_asked_for_again_unless_a_clerk_let_it_pass(finding: Finding) -> None:
    item, entries = unreadable(finding), Entries()
    found = standing(CALL, item, entries)
    assert (found.stage, "重新发送" in found.following) == (Stage.TO_BE_SUPPLEMENTED, True)
    entries.put(FINDINGS, row_key(1, finding), "decision", PASSED)
    assert standing(CALL, item, entries).stage is Stage.RECEIVED


def test_what_was_typed_before_somebody_thought_better_of_it_stays_in_view() -> None:
    entries = Entries()
    entries.put(REVIEW, "1", "advised", "否")
    assert not [row for row in rows(registered(1), entries) if row.sheet in {REPLIES, DECISIONS}]
    entries.put(REPLIES, f"1/{DEPARTMENT}", "opinion", "无异议")
    entries.put(DECISIONS, "1", "outcome", "通过")
    found = rows(registered(1), entries)
    assert text(found, REPLIES, "#department") == [DEPARTMENT]
    assert text(found, DECISIONS, "outcome") == ["通过"]


def prompts(sheet: Any) -> dict[str, str]:
    """Return what is said beside the cells of a sheet, by the heads of their columns."""
    heads = {f"{cell.column_letter}3": cell.value for cell in sheet[2]}
    return {
        heads[str(each.sqref).partition(":")[0]]: each.prompt
        for each in sheet.data_validations.dataValidation
        if each.prompt
    }


def test_cells_say_what_follows_and_that_they_can_be_filled_down(tmp_path: Path) -> None:
    entries = Entries()
    entries.put(REVIEW, "1", "advised", "是")
    write(tmp_path / "r.xlsx", rows(registered(1), entries))
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    review, decided = prompts(book["评审"]), prompts(book["审议公布"])
    assert "征求意见" in review["建议入选"]
    assert "再汇总一次" in review["建议入选"]
    assert "公布文号" in decided["审议结果"]
    for said in (
        review["评审日期"],
        *(decided[head] for head in ("局党委会审议日期", "公布文号", "公布日期")),
    ):
        assert "选中后向下填充" in said
    assert max(map(len, (*review.values(), *decided.values()))) <= 255


def test_short_heads_are_on_one_line() -> None:
    from formkit.writers.registerlook import lines_of

    heads = [column for plan in PLANS for column in plan.columns if len(column.head) <= 7]
    assert [column.head for column in heads if lines_of(column.head, column.width) > 1] == []


def test_the_guide_tells_of_every_sheet_and_of_the_ledger(tmp_path: Path) -> None:
    write(tmp_path / "r.xlsx", [])
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["使用说明"]
    told = {str(row[0].value): str(row[1].value or "") for row in sheet.iter_rows() if len(row) > 1}
    for plan in PLANS:
        assert plan.entries.startswith("rows") or told[plan.title]
    assert ".ledger" in told["本文件和台账"]
    assert "不要删除隐藏的行和列" in told["排序和筛选"]


def test_a_postcode_that_excel_made_a_number_gets_its_zero_back(tmp_path: Path) -> None:
    item = registered(1, more={"unit.postcode": "010000"})
    place = "application/unit.postcode"
    shown = write(tmp_path / "r.xlsx", rows(item))
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    sheet = book["全部栏目"]
    (column,) = (cell.column for cell in sheet[1] if cell.value == place)
    for number, corrected in ((10000, ""), (20000, "020000")):
        sheet.cell(3, column).value, sheet.cell(3, column).number_format = number, "General"
        book.save(tmp_path / "r.xlsx")
        found = read_register(
            tmp_path / "r.xlsx", PLANS, lambda run, name, key: shown[name, key] if run == RUN else {}
        )
        assert found.entries.text(FIELDS, "1", place) == corrected
        assert [each.code for each in found.findings] == ["leading-zero"]
    assert shown[FIELDS, "1"][place] == fingerprint("010000")


def test_a_trade_stands_below_the_name_without_a_bracket_on_a_line_of_its_own() -> None:
    assert CALL.review is not None
    candidates = [
        Candidate(1, "工作室", "甄样本", "公司", "铣工（数控铣工）"),
        Candidate(2, "工作室", "贾示例", "公司", "夏布织造（手工织布工）"),
    ]
    made = scoring_workbook(CALL.review, "评选", "专家一", candidates, "m")
    book = openpyxl.load_workbook(io.BytesIO(made))
    said = [cell.value for row in book.worksheets[0].iter_rows(min_row=8) for cell in row if cell.column == 5]
    assert said[-2:] == ["甄样本\n铣工（数控铣工）", "贾示例\n夏布织造\n（手工织布工）"]
