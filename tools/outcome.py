"""The bodies of what follows the selection: 征求意见函, 公示, 公布名单的通知, 评估结果的通知.

What the rules of the notice say too comes from the rules; the rest is the data of one document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import official
from formxml import Cell, Look, Row, paragraph, table
from official import heading, line
from wordpackage import Style, package

from formkit.gongwen.clauses import (
    LETTER_HEAD_TOP,
    LETTER_RULE_BOTTOM,
    LETTER_RULE_WIDTH,
    PAGE_HEIGHT,
    PAGE_WIDTH,
)
from formkit.gongwen.elements import FACES, RED
from formkit.gongwen.titles import head_scale

BUREAU: Final = "重庆市荣昌区人力资源和社会保障局"
STUDIO: Final = "技能大师工作室"
CRAFT: Final = f"“棠城工匠”{STUDIO}"
TERMS: Final = (BUREAU, STUDIO, "“棠城工匠”", "拟入选对象", "拟入选名单", "评估结果")
YEAR: Final = "{{ parameters.year }}年"
COUNT: Final = "{{ studios|length }}个"
TO: Final = "各镇街民生服务板块，区级各部门，各职业院校，各职业培训机构，各有关单位："
CONTACT: Final = "（联系人：{{ contact.name }}；联系电话：{{ contact.phone }}。）"
ORDER: Final = '{% if list.order["按姓氏笔画排序"] == "☑" %}按姓氏笔画排序{% else %}排名不分先后{% endif %}'
TABLE_STYLES: Final = (
    Style("GwTableHead", "表头", FACES["黑体"][0], 12, 18, "center", exact=True, latin=FACES["黑体"][0]),
    Style("GwTableEntry", "表中文字", FACES["仿宋"][0], 12, 18, "center", exact=True, latin=FACES["仿宋"][0]),
    Style("GwTableLine", "表外文字", FACES["仿宋"][0], 14, 28, exact=True, latin=FACES["仿宋"][0]),
)
HEAD, ENTRY, LINE = Look("GwTableHead"), Look("GwTableEntry"), Look("GwTableLine")
TWIPS_PER_MM: Final = 1440 / 25.4


def document(title: str, body: str, *, letter: bool = False) -> bytes:
    """Return a .docx in the styles of official documents and tables; a letter's first page has no number."""
    styles = (*official.STYLES, *TABLE_STYLES)
    return package(title, body, styles=styles, sheet=official.SHEET, has_cover=letter)


def listing(group: str, columns: Sequence[tuple[str, str, float]]) -> str:
    """Return a table of a group: its columns as (name, printed head, millimetres), numbered, 156 mm wide."""
    widths = [12.0, *(width for _, _, width in columns)]
    heads = ["序号", *(text for _, text, _ in columns)]
    names = ["{{ loop.index }}", *(_content(name) for name, _, _ in columns)]
    count = len(widths)
    return table(
        widths,
        [
            Row(tuple(Cell(paragraph(text, HEAD), tight=True) for text in heads), 10, is_header=True),
            Row((Cell(paragraph(f"{{%tr for row in {group} %}}", ENTRY), count),), 5),
            Row(tuple(Cell(paragraph(name, ENTRY), tight=True) for name in names), 11),
            Row((Cell(paragraph("{%tr endfor %}", ENTRY), count),), 5),
        ],
    )


def _content(name: str) -> str:
    """Return what stands in a column: an answer by its name, what a template says itself, or nothing."""
    return name if "{" in name or not name else f"{{{{ row.{name} }}}}"


def _record() -> str:
    """Return 版记 of the notices."""
    return official.record("record.copies_to", "{{ record.issued_by }}", "{{ record.issued_on }}")


STUDIO_COLUMNS: Final = (
    ("name", "工作室名称", 39.0),
    ("leader", "领衔专家", 19.0),
    ("unit", "所在单位", 53.0),
    ("occupation", "职业（工种）", 33.0),
)


