"""The levels of 非遗代表性传承人, and who grants them: 国家级, 省级, 市级, 县（区）级.

In a municipality (直辖市) 市级 is the level of a province; elsewhere it is the level below, so that the same
word means less (domain facts F.5).
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final

from formkit.chinese.blanks import close_up

MUNICIPALITIES: Final = ("北京", "天津", "上海", "重庆")
_LOCAL: Final = re.compile(r"(?:县|区|旗|镇|乡)级")
_CITY_OFFICE: Final = re.compile(r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?([\u4e00-\u9fff]{2,6}?)市(?!级|场)")
_DISTRICT_OFFICE: Final = re.compile(
    r"(?:^|市)[\u4e00-\u9fff]{1,5}[区县](?!域|块|划)(?=文|人民|非|政|委|区|$)"
)


class HeritageLevel(IntEnum):
    """How high a title is; ``UNKNOWN`` where a text does not say."""

    UNKNOWN = 0
    DISTRICT = 1
    CITY = 2
    PROVINCE = 3
    NATION = 4


def heritage_level(text: str) -> HeritageLevel:
    """Return the level that a text names; 市级 alone is CITY, with 省级 beside it PROVINCE.

    >>> heritage_level("国家级").name, heritage_level("市级（省级）").name, heritage_level("荣昌区级").name
    ('NATION', 'PROVINCE', 'DISTRICT')
    >>> heritage_level("市级").name, heritage_level("").name
    ('CITY', 'UNKNOWN')
    """
    closed = close_up(text)
    if "国家级" in closed:
        return HeritageLevel.NATION
    if re.search("省级|自治区级|直辖市级", closed):
        return HeritageLevel.PROVINCE
    if _LOCAL.search(closed):
        return HeritageLevel.DISTRICT
    return HeritageLevel.CITY if re.search("市级|州级|盟级", closed) else HeritageLevel.UNKNOWN


def granting_city(authority: str) -> str:
    """Return the city whose office granted a title, without 市; "" where the text names none.

    >>> granting_city("重庆市文化和旅游发展委员会，渝文旅发〔2022〕5号"), granting_city("四川省泸州市文化局")
    ('重庆', '泸州')
    >>> granting_city("国家文化和旅游部")
    ''
    """
    match = _CITY_OFFICE.search(close_up(authority))
    return match[1] if match else ""


def is_district_office(authority: str) -> bool:
    """Say whether the office of a district or county granted a title.

    >>> is_district_office("重庆市荣昌区文化和旅游委"), is_district_office("重庆市文化和旅游发展委员会")
    (True, False)
    """
    return _DISTRICT_OFFICE.search(close_up(authority)) is not None
