"""Room over a signature, told by the height of its cell on the page."""

from __future__ import annotations

import pytest

from formkit.grid import Cell, Document, Table
from formkit.learning.headroom import with_headroom
from formkit.spot import Spot


def roomy(text: str, height: float | None) -> str:
    """Return the text of a cell of this height (in points) with the room that it has."""
    box = None if height is None else (60.0, 100.0, 500.0, 100.0 + height)
    cell = Cell(text, 0, 0, spot=Spot(page=1, box=box))
    (table,) = with_headroom(Document("x.pdf", (Table((cell,), 1, 1),))).blocks
    assert isinstance(table, Table)
    return table.cells[0].text


@pytest.mark.parametrize(
    ("text", "height", "shown"),
    [
        ("负责人（签字）：\n年 月 日", 100, "\n\n\n负责人（签字）：\n年 月 日"),
        ("审核意见：\n（公章）\n年 月 日", 100, "审核意见：\n\n\n（公章）\n年 月 日"),
        ("负责人（签字）：\n年 月 日", 40, "负责人（签字）：\n年 月 日"),
        ("主要\n事迹", 200, "主要\n事迹"),
        ("负责人（签字）：\n年 月 日", None, "负责人（签字）：\n年 月 日"),
    ],
    ids=["all of the cell", "under its label", "a low cell", "no signature", "no page"],
)
def test_a_tall_cell_has_room_over_its_signature(text: str, height: float | None, shown: str) -> None:
    assert roomy(text, height) == shown
