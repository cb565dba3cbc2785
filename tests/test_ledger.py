"""The ledger: what was kept is there again, whoever was killed, and no file of others is touched."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.entries import RECEIPTS, SUMMARY, Entries
from formkit.errors import UnreadableFileError, UsageError
from formkit.finding import Finding, Severity
from formkit.ledger import FINISHED, Ledger
from formkit.parcel import Parcel, Sender
from records import TEXTS

SENDER = Sender("91X", "甲厂", "甄样本", "工作室", is_whole=True, slots=("01", "04a"), refusal="")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "汇总.ledger") as opened:
        yield opened


def add(ledger: Ledger, name: str = "a.zip", digest: str = "d", *, modified: float = 1.5) -> Parcel:
    ledger.put_outcome(f"k{digest}", SENDER, b"kept", [1, 2, 2])
    ledger.put_package(name, digest, f"k{digest}", modified)
    return next(one for one in ledger.parcels() if one.name == name)


def test_a_package_comes_back_with_whose_it_is(ledger: Ledger) -> None:
    assert add(ledger) == Parcel("a.zip", "d", "kd", 1, 1.5, True, 0, "", "", SENDER)  # noqa: FBT003
    ledger.assign("a.zip", 7, "采用", "因为")
    (found,) = ledger.parcels_of(7)
    assert (found.number, found.use, found.said) == (7, "采用", "因为")
    assert ledger.numbers() == [7]
    assert ledger.outcome("kd") == b"kept"


def test_a_package_counts_as_seen_first_when_its_content_was(ledger: Ledger) -> None:
    add(ledger)
    ledger.set_meta(FINISHED, "4")
    again = add(ledger, modified=9.0)
    assert (again.run, again.modified) == (1, 1.5)
    changed = add(ledger, digest="other", modified=9.0)
    assert (changed.run, changed.modified, changed.digest) == (5, 9.0, "other")


def test_a_package_that_is_gone_stays_and_comes_back(ledger: Ledger) -> None:
    add(ledger)
    ledger.mark_absent()
    assert [one.is_present for one in ledger.parcels()] == [False]
    ledger.drop_idle_outcomes()
    assert ledger.has_outcome("kd")
    assert add(ledger).is_present


def test_outcomes_that_no_package_has_any_more_are_forgotten_with_their_prints(ledger: Ledger) -> None:
    add(ledger)
    add(ledger, digest="new")
    ledger.drop_idle_outcomes()
    assert not ledger.has_outcome("kd")
    assert ledger.has_outcome("knew")
    assert ledger._base.execute("SELECT COUNT(*) FROM passages").fetchone() == (2,)
    with pytest.raises(UnreadableFileError):
        ledger.outcome("kd")


def test_what_fails_within_a_transaction_leaves_nothing(ledger: Ledger) -> None:
    add(ledger)

    def fail() -> None:
        with ledger.transaction():
            ledger.assign("a.zip", 7, "采用", "")
            ledger.set_meta("x", "y")
            assert ledger.alike(6, 2, 9) == []
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert ledger.numbers() == []
    assert ledger.meta("x", "none") == "none"


def test_what_a_transaction_lost_already_is_reported_as_what_it_was(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.transaction():
            ledger._base.execute("ROLLBACK")  # as SQLite does by itself when the disk is full
            raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(sqlite3.OperationalError, match="full"):
        fail()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger(tmp_path_factory.mktemp("ledger") / "a.ledger") as opened:
        yield opened


@given(TEXTS, st.integers(1, 3))
def test_what_people_wrote_and_saw_comes_back(lasting: Ledger, texts: list[str], number: int) -> None:
    written = Entries()
    for text in texts:
        written.put(RECEIPTS, text, "note", text)
        written.put(SUMMARY, str(number), f"+{text}", text)
    shown = {text: {text: text} for text in texts}
    asked = [(number, Finding("a", Severity.WARNING, text, None, None, text)) for text in texts]
    with lasting.transaction():
        lasting.put_entries(written)
        lasting.put_shown(number, shown)
        lasting.put_questions(asked)
    assert set(lasting.entries().every()) == set(written.every())
    assert lasting.shown(lasting.run, number) == shown
    assert lasting.questions(number) == [finding for _, finding in asked]
    assert lasting.questions(number + 1) == []


def test_what_old_registers_showed_is_forgotten(ledger: Ledger) -> None:
    ledger.put_shown(1, {"a": {"b": "c"}})
    ledger.forget_shown(ledger.run)
    assert ledger.shown(ledger.run, 1) == {"a": {"b": "c"}}
    ledger.forget_shown(ledger.run + 1)
    assert ledger.shown(ledger.run, 1) == {}


def test_submissions_are_alike_that_share_prints(ledger: Ledger) -> None:
    for number, prints in enumerate(([1, 2, 3], [2, 3, 9], [9, 3, 2], [8]), 1):
        ledger.put_outcome(f"k{number}", SENDER, b"", prints)
        ledger.put_package(str(number), str(number), f"k{number}", 0)
        ledger.assign(str(number), number, "采用" if number != 3 else "已被替换", "")
    assert ledger.alike(6, 2, 9) == [(1, 2)]
    ledger.assign("3", 3, "采用", "")
    assert ledger.alike(6, 2, 9) == [(1, 2), (1, 3)]
    assert ledger.alike(6, 2, 1) == [(1, 2)]
    assert ledger.alike(3, 2, 9) == []  # what all three have tells nothing


# ---- the file ----


def test_a_second_one_is_told_to_wait(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    with Ledger(path), pytest.raises(UsageError, match="正被另一个"):
        Ledger(path)
    with Ledger(path) as after:
        assert after.run == 1


def test_a_killed_writer_leaves_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    script = """
import os, sys
from pathlib import Path
from formkit.ledger import Ledger
from formkit.parcel import Sender
ledger = Ledger(Path(sys.argv[1]))
with ledger.transaction():
    ledger.put_outcome("kept", Sender(), b"1", [1])
