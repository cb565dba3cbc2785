"""Read the workbook in which an expert scored, as Excel, WPS or LibreOffice saved it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NoReturn

from formkit.chinese.blanks import close_up, is_nothing, quote
from formkit.errors import UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.points import RECUSED, points_of, recusal_of, shown
from formkit.readers.cellvalue import Entry, Target, read_cell
from formkit.readers.sheets import OLE2, ZIP, Sheet, open_sheets
from formkit.score_layout import HEAD, NOTE, NUMBER, Item, expert_of, item_of, mark_of

MAX_BYTES: Final = 20 * 1024 * 1024
YES: Final = "是"
WHAT_TO_DO: Final = "请使用发给评委的打分表原件填写，不要另建表格，也不要把内容复制到别的文件里"

_WHOLE: Final = re.compile(r"([0-9]{1,9})(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class ScoreFile:
    """What one expert's file says.

    ``scores`` has the text of each item that was filled, or of :data:`RECUSED`, by number: points in plain
    digits where they are clear, else as typed. ``notes`` are remarks by number, ``numbers`` all submissions
    that the sheet lists, ``name`` is that of the file.
    """

    expert: str
    mark: str
    scores: Mapping[int, Mapping[str, str]]
    findings: tuple[Finding, ...] = ()
    name: str = ""
    notes: Mapping[int, str] = field(default_factory=dict)
    numbers: tuple[int, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether the expert has not entered anything."""
        return not self.scores and not self.notes


def read_scores(path: Path) -> ScoreFile:
    """Return what an expert's file says.

    :raises UnreadableFileError: when it is no workbook, is damaged, or none that ``scoring_workbook`` made.
    """
    name = path.name
    data = _bytes_of(path)
    if not data.startswith((ZIP, OLE2)):
        _refuse(name, f"不是 Excel 工作簿（.xlsx）；{WHAT_TO_DO}。", "unsupported" if data else "empty")
    tables = [table for sheet in open_sheets(data, name) if (table := _table(sheet, name)) is not None]
    if not tables:
        _refuse(name, f"不是本系统发出的打分表（表内的标记不见了）；{WHAT_TO_DO}。", "unsupported")
    files = [table.read() for table in tables]
    filled = [file for file in files if not file.is_blank] or files
    chosen, *others = filled
    if any(other.scores != chosen.scores for other in others):
        message = (
            f"“{name}”里有 {len(filled)} 个填了分数的打分表，内容不同，只读了第一个；请核对后删去多余的。"
        )
        twice = Finding("score-twice", Severity.ERROR, message)
        return replace(chosen, findings=(*chosen.findings, twice))
    return chosen


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            _refuse(path.name, f"超过 {MAX_BYTES // 1024 // 1024} MB，不予读取；{WHAT_TO_DO}。", "too-large")
        return path.read_bytes()
    except FileNotFoundError:
        _refuse(path.name, "找不到这个文件，请检查文件名。", "not-found")
    except OSError as problem:
        _refuse(path.name, f"无法打开：{problem.strerror or problem}。", "not-readable")


def _refuse(name: str, sentence: str, code: str) -> NoReturn:
    message = f"“{name}”：{sentence}"
    raise UnreadableFileError(message, code) from None


def _table(sheet: Sheet, name: str) -> _Table | None:
    """Return the table of a sheet that has a marker, wherever rows or columns put before it have moved it."""
    for row, cells in sheet.rows.items():
        for column in cells:
            mark = mark_of(sheet.text(row, column))
            if mark is not None:
                return _Table(sheet, name, mark, row, column)
    return None


