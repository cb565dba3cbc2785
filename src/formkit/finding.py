"""What a program has to say about somebody's data: a mistake is a value, not an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from formkit.spot import Spot


class Severity(StrEnum):
    """How grave a finding is; only an ERROR makes a command end with exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, doubtful or worth knowing.

    ``code`` is stable and meant for programs, ``message`` is Chinese and says what to do,
    ``field`` is the path of the answer concerned, and ``source`` the clause it rests on.
    """

    code: str
    severity: Severity
    message: str
    field: str | None = None
    spot: Spot | None = None
    source: str = ""
