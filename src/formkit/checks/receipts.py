"""Whether what the counter noted keeps the notice: the last day, the mailbox, the number of copies.

``7月31日前`` may or may not include that day; the programme says which reading is used, and every finding
names it. What was not noted is never guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from formkit.finding import Finding, Severity
from formkit.judging import Asked
from formkit.rulewording import shown

DAY = dt.timedelta(days=1)


def received_by(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where the papers came after the last day, a note where they came on the day itself."""
    yield from _in_time(asked, asked.submission.receipt.received, "收到纸质材料的日期")


def emailed_by(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where the e-mail came after the last day, or the papers are noted and no e-mail is."""
    receipt = asked.submission.receipt
    if receipt.received is not None and receipt.emailed is None:
        message = f"没有登记收到电子文档的日期；请确认是否已发至 {asked.text('mailbox')}。"
        yield asked.say(message, most=Severity.NOTE)
    yield from _in_time(asked, receipt.emailed, f"{asked.text('mailbox')} 收到电子文档的日期")


def lapsed_after(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where the papers came after the last day: what follows from it."""
    received, last = asked.submission.receipt.received, _last_day(asked)
    if received is not None and last is not None and received > last:
        message = (
            f"{shown(received)}才收到纸质材料，最后一日是{shown(last)}（{_reading(asked)}）；"
            "按本条视为放弃申报，请经办人核实收件日期后告知申报单位。"
        )
        yield asked.say(message)


def copies_equal(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where fewer copies came than ``copies``, a note where more did."""
    given, wanted = asked.submission.receipt.copies, asked.number("copies")
    if given is None or wanted is None or given == wanted:
        return
    if given < wanted:
        yield asked.say(f"收到 {given} 份，要求一式 {wanted} 份；请补交 {wanted - given} 份。")
    else:
        yield asked.say(f"收到 {given} 份，要求一式 {wanted} 份；多出的可以退回。", most=Severity.NOTE)


def date_by(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where the day in ``field`` is after the last day."""
    answer, last = asked.answer(asked.text("field")), _last_day(asked)
    if answer is None or last is None or answer.days is None:
        return
    if answer.days[0] > last:
        message = (
            f"“{answer.label}”是{shown(answer.days[0])}，晚于最后一日{shown(last)}"
            f"（{_reading(asked)}）；请核对。"
        )
        yield asked.say(message, answer)


def _in_time(asked: Asked, day: dt.date | None, what: str) -> Iterator[Finding]:
    deadline, last = asked.day("deadline"), _last_day(asked)
    if day is None or deadline is None or last is None:
        return
    if day > last:
        message = f"{what}是{shown(day)}，晚于最后一日{shown(last)}（{_reading(asked)}）；请核实日期。"
        yield asked.say(message)
    elif day == deadline:
        yield asked.say(f"{what}就是{shown(day)}，算作按时（{_reading(asked)}）。", most=Severity.NOTE)


def _last_day(asked: Asked) -> dt.date | None:
    deadline = asked.day("deadline")
    if deadline is None or asked.flag("deadline_included") or deadline == dt.date.min:
        return deadline
    return deadline - DAY


def _reading(asked: Asked) -> str:
    whether = "含当日" if asked.flag("deadline_included") else "不含当日"
    return f"“{shown(asked.rule.parameters['deadline'], '月日')}前”按{whether}计"
