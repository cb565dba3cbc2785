"""Submissions of a register that share passages are named to both, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formkit.chinese.winnowing import prints_of
from formkit.entries import RECEIPTS, Entries
from formkit.finding import Finding
from formkit.keeping import Kept, pack
from formkit.ledger import Ledger
from formkit.likeness import MOST_EACH, _chosen, alike_questions
from formkit.outcomes import sender_of
from formkit.record import Case, Found, Record
from formkit.registry import Registry
from formkit.submission import Material, Submission
from submissions import CALL, application

COPIED = (
    "二十年来他扎根车间，带领团队攻克技术难题三十余项，带出徒弟四十余人，其中十人成长为高级技师，"
    "他总结的操作法在全厂推广，每年为企业节约成本上百万元，先后获得多项荣誉称号。"
)


def own(number: int) -> str:
    """Return a text that nobody else has."""
    return "".join(chr(0x4E00 + number * 400 + at) for at in range(300))


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Ledger(tmp_path / "a.ledger") as ledger:
        yield Registry(CALL, ledger, Entries())


def add(registry: Registry, number: int, text: str, *, name: str = "", use: str = "采用") -> None:
    """Put a package with a profile of a text to a submission."""
    name = name or f"{number}.zip"
    path = next(item.path for item in CALL.forms["profile"].fields if item.kind == "long_text")
    profile = Case("", Record(CALL.name, "profile", {path: Found(text, text)}))
    main = application(unit__name=f"{number}号厂")
    materials = (
        Material("表.docx", 1, f"{name}1", slot="01", case=main),
        Material("事迹.docx", 1, f"{name}2", slot="02", case=profile),
    )
    submission = Submission(name, materials, {"application": main, "profile": profile})
    kept = pack(Kept(submission, ()))
    registry.ledger.put_outcome(name, sender_of(CALL, submission), kept, prints_of(text))
    registry.ledger.put_package(name, name, name, 0)
    registry.ledger.assign(name, number, use, "")


def asked(registry: Registry) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    for number, finding in alike_questions(registry):
        found.setdefault(number, []).append(finding)
    return found


def test_two_that_share_a_passage_are_named_to_each_other(registry: Registry) -> None:
    for number in (1, 2, 3):
        add(registry, number, own(number) + (COPIED if number != 2 else ""))
    found = asked(registry)
    assert found.keys() == {1, 3}
    assert "编号 3（3号厂）" in found[1][0].message
    assert "编号 1（1号厂）" in found[3][0].message
    assert "扎根车间" in found[1][0].message


def test_packages_of_one_submission_and_those_that_count_no_more_are_not_alike(registry: Registry) -> None:
    add(registry, 1, own(1) + COPIED)
    add(registry, 1, own(2) + COPIED, name="补充.zip")
    add(registry, 2, own(3) + COPIED, use="已被替换")
    assert asked(registry) == {}


def test_what_most_have_is_the_wording_of_the_notice(registry: Registry) -> None:
    for number in range(1, 8):
        add(registry, number, own(number) + COPIED)
    assert asked(registry) == {}


def test_a_package_set_aside_is_not_asked_about(registry: Registry) -> None:
    for number in (1, 2):
        add(registry, number, own(number) + COPIED)
    registry.entries.put(RECEIPTS, "2.zip", "use", "否")
    registry.ledger.assign("2.zip", 2, "不采用", "")
    assert asked(registry) == {}


def test_everybody_who_copied_from_one_hears_of_it() -> None:
    pairs = [(1, other) for other in range(2, 9)]
    assert _chosen(pairs) == pairs
    many = [(first, other) for first in range(1, 9) for other in range(first + 1, 9)]
    assert len(_chosen(many)) <= MOST_EACH * 8
