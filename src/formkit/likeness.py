"""Which submissions of a register share passages of what they wrote: a warning, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from formkit.checking import overlap_finding, written
from formkit.chinese.overlap import COMMON, shared_passages
from formkit.finding import Finding, Severity
from formkit.registry import Registry

LEAST: Final = 2
"""Prints that two texts share before they are compared word for word."""

MOST: Final = 1_000
"""Pairs that are compared word for word, the most alike first."""

MOST_EACH: Final = 3
"""Others that a submission is told of; that there are more is said."""


def alike_questions(registry: Registry) -> Iterator[tuple[int, Finding]]:
    """Yield by number what there is to be said about submissions that share passages."""
    common = max(COMMON, len(registry.numbers()) // 2 + 1)
    text_of = lru_cache(maxsize=256)(lambda number: _text(registry, number))
    told: Counter[int] = Counter()
    for pair in sorted(_chosen(registry.ledger.alike(common, LEAST, MOST * MOST_EACH))):
        texts = {str(number): text_of(number)[0] for number in pair}
        for overlap in shared_passages(texts):
            for number, other in (pair, pair[::-1]):
                told[number] += 1
                if told[number] <= MOST_EACH:
                    name = f"编号 {other}"
                    yield number, overlap_finding(overlap, str(number), name, text_of(other)[1])
    for number, count in told.items():
        if count > MOST_EACH:
            message = (
                f"另有 {count - MOST_EACH} 件的文字与本件有相同的段落，见那几件的问题清单；请核对是否雷同。"
            )
            yield number, Finding("shared-passages", Severity.WARNING, message)


def _chosen(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return pairs such that everybody is told of some others, and few of many."""
    told: Counter[int] = Counter()
    chosen: list[tuple[int, int]] = []
    for pair in pairs:
        if min(told[number] for number in pair) < MOST_EACH and len(chosen) < MOST:
            told.update(pair)
            chosen.append(pair)
    return chosen


def _text(registry: Registry, number: int) -> tuple[str, str]:
    """Return what a submission says in whole sentences, and who handed it in."""
    submission = registry.submission(number)
    unit = submission.said(registry.programme.register.identity.unit)
    return written(registry.programme, submission), unit
