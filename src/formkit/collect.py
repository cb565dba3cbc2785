"""The verb that collects: an inbox into a register, reading only what is new or changed."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from formkit.api import stamp
from formkit.collecting.asking import questions
from formkit.collecting.carrying import Carried, moved, settled_slots
from formkit.collecting.grouping import Group, grouped
from formkit.collecting.succession import succession
from formkit.entries import Entries
from formkit.errors import UsageError
from formkit.executing import Start, cluster, each, processes
from formkit.finding import Finding
from formkit.inbox import Content, Package, content_of, key_of, packages_in, print_of
from formkit.keepingbook import INBOX, Written, ledger_of, take_entries, write_register
from formkit.ledger import FINISHED, LAST, Ledger
from formkit.likeness import alike_questions
from formkit.outcomes import Order, Outcome, begin, lost_outcome, outcome_of
from formkit.programme import Programme
from formkit.registered import Registered, Standing
from formkit.registry import Registry
from formkit.resources import programme_names
from formkit.writers.whole import is_beside, sweep

COMMIT_SECONDS: Final = 1.0
"""So much work a power cut may cost."""

Told = Callable[[int, int, str], None]


class Plan(NamedTuple):
    """What a collection has to do: the packages, which are to be read, which are gone from the inbox."""

    packages: int
    to_read: tuple[str, ...]
    gone: tuple[str, ...]
    findings: tuple[Finding, ...]


class Collected(NamedTuple):
    """What a collection did: packages there, read now, gone; the register; and what is to be said of it."""

    packages: int
    read: int
    gone: int
    written: Written
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to collect: processes at a time, a cluster's address, everything anew, who hears of it and when.

    ``told`` hears how far reading is, ``seen`` of each submission that is written.
    """

    jobs: int | None = None
    address: str = ""
    fresh: bool = False
    told: Told | None = None
    seen: Callable[[Registered, Standing], None] | None = None


