"""Law 3: what a person types into the blank form comes back as typed, whatever else he did to it."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests import typist

import formkit
from formkit.writers.answers import case_to_json

CALL = formkit.load("tangcheng-2025")
FORM = CALL.forms["application"]
SEEDS = range(6)


def typed_form(seed: int, shared: Path, *, reshape: bool) -> tuple[bytes, dict[str, Any]]:
    """Return the blank form with values typed in, and what was typed."""
    address, type_in, _ = typist.bench(shared)
    gold = typist.gold_of(FORM, FORM.template.read_bytes(), address)
    blank = formkit.blank_document(CALL, "application")
    data, truth = typist.typed(blank, gold, seed, type_in, reshape=reshape)
    return data, truth


def read_back(path: Path) -> dict[str, Any]:
    """Return what extract prints for a file."""
    return case_to_json(formkit.extract(CALL, path), FORM)


def assert_all_right(truth: dict[str, Any], read: dict[str, Any], shared: Path) -> None:
    """Fail with the list of what is not right."""
    _, _, score = typist.bench(shared)
    # The typist gives up on a second tick of the same line; what it did there it does not tell.
    given_up = {entry["label"] for entry in truth["skipped"]}
    read["fields"] = {path: item for path, item in read["fields"].items() if item["label"] not in given_up}
    result, problems = score.score(truth, read)
    assert result["right"] == result["typed"], (result, problems)
    assert result["invented"] == 0, (result, read)


@pytest.mark.parametrize("reshape", [False, True], ids=["as printed", "reshaped"])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_typed_into_the_blank_form_comes_back(
    seed: int, reshape: bool, shared: Path, tmp_path: Path
) -> None:
    data, truth = typed_form(seed, shared, reshape=reshape)
    path = tmp_path / "typed.docx"
    path.write_bytes(data)
    assert_all_right(truth, read_back(path), shared)


def convert(soffice: Path, path: Path, kind: str, folder: Path) -> Path:
    """Save a file again in another format with LibreOffice."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [soffice, "--headless", profile, "--convert-to", kind, "--outdir", folder, path],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"{path.stem}.{kind.split(':', maxsplit=1)[0]}"


@pytest.mark.parametrize("between", ["odt", "doc"])
def test_what_is_typed_survives_another_program(
    between: str, shared: Path, soffice: Path, tmp_path: Path
) -> None:
    data, truth = typed_form(11, shared, reshape=True)
    path = tmp_path / "typed.docx"
    path.write_bytes(data)
    middle = convert(soffice, path, between, tmp_path / "middle")
    again = convert(soffice, middle, "docx", tmp_path / "again")
    assert_all_right(truth, read_back(again), shared)


def test_confidence_can_be_trusted(shared: Path, tmp_path: Path) -> None:
    _, _, score = typist.bench(shared)
    sure: Counter[bool] = Counter()
    for seed in SEEDS:
        data, truth = typed_form(seed, shared, reshape=True)
        path = tmp_path / f"{seed}.docx"
        path.write_bytes(data)
        for confidence, right in score.confidence(json.loads(json.dumps(truth)), read_back(path)):
            if confidence >= 0.95:
                sure[right] += 1
    assert sure[True] >= 0.99 * sum(sure.values())
