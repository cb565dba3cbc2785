"""A programme is read strictly: every mistake at once, each with its path; definition against template."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import formkit
from formkit.definition import RESERVED, define
from formkit.errors import ProgrammeError
from wordmaking import document, grid, package, paragraph

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "tangcheng-2025"


def field(**changes: Any) -> dict[str, Any]:
    return {"path": "name", "label": "姓名", **changes}


def programme(*fields: dict[str, Any], **form: Any) -> dict[str, Any]:
    shape = {"label": "表", "template": "form.docx", "fields": list(fields), **form}
    return {"schema": 1, "name": "p", "title": "t", "source": "s", "forms": {"form": shape}}


def mistakes_of(data: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(ProgrammeError) as caught:
        define(data, Path())
    assert caught.value.exit_code == 3
    return caught.value.mistakes


def folder_with(folder: Path, body: str, *, label: str = "姓名", more: str = "") -> Path:
    """Write a programme with one form: a TOML with the field ``name``, and a template with the body."""
    (folder / "programme.toml").write_text(
        'schema = 1\nname = "p"\ntitle = "t"\nsource = "s"\n'
        '[forms.form]\nlabel = "表"\ntemplate = "form.docx"\n'
        f'[[forms.form.fields]]\npath = "name"\nlabel = "{label}"\n{more}',
        encoding="utf-8",
    )
    (folder / "form.docx").write_bytes(package(document(body)))
    return folder


def test_all_mistakes_are_reported_at_once_each_with_its_path() -> None:
    data = programme(
        field(path="Name"),
        field(path="age", kind="nonsense"),
        field(path="sex", kind="choice_one"),
        field(path="pay", minimum="viele", max_chars=-1, size=[1]),
        field(path="odd", surprise=1, required="yes"),
        groups=[{"path": "rows", "label": "行", "columns": []}, 7],
    )
    data["schema"] = 2
    told = "\n".join(mistakes_of(data))
    for path in (
        "schema：",
        "forms.form.fields[0]（Name）：",
        "forms.form.fields[1]（age）.kind：",
        "forms.form.fields[2]（sex）.options：",
        "forms.form.fields[3]（pay）.minimum：",
        "forms.form.fields[3]（pay）.max_chars：",
        "forms.form.fields[3]（pay）.size：",
        "forms.form.fields[4]（odd）.surprise：",
        "forms.form.fields[4]（odd）.required：",
        "forms.form.groups[0]（rows）.columns：",
        "forms.form.groups[1]：",
    ):
        assert path in told


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_name_that_the_template_language_keeps_for_itself_is_refused(word: str) -> None:
    assert len(mistakes_of(programme(field(path=word)))) == 1
    assert len(mistakes_of(programme(field(path=f"leader.{word}")))) == 1


@pytest.mark.parametrize("path", ["姓名", "原告.姓名", "a1_b.c2", "𠮷野"])
def test_a_path_may_be_chinese(path: str) -> None:
    assert define(programme(field(path=path)), Path()).forms["form"].fields[0].path == path


@pytest.mark.parametrize("path", ["a..b", "a.", "1a", "a b", "姓 名", "ａ", "①", "a[0]", "a-b", ""])
def test_a_path_is_made_of_small_letters_digits_and_dots(path: str) -> None:
    assert mistakes_of(programme(field(path=path)))


def test_a_path_given_twice_or_within_another_is_a_mistake() -> None:
    assert "重复" in "".join(mistakes_of(programme(field(), field())))
    assert "开头" in "".join(mistakes_of(programme(field(path="a"), field(path="a.b"))))


def test_a_condition_must_ask_for_a_field_and_an_option_that_are_there() -> None:
    nowhere = field(required={"when": "sex", "any_of": ["男"]})
    assert "sex" in "".join(mistakes_of(programme(nowhere)))
    sex = field(path="sex", kind="choice_one", options=["男", "女"])
    assert mistakes_of(programme(sex, field(required={"when": "sex", "any_of": ["公"]})))
    define(programme(sex, field(required={"when": "sex", "any_of": ["男"]})), Path())


@pytest.mark.parametrize("template", ["../form.docx", "a/b.docx", "a\\b.docx", ".docx"])
def test_a_template_lies_in_the_folder_of_its_programme(template: str) -> None:
    assert any(".template：" in item for item in mistakes_of(programme(field(), template=template)))


@pytest.mark.parametrize("data", [{}, {"schema": 1, "forms": {"a": 3}}, {"schema": 1, "forms": 5}])
def test_what_is_no_programme_at_all_is_a_list_of_mistakes_too(data: dict[str, Any]) -> None:
    assert mistakes_of(data)


def test_a_definition_that_agrees_with_its_template_loads(tmp_path: Path) -> None:
    loaded = formkit.load(folder_with(tmp_path, grid("姓名 | {{ name }}")))
    assert [item.path for item in loaded.forms["form"].fields] == ["name"]


def test_a_placeholder_that_nobody_declared_is_named(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, grid("姓名 | {{ name }}", "年龄 | {{ age }}"))
    with pytest.raises(ProgrammeError, match=re.escape("forms.form（age）")):
        formkit.load(folder)


def test_a_field_that_stands_nowhere_is_named(tmp_path: Path) -> None:
    more = '[[forms.form.fields]]\npath = "age"\nlabel = "年龄"\n'
    folder = folder_with(tmp_path, grid("姓名 | {{ name }}"), more=more)
    with pytest.raises(ProgrammeError, match=re.escape("forms.form（age）")):
        formkit.load(folder)


def test_a_label_that_reads_differently_in_both_is_named(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, grid("姓名 | {{ name }}"), label="单位名称")
    with pytest.raises(ProgrammeError, match=r"单位名称.*姓名"):
        formkit.load(folder)


def test_white_space_within_a_printed_label_does_not_matter(tmp_path: Path) -> None:
    assert formkit.load(folder_with(tmp_path, grid("姓　　名： | {{ name }}")))


def without_template(folder: Path) -> None:
    (folder / "form.docx").unlink()


def with_damaged_template(folder: Path) -> None:
    (folder / "form.docx").write_bytes(b"PK\x03\x04 nothing")


def with_damaged_definition(folder: Path) -> None:
    (folder / "programme.toml").write_text("name = [", encoding="utf-8")


@pytest.mark.parametrize("harm", [without_template, with_damaged_template, with_damaged_definition])
def test_a_file_that_cannot_be_read_is_a_mistake_of_the_programme(
    harm: Callable[[Path], None], tmp_path: Path
) -> None:
    folder = folder_with(tmp_path, grid("姓名 | {{ name }}"))
    harm(folder)
    with pytest.raises(ProgrammeError):
        formkit.load(folder)


def test_a_programme_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ProgrammeError, match="tangcheng-2025"):
        formkit.load("nowhere")


def test_an_edited_copy_of_our_programme_is_checked_like_ours(tmp_path: Path) -> None:
    copy = shutil.copytree(TEMPLATES, tmp_path / "copy")
    assert formkit.load(copy).name == "tangcheng-2025"
    path = copy / "programme.toml"
    text = path.read_text(encoding="utf-8").replace('path = "studio.name"', 'path = "studio.title"', 1)
    path.write_text(text.replace('"application/studio.name"', '"application/studio.title"'), encoding="utf-8")
    with pytest.raises(ProgrammeError) as caught:
        formkit.load(copy)
    told = "\n".join(caught.value.mistakes)
    assert "studio.name" in told
    assert "studio.title" in told


def test_the_documents_that_these_tests_make_are_well_formed() -> None:
    assert etree.fromstring(document(paragraph("a<b")).encode()) is not None
