"""``update`` with the rules that find places: a real annex, laid out anew, goes on under the old paths."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import formkit
from formkit.checks import check_record
from formkit.readers.data import read_data
from formkit.updating import Updated, update

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "tangcheng-2025"
CALL = formkit.load("tangcheng-2025")
APPLICATION = CALL.forms["application"]
#: On paper only: no answer, and a seal has no place of its own beside the name of the unit that sets it.
PAPER = {"unit.seal"}


class Annex(NamedTuple):
    """The programme with the new annex, how it came about, and the wording of ten labels."""

    updated: Updated
    programme: formkit.Programme
    reworded: dict[str, str]


@pytest.fixture(scope="module")
def annex(tmp_path_factory: pytest.TempPathFactory) -> Annex:
    """Take the annex of another year into the programme, once for all tests."""
    place = tmp_path_factory.mktemp("annex")
    sys.path.insert(0, str(ROOT / "tools"))
    making = importlib.import_module("annexmaking")
    sys.path.remove(str(ROOT / "tools"))
    (place / "annex.docx").write_bytes(making.annex())
    updated = update("tangcheng-2025", place / "annex.docx", place / "2026")
    return Annex(updated, formkit.load(place / "2026"), making.REWORDED)


def read_back(programme: formkit.Programme, sample: str, path: Path) -> formkit.Case:
    """Fill the application with a sample and read it again."""
    form = programme.forms["application"]
    (record,) = read_data(SAMPLES / sample, form).records
    formkit.fill(programme, "application", dict(record), path, folder=SAMPLES)
    return formkit.extract(programme, path)


def values(case: formkit.Case) -> dict[str, Any]:
    return {path: found.value for path, found in case.record.answers.items() if found.value is not None}


def test_all_that_is_asked_again_keeps_its_path(annex: Annex) -> None:
    found = annex.updated.comparison
    assert {item.path for item in found.gone} <= PAPER
    assert (found.added, found.added_rows, found.gone_rows) == ((), (), ())
    assert [(rows.old.path, rows.added, rows.gone) for rows in found.rows if rows.added or rows.gone] == []
    paths = {item.path for item in annex.programme.forms["application"].fields}
    assert "leader.name" in paths
    assert {item.path for item in APPLICATION.fields} - paths <= PAPER


def test_ten_reworded_labels_are_known_again(annex: Annex) -> None:
    labels = {item.path: item.label for item in annex.programme.forms["application"].fields}
    assert len(annex.reworded) == 10
    assert {path: labels[path] for path in annex.reworded} == annex.reworded


def test_clauses_limits_and_conditions_stay(annex: Annex) -> None:
    def said(form: formkit.Form) -> dict[str, object]:
        return {item.path: (item.source, item.limits, item.required, item.hint) for item in form.fields}

    old, new = said(APPLICATION), said(annex.programme.forms["application"])
    assert new == {path: old[path] for path in new}


def test_what_is_not_sure_is_a_question(annex: Annex) -> None:
    """A wrong guess would put an answer under another label: whoever updates is told of each."""
    asked = {item.old.path for item in annex.updated.doubtful}
    renamed = {item.old.path for item in annex.updated.comparison.kept if item.sure < 1 and item.renamed}
    assert asked
    assert asked <= renamed


@pytest.mark.parametrize("sample", ["enterprise.yaml", "heritage.yaml", "school.json"])
def test_the_samples_are_filled_and_read_as_before(annex: Annex, sample: str, tmp_path: Path) -> None:
    before = read_back(CALL, sample, tmp_path / "old.docx")
    after = read_back(annex.programme, sample, tmp_path / "new.docx")
    assert values(after) == values(before)
    assert after.leftovers == ()


def test_the_checks_say_the_same_about_mistakes(annex: Annex, tmp_path: Path) -> None:
    def said(programme: formkit.Programme, path: Path) -> set[tuple[str, str | None]]:
        case = read_back(programme, "mistakes.yaml", path)
        found = [*case.findings, *check_record(programme.forms["application"], case.record)]
        return {(item.code, item.field) for item in found}

    assert said(annex.programme, tmp_path / "new.docx") == said(CALL, tmp_path / "old.docx")
