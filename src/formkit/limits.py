"""What reading one submitted file may cost; beyond it a file is refused or read in part, never waited for."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds of one file.

    Sizes are bytes, times seconds of wall clock. ``ratio`` is how much larger than packed a member of
    a package may be once it is over ``ratio_free_bytes``; ``depth`` is how deep packages may be nested.
    ``step_seconds`` bounds one page of a PDF, or the reading of any other file.
    """

    file_bytes: int = 200 * MEBIBYTE
    unpacked_bytes: int = 1024 * MEBIBYTE
    member_bytes: int = 256 * MEBIBYTE
    entries: int = 2_000
    ratio: int = 100
    ratio_free_bytes: int = 100 * 1024
    depth: int = 3
    pages: int = 2_000
    step_seconds: float = 8.0
    file_seconds: float = 300.0
    memory_bytes: int = 1_200 * MEBIBYTE


DEFAULT_LIMITS = ReadLimits()
