"""补正通知: every deficiency at once, each with the clause it rests on, what to do and the last day.

The notice has no rule about it. 一次性告知 (行政许可法第三十二条) is for permits; offices keep to it all the
same, and a list that is given in pieces costs an applicant his deadline.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable
from itertools import count
from typing import Any

from formkit.finding import Finding
from formkit.letters.applicant import UNKNOWN, applicant_of
from formkit.letters.deficiencies import Topic, to_be_mended, topics
from formkit.named import Names
from formkit.programme import Programme
from formkit.submission import Submission

TO_BE_WRITTEN = "　　　　年　　月　　日"
CHECK = "【请核实】"
NUMERALS = "一二三四五六七八九十"
DEADLINE, INCLUDED = "deadline", "deadline_included"
"""Parameters of the rules about the last day."""


def supplement_names(  # noqa: PLR0913 (keywords that hardly anybody needs)
    programme: Programme,
    submission: Submission,
    findings: Iterable[Finding],
    *,
    on: dt.date,
    until: dt.date | None = None,
    asked: Container[Finding] = (),
) -> dict[str, Any] | None:
    """Return what the template ``supplement.docx`` prints, or None where nothing is to be mended.

    ``on`` is the date of the letter, ``until`` the last day for what is to be mended; without it that of
    the programme's own deadline, and where this has passed a blank for a clerk to fill in. ``asked`` are
    findings that a clerk wants mended, even where they are notes or not the applicant's own.
    """
    found = topics(programme, submission, to_be_mended(findings, asked))
    if not found:
        return None
    applicant = applicant_of(submission)
    last = until if until is not None else last_day_of(programme, on)
    items = [item for topic in found for item in topic.items]
    return {
        "unit": applicant.unit or UNKNOWN,
        "studio": applicant.studio,
        "expert": applicant.expert,
        "year": str(on.year),
        "date": shown(on),
        "last_day": TO_BE_WRITTEN if last is None else f"{shown(last)}（含当日）",
        "last_day_short": "　月　日" if last is None else f"{last.month}月{last.day}日",
        "must": sum(item.must for item in items),
        "doubtful": sum(not item.must for item in items),
        "groups": _groups(found, programme.source),
    }


def _groups(found: Iterable[Topic], source: str) -> list[Names]:
    numbers = count(1)
    groups = []
    for place, topic in enumerate(found):
        rows = [
            Names(
                {
                    "number": str(next(numbers)),
                    "about": item.about,
                    "message": item.message if item.must else f"{CHECK}{item.message}",
                    "source": item.source or source,
                }
            )
            for item in topic.items
        ]
        ordinal = NUMERALS[place] if place < len(NUMERALS) else str(place + 1)
        groups.append(Names({"title": f"{ordinal}、{topic.subject}（{len(rows)}项）", "rows": rows}))
    return groups


def deadline_of(programme: Programme) -> dt.date | None:
    """Return the last day on which the programme takes applications, as its rules say; None where none does.

    The parameter ``deadline`` names a day, ``deadline_included`` says whether that day is the last one.
    """
    for rule in programme.rules:
        day = _day(rule.parameters.get(DEADLINE))
        if day is not None:
            return day if rule.parameters.get(INCLUDED, True) else day - dt.timedelta(days=1)
    return None


def last_day_of(programme: Programme, on: dt.date) -> dt.date | None:
    """Return the last day that a letter of ``on`` can name: the deadline, None where that has passed."""
    deadline = deadline_of(programme)
    return deadline if deadline is not None and deadline >= on else None


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def shown(day: dt.date) -> str:
    """Return a date as official documents print it, without leading zeros (GB/T 9704 7.3.5.4).

    >>> shown(dt.date(2025, 7, 1))
    '2025年7月1日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
