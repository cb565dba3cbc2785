"""Blanks between printed words: on a line to write on, in brackets, on dots, before a unit."""

from __future__ import annotations

import re
from typing import Final

from formkit.learning.colons import find_after_colons
from formkit.learning.labelling import kind_of_label
from formkit.learning.patterns import find_addresses, find_capitals, find_points
from formkit.learning.scanning import GAPS, Blank, Scan, is_spaced, width
from formkit.learning.wording import (
    AREA,
    FAR,
    NOUN,
    OTHER,
    UNIT,
    UNITS,
    WHITE,
    Told,
    gap_end,
    kept,
    put,
    told_around,
    words_behind,
    written_on,
)

_PAGES: Final = re.compile(
    r"第[ \u3000\t_]{0,20}页[ \u3000,/]{0,20}共[ \u3000\t_]{0,20}页"
    r"|共[ \u3000\t_]{0,20}页[ \u3000,/]{0,20}第[ \u3000\t_]{0,20}页"
)
_UNIT_ALONE: Final = re.compile(
    rf"\n{{0,9}}(?:(?P<room>[ \u3000\t_]{{0,200}})(?P<unit>{UNITS})"
    r"|(?P<wide>[ \u3000\t_]{4,200})"
    r"(?P<sign>[A-Za-zμ℃°%/³²\d]{1,6}|[\u4e00-\u9fff]{1,4}(?:/[\u4e00-\u9fff]{1,2})?))"
    r"[ \u3000\t\n]{0,200}"
)
SELF_EVIDENT: Final = frozenset("人元%岁㎡")
_LINE: Final = re.compile(r"_(?:[ \u3000_@]{0,200}_)?")
_EXAMPLE: Final = re.compile(r"(?P<left>(?<!_)_{1,60})[ ]?(?P<sample>[^\W_][^_\n:。]{0,20})(?P<right>_{3,})")
_BRACKETS: Final = re.compile(r"[(\[](?P<inside>[ \u3000\t_]{2,200})[)\]]")
_DOTS: Final = re.compile(r"(?:\.{5,}|…{2,}|·{6,})")
_CONTENTS: Final = re.compile(r"[ .…]{0,40}\d+\s*$")
_WIDE: Final = re.compile(r"[ \u3000\t]{2,200}|[\u3000\t]")
_LEFT: Final = re.compile(r"(?:截至|截止|至|自|从|于|共计?|合计|约|第|为|计|[¥$]|获|任|\()$")
_CALLED: Final = re.compile(r"(?P<room>_{2,99}) ?[(](?P<name>[\u4e00-\u9fff]{2,10})[)] ?:")
_VERBS: Final = tuple("为是于至由")
_COLUMNS: Final = re.compile(
    r"(?:^[ \u3000\t]{0,40}|(?<=:)[ ]{0,4})"
    r"(?:[\u4e00-\u9fff]{2,8}(?: {6,60}|\u3000{3,60}|\t{1,9}|_{4,60})){2,12}$"
)
_INSTRUCTS: Final = re.compile(r"请|需|须|应[当该]?|不得|发送|提交|填写|详见|参见|另附")
_OPEN_ENDED: Final = re.compile(r"[\u4e00-\u9fff](?:至|截至|于)$")
INSIDE: Final = "括号内"
PROSE: Final = 30
SHORTEST_LINE: Final = 2


def find_gaps(scan: Scan) -> None:
    """Add the blanks within each line, the surest constructions first."""
    for match in _PAGES.finditer(scan.flat):
        scan.claim(*match.span())
    if _before_unit(scan):
        return
    _after_others(scan)
    _on_called(scan)
    find_after_colons(scan)
    for rule in (
        find_points,
        find_addresses,
        find_capitals,
        _on_examples,
        _on_lines,
        _in_brackets,
        _on_dots,
        _between_words,
        _in_columns,
        _before_comma,
        _at_end,
    ):
        rule(scan)


