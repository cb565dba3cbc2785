"""Every sample on every form: filled in, read back, and compared with the expected file beside it.

After a change that is meant, ``pytest tests/test_samples.py --accept`` writes the expected files anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import formkit
from formkit.chinese.counting import count
from formkit.errors import KindError
from formkit.kinds import certificate_number, credit_code, resident_id
from formkit.readers.data import read_data

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "tangcheng-2025"
CALL = formkit.load("tangcheng-2025")
#: What an office fills in itself: the samples of documents, held against them by tests of their own.
DOCUMENTS = ["consultation.yaml", "evaluation.yaml", "notice-2025.yaml", "publicity.yaml", "results.yaml"]
CLEAN = ["enterprise.yaml", "heritage.yaml", "school.json"]
MISTAKES = "mistakes.yaml"
VETERAN = "veteran.yaml"  # complete, and not eligible: what a check is to say stands beside the packages
NAMES = [*CLEAN, MISTAKES, VETERAN]
WRONG_ON_PURPOSE = "990101198503080179"
IDENTITY_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")

EXPECTED_MISTAKES = {
    "application": {
        ("unparsable", "leader.identity_number"),
        ("unparsable", "leader.certificate.date"),
        ("unparsable", "unit.nature"),
        ("unknown-data", "leader.wechat"),
        ("required", "contact.phone"),
        ("required", "leader.health"),
        ("required", "equipment"),
        ("required", "members[1].name"),
        ("amount", "leader.months_per_year"),
    },
    "profile": {("unknown-data", "leader.wechat"), ("length", "profile.body")},
    "report": {("unknown-data", "leader.wechat"), ("required", "report.funding")},
}


def sample(name: str, form: str = "application") -> dict[str, Any]:
    file = read_data(SAMPLES / name, CALL.forms[form])
    assert not file.findings
    (record,) = file.records
    return record


def filled(name: str, form: str) -> formkit.Filled:
    return formkit.fill_document(CALL, form, sample(name, form), folder=SAMPLES)


def read_back(data: bytes, folder: Path) -> formkit.Case:
    path = folder / "filled.docx"
    path.write_bytes(data)
    return formkit.extract(CALL, path)


def expected_file(name: str, form: str) -> Path:
    return SAMPLES / f"{name.partition('.')[0]}.{form}.record.json"


def readable(value: formkit.Found) -> object:
    """Return an answer as JSON holds it; text that did not parse is told from a value."""
    if isinstance(value.value, formkit.Picture):
        picture = value.value
        return {"sha256": hashlib.sha256(picture.data).hexdigest(), "bytes": len(picture.data)}
    if value.value is None:
        return {"unparsed": value.raw}
    return list(value.value) if isinstance(value.value, tuple) else value.value


def answers(record: formkit.Record) -> dict[str, Any]:
    return {
        path: readable(found)
        for path, found in record.answers.items()
        if found.value is not None or found.raw
    }


def pairs(findings: Sequence[formkit.Finding]) -> list[list[str | None]]:
    return [[item.code, item.field] for item in findings]


@pytest.mark.parametrize("form", CALL.forms)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_back_is_what_the_expected_file_says(
    name: str, form: str, tmp_path: Path, *, accept: bool
) -> None:
    made = filled(name, form)
    case = read_back(made.data, tmp_path)
    assert case.record.form == form
    seen: dict[str, Any] = {"form": form, "answers": answers(case.record)}
    if name in {MISTAKES, VETERAN}:
        seen["findings_when_filled"] = pairs(made.findings)
        seen["findings_when_extracted"] = pairs(case.findings)
    path = expected_file(name, form)
    if accept:
        path.write_text(json.dumps(seen, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    assert seen == json.loads(path.read_text(encoding="utf-8"))


def test_each_sample_has_its_expected_files_and_there_are_no_others() -> None:
    expected = {expected_file(name, form).name for name in NAMES for form in CALL.forms}
    assert {path.name for path in SAMPLES.glob("*.record.json")} == expected
    data = {path.name for path in SAMPLES.iterdir() if path.suffix in {".yaml", ".json"}} - expected
    assert data == {*NAMES, *DOCUMENTS}


@pytest.mark.parametrize("form", CALL.forms)
@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_sample_raises_no_findings_and_comes_back_whole(name: str, form: str, tmp_path: Path) -> None:
    made = filled(name, form)
    case = read_back(made.data, tmp_path)
    assert pairs(made.findings) == []
    assert pairs(case.findings) == []
    assert answers(case.record) == answers(made.record)


@pytest.mark.parametrize("form", CALL.forms)
def test_each_deliberate_mistake_is_found_and_nothing_else(form: str) -> None:
    found = pairs(filled(MISTAKES, form).findings)
    assert sorted(map(str, found)) == sorted(str(list(pair)) for pair in EXPECTED_MISTAKES[form])


@pytest.mark.parametrize(
    "path", sorted(SAMPLES.glob("*.yaml")) + sorted(SAMPLES.glob("*.json")), ids=lambda path: path.name
)
def test_identity_numbers_belong_to_nobody_and_check(path: Path) -> None:
    numbers = set(IDENTITY_NUMBER.findall(path.read_text(encoding="utf-8")))
    assert all(number.startswith("99") for number in numbers)
    if path.name.startswith("mistakes"):
        assert numbers <= {WRONG_ON_PURPOSE}
    assert all(resident_id.parse(number) == number for number in numbers - {WRONG_ON_PURPOSE})


def test_the_wrong_identity_number_is_wrong_in_its_check_character_only() -> None:
    with pytest.raises(KindError, match="校验码"):
        resident_id.parse(WRONG_ON_PURPOSE)
    assert resident_id.parse(f"{WRONG_ON_PURPOSE[:-1]}8")


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_sample_agrees_with_itself(name: str) -> None:
    data = sample(name)
    made = filled(name, "application").record
    number = str(made.value("leader.identity_number"))
    assert resident_id.sex(number) == made.value("leader.sex")
    assert resident_id.birth_date(number).startswith(str(made.value("leader.birth")))
    assert credit_code.parse(data["unit"]["credit_code"])
    assert 3 <= len(data["members"]) <= 15
    periods = [str(made.value(f"career[{row}].period")).split("/") for row in range(len(data["career"]))]
    assert periods == sorted(periods)
    assert [end for _, end in periods].index("..") == len(periods) - 1
    certificate = made.value("leader.certificate.number")
    if certificate is not None:
        level = str(certificate_number.level(str(certificate)))
        assert level.endswith(f"/{made.value('leader.certificate.level')}")
    staff = {key: int(value) for key, value in data["staff"].items()}
    assert staff["total"] >= staff["skilled"] >= staff["highly_skilled"]
    assert staff["highly_skilled"] == sum(
        staff[key] for key in ("senior_workers", "technicians", "senior_technicians")
    )
    assert 1500 <= count(data["profile"]["body"]).words <= 2000


def test_the_heritage_sample_has_the_largest_team() -> None:
    assert len(sample("heritage.yaml")["members"]) == 15


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("photo-*")), ids=lambda path: path.name)
def test_photos_are_small_and_of_the_printed_size(path: Path) -> None:
    assert path.stat().st_size < 25_000
    with Image.open(path) as image:
        assert image.size == (413, 579)


def test_every_photo_is_used() -> None:
    used = {sample(name)["leader"]["photo"] for name in NAMES}
    assert used == {path.name for path in SAMPLES.glob("photo-*")}
