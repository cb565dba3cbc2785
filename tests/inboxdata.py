"""The data of an invented person's three forms: all begins with a sample, and hardly a value stays.

Among the values are the awkward ones: texts that begin with = + - or @, numbers with zeros in front,
identity numbers that end in X, A&B and blank lines in long answers.
"""

# ruff: noqa: E501 (the lists are words, as they come)

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Mapping
from typing import Any

from inboxpeople import NUMERALS, STEMS, SURNAMES, TRADES, Person, identity_number, photos, sample, serial

TOWNS = ("昌州街道", "昌元街道", "广顺街道", "安富街道", "双河街道")
HONOURS = (
    "职工技能大赛第{n}名", "技术能手", "优秀共产党员", "行业技能竞赛{n}等奖", "“五小”创新成果奖", "先进工作者",
    "=SUM(A1:A9)函数应用竞赛{n}等奖", "A&B杯技能比武第{n}名",
)  # fmt: skip
INNOVATIONS = ("多面翻转夹具", "一次装夹加工", "同轴度超差攻关", "在线监测改造", "窑炉余热回收", "免钉榫接")
ROLES, LEVELS = ("主持", "参与（第二）", "参与（第三）"), ("初级工", "中级工", "高级工", "技师", "高级技师")
EDUCATION = ("高中", "中专", "大专", "本科", "硕士")
DUTIES = (
    "五轴编程与试切",
    "工艺设计、教学",
    "设备改造",
    "成果推广",
    "-1层实训指导",
    "+质量检验",
    "@现场记录",
    "=资料汇编",
)
ODD_ADDRESSES = ("=1+1号楼", "-2层", "@某处", "+甲座", "=SUM(A1)路9号")
TITLES = (
    "{y}载炉火铸匠心",
    "在平凡岗位上书写不凡",
    "匠心筑梦 技能报国",
    "{y}年磨一剑",
    "毫厘之间见功夫",
    "把手艺留给后来人",
)
SENTENCES = (
    "他常说，差一丝也是差。", "这一年，班组的一次合格率提高了{n}个百分点。", "为此他查了{n}份资料，跑了{n}家工厂。",
    "有人劝他算了，他只回了一句：“再试一次。”", "如今这套办法已在{n}家企业推广。", "他把要点编成口诀，贴在每台设备旁。",
    "邻近几家公司闻讯也派人前来学习。", "从那以后，车间里再没有出过同样的差错。", "他把{n}本笔记交给了徒弟。", "大家都说他“较真”。",
)  # fmt: skip
LONG = {
    "unit.talent_system": 500, "unit.introduction": 300, "leader.conditions_note": 500, "leader.summary": 500,
    "studio.rules": 300, "studio.necessity": 800, "studio.plan": 800, "funding.plan": 300, "profile.body": 2000,
    "report.necessity": 900, "report.advantages": 900, "report.goals": 900, "report.policies": 900,
    "report.funding": 900, "report.conditions": 900,
}  # fmt: skip
"""Long answers, and how many characters each may have."""
REPORT = tuple(path for path in LONG if path.startswith("report."))
NUMBER = re.compile(r"(?<![\d.])(\d{1,3})(?![\d年月日周，、]|\.\d)(?=[^\d])")

Data = dict[str, Any]


def brief_data(who: Person, seed: int, number: int) -> Data:
    """Return as little data as an application needs, for inboxes of many thousands."""
    rng = random.Random(f"{seed}:brief:{number}")
    data = copy.copy(sample())
    for part in ("studio", "unit", "contact", "leader", "funding"):
        data[part] = dict(data[part])
    for group in ("career", "honours", "innovations", "publications", "apprentices", "members", "equipment"):
        data[group] = data[group][:3]
    _put_person(data, who, rng)
    del data["leader"]["photo"]
    data["unit"]["postcode"] = rng.choice(("012345", "402460", "400000"))
    data["leader"]["phone"] = f"1390{rng.randrange(10**7):07}"
    data["funding"]["annual"] = str(rng.randint(5, 300))
    return data


def full_data(who: Person, seed: int, number: int) -> Data:
    """Return the data of all three forms."""
    rng = random.Random(f"{seed}:data:{number}")
    birth_year = rng.randint(1971, 1995)
    born = f"{birth_year}年{rng.randint(1, 12)}月"
    words = {
        "重庆样本智能装备有限公司": who.unit,
        "甄样本": who.leader,
        "铣工（数控铣工）": who.trade[0],
        "数控铣工": who.trade[1],
        "1976年4月": born,
        "昌州街道": rng.choice(TOWNS),
    }
    pattern = re.compile("|".join(sorted(words, key=len, reverse=True)))
    data: Data = _changed(sample(), lambda text: pattern.sub(lambda match: words[match[0]], text))
    for path in LONG:
        reword(data, path, rng)
    _put_person(data, who, rng)
    _put_unit(data, who, rng)
    _put_leader(data, rng, birth_year, born)
    _put_rows(data, who, rng, birth_year)
    data["profile"]["title"] = rng.choice(TITLES).format(y=rng.randint(15, 30))
    if rng.random() < 0.25:
        part = rng.choice(("unit", "leader", "studio"))
        data[part]["address"] = rng.choice(ODD_ADDRESSES)
    return data