with ledger.transaction():
    ledger.put_outcome("lost", Sender(), b"2" * 50_000_000, range(1000))
    os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert done.returncode != 0
    with Ledger(path) as ledger:
        assert ledger.has_outcome("kept")
        assert not ledger.has_outcome("lost")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 no ledger", b"x" * 5_000, b"SQLite format 3\0" + b"\xff" * 4_000]
)
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.ledger"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="不是汇总的台账"):
        Ledger(path)
    assert path.read_bytes() == content


def test_a_base_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    for statement in ("CREATE TABLE entries (a)", "CREATE TABLE meta (key, value)"):
        base = sqlite3.connect(path)
        base.execute(statement)
        base.close()
        before = path.read_bytes()
        with pytest.raises(UnreadableFileError, match="不是汇总的台账"):
            Ledger(path)
        assert path.read_bytes() == before


def test_a_ledger_of_a_later_formkit_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    with Ledger(path) as ledger:
        ledger.set_meta("schema", "2")
    before = path.read_bytes()
    with pytest.raises(UnreadableFileError, match="更新版本"):
        Ledger(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "a.ledger").touch()
    with Ledger(tmp_path / "a.ledger") as ledger:
        assert ledger.run == 1


def test_where_no_ledger_can_be_it_is_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere" / "a.ledger"):
        with pytest.raises(UsageError, match="打不开台账"):
            Ledger(path)


def test_damage_that_is_met_later_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    with Ledger(path) as ledger, ledger.transaction():
        for number in range(200):
            add(ledger, f"{number}.zip", str(number))
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xee" * (len(content) - 8192)
    path.write_bytes(content)

    def read() -> None:
        with Ledger(path) as ledger:
            list(ledger.parcels())

    with pytest.raises(UnreadableFileError, match="已损坏"):
        read()
