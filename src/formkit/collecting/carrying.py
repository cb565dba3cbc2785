"""What people wrote in a register, carried over to the next one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from formkit.entries import MATERIALS, RECEIPTS, Entries
from formkit.finding import Finding, Severity
from formkit.programme import Attachment
from formkit.sorting.settling import IGNORED, slot_named

Place = tuple[str, str]
"""A row: its sheet and its key."""


class Carried(NamedTuple):
    """What came to a submission: how many entries; and those that differ from what was there."""

    moved: int = 0
    left: tuple[str, ...] = ()


BY_PACKAGE: Final = frozenset((RECEIPTS,))
"""Sheets whose rows are not known by the number of a submission."""


def carried(
    old: Entries, read: Entries, seen: Iterable[Place], columns: Mapping[str, Sequence[str]]
) -> Entries:
    """Return what stands after a register was read: ``columns`` are by sheet those that people type into.

    In a row that was ``seen`` what is typed counts and what was taken away is gone; corrected answers stay
    until another text stands there. Rows that are not in the register any more keep what they had.
    """
    found = Entries()
    for sheet, key, column, text in old.every():
        found.put(sheet, key, column, text)
    for sheet, key in seen:
        typed = read.row(sheet, key)
        known = [column for column in found.row(sheet, key) if column.startswith("+")]
        for column in (*columns.get(sheet, ()), *known):
            found.put(sheet, key, column, typed.get(column, ""))
    for sheet, key, column, text in read.every():
        found.put(sheet, key, column, text)
    return found


def settled_slots(
    entries: Entries, attachments: Sequence[Attachment]
) -> tuple[dict[str, dict[str, str | None]], list[Finding]]:
    """Return by package the slots that a clerk settled for its files, and what is unclear.

    None stands for a file that is set aside.
    """
    found: dict[str, dict[str, str | None]] = {}
    findings: list[Finding] = []
    for key, row in entries.sheets.get(MATERIALS, {}).items():
        text = row.get("slot", "").strip()
        _, _, rest = key.partition("/")
        package, _, name = rest.partition("/")
        if not text or not name:
            continue
        slot = slot_named(text, attachments)
        if slot is None:
            message = (
                f"材料清单“{name}”的归类“{text}”不是材料编号，没有采用；请从下拉列表中选，或写“{IGNORED}”。"
            )
            findings.append(Finding("register-entry", Severity.WARNING, message))
        else:
            found.setdefault(package, {})[name] = slot or None
    return found, findings


def moved(
    entries: Entries, numbers: Mapping[int, int], packages: Mapping[str, int] | None = None
) -> dict[int, Carried]:
    """Move what was written about submissions that went into others; return what came to each.

    ``numbers`` are the new ones by the old. What is written there already stays. What was written about the
    files of a package goes where the package is: ``packages`` are the numbers by name.
    """
    _follow(entries, packages or {})
    found: dict[int, Carried] = {}
    for sheet, key, column, text in list(entries.every()):
        number, slash, rest = key.partition("/")
        if sheet in BY_PACKAGE or not number.isdecimal() or int(number) not in numbers:
            continue
        new = numbers[int(number)]
        entries.put(sheet, key, column, "")
        place = f"{new}{slash}{rest}"
        there = entries.text(sheet, place, column)
        count, left = found.get(new, Carried())
        if not there:
            entries.put(sheet, place, column, text)
            found[new] = Carried(count + 1, left)
        elif there.split() != text.split():
            found[new] = Carried(count, (*left, text))
    return found


def _follow(entries: Entries, packages: Mapping[str, int]) -> None:
    """Put what was settled about files to the submission to which their package belongs now."""
    for key, row in list(entries.sheets.get(MATERIALS, {}).items()):
        number, _, rest = key.partition("/")
        now = packages.get(rest.partition("/")[0])
        if now is None or number == str(now):
            continue
        for column, text in list(row.items()):
            entries.put(MATERIALS, key, column, "")
            if not entries.text(MATERIALS, f"{now}/{rest}", column):
                entries.put(MATERIALS, f"{now}/{rest}", column, text)