def results() -> str:
    """Return the body of the notice with the list of results."""
    title = f"{BUREAU}关于公布{YEAR}{CRAFT}名单的通知"
    chosen = (
        "{% if studios|length > 1 %}确定{{ studios[0].name }}等"
        + COUNT
        + "工作室{% else %}确定{{ studios[0].name }}{% endif %}"
    )
    return (
        official.front(f"{BUREAU}文件", "{{ issue.number }}")
        + official.title(title, TERMS)
        + official.blank()
        + line("to", TO)
        + line(
            "body",
            f"根据《关于开展{YEAR}{CRAFT}申报评选工作的通知》（{{{{ programme.source }}}}）要求，"
            "经单位申报、行业主管部门审核、"
            "专家评审，征求{{ rules.R22.departments }}等部门意见，并经区人力社保局党委会审议通过，"
            f"{chosen}为{YEAR}{CRAFT}（名单见附件），现予公布。",
        )
        + line(
            "body",
            "各工作室所在单位要在场所、设备、经费等方面给予保障，支持工作室开展技术攻关、"
            "技艺传承和技能人才培养。"
            "各工作室要发挥领衔专家的示范引领作用，扎实做好带徒传技、技术革新和成果推广，"
            "为全区经济社会发展作出积极贡献。",
        )
        + _last(
            "区人力社保局每{{ rules.R43.years|中文 }}年对工作室开展一次评估，评估结果分{{ rules.R44.grades }}"
            "{{ rules.R44.grades|中文 }}个等次。优秀等次的择优推荐申报市级技能大师工作室；"
            "不合格等次的须限期整改，"
            "整改不合格的取消命名。",
        )
        + official.annexes(f"{YEAR}{CRAFT}名单")
        + official.signature("{{ issue.signed_by }}", "{{ issue.date }}")
        + line("note", CONTACT)
        + official.annex(f"{YEAR}{CRAFT}名单", terms=TERMS)
        + paragraph(f"（{COUNT}，{ORDER}）", Look("GwTableLine", "center"))
        + listing("studios", STUDIO_COLUMNS)
        + _record()
    )


def publicity() -> str:
    """Return the body of a 公示: no letterhead, for it hangs on a board and stands on a website."""
    return (
        line("title", "\n".join(official.broken(f"关于{YEAR}{CRAFT}拟入选名单的公示", TERMS)))
        + official.blank()
        + line(
            "body",
            f"根据《关于开展{YEAR}{CRAFT}申报评选工作的通知》（{{{{ programme.source }}}}）要求，"
            "经单位申报、行业主管部门审核、"
            f"专家评审，拟确定{COUNT}工作室为{YEAR}{CRAFT}，现将名单予以公示（{ORDER}）。",
        )
        + official.blank()
        + listing("studios", STUDIO_COLUMNS)
        + official.blank()
        + line("body", "公示时间：{{ publicity.start }}至{{ publicity.end }}。")
        + line(
            "body",
            "公示期间，对公示对象有异议的，请以书面或电话方式向区人力社保局反映。以单位名义反映的加盖公章，"
            "以个人名义反映的署真实姓名，并提供必要的线索或证明材料。",
        )
        + _last("联系人：{{ contact.name }}；联系电话：{{ contact.phone }}；地址：{{ contact.address }}。")
        + official.signature("{{ issue.signed_by }}", "{{ issue.date }}")
    )


ASKED: Final = (
    ("纪检部门：", "是否存在违反党纪政纪、正在接受审查调查或者仍在处分影响期内的情形。"),
    ("公安部门：", "是否存在违法犯罪记录或者正在被立案侦查的情形。"),
    ("信访部门：", "是否存在尚未办结且影响入选的信访事项。"),
    ("税务部门：", "所在单位及本人是否存在涉税违法行为或者重大税收失信情形。"),
)


