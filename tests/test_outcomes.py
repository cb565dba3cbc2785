"""What comes of one package: the same bytes wherever it is read, and a reason where nothing can be."""

from __future__ import annotations

import functools
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import formkit
from formkit import outcomes
from formkit.errors import ProgrammeError
from formkit.keeping import Kept, unpack
from formkit.outcomes import Order, Outcome, lost_outcome, outcome_of, sender_of
from formkit.parcel import Sender
from formkit.record import Case, Found, Record
from formkit.submission import Material, Submission
from inboxdata import brief_data
from inboxpeople import Person, person
from submissions import CALL, application


@functools.cache
def form(number: int, unit: int | None = None) -> bytes:
    """Return an application of an invented person."""
    who = person(1, number, unit)
    return formkit.fill_document(CALL, "application", brief_data(who, 1, number)).data


def put(path: Path, **files: bytes) -> Path:
    path.mkdir()
    for name, content in files.items():
        (path / name.replace("__", ".")).write_bytes(content)
    return path


def read(path: Path, name: str = "", settled: tuple[tuple[str, str | None], ...] = ()) -> Outcome:
    return outcome_of(Order(str(path), name or path.name, CALL.name, settled))


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in unpack(outcome.kept, Kept).findings]


def is_of(sender: Sender, who: Person) -> bool:
    return (sender.code, sender.unit, sender.leader) == (who.credit_code, who.unit, who.leader)


def test_a_folder_an_archive_and_a_file_say_whose_they_are(tmp_path: Path) -> None:
    folder = put(tmp_path / "folder", 申报表__docx=form(0))
    archive, file = tmp_path / "a.zip", tmp_path / "申报表.docx"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("申报表.docx", form(0))
    file.write_bytes(form(0))
    for path in (folder, archive, file):
        outcome = read(path)
        assert is_of(outcome.sender, person(1, 0))
        assert outcome.sender.is_whole
        assert outcome.sender.slots == ("01",)
        assert outcome.sender.refusal == ""
        assert outcome.prints == tuple(sorted(set(outcome.prints)))
        assert unpack(outcome.kept, Kept).submission.source == path.name


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("申报表.docx", b"", "empty"),
        ("申报表.docx", b"PK\x03\x04 broken", "damaged"),
        ("申报.zip", b"PK\x03\x04 broken", "damaged"),
        ("a.exe", b"MZ\x90\x00" * 9, "unsupported"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    outcome = read(tmp_path / name)
    assert outcome.sender.refusal == code
    assert not outcome.sender.is_whole
    assert codes(outcome)


def test_an_empty_folder_and_one_that_is_gone_are_refused(tmp_path: Path) -> None:
    assert read(put(tmp_path / "empty")).sender.refusal == "empty"
    assert read(tmp_path / "gone").sender.refusal == "not-found"


def test_one_broken_file_costs_itself_alone(tmp_path: Path) -> None:
    outcome = read(put(tmp_path / "p", 申报表__docx=form(0), 事迹__docx=b"PK\x03\x04 broken"))
    assert outcome.sender.refusal == ""
    assert is_of(outcome.sender, person(1, 0))
    assert "damaged" in [one.code for one in unpack(outcome.kept, Kept).submission.findings]


def test_the_same_package_gives_the_same_bytes_in_any_process_and_place(tmp_path: Path) -> None:
    files = {
        "申报表__docx": form(0),
        "2__docx": form(1),
        "说明__txt": "说明。".encode(),
        "x__pdf": b"%PDF-1.4 no",
    }
    here, there = put(tmp_path / "here", **files), put(tmp_path / "there", **dict(reversed(files.items())))
    expected = read(here, "来件")
    script = """
import hashlib, sys
from formkit.outcomes import Order, outcome_of
if __name__ == "__main__":
    made = outcome_of(Order(sys.argv[1], "来件", "tangcheng-2025", workspace=sys.argv[2]))
    print(repr(made.sender), made.prints, made.kept.hex())
"""
    program = tmp_path / "program.py"
    program.write_text(script, encoding="utf-8")
    for seed in "12":
        done = subprocess.run(
            [sys.executable, "-X", "utf8", str(program), str(there), str(tmp_path)],
            capture_output=True,
            encoding="utf-8",
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(formkit.__file__).parents[1])},
            check=True,
        )
        assert done.stdout.split("\n")[0] == f"{expected.sender!r} {expected.prints} {expected.kept.hex()}"


def test_a_clerks_slot_is_heard(tmp_path: Path) -> None:
    folder = put(tmp_path / "p", 申报表__docx=form(0), 说明__txt="某些说明".encode())
    assert "04b" in read(folder, settled=(("说明.txt", "04b"),)).sender.slots
    aside = read(folder, settled=(("申报表.docx", None),))
    assert not aside.sender.is_whole
    assert "set-aside" in codes(aside)


def test_a_lost_package_says_that_somebody_has_to_look() -> None:
    outcome = lost_outcome(Order("/a", "来件.zip", CALL.name))
    assert outcome.sender == Sender(refusal="crashed")
    assert codes(outcome) == ["crashed"]


def test_an_error_of_ours_costs_one_package_and_one_of_the_programme_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(outcomes, "findings_of", fail)
    assert read(put(tmp_path / "p", 申报表__docx=form(0))).sender.refusal == "internal"
    with pytest.raises(ProgrammeError):
        outcome_of(Order(str(tmp_path), "来件", str(tmp_path / "no programme")))


# ---- several applicants ----


def holding(*forms: Case) -> Submission:
    return Submission(
        "", tuple(Material(f"{n}.docx", 1, str(n), slot="01", case=one) for n, one in enumerate(forms))
    )


def is_asked(*forms: Case) -> bool:
    return [one.code for one in outcomes._several(CALL, holding(*forms))] == ["several-applicants"]


def test_forms_of_two_applicants_in_one_package_are_asked_about(tmp_path: Path) -> None:
    folder = put(tmp_path / "p", 申报表1__docx=form(0), 申报表2__docx=form(1))
    assert "several-applicants" in codes(read(folder))
    assert "several-applicants" not in codes(read(put(tmp_path / "q", a__docx=form(0), b__docx=form(0))))


def test_one_spelling_or_a_blank_is_no_other_applicant() -> None:
    assert not is_asked(application(), application(leader__name="甄样夲"))
    draft = Case("", Record(CALL.name, "application", {"unit.name": Found("重庆样本智能装备有限公司", "重")}))
    assert not is_asked(application(), draft)
    assert not is_asked(application())


def test_two_studios_of_one_unit_are_two_applicants() -> None:
    assert is_asked(application(), application(leader__name="乙", studio__name="乙工作室"))


def test_a_third_spelling_does_not_hide_that_there_are_two() -> None:
    other = application(unit__name="乙厂", leader__name="乙", studio__name="乙工作室")
    assert is_asked(application(), application(leader__name="甄样夲"), other)


def test_names_are_known_without_their_spaces() -> None:
    spaced = application(leader__name="甄 样　本", unit__name="重庆样本智能装备 有限公司")
    one = Submission("", holding(spaced).materials, {"application": spaced})
    plain = Submission("", holding(application()).materials, {"application": application()})
    assert sender_of(CALL, one) == sender_of(CALL, plain)
