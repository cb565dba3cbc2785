"""Paths for what was found in a blank form: names that a clerk can read and a template can hold."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from formkit.chinese.folding import clean_label, fold

LONGEST: Final = 16
"""Characters of one step of a path; a label may be a sentence."""

STEPS: Final = 3
UNNAMED: Final = "栏目"
VARIABLE: Final = "row"
"""What the row that repeats is called in a template."""

#: Words of Python and of the template language, as they are written in small letters.
KEPT: Final = frozenset((
    *map(str.lower, keyword.kwlist),
    "loop", "self", "caller", "varargs", "kwargs", "block", "extends", "include", "macro", "call", "filter",
    "set", "endfor", "endif", "elif", "recursive", "ignore", "missing", "without", "context", "super",
    "required", "scoped", VARIABLE,
))  # fmt: skip
_NOTE: Final = re.compile(r"[(\[【〔<《][^()\[\]【】〔〕<>《》]*[)\]】〕>》]")
#: What would end the name of an option in a template, or be another character once the template is read.
_UNFIT: Final = re.compile(r"[\"'“”‘’„‟‚‛″′<>&{}%\[\]\\|\x00-\x1f\x7f]|\s+")
_BOXES: Final = re.compile("[□☐○◯〇▢▯◻☑☒■√✓✔●]")


def identifier(text: str, fallback: str = UNNAMED) -> str:
    """Return a label as one step of a path: letters, digits and ``_``, at most 16 of them.

    Notes in brackets stay as long as there is room. Letters are folded as Python folds names (NFKC).

    >>> identifier("姓 名："), identifier("E－mail 地址"), identifier("（盖章）")
    ('姓名', 'email地址', '盖章')
    >>> identifier("2024年产值"), identifier("class"), identifier("：")
    ('栏目2024年产值', 'class_', '栏目')
    """
    label = unicodedata.normalize("NFKC", clean_label(text))
    name = _letters(label)
    if len(name) > LONGEST:
        name = _letters(_NOTE.sub("", label)) or name
    name = name[:LONGEST].strip("_")
    if not name or not name[0].isidentifier():
        name = (fallback + name)[:LONGEST]
    return f"{name}_" if name in KEPT else name


def _letters(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", text.lower())
    return "".join(
        one for one in lowered if one.isalnum() and one == one.lower() and f"a{one}".isidentifier()
    )


class Names:
    """Paths of one form: no two are equal, none is the beginning of another."""

    def __init__(self, headings: Iterable[Sequence[str]], taken: Iterable[str] = ()) -> None:
        """Take all headings that labels stand under, each with those over it, and paths in use."""
        self._taken: set[str] = set()
        self._stems: dict[tuple[str, ...], str] = {}
        for path in taken:
            self._take(path)
        for heading in headings:
            self._stem(tuple(heading[: STEPS - 1]))

    def _take(self, path: str) -> None:
        while path:
            self._taken.add(path)
            path = path.rpartition(".")[0]

    def _stem(self, heading: tuple[str, ...]) -> str:
        """Return the path of a heading, the same for the same words."""
        if not heading:
            return ""
        key = tuple(map(fold, heading))
        if key not in self._stems:
            self._stems[key] = self._free(self._stem(heading[:-1]), identifier(heading[-1], "栏"))
        return self._stems[key]

    def _free(self, above: str, name: str) -> str:
        stem = f"{above}." if above else ""
        path, number = stem + name, 1
        while path in self._taken:
            number += 1
            end = str(number)
            path = stem + name[: LONGEST - len(end)] + end
        self._taken.add(path)
        return path

    def path(self, heading: Sequence[str], label: str) -> str:
        """Return a new path for a label under its headings; what is called as a heading stands under it.

        >>> names = Names([("原告",), ("被告",)])
        >>> names.path(("原告",), "姓名"), names.path(("原告",), "姓 名"), names.path((), "原告")
        ('原告.姓名', '原告.姓名2', '原告.原告')
        """
        below = tuple(heading[: STEPS - 1])
        if not below and (fold(label),) in self._stems:
            below = (label,)
        return self._free(self._stem(below), identifier(label))


def option_name(text: str) -> str:
    r"""Return an option as a template can name it: on one line, without quotes, brackets and boxes.

    >>> option_name("“双师型”\n教师 □")
    '双师型 教师'
    """
    return " ".join(_UNFIT.sub(" ", _BOXES.sub("", text)).split()) or "选项"


def option_names(options: Sequence[str]) -> tuple[str, ...]:
    """Return the options as a template can name them, no two alike.

    >>> option_names(["是", "否", "其他", "其他"])
    ('是', '否', '其他', '其他2')
    """
    names: list[str] = []
    seen: set[str] = set()
    for option in options:
        name, number = option_name(option), 1
        while fold(name) in seen or not fold(name):
            number += 1
            name = f"{option_name(option)}{number}"
        seen.add(fold(name))
        names.append(name)
    return tuple(names)