def consultation() -> str:
    """Return the body of the 征求意见函 with its reply table; the list with identity numbers is apart."""
    names = (f"{YEAR}{CRAFT}拟入选对象名单（内部，另附）", f"{YEAR}{CRAFT}拟入选对象意见反馈表")
    return (
        letter_front(BUREAU, "{{ issue.number }}")
        + official.title(f"{BUREAU}关于征求{YEAR}{CRAFT}人选意见的函", TERMS)
        + official.blank()
        + line("to", "{{ issue.to }}：")
        + line(
            "body",
            f"根据《关于开展{YEAR}{CRAFT}申报评选工作的通知》（{{{{ programme.source }}}}）要求，"
            "经单位申报、行业主管部门审核、"
            f"专家评审，提出入选建议名单{COUNT}。现就名单所列单位和领衔专家征求贵单位意见，"
            "请按职责核查是否存在下列影响入选的情形：",
        )
        + "".join(
            line("body", ("楷体", f"（{number}）{head}"), rest)
            for number, (head, rest) in zip("一二三四", ASKED, strict=True)
        )
        + _last(
            "请于{{ reply.by }}前填写《意见反馈表》（附件2）并加盖公章后函复我局；没有影响入选情形的，"
            "也请书面回复。"
            "附件1含个人信息，仅供核查使用，请妥善保管，不得外传，用毕请退回或者销毁。",
        )
        + official.annexes(*names)
        + official.signature("{{ issue.signed_by }}", "{{ issue.date }}")
        + line("note", CONTACT)
        + official.annex(f"{YEAR}{CRAFT}拟入选对象意见反馈表", "附件2", TERMS)
        + paragraph(
            "反馈部门（在□内打“√”）：{% for one in rules.R22.departments.value %}□{{ one }}　{% endfor %}",
            LINE,
        )
        + listing(
            "studios",
            (
                ("leader", "对象", 18.0),
                ("unit", "所在单位", 53.0),
                ("", "有无影响入选的情形", 30.0),
                ("", "具体情况", 43.0),
            ),
        )
        + paragraph("经办人（签字）：　　　　　　　　　联系电话：", LINE)
        + paragraph("部门负责人（签字）：", LINE)
        + paragraph("（公章）　　　　　　", Look("GwTableLine", "right"))
        + paragraph("　　　　年　　月　　日　　", Look("GwTableLine", "right"))
        + paragraph("说明：有影响入选情形的，请写明对象、事实和结论；没有的填“无”。", LINE)
    )


def internal() -> str:
    """Return the body of the list with identity numbers: 内部, for those who have to look people up."""
    return (
        line("secrecy", "内部资料　注意保管")
        + line("annex_mark", "附件1")
        + official.title(f"{YEAR}{CRAFT}拟入选对象名单", TERMS, "annex_title")
        + paragraph("（{{ issue.number }}附件，共{{ persons|length }}名）", Look("GwTableLine", "center"))
        + listing(
            "persons",
            (
                ("leader", "姓名", 20.0),
                ("identity_number", "公民身份号码", 44.0),
                ("unit", "工作单位", 38.0),
                ("credit_code", "统一社会信用代码", 42.0),
            ),
        )
        + paragraph(
            "本名单含个人信息，仅供{{ rules.R22.departments }}部门核查使用；不得公开、复制和外传，"
            "用毕退回或者销毁。",
            LINE,
        )
    )


CONSEQUENCE: Final = (
    '{% if row.grade.chosen == "不合格" %}'
    '{% if row.reexamined.chosen == "不合格" %}取消命名'
    '{% elif row.reexamined.chosen == "合格" %}整改合格，继续命名'
    "{% else %}限期整改，{{ row.rectify_by }}前完成{% endif %}"
    '{% elif row.recommended.chosen == "是" %}推荐申报市级技能大师工作室{% else %}继续命名{% endif %}'
)
GRADES: Final = (
    ("优秀", "择优推荐申报市级技能大师工作室，推荐名单见附件。"),
    ("良好", "继续按照建设计划开展工作，巩固建设成果。"),
    ("合格", "对照评估意见查找不足，制定改进措施。"),
    ("不合格", "按照附件所列期限整改并申请复评，整改不合格的取消命名。"),
)


def _last(*pieces: str) -> str:
    """Return the last paragraph of a body; it stands on the page of the signature (7.3.5.5)."""
    return line("body", *pieces, more="<w:keepNext/>")


