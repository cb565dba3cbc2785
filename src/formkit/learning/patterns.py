"""Blanks in fixed orders of words: the parts of an address, an amount in words and in figures."""

from __future__ import annotations

import re
from typing import Final

from formkit.learning.scanning import Blank, Scan, width
from formkit.learning.wording import FAR

_ROOM: Final = r"[ \u3000\t_]{2,60}"
_AREA: Final = (
    r"(?:省|自治区|市|区|县|镇|乡|街道|村|社区|路|号)"
    r"(?:[(/](?:区|县|市|镇|乡|街道|村|组|社区)[)]?)?"
)
_PART: Final = re.compile(f"(?P<room>{_ROOM})(?P<name>{_AREA})")
_ADDRESS: Final = re.compile(f"(?:{_ROOM}{_AREA}){{2,9}}[ \\u3000\\t_]{{0,99}}")
_CAPITALS: Final = re.compile(
    r"(?P<name>(?:人民币)?[(]?大写[)]?|[¥$])(?P<room>[ \u3000\t_]{4,99}|(?<=[¥$])$)(?=$|[\n¥$(整])",
    re.MULTILINE,
)


def find_addresses(scan: Scan) -> None:
    """Add the parts of an address that begins with room: ____市____区（县）____街道."""
    for line_start, line_stop in scan.lines:
        found = _ADDRESS.fullmatch(scan.flat, line_start, line_stop)
        if found is None or not scan.is_free(line_start, line_stop):
            continue
        end = line_start
        for part in _PART.finditer(scan.flat, line_start, line_stop):
            name = scan.text[slice(*part.span("name"))]
            scan.claim(*part.span())
            scan.blanks.append(Blank(*part.span("room"), name, confidence=0.8))
            end = part.end()
        if width(scan.flat[end:line_stop]) > FAR:
            scan.add(Blank(end, line_stop, "详细地址", confidence=0.7))


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
