"""The text of programme.toml: read back as it was meant, and changed without touching the rest."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from formkit.definition import define, questions
from formkit.programme import Condition, Field, Group, Limits
from formkit.writers.definition import Entry, Section, definition_text, toml_text
from formkit.writers.definitionedits import DefinitionText

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates" / "tangcheng-2025"
FULL = Field(
    "原告.性别",
    "性别",
    "choice_one",
    "原告",
    Condition("原告.姓名", ("张三",)),
    ("男", "女"),
    limits=Limits(1, 5),
    hint="按证件填写",
    source="第一条",
    aliases=("男女",),
    printed=("性\n别",),
    blank="□",
)
NUMBER = Field("人数", "人数", "number", unit="人", limits=Limits(None, None, "0", "1.5"), required=True)
PHOTO = Field("照片", "照片", "picture", size=(25.0, 35.0), hint="贴照片")
ROWS = Group("成员", "成员", (Field("姓名", "姓名"), Field("关系", "关系")), 3, 1, 9, source="第二条")


def text_of(*entries: Entry) -> str:
    section = Section("form", "表", "“棠城”表", "template.docx", "表-{人数}", entries)
    return definition_text("项目", '带"引号"的\n标题', "", [section])


def form_of(text: str) -> Any:
    return define(tomllib.loads(text), Path("p")).forms["form"]


def test_what_is_written_is_what_is_read() -> None:
    name = Field("原告.姓名", "姓名", block="原告")
    columns = tuple(map(Entry, ROWS.columns))
    form = form_of(
        text_of(Entry(name), Entry(FULL), Entry(NUMBER), Entry(PHOTO), Entry(ROWS, columns=columns))
    )
    assert form.fields == (name, FULL, NUMBER, PHOTO)
    assert form.groups == (ROWS,)
    assert (form.title, form.output) == ("“棠城”表", "表-{人数}")


def test_a_question_is_data_and_a_comment() -> None:
    column = Entry(ROWS.columns[0], "这一列是什么？", 0.5)
    text = text_of(
        Entry(NUMBER, "是“人数”\n吗？", 0.61), Entry(ROWS, columns=(column, Entry(ROWS.columns[1])))
    )
    assert "# 请核对：是“人数” 吗？" in text
    assert [(item.path, item.kind, item.confidence) for item in questions(tomllib.loads(text))] == [
        ("人数", "number", 0.61),
        ("成员[].姓名", "text", 0.5),
    ]
    assert form_of(text).fields == (NUMBER,)


@given(st.text(st.characters(blacklist_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    assert tomllib.loads(f"x = {toml_text(text)}")["x"] == text


def test_a_lone_surrogate_is_replaced() -> None:
    assert tomllib.loads(f"x = {toml_text(chr(0xD800))}")["x"] == "\ufffd"


def ours() -> str:
    return (TEMPLATES / "programme.toml").read_text(encoding="utf-8")


def test_a_text_taken_apart_is_the_same_text() -> None:
    assert DefinitionText(ours()).text == ours()


def test_a_setting_is_changed_and_everything_else_stays() -> None:
    text = DefinitionText(ours())
    text.set("application", "studio.domain", {"label": "申报方向", "options": ["甲", "乙"], "hint": "新"})
    before, after = ours().splitlines(), text.text.splitlines()
    gone = [line for line in before if line not in after]
    assert 'label = "申报领域"' in gone
    assert '  "农牧高新",' in gone
    old, new = tomllib.loads(ours()), tomllib.loads(text.text)
    changed = [item for item in new["forms"]["application"]["fields"] if item["path"] == "studio.domain"]
    assert (changed[0]["label"], changed[0]["options"], changed[0]["hint"]) == (
        "申报方向",
        ["甲", "乙"],
        "新",
    )
    for data in (old, new):
        items = data["forms"]["application"]["fields"]
        data["forms"]["application"]["fields"] = [item for item in items if item["path"] != "studio.domain"]
    assert old == new


def test_a_setting_is_taken_away_and_another_added() -> None:
    text = DefinitionText(text_of(Entry(NUMBER, "对吗？", 0.5)))
    text.set("form", "人数", {"question": None, "confidence": None, "max_chars": 3})
    assert "对吗" not in text.text
    assert form_of(text.text).fields[0].limits.max_chars == 3


def test_a_field_is_commented_out_and_a_new_one_added() -> None:
    text = DefinitionText(text_of(Entry(NUMBER), Entry(PHOTO)))
    text.comment_out("form", "人数", "新表没有：")
    text.add("form", ["[[forms.form.fields]]", 'path = "新"', 'label = "新"'])
    assert '# path = "人数"' in text.text
    assert [item.path for item in form_of(text.text).fields] == ["照片", "新"]
    text.set("form", "新", {"kind": "date"})
    assert form_of(text.text).fields[1].kind == "date"


def test_columns_are_changed_one_by_one() -> None:
    text = DefinitionText(text_of(Entry(ROWS, columns=tuple(map(Entry, ROWS.columns)))))
    text.set("form", "成员[].关系", {"label": "称谓"})
    text.add_columns("form", "成员", [{"path": "年龄", "label": "年龄", "kind": "number"}])
    text.set_columns("form", "成员", lambda column: None if column["path"] == "姓名" else column)
    (group,) = form_of(text.text).groups
    assert [(column.path, column.label) for column in group.columns] == [("关系", "称谓"), ("年龄", "年龄")]


def test_an_array_whose_line_looks_like_a_header_is_no_header() -> None:
    text = text_of(Entry(NUMBER)).replace('unit = "人"', 'unit = "人"\noptions = [\n["x"]\n]')
    edited = DefinitionText(text)
    assert edited.paths("form") == ["人数"]
    edited.set("form", "人数", {"options": None})
    assert '"x"' not in edited.text
