"""Blanks in fixed orders of words: the parts of an address, an amount in words and in figures."""

from __future__ import annotations

import re
from typing import Final

from formkit.chinese.folding import clean_label
from formkit.learning.scanning import Blank, Scan, flatten, width
from formkit.learning.wording import FAR

_ROOM: Final = r"[ \u3000\t_]{2,60}"
_AREA: Final = (
    r"(?:省|自治区|市|区|县|乡镇|镇|乡|街道|村|社区|路|号)"
    r"(?:[(/][省市县区州盟旗乡镇街道村组社自治直辖、,/]{1,9}[)]?)?"
)
_PART: Final = re.compile(f"(?P<room>{_ROOM})(?P<name>{_AREA})")
_ADDRESS: Final = re.compile(f"(?:{_ROOM}{_AREA}){{2,9}}[ \\u3000\\t_]{{0,99}}")
FEWEST_POINTS: Final = 2
_POINT: Final = re.compile(r"[ \u3000]{0,9}(?P<number>\d{1,2})[.、．)][ ]?(?P<room>[ \u3000\t_]*)[;。,]?")
_ASKED: Final = re.compile(r"(?:.*\s)?(\S{2,20}?):")
_CAPITALS: Final = re.compile(
    r"(?P<name>(?:人民币)?[(]?大写[)]?|[¥$])(?P<room>[ \u3000\t_]{4,99}|(?<=[¥$])$)(?=$|[\n¥$()整])",
    re.MULTILINE,
)


def find_addresses(scan: Scan) -> None:
    """Add the parts of an address that begins with room: ____市____区（县）____街道."""
    for line_start, line_stop in scan.lines:
        found = _ADDRESS.match(scan.flat, line_start, line_stop)
        if found is None or not scan.is_free(line_start, found.end()):
            continue
        end = line_start
        for part in _PART.finditer(scan.flat, line_start, found.end()):
            name = scan.text[slice(*part.span("name"))]
            scan.claim(*part.span())
            scan.blanks.append(Blank(*part.span("room"), name, confidence=0.8))
            end = part.end()
        if found.end() == line_stop and width(scan.flat[end:line_stop]) > FAR:
            scan.add(Blank(end, line_stop, "详细地址", confidence=0.7))


def point_of(text: str) -> str:
    """Return the number of a line that is a number and room to write, "" for any other.

    >>> point_of("  1.________；"), point_of("1.课题来源")
    ('1', '')
    """
    match = _POINT.fullmatch(flatten(text))
    return match["number"] if match is not None and match["room"].strip(" ") else ""


def find_points(scan: Scan) -> None:
    """Add the room behind each number of a list that is otherwise empty: 1.____；⏎2.____ under 仲裁请求."""
    points = [
        (line, match)
        for line in scan.lines
        if (match := _POINT.fullmatch(scan.flat, *line)) is not None and scan.is_free(*line)
    ]
    if len(points) < FEWEST_POINTS:
        return
    head = scan.flat[: points[0][0][0]].rstrip().rpartition("\n")[2]
    asked = _ASKED.fullmatch(head.strip())
    for line, match in points:
        scan.claim(*line)
        block = clean_label(asked[1]) if asked is not None else ""
        scan.blanks.append(Blank(*match.span("room"), match["number"], confidence=0.7, block=block))


def find_capitals(scan: Scan) -> None:
    """Add an amount in words or figures that has no colon: 人民币（大写）        ￥        ."""
    for match in _CAPITALS.finditer(scan.flat):
        if not scan.is_free(*match.span()):
            continue
        figures = match["name"] in {"¥", "$"}
        label = "" if figures else scan.text[slice(*match.span("name"))]
        kind, unit = ("money", "元") if figures else ("text", "")
        scan.claim(*match.span())
        scan.blanks.append(Blank(*match.span("room"), label, kind, unit, confidence=0.8, fallback="金额"))