def correct(data: Data, rng: random.Random) -> Data:
    """Return the data with some values put right, as it is sent again."""
    data = copy.deepcopy(data)
    data["leader"]["phone"] = f"1380{rng.randrange(10**7):07}"
    data["contact"]["email"] = f"gz{rng.randint(1, 999)}@example.com"
    data["funding"]["annual"] = f"{rng.randint(301, 900)}.5"
    data["members"].pop(0)
    data["members"].append(_member(rng, data["unit"]["name"], 15))
    for path in ("profile.body", "report.goals", "studio.plan"):
        reword(data, path, rng)
    return data


def reword(data: Data, path: str, rng: random.Random) -> None:
    """Change the numbers in a long answer, and add sentences as far as there is room."""
    part, name = path.split(".")
    paragraphs = [
        NUMBER.sub(lambda match: _jittered(match[1], rng), text) for text in data[part][name].split("\n")
    ]
    room = int(LONG[path] * 0.97) - sum(map(len, paragraphs))
    for _ in range(rng.randint(0, 3 if LONG[path] < 2000 else 18)):
        sentence = rng.choice(SENTENCES).format(n=rng.randint(2, 99))
        places = [number for number, text in enumerate(paragraphs) if text.endswith("。")]
        room -= len(sentence)
        if room < 0 or not places:
            break
        paragraphs[rng.choice(places)] += sentence
    data[part][name] = "\n".join(paragraphs)


