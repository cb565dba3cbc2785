"""What the text of a file tells: a form recognised, a title, the points that it deals with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from formkit.chinese.folding import fold
from formkit.programme import Attachment
from formkit.sorting.checklist import Checklist, checklist
from formkit.sorting.sight import Clue, Sight

#: A form with nearly all of its printed text, one with less, and one of so few words that others have them.
WHOLE_FORM, PART_OF_FORM, SMALL_FORM = 0.96, 0.75, 0.6
COMPLETE, ENOUGH_PRINTED = 0.8, 60
TITLE, LOWER_TITLE = 0.9, 0.6
LONGEST_TITLE, HEAD_LINES, REST_OF_TITLE = 40, 8, 8
#: Hints at the beginning of a longer text, by how many different ones there are.
HINTS = (0.0, 0.56, 0.7)
#: Words of a short text that is no prose, by how many different ones there are.
WORDS = (0.45, 0.7, 0.8)
SHORT_TEXT, OPENING = 800, 300
CONTENTS, ALL_CONTENTS = 0.75, 0.85
LEAST_CONTENTS = 4
#: A text that speaks of all slots but so many is the notice or a list, not one of the materials.
UNMENTIONED = 2
OVERVIEW = 0.4
LONGEST_READ = 20_000
#: A document with so many characters says something; how sure it is that it belongs to the rest, by its
#: text or by its name.
LEAST_REST, REST, NAMED_REST = 12, 0.55, 0.52
ENDS = "。；;，,"
#: A volume has so many lines and more; the title of one of its parts is a line of so many characters.
LEAST_LINES, LEAST_HEAD, LONGEST_HEAD = 40, 4, 16


class _Text(NamedTuple):
    """A text folded: its first lines, and all of it."""

    lines: tuple[str, ...]
    whole: str


def text_clues(listed: Checklist, sight: Sight) -> list[Clue]:
    """Return what the content of a file tells; nothing where no text could be read."""
    form = _form(listed, sight)
    if form is not None and form.weight >= WHOLE_FORM:
        return [form]
    text = _folded(sight.text)
    found = [form] if form is not None else []
    if text.whole:
        factor = OVERVIEW if is_overview(listed, text.whole) else 1.0
        titles = list(_titles(listed, text))
        clues = [*titles, *_words(listed, text), *_contents(listed, text)]
        if form is None or not any(clue.slots == form.slots for clue in titles):
            clues += _opening(listed, text)  # what form and title say no prose can gainsay
        found += [clue._replace(weight=clue.weight * factor) for clue in clues]
    return found


def is_overview(listed: Checklist, folded: str) -> bool:
    """Whether a text speaks of nearly all slots, as the notice and a list of materials do."""
    spoken = {slot for hit in listed.mentions.hits(folded) for slot in hit.slots}
    return len(spoken) >= max(4, len(listed.attachments) - UNMENTIONED)


def _folded(text: str) -> _Text:
    lines = [fold(line) for line in text[:LONGEST_READ].splitlines()]
    lines = [line for line in lines if line]
    return _Text(tuple(lines[:HEAD_LINES]), "\n".join(lines))


def _form(listed: Checklist, sight: Sight) -> Clue | None:
    slots = frozenset(item.slot for item in listed.attachments if sight.form and item.form == sight.form)
    if not slots:
        return None
    if sight.printed < ENOUGH_PRINTED:
        weight = SMALL_FORM
    else:
        weight = WHOLE_FORM if sight.share >= COMPLETE else PART_OF_FORM
    label = next(item.label for item in listed.attachments if item.form == sight.form)
    return Clue(slots, weight, f"内容是“{label}”（印刷文字 {sight.share:.0%} 相同）")


def _titles(listed: Checklist, text: _Text) -> Iterator[Clue]:
    """Yield the words that stand in a line like a title; the last word of the first such line counts most."""
    weight = TITLE
    for line in _joined(text.lines):
        if len(line) > LONGEST_TITLE or line[-1] in ENDS:
            continue
        hits = listed.words.hits(line)
        if hits and len(line) - hits[-1].stop <= REST_OF_TITLE:
            yield Clue(hits[-1].slots, weight, f"标题有“{hits[-1].word}”")
            weight = LOWER_TITLE


def _joined(lines: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines; letters that stand one below the other, as on certificates, make one line."""
    waiting = ""
    for line in lines:
        if len(line) == 1:
            waiting += line
            continue
        if waiting:
            yield waiting
            waiting = ""
        yield line
    if waiting:
        yield waiting


