"""Lint official documents, each in a process of its own; mend what can be without touching words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from formkit.apart import each_apart
from formkit.errors import UnreadableFileError, UsageError
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.linting.judge import lint
from formkit.linting.mends import blank_of, looks_of, sides_of
from formkit.linting.mistake import Mistake, Waiver
from formkit.readers import bytes_of
from formkit.readers.data import read_data
from formkit.readers.wordformat import formatted
from formkit.writers.formatmending import BlankMend, LookMend, PageMend, TextMend, mend

ROUNDS = 3
"""Mending one mistake may show another: a heading whose brackets are mended has a face."""


class Linted(NamedTuple):
    """The mistakes of one file, those left after mending, and the mended file where it was asked for."""

    source: str
    mistakes: tuple[Mistake, ...]
    left: tuple[Mistake, ...] = ()
    mended: bytes | None = None


class _Given(NamedTuple):
    source: str
    waivers: tuple[Waiver, ...]
    fix: bool


def lint_files(
    sources: Iterable[str],
    waivers: Sequence[Waiver] = (),
    *,
    fix: bool = False,
    limits: ReadLimits = DEFAULT_LIMITS,
) -> list[Linted | UnreadableFileError]:
    """Return what is wrong with each file, in their order, or why nothing can be read from it."""
    given = [(source, _Given(source, tuple(waivers), fix)) for source in sources]
    return each_apart(_linted, given, limits=limits)


def _linted(given: _Given) -> Linted:
    data = bytes_of(Path(given.source), given.source)
    name = Path(given.source).name
    mistakes = lint(formatted(data, name), given.waivers)
    if not given.fix:
        return Linted(given.source, mistakes)
    left = mistakes
    for _ in range(ROUNDS):
        again = mended(data, left)
        if again is None:
            break
        data = again
        left = lint(formatted(data, name), given.waivers)
    return Linted(given.source, mistakes, left, data)


def mended(data: bytes, mistakes: Sequence[Mistake]) -> bytes | None:
    """Return the file with its mistakes mended as far as can be; None where none of them can."""
    pages = [
        PageMend(item.place.number, **{"sizes" if side[0] in {"w", "h"} else "margins": (side,)})
        for item in mistakes
        for side in sides_of(item)
    ]
    blanks = [
        BlankMend(item.place.part, item.place.number, lines) for item in mistakes if (lines := blank_of(item))
    ]
    looks = [
        LookMend(item.place.part, item.place.number, one.name, one.values, one.of_run, _span(item), one.drop)
        for item in mistakes
        if item.place.kind != "page"
        for one in looks_of(item)
    ]
    texts = [
        TextMend(item.place.part, item.place.number, item.edit.start, item.edit.end, item.edit.text)
        for item in mistakes
        if item.edit is not None and not item.soft
    ]
    return mend(data, pages, looks, texts, blanks) if pages or looks or texts or blanks else None


def _span(mistake: Mistake) -> tuple[int, int] | None:
    return mistake.span if mistake.clause.key.endswith(".face") else None


def waivers_of(path: Path) -> tuple[Waiver, ...]:
    """Return the oddities that stay: a list, or the list ``waivers`` in the data of a document.

    :raises UsageError: when the file says nothing of the kind.
    """
    records: list[dict[str, Any]] = list(read_data(path).records)
    listed = records[0].get("waivers") if len(records) == 1 and "waivers" in records[0] else records
    if not isinstance(listed, list) or not all(
        isinstance(item, dict) and {"clause", "text"} <= set(item) for item in listed
    ):
        message = f"“{path}”中没有保留清单：请写 waivers，每项有 clause（条款）和 text（文字）。"
        raise UsageError(message)
    return tuple(
        Waiver(str(item["clause"]), str(item["text"]), str(item.get("reason", ""))) for item in listed
    )
