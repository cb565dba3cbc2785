"""Paths for labels: readable, unique, and nothing that a template's language trips over."""

from __future__ import annotations

import io
import zipfile
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.definition import is_path
from formkit.learning.naming import KEPT, LONGEST, Names, identifier, option_name, option_names
from formkit.named import Names as Shown
from formkit.named import Ticks
from formkit.pattern import Slot, compile_pattern
from formkit.writers.docx import Shown as Text
from formkit.writers.docx import Template
from wordmaking import document, package, paragraph

WORDS = st.text(
    st.sampled_from("姓名电话原告被告（）()：、/ 　_-.１ａＡ①Ⅳ2年classloop𠮷é”\"'{}[]%<>&\n"), max_size=24
)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("姓    名：", "姓名"),
        ("Ｅ－ｍａｉｌ", "email"),
        ("（1）房屋明细：", "房屋明细"),
        ("职务（岗位、技术等级，请如实填写并附证明材料）", "职务"),
        ("2024年度", "栏目2024年度"),
        ("True", "true_"),
        ("row", "row_"),
        ("※", "栏目"),
        ("①", "栏目"),
        ("身份证号码", "身份证号码"),
    ],
)
def test_a_label_becomes_a_name(label: str, name: str) -> None:
    assert identifier(label) == name


@given(WORDS)
def test_any_label_becomes_a_path_that_a_definition_takes(label: str) -> None:
    name = identifier(label)
    assert is_path(name), name
    assert len(name) <= LONGEST + 1
    assert name not in KEPT


@given(st.lists(st.tuples(st.lists(WORDS.filter(bool), max_size=2), WORDS), max_size=12))
def test_no_two_paths_are_equal_and_none_is_the_beginning_of_another(
    labels: list[tuple[list[str], str]],
) -> None:
    names = Names([heading for heading, _ in labels if heading])
    paths = [names.path(heading, label) for heading, label in labels]
    assert len(set(paths)) == len(paths)
    assert all(map(is_path, paths)), paths
    assert not [(one, other) for one in paths for other in paths if other.startswith(f"{one}.")]


def test_the_heading_is_the_first_step_and_the_same_words_are_one_heading() -> None:
    names = Names([("原 告",), ("原告：",), ("被告",)])
    assert [names.path((block,), "姓名") for block in ("原 告", "原告：", "被告")] == [
        "原告.姓名",
        "原告.姓名2",
        "被告.姓名",
    ]
    assert names.path((), "原告") == "原告.原告"


def test_paths_that_are_in_use_stay_free_of_new_ones() -> None:
    names = Names([("leader",)], ["leader.name", "members"])
    assert names.path(("leader",), "name") == "leader2.name"
    assert names.path((), "members") == "members2"


def test_options_can_be_named_in_a_template() -> None:
    assert option_names(["“双师型”教师", "有[1-3]年", "是", "是", "□"]) == (
        "双师型 教师",
        "有 1-3 年",
        "是",
        "是2",
        "选项",
    )
    for option in option_names(['a"b', "a'b]", "{{ x }}", "A&B", "<b>"]):
        assert compile_pattern(f'{{{{ x["{option}"] }}}}').slots == (Slot("x", option),)


@given(WORDS.map(lambda text: f"{text}项"))
def test_any_option_comes_through_word_and_the_engine(option: str) -> None:
    name = option_name(option)
    data = package(document(paragraph(f'{{{{ 原告.性别["{name}"] }}}}')))
    shown = Shown({"性别": Ticks(Text("", is_long=False), (name,), (name,))})
    assert "☑" in _filled(data, {"原告": shown})


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20))
def test_any_name_comes_through_word_and_the_engine(label: str) -> None:
    name = identifier(label)
    data = package(document(paragraph(f"姓名：{{{{ {name}.{name} }}}}")))
    assert "ANSWER" in _filled(data, {name: Shown({name: Text("ANSWER", is_long=False)})})


def _filled(data: bytes, names: dict[str, object]) -> str:
    written = Template(data, "t.docx").write(MappingProxyType(names))
    return zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml").decode()
