"""Which element of an official document each paragraph is, by what it says and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from formkit.formatted import FormattedLine
from formkit.gongwen.elements import LEVELS

_OPEN: Final = "〔［[【（(〈《｛{"
_CLOSE: Final = r"〕］\]】）)〉》｝}"
NUMBER: Final = re.compile(
    rf"\s*[\u4e00-\u9fff]+([{_OPEN}]?)((?:19|20)\d\d)([{_CLOSE}]?)\s*(第?0*)(\d+)\s*号(?=\s|签发人|$)"
)
DATE: Final = re.compile(
    r"\s*(?:(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}"
    r"|二[〇○Ｏ零O0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)\s*"
)
_KINDS: Final = re.compile(
    r"(?:通知|公告|函|意见|决定|公示|报告|请示|批复|纪要|办法|方案|通报|通告|命令|决议|公报|议案|名单)(?:（.*）)?$"
)
_ANNEX: Final = re.compile(r"附\s*件\s*[\d０-９一二三四五六七八九十]*\s*[:：]?")
_ANNEXES: Final = re.compile(r"附\s*件\s*[:：]")
_NUMBERED: Final = re.compile(r"[\d０-９]+\s*[.．、]")
_SECRECY: Final = re.compile(r"(?:绝密|机密|秘密)")
_URGENCY: Final = re.compile(r"(?:特急|加急|特提|平急|急件)")
_COPY: Final = re.compile(r"\d{6}")
_SENTENCE: Final = "。；：！？!?;:"
#: Numbers of levels as they are often miswritten; their headings have the face of the level all the same.
_MISWRITTEN: Final = (
    (re.compile(r"[一二三四五六七八九十]+[.．,，]"), 1),
    (re.compile(r"\([一二三四五六七八九十]+\)"), 2),
    (re.compile(r"[0-9]+、"), 3),
    (re.compile(r"\([0-9]+\)"), 4),
)
_TITLE_LINES, _FRONT, _LONGEST_SIGN, _LONGEST_TO = 5, 12, 40, 300
_LARGE: Final = 26.0


@dataclass(frozen=True, slots=True)
class Recognised:
    """A paragraph, the key of its element, and how many blank lines stand above it (None: not told)."""

    line: FormattedLine
    key: str
    blank: float | None = None
    leads: bool = True


@dataclass(frozen=True, slots=True)
class _Lines:
    """The paragraphs that say something; ``blanks`` are the blank lines above each."""

    said: tuple[FormattedLine, ...]
    blanks: tuple[float, ...]


def recognise(lines: Sequence[FormattedLine]) -> tuple[Recognised, ...]:
    """Return what is recognised, in the order of the document; the inside of annexes is not looked at."""
    body = _spoken([line for line in lines if line.where == "body"])
    keys = _keys(body.said)
    found = []
    for place, (line, blank) in enumerate(zip(body.said, body.blanks, strict=True)):
        key = keys.get(place)
        if key is not None:
            leads = keys.get(place - 1) != key
            found.append(Recognised(line, key, blank if leads and place else None, leads))
    return (*found, *_record([line for line in lines if line.where != "body"]))


def level_of(text: str) -> tuple[int, int] | None:
    """Return the level of a paragraph of the body from 1 and how long its number is; None where it has none.

    >>> level_of("（一）申报条件"), level_of("3．公布。"), level_of("各单位")
    ((2, 3), (3, 2), None)
    """
    start = len(text) - len(text.lstrip())
    for number, level in enumerate(LEVELS, 1):
        match = re.match(level.pattern, text[start:])
        if match is not None and not re.match(r"\d", text[start + match.end() :]):
            return number, start + match.end()
    for pattern, number in _MISWRITTEN:
        match = pattern.match(text, start)
        if match is not None:
            return number, match.end()
    return None


def _spoken(lines: Sequence[FormattedLine]) -> _Lines:
    said: list[FormattedLine] = []
    blanks: list[float] = []
    blank = 0.0
    for line in lines:
        if not line.text.strip():
            blank = 0 if line.drawn else blank + 1 + line.text.count("\n")
            continue
        said.append(line)
        blanks.append(blank)
        blank = 0
    return _Lines(tuple(said), tuple(blanks))


def _keys(said: Sequence[FormattedLine]) -> dict[int, str]:
    """Return the keys of elements by the place of their paragraphs."""
    texts = [line.text.strip() for line in said]
    keys: dict[int, str] = {}
    end = next((at for at, text in enumerate(texts) if at and _is_annex(said[at], text)), len(said))
    at = _front(said[:end], texts, keys)
    at = _title(said[:end], texts, at, keys)
    if at < end and _is_address(texts[at]):
        keys[at] = "to"
        at += 1
    _back(texts[:end], at, keys)
    _annex(said, texts, end, keys)
    return keys


def _is_annex(line: FormattedLine, text: str) -> bool:
    return _ANNEX.fullmatch(text) is not None and line.align != "center"


def _front(said: Sequence[FormattedLine], texts: Sequence[str], keys: dict[int, str]) -> int:
    """Settle 版头; return where the title begins."""
    number = next((at for at in range(min(_FRONT, len(said))) if NUMBER.match(texts[at])), None)
    if number is None:
        first = next(iter(said), None)
        if first is None or not (texts[0].endswith("文件") and _size(first) >= _LARGE):
            return 0
        keys[0] = "head"
        return 1
    letter = number > 0 and not texts[number - 1].endswith(("文件", "令", "纪要"))
    keys[number] = "letter_number" if letter else "number"
    for at in range(number):
        for pattern, key in ((_COPY, "copy_number"), (_SECRECY, "secrecy"), (_URGENCY, "urgency")):
            if pattern.match(texts[at]):
                keys[at] = key
        if at not in keys and (texts[at].endswith("文件") or _size(said[at]) >= _LARGE / 2):
            keys[at] = "letter_head" if letter else "head"
    after = number + 1
    while after < len(said) and texts[after].startswith("签发人"):
        keys[after] = "signer"
        after += 1
    return after


def _title(said: Sequence[FormattedLine], texts: Sequence[str], at: int, keys: dict[int, str]) -> int:
    """Settle the title; return what follows it."""
    last = next(
        (here for here in range(at, min(at + _TITLE_LINES, len(said))) if _KINDS.search(texts[here])), None
    )
    if last is None:
        last = at if at < len(said) and said[at].align == "center" else at - 1
    for here in range(at, last + 1):
        keys[here] = "title"
    return last + 1


def _is_address(text: str) -> bool:
    if "。" in text or re.search(r"如下|根据|现将|按照|经", text) or len(text) > _LONGEST_TO:
        return False
    return text.endswith(("：", ":")) or (text.startswith("各") and "，" in text)


def _back(texts: Sequence[str], at: int, keys: dict[int, str]) -> None:
    """Settle body, 附件说明, 署名, 成文日期 and 附注."""
    date = next((here for here in range(len(texts) - 1, at - 1, -1) if DATE.fullmatch(texts[here])), None)
    sign = len(texts)
    if date is not None:
        keys[date] = "date"
        sign = date
        while (
            sign > at
            and len(texts[sign - 1]) < _LONGEST_SIGN
            and texts[sign - 1][-1] not in _SENTENCE + "）)"
        ):
            if _ANNEXES.match(texts[sign - 1]) or _NUMBERED.match(texts[sign - 1]):
                break
            if level_of(texts[sign - 1]) is not None:
                break
            sign -= 1
            keys[sign] = "sign"
        for here in range(date + 1, len(texts)):
            if texts[here].startswith(("（", "(")) and texts[here].endswith(("）", ")")):
                keys[here] = "note"
    annexes = next((here for here in range(at, sign) if _ANNEXES.match(texts[here])), sign)
    for here in range(at, sign):
        keys[here] = "annexes" if here >= annexes else "body"


def _annex(said: Sequence[FormattedLine], texts: Sequence[str], end: int, keys: dict[int, str]) -> None:
    for at in range(end, len(said)):
        if not _is_annex(said[at], texts[at]):
            continue
        keys[at] = "annex_mark"
        for here in range(at + 1, min(at + 1 + _TITLE_LINES, len(said))):
            if here > at + 1 and (said[here].align != "center" or _size(said[here]) < _size(said[at + 1])):
                break
            keys[here] = "annex_title"


def _record(lines: Sequence[FormattedLine]) -> Iterator[Recognised]:
    for line in lines:
        text = line.text.strip()
        if text.startswith("抄送"):
            yield Recognised(line, "copies")
        elif re.search(r"\d{4}\s*年.*印发$", text):
            yield Recognised(line, "issued")


def _size(line: FormattedLine) -> float:
    return max((stretch.size for stretch in line.stretches if stretch.text.strip()), default=0)
