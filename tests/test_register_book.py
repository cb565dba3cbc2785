"""The register as a workbook: what is written, and that all that people typed comes back."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formkit.entries import (
    DECISIONS,
    FIELDS,
    FINDINGS,
    MATERIALS,
    RECEIPTS,
    REPLIES,
    REVIEW,
    ROWS,
    SOURCES,
    SUMMARY,
    Entries,
)  # fmt: skip
from formkit.readers.registerbook import Read, read_register
from formkit.register_cells import key_in
from formkit.register_layout import Cell, Role, Row, fingerprint, fitted, group_sheet, plans_of
from formkit.registering.showing import text_of
from formkit.workbook_layout import MAX_CELL, unescape, units
from formkit.writers.registerbook import MOST_LINKS, RegisterBook
from records import NASTY, TEXTS
from registers import MARK, PLANS, RUN, TITLE, Shown, rows_made, write
from submissions import CALL, IDENTITY

TITLES = [plan.title for plan in PLANS]
CLERKS = {SUMMARY, MATERIALS, FINDINGS, RECEIPTS, REVIEW, REPLIES, DECISIONS}


def known(shown: Shown) -> Callable[[int, str, str], Mapping[str, str]]:
    """Return what a ledger tells of its own register."""
    return lambda run, sheet, key: shown.get((sheet, key), {}) if run == RUN else {}


def made(path: Path, many: int = 3, seed: int = 1, texts: Any = NASTY) -> tuple[Shown, Entries, list[Row]]:
    """Write a register; return what it shows, and what was typed into the rows that it has."""
    rng, rows, every = random.Random(seed), [], Entries()
    for number in range(1, many + 1):
        own, entries = rows_made(number, rng, texts)
        rows += own
        there = {(plan.entries, row.key) for row in own for plan in PLANS if plan.id == row.sheet}
        for sheet, key, column, text in entries.every():
            if (sheet, key) in there:
                every.put(sheet, key, column, text)
    return write(path, rows), every, rows


def read(path: Path, shown: Shown) -> Read:
    """Read a register that the ledger knows."""
    return read_register(path, PLANS, known(shown))


def column_of(sheet: Any, column: str) -> int:
    """Return where a column stands in a sheet, by its id."""
    return next(cell.column for cell in sheet[1] if cell.value == column)


def row_of(sheet: Any, key: str) -> int:
    """Return where a row stands in a sheet, by its key."""
    return next(cell.row for cell in sheet["A"] if cell.value == key)


@pytest.fixture
def book(tmp_path: Path) -> tuple[Path, Shown, Entries]:
    """Return a register of three submissions."""
    shown, entries, _ = made(tmp_path / "汇总表.xlsx")
    return tmp_path / "汇总表.xlsx", shown, entries


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS, seed=st.integers(0, 2**32))
def test_what_was_typed_comes_back_and_nothing_else(tmp_path: Path, texts: list[str], seed: int) -> None:
    path = tmp_path / "r.xlsx"
    shown, entries, rows = made(path, 1, seed, [*texts, "备注"])
    found = read(path, shown)
    wanted = {(*place, text.replace("\r\n", "\n")) for *place, text in entries.every()}
    assert set(found.entries.every()) == wanted
    assert (found.run, found.mark, found.findings, found.added) == (RUN, MARK, [], {})
    entered = {plan.id: plan.entries for plan in PLANS if plan.entries}
    keys = {(entered[row.sheet], row.key) for row in rows if row.sheet in entered}
    assert found.seen == {(sheet, key) for sheet, key in keys if not key.startswith("#")}


def test_every_text_stands_as_text_and_every_number_as_number(tmp_path: Path) -> None:
    _, _, rows = made(tmp_path / "r.xlsx", 2)
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    plans = {plan.id: plan for plan in PLANS}
    nexts = dict.fromkeys(plans, 3)
    for row in rows:
        plan, number = plans[row.sheet], nexts[row.sheet]
        nexts[row.sheet] += 1
        for place, column in enumerate(plan.columns, 2):
            cell, wanted = book[plan.title].cell(number, place), row.cells.get(column.id, Cell())
            if wanted.number is not None:
                assert (cell.value, cell.data_type) == (wanted.number, "n")
            else:
                assert unescape(cell.value or "") == wanted.text
                assert not cell.value or cell.data_type == "s"
                assert cell.number_format == "@"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "007", IDENTITY, "\x01=1", "_x0041_", "a\r\nb"]
)
def test_no_text_becomes_a_formula_or_a_number(tmp_path: Path, text: str) -> None:
    write(tmp_path / "r.xlsx", [Row(SUMMARY, "1", {"note": Cell(text), "#stage": Cell(text)})])
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["汇总"]
    for column in ("note", "#stage"):
        cell = sheet.cell(3, column_of(sheet, column))
        assert (unescape(cell.value), cell.data_type) == (text, "s")


@pytest.mark.parametrize("text", ["字" * 40_000, "𠮷" * 20_000, "\x01" * 30_000, "长" * MAX_CELL])
def test_a_text_that_no_cell_holds_ends_with_its_length(tmp_path: Path, text: str) -> None:
    book = RegisterBook(tmp_path / "r.xlsx", PLANS, TITLE, RUN, MARK)
    book.add(Row(FIELDS, "1", {"profile/profile.body": Cell(text)}))
    book.close()
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["全部栏目"]
    value = sheet.cell(3, column_of(sheet, "profile/profile.body")).value
    assert units(value) <= MAX_CELL
    if len(text) == MAX_CELL:
        assert (value, book.cut) == (text, [])
    else:
        assert value.endswith(f"……（全文 {len(text)} 字，见台账）")
        assert book.cut == [(FIELDS, "1", "profile/profile.body")]
    shown = {(FIELDS, "1"): {"profile/profile.body": fingerprint(text)}}
    assert list(read(tmp_path / "r.xlsx", shown).entries.every()) == []
    assert fitted(fitted(text)) == fitted(text)


def test_a_corrected_and_an_emptied_answer_are_entries(book: tuple[Path, Shown, Entries]) -> None:
    path, shown, entries = book
    work = openpyxl.load_workbook(path)
    sheet = work["全部栏目"]
    places = {name: column_of(sheet, name) for name in ("application/unit.name", "application/leader.name")}
    sheet.cell(3, places["application/unit.name"]).value = "重庆改正有限公司"
    sheet.cell(4, places["application/unit.name"]).value = "x"
    sheet.cell(4, places["application/unit.name"]).value = None
    sheet.cell(3, places["application/leader.name"]).value = 20250101
    members = work["团队成员"]
    members.cell(3, column_of(members, "duty")).value = "  负责攻关\n"
    work.save(path)
    found = read(path, shown).entries
    before = {column for column, mark in shown[FIELDS, "2"].items() if mark != fingerprint("")}
    assert found.text(FIELDS, "1", "application/unit.name") == "重庆改正有限公司"
    assert found.text(FIELDS, "1", "application/leader.name") == "20250101"
    assert (found.text(FIELDS, "2", "application/unit.name") == "（空）") == (
        "application/unit.name" in before
    )
    key = key_in(members.cell(3, 1).value)[0]
    assert key.startswith("1/application/members[")
    assert found.text(ROWS, key, "duty") == "负责攻关"
    rest = [each for each in found.every() if each[0] not in {FIELDS, ROWS}]
    assert sorted(rest) == sorted((*place, text) for *place, text in entries.every())


def test_dates_and_numbers_that_excel_made_come_back_as_text(book: tuple[Path, Shown, Entries]) -> None:
    import datetime as dt

    path, shown, _ = book
    work = openpyxl.load_workbook(path)
    sheet = work["收件登记"]
    received, copies = (sheet.cell(3, column_of(sheet, name)) for name in ("received", "copies"))
    received.value, received.number_format = dt.datetime(2025, 7, 28), "yyyy/m/d"  # noqa: DTZ001
    copies.value, copies.number_format = 7.0, "General"
    sheet.cell(3, column_of(sheet, "note")).value = "=1+1"
    work.save(path)
    found = read(path, shown)
    row = found.entries.row(RECEIPTS, key_in(sheet.cell(3, 1).value)[0])
    assert (row["received"], row["copies"]) == ("2025-07-28", "7")
    assert "note" not in row
    assert [each.code for each in found.findings] == ["formula-without-value"]


def moved(path: Path, seed: int) -> None:
    """Sort the rows of each sheet anyhow, move columns, put a line above, rename and reorder sheets."""
    rng, old, new = random.Random(seed), openpyxl.load_workbook(path), openpyxl.Workbook()
    new.remove(new.worksheets[0])
    for number, sheet in enumerate(rng.sample(old.worksheets, len(old.worksheets))):
        copy = new.create_sheet(f"第{number}张")
        order = rng.sample(range(1, sheet.max_column + 1), sheet.max_column)
        rows = list(range(3, sheet.max_row + 1))
        rng.shuffle(rows)
        copy.append(["汇总表" if number % 2 else None])
        for row in (1, 2, *rows):
            copy.append([sheet.cell(row, column).value for column in order])
            for column, source in enumerate(order, 1):
                copy.cell(copy.max_row, column).data_type = sheet.cell(row, source).data_type
    new.save(path)


@pytest.mark.parametrize("seed", range(3))
def test_rows_may_be_sorted_and_columns_moved(book: tuple[Path, Shown, Entries], seed: int) -> None:
    path, shown, entries = book
    before = read(path, shown)
    moved(path, seed)
    found = read(path, shown)
    assert set(found.entries.every()) == set(entries.every())
    assert (found.seen, found.findings) == (before.seen, [])


def test_rows_torn_from_their_keys_are_left(book: tuple[Path, Shown, Entries]) -> None:
    path, shown, entries = book
    work = openpyxl.load_workbook(path)
    for title in ("评审", "收件登记", "材料清单", "团队成员", "问题清单", "汇总"):
        sheet = work[title]
        keys = [sheet.cell(row, 1).value for row in range(3, sheet.max_row + 1)]
        for row, key in enumerate([*keys[1:], keys[0]], 3):
            sheet.cell(row, 1).value = key
    work.save(path)
    found = read(path, shown)
    torn = {SUMMARY, REVIEW, RECEIPTS, MATERIALS, ROWS, FINDINGS}
    assert {each for each in found.entries.every() if each[0] in torn} == set()
    assert not [
        sheet for sheet, key in found.seen if sheet in {SUMMARY, REVIEW, RECEIPTS, MATERIALS, FINDINGS}
    ]
    assert set(found.entries.every()) == {each for each in entries.every() if each[0] not in torn}
    assert "工作表“评审”第 3 行与隐藏的编号对不上" in " ".join(each.message for each in found.findings)


def test_columns_that_a_clerk_added_come_back_and_are_shown_again(book: tuple[Path, Shown, Entries]) -> None:
    path, shown, _ = book
    work = openpyxl.load_workbook(path)
    sheet = work["汇总"]
    sheet.insert_cols(4)
    sheet.cell(2, 4).value, sheet.cell(3, 4).value = "初审 意见", "同意"
    last = len(PLANS[0].columns) + 3
    for place in (last, last + 1):
        sheet.cell(2, place).value, sheet.cell(4, place).value = "=备注", f"第{place}列"
        sheet.cell(2, place).data_type = "s"
    work.save(path)
    found = read(path, shown)
    assert found.added == {SUMMARY: ["初审 意见", "=备注", "=备注（2）"]}
    assert found.entries.text(SUMMARY, "1", "+初审 意见") == "同意"
    assert found.entries.text(SUMMARY, "2", "+=备注（2）") == f"第{last + 1}列"
    plans = plans_of(CALL, found.added)
    assert [column.head for column in plans[0].columns[-3:]] == found.added[SUMMARY]
    again = RegisterBook(path, plans, TITLE, RUN + 1, MARK)
    again.add(Row(SUMMARY, "1", {"+初审 意见": Cell("同意")}))
    again.close()
    second = read_register(path, plans, known(shown))
    assert second.added == found.added
    assert list(second.entries.every()) == [(SUMMARY, "1", "+初审 意见", "同意")]


def test_rows_that_are_none_of_the_register_are_named(book: tuple[Path, Shown, Entries]) -> None:
    path, shown, entries = book
    work = openpyxl.load_workbook(path)
    sheet = work["评审"]
    sheet.append([cell.value for cell in sheet[3]])
    sheet.append([None, None, f"新的一行 {IDENTITY}"])
    sheet.append([None, "  "])
    missing = work["材料清单"]
    row = next(cell.row for cell in missing["A"] if str(cell.value).startswith("#"))
    missing.cell(row, column_of(missing, "slot")).value = "忽略"
    sheet.cell(3, sheet.max_column + 5).value = "没有表头"
    work.save(path)
    found = read(path, shown)
    said = " ".join(each.message for each in found.findings)
    assert [each.code for each in found.findings].count("register-row") == 3
    assert "工作表“评审”第 6 行是复制出来的行" in said
    assert "工作表“评审”第 7 行不是汇总表原有的行，其中的“新的一行 ****001X”没有采用" in said
    assert f"工作表“材料清单”第 {row} 行是程序写的说明行，其中的“忽略”没有采用" in said
    assert "没有表头" in said
    assert IDENTITY not in said
    assert set(found.entries.every()) == set(entries.every())


def test_a_register_of_another_ledger_gives_no_corrections(book: tuple[Path, Shown, Entries]) -> None:
    path, _, entries = book
    found = read_register(path, PLANS, lambda *_: {})
    assert [each.code for each in found.findings] == ["register-ledger"]
    assert "不是由这个台账生成的" in found.findings[0].message
    assert set(found.entries.every()) == set(entries.every())


def test_a_copied_sheet_is_read_once(book: tuple[Path, Shown, Entries]) -> None:
    path, shown, entries = book
    work = openpyxl.load_workbook(path)
    work.copy_worksheet(work["评审"])
    work.create_sheet("我的表").append(["随便", "写的"])
    work.save(path)
    found = read(path, shown)
    assert [each.code for each in found.findings] == ["register-sheet"]
    assert set(found.entries.every()) == set(entries.every())


def test_a_sheet_that_was_deleted_has_no_rows_seen(book: tuple[Path, Shown, Entries]) -> None:
    path, shown, _ = book
    work = openpyxl.load_workbook(path)
    del work["评审"]
    work.save(path)
    found = read(path, shown)
    assert not [key for sheet, key in found.seen if sheet == REVIEW]
    assert found.findings == []


def test_the_frame_of_every_sheet(book: tuple[Path, Shown, Entries]) -> None:
    work = openpyxl.load_workbook(book[0])
    assert work.sheetnames == [*TITLES, "使用说明"]
    for plan in PLANS:
        sheet = work[plan.title]
        assert sheet.row_dimensions[1].hidden
        assert sheet.column_dimensions["A"].hidden
        assert sheet.freeze_panes == "D3"
        assert sheet.auto_filter.ref.startswith("A2:")
        assert sheet.auto_filter.ref.endswith(str(sheet.max_row))
        assert sheet.print_title_rows == "$2:$2"
        paper = "8" if plan.title == "汇总" else "9"
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", paper)
        assert [cell.value for cell in sheet[2]][1 : len(plan.columns) + 1] == [
            column.head for column in plan.columns
        ]
        offered = {
            str(each.sqref).split(":")[0]: each.formula1 for each in sheet.data_validations.dataValidation
        }
        for place, column in enumerate(plan.columns, 2):
            if column.options and sheet.max_row > 2:
                assert offered[sheet.cell(3, place).coordinate] == f'"{",".join(column.options)}"'
    told = [cell.value for cell in work["使用说明"]["A"]]
    groups = [plan.title for plan in PLANS if plan.entries == ROWS]
    assert {plan.title for plan in PLANS} - set(groups) | {f"{groups[0]}等", "本文件和台账"} <= set(told)


def test_marks_are_colours_and_corrections_have_a_note(book: tuple[Path, Shown, Entries]) -> None:
    path = book[0]
    _, _, rows = made(path, 3, 5)
    work, plans = openpyxl.load_workbook(path), {plan.id: plan for plan in PLANS}
    colours = {"corrected": "00BDD7EE", "doubtful": "00F8CBAD", "entered": "00FFFBE6"}
    nexts, marks = dict.fromkeys(plans, 3), set()
    for row in rows:
        number = nexts[row.sheet]
        nexts[row.sheet] += 1
        for place, column in enumerate(plans[row.sheet].columns, 2):
            wanted, cell = row.cells.get(column.id, Cell()), work[plans[row.sheet].title].cell(number, place)
            mark = wanted.mark or ("entered" if column.role is Role.CLERK else "")
            marks.add(mark)
            if mark:
                assert cell.fill.start_color.rgb == colours[mark]
            assert (cell.comment is not None) == bool(wanted.note)
            if wanted.note:
                assert cell.comment.text.startswith("经办人填写；程序")
    assert marks == {"", *colours}


def test_links_lead_to_the_package_and_never_show_an_identity_number(
    book: tuple[Path, Shown, Entries],
) -> None:
    work = openpyxl.load_workbook(book[0])
    links = [cell.hyperlink.target for row in work["收件登记"] for cell in row if cell.hyperlink]
    assert links[:2] == ["收件/第01号%20申报材料.zip", "收件/补交/第01号%23补.rar"]
    assert [cell.hyperlink.target for row in work["来源"] for cell in row if cell.hyperlink][:1] == links[:1]
    for title in ("问题清单", "来源"):
        assert not [cell for row in work[title] for cell in row if IDENTITY in str(cell.value)]
    assert MOST_LINKS < 65_530


def test_the_sources_end_where_they_must(tmp_path: Path) -> None:
    from dataclasses import replace

    plans = [replace(plan, most=5) if plan.id == SOURCES else plan for plan in PLANS]
    book = RegisterBook(tmp_path / "r.xlsx", plans, TITLE, RUN, MARK)
    for number in range(8):
        book.add(Row(SOURCES, "", {"#value": Cell(str(number))}))
    book.close()
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["来源"]
    assert sheet.max_row == 8
    assert "其余 3 行在台账中" in [cell.value for cell in sheet[8]]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    from formkit.errors import UnreadableFileError

    (tmp_path / "r.xlsx").write_bytes(data)
    with pytest.raises(UnreadableFileError):
        read_register(tmp_path / "r.xlsx", PLANS, lambda *_: {})
    with pytest.raises(UnreadableFileError, match="打不开"):
        read_register(tmp_path / "nowhere.xlsx", PLANS, lambda *_: {})


def test_a_workbook_of_somebody_else_is_refused(tmp_path: Path) -> None:
    from formkit.errors import UnreadableFileError

    book = openpyxl.Workbook()
    book.worksheets[0].append(["编号", "单位"])
    book.save(tmp_path / "r.xlsx")
    with pytest.raises(UnreadableFileError, match="不是程序生成的汇总表"):
        read_register(tmp_path / "r.xlsx", PLANS, lambda *_: {})


def test_libreoffice_keeps_every_entry(
    soffice: Path, book: tuple[Path, Shown, Entries], tmp_path: Path
) -> None:
    import subprocess

    path, shown, entries = book
    before = read(path, shown)
    command = [
        str(soffice), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = read(tmp_path / "out" / path.name, shown)
    assert set(found.entries.every()) == set(entries.every())
    assert (found.run, found.mark, found.findings) == (RUN, MARK, [])
    assert found.seen == before.seen


def test_group_sheets_stand_in_the_order_of_the_programme() -> None:
    assert [plan.title for plan in PLANS[:4]] == ["汇总", "全部栏目", "团队成员", "学习和工作简历"]
    assert PLANS[2].id == group_sheet("application", "members")
    assert len({plan.title for plan in PLANS}) == len(PLANS)
    for plan in PLANS:
        ids, heads = ([getattr(column, name) for column in plan.columns] for name in ("id", "head"))
        assert len(set(ids)) == len(ids)
        assert len(set(heads)) == len(heads) or plan.id == SOURCES, heads


def test_no_department_no_sheet_of_replies() -> None:
    from dataclasses import replace

    alone = replace(CALL, register=replace(CALL.register, departments=()))
    assert "征求意见" not in [plan.title for plan in plans_of(alone, {})]


def test_the_text_of_a_picture_says_its_kind_and_size() -> None:
    from formkit.grid import Picture
    from formkit.record import Found

    assert text_of(Found(Picture("image/jpeg", b"x" * 12345))) == "图片（JPEG，12 KB）"
