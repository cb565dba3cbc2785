"""Which submissions of a register share passages of what they wrote: a warning, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from formkit.checking import overlap_finding, written
from formkit.chinese.overlap import COMMON, shared_passages
from formkit.finding import Finding
from formkit.registry import Registry

LEAST: Final = 2
"""Prints that two texts share before they are compared word for word."""

MOST: Final = 5_000
"""Pairs that are compared, the most alike first."""


def alike_questions(registry: Registry) -> Iterator[tuple[int, Finding]]:
    """Yield by number what there is to be said about submissions that share passages."""
    common = max(COMMON, len(registry.numbers()) // 2 + 1)
    text_of = lru_cache(maxsize=256)(lambda number: _text(registry, number))
    for pair in registry.ledger.alike(common, LEAST, MOST):
        texts = {str(number): text_of(number)[0] for number in pair}
        for overlap in shared_passages(texts):
            for number, other in (pair, pair[::-1]):
                name = f"编号 {other}"
                yield number, overlap_finding(overlap, str(number), name, text_of(other)[1])


def _text(registry: Registry, number: int) -> tuple[str, str]:
    """Return what a submission says in whole sentences, and who handed it in."""
    submission = registry.item(number).submission
    unit = registry.programme.register.identity.unit
    said = (case.record.value(unit) for case in submission.cases.values())
    return written(registry.programme, submission), next((one for one in said if isinstance(one, str)), "")
