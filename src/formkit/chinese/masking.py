"""Identity numbers in text that other people will read: the last four places are shown, no more."""

from __future__ import annotations

import re

IDENTITY_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])\d(?:[ \u3000-]?\d){13,17}(?:[ \u3000-]?[\dXxＸｘ])?(?![0-9A-Za-z])"
)
"""What looks like one, with a place too few or too many as well."""


def masked(text: str) -> str:
    """Return a text in which what looks like an identity number shows its last four places only.

    >>> masked("身份证号 11010519491231002X 有误，电话 13800000000")
    '身份证号 ****002X 有误，电话 13800000000'
    """
    return IDENTITY_NUMBER.sub(lambda match: f"****{match[0][-4:]}", text)
