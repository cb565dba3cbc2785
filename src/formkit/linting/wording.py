"""The words of an official document: 发文字号, 层次序数, dates, numbers, brackets, marks, slips."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from formkit.gongwen.clauses import CLAUSES, Clause
from formkit.gongwen.wording import SLIPS, WORDING
from formkit.linting.elements import DATE, NUMBER, Recognised
from formkit.linting.mistake import Edit, Mistake, Place, first_words

_UNITS: Final = "人|个|名|字|万|亿|元|份|天|周岁|岁|次|篇|页|件|项|家|户|小时|分钟|%|％|平方米|公里|米|kg|㎡"
_YEAR: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])([［\[【(（]|(?=\d))((?:19|20)\d\d)([］\]】)）]|(?=\d{1,4}号))(?=第?\d+号)"
)
_HYPHEN: Final = re.compile(rf"(?<=\d)\s*([-－–])\s*(?=\d[\d.,]*\s*(?:{_UNITS}))")
_WAVE: Final = re.compile(r"(?<=[\d%％])(~)(?=\d)")
_WIDE: Final = re.compile("[０-９]+")
_BRACKETS: Final = re.compile(r"\(([^()（）\n]*)\)")
_HAN: Final = "\u4e00-\u9fff"
_MARKS: Final = re.compile(rf"(?<=[{_HAN}”》）])([,;:?!])(?=[{_HAN}“《（]|$)")
_WIDER: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_DIGITS: Final = "一二三四五六七八九十"
#: A number of a level that is written otherwise: what it should be, as a template.
_LEVELS: Final = (
    (re.compile(rf"\(([{_DIGITS}]+)\)[、.．]?"), "（{}）"),
    (re.compile(rf"（([{_DIGITS}]+)）[、.．]"), "（{}）"),
    (re.compile(rf"([{_DIGITS}]+)[.．,，](?!\d)"), "{}、"),
    (re.compile(r"([0-9]+)、"), "{}."),
    (re.compile(r"\(([0-9]+)\)[、.．]?"), "（{}）"),
    (re.compile(r"（([0-9]+)）[、.．]"), "（{}）"),
)
_POINT: Final = re.compile(r"[0-9０-９]+(．)")
_ISSUED: Final = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日印发$")
_OFFICE: Final = re.compile(r"^(.{4,}?(?:局|委|办公室|政府|部|厅|院|会|中心))\s*关于")


def worded(items: Sequence[Recognised]) -> Iterator[Mistake]:
    """Yield what is wrong with the words; what one check mends no other does."""
    for item in items:
        taken: list[tuple[int, int]] = []
        for check in _CHECKS.get(item.key, ()):
            for mistake in check(item):
                span = mistake.span or (0, 0)
                if not any(span[0] < end and start < span[1] for start, end in taken):
                    taken.append(span)
                    yield mistake
    yield from _issuer(items)


def _mistake(  # noqa: PLR0913 (a place, what is there, what it becomes)
    item: Recognised,
    clause: Clause,
    found: str,
    span: tuple[int, int],
    new: str | None = None,
    *,
    soft: bool = False,
) -> Mistake:
    line = item.line
    place = Place(line.where, line.number, first_words(line.text))
    edit = None if new is None else Edit(*span, new)
    return Mistake(clause, place, found, line.text[slice(*span)], span, edit, soft)


def _document_number(item: Recognised) -> Iterator[Mistake]:
    match = NUMBER.match(item.line.text)
    if match is None:
        return
    opening, year, closing, lead, _ = match.groups()
    if opening + closing != "〔〕":
        span = (match.start(1), match.end(3))
        yield _mistake(item, CLAUSES["number.brackets"], opening + closing or "无括号", span, f"〔{year}〕")
    if lead:
        yield _mistake(item, WORDING["number.plain"], lead, match.span(4), "")


def _last_mark(item: Recognised) -> Iterator[Mistake]:
    text = item.line.text.rstrip()
    if text.endswith("："):
        return
    last = text[-1]
    if unicodedata.category(last).startswith("P"):
        yield _mistake(item, CLAUSES["to.colon"], last, (len(text) - 1, len(text)), "：")
    else:
        yield _mistake(item, CLAUSES["to.colon"], "无标点", (len(text), len(text)), "：")


def _date(item: Recognised) -> Iterator[Mistake]:
    text = item.line.text
    inner = text.strip()
    match = re.fullmatch(r"((?:19|20)\d\d)\D(\d{1,2})\D(\d{1,2})日?", "".join(inner.split()))
    start = len(text) - len(text.lstrip())
    span = (start, start + len(inner))
    new = _of_han(inner) if match is None else "{}年{}月{}日".format(*(int(part) for part in match.groups()))
    if DATE.fullmatch(text) and new != inner:
        yield _mistake(item, CLAUSES["date.form"], inner, span, new)


def _of_han(text: str) -> str | None:
    """Return a date in Chinese digits with Arabic ones, as 二〇二五年七月一日; None where it cannot be.

    >>> _of_han("二〇二五年七月三十一日")
    '2025年7月31日'
    """
    match = re.fullmatch(r"(.{4})年(.{1,2})月(.{1,3})日", text)
    if match is None:
        return None
    year = "".join(str("〇一二三四五六七八九".find(mark)) for mark in re.sub("[○Ｏ零O0]", "〇", match[1]))
    month, day = (_small(part) for part in match.groups()[1:])
    return f"{year}年{month}月{day}日" if month and day and len(year) == len("2025") else None


def _small(text: str) -> int:
    tens, ten, ones = text.rpartition("十") if "十" in text else ("", "", text)
    value = (_DIGITS.find(tens) + 1 if tens else 1) * 10 if ten else 0
    return value + (_DIGITS.find(ones) + 1 if ones else 0)


def _issued(item: Recognised) -> Iterator[Mistake]:
    text = item.line.text.rstrip()
    match = _ISSUED.search(text)
    if match is None or any(part.startswith("0") for part in match.groups()):
        found = re.search(r"\d{4}\s*年.*$", text)
        span = found.span() if found is not None else (0, len(text))
        new = None if match is None else "{}年{}月{}日印发".format(*(int(part) for part in match.groups()))
        yield _mistake(item, WORDING["issued.date"], text[slice(*span)], span, new)


def _note(item: Recognised) -> Iterator[Mistake]:
    text = item.line.text
    inner = text.strip()
    if (inner[0], inner[-1]) != ("（", "）"):
        start = len(text) - len(text.lstrip())
        new = f"（{inner[1:-1]}）"
        yield _mistake(item, CLAUSES["note.brackets"], inner[0] + inner[-1], (start, start + len(inner)), new)


def _annexes(item: Recognised) -> Iterator[Mistake]:
    text = item.line.text.rstrip()
    match = re.match(r"\s*附\s*件(\s*[:：])", text)
    if match is not None and match[1] != "：":
        yield _mistake(item, WORDING["annexes.colon"], match[1], match.span(1), "：")
    if text.endswith(("。", "；", ";", "，", "、", ".")):
        yield _mistake(item, WORDING["annexes.end"], text[-1], (len(text) - 1, len(text)), "")


def _level(item: Recognised) -> Iterator[Mistake]:
    text = item.line.text
    start = len(text) - len(text.lstrip())
    for pattern, form in _LEVELS:
        match = pattern.match(text, start)
        if match is not None:
            yield _mistake(item, WORDING["level.form"], match[0], match.span(), form.format(match[1]))
            return
    match = _POINT.match(text, start)
    if match is not None:
        yield _mistake(item, WORDING["level.point"], match[1], match.span(1), ".", soft=True)


def _brackets(item: Recognised) -> Iterator[Mistake]:
    text = item.line.text
    for match in _YEAR.finditer(text):
        if match[1] and match[3]:
            new = f"〔{match[2]}〕"
            yield _mistake(item, WORDING["text.year"], match[1] + match[3], match.span(), new)
    for match in _BRACKETS.finditer(text):
        around = (
            text[max(0, match.start() - 1) : match.start()] + match[1] + text[match.end() : match.end() + 1]
        )
        if re.search(f"[{_HAN}]", around):
            yield _mistake(item, WORDING["brackets.width"], "()", match.span(), f"（{match[1]}）")


def _numbers(item: Recognised) -> Iterator[Mistake]:
    text = item.line.text
    for match in _HYPHEN.finditer(text):
        yield _mistake(item, WORDING["range.hyphen"], match[1], match.span(), "～")
    for match in _WAVE.finditer(text):
        yield _mistake(item, WORDING["range.wave"], match[1], match.span(1), "～", soft=True)
    for match in _WIDE.finditer(text):
        new = unicodedata.normalize("NFKC", match[0])
        yield _mistake(item, WORDING["digits.width"], match[0], match.span(), new)


def _marks(item: Recognised) -> Iterator[Mistake]:
    for match in _MARKS.finditer(item.line.text):
        yield _mistake(item, WORDING["marks.width"], match[1], match.span(1), _WIDER[match[1]])
    for slip, meant in SLIPS.items():
        for match in re.finditer(slip, item.line.text):
            yield _mistake(item, WORDING["text.slip"], f"{slip}（疑为{meant}）", match.span(), soft=True)


def _issuer(items: Sequence[Recognised]) -> Iterator[Mistake]:
    """Compare the issuer in the title with the signature; a joint document has several."""
    signed = ["".join(item.line.text.split()) for item in items if item.key == "sign"]
    titles = [item for item in items if item.key == "title"]
    if len(signed) != 1 or not titles:
        return
    whole = "".join("".join(item.line.text.split()) for item in titles)
    match = _OFFICE.match(whole)
    office = "" if match is None else match[1]
    if office and office not in signed[0] and signed[0] not in office:
        clause, line = WORDING["title.issuer"], titles[0].line
        place = Place(line.where, line.number, first_words(line.text))
        yield Mistake(clause, place, office, office, soft=True)


def _copies(item: Recognised) -> Iterator[Mistake]:
    text = item.line.text
    if not re.fullmatch(r"抄送：.*。", text.strip(), re.DOTALL):
        yield _mistake(item, WORDING["copies.form"], first_words(text), (0, len(text)))


_RUNNING: Final = (_brackets, _numbers, _marks)
_CHECKS: Final[Mapping[str, tuple[Callable[[Recognised], Iterator[Mistake]], ...]]] = {
    "number": (_document_number,),
    "letter_number": (_document_number,),
    "title": _RUNNING,
    "to": (_last_mark,),
    "body": (_level, *_RUNNING),
    "annexes": (_annexes, *_RUNNING),
    "date": (_date,),
    "note": (_note,),
    "copies": (_copies,),
    "issued": (_issued,),
}
