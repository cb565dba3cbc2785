"""A cell or line of a template as printed text with slots, and its match against what came back.

``负责人签字：{{ unit.signature }}（公章）`` is the literal ``负责人签字：``, a slot, and the literal
``（公章）``. Literals are found by their folded text, so letter spacing and width make no difference.
Where a literal occurs more than once (an applicant typed the printed words into his answer) the
reading is chosen in which every slot holds what its kind can hold: a Viterbi walk over the places
of the literals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from formkit.chinese.folding import fold, fold_map

PLACEHOLDER = re.compile(r"\{\{[-+]?\s*(.+?)\s*[-+]?\}\}|\{%.*?%\}", re.DOTALL)
NAME = re.compile(r"^([A-Za-z_][\w.]*)(?:\[\s*(['\"“”])(.+?)['\"“”]\s*\])?(?:\s*\|.*)?$", re.DOTALL)
#: A literal that stands more often than this in one text is looked for only near both ends.
MOST_PLACES = 60

FITS, NEUTRAL, DOUBTFUL, WRONG = 2.0, 0.0, -3.0, -8.0


class Slot(NamedTuple):
    """A place to be filled: the path as the template writes it, and the option of a tick box."""

    path: str
    option: str | None = None


class Literal(NamedTuple):
    """Printed text, raw and folded."""

    text: str
    folded: str


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


#: Judges how well a raw text suits a slot, and whether the slot may hold any text at all.
Fit = Callable[[Slot, str], float]
IsFree = Callable[[Slot], bool]


class Pattern(NamedTuple):
    """Tokens of one cell or line, in order; its slots; its printed texts, folded; whether it is but one slot."""

    tokens: tuple[Slot | Literal, ...]
    slots: tuple[Slot, ...]
    literals: tuple[str, ...]
    is_slot_only: bool = False

    @property
    def folded(self) -> str:
        """All printed text, folded; the empty string where there is none."""
        return "".join(self.literals)

    @property
    def beginning(self) -> str:
        """The folded text before the first slot."""
        first = self.tokens[0] if self.tokens else None
        return first.folded if isinstance(first, Literal) else ""


def compile_pattern(text: str) -> Pattern:
    """Return the pattern of a template's text; control tags (``{% … %}``) are no part of it.

    >>> compile_pattern("签字：{{ a.b }}").slots
    (Slot(path='a.b', option=None),)
    """
    tokens: list[Slot | Literal] = []
    at = 0
    for match in PLACEHOLDER.finditer(text):
        _add_literal(tokens, text[at : match.start()])
        at = match.end()
        if match[1] is not None:
            name = NAME.match(match[1])
            tokens.append(Slot(match[1]) if name is None else Slot(name[1], name[3]))
    _add_literal(tokens, text[at:])
    slots = tuple(token for token in tokens if isinstance(token, Slot))
    literals = tuple(token.folded for token in tokens if isinstance(token, Literal) and token.folded)
    return Pattern(tuple(tokens), slots, literals, is_slot_only=len(tokens) == len(slots) == 1)


def _add_literal(tokens: list[Slot | Literal], text: str) -> None:
    if text:
        tokens.append(Literal(text, fold(text)))


class _Segment(NamedTuple):
    """Slots with nothing but white space printed between them, then the literal that ends them."""

    slots: tuple[Slot, ...]
    literal: str
    tail: str = ""


def read_pattern(pattern: Pattern, text: str, fit: Fit, is_free: IsFree) -> Reading:
    """Return the best reading of a text by a pattern.

    A literal that does not occur in the text is passed over, at the cost of confidence.
    """
    if pattern.is_slot_only:
        return Reading((Piece(pattern.slots[0], text, 0, len(text)),), (), 1.0)
    exact = _exact(pattern, text, fit, is_free)
    if exact is not None:
        return exact
    folded, places = fold_map(text)
    segments, missing = _present(_segments(pattern), folded)
    chosen = _walk(segments, folded, text, places, fit, is_free)
    return _assemble(segments, chosen, text, places, fit, is_free, missing)


def _exact(pattern: Pattern, text: str, fit: Fit, is_free: IsFree) -> Reading | None:
    """Return the reading where each literal stands exactly once as printed: most cells of most files."""
    pieces: list[Piece] = []
    waiting: list[Slot] = []
    at = 0
    for token in pattern.tokens:
        if isinstance(token, Slot):
            waiting.append(token)
            continue
        printed = token.text.strip()
        if not printed:
            continue
        start = text.find(printed, at)
        if start < 0 or text.count(printed) != 1 or (not waiting and text[at:start].strip()):
            return None
        pieces += _between(waiting, text, at, start, fit, is_free)
        waiting, at = [], start + len(printed)
    if not waiting and text[at:].strip():
        return None
    pieces += _between(waiting, text, at, len(text), fit, is_free)
    if any(fit(piece.slot, piece.raw) <= DOUBTFUL for piece in pieces):
        return None
    return Reading(tuple(pieces), (), 1.0)


def _between(
    slots: Sequence[Slot], text: str, start: int, stop: int, fit: Fit, is_free: IsFree
) -> Iterator[Piece]:
    for slot, part, at in _shares(slots, text[start:stop], fit, is_free) if slots else ():
        yield Piece(slot, part, start + at, start + at + len(part))


def _segments(pattern: Pattern) -> list[_Segment]:
    segments: list[_Segment] = []
    slots: list[Slot] = []
    for token in pattern.tokens:
        if isinstance(token, Slot):
            slots.append(token)
        elif token.folded:
            segments.append(_Segment(tuple(slots), token.folded, _tail(token.text)))
            slots = []
    segments.append(_Segment(tuple(slots), ""))
    return segments


def _present(segments: list[_Segment], folded: str) -> tuple[list[_Segment], int]:
    """Drop literals that do not occur, joining the slots on their sides; count the dropped."""
    kept: list[_Segment] = []
    waiting: tuple[Slot, ...] = ()
    missing = 0
    for segment in segments:
        if segment.literal and segment.literal not in folded:
            waiting += segment.slots
            missing += 1
        else:
            kept.append(segment._replace(slots=waiting + segment.slots))
            waiting = ()
    return kept, missing


def _occurrences(literal: str, folded: str) -> list[int]:
    found = []
    at = folded.find(literal)
    while at >= 0:
        found.append(at)
        at = folded.find(literal, at + 1)
    half = MOST_PLACES // 2
    return found if len(found) <= MOST_PLACES else found[:half] + found[-half:]


def _walk(
    segments: Sequence[_Segment], folded: str, text: str, places: Sequence[int], fit: Fit, is_free: IsFree
) -> list[int]:
    """Return where in the folded text each literal stands in the best reading (Viterbi)."""
    # states: place of the last literal's end -> (score, chosen starts)
    states: dict[int, tuple[tuple[float, int], tuple[int, ...]]] = {0: ((0.0, 0), ())}
    for number, segment in enumerate(segments):
        last = not segment.literal
        free_later = any(is_free(slot) for later in segments[number + 1 :] for slot in later.slots)
        free_here = any(is_free(slot) for slot in segment.slots)
        direction = 1 if free_here and not free_later else -1
        following: dict[int, tuple[tuple[float, int], tuple[int, ...]]] = {}
        for start in [len(folded)] if last else _occurrences(segment.literal, folded):
            for end, (score, starts) in states.items():
                if end > start:
                    continue
                raw = text[_raw(places, end, text) : _raw(places, start, text)]
                gain = _judge(segment.slots, raw, fit, is_free)
                total = (score[0] + gain, score[1] + direction * start)
                key = start + len(segment.literal)
                if key not in following or following[key][0] < total:
                    following[key] = (total, (*starts, start))
        if following:
            states = following
        else:
            # The literals stand in another order than printed: keep what was found so far.
            states = {end: (score, (*starts, -1)) for end, (score, starts) in states.items()}
    return list(max(states.values(), key=lambda state: state[0])[1])


def _raw(places: Sequence[int], at: int, text: str) -> int:
    return places[at] if at < len(places) else len(text)


def _judge(slots: Sequence[Slot], raw: str, fit: Fit, is_free: IsFree) -> float:
    if not slots:
        return DOUBTFUL if raw.strip() else FITS
    if len(slots) == 1:
        return fit(slots[0], raw)
    return sum(fit(slot, part) for slot, part, _ in _shares(slots, raw, fit, is_free))


def _shares(slots: Sequence[Slot], raw: str, fit: Fit, is_free: IsFree) -> list[tuple[Slot, str, int]]:
    """Share a text among slots with no printed text between them: line by line, as each one fits.

    Returns (slot, text, where it starts in ``raw``).
    """
    if len(slots) == 1 or not raw.strip():
        return [(slot, raw if number == 0 else "", 0) for number, slot in enumerate(slots)]
    best: tuple[float, int, list[tuple[Slot, str, int]]] | None = None
    for cut in _cuts(raw):
        head = (slots[0], raw[:cut], 0)
        tail = _shares(slots[1:], raw[cut:], fit, is_free)
        shares = [head, *((slot, part, start + cut) for slot, part, start in tail)]
        score = sum(fit(slot, part) for slot, part, _ in shares)
        preference = cut if is_free(slots[0]) else -cut
        if best is None or (score, preference) > best[:2]:
            best = (score, preference, shares)
    return best[2] if best else []


def _cuts(raw: str) -> Iterator[int]:
    yield 0
    breaks = [number for number, character in enumerate(raw) if character in "\n\t "]
    yield from breaks[:MOST_PLACES]
    yield len(raw)


def _assemble(  # noqa: PLR0913 (one reading in the making; each argument is used once)
    segments: Sequence[_Segment],
    chosen: Sequence[int],
    text: str,
    places: Sequence[int],
    fit: Fit,
    is_free: IsFree,
    missing: int,
) -> Reading:
    pieces: list[Piece] = []
    strays: list[tuple[int, int]] = []
    end, tail = 0, ""
    for segment, start in zip(segments, chosen, strict=False):
        if start < 0:
            missing += 1
            pieces += [Piece(slot, "", end, end) for slot in segment.slots]
            continue
        begin = _after(places, end, text, tail)
        stop = max(begin, _raw(places, start, text))
        if segment.slots:
            shares = _shares(segment.slots, text[begin:stop], fit, is_free)
            pieces += [Piece(slot, part, begin + at, begin + at + len(part)) for slot, part, at in shares]
        elif text[begin:stop].strip():
            strays.append((begin, stop))
        end, tail = start + len(segment.literal), segment.tail
    certain = all(fit(piece.slot, piece.raw) > DOUBTFUL for piece in pieces)
    confidence = (0.6 if missing else 1.0) if certain else 0.5
    adopted = _adopt(pieces, strays, text, fit)
    return Reading(tuple(pieces), tuple(strays), min(confidence, 0.8) if adopted else confidence)


def _adopt(pieces: list[Piece], strays: list[tuple[int, int]], text: str, fit: Fit) -> bool:
    """Give text typed on the wrong side of a printed unit (``人12``) to the one slot that it can be for."""
    blank = [number for number, piece in enumerate(pieces) if not piece.raw.strip()]
    if len(strays) != 1 or len(blank) != 1:
        return False
    start, stop = strays[0]
    piece = pieces[blank[0]]
    if fit(piece.slot, text[start:stop]) < NEUTRAL:
        return False
    pieces[blank[0]] = Piece(piece.slot, text[start:stop], start, stop)
    strays.clear()
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


def _tail(text: str) -> str:
    """Return the marks at the end of a literal that folding drops: ``：`` of ``签字：``."""
    kept = len(text)
    while kept and not fold(text[kept - 1]):
        kept -= 1
    return "".join(character for character in text[kept:] if not character.isspace())
