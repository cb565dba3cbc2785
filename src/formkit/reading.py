"""What the slots of a pattern hold in a text that came back.

Where each printed text stands exactly once as printed, what lies between is the answer. Otherwise
literals are found by their folded text, and where one occurs more than once (an applicant typed the
printed words into his answer) the reading is chosen in which every slot holds what its kind can hold:
a Viterbi walk over the places of the literals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from formkit.chinese.folding import fold, fold_map
from formkit.once import once_for_each
from formkit.pattern import Pattern, Slot
from formkit.segments import Segment, present, segments_of

#: A literal that stands more often than this in one text is looked for only near both ends.
MOST_PLACES = 60

#: So long is what may be printed between a blank and what was typed on the wrong side of it.
LONGEST_UNIT = 6

#: The number of a paragraph, which only pages show where a program counts.
NUMBERING = re.compile(r"[\s(（]*(?:\d{1,2}(?:\.\d{1,2})*|[一二三四五六七八九十]{1,3}|[①-⑳])[\s、.．)）]*")

#: Named tuples are made in the inner loop: this is three times as fast as calling them.
_new = tuple.__new__
FITS, NEUTRAL, DOUBTFUL, WRONG = 2.0, 0.0, -3.0, -8.0


class Piece(NamedTuple):
    """What a slot holds: raw text and where it stands in the text of the cell."""

    slot: Slot
    raw: str
    start: int
    stop: int


class Reading(NamedTuple):
    """One reading of a text: a piece for each slot, spans that nothing claims, and how sure it is."""

    pieces: tuple[Piece, ...]
    strays: tuple[tuple[int, int], ...]
    confidence: float


class Judge(Protocol):
    """Knows what the slots of a form may hold."""

    def fit(self, slot: Slot, raw: str) -> float:
        """Return how well a raw text suits a slot."""

    def is_free(self, slot: Slot) -> bool:
        """Whether a slot may hold any text at all."""


def read_pattern(pattern: Pattern, text: str, judge: Judge) -> Reading:
    """Return the best reading of a text by a pattern.

    A literal that does not occur in the text is passed over, at the cost of confidence.
    """
    if pattern.is_slot_only:
        return Reading((Piece(pattern.slots[0], text, 0, len(text)),), (), 1.0)
    exact = _exact(pattern, text, judge)
    if exact is not None:
        return exact
    folded, places = fold_map(text)
    segments, missing = present(segments_of(pattern), folded)
    chosen = _walk(segments, folded, text, places, judge)
    reading = _assemble(segments, chosen, text, places, judge)
    if missing or -1 in chosen:
        return reading._replace(confidence=min(reading.confidence, 0.6))
    return reading


def _exact(pattern: Pattern, text: str, judge: Judge) -> Reading | None:
    """Return the reading where each literal stands exactly once as printed: most cells of most files."""
    pieces: list[Piece] = []
    at = 0
    parts, rest = _as_printed(pattern)
    for slots, printed in parts:
        start = text.find(printed, at)
        if start < 0 or text.count(printed) != 1 or (not slots and text[at:start].strip()):
            return None
        _add_between(pieces, slots, text, at, start, judge)
        at = start + len(printed)
    if not rest and text[at:].strip():
        return None
    _add_between(pieces, rest, text, at, len(text), judge)
    for slot, raw, _, _ in pieces:
        if judge.fit(slot, raw) <= DOUBTFUL:
            return None
    return Reading(tuple(pieces), (), 1.0)


@once_for_each
def _as_printed(pattern: Pattern) -> tuple[list[tuple[list[Slot], str]], list[Slot]]:
    """Return each printed text with the slots before it, and the slots behind the last."""
    parts: list[tuple[list[Slot], str]] = []
    waiting: list[Slot] = []
    for token in pattern.tokens:
        if isinstance(token, Slot):
            waiting.append(token)
        elif printed := token.text.strip():
            parts.append((waiting, printed))
            waiting = []
    return parts, waiting


def _add_between(  # noqa: PLR0913, PLR0917 (called for each slot of each cell)
    pieces: list[Piece], slots: Sequence[Slot], text: str, start: int, stop: int, judge: Judge
) -> None:
    """Add what the slots hold between two printed texts."""
    if len(slots) == 1:
        pieces.append(_new(Piece, (slots[0], text[start:stop], start, stop)))
        return
    for slot, part, at in _shares(slots, text[start:stop], judge) if slots else ():
        pieces.append(Piece(slot, part, start + at, start + at + len(part)))


def _occurrences(literal: str, folded: str) -> list[int]:
    found = []
    at = folded.find(literal)
    while at >= 0:
        found.append(at)
        at = folded.find(literal, at + 1)
    half = MOST_PLACES // 2
    return found if len(found) <= MOST_PLACES else found[:half] + found[-half:]


def _walk(
    segments: Sequence[Segment], folded: str, text: str, places: Sequence[int], judge: Judge
) -> list[int]:
    """Return where in the folded text each literal stands in the best reading (Viterbi)."""
    # states: place of the last literal's end -> (score, chosen starts)
    states: dict[int, tuple[tuple[float, int], tuple[int, ...]]] = {0: ((0.0, 0), ())}
    for number, segment in enumerate(segments):
        last = not segment.literal
        free_later = any(judge.is_free(slot) for later in segments[number + 1 :] for slot in later.slots)
        free_here = any(judge.is_free(slot) for slot in segment.slots)
        direction = 1 if free_here and not free_later else -1
        following: dict[int, tuple[tuple[float, int], tuple[int, ...]]] = {}
        for start in [len(folded)] if last else _occurrences(segment.literal, folded):
            for end, (score, starts) in states.items():
                if end > start:
                    continue
                raw = text[_raw(places, end, text) : _raw(places, start, text)]
                gain = _judge(segment.slots, raw, judge)
                total = (score[0] + gain, score[1] + direction * start)
                key = start + len(segment.literal)
                if key not in following or following[key][0] < total:
                    following[key] = (total, (*starts, start))
        # Without one the literals stand in another order than printed: what was found so far is kept.
        states = following or {end: (score, (*starts, -1)) for end, (score, starts) in states.items()}
    return list(max(states.values(), key=lambda state: state[0])[1])


def _raw(places: Sequence[int], at: int, text: str) -> int:
    return places[at] if at < len(places) else len(text)


def _judge(slots: Sequence[Slot], raw: str, judge: Judge) -> float:
    if not slots:
        return DOUBTFUL if raw.strip() else FITS
    if len(slots) == 1:
        return judge.fit(slots[0], raw)
    return sum(judge.fit(slot, part) for slot, part, _ in _shares(slots, raw, judge))


def _shares(slots: Sequence[Slot], raw: str, judge: Judge) -> list[tuple[Slot, str, int]]:
    """Share a text among slots with no printed text between them: line by line, as each one fits.

    Returns (slot, text, where it starts in ``raw``).
    """
    if len(slots) == 1 or not raw.strip():
        return [(slot, raw if number == 0 else "", 0) for number, slot in enumerate(slots)]
    best: tuple[float, int, list[tuple[Slot, str, int]]] | None = None
    for cut in _cuts(raw, slots[0]):
        head = (slots[0], raw[:cut], 0)
        tail = _shares(slots[1:], raw[cut:], judge)
        shares = [head, *((slot, part, start + cut) for slot, part, start in tail)]
        score = sum(judge.fit(slot, part) for slot, part, _ in shares)
        preference = cut if judge.is_free(slots[0]) else -cut
        if best is None or (score, preference) > best[:2]:
            best = (score, preference, shares)
    return best[2] if best else []


def _cuts(raw: str, first: Slot) -> Iterator[int]:
    """Yield where a text may be cut between two slots: at white space, and behind the mark of a box."""
    yield 0
    if first.option is not None:
        yield len(raw) - len(raw.lstrip()) + 1
    breaks = [number for number, character in enumerate(raw) if character in "\n\t "]
    yield from breaks[:MOST_PLACES]
    yield len(raw)


def _assemble(
    segments: Sequence[Segment], chosen: Sequence[int], text: str, places: Sequence[int], judge: Judge
) -> Reading:
    """Return what stands between the literals, at the places chosen for them."""
    pieces: list[Piece] = []
    strays: list[tuple[int, int]] = []
    end, tail = 0, ""
    for segment, start in zip(segments, chosen, strict=False):
        if start < 0:
            pieces += [Piece(slot, "", end, end) for slot in segment.slots]
            continue
        begin = _after(places, end, text, tail)
        stop = max(begin, _raw(places, start, text))
        if segment.slots:
            shares = _shares(segment.slots, text[begin:stop], judge)
            pieces += [Piece(slot, part, begin + at, begin + at + len(part)) for slot, part, at in shares]
        elif text[begin:stop].strip():
            strays.append((begin, stop))
        end, tail = start + len(segment.literal), segment.tail
    certain = all(judge.fit(piece.slot, piece.raw) > DOUBTFUL for piece in pieces)
    adopted = _adopt(pieces, strays, text, judge)
    confidence = 1.0 if certain else 0.5
    return Reading(tuple(pieces), tuple(strays), min(confidence, 0.8) if adopted else confidence)


def _adopt(pieces: list[Piece], strays: list[tuple[int, int]], text: str, judge: Judge) -> bool:
    """Give text typed on the wrong side of a printed unit (``人12``) to the one slot that it can be for."""
    blank = [number for number, piece in enumerate(pieces) if not piece.raw.strip()]
    said = (
        [one for one in strays if not NUMBERING.fullmatch(text[slice(*one)])] if len(strays) > 1 else strays
    )
    if len(said) != 1 or len(blank) != 1:
        return False
    start, stop = said[0]
    piece = pieces[blank[0]]
    between = text[min(stop, piece.stop) : max(start, piece.start)]
    answers = sum(len(other.raw) for other in pieces if piece.stop <= other.start < start)
    near = "\n" not in between and len(between.strip()) - answers <= LONGEST_UNIT
    if not near or judge.fit(piece.slot, text[start:stop]) < NEUTRAL:
        return False
    pieces[blank[0]] = Piece(piece.slot, text[start:stop], start, stop)
    strays.remove((start, stop))
    return True


def _after(places: Sequence[int], end: int, text: str, tail: str) -> int:
    """Return the raw place after a literal, past the colon or other mark that folding drops."""
    if end == 0:
        return 0
    at = places[end - 1] + 1 if end <= len(places) else len(text)
    for mark in tail:
        ahead = at
        while ahead < len(text) and text[ahead].isspace():
            ahead += 1
        if ahead < len(text) and (text[ahead] == mark or fold(text[ahead]) == fold(mark)):
            at = ahead + 1
    return at
