"""Read how a Word document looks: pages, paragraphs and text with the properties that styles give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from formkit.errors import UnreadableFileError
from formkit.formatted import Border, Footer, FormattedDocument, FormattedLine, Page, Stretch
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.readers.package import Package
from formkit.readers.wordlook import Look, Looks, number
from formkit.readers.wordnames import (
    BODY,
    BOX_CONTENT,
    DELETED,
    DRAWING,
    FALLBACK,
    OFF,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PICT,
    RUN,
    TABLE,
    TEXT,
    VALUE,
    R,
    W,
)

MAIN: Final = "word/document.xml"
_MM: Final = 1440 / 25.4
_EIGHTHS: Final = 8.0
_PAGE_FIELD: Final = re.compile(r"\s*PAGE\b", re.IGNORECASE)
_MARGINS: Final = ("top", "right", "bottom", "left", "gutter")
_ALIGNMENTS: Final = {"start": "left", "end": "right", "distribute": "both", "": "left"}


def formatted(data: bytes, source: str, limits: ReadLimits = DEFAULT_LIMITS) -> FormattedDocument:
    """Return how a .docx looks.

    :raises UnreadableFileError: when it is no .docx, or one that nothing can be read from.
    """
    package = Package(data, source, limits)
    if MAIN not in package:
        message = f"“{source}”：不是 .docx 文件；请在 Word 或 WPS 中另存为 .docx 再检查。"
        raise UnreadableFileError(message, "unsupported")
    root = package.xml(MAIN)
    body = root.find(BODY)
    if body is None:
        message = f"“{source}”：没有正文，不是完整的 Word 文件；请让对方重新发送。"
        raise UnreadableFileError(message, "damaged")
    looks = Looks(_part(package, "word/styles.xml"), _part(package, "word/theme/theme1.xml"))
    settings = _part(package, "word/settings.xml")
    even = None if settings is None else settings.find(W + "evenAndOddHeaders")
    sections = list(root.iter(W + "sectPr"))
    return FormattedDocument(
        tuple(_lines(root, looks)),
        tuple(_page(section) for section in sections),
        tuple(_footers(package, sections, looks)),
        even is not None and even.get(VALUE, "1") not in OFF,
    )


def _part(package: Package, name: str) -> etree._Element | None:
    return package.xml(name) if name in package else None


def _page(section: etree._Element) -> Page:
    """Return a page; A4 without margins where the section says nothing, as no program writes it."""
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    sizes = {} if size is None else {key: str(size.get(W + key, "")) for key in ("w", "h")}
    sides = {} if margins is None else {key: str(margins.get(W + key, "")) for key in _MARGINS}
    found = {key: abs(number(sides, key, _MM) or 0) for key in _MARGINS}
    return Page(
        number(sizes, "w", _MM) or 0,
        number(sizes, "h", _MM) or 0,
        found["top"],
        found["right"],
        found["bottom"],
        found["left"] + found["gutter"],
    )


def _footers(package: Package, sections: list[etree._Element], looks: Looks) -> Iterator[Footer]:
    parts = package.relationships(MAIN)
    seen: set[tuple[str, str]] = set()
    for section in sections:
        for reference in section.iterchildren(W + "footerReference"):
            kind, part = reference.get(W + "type", "default"), parts.get(reference.get(R + "id", ""), "")
            if part in package and (kind, part) not in seen:
                seen.add((kind, part))
                yield Footer(part, kind, tuple(_lines(package.xml(part), looks)))


def _lines(root: etree._Element, looks: Looks) -> Iterator[FormattedLine]:
    for place, paragraph in enumerate(root.iter(PARAGRAPH)):
        where = "body"
        for above in paragraph.iterancestors():
            if above.tag == FALLBACK or above.tag in DELETED:
                where = ""
                break
            if above.tag == BOX_CONTENT and where != "table":
                where = "box"
            elif above.tag == TABLE and where == "body":
                where = "table"
        if where:
            yield _line(place, where, paragraph, looks)


def _line(place: int, where: str, paragraph: etree._Element, looks: Looks) -> FormattedLine:
    look = looks.paragraph(paragraph)
    stretches, paged = _stretches(paragraph, looks)
    exact = look.get("spacing.lineRule", "auto") == "exact"
    left = number(look, "ind.left") or number(look, "ind.start") or 0
    hanging = number(look, "ind.hanging")
    first = left - hanging if hanging is not None else left + (number(look, "ind.firstLine") or 0)
    left_characters = number(look, "ind.leftChars", 100)
    align = look.get("jc.val", "")
    return FormattedLine(
        place,
        where,
        stretches,
        _ALIGNMENTS.get(align, align),
        number(look, "spacing.line") if exact or look.get("spacing.lineRule") == "atLeast" else None,
        exact,
        number(look, "spacing.before") or 0,
        first,
        left,
        number(look, "ind.right") or number(look, "ind.end") or 0,
        _first_characters(look, left_characters),
        left_characters,
        number(look, "ind.rightChars", 100),
        _borders(paragraph),
        look.get("pageBreakBefore.val", "0") not in OFF
        or any(mark.get(W + "type") == "page" for mark in paragraph.iter(W + "br")),
        next(paragraph.iter(DRAWING, PICT), None) is not None,
        any(key.startswith("framePr.") for key in look),
        paged,
    )


def _first_characters(look: Look, left: float | None) -> float | None:
    """Return where the first line begins in characters, where the file says it in characters."""
    first, hanging = number(look, "ind.firstLineChars", 100), number(look, "ind.hangingChars", 100)
    if hanging is not None:
        return (left or 0) - hanging
    return None if first is None and left is None else (first or 0) + (left or 0)


def _borders(paragraph: etree._Element) -> tuple[Border, ...]:
    borders = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{W}pBdr")
    if borders is None:
        return ()
    found: list[Border] = []
    for side in ("top", "bottom"):
        border = borders.find(W + side)
        if border is not None and border.get(VALUE, "none") not in {"none", "nil"}:
            look = {"sz": str(border.get(W + "sz", ""))}
            thickness = number(look, "sz", _EIGHTHS) or 0
            found.append(Border(side, thickness, border.get(W + "color", "auto").upper()))
    return tuple(found)


def _stretches(  # noqa: C901 (a field is several runs, and each may be open)
    paragraph: etree._Element, looks: Looks
) -> tuple[tuple[Stretch, ...], bool]:
    """Return the text of a paragraph, that of its boxes aside, and whether it holds the number of the page.

    What a field of the page's number shows counts as ``1``.
    """
    found: list[Stretch] = []
    paged = False
    coded = ""  # instruction of the field that is open
    showing = numbered = False
    for run in paragraph.iter(RUN):
        above = list(run.iterancestors())
        owner = next(element for element in above if element.tag == PARAGRAPH)
        inside = above[: above.index(owner)]
        if owner is not paragraph or any(item.tag in DELETED or item.tag == FALLBACK for item in inside):
            continue
        simple = next((item for item in inside if item.tag == W + "fldSimple"), None)
        is_page = simple is not None and _PAGE_FIELD.match(simple.get(W + "instr", "")) is not None
        text = ""
        for child in run:
            if child.tag == W + "fldChar":
                kind = child.get(W + "fldCharType")
                showing = kind == "separate" or (showing and kind != "end")
                if kind == "begin":
                    coded, numbered = "", False
                elif kind == "end" and _PAGE_FIELD.match(coded) and not numbered:
                    text, paged, coded = text + "1", True, ""
                elif kind == "end":
                    coded = ""
            elif child.tag == W + "instrText":
                coded += child.text or ""
            else:
                text += _text(child)
        if text.strip() and (is_page or (showing and _PAGE_FIELD.match(coded))):
            text, paged, numbered = "1", True, True
        if text:
            found.append(_stretch(text, looks.run(run, paragraph), looks))
    return tuple(found), paged


def _text(child: etree._Element) -> str:
    if child.tag == TEXT:
        return child.text or ""
    if child.tag == W + "br":
        return "" if child.get(W + "type") in {"page", "column"} else "\n"
    return "\t" if child.tag in {W + "tab", W + "ptab"} else ""


def _stretch(text: str, look: Look, looks: Looks) -> Stretch:
    return Stretch(
        text,
        looks.face(look, "eastAsia"),
        looks.face(look, "ascii"),
        number(look, "sz.val", 2.0) or 10.0,
        number(look, "spacing.val") or 0,
        look.get("color.val", "").upper().replace("AUTO", ""),
        look.get("b.val", "0") not in OFF,
    )
