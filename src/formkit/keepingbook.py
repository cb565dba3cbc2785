"""A register as a workbook: read what people wrote in it, write it anew from the ledger."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from formkit.api import stamp
from formkit.collecting.carrying import carried
from formkit.entries import Entries
from formkit.errors import UnreadableFileError, UsageError
from formkit.finding import Finding, Severity
from formkit.ledger import FINISHED, Ledger
from formkit.programme import Programme
from formkit.readers.registerbook import Read, read_register
from formkit.register_layout import ADDED, Role, plans_of, shown_of
from formkit.registered import Registered, Stage, Standing
from formkit.registering import rows_of
from formkit.registry import Registry
from formkit.writers.registerbook import RegisterBook
from formkit.writers.whole import move_whole

KEPT_RUNS: Final = 5
"""Registers of so many collections can be read back with what was changed in them."""

ADDED_HEADS: Final = "added"
RESTORE: Final = (
    "有备份的请换回备份；没有的，把这个文件移走后再汇总一次，会按台账重新写出，只缺上次汇总以后填写的内容。"
)
MARK: Final = "mark"
INBOX: Final = "inbox"
WRITTEN: Final = "written"

Seen = Callable[[Registered, Standing], None]


class Written(NamedTuple):
    """Where a register was written, whether beside its place, how many stand where, and what to say."""

    path: Path
    is_beside: bool
    stages: Mapping[Stage, int]
    findings: tuple[Finding, ...]


def mark_of(ledger: Ledger) -> str:
    """Return what a register has in common with its ledger; it is made with the ledger."""
    mark = ledger.meta(MARK)
    if not mark:
        mark = os.urandom(8).hex()
        ledger.set_meta(MARK, mark)
    return mark


def heads_of(ledger: Ledger) -> dict[str, list[str]]:
    """Return by sheet the heads of columns that a clerk added."""
    loaded = json.loads(ledger.meta(ADDED_HEADS, "{}"))
    return {str(sheet): [str(head) for head in heads] for sheet, heads in loaded.items()}


def take_entries(programme: Programme, ledger: Ledger, path: Path) -> tuple[Entries, tuple[Finding, ...]]:
    """Return what people wrote, with what the register at ``path`` says now, and findings about that.

    Nothing is kept in the ledger yet. A register that is as it was written is not read again.

    :raises UnreadableFileError: when the register is there and cannot be read.
    :raises UsageError: when the file there is no register, or that of another ledger.
    """
    old = ledger.entries()
    if not path.exists() or ledger.meta(WRITTEN) == _state(path):
        return old, ()
    heads = heads_of(ledger)
    plans = plans_of(programme, heads)

    @lru_cache(maxsize=64)
    def shown(run: int, number: int) -> Mapping[str, Mapping[str, str]]:
        return ledger.shown(run, number)

    def shown_row(run: int, sheet: str, key: str) -> Mapping[str, str]:
        number = key.partition("/")[0]
        return shown(run, int(number)).get(f"{sheet}\0{key}", {}) if number.isdecimal() else {}

    try:
        read = read_register(path, plans, shown_row)
    except UnreadableFileError as problem:
        raise UnreadableFileError(f"{problem}{RESTORE}", problem.code) from None
    if read.mark and read.mark != mark_of(ledger):
        message = (
            f"“{path.name}”和旁边的台账不是同一份，未作改动；"
            "请把它原来的台账放回来。要另起一份的，请换一个文件名。"
        )
        raise UsageError(message)
    ledger.set_meta(ADDED_HEADS, json.dumps(_with_heads(heads, read), ensure_ascii=False))
    typed = {
        plan.entries: [column.id for column in plan.columns if column.role is Role.CLERK]
        for plan in plans
        if plan.entries
    }
    return carried(old, read.entries, read.seen, typed), tuple(read.findings)


def _with_heads(heads: Mapping[str, Sequence[str]], read: Read) -> dict[str, list[str]]:
    found = {sheet: list(names) for sheet, names in heads.items()}
    for sheet, names in read.added.items():
        plain = [name.removeprefix(ADDED) for name in names]
        found[sheet] = list(dict.fromkeys([*found.get(sheet, ()), *plain]))
    return found


def write_register(
    registry: Registry, path: Path, workspace: Path, *, inbox: Path | None = None, seen: Seen | None = None
) -> Callable[[], Written]:
    """Write the register into ``workspace``, note in the ledger what it shows; return how to put it in place.

    The caller calls that once the ledger is committed. ``seen`` hears of each submission.
    """
    ledger, programme = registry.ledger, registry.programme
    plans = plans_of(programme, heads_of(ledger))
    by_sheet = {plan.id: plan for plan in plans}
    made = workspace / "register.xlsx"
    stages: Counter[Stage] = Counter()
    way = "" if inbox is None else _way(path, inbox)
    with _temporary_files_in(workspace):
        book = RegisterBook(made, plans, programme.title, ledger.run, mark_of(ledger))
        scores = registry.scores()
        for item in registry.items():
            score = scores.get(item.number)
            stand = registry.standing(item, score)
            prints: dict[str, dict[str, str]] = {}
            for row in rows_of(programme, item, registry.entries, stand, score, inbox=way):
                book.add(row)
                shown = shown_of(by_sheet[row.sheet], row)
                if shown:
                    prints[f"{by_sheet[row.sheet].entries}\0{row.key}"] = shown
            ledger.put_shown(item.number, prints)
            if item.is_set_aside:
                continue
            stages[stand.stage] += 1
            if seen is not None:
                seen(item, stand)
        book.close()
    ledger.forget_shown(ledger.run - KEPT_RUNS)
    findings = tuple(_cut(place) for place in book.cut)

    def put_in_place() -> Written:
        written = Written(*move_whole(made, path), stages, findings)
        if not written.is_beside:
            ledger.set_meta(WRITTEN, _state(path))
        return written

    return put_in_place


def _state(path: Path) -> str:
    """Return what tells whether anybody has saved a file since."""
    return " ".join(map(str, stamp(path)))


def rewrite(registry: Registry, register: Path) -> Written:
    """Keep the entries of an open register, and write the workbook anew with them.

    :raises UsageError: when it cannot be written.
    """
    ledger = registry.ledger
    inbox = ledger.meta(INBOX)
    with tempfile.TemporaryDirectory(prefix="formkit-", ignore_cleanup_errors=True) as folder:
        with ledger.transaction():
            ledger.put_entries(registry.entries)
            place = write_register(registry, register, Path(folder), inbox=Path(inbox) if inbox else None)
            ledger.set_meta(FINISHED, str(ledger.run))
        return place()


def _cut(place: tuple[str, str, str]) -> Finding:
    sheet, key, column = place
    message = (
        f"有一格超过 32767 字，Excel 放不下，只显示了前面的部分，全文在台账里（{sheet} {key} {column}）。"
    )
    return Finding("cell-cut", Severity.WARNING, message)


def _way(register: Path, inbox: Path) -> str:
    """Return the way from the register's folder to the inbox; "" where there is none (another drive)."""
    try:
        return Path(os.path.relpath(inbox, register.absolute().parent)).as_posix()
    except ValueError:
        return ""


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Let a library that writes temporary files write them there: they hold what applicants wrote."""
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def ledger_of(register: Path) -> Path:
    """Return where the ledger of a register lies: beside it.

    :raises UsageError: for a name that is none of a workbook.
    """
    if register.suffix.lower() != ".xlsx":
        raise UsageError(f"“{register}”：汇总表的文件名请以 .xlsx 结尾。")
    return register.with_suffix(".ledger")


@contextmanager
def opened(programme: Programme, register: Path) -> Iterator[Registry]:
    """Open the register that was collected, with what people wrote in it up to now.

    :raises UnreadableFileError: when there is no register or no ledger beside it.
    """
    ledger = ledger_of(register)
    if not ledger.is_file():
        what = (
            "请把台账放回来" if register.exists() else "请核对文件名；还没有汇总过的，先运行 formkit collect"
        )
        message = f"找不到“{register.name}”的台账“{ledger.name}”；两个文件要放在同一文件夹，{what}。"
        raise UnreadableFileError(message, "not-found")
    with Ledger(ledger) as book:
        entries, _ = take_entries(programme, book, register)
        yield Registry(programme, book, entries)
