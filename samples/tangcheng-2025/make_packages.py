"""Make the three submissions under ``packages/`` from the data beside them. Run it to make them again.

The forms are filled by formkit; certificates and photos are drawn, and say across them that they are samples.
What ``formkit check`` is to say about each stands beside ``packages/``, in NAME.findings.txt.
"""
# ruff: noqa: INP001 (a script beside its data)

from __future__ import annotations

import copy
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import drawn

import formkit
from formkit.chinese.counting import count
from formkit.readers.data import read_data

HERE = Path(__file__).resolve().parent
PROGRAMME = formkit.load("tangcheng-2025")
COMPLETE, SHORT, OVERAGE = "01-材料齐全", "02-缺两项材料且字数不足", "03-超龄且等级不符"

SHORT_WORDS = 1420
LEFT_OUT = (
    "每逢农闲，她都要把出师的徒弟请回传习所，当着新学员的面各织一尺布，谁的经线匀、谁的布边直，大家一起评、一起改。",
    "她把这叫作“回炉课”，十几年没有间断，许多工序上的小窍门就是在这样的课上攒下来、传开去的。",
    "作品《棠城烟雨》以十二种深浅不同的麻色织出远山近水，获得市级工艺美术作品展金奖。",
    "2023年，她牵头起草了《手工夏布工序操作规范》，把过去只能意会的“一推二压三回劲”，变成了看得见、量得出的要求。",
)
"""Sentences without which the profile of the heritage sample has :data:`SHORT_WORDS` 字."""

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def data_of(name: str) -> dict[str, Any]:
    """Return the data of a sample."""
    (record,) = read_data(HERE / name, PROGRAMME.forms["application"]).records
    return copy.deepcopy(dict(record))


def filled(data: Mapping[str, Any], form: str) -> bytes:
    """Return a form filled with data."""
    return formkit.fill_document(PROGRAMME, form, data, folder=HERE).data


def shortened(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data with a profile that is plainly too short."""
    body = data["profile"]["body"]
    for sentence in LEFT_OUT:
        if sentence not in body:
            raise ValueError(f"the profile does not say: {sentence}")
        body = body.replace(sentence, "")
    if count(body).words != SHORT_WORDS:
        raise ValueError(f"the profile has {count(body).words} 字")
    return {**data, "profile": {**data["profile"], "body": body}}


def with_check(number: str) -> str:
    """Return an identity number of 17 digits with its check character (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=True))
    return number + "10X98765432"[total % 11]


def card(data: Mapping[str, Any], birth: str, number: str) -> tuple[Any, Any]:
    """Return both sides of an identity card."""
    leader = data["leader"]
    front = drawn.identity_card(
        [
            ("姓名", leader["name"]),
            ("性别", f"{leader['sex']}　　民族　{leader['ethnicity'].removesuffix('族')}"),
            ("出生", birth),
            ("住址", "样本市样本区样本路9号"),
        ],
        number,
    )
    return front, drawn.identity_card_back("样本市公安局样本分局", "2016.05.20-2036.05.20")


def skill(data: Mapping[str, Any], level: str, size: tuple[int, int] = drawn.LANDSCAPE) -> Any:  # noqa: ANN401
    """Return a certificate of skill."""
    leader = data["leader"]
    held = leader["certificate"]
    lines = [
        f"姓名：{leader['name']}",
        f"职业名称：{held['name']}",
        f"职业技能等级：{level}",
        f"证书编号：{held['number']}",
    ]
    return drawn.certificate("职业技能等级证书", lines, held["issuer"], held["date"], size)


def complete() -> dict[str, bytes]:
    """Return all that the notice asks for, from the enterprise sample."""
    data = data_of("enterprise.yaml")
    front, back = card(data, "1976年4月12日", data["leader"]["identity_number"])
    papers, proofs = "04证件复印件和照片", "05其他证明材料"
    diploma = [
        "学生甄样本，性别男，于二〇〇八年三月至",
        "二〇一〇年七月在本校机电一体化技术专业",
        "学习，成绩合格，准予毕业。",
    ]
    honour = ["甄样本同志：", "被评为荣昌区技术能手。特发此证，以资鼓励。"]
    patent = ["实用新型名称：一种多面翻转夹具", "设计人：甄样本", "专利权人：重庆样本智能装备有限公司"]
    return {
        "01申报表.docx": filled(data, "application"),
        "02甄样本事迹材料.docx": filled(data, "profile"),
        "03数控铣工工作室申报报告.docx": filled(data, "report"),
        f"{papers}/身份证人像面.jpg": drawn.jpeg(front),
        f"{papers}/身份证国徽面.jpg": drawn.jpeg(back),
        f"{papers}/高级技师等级证书.pdf": drawn.scan(drawn.copy_page(skill(data, "一级/高级技师"))),
        f"{papers}/大专毕业证书.jpg": drawn.jpeg(
            drawn.certificate("毕业证书", diploma, "样本工业职业技术学院", "二〇一〇年七月一日")
        ),
        f"{papers}/车间工作照.jpg": drawn.jpeg(
            drawn.scene((176, 186, 190), (120, 116, 108), (90, 130, 170), "数控铣床调试")
        ),
        f"{proofs}/获奖证书/2023年荣昌区技术能手.jpg": drawn.jpeg(
            drawn.certificate("荣誉证书", honour, "荣昌区人力资源和社会保障局（样本）", "2023年12月")
        ),
        f"{proofs}/专利/多面翻转夹具专利证书.pdf": drawn.scan(
            drawn.copy_page(
                drawn.certificate("实用新型专利证书", patent, "样本知识产权局", "2017年3月", (700, 900))
            )
        ),
    }


