"""Data becomes a record without losing a character, and a record becomes the names of a template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from formkit.errors import DataError
from formkit.filling import record_of
from formkit.finding import Finding
from formkit.grid import Picture
from formkit.named import Names, Ticks, names_of
from formkit.programme import Field, Form, Group, Programme
from formkit.record import Found, Record

FORM = Form(
    "form",
    "表",
    "表",
    Path("form.docx"),
    (
        Field("leader.name", "姓名"),
        Field("leader.identity_number", "身份证号", "resident_id"),
        Field("leader.phone", "电话", "phone"),
        Field("items", "物品"),
        Field("sex", "性别", "choice_one", options=("男", "女")),
        Field("skills", "技能", "choice_many", options=("车工", "钳工", "焊工")),
    ),
    (Group("members", "成员", (Field("name", "姓名"), Field("duty", "职责"), Field("keys", "钥匙")), 3),),
)
OTHER = Form("other", "另表", "另表", Path("other.docx"), (Field("report.body", "正文"),))
PROGRAMME = Programme("p", "t", "s", Path(), {"form": FORM, "other": OTHER})


def made(data: dict[str, Any]) -> tuple[Record, list[Finding]]:
    return record_of(PROGRAMME, FORM, data)


def pairs(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(item.code, item.field) for item in findings]


def as_text(item: Field, value: str | Picture) -> str:
    return f"{item.label}={value}"


def test_digits_are_kept_as_they_are_written() -> None:
    data = {"leader": {"identity_number": "11010519491231002X", "phone": "023-46000003"}, "items": "007"}
    record, findings = made(data)
    assert findings == []
    assert record.value("leader.identity_number") == "11010519491231002X"
    assert record.value("items") == "007"


def test_a_text_that_its_kind_cannot_parse_stays_as_typed_with_a_finding() -> None:
    record, findings = made({"leader": {"identity_number": "110105194912310021"}})
    assert record.answers["leader.identity_number"] == Found(None, "110105194912310021")
    assert pairs(findings) == [("unparsable", "leader.identity_number")]


def test_data_that_no_form_knows_is_named() -> None:
    _, findings = made({"leader": {"nmae": "甲", "name": "乙"}, "x": {"y": {"z": "1"}}, "empty": ""})
    assert pairs(findings) == [("unknown-data", "leader.nmae"), ("unknown-data", "x.y.z")]


def test_data_for_another_form_of_the_programme_is_passed_over() -> None:
    assert made({"report": {"body": "正文"}})[1] == []


def test_a_column_that_no_group_has_is_named_with_its_row() -> None:
    record, findings = made({"members": [{"name": "甲"}, {"name": "乙", "duties": "丙"}]})
    assert pairs(findings) == [("unknown-data", "members[1].duties")]
    assert record.value("members[1].name") == "乙"


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_xml_cannot_hold_is_refused_with_its_name_and_place(bad: str) -> None:
    data = {"leader": {"name": f"甲乙{bad}"}, "members": [{"name": "丙"}, {"name": "丁", "duty": bad}]}
    with pytest.raises(DataError) as caught:
        made(data)
    told = str(caught.value)
    assert f"U+{ord(bad):04X}" in told
    assert "“姓名”（leader.name）第 3 个字符" in told
    assert "members[1].duty" in told
    assert caught.value.exit_code == 4


@pytest.mark.parametrize("fine", ["\t", "\n", "\x7f", "\x85", "\ue000", "\ufdd0", "𠮷", "😀", "\U0010ffff"])
def test_every_other_character_is_taken(fine: str) -> None:
    assert made({"leader": {"name": f"甲{fine}乙"}})[0].value("leader.name") is not None


def test_rows_may_be_pasted_as_lines_with_tabs() -> None:
    record, findings = made({"members": "甲\t组长\n乙\t组员\t三把\n丙"})
    assert findings == []
    assert record.value("members[0].duty") == "组长"
    assert record.value("members[1].keys") == "三把"
    assert record.value("members[2].name") == "丙"


def test_an_empty_row_is_no_row() -> None:
    record, _ = made({"members": [{"name": ""}, {"name": "甲"}, {}]})
    assert record.value("members[0].name") == "甲"
    assert "members[1].name" not in record.answers


@pytest.mark.parametrize("value", [["甲"], {"a": "甲"}])
def test_a_list_or_table_where_a_text_belongs_is_a_finding(value: object) -> None:
    record, findings = made({"items": value})
    assert record.value("items") is None
    assert ("wrong-shape", "items") in pairs(findings)


def test_a_row_that_is_no_table_is_a_finding() -> None:
    assert pairs(made({"members": ["甲", {"name": "乙"}]})[1]) == [("wrong-shape", "members[0]")]


def test_several_choices_may_be_a_list_or_a_text() -> None:
    for value in (["车工", "焊工"], "车工、焊工"):
        assert made({"skills": value})[0].value("skills") == ("车工", "焊工")


def test_a_flat_path_is_the_same_as_nested_data() -> None:
    record, findings = made({"leader.name": "甲"})
    assert (record.value("leader.name"), findings) == ("甲", [])


def names(data: dict[str, Any]) -> Names:
    return names_of(FORM, made(data)[0], as_text)


def test_a_field_called_items_or_keys_is_not_taken_for_a_method_of_a_dict() -> None:
    asked = names({"items": "扳手", "members": [{"name": "甲", "keys": "三把"}]})
    assert asked.items == "物品=扳手"
    assert asked.members[0].keys == "钥匙=三把"


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="nmae"):
        _ = names({}).leader.nmae


def test_a_group_has_at_least_the_printed_rows_and_as_many_as_there_are_answers() -> None:
    assert [row.name for row in names({"members": [{"name": "甲"}]}).members] == ["姓名=甲", "姓名=", "姓名="]
    assert len(names({"members": [{"name": str(number)} for number in range(9)]}).members) == 9


def test_a_choice_gives_its_options_one_by_one_and_refuses_others() -> None:
    sex = names({"sex": "女"}).sex
    assert isinstance(sex, Ticks)
    assert (sex["男"], sex["女"]) == ("□", "☑")
    with pytest.raises(KeyError):
        sex["无"]
