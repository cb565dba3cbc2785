"""Where a field stands on its form, as a line of text: the cells of its row, and a mark for its own place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from formkit.grid import Cell, Document, Table
from formkit.layout import LOOP
from formkit.pattern import NAME, PLACEHOLDER

HERE: Final = "【这里】"
OTHER: Final = "＿"
BETWEEN: Final = " │ "
#: Characters of a cell that are shown, before the place and behind it.
NEAR: Final = 16


def surroundings(document: Document) -> Mapping[str, str]:
    """Return by path what stands around each placeholder of a template: ``姓名 │ 【这里】 │ 性别 │ ＿``.

    Of rows that repeat, a column stands under its head; the path of the group shows all heads.
    """
    found: dict[str, str] = {}
    for block in document.blocks:
        texts = _of_table(block) if isinstance(block, Table) else _of_text("", [block.text], 0)
        for path, text in texts:
            found.setdefault(path, text)
    return found


def _of_table(table: Table) -> Iterator[tuple[str, str]]:
    number = 0 if table.cells[0].spot.table is None else table.cells[0].spot.table[0] + 1
    group, heads = "", ""
    before: tuple[Cell, ...] = ()
    for row in table.rows():
        loop = next((match for cell in row if (match := LOOP.search(cell.text))), None)
        if loop is not None:
            group, heads = loop[2], BETWEEN.join(_plain(cell.text) for cell in before)
            yield group, f"表 {number} 的重复行，表头：{heads}"
            continue
        for at, cell in enumerate(row):
            for path, text in _of_text(f"表 {number}：", [each.text for each in row], at):
                if not group:
                    yield path, text
                    continue
                head = next((each for each in before if each.col <= cell.col < each.col + each.colspan), None)
                named = "" if head is None else _plain(head.text)
                yield (
                    f"{group}[].{path.partition('.')[2]}",
                    f"表 {number} 的重复行，“{named}”一列（表头：{heads}）",
                )
        if any("endfor" in cell.text for cell in row):
            group = ""
        elif not group:
            before = row


def _of_text(prefix: str, texts: list[str], at: int) -> Iterator[tuple[str, str]]:
    """Yield the paths in one of several texts side by side, with all of them and the mark in its place."""
    text = texts[at]
    for match in PLACEHOLDER.finditer(text):
        name = None if match[1] is None else NAME.match(match[1])
        if name is None:
            continue
        shown = [_plain(each) for each in texts]
        left, right = _plain(text[: match.start()])[-NEAR:], _plain(text[match.end() :])[:NEAR]
        shown[at] = f"{left}{HERE}{right}"
        yield name[1], prefix + BETWEEN.join(each[: 2 * NEAR + len(HERE)] for each in shown)


def _plain(text: str) -> str:
    """Return a text on one line, with a mark for each placeholder in it."""
    return re.sub(r"\s+", " ", PLACEHOLDER.sub(OTHER, text)).strip()