def short() -> dict[str, bytes]:
    """Return the heritage sample without report and diploma, and with a profile that is too short."""
    data = shortened(data_of("heritage.yaml"))
    sides = card(data, "1972年9月18日", data["leader"]["identity_number"])
    heritage = ["贾示例：", "认定你为市级非物质文化遗产代表性项目", "夏布织造技艺代表性传承人。"]
    honour = ["贾示例同志：", "被授予荣昌区三八红旗手称号。特发此证。"]
    pledge = [
        "师父：贾示例　　徒弟：范例绣",
        "徒弟自愿拜师学习夏布织造技艺，期限四年。",
        "师父毫无保留传授，徒弟勤学苦练。",
    ]
    return {
        "贾示例申报表.docx": filled(data, "application"),
        "贾示例同志事迹.docx": filled(data, "profile"),
        "证件/身份证正反面.pdf": drawn.scan(drawn.copy_page(*sides)),
        "证件/市级非遗传承人证书.jpg": drawn.jpeg(
            drawn.certificate("代表性传承人证书", heritage, "重庆市文化和旅游委员会（样本）", "2018年12月")
        ),
        "照片/织布工作照.jpg": drawn.jpeg(
            drawn.scene((196, 180, 150), (130, 104, 80), (150, 110, 70), "夏布织造")
        ),
        "证明材料/三八红旗手荣誉证书.jpg": drawn.jpeg(
            drawn.certificate("荣誉证书", honour, "荣昌区妇女联合会（样本）", "2020年3月")
        ),
        "证明材料/师徒协议（范例绣）.jpg": drawn.jpeg(
            drawn.certificate("师徒协议", pledge, "重庆示例夏布文化有限公司", "2008年3月", (700, 900))
        ),
    }


def overage() -> dict[str, bytes]:
    """Return the submission of somebody of 58 years with too low a level; his form contradicts his card."""
    data = data_of("veteran.yaml")
    front, back = card(data, "1967年5月23日", with_check("99010119670523011"))
    diploma = ["学生卫例言，性别男，于一九八二年九月", "至一九八五年六月在本校学习，修业期满，", "准予毕业。"]
    honour = ["卫例言同志：", "在荣昌技能比武中获豆制品组第一名。", "特发此证，以资鼓励。"]
    top = "卫例言申报材料"
    return {
        f"{top}/1 申报表.docx": filled(data, "application"),
        f"{top}/2 事迹材料.docx": filled(data, "profile"),
        f"{top}/3 申报报告.docx": filled(data, "report"),
        f"{top}/4 证件/身份证正面.jpg": drawn.jpeg(front),
        f"{top}/4 证件/身份证反面.jpg": drawn.jpeg(back),
        f"{top}/4 证件/高级工等级证书.jpg": drawn.jpeg(skill(data, "三级/高级工")),
        f"{top}/4 证件/高中毕业证.jpg": drawn.jpeg(
            drawn.certificate("毕业证书", diploma, "例言镇中学（样本）", "一九八五年六月三十日", (700, 900))
        ),
        f"{top}/4 证件/工作照.jpg": drawn.jpeg(
            drawn.scene((200, 206, 200), (140, 140, 132), (170, 170, 176), "豆干压制")
        ),
        f"{top}/5 获奖/技能比武第一名获奖证书.jpg": drawn.jpeg(
            drawn.certificate("获奖证书", honour, "荣昌区总工会（样本）", "2014年10月")
        ),
    }


PACKAGES = {COMPLETE: complete, SHORT: short, OVERAGE: overage}


def main() -> None:
    """Write every package anew."""
    for name, make in PACKAGES.items():
        folder = HERE / "packages" / name
        shutil.rmtree(folder, ignore_errors=True)
        for member, data in make().items():
            path = folder / member
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


if __name__ == "__main__":
    main()
