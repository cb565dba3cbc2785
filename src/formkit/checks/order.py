"""Whether dates run forward: of a process, of a life, of the rows of a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from formkit.answer import Answer, days_of
from formkit.finding import Finding, Severity
from formkit.judging import Asked
from formkit.rulewording import shown

Days = tuple[dt.date, dt.date]


def dates_in_order(asked: Asked) -> Iterator[Finding]:
    """Yield a finding for each pair of a chain whose second date is surely before its first.

    With ``received`` each chain ends with the day of receipt. Dates that are missing are left out.
    """
    received = asked.submission.receipt.received if asked.flag("received") else None
    for chain in asked.lists("chains"):
        dated: list[tuple[Answer, str, Days]] = []
        for path in chain:
            dated += _dated(asked, path)
        if received is not None and dated:
            dated.append((dated[-1][0], "收件日期", (received, received)))
        for (before, name, (first, _)), (after, other, (_, last)) in pairwise(dated):
            if last < first:
                message = f"{other}（{_said(last, after)}）早于{name}（{_said(first, before)}）；请核对先后。"
                yield asked.say(message, after, before)


def _dated(asked: Asked, path: str) -> list[tuple[Answer, str, Days]]:
    """Return the date of a field; of a column ``group[].name`` the earliest and the latest, as one span."""
    column = "[]." in path
    answers = (asked.column(path) or []) if column else [asked.answer(path)]
    dated = [(one, one.days) for one in answers if one is not None and one.days is not None]
    if not dated:
        return []
    if not column:
        return [(answer, f"“{_place(asked, path)}”", days) for answer, days in dated]
    ends = (min(dated, key=lambda one: one[1][1]), max(dated, key=lambda one: one[1][0]))
    return [(answer, f"“{answer.label}”", days) for answer, days in ends]


def _said(day: dt.date, answer: Answer) -> str:
    days = answer.days
    month = days is not None and days[0] != days[1] and day in days
    return f"{day.year}年{day.month}月" if month else shown(day)


def _place(asked: Asked, path: str) -> str:
    """Return the label of a field; where it says no more than 年月日, with the heading it stands under."""
    for form in asked.programme.forms.values():
        for item in form.fields:
            if item.path == path:
                return f"{item.block}的日期" if item.label == "年月日" and item.block else item.label
    return path


def periods_forward(asked: Asked) -> Iterator[Finding]:
    """Yield a finding for each period of ``columns`` that ends before it begins."""
    for path in asked.texts("columns"):
        for answer in asked.column(path) or []:
            span = _span(answer)
            if span is not None and span[1] is not None and span[1] < span[0]:
                start, end = (f"{day.year}.{day.month:02d}" for day in (span[0], span[1]))
                yield asked.say(f"“{answer.label}”从 {start} 到 {end}，止早于起；请核对。", answer)


def no_gaps(asked: Asked) -> Iterator[Finding]:
    """Yield a warning for each gap of more than ``months`` in ``column``, and where none goes on until now.

    Where a period was not understood nothing is said about gaps, for it may fill one.
    """
    answers = asked.column(asked.text("column"))
    months = asked.number("months")
    if not answers or months is None or any(not answer.given for answer in answers):
        return
    spans = sorted(
        ((answer, span) for answer in answers if (span := _span(answer)) is not None),
        key=lambda one: one[1][0],
    )
    if len(spans) < len(answers):
        return
    reached: dt.date | None = dt.date.min
    for answer, (start, end) in spans:
        if reached is None:
            break
        gap = (start.year - reached.year) * 12 + start.month - reached.month - 1
        if reached != dt.date.min and gap > months:
            message = (
                f"“{answer.label}”之前有 {gap} 个月没有填写（{reached.year}.{reached.month:02d} 至 "
                f"{start.year}.{start.month:02d}）；请补填，或说明这段时间的情况。"
            )
            yield asked.say(message, answer, most=Severity.WARNING)
        reached = None if end is None else max(reached, end)
    if asked.flag("until_now") and reached is not None:
        answer = spans[-1][0]
        message = f"“{answer.label}”不到“至今”，请补填到现在，或核对最后一段的止时间。"
        yield asked.say(message, answer, most=Severity.WARNING)


def _span(answer: Answer) -> tuple[dt.date, dt.date | None] | None:
    """Return a period's first month and its last, None for one that goes on; None where it is no period."""
    start, slash, end = answer.text.partition("/")
    first, last = days_of(start), days_of(end)
    if first is None or not slash or (last is None and end != ".."):
        return None
    return first[0], None if last is None else last[0]
