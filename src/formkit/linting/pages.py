"""The page of an official document: its margins, the red line, the rules of 版记, the numbers of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from formkit.formatted import Border, Footer, FormattedDocument, FormattedLine, Page
from formkit.gongwen.clauses import ALIGNMENTS, CLAUSES, TEXT_WIDTH
from formkit.gongwen.titles import is_shapely, width
from formkit.linting.elements import Recognised
from formkit.linting.measures import MEASURES, is_red, role_of
from formkit.linting.mistake import Mistake, Place, first_words

_MM: Final = 25.4 / 72
_NUMBER: Final = re.compile(r"[—―]\s?\d+\s?[—―]")
_SIDES: Final = ("top", "right", "bottom", "left")


def of_pages(document: FormattedDocument) -> Iterator[Mistake]:
    """Yield what is wrong with paper and margins; a page that lies on its side may have others (clause 8)."""
    for number, page in enumerate(document.pages):
        across = page.width > page.height
        found = {
            "width": page.height if across else page.width,
            "height": page.width if across else page.height,
        }
        if not across:
            found |= {side: getattr(page, side) for side in _SIDES}
        wrong = [key for key, value in found.items() if not CLAUSES[f"page.{key}"].holds(value)]
        for key in wrong:
            yield Mistake(CLAUSES[f"page.{key}"], Place("page", number), found[key])
        if not across and not wrong:
            yield from _text_area(page, number)


def _text_area(page: Page, number: int) -> Iterator[Mistake]:
    found = {"width": page.width - page.left - page.right, "height": page.height - page.top - page.bottom}
    for key, value in found.items():
        if not CLAUSES[f"text.{key}"].holds(value):
            yield Mistake(CLAUSES[f"text.{key}"], Place("page", number), value)


def of_rules(document: FormattedDocument, items: Sequence[Recognised]) -> Iterator[Mistake]:
    """Yield what is wrong with the red line below 发文字号 and with the rules of 版记.

    Only rules that are borders of paragraphs can be measured; those that are drawn are left to the page.
    """
    text = next((page.width - page.left - page.right for page in document.pages), 0.0)
    number = next((item.line for item in items if item.key == "number"), None)
    if number is not None:
        for border in number.borders:
            if border.side == "bottom":
                yield from _red_line(number, border, text)
    record = [
        item.line.number for item in items if item.key in {"copies", "issued"} and item.line.where == "box"
    ]
    if record:
        yield from _record_rules(document.lines, record)


def _red_line(line: FormattedLine, border: Border, text: float) -> Iterator[Mistake]:
    place = Place(line.where, line.number, first_words(line.text))
    if not is_red(border.colour):
        shown = "黑色" if border.colour in {"AUTO", "000000"} else border.colour
        yield Mistake(CLAUSES["rule.colour"], place, shown)
    length = text - (line.left + line.right) * _MM
    inside = abs(text - CLAUSES["text.width"].wanted) <= 1 if text else False  # type: ignore[operator]
    if inside and (line.left or line.right) and not CLAUSES["rule.width"].holds(length):
        yield Mistake(CLAUSES["rule.width"], place, length)


def _record_rules(lines: Sequence[FormattedLine], record: Sequence[int]) -> Iterator[Mistake]:
    near = [line for line in lines if line.where == "box" and record[0] - 2 <= line.number <= record[-1] + 2]
    rules = [(line, border) for line in near for border in line.borders]
    for at, (line, border) in enumerate(rules):
        key = "rule.first" if at == 0 else "rule.last" if at == len(rules) - 1 else "rule.middle"
        thickness = border.thickness * _MM
        place = Place(line.where, line.number, "版记分隔线")
        if not CLAUSES[key].holds(thickness):
            yield Mistake(CLAUSES[key], place, thickness)
        length = TEXT_WIDTH - (line.left + line.right) * _MM
        if not CLAUSES["rule.record"].holds(length):
            yield Mistake(CLAUSES["rule.record"], place, length)


def of_title(items: Sequence[Recognised]) -> Iterator[Mistake]:
    """Yield a title whose lines are neither 梯形 nor 菱形, where the file says where its lines end."""
    for key in ("title", "annex_title"):
        lines = [item.line for item in items if item.key == key]
        rows = [row.strip() for line in lines for row in line.text.split("\n") if row.strip()]
        if key == "title" and len(rows) > 1 and not is_shapely([width(row) for row in rows]):
            place = Place(lines[0].where, lines[0].number, first_words(rows[0]))
            yield Mistake(
                CLAUSES["title.shape"], place, "、".join(f"{width(row):g}字" for row in rows), soft=True
            )


def of_numbers(document: FormattedDocument) -> Iterator[Mistake]:
    """Yield what is wrong with the numbers of pages: form, face, size, and the side by parity (7.5)."""
    numbered = [(footer, line) for footer in document.footers for line in footer.lines if line.paged]
    if not numbered:
        yield Mistake(CLAUSES["page_number.form"], Place("page", 0), "没有页码")
        return
    for footer, line in numbered:
        place = Place("footer", line.number, first_words(line.text), footer.part)
        if not _NUMBER.fullmatch(line.text.strip()):
            yield Mistake(CLAUSES["page_number.form"], place, line.text.strip())
        digits = [stretch for stretch in line.stretches if stretch.text.strip()]
        face = next((one.latin for one in digits if role_of(one.latin) != "宋体"), None)
        if face is not None:
            yield Mistake(CLAUSES["page_number.face"], place, role_of(face) or "未指明")
        size = next((one.size for one in digits if not CLAUSES["page_number.size"].holds(one.size)), None)
        if size is not None:
            yield Mistake(CLAUSES["page_number.size"], place, size)
        if not line.framed:
            yield from _side(footer, line, place)
    if not document.even and not any(line.framed for _, line in numbered):
        yield Mistake(CLAUSES["page_number.even"], Place("page", 0), "与单页码同侧")


def _side(footer: Footer, line: FormattedLine, place: Place) -> Iterator[Mistake]:
    wanted = {"default": ("odd", "right"), "even": ("even", "left")}.get(footer.kind)
    if wanted is None:
        return
    clause = CLAUSES[f"page_number.{wanted[0]}"]
    if line.align not in ({"left", "both"} if wanted[1] == "left" else {"right"}):
        yield Mistake(clause, place, ALIGNMENTS.get(line.align, line.align))
        return
    measure = MEASURES["right" if wanted[1] == "right" else "first"]
    found = measure(Recognised(line, "page_number"), clause)
    if found is not None and not clause.holds(found[0]):
        yield Mistake(clause, place, found[0])
