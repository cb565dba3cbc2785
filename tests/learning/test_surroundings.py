"""What stands around a field on its form, as it is shown to the person who is asked about it."""

from __future__ import annotations

import pytest

from formkit.learning.surroundings import surroundings
from formkit.readers.docx import read
from wordmaking import document, grid, package, paragraph


@pytest.mark.parametrize(
    ("drawn", "path", "shown"),
    [
        (grid("姓名 | {{ a }} | 性别 | {{ b }}"), "a", "表 1：姓名 │ 【这里】 │ 性别 │ ＿"),
        (
            grid("意见 | 同意。签字：{{ a }}　日期：{{ b }}"),
            "b",
            "表 1：意见 │ 同意。签字：＿ 日期：【这里】",
        ),
        (paragraph("申请人：{{ a }}（签字）"), "a", "申请人：【这里】（签字）"),
        (paragraph('□是{{ a["是"] }}'), "a", "□是【这里】"),
        (
            grid("时间 | 名称", "{%tr for row in g %} | ", "{{ row.x }} | {{ row.y }}", "{%tr endfor %} | "),
            "g[].y",
            "表 1 的重复行，“名称”一列（表头：时间 │ 名称）",
        ),
        (
            grid("时间 | 名称", "{%tr for row in g %} | ", "{{ row.x }} | {{ row.y }}", "{%tr endfor %} | "),
            "g",
            "表 1 的重复行，表头：时间 │ 名称",
        ),
    ],
    ids=["beside labels", "within a text", "on a line", "a box", "a column", "a group"],
)
def test_a_field_is_shown_among_its_neighbours(drawn: str, path: str, shown: str) -> None:
    assert surroundings(read(package(document(drawn)), "template.docx"))[path] == shown