class _Table:
    """One sheet of scores: what its hidden row and column say, and what was typed."""

    def __init__(self, sheet: Sheet, name: str, mark: str, key_row: int, key_column: int) -> None:
        self.sheet, self.name, self.mark, self.key_column = sheet, name, mark, key_column
        self.items: dict[int, Item] = {}
        self.columns: dict[str, int] = {}
        self.expert = ""
        for column in sheet.rows[key_row]:
            key = sheet.text(key_row, column)
            item = item_of(key)
            if item is not None:
                self.items[column] = item
            self.expert = self.expert or (expert_of(key) or "").strip()
            self.columns.setdefault(key, column)
        if not self.expert or not self.items:
            _refuse(name, f"打分表的隐藏行被改动，认不出评委或评分项目；{WHAT_TO_DO}。", "damaged")
        heads = [row for row in sheet.rows if sheet.text(row, key_column) == HEAD]
        self.first = max(heads, default=key_row) + 1
        self.findings: list[Finding] = []

    def read(self) -> ScoreFile:
        """Return what was typed, row by row."""
        scores: dict[int, Mapping[str, str]] = {}
        notes: dict[int, str] = {}
        numbers: dict[int, None] = {}
        for row in [row for row in self.sheet.rows if row >= self.first]:
            number = self._number(row)
            if number is None:
                continue
            given, note = self._scores(row, number), self._note(row)
            if number in numbers and (given or note) and (scores.get(number) or notes.get(number)):
                if given != scores.get(number, {}):
                    message = f"{self._who(number)}有两行，分数不同，只用了上面一行；请核对后删去多余的。"
                    self.findings.append(Finding("score-twice", Severity.ERROR, message))
                continue
            numbers[number] = None
            if given:
                scores[number] = given
            if note:
                notes[number] = note
        return ScoreFile(
            self.expert, self.mark, scores, tuple(self.findings), self.name, notes, tuple(numbers)
        )

    def _who(self, number: int) -> str:
        return f"评委{quote(self.expert)}的打分表，编号 {number} "

    def _text(self, row: int, key: str) -> str:
        column = self.columns.get(key)
        return "" if column is None else self.sheet.text(row, column)

    def _number(self, row: int) -> int | None:
        """Return the submission that a row is of; where what is hidden and what is seen differ, nobody's."""
        hidden = _whole(self.sheet.text(row, self.key_column))
        seen = _whole(self._text(row, NUMBER))
        if hidden is not None and seen in {None, hidden}:
            return hidden
        places = {*self.items, self.columns.get(RECUSED), self.columns.get(NOTE)}
        typed = [entry for column, entry in self.sheet.rows[row].items() if column in places]
        if typed:
            why = (
                "不属于任何编号"
                if hidden is None
                else f"显示的编号是 {seen}，原来的是 {hidden}，可能只排序了一部分列"
            )
            message = (
                f"评委{quote(self.expert)}的打分表第 {row} 行{why}，这一行没有读取；"
                "请在原来的打分表上填写，不要增加行，也不要只移动一部分列。"
            )
            self.findings.append(Finding("score-row", Severity.ERROR, message, None, typed[0].spot))
        return None

    def _scores(self, row: int, number: int) -> dict[str, str]:
        """Return the points of a row, or that the expert stands aside, which beats them."""
        entries, recused = self.sheet.rows[row], self._recusal(row, number)
        cells = [(item, entry) for column, item in self.items.items() if (entry := entries.get(column))]
        if recused:
            typed = [item.name for item, entry in cells if not is_nothing(close_up(str(entry.value)))]
            if typed:
                names = "、".join(map(quote, typed))
                message = f"{self._who(number)}选了回避，又给{names}打了分；按回避处理，请向评委核实。"
                self.findings.append(
                    Finding("score-recused", Severity.WARNING, message, None, cells[0][1].spot)
                )
            return {RECUSED: recused}
        given = {item.name: self._points(entry, number, item) for item, entry in cells}
        return {name: text for name, text in given.items() if text}

    def _recusal(self, row: int, number: int) -> str:
        column = self.columns.get(RECUSED)
        entry = None if column is None else self.sheet.rows[row].get(column)
        if entry is None:
            return ""
        text, finding = read_cell(entry, Target("", f"评委{self.expert}编号 {number} 的回避"))
        if finding is not None:
            self.findings.append(finding)
        recusal = recusal_of(text)
        if recusal is None:
            message = f"{self._who(number)}的“回避”一栏写的是{quote(text)}，按回避处理；请向评委核实。"
            self.findings.append(Finding("score-unknown", Severity.WARNING, message, None, entry.spot))
        return text.strip() if recusal is None else YES if recusal else ""

    def _points(self, entry: Entry, number: int, item: Item) -> str:
        """Return points in plain digits, or what was typed where it is not clear; say what is wrong."""
        text, finding = read_cell(entry, Target("", f"评委{self.expert}编号 {number} 的{item.name}"))
        if finding is not None:
            self.findings.append(finding)
        if not text:
            return ""
        points = points_of(text)
        self.findings.extend(self._judged(entry, number, item, text))
        return text.strip() if points is None else shown(points)

    def _judged(self, entry: Entry, number: int, item: Item, text: str) -> Iterator[Finding]:
        points, who = points_of(text), f"{self._who(number)}的{quote(item.name)}"
        if points is None:
            message = f"{who}写的是{quote(text)}，不是确定的分数；请改成 0 到 {item.points} 之间的数。"
            yield Finding("score-unknown", Severity.WARNING, message, None, entry.spot)
        elif not 0 <= points <= item.points:
            message = f"{who}是 {shown(points)} 分，应在 0 到 {item.points} 分之间；请向评委核实。"
            yield Finding("score-out-of-bounds", Severity.WARNING, message, None, entry.spot)
        elif points != round(points, 1):
            message = f"{who}是 {shown(points)} 分，打分表要求最多保留一位小数；仍按原数计算。"
            yield Finding("score-precise", Severity.NOTE, message, None, entry.spot)

    def _note(self, row: int) -> str:
        return self._text(row, NOTE).strip()


def _whole(text: str) -> int | None:
    match = _WHOLE.fullmatch(close_up(text))
    return None if match is None else int(match[1])
