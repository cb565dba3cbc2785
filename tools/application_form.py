"""The body of 申报表: cover, instructions and sections 一 to 七."""

from __future__ import annotations

from typing import Final

from wordxml import (
    CENTRED,
    LONG,
    VALUE,
    Cell,
    Look,
    Row,
    label,
    long_value,
    paragraph,
    repeating,
    row,
    table,
    value,
)

HEADING: Final = Look("FormHeading")
NEW_PAGE: Final = Look("FormHeading", new_page=True)
SUBHEADING: Final = Look("FormSubheading")
NOTE: Final = Look("FormNote")
CHOICE: Final = Look("CoverChoice")
SIGN: Final = Look("FormSignature", before=6)
DATE: Final = Look("FormDate", before=6, after=4)
SPACE: Final = Look("FormSmallEntry")

MAIN_DOMAINS: Final = ("农牧高新", "智能制造", "陶瓷卫浴", "服装服饰", "电子信息", "食品医药", "非遗类")
NEW_DOMAINS: Final = ("人工智能", "大数据", "云计算", "物联网", "新能源", "其他数字技能和新兴产业")
#: Word for word as in the notice, 申报条件（二）1 to 4.
CONDITIONS: Final = (
    "在某个技术领域具有较深的造诣，或在生产和工作一线中具有高超技能水平，能够利用绝技绝活进行技术革新和技术改造",
    "攻克技术难题提高生产效率",
    "培养一定数量技艺高超技能人才",
    "发展、挖掘传统工艺并进行传承",
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
COMMITMENTS: Final = (
    "我们已认真阅读荣人社发〔2025〕77号文件，自愿申报“棠城工匠”技能大师工作室，并郑重承诺：",
    "1．本表所填内容及所附材料真实、准确、完整，如有弄虚作假，愿承担相应责任。",
    "2．同意将所填个人信息和单位信息用于本次评选的审核、评审和征求有关部门意见。",
    "3．领衔高技能专家每年在工作室工作6个月以上，申报单位提供必要的场所、资金和设备支持，维持工作室正常运行。",
    "4．入选后接受每两年一次的评估，评估不合格的，按要求限期整改。",
)


def boxes(path: str, options: tuple[str, ...]) -> str:
    """Return a tick box before each option, for choices with a layout of their own."""
    return "　".join(f'{{{{ {path}["{option}"] }}}}{option}' for option in options)


def cover() -> str:
    """Return the cover: title, items over ruled lines, the issuing office."""
    big = Look("FormTitle", before=64, size=28)
    larger = Look("FormTitle", before=14, after=52, size=36)
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
        + table((46, 3, 95), items, ruled=False)
        + paragraph("重庆市荣昌区人力资源和社会保障局  制", Look("CoverEntry", "center", before=44))
    )


