"""Two sets of labelled fields tied to one another: by label, heading, kind and neighbours."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from formkit.chinese.folding import clean_label, fold
from formkit.programme import Field

SAME, CLOSE, LOOSE = 0.999, 0.6, 0.3
DOUBTFUL: Final = 0.8
"""Below this a person is asked whether two labels mean the same."""

_NOTE: Final = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_PAPER: Final = frozenset(("signature", "seal"))
#: Kinds of which a part of a form asks one: the phone stays the phone, whatever it is called.
_SINGLE: Final = frozenset(("phone", "email", "postcode", "resident_id", "credit_code", "picture"))
_DAYS: Final = frozenset(("date", "year_month"))
#: What a place for a date is called that has no label: the words of its slots, or what they ask for.
_UNNAMED: Final = frozenset(("年月日", "年月", "日期"))

Agree = Callable[[Field, Field], bool]


@lru_cache(maxsize=65_536)
def alike(one: str, other: str) -> float:
    """Return how alike two labels are, 0 to 1; notes in brackets count little.

    >>> alike("姓 名", "姓名："), alike("申报单位（盖章）", "申报单位"), alike("联系电话", "出生年月")
    (1.0, 0.95, 0.0)
    """
    first, second = fold(clean_label(one)), fold(clean_label(other))
    if first == second:
        return 1.0
    bare, plain = _NOTE.sub("", first), _NOTE.sub("", second)
    if bare and bare == plain:
        return 0.95
    if not first or not second:
        return 0.0
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    shorter, longer = sorted((bare or first, plain or second), key=len)
    within = len(shorter) > 1 and (longer.endswith(shorter) or longer.startswith(shorter))
    return max(ratio, 0.75 if within else 0.0)


def _family(kind: str) -> str:
    if kind in _PAPER:
        return kind
    return "choice" if kind.startswith("choice") else ("picture" if kind == "picture" else "text")


def _label_likeness(old: Field, new: Field) -> float:
    if _unnamed(old) and _unnamed(new):
        return 1.0
    return max(alike(label, new.label) for label in (old.label, *old.aliases))


def _unnamed(item: Field) -> bool:
    return item.kind in _DAYS and fold(item.label) in _UNNAMED


def _block_likeness(old: Field, new: Field) -> float:
    """Return how alike two headings are; of several, one over the other, the most alike counts."""
    if not old.block or not new.block:
        return 0.5
    return max(alike(old.block, part) for part in (new.block, *new.block.split("/")))


def _stand_together(old: Field, new: Field) -> bool:
    """Whether two stand under like headings, or both under none."""
    return _block_likeness(old, new) >= CLOSE if old.block or new.block else True


class Pairing:
    """Old fields tied to new places, the surest first."""

    def __init__(self, old: Sequence[Field], new: Sequence[Field]) -> None:
        """Take both sets, each in its order."""
        self.old, self.new = old, new
        self.of_old: dict[int, int] = {}
        self.of_new: dict[int, int] = {}
        self.sure: dict[int, float] = {}
        self.labels = {
            (i, j): _label_likeness(one, other) for i, one in enumerate(old) for j, other in enumerate(new)
        }

    def fits(self, i: int, j: int) -> bool:
        """Whether two are of one family of kinds: texts, choices, pictures, signatures, seals."""
        return _family(self.old[i].kind) == _family(self.new[j].kind)

    def may_become(self, i: int, j: int) -> bool:
        """Whether a text became a choice, or a choice a text: boxes come and go."""
        return {_family(self.old[i].kind), _family(self.new[j].kind)} == {"text", "choice"}

    def tie(self, i: int, j: int, sure: float) -> None:
        """Tie an old field to a new one; a second new one stands beside the first."""
        self.of_old.setdefault(i, j)
        self.of_new[j] = i
        self.sure[j] = sure

    def free(self) -> list[tuple[int, int]]:
        """Return the pairs of which neither is tied."""
        return [(i, j) for i, j in self.labels if i not in self.of_old and j not in self.of_new]

    def by_label(self) -> None:
        """Tie equal labels: of several those under the same heading first, then in order."""
        for fits in (self.fits, self.may_become):
            equal = [(i, j) for i, j in self.free() if self.labels[i, j] >= SAME and fits(i, j)]
            for i, j in sorted(equal, key=self._rank):
                if i not in self.of_old and j not in self.of_new:
                    self.tie(i, j, self._sure_of_label(i, j))

    def _sure_of_label(self, i: int, j: int) -> float:
        """Return how sure an equal label is: a date without one is known by its heading alone."""
        old, new = self.old[i], self.new[j]
        return 0.7 + 0.3 * _block_likeness(old, new) if _unnamed(old) and _unnamed(new) else 1.0

    def _rank(self, pair: tuple[int, int]) -> tuple[bool, float, int, int]:
        """Return what orders pairs of equal labels: by its own label, under the same heading, in order."""
        old, new = self.old[pair[0]], self.new[pair[1]]
        return alike(old.label, new.label) < SAME, -_block_likeness(old, new), *pair

    def neighbours(self, i: int, j: int) -> int:
        """How many of the two neighbours of a field are neighbours of the place as well."""
        count = 0
        for step in (-1, 1):
            at = i + step
            outside = not 0 <= at < len(self.old) and not 0 <= j + step < len(self.new)
            count += outside or (at in self.of_old and self.of_old[at] == j + step)
        return count

    def by_likeness(self, agree: Agree | None) -> None:
        """Tie what is alike in label, heading and neighbours, the best first, until nothing more is."""
        near = {
            (i, j)
            for i, j in self.free()
            if self.fits(i, j) and (self.labels[i, j] >= LOOSE or self.special(i, j))
        }
        while True:
            near = {(i, j) for i, j in near if i not in self.of_old and j not in self.of_new}
            scored = [(self.score(i, j), i, j) for i, j in near]
            sure, i, j = max(scored, key=lambda item: (item[0], -item[1], -item[2]), default=(0.0, 0, 0))
            if sure <= 0:
                return
            is_asked = sure < DOUBTFUL and agree is not None
            if is_asked and agree is not None and not agree(self.old[i], self.new[j]):
                near.discard((i, j))
                continue
            self.tie(i, j, 1.0 if is_asked else sure)

    def special(self, i: int, j: int) -> bool:
        """Whether both are of one kind, and of one that says something: a date, a phone, a choice."""
        kinds = {self.old[i].kind, self.new[j].kind}
        return kinds <= _DAYS or (len(kinds) == 1 and not kinds & {"text", "long_text"})

    def single(self, i: int, j: int) -> bool:
        """Whether both are the only ones left of their kind under a heading, and of a kind asked for once."""
        old, new = self.old[i], self.new[j]
        if old.kind not in _SINGLE or old.kind != new.kind or not _stand_together(old, new):
            return False
        others = [
            (one, other)
            for one, other in self.free()
            if (one == i) != (other == j)
            and self.old[one].kind == self.new[other].kind == old.kind
            and _stand_together(self.old[one], self.new[other])
        ]
        return not others

    def score(self, i: int, j: int) -> float:
        """Return how sure a pair is; 0 where it is none."""
        label, near = self.labels[i, j], self.neighbours(i, j)
        block = _block_likeness(self.old[i], self.new[j])
        if label >= CLOSE and (block >= CLOSE or near or label >= DOUBTFUL or self.special(i, j)):
            return min(0.95, 0.5 + 0.3 * label + 0.1 * block + 0.05 * near)
        if self.single(i, j):
            return 0.6 + 0.1 * label
        if near == 2 and (label >= LOOSE or self.special(i, j)):  # noqa: PLR2004 (both of its neighbours)
            return 0.5 + 0.2 * label + 0.1 * block
        return 0.0


def pair(old: Sequence[Field], new: Sequence[Field], agree: Agree | None = None) -> Pairing:
    """Return old fields tied to new ones; ``agree`` is asked where two may be the same."""
    pairing = Pairing(old, new)
    pairing.by_label()
    pairing.by_likeness(agree)
    _tie_aliases(pairing)
    return pairing


def _tie_aliases(pairing: Pairing) -> None:
    """Give a field also the other places that print one of its other labels."""
    for j, item in enumerate(pairing.new):
        if j in pairing.of_new:
            continue
        label = fold(clean_label(item.label))
        for i, field in enumerate(pairing.old):
            aliases = {fold(clean_label(alias)) for alias in field.aliases}
            if label in aliases and pairing.fits(i, j):
                pairing.tie(i, j, 1.0)
                break
