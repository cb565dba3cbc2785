"""The annex of another year: what tangcheng-2025 asks, laid out anew with the pieces of our own forms.

The order of its parts is another, and of the labels within them; tables have other numbers of columns; ten
labels are worded otherwise. Nothing in it is a placeholder: it is blank as an office hands it out.
"""

from __future__ import annotations

from collections.abc import Sequence

from application_expert import CONDITIONS, EDUCATIONS
from application_front import MAIN_DOMAINS, NATURES, NEW_DOMAINS
from formpieces import DATE, HEADING, SIGN, SUBHEADING
from formxml import LONG, SMALL, VALUE, Cell, Look, Row, label, paragraph, row, table, value
from wordpackage import package

TITLE = "棠城工匠技能大师工作室申报表"
REWORDED = {
    "studio.founded": "建立时间",
    "contact.phone": "联系手机",
    "leader.work_since": "参加工作年月",
    "unit.address": "单位通讯地址",
    "leader.school": "毕业学校",
    "leader.trade_years": "从事本工种年限",
    "staff.total": "职工人数",
    "funding.annual": "年度投入经费",
    "studio.rules": "工作室管理制度",
    "leader.certificate.name": "资格证书名称",
}
EQUIPMENT = (("原值（万元）", 30), ("数量", 20), ("型号", 48), ("名称", 60))
MEMBERS = (
    ("工作室分工", 24), ("工作单位", 26), ("姓名", 18), ("性别", 11), ("学历", 14), ("出生年月", 19),
    ("技能等级\n或职称", 21), ("职业（工种）\n或专业", 25),
)  # fmt: skip
APPRENTICES = (
    ("徒弟姓名", 18), ("带徒前\n等级", 16), ("现等级", 16), ("职业\n（工种）", 22), ("带徒起止年月", 34),
    ("获奖情况", 22), ("工作单位", 30),
)  # fmt: skip
CAREER = (("起止年月", 36), ("专业、职务或职业（工种）", 46), ("学习（工作）单位", 52), ("证明人", 24))
HONOURS = (("荣誉或奖项名称", 54), ("时间", 20), ("授予单位", 42), ("级别", 20), ("证明材料\n页码", 22))
INNOVATIONS = (
    ("成果名称", 46),
    ("时间", 20),
    ("成效（经济效益）", 46),
    ("本人作用", 24),
    ("证明材料\n页码", 22),
)
PUBLICATIONS = (("名称", 58), ("类别", 22), ("编号（刊号）", 38), ("本人排名", 20), ("时间", 20))


def annex() -> bytes:
    """Return the blank annex as a Word file."""
    parts = (_front(), _expert(), _experience(), _studio(), _teaching(), _unit(), _signatures(), _opinions())
    return package(TITLE, "".join(parts))


def _boxes(options: Sequence[str]) -> str:
    return "　".join(f"□{option}" for option in options)


def _rows(pairs: Sequence[tuple[str, str]], across: int) -> list[Row]:
    """Return rows of so many labels with their blanks."""
    return [
        row(*(cell for text, blank in pairs[at : at + across] for cell in (label(text), value(blank))))
        for at in range(0, len(pairs), across)
    ]


def _pairs(*texts: str) -> list[Cell]:
    """Return labels and blanks by turns."""
    return [value(text) if number % 2 else label(text) for number, text in enumerate(texts)]


def _long(text: str, span: int) -> Row:
    return row(label(text), Cell(paragraph("", LONG), span, stands="top"), height=50, splits=True)


def _listed(columns: Sequence[tuple[str, float]], rows: int, *, numbered: bool = False) -> str:
    heads = [*([("序号", 12.0)] if numbered else []), *columns]
    widths = [width for _, width in heads]
    widths[-1] += 158 - sum(widths)
    lines = [row(*(label(text, small=True) for text, _ in heads))]
    for number in range(1, rows + 1):
        empty = [Cell(paragraph("", SMALL)) for _ in columns]
        lines.append(row(*([Cell(paragraph(str(number), SMALL))] if numbered else []), *empty))
    return table(widths, lines)


