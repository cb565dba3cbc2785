"""Rows of a form's table made one row that repeats; cells merged downwards stay merged in what is filled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from formkit.learning.places import Loop
from formkit.readers.wordcells import MARKS
from formkit.readers.wordnames import (
    CELL,
    CELL_PROPERTIES,
    INSERTED,
    MERGE,
    PARAGRAPH,
    ROW,
    ROW_PROPERTIES,
    SPAN,
    TEXT,
    VALUE,
    W14,
    W,
)
from formkit.readers.wordtrace import TracedCell, TracedRow
from formkit.writers.templatebraces import hidden
from formkit.writers.templateruns import new_run, remove

IDENTITIES = (W14 + "paraId", W14 + "textId")
#: What may stand before ``w:vMerge`` in the properties of a cell.
BEFORE_MERGE = tuple(W + name for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))


def put_loop(loop: Loop, rows: Mapping[int, TracedRow], gone: Collection[int]) -> None:
    """Put the marks of a loop around its row and take away the rows that it stands for.

    ``gone`` are all rows of the table that fall away, those of other loops included.

    :raises ValueError: when the table has no such row.
    """
    if loop.row in gone or not {loop.row, *loop.dropped} <= rows.keys():
        raise ValueError(f"no row {loop.row} to repeat, or no rows {loop.dropped} to drop")
    kept = [number for number in sorted(rows) if number not in gone]
    for number in sorted(loop.dropped):
        _hand_down(number, rows, kept)
    row = rows[loop.row]
    _tidy(row.element)
    labels = _labels(loop, rows)
    after = kept[kept.index(loop.row) + 1 :]
    goes_on = {cell.col for cell in rows[after[0]].cells if _continues(cell)} if after else set()
    above = {cell.col for cell in row.cells if _continues(cell)}
    first = [_control(row, above, f"{{%tr for {loop.variable} in {loop.path} %}}")]
    last = [_control(row, goes_on, "{%tr endfor %}")]
    if labels:
        below = above | {cell.col for cell in labels}
        first.append(_control(row, above, "{%tr if loop.first %}"))
        last[:0] = [
            _control(row, below, "{%tr else %}"),
            _going_on(row, labels),
            _control(row, goes_on, "{%tr endif %}"),
        ]
    for element in first:
        row.element.addprevious(element)
    for element in reversed(last):
        row.element.addnext(element)
    for number in loop.dropped:
        remove(rows[number].element)


def _continues(cell: TracedCell) -> bool:
    return cell.shape.continues


def _below(cell: TracedCell, number: int, rows: Mapping[int, TracedRow]) -> list[tuple[int, TracedCell]]:
    """Return the cells that go on from one, with their rows."""
    found: list[tuple[int, TracedCell]] = []
    while (row := rows.get(number := number + 1)) is not None:
        same = [each for each in row.cells if each.col == cell.col and each.shape.span == cell.shape.span]
        if not same or not same[0].shape.continues:
            break
        found.append((number, same[0]))
    return found


def _hand_down(number: int, rows: Mapping[int, TracedRow], kept: Sequence[int]) -> None:
    """Let what a falling row begins and other rows go on with begin on the first of these that stays."""
    for cell in rows[number].cells:
        if not cell.shape.may_continue:
            continue
        heir = next(((at, below) for at, below in _below(cell, number, rows) if at in kept), None)
        if heir is None:
            continue
        at, below = heir
        element, old = below.elements[0], cell.elements[0]
        for child in list(element):
            if child.tag != CELL_PROPERTIES:
                element.remove(child)
        element.extend([child for child in old if child.tag != CELL_PROPERTIES])
        _merge(element, "restart")
        place = rows[at].cells.index(below)
        rows[at].cells[place] = below._replace(shape=below.shape._replace(continues=False, may_continue=True))


def _labels(loop: Loop, rows: Mapping[int, TracedRow]) -> list[TracedCell]:
    """Return the cells of the repeating row that are to stay one cell beside all its copies.

    Those with a placeholder of the row's own are an answer for each: they are merged no more.
    """
    labels: list[TracedCell] = []
    for cell in rows[loop.row].cells:
        if not cell.shape.may_continue or not _below(cell, loop.row, rows):
            continue
        text = "".join(str(node.text or "") for node in cell.elements[0].iter(TEXT))
        if hidden("{") in text and f"{loop.variable}." in text:
            _merge(cell.elements[0], None)
        else:
            labels.append(cell)
    return labels


def _going_on(row: TracedRow, labels: Sequence[TracedCell]) -> etree._Element:
    """Return a copy of the repeating row in which the labels go on from above."""
    order = list(row.element.iter(CELL))
    places = {order.index(cell.elements[0]) for cell in labels}
    copy = deepcopy(row.element)
    for place, cell in enumerate(list(copy.iter(CELL))):
        if place in places:
            paragraph = next(cell.iter(PARAGRAPH), None)
            properties = [child for child in cell if child.tag == CELL_PROPERTIES]
            blank = etree.Element(PARAGRAPH)
            blank.extend(
                [child for child in (() if paragraph is None else paragraph) if child.tag == W + "pPr"]
            )
            cell[:] = [*properties, blank]
            _merge(cell, "continue")
    return copy


def _merge(cell: etree._Element, value: str | None) -> None:
    """Say how a cell is merged downwards; None is not at all."""
    properties = cell.find(CELL_PROPERTIES)
    if properties is None:
        properties = etree.Element(CELL_PROPERTIES)
        cell.insert(0, properties)
    for old in properties.findall(MERGE):
        properties.remove(old)
    if value is not None:
        merge = etree.Element(MERGE)
        merge.set(VALUE, value)
        properties.insert(sum(child.tag in BEFORE_MERGE for child in properties), merge)


def _control(row: TracedRow, going_on: Collection[int], text: str) -> etree._Element:
    """Return a row for one mark of the language, which vanishes; cells merged past it go on through it."""
    spans: list[tuple[int, bool]] = []
    at = 0
    for cell in row.cells:
        goes_on = cell.col in going_on
        if cell.col > at:
            spans.append((cell.col - at, False))
        if spans and not goes_on and not spans[-1][1]:
            spans[-1] = spans[-1][0] + cell.shape.span, False
        else:
            spans.append((cell.shape.span, goes_on))
        at = cell.col + cell.shape.span
    element = etree.Element(ROW)
    for span, goes_on in spans:
        element.append(_blank_cell(span, "" if goes_on else text, goes_on=goes_on))
        text = text if goes_on else ""
    return element


def _blank_cell(span: int, text: str, *, goes_on: bool) -> etree._Element:
    cell = etree.Element(CELL)
    properties = etree.SubElement(cell, CELL_PROPERTIES)
    width = etree.SubElement(properties, W + "tcW")
    width.set(W + "w", "0")
    width.set(W + "type", "auto")
    if span > 1:
        etree.SubElement(properties, SPAN).set(VALUE, str(span))
    if goes_on:
        etree.SubElement(properties, MERGE).set(VALUE, "continue")
    paragraph = etree.SubElement(cell, PARAGRAPH)
    if text:
        paragraph.append(new_run(hidden(text), None))
    return cell


def _tidy(row: etree._Element) -> None:
    """Take out of a row what may occur but once in a document, and that it is a tracked insertion."""
    for node in row.iter(etree.Element):
        for identity in IDENTITIES:
            if identity in node.attrib:
                del node.attrib[identity]
    once = {_mark(mark) for mark in row.iter(*MARKS)}
    root = row.getroottree().getroot()
    for mark in [mark for mark in root.iter(*MARKS) if _mark(mark) in once]:
        remove(mark)
    for properties in row.iterchildren(ROW_PROPERTIES):
        for change in list(properties.iterchildren(*INSERTED)):
            properties.remove(change)


def _mark(mark: etree._Element) -> tuple[str, str | None]:
    """Return what the two ends of a bookmark, or of another range, have in common."""
    return mark.tag.removesuffix("Start").removesuffix("End"), mark.get(W + "id")
