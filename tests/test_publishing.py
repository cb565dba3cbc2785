"""Nothing that belongs to a person alone reaches a document that is published, by template or answer."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import formkit
from formkit.chinese.private import private_parts
from formkit.definition import define
from formkit.definitiondocuments import private_fields
from formkit.documents import fill_document
from formkit.errors import ProgrammeError
from formkit.finding import Severity
from formkit.readers.data import read_data
from strategies import resident_ids

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "tangcheng-2025"
CALL = formkit.load("tangcheng-2025")
PUBLIC = [form for form in CALL.documents.values() if form.public]
OF = {
    "notice": "notice-2025.yaml",
    "publicity": "publicity.yaml",
    "results": "results.yaml",
    "plaques": "results.yaml",
    "evaluation": "evaluation.yaml",
}
FREE = [
    (form.name, path)
    for form in PUBLIC
    for path in (
        *(item.path for item in form.fields if item.kind == "text"),
        *(
            f"{group.path}[].{item.path}"
            for group in form.groups
            for item in group.columns
            if item.kind == "text"
        ),
    )
]
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
BIRTHS = st.dates().map(lambda day: f"{max(day.year, 1000)}年{day.month}月{day.day}日出生")
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@st.composite
def disguised(draw: st.DrawFn) -> str:
    """Return an identity number as somebody may have typed it."""
    number = draw(resident_ids())
    wide = draw(st.booleans())
    between = draw(st.sampled_from(["", " ", "-", "\u200b", "　"]))
    parts = between.join((number[:6], number[6:14], number[14:]))
    return parts.translate(FULL_WIDTH) if wide else parts


def planted(document: str, path: str, text: str) -> dict[str, Any]:
    """Return a sample with a text behind the answer at a path; of rows in the first."""
    (data,) = read_data(SAMPLES / OF[document], CALL.documents[document]).records
    group, _, column = path.partition("[].")
    level: Any = data
    if column:
        rows = level.setdefault(group, [{}])
        level, last = rows[0], column
    else:
        *parents, last = path.split(".")
        for part in parents:
            level = level.setdefault(part, {})
    level[last] = f"{level.get(last) or ''}{text}"
    return data


def test_each_public_document_has_a_sample_here() -> None:
    assert {form.name for form in PUBLIC} == set(OF)


def test_the_internal_list_is_not_public() -> None:
    assert not CALL.documents["consultation_internal"].public
    assert not CALL.documents["consultation"].public


@pytest.mark.parametrize("form", PUBLIC, ids=lambda form: form.name)
def test_no_public_document_has_a_private_field(form: formkit.Form) -> None:
    assert list(private_fields(form)) == []
    assert {item.kind for item in form.fields if item.office} <= {"phone"}


@given(place=st.sampled_from(FREE), private=st.one_of(disguised(), MOBILES, BIRTHS))
def test_what_looks_private_is_refused_in_every_text_of_every_public_document(
    place: tuple[str, str], private: str
) -> None:
    document, path = place
    filled = fill_document(CALL, document, planted(document, path, f"，{private}"))
    found = [item for item in filled.findings if item.code == "private"]
    assert filled.refused
    assert found
    assert all(item.severity is Severity.ERROR for item in found)
    assert not any(private in item.message for item in filled.findings)


def test_an_unparsable_answer_is_looked_at_too() -> None:
    data = planted("results", "meeting.date", "，990101198503080178")
    assert "private" in {item.code for item in fill_document(CALL, "results", data).findings}


@pytest.mark.parametrize("between", ["，", "、", " ", "\n", "；"])
def test_two_numbers_side_by_side_are_still_numbers(between: str) -> None:
    spaced = "990101 19850308 0178"
    assert private_parts(f"{spaced}{between}{spaced}") == ("公民身份号码",)
    assert private_parts(f"13900000000{between}13900000001") == ("电话号码",)


@pytest.mark.parametrize(
    "text",
    [
        "2025.10.20、2025.10.21、2025.10.22",
        "荣人社发〔2025〕112号",
        "2025年10月20日",
        "46776809",
        "91990101MA99FK016U",
        "重庆市荣昌区2025年第3批5个",
        "2025.10.20至2027.10.19",
    ],
)
def test_what_documents_say_anyway_is_not_private(text: str) -> None:
    assert private_parts(text) == ()


def programme(**field: object) -> dict[str, Any]:
    text = """
schema = 1
name = "p"
title = "t"
source = "s"
[forms.a]
label = "表"
template = "a.docx"
fields = [{ path = "name", label = "姓名" }]
[documents.list]
label = "名单"
template = "list.docx"
public = true
fields = []
"""
    data = tomllib.loads(text)
    data["documents"]["list"]["fields"] = [{"path": "entry", "label": "栏目", **field}]
    return data


@pytest.mark.parametrize(
    "field",
    [
        {"kind": "resident_id"},
        {"kind": "phone"},
        {"kind": "email"},
        {"kind": "certificate_number"},
        {"private": True},
        {"label": "出生年月", "kind": "year_month"},
        {"path": "leader.birth", "kind": "date"},
        {"label": "身份证号"},
        {"kind": "resident_id", "office": True},
        {"kind": "phone", "office": True, "private": True},
    ],
)
def test_a_public_document_with_a_private_field_is_no_programme(field: dict[str, object]) -> None:
    with pytest.raises(ProgrammeError, match="公开的文件不能有"):
        define(programme(**field), Path())
    private = programme(**field)
    private["documents"]["list"]["public"] = False
    define(private, Path())


def test_the_offices_own_telephone_may_be_published() -> None:
    assert define(programme(kind="phone", office=True), Path()).documents["list"].public


@pytest.mark.parametrize(
    "check",
    [
        {"rule": "R99", "predicate": "list_at_most"},
        {"rule": "R01", "predicate": "no_such"},
        {"rule": "R01", "predicate": "list_at_most", "parameters": {"names": "nobody[].name"}},
        {"rule": "R01", "predicate": "list_at_most", "severity": "error"},
    ],
)
def test_a_check_names_a_rule_a_predicate_and_columns_that_there_are(check: dict[str, object]) -> None:
    data = programme()
    data["rules"] = [
        {
            "rule": "R01",
            "wording": "{quota}个以内",
            "source": "通知",
            "predicate": "list_at_most",
            "parameters": {"quota": 5},
        }
    ]
    define(data, Path())
    data["documents"]["list"]["checks"] = [check]
    with pytest.raises(ProgrammeError, match="checks"):
        define(data, Path())
