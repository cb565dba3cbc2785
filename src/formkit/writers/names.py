"""Names of files: safe on Windows, and never with a resident identity number in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from formkit.paths import text_at

UNNAMED: Final = "未命名"
MAX_CHARS: Final = 80
MAX_BYTES: Final = 240

_PLACE: Final = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|]')
_LINES: Final = frozenset({"Cc", "Zl", "Zp"})
_UNSEEN: Final = frozenset({"Cf", "Cs"})
_RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?",
    re.IGNORECASE | re.DOTALL,
)
_LONG_RUN: Final = re.compile(r"\d{15,}[XxＸｘ]?")
_DIGITS: Final = re.compile(r"\d+[XxＸｘ]?")
_SEPARATOR: Final = re.compile(r"[\W_]{1,3}")
_OLD, _NEW = 15, 18
_MONTHS, _DAYS = 12, 31


def safe_name(pattern: str, record: Mapping[str, object]) -> str:
    """Return a file's name without its ending, from a pattern such as ``申报表-{leader.name}``.

    A path without an answer gives nothing. At most 80 characters and 240 bytes of UTF-8; characters
    that Windows forbids, and those that break lines, become ``_``; what cannot be seen is dropped, and so is
    whatever looks like a resident identity number (GB 11643: 15 or 18 places), full-width or spaced.

    >>> safe_name("申报表-{leader.name}", {"leader": {"name": "张三/李四"}})
    '申报表-张三_李四'
    >>> safe_name("{id}", {"id": "110105 19491231 002X"})
    '未命名'
    """
    name = _PLACE.sub(lambda match: text_at(record, match[1].strip()), pattern)
    name = "".join(filter(None, map(_safe_character, name)))
    name = _shortened(_tidy(_without_numbers(name)))
    return f"_{name}" if _RESERVED.fullmatch(name) else name or UNNAMED


class Taken:
    """Names that are taken, as Windows sees them: without regard to case; and how often each was wanted."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Take some names from the beginning."""
        self._names = set(map(_folded, names))
        self._counts: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        """Whether a name is taken."""
        return _folded(name) in self._names

    def unique(self, name: str) -> str:
        """Return the name, or the name with (2), (3) ... where it is taken; take what is returned.

        Names are without their ending.

        >>> Taken(["A", "A(2)"]).unique("a")
        'a(3)'
        """
        result, count = name, self._counts.get(_folded(name), 1)
        if count > 1:
            result = _numbered(name, count)
        while result in self:
            count += 1
            result = _numbered(name, count)
        self._counts[_folded(name)] = count
        self._names.add(_folded(result))
        return result


def _numbered(name: str, count: int) -> str:
    ending = f"({count})"
    return _shortened(name, len(ending)) + ending


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _safe_character(char: str) -> str:
    category = unicodedata.category(char)
    if category in _LINES or _FORBIDDEN.match(char):
        return "_"
    if category == "Zs":
        return " "
    return "" if category in _UNSEEN else char


def _without_numbers(name: str) -> str:
    before = ""
    while before != name:
        before = name
        name = _LONG_RUN.sub("", name)
        for start, end in _spaced_numbers(name):
            name = name[:start] + name[end:]
            break
    return name


def _spaced_numbers(name: str) -> Iterator[tuple[int, int]]:
    groups = [match.span() for match in _DIGITS.finditer(name)]
    for first, (start, _) in enumerate(groups):
        text, last = "", start
        for begin, end in groups[first:]:
            if text and not _SEPARATOR.fullmatch(name[last:begin]):
                break
            text, last = text + name[begin:end], end
            if _is_identity_number(text):
                yield start, end


def _is_identity_number(text: str) -> bool:
    """Tell whether digits in groups are one: of the right length, with a date where the birth date is."""
    if len(text) not in {_OLD, _NEW} or not text[:-1].isdigit() or (len(text) == _OLD and not text.isdigit()):
        return False
    year = "19" if len(text) == _OLD else text[6:8]
    month, day = (text[8:10], text[10:12]) if len(text) == _OLD else (text[10:12], text[12:14])
    return int(year) in {18, 19, 20} and 1 <= int(month) <= _MONTHS and 1 <= int(day) <= _DAYS


def _tidy(name: str) -> str:
    return re.sub("([_ ])\\1+", r"\1", name).strip(" .")


def _shortened(name: str, less: int = 0) -> str:
    name = name[: MAX_CHARS - less]
    while len(name.encode()) > MAX_BYTES - less:
        name = name[:-1]
    return name.rstrip(" .")
