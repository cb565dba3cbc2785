"""``formkit collect`` over a whole inbox: the register holds what was sent, value by value."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from collected import Sheets, collect, sheets_of
from formkit.errors import KindError
from formkit.kinds import KINDS
from formkit.programs import libreoffice
from formkit.register_layout import group_sheet, plans_of
from formkit.workbook_layout import unescape
from inboxmaking import Applicant, Inbox, make_inbox
from registers import fields_of
from submissions import CALL

COUNT, BROKEN = 300, 10
PLANS = plans_of(CALL, {})
GROUPS = {plan.id: plan.title for plan in PLANS}
SPACE = re.compile(r"\s+")


class Collected(NamedTuple):
    """An inbox, its register as a workbook, and what the command printed."""

    inbox: Inbox
    sheets: Sheets
    told: Mapping[str, object]


def as_pdf(files: Sequence[Path], folder: Path) -> Mapping[Path, Path]:
    made = libreoffice.convert(files, folder, "pdf")
    return {source: path for source, path in made.items() if isinstance(path, Path)}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, soffice: Path) -> Collected:
    """Return three hundred packages, collected once for this file."""
    assert soffice
    folder = tmp_path_factory.mktemp("collect")
    inbox = make_inbox(folder / "收件", COUNT, seed=11, broken=BROKEN, pdf=as_pdf)
    done = collect(inbox.folder, folder / "register.xlsx", "--json")
    assert done.returncode == 5, done.stderr
    return Collected(inbox, sheets_of(folder / "register.xlsx"), json.loads(done.stdout))


def number_of(sheets: Sheets, who: Applicant) -> str:
    """Return under which number an applicant stands; there is one."""
    rows = [
        row
        for row in sheets["全部栏目"]
        if row["application/leader.name"] == who.leader and row["application/studio.name"] == who.studio
    ]
    assert len(rows) == 1, who.leader
    return rows[0]["#number"]


def shown(value: str | tuple[str, ...]) -> str:
    return "、".join(value) if isinstance(value, tuple) else value


@cache
def from_pdf(sheets: Sheets) -> frozenset[str]:
    """Return the numbers of those whose application is a PDF."""
    return frozenset(
        row["#number"] for row in sheets["材料清单"] if row["#slot"] == "01" and row["#kind"].lower() == "pdf"
    )


def answer_of(sheets: Sheets, number: str, form: str, path: str) -> str:
    """Return what the register shows for an answer."""
    head, bracket, rest = path.partition("[")
    if not bracket:
        row = sheets.row("全部栏目", number)
        return row.get(f"{form}/{path}", "")
    place, _, column = rest.partition("].")
    row = sheets.row(GROUPS[group_sheet(form, head)], f"{number}/{form}/{head}[{place}]")
    return row.get(column, "")


def differences(collected: Collected, *, pdf: bool) -> tuple[int, list[tuple[str, str, str, str]]]:
    """Return how many values there are of those who sent DOCX or PDF, and each that is another."""
    total, found = 0, []
    for who in collected.inbox.applicants:
        number = number_of(collected.sheets, who)
        if (number in from_pdf(collected.sheets)) is not pdf:
            continue
        for form, answers in who.answers.items():
            for path, value in answers.items():
                total += 1
                said = unescape(answer_of(collected.sheets, number, form, path))
                if not is_same(form, path, said, value, folded=pdf):
                    found.append((number, f"{form}/{path}", shown(value), said))
    return total, found


def is_same(form: str, path: str, said: str, value: str | tuple[str, ...], *, folded: bool) -> bool:
    """Whether a cell says a value: by its letters, or as people write one of its kind (1992.07—1995.06)."""
    wanted = shown(value)
    if said == wanted or (folded and SPACE.sub("", said) == SPACE.sub("", wanted)):
        return True
    field = fields_of(form)[re.sub(r"\[\d+\]", "[]", path)]
    if field.kind not in {"period", "year_month", "date", "money", "number", "choice_many"}:
        return False
    try:
        return KINDS[field.kind].parse(said, field.details) == value
    except KindError:
        return False


@pytest.mark.slow
def test_every_value_of_a_word_file_stands_in_the_register(collected: Collected) -> None:
    total, found = differences(collected, pdf=False)
    assert total > 40_000
    assert found == []


@pytest.mark.slow
def test_of_values_from_pdf_hardly_one_is_another(collected: Collected) -> None:
    total, found = differences(collected, pdf=True)
    assert total > 5_000
    assert len(found) <= total // 200, found[:20]


@pytest.mark.slow
def test_each_broken_package_is_named_with_its_reason(collected: Collected) -> None:
    broken = {sent.name: sent.broken for sent in collected.inbox.sent if sent.broken}
    assert len(broken) == BROKEN
    unreadable = collected.told["unreadable"]
    assert isinstance(unreadable, list)
    assert {item["name"] for item in unreadable} == set(broken)
    for row in collected.sheets["收件登记"]:
        assert (row["#use"] == "读不出来") is (row["#package"] in broken)
    for item in unreadable:
        assert item["code"] in {broken[item["name"]], "not-read", "unsupported"}
        assert item["message"]


@pytest.mark.slow
def test_each_package_belongs_to_whom_it_is_from(collected: Collected) -> None:
    numbers = {row["#package"]: row["#number"] for row in collected.sheets["收件登记"]}
    assert len(numbers) == COUNT
    for sent in collected.inbox.sent:
        if sent.applicant is not None:
            who = collected.inbox.applicants[sent.applicant]
            assert numbers[sent.name] == number_of(collected.sheets, who), sent.name
    alone = Counter(numbers[sent.name] for sent in collected.inbox.sent if sent.broken)
    assert set(alone.values()) == {1}


@pytest.mark.slow
def test_a_package_that_was_sent_again_replaces_the_first(collected: Collected) -> None:
    uses = {row["#package"]: row["#use"] for row in collected.sheets["收件登记"]}
    again = [sent for sent in collected.inbox.sent if sent.role == "replacement"]
    assert len(again) >= 6
    for sent in again:
        first = [
            one.name
            for one in collected.inbox.sent
            if one.applicant == sent.applicant and one.role == "whole"
        ]
        assert uses[sent.name] == "采用"
        assert [uses[name] for name in first] == ["已被替换"], sent.name


@pytest.mark.slow
def test_nothing_in_the_register_is_a_formula_or_a_number_that_was_a_text(collected: Collected) -> None:
    assert collected.sheets.formulas == []
    for row in collected.sheets["全部栏目"]:
        assert row["application/leader.identity_number"] == "" or re.fullmatch(
            r"\d{17}[\dX]", row["application/leader.identity_number"]
        )
    begin = {
        row[column][0]
        for row in collected.sheets["全部栏目"]
        for column in row
        if column.startswith("application/") and row[column][:1] in {"=", "+", "-", "@"}
    }
    assert begin == {"=", "+", "-", "@"}
