"""The words around a blank: its label, the unit behind it, what it stands under."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from formkit.chinese.folding import clean_label
from formkit.learning.labelling import kind_of_label
from formkit.learning.scanning import GAPS, Blank, Option, Scan, split_hint, width

WHITE: Final = " \u3000\t"
FAR: Final = 4
"""So wide a gap is no space between two words."""

LONGEST_LABEL: Final = 40
LONGEST_WORDS: Final = 20
OTHER: Final = re.compile(r"其[他它]|other", re.IGNORECASE)
AREA: Final = re.compile(r"(?:省|自治区|市|县|区|乡|镇|村|街道|路|号|栋|室)(?=[ \u3000(/_]|$)")
"""The parts of an address, each printed behind its blank."""

UNITS: Final = (
    "平方米|m3|m³|平方公里|公里|千米|厘米|毫米|公斤|千克|小时|分钟|学时|课时|个月|周岁|人次|人民币|万元|亿元|美元|元整|立方米"
    "|元|人|名|个|项|件|台|套|篇|次|天|岁|亩|米|吨|分|页|份|辆|户|间|条|年|月|日|周|届|期|票|张|册|家|支|处|例|批|%|‰|㎡|m2|m²|kg|cm|km"
)
UNIT: Final = re.compile(rf"(?:{UNITS})(?![\u4e00-\u9fffA-Za-z])|(?:{UNITS})(?=[以至止内之为、及和或参出]|/)")
_MONEY: Final = re.compile(r"元|人民币")
_NAMES: Final = {
    "人": "人数", "名": "人数", "元": "金额", "万元": "金额", "亿元": "金额", "天": "天数", "日": "天数",
    "平方米": "面积", "㎡": "面积", "次": "次数", "个": "个数", "月": "月数", "个月": "月数", "年": "年数",
    "岁": "年龄", "周岁": "年龄", "%": "比例", "周": "周数", "项": "项数", "件": "件数", "台": "台数",
    "套": "套数", "篇": "篇数", "份": "份数", "票": "票数", "页": "页数", "小时": "小时数", "学时": "学时",
}  # fmt: skip
#: Units of time that follow a verb: 连续工作____年 asks for 连续工作年数.
_SPANS: Final = frozenset(("天", "日", "年", "月", "个月", "小时"))
_PEOPLE: Final = frozenset(("人", "份", "票"))
_ENOUGH: Final = re.compile(r"(?:[数量共计其中]|人口|人员|份额|姓名|名称|编制)$")
_ENDS_CLAUSE: Final = frozenset(",;。")
_COUNTED: Final = re.compile(r"(?:数|期限|时间|时长|周期|工期|年限|长|龄|间|第)$")
NOUN: Final = re.compile(
    r"(?:学校|大学|学院|院系|专业|年级|班级?|系|单位|公司|企业|部门|省|市|县|区|乡|镇|村|街道|路|号|室|栋|楼|年度|学年|学期"
    r"|族|医院|分行|支行|网点|先生|女士|同志|同学|职务|职称|岗位|项目|课程)(?=[^\u4e00-\u9fff]|$|[(])"
)
_CALLED: Final = re.compile(
    r" ?[(](?!盖|签|加|请|如|大写|小写|注|可|限|填|必|选|元|单位章|公章|印|手写|章)([\u4e00-\u9fff]{2,10})[)]"
)
_JOINTS: Final = "于在自从为是由与和同及或至到获任约共计第向对将把按经系以占¥￥$"
_CALLS: Final = re.compile("兹有?|今有|现有|特派|兹派|参加|担任|授予|评为|前往|符合|在|住")
_BODY: Final = re.compile("(?:人民)?(?:医院|法院|检察院|银行|派出所|公安局)")
_CALLED_AS: Final = {"族": "民族"}
_WHOLE_JOINT: Final = re.compile(r"截至|截止|至$")


_OF_LAST: Final = re.compile(rf"^(?:{UNITS})[、，,;；]\s*")
_CLAUSE: Final = re.compile(
    r"^第[一二三四五六七八九十\d]{1,3}[条款项]\s*|(?<=.)(?:为|是)?(?:人民币|¥)$|(?<=..)(?:为|是)$"
)


class Told(NamedTuple):
    """What the words around a blank tell: where those before it stand, its label, what that stands under."""

    words: tuple[int, int]
    label: str = ""
    block: str = ""


def put(  # noqa: PLR0913 (where, what it is, and how sure)
    scan: Scan, start: int, stop: int, told: Told, confidence: float = 0.9, *, long: bool = False
) -> None:
    """Add a blank with what is told about it, and with the unit that is printed behind it."""
    words = told.words
    label = told.label or scan.label(*words)
    kind, unit = kind_of_label(label, long=long)
    printed = _unit_behind(scan, stop, words)
    if printed and kind not in {"date", "year_month"}:
        kind, unit = ("money" if _MONEY.search(printed) else "number"), printed
        label = _named_by_unit(scan, label, printed, scan.flat[words[1] : start])
    elif scan.flat[start - 1 : start] in {"¥", "$"}:
        kind, unit = "money", unit or "元"
    hint = split_hint(clean_label(scan.text[slice(*words)]))[1]
    scan.claim(*words)
    scan.add(Blank(start, stop, label, kind, unit, hint, confidence=confidence, block=told.block))


def _named_by_unit(scan: Scan, label: str, unit: str, between: str) -> str:
    """Return a label that says what is counted; a unit alone is named by its cell or heading."""
    if scan.flat.strip(GAPS + "\n") == unit:
        return ""
    if unit in _PEOPLE and label and not _ENOUGH.search(label):
        return label + _NAMES[unit]
    verb = unit in _SPANS and _COUNTED.search(label) is None and ":" not in between
    return label + _NAMES.get(unit, "") if verb or not label else label


def _unit_behind(scan: Scan, place: int, words: tuple[int, int]) -> str:
    """Return the unit printed behind a blank; what is numbered with 第 is not counted."""
    before = scan.flat[words[0] : words[1]], scan.flat[:place].rstrip(GAPS)
    while place < len(scan.flat) and scan.flat[place] in WHITE:
        place += 1
    match = UNIT.match(scan.flat, place)
    if match is None or scan.used[place] or any(text.endswith("第") for text in before):
        return ""
    return "元" if match[0] == "元整" else match[0]


def gap_end(scan: Scan, place: int, stop: int) -> int:
    """Return where the white space or line to write on ends that begins at a place."""
    while place < stop and scan.flat[place] in GAPS and not scan.used[place]:
        place += 1
    return place


def kept(flat: str, start: int, stop: int) -> int:
    """Return the end of a blank that leaves some white space before the words behind it."""
    room = width(flat[start:stop])
    if room > FAR and flat[stop - 2 : stop] == "  ":
        return stop - 2
    return stop - 1 if room > 1 else stop


def written_on(flat: str, start: int, stop: int) -> tuple[int, int]:
    """Return the underscores within a gap, or the whole gap where there are none."""
    first, last = flat.find("_", start, stop), flat.rfind("_", start, stop)
    return (start, stop) if first < 0 else (first, last + 1)


def name_of(option: Option, told: str = "") -> str:
    """Return what the text behind an option is called: 其他, or 说明 where that is said."""
    if told and not OTHER.match(option.words):
        return told.strip("()（）").removeprefix("请")
    return re.split("[，,]", option.words)[-1]


def told_around(scan: Scan, start: int, stop: int, line_stop: int) -> Told:
    """Return what the words around a blank say: those before it, or the noun behind where these only join.

    >>> told_around(Scan("于____年毕业"), 1, 5, 8).label, told_around(Scan("获____学校"), 1, 5, 7).label
    ('年毕业', '学校')
    """
    option = scan.option_before(start)
    if option is not None:
        return Told((start, start), name_of(option), option.choice)
    words = scan.words_before(start)
    called = _CALLED.match(scan.flat, stop)
    colon = scan.flat[words[1] : start].strip(WHITE) == ":"
    if called is not None and not colon and scan.is_free(*called.span()):
        scan.claim(*called.span())
        return Told(words, called[1])
    label = _CLAUSE.sub("", split_hint(clean_label(scan.text[slice(*words)]))[0])
    if words[0] and scan.used[words[0] - 1]:
        label = _OF_LAST.sub("", label)  # the unit of the blank before
    behind = words_behind(scan.flat, stop, line_stop)
    if scan.flat[:start].rstrip(GAPS)[-1:] in _ENDS_CLAUSE and NOUN.match(
        scan.flat, gap_end(scan, stop, line_stop)
    ):
        return Told((start, start), behind)
    unit = UNIT.match(scan.flat, gap_end(scan, stop, line_stop))
    if not (behind or unit) or not _only_joins(scan, label, words[0]):
        return Told(words, "" if len(label) > LONGEST_LABEL else label[-LONGEST_WORDS:])
    if unit is None or label.endswith("第"):
        return Told(words, behind)
    return Told(words, _counted_as(label, unit[0], behind))


def _counted_as(label: str, unit: str, behind: str) -> str:
    """Return what is counted between words that only join and a unit: 实到____人, 20____届."""
    if label.isdigit():
        return _NAMES.get(unit, unit)
    stem = label.rstrip(_JOINTS)
    if len(stem) > 1:
        return stem
    return label if len(label) > 1 else _NAMES.get(unit, stem or behind)


def _only_joins(scan: Scan, label: str, start: int) -> bool:
    """Whether the words before a blank do not name it: 共, 毕业于, or the name of the blank before."""
    if _CALLS.fullmatch(label):
        return True
    if (
        not label.strip(_JOINTS)
        or label.isdigit()
        or (label[-1] in _JOINTS and not _WHOLE_JOINT.search(label))
    ):
        return True
    return any(blank.label == label and blank.stop <= start for blank in scan.blanks)


def words_behind(flat: str, place: int, line_stop: int) -> str:
    """Return the noun behind a blank, or the few words before the next one."""
    while place < line_stop and flat[place] in WHITE:
        place += 1
    noun = NOUN.match(flat, place) or _BODY.match(flat, place)
    if noun is not None:
        return _CALLED_AS.get(noun[0], noun[0])
    few = re.match(r"(?!的)[\u4e00-\u9fffA-Za-z]{1,8}", flat[place:line_stop])
    return "" if few is None else few[0].rstrip(_JOINTS) or few[0]