def _jittered(number: str, rng: random.Random) -> str:
    return str(rng.randint(10 ** (len(number) - 1), 10 ** len(number) - 1))


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _changed(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [_changed(item, change) for item in value]
    return change(value) if isinstance(value, str) else value


def _put_person(data: Data, who: Person, rng: random.Random) -> None:
    data["unit"] |= {"name": who.unit, "credit_code": who.credit_code}
    data["studio"] |= {"name": who.studio, "domain": who.trade[2]}
    if who.trade[2] == "其他领域":
        data["studio"]["domain_other"] = "低空经济"
    data["leader"] |= {"name": who.leader, "trade": who.trade[0]}
    data["leader"]["position"] = f"{who.unit}{rng.choice(('首席技师', '车间主任', '班组长'))}"


def _put_unit(data: Data, who: Person, rng: random.Random) -> None:
    school = "学校" in who.unit
    natures = ("职业院校",) if school else ("国有企业", "民营企业", "外资企业")
    data["unit"] |= {
        "nature": rng.choice(natures),
        "town": rng.choice(TOWNS),
        "postcode": f"{rng.choice('0444')}{rng.randrange(10**5):05}",
        "representative": f"{rng.choice(SURNAMES)}示{rng.choice(STEMS)}",
    }
    if rng.random() < 0.2:
        data["unit"]["introduction"] += "\n\n主要合作方：A&B公司、<样例>集团。\n  另有分厂两处。"
    workers, technicians, senior = rng.randint(5, 80), rng.randint(1, 30), rng.randint(0, 9)
    skilled = workers + technicians + senior + rng.randint(0, 200)
    counts = (skilled + rng.randint(0, 900), skilled, workers + technicians + senior)
    names = ("total", "skilled", "highly_skilled", "senior_workers", "technicians", "senior_technicians")
    data["staff"] = dict(zip(names, map(str, (*counts, workers, technicians, senior)), strict=True))
    data["contact"] = {
        "name": f"{rng.choice(SURNAMES)}范{rng.choice(NUMERALS)}",
        "duty": rng.choice(("人事部部长", "办公室主任", "=兼职专员", "-", "工会主席")),
        "phone": f"023-46{rng.randrange(10**6):06}",
        "email": f"hr{rng.randint(1, 9999)}@example.com",
    }
    for part in ("application", "commitment", "report"):
        data[part]["date"] = f"2025年7月{rng.randint(1, 20)}日"


def _put_leader(data: Data, rng: random.Random, birth_year: int, born: str) -> None:
    sex, month = rng.choice("男男男女"), int(born[5:-1])
    birth = f"{birth_year}{month:02}{rng.randint(1, 28):02}"
    data["leader"] |= {
        "sex": sex,
        "ethnicity": rng.choice(("汉族", "土家族", "苗族")),
        "political_status": rng.choice(("中共党员", "群众", "民盟盟员")),
        "birth": born,
        "photo": rng.choice(photos()),
        "identity_number": identity_number(rng, birth, sex, last_is_x=rng.random() < 0.2),
        "health": rng.choice(("健康", "良好")),
        "education": rng.choice(("高中", "中专（中技）", "大专（高职）", "本科（学士）", "硕士")),
        "work_since": f"{birth_year + 20}年7月",
        "trade_years": str(2025 - birth_year - 20),
        "months_per_year": str(rng.randint(6, 12)),
        "phone": f"13{rng.randint(0, 9)}{rng.randrange(10**8):08}",
        "email": f"x{rng.randint(1, 9999)}@example.com",
        "conditions": [text for text in data["leader"]["conditions"] if rng.random() < 0.7]
        or data["leader"]["conditions"][:1],
    }
    data["leader"]["certificate"] |= {
        "level": rng.choice(("技师", "高级技师", "特级技师", "首席技师")),
        "number": rng.choice((f"Y{rng.randrange(10**21):021}", f"0{rng.randrange(10**15):015}")),
        "date": f"{rng.randint(2012, 2024)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日",
    }
    if data["studio"]["domain"] == "非遗类" or rng.random() < 0.1:
        data["leader"]["routes"] = ["职业技能等级证书", "非遗代表性传承人"]
        data["leader"]["heritage"] = {
            "project": "样例雕刻技艺",
            "level": rng.choice(("国家级", "市级（省级）")),
            "authority": f"样例文旅〔20{rng.randint(10, 24)}〕{rng.randint(1, 99)}号",
            "recognised": f"20{rng.randint(10, 24)}年{rng.randint(1, 12)}月",
        }
        data["heritage"] = {
            "lineage": "第一代：祝示甲。\n第二代：尚示乙。\n特点：=刀法@线条并重，A&B两派合流。"
        }


def _member(rng: random.Random, unit: str, number: int) -> dict[str, str]:
    return {
        "name": f"{SURNAMES[(number * 7 + rng.randrange(20)) % 20]}例{serial(number, NUMERALS)}",
        "sex": rng.choice("男女"),
        "birth": f"{rng.randint(1970, 2003)}年{rng.randint(1, 12)}月",
        "education": rng.choice(EDUCATION),
        "trade": rng.choice(TRADES)[0],
        "level": rng.choice(LEVELS[1:]),
        "unit": unit,
        "duty": rng.choice(DUTIES),
    }


def _put_rows(data: Data, who: Person, rng: random.Random, birth_year: int) -> None:
    data["members"] = [_member(rng, who.unit, number) for number in range(rng.randint(3, 15))]
    years = sorted(rng.sample(range(birth_year + 21, 2025), rng.randint(0, 4)))
    starts, ends = [birth_year + 17, birth_year + 20, *years], [birth_year + 20, *years]
    spans = [f"{start}.07—{end}.06" for start, end in zip(starts, ends, strict=False)]
    data["career"] = [
        {"period": span, "place": who.unit, "duty": rng.choice(("学徒", "工人", "班长")), "witness": "郝示范"}
        for span in (*spans, f"{starts[-1]}.07—至今")
    ]
    data["honours"] = [
        {
            "date": f"20{rng.randint(10, 24)}年{rng.randint(1, 12)}月",
            "name": rng.choice(HONOURS).format(n=rng.choice("一二三")),
            "level": rng.choice(("区级", "市级", "国家级")),
            "issuer": rng.choice(("样例区总工会", "样例人社局", "示例协会")),
            "proof": f"第{rng.randint(1, 40)}页",
        }
        for _ in range(rng.randint(0, 7))
    ]
    data["innovations"] = [
        {
            "date": f"20{rng.randint(10, 24)}年{rng.randint(1, 12)}月",
            "name": rng.choice(INNOVATIONS),
            "role": rng.choice(ROLES),
            "effect": f"累计增效{rng.randint(10, 500)}万元",
            "proof": f"第{rng.randint(1, 40)}页",
        }
        for _ in range(rng.randint(0, 6))
    ]
    data["publications"] = rng.sample(data["publications"], rng.randint(0, 6))
    _put_more_rows(data, who, rng)


def _put_more_rows(data: Data, who: Person, rng: random.Random) -> None:
    data["apprentices"] = [
        {
            "name": f"{rng.choice(SURNAMES)}徒{number}",
            "unit": who.unit,
            "trade": who.trade[0],
            "period": f"{rng.randint(2010, 2018)}.03—{rng.randint(2019, 2024)}.03",
            "level_before": rng.choice(LEVELS[:3]),
            "level_now": rng.choice(LEVELS[2:]),
            "awards": rng.choice(("无", "区技术能手", "市级三等奖")),
        }
        for number in STEMS[: rng.randint(1, 8)]
    ]
    data["equipment"] = [
        {"name": f"样例设备{number}", "model": f"YB-{rng.randint(1, 99):03}", "quantity": str(rng.randint(1, 9)),
         "value": str(rng.choice(("68.5", "120", "0.8", "1316")))}
        for number in NUMERALS[: rng.randint(1, 8)]
    ]  # fmt: skip


def rewrite(data: Data, form: str, rng: random.Random) -> Data:
    """Return the data with the long answers of a form written anew."""
    data = copy.deepcopy(data)
    for path in LONG:
        if path.startswith(f"{form}."):
            reword(data, path, rng)
    return data
