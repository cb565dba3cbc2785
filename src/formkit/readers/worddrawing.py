"""Drawings of a Word document: the pictures and text boxes in them, and what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from formkit.readers.wordnames import (
    ALTERNATE,
    BOX_CONTENT,
    CHOICE,
    DRAWING,
    FALLBACK,
    OBJECT,
    PARAGRAPH,
    PICT,
    RUN,
    SYMBOL,
    TABLE,
    TEXT,
    A,
    O,
    R,
    V,
    W,
)

BLIP, IMAGE_DATA, GRAPHIC_DATA, DRAWN_TEXT = A + "blip", V + "imagedata", A + "graphicData", A + "t"
OLE, ACTIVE_CONTROL, TEXT_PATH = O + "OLEObject", W + "control", V + "textpath"
DRAWN = (DRAWING, PICT, OBJECT)
#: What a branch must hold to be worth choosing.
CONTENT = (*DRAWN, PARAGRAPH, TABLE, RUN, TEXT, SYMBOL, BOX_CONTENT, W + "tab", W + "br", W + "tr", W + "tc")
#: Kinds of graphics of which the text stands in a part of its own, by the end of their namespace.
UNREAD = {"diagram": "SmartArt 图", "chart": "图表", "chartex": "图表"}


class Parts(NamedTuple):
    """What a drawing holds: ids of pictures, names of links, text boxes, and kinds of unread content."""

    pictures: list[str]
    links: list[str]
    boxes: list[etree._Element]
    unread: list[str]


def chosen_of(alternate: etree._Element) -> etree._Element:
    """Return the branch of ``mc:AlternateContent`` to read: the first that holds anything."""
    branches = [branch for branch in alternate if branch.tag in (CHOICE, FALLBACK)]
    for branch in branches:
        if next(branch.iter(*CONTENT), None) is not None:
            return branch
    return branches[0] if branches else alternate


def holds_drawing(branch: etree._Element) -> bool:
    """Whether a branch within or around runs is a drawing."""
    return next(branch.iter(*DRAWN), None) is not None


def parts_of(drawing: etree._Element) -> Parts:
    """Return what a drawing holds, each thing once; what text boxes hold is read with them."""
    if drawing.tag != ALTERNATE:
        return _parts(drawing)
    found = [_parts(branch) for branch in drawing if branch.tag in (CHOICE, FALLBACK)]
    for parts in found:
        if parts.pictures or parts.boxes or parts.links:
            return parts
    return found[0] if found else _parts(drawing)


def _parts(drawing: etree._Element) -> Parts:
    parts = Parts([], [], [], [])
    for node in _visible(drawing):
        tag = node.tag
        if tag == BOX_CONTENT:
            parts.boxes.append(node)
        elif tag == BLIP:
            _sort(parts, node.get(R + "embed"), node.get(R + "link"))
        elif tag == IMAGE_DATA:
            _sort(parts, node.get(R + "id") or node.get(R + "pict"), node.get(R + "href"))
        elif tag == OLE:
            parts.unread.append("嵌入的对象或附件")
        elif tag == ACTIVE_CONTROL:
            parts.unread.append("ActiveX 控件")
        elif tag == GRAPHIC_DATA and (kind := UNREAD.get(node.get("uri", "").rpartition("/")[2])):
            parts.unread.append(kind)
        elif tag in (DRAWN_TEXT, TEXT_PATH) and (node.text or node.get("string") or "").strip():
            parts.unread.append("图形中的文字")
    return parts


def _sort(parts: Parts, stored: str | None, linked: str | None) -> None:
    if stored:
        parts.pictures.append(stored)
    elif linked:
        parts.links.append(linked)


WANTED = (
    *(BOX_CONTENT, BLIP, IMAGE_DATA, OLE, ACTIVE_CONTROL, GRAPHIC_DATA),
    *(DRAWN_TEXT, TEXT_PATH),
)


def _visible(drawing: etree._Element) -> Iterator[etree._Element]:
    """Yield the nodes that matter, none from within a text box, and of alternatives the first."""
    chosen: dict[etree._Element, etree._Element] = {}
    for node in drawing.iter(*WANTED):
        below, above = node, node.getparent() if node is not drawing else None
        while above is not None and below is not drawing:
            if above.tag == BOX_CONTENT and above is not drawing:
                break
            if above.tag == ALTERNATE and above is not drawing:
                if above not in chosen:
                    chosen[above] = chosen_of(above)
                if chosen[above] is not below:
                    break
            below, above = above, above.getparent()
        else:
            yield node