def evaluation() -> str:
    """Return the body of the notice with the grades of an evaluation and what follows from each."""
    return (
        official.front(f"{BUREAU}文件", "{{ issue.number }}")
        + official.title(f"{BUREAU}关于{CRAFT}评估结果的通知", TERMS)
        + official.blank()
        + line("to", TO)
        + line(
            "body",
            f"根据《关于开展{YEAR}{CRAFT}申报评选工作的通知》（{{{{ programme.source }}}}）关于每"
            f"{{{{ rules.R43.years|中文 }}}}年"
            "开展一次评估的要求，区人力社保局对{{ published.date }}公布的"
            f"{{{{ evaluations|length }}}}个{CRAFT}开展了评估，评估工作于{{{{ evaluation.date }}}}完成。"
            "现将结果通知如下：",
        )
        + heading(1, "一、评估结果")
        + "".join(_grade(number, name, rest) for number, (name, rest) in zip("一二三四", GRADES, strict=True))
        + heading(1, "二、工作要求")
        + _last(
            "各工作室所在单位要落实支持措施，指导工作室用好评估结果。不合格等次的工作室要在期限内完成整改，"
            "并将整改情况书面报送区人力社保局；经复评仍不合格的，由区人力社保局取消命名，收回铭牌。",
        )
        + official.annexes(f"{CRAFT}评估结果")
        + official.signature("{{ issue.signed_by }}", "{{ issue.date }}")
        + line("note", CONTACT)
        + official.annex(f"{CRAFT}评估结果", terms=TERMS)
        + official.blank()
        + listing(
            "evaluations",
            (
                ("name", "工作室名称", 36.0),
                ("leader", "领衔专家", 19.0),
                ("unit", "所在单位", 36.0),
                ("grade.chosen", "等次", 16.0),
                (CONSEQUENCE, "结果运用", 37.0),
            ),
        )
        + _record()
    )


def _grade(number: str, name: str, rest: str) -> str:
    """Return the paragraph of one grade: how many have it, which, and what follows."""
    which = (
        f'{{% for row in evaluations if row.grade.chosen == "{name}" %}}'
        "{% if loop.first %}{{ loop.length }}个："
        f"{{% endif %}}{{{{ row.name }}}}{{% if loop.last %}}。{rest}{{% else %}}、{{% endif %}}"
        "{% else %}无。{% endfor %}"
    )
    return line("body", ("楷体", f"（{number}）{name}等次。"), which)


def letter_front(office: str, number: str) -> str:
    """Return 版头 of a letter (10.1): letterhead and double line from the page's edge, 发文字号 at the right.

    The double line at the foot stands on the first page, where this is.
    """
    scale = f'<w:rPr><w:w w:val="{head_scale(office)}"/></w:rPr>'
    head = line(
        "letter_head",
        office,
        more=_frame(LETTER_HEAD_TOP - HEAD_ABOVE) + _double("bottom", "thickThinSmallGap", 2),
    )
    foot = line(
        "blank", more=_frame(PAGE_HEIGHT - LETTER_RULE_BOTTOM) + _double("top", "thickThinSmallGap", 0)
    )
    return head.replace("<w:r>", f"<w:r>{scale}") + foot + line("letter_number", number, more=NUMBER_ABOVE)


#: What the line of the letterhead has above its characters, in millimetres.
HEAD_ABOVE: Final = 3.19
NUMBER_ABOVE: Final = '<w:spacing w:before="89"/>'


def _frame(top: float) -> str:
    """Return a paragraph's place on the page: millimetres from the upper edge; centred, 170 mm wide."""
    left, width = ((PAGE_WIDTH - LETTER_RULE_WIDTH) / 2, LETTER_RULE_WIDTH)
    return (
        f'<w:framePr w:w="{round(width * TWIPS_PER_MM)}" w:wrap="notBeside" w:hAnchor="page" '
        f'w:vAnchor="page" w:x="{round(left * TWIPS_PER_MM)}" w:y="{round(top * TWIPS_PER_MM)}"/>'
    )


def _double(side: str, kind: str, space: float) -> str:
    return f'<w:pBdr><w:{side} w:val="{kind}" w:sz="24" w:space="{space}" w:color="{RED}"/></w:pBdr>'
