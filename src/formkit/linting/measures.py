"""Measure each element against its clauses: the table says what is wanted, this module what is found."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from formkit.formatted import FormattedLine, Stretch
from formkit.gongwen.clauses import ALIGNMENTS, CLAUSES, Clause
from formkit.gongwen.elements import BODY_SIZE, BY_KEY, EM, FACES, LEVELS, RED, SIZES
from formkit.linting.elements import Recognised, level_of
from formkit.linting.mistake import Mistake, Place, first_words

Found = tuple[float | str, tuple[int, int] | None]
Measure = Callable[[Recognised, Clause], Found | None]

_ROLE: Final = {name.casefold(): role for role, names in FACES.items() for name in names}
_LEAST_RED, _MOST_OTHER = 0xD0, 0x40
_HEX: Final = 6
#: A head that runs on into its text is shorter than this.
_SHORT: Final = 25
#: What one line can tell beside the lines of an element: a hanging continuation is indented otherwise.
_FIRST_ONLY: Final = frozenset(("first", "blank"))


def measured(items: Sequence[Recognised]) -> Iterator[Mistake]:
    """Yield what each element measures otherwise than its clauses say."""
    marked = any(item.key == "annex_mark" for item in items)
    for item in items:
        for name, measure in MEASURES.items():
            clause = CLAUSES.get(f"{item.key}.{name}")
            if clause is None or clause.where == "page" or (name in _FIRST_ONLY and not item.leads):
                continue
            if clause.key == "annex_title.blank" and marked:
                continue  # its row says the same
            yield from _judged(item, clause, measure(item, clause))
        if item.key == "body":
            yield from _levels(item)
        if item.key == "annex_mark" and not item.line.breaks_page:
            yield from _judged(item, CLAUSES["annex.page"], ("接排", None))
        if item.key == "annex_title" and marked and item.leads and item.blank is not None:
            yield from _judged(item, CLAUSES["annex_title.row"], (2 + item.blank, None))


def _judged(item: Recognised, clause: Clause, found: Found | None) -> Iterator[Mistake]:
    if found is None or clause.holds(found[0]):
        return
    line = item.line
    yield Mistake(
        clause,
        Place(line.where, line.number, first_words(line.text)),
        found[0],
        line.text,
        found[1],
    )


def _face(item: Recognised, clause: Clause) -> Found | None:
    """Return the first face that is another, of Chinese characters; the number's face for that of a page."""
    if item.key == "body":
        level = level_of(item.line.text)
        start = _head_end(item.line.text) if level is not None and level[0] <= 2 else 0  # noqa: PLR2004
        return _wrong_face(item.line, clause, start, len(item.line.text))
    return _wrong_face(item.line, clause, 0, len(item.line.text))


def _head_end(text: str) -> int:
    """Return where a heading with a number ends: behind its first sentence, or all of it."""
    stop = text.find("。")
    return len(text) if stop < 0 else stop + 1


def _wrong_face(line: FormattedLine, clause: Clause, start: int, end: int) -> Found | None:
    for at, stretch in spans(line.stretches):
        if at >= end or at + len(stretch.text) <= start or not _is_chinese(stretch.text):
            continue
        role = role_of(stretch.east)
        if role != clause.wanted:
            return role or "未指明", (start, end)
    return None


def _levels(item: Recognised) -> Iterator[Mistake]:
    """Look at the number of a heading and at its head, which may run on in 仿宋 (7.3.3)."""
    level = level_of(item.line.text)
    if level is None:
        return
    text = item.line.text
    clause, end = CLAUSES[f"level{level[0]}.face"], level[1]
    head = _head_end(text)
    whole = head == len(text) and len(text) < 40 and text.rstrip()[-1] not in "；：，。"  # noqa: PLR2004
    numbered = _wrong_number(item.line, clause, end)
    if LEVELS[level[0] - 1].face == "仿宋":
        yield from _judged(item, clause, numbered)
    elif numbered is not None:
        alone = whole or text[end:head].strip() == "" or len(text[end:head]) < _SHORT
        reach = min(_stretch_end(item.line), head)
        until = head if alone else reach if reach - end < _SHORT else end
        yield from _judged(item, clause, (numbered[0], (0, max(until, end))))
    else:
        for at, stretch in spans(item.line.stretches):
            role = role_of(stretch.east)
            if end <= at < head and _is_chinese(stretch.text) and role not in {clause.wanted, "仿宋"}:
                yield from _judged(item, clause, (role or "未指明", (at, min(at + len(stretch.text), head))))
                return


