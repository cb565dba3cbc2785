"""The laws of the design on the real programme: property tests, not examples alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records import plant, records

import formkit
from formkit.checks import check_record
from formkit.chinese.folding import fold
from formkit.filling import FORBIDDEN
from formkit.readers import docx as docx_reader

CALL = formkit.load("tangcheng-2025")
FORM = CALL.forms["application"]
HIDDEN = {"[trash]", "docProps/app.xml", "docProps/core.xml", "docProps/custom.xml"}


def extracted(data: bytes, folder: Path, form: str = "application") -> formkit.Case:
    path = folder / "filled.docx"
    path.write_bytes(data)
    return formkit.extract(CALL, path, form)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


def same(record: formkit.Record, case: formkit.Case) -> dict[str, tuple[Any, Any]]:
    """Return what differs between what was filled in and what came back; empty rows count as none."""
    paths = {path for path, found in record.answers.items() if found.value is not None}
    paths |= {path for path, found in case.record.answers.items() if found.value is not None}
    return {
        path: (record.value(path), case.record.value(path))
        for path in paths
        if record.value(path) != case.record.value(path)
    }


@given(data=records(FORM))
def test_law_1_what_was_filled_in_is_what_is_extracted(data: dict[str, Any], folder: Path) -> None:
    filled = formkit.fill_document(CALL, "application", data)
    assert not [
        item for item in filled.findings if item.code in {"unparsable", "unknown-data", "wrong-shape"}
    ]
    assert same(filled.record, extracted(filled.data, folder)) == {}


@pytest.mark.parametrize("name", ["profile", "report"])
@given(source=st.data())
def test_law_1_holds_for_documents_of_free_text(name: str, source: st.DataObject, folder: Path) -> None:
    form = CALL.forms[name]
    printed = {label for row in _layout(name) for label in row.key}
    data = source.draw(records(form))
    filled = formkit.fill_document(CALL, name, data)
    lines = {
        fold(line)
        for found in filled.record.answers.values()
        if isinstance(found.value, str)
        for line in found.value.split("\n")
    }
    if not lines & printed:
        assert same(filled.record, extracted(filled.data, folder, name)) == {}


def _layout(name: str) -> Any:
    from formkit.api import layout_of

    return layout_of(CALL.forms[name]).rows


@given(data=records(FORM))
@settings(max_examples=20)
def test_law_1_holds_when_all_hidden_places_are_stripped(data: dict[str, Any], folder: Path) -> None:
    filled = formkit.fill_document(CALL, "application", data)
    source = zipfile.ZipFile(io.BytesIO(filled.data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if not name.startswith(("docProps/", "customXml/")):
                target.writestr(name, source.read(name))
    assert same(filled.record, extracted(out.getvalue(), folder)) == {}


@given(
    text=st.text(st.characters(codec="utf-8"), max_size=30),
    bad=st.lists(st.sampled_from("\x00\x01\x08\x0b\x0c\x1f\ufffe\uffff\ud800"), max_size=2),
    path=st.sampled_from(["leader.name", "studio.necessity"]),
)
def test_exactly_the_records_that_xml_cannot_hold_are_refused_by_name(
    text: str, bad: list[str], path: str
) -> None:
    value = "甲" + text + "".join(bad) + "乙"
    data: dict[str, Any] = {}
    plant(data, path, value)
    if FORBIDDEN.search(value.replace("\r", "\n")):
        with pytest.raises(formkit.DataError, match=path):
            formkit.fill_document(CALL, "application", data)
    else:
        assert formkit.fill_document(CALL, "application", data).record.value(path)


@given(data=records(FORM))
@settings(max_examples=10)
def test_law_5_cells_tile_their_table(data: dict[str, Any]) -> None:
    document = docx_reader.read(formkit.fill_document(CALL, "application", data).data, "x.docx")
    for table in document.blocks:
        if isinstance(table, formkit.Table):
            places = [
                (row, col)
                for cell in table.cells
                for row in range(cell.row, cell.row + cell.rowspan)
                for col in range(cell.col, cell.col + cell.colspan)
            ]
            assert sorted(places) == [(row, col) for row in range(table.height) for col in range(table.width)]


@given(
    answers=st.dictionaries(
        st.sampled_from(
            [
                *(item.path for item in FORM.fields),
                "members[0].name",
                "members[3].sex",
                "nonsense",
                "career[x",
            ]
        ),
        st.builds(
            formkit.Found,
            st.none() | st.text(max_size=20) | st.lists(st.text(max_size=5), max_size=3).map(tuple),
            st.text(max_size=10),
        ),
    )
)
def test_law_8_checks_never_raise_whatever_the_record(answers: dict[str, formkit.Found]) -> None:
    record = formkit.Record("x", "application", answers)
    assert all(isinstance(item, formkit.Finding) for item in check_record(FORM, record))
