"""Build the three Word templates of 荣人社发〔2025〕77号. The committed .docx files are what is used.

    python tools/build_templates.py [FOLDER]

The layout is ours (the notice's annex is public only by its title): a composite of what the notice
asks for and what sibling forms print.
"""

from __future__ import annotations

import sys
from pathlib import Path

from wordfile import Paper
from wordxml import BODY, HEAD, KAI, TITLE, Box, Row, Text, columns, label, long_value, merged, table, value

ROOT = Path(__file__).resolve().parent.parent / "templates" / "tangcheng-2025"
DOMAINS = ("农牧高新", "智能制造", "陶瓷卫浴", "服装服饰", "电子信息", "食品医药", "非遗类")
ENCOURAGED = ("人工智能", "大数据", "云计算", "物联网", "新能源", "其他数字技能和新兴产业")
CONDITIONS = (
    "在某个技术领域具有较深的造诣，或在生产和工作一线中具有高超技能水平，能够利用绝技绝活进行技术革新和技术改造",
    "攻克技术难题提高生产效率",
    "培养一定数量技艺高超技能人才",
    "发展、挖掘传统工艺并进行传承",
)
INSTRUCTIONS = (
    "本表以A4纸双面打印，一式2份，与其他申报材料一并装订成册，同时报送电子文档。",
    "各栏目不得空缺，没有内容的填“无”；选择类栏目在相应的□内打√。",
    "单位名称填写全称，并与单位公章一致。",
    "公民身份号码末位为字母的，一律用大写“X”。",
    "数字用阿拉伯数字填写；时间填写到月，如“2015.03”；简历起止年月写作“2015.03—2020.06”。",
    "所附复印件须注明“此件与原件相符”，由经办人签字后加盖单位公章。",
    "表内填写不下的，可以加行，也可以另附页。",
    "如实填写，严禁弄虚作假。",
    "请勿改变表格格式。",
)
UNDERLINE = '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/>'


def section_head(text: str) -> Text:
    """Return the heading of a numbered section."""
    return Text(text, HEAD, 15, "left", before=12, after=6, keep=True)


def sub_head(text: str) -> Text:
    """Return the heading of a table within a section."""
    return Text(text, KAI, 12, "left", before=8, after=4, keep=True)


def rows_table(group: str, heads: tuple[tuple[str, str, float], ...], *, numbered: bool = True) -> object:
    """Return the table of a group: its head, and the row that repeats; heads are (label, column, share)."""
    first = (("序号", "", 1.0),) if numbered else ()
    shares = columns(*(share for _, _, share in (*first, *heads)))
    head = Row(tuple(label(text) for text, _, _ in (*first, *heads)), 26, head=True)
    span = len(shares)
    cells = [value("{{ loop.index }}", align="center")] if numbered else []
    cells += [value("{{ row." + column + " }}", align="center", size=10.5) for _, column, _ in heads]
    return table(
        shares,
        [
            head,
            Row((Box((Text("{%tr for row in " + group + " %}"),), span),)),
            Row(tuple(cells), 24),
            Row((Box((Text("{%tr endfor %}"),), span),)),
        ],
    )


def cover_row(name: str, text: str, height: float = 40) -> Row:
    """Return a line of the cover: the label spread out, the answer on a ruled line."""
    return Row(
        (
            Box((Text(name, BODY, 15, "distribute"),), valign="bottom"),
            Box((Text(text, BODY, 15, "center"),), borders=UNDERLINE, valign="bottom"),
        ),
        height,
    )


def box(path: str, option: str) -> str:
    """Return the box of one option with its printed words."""
    return '{{ ' + path + '["' + option + '"] }}' + option


