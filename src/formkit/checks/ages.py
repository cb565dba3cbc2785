"""Whether somebody is within an age at a day, by both readings of 不超过55周岁.

By the one, who is 55 passes until the day before the 56th birthday: 周岁 are whole years. By the other,
nobody passes after the 55th birthday. A birthday on 29 February falls on 1 March in common years.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import IntEnum

from formkit.answer import Answer, days_of
from formkit.finding import Finding, Severity
from formkit.judging import Asked
from formkit.kinds.resident_id import birth_date
from formkit.rulewording import shown


class Zone(IntEnum):
    """How an age stands to its bound: within by both readings, between them, beyond both."""

    WITHIN = 0
    BETWEEN = 1
    BEYOND = 2


def age_at(birth: dt.date, on: dt.date) -> int:
    """Return the age in whole years.

    >>> age_at(dt.date(1970, 7, 31), dt.date(2025, 7, 31)), age_at(dt.date(1970, 8, 1), dt.date(2025, 7, 31))
    (55, 54)
    """
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def zone(birth: dt.date, on: dt.date, years: int) -> Zone:
    """Return how an age at a day stands to a bound of so many years.

    >>> [zone(dt.date.fromisoformat(day), dt.date(2025, 7, 31), 55).name
    ...  for day in ("1970-07-31", "1970-07-30", "1969-08-01", "1969-07-31")]
    ['WITHIN', 'BETWEEN', 'BETWEEN', 'BEYOND']
    """
    age = age_at(birth, on)
    if age > years:
        return Zone.BEYOND
    past = age == years and (on.month, on.day) > (birth.month, birth.day)
    return Zone.BETWEEN if past else Zone.WITHIN


def age_at_most(asked: Asked) -> Iterator[Finding]:
    """Yield a note between the readings and a warning beyond both; nobody is ever rejected by it."""
    years, on = asked.number("years"), asked.on or asked.day("reference_date")
    answer, born = _born(asked)
    if answer is None or years is None or on is None:
        return
    if born is None:
        if answer.unreadable:
            yield asked.cannot_tell(answer)
        return
    mildest, gravest = zone(born[1], on, years), zone(born[0], on, years)
    if gravest is Zone.WITHIN:
        return
    ages = sorted({age_at(day, on) for day in born})
    age = "或".join(str(one) for one in ages)
    message = f"拟命名专家到{shown(on)}为 {age} 周岁，"
    if mildest is Zone.BEYOND:
        message += f"超过“一般不超过 {years} 周岁”。这一条不是硬性条件，不因此退回；请附书面情况说明。"
    elif mildest is not gravest:
        message += f"是否超过 {years} 周岁取决于出生的日子，表上只有年月；请对照身份证核对。"
    else:
        message += (
            f"已过 {years} 周岁生日：按周岁计算没有超过 {years} 周岁，按不超过 {years} 周岁生日计算已经超过；"
            "请确定采用哪种算法。"
        )
    most = Severity.WARNING if gravest is Zone.BEYOND else Severity.NOTE
    yield asked.say(message, answer, most=most)


def _born(asked: Asked) -> tuple[Answer | None, tuple[dt.date, dt.date] | None]:
    """Return the answer that tells the birth, the identity number before the month, and its days."""
    answers = [asked.answer(asked.text("identity")), asked.answer(asked.text("birth"))]
    for answer, is_number in zip(answers, (True, False), strict=True):
        text = "" if answer is None else answer.text
        days = days_of(birth_date(text) if is_number else text)
        if days is not None:
            return answer, days
    unread = [answer for answer in answers if answer is not None and answer.unreadable]
    return (unread[0] if unread else answers[1]), None
