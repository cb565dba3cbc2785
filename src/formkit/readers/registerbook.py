"""Read back what people typed into a register, by the ids and keys in its hidden cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from formkit.chinese.masking import masked
from formkit.entries import Entries
from formkit.finding import Finding, Severity
from formkit.readers.cellvalue import Entry, Target, read_cell
from formkit.readers.registersheet import Rows, SheetLeft, corner_of, plain_text, text_of
from formkit.readers.sheets import refuse
from formkit.readers.sheetstream import Stream, open_stream
from formkit.register_cells import (
    ADDED,
    EMPTIED,
    OWN,
    Column,
    Role,
    SheetPlan,
    fingerprint,
    fits,
    key_in,
)
from formkit.spot import Spot

MOST_TOLD: Final = 20
"""So many rows of a sheet that were not taken are told one by one."""

SHORTENED: Final = 30
TORN: Final = "与隐藏的编号对不上（可能只排序了一部分列，或改了灰色表头的列）"

ShownBefore = Callable[[int, str, str], Mapping[str, str]]
"""From collection, sheet of the entries and key to the fingerprints that a row showed, by column."""


@dataclass(slots=True)
class Read:
    """What a register holds of people: whose register it is and of which collection, and their entries.

    ``entries`` hold all that stands in the clerk's columns, and of answers those that differ from what was
    shown. ``added`` are by the ids of sheets the heads of columns that clerks added, ``seen`` the rows that
    were there: sheet of the entries and key. What is not in ``seen`` was deleted or never shown.
    """

    run: int = 0
    mark: str = ""
    entries: Entries = field(default_factory=Entries)
    added: dict[str, list[str]] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def read_register(path: Path, plans: Sequence[SheetPlan], shown: ShownBefore) -> Read:
    """Return what people typed into a register.

    ``shown`` tells what each row of that very register showed; where it gives nothing for a row, no answer
    of that row counts as corrected, and a finding says so once.

    :raises UnreadableFileError: when it is no register, is encrypted, damaged or too large.
    """
    read = Read()
    known = {plan.id: plan for plan in plans}
    with open_stream(path) as stream:
        _read_all(stream, known, read, shown)
    if not read.mark:
        refuse(path.name, "不是程序生成的汇总表，或隐藏的首行、首列被删去了。", "unsupported")
    return read


def _read_all(stream: Stream, known: Mapping[str, SheetPlan], read: Read, shown: ShownBefore) -> None:
    done: set[str] = set()
    is_strange = False
    for title in stream.titles:
        rows = stream.rows(title)
        corner = corner_of(rows)
        if corner is None:
            continue
        number, key, (mark, run, sheet), cells = corner
        if not read.mark:
            read.mark, read.run = mark, run
        if (mark, run) != (read.mark, read.run):
            read.findings.append(_about(title, f"工作表“{title}”来自另一次汇总，没有读取。"))
        elif sheet in done:
            read.findings.append(
                _about(title, f"工作表“{title}”是复制出来的，没有读取；请只在原工作表中填写。")
            )
        elif sheet in known and known[sheet].entries:
            ids = {column: text_of(entry) for column, entry in cells.items() if column != key}
            state = SheetLeft(title, known[sheet], number, key, ids)
            is_strange |= _Reading(state, read, shown).rows(rows)
        done.add(sheet)
    if is_strange:
        message = (
            "这份汇总表不是由这个台账生成的，表中改过的申报内容没有采用；请把汇总表与原来的台账放在一起。"
        )
        read.findings.append(Finding("register-ledger", Severity.WARNING, message))


def _about(title: str, message: str, code: str = "register-sheet", spot: Spot | None = None) -> Finding:
    return Finding(code, Severity.WARNING, message, None, spot or Spot(member=title))


class _Reading:
    """A sheet being read."""

    def __init__(self, state: SheetLeft, read: Read, shown: ShownBefore) -> None:
        self._state, self._read, self._shown = state, read, shown
        self._own: set[str] = set()
        self._strange = False
        self._places = {name: place for place, name in state.ids.items()}

    def rows(self, rows: Rows) -> bool:
        """Read the rows below the corner; whether the ledger does not know what one of them showed."""
        state = self._state
        for number, cells in rows:
            if number == state.row + 1:
                self._heads(cells)
                continue
            if not state.columns and not state.heads:
                self._heads({})
            self._row(number, cells)
        told, rest = state.untaken[:MOST_TOLD], len(state.untaken) - MOST_TOLD
        self._read.findings.extend(told)
        if rest > 0:
            message = f"工作表“{state.title}”还有 {rest} 行没有采用，情形相同。"
            self._read.findings.append(_about(state.title, message, "register-row"))
        return self._strange

    def _heads(self, cells: Mapping[int, Entry]) -> None:
        """Say what each column is: by its id, or where it has none by the head that a clerk gave it."""
        state = self._state
        state.heads = {column: text for column, entry in cells.items() if (text := text_of(entry))}
        known = {column.id: column for column in state.plan.columns}
        added: list[str] = []
        taken: set[str] = set()
        for place in sorted(state.ids.keys() | state.heads.keys()):
            name, head = state.ids.get(place, ""), state.heads.get(place, "")
            if place == state.key or not (name or head):
                continue
            if not name or name.startswith(ADDED):
                head = _single(" ".join((head or name.removeprefix(ADDED)).split()), added)
                added.append(head)
                state.columns[place] = Column(f"{ADDED}{head}", head, role=Role.CLERK)
            elif name in taken:
                message = f"工作表“{state.title}”的列“{head or name}”有两列，只读取了第一列；请删去复制的列。"
                self._read.findings.append(_about(state.title, message, "register-column"))
                state.columns[place] = Column(f"{OWN}{name}", head)
            else:
                state.columns[place] = known.get(name, Column(f"{OWN}{name}", head))
            taken.add(name)
        if added:
            self._read.added[state.plan.id] = added

    def _row(self, number: int, cells: Mapping[int, Entry]) -> None:
        state = self._state
        self._without_head(cells)
        key, proof = key_in(plain_text(cells.get(state.key)))
        typed = [place for place, column in state.columns.items() if self._is_typed(column, place, cells)]
        if not key:
            texts = [entry for place, entry in cells.items() if place != state.key and text_of(entry)]
            if texts:
                self._leave(number, texts, "不是汇总表原有的行")
        elif key.startswith(OWN):
            if typed:
                self._leave(number, [cells[place] for place in typed], "是程序写的说明行")
        elif key in self._own:
            self._leave(number, [cells[place] for place in typed], "是复制出来的行，与前面的一行重复")
        elif self._is_torn(proof, cells):
            self._leave(number, [cells[place] for place in typed], TORN, "请撤销排序或改动后再填")
        else:
            self._own.add(key)
            self._read.seen.add((state.plan.entries, key))
            for place in typed:
                self._typed(state.columns[place], key, cells[place])
            self._values(key, cells)

    @staticmethod
    def _is_typed(column: Column, place: int, cells: Mapping[int, Entry]) -> bool:
        return column.role is Role.CLERK and place in cells

    def _is_torn(self, proof: str, cells: Mapping[int, Entry]) -> bool:
        """Whether a key stands beside another row than its own; not to be told where a column was deleted."""
        places = [self._places.get(name) for name in self._state.plan.proof]
        if None in places:
            return False
        return not fits(proof, [plain_text(cells.get(place)) for place in places if place is not None])

    def _leave(
        self, number: int, entries: Sequence[Entry], why: str, advice: str = "请填到原有的行里"
    ) -> None:
        state = self._state
        text = "、".join(filter(None, (text_of(entry) for entry in entries)))
        said = f"，其中的“{masked(_shortened(text))}”没有采用" if text else "，没有采用"
        message = f"工作表“{state.title}”第 {number} 行{why}{said}；{advice}。"
        spot = Spot(member=state.title, row=number - 1)
        state.untaken.append(_about(state.title, message, "register-row", spot))

    def _without_head(self, cells: Mapping[int, Entry]) -> None:
        state = self._state
        for place, entry in cells.items():
            if place not in state.columns and place != state.key and text_of(entry):
                message = (
                    f"工作表“{state.title}” {entry.place} 所在的列没有表头，这一列没有采用；请补上表头。"
                )
                self._read.findings.append(_about(state.title, message, "register-column", entry.spot))
                state.columns[place] = Column(f"{OWN}?", "")

    def _typed(self, column: Column, key: str, entry: Entry) -> None:
        text, finding = read_cell(entry, Target(column.id, column.head))
        if finding is not None:
            self._read.findings.append(finding)
        self._read.entries.put(self._state.plan.entries, key, column.id, text.replace("\r\n", "\n"))

    def _values(self, key: str, cells: Mapping[int, Entry]) -> None:
        """Take the answers of a row that differ from those it showed."""
        sheet = self._state.plan.entries
        places = [place for place, column in self._state.columns.items() if column.role is Role.VALUE]
        if not places:
            return
        before = self._shown(self._read.run, sheet, key)
        if not before:
            self._strange = True
            return
        for place in places:
            column, entry = self._state.columns[place], cells.get(place)
            if column.id not in before:
                continue
            target = Target(column.id, column.head, column.kind)
            text, finding = ("", None) if entry is None else read_cell(entry, target)
            if finding is not None:
                self._read.findings.append(finding)
                if not text:
                    continue
            if fingerprint(text) != before[column.id]:
                self._read.entries.put(sheet, key, column.id, text.replace("\r\n", "\n").strip() or EMPTIED)


def _single(head: str, taken: Sequence[str]) -> str:
    """Return a head that is not among others yet."""
    count, single = 1, head
    while single in taken:
        count += 1
        single = f"{head}（{count}）"
    return single


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORTENED else f"{line[:SHORTENED]}…"
