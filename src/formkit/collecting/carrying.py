"""What people wrote in a register, carried over to the next one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from formkit.entries import MATERIALS, RECEIPTS, Entries
from formkit.finding import Finding, Severity
from formkit.programme import Attachment
from formkit.sorting.settling import IGNORED, slot_named

Place = tuple[str, str]
"""A row: its sheet and its key."""

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


def moved(entries: Entries, numbers: Mapping[int, int]) -> dict[int, int]:
    """Move what was written about submissions that went into others; return how much came to each.

    ``numbers`` are the new ones by the old. What is written there already stays.
    """
    counts: dict[int, int] = {}
    for sheet, key, column, text in list(entries.every()):
        number, slash, rest = key.partition("/")
        if sheet in BY_PACKAGE or not number.isdecimal() or int(number) not in numbers:
            continue
        new = numbers[int(number)]
        entries.put(sheet, key, column, "")
        place = f"{new}{slash}{rest}"
        if not entries.text(sheet, place, column):
            entries.put(sheet, place, column, text)
            counts[new] = counts.get(new, 0) + 1
    return counts
