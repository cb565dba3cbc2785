"""The levels of skill, by name and by number: 二级 is 技师, and higher than 三级, which is 高级工.

Old scale of five: 五级/初级工, 四级/中级工, 三级/高级工, 二级/技师, 一级/高级技师. The scale of eight
(人力资源社会保障部 2022, 《关于健全完善新时代技能人才职业技能等级制度的意见（试行）》) puts 学徒工 below and
特级技师 and 首席技师 above.
"""

from __future__ import annotations

import re
from typing import Final

from formkit.chinese.blanks import close_up

LEVELS: Final = ("学徒工", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
"""From the lowest to the highest; the rank of a level is its place in here."""

TECHNICIAN: Final = LEVELS.index("技师")
_NUMBERED: Final = {"五": 1, "四": 2, "三": 3, "二": 4, "一": 5}
_DIGITS: Final = str.maketrans("12345ⅠⅡⅢⅣⅤ", "一二三四五一二三四五")
_NUMBER: Final = re.compile(r"(?<![一二三四五六七八九十])([一二三四五])级")
_NAME: Final = re.compile("学徒工|初级工|中级工|高级工|特级技师|首席技师|高级技师|技师")
_ORDER: Final = re.compile("初级|中级|高级")
#: Titles of other scales that hold the word 技师 or a level: 主管技师 is a title of medicine.
_FOREIGN: Final = re.compile("(?:工程|农艺|畜牧|检验|药剂|工艺|工艺美术|主管|主任)技?师|技师学院")


def ranks(text: str) -> frozenset[int]:
    """Return the ranks of all levels that a text names, by name or by number; empty where it names none.

    >>> ranks("二级/技师") == ranks("技师（Ⅱ级）") == {4}, ranks("高级工"), ranks("铣工3级")
    (True, frozenset({3}), frozenset({3}))
    >>> sorted(ranks("技师（三级）")), ranks("首席技师"), ranks("高级")
    ([3, 4], frozenset({7}), frozenset({3}))
    >>> ranks("十二级"), ranks("助理工程师"), ranks("高级工程师")
    (frozenset(), frozenset(), frozenset())
    """
    closed = _FOREIGN.sub("#", close_up(text).translate(_DIGITS))
    found = {LEVELS.index(match[0]) for match in _NAME.finditer(closed)}
    found |= {_NUMBERED[match[1]] for match in _NUMBER.finditer(closed)}
    if not found and (match := _ORDER.fullmatch(closed)):
        found = {LEVELS.index(f"{match[0]}工")}
    if found > {_NUMBERED["一"]} and min(found) == _NUMBERED["一"]:
        found -= {_NUMBERED["一"]}  # 特级技师 and 首席技师 are recruited among those of 一级
    return frozenset(found)
