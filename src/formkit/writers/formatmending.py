"""Mend how a Word document looks, and marks and digits in it; everything else of the file stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final, TypeVar

from lxml import etree

from formkit.writers.propertyorder import PARAGRAPH_ORDER, RUN_ORDER
from formkit.writers.zipping import assemble, deflate, unpack

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN: Final = "word/document.xml"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class PageMend:
    """Measures of the page of one section, in twips: ``w`` and ``h`` of the paper, or sides of the margin."""

    section: int
    sizes: tuple[tuple[str, int], ...] = ()
    margins: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LookMend:
    """A property of a paragraph (``ind``, ``spacing``, ``jc``, ``pageBreakBefore``) or of runs in ``span``.

    ``number`` is the paragraph's place in its part; ``drop`` are attributes that must go.
    """

    part: str
    number: int
    name: str
    values: tuple[tuple[str, str], ...]
    of_run: bool = False
    span: tuple[int, int] | None = None
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextMend:
    """Characters of a paragraph's text that become others."""

    part: str
    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class BlankMend:
    """Blank lines that come above a paragraph, or, where ``lines`` is negative, that go."""

    part: str
    number: int
    lines: int


_Change = TypeVar("_Change", LookMend, TextMend, BlankMend)


def mend(
    data: bytes,
    pages: Sequence[PageMend],
    looks: Sequence[LookMend],
    texts: Sequence[TextMend],
    blanks: Sequence[BlankMend] = (),
) -> bytes:
    """Return a .docx that was read before, with what is to be mended mended."""
    members = unpack(data)
    parts = {one.part for one in looks} | {one.part for one in texts} | {one.part for one in blanks}
    if pages:
        parts.add(_MAIN)
    for part in sorted(parts):
        root = etree.fromstring(members[part], _PARSER)
        sections = list(root.iter(W + "sectPr"))
        paragraphs = list(root.iter(W + "p"))
        for look in _within(part, looks):
            _set_look(paragraphs[look.number], look)
        for text in sorted(_within(part, texts), key=lambda one: (one.number, -one.start, -one.end)):
            _set_text(paragraphs[text.number], text)
        for blank in _within(part, blanks):
            _set_blanks(paragraphs, blank)
        for page in pages if part == _MAIN else ():
            _set_page(sections[page.section], page)
        members[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return assemble(deflate(name, content) for name, content in members.items())


def _within(part: str, changes: Sequence[_Change]) -> list[_Change]:
    return [change for change in changes if change.part == part]


def _set_page(section: etree._Element, page: PageMend) -> None:
    for name, values in (("pgSz", page.sizes), ("pgMar", page.margins)):
        element = section.find(W + name)
        if element is None:
            if not values:
                continue
            element = etree.SubElement(section, W + name)
        for key, value in values:
            element.set(W + key, str(value))


def _set_blanks(paragraphs: Sequence[etree._Element], blank: BlankMend) -> None:
    """Add blank lines that look as the document's others do, or take those away that hold nothing at all."""
    paragraph = paragraphs[blank.number]
    for _ in range(-blank.lines):
        above = paragraph.getprevious()
        if above is None or not _is_blank(above):
            return
        above.getparent().remove(above)  # type: ignore[union-attr]  # a paragraph above another has a parent
    pattern = next((one for one in paragraphs if _is_blank(one) and one.getparent() is not None), None)
    for _ in range(blank.lines):
        paragraph.addprevious(etree.Element(W + "p") if pattern is None else deepcopy(pattern))


def _is_blank(element: etree._Element) -> bool:
    """Whether a paragraph holds nothing: no text, no picture, no mark, no end of a section."""
    properties = element.find(W + "pPr")
    inside = () if properties is None else properties.iter(W + "sectPr", W + "pBdr", W + "pageBreakBefore")
    return element.tag == W + "p" and all(child is properties for child in element) and not list(inside)


def _set_look(paragraph: etree._Element, look: LookMend) -> None:
    if not look.of_run:
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            paragraph.insert(0, properties)
        _set(properties, look, PARAGRAPH_ORDER)
        return
    for run in _runs(paragraph) if look.span is None else _runs_within(paragraph, *look.span):
        properties = run.find(W + "rPr")
        if properties is None:
            properties = etree.Element(W + "rPr")
            run.insert(0, properties)
        _set(properties, look, RUN_ORDER)


def _set(properties: etree._Element, look: LookMend, order: Sequence[str]) -> None:
    element = properties.find(W + look.name)
    if element is None:
        element = etree.Element(W + look.name)
        after = set(order[order.index(look.name) + 1 :])
        follower = next((item for item in properties if etree.QName(item).localname in after), None)
        if follower is None:
            properties.append(element)
        else:
            follower.addprevious(element)
    for key in look.drop:
        element.attrib.pop(W + key, "")
    for key, value in look.values:
        element.set(W + key, value)


def _runs(paragraph: etree._Element) -> list[etree._Element]:
    return [run for run in paragraph.iter(W + "r") if next(run.iterancestors(W + "p")) is paragraph]


def _pieces(run: etree._Element) -> Iterable[tuple[etree._Element, int]]:
    """Yield what of a run counts as text, with its length, as the reader counts it."""
    for child in run:
        if child.tag == W + "t":
            yield child, len(child.text or "")
        elif child.tag in {W + "tab", W + "ptab"} or (
            child.tag == W + "br" and child.get(W + "type") not in {"page", "column"}
        ):
            yield child, 1


def _runs_within(paragraph: etree._Element, start: int, end: int) -> list[etree._Element]:
    """Return the runs of the characters from ``start`` to ``end``; a run across an edge is parted there."""
    for edge in (start, end):
        at = 0
        for run in _runs(paragraph):
            long = sum(length for _, length in _pieces(run))
            if at < edge < at + long:
                _part(run, edge - at)
                break
            at += long
    found, at = [], 0
    for run in _runs(paragraph):
        long = sum(length for _, length in _pieces(run))
        if long and start <= at and at + long <= end:
            found.append(run)
        at += long
    return found


def _part(run: etree._Element, edge: int) -> None:
    second = deepcopy(run)
    run.addnext(second)
    at, passed = 0, False
    for child, twin in zip(list(run), list(second), strict=True):
        if child.tag == W + "rPr":
            continue
        long = next((length for piece, length in _pieces(run) if piece is child), 0)
        if passed or at >= edge:
            run.remove(child)
            passed = True
            continue
        if at + long > edge:
            text = child.text or ""
            child.text, twin.text = text[: edge - at], text[edge - at :]
            for side in (child, twin):
                side.set(_SPACE, "preserve")
            passed = True
        else:
            second.remove(twin)
        at += long


def _set_text(paragraph: etree._Element, edit: TextMend) -> None:
    at, new = 0, edit.text
    pieces = [piece for run in _runs(paragraph) for piece in _pieces(run)]
    for place, (element, long) in enumerate(pieces):
        start, end = max(edit.start - at, 0), min(edit.end - at, long)
        last = place == len(pieces) - 1
        inside = 0 <= edit.start - at < long or (last and edit.start - at == long)
        if element.tag == W + "t" and (start < end or inside):
            text = element.text or ""
            element.text = text[:start] + (new if inside else "") + text[max(start, end) :]
            element.set(_SPACE, "preserve")
            if inside:
                new = ""
        at += long
