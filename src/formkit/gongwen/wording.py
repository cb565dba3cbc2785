"""What is checked of the words of an official document: numbers, brackets and slips, as clauses of one table.

GB/T 15835—2011 (numbers) and GB/T 15834—2011 (punctuation) hold through clause 9 of GB/T 9704—2012.
"""

from __future__ import annotations

from typing import Final

from formkit.gongwen.clauses import Clause

NUMBERS: Final = "GB/T 15835"
PUNCTUATION: Final = "GB/T 15834"

#: Every check of words by its key; all can be told from the file alone.
WORDING: Final = {
    item.key: item
    for item in (
        Clause("7.2.5", "number.plain", "发文字号", "顺序号", "不加“第”、不编虚位", where="file"),
        Clause("7.2.5", "text.year", "文中的发文字号", "年份括号", "〔〕", where="file"),
        Clause("7.3.3", "level.form", "层次序数", "写法", "一、（一）1.（1）", where="file"),
        Clause("7.3.3", "level.point", "第三层序数", "点号", "1.", where="file"),
        Clause("7.3.4", "annexes.colon", "附件说明", "冒号", "附件：", where="file"),
        Clause("7.3.4", "annexes.end", "附件名称", "末尾标点", "不加标点", where="file"),
        Clause("7.3.5.1", "title.issuer", "标题", "发文机关", "与署名相同", where="file"),
        Clause("7.4.2", "copies.form", "抄送机关", "写法", "抄送：……。", where="file"),
        Clause("7.4.3", "issued.date", "印发日期", "写法", "2025年7月1日印发", where="file"),
        Clause(NUMBERS, "digits.width", "阿拉伯数字", "宽度", "半角", where="file"),
        Clause(NUMBERS, "range.hyphen", "数值范围", "连接号", "～", where="file"),
        Clause(PUNCTUATION, "range.wave", "数值范围", "连接号", "～", where="file"),
        Clause(PUNCTUATION, "brackets.width", "括号", "宽度", "全角（）", where="file"),
        Clause(PUNCTUATION, "marks.width", "标点", "宽度", "全角", where="file"),
        Clause("用字", "text.slip", "正文", "用字", "规范用字", where="file"),
    )
}
#: Slips of the pen that are wrong wherever they stand, and what was meant.
SLIPS: Final = {
    "愈期": "逾期",
    "截止目前": "截至目前",
    "侯选": "候选",
    "公布于众": "公之于众",
    "帐户": "账户",
    "必需于": "必须于",
    "按排": "安排",
    "布署": "部署",
}
