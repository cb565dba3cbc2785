"""A blank form that was looked at by hand: what stands in a cell by itself is to be filled, and called so."""

from __future__ import annotations

import re

from formkit.chinese.folding import clean_label
from formkit.grid import Cell, Document, Line, Table
from formkit.learning.places import Box, Learnt, Place, Rows

BOXES = re.compile(r"□([^□\s]+)")
KINDS = {
    "电话": "phone",
    "手机": "phone",
    "日期": "date",
    "照片": "picture",
    "签名": "signature",
    "签字": "signature",
    "公章": "seal",
    "盖章": "seal",
    "意见": "long_text",
}


def learnt(document: Document, *, asking: frozenset[str] = frozenset()) -> Learnt:
    """Return the places of a drawn form: an empty cell right of its label, boxes, rows under a head.

    A row of only empty cells belongs to the head over it. A line that begins with a number is a heading.
    """
    places: list[Place] = []
    groups: list[Rows] = []
    heading = title = ""
    for block in document.blocks:
        if isinstance(block, Line):
            title = title or block.text
            heading = clean_label(block.text) if re.match("[一二三四五六七八九十]、", block.text) else heading
            continue
        below: dict[int, list[int]] = {}
        rows = block.rows()
        for number, cells in enumerate(rows):
            if number and cells and not any(cell.text.strip() for cell in cells):
                head = max(
                    [known for known in below if known + len(below[known]) + 1 == number], default=number - 1
                )
                below.setdefault(head, []).append(number)
                continue
            places += _places(cells, heading, asking)
        for head, numbers in below.items():
            columns = tuple(
                Place(cell.spot, 0, 0, clean_label(title_cell.text))
                for title_cell, cell in zip(rows[head], rows[numbers[0]], strict=True)
            )
            groups.append(Rows(heading or "表格", tuple(numbers), columns))
    return Learnt(title, tuple(places), tuple(groups))


def _places(cells: tuple[Cell, ...], heading: str, asking: frozenset[str]) -> list[Place]:
    found = []
    label = ""
    for cell in cells:
        text = cell.text.strip()
        boxes = tuple(Box(match.start(), match.start() + 1, match[1]) for match in BOXES.finditer(cell.text))
        if text and not boxes and set(text) != {"_"}:
            label = clean_label(text)
            continue
        if label:
            kind = next((kind for word, kind in KINDS.items() if word in label), "text")
            question = f"“{label}”是什么？" if label in asking else ""
            found.append(
                Place(
                    cell.spot,
                    0,
                    len(cell.text),
                    label,
                    "choice_one" if boxes else kind,
                    heading,
                    boxes=boxes,
                    confidence=0.6 if question else 1.0,
                    question=question,
                )
            )
        label = ""
    return found


def table_of(document: Document) -> Table:
    """Return the first table of a document."""
    return next(block for block in document.blocks if isinstance(block, Table))