@dataclass(slots=True)
class _Run:
    """One collection under way."""

    programme: Programme
    inbox: Path
    register: Path
    ledger: Ledger
    wanted: Wanted
    workspace: Path
    contents: dict[str, tuple[Package, Content, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def collect(programme: Programme, inbox: str | Path, register: str | Path, wanted: Wanted) -> Collected:
    """Read the packages of an inbox that the ledger does not know, and write the register from the ledger.

    :raises UnreadableFileError: when there is no inbox, or ledger or register cannot be read.
    :raises UsageError: when the register cannot be written, or another collection is at it.
    """
    target = Path(register)
    refuse(target)
    packages_in(Path(inbox))  # where there is no inbox, no ledger is left behind
    start, at_once = _executor(programme, wanted)
    with Ledger(ledger_of(target)) as ledger, _workspace(ledger.path) as workspace:
        sweep(target)
        run = _Run(programme, Path(inbox), target, ledger, wanted, workspace)
        seen = stamp(target)
        taken = take_entries(programme, ledger, target)
        orders = _orders(run, taken[0])
        _read(run, orders, start, at_once)
        if stamp(target) != seen:  # a clerk saved while packages were read
            taken = take_entries(programme, ledger, target)
        return _finish(run, len(orders), *taken)


def plan(programme: Programme, inbox: str | Path, register: str | Path, *, fresh: bool = False) -> Plan:
    """Return what :func:`collect` would do, and do nothing.

    :raises UnreadableFileError: as it does.
    :raises UsageError: as it does.
    """
    target = Path(register)
    refuse(target)
    path = ledger_of(target)
    with tempfile.TemporaryDirectory(prefix="formkit-") as folder:
        copy = Path(folder) / path.name
        if path.is_file():
            shutil.copyfile(path, copy)
        with Ledger(copy) as ledger:
            run = _Run(programme, Path(inbox), target, ledger, Wanted(fresh=fresh), Path(folder))
            entries, _ = take_entries(programme, ledger, target)
            orders = _orders(run, entries)
            gone = [parcel.name for parcel in ledger.parcels() if parcel.name not in run.contents]
    return Plan(len(run.contents), tuple(order.name for order in orders), tuple(gone), tuple(run.findings))


def refuse(register: Path) -> None:
    """Refuse a place for a register before anything is read.

    :raises UsageError: when it is a folder, lies in none, or is a file that is no register.
    """
    if register.is_dir():
        raise UsageError(f"“{register}”是文件夹，请写明文件名，如“{register / '汇总表.xlsx'}”。")
    ledger = ledger_of(register)
    if not register.absolute().parent.is_dir():
        raise UsageError(f"文件夹“{register.parent}”不存在，请先建立，或换一个位置。")
    if register.exists() and not ledger.exists():
        message = (
            f"“{register}”已存在，旁边没有它的台账“{ledger.name}”，未作改动；"
            "请把台账放回它旁边。要另起一份的，请换一个文件名。"
        )
        raise UsageError(message)


def _executor(programme: Programme, wanted: Wanted) -> tuple[Start, int]:
    if wanted.address:
        return cluster(wanted.address)
    return processes(wanted.jobs, begin, _name(programme))


def _name(programme: Programme) -> str:
    """Return by what another process, or computer, finds a programme."""
    return programme.name if programme.name in programme_names() else str(programme.folder.resolve())


@contextmanager
def _workspace(ledger: Path) -> Iterator[Path]:
    """Make a folder for what is unpacked; what a killed collection left there is removed."""
    name = hashlib.blake2b(str(ledger.resolve()).encode("utf-8", "surrogateescape"), digest_size=8)
    folder = Path(tempfile.gettempdir()) / f"formkit-collect-{name.hexdigest()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _orders(run: _Run, entries: Entries) -> list[Order]:
    """Note what lies in the inbox; return the packages whose content nobody has read yet."""
    beside = [run.register, run.ledger.path, run.ledger.path.with_name(f"{run.ledger.path.name}-journal")]
    beside += [path for path in run.inbox.glob("*.xlsx") if is_beside(path.name, run.register)]
    packages, said = packages_in(run.inbox, beside)
    settled, unclear = settled_slots(entries, run.programme.attachments)
    run.findings += [*said, *unclear]
    programme = print_of(run.programme)
    orders: list[Order] = []
    asked: set[str] = set()
    for package in packages:
        content = content_of(package)
        slots = tuple(sorted(settled.get(package.name, {}).items()))
        key = key_of(content, programme, slots)
        run.contents[package.name] = package, content, key
        if key in asked or (run.ledger.has_outcome(key) and not run.wanted.fresh):
            continue
        asked.add(key)
        path = str(package.path.resolve())
        orders.append(Order(path, package.name, _name(run.programme), slots, str(run.workspace)))
    return orders


def _read(run: _Run, orders: Sequence[Order], start: Start, at_once: int) -> None:
    """Read packages, and keep what comes of them about once a second."""
    if not orders:
        return
    waiting: list[tuple[str, Outcome]] = []
    since = time.monotonic()
    for done, (order, outcome) in enumerate(each(outcome_of, orders, start, at_once, lost_outcome), 1):
        waiting.append((run.contents[order.name][2], outcome))
        if time.monotonic() - since > COMMIT_SECONDS:
            _keep(run.ledger, waiting)
            since = time.monotonic()
        if run.wanted.told is not None:
            run.wanted.told(done, len(orders), order.name)
    _keep(run.ledger, waiting)


def _keep(ledger: Ledger, waiting: list[tuple[str, Outcome]]) -> None:
    with ledger.transaction():
        for key, outcome in waiting:
            ledger.put_outcome(key, outcome.sender, outcome.kept, outcome.prints)
    waiting.clear()


def _finish(run: _Run, read: int, entries: Entries, said: Sequence[Finding]) -> Collected:
    """Put packages to submissions and write the register, all in one transaction."""
    ledger = run.ledger
    with ledger.transaction():
        ledger.mark_absent()
        for name, (_, content, key) in run.contents.items():
            ledger.put_package(name, content.digest, key, content.modified)
        last = int(ledger.meta(LAST, "0"))
        groups = grouped(ledger.parcels(), entries, last)
        ledger.set_meta(LAST, str(max([last, *(group.number for group in groups if not group.told)])))
        asked = questions(groups, entries, _moved(groups, entries), _single(run.programme))
        for group in groups:
            for item in succession(group.number, group.parcels, entries).incoming:
                ledger.assign(item.name, group.number, item.use, item.said)
        registry = Registry(run.programme, ledger, entries)
        ledger.put_questions([*asked, *alike_questions(registry)])
        ledger.put_entries(entries)
        place = write_register(registry, run.register, run.workspace, inbox=run.inbox, seen=run.wanted.seen)
        ledger.drop_idle_outcomes()
        ledger.set_meta(INBOX, str(run.inbox.resolve()))
        ledger.set_meta(FINISHED, str(ledger.run))
    written = place()
    gone = sum(not parcel.is_present for parcel in ledger.parcels())
    findings = tuple(dict.fromkeys((*run.findings, *said, *written.findings)))
    return Collected(len(run.contents), read, gone, written, findings)


def _moved(groups: Sequence[Group], entries: Entries) -> Mapping[int, Carried]:
    """Take along what was written about submissions whose packages went into others."""
    alive = {group.number for group in groups}
    gone = {
        parcel.number: group.number
        for group in groups
        for parcel in group.parcels
        if parcel.number and parcel.number not in alive
    }
    packages = {parcel.name: group.number for group in groups for parcel in group.parcels}
    return moved(entries, gone, packages)


def _single(programme: Programme) -> set[str]:
    """Return the slots that take one document."""
    return {item.slot for item in programme.attachments if not item.many}
