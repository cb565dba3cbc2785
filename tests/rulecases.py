"""Submissions to be checked: a complete one from a sample, and the same with some answers changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import formkit
from formkit.checks import check_submission
from formkit.finding import Finding
from formkit.kinds import credit_code, resident_id
from formkit.programme import Attachment, Programme
from formkit.readers.data import read_data
from formkit.record import Case, Found, Record
from formkit.submission import Material, Receipt, Submission

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "tangcheng-2025"
LABELS = {
    "01": "申报表",
    "02": "事迹材料",
    "03": "申报报告",
    "04a": "身份证复印件",
    "04b": "资格证书复印件",
    "04c": "学历证书复印件",
    "04d": "工作照片",
    "05": "其他相关材料",
}
FORMS = {"01": "application", "02": "profile", "03": "report"}
COPIES = ("04a", "04b", "04c", "05")
ATTACHMENTS = tuple(
    Attachment(slot, label, form=FORMS.get(slot, ""), copy=slot in COPIES) for slot, label in LABELS.items()
)
CALL = replace(formkit.load("tangcheng-2025"), attachments=ATTACHMENTS)
ON_TIME = Receipt(dt.date(2025, 7, 30), dt.date(2025, 7, 30), 2, "经办人")

Answers = Mapping[str, "str | tuple[str, ...] | Found | None"]


def material(slot: str | None, name: str = "", text: str = "", **more: object) -> Material:
    """Return a file of a slot that is not empty."""
    found = Material(name or f"{slot}.pdf", 1000, f"{slot}{name}", "pdf", slot, 1.0, "", text)
    return replace(found, **more)  # type: ignore[arg-type]


MATERIALS = tuple(material(slot) for slot in LABELS)


@cache
def clean(sample: str = "enterprise.yaml") -> Submission:
    """Return a complete submission in which nothing is wrong."""
    cases = {}
    for name, form in CALL.forms.items():
        (data,) = read_data(SAMPLES / sample, form).records
        filled = formkit.fill_document(CALL, name, data, folder=SAMPLES)
        cases[name] = Case(f"{name}.docx", filled.record)
    return Submission(sample, MATERIALS, cases, ON_TIME)


def changed(answers: Answers, form: str = "application", base: Submission | None = None) -> Submission:
    """Return a complete submission with some answers of a form changed; None leaves one blank."""
    before = base or clean()
    found = dict(before.cases[form].record.answers)
    for path, value in answers.items():
        found[path] = value if isinstance(value, Found) else Found(value)
    case = replace(before.cases[form], record=Record(CALL.name, form, found))
    return replace(before, cases={**before.cases, form: case})


def without_rows(group: str, keep: int = 0, base: Submission | None = None) -> Submission:
    """Return a complete submission with only the first rows of a group."""
    before = base or clean()
    answers = {
        path: found
        for path, found in before.cases["application"].record.answers.items()
        if not path.startswith(f"{group}[") or int(path.split("[")[1].split("]")[0]) < keep
    }
    case = replace(before.cases["application"], record=Record(CALL.name, "application", answers))
    return replace(before, cases={**before.cases, "application": case})


def without_slot(*slots: str) -> Submission:
    """Return a complete submission without the files and forms of some slots."""
    forms = {FORMS.get(slot) for slot in slots}
    return replace(
        clean(),
        materials=tuple(item for item in MATERIALS if item.slot not in slots),
        cases={name: case for name, case in clean().cases.items() if name not in forms},
    )


def found_about(
    code: str, submission: Submission, programme: Programme = CALL, on: dt.date | None = None
) -> list[Finding]:
    """Return what is said under a code."""
    return [item for item in check_submission(programme, submission, on=on) if item.code == code]


def severities(code: str, submission: Submission, programme: Programme = CALL) -> list[str]:
    """Return how grave what is said under a code is."""
    return [item.severity.value for item in found_about(code, submission, programme)]


def identity_number(birth: str, sex: str = "男") -> str:
    """Return a made-up number, of the area 99 that belongs to nobody, with the right check character."""
    stem = f"990101{birth.replace('-', '')}01{3 if sex == '男' else 4}"
    return next(number for last in "0123456789X" if (number := _parsed(resident_id, stem + last)))


def unit_code(prefix: str) -> str:
    """Return a made-up code with a prefix and the right check character."""
    stem = f"{prefix}990101MA99FK09X"
    return next(
        code for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" if (code := _parsed(credit_code, stem + last))
    )


def _parsed(kind: object, text: str) -> str:
    try:
        return str(kind.parse(text))  # type: ignore[attr-defined]
    except ValueError:
        return ""


def members(number: int, leader_too: bool = False) -> Submission:  # noqa: FBT002 (tests hand it over by name)
    """Return a complete submission with so many members of the team, the leader among them or not."""
    base = without_rows("members")
    names = [*(["甄样本"] if leader_too else []), *(f"成员{number:02d}" for number in range(number))][:number]
    rows = {
        f"members[{row}].{column}": value
        for row, name in enumerate(names)
        for column, value in (
            ("name", name),
            ("sex", "男"),
            ("birth", "1990-01"),
            ("education", "大专"),
            ("trade", "铣工"),
            ("level", "技师"),
            ("unit", "重庆样本智能装备有限公司"),
            ("duty", "攻关"),
        )
    }
    return changed(rows, base=base)
