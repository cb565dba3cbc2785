"""申报表: section 二 on the leading expert."""

from __future__ import annotations

from typing import Final

from formpieces import (
    NEW_PAGE,
    NUMBER,
    SUBHEADING,
    boxes,
    choice,
    long_row,
)
from formxml import (
    VALUE,
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

EDUCATIONS: Final = (
    ("初中及以下", "高中", "中专（中技）", "大专（高职）"),
    ("本科（学士）", "硕士", "博士"),
)
#: Word for word as in the notice, 申报条件（二）1 to 4.
CONDITIONS: Final = (
    "在某个技术领域具有较深的造诣，或在生产和工作一线中具有高超技能水平，能够利用绝技绝活进行技术革新和技术改造",
    "攻克技术难题提高生产效率",
    "培养一定数量技艺高超技能人才",
    "发展、挖掘传统工艺并进行传承",
)
#: The hint in the empty slot, small, so that it is seen to be one.
PHOTO: Final = Look("FormSmallEntry")
#: The repeating tables of section 二: subheading, widths, group, columns.
EXPERIENCE: Final = (
    (
        "（二）学习和工作简历",
        (36, 52, 46, 24),
        "career",
        (
            ("period", "起止年月"),
            ("place", "学习（工作）单位"),
            ("duty", "专业、职务或职业（工种）"),
            ("witness", "证明人"),
        ),
    ),
    (
        "（三）主要荣誉及获奖（区级以上）",
        (20, 56, 20, 40, 22),
        "honours",
        (
            ("date", "时间"),
            ("name", "荣誉或奖项名称"),
            ("level", "级别"),
            ("issuer", "授予单位"),
            ("proof", "证明材料\n页码"),
        ),
    ),
    (
        "（四）技术革新、技术攻关成果",
        (20, 46, 24, 46, 22),
        "innovations",
        (
            ("date", "时间"),
            ("name", "成果名称"),
            ("role", "本人作用"),
            ("effect", "成效（经济效益）"),
            ("proof", "证明材料\n页码"),
        ),
    ),
    (
        "（五）专利、论文、出版物、标准",
        (22, 58, 38, 20, 20),
        "publications",
        (
            ("category", "类别"),
            ("name", "名称"),
            ("number", "编号（刊号）"),
            ("date", "时间"),
            ("rank", "本人排名"),
        ),
    ),
)


def leader() -> str:
    """Return 二、领衔高技能专家基本情况."""
    body = paragraph("二、领衔高技能专家基本情况", NEW_PAGE) + paragraph("（一）基本情况", SUBHEADING)
    body += table((25, 31, 25, 30, 47), [*_person(), *_career(), *_certificates()])
    for title, widths, group, columns in EXPERIENCE:
        body += paragraph(title, SUBHEADING) + table(widths, repeating(group, columns))
    body += paragraph("（六）符合条件及主要事迹", SUBHEADING)
    return body + table((29, 129), _merits())


def _person() -> list[Row]:
    def beside_photo(*cells: Cell, merge: str = "continue") -> Row:
        content = "{{ leader.photo }}" if merge == "restart" else ""
        return row(*cells, Cell(paragraph(content, PHOTO), merge=merge, tight=True), height=10.8)

    return [
        beside_photo(
            label("姓名"),
            value("{{ leader.name }}"),
            label("性别"),
            value("{{ leader.sex }}"),
            merge="restart",
        ),
        beside_photo(
            label("民族"),
            value("{{ leader.ethnicity }}"),
            label("政治面貌"),
            value("{{ leader.political_status }}"),
        ),
        beside_photo(
            label("出生年月"),
            value("{{ leader.birth }}"),
            label("参加工作\n时间"),
            value("{{ leader.work_since }}"),
        ),
        beside_photo(label("公民身份\n号码"), value("{{ leader.identity_number }}", 3)),
        beside_photo(label("健康状况"), value("{{ leader.health }}", 3)),
    ]


def _career() -> list[Row]:
    return [
        row(label("学历\n（学位）"), choice("leader.education", EDUCATIONS, 4), height=13),
        row(label("毕业院校"), value("{{ leader.school }}", 2), label("专业"), value("{{ leader.major }}")),
        row(label("工作单位\n及职务\n（岗位）"), value("{{ leader.position }}", 4)),
        row(
            label("职业\n（工种）"),
            value("{{ leader.trade }}", 2),
            label("从事本职业\n（工种）年限"),
            value("{{ leader.trade_years }}年"),
        ),
        row(
            label("专业技术\n职称"),
            value("{{ leader.professional_title }}", 2),
            label("每年在工作室\n工作时间"),
            value("{{ leader.months_per_year }}个月"),
        ),
        row(
            label("手机"),
            value("{{ leader.phone }}", 2),
            label("电子邮箱"),
            value("{{ leader.email }}", 1, NUMBER),
        ),
        row(label("通讯地址"), value("{{ leader.address }}", 4)),
    ]


def _certificates() -> list[Row]:
    return [
        row(label("取得资格\n（称号）"), value("{{ leader.routes }}", 4, VALUE)),
        row(
            label("证书名称"),
            value("{{ leader.certificate.name }}", 2),
            label("发证机关"),
            value("{{ leader.certificate.issuer }}"),
        ),
        row(label("证书等级"), value("{{ leader.certificate.level }}", 4, VALUE)),
        row(
            label("证书编号"),
            value("{{ leader.certificate.number }}", 2, NUMBER),
            label("取得日期"),
            value("{{ leader.certificate.date }}", 1, NUMBER),
        ),
        row(
            label("非遗项目\n名称"),
            value("{{ leader.heritage.project }}", 2),
            label("传承人级别"),
            choice("leader.heritage.level", (("国家级",), ("市级（省级）",)), 1),
        ),
        row(
            label("认定机关、\n文号"),
            value("{{ leader.heritage.authority }}", 2),
            label("认定年月"),
            value("{{ leader.heritage.recognised }}"),
        ),
    ]


def _merits() -> list[Row]:
    lines = "".join(
        paragraph(boxes("leader.conditions", (option,)), Look("FormEntry", "both", before=2, after=2))
        for option in CONDITIONS
    )
    return [
        row(label("符合条件\n（可多选）"), Cell(lines), height=34),
        long_row("符合条件说明\n（限500字）", "leader.conditions_note", 1, 51),
        long_row("主要事迹摘要\n（限500字）", "leader.summary", 1, 51),
    ]