def cover(paper: Paper) -> None:
    """Put the cover page."""
    paper.put(
        Text("", size=15, before=56),
        Text("“棠城工匠”技能大师工作室", TITLE, 30, "center", after=14),
        Text("申  报  表", TITLE, 36, "center", after=56),
    )
    domain = Box(
        (
            Text("  ".join(box("studio.domain", option) for option in DOMAINS), BODY, 11, "left", line=19),
            Text("  ".join(box("studio.domain", option) for option in ENCOURAGED), BODY, 11, "left", line=19),
            Text(box("studio.domain", "其他领域") + "：{{ studio.domain_other }}", BODY, 11, "left", line=19),
        ),
        borders=UNDERLINE,
        valign="bottom",
    )
    rows = [
        cover_row("工作室名称", "{{ studio.name }}"),
        cover_row("领衔高技能专家\n（拟命名专家）", "{{ leader.name }}", 48),
        cover_row("申报单位（盖章）", "{{ unit.name }}"),
        Row((Box((Text("申报领域", BODY, 15, "distribute"),), valign="center"), domain), 76),
        cover_row("行业主管部门", "{{ unit.department }}"),
        cover_row("联系人", "{{ contact.name }}"),
        cover_row("联系电话", "{{ contact.phone }}"),
        cover_row("填报日期", "{{ application.date }}"),
    ]
    paper.put(table((2500, 5400), rows, ruled=False))
    paper.put(Text("重庆市荣昌区人力资源和社会保障局  制", KAI, 16, "center", before=60))


def instructions(paper: Paper) -> None:
    """Put the page that says how to fill in the form."""
    paper.new_section(numbered=False)
    paper.put(Text("填 表 说 明", TITLE, 22, "center", before=24, after=24))
    for number, text in enumerate(INSTRUCTIONS, 1):
        paper.put(Text(f"{number}．{text}", BODY, 16, "both", 2, 30))


def unit(paper: Paper) -> None:
    """Put section 一."""
    shares = columns(2.2, 2.6, 1.7, 1.5, 1.7, 2.3)
    paper.put(
        section_head("一、申报单位基本情况"),
        table(
            shares,
            [
                Row((label("单位名称"), value("{{ unit.name }}", 5))),
                Row((label("统一社会\n信用代码"), value("{{ unit.credit_code }}", 2), label("所属镇街"), value("{{ unit.town }}", 2)), 34),
                Row((label("单位性质"), value("{{ unit.nature }}", 5)), 40),
                Row((label("行业主管部门"), value("{{ unit.department }}", 5))),
                Row((label("单位地址"), value("{{ unit.address }}", 3), label("邮政编码"), value("{{ unit.postcode }}", align="center"))),
                Row((label("法定代表人\n（主要负责人）"), value("{{ unit.representative }}"), label("联系人"), value("{{ contact.name }}"), label("联系人职务"), value("{{ contact.position }}")), 34),
                Row((label("手机"), value("{{ contact.mobile }}"), label("电子邮箱"), value("{{ contact.email }}", 3))),
                Row((label("职工总数"), value("{{ unit.staff }}", align="center"), label("技能人才数"), value("{{ unit.skilled }}", align="center"), label("高级工"), value("{{ unit.senior_workers }}", align="center"))),
                Row((label("技师"), value("{{ unit.technicians }}", align="center"), label("高级技师及以上", 2), value("{{ unit.senior_technicians }}", 2, align="center"))),
                Row((label("高技能人才\n队伍建设及\n制度情况\n（培养、评价、\n选拔、使用、\n激励）"), long_value("{{ unit.talent_system }}", 5)), 170, may_split=True),
                Row((label("单位简介"), long_value("{{ unit.profile }}", 5)), 110, may_split=True),
            ],
        ),
    )


