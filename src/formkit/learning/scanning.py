"""A text of a blank form under the eyes of the rules that look for blanks: what is taken, and by whom."""

from __future__ import annotations

import bisect
import re
from typing import Final, NamedTuple

from formkit.chinese.boxes import TICKED, UNTICKED
from formkit.chinese.folding import ZERO_WIDTH, clean_label, fold_width
from formkit.learning.places import Box

GAPS: Final = " \u3000\t_"
"""What a blank looks like; line breaks part lines, and lines are looked at one by one."""

BOX: Final = "□"
TAB_WIDTH: Final = 4
LOOK_BACK: Final = 160
FEW_OPTIONS: Final = 8
LONGEST_TEXT: Final = 8_000
"""Longer cells are read for their beginning alone: nobody prints a form in one cell."""

_PLAIN: Final = str.maketrans(
    dict.fromkeys("＿﹍﹎﹏‗", "_")
    | dict.fromkeys(
        "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f" + ZERO_WIDTH, " "
    )
    | dict.fromkeys("\v\f\r\u0085\u2028\u2029", "\n")
    | {"【": "[", "】": "]", "〔": "[", "〕": "]", "﹝": "(", "﹞": ")", "∶": ":", "﹕": ":", "￥": "¥"}
)
_MARKS: Final = str.maketrans(
    dict.fromkeys(UNTICKED.replace("○", "").replace("◯", "").replace("〇", ""), BOX)
)
_TICKS: Final = str.maketrans(dict.fromkeys(TICKED, BOX))
_ROUND: Final = re.compile(
    r"(?<![○◯〇一二三四五六七八九十〇零\d])[○◯〇](?![○◯〇一二三四五六七八九十零])"
    r"|(?:(?<=[\s:、,(])|^)[○◯〇](?=[一二三四五六七八九十][\u4e00-\u9fff])"
)
_SPOKEN: Final = re.compile(
    r"[“\"'‘](?P<quoted>□)[”\"'’]"
    r"|(?:打|划|画|勾选?|填|写|涂)\s*[“\"'‘(]?(?P<told>□)"
    r"|在[^□\n:]{0,12}(?P<inside>□)\s*(?:内|中|里|处|上|打|划|画)"
)
_MOUTHS: Final = re.compile(
    r"(?<![^\s:,、;/()])口(?=\s*[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])口(?=$|[\s,、;/()])"
)
_WITH_MOUTH: Final = re.compile(
    r"[人户出进窗路港门关洞井车海胸伤缺接对牙裂胃入敞开渡山]口|口[头语腔径号才岸罩令述味技红粮袋碑服供译试感]"
)
FEWEST_MOUTHS: Final = 2


class Blank(NamedTuple):
    """A place to write in a text: the characters that an answer replaces (equal: it is put in there).

    ``label`` is "" where the text prints none and its cell or heading gives the name; ``fallback`` is what
    it is called if they give none either. ``block`` is what the label stands under within the text, as the
    opinion that a date belongs to, or the choice to which 其他 has an answer. ``trailing`` says that nothing
    but white space stands between a colon and the end of the text: it may name the cell that follows.
    """

    start: int
    stop: int
    label: str = ""
    kind: str = "text"
    unit: str = ""
    hint: str = ""
    boxes: tuple[Box, ...] = ()
    confidence: float = 0.9
    question: str = ""
    trailing: bool = False
    block: str = ""
    fallback: str = ""


class Option(NamedTuple):
    """An option of a choice: its characters with its box, its words, and what it is a choice of."""

    start: int
    stop: int
    words: str
    choice: str


def width(gap: str) -> int:
    """Return how many half-width characters a gap takes on paper."""
    return sum(2 if char == "\u3000" else TAB_WIDTH if char == "\t" else 1 for char in gap)


def flatten(text: str) -> str:
    """Return a text of the same length in one spelling: half-width, boxes □, blanks of four kinds.

    Boxes that an instruction speaks of, as in 请在“□”内打“√”, are no boxes; 口 is one between words.

    >>> flatten("性别：☑男 ○女"), flatten("请在□内打“√”"), flatten("口头，户口")
    ('性别:□男 □女', '请在·内打“·”', '口头,户口')
    """
    flat = fold_width(text).translate(_PLAIN).translate(_MARKS)
    flat = _ROUND.sub(BOX, flat)
    flat = flat if len(flat) == len(text) else text
    if not _WITH_MOUTH.search(flat) and len(_MOUTHS.findall(flat)) >= FEWEST_MOUTHS:
        flat = _MOUTHS.sub(BOX, flat)
    flat = flat.translate(_TICKS)
    return _SPOKEN.sub(lambda match: match[0].replace(BOX, "·"), flat)