def _cover_item(text: str, content: str) -> Row:
    name = "".join(paragraph(line, Look("CoverLabel")) for line in text.split("\n"))
    return row(
        Cell(name),
        Cell(paragraph("", Look("CoverEntry"))),
        Cell(paragraph(content, Look("CoverEntry")), underline=True),
        height=12.5,
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
    choice = "".join(paragraph(line, CHOICE) for line in lines)
    name = Cell(paragraph("申报领域", Look("CoverLabel")))
    return row(name, Cell(paragraph("", Look("CoverEntry"))), Cell(choice, underline=True), height=46)


def instructions() -> str:
    """Return 填表说明 on a page of its own."""
    title = paragraph("填表说明", Look("PieceTitle", before=10, after=18, new_page=True))
    lines = (paragraph(f"{number}．{line}", Look("Instruction")) for number, line in enumerate(INSTRUCTIONS, 1))
    return title + "".join(lines)


def unit() -> str:
    """Return 一、申报单位基本情况."""
    rows = [
        row(label("单位名称"), value("{{ unit.name }}", 5)),
        row(
            label("统一社会\n信用代码"), value("{{ unit.credit_code }}", 2), label("所属镇街"), value("{{ unit.town }}", 2)
        ),
        row(label("单位性质"), value("{{ unit.nature }}", 5, VALUE), height=13),
        row(
            label("行业主管\n部门"),
            value("{{ unit.department }}", 2),
            label("法定代表人\n（主要负责人）"),
            value("{{ unit.representative }}", 2),
        ),
        row(label("单位地址"), value("{{ unit.address }}", 2), label("邮政编码"), value("{{ unit.postcode }}", 2)),
        row(label("联系人"), value("{{ contact.name }}", 2), label("职务"), value("{{ contact.duty }}", 2)),
        row(label("联系电话"), value("{{ contact.phone }}", 2), label("电子邮箱"), value("{{ contact.email }}", 2)),
        _counts(("职工总数", "total"), ("技能人才数", "skilled"), ("高技能人才数", "highly_skilled")),
        _counts(("其中：高级工", "senior_workers"), ("技师", "technicians"), ("高级技师\n及以上", "senior_technicians")),
        _long("高技能人才\n队伍建设及\n制度情况\n（500字以内）", "unit.talent_system", 5, 66),
        _long("单位简介\n（300字以内）", "unit.introduction", 5, 44),
    ]
    return paragraph("一、申报单位基本情况", NEW_PAGE) + table((29, 23, 28, 29, 25, 24), rows)


def _counts(*items: tuple[str, str]) -> Row:
    cells: list[Cell] = []
    for text, name in items:
        cells += [label(text), value(f"{{{{ staff.{name} }}}}人")]
    return row(*cells)


def _long(text: str, path: str, span: int, height: float) -> Row:
    return row(label(text), long_value(path, span), height=height, splits=True)


def leader() -> str:
    """Return 二、领衔高技能专家基本情况."""
    groups = [
        ("（二）学习和工作简历", (36, 52, 46, 24), "career",
         (("period", "起止年月"), ("place", "学习（工作）单位"), ("duty", "专业、职务或职业（工种）"), ("witness", "证明人"))),
        ("（三）主要荣誉及获奖（区级以上）", (20, 56, 20, 40, 22), "honours",
         (("date", "时间"), ("name", "荣誉或奖项名称"), ("level", "级别"), ("issuer", "授予单位"), ("proof", "证明材料\n页码"))),
        ("（四）技术革新、技术攻关成果", (20, 46, 24, 46, 22), "innovations",
         (("date", "时间"), ("name", "成果名称"), ("role", "本人作用"), ("effect", "成效（经济效益）"), ("proof", "证明材料\n页码"))),
        ("（五）专利、论文、出版物、标准", (22, 58, 38, 20, 20), "publications",
         (("category", "类别"), ("name", "名称"), ("number", "编号（刊号）"), ("date", "时间"), ("rank", "本人排名"))),
    ]  # fmt: skip
    body = paragraph("二、领衔高技能专家基本情况", NEW_PAGE) + paragraph("（一）基本情况", SUBHEADING)
    body += table((25, 31, 25, 30, 8, 39), [*_person(), *_career(), *_certificates()])
    for title, widths, group, columns in groups:
        body += paragraph(title, SUBHEADING) + table(widths, repeating(group, columns))
    body += paragraph("（六）符合条件及主要事迹", SUBHEADING)
    return body + table((29, 129), _merits())


def _person() -> list[Row]:
    def beside_photo(*cells: Cell, merge: str = "continue") -> Row:
        content = "{{ leader.photo }}" if merge == "restart" else ""
        printed = "照\n片" if merge == "restart" else ""
        return row(*cells, label(printed, merge=merge, small=True), value(content, merge=merge), height=10.8)

    return [
        beside_photo(
            label("姓名"), value("{{ leader.name }}"), label("性别"), value("{{ leader.sex }}"), merge="restart"
        ),
        beside_photo(
            label("民族"), value("{{ leader.ethnicity }}"), label("政治面貌"), value("{{ leader.political_status }}")
        ),
        beside_photo(
            label("出生年月"), value("{{ leader.birth }}"), label("参加工作\n时间"), value("{{ leader.work_since }}")
        ),
        beside_photo(label("公民身份\n号码"), value("{{ leader.identity_number }}", 3)),
        beside_photo(label("健康状况"), value("{{ leader.health }}", 3)),
    ]


def _career() -> list[Row]:
    return [
        row(label("学历（学位）"), value("{{ leader.education }}", 5, VALUE), height=13),
        row(label("毕业院校"), value("{{ leader.school }}", 2), label("专业"), value("{{ leader.major }}", 2)),
        row(label("工作单位及职务\n（岗位）"), value("{{ leader.position }}", 5)),
        row(
            label("职业（工种）"),
            value("{{ leader.trade }}", 2),
            label("从事本职业\n（工种）年限"),
            value("{{ leader.trade_years }}年", 2),
        ),
        row(
            label("专业技术\n职称"),
            value("{{ leader.professional_title }}", 2),
            label("每年在工作室\n工作时间"),
            value("{{ leader.months_per_year }}个月", 2),
        ),
        row(label("手机"), value("{{ leader.phone }}", 2), label("电子邮箱"), value("{{ leader.email }}", 2)),
        row(label("通讯地址"), value("{{ leader.address }}", 5)),
    ]


def _certificates() -> list[Row]:
    return [
        row(label("取得资格\n（称号）"), value("{{ leader.routes }}", 5, VALUE)),
        row(label("证书名称"), value("{{ leader.certificate.name }}", 5)),
        row(
            label("证书等级"),
            value("{{ leader.certificate.level }}", 2, VALUE),
            label("取得日期"),
            value("{{ leader.certificate.date }}", 2),
        ),
        row(
            label("证书编号"),
            value("{{ leader.certificate.number }}", 2),
            label("发证机关"),
            value("{{ leader.certificate.issuer }}", 2),
        ),
        row(
            label("非遗项目\n名称"),
            value("{{ leader.heritage.project }}", 2),
            label("传承人级别"),
            value("{{ leader.heritage.level }}", 2),
        ),
        row(
            label("认定机关、\n文号"),
            value("{{ leader.heritage.authority }}", 2),
            label("认定年月"),
            value("{{ leader.heritage.recognised }}", 2),
        ),
    ]


def _merits() -> list[Row]:
    choice = "".join(
        paragraph(boxes("leader.conditions", (option,)), Look("FormEntry", "both", before=2, after=2))
        for option in CONDITIONS
    )
    return [
        row(label("符合条件\n（可多选）"), Cell(choice), height=34),
        _long("符合条件说明\n（500字以内）", "leader.conditions_note", 1, 60),
        _long("主要事迹摘要\n（500字以内）", "leader.summary", 1, 60),
    ]


def teaching() -> str:
    """Return 三、技艺传承与带徒传技."""
    columns = (
        ("name", "徒弟姓名"), ("unit", "工作单位"), ("trade", "职业（工种）"), ("period", "带徒起止年月"),
        ("level_before", "带徒前\n等级"), ("level_now", "现等级"), ("awards", "获奖情况"),
    )  # fmt: skip
    rows = [
        row(
            label("近三年\n培训人次"),
            value("{{ training.total }}人次"),
            label("其中高技能\n人才"),
            value("{{ training.skilled }}人次"),
        ),
        _long("传承谱系、\n技艺特点\n（非遗类，\n300字以内）", "heritage.lineage", 3, 44),
    ]
    return (
        paragraph("三、技艺传承与带徒传技", HEADING)
        + paragraph("（一）带徒传技情况", SUBHEADING)
        + table((18, 32, 22, 32, 16, 16, 22), repeating("apprentices", columns))
        + paragraph("（二）培训及传承情况", SUBHEADING)
        + table((29, 50, 29, 50), rows)
    )


def team() -> str:
    """Return 四、工作室团队成员."""
    columns = (
        ("name", "姓名"), ("sex", "性别"), ("birth", "出生年月"), ("education", "学历"),
        ("trade", "职业（工种）\n或专业"), ("level", "技能等级\n或职称"), ("unit", "工作单位"), ("duty", "工作室分工"),
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
        row(label("成立时间"), value("{{ studio.founded }}"), label("场所面积"), value("{{ studio.area }}平方米")),
        row(label("场所权属"), value("{{ studio.tenure }}", 3)),
    ]
    support = [
        row(label("年度投入"), value("{{ funding.annual }}万元"), label("经费来源"), value("{{ funding.sources }}")),
        _long("经费使用计划\n（300字以内）", "funding.plan", 3, 36),
        _long("管理制度\n（300字以内）", "studio.rules", 3, 36),
        _long("工作室成立的\n必要性和\n现有优势\n（800字以内）", "studio.necessity", 3, 90),
        _long("工作室\n计划目标\n（800字以内）", "studio.plan", 3, 90),
    ]
    return (
        paragraph("五、工作室条件", HEADING)
        + paragraph("（一）工作场所", SUBHEADING)
        + table((29, 50, 29, 50), places)
        + paragraph("（二）主要设备设施", SUBHEADING)
        + table((12, 56, 44, 18, 28), repeating("equipment", columns, numbered=True))
        + paragraph("（三）经费支持、管理制度和工作计划", SUBHEADING)
        + table((29, 50, 29, 50), support)
    )


def commitment() -> str:
    """Return 六、承诺."""
    lines = "".join(paragraph(line, LONG) for line in COMMITMENTS)
    signs = (
        paragraph("领衔高技能专家签字：{{ commitment.leader_signature }}", Look("FormSignature", before=20))
        + paragraph(
            "单位负责人签字：{{ commitment.unit_signature }}　　　　　　　　　　（公章）{{ commitment.seal }}",
            Look("FormSignature", before=14),
        )
        + paragraph("{{ commitment.date }}", Look("FormDate", before=14, after=4))
    )
    return paragraph("六、承诺", HEADING) + table((158,), [row(Cell(lines + signs, top=True), height=100)])


def opinions() -> str:
    """Return 七、审核意见, all four on one page."""
    rows = [
        _opinion("申报单位\n意见", "unit"),
        _opinion("区级行业\n主管部门\n审核意见", "department"),
        _opinion("专家评审\n小组意见", "panel", signer="组长签字", sealed=False),
        _opinion("区人力\n社保局意见", "bureau", meeting=True),
    ]
    return paragraph("七、审核意见", NEW_PAGE) + table((27, 131), rows)


def _opinion(text: str, key: str, *, signer: str = "负责人签字", sealed: bool = True, meeting: bool = False) -> Row:
    path = f"opinions.{key}"
    seal = f"　　　　　　　　（公章）{{{{ {path}.seal }}}}" if sealed else ""
    blank = paragraph("", Look("FormEntry"))
    content = paragraph(f"{{{{ {path}.text }}}}", LONG) + blank * (3 if meeting else 4)
    if meeting:
        content += paragraph(f"局党委会审议日期：{{{{ {path}.meeting_date }}}}", SIGN)
    content += paragraph(f"{signer}：{{{{ {path}.signature }}}}{seal}", SIGN)
    content += paragraph(f"{{{{ {path}.date }}}}", DATE)
    return row(label(text), Cell(content, top=True), height=55)


def body() -> str:
    """Return the whole body."""
    parts = (cover, instructions, unit, leader, teaching, team, workplace, commitment, opinions)
    return "".join(part() for part in parts)