def _before_unit(scan: Scan) -> bool:
    """Add the number before a text that is nothing but its unit; 年 alone may as well be a label."""
    match = _UNIT_ALONE.fullmatch(scan.flat)
    if match is not None and match["sign"]:
        scan.add(
            Blank(*written_on(scan.flat, *match.span("wide")), "", "number", match["sign"], confidence=0.8)
        )
        return True
    if match is None or not (match["room"] or match["unit"] in SELF_EVIDENT or len(match["unit"]) > 1):
        return False
    stop = match.start("unit")
    put(scan, *written_on(scan.flat, match.start("room"), stop), Told((0, 0)), 0.9 if match["room"] else 0.8)
    return True


def _on_called(scan: Scan) -> None:
    """Add a line to write on that is named in brackets behind it, before a colon: ____（供应商名称）：."""
    for match in _CALLED.finditer(scan.flat):
        if scan.is_free(*match.span()):
            kind, unit = kind_of_label(match["name"])
            scan.claim(*match.span())
            scan.blanks.append(Blank(*match.span("room"), match["name"], kind, unit))


def _after_others(scan: Scan) -> None:
    """Add the room behind 其他 at the end of a line."""
    for option in scan.options:
        if not OTHER.match(option.words):
            continue
        _, line_stop = scan.line_at(max(option.start, option.stop - 1))
        end = gap_end(scan, option.stop, line_stop)
        gap = scan.flat[option.stop : end]
        if end == line_stop and gap and "_" not in gap:
            scan.add(Blank(option.stop, end, option.words, block=option.choice, confidence=0.8))


def _on_examples(scan: Scan) -> None:
    """Add lines on which an example is written: Other: __cabinet____."""
    for match in _EXAMPLE.finditer(scan.flat):
        words = scan.words_before(match.start())
        named = words[0] < words[1] and scan.flat[words[1] : match.start()].strip(WHITE) == ":"
        if named and scan.is_free(*match.span()) and len(match["left"] + match["right"]) >= FAR:
            scan.claim(words[1], match.start())
            put(scan, *match.span(), Told(words))
            scan.blanks[-1] = scan.blanks[-1]._replace(hint=scan.text[slice(*match.span("sample"))])


def _on_lines(scan: Scan) -> None:
    for match in _LINE.finditer(scan.flat):
        start, stop = match.span()
        if not scan.is_free(start, stop):
            continue
        told = told_around(scan, start, stop, scan.line_at(start)[1])
        room = width(match[0])
        if room < SHORTEST_LINE or (room == SHORTEST_LINE and not scan.flat[slice(*told.words)].strip(GAPS)):
            continue
        put(scan, start, stop, told, 0.8 if told.label else 0.6)


def _in_brackets(scan: Scan) -> None:
    for match in _BRACKETS.finditer(scan.flat):
        start, stop = match.span("inside")
        if not scan.is_free(start, stop):
            continue
        line_start, line_stop = scan.line_at(match.start())
        line = scan.flat[line_start:line_stop].strip()
        told = told_around(scan, match.start(), match.end(), line_stop)
        if told.label and len(line) > PROSE and _INSTRUCTS.search(line) and "_" not in match[0]:
            continue
        if not told.label and not (scan.text[: match.start()] + scan.text[match.end() :]).strip():
            # An answer may stand before brackets that hold another one: 通信地址（邮编）.
            scan.blanks.append(Blank(match.start(), match.start(), confidence=0.6))
            scan.add(Blank(start, stop, confidence=0.6, hint=INSIDE))
            continue
        scan.claim(*match.span())
        put(scan, start, stop, told, 0.75 if told.label else 0.5)


def _on_dots(scan: Scan) -> None:
    for match in _DOTS.finditer(scan.flat):
        start, stop = match.span()
        _, line_stop = scan.line_at(start)
        if not scan.is_free(start, stop) or _CONTENTS.match(scan.flat[stop:line_stop]):
            continue
        told = told_around(scan, start, stop, line_stop)
        behind_colon = scan.flat[told.words[1] : start].strip(WHITE) == ":"
        if told.label and (behind_colon or stop == line_stop or width(match[0]) > FAR):
            put(scan, start, stop, told, 0.6)