def leader(paper: Paper) -> None:
    """Put section 二."""
    shares = columns(1.9, 2.1, 1.2, 1.2, 1.5, 1.5, 2.3)
    photo = Box((Text("{{ leader.photo }}", KAI, 10.5, "center"),), 1, "restart")
    paper.put(
        section_head("二、领衔高技能专家基本情况"),
        table(
            shares,
            [
                Row((label("姓名"), value("{{ leader.name }}", align="center"), label("性别"), value("{{ leader.sex }}", 3, align="center"), photo), 36),
                Row((label("民族"), value("{{ leader.ethnicity }}", align="center"), label("出生年月", 2), value("{{ leader.birth }}", 2, align="center"), merged()), 36),
                Row((label("公民身份\n号码"), value("{{ leader.identity_number }}", 5, align="center"), merged()), 36),
                Row((label("政治面貌"), value("{{ leader.political_status }}", 5), merged()), 40),
                Row((label("学历"), value("{{ leader.education }}", 4), label("学位"), value("{{ leader.degree }}", align="center")), 40),
                Row((label("毕业院校"), value("{{ leader.school }}", 3), label("专业"), value("{{ leader.major }}", 2))),
                Row((label("参加工作\n时间"), value("{{ leader.work_start }}", align="center"), label("从事本职业（工种）\n年限", 3), value("{{ leader.trade_years }}", 2, align="center")), 34),
                Row((label("工作单位及\n职务（岗位）"), value("{{ leader.position }}", 6)), 34),
                Row((label("职业（工种）"), value("{{ leader.trade }}", 3), label("专业技术\n职称"), value("{{ leader.title }}", 2)), 34),
                Row((label("健康状况"), value("{{ leader.health }}", align="center"), label("每年在工作室\n工作时间", 3), value("{{ leader.months }}", 2, align="center")), 34),
                Row((label("手机"), value("{{ leader.mobile }}", 2), label("电子邮箱", 2), value("{{ leader.email }}", 2))),
                Row((label("通讯地址"), value("{{ leader.address }}", 6))),
                Row((label("资格路径"), value("{{ leader.routes }}", 6)), 28),
                Row((label("证书名称"), value("{{ leader.certificate.name }}", 3), label("证书编号"), value("{{ leader.certificate.number }}", 2)), 28),
                Row((label("证书等级"), value("{{ leader.certificate.level }}", 6)), 28),
                Row((label("发证机关"), value("{{ leader.certificate.issuer }}", 3), label("取得日期"), value("{{ leader.certificate.date }}", 2)), 28),
                Row((label("非遗项目\n名称"), value("{{ leader.heritage.item }}", 3), label("认定年月"), value("{{ leader.heritage.date }}", 2)), 34),
                Row((label("传承人级别"), value("{{ leader.heritage.level }}", 6)), 28),
                Row((label("认定机关、\n文号"), value("{{ leader.heritage.authority }}", 6)), 34),
            ],
        ),
        sub_head("（一）学习和工作简历"),
        rows_table("career", (("起止年月", "period", 3), ("学习或工作单位", "unit", 5), ("职务（工种）", "position", 3), ("证明人", "witness", 1.8))),
        sub_head("（二）主要荣誉及获奖"),
        rows_table("honours", (("时间", "date", 1.7), ("荣誉（奖项）名称", "name", 4.6), ("级别", "level", 1.5), ("授予单位", "issuer", 3.6), ("证明材料\n页码", "page", 1.8))),
        sub_head("（三）技术革新、技术攻关成果"),
        rows_table("innovations", (("时间", "date", 1.7), ("成果名称", "name", 4), ("本人作用", "role", 1.9), ("成效（经济效益）", "effect", 4), ("证明材料\n页码", "page", 1.8))),
        sub_head("（四）专利、论文、出版物、标准"),
        rows_table("works", (("类别", "category", 1.5), ("名称", "name", 4.6), ("编号（刊号）", "number", 3.6), ("时间", "date", 1.7), ("排名", "rank", 1.3))),
        sub_head("（五）符合条件及主要事迹"),
        table(
            columns(1.9, 9.8),
            [
                Row((label("符合条件\n（可多选）"), Box(tuple(Text(box("leader.conditions", option), BODY, 11, "left", line=18) for option in CONDITIONS))), 90),
                Row((label("符合条件的\n说明"), long_value("{{ leader.conditions_note }}")), 130, may_split=True),
                Row((label("主要事迹\n摘要"), long_value("{{ leader.summary }}")), 150, may_split=True),
            ],
        ),
    )


