"""What is extracted: the contract of JSON, YAML that can be filled again, and a workbook of text."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formkit.errors import UsageError
from formkit.finding import Finding, Severity
from formkit.grid import Picture
from formkit.programme import Field, Form, Group
from formkit.readers.data import read_data
from formkit.record import Case, Found, Leftover, Record
from formkit.spot import Spot
from formkit.writers.answers import case_to_data, case_to_json, write_answers

FORM = Form(
    "application",
    "申报表",
    "申报表",
    Path("x.docx"),
    (
        Field("a.name", "姓 名：", block="一、原告"),
        Field("b.name", "姓名", block="二、被告"),
        Field("date", "1. 填报日期", "date"),
        Field("photo", "照片", "picture"),
        Field("ways", "路径", "choice_many"),
    ),
    (Group("members", "四、团队成员", (Field("name", "姓名"), Field("duty", "分工"))),),
)
SPOT = Spot(block=12, table=(1,), row=0, col=1, paragraph=0, chars=(0, 3))
CASE = Case(
    "x.docx",
    Record(
        "tangcheng-2025",
        "application",
        {
            "a.name": Found("张三", "张三", SPOT),
            "date": Found("2025-03-08", "2025年3月8日", SPOT, 0.9),
            "photo": Found(Picture("image/png", b"123")),
            "ways": Found(("甲", "乙"), "☑甲☑乙"),
            "members[0].name": Found("=李四", "=李四"),
            "members[2].duty": Found(None, "未\x0c解析"),
        },
    ),
    (Leftover("多余", SPOT),),
    (Finding("bad", Severity.WARNING, "请核对。", "a.name", SPOT, "第二条"),),
)
WHERE = {
    "member": None,
    "page": None,
    "block": 12,
    "table": [1],
    "row": 0,
    "col": 1,
    "paragraph": 0,
    "chars": [0, 3],
    "box": None,
}


def test_the_contract_of_schema_1_is_kept() -> None:
    empty = {"value": None, "raw": "", "confidence": 0.0, "where": None}
    digest = hashlib.sha256(b"123").hexdigest()
    assert case_to_json(CASE, FORM) == {
        "schema": 1,
        "source": "x.docx",
        "programme": "tangcheng-2025",
        "document": "application",
        "fields": {
            "a.name": {
                "label": "原告/姓名",
                "value": "张三",
                "raw": "张三",
                "confidence": 1.0,
                "where": WHERE,
            },
            "b.name": {"label": "被告/姓名", **empty},
            "date": {
                "label": "填报日期",
                "value": "2025-03-08",
                "raw": "2025年3月8日",
                "confidence": 0.9,
                "where": WHERE,
            },
            "photo": {
                "label": "照片",
                "value": {"media_type": "image/png", "bytes": 3, "sha256": digest},
                "raw": "",
                "confidence": 1.0,
                "where": None,
            },
            "ways": {
                "label": "路径",
                "value": ["甲", "乙"],
                "raw": "☑甲☑乙",
                "confidence": 1.0,
                "where": None,
            },
        },
        "groups": {
            "members": {
                "label": "团队成员",
                "rows": [
                    {
                        "name": {
                            "label": "姓名",
                            "value": "=李四",
                            "raw": "=李四",
                            "confidence": 1.0,
                            "where": None,
                        },
                        "duty": {"label": "分工", **empty},
                    },
                    {
                        "name": {"label": "姓名", **empty},
                        "duty": {
                            "label": "分工",
                            "value": None,
                            "raw": "未\x0c解析",
                            "confidence": 1.0,
                            "where": None,
                        },
                    },
                ],
            },
        },
        "leftovers": [{"text": "多余", "where": WHERE}],
        "findings": [
            {
                "code": "bad",
                "severity": "warning",
                "field": "a.name",
                "message": "请核对。",
                "where": WHERE,
                "source": "第二条",
            },
        ],
    }
    json.dumps(case_to_json(CASE, FORM))


def test_an_unrecognised_file_has_no_fields() -> None:
    shown = case_to_json(Case("y.docx", Record("", "", {})), None)
    assert (shown["programme"], shown["document"], shown["fields"], shown["groups"]) == (None, None, {}, {})


def test_one_case_is_an_object_and_several_are_a_list(tmp_path: Path) -> None:
    write_answers([(CASE, FORM)], tmp_path / "a.json")
    write_answers([(CASE, FORM)] * 2, tmp_path / "b.json")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["schema"] == 1
    assert len(json.loads((tmp_path / "b.json").read_text("utf-8"))) == 2


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
        | st.sampled_from("\n\t:#'\"-"),
        min_size=1,
    )
    | st.sampled_from(
        ["null", "~", "NO", "0138", "1_000", "2025-03-08", "12:30", "*a", "&a", "!a", "- a", "\r", "\x07"]
    ),
)
def test_yaml_can_be_filled_again(tmp_path: Path, text: str) -> None:
    case = Case("x", Record("p", "application", {"a.name": Found(text), "members[0].name": Found(text)}))
    write_answers([(case, FORM)], tmp_path / "a.yaml", force=True)
    assert read_data(tmp_path / "a.yaml").records == (case_to_data(case),)


def test_data_keeps_what_was_typed_and_leaves_pictures_out() -> None:
    assert case_to_data(CASE) == {
        "a": {"name": "张三"},
        "date": "2025-03-08",
        "ways": ["甲", "乙"],
        "members": [{"name": "=李四"}, {"duty": "未\x0c解析"}],
    }


def test_a_workbook_of_answers_holds_text_only(tmp_path: Path) -> None:
    write_answers([(CASE, FORM), (Case("y", Record("", "", {})), None)], tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["全部栏目", "团队成员"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert [cell.value for cell in book["团队成员"][2]] == ["x.docx", "1", "=李四", None]
    first = [cell.value for cell in book["全部栏目"][2]]
    assert first == ["x.docx", "a.name", "原告/姓名", "张三", "张三", "表2 第1行第2列", "1.00"]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.xlsx"):
        write_answers([(CASE, FORM)], tmp_path / "a.csv")
