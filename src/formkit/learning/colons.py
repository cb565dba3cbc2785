"""Blanks behind a colon: 姓名：____, several on one line, and those that end a line."""

from __future__ import annotations

import re
from typing import Final

from formkit.learning.labelling import kind_of_label
from formkit.learning.scanning import GAPS, Blank, Scan, label_span, width
from formkit.learning.wording import (
    AREA,
    FAR,
    LONGEST_LABEL,
    UNIT,
    WHITE,
    Told,
    gap_end,
    kept,
    name_of,
    put,
    written_on,
)

_HEADING: Final = re.compile(
    r"(?:如下.{0,4}|以下|下列|须知|注意事项|填[表写报]说明|填[表写报]要求|使用说明|提示|(?<!备)注"
    r"|附件[\d一二三四五六七八九十]*|其中|包括|例如?|如|说明)$"
)
_BLOCKS: Final = re.compile(r"(?:信息|情况|材料|内容|要求|资料|事项|部分|分析|明细|名单|一览)$")
_GREETS: Final = re.compile(
    r"(?:^|[的,])(?:尊敬的)?[^:]{0,20}(?:局|院|部|委|会|公司|学校|大学|领导|老师|同志|单位|们好|您好)$"
)
_SPECIFY: Final = re.compile(
    r"[(（]?请?(?:注明|说明|填写|写明|列明|列出|具体|详细说明|描述)(?:具体)?(?:内容|情况|原因)?[)）]?"
)
_NOTE: Final = re.compile(r"[(\[][^()\[\]]{2,80}[)\]][ \u3000_]*$")
_FIRST_OF_MANY: Final = re.compile(r"\(?[1一①]\)?[、.．]")
_UP_TO: Final = re.compile("起|止|至今")
_BARE_UNIT: Final = re.compile("[%‰]|元|万元")
_UNIT_NOTE: Final = re.compile("(?:计量|金额|货币|面积)?单位")
LONGEST_NEXT: Final = 14
SHORTEST_LINE: Final = 2
PROSE: Final = 30
MANY: Final = 2
SURE, LIKELY, DOUBTFUL = 0.9, 0.85, 0.6


def find_after_colons(scan: Scan) -> None:
    """Add the blanks behind colons; a colon before printed words, or before what it heads, has none."""
    for start, stop in scan.lines:
        for match in re.finditer(":", scan.flat[start:stop]):
            if not scan.used[start + match.start()]:
                _after(scan, start + match.start(), stop)


def _after(scan: Scan, colon: int, line_stop: int) -> None:
    told = _told(scan, colon)
    if not told.label:
        return
    end = gap_end(scan, colon + 1, line_stop)
    if end == line_stop:
        _at_line_end(scan, colon, line_stop, told)
    elif _before_note(scan, colon, end, line_stop):
        _behind_note(scan, end, line_stop, told)
    elif _is_blank(scan, colon + 1, end, line_stop):
        _before_words(scan, colon, end, told)


def _told(scan: Scan, colon: int) -> Told:
    """Return what the words before a colon name; （请注明） names nothing, but the option before it."""
    words = scan.words_before(colon)
    label = scan.label(*words)
    specifies = _SPECIFY.fullmatch(label) is not None
    option = scan.option_before(words[0] if specifies else colon)
    if option is not None and (specifies or not label):
        return Told(words, name_of(option, label), option.choice)
    notes = (
        _UNIT_NOTE.fullmatch(label) is not None
        and UNIT.match(scan.flat[colon + 1 :].lstrip(GAPS)) is not None
    )
    names = (
        not specifies
        and not notes
        and len(label) <= LONGEST_LABEL
        and not label.isdigit()
        and not _HEADING.search(label)
    )
    return Told(words, label if names else "")


def _before_note(scan: Scan, colon: int, end: int, line_stop: int) -> bool:
    """Whether a note on how to fill it stands between a colon and the end of its line."""
    note = _NOTE.match(scan.flat[end:line_stop])
    return (
        note is not None
        and width(scan.flat[colon + 1 : end]) < FAR
        and re.search(r"[ _]{2}", note[0]) is None
        and scan.is_free(end, line_stop)
    )


def _behind_note(scan: Scan, start: int, line_stop: int, told: Told) -> None:
    scan.claim(told.words[0], line_stop)
    kind, unit = kind_of_label(told.label)
    hint = scan.text[start:line_stop].strip("（）() \u3000")
    trailing = not scan.flat[line_stop:].strip(GAPS + "\n")
    scan.blanks.append(
        Blank(line_stop, line_stop, told.label, kind, unit, hint, (), DOUBTFUL, "", trailing, told.block)
    )


def _is_blank(scan: Scan, start: int, end: int, line_stop: int) -> bool:
    """Whether the gap between a colon and words is a place to write, and the words no printed value."""
    flat, gap = scan.flat, scan.flat[start:end]
    room = width(gap)
    if scan.used[end]:
        return "_" in gap or room >= 2 * FAR
    if "_" in gap:
        wide = width(gap.strip(WHITE)) > SHORTEST_LINE
        return wide or not flat[end].isalnum() or UNIT.match(flat, end) is not None
    if not room:
        return flat[end] in ")];" or _BARE_UNIT.match(flat, end) is not None
    if room >= FAR or flat[end] in ",;。)、]" or UNIT.match(flat, end) or _UP_TO.match(flat, end):
        return True
    colon = flat.find(":", end, line_stop)
    near = 0 < colon - end <= LONGEST_NEXT and flat[end].isalpha()
    return near and label_span(flat, end, colon)[0] == end


def _before_words(scan: Scan, colon: int, end: int, told: Told) -> None:
    """Add the blank between a colon and the words behind it, which may be the name of a part."""
    flat = scan.flat
    first, last = written_on(flat, colon + 1, end)
    if "_" not in flat[first:last] and UNIT.match(flat, end) is None:
        last = max(first, kept(flat, first, end))
    area = AREA.match(flat, end)
    if area is not None:
        put(scan, first, last, Told(told.words, area[0], told.label), 0.8)
    elif flat.startswith("起", end):
        put(scan, first, last, Told(told.words, "起", told.label), 0.8)
    else:
        put(scan, first, last, told)


def _at_line_end(scan: Scan, colon: int, line_stop: int, told: Told) -> None:
    """Add the blank behind a colon that ends its line, unless it heads what is printed beneath."""
    flat = scan.flat
    rest = flat[line_stop:]
    below = rest.lstrip(GAPS + "\n")
    empty = rest[: len(rest) - len(below)].count("\n") - (1 if below else 0)
    lined = "_" in flat[colon:line_stop]
    if below and not lined and _heads(scan, told.label, below, empty):
        return
    sure = SURE if lined or below else LIKELY
    if _BLOCKS.search(told.label) and not lined:
        sure = DOUBTFUL
    put(scan, *written_on(flat, colon + 1, line_stop), told, sure, long=empty >= MANY)
    scan.blanks[-1] = scan.blanks[-1]._replace(trailing=not below and not lined)


def _heads(scan: Scan, label: str, below: str, empty: int) -> bool:
    """Whether a label with a colon heads the text beneath it: 注意事项, or whom a letter is written to."""
    line = below.partition("\n")[0]
    follows = len(scan.flat) - len(below)
    prose = len(line) > PROSE or line.rstrip().endswith(("。", ";")) or _FIRST_OF_MANY.match(line) is not None
    if not prose:
        return False
    printed = not empty and ":" not in line and scan.is_free(follows, follows + len(line))
    return printed or _GREETS.search(label) is not None
