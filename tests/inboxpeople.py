"""People who apply, invented by number: the unit with its code, the leader, the studio; and a sample of data.

Names are made of 样例, 示例 and the like and a serial in 甲乙丙; codes and identity numbers have right check
characters under the area 990101, which does not exist. The same seed and number give the same person.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import formkit
from formkit.programme import Programme
from formkit.readers.data import read_data
from formkit.writers.pictures import fit_picture

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "tangcheng-2025"
AREA = "990101"
STEMS, NUMERALS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "一二三四五六七八九十", "子丑寅卯辰巳午未申酉戌亥"
SURNAMES = "甄贾卞易范佟柏郝温程虞向常晏祝尚谭庄项巫"
INVENTED = ("样例", "示例", "演示", "虚拟", "某某")
ENTERPRISES = ("机械有限公司", "智能装备有限公司", "陶瓷股份有限公司", "农牧科技有限公司", "夏布有限公司")
CODE, CHECKS = "0123456789ABCDEFGHJKLMNPQRTUWXY", "10X98765432"
TRADES = (
    ("铣工（数控铣工）", "数控铣工", "智能制造"),
    ("陶瓷工艺品制作师", "陶艺", "陶瓷卫浴"),
    ("焊工", "焊工", "智能制造"),
    ("电工", "电工", "新能源"),
    ("中式烹调师", "中式烹调", "食品医药"),
    ("服装制版师", "服装制版", "服装服饰"),
    ("家畜繁殖员", "家畜繁殖", "农牧高新"),
    ("计算机网络管理员", "网络管理", "大数据"),
    ("工艺品雕刻工", "雕刻", "非遗类"),
    ("无人机驾驶员", "无人机", "其他领域"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Who applies: the unit with its code, the leader, the studio, and (name, short, domain) of the trade."""

    unit: str
    credit_code: str
    leader: str
    studio: str
    trade: tuple[str, str, str]


def person(seed: int, number: int, unit: int | None = None) -> Person:
    """Return a person; ``unit`` is the number of the unit, his own unless it is said."""
    rng = random.Random(f"{seed}:person:{number}")
    name, code = _unit(seed, number if unit is None else unit)
    leader, trade = leader_name(number), rng.choice(TRADES)
    return Person(name, code, leader, f"{leader}{trade[1]}技能大师工作室", trade)


def leader_name(number: int) -> str:
    """Return a name that no other number has, and that no other name contains."""
    tens, hundreds, more = number // 20, number // 200, number // 2000
    given = STEMS[(number + tens) % 10] + NUMERALS[(number + hundreds) % 10]
    return SURNAMES[number % 20] + (serial(more - 1, BRANCHES) if more else "") + given


def serial(number: int, digits: str) -> str:
    """Return a number written in other digits."""
    front = serial(number // len(digits), digits) if number >= len(digits) else ""
    return front + digits[number % len(digits)]


def _unit(seed: int, number: int) -> tuple[str, str]:
    rng = random.Random(f"{seed}:unit:{number}")
    name = f"重庆{rng.choice(INVENTED)}{serial(number, STEMS)}"
    school = rng.random() < 0.1
    name += "职业技术学校" if school else rng.choice(ENTERPRISES)
    own = "".join(CODE[number // 31**place % 31] for place in range(4))
    front = f"{'12' if school else '91'}{AREA}MA9{rng.choice(CODE)}{own}{rng.choice(CODE)}"
    total = sum(CODE.index(char) * 3**place for place, char in enumerate(front))
    return name, front + CODE[-total % 31]


def identity_number(rng: random.Random, birth: str, sex: str, *, last_is_x: bool = False) -> str:
    """Return a number for a birth date (``19760412``) and sex, if asked one that ends in X."""
    sequences = [number for number in range(1, 1000) if (number % 2 == 1) == (sex == "男")]
    while True:
        front = f"{AREA}{birth}{rng.choice(sequences):03}"
        check = CHECKS[sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(front)) % 11]
        if not last_is_x or check == "X":
            return front + check


@cache
def programme() -> Programme:
    """Return the programme for which all of them apply."""
    return formkit.load("tangcheng-2025")


@cache
def sample() -> dict[str, Any]:
    """Return the data that everybody's begins with; nobody may change it."""
    (record,) = read_data(SAMPLES / "enterprise.yaml", programme().forms["application"]).records
    return dict(record)


@cache
def photos() -> tuple[Any, ...]:
    """Return photos that fit the form."""
    size = next(item.size for item in programme().forms["application"].fields if item.path == "leader.photo")
    names = ("photo-1.jpg", "photo-2.jpg", "photo-3.png", "photo-4.jpg")
    return tuple(fit_picture((SAMPLES / name).read_bytes(), size, name) for name in names)
