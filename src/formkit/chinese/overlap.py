"""Passages that two texts have in common, word for word: a clerk sees them, and judges.

Characters are compared, not meaning: whoever copies a paragraph and changes a name in it still shares
the rest. White space, punctuation, width and case make no difference.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final, NamedTuple

from formkit.chinese.folding import fold_map

SIZE: Final = 13
"""Letters and figures of a piece: shorter ones are names and set phrases that everybody uses."""

LEAST: Final = 0.05
LONG: Final = 50
"""Letters and figures of a passage that is worth a look by itself, however long the texts are."""

COMMON: Final = 6
"""What at least so many texts have, and more than half of all, is the form's wording or the notice's."""

MOST_STARTS: Final = 20
"""Of a piece that one text repeats, so many places are tried."""


KEPT: Final = 64
"""Texts that stay cut up for the next comparison; one of six thousand characters takes half a megabyte."""

Run = tuple[int, int, int]
"""Where both texts read alike: the start in the one and in the other, and the length."""


class Passage(NamedTuple):
    """A passage: how it reads in the one text and in the other, and its letters and figures."""

    one: str
    other: str
    length: int


class Overlap(NamedTuple):
    """Two texts that share passages.

    ``share`` is the part of the letters and figures of one text that the other has too (0 to 1), of the
    text of which it is the larger part; ``passages`` begin with the longest.
    """

    one: str
    other: str
    share: float
    passages: tuple[Passage, ...]


class _Text(NamedTuple):
    """A text: raw, its letters and figures folded, where each comes from, and its pieces in order."""

    raw: str
    folded: str
    places: Sequence[int]
    pieces: Sequence[str]


def shared_passages(
    texts: Mapping[str, str], *, printed: Iterable[str] = (), least: float = LEAST
) -> list[Overlap]:
    """Return the pairs of texts that share more than chance explains, the largest share first.

    ``texts`` are by any name (a file, an applicant). Passages are at least :data:`SIZE` letters and
    figures long. Left out is what stands in ``printed`` (the template, the notice), and what more than
    half of the texts and at least :data:`COMMON` of them hold. A pair is returned where one text shares
    ``least`` of its length, or has a passage of :data:`LONG` in common.

    >>> copied = "二十年来他扎根车间，带领团队攻克技术难题三十余项。"
    >>> found = shared_passages({"甲": f"李某，{copied}", "乙": f"{copied}他是王某。", "丙": "别的"})
    >>> [(item.one, item.other, item.passages[0].one) for item in found]
    [('甲', '乙', '二十年来他扎根车间，带领团队攻克技术难题三十余项')]
    """
    known = {piece for text in printed for piece in _cut(text).pieces}
    cut = {name: _cut(text) for name, text in texts.items()}
    pairs, ignored = _pairs(cut, known)
    starts = {name: _starts(cut[name].pieces, ignored) for name in {other for _, other in pairs}}
    found = []
    for one, other in pairs:
        runs = _runs(cut[one].pieces, cut[other].pieces, starts[other], ignored)
        overlap = _overlap((one, cut[one]), (other, cut[other]), runs)
        longest = overlap.passages[0].length if overlap.passages else 0
        if longest >= LONG or (longest and overlap.share >= least):
            found.append(overlap)
    return sorted(found, key=lambda item: (-item.share, item.one, item.other))


@lru_cache(maxsize=KEPT)
def _cut(raw: str) -> _Text:
    folded, places = fold_map(raw)
    kept = [(char, place) for char, place in zip(folded, places, strict=True) if char.isalnum()]
    text = "".join(char for char, _ in kept)
    pieces = [text[start : start + SIZE] for start in range(len(text) - SIZE + 1)]
    return _Text(raw, text, [place for _, place in kept], pieces)


def _pairs(cut: Mapping[str, _Text], known: set[str]) -> tuple[list[tuple[str, str]], set[str]]:
    """Return the pairs that share enough pieces to be looked at, and the pieces that tell nothing."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for name, text in cut.items():
        for piece in set(text.pieces):
            holders[piece].append(name)
    common = max(COMMON, len(cut) // 2 + 1)
    ignored = known | {piece for piece, names in holders.items() if len(names) >= common}
    # A copied passage has the same holders in each of its pieces: there are few groups, however long it is.
    groups = Counter(
        tuple(names) for piece, names in holders.items() if len(names) > 1 and piece not in ignored
    )
    shared: Counter[tuple[str, str]] = Counter()
    for names, pieces in groups.items():
        for pair in combinations(names, 2):
            shared[pair] += pieces
    return list(shared), ignored


def _overlap(one: tuple[str, _Text], other: tuple[str, _Text], found: Iterable[Run]) -> Overlap:
    (name, first), (other_name, second) = one, other
    runs = sorted(found, key=lambda run: (-run[2], run[0], run[1]))
    passages = dict.fromkeys(_passage(first, second, run) for run in runs)
    share = max(
        _covered((start, length) for start, _, length in runs) / max(1, len(first.folded)),
        _covered((start, length) for _, start, length in runs) / max(1, len(second.folded)),
    )
    return Overlap(name, other_name, share, tuple(passages))


def _starts(pieces: Sequence[str], ignored: set[str]) -> dict[str, list[int]]:
    """Return where each piece stands that tells something."""
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        if piece not in ignored and len(starts[piece]) < MOST_STARTS:
            starts[piece].append(at)
    return dict(starts)


def _runs(
    one: Sequence[str], other: Sequence[str], starts: Mapping[str, Sequence[int]], ignored: set[str]
) -> Iterator[Run]:
    """Yield where both texts read alike; none goes on any further."""
    at = 0
    while at < len(one):
        best, best_start = 0, 0
        for start in starts.get(one[at], ()):
            alike = _alike(one, at, other, start, ignored)
            if alike > best:
                best, best_start = alike, start
        if best:
            yield at, best_start, best + SIZE - 1
        at += best or 1


def _alike(one: Sequence[str], at: int, other: Sequence[str], start: int, ignored: set[str]) -> int:
    """Return how many pieces are the same from two places on."""
    count = 0
    most = min(len(one) - at, len(other) - start)
    while count < most and one[at + count] == other[start + count] and one[at + count] not in ignored:
        count += 1
    return count


def _covered(spans: Iterable[tuple[int, int]]) -> int:
    """Return how many places the spans (start, length) cover, each counted once."""
    total = end = 0
    for start, length in sorted(spans):
        total += max(0, start + length - max(start, end))
        end = max(end, start + length)
    return total


def _passage(one: _Text, other: _Text, run: Run) -> Passage:
    first, second, length = run
    return Passage(_raw(one, first, length), _raw(other, second, length), length)


def _raw(text: _Text, start: int, length: int) -> str:
    return text.raw[text.places[start] : text.places[start + length - 1] + 1]