def _words(listed: Checklist, text: _Text) -> Iterator[Clue]:
    if len(text.whole) > SHORT_TEXT:
        return
    found: dict[frozenset[str], list[str]] = {}
    for hit in listed.words.hits(text.whole):
        words = found.setdefault(hit.slots, [])
        if hit.word not in words:
            words.append(hit.word)
    for slots, words in found.items():
        quoted = "".join(f"“{word}”" for word in words[: len(WORDS)])
        yield Clue(slots, WORDS[min(len(words), len(WORDS)) - 1], f"内容有{quoted}")


def _contents(listed: Checklist, text: _Text) -> Iterator[Clue]:
    """Yield the slots whose document has to deal with points, most of which this text names."""
    for item in listed.attachments:
        there = [point for point in item.contents if fold(point) in text.whole]
        if len(there) >= min(LEAST_CONTENTS, len(item.contents)) > 1:
            weight = ALL_CONTENTS if len(there) == len(item.contents) else CONTENTS
            quoted = "、".join(there[:LEAST_CONTENTS])
            yield Clue(frozenset({item.slot}), weight, f"内容写到{quoted}等")


def _opening(listed: Checklist, text: _Text) -> Iterator[Clue]:
    """Yield the slot at which most hints of the first lines of a longer text point."""
    if len(text.whole) <= SHORT_TEXT:
        return
    found: dict[str, set[str]] = {}
    for hit in listed.hints.hits(text.whole[:OPENING]):
        if len(hit.slots) == 1:
            found.setdefault(next(iter(hit.slots)), set()).add(hit.word)
    slot, words = max(found.items(), key=lambda item: len(item[1]), default=("", set[str]()))
    if len(words) > 1:
        quoted = "".join(f"“{word}”" for word in sorted(words)[: len(HINTS)])
        yield Clue(frozenset({slot}), HINTS[min(len(words), len(HINTS)) - 1], f"开头有{quoted}等字样")


@lru_cache(maxsize=256)
def others_within(attachments: tuple[Attachment, ...], text: str, slot: str | None) -> tuple[str, ...]:
    """Return the slots, beside its own, whose titles stand alone in lines of a text, as in a bound volume.

    In a list of contents there is more on each line, or next to nothing else in the text.
    """
    listed = checklist(attachments)
    lines = [fold(line) for line in text.splitlines() if line.strip()]
    if len(lines) < LEAST_LINES:
        return ()
    found: dict[str, None] = {}
    for line in _joined(tuple(lines)):
        hits = listed.words.hits(line) if len(line) <= LONGEST_HEAD else []
        if len(hits) == 1 and len(hits[0].slots) == 1 and len(hits[0].word) == len(line) >= LEAST_HEAD:
            found |= dict.fromkeys(hits[0].slots)
    return tuple(other for other in listed.by_slot if other in found and other != slot)


def rest_clues(listed: Checklist, sight: Sight, *, descriptive: bool) -> list[Clue]:
    """Return that a file which says something and is like nothing else belongs to the slot for the rest.

    ``descriptive`` says whether its name has words. A longer text may be somebody's own writing for one of
    the other slots, and has to be looked at.
    """
    folded = fold(sight.text)
    slots = frozenset(item.slot for item in listed.attachments if item.rest)
    if not slots or len(folded) > SHORT_TEXT or is_overview(listed, folded):
        return []
    if len(folded) >= LEAST_REST:
        return [Clue(slots, REST, "文字不像其他各项材料")]
    return [Clue(slots, NAMED_REST, "文件名不像其他各项材料")] if descriptive else []


def points_missing(item: Attachment, text: str) -> tuple[str, ...]:
    """Return the points that a document of a slot has to deal with and that its text does not name."""
    folded = fold(text)
    return tuple(point for point in item.contents if fold(point) not in folded)
