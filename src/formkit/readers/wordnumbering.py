"""The numbers that Word writes before paragraphs by itself: 一、 （二） 3. ④, from ``w:numPr``.

Word does not count them, LibreOffice does. They stand in no run, so they are worked out here as Word
does it: a counter for each level of a list, which begins again after a higher level.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lxml import etree

from formkit.chinese.numerals import spell
from formkit.readers.package import Package
from formkit.readers.wordbounds import Bounds
from formkit.readers.wordcontrols import Controls
from formkit.readers.wordlinks import Link, part_of_kind
from formkit.readers.wordnames import PARAGRAPH_PROPERTIES, PARAGRAPH_STYLE, VALUE, W
from formkit.readers.wordremarks import Remarks
from formkit.readers.wordstyles import HidingStyles
from formkit.readers.wordtext import Story

LEVELS = 9
CHINESE: Final = frozenset(
    (
        *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
        *("taiwaneseCountingThousand", "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"),
    )
)
CYCLES: Final = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
LARGEST = 9_999
NUMBERED = f"{PARAGRAPH_PROPERTIES}/{W}numPr"
STYLED = f"{PARAGRAPH_PROPERTIES}/{PARAGRAPH_STYLE}"
DEPTH = 20


class Level(NamedTuple):
    """How one level of a list is numbered: its format, its text with ``%1`` for numbers, where it starts."""

    format: str
    text: str
    start: int


class Numbering:
    """The lists of a document, and how far each has come."""

    def __init__(self, package: Package, links: dict[str, Link]) -> None:
        """Read the definitions of lists, and which styles number their paragraphs."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counters: dict[str, list[int | None]] = {}
        part = part_of_kind(links, "numbering")
        if part is None or part not in package:
            return
        root = package.xml(part)
        for item in root.iterchildren(W + "abstractNum"):
            levels = {_number(level.get(W + "ilvl")): _level(level) for level in item.iterchildren(W + "lvl")}
            self._levels[item.get(W + "abstractNumId", "")] = levels
        for item in root.iterchildren(W + "num"):
            self._lists[item.get(W + "numId", "")] = _value(item, W + "abstractNumId")
        styles = part_of_kind(links, "styles")
        if styles is not None and styles in package:
            self._read_styles(package.xml(styles))

    def _read_styles(self, root: etree._Element) -> None:
        items = {item.get(W + "styleId", ""): item for item in root.iterchildren(W + "style")}
        for name, item in items.items():
            above: etree._Element | None = item
            for _ in range(DEPTH):
                numbered = None if above is None else above.find(NUMBERED)
                if numbered is not None:
                    self._styles[name] = (
                        _value(numbered, W + "numId"),
                        _number(_value(numbered, W + "ilvl")),
                    )
                if above is None or numbered is not None:
                    break
                above = items.get(_value(above, W + "basedOn"))

    def label(self, paragraph: etree._Element) -> str:
        """Return what is written before a paragraph, "" for most; its list goes on by one."""
        numbered, style = paragraph.find(NUMBERED), paragraph.find(STYLED)
        if numbered is not None:
            name, number = _value(numbered, W + "numId"), _number(_value(numbered, W + "ilvl"))
        elif style is not None:
            name, number = self._styles.get(style.get(VALUE, ""), ("", 0))
        else:
            return ""
        levels = self._levels.get(self._lists.get(name, ""), {})
        level = levels.get(number)
        if level is None or not 0 <= number < LEVELS:
            return ""
        counters = self._counters.setdefault(self._lists[name], [None] * LEVELS)
        before = counters[number]
        counters[number] = level.start if before is None else before + 1
        counters[number + 1 :] = [None] * (LEVELS - number - 1)
        return re.sub(r"%([1-9])", lambda match: _shown(int(match[1]) - 1, levels, counters), level.text)


class NumberedStory(Story):
    """Reads paragraphs with the numbers before them."""

    def __init__(
        self,
        remarks: Remarks,
        bounds: Bounds,
        controls: Controls,
        styles: HidingStyles | None,
        numbering: Numbering,
    ) -> None:
        """Begin to read."""
        super().__init__(remarks, bounds, controls, styles)
        self._numbering = numbering

    def text(self, paragraph: etree._Element) -> str:
        """Return the visible text of one ``w:p``, after its number and a tab."""
        label = self._numbering.label(paragraph)
        text = super().text(paragraph)
        return f"{label}\t{text}" if label else text


def _level(level: etree._Element) -> Level:
    start = _value(level, W + "start")
    return Level(_value(level, W + "numFmt"), _value(level, W + "lvlText"), _number(start) if start else 1)


def _value(parent: etree._Element, tag: str) -> str:
    child = parent.find(tag)
    return "" if child is None else child.get(VALUE, "")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < LEVELS else 0


def _shown(place: int, levels: dict[int, Level], counters: list[int | None]) -> str:
    level = levels.get(place)
    if level is None:
        return ""
    counter = counters[place]
    return _formatted(level.start if counter is None else counter, level.format)


def _formatted(number: int, how: str) -> str:
    if how in CHINESE and number <= LARGEST:
        return spell(number)
    if how in CYCLES and 0 < number <= len(CYCLES[how]):
        return CYCLES[how][number - 1]
    if how in {"lowerRoman", "upperRoman"} and number <= LARGEST:
        written = ""
        for value, letters in ROMAN:
            written += letters * (number // value)
            number %= value
        return written.upper() if how == "upperRoman" else written
    return "" if how == "none" else str(number)
