"""What kind of answer a label asks for: general words of forms, and no label of any one form."""

from __future__ import annotations

import re
from typing import Final

from formkit.chinese.folding import clean_label, fold

_NOTES: Final = re.compile(r"\([^()]*\)")
_UNIT: Final = re.compile(
    r"\((?:单位[::]?)?(百?万?亿?美?元|万|人|名|个|项|件|台|套|篇|次|天|日|岁|年|个?月|周|小时|学时|课时|平方米|平米|㎡|m2|m²|亩|公里|千米|米|吨|公斤|千克|kg|cm|厘米|%|‰|台/套|人/次|人次)\)",
    re.IGNORECASE,
)
_DATE_OF: Final = re.compile(r"(?:签[名字章]|盖章|填表|用印)的?(?:日期|时间)|date")
_PICTURE: Final = re.compile(r"照片|相片|近照|免冠|证件照|[一二两12]寸|photo|^照$")
_SIGNED: Final = re.compile(r"签名|签字|签章|署名|签署$|signature|signedby")
_SEALED: Final = re.compile(r"盖章|公章|印章|签章|印鉴|^章$|stamp|seal")
_ORGANISATION: Final = re.compile(
    r"(?:单位|名称|企业|公司|学校|院校|院系|学院|机构|部门|院|所|校|处|局|会|厂|社|中心)$"
)
_WRITTEN: Final = re.compile(
    r"(?:意见|评语|评价|鉴定|事迹|简介|简历|履历|理由|事由|内容|说明|概况|概述|简述|综述|摘要|介绍|经历|经验|总结|计划|方案|目标|要求|建议|愿景|背景|意义|目的"
    r"|成果|业绩|贡献|措施|清单|文献|资料|依据|明细|事实|描述|经过|过程|步骤|诉求|请求|声明|承诺|自述|陈述|体会|思路|创新点|安排|影响|效益|做法|问题|批示|奖励|奖惩|特长|作用|论证|分析|条件|规划|审批|审核|批准|description|summary|comments?|remarks?|reasons?|address\(es\))$"
)
_SITUATION: Final = re.compile(r"情况$")
_STATE: Final = re.compile(
    r"(?:婚姻|健康|身体|户籍|学历|学位|党派|就业|在职|户口|政治|血型|视力|邮编|联系|有无|是否)[^情]*情况$"
)
_EMAIL: Final = re.compile(r"(?:电子)?(?:邮箱|邮件|信箱)(?:地址)?$|e-?mail(?:地址|address)?$")
_PHONE: Final = re.compile(
    r"^(?:本人|个人|单位|公司|企业|家庭|家长|导师|负责人|联系人|经办人|申请人|紧急|住宅|办公室?|固定|移动|日常|常用|有效)*(?:联系|办公|固定|移动|手机)?"
    r"(?:电话|手机|座机|固话|传真)(?:号码?)?$|^(?:tele)?phone(?:number|no\.?)?$|^mobile$|^fax$|^tel\.?$"
)
_POSTCODE: Final = re.compile(r"^[^及和与/、]*(?:邮编|邮政编码)$|^(?:post(?:al)?code|zip(?:code)?)$")
_RESIDENT: Final = re.compile(r"(?:身份证|公民身份|居民身份)(?:证)?(?:号码?|编号)$|^身份证$")
_CREDIT: Final = re.compile(r"统一社会信用代码(?:证?号)?$")
_PERIOD: Final = re.compile(r"起[止迄讫](?:年月|时间|日期|年限)?$|(?:年月|时间|日期)起[止迄讫]$")
_SPAN: Final = re.compile(
    r"(?:工作|学习|实习|实践|实验|服务|培训|授课|活动|会议|上班|营业|开放|比赛|项目|课程|在岗|出国|停留|请假|运行|持续|建设|研究|执行|实施|有效|任职|合作|聘用).{0,4}时间$|时间段$|时长$"
)
_DAY: Final = re.compile(
    r"(?:日期|年月日|之日|生日|有效期至|截至|截止|还息至|date(?:ofbirth|sent|received)?)$|^date|日期\(|^(?:起|止)$"
)
_MONTH: Final = re.compile(
    r"(?:年月|月份|出生)$|(?:参加工作|入学|毕业|入党|入团|入职|离职|取得|获得|授予|出生|任现职|参军|入伍|退伍)[^情]{0,2}时间$"
)
_TIME: Final = re.compile(r"时间$")
_MONEY: Final = re.compile(
    r"(?:金额|经费|资金|费用|总额|额度|资本|产值|营业额|销售额|收入|利润|税收|工资|薪资|单价|总价|价格|预算|投资额?|本金|利息|货款|贷款|借款|欠款|赔偿金|补偿金|违约金|保证金|押金|定金|[^免]费|补贴|补助|奖金|成本|造价|净值|市值|价值)$"
)
_NUMBER: Final = re.compile(
    r"(?:人数|数量|个数|次数|件数|台数|套数|份数|页数|字数|天数|周数|月数|年数|学时|课时|学分|面积|年龄|周岁|身高|体重|长度|宽度|高度|重量|总数|户数|辆数|间数|批次数|分数|成绩|名次|排名|年限|工龄|教龄|利率|比例|百分比|占比|增长率|合格率|quantity.*|number|age|count|总量|产量|吨位|载重量?|数)$"
)
_NOT_NUMBER: Final = re.compile(r"(?:参数|指数|函数|多数|少数|级数|学籍数|件数量?单位)$")
_LOOKS: Final = {"年龄": "岁", "周岁": "岁", "利率": "%", "比例": "%", "百分比": "%", "占比": "%"}
_NOT_MONEY: Final = re.compile(r"(?:学费|自费|公费|收费|缴费|是否|有无|经费来源|资金来源).*$")
_LONGEST_WORDS: Final = 24


