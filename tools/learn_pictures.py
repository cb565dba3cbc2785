"""Draw the pictures of docs/learn.md: ``python tools/learn_pictures.py docs/images`` (needs LibreOffice)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from learn_form import blank_form
from PIL import Image

import formkit
from formkit.learn import learn
from formkit.programs import libreoffice
from formkit.reviewing import Answer, answer, open_questions
from formkit.writers.answers import write_workbook

DPI = 62
DATA: dict[str, Any] = {
    "姓名": "周敏",
    "性别": "女",
    "出生年月": "1996年4月",
    "民族": "汉族",
    "工作单位": "样本陶瓷有限公司",
    "联系电话": "13900000001",
    "电子邮箱": "zhoumin@example.com",
    "技能等级": "高级工",
    "获奖名称": [
        {"时间": "2023-11", "获奖名称": "区职业技能大赛陶瓷成型项目一等奖", "授予单位": "区人力社保局"},
        {"时间": "2024-05", "获奖名称": "五一劳动奖章", "授予单位": "区总工会"},
    ],
    "主要事迹": "　　从事陶瓷成型十年，改进注浆工艺三项，成品率由82%提高到91%。\n　　带徒六名，其中二人取得高级工证书。",
    "单位意见": {"单位意见": "　　同意推荐。", "日期": "2025年6月10日"},
}