def _front() -> str:
    domains = "".join(
        paragraph(_boxes(part), VALUE)
        for part in (MAIN_DOMAINS[:4], MAIN_DOMAINS[4:], NEW_DOMAINS[:5], NEW_DOMAINS[5:])
    )
    domains += paragraph("□其他领域：", VALUE)
    return (
        paragraph(TITLE, Look("FormTitle", "center", after=12))
        + table(
            (40, 118),
            [
                row(label("工作室名称"), value("")),
                row(label("申报单位（盖章）"), value("")),
                row(label("申报领域"), Cell(domains), height=40),
                row(label("填报日期"), value("　　　　年　　月　　日")),
            ],
        )
        + paragraph("一、领衔高技能专家基本情况", HEADING)
    )


def _expert() -> str:
    photo = Cell(paragraph("（贴2寸近期免冠照片）", SMALL), merge="restart")
    going_on = Cell(paragraph("", SMALL), merge="continue")
    rows = [
        row(photo, *_pairs("姓名", "", "出生年月", "", "民族", "")),
        row(going_on, *_pairs("性别", "□男  □女", "政治面貌", "", "专业", "")),
        row(going_on, label("公民身份号码"), value("", 3), label("手机"), value("")),
        row(going_on, label("健康状况"), value("□健康  □良好  □一般或较弱", 5)),
        row(
            label("学历\n（学位）"),
            Cell("".join(paragraph(_boxes(line), VALUE) for line in EDUCATIONS), 6),
        ),
        row(label("毕业学校"), value("", 3), label("参加工作\n年月"), value("", 2)),
        row(
            *_pairs("从事本工种\n年限", "　　年"),
            *(label("职业\n（工种）"), value("", 2), label("专业技术\n职称"), value("")),
        ),
        row(label("通讯地址"), value("", 3), label("电子邮箱"), value("", 2)),
        row(
            *(label("工作单位及\n职务（岗位）"), value("", 3)),
            *(label("每年在工作室\n工作时间"), value("个月", 2)),
        ),
        row(label("取得资格\n（称号）"), value("□职业资格证书  □职业技能等级证书  □非遗代表性传承人", 6)),
        row(label("资格证书\n名称"), value("", 2), label("证书编号"), value("", 3)),
        row(label("证书等级"), value("□技师  □高级技师  □特级技师  □首席技师", 6)),
        row(label("发证机关"), value("", 3), label("取得日期"), value("　　年　月　日", 2)),
        row(label("非遗项目\n名称"), value("", 2), label("传承人级别"), value("□国家级  □市级（省级）", 3)),
        row(label("认定年月"), value("", 2), label("认定机关、\n文号"), value("", 3)),
    ]  # fmt: skip
    conditions = "".join(paragraph(_boxes((option,)), VALUE) for option in CONDITIONS)
    merits = [
        row(label("符合条件\n（可多选）"), Cell(conditions), height=34),
        _long("主要事迹摘要\n（限500字）", 1),
        _long("符合条件说明\n（限500字）", 1),
    ]
    return table((26, 22, 22, 22, 22, 22, 22), rows) + table((29, 129), merits)


def _experience() -> str:
    return "".join(
        paragraph(title, SUBHEADING) + _listed(columns, 4)
        for title, columns in (
            ("（一）专利、论文、出版物、标准", PUBLICATIONS),
            ("（二）主要荣誉及获奖（区级以上）", HONOURS),
            ("（三）学习和工作简历", CAREER),
            ("（四）技术革新、技术攻关成果", INNOVATIONS),
        )
    )


