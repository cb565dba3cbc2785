"""Choices of a blank form: which boxes make one choice, what it is called, and whether one may be ticked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from formkit.learning.places import Box
from formkit.learning.scanning import GAPS, Blank, Option, Scan
from formkit.learning.ticks import SEPARATORS, Item, items_of

_TOLD: Final = re.compile(r"多选|单选|打[“\"'‘·√]|勾|划|画|选一|选项|题")
_TYPE_NOTE: Final = re.compile(r"[(\[][^()\[\]\n]{0,20}(?:选|打|勾|题)[^()\[\]\n]{0,20}[)\]][ ]*:?$")
_GRADED: Final = re.compile(
    r"(?:性别|学历|学位|级别|等级|程度|年龄段?|婚姻|状况|结果|结论|意见|年级|周期|规模|身份|性质|满意度|婚否|评价)$"
)
_OPPOSED: Final = (
    ("有", "无"), ("有", "没有"), ("男", "女"), ("是", "否"), ("是", "不是"), ("能", "否"), ("yes", "no"),
    ("已", "未"), ("需要", "无需"), ("全职", "兼职"), ("公办", "民办"), ("城镇", "农村"), ("初婚", "再婚"),
)  # fmt: skip
#: Of these words a person is one.
_RANKS: Final = tuple(
    map(
        re.compile,
        (
            "博士|硕士|本科|[大中]专|高中|初中|研究生",
            "(?:国家|省|市|区|县|校|院)级",
            "党员|团员|群众",
            "初级|中级|高级",
        ),
    )
)
#: What an option says that others may specify.
_BARE: Final = frozenset(("是", "有", "能", "已", "需要", "同意", "yes"))
_NEGATIONS: Final = "不未非无没否"
_ONE: Final = re.compile(r"单选|选一|选填一|任选其一|仅选|只选|限选一")
_MANY: Final = re.compile(r"多选|复选|可选多|选多|不限一项|限选[二三两2345]|至多|最多")
_OTHER: Final = re.compile(r"其[他它]|other", re.IGNORECASE)
#: Fewer options than this exclude each other more often than not.
FEW: Final = 4
PAIR: Final = 2
LONGEST_LABEL: Final = 40
SHORTEST_CLAUSE: Final = 8
MOST_COMPARED: Final = 40
MOST_OPEN: Final = 12
WHITE: Final = " \u3000\t"
#: White space behind a colon that is a blank, where the option after it has its partner further ahead.
WIDE: Final = 3
ASKED: Final = "“{}”这一组选项，是只能选一项，还是可以选几项？"


@dataclass(eq=False)
class Choice:
    """Boxes that make one choice."""

    label: str = ""
    block: str = ""
    told: str = ""
    items: list[Item] = field(default_factory=list)

    @property
    def options(self) -> list[str]:
        """The options so far."""
        return [item.option for item in self.items]


def opposed(one: str, other: str) -> bool:
    """Whether two options exclude each other by their sense.

    >>> opposed("是", "否"), opposed("了解", "不了解"), opposed("有，持有", "无"), opposed("现金", "转账")
    (True, True, True, False)
    """
    one, other = (re.split(r"[,，(（:：]", word.strip().lower())[0] for word in (one, other))
    for left, right in ((one, other), (other, one)):
        if any((left, right) == pair for pair in _OPPOSED):
            return True
        if left and any(right == sign + left for sign in _NEGATIONS):
            return True
        if left[:1] in "已有" and right[:1] in _NEGATIONS and left[1:] == right[1:]:
            return True
    return False


class _Grouping:
    """Items put into choices one by one, by what stands between them."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.choices: list[Choice] = []
        self.outer: list[Choice] = []
        self.current: Choice | None = None

    def run(self, items: Sequence[Item]) -> list[Choice]:
        end = 0
        for number, item in enumerate(items):
            following = items[number + 1] if number + 1 < len(items) else None
            self._home(item, end, following).items.append(item)
            end = item.stop
        return self.choices

    def _home(self, item: Item, end: int, following: Item | None) -> Choice:
        """Return the choice that an item belongs to, a new one if need be."""
        between = self.scan.flat[end : item.start]
        line = between.rpartition("\n")[2]
        named = line.rstrip(WHITE).endswith((":", "?"))
        waiting = next(
            (choice for choice in reversed(self.choices[-MOST_OPEN:]) if self._waits(choice, item)), None
        )
        if waiting is not None and (not named or len(line) - len(line.rstrip(WHITE)) >= WIDE):
            return self._back_to(waiting)
        opened = sum(map(between.count, "([")) - sum(map(between.count, ")]"))
        if self.current is not None and opened > 0 and not between.strip(SEPARATORS + "([\n"):
            return self._inner(self.current)
        if opened < 0 and self.outer:
            self.current = self.outer.pop()
        if self.current is not None and not named and self._goes_on(self.current, between, item, following):
            return self.current
        label, told = self._label(item.start, end)
        return self._begin(Choice(label, told=told))

    def _begin(self, choice: Choice) -> Choice:
        self.choices.append(choice)
        self.current = choice
        return choice

    def _back_to(self, choice: Choice) -> Choice:
        """Go on with a choice that was left open, and leave those within it."""
        if choice in self.outer:
            del self.outer[self.outer.index(choice) :]
        self.current = choice
        return choice

    @staticmethod
    def _waits(choice: Choice, item: Item) -> bool:
        return item.option not in choice.options and any(
            opposed(option, item.option) for option in choice.options
        )

    def _inner(self, choice: Choice) -> Choice:
        self.outer.append(choice)
        return self._begin(Choice(choice.items[-1].option, choice.label))

    @staticmethod
    def _goes_on(last: Choice, between: str, item: Item, following: Item | None) -> bool:
        """Whether an item is one more option of the choice before it."""
        if item.option in last.options:
            return False
        if not between.strip(SEPARATORS + "\n)]"):
            pair = len(last.items) == PAIR and opposed(*last.options)
            new_pair = following is not None and opposed(item.option, following.option)
            return not (pair and new_pair)
        lines = between.split("\n")
        inside = [one for one in lines[1:-1] if one.strip() and not one.rstrip(GAPS).endswith(":")]
        return (
            not inside and not lines[-1].strip(GAPS + SEPARATORS + ")]") if len(lines) > 1 else "_" in between
        )

    def _label(self, start: int, end: int) -> tuple[str, str]:
        """Return the label before a choice's first option, and all of the words it was taken from."""
        scan, flat = self.scan, self.scan.flat
        line_start, _ = scan.line_at(start)
        low = max(line_start, end)
        head = flat[low:start].rstrip(GAPS + "([")
        if head.strip(GAPS):
            stop = low + len(head)
            words = _words(scan, low, stop)
            if words:
                scan.claim(*words)
                scan.claim(stop, start)
                told, label = scan.text[low:start], scan.label(*words)
                return "" if _TOLD.search(label) or label.isdigit() else label, told
            return "", scan.text[low:start]
        return self._label_above(line_start, end)

    def _label_above(self, line_start: int, end: int) -> tuple[str, str]:
        scan = self.scan
        above = scan.flat[end:line_start].rstrip("\n" + GAPS)
        if not above.strip():
            return "", ""
        low = max(end, above.rfind("\n") + end + 1)
        stop = end + len(above)
        line = scan.text[low:stop]
        note = _TYPE_NOTE.search(scan.flat[low:stop])
        if note is not None and note.start():
            stop = low + note.start()
        short = len(scan.flat[low:stop].strip()) <= LONGEST_LABEL // 2 and scan.flat[stop - 1].isalnum()
        if scan.is_free(low, stop) and (
            short or (scan.flat[stop - 1] in ":?" and len(line) <= LONGEST_LABEL)
        ):
            scan.claim(low, line_start)
            return scan.label(low, stop).rstrip("?？"), line
        if scan.flat[stop - 1] in "。?;" or len(line) > LONGEST_LABEL:
            return shorten(line), line
        return "", line


