"""Blanks inside a text, each construction drawn as text: where the answer goes, its label, its kind."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formkit.kinds import KINDS
from formkit.learning.blanks import Blank, blanks_in

PIECES = st.text(
    st.sampled_from(
        "姓名年月日性别：:　 __\t\n□☑○()（）【】其他是否有无签字盖章公意见.。，、/x{}%至元人共第口√1"
    ),
    max_size=60,
)


def found(text: str) -> list[str]:
    """Return each blank as ``block/label kind unit``, without what is empty."""
    return [" ".join(filter(None, (_named(blank), blank.kind, blank.unit))) for blank in blanks_in(text)]


def _named(blank: Blank) -> str:
    return f"{blank.block}/{blank.label}" if blank.block else blank.label


def drawn(text: str) -> str:
    """Return a text with what an answer replaces in 〈 〉."""
    for blank in sorted(blanks_in(text), reverse=True):
        if not blank.boxes:
            text = f"{text[: blank.start]}〈{text[blank.start : blank.stop]}〉{text[blank.stop :]}"
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("姓名：____", "姓名：〈____〉"),
        ("姓名：", "姓名：〈〉"),
        ("联系人：      电话：      邮编：", "联系人：〈    〉  电话：〈    〉  邮编：〈〉"),
        ("姓    名：____  性    别：____", "姓    名：〈____〉  性    别：〈____〉"),
        ("专业（      ）", "专业（〈      〉）"),
        ("面积......平方米", "面积〈......〉平方米"),
        ("题目：xxx", "题目：〈xxx〉"),
        ("Other (specify): __box______", "Other (specify): 〈__box______〉"),
        ("已还利息： 元，还息至 ", "已还利息：〈 〉元，还息至〈 〉"),
        ("自  年 月 日至  年 月 日止", "自〈  年 月 日〉至〈  年 月 日〉止"),
        ("填表日期：                  年   月   日", "填表日期：            〈      年   月   日〉"),
        ("签字：        年   月   日", "签字：〈〉  〈      年   月   日〉"),
        ("其他□____", "其他□〈____〉"),
        (",  元", "〈〉,〈  〉元"),
    ],
)
def test_an_answer_replaces_the_blank_and_no_printed_word(text: str, expected: str) -> None:
    assert drawn(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("联系人：      电话：      邮编：", ["联系人 text", "电话 phone", "邮编 postcode"]),
        ("获____学校____专业", ["学校 text", "专业 text"]),
        ("共____人，占    %", ["人数 number 人", "比例 number %"]),
        ("￥____元", ["金额 money 元"]),
        ("项目总投资______万元", ["项目总投资 money 万元"]),
        ("连续工作____年", ["连续工作年数 number 年"]),
        ("合同条款：第   条", ["合同条款 text"]),
        ("截至  止，尚欠本金  元（人民币）", ["截至 date", "尚欠本金 money 元"]),
        ("约定期限： 起至  止", ["约定期限/起 date", "约定期限/止 date"]),
        ("家庭住址：      省      市      县", ["家庭住址/省 text", "家庭住址/市 text", "家庭住址/县 text"]),
        ("本人______（身份证号：______）自愿参加。", ["本人 text", "身份证号 resident_id"]),
        ("摘要（800字以内）：____", ["摘要 long_text"]),
        ("住所地（户籍所在地）：____", ["住所地（户籍所在地） text"]),
        ("姓名           性别            年龄           ", ["姓名 text", "性别 text", "年龄 number 岁"]),
        ("甲方：             （以下简称甲方）", ["甲方 text"]),
        ("（    年度）", ["年度 text"]),
        ("    人", ["number 人"]),
        ("平方米", ["number 平方米"]),
        ("万元", ["money 万元"]),
        ("____年", ["number 年"]),
        ("电子邮箱：____@____", ["电子邮箱 email"]),
        ("身份证号：□□□□□□□□□□□□□□□□□□", ["身份证号 resident_id"]),
        ("实验过程：\n\n\n\n", ["实验过程 long_text"]),
        ("我______（姓名）系__________（单位名称）的代表", ["姓名 text", "单位名称 text"]),
        ("第三条　每月租金为人民币____元。", ["每月租金 money 元"]),
        ("房屋用途为______。", ["房屋用途 text"]),
        (
            "应到____人，实到____人，缺席____人",
            ["应到人数 number 人", "实到人数 number 人", "缺席人数 number 人"],
        ),
        ("发明____件、软件著作权____件", ["发明 number 件", "软件著作权 number 件"]),
        ("20____届", ["届 number 届"]),
        ("支部大会于    年  月  日召开", ["召开日期 date"]),
        (
            "    市     区（县）       街道（镇）        ",
            ["市 text", "区（县） text", "街道（镇） text", "详细地址 text"],
        ),
        ("____县（市、区）____乡镇（街道）____村", ["县（市、区） text", "乡镇（街道） text", "村 text"]),
        ("兹有______同志", ["同志 text"]),
        ("____（供应商名称）：", ["供应商名称 text"]),
        ("____年__月__日出生，____族", ["出生日期 date", "民族 text"]),
        ("同意    票，不同意    票", ["同意票数 number 票", "不同意票数 number 票"]),
        ("仲裁请求：\n1.______；\n2.______。", ["仲裁请求/1 text", "仲裁请求/2 text"]),
        ("      mmHg", ["number mmHg"]),
        ("      次/分", ["number 次/分"]),
        ("人民币（大写）            ￥          ", ["人民币（大写） text", "money 元"]),
        ("方式：短信          微信          邮箱          ", ["短信 text", "微信 text", "邮箱 email"]),
        ("报销部门：                  年  月  日", ["报销部门 text", "日期 date"]),
        ("户名________，开户行________，账号________。", ["户名 text", "开户行 text", "账号 text"]),
        ("就{{项目名称}}（项目编号：{{项目编号}}）采购", ["项目名称 text", "项目编号 text"]),
        ("甲方：【甲方名称】，", ["甲方 text"]),
        ("*姓    名", []),
        ("单位：万元、人、件", []),
    ],
)
def test_the_words_around_a_blank_name_it(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  年  月  日", ["date"]),
        ("20__年__月__日", ["date"]),
        ("二〇二五年  月  日", ["date"]),
        ("{year}年 {month} 月  {day} 日", ["date"]),
        ("年　　　月", ["year_month"]),
        ("    　年　月毕业于　　   　        学校", ["毕业年月 year_month", "学校 text"]),
        ("年   月   日    至    月   日", ["开始日期 date", "结束日期 date"]),
        ("实习时间：  年  月至  年  月", ["实习时间/开始年月 year_month", "实习时间/结束年月 year_month"]),
        ("签订于  年  月  日", ["签订 date"]),
        ("甲方于  年  月  日前交付", ["date"]),
        ("巡查人：______  ____年__月__日", ["巡查人 signature", "巡查人/日期 date"]),
        ("到达时间：  年  月  日  时", ["到达时间 text"]),
        ("MMM/DD/YYYY", ["date"]),
        ("YYYY-MM-DD", ["date"]),
    ],
)
def test_slots_for_dates(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "负责人签字：      （公章）\n 年 月 日",
            ["负责人签字 signature", "公章 seal", "负责人签字/日期 date"],
        ),
        (
            "\n\n\n负责人签字：      （公章）\n 年 月 日",
            ["long_text", "负责人签字 signature", "公章 seal", "日期 date"],
        ),
        (
            "审核意见：\n招生单位盖章     \n年   月   日",
            ["审核意见 long_text", "招生单位盖章 seal", "审核意见/日期 date"],
        ),
        (
            "导师意见\n\n\n导师签名：\n  年  月  日",
            ["导师意见 long_text", "导师签名 signature", "导师意见/日期 date"],
        ),
        ("以上内容属实。\n\n签名：\n  年  月  日", ["签名 signature", "日期 date"]),
        (
            "  学生签字            年   月   日\n教师签字            年   月   日",
            ["学生签字 signature", "学生签字/日期 date", "教师签字 signature", "教师签字/日期 date"],
        ),
        ("具状人（签字、盖章）：", ["具状人（签字、盖章） signature"]),
        ("单位名称（盖章）：____", ["单位名称（盖章） text"]),
        ("甲方（盖章）：", ["甲方（盖章） seal"]),
        ("照\n\n片\n(加盖单位\n公章)", ["照片 picture", "单位公章 seal"]),
        ("领导审批：              年    月    日", ["领导审批 long_text", "领导审批/日期 date"]),
        ("签字日期：____", ["签字日期 date"]),
        (
            "建设单位：            （印章）\n日期：   年   月   日",
            ["建设单位 text", "印章 seal", "建设单位/日期 date"],
        ),
        ("\n\n负责人：        \n年 月 日", ["long_text", "负责人 signature", "日期 date"]),
        (
            "填表人员：      日期：      \n安全人员：      日期：      ",
            ["填表人员 signature", "填表人员/日期 date", "安全人员 text", "安全人员/日期 date"],
        ),
        ("\n\n复查人：        复查日期：   年   月   日", ["long_text", "复查人 text", "复查日期 date"]),
    ],
)
def test_opinions_signatures_and_seals(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_room_before_a_signature_may_be_for_an_opinion() -> None:
    (opinion, *_) = blanks_in(f"{' ' * 40}导师签字：\n  年  月  日")
    assert (opinion.kind, opinion.start, opinion.stop) == ("long_text", 0, 0)
    assert opinion.question
    assert opinion.confidence < 0.8


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "姓名",
        "姓    名",
        "出 生 年 月",
        "出生年月",
        "现  任  职  务",
        "申报单位（盖章）",
        "接收人签字（与上同",
        "实习单位指导老师签字",
        "注：本表一式两份，签字后交学院。",
        "现申请如下：",
        "填表说明：\n1. 本表一式三份。\n2. 请用黑色签字笔填写。",
        "注意事项：\n请勿填写真实姓名或可能暴露身份的信息。",
        "类别：学生",
        "Note：_The cabinet is sent to site.",
        "本表需签字后发送至企业邮箱，照片需打印后一并提交并发送到对应的邮箱(          )",
        "第   页 共   页",
        "第一章  总则............1",
        "请在所选项的“□”内打“√”。",
        "户口所在地：人口、路口",
        "二〇二五年三月",
        "学校（全称）",
        "年",
        "项",
    ],
)
def test_printed_words_are_no_blanks(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("（必填，无需真实姓名）", "必填，无需真实姓名"),
        ("（选填，如技术、设计等）", "选填，如技术、设计等"),
        ("{{ 个人.姓名 }}", "{{ 个人.姓名 }}"),
        ("　{enterpriseName}", "{enterpriseName}"),
        ("×××", "×××"),
        ("单击或点击此处输入文字。", "单击或点击此处输入文字。"),
        ("请输入姓名", "请输入姓名"),
        ("/", "/"),
    ],
)
def test_a_placeholder_is_replaced_whole(text: str, hint: str) -> None:
    (blank,) = blanks_in(text)
    assert (blank.label, blank.hint, blank.boxes) == ("", hint, ())
    assert text[blank.start : blank.stop] == text.strip()


def test_only_a_label_at_the_very_end_may_name_the_next_cell() -> None:
    assert [blank.trailing for blank in blanks_in("姓名：   电话：  \n")] == [False, True]
    assert [blank.trailing for blank in blanks_in("姓名：____")] == [False]
    assert [blank.trailing for blank in blanks_in("姓名：\n电话：")] == [False, True]


def test_a_label_that_may_head_a_block_is_less_sure() -> None:
    (heading,), (label,) = blanks_in("申请人基本信息："), blanks_in("申请人：")
    assert heading.confidence < label.confidence


def test_a_note_behind_the_colon_is_a_hint() -> None:
    (blank,) = blanks_in("参赛人员：（人名之间用逗号分隔）")
    assert (blank.label, blank.hint, blank.trailing) == ("参赛人员", "人名之间用逗号分隔", True)


def test_numbered_headings_with_room_beneath_each_want_a_text() -> None:
    assert found("1.研究意义\n\n\n2.研究内容\n\n3.研究方案\n\n") == [
        "研究意义 long_text",
        "研究内容 long_text",
        "研究方案 long_text",
    ]


def test_headings_of_an_outline_each_want_a_text() -> None:
    outline = "立题依据\n研究背景\n1.1综述\n1.2参考文献\n研究内容\n研究方案\n预期成果"
    assert found(outline) == [
        "立题依据 long_text",
        "研究背景/综述 long_text",
        "研究背景/参考文献 long_text",
        "研究内容 long_text",
        "研究方案 long_text",
        "预期成果 long_text",
    ]
    assert all(blank.question for blank in blanks_in(outline))


@given(PIECES)
def test_blanks_lie_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    blanks = blanks_in(text)
    end = 0
    for blank in blanks:
        assert 0 <= blank.start <= blank.stop <= len(text)
        assert blank.kind in KINDS
        assert 0 < blank.confidence <= 1
        if not blank.boxes:
            assert end <= blank.start
            end = blank.stop
    spans = sorted({span for blank in blanks for span in _spans(blank)})
    assert len(spans) == sum(len(list(_spans(blank))) for blank in blanks)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


def _spans(blank: Blank) -> list[tuple[int, int]]:
    return [(box.start, box.stop) for box in blank.boxes] or [(blank.start, blank.stop)]


@given(PIECES)
def test_no_letter_or_digit_is_replaced_save_in_dates_and_placeholders(text: str) -> None:
    for blank in blanks_in(text):
        if blank.kind not in {"date", "year_month", "picture"} and not blank.hint:
            for start, stop in _spans(blank):
                replaced = text[start:stop].replace("口", "").replace("〇", "")
                assert not any(char.isalnum() and not blank.boxes for char in replaced), (blank, text)


@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "_",
        "_ ",
        "：",
        "姓名：  ",
        "□",
        "□男 ",
        "（",
        "（  ）",
        "  年  月  日 ",
        "签字：\n",
        "{{a}} ",
        "中  文  ",
        "在□",
        "：_a___",
    ],
)
def test_a_long_text_takes_no_longer_than_its_length(piece: str) -> None:
    start = time.perf_counter()
    blanks_in(piece * 10_000)
    assert time.perf_counter() - start < 3


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["姓名", "电话", "工作单位", "籍贯"]), min_size=1, max_size=4, unique=True))
def test_any_labels_on_one_line_are_found(labels: list[str]) -> None:
    for gap in ("______", "      ", "　　　　"):
        line = "".join(f"{label}：{gap}" for label in labels)
        assert [blank.label for blank in blanks_in(line)] == labels
