"""Whether somebody is within an age at a day, by both readings of 不超过55周岁.

By the one, who is 55 passes until the day before the 56th birthday: 周岁 are whole years. By the other,
nobody passes after the 55th birthday. A birthday on 29 February falls on 1 March in common years.
"""

from __future__ import annotations

import calendar
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
    if age_at(birth, on) > years:
        return Zone.BEYOND
    return Zone.BETWEEN if on > birthday(birth, years) else Zone.WITHIN


def birthday(birth: dt.date, years: int) -> dt.date:
    """Return the day on which somebody is so many years old; the last day there is, where that is later.

    >>> birthday(dt.date(1970, 7, 31), 55), birthday(dt.date(1972, 2, 29), 55)
    (datetime.date(2025, 7, 31), datetime.date(2027, 3, 1))
    """
    year = birth.year + years
    if year > dt.MAXYEAR:
        return dt.date.max
    leap = (birth.month, birth.day) == (2, 29) and not calendar.isleap(year)
    return dt.date(year, 3, 1) if leap else birth.replace(year=year)


def age_at_most(asked: Asked) -> Iterator[Finding]:
    """Yield a note between the readings and a warning beyond both; nobody is ever rejected by it.

    The identity number tells the birth before the month that was filled in; where they contradict each
    other, the one that makes older.
    """
    years, on = asked.number("years"), asked.on or asked.day("reference_date")
    if years is None or on is None:
        return
    answers = [asked.answer(asked.text("identity")), asked.answer(asked.text("birth"))]
    births = [(answer, days) for answer in answers if answer is not None and (days := _born(asked, answer))]
    if not births:
        yield from (
            asked.cannot_tell(answer) for answer in answers if answer is not None and answer.unreadable
        )
        return
    (first, told), (_, other) = births[0], births[-1]
    agree = other[0] <= told[0] <= other[1]
    answer, born = (first, told) if agree else min(births, key=lambda birth: birth[1])
    gravest = zone(born[0], on, years)
    if gravest is Zone.WITHIN:
        return
    most = Severity.WARNING if gravest is Zone.BEYOND else Severity.NOTE
    message = f"按“{answer.label}”，到{shown(on)}为{_said(born, on, years)}"
    if zone(born[1], on, years) is Zone.BEYOND and not asked.rule.hard:
        message += "这一条不是硬性条件，不因此退回；请附书面情况说明。"
    yield asked.say(message, answer, most=most)


def _said(born: tuple[dt.date, dt.date], on: dt.date, years: int) -> str:
    mildest, gravest = zone(born[1], on, years), zone(born[0], on, years)
    age = "或".join(str(one) for one in sorted({age_at(day, on) for day in born}))
    if mildest is Zone.BEYOND:
        return f" {age} 周岁，超过 {years} 周岁。"
    if mildest is not gravest:
        return f" {age} 周岁，是否超过 {years} 周岁取决于出生的日子，表上只有年月；请对照身份证核对。"
    return (
        f" {age} 周岁，已过 {years} 周岁生日：按周岁计算没有超过 {years} 周岁，"
        f"按不超过 {years} 周岁生日计算已经超过；请确定采用哪种算法。"
    )


def _born(asked: Asked, answer: Answer) -> tuple[dt.date, dt.date] | None:
    """Return the days on which somebody may have been born, by an identity number, a day or a month."""
    is_number = answer.path == asked.text("identity")
    return days_of(birth_date(answer.text) if is_number else answer.text)
