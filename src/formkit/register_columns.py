"""The columns of a register that are the same for every programme, or follow from one of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from formkit.entries import MEND, NO, PASSED, REFUSED, YES
from formkit.programme import Programme
from formkit.register_cells import Column, Role

IGNORED: Final = "忽略"
"""What a clerk says of a file that is no material."""

DAY: Final = "日期请写成 2025-07-28 这样；几行相同的，选中后向下填充。"
SAME: Final = "几行相同的，选中后向下填充。"
NEXT: Final = "选“是”后保存关闭，再汇总一次（formkit collect），“征求意见”和“审议公布”里就会列出这一件。"
OUTCOME: Final = "几行相同的，选中后向下填充。通过的，印发后填写公布文号和公布日期，保存关闭，再汇总一次。"
USED: Final = "程序判断错了才填：这个来件要采用的选“是”，不采用的选“否”。"
WHOLE: Final = "请填写整数。"
NUMBER: Final = Column("#number", "编号", 6)
UNIT: Final = Column("#unit", "单位", 28)
NARROW_UNIT: Final = replace(UNIT, width=24)
"""For sheets whose rows have several lines anyhow."""

EXPERT: Final = Column("#expert", "专家", 9)
STUDIO: Final = Column("#studio", "工作室", 34)
WHO: Final = (NUMBER, UNIT, EXPERT)
NAMED: Final = (NUMBER, STUDIO, EXPERT, UNIT)


def clerk(
    column: str, head: str, width: float = 12, *, options: Sequence[str] = (), prompt: str = ""
) -> Column:
    """Return a column that a clerk types into."""
    return Column(column, head, width, Role.CLERK, tuple(options), prompt)


def day(column: str, head: str) -> Column:
    """Return a column for a day."""
    return clerk(column, head, 12, prompt=DAY)


def whole(column: str, head: str) -> Column:
    """Return a column for a whole number."""
    return clerk(column, head, 6, prompt=WHOLE)


def materials(programme: Programme) -> tuple[Column, ...]:
    """Return the columns of the files; the slots of the checklist are offered."""
    slots = [f"{item.slot} {item.label}" for item in programme.attachments]
    return (
        NUMBER,
        NARROW_UNIT,
        Column("#package", "来件", 18),
        Column("#file", "文件", 28),
        Column("#slot", "材料编号", 9),
        Column("#label", "材料名称", 20),
        Column("#kind", "种类", 7),
        Column("#pages", "页数", 5.5),
        Column("#size", "大小（KB）", 10.5, form="#,##0"),
        Column("#sure", "把握", 7, form="0%"),
        Column("#reason", "依据", 36),
        clerk("slot", "归类", 18, options=(*slots, IGNORED), prompt="归得不对时，从列表中选正确的材料。"),
        Column("#said", "说明", 12),
    )


FINDING_COLUMNS: Final = (
    NUMBER,
    NARROW_UNIT,
    EXPERT,
    Column("#severity", "程度", 6),
    Column("#subject", "条款（事项）", 13),
    Column("#source", "依据", 26),
    Column("#message", "问题", 50),
    Column("#about", "涉及", 20),
    clerk("decision", "处置", 11, options=(PASSED, MEND, REFUSED)),
    clerk("reason", "理由", 18),
    clerk("by", "处置人", 9),
    Column("#code", "代码", 9),
)
SOURCE_COLUMNS: Final = (
    NUMBER,
    UNIT,
    Column("#form", "表", 10),
    Column("#label", "栏目", 28),
    Column("#value", "值", 48),
    Column("#file", "文件", 30),
    Column("#page", "页", 5),
    Column("#table", "表格", 6),
    Column("#row", "行", 5),
    Column("#col", "列", 5),
    Column("#paragraph", "段", 6),
    Column("#sure", "把握", 7, form="0%"),
    Column("#said", "说明", 24),
)
RECEIPT_COLUMNS: Final = (
    NUMBER,
    Column("#package", "来件", 28),
    UNIT,
    EXPERT,
    replace(STUDIO, width=29),
    Column("#use", "情形", 10),
    Column("#said", "说明", 24),
    clerk("number", "归入编号", 9, prompt="归错了申报人时，填写应归入的编号。"),
    clerk("use", "采用", 6, options=(YES, NO), prompt=USED),
    day("received", "收件日期"),
    day("emailed", "电邮日期"),
    whole("copies", "份数"),
    clerk("by", "收件人", 9),
    clerk("note", "备注", 16),
)
REVIEW_COLUMNS: Final = (
    *NAMED,
    Column("#score", "得分", 8, form="0.00"),
    Column("#rank", "名次", 6),
    Column("#tied", "并列", 6),
    Column("#missing", "未评分专家", 20),
    Column("#recused", "回避专家", 16),
    day("date", "评审日期"),
    clerk("advised", "建议入选", 9, options=(YES, NO), prompt=NEXT),
    clerk("note", "备注", 20),
)


def replies(programme: Programme) -> tuple[Column, ...]:
    """Return the columns of the replies; the opinions are those that a document prints."""
    opinions = _offered_by_replies(programme) or ("无异议", "有异议")
    return (
        *NAMED,
        Column("#department", "部门", 22),
        day("date", "回复日期"),
        clerk("opinion", "意见", 10, options=opinions),
        clerk("resolved", "异议处理情况", 30),
    )


def _offered_by_replies(programme: Programme) -> tuple[str, ...]:
    for form in programme.documents.values():
        for group in form.groups:
            if form.from_register and group.path == form.from_register.replies:
                return next((column.options for column in group.columns if column.path == "opinion"), ())
    return ()


def decisions(programme: Programme) -> tuple[Column, ...]:
    """Return the columns of meeting, publication and evaluation."""
    grades = [rule.parameters["grades"] for rule in programme.rules if "grades" in rule.parameters]
    said = [tuple(map(str, value)) for value in grades if isinstance(value, list | tuple)]

    def offered(entry: str, *usual: str) -> tuple[str, ...]:
        return _offered_by_documents(programme, f"decisions.{entry}") or usual

    levels = said[0] if said else offered("grade", "优秀", "良好", "合格", "不合格")
    return (
        *NAMED,
        replace(day("meeting", "局党委会审议日期"), width=16.5),
        clerk("outcome", "审议结果", 9, options=("通过", "未通过"), prompt=OUTCOME),
        clerk("issued_number", "公布文号", 23, prompt=SAME),
        day("issued_date", "公布日期"),
        day("evaluated", "评估完成日期"),
        clerk("grade", "评估等次", 9, options=levels),
        clerk("recommended", "推荐市级", 9, options=offered("recommended", YES, NO)),
        day("rectify_by", "整改期限"),
        clerk("reexamined", "整改复评", 9, options=offered("reexamined", "合格", "不合格")),
    )


def _offered_by_documents(programme: Programme, entry: str) -> tuple[str, ...]:
    """Return the options of the place where a document takes an entry from the register."""
    for form in programme.documents.values():
        wanted = form.from_register
        for group in form.groups if wanted else ():
            for column in group.columns:
                if wanted and wanted.columns.get(column.path) == entry and column.options:
                    return column.options
    return ()
