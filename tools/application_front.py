"""申报表: the cover, 填表说明, and section 一 on the unit."""

from __future__ import annotations

from typing import Final

from formpieces import (
    CHOICE,
    NEW_PAGE,
    NUMBER,
    UNDERLINE,
    boxes,
    choice,
    long_row,
)
from formxml import (
    Cell,
    Look,
    Row,
    label,
    paragraph,
    row,
    table,
    value,
)

MAIN_DOMAINS: Final = ("农牧高新", "智能制造", "陶瓷卫浴", "服装服饰", "电子信息", "食品医药", "非遗类")
NEW_DOMAINS: Final = ("人工智能", "大数据", "云计算", "物联网", "新能源", "其他数字技能和新兴产业")
NATURES: Final = (
    ("国有企业", "民营企业", "外资企业", "事业单位", "职业院校"),
    ("职业培训机构", "个体工商户", "农民专业合作社", "其他"),
)
INSTRUCTIONS: Final = (
    "本表用A4纸双面打印，一式2份，与其他申报材料一并装订成册。",
    "表内各栏须如实填写，不得空缺，没有内容的填“无”；选择项在所选项前的“□”内打“√”。",
    "单位名称填写全称，与单位公章一致。",
    "公民身份号码按居民身份证填写，末位为“X”的一律大写。",
    "数字使用阿拉伯数字；除写明年、月、日的外，时间填写到月，如2020.06。",
    "证书名称、等级、编号和取得日期按证书所载内容填写。",
    "所附复印件须注明“此件与原件相符”，由经办人签字后加盖公章。",
    "表格行数不够的可自行增行，内容填写不下的可另附页。",
    "请勿改变表格格式，电子文档与纸质材料内容须一致。",
    "申报单位和领衔高技能专家对所填内容的真实性负责，严禁弄虚作假。",
)


def cover() -> str:
    """Return the cover: title, items over ruled lines, the issuing office."""
    big = Look("FormTitle", before=40, size=28)
    larger = Look("FormTitle", before=14, after=44, size=36)
    items = [
        _cover_item("工作室名称", "{{ studio.name }}"),
        _cover_item("领衔高技能专家\n（拟命名专家）", "{{ leader.name }}"),
        _cover_item("申报单位（盖章）", "{{ unit.name }}{{ unit.seal }}"),
        _cover_domains(),
        _cover_item("行业主管部门", "{{ unit.department }}"),
        _cover_item("联系人", "{{ contact.name }}"),
        _cover_item("联系电话", "{{ contact.phone }}"),
        _cover_item("填报日期", "{{ application.date }}"),
    ]
    return (
        paragraph("“棠城工匠”技能大师工作室", big)
        + paragraph("申  报  表", larger)
        + table((44, 3, 103), items, ruled=False)
        + paragraph("重庆市荣昌区人力资源和社会保障局  制", Look("CoverEntry", "center", before=32))
    )


def _cover_item(text: str, content: str) -> Row:
    name = "".join(paragraph(line, Look("CoverLabel")) for line in text.split("\n"))
    return row(
        Cell(name, stands="bottom", tight=True),
        Cell(paragraph("", Look("CoverEntry"))),
        Cell(paragraph(content, Look("CoverEntry")), stands="bottom", borders=UNDERLINE),
        height=12,
    )


def _cover_domains() -> Row:
    lines = [
        "主要领域：" + boxes("studio.domain", MAIN_DOMAINS[:3]),
        "　　　　　" + boxes("studio.domain", MAIN_DOMAINS[3:6]),
        "　　　　　" + boxes("studio.domain", MAIN_DOMAINS[6:]),
        "鼓励领域：" + boxes("studio.domain", NEW_DOMAINS[:4]),
        "　　　　　" + boxes("studio.domain", NEW_DOMAINS[4:]),
        boxes("studio.domain", ("其他领域",)) + "：{{ studio.domain_other }}",
    ]
    content = "".join(paragraph(line, CHOICE) for line in lines)
    name = Cell(paragraph("申报领域", Look("CoverLabel")), tight=True)
    return row(
        name,
        Cell(paragraph("", Look("CoverEntry"))),
        Cell(content, stands="bottom", borders=UNDERLINE),
        height=46,
    )


def instructions() -> str:
    """Return 填表说明 on a page of its own."""
    title = paragraph("填表说明", Look("PieceTitle", before=10, after=18, new_page=True))
    lines = (
        paragraph(f"{number}．{line}", Look("Instruction")) for number, line in enumerate(INSTRUCTIONS, 1)
    )
    return title + "".join(lines)


def unit() -> str:
    """Return 一、申报单位基本情况."""
    rows = [
        row(label("单位名称"), value("{{ unit.name }}", 5)),
        row(
            label("统一社会\n信用代码"),
            value("{{ unit.credit_code }}", 2, NUMBER),
            label("所属镇街"),
            value("{{ unit.town }}", 2),
        ),
        row(label("单位性质"), choice("unit.nature", NATURES, 5), height=13),
        row(
            label("行业主管\n部门"),
            value("{{ unit.department }}", 2),
            label("法定代表人\n（主要负责人）"),
            value("{{ unit.representative }}", 2),
        ),
        row(
            label("单位地址"),
            value("{{ unit.address }}", 2),
            label("邮政编码"),
            value("{{ unit.postcode }}", 2),
        ),
        row(label("联系人"), value("{{ contact.name }}", 2), label("职务"), value("{{ contact.duty }}", 2)),
        row(
            label("联系电话"),
            value("{{ contact.phone }}", 2),
            label("电子邮箱"),
            value("{{ contact.email }}", 2, NUMBER),
        ),
        _counts(("职工总数", "total"), ("技能人才数", "skilled"), ("高技能\n人才数", "highly_skilled")),
        _counts(
            ("其中：高级工", "senior_workers"),
            ("技师", "technicians"),
            ("高级技师\n及以上", "senior_technicians"),
        ),
        long_row("高技能人才\n队伍建设及\n制度情况\n（限500字）", "unit.talent_system", 5, 66),
        long_row("单位简介\n（限300字）", "unit.introduction", 5, 44),
    ]
    return paragraph("一、申报单位基本情况", NEW_PAGE) + table((29, 23, 28, 29, 25, 24), rows)


def _counts(*items: tuple[str, str]) -> Row:
    cells: list[Cell] = []
    for text, name in items:
        cells += [label(text), value(f"{{{{ staff.{name} }}}}人")]
    return row(*cells)
