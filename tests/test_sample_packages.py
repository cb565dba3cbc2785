"""The sample packages: what ``formkit check`` prints about each is what the file beside them says.

After a change that is meant, ``pytest tests/test_sample_packages.py --accept`` writes the files anew.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

import formkit
from formkit import cli
from formkit.checking import Checked, check
from formkit.chinese.counting import count
from formkit.finding import Finding, Severity
from formkit.kinds import resident_id

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "tangcheng-2025"
PACKAGES = SAMPLES / "packages"
COMPLETE, SHORT, OVERAGE = NAMES = ["01-材料齐全", "02-缺两项材料且字数不足", "03-超龄且等级不符"]
IDENTITY_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
SOURCES = {COMPLETE: "enterprise.yaml", SHORT: "heritage.yaml", OVERAGE: "veteran.yaml"}
FORMS = {"01": "application", "02": "profile", "03": "report"}

SLOTS = {
    COMPLETE: {
        "申报表": "01",
        "事迹材料": "02",
        "申报报告": "03",
        "身份证": "04a",
        "等级证书": "04b",
        "毕业": "04c",
        "工作照": "04d",
        "专利证书": "05",
        "技术能手": "05",
    },
    SHORT: {
        "申报表": "01",
        "事迹": "02",
        "身份证": "04a",
        "传承人证书": "04b",
        "工作照": "04d",
        "荣誉证书": "05",
        "师徒协议": "05",
    },
    OVERAGE: {
        "申报表": "01",
        "事迹材料": "02",
        "申报报告": "03",
        "身份证": "04a",
        "等级证书": "04b",
        "毕业": "04c",
        "工作照": "04d",
        "获奖证书": "05",
    },
}
"""What a name holds, and the slot of the checklist that such a file belongs to."""


@cache
def checked(name: str) -> Checked:
    return check(formkit.load("tangcheng-2025"), PACKAGES / name)


def of_severity(name: str, severity: Severity) -> list[Finding]:
    return [finding for finding in checked(name).findings if finding.severity is severity]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_printed_is_what_the_expected_file_says(
    name: str, capsys: pytest.CaptureFixture[str], *, accept: bool
) -> None:
    code = cli.main(["check", str(PACKAGES / name)])
    printed = capsys.readouterr().out.lstrip("\n")
    path = SAMPLES / f"{name}.findings.txt"
    if accept:
        path.write_text(printed, encoding="utf-8", newline="\n")
    assert printed == path.read_text(encoding="utf-8")
    assert code == (name != COMPLETE)


def test_each_package_has_its_expected_file_and_there_are_no_others() -> None:
    assert sorted(path.name for path in PACKAGES.iterdir()) == NAMES
    assert sorted(path.name.removesuffix(".findings.txt") for path in SAMPLES.glob("*.findings.txt")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_taken_for_what_it_is_and_nobody_need_look(name: str) -> None:
    materials = checked(name).submission.materials
    assert len(materials) == sum(path.is_file() for path in (PACKAGES / name).rglob("*"))
    for material in materials:
        (slot,) = {slot for word, slot in SLOTS[name].items() if word in material.name.rsplit("/", 1)[-1]}
        assert material.slot == slot, material.name
        assert material.confidence >= 0.8, material


@pytest.mark.parametrize("name", NAMES)
def test_the_forms_say_what_the_data_beside_them_says(name: str) -> None:
    data = yaml.safe_load((SAMPLES / SOURCES[name]).read_text(encoding="utf-8"))
    cases = checked(name).submission.cases
    assert set(cases) == {FORMS[slot] for slot in SLOTS[name].values() if slot in FORMS}
    for form, case in cases.items():
        made = formkit.fill_document(
            formkit.load("tangcheng-2025"), form, _as_handed_in(name, data, case), folder=SAMPLES
        ).record
        assert {path: found.value for path, found in case.record.answers.items() if found.value} == {
            path: found.value for path, found in made.answers.items() if found.value
        }


def _as_handed_in(name: str, data: dict[str, dict[str, str]], case: formkit.Case) -> dict[str, object]:
    """Return the data; of the profile that is too short, what was kept of it: some of its sentences."""
    body = case.record.value("profile.body")
    if name != SHORT or not isinstance(body, str):
        return dict(data)
    kept, whole = re.split(r"(?<=。)|\n", body), data["profile"]["body"]
    assert all(sentence in whole for sentence in kept)
    return {**data, "profile": {**data["profile"], "body": body}}


def test_the_complete_one_raises_neither_error_nor_warning() -> None:
    assert of_severity(COMPLETE, Severity.ERROR) == of_severity(COMPLETE, Severity.WARNING) == []


def test_of_the_second_two_materials_are_missing_and_80_characters() -> None:
    found = of_severity(SHORT, Severity.ERROR)
    assert sorted(finding.code for finding in found) == ["R26", "R27", "R28"]
    assert [finding.message for finding in found if finding.code != "R26"] == [
        "没有“申报报告”；请补交。",
        "没有“学历证书复印件”；请补交。",
    ]
    (length,) = (finding.message for finding in checked(SHORT).findings if "字，" in finding.message)
    assert "1420 字" in length
    assert "少 80 字" in length
    assert "临界" not in length
    assert count(str(checked(SHORT).submission.cases["profile"].record.value("profile.body"))).words == 1420
    assert of_severity(SHORT, Severity.WARNING) == []


def test_of_the_third_the_age_only_warns_and_level_and_identity_number_are_errors() -> None:
    assert Counter(finding.code for finding in of_severity(OVERAGE, Severity.ERROR)) == {
        "R17": 1,
        "identity-mismatch": 2,
    }
    (age,) = of_severity(OVERAGE, Severity.WARNING)
    assert age.code == "R14"
    assert "58 周岁" in age.message
    assert "不因此退回" in age.message
    number = checked(OVERAGE).submission.cases["application"].record.value("leader.identity_number")
    assert resident_id.parse(str(number)) == number


@pytest.mark.parametrize("name", NAMES)
def test_each_thing_is_said_once(name: str) -> None:
    grave = [finding for finding in checked(name).findings if finding.severity is not Severity.NOTE]
    assert len({finding.field or finding.message for finding in grave if finding.code != "R14"}) == sum(
        finding.code != "R14" for finding in grave
    )


def test_no_identity_number_is_printed_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = [tmp_path / "补正", tmp_path / "收件"]
    for arguments in ([], ["--json"]):
        cli.main(["check", *(str(PACKAGES / name) for name in NAMES), *arguments])
        printed = capsys.readouterr()
        assert not IDENTITY_NUMBER.search(printed.out + printed.err)
    written = ["--supplement", str(folders[0]), "--receipt", str(folders[1]), "--dated", "2025-07-24"]
    cli.main(["check", *(str(PACKAGES / name) for name in NAMES), *written])
    papers = [path for folder in folders for path in folder.iterdir()]
    assert len(papers) == 5
    for path in papers:
        blocks = formkit.readers.read(path).blocks
        assert not IDENTITY_NUMBER.search("\n".join(map(str, blocks)))


def test_the_packages_are_small() -> None:
    sizes = {
        name: sum(path.stat().st_size for path in (PACKAGES / name).rglob("*") if path.is_file())
        for name in NAMES
    }
    assert max(sizes.values()) < 400_000
    assert sum(sizes.values()) < 1_200_000
