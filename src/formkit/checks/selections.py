"""Whether a list of results came about as the notice says: reviewed, inquired about, settled, and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.answer import Answer
from formkit.chinese.folding import fold
from formkit.chinese.numerals import spell
from formkit.finding import Finding, Severity
from formkit.judging import Asked, listed

WHOLE_LIST = ""


def each_filled(asked: Asked) -> Iterator[Finding]:
    """Yield a finding, with what ``message`` says, for each of ``names`` whose ``column`` is empty."""
    for name, row in _named(asked):
        answer = row.get(asked.text("column").partition("[].")[2])
        if answer is not None and not answer.given:
            yield asked.say(f"“{name}”没有“{answer.label}”。{asked.text('message')}", answer)


def text_among(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where the answer ``field`` is none of ``texts``; white space and width do not count."""
    answer, texts = asked.answer(asked.text("field")), asked.texts("texts")
    if answer is not None and answer.given and fold(answer.text) not in set(map(fold, texts)):
        yield asked.say(f"“{answer.label}”写的是“{answer.text}”，应为{listed(texts)}；请改正。", answer)


def replies_complete(asked: Asked) -> Iterator[Finding]:
    """Yield a finding for each of ``names`` about whom a department has not replied, or objects still.

    A reply is a row with its ``department``, ``date`` and ``opinion``; one that says ``about`` nobody is
    about the whole list. An opinion that is not ``clear`` objects, until ``resolved`` says how that ended.
    """
    replies = _replies(asked)
    if replies is None:
        return
    subjects = {fold(name): name for name, _ in _named(asked)}
    yield from _strangers(asked, replies, set(subjects))
    for name, shown in subjects.items():
        found = [row for row, about in replies if about in {name, WHOLE_LIST}]
        for department in asked.texts("departments"):
            answered = (row for row in found if row["date"].given and row["opinion"].given)
            if not any(department in row["department"].text for row in answered):
                yield asked.say(f"“{shown}”没有{department}部门的回复；请等回复齐全后再发文。")
        for row in found:
            if _is_open(row, asked.texts("clear")):
                by = row["department"].text or "有部门"
                message = f"{by}对“{shown}”有异议，尚未了结；请先核实处理，或移出名单。"
                yield asked.say(message, row["opinion"])


def _is_open(row: dict[str, Answer], clear: tuple[str, ...]) -> bool:
    """Whether a reply objects and nothing says how that ended."""
    opinion = row["opinion"]
    objects = (opinion.given or opinion.unreadable) and opinion.text not in clear
    return objects and not ("resolved" in row and row["resolved"].given)


def _strangers(
    asked: Asked, replies: list[tuple[dict[str, Answer], str]], subjects: set[str]
) -> Iterator[Finding]:
    for row, about in replies:
        if about != WHOLE_LIST and about not in subjects:
            message = (
                f"“{row['about'].label}”写的“{row['about'].text}”不在名单中；请核对姓名，全部对象可以留空。"
            )
            yield asked.say(message, row["about"])


def _replies(asked: Asked) -> list[tuple[dict[str, Answer], str]] | None:
    """Return each reply by what its columns mean, with the name that it is about."""
    columns = {
        role: path.partition("[].")[2]
        for role in ("department", "opinion", "date", "about", "resolved")
        if (path := asked.text(role))
    }
    rows = asked.rows(asked.text("department").partition("[].")[0])
    if rows is None:
        return None
    meant = [{role: row[column] for role, column in columns.items() if column in row} for row in rows]
    return [(row, fold(row["about"].text) if "about" in row else WHOLE_LIST) for row in meant]


def rows_ruled(asked: Asked) -> Iterator[Finding]:
    """Yield a finding for each of ``names`` whose ``when`` is one of ``values`` and that breaks what follows.

    What follows: ``filled`` is filled, ``empty`` is empty, ``column`` is one of ``among``.
    """
    columns = {key: asked.text(key).partition("[].")[2] for key in ("when", "filled", "empty", "column")}
    for name, row in _named(asked):
        when = row.get(columns["when"])
        if when is None or when.text not in asked.texts("values"):
            continue
        filled, empty, other = (row.get(columns[key]) for key in ("filled", "empty", "column"))
        wrong = (
            (filled is not None and not filled.given)
            or (empty is not None and empty.given)
            or (other is not None and other.given and other.text not in asked.texts("among"))
        )
        if wrong:
            yield asked.say(f"“{name}”：{asked.text('message')}", when)


def _named(asked: Asked) -> Iterator[tuple[str, dict[str, Answer]]]:
    """Yield each row of the group of ``names`` with the name in it."""
    group, _, column = asked.text("names").partition("[].")
    for number, row in enumerate(asked.rows(group) or (), 1):
        name = row[column].text if column in row else ""
        yield name or f"第 {number} 行", row


def years_apart(asked: Asked) -> Iterator[Finding]:
    """Yield a warning where ``last`` is less than ``years`` after ``first``: a period is what is usual."""
    first, last = asked.answer(asked.text("first")), asked.answer(asked.text("last"))
    years = asked.number("years")
    if first is None or last is None or first.days is None or last.days is None or years is None:
        return
    start, end = first.days[0], last.days[1]
    if (end.year - start.year, end.month, end.day) < (years, start.month, start.day):
        message = f"“{last.label}”距“{first.label}”不到{spell(years)}年；请核对是否到了评估的时间。"
        yield asked.say(message, last, first, most=Severity.WARNING)