def _studio() -> str:
    places = [
        row(label("工作室地址"), value("", 5)),
        row(
            label("场所面积"),
            value("平方米"),
            label("建立时间"),
            value(""),
            label("场所权属"),
            value("□自有  □租赁  □其他"),
        ),
        row(label("经费来源"), value("", 3), label("年度投入\n经费"), value("万元")),
        _long("工作室\n计划目标\n（限800字）", 5),
        _long("工作室成立的\n必要性和\n现有优势\n（限800字）", 5),
        _long("工作室\n管理制度\n（限300字）", 5),
        _long("经费使用计划\n（限300字）", 5),
    ]
    return (
        paragraph("二、工作室条件", HEADING)
        + table((28, 22, 24, 22, 22, 40), places)
        + paragraph("主要设备设施", SUBHEADING)
        + _listed(EQUIPMENT, 5, numbered=True)
        + paragraph("三、工作室团队成员", HEADING)
        + _listed(MEMBERS, 8)
    )


def _teaching() -> str:
    return (
        paragraph("四、技艺传承与带徒传技", HEADING)
        + table(
            (40, 39, 40, 39),
            [
                _long("传承谱系、\n技艺特点\n（非遗类）\n（限300字）", 3),
                row(label("近三年\n培训人次"), value("人次"), label("其中高技能\n人才"), value("人次")),
            ],
        )
        + paragraph("带徒传技情况", SUBHEADING)
        + _listed(APPRENTICES, 5)
    )


def _unit() -> str:
    first = _rows(
        (
            ("统一社会\n信用代码", ""), ("单位名称", ""), ("邮政编码", ""), ("单位通讯地址", ""),
            ("法定代表人\n（主要负责人）", ""), ("行业主管\n部门", ""), ("所属镇街", ""), ("联系人", ""),
            ("联系手机", ""), ("职务", ""), ("电子邮箱", ""), ("职工人数", "人"),
        ),
        2,
    )  # fmt: skip
    counts = _rows(
        (
            ("技能人才数", "人"), ("高技能\n人才数", "人"), ("其中：高级工", "人"), ("技师", "人"),
            ("高级技师\n及以上", "人"),
        ),
        5,
    )  # fmt: skip
    options = "".join(paragraph(_boxes(line), VALUE) for line in NATURES)
    return (
        paragraph("五、申报单位基本情况", HEADING)
        + table(
            (29, 50, 29, 50),
            [
                *first,
                row(label("单位性质"), Cell(options, 3)),
                _long("单位简介\n（限300字）", 3),
                _long("高技能人才\n队伍建设及\n制度情况\n（限500字）", 3),
            ],
        )
        + table((20, 11.6) * 5, counts)
    )


def _signatures() -> str:
    lines = paragraph(
        "我们承诺：本表所填内容及所附材料真实、准确、完整，如有弄虚作假，愿承担相应责任。", LONG
    )
    signs = (
        paragraph("单位负责人签字：　　　　　　　　　　（公章）", SIGN)
        + paragraph("领衔高技能专家签字：", SIGN)
        + paragraph("　　　　年　　月　　日", DATE)
    )
    return paragraph("六、承诺", HEADING) + table(
        (158,),
        [
            row(Cell(lines, borders=("bottom=nil",))),
            row(Cell(signs, borders=("top=nil",)), height=42),
        ],
    )


def _opinions() -> str:
    def opinion(text: str, signer: str = "负责人签字", *, sealed: bool = True, meeting: bool = False) -> Row:
        content = paragraph("", LONG) * 3
        content += paragraph("局党委会审议日期：　　　　年　　月　　日", SIGN) if meeting else ""
        content += paragraph(f"{signer}：{'　　　　　　　　（公章）' if sealed else ''}", SIGN)
        content += paragraph("　　　　年　　月　　日", DATE)
        return row(label(text), Cell(content), height=55)

    return paragraph("七、审核意见", HEADING) + table(
        (27, 131),
        [
            opinion("申报单位\n意见"),
            opinion("专家评审\n小组意见", "组长签字", sealed=False),
            opinion("区级行业\n主管部门\n审核意见"),
            opinion("区人力\n社保局意见", meeting=True),
        ],
    )
