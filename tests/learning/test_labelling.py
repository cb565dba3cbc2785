"""The kind of an empty cell, from the words of its label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.kinds import KINDS
from formkit.learning.blanks import kind_of_label


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("姓  名", "text"),
        ("备注", "text"),
        ("健康状况", "text"),
        ("婚姻情况", "text"),
        ("联系方式", "text"),
        ("电话/邮箱", "text"),
        ("地址及邮编", "text"),
        ("证件号码", "text"),
        ("实习时间", "text"),
        ("主要参数", "text"),
        ("起止年月", "period"),
        ("填报日期", "date"),
        ("备案时间", "date"),
        ("Date of signature", "date"),
        ("签字日期", "date"),
        ("出生年月", "year_month"),
        ("参加工作时间", "year_month"),
        ("入学时间", "year_month"),
        ("个人简历", "long_text"),
        ("推荐单位意见（盖章）", "long_text"),
        ("劳动合同履行情况", "long_text"),
        ("主要事迹（500字以内）", "long_text"),
        ("照片", "picture"),
        ("近期一寸免冠照", "picture"),
        ("贴照片处", "picture"),
        ("负责人签字", "signature"),
        ("具状人（签字、盖章）", "signature"),
        ("签名/日期", "signature"),
        ("单位公章", "seal"),
        ("申报单位（盖章）", "text"),
        ("手机号码", "phone"),
        ("本人联系电话", "phone"),
        ("E-mail", "email"),
        ("邮政编码", "postcode"),
        ("公民身份号码", "resident_id"),
        ("统一社会信用代码", "credit_code"),
        ("参加人数", "number"),
        ("标的总额", "money"),
    ],
)
def test_kinds_from_labels(label: str, kind: str) -> None:
    assert kind_of_label(label)[0] == kind


@pytest.mark.parametrize(
    ("label", "kind", "unit"),
    [
        ("注册资本（万元）", "money", "万元"),
        ("建筑面积（㎡）", "number", "㎡"),
        ("利率", "number", "%"),
        ("评审费", "money", "元"),
        ("职工总数（人）", "number", "人"),
    ],
)
def test_units_from_labels(label: str, kind: str, unit: str) -> None:
    assert kind_of_label(label) == (kind, unit)


def test_a_tall_place_takes_long_text_and_no_other_kind_changes() -> None:
    assert kind_of_label("其他", long=True)[0] == "long_text"
    assert kind_of_label("联系电话", long=True)[0] == "phone"


@given(st.text(max_size=30))
def test_any_label_has_a_kind(label: str) -> None:
    assert kind_of_label(label)[0] in KINDS
