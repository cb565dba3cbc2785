"""A cell or line of a template as printed text with slots.

``负责人签字：{{ unit.signature }}（公章）`` is the literal ``负责人签字：``, a slot, and the literal
``（公章）``. Literals are compared folded, so letter spacing and width make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from formkit.chinese.folding import fold

PLACEHOLDER = re.compile(r"\{\{[-+]?\s*(.+?)\s*[-+]?\}\}|\{%.*?%\}", re.DOTALL)
ROOM = re.compile(r"[ \u3000\t_\u00a0]{2,}|\u3000|\t")
QUOTED = re.compile(r"'[{}%#]+'|\"[{}%#]+\"")
NAME = re.compile(r"^([^\W\d][\w.]*)(?:\[\s*(['\"“”])(.+?)['\"“”]\s*\])?(?:\s*\|.*)?$", re.DOTALL)


class Slot(NamedTuple):
    """A place to be filled: the path as the template writes it, and the option of a tick box."""

    path: str
    option: str | None = None


class Literal(NamedTuple):
    """Printed text, raw and folded."""

    text: str
    folded: str


class Pattern(NamedTuple):
    """Tokens of one cell or line in order, its slots, its printed texts, whether it is but one slot."""

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
    >>> compile_pattern("{{ '{' }}姓名}").literals
    ('{', '姓名}')
    """
    tokens: list[Slot | Literal] = []
    at = 0
    for match in PLACEHOLDER.finditer(text):
        _add_literal(tokens, text[at : match.start()])
        at = match.end()
        if match[1] is not None and QUOTED.fullmatch(match[1]):
            _add_literal(tokens, match[1][1:-1])  # braces that the form prints itself
        elif match[1] is not None:
            name = NAME.match(match[1])
            tokens.append(Slot(match[1]) if name is None else Slot(name[1], name[3]))
    _add_literal(tokens, text[at:])
    slots = tuple(token for token in tokens if isinstance(token, Slot))
    literals = tuple(token.folded for token in tokens if isinstance(token, Literal) and token.folded)
    return Pattern(tuple(tokens), slots, literals, is_slot_only=len(tokens) == len(slots) == 1)


def joined(patterns: Iterable[Pattern]) -> Pattern:
    """Return the pattern of cells whose texts stand one after the other on one line."""
    each = list(patterns)
    return Pattern(
        tuple(token for pattern in each for token in pattern.tokens),
        tuple(slot for pattern in each for slot in pattern.slots),
        tuple(literal for pattern in each for literal in pattern.literals),
        is_slot_only=sum(len(pattern.tokens) for pattern in each) == 1 == sum(len(p.slots) for p in each),
    )


def _add_literal(tokens: list[Slot | Literal], text: str) -> None:
    tokens += [Literal(part, fold(part)) for part in _parted(text)]


def _parted(text: str) -> Iterator[str]:
    """Yield printed text in pieces, cut where there is room to write: somebody may, though nobody asked.

    Letter spacing is no room.

    >>> list(_parted("误工    天，按      标准")), list(_parted("姓    名："))
    (['误工    ', '天，按      ', '标准'], ['姓    名：'])
    """
    begin = 0
    for gap in ROOM.finditer(text):
        left, right = text[begin : gap.start()].split(), text[gap.end() :].split()
        if left and right and max(len(fold(left[-1])), len(fold(right[0]))) > 1:
            yield text[begin : gap.end()]
            begin = gap.end()
    if begin < len(text):
        yield text[begin:]