def heritage(paper: Paper) -> None:
    """Put sections 三 and 四."""
    paper.put(
        section_head("三、技艺传承与带徒传技"),
        sub_head("（一）带徒传技情况"),
        rows_table(
            "apprentices",
            (("徒弟姓名", "name", 1.7), ("单位", "unit", 2.6), ("工种", "trade", 1.5), ("带徒起止年月", "period", 2.1), ("带徒前\n等级", "level_before", 1.4), ("现等级", "level_now", 1.4), ("获奖情况", "award", 2.2)),
            numbered=False,
        ),
        sub_head("（二）培训与传承"),
        table(
            columns(2.4, 3, 2.6, 3.2),
            [
                Row((label("近三年培训人次"), value("{{ training.total }}", align="center"), label("其中高技能人才"), value("{{ training.senior }}", align="center"))),
                Row((label("传承谱系、\n技艺特点\n（非遗类填写）"), long_value("{{ heritage.lineage }}", 3)), 110, may_split=True),
            ],
        ),
        section_head("四、工作室团队成员"),
        rows_table(
            "members",
            (("姓名", "name", 1.7), ("性别", "sex", 0.9), ("出生年月", "birth", 1.6), ("学历", "education", 1.2), ("职业（工种）\n/专业", "trade", 2.1), ("技能等级/\n职称", "level", 1.7), ("工作单位", "unit", 2.6), ("工作室\n分工", "duty", 1.8)),
        ),
    )


def studio(paper: Paper) -> None:
    """Put section 五."""
    paper.put(
        section_head("五、工作室条件"),
        table(
            columns(2.2, 3.2, 2.4, 3.2),
            [
                Row((label("工作室地址"), value("{{ studio.address }}", 3))),
                Row((label("成立时间"), value("{{ studio.founded }}", align="center"), label("场所面积（㎡）"), value("{{ studio.area }}", align="center"))),
                Row((label("场所权属"), value("{{ studio.tenure }}", align="center"), label("年度投入经费\n（万元）"), value("{{ funding.annual }}", align="center")), 34),
                Row((label("经费来源"), value("{{ funding.source }}", 3))),
                Row((label("经费使用计划"), long_value("{{ funding.plan }}", 3)), 90, may_split=True),
                Row((label("管理制度"), long_value("{{ studio.rules }}", 3)), 80, may_split=True),
                Row((label("成立的必要性\n和现有优势"), long_value("{{ studio.necessity }}", 3)), 200, may_split=True),
                Row((label("计划目标\n（今后2—3年\n技术攻关、带\n徒传技、成果\n推广等可量化\n的目标）"), long_value("{{ studio.plan }}", 3)), 200, may_split=True),
            ],
        ),
        sub_head("主要设备设施"),
        rows_table("equipment", (("设备（设施）名称", "name", 4), ("规格型号", "model", 3), ("数量", "count", 1.5), ("原值（万元）", "value", 2))),
    )


def commitment(paper: Paper) -> None:
    """Put section 六."""
    promise = (
        "本单位及领衔专家郑重承诺：本表所填内容和所附材料真实、准确、完整，复印件与原件相符，如有弄虚作假，"
        "愿承担相应责任；同意将有关信息用于本次评审和向有关部门征求意见；领衔专家每年在工作室工作不少于6个月；"
        "入选后接受每两年一次的评估。"
    )
    signed = Box(
        (
            Text(promise, BODY, 14, "both", 2, 26, before=6, after=24),
            Text("领衔专家（签字）：{{ commitment.leader_signature }}", BODY, 14, "left", 2, after=20),
            Text("单位负责人（签字）：{{ commitment.unit_signature }}　　　　　　　　（公章）{{ commitment.seal }}", BODY, 14, "left", 2, after=20),
            Text("{{ commitment.date }}", BODY, 14, "right", after=6),
        ),
        valign="top",
    )
    paper.put(section_head("六、承诺"), table(columns(1), [Row((signed,), 220)]))


