"""The body of the notice, 荣人社发〔2025〕77号, word for word; what the rules say too comes from the rules.

Only 一、 and 二、 are added: the published copy lost its automatic numbers. Its slips of the pen stay, as the
sample's list of them says (愈期, the issuer of the title, ``１．`` with the full-width point).
"""

from __future__ import annotations

from typing import Final

import official
from official import heading, line

ISSUER: Final = "重庆市荣昌区乡村人才振兴工作专班办公室"
STUDIO: Final = "技能大师工作室"
TO: Final = "各镇街民生服务板块，区级各部门，各职业院校，各职业培训机构，各用人单位："
#: The year of the programme, and three names of the notice in which 2025 and the like is part of the name.
YEAR: Final = "{{ parameters.year }}年"

BASIS: Final = (
    "为加快我区高技能人才队伍建设，推进高技能人才高质量发展，发挥领军高技能人才服务经济和社会发展的积极作用，"
    "根据《关于深入推进国家高技能人才振兴计划的通知》（人社部发〔2016〕74号）和《“巴渝工匠2025”行动计划实施方案》等"
    "文件精神，按照《重庆市荣昌区“巴蜀工匠”协同培养融合区建设实施方案》工作部署，决定开展"
    f"{YEAR}“棠城工匠”技能大师工作室申报评选工作，现将有关事项通知如下："
)
SCOPE: Final = (
    "评选名额：评选“棠城工匠”技能大师工作室{{ rules.R01.quota }}个以内，根据评选情况择优录取。",
    (
        "评选范围：技能大师工作室主要设在与我区经济发展密切相关领域，主要包括：{{ rules.R03.options }}等。"
        "鼓励{{ rules.R04.options }}等数字技能和新兴产业领域积极申报，其他领域符合条件的企事业单位也可申报。"
    ),
)
UNIT: Final = (
    "企事业单位需拥有符合条件的高技能专家，具备固定的场所和必要的工作条件，能够提供必要资金设备支持，维持工作室正常运行；"
    "重视高技能人才队伍建设，高技能人才{{ rules.R11.words|和 }}制度较为完善。"
)
EXPERT: Final = (
    "年龄一般不超过{{ rules.R14.years }}周岁，身体健康；为人正派，学风严谨，爱岗敬业，遵纪守法；"
    "每年在工作室工作{{ rules.R15.minimum }}个月以上；"
    "领衔一个{{ rules.R16.minimum }}~{{ rules.R16.maximum }}人专家团队。"
    "专家应取得{{ rules.R17.lowest }}及以上职业资格证书，"
    "或{{ rules.R17.lowest }}及以上技能等级证书，或市级及以上非遗传承人称号。"
    "同时具备以下条件之一："
)
CONDITIONS: Final = (
    "1．在某个技术领域具有较深的造诣，或在生产和工作一线中具有高超技能水平，能够利用绝技绝活进行技术革新和技术改造；",
    "2．攻克技术难题提高生产效率；",
    "3．培养一定数量技艺高超技能人才；",
    "4．发展、挖掘传统工艺并进行传承。",
)
PROCESS: Final = (
    "1．申报。符合条件的单位经行业主管部门审核同意后，将申报资料报区人力社保局。",
    (
        "2．评审。区人力社保局组织有关部门、行业领域的专家组成专家评审小组进行评审，提出入选建议名单并征求同级"
        "{{ rules.R22.departments }}等部门意见后，将入选建议名单提请区人力社保局党委会审议。"
    ),
    "3．公布。经区人力社保局党委会审议通过后，以{{ rules.R24.issuer }}名义发文公布。",
)
MATERIALS: Final = (
    "1．《“棠城工匠”技能大师工作室申报表》（附件）；",
    "2．拟命名专家{{ rules.R26.minimum }}~{{ rules.R26.maximum }}字事迹材料；",
    (
        "3．工作室申报报告，包括工作室成立的必要性和现有优势、工作室计划目标，本单位加快高技能人才队伍建设的政策措施，"
        "能够为工作室提供资金支持以及场所、设备等工作条件的情况说明；"
    ),
    "4．拟命名专家身份证、职业资格证书（或非遗传承人证书，或专业技能职称证书）、学历证书复印件、工作照片；",
    "5．其他相关材料的复印件，包括区级以上获奖证书和技术认定、技术创新等证明材料和出版物及有关单位的证明等。",
)
SUPPORT: Final = (
    (
        "对入选的技能大师工作室，贯彻落实市级支持政策，区人力社保局和相应行业主管部门将整合政策资源，在技能人才培养、职业培训、"
        "技能评价等方面给予政策支持，并在区级高技能人才培训基地、区级乡村驿站平台建设，“棠城英才特支计划·高技术技能人才”遴选，"
        "以及职业技能提升、企业新型学徒制、技师培训等项目上给予重点倾斜。入选后，由区人力社保局授予“棠城工匠”技能大师工作室铭牌。"
    ),
    (
        "对入选的技能大师工作室，每{{ rules.R43.years|中文 }}年开展一次评估，评估结果分{{ rules.R44.grades }}"
        "{{ rules.R44.grades|中文 }}个等次，优秀等次的区级技能大师工作室择优推荐申报市级技能大师工作室，"
        "不合格等次的须限期整改，整改不合格的取消命名。"
    ),
)
HANDING_IN: Final = (
    "请各申报单位将申报材料以{{ rules.R30.paper }}纸双面打印一式{{ rules.R31.copies }}份，并装订成册，"
    "经区级行业主管部门审定后，于{{ rules.R33.deadline }}前报至区人力社保局。"
    "凡复印件需注明“{{ rules.R34.phrase }}”，"
    "并由经办人签字后加盖公章。同时将电子文档发至{{ rules.R36.mailbox }}邮箱，愈期不报的，视为放弃申报。"
)
CARE: Final = (
    "各单位要充分认识开展大师工作室申报评选工作对于加强高技能人才队伍建设、促进区域经济发展的重要意义，积极申报，"
    "严禁弄虚作假。区级行业主管部门务必加强宣传，认真遴选，严格把关。"
)


