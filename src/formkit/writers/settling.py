"""What only a filled document can settle: 署名 stands centred above 成文日期 (GB/T 9704—2012, 7.3.5.1).

The date stands four 字 from the right; how far in the name stands follows from how long both are. A name too
long for its place gets narrower characters, so that it neither leaves the text nor the date's middle.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from formkit.gongwen.elements import BY_KEY
from formkit.gongwen.signing import place_name
from formkit.writers.zipping import assemble, deflate, unpack

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W: Final = f"{{{MAIN}}}"
BODY: Final = "word/document.xml"
TWIPS: Final = 20
#: What the schema has behind the width of a run's characters.
AFTER_WIDTH: Final = frozenset(
    f"{W}{name}"
    for name in (
        *("kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign"),
        *("rtl", "cs", "em", "lang", "eastAsianLayout"),
    )
)


def settle(data: bytes) -> bytes:
    """Return a filled document in which each 署名 stands above the middle of the 成文日期 that follows it."""
    members = unpack(data)
    root = etree.fromstring(members[BODY], etree.XMLParser(resolve_entities=False, no_network=True))
    paragraphs = list(root.iter(f"{W}p"))
    for number, paragraph in enumerate(paragraphs):
        if _style(paragraph) == BY_KEY["sign"].style:
            date = next((one for one in paragraphs[number:] if _style(one) == BY_KEY["date"].style), None)
            if date is not None:
                _centre(paragraph, _text(paragraph), _text(date))
    members[BODY] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return assemble(deflate(name, content) for name, content in members.items())


def _style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def _text(paragraph: etree._Element) -> str:
    return "".join(str(piece.text or "") for piece in paragraph.iter(f"{W}t"))


def _centre(paragraph: etree._Element, name: str, date: str) -> None:
    place = place_name(name, date)
    properties = paragraph.find(f"{W}pPr")
    if properties is None:  # a paragraph without properties has no style, so none comes here
        return
    indent = etree.SubElement(properties, f"{W}ind")
    indent.set(f"{W}right", str(round(place.right * TWIPS)))
    if place.scale == 100:  # noqa: PLR2004 (percent)
        return
    for run in paragraph.iter(f"{W}r"):
        own = run.find(f"{W}rPr")
        if own is None:
            own = etree.Element(f"{W}rPr")
            run.insert(0, own)
        width = etree.Element(f"{W}w")
        width.set(f"{W}val", str(place.scale))
        behind = next((child for child in own if child.tag in AFTER_WIDTH), None)
        if behind is None:
            own.append(width)
        else:
            behind.addprevious(width)
