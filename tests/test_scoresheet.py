"""Experts' scoring sheets: what goes out, what comes back from Excel and LibreOffice, and a whole round."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.entries import SCORES, Entries
from formkit.errors import UnreadableFileError, UsageError
from formkit.finding import Finding, Severity
from formkit.panel import scored
from formkit.programme import Review, ReviewItem
from formkit.readers.scoresheet import ScoreFile, read_scores
from formkit.reviewround import read_round, write_round
from formkit.writers.scoresheet import Candidate, scoring_workbook

ITEMS = (
    ReviewItem("专家条件", 30, "技能水平、资格等级"),
    ReviewItem("团队和传承", 20, "带徒传技"),
    ReviewItem("单位保障", 50),
)
REVIEW = Review(ITEMS, trim=0, experts=2)
CANDIDATES = [
    Candidate(3, "甄样本技能大师工作室", "甄样本", "样本公司", "数控铣工"),
    Candidate(7, "=1+1", "@SUM(A1)", "-2+3有限公司", ""),
    Candidate(12, "贾样本工作室", "贾样本", "第二样本公司", "竹编工艺"),
]
TITLE = "2025年技能大师工作室申报评选"
HEAD = 7
ROW = {3: 8, 7: 9, 12: 10}
COLUMN = {"专家条件": "F", "团队和传承": "G", "单位保障": "H", "合计": "I", "回避": "J", "备注": "K"}
Typed = Mapping[tuple[int, str], object]


def workbook(expert: str = "王一", mark: str = "m1", candidates: Sequence[Candidate] = CANDIDATES) -> bytes:
    return scoring_workbook(REVIEW, TITLE, expert, candidates, mark)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def typed(data: bytes, cells: Typed, path: Path) -> Path:
    """Type into a workbook as an expert does, and save it."""
    book = opened(data)
    for (number, head), value in cells.items():
        cell = book.worksheets[0][f"{COLUMN[head]}{ROW[number]}"]
        assert not cell.protection.locked
        cell.value = value
    book.save(path)
    return path


def read_typed(tmp_path: Path, cells: Typed) -> ScoreFile:
    return read_scores(typed(workbook(), cells, tmp_path / "打分表-王一.xlsx"))


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]


# ---- what goes out ----


def test_what_is_typed_comes_back(tmp_path: Path) -> None:
    found = read_typed(
        tmp_path,
        {
            (3, "专家条件"): 27.5,
            (3, "团队和传承"): 0,
            (3, "单位保障"): 50,
            (7, "回避"): "是",
            (12, "备注"): "待核",
        },
    )
    assert (found.expert, found.mark, found.name) == ("王一", "m1", "打分表-王一.xlsx")
    assert found.scores == {
        3: {"专家条件": "27.5", "团队和传承": "0", "单位保障": "50"},
        7: {"recused": "是"},
    }
    assert (found.notes, found.numbers, found.findings) == ({12: "待核"}, (3, 7, 12), ())


def test_a_blank_one_is_blank(tmp_path: Path) -> None:
    found = read_typed(tmp_path, {})
    assert found.is_blank
    assert found.findings == ()


def test_the_sheet_shows_what_an_expert_needs() -> None:
    sheet = opened(workbook())["打分表"]
    assert sheet["B2"].value == "2025年技能大师工作室申报评选专家打分表"
    assert sheet["B3"].value == "评委：王一"
    assert "满分 100 分" in sheet["G3"].value
    heads = [sheet.cell(HEAD, column).value for column in range(2, 12)]
    assert heads[:4] == ["编号", "申报单位", "工作室", "领衔专家"]
    assert heads[4].startswith("专家条件\n（30分）\n技能水平")
    assert heads[7:] == ["合计", "回避", "备注"]
    assert [sheet.cell(8, column).value for column in range(2, 6)] == [
        3,
        "样本公司",
        "甄样本技能大师工作室",
        "甄样本\n数控铣工",
    ]
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden


def test_formulas_stand_in_the_sums_only() -> None:
    book = opened(workbook())
    formulas = [
        (sheet.title, cell.column_letter)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == [("打分表", "I")] * 3
    assert book["打分表"]["I8"].value == '=IF(OR(J8<>"",COUNT(F8:H8)=0),"",SUM(F8:H8))'
    assert book["打分表"]["D9"].value == "=1+1"
    assert book["打分表"]["E9"].value == "@SUM(A1)"


def test_only_white_cells_may_be_changed_and_rows_may_be_filtered() -> None:
    sheet = opened(workbook())["打分表"]
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == {f"{column}{row}" for column in "FGHJK" for row in (8, 9, 10)}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.autoFilter
    assert sheet.auto_filter.ref == "A7:K10"
    assert sheet.freeze_panes == "F8"
    assert all(sheet[name].fill.fill_type is None for name in open_cells)


def test_cells_take_points_within_bounds_and_a_recusal() -> None:
    sheet = opened(workbook())["打分表"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {"F8:F10", "G8:G10", "H8:H10", "J8:J10"}
    rule = rules["G8:G10"]
    assert (rule.type, rule.operator, rule.formula1, rule.formula2) == ("decimal", "between", "0", "20")
    assert (rule.errorStyle, rule.showErrorMessage, rule.allow_blank) == ("stop", True, True)
    assert "“团队和传承”应填 0 到 20 之间的数" in rule.error
    assert (rules["J8:J10"].type, rules["J8:J10"].formula1) == ("list", '"是"')
    assert all(len(one.error) <= 255 and len(one.errorTitle) <= 32 for one in rules.values())


def test_the_longest_name_of_an_item_leaves_a_message_that_excel_takes() -> None:
    review = Review((ReviewItem("很" * 500, 30, "看" * 900),))
    sheet = opened(scoring_workbook(review, TITLE, "王一", CANDIDATES, "m"))["打分表"]
    assert all(len(rule.error) <= 255 for rule in sheet.data_validations.dataValidation)


def test_both_sheets_are_set_for_paper() -> None:
    book = opened(workbook())
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book["打分表"].print_title_rows == "$7:$7"
    assert "专家签名" in book["打分表"].oddFooter.left.text
    assert "日期" in book["打分表"].oddFooter.left.text
    printed = book["打印打分表"]
    texts = [cell.value for row in printed.iter_rows() for cell in row if cell.value]
    assert texts[-1].startswith("评委签名：")
    assert printed.row_dimensions[6].height > book["打分表"].row_dimensions[8].height
    assert all(cell.protection.locked for row in printed.iter_rows() for cell in row)


@pytest.mark.parametrize("text", ["\x07响铃", "_x0041_", "\ud800", "<&>\"'", "a\r\nb", "长" * 40_000])
def test_no_text_of_an_applicant_breaks_the_workbook(text: str, tmp_path: Path) -> None:
    odd = [Candidate(1, text, text, text, text)]
    path = tmp_path / "x.xlsx"
    path.write_bytes(scoring_workbook(REVIEW, text, text, odd, text.encode("utf-8", "replace").decode()))
    found = read_scores(path)
    assert found.numbers == (1,)
    assert found.expert


def test_no_identity_number_goes_out() -> None:
    number = "11010519491231002X"
    data = workbook(candidates=[Candidate(1, f"张三{number}", f"张三 {number}", f"单位{number}", number)])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"19491231" in archive.read(name) for name in archive.namelist())


# ---- what comes back ----


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        ("２７", "27", None),
        (" 27 ", "27", None),
        ("27分", "27", None),
        ("二十七", "27", None),
        (27.0, "27", None),
        ("27.50", "27.5", None),
        ("优秀", "优秀", "score-unknown"),
        ("27/30", "27/30", "score-unknown"),
        ("/", "/", "score-unknown"),
        (31, "31", "score-out-of-bounds"),
        (-1, "-1", "score-out-of-bounds"),
        (27.25, "27.25", "score-precise"),
        ("#N/A", None, "excel-error"),
    ],
)
def test_points_are_understood_where_they_are_clear(
    tmp_path: Path, value: object, text: str | None, code: str | None
) -> None:
    found = read_typed(tmp_path, {(3, "专家条件"): value})
    assert found.scores == ({3: {"专家条件": text}} if text else {})
    assert codes(found.findings) == ([code] if code else [])
    for finding in found.findings:
        assert "王一" in finding.message
        assert "编号 3" in finding.message
        assert "专家条件" in finding.message


def test_a_recusal_beats_points(tmp_path: Path) -> None:
    found = read_typed(
        tmp_path, {(3, "专家条件"): 20, (3, "回避"): "是", (7, "专家条件"): "/", (7, "回避"): "√"}
    )
    assert found.scores == {3: {"recused": "是"}, 7: {"recused": "是"}}
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("score-recused", Severity.WARNING)
    assert "“专家条件”" in finding.message


def test_an_unclear_recusal_is_kept_and_named(tmp_path: Path) -> None:
    found = read_typed(tmp_path, {(3, "回避"): "是我学生", (7, "回避"): "否", (7, "专家条件"): 1})
    assert found.scores == {3: {"recused": "是我学生"}, 7: {"专家条件": "1"}}
    assert codes(found.findings) == ["score-unknown"]


def rearranged(order: Sequence[int], columns: Sequence[str], path: Path) -> Path:
    """Save a workbook whose rows 8 to 10 were sorted, in the given columns only."""
    book = opened(workbook())
    sheet = book.worksheets[0]
    for place, number in enumerate((3, 7, 12)):
        sheet[f"F{ROW[number]}"] = 10 + place
    old = {(row, name): sheet[f"{name}{row}"].value for row in (8, 9, 10) for name in columns}
    for row, source in zip((8, 9, 10), order, strict=True):
        for name in columns:
            sheet[f"{name}{row}"] = old[source, name]
    book.save(path)
    return path


def test_rows_may_be_sorted(tmp_path: Path) -> None:
    found = read_scores(rearranged((10, 8, 9), "ABCDEFGHJK", tmp_path / "x.xlsx"))
    assert {number: row["专家条件"] for number, row in found.scores.items()} == {3: "10", 7: "11", 12: "12"}
    assert found.numbers == (12, 3, 7)


def test_rows_sorted_without_their_hidden_cells_are_not_guessed_at(tmp_path: Path) -> None:
    found = read_scores(rearranged((9, 8, 10), "BCDEFGHJK", tmp_path / "x.xlsx"))
    assert set(found.scores) == {12}
    assert codes(found.findings) == ["score-row", "score-row"]
    assert {finding.severity for finding in found.findings} == {Severity.ERROR}


def test_rows_and_columns_before_the_marker_do_no_harm(tmp_path: Path) -> None:
    book = opened(typed(workbook(), {(3, "专家条件"): 5}, tmp_path / "x.xlsx").read_bytes())
    sheet = book.worksheets[0]
    sheet.title = "改名"
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_rows(1, 2)
    sheet.insert_cols(1)
    book.save(tmp_path / "x.xlsx")
    assert read_scores(tmp_path / "x.xlsx").scores == {3: {"专家条件": "5"}}


def test_a_row_of_nobodys_is_named(tmp_path: Path) -> None:
    book = opened(workbook())
    book.worksheets[0]["F11"] = 5
    book.save(tmp_path / "x.xlsx")
    found = read_scores(tmp_path / "x.xlsx")
    assert found.scores == {}
    assert codes(found.findings) == ["score-row"]
    assert "第 11 行" in found.findings[0].message


def test_a_submission_with_two_rows_is_named(tmp_path: Path) -> None:
    book = opened(workbook())
    sheet = book.worksheets[0]
    sheet["F8"] = 5
    sheet["A11"], sheet["B11"], sheet["F11"] = "3", 3, 6
    book.save(tmp_path / "x.xlsx")
    found = read_scores(tmp_path / "x.xlsx")
    assert found.scores == {3: {"专家条件": "5"}}
    assert codes(found.findings) == ["score-twice"]


def test_a_copy_of_the_sheet_is_read_where_only_it_is_filled(tmp_path: Path) -> None:
    book = opened(workbook())
    copy = book.copy_worksheet(book.worksheets[0])
    copy["F8"] = 5
    book.save(tmp_path / "x.xlsx")
    assert read_scores(tmp_path / "x.xlsx").scores == {3: {"专家条件": "5"}}
    book.worksheets[0]["F8"] = 4
    book.save(tmp_path / "x.xlsx")
    found = read_scores(tmp_path / "x.xlsx")
    assert found.scores == {3: {"专家条件": "4"}}
    assert codes(found.findings) == ["score-twice"]


def plain_workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "编号"
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"hello", "unsupported"),
        (b"PK\x03\x04broken", "damaged"),
        (b"\xd0\xcf\x11\xe0old", "unsupported"),
        (plain_workbook(), "unsupported"),
    ],
)
def test_what_is_none_of_ours_is_refused_with_what_to_do(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match="请") as caught:
        read_scores(path)
    assert caught.value.code == code
    assert "“表.xlsx”" in str(caught.value)


def test_a_sheet_without_its_expert_is_refused(tmp_path: Path) -> None:
    book = opened(workbook())
    book.worksheets[0]["C1"] = None
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(UnreadableFileError, match="认不出评委"):
        read_scores(tmp_path / "x.xlsx")
    with pytest.raises(UnreadableFileError, match="找不到"):
        read_scores(tmp_path / "none.xlsx")


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=20)


@given(
    NAMES,
    st.lists(st.tuples(NAMES, st.integers(1, 100)), min_size=1, max_size=6, unique_by=lambda item: item[0]),
    NAMES,
    st.data(),
)
def test_any_names_and_points_come_back(
    tmp_path_factory: pytest.TempPathFactory,
    expert: str,
    items: list[tuple[str, int]],
    mark: str,
    data: st.DataObject,
) -> None:
    review = Review(tuple(ReviewItem(name, points) for name, points in items))
    book = opened(scoring_workbook(review, TITLE, expert, CANDIDATES, mark))
    expected: dict[int, dict[str, str]] = {}
    for number, row in ROW.items():
        for column, item in enumerate(review.items, 6):
            points = data.draw(st.none() | st.decimals(0, item.points, places=1))
            if points is not None:
                book.worksheets[0].cell(row, column).value = float(points)
                expected.setdefault(number, {})[item.name] = format(points.normalize(), "f")
    path = tmp_path_factory.mktemp("x") / "x.xlsx"
    book.save(path)
    found = read_scores(path)
    assert (found.mark, found.findings) == (mark, ())
    assert found.scores == expected


# ---- LibreOffice ----


def through_libreoffice(soffice: Path, path: Path, to: str) -> Path:
    result = path.parent / "out"
    profile = (path.parent / "profile").as_uri()
    subprocess.run(
        [
            soffice,
            "--headless",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            to,
            "--outdir",
            result,
            path,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return result / f"{path.stem}.{to}"


def test_libreoffice_saves_what_can_be_read_and_works_out_the_sums(soffice: Path, tmp_path: Path) -> None:
    cells = {
        **{(3, item): value for item, value in zip(COLUMN, (27.5, 18.1, 40.2), strict=False)},
        (7, "回避"): "是",
        (12, "专家条件"): 3,
    }
    saved = through_libreoffice(soffice, typed(workbook(), cells, tmp_path / "王一.xlsx"), "xlsx")
    found = read_scores(saved)
    assert found.scores == {
        3: {"专家条件": "27.5", "团队和传承": "18.1", "单位保障": "40.2"},
        7: {"recused": "是"},
        12: {"专家条件": "3"},
    }
    assert (found.expert, found.mark, found.findings) == ("王一", "m1", ())
    sheet = openpyxl.load_workbook(saved, data_only=True)["打分表"]
    sums = [sheet[f"I{row}"].value for row in (8, 9, 10)]
    assert sums[0] == pytest.approx(85.8)
    assert sums[1] in {None, ""}
    assert sums[2] == 3
    kept = opened(saved.read_bytes())["打分表"]
    assert kept.protection.sheet
    assert len(kept.data_validations.dataValidation) == 4
    assert sheet.row_dimensions[1].hidden


def test_it_prints_on_two_sheets_of_paper(soffice: Path, tmp_path: Path) -> None:
    import pypdf

    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook())
    pages = pypdf.PdfReader(through_libreoffice(soffice, path, "pdf")).pages
    texts = [re.sub(r"\s", "", page.extract_text()) for page in pages]
    assert len(texts) == 2
    assert "专家签名" in texts[0]
    assert "评委签名" in texts[1]
    assert not any("formkit" in text for text in texts)
    assert all(float(page.mediabox.width) > float(page.mediabox.height) for page in pages)


# ---- a round ----


def sent(folder: Path, experts: Sequence[str] = ("王一", "李二"), *, force: bool = False) -> list[Path]:
    return write_round(folder, REVIEW, TITLE, experts, CANDIDATES, "m1", force=force)


ALL = {"专家条件": 20, "团队和传承": 10, "单位保障": 40}


def fill(path: Path, cells: Typed) -> Path:
    return typed(path.read_bytes(), cells, path)


def full(number: int) -> dict[tuple[int, str], object]:
    return {(number, item): points for item, points in ALL.items()}


def test_a_round_goes_out_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "评审"
    paths = sent(folder)
    assert [path.name for path in paths] == ["打分表-王一.xlsx", "打分表-李二.xlsx"]
    fill(paths[0], {**full(3), (7, "回避"): "是"})
    fill(paths[1], {**full(3), (3, "专家条件"): 25})
    (folder / "~$打分表-王一.xlsx").write_bytes(b"lock")
    back = read_round(folder, "m1")
    assert back.findings == []
    assert {file.expert for file in back.files} == {"王一", "李二"}
    assert back.entries.row(SCORES, "3") == {
        **{f"王一/{item}": str(points) for item, points in ALL.items()},
        **{f"李二/{item}": str(points) for item, points in {**ALL, "专家条件": 25}.items()},
    }
    assert back.entries.row(SCORES, "7") == {"王一/recused": "是"}
    result = scored(REVIEW, back.entries, [3, 7, 12])
    assert result[3].score == Decimal("72.50")
    assert result[7].recused == ("王一",)


def test_filled_sheets_are_not_overwritten(tmp_path: Path) -> None:
    first, second = sent(tmp_path)
    assert sent(tmp_path) == [first, second], "blank ones are written anew"
    fill(first, full(3))
    before = (first.read_bytes(), second.read_bytes())
    with pytest.raises(UsageError, match="打分表-王一") as caught:
        sent(tmp_path)
    assert "李二" not in str(caught.value)
    assert before == (first.read_bytes(), second.read_bytes())
    sent(tmp_path, force=True)
    assert read_scores(first).is_blank


def test_a_file_of_somebody_elses_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "打分表-王一.xlsx").write_bytes(b"mine")
    with pytest.raises(UsageError):
        sent(tmp_path)
    write_round(tmp_path, REVIEW, TITLE, ["李二"], CANDIDATES, "other", force=False)
    with pytest.raises(UsageError, match="李二"):
        sent(tmp_path, ["李二"])


@pytest.mark.parametrize("experts", [[], ["王一", "王 一"], ["王一", " "]])
def test_experts_have_names_of_their_own(tmp_path: Path, experts: list[str]) -> None:
    with pytest.raises(UsageError, match="评委"):
        sent(tmp_path, experts)
    assert list(tmp_path.iterdir()) == []


def test_names_of_experts_make_safe_and_different_files(tmp_path: Path) -> None:
    paths = sent(tmp_path, ["王/一", "王:一", "../李二"])
    assert [path.name for path in paths] == [
        "打分表-王_一.xlsx",
        "打分表-王_一(2).xlsx",
        "打分表-.._李二.xlsx",
    ]
    assert {path.parent for path in paths} == {tmp_path}
    fill(paths[0], full(3))
    assert read_round(tmp_path, "m1").entries.text(SCORES, "3", "王/一/专家条件") == "20"


def test_there_must_be_somebody_to_score_and_a_place(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有可以评审"):
        write_round(tmp_path, REVIEW, TITLE, ["王一"], [], "m1", force=False)
    with pytest.raises(UsageError, match="无法建立文件夹"):
        sent(tmp_path / "a" / "b")
    with pytest.raises(UnreadableFileError, match="无法打开文件夹"):
        read_round(tmp_path / "none", "m1")


def test_each_file_that_was_not_read_is_named(tmp_path: Path) -> None:
    sent(tmp_path, ["王一"])
    write_round(tmp_path, REVIEW, TITLE, ["李二"], CANDIDATES, "other", force=False)
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "旧.xls").write_bytes(b"old")
    (tmp_path / "照片.jpg").write_bytes(b"picture")
    (tmp_path / "里面").mkdir()
    back = read_round(tmp_path, "m1")
    assert [file.expert for file in back.files] == ["王一"]
    named = {(finding.code, finding.severity.value): finding.message for finding in back.findings}
    assert set(named) == {
        ("damaged", "error"),
        ("score-foreign", "error"),
        ("score-left-out", "error"),
        ("score-left-out", "note"),
        ("score-left-out", "warning"),
    }
    assert "“坏.xlsx”" in named["damaged", "error"]
    assert "李二" in named["score-foreign", "error"]
    assert "另存为" in named["score-left-out", "error"]


@pytest.mark.parametrize(
    ("first", "second", "taken", "severity"),
    [
        (20, 20, "20", Severity.NOTE),
        (20, 21, "20", Severity.ERROR),
        (None, 21, "21", Severity.NOTE),
        (20, None, "20", Severity.NOTE),
    ],
)
def test_of_two_files_of_one_expert_none_wins_silently(
    tmp_path: Path, first: int | None, second: int | None, taken: str, severity: Severity
) -> None:
    (path,) = sent(tmp_path, ["王一"])
    copy = tmp_path / "打分表-王一(1).xlsx"
    copy.write_bytes(path.read_bytes())
    fill(path, {(3, "专家条件"): first})
    fill(copy, {(3, "专家条件"): second})
    back = read_round(tmp_path, "m1")
    assert back.entries.text(SCORES, "3", "王一/专家条件") == taken
    (finding,) = back.findings
    assert (finding.code, finding.severity) == ("score-twice", severity)
    assert "打分表-王一(1).xlsx" in finding.message
    assert len(back.files) == 1


def test_an_empty_folder_gives_no_scores(tmp_path: Path) -> None:
    back = read_round(tmp_path, "m1")
    assert (back.entries, back.files, back.findings) == (Entries(), [], [])
