"""The last sheet of a register: what a clerk has to know who never saw the program; what each sheet is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from formkit import entries as sheet_of
from formkit.register_cells import SheetPlan
from formkit.workbook_layout import escape
from formkit.writers.registerlook import A4, Styles, lines_of

TOPIC_WIDTH: Final = 18
TEXT_WIDTH: Final = 116
LINE: Final = 15.0
GAP: Final = 4.0
GROWN: Final = 11 / 10
"""The letters of the guide by those of the sheets."""

TITLE_HEIGHT: Final = 30.0
SHEETS: Final = "各工作表"
TOPICS: Final = (
    (
        "颜色",
        (
            "灰色表头的列由程序写，改了也不采用；绿色表头的列是申报人填的内容，读错了可以直接改；"
            "黄色表头的列由经办人填写。蓝色格子是改过的，鼠标停在上面可以看到程序原来读到的内容；"
            "橙色格子是程序没有看懂的原文，请核对后改正。"
        ),
    ),
    (
        "排序和筛选",
        (
            "可以排序（用表头的筛选按钮，不要只选几列）、筛选、移动列、改工作表名称；不要复制整行。"
            "隐藏的第一列是每一行的标识，隐藏的第一行是每一列的标识，请不要删除隐藏的行和列。"
        ),
    ),
    ("自己加栏目", "在最右边空白的浅黄表头处写栏名，在下面填写。"),
    (
        "再次汇总",
        (
            "汇总（formkit collect）时程序会重写本文件：填写的、改过的内容和自己加的栏目都保留；"
            "公式、批注、格式和另加的工作表不保留。汇总前请保存并关闭本文件，不要另存为旧格式（.xls）。"
        ),
    ),
    (
        "本文件和台账",
        (
            "旁边同名的 .ledger 文件是台账，记着读过的内容。两个文件是一套："
            "要改名、移走、备份，请两个一起，名字保持相同。"
        ),
    ),
    (
        "打印",
        (
            "各表已设好横向打印，每页都有表头；较宽的表（如“汇总”）设为 A3 纸，其余为 A4 纸。"
            "请选定要打印的工作表再打印，不要打印整个工作簿：“全部栏目”和“来源”页数多，一般不必打印。"
        ),
    ),
    (
        "长文字",
        "“全部栏目”行高固定，长文字请点开单元格，在编辑栏看全文；超过 32767 字的只显示开头，全文在台账中。",
    ),
)
ABOUT: Final = {
    sheet_of.SUMMARY: "每件申报一行：到了哪一步、下一步办什么、主要内容、问题数、得分和名次。可填备注。",
    sheet_of.FIELDS: "每件申报一行：申报表和所附各表里填的全部内容。读错了的直接改。",
    sheet_of.ROWS: "申报表里同名表格的各行。读错了的直接改。",
    sheet_of.MATERIALS: "交来的每个文件一行，缺的材料也列出。归错了的，在“归类”中选。",
    sheet_of.FINDINGS: "每个问题一行。“处置”中选放行（核实无误）、补正（要申报人改）、不予受理（写理由）。",
    sheet_of.SOURCES: "每项内容是从哪个文件的哪一处读到的，供核对。",
    sheet_of.RECEIPTS: "每个来件一行。填收件日期、份数、收件人；归错了申报的，填“归入编号”。",
    sheet_of.REVIEW: "得分、名次和回避的专家。填评审日期；建议入选的选“是”。",
    sheet_of.REPLIES: "建议入选的，每个部门一行。填回复日期和意见；有异议的，填处理情况。",
    sheet_of.DECISIONS: "建议入选的。填审议日期和结果、公布文号和日期；两年后填评估等次。",
}
"""What each sheet of a register is; those of groups are alike."""


def write_guide(book: Any, title: str, plans: Iterable[SheetPlan], styles: Styles) -> None:  # noqa: ANN401
    """Write the guide as the last sheet of a write-only workbook, the topics at the left of what is said."""
    sheet = book.create_sheet(title)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = TOPIC_WIDTH, TEXT_WIDTH
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    lines = [(title, ""), *TOPICS, (SHEETS, ""), *_about(plans)]
    for row, (topic, text) in enumerate(lines, 1):
        height = TITLE_HEIGHT if not text else _lines(topic, text) * LINE + GAP
        sheet.row_dimensions[row].height = height
    for topic, text in lines:
        names = ("guide-topic", "guide") if text else ("title", "guide")
        sheet.append(
            [
                _cell(sheet, said, styles.get(name))
                for said, name in zip((topic, text), names, strict=True)
                if said
            ]
        )


def _lines(topic: str, text: str) -> int:
    return max(lines_of(topic, TOPIC_WIDTH / GROWN), lines_of(text, TEXT_WIDTH / GROWN))


def _about(plans: Iterable[SheetPlan]) -> Iterator[tuple[str, str]]:
    """Yield title and meaning of each sheet; those of groups stand on one line."""
    plans = list(plans)
    groups = [plan.title for plan in plans if plan.entries == sheet_of.ROWS]
    for plan in plans:
        if plan.entries != sheet_of.ROWS:
            yield plan.title, ABOUT[plan.id]
        elif plan.title == groups[0]:
            yield (groups[0] if len(groups) == 1 else f"{groups[0]}等"), ABOUT[sheet_of.ROWS]


def _cell(sheet: Any, text: str, style: Any) -> Any:  # noqa: ANN401
    from openpyxl.cell import WriteOnlyCell

    cell: Any = WriteOnlyCell(sheet)
    cell._style, cell._value, cell.data_type = style, escape(text), "s"  # noqa: SLF001 (so that nothing becomes a formula)
    return cell