def _words(scan: Scan, low: int, stop: int) -> tuple[int, int] | None:
    start, end = scan.words_before(stop)
    start = max(start, low)
    asked = scan.flat[stop - 1] in ":?"
    unnamed = not asked and ":" in scan.flat[low:stop]
    return (start, end) if start < end and not unnamed and end - start <= 2 * LONGEST_LABEL else None


def shorten(sentence: str) -> str:
    """Return the beginning of a sentence that names it: clauses until there is enough, none left open.

    >>> shorten("2.选择先行调解，调解成功且自动履行的免交诉讼费用，申请司法确认的不交纳。")
    '选择先行调解，调解成功且自动履行的免交诉讼费用'
    """
    first = re.split(r"[。？！?!\n]", re.sub(r"^\s*[(（]?\d{1,2}[)）.、．]\s*", "", sentence.strip()))[0]
    clauses = re.split(r"[，,；;：:]", first)
    name = ""
    for clause in clauses:
        name = f"{name}，{clause}" if name else clause
        if len(clause) > SHORTEST_CLAUSE and not clause.endswith(("的", "时", "后", "者")):
            break
    return name.strip()


def _split(choices: Sequence[Choice]) -> Iterator[Choice]:
    """Yield choices; options between 是 and 否 are a choice of their own, under 是."""
    for choice in choices:
        options = choice.options
        last = len(options) - 1
        bare = options and re.split(r"[,，(（:：]", options[0])[0] in _BARE
        if last > 1 and bare and opposed(options[0], options[last]) and not opposed(options[0], options[1]):
            yield Choice(choice.label, choice.block, choice.told, [choice.items[0], choice.items[last]])
            yield Choice(options[0], choice.label, choice.told, choice.items[1:last])
        else:
            yield choice


