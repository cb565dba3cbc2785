"""An answer of a record as a check sees it, whatever the record holds: as text, options, days or a number."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

from formkit.record import Found

SURE: Final = 0.85
"""An answer of less confidence is a doubtful reading: whatever rests on it may only warn."""

_DAY: Final = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)


class Answer(NamedTuple):
    """An answer as a predicate sees it: its path, printed label, and what was found there, if anything."""

    path: str
    label: str
    found: Found | None = None

    @property
    def text(self) -> str:
        """What was answered, several options joined by ``、``; "" where nothing was, or it is no text."""
        return "、".join(self.chosen)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The options chosen, or the one text that was written."""
        value = None if self.found is None else self.found.value
        if isinstance(value, str):
            return (value,) if value else ()
        return tuple(filter(None, map(str, value))) if isinstance(value, tuple) else ()

    @property
    def given(self) -> bool:
        """Whether anything stands there that was understood, a picture included."""
        return self.found is not None and self.found.value is not None

    @property
    def unreadable(self) -> bool:
        """Whether something stands there that was not understood."""
        return self.found is not None and self.found.value is None and bool(self.found.raw)

    @property
    def sure(self) -> bool:
        """Whether it was read beyond doubt."""
        return self.found is None or (self.found.confidence >= SURE and not self.unreadable)

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day that it may mean: of a month all its days."""
        return days_of(self.text)

    @property
    def number(self) -> float | None:
        """The number that it is."""
        return float(self.text) if _NUMBER.fullmatch(self.text) else None


def days_of(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a day or a month in ISO 8601, or None.

    >>> days_of("2025-02") == (dt.date(2025, 2, 1), dt.date(2025, 2, 28)), days_of("2025-02-30")
    (True, None)
    """
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    try:
        if match[3]:
            day = dt.date(year, month, int(match[3]))
            return day, day
        first = dt.date(year, month, 1)
        after = dt.date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return None
    return first, after - dt.timedelta(days=1)
