"""How long a document's text is, with and without its title and signature, and whether that is enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from formkit.chinese.counting import Count, count
from formkit.chinese.essay import Essay, tell_apart
from formkit.chinese.lengths import LengthState, Verdict, judge_length
from formkit.chinese.writercount import count_libreoffice
from formkit.finding import Finding, Severity
from formkit.record import Leftover
from formkit.spot import Spot


@dataclass(frozen=True, slots=True)
class Measure:
    """The figures of one text.

    ``whole`` counts all of it, ``body`` leaves out title and signature (None where there is neither);
    ``libreoffice`` is what Writer would show for all of it. ``verdict`` is None where no limit was given.
    """

    whole: Count
    body: Count | None
    libreoffice: int
    essay: Essay | None
    verdict: Verdict | None


def text_of(pieces: Iterable[Leftover]) -> str:
    """Return the text of a document's lines and cells, each on lines of its own."""
    return "\n".join(piece.text for piece in pieces)


def measure(text: str, low: int | None = None, high: int | None = None, *, essay: bool = True) -> Measure:
    """Return the figures of a text; limits are inclusive, and judged without title and signature.

    ``essay`` says whether these may be looked for: not in one field of a form, nor in a table.
    """
    told = tell_apart(text) if essay else None
    apart = told if told is not None and (told.title or told.signature) else None
    limited = low is not None or high is not None
    body = text if apart is None else apart.body
    verdict = judge_length(body, low, high, whole=None if apart is None else text) if limited else None
    return Measure(
        count(text),
        None if apart is None else count(apart.body),
        count_libreoffice(text),
        apart,
        verdict,
    )


def length_finding(  # noqa: PLR0913 (what a finding is made of)
    verdict: Verdict,
    label: str,
    field: str | None = None,
    spot: Spot | None = None,
    source: str = "",
    *,
    hard: bool = True,
) -> Finding | None:
    """Return what is to be said about a length, None where every way of counting is content.

    Plainly outside the limits is an error where the limit is a ``hard`` rule, else a warning; a borderline
    is a warning, and only a note where Word's count passes.
    """
    if verdict.state is LengthState.OK:
        return None
    if verdict.passes:
        severity = Severity.NOTE
    else:
        is_error = hard and verdict.state is not LengthState.BORDERLINE
        severity = Severity.ERROR if is_error else Severity.WARNING
    return Finding("length", severity, verdict.sentence(label), field, spot, source)