def kind_of_options(options: Sequence[str], told: str = "", label: str = "") -> tuple[str, str]:
    """Return choice_one or choice_many, and a question where the form does not tell.

    >>> kind_of_options(["男", "女"]), kind_of_options(["甲", "乙", "其他"], "可多选")
    (('choice_one', ''), ('choice_many', ''))
    """
    if _MANY.search(told):
        return "choice_many", ""
    ranked = any(sum(map(bool, map(ranks.search, options))) >= PAIR for ranks in _RANKS)
    pairs = itertools.combinations(options[:MOST_COMPARED], 2)
    if _ONE.search(told) or ranked or _GRADED.search(label) or any(opposed(*pair) for pair in pairs):
        return "choice_one", ""
    if len(options) < PAIR:
        return "choice_many", ""
    if len(options) < FEW and not any(_OTHER.match(option) for option in options):
        return "choice_one", ""
    return "choice_many", ASKED


def _add(scan: Scan, choice: Choice) -> None:
    items = choice.items
    boxes = tuple(Box(item.mark.start, item.mark.stop, item.option) for item in items)
    kind, question = kind_of_options(
        choice.options, choice.told + scan.text[items[0].start : items[-1].stop], choice.label
    )
    fallback = "、".join(option for option in choice.options if option)
    label = choice.label
    for item in items:
        scan.claim(item.start, item.stop)
        scan.options.append(Option(item.start, item.stop, item.option, label))
    scan.blanks.append(
        Blank(
            items[0].start, items[-1].stop, label, kind, boxes=boxes, block=choice.block, fallback=fallback,
            confidence=0.9 if len(items) > 1 else 0.7,
            question=question.format(label or fallback) if question else "",
        )
    )  # fmt: skip


def find_choices(scan: Scan) -> None:
    """Add every choice of a text, and note where its options stand."""
    for choice in _split(_Grouping(scan).run(list(items_of(scan)))):
        _add(scan, choice)
    scan.options.sort(key=lambda option: option.stop)