class Scan:
    """One text with the blanks found so far; a character belongs to one rule only."""

    def __init__(self, text: str) -> None:
        """Begin with nothing found."""
        self.text = text[:LONGEST_TEXT]
        self.flat = flatten(self.text)
        self.used = bytearray(len(self.flat))
        self.blanks: list[Blank] = []
        self.options: list[Option] = []
        ends = [match.start() for match in re.finditer("\n", self.flat)] + [len(self.flat)]
        self.lines = tuple(zip([0, *(end + 1 for end in ends[:-1])], ends, strict=True))

    def line_at(self, place: int) -> tuple[int, int]:
        """Return where the line begins and ends that holds a character."""
        start = self.flat.rfind("\n", 0, place) + 1
        stop = self.flat.find("\n", place)
        return start, len(self.flat) if stop < 0 else stop

    def is_free(self, start: int, stop: int) -> bool:
        """Whether no rule has taken any of these characters."""
        return not any(self.used[start:stop])

    def claim(self, start: int, stop: int) -> None:
        """Take characters: they are no part of another blank or label."""
        self.used[start:stop] = b"\x01" * (stop - start)

    def add(self, blank: Blank) -> None:
        """Take what a blank covers."""
        self.blanks.append(blank)
        self.claim(blank.start, blank.stop)

    def words_before(self, place: int) -> tuple[int, int]:
        """Return the span of the words that name what stands at a place: ``姓 名`` before a colon."""
        start = max(self.line_at(place)[0], place - LOOK_BACK)
        low = place
        while low > start and not self.used[low - 1]:
            low -= 1
        return label_span(self.flat, low, place)

    def option_before(self, place: int) -> Option | None:
        """Return the option that a place follows, with only white space, a bracket or a colon between."""
        for option in self._options_near(place):
            if option.stop <= place and not self.flat[option.stop : place].strip(GAPS + ":([" + BOX):
                return option
        return None

    def _options_near(self, place: int) -> list[Option]:
        at = bisect.bisect(self.options, place, key=lambda option: option.stop)
        return self.options[max(0, at - FEW_OPTIONS) : at]

    def label(self, start: int, stop: int) -> str:
        """Return the characters of a label as a clerk would say them, a hint in brackets left out."""
        return split_hint(clean_label(self.text[start:stop]))[0]


_JOINTS: Final = frozenset(("", "第", "约", "共", "¥", "计", "自", "从", "为", "%", "/", "%/"))
_STOPS: Final = frozenset("。;!?,:")
_OPEN, _SHUT = "([{<《", ")]}>》"


def label_span(flat: str, low: int, high: int) -> tuple[int, int]:
    """Return the last piece of ``flat[low:high]`` that may be a label; brackets are kept whole.

    >>> label_span("已还利息: 元,还息至", 0, 11), label_span("性    别:", 0, 7)
    ((8, 11), (0, 6))
    >>> label_span("姓名  年龄:", 0, 7), label_span("姓名(全称):", 0, 7)
    ((4, 6), (0, 6))
    """
    while high > low and flat[high - 1] in GAPS + ":?,、":
        high -= 1
    depth, place = 0, high
    while place > low:
        char = flat[place - 1]
        depth += (char in _SHUT) - (char in _OPEN)
        if depth < 0:
            break
        if not depth and char in _STOPS:
            if char == ":" and flat[place:high].strip(GAPS) in _JOINTS:
                return label_span(flat, low, place - 1)
            break
        place -= 1
        if not depth and char in GAPS:
            gap = _gap_before(flat, low, place)
            if _parts(flat, low, (gap, place + 1), high):
                place += 1
                break
            place = gap
    while place < high and flat[place] in GAPS + "、/%)]*·":
        place += 1
    return place, high


def _gap_before(flat: str, low: int, place: int) -> int:
    while place > low and flat[place - 1] in GAPS:
        place -= 1
    return place


def _parts(flat: str, low: int, gap: tuple[int, int], high: int) -> bool:
    """Whether a gap parts two labels, and is no space within one."""
    run = flat[slice(*gap)]
    return "_" in run or (width(run) > 1 and not is_spaced(flat, low, *gap, high))


def is_spaced(flat: str, low: int, gap: int, place: int, high: int) -> bool:
    """Whether a gap stands between two single characters: ``姓    名``.

    >>> is_spaced("姓  名:", 0, 1, 3, 5), is_spaced("共  人", 0, 1, 3, 4), is_spaced("面积  元", 0, 2, 4, 5)
    (True, True, False)
    """
    left, right = gap - 1, place + 1
    alone_left = left >= low and (left == low or flat[left - 1] in GAPS + "".join(_STOPS) + _OPEN + ".、*※＊")
    alone_right = place < high and (right >= high or flat[right] in GAPS + _OPEN + ":")
    return alone_left and alone_right and flat[left].isalpha() and flat[place].isalpha()


_NOTE: Final = re.compile(r"^(?P<label>.{2,}?)[(（](?P<note>[^()（）]+)[)）]$")
_TELLS: Final = re.compile(
    r"^(?:如|例|请|可|限|不超|必填|选填|填|需|须|按|以|用|单选|多选|任选|勾选|另附)"
    r"|\d+\s*[-—~～至]?\s*\d*\s*字|字以内|字左右|可多选|可单选"
)
FEWEST_EXAMPLES: Final = 2


def split_hint(label: str) -> tuple[str, str]:
    """Return a label and the note in brackets behind it that tells how to fill it; other notes stay.

    >>> split_hint("摘要（800字以内）"), split_hint("周期（几天、几周、一次）")
    (('摘要', '800字以内'), ('周期', '几天、几周、一次'))
    >>> split_hint("住所地（户籍所在地）")
    ('住所地（户籍所在地）', '')
    """
    match = _NOTE.match(label)
    if match is None:
        return label, ""
    note = match["note"]
    listed = note.count("、") >= FEWEST_EXAMPLES and not note.endswith("等")
    return (match["label"], note) if listed or _TELLS.search(note) else (label, "")