def opinion(name: str, path: str, signer: str, *, seal: bool = True, meeting: bool = False) -> Row:
    """Return the row of one office's opinion: text, signature, seal and date in one cell."""
    mark = "　　　　　　　　（公章）{{ " + path + ".seal }}" if seal else ""
    texts = [Text("{{ " + path + ".text }}", BODY, 12, "both", 2, 20), Text(""), Text("")]
    if meeting:
        texts.append(Text("局党委会审议日期：{{ " + path + ".meeting }}", BODY, 12, "left", 2, after=8))
    texts.append(Text(signer + "：{{ " + path + ".signature }}" + mark, BODY, 12, "left", 2, after=8))
    texts.append(Text("{{ " + path + ".date }}", BODY, 12, "right", after=4))
    return Row((label(name), Box(tuple(texts), valign="bottom")), 150)


def opinions(paper: Paper) -> None:
    """Put section 七."""
    paper.put(
        section_head("七、审核意见"),
        table(
            columns(1.7, 9),
            [
                opinion("申报单位\n意见", "opinions.unit", "负责人签字"),
                opinion("区级行业\n主管部门\n审核意见", "opinions.department", "负责人签字"),
                opinion("专家评审\n小组意见", "opinions.panel", "组长签字", seal=False),
                opinion("区人力社\n保局意见", "opinions.bureau", "负责人签字", meeting=True),
            ],
        ),
    )


def application() -> Paper:
    """Return the 申报表."""
    paper = Paper("“棠城工匠”技能大师工作室申报表")
    cover(paper)
    instructions(paper)
    paper.new_section(numbered=True)
    for part in (unit, leader, heritage, studio, commitment, opinions):
        part(paper)
    return paper


def profile() -> Paper:
    """Return the 事迹材料."""
    paper = Paper("拟命名专家事迹材料")
    paper.number_pages(paper.document.sections[0])
    paper.put(
        Text("拟命名专家事迹材料", HEAD, 16, "center", after=10),
        Text("{{ profile.title }}", TITLE, 22, "center", line=34, after=10),
        Text("姓名：{{ leader.name }}", KAI, 16, "center", line=29),
        Text("单位名称：{{ unit.name }}", KAI, 16, "center", line=29, after=14),
        Text("主要事迹", HEAD, 16, "left", 2, 29, keep=True),
        Text("{{ profile.body }}", BODY, 16, "both", 2, 29, style="BodyText"),
    )
    return paper


def report() -> Paper:
    """Return the 工作室申报报告 with the six contents that the notice names."""
    paper = Paper("工作室申报报告")
    paper.number_pages(paper.document.sections[0])
    paper.put(
        Text("工作室申报报告", TITLE, 22, "center", line=34, after=14),
        Text("工作室名称：{{ studio.name }}", KAI, 16, "left", 2, 29),
        Text("申报单位：{{ unit.name }}", KAI, 16, "left", 2, 29),
    )
    for head, path in (
        ("一、工作室成立的必要性", "necessity"),
        ("二、工作室现有优势", "advantages"),
        ("三、工作室计划目标", "goals"),
        ("四、加快高技能人才队伍建设的政策措施", "policies"),
        ("五、资金支持情况", "funding"),
        ("六、场所、设备等工作条件", "conditions"),
    ):
        paper.put(Text(head, HEAD, 16, "left", 2, 29, keep=True, style="Heading1"), Text("{{ report." + path + " }}", BODY, 16, "both", 2, 29, style="BodyText"))
    paper.put(
        Text("申报单位（公章）：{{ report.seal }}", BODY, 16, "right", before=40, line=29),
        Text("报告日期：{{ report.date }}", BODY, 16, "right", line=29),
    )
    return paper


def main() -> None:
    """Build all three into a folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    for name, make in (("application", application), ("profile", profile), ("report", report)):
        make().save(folder / f"{name}.docx")


if __name__ == "__main__":
    main()
