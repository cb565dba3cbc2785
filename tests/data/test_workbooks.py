"""The workbook an applicant fills, and tables with one applicant a row."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formkit.errors import DataError, UnreadableFileError
from formkit.finding import Severity
from formkit.programme import Condition, Field, Form, Group, Limits
from formkit.readers.data import DataFile, read_data
from formkit.writers.workbook import write_sheet

LONG = tuple(f"第{number}个很长很长的选项名称" for number in range(60))
FORM = Form(
    "application",
    "申报表",
    "“棠城工匠”技能大师工作室\n申报表",
    Path("application.docx"),
    (
        Field("studio", "工作室名称", block="封面", required=True, limits=Limits(max_chars=30)),
        Field("domain", "申报领域", "choice_one", "封面", options=("农牧高新", "智能制造"), required=True),
        Field("unit.name", "单位名称", block="一、申报单位", required=True),
        Field("unit.contact", "联系人", block="一、申报单位"),
        Field("unit.postcode", "邮政编码", "postcode", "一、申报单位"),
        Field("unit.code", "统一社会信用代码", "credit_code", "一、申报单位"),
        Field("leader.name", "姓　名：", block="二、领衔专家"),
        Field("leader.id", "公民身份号码", "resident_id", "二、领衔专家"),
        Field("leader.contact", "联系人", block="二、领衔专家"),
        Field("leader.routes", "资格路径", "choice_many", "二、领衔专家", options=LONG),
        Field(
            "leader.level",
            "等级",
            "choice_one",
            "二、领衔专家",
            options=("a,b", "技师"),
            required=Condition("leader.routes", ("x",)),
        ),
        Field("leader.photo", "照片", "picture", "二、领衔专家", size=(35.0, 49.0)),
        Field("leader.story", "主要事迹摘要", "long_text", "二、领衔专家", limits=Limits(max_chars=500)),
        Field("leader.signature", "签字", "signature", "二、领衔专家"),
    ),
    (
        Group(
            "members",
            "四、工作室团队成员",
            (Field("name", "姓名"), Field("born", "出生年月", "year_month"), Field("duty.text", "分工")),
            5,
            3,
            15,
        ),
        Group("studio_rows", "成果/获奖?", (Field("name", "名称"),), 2),
    ),
)

TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
        st.sampled_from("\n\t=+-@'#&<>_x0041_\"，𠮷👩\u200b\ufeff\u2028\x85\x7f"),
    ),
    max_size=30,
) | st.sampled_from(
    [
        "=1+1",
        "+A1",
        "-1",
        "@x",
        "'12",
        "_x000D_",
        "_x005F_x0041_",
        "x005F_",
        "#N/A",
        "TRUE",
        "110105194912310021",
        "2025-03-08",
        " 两边空格 ",
        "\n",
        "\r\n",
        "a\r",
        "0138",
        "1e5",
        "formkit 1 fields application",
    ]
)
PATHS = [field.path for field in FORM.fields if field.kind != "signature"]


def nested(flat: dict[str, str]) -> dict[str, object]:
    result: dict[str, object] = {}
    for path, text in flat.items():
        if not text.strip():
            continue
        place = result
        *before, last = path.split(".")
        for step in before:
            place = place.setdefault(step, {})  # type: ignore[assignment]
        place[last] = text
    return result


RECORDS = st.builds(
    lambda flat, rows: (
        nested(flat) | ({"members": kept} if (kept := [n for row in rows if (n := nested(row))]) else {})
    ),
    st.dictionaries(st.sampled_from(PATHS), TEXT),
    st.lists(st.dictionaries(st.sampled_from(["name", "born", "duty.text"]), TEXT), max_size=20),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=RECORDS)
def test_what_is_written_into_the_workbook_is_read_back(tmp_path: Path, record: dict[str, object]) -> None:
    path = tmp_path / "a.xlsx"
    write_sheet(FORM, path, record, force=True)
    assert read_data(path, FORM) == DataFile((record,))
    assert read_data(path).records == (record,)


def filled(folder: Path, change: dict[str, object], sheet: str = "填报栏目") -> DataFile:
    """Write the blank workbook, enter values by label or place, and read it."""
    path = folder / "a.xlsx"
    write_sheet(FORM, path, force=True)
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    labels = {row[1].value: row[2] for row in page.iter_rows(min_row=2) if row[1].value}
    for where, value in change.items():
        cell = labels[where] if where in labels else page[where]
        cell.value, cell.number_format = value, "General"
    book.save(path)
    return read_data(path, FORM)


def test_an_identity_number_that_excel_rounded_is_left_out_and_never_repeated(tmp_path: Path) -> None:
    read = filled(tmp_path, {"公民身份号码": 110105194912310000, "统一社会信用代码": 9.15e17})
    assert read.records == ({},)
    assert {finding.code for finding in read.findings} == {"excel-rounded"}
    finding = next(finding for finding in read.findings if finding.field == "leader.id")
    assert finding.severity is Severity.ERROR
    assert re.match(r"“公民身份号码”（工作表“填报栏目” C\d+）被 Excel 当作数字", finding.message)
    assert "1101" not in finding.message
    assert finding.spot is not None
    assert finding.spot.member == "填报栏目"


def test_a_postcode_that_lost_its_zero_gets_it_back_with_a_warning(tmp_path: Path) -> None:
    read = filled(tmp_path, {"邮政编码": 10000})
    assert read.records == ({"unit": {"postcode": "010000"}},)
    assert [(finding.code, finding.severity) for finding in read.findings] == [
        ("leading-zero", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"),
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (13800000000, "13800000000"),
        (True, "是"),
        (False, "否"),
        (dt.date(2025, 3, 8), "2025-03-08"),
        (dt.datetime(2025, 3, 8), "2025-03-08"),  # noqa: DTZ001 - Excel knows no zones
        (dt.time(12, 30), "12:30:00"),
        ("　张三", "　张三"),
    ],
)
def test_a_value_of_excel_becomes_text(tmp_path: Path, value: object, text: str) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["A1"], page["A2"] = "工作室名称", value
    book.save(tmp_path / "a.xlsx")
    assert read_data(tmp_path / "a.xlsx", FORM).records == ({"studio": text},)


def test_a_month_shown_without_its_day_is_a_month(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["A1"], page["A2"] = "studio", dt.date(2025, 3, 1)
    page["A2"].number_format = 'yyyy"年"m"月"'
    book.save(tmp_path / "a.xlsx")
    assert read_data(tmp_path / "a.xlsx").records == ({"studio": "2025-03"},)


def test_a_formula_without_its_value_and_an_error_are_findings(tmp_path: Path) -> None:
    read = filled(tmp_path, {"工作室名称": "=1+1", "单位名称": "#REF!"})
    assert read.records == ({},)
    assert sorted(finding.code for finding in read.findings) == ["excel-error", "formula-without-value"]


def test_hidden_rows_are_read_and_noted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_sheet(FORM, path, {"members": [{"name": "甲"}, {"name": "乙"}]})
    book = openpyxl.load_workbook(path)
    book["工作室团队成员"].row_dimensions[6].hidden = True
    book.save(path)
    read = read_data(path, FORM)
    assert read.records == ({"members": [{"name": "甲"}, {"name": "乙"}]},)
    assert [finding.code for finding in read.findings] == ["hidden-row"]


def test_a_blank_row_between_rows_is_left_out(tmp_path: Path) -> None:
    read = filled(tmp_path, {"B5": "甲", "B7": "乙", "D7": "组长"}, "工作室团队成员")
    assert read.records == ({"members": [{"name": "甲"}, {"name": "乙", "duty": {"text": "组长"}}]},)


def test_a_value_outside_every_field_is_named(tmp_path: Path) -> None:
    read = filled(tmp_path, {"C60": "多写的"})
    assert [finding.code for finding in read.findings] == ["unknown-row"]


def table(folder: Path, rows: list[list[object]], form: Form | None = FORM) -> DataFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / "t.xlsx")
    return read_data(folder / "t.xlsx", form)


def test_a_table_gives_one_record_a_row(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["棠城工匠汇总", None],
        ["序号", "姓 名", "unit.name", "领衔专家/联系人", "工作室团队成员"],
        [1, "张三", "甲厂", "李", "甲\n乙"],
        [None, None, None],
        [2, "李四", None, "赵"],
    ]
    read = table(tmp_path, rows)
    assert read == DataFile(
        (
            {"leader": {"name": "张三", "contact": "李"}, "unit": {"name": "甲厂"}, "members": "甲\n乙"},
            {"leader": {"name": "李四", "contact": "赵"}},
        ),
        many=True,
    )


def test_records_of_a_table_are_nested(tmp_path: Path) -> None:
    read = table(
        tmp_path, [["姓名", "unit.name", "members[0].name"], ["张三", "甲厂", "王五"], [None], ["李四"]]
    )
    assert read.records == (
        {"leader": {"name": "张三"}, "unit": {"name": "甲厂"}, "members": [{"name": "王五"}]},
        {"leader": {"name": "李四"}},
    )


def test_an_unknown_head_and_an_ambiguous_one_are_named(tmp_path: Path) -> None:
    read = table(tmp_path, [["姓名", "备注", "联系人"], ["张三", "x", "y", "z"]])
    assert read.records == ({"leader": {"name": "张三"}},)
    assert [finding.code for finding in read.findings] == [
        "unknown-column",
        "ambiguous-column",
        "unknown-column",
    ]
    assert "领衔专家/联系人" not in read.findings[0].message


def test_two_columns_for_one_path_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="填写了两次"):
        table(tmp_path, [["姓名", "leader.name"], ["张三", "李四"]])


def test_a_table_without_a_form_is_read_by_its_paths(tmp_path: Path) -> None:
    read = table(tmp_path, [["leader.name", "x"], ["张三", 110105194912310000]], None)
    assert read.records == ({"leader": {"name": "张三"}},)
    assert [finding.code for finding in read.findings] == ["excel-rounded"]


def test_a_stray_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["A1"], page["A2"], page["XFD1048576"] = "姓名", "张三", "x"
    book.save(tmp_path / "t.xlsx")
    assert read_data(tmp_path / "t.xlsx", FORM).records == ({"leader": {"name": "张三"}},)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    (tmp_path / "a.xlsx").write_bytes(memory.getvalue())
    with pytest.raises(UnreadableFileError, match="不是 Excel 工作簿"):
        read_data(tmp_path / "a.xlsx")


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * (201 * 1024 * 1024))
    (tmp_path / "a.xlsx").write_bytes(memory.getvalue())
    with pytest.raises(UnreadableFileError) as caught:
        read_data(tmp_path / "a.xlsx")
    assert caught.value.code == "too-large"


def test_a_part_with_a_doctype_is_refused(tmp_path: Path) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    (tmp_path / "a.xlsx").write_bytes(memory.getvalue())
    with pytest.raises(UnreadableFileError) as caught:
        read_data(tmp_path / "a.xlsx")
    assert caught.value.code == "forbidden"


def test_a_control_character_is_refused_by_name_and_place(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"姓名（工作表“填报栏目” C\d+）.*U\+0007"):
        write_sheet(FORM, tmp_path / "a.xlsx", {"leader": {"name": "a\x07"}})
    assert list(tmp_path.iterdir()) == []


def test_a_text_longer_than_a_cell_is_refused(tmp_path: Path) -> None:
    write_sheet(FORM, tmp_path / "a.xlsx", {"leader": {"story": "字" * 32_767}})
    assert read_data(tmp_path / "a.xlsx").records == ({"leader": {"story": "字" * 32_767}},)
    with pytest.raises(DataError, match="主要事迹摘要"):
        write_sheet(FORM, tmp_path / "b.xlsx", {"leader": {"story": "𠮷" * 16_384}})


def test_every_cell_to_fill_is_text_unlocked_and_the_labels_are_locked(tmp_path: Path) -> None:
    write_sheet(FORM, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    page = book["填报栏目"]
    rows = [row for row in page.iter_rows(min_row=2) if row[4].value]
    assert [row[4].value for row in rows] == PATHS
    assert all(row[2].number_format == "@" and not row[2].protection.locked for row in rows)
    assert all(row[1].protection.locked and row[4].protection.locked for row in rows)
    assert page.protection.sheet
    assert not page.protection.password
    assert book["选项"].sheet_state == "hidden"
    assert [sheet for sheet in book.sheetnames if len(sheet) > 31] == []
    lists = {validation.formula1 for validation in page.data_validations.dataValidation}
    assert '"农牧高新,智能制造"' in lists
    assert "'选项'!$A$1:$A$60" in lists


def test_several_answers_are_entered_with_the_chinese_comma(tmp_path: Path) -> None:
    write_sheet(FORM, tmp_path / "a.xlsx", {"leader": {"routes": ["甲", "乙"]}})
    assert read_data(tmp_path / "a.xlsx").records == ({"leader": {"routes": "甲、乙"}},)
