"""Slots for dates: ``年  月  日``, ``20__年__月``, and pairs of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from formkit.learning.labelling import kind_of_label
from formkit.learning.scanning import GAPS, Blank, Scan, width

_FILL: Final = r"(?:[ \u3000\t_.…xX×*]|\{{1,2}[^{}\n]{1,40}\}{1,2})"
_SLOT: Final = re.compile(
    rf"年(?P<month>{_FILL}{{0,60}})月(?:(?P<day>{_FILL}{{0,60}})日(?P<time>{_FILL}{{1,40}}[时时](?:{_FILL}{{1,40}}分)?)?)?"
)
_SLOT_OR_SHORT: Final = re.compile(rf"{_SLOT.pattern}|(?P<short>月{_FILL}{{1,60}}日)")
_ENDS_WITH_TO: Final = re.compile(r"(?:至|到|[—–~-])$")
_YEAR: Final = re.compile(rf"(?:(?<!\d)(?:19|20)\d{{0,2}}|[一二三四五六七八九〇○零]{{4}})?{_FILL}{{0,60}}$")
_TO: Final = re.compile(
    r"[ \u3000\t_]{0,60}(?:起|始)?[ \u3000\t,]{0,4}(?:至|到|止于|[—–~\-]{1,2})[ \u3000\t_]{0,60}"
)
_JOINTS: Final = re.compile(r"(?:自|从|于|在|至|到|由|:)+$")
_SIGNS: Final = re.compile(r"签[名字章]|署名|盖章|公章|章\)?$|signature", re.IGNORECASE)
_DONE: Final = re.compile(
    r"召开|举行|生效|毕业|入学|入职|参加工作|出生|取得|获得|签订|签署|成立|授予|结业|加入|进入|离职|退休"
)
_TWO_LINES: Final = re.compile(r"_{2,}[ \u3000\t]{2,}(?=_+$)")
LEAD: Final = 6
"""White space before 年 that is room for a year; the rest only sets the date in its place on the page."""
APART: Final = 8
"""So much room between a label and a date is for another answer."""
FAR: Final = 4
_PERSONS: Final = re.compile(r"(?:人|员|者|长|师)$")
_SUBJECT: Final = re.compile(r"(?:[甲乙丙丁]方|单位|公司|部门|你|我|您|请|双方|.人)$")
SPREAD: Final = 2
LOOK_BACK: Final = 80


class Slot(NamedTuple):
    """Printed 年月日 with room for numbers."""

    start: int
    stop: int
    kind: str


def find_dates(scan: Scan) -> None:
    """Add every slot for a date; two with 至 between them are the beginning and the end of a time."""
    slots = list(_slots(scan))
    number = 0
    while number < len(slots):
        slot = slots[number]
        following = slots[number + 1] if number + 1 < len(slots) else None
        between = "" if following is None else scan.flat[slot.stop : following.start]
        if following is not None and _TO.fullmatch(between + " "):
            block, start = _named(scan, slot)
            kind = "年月" if slot.kind == following.kind == "year_month" else "日期"
            scan.claim(start, following.stop)
            scan.blanks.append(Blank(slot.start, slot.stop, f"开始{kind}", slot.kind, block=block))
            scan.blanks.append(
                Blank(following.start, following.stop, f"结束{kind}", following.kind, block=block)
            )
            number += 2
            continue
        _add(scan, slot)
        number += 1


def _add(scan: Scan, slot: Slot) -> None:
    label, start = _named(scan, slot)
    done = _DONE.match(scan.flat, slot.stop)
    joined = scan.flat[start : slot.start].rstrip(GAPS).endswith(("于", "在"))
    if not label or (joined and done is not None):
        ending = "年月" if slot.kind == "year_month" else "日期"
        label = done[0] + ending if done is not None else ""
    hint = "" if slot.kind != "text" else "年月日和时间"
    alone = not scan.text[: slot.start].strip() and not scan.text[slot.stop :].strip()
    sure = 0.8 if alone and slot.kind == "year_month" else 0.95
    scan.claim(start, slot.stop)
    scan.blanks.append(
        Blank(slot.start, slot.stop, label, slot.kind, hint=hint, confidence=sure, fallback="日期")
    )


def _named(scan: Scan, slot: Slot) -> tuple[str, int]:
    """Return the words before a slot that name it, and where they and the blank behind them begin."""
    start, stop = scan.words_before(slot.start)
    words = scan.flat[start:stop]
    dated = kind_of_label(words)[0] in {"date", "year_month"}
    if _PERSONS.search(words) and width(scan.flat[stop : slot.start]) > FAR:
        return "", slot.start
    apart = not dated and width(scan.flat[stop : slot.start].replace(":", "").replace("\n", "")) >= APART
    if start == stop or _SIGNS.search(words) or apart:
        return "", slot.start
    label = scan.label(start, stop)
    if kind_of_label(label)[0] == "long_text":
        return "", slot.start
    bare = _JOINTS.sub("", label) if not label.startswith("截") else label
    if bare != label and _SUBJECT.search(bare):
        return "", slot.start  # who does it, not what it is
    return bare, start


def _slots(scan: Scan) -> Iterator[Slot]:
    end = 0
    for match in _SLOT_OR_SHORT.finditer(scan.flat):
        room = _Room(scan, match, end)
        is_slot = room.continues() if match["short"] else room.is_slot()
        if not is_slot or not scan.is_free(room.start, match.end()):
            continue
        by_month = not match["short"] and match["day"] is None
        yield Slot(room.start, match.end(), "text" if match["time"] else "year_month" if by_month else "date")
        end = match.end()


class _Room:
    """The room before, between and around a printed 年, 月 and 日."""

    def __init__(self, scan: Scan, match: re.Match[str], end: int) -> None:
        """Look back from 年 as far as its line, the slot before and ``LOOK_BACK`` allow."""
        self.flat, self.match = scan.flat, match
        line_start, self.line_stop = scan.line_at(match.start())
        self.line = self.flat[line_start : self.line_stop]
        low = max(line_start, end, match.start() - LOOK_BACK)
        found = _YEAR.search(self.flat[low : match.start()])
        self.lead = "" if found is None else found[0]
        first = match.start() - len(self.lead)
        self.before = self.flat[low:first]
        self.follows = bool(end)
        self.start = self._trimmed(first)

    def _trimmed(self, start: int) -> int:
        """Return where the room for the year begins: of much white space the last part."""
        while self.match.start() - start > LEAD and self.flat[start] in " \u3000\t":
            start += 1
        lines = _TWO_LINES.search(self.flat[start : self.match.start()])
        return start if lines is None else start + lines.end()

    def continues(self) -> bool:
        """Whether 月 and 日 without 年 end a time that began in the same year."""
        return self.follows and _ENDS_WITH_TO.search(self.before.rstrip(GAPS)) is not None

    def is_slot(self) -> bool:
        """Whether there is room for numbers, and 年 and 月 are no words."""
        month, day = self.match["month"], self.match["day"]
        if day is None:
            return bool(month) and not self._ends_label(month)
        if month and day:
            glued = not self.lead and self.before[-1:].isalpha()
            return not glued or min(width(month), width(day)) >= SPREAD
        return (bool(month or day) and bool(self.lead.strip(GAPS))) or self.line.strip(GAPS) == "年月日"

    def _ends_label(self, month: str) -> bool:
        """Whether 年 and 月 end a letter-spaced label: 出 生 年 月."""
        rest = self.flat[self.match.end() : self.line_stop].strip(GAPS)
        if _JOINTS.search(self.before):
            return False
        close = width(self.lead) <= max(width(month), SPREAD)
        return close and self.before[-1:].isalpha() and rest[:1] in {"", ":", "(", ")"}
