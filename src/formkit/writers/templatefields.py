"""The fields of a Word paragraph: what marks each, what asks for it, and what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from formkit.readers.wordnames import FIELD_CHARACTER, PARAGRAPH, RUN, RUN_PROPERTIES, W


class FieldNodes(NamedTuple):
    """The nodes of one field: its marks, its instruction and its result."""

    marks: list[etree._Element]
    instruction: list[etree._Element]
    result: list[etree._Element]


def _own_runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    for run in paragraph.iter(RUN):
        if next(run.iterancestors(PARAGRAPH), None) is paragraph:
            yield run


def fields_of(paragraph: etree._Element) -> list[FieldNodes]:
    """Return the fields that begin and end in a paragraph."""
    opened: list[tuple[FieldNodes, list[etree._Element]]] = []
    fields: list[FieldNodes] = []
    for run in _own_runs(paragraph):
        for piece in run.iterchildren(etree.Element):
            kind = piece.get(W + "fldCharType") if piece.tag == FIELD_CHARACTER else None
            if kind == "begin":
                field = FieldNodes([piece], [], [])
                opened.append((field, field.instruction))
            elif kind is not None and opened:
                field, _ = opened.pop()
                field.marks.append(piece)
                if kind == "separate":
                    opened.append((field, field.result))
                else:
                    fields.append(field)
            elif piece.tag != RUN_PROPERTIES:
                for _, nodes in opened:
                    nodes.append(piece)
    return fields


def field_of(begin: etree._Element, paragraph: etree._Element) -> FieldNodes:
    """Return the field that begins with a mark; one that never ends is its mark alone."""
    for field in fields_of(paragraph):
        if field.marks[0] is begin:
            return field
    return FieldNodes([begin], [], [])
