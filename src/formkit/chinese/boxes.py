"""Which options of a printed choice are ticked: ``□国有企业 ☑民营企业``, ``是□ 否√``, ``[√]是``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from formkit.chinese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

TICKED: Final = "☑☒■√✓✔●▣◉✅⊠🗷🗸🗹\uf052\uf0fc\uf0fd\uf0fe"
"""Marks of a chosen option; the last four are Wingdings as they come out of Word."""

UNTICKED: Final = "□☐○◯〇▢▯◻◇⬜❏❑❒\uf06f\uf071\uf072\uf0a3\uf0a8"
"""Boxes of an option that is not chosen."""

_OPEN, _SHUT = r"[\[(【〔] *", r" *[\])】〕]"
_MARKS: Final = rf"(?P<tick>{_OPEN}(?:☑|[xv](?={_SHUT})){_SHUT}|☑)|(?P<box>{_OPEN}□?{_SHUT}|□)|(?P<mouth>口)"
_ONE_MARK: Final = str.maketrans(dict.fromkeys(TICKED, "☑") | dict.fromkeys(UNTICKED, "□"))
_SHORT: Final = 200
_NOTE: Final = re.compile(r"\([^()]*\)")
_FILLER: Final = re.compile(r"[^\w]|[\d_]")


class Boxes(NamedTuple):
    """What a printed choice says.

    ``ticked`` and ``bare`` (written without a mark) are options in printed order; ``boxed`` says whether
    there is any mark; ``rest`` is what else was written, folded, without punctuation, numbering and notes in
    brackets; ``doubtful`` that a tick belongs to no option, or stands between two and may belong to either.
    """

    ticked: tuple[str, ...]
    bare: tuple[str, ...]
    boxed: bool
    rest: str
    doubtful: bool


class _Loose(dict[int, str]):
    """A table for ``str.translate``: characters folded, white space one blank; worked out when met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = loose = fold(char) or (" " if char.isspace() else "")
        return loose


_LOOSE = _Loose()


class _Token(NamedTuple):
    sort: str
    option: int
    spaced: bool


@lru_cache(maxsize=4096)
def _read_short(text: str, options: tuple[str, ...]) -> Boxes:
    return _read(text, options)


def read_boxes(text: str, options: tuple[str, ...]) -> Boxes:
    """Return which options are ticked; the longest option that fits is the one that is meant.

    A mark belongs to the option after it, unless the text begins with an option and ends with a mark.
    Width, case and white space within an option do not matter.

    >>> read_boxes("□国有企业  ☑民营 企业", ("国有企业", "民营企业")).ticked
    ('民营企业',)
    >>> read_boxes("是□ 否√", ("是", "否")).ticked, read_boxes("□是√  □否", ("是", "否")).ticked
    (('否',), ('是',))
    >>> read_boxes("高级技师", ("技师", "高级技师")).bare
    ('高级技师',)
    >>> read_boxes("☑甲", ()).ticked  # a field that has no options
    ()
    """
    if text in options:
        return Boxes((), (text,), False, "", False)  # noqa: FBT003 (a named tuple)
    # Of many forms most have the same ticks.
    return _read_short(text, options) if len(text) <= _SHORT else _read(text, options)


def _read(text: str, options: tuple[str, ...]) -> Boxes:
    tokens, rest = _tokens(text, options)
    solid = [token for token in tokens if token.sort != "rest"]
    marks: list[tuple[int, bool]] = []
    doubtful = False
    if solid and solid[0].sort == "option" and solid[-1].sort != "option":
        marks = list(_marks_after(solid))
    else:
        marks, doubtful = _marks_before(solid)
    marked = {option for option, _ in marks}
    ticked = {option for option, tick in marks if tick}
    bare = [token.option for token in solid if token.sort == "option"]
    for option, _ in marks:
        if option in bare:
            bare.remove(option)
    return Boxes(
        tuple(options[place] for place in sorted(ticked)),
        tuple(options[place] for place in sorted(set(bare))),
        bool(marked) or any(token.sort != "option" for token in solid),
        _FILLER.sub("", _NOTE.sub("", rest)),
        doubtful or (not ticked and any(token.sort == "tick" for token in solid)),
    )


def _marks_after(tokens: list[_Token]) -> Iterator[tuple[int, bool]]:
    """Yield option and tick of each mark in ``是□ 否☑``."""
    option = -1
    for token in tokens:
        if token.sort == "option":
            option = token.option
        else:
            yield option, token.sort == "tick"


def _marks_before(tokens: list[_Token]) -> tuple[list[tuple[int, bool]], bool]:
    """Return option and tick for ``□是 ☑否``, and whether a tick may belong to either neighbour."""
    marks: list[tuple[int, bool]] = []
    pending: list[_Token] = []
    last, doubtful = -1, False
    for token in tokens:
        if token.sort != "option":
            pending.append(token)
            continue
        if last >= 0 and pending:
            behind, doubt = _behind(pending, token)
            doubtful = doubtful or doubt
            if any(mark.sort == "tick" for mark in pending[:behind]):
                marks.append((last, True))
            pending = pending[behind:]
        if pending:
            marks.append((token.option, any(mark.sort == "tick" for mark in pending)))
        last, pending = token.option, []
    if last >= 0 and any(mark.sort == "tick" for mark in pending):
        marks.append((last, True))
    return marks, doubtful


def _behind(pending: list[_Token], option: _Token) -> tuple[int, bool]:
    """Return how many marks between two options belong to the first, and whether that is doubtful."""
    if pending[0].sort == "box":
        return 0, False
    glued = not pending[0].spaced
    gap = next((place for place, mark in enumerate(pending) if place and mark.spaced), 0)
    if len(pending) == 1:
        return 0, glued and option.spaced
    if glued and gap:
        return gap, False
    return 0, pending[-1].sort == "box" and not (pending[0].spaced and not gap)


def _tokens(text: str, options: tuple[str, ...]) -> tuple[list[_Token], str]:
    """Return the options and marks of a text in order, and the text that is neither."""
    loose = text.translate(_LOOSE).translate(_ONE_MARK)
    tokens: list[_Token] = []
    rest: list[str] = []
    spaced = False
    mouth: _Token | None = None
    for match in _pattern(options).finditer(loose):
        sort = match.lastgroup or ""
        if sort == "space":
            spaced = True
            continue
        if mouth is not None:  # 口 is typed for □; it is a box only where an option follows
            if sort.startswith("option"):
                tokens.append(mouth)
            else:
                rest.append("口")
            mouth = None
        if sort == "mouth":
            mouth = _Token("box", -1, spaced)
        elif sort == "rest":
            rest.append(match[0])
        elif sort in {"tick", "box"}:
            tokens.append(_Token(sort, -1, spaced))
        else:
            tokens.append(_Token("option", int(sort.removeprefix("option")), spaced))
        spaced = False
    if mouth is not None:
        rest.append("口")
    return tokens, "".join(rest)


@lru_cache(maxsize=256)
def _pattern(options: tuple[str, ...]) -> re.Pattern[str]:
    folded = [(fold(option).translate(_ONE_MARK), place) for place, option in enumerate(options)]
    longest_first = sorted(folded, key=lambda pair: -len(pair[0]))
    written = [(" *".join(map(re.escape, option)), place) for option, place in longest_first if option]
    named = "".join(f"(?P<option{place}>{option})|" for option, place in written)
    return re.compile(rf"{named}{_MARKS}|(?P<space> +)|(?P<rest>.)", re.DOTALL)
