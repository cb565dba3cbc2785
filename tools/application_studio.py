"""申报表: sections 三 to 七, on teaching, team, workplace, commitment and opinions."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from formpieces import (
    DATE,
    HEADING,
    NEW_PAGE,
    NOTE,
    SIGN,
    SUBHEADING,
    long_row,
)
from formxml import (
    LONG,
    Cell,
    Look,
    Row,
    label,
    paragraph,
    repeating,
    row,
    table,
    value,
)

COMMITMENTS: Final = (
    "我们已认真阅读荣人社发〔2025〕77号文件，自愿申报“棠城工匠”技能大师工作室，并郑重承诺：",
    "1．本表所填内容及所附材料真实、准确、完整，如有弄虚作假，愿承担相应责任。",
    "2．同意将所填个人信息和单位信息用于本次评选的审核、评审和征求有关部门意见。",
    "3．领衔高技能专家每年在工作室工作6个月以上，申报单位提供必要的场所、资金和设备支持，维持工作室正常运行。",
    "4．入选后接受每两年一次的评估，评估不合格的，按要求限期整改。",
)


def teaching() -> str:
    """Return 三、技艺传承与带徒传技."""
    columns = (
        ("name", "徒弟姓名"), ("unit", "工作单位"), ("trade", "职业\n（工种）"), ("period", "带徒起止年月"),
        ("level_before", "带徒前\n等级"), ("level_now", "现等级"), ("awards", "获奖情况"),
    )  # fmt: skip
    rows = [
        row(
            label("近三年\n培训人次"),
            value("{{ training.total }}人次"),
            label("其中高技能\n人才"),
            value("{{ training.skilled }}人次"),
        ),
        long_row("传承谱系、\n技艺特点\n（非遗类）\n（限300字）", "heritage.lineage", 3, 44),
    ]
    return (
        paragraph("三、技艺传承与带徒传技", HEADING)
        + paragraph("（一）带徒传技情况", SUBHEADING)
        + table((17, 30, 22, 36, 16, 16, 21), repeating("apprentices", columns))
        + paragraph("（二）培训及传承情况", SUBHEADING)
        + table((29, 50, 29, 50), rows)
    )


def team() -> str:
    """Return 四、工作室团队成员."""
    columns = (
        ("name", "姓名"), ("sex", "性别"), ("birth", "出生年月"), ("education", "学历"),
        ("trade", "职业（工种）\n或专业"), ("level", "技能等级\n或职称"),
        ("unit", "工作单位"), ("duty", "工作室分工"),
    )  # fmt: skip
    return (
        paragraph("四、工作室团队成员", HEADING)
        + table((9, 17, 10, 18, 14, 25, 19, 26, 20), repeating("members", columns, numbered=True))
        + paragraph("注：领衔高技能专家领衔一个3~15人专家团队；行数不够的可自行增行。", NOTE)
    )


def workplace() -> str:
    """Return 五、工作室条件."""
    columns = (("name", "名称"), ("model", "型号"), ("quantity", "数量"), ("value", "原值（万元）"))
    places = [
        row(label("工作室地址"), value("{{ studio.address }}", 3)),
        row(
            label("成立时间"),
            value("{{ studio.founded }}"),
            label("场所面积"),
            value("{{ studio.area }}平方米"),
        ),
        row(label("场所权属"), value("{{ studio.tenure }}", 3)),
    ]
    support = [
        row(
            label("年度投入"),
            value("{{ funding.annual }}万元"),
            label("经费来源"),
            value("{{ funding.sources }}"),
        ),
        long_row("经费使用计划\n（限300字）", "funding.plan", 3, 42),
        long_row("管理制度\n（限300字）", "studio.rules", 3, 42),
        long_row("工作室成立的\n必要性和\n现有优势\n（限800字）", "studio.necessity", 3, 58),
        long_row("工作室\n计划目标\n（限800字）", "studio.plan", 3, 58),
    ]
    return (
        paragraph("五、工作室条件", NEW_PAGE)
        + paragraph("（一）工作场所", SUBHEADING)
        + table((29, 50, 29, 50), places)
        + paragraph("（二）主要设备设施", SUBHEADING)
        + table((12, 56, 44, 18, 28), repeating("equipment", columns, numbered=True))
        + paragraph("（三）经费支持、管理制度和工作计划", SUBHEADING)
        + table((29, 50, 29, 50), support)
    )


def commitment() -> str:
    """Return 六、承诺."""
    lines = "".join(paragraph(line, replace(LONG, keep_next=True)) for line in COMMITMENTS)
    signs = (
        paragraph("领衔高技能专家签字：{{ commitment.leader_signature }}", Look("FormSignature"))
        + paragraph(
            "单位负责人签字：{{ commitment.unit_signature }}　　　　　　　　　　"
            "（公章）{{ commitment.seal }}",
            Look("FormSignature", before=14),
        )
        + paragraph("{{ commitment.date }}", Look("FormDate", before=14, after=4))
    )
    return paragraph("六、承诺", HEADING) + table(
        (158,),
        [
            row(Cell(lines, stands="top", borders=("bottom=nil",)), height=52),
            row(Cell(signs, stands="bottom", borders=("top=nil",)), height=42),
        ],
    )


def opinions() -> str:
    """Return 七、审核意见, all four on one page."""
    rows = [
        _opinion("申报单位\n意见", "unit"),
        _opinion("区级行业\n主管部门\n审核意见", "department"),
        _opinion("专家评审\n小组意见", "panel", signer="组长签字", sealed=False),
        _opinion("区人力\n社保局意见", "bureau", meeting=True),
    ]
    return paragraph("七、审核意见", NEW_PAGE) + table((27, 131), rows)


def _opinion(
    text: str, key: str, *, signer: str = "负责人签字", sealed: bool = True, meeting: bool = False
) -> Row:
    path = f"opinions.{key}"
    seal = f"　　　　　　　　（公章）{{{{ {path}.seal }}}}" if sealed else ""
    blank = paragraph("", Look("FormEntry"))
    content = paragraph(f"{{{{ {path}.text }}}}", LONG) + blank * (2 if meeting else 3)
    if meeting:
        content += paragraph(f"局党委会审议日期：{{{{ {path}.meeting_date }}}}", SIGN)
    content += paragraph(f"{signer}：{{{{ {path}.signature }}}}{seal}", SIGN)
    content += paragraph(f"{{{{ {path}.date }}}}", DATE)
    return row(label(text), Cell(content, stands="bottom"), height=55)
