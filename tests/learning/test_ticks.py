"""Tick boxes: which option each belongs to, which make one choice, and whether one may be ticked."""

from __future__ import annotations

import pytest

from formkit.learning.blanks import Blank, blanks_in
from formkit.learning.choosing import kind_of_options, opposed, shorten


def choices(text: str) -> list[tuple[str, str]]:
    """Return the label and the options of each choice."""
    return [
        (_named(blank), "|".join(box.option for box in blank.boxes))
        for blank in blanks_in(text)
        if blank.boxes
    ]


def _named(blank: Blank) -> str:
    return f"{blank.block}/{blank.label}" if blank.block else blank.label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("□男 □女", [("", "男|女")]),
        ("男□ 女□", [("", "男|女")]),
        ("☐是 ☐否", [("", "是|否")]),
        ("○是 ○否", [("", "是|否")]),
        ("口男 口女", [("", "男|女")]),
        ("（ ）A类 （ ）B类", [("", "A类|B类")]),
        ("是( ) 否( )", [("", "是|否")]),
        ("[ ]是 [ ]否", [("", "是|否")]),
        ("A.□ B.□", [("", "A|B")]),
        ("□ A. 国家级   □ B. 省级   □ C. 市级", [("", "A. 国家级|B. 省级|C. 市级")]),
        ("（初中□、高中□）", [("", "初中|高中")]),
        ("性别：□男 □女  婚否：□已婚 □未婚", [("性别", "男|女"), ("婚否", "已婚|未婚")]),
        ("性别 □男 □女", [("性别", "男|女")]),
        ("是否有危险？    是  □   否  □   \n如果有，如何防御？", [("是否有危险", "是|否")]),
        ("类型：甲类□ 乙类□\n丙类□  丁类□", [("类型", "甲类|乙类|丙类|丁类")]),
        ("按月计息，到期还本□\n一次性还本□\n其他□  ", [("", "按月计息，到期还本|一次性还本|其他")]),
        (
            "是□    提前还款（加速到期）□/解除合同□\n否□",
            [("", "是|否"), ("是", "提前还款（加速到期）|解除合同")],
        ),
        (
            "性质：国有□（控股□ / 参股□）  民营□  其他□",
            [("性质", "国有|民营|其他"), ("性质/国有", "控股|参股")],
        ),
        ("是□    内容：\n否□", [("", "是|否")]),
        ("是□ 内容：____ 否□", [("", "是|否")]),
        (
            "是□    签订时间：        \n      方式：一般□  连带□\n否□",
            [("", "是|否"), ("方式", "一般|连带")],
        ),
        ("利率：  %/年□  季□  月□", [("", "年|季|月")]),
        ("□学术会议    □其他 目的地：        名称:", [("", "学术会议|其他")]),
        ("□ 是 □ 否 获得学校资助", [("", "是|否")]),
        ("□无 □有，持有____证", [("", "无|有，持有")]),
        ("请在□内打“√”：□A类 □B类", [("", "A类|B类")]),
        ("您的年龄段：[单选题]\n○18岁以下\n○18~25岁", [("您的年龄段", "18岁以下|18~25岁")]),
        ("满意度\n□满意 □一般", [("满意度", "满意|一般")]),
        (
            "1.选择调解的，可以很快启动。\n了解□  不了解□\n2.调解具有保密性要求，不公开。\n了解□  不了解□",
            [("选择调解的，可以很快启动", "了解|不了解"), ("调解具有保密性要求", "了解|不了解")],
        ),
        ("□我已阅读并同意", [("", "我已阅读并同意")]),
        ("□", [("", "")]),
    ],
)
def test_boxes_and_their_options(text: str, expected: list[tuple[str, str]]) -> None:
    assert choices(text) == expected


@pytest.mark.parametrize(
    ("text", "marks"),
    [("□男 ☑女", "□☑"), ("是( ) 否( )", "  "), ("[□]是 [√]否", "□√")],
)
def test_an_answer_replaces_the_mark_and_not_its_brackets(text: str, marks: str) -> None:
    (blank,) = blanks_in(text)
    assert "".join(text[box.start : box.stop] for box in blank.boxes) == marks


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("□在职 □其他：______", "其他"),
        ("□在职 □其他（请注明）：______", "其他"),
        ("在职□ 其他□  ", "其他"),
        ("□无 □有（请说明：            ）", "说明"),
        ("□无 □有，持有____证", "持有"),
        ("是□ 内容：____ 否□", "内容"),
    ],
)
def test_a_blank_within_a_choice_is_named_by_its_option(text: str, label: str) -> None:
    (blank,) = (blank for blank in blanks_in(text) if not blank.boxes)
    assert blank.label == label
    assert not text[blank.start : blank.stop].strip(" _")


def test_a_blank_behind_other_stands_under_its_choice() -> None:
    (_, other) = blanks_in("方式：现金□ 转账□ 其他□____")
    assert (other.block, other.label) == ("方式", "其他")


@pytest.mark.parametrize(
    ("options", "told", "label", "kind", "asks"),
    [
        (["是", "否"], "", "", "choice_one", False),
        (["是", "否", "暂不确定"], "", "", "choice_one", False),
        (["满意", "一般", "不满意"], "", "", "choice_one", False),
        (["甲", "乙", "丙"], "", "", "choice_one", False),
        (["论文", "专利", "奖项"], "（可多选）", "", "choice_many", False),
        (["论文", "专利", "奖项", "标准"], "（单选）", "", "choice_one", False),
        (["博士", "硕士", "本科", "大专"], "", "学历", "choice_one", False),
        (["博士", "硕士", "本科", "大专"], "", "", "choice_one", False),
        (["党员", "团员", "民主党派", "群众"], "", "", "choice_one", False),
        (["论文", "专利", "奖项", "标准"], "", "成果", "choice_many", True),
        (["现金", "转账", "其他"], "", "", "choice_many", True),
        (["我同意"], "", "", "choice_many", False),
    ],
)
def test_one_or_many(options: list[str], told: str, label: str, kind: str, asks: bool) -> None:
    found, question = kind_of_options(options, told, label)
    assert found == kind
    assert bool(question) == asks


def test_what_is_said_beside_the_boxes_decides() -> None:
    assert [blank.kind for blank in blanks_in("（可多选）□甲 □乙 □丙")] == ["choice_many"]
    assert [blank.kind for blank in blanks_in("成果（限选一项）：□甲 □乙 □丙 □丁")] == ["choice_one"]


def test_opposed_options() -> None:
    assert opposed("已婚", "未婚")
    assert opposed("通过", "不通过")
    assert opposed("Yes", "No")
    assert not opposed("国有", "民营")


def test_a_sentence_is_named_by_its_beginning() -> None:
    assert shorten("（1）首次调解不成功，但仍有意愿的，可以更换调解组织和调解员再进行。还有。") == (
        "首次调解不成功，但仍有意愿的，可以更换调解组织和调解员再进行"
    )
