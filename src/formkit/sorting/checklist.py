"""The checklist of a programme as the words that are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from formkit.chinese.folding import fold
from formkit.programme import Attachment

Slots = frozenset[str]


class Hit(NamedTuple):
    """A word found in a folded text: where, and the slots it speaks for."""

    start: int
    stop: int
    word: str
    slots: Slots
    is_hint: bool = False


class Lexicon:
    """Words, and the slots that each speaks for."""

    def __init__(self, words: Iterable[tuple[str, str]], hints: Iterable[tuple[str, str]] = ()) -> None:
        """Take pairs of word and slot; a word that is no hint of one slot is none at all."""
        self._strong = _by_word(words)
        self._hints = {word: slots for word, slots in _by_word(hints).items() if word not in self._strong}
        every = sorted((*self._strong, *self._hints), key=lambda word: (-len(word), word))
        # Looked for ahead, so that words which begin within others are found in one pass.
        self._pattern = re.compile(f"(?=({'|'.join(map(_searched, every))}))") if every else None
        self._longest = max(map(len, every), default=0)

    def hits(self, folded: str) -> list[Hit]:
        """Return the words of a folded text in their order; of words that overlap the longest counts.

        >>> lexicon = Lexicon([("证书", "a"), ("获奖证书", "b")])
        >>> [hit.word for hit in lexicon.hits("获奖证书和证书")]
        ['获奖证书', '证书']
        """
        if self._pattern is None:
            return []
        found = [self._hit(match) for match in self._pattern.finditer(folded)]
        kept: list[Hit] = []
        for hit in sorted(found, key=lambda hit: (hit.start - hit.stop, hit.start)):
            if all(hit.stop <= other.start or hit.start >= other.stop for other in kept):
                kept.append(hit)
        return sorted(kept)

    def _hit(self, match: re.Match[str]) -> Hit:
        word, start = match[1], match.start()
        if word in self._strong:
            return Hit(start, start + len(word), word, self._strong[word])
        return Hit(start, start + len(word), word, self._hints[word], is_hint=True)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The slots of a programme, ready to be looked for."""

    attachments: tuple[Attachment, ...]
    names: Lexicon
    words: Lexicon
    hints: Lexicon
    mentions: Lexicon
    by_slot: Mapping[str, Attachment]

    def label(self, slot: str) -> str:
        """Return what people call a slot: ``04a 身份证复印件``."""
        return f"{slot} {self.by_slot[slot].label}"


@lru_cache(maxsize=16)
def checklist(attachments: tuple[Attachment, ...]) -> Checklist:
    """Return the checklist that some slots make."""
    named = _pairs(attachments, "names")
    return Checklist(
        attachments,
        Lexicon([*named, *((item.label, item.slot) for item in attachments)], _pairs(attachments, "hints")),
        Lexicon(_pairs(attachments, "words")),
        Lexicon(_pairs(attachments, "hints")),
        Lexicon([*named, *_pairs(attachments, "words")]),
        {item.slot: item for item in attachments},
    )


def _pairs(attachments: Iterable[Attachment], key: str) -> list[tuple[str, str]]:
    return [(word, item.slot) for item in attachments for word in getattr(item, key)]


def _by_word(pairs: Iterable[tuple[str, str]]) -> dict[str, Slots]:
    found: dict[str, set[str]] = {}
    for word, slot in pairs:
        if fold(word):
            found.setdefault(fold(word), set()).add(slot)
    return {word: frozenset(slots) for word, slots in found.items()}


def _searched(word: str) -> str:
    """Return the pattern of a word; one of Latin letters is no part of a longer one."""
    pattern = re.escape(word)
    return rf"(?<![a-z]){pattern}(?![a-z])" if word.isascii() else pattern
