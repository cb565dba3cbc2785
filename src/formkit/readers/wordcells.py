"""What Word says about a cell beside its text: how it is merged, whether it is deleted, its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from formkit.readers.wordgrid import number_of
from formkit.readers.wordnames import (
    CELL_DELETED,
    CELL_INSERTED,
    CELL_MERGED,
    CELL_PROPERTIES,
    CONTROL,
    CONTROL_CONTENT,
    CONTROL_PROPERTIES,
    FIELD_CHARACTER,
    FIELD_DATA,
    MERGE,
    OLD_MERGE,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    SPAN,
    TEXT,
    VALUE,
    W,
)

#: Marks that stand between pieces of content and hold none.
MARKS = frozenset(
    W + name
    for name in (
        *("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"),
        *("commentRangeStart", "commentRangeEnd"),
    )
)


class Shape(NamedTuple):
    """How a cell is merged: its columns, whether it goes on from above or from the left."""

    span: int = 1
    continues: bool = False
    may_continue: bool = False
    joins_left: bool = False
    is_deleted: bool = False
    is_tracked: bool = False


PLAIN = Shape()


def shape_of(cell: etree._Element) -> Shape:
    """Return how a cell is merged."""
    properties = cell[0] if len(cell) and cell[0].tag == CELL_PROPERTIES else None
    if properties is None:
        return PLAIN
    shape = PLAIN
    for child in properties.iterchildren(SPAN, MERGE, OLD_MERGE, CELL_DELETED, CELL_INSERTED, CELL_MERGED):
        tag = child.tag
        if tag == SPAN:
            shape = shape._replace(span=number_of(child))
        elif tag == MERGE:
            restarts = child.get(VALUE, "continue") == "restart"
            shape = shape._replace(continues=not restarts, may_continue=restarts)
        elif tag == OLD_MERGE:
            shape = shape._replace(joins_left=child.get(VALUE, "continue") != "restart")
        elif tag == CELL_MERGED:
            merged = child.get(W + "vMerge")
            restarts = merged == "rest"
            shape = shape._replace(continues=merged == "cont", may_continue=restarts, is_tracked=True)
        else:
            shape = shape._replace(is_deleted=tag == CELL_DELETED, is_tracked=True)
    return shape


def groups_of(
    cells: Iterable[tuple[etree._Element, str | None]],
) -> Iterator[tuple[list[etree._Element], str | None, Shape]]:
    """Yield the cells of a row with name and shape; those merged the old way to the left are one."""
    group: list[etree._Element] = []
    name: str | None = None
    whole = PLAIN
    for cell, own in cells:
        shape = shape_of(cell)
        if shape.joins_left and group:
            group.append(cell)
            whole = whole._replace(span=whole.span + shape.span)
            continue
        if group:
            yield group, name, whole
        group, name, whole = [cell], own, shape
    if group:
        yield group, name, whole


def tag_of(control: etree._Element) -> str | None:
    """Return the file's own name for a place: a content control's tag, or its title where it has none."""
    properties = control.find(CONTROL_PROPERTIES)
    if properties is None:
        return None
    for kind in ("tag", "alias"):
        name = properties.find(W + kind)
        if name is not None and name.get(VALUE):
            return name.get(VALUE)
    return None


def name_inside(cell: etree._Element) -> str | None:
    """Return the name of the one control or form field that holds all of a cell."""
    name, children = None, _pieces(cell)
    while len(children) == 1 and children[0].tag in (PARAGRAPH, CONTROL):
        if children[0].tag == CONTROL:
            name = tag_of(children[0]) or name
            content = children[0].find(CONTROL_CONTENT)
            children = [] if content is None else _pieces(content)
        else:
            children = _pieces(children[0])
    return name or _field_name(cell)


def _pieces(parent: etree._Element) -> list[etree._Element]:
    return [child for child in parent if child.tag not in MARKS and child.tag not in _PROPERTIES]


_PROPERTIES = (CELL_PROPERTIES, PARAGRAPH_PROPERTIES)


def _field_name(cell: etree._Element) -> str | None:
    """Return the name of the only form field of a cell that holds nothing else."""
    names: list[str] = []
    depth = 0
    for node in cell.iter(FIELD_CHARACTER, TEXT):
        if node.tag == TEXT:
            if depth == 0 and (node.text or "").strip():
                return None
            continue
        kind = node.get(W + "fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        name = node.find(f"{FIELD_DATA}/{W}name")
        if kind == "begin" and name is not None:
            names.append(name.get(VALUE, ""))
    return names[0] or None if len(names) == 1 else None
