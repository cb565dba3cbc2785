"""Who a submission is from, as its filled forms say; a blank to write on where they do not."""

from __future__ import annotations

from typing import NamedTuple

from formkit.chinese.masking import masked
from formkit.filling import FORBIDDEN
from formkit.submission import Submission

UNKNOWN = "＿＿＿＿＿＿＿＿＿＿＿＿"
"""What is printed for the name of a unit that no form gives: to be filled in by hand."""

UNIT, STUDIO, EXPERT = "unit.name", "studio.name", "leader.name"


def printable(text: str) -> str:
    r"""Return a text as a paper may show it: no identity number, nothing that XML cannot hold.

    >>> printable("甲\x0c 11010519491231002X")
    '甲 ****002X'
    """
    return masked(FORBIDDEN.sub("", text))


class Applicant(NamedTuple):
    """The unit that applies, the studio's name and its expert; "" where no form says it."""

    unit: str
    studio: str
    expert: str


def applicant_of(submission: Submission) -> Applicant:
    """Return who applies: what the forms say, the first of them that says it.

    >>> applicant_of(Submission("空文件夹"))
    Applicant(unit='', studio='', expert='')
    """
    return Applicant(*(printable(" ".join(submission.said(path).split())) for path in (UNIT, STUDIO, EXPERT)))