def _stretch_end(line: FormattedLine) -> int:
    """Return where the first look ends that is not blank: so far a heading may reach."""
    return next((at + len(one.text) for at, one in spans(line.stretches) if one.text.strip()), 0)


def _wrong_number(line: FormattedLine, clause: Clause, end: int) -> Found | None:
    for at, stretch in spans(line.stretches):
        if at < end and _is_chinese(stretch.text[: end - at]):
            role = role_of(stretch.east)
            return None if role == clause.wanted else (role or "未指明", (0, end))
    return None


def _size(item: Recognised, clause: Clause) -> Found | None:
    for _, stretch in spans(item.line.stretches):
        if stretch.text.strip() and not clause.holds(stretch.size):
            return stretch.size, None
    return None


def _height(item: Recognised, _: Clause) -> Found | None:
    """Return the height of lines: it must be fixed, else it depends on the face."""
    if item.line.line is None or not item.line.exact:
        return "非固定值", None
    return item.line.line, None


def _colour(item: Recognised, _: Clause) -> Found | None:
    for stretch in item.line.stretches:
        if stretch.text.strip() and not is_red(stretch.colour):
            return stretch.colour or "黑色", None
    return None


def _align(item: Recognised, _: Clause) -> Found | None:
    return ALIGNMENTS.get(item.line.align, item.line.align), None


def _first(item: Recognised, _: Clause) -> Found | None:
    line = item.line
    typed = _spaces(line.text[: len(line.text) - len(line.text.lstrip())])
    own = line.first_characters
    return (line.first / _em(item.key) if own is None else own) + typed, None


def _left(item: Recognised, _: Clause) -> Found | None:
    return _first(item, _)


def _right(item: Recognised, _: Clause) -> Found | None:
    line = item.line
    typed = _spaces(line.text[len(line.text.rstrip()) :])
    own = line.right_characters
    return (line.right / _em(item.key) if own is None else own) + typed, None


def _blank(item: Recognised, _: Clause) -> Found | None:
    return None if item.blank is None else (item.blank + round(item.line.before / 28.95), None)


MEASURES: Final[Mapping[str, Measure]] = {
    "face": _face,
    "size": _size,
    "line": _height,
    "colour": _colour,
    "align": _align,
    "first": _first,
    "left": _left,
    "right": _right,
    "blank": _blank,
}


def spans(stretches: Sequence[Stretch]) -> Iterator[tuple[int, Stretch]]:
    """Yield each stretch with where it begins."""
    at = 0
    for stretch in stretches:
        yield at, stretch
        at += len(stretch.text)


def role_of(face: str) -> str:
    """Return what the standard calls a face; a face it does not know, by its own name.

    >>> role_of("FangSong"), role_of("KaiTi_GB2312"), role_of("Arial")
    ('仿宋', '楷体', 'Arial')
    """
    return _ROLE.get(face.casefold(), face)


def is_red(colour: str) -> bool:
    """Whether a colour is the red of letterheads (Y80 % M80 % in print): hardly any green or blue.

    >>> is_red("FF0000"), is_red("C00000"), is_red("")
    (True, False, False)
    """
    if colour == RED:
        return True
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return len(colour) == _HEX and red >= _LEAST_RED and max(green, blue) <= _MOST_OTHER


def _em(key: str) -> float:
    element = BY_KEY[key]
    return EM if element.size == BODY_SIZE else element.size or SIZES["三号"]


def _is_chinese(text: str) -> bool:
    return any(unicodedata.east_asian_width(character) in "WF" for character in text)


def _spaces(text: str) -> float:
    return sum(1 if character == "\u3000" else 0.5 for character in text if character in "\u3000 \xa0")