def unit_of_label(label: str) -> str:
    """Return the unit that a label names in brackets, "" where it names none.

    >>> unit_of_label("总投资（万元）"), unit_of_label("面积（㎡）"), unit_of_label("姓名（全称）")
    ('万元', '㎡', '')
    """
    match = _UNIT.search(clean_label(label).replace("（", "(").replace("）", ")"))
    return match[1] if match else ""


def kind_of_label(label: str, *, long: bool = False) -> tuple[str, str]:
    """Return the kind of answer a label asks for, and the unit it is counted in.

    Strict kinds are given to plain labels alone: 电话 is a phone, 电话或微信 is text. ``long`` says that the
    place takes several lines.

    >>> kind_of_label("联系电话："), kind_of_label("注册资本（万元）"), kind_of_label("单位意见（盖章）")
    (('phone', ''), ('money', '万元'), ('long_text', ''))
    >>> kind_of_label("签字日期"), kind_of_label("申报单位（盖章）"), kind_of_label("其他", long=True)
    (('date', ''), ('text', ''), ('long_text', ''))
    """
    whole = fold(clean_label(label)).replace(":", "")
    core = _NOTES.sub("", whole) or whole.strip("()")
    kind = _on_paper(whole, core) or _of_time(core) or _of_reach(core) or _in_words(core)
    if not kind:
        kind, unit = _counted(core, unit_of_label(label))
        if kind:
            return kind, unit
        kind = "text"
    if long and kind == "text":
        kind = "long_text"
    return kind, ""


def _on_paper(whole: str, core: str) -> str:
    """Return picture, signature or seal, or what a label with such a note is instead."""
    if _DATE_OF.search(core):
        return "date"
    if _PICTURE.search(whole) and not core.endswith(("说明", "情况", "编号")):
        return "picture"
    signed, sealed = _SIGNED.search(whole), _SEALED.search(whole)
    if not signed and not sealed:
        return ""
    if _WRITTEN.search(core):
        return "long_text"
    if _SIGNED.search(core) or (signed and not _SEALED.search(core)):
        return "signature"
    return "" if not _SEALED.search(core) and _ORGANISATION.search(core) else "seal"


def _of_time(core: str) -> str:
    if _PERIOD.search(core):
        return "period"
    if _MONTH.search(core):
        return "year_month"
    if _SPAN.search(core):
        return "text"
    return "date" if _DAY.search(core) or _TIME.search(core) else ""


def _of_reach(core: str) -> str:
    """Return the kinds with a form of their own: phone, e-mail, postcode, numbers of persons and firms."""
    for kind, pattern in (
        ("phone", _PHONE),
        ("email", _EMAIL),
        ("postcode", _POSTCODE),
        ("resident_id", _RESIDENT),
        ("credit_code", _CREDIT),
    ):
        if pattern.search(core) and not re.search(r"[/、或及和与]", core):
            return kind
    return ""


def _in_words(core: str) -> str:
    if _STATE.search(core):
        return "text"
    return "long_text" if _WRITTEN.search(core) or _SITUATION.search(core) else ""


def _counted(core: str, unit: str) -> tuple[str, str]:
    if len(core) > _LONGEST_WORDS:
        return "", ""
    if unit.endswith("元") or (_MONEY.search(core) and not _NOT_MONEY.search(core)):
        return "money", unit or "元"
    if unit or (_NUMBER.search(core) and not _NOT_NUMBER.search(core)):
        return "number", unit or next((sign for word, sign in _LOOKS.items() if core.endswith(word)), "")
    return "", ""
