"""Write the blank form that docs/learn.md walks through: ``python tools/learn_form.py 登记表.docx``."""

from __future__ import annotations

import sys
from pathlib import Path

from formxml import CENTRED, LONG, Cell, Look, Row, label, paragraph, row, table, value
from wordpackage import package

TITLE = "青年技能骨干登记表"
WIDTHS = (24.0, 29.0, 24.0, 29.0, 52.0)
ROWS = 3


def blank_form() -> bytes:
    """Return the form: labels beside and over blanks, boxes, equal rows, an opinion with a signature."""
    boxes = "  ".join(f"□{level}" for level in ("初级工", "中级工", "高级工", "技师", "高级技师"))
    opinion = (
        paragraph("", LONG)
        + paragraph("", LONG)
        + paragraph("负责人（签字）：　　　　　　　　　（公章）", Look("FormSignature"))
        + paragraph("　　　　年　　月　　日", Look("FormDate"))
    )
    photo = Cell(paragraph("贴2寸照片", CENTRED), merge="restart")
    rows: list[Row] = [
        row(
            label("姓　名"),
            value(""),
            label("性　别"),
            value("□男  □女"),
            photo,
        ),
        row(
            label("出生年月"),
            value(""),
            label("民　族"),
            value(""),
            Cell(paragraph("", CENTRED), merge="continue"),
        ),
        row(label("工作单位"), value("", 3), Cell(paragraph("", CENTRED), merge="continue")),
        row(label("联系电话"), value(""), label("电子邮箱"), value("", 2)),
        row(label("技能等级"), value(boxes, 4)),
        row(label("时　间"), label("获奖名称", 3), label("授予单位")),
        *(row(value(""), value("", 3), value(""), height=8.5) for _ in range(ROWS)),
        row(label("主要\n事迹"), Cell(paragraph("", LONG), 4, stands="top"), height=45),
        row(label("单位\n意见"), Cell(opinion, 4), height=35),
    ]
    title = paragraph(TITLE, Look("FormTitle", "center", after=12))
    return package(TITLE, title + table(WIDTHS, rows))


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(blank_form())