def notice() -> str:
    """Return the body of the notice."""
    return (
        official.front("重庆市荣昌区人力资源和社会保障局文件", "{{ issue.number }}")
        + official.title(
            f"{ISSUER}关于开展{YEAR}“棠城工匠”技能大师工作室申报评选工作的通知", (ISSUER, STUDIO)
        )
        + official.blank()
        + line("to", TO)
        + _text()
        + official.annexes("“棠城工匠”技能大师工作室申报表")
        + official.signature("{{ issue.signed_by }}", "{{ issue.date }}")
        + line("note", "（联系人：{{ contact.name }}；联系电话：{{ contact.phone }}。）")
        + official.annex("“棠城工匠”技能大师工作室\n申  报  表")
        + official.record("record.copies_to", "{{ record.issued_by }}", "{{ record.issued_on }}")
    )


def _text() -> str:
    parts = (
        *(line("body", BASIS), heading(1, "一、评选名额及范围"), *(line("body", text) for text in SCOPE)),
        *(heading(1, "二、申报条件"), heading(2, "（一）申报单位条件。", UNIT)),
        *(heading(2, "（二）领衔高技能专家条件。", EXPERT), *(line("body", text) for text in CONDITIONS)),
        *(heading(1, "三、评选流程及申报材料"), heading(2, "（一）评选流程。")),
        *(line("body", text) for text in PROCESS),
        *(heading(2, "（二）申报材料。"), *(line("body", text) for text in MATERIALS)),
        *(heading(1, "四、政策支持"), *(line("body", text) for text in SUPPORT)),
        *(
            heading(1, "五、工作要求"),
            line("body", ("楷体", "（一）"), HANDING_IN),
            line("body", ("楷体", "（二）"), CARE),
        ),
    )
    return "".join(parts)
