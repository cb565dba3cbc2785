"""The ledger beside a register: what was read, by content; which package is whose; what people wrote.

SQLite, one writer at a time, committed as outcomes come: whatever stops a collection, the next one reads what
is not in it. What the register shows follows from the ledger alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, NoReturn, Self

from formkit.entries import Entries
from formkit.errors import UnreadableFileError, UsageError
from formkit.finding import Finding
from formkit.keeping import pack, unpack
from formkit.ledger_schema import ALIKE, HELD, PARCELS, PUT_OUTCOME, PUT_PACKAGE, SCHEMA, TABLES
from formkit.parcel import Parcel, Sender

ENDING: Final = ".ledger"
FINISHED: Final = "finished"
"""Under this the ledger knows how many registers were written."""

LAST: Final = "last"
"""Under this the ledger knows the greatest number that a submission was ever given."""


class Ledger:
    """An open ledger; whoever has one open is the only one who does."""

    def __init__(self, path: Path) -> None:
        """Open the ledger, make it where there is none.

        :raises UsageError: when another collection has it open.
        :raises UnreadableFileError: when the file is no ledger, or one of a later formkit.
        """
        self.path = path
        try:
            self._base = sqlite3.connect(path, timeout=0.5, isolation_level=None)
        except sqlite3.Error as problem:
            self._fail(problem)
        try:
            self._begin()
        except sqlite3.Error as problem:
            self._base.close()
            self._fail(problem)
        except UnreadableFileError:
            self._base.close()
            raise

    def _fail(self, problem: sqlite3.Error) -> NoReturn:
        if isinstance(problem, sqlite3.OperationalError) and "decode" not in str(problem):
            if "locked" not in str(problem):
                raise UsageError(f"打不开台账“{self.path}”：{problem}；请检查磁盘空间和权限。") from None
            message = f"台账“{self.path.name}”正被另一个 formkit 使用；请等它结束后再试。"
            raise UsageError(message) from None
        message = (
            f"“{self.path.name}”不是汇总的台账，或已损坏；请换回备份。没有备份的，把它和汇总表一起移走后重新汇总，"
            "填写的内容照旧表重填。"
        )
        raise UnreadableFileError(message) from None

    def _begin(self) -> None:
        if self._schema() > SCHEMA:
            message = f"台账“{self.path.name}”由更新版本的 formkit 写成；请更新 formkit。"
            raise UnreadableFileError(message)
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._base.execute("PRAGMA journal_mode = DELETE")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.execute("PRAGMA trusted_schema = OFF")
        self._base.execute("PRAGMA cache_size = -16000")
        self._base.execute("BEGIN EXCLUSIVE")
        for statement in TABLES.split(";"):
            self._base.execute(statement)
        self.set_meta("schema", str(SCHEMA))
        self._base.execute("COMMIT")  # the lock stays

    def _schema(self) -> int:
        """Return which version of a ledger this is, 0 for a new one; a base of another program is none."""
        tables = {str(name) for (name,) in self._base.execute("SELECT name FROM sqlite_master")}
        said = self.meta("schema", "none") if "meta" in tables else "none" if tables else "0"
        if not said.isdecimal():
            raise sqlite3.DatabaseError(said)
        return int(said)

    def __enter__(self) -> Self:
        """Return the ledger itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it; what was not committed is as if it had not been."""
        self._base.close()
        if isinstance(problem, sqlite3.Error):
            self._fail(problem)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all of what is done within, or none of it."""
        self._base.execute("BEGIN")
        try:
            yield
        except BaseException:
            if self._base.in_transaction:  # a full disk has ended it already
                self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    # ---- what is known of the whole ----

    def meta(self, key: str, usual: str = "") -> str:
        """Return what is noted under a key."""
        row = self._base.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return usual if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        """Note something under a key."""
        self._base.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def run(self) -> int:
        """The number of the collection that is under way: one more than were finished."""
        return int(self.meta(FINISHED, "0")) + 1

    # ---- outcomes ----

    def has_outcome(self, key: str) -> bool:
        """Whether a package of this content has been read."""
        return self._base.execute("SELECT 1 FROM outcomes WHERE key = ?", (key,)).fetchone() is not None

    def put_outcome(self, key: str, sender: Sender, kept: bytes, prints: Iterable[int]) -> None:
        """Keep what came of a package, and the prints of what it says in whole sentences."""
        row = (*sender[:4], int(sender.is_whole), " ".join(sender.slots), sender.refusal)
        self._forget(key)
        made = self._base.execute(PUT_OUTCOME, (key, *row, kept)).lastrowid
        self._base.executemany("INSERT INTO passages VALUES (?, ?)", ((made, one) for one in set(prints)))

    def _forget(self, key: str) -> None:
        found = self._base.execute("SELECT id FROM outcomes WHERE key = ?", (key,)).fetchone()
        if found is not None:
            self._base.execute("DELETE FROM passages WHERE outcome = ?", found)
            self._base.execute("DELETE FROM outcomes WHERE id = ?", found)

    def outcome(self, key: str) -> bytes:
        """Return what was kept.

        :raises UnreadableFileError: when nothing was.
        """
        row = self._base.execute("SELECT kept FROM outcomes WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise UnreadableFileError("台账不完整，请重新运行 formkit collect。")
        return bytes(row[0])

    def drop_idle_outcomes(self) -> None:
        """Forget outcomes of contents that no package has any more."""
        idle = "SELECT key FROM outcomes WHERE key NOT IN (SELECT outcome FROM packages)"
        for (key,) in self._base.execute(idle).fetchall():
            self._forget(key)

    # ---- packages ----

    def put_package(self, name: str, digest: str, outcome: str, modified: float) -> None:
        """Note that a package lies in the inbox; one that has changed counts as seen first in this run."""
        self._base.execute(PUT_PACKAGE, (name, digest, outcome, self.run, modified))

    def mark_absent(self) -> None:
        """Take every package for gone; :meth:`put_package` says which are there."""
        self._base.execute("UPDATE packages SET is_present = 0")

    def parcels(self) -> Iterator[Parcel]:
        """Yield every package, in the order of their names."""
        yield from self._parcels("ORDER BY p.name")

    def parcels_of(self, number: int) -> list[Parcel]:
        """Return the packages of a submission."""
        return list(self._parcels("WHERE p.number = ? ORDER BY p.name", (number,)))

    def _parcels(self, rest: str, values: tuple[object, ...] = ()) -> Iterator[Parcel]:
        for row in self._base.execute(f"{PARCELS} {rest}", values):
            name, digest, outcome, run, modified, present, number, use, said = row[:9]
            code, unit, leader, studio, whole, slots, refusal = row[9:]
            sender = Sender()
            if code is not None:
                sender = Sender(code, unit, leader, studio, bool(whole), tuple(slots.split()), refusal)
            yield Parcel(name, digest, outcome, run, modified, bool(present), number, use, said, sender)

    def assign(self, name: str, number: int, use: str, said: str) -> None:
        """Put a package to a submission."""
        self._base.execute(
            "UPDATE packages SET number = ?, use = ?, said = ? WHERE name = ?", (number, use, said, name)
        )

    def numbers(self) -> list[int]:
        """Return the numbers of all submissions, in order."""
        rows = self._base.execute("SELECT DISTINCT number FROM packages WHERE number > 0 ORDER BY number")
        return [int(row[0]) for row in rows]

    # ---- what people wrote, and what they saw ----

    def entries(self) -> Entries:
        """Return all entries."""
        found = Entries()
        for sheet, row, head, text in self._base.execute("SELECT * FROM entries"):
            found.put(sheet, row, head, text)
        return found

    def put_entries(self, entries: Entries) -> None:
        """Keep these entries instead of those that are there."""
        self._base.execute("DELETE FROM entries")
        self._base.executemany("INSERT INTO entries VALUES (?, ?, ?, ?)", entries.every())

    def put_shown(self, number: int, prints: Mapping[str, Mapping[str, str]]) -> None:
        """Note what the register of this run shows of a submission: prints by row, then by column."""
        self._base.execute("INSERT OR REPLACE INTO shown VALUES (?, ?, ?)", (self.run, number, pack(prints)))

    def shown(self, run: int, number: int) -> dict[str, dict[str, str]]:
        """Return what the register of a run showed of a submission; nothing where that is not known."""
        found = self._base.execute(
            "SELECT prints FROM shown WHERE run = ? AND number = ?", (run, number)
        ).fetchone()
        return {} if found is None else unpack(bytes(found[0]), dict[str, dict[str, str]])

    def forget_shown(self, before: int) -> None:
        """Forget what registers of earlier runs showed."""
        self._base.execute("DELETE FROM shown WHERE run < ?", (before,))

    # ---- questions about several submissions ----

    def put_questions(self, questions: Iterable[tuple[int, Finding]]) -> None:
        """Keep what there is to be asked about submissions beside each other, instead of what there was."""
        self._base.execute("DELETE FROM questions")
        self._base.executemany(
            "INSERT INTO questions VALUES (?, ?)", ((number, pack(finding)) for number, finding in questions)
        )

    def questions(self, number: int) -> list[Finding]:
        """Return what is to be asked about a submission beside the others."""
        rows = self._base.execute("SELECT finding FROM questions WHERE number = ? ORDER BY rowid", (number,))
        return [unpack(bytes(row[0]), Finding) for row in rows]

    def alike(self, common: int, least: int, most: int) -> list[tuple[int, int]]:
        """Return pairs of submissions whose texts share at least ``least`` prints, the most alike first.

        Prints that ``common`` submissions and more have tell nothing. Each submission is put beside the first
        that has a print, so that there are no more pairs than submissions and prints; at most ``most``.
        """
        for statement in HELD.split(";"):  # one by one: a script would commit what is under way
            self._base.execute(statement)
        rows = self._base.execute(ALIKE, (common, least, most)).fetchall()
        self._base.execute("DROP TABLE temp.held")
        return [(int(first), int(number)) for first, number in rows]