def _between_words(scan: Scan) -> None:
    for line_start, line_stop in scan.lines:
        for match in _WIDE.finditer(scan.flat, line_start, line_stop):
            start, stop = match.span()
            if (
                stop < line_stop
                and scan.is_free(start, stop + 1)
                and scan.flat[line_start:start].strip(WHITE)
            ):
                _between(scan, (start, stop), line_start, line_stop)


def _between(scan: Scan, gap: tuple[int, int], line_start: int, line_stop: int) -> None:
    """Add the gap between two words where what follows or goes before wants something there."""
    flat, (start, stop) = scan.flat, gap
    before = sorted(blank for blank in scan.blanks if line_start <= blank.start < line_stop)
    far = width(flat[start:stop]) >= FAR
    ends_clause = flat[stop] in ",。;" and far and flat[:start].rstrip(WHITE)[-1:] in _VERBS
    if not flat[stop].isalnum() and flat[stop] not in "%‰" and not ends_clause:
        return
    area = AREA.match(flat, stop) if before and far else None
    if area is not None:
        put(scan, start, stop, Told((start, start), area[0], _area_of(before, start)), 0.75)
        return
    left = flat[line_start:start].rstrip(WHITE)
    ends = flat[stop] in "止至"
    if ends and left.endswith("起至"):
        block = next((blank.block for blank in before if blank.label == "起"), "")
        scan.add(Blank(start, stop, "止", "date", confidence=0.8, block=block))
        return
    measured = ends or UNIT.match(flat, stop) is not None
    wanted = measured or ends_clause or _LEFT.search(left) is not None
    counted = UNIT.match(flat, stop) is not None and left.endswith(("共", "计", "约", "满"))
    spaced = is_spaced(flat, line_start, start, stop, line_stop) and not left.endswith("第") and not counted
    if spaced or not (wanted or _goes_on(flat, stop, line_stop, before, far=far)):
        return
    told = told_around(scan, start, stop, line_stop)
    if not wanted:
        told = told._replace(label=words_behind(flat, stop, line_stop))
    put(scan, start, stop, told, 0.85 if measured else 0.7)


def _area_of(before: list[Blank], start: int) -> str:
    """Return the address that the blank before belongs to."""
    return next((blank.block for blank in reversed(before) if blank.start < start), "")


def _goes_on(flat: str, stop: int, line_stop: int, before: list[Blank], *, far: bool) -> bool:
    """Whether a line of blanks goes on with one more, named by the words behind it: ____学校    专业."""
    if not before:
        return False
    return NOUN.match(flat, stop) is not None or (len(before) > 1 and far and ":" not in flat[stop:line_stop])


def _in_columns(scan: Scan) -> None:
    """Add the room behind each label of a line without colons: 姓名        性别        ."""
    for line_start, stop in scan.lines:
        columns = _COLUMNS.search(scan.flat[line_start:stop])
        start = line_start + (columns.start() if columns is not None else 0)
        if columns is None or not scan.is_free(start, stop):
            continue
        for match in re.finditer(r"[^ \u3000\t]+", scan.flat[start:stop]):
            words = start + match.start(), start + match.end()
            end = gap_end(scan, words[1], stop)
            put(scan, words[1], kept(scan.flat, words[1], end), Told(words), 0.6)


def _before_comma(scan: Scan) -> None:
    """Add what is missing before a text that begins with a comma."""
    bare = scan.flat.lstrip(GAPS + "\n")
    place = len(scan.flat) - len(bare)
    if len(bare) > 1 and bare[0] in ",;、" and scan.is_free(0, place):
        scan.add(Blank(0, place, confidence=0.7))


def _at_end(scan: Scan) -> None:
    """Add the end of a line that breaks off: 还息至."""
    for start, stop in scan.lines:
        line = scan.flat[start:stop]
        place = start + len(line.rstrip(GAPS))
        if not _OPEN_ENDED.search(line.rstrip(GAPS)) or not scan.is_free(place - 1, stop):
            continue
        if place < stop or any(start <= blank.start < stop for blank in scan.blanks):
            put(scan, place, stop, Told(scan.words_before(place)), 0.75)
