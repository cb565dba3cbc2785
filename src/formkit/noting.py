"""What people wrote in a register about one submission, as values; what is not understood is a finding.

Everybody writes a day in his own way, and Excel makes a time of it. How a text is understood stands here and
nowhere else: at the counter, of reviews, of replies and of meetings.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple, TypeVar

from formkit import steps
from formkit.chinese.blanks import close_up, is_nothing, quote
from formkit.decisions import decision_of, row_key
from formkit.entries import (
    DECISIONS,
    FINDINGS,
    MEND,
    NO,
    PASSED,
    RECEIPTS,
    REFUSED,
    REPLIES,
    REVIEW,
    YES,
    Entries,
)
from formkit.errors import KindError
from formkit.finding import Finding, Severity
from formkit.kinds import KINDS
from formkit.programme import Programme
from formkit.subjects import subject_of

ADOPTED, REJECTED = "通过", "未通过"

TITLES: Final = {
    RECEIPTS: "收件登记",
    FINDINGS: "问题清单",
    REVIEW: "评审",
    REPLIES: "征求意见",
    DECISIONS: "审议公布",
}
"""What the sheets are called in which people write what is parsed here."""

HEADS: Final = {
    RECEIPTS: {
        "received": "收件日期",
        "emailed": "电邮日期",
        "copies": "份数",
        "by": "收件人",
    },
    REVIEW: {"date": "评审日期", "advised": "建议入选"},
    REPLIES: {"date": "回复日期", "opinion": "意见", "resolved": "异议处理情况"},
    DECISIONS: {
        "meeting": "局党委会审议日期",
        "outcome": "审议结果",
        "issued_number": "公布文号",
        "issued_date": "公布日期",
        "evaluated": "评估完成日期",
        "grade": "评估等次",
        "recommended": "推荐市级",
        "rectify_by": "整改期限",
        "reexamined": "整改复评",
    },
}
"""What their columns are called; a test holds them against the register."""

_TIME: Final = re.compile(
    r"(?<=[0-9日号])(?:T|\s+)[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2}(?:\.[0-9]+)?)?Z?\s*\Z"
)
_YEARS: Final = range(1900, 2200)
_COPIES: Final = ("份",)
_MOST_DIGITS: Final = 4
_UNSETTLED: Final = ("未", "尚未", "没有", "还没", "正在", "待")

Value = TypeVar("Value")


def day_of(text: str) -> dt.date | None:
    """Return the day that a text writes, with or without a time after it; None for ``无`` and the like.

    A day without its year is not guessed.

    >>> day_of("2025-07-30"), day_of("2025年7月30日") == day_of("2025.7.30") == day_of("2025-07-30T00:00:00")
    (datetime.date(2025, 7, 30), True)
    >>> day_of("7月30日")
    Traceback (most recent call last):
    formkit.errors.KindError: “7月30日”不是日期，请写成 2025年3月8日（年份写四位）

    :raises KindError: saying how to write it.
    """
    found = KINDS["date"].parse(_TIME.sub("", text))
    if found is None:
        return None
    day = dt.date.fromisoformat(str(found))
    if day.year not in _YEARS:
        message = f"{quote(text)}的年份像是写错了，请写成 2025年3月8日（年份写四位）"
        raise KindError(message)
    return day


def copies_of(text: str) -> int | None:
    """Return a number of copies; None for ``无`` and the like.

    >>> copies_of("2"), copies_of("2份"), copies_of("一式两份")
    (2, 2, 2)

    :raises KindError: saying how to write it.
    """
    found = KINDS["number"].parse(close_up(text).removeprefix("一式"), _COPIES)
    if found is None:
        return None
    number = str(found)
    if not number.isdecimal() or len(number) > _MOST_DIGITS:
        message = f"{quote(text)}不是份数，请只写一个整数，如 2"
        raise KindError(message)
    return int(number)


def choice_of(text: str, options: tuple[str, ...]) -> str:
    """Return which of the options a text says, "" for ``无`` and the like.

    >>> choice_of("未通过。", ("通过", "未通过")), choice_of("☑是 □否", ("是", "否"))
    ('未通过', '是')

    :raises KindError: naming the options.
    """
    closed = close_up(text).rstrip("。.")
    if closed in options:
        return closed
    try:
        found = KINDS["choice_one"].parse(text, options)
    except KindError:  # it speaks of boxes to be ticked, as a form has them
        message = f"{quote(text)}不是其中一项，请从中选一项：{'、'.join(options)}"
        raise KindError(message) from None
    return "" if found is None else str(found)


class Reply(NamedTuple):
    """What a department wrote about a submission; ``is_clear`` where its opinion is no objection."""

    department: str
    date: dt.date | None = None
    opinion: str = ""
    resolved: str = ""
    is_clear: bool = False

    @property
    def given(self) -> bool:
        """Whether it has come: a day and an opinion are noted."""
        return self.date is not None and bool(self.opinion)

    @property
    def begun(self) -> bool:
        """Whether anything of it is noted."""
        return self.date is not None or bool(self.opinion)

    @property
    def objects(self) -> bool:
        """Whether it objects, and nothing says how that ended: what is 未了结 has not."""
        closed = close_up(self.resolved)
        settled = not is_nothing(closed) and closed != NO and not closed.startswith(_UNSETTLED)
        return bool(self.opinion) and not self.is_clear and not settled


class Noted(NamedTuple):
    """All that was written about a submission after it came, in the order in which it happens.

    None and "" are what was not written, or not understood.
    """

    reviewed: dt.date | None = None
    advised: str = ""
    replies: tuple[Reply, ...] = ()
    meeting: dt.date | None = None
    outcome: str = ""
    issued_number: str = ""
    issued_date: dt.date | None = None
    evaluated: dt.date | None = None
    grade: str = ""
    recommended: str = ""
    rectify_by: dt.date | None = None
    reexamined: str = ""


def noted_of(programme: Programme, entries: Entries, number: int) -> tuple[Noted, list[Finding]]:
    """Return what was written about a submission, and a finding for each text that is not understood."""
    reader = _Reader(entries)
    key = str(number)
    replies = [_reply(programme, reader, number, name) for name in programme.register.departments]
    noted = Noted(
        reader.day(REVIEW, key, "date"),
        reader.choice(REVIEW, key, "advised", (YES, NO)),
        tuple(replies),
        reader.day(DECISIONS, key, "meeting"),
        reader.choice(DECISIONS, key, "outcome", (ADOPTED, REJECTED)),
        reader.text(DECISIONS, key, "issued_number"),
        reader.day(DECISIONS, key, "issued_date"),
        reader.day(DECISIONS, key, "evaluated"),
        reader.choice(DECISIONS, key, "grade", steps.grades_of(programme)),
        reader.choice(DECISIONS, key, "recommended", (YES, NO)),
        reader.day(DECISIONS, key, "rectify_by"),
        reader.choice(DECISIONS, key, "reexamined", steps.reexaminations_of(programme)),
    )
    return noted, reader.findings


def _reply(programme: Programme, reader: _Reader, number: int, department: str) -> Reply:
    key = f"{number}/{department}"
    opinions = steps.opinions_of(programme)
    opinion = reader.choice(REPLIES, key, "opinion", opinions.offered)
    day, resolved = reader.day(REPLIES, key, "date"), reader.text(REPLIES, key, "resolved")
    return Reply(department, day, opinion, resolved, opinion in opinions.clear)


def unclear_decisions(
    programme: Programme, entries: Entries, number: int, findings: Iterable[Finding]
) -> Iterator[Finding]:
    """Yield a finding for each decision about a finding that is none of those which may be taken."""
    for finding in findings:
        text = entries.text(FINDINGS, row_key(number, finding), "decision")
        if text.strip() and not decision_of(entries, number, finding).what:
            name = subject_of(programme, finding)
            message = (
                f"“{TITLES[FINDINGS]}”中“{name}”的处置{quote(text)}无法识别，按未处理算；"
                f"请从中选一项：{PASSED}、{MEND}、{REFUSED}。"
            )
            yield Finding("register-entry", Severity.WARNING, message, finding.field)


class _Reader:
    """Reads entries; keeps what is to be said about those that are not understood."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self.findings: list[Finding] = []

    def text(self, sheet: str, key: str, column: str) -> str:
        text = " ".join(self._entries.text(sheet, key, column).split())
        return "" if is_nothing(close_up(text)) else text

    def day(self, sheet: str, key: str, column: str) -> dt.date | None:
        return self._read(sheet, key, column, day_of, None)

    def choice(self, sheet: str, key: str, column: str, options: tuple[str, ...]) -> str:
        return self._read(sheet, key, column, lambda text: choice_of(text, options), "")

    def _read(self, sheet: str, key: str, column: str, read: Callable[[str], Value], nothing: Value) -> Value:
        try:
            return read(self._entries.text(sheet, key, column))
        except KindError as problem:
            _, _, row = key.partition("/")
            place = f"“{TITLES[sheet]}”{f'（{row}）' if row else ''}的“{HEADS[sheet][column]}”"
            message = f"{place}无法识别，按未登记处理：{problem}。"
            self.findings.append(Finding("register-entry", Severity.WARNING, message))
            return nothing
