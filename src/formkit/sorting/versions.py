"""Several versions of one document: which is the newer one by what their names say.

Only names are asked. When a file was written says when it was copied, and nothing of its content.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from formkit.chinese.folding import fold
from formkit.sorting.naming import stem_of

DRAFT, PLAIN, REVISED, FINAL = -1, 0, 1, 2

#: Marks of a version, and what each says of the stage.
STAGES: Final = (
    (
        FINAL,
        re.compile(
            r"最终(?:版|稿|确定版)?|终(?:稿|版)|定(?:稿|版)|正式(?:版|稿)|盖章(?:版|件|扫描件)?|签字(?:版|盖章版)?"
        ),
    ),
    (
        DRAFT,
        re.compile(r"初稿|草稿|草案|讨论稿|征求意见稿|旧(?:版|稿)?|原(?:版|稿)|作废|备份|不用|模板|空白表?"),
    ),
    (
        REVISED,
        re.compile(
            r"(?:再|重新)?(?:修(?:改|订|正)|更正)(?:后|版|稿|本)?|改(?:后|版|稿|(?=\d|$))|更新(?:版|后)?|新(?:版|稿)|最新(?:版)?"
        ),
    ),
)
NUMBER: Final = re.compile(
    r"(?:v|版本|ver)(\d{1,2}(?:\.\d{1,2})?)|第([一二三四五六七八九\d])[版稿]|(?<=[改稿版])(\d{1,2})$"
)
DATE: Final = re.compile(
    r"(20\d{2})[-.年/]?(0?[1-9]|1[0-2])[-.月/]?([0-2]?\d|3[01])日?(?!\d)|(?<!\d)(0?[1-9]|1[0-2])[.月-]([0-2]?\d|3[01])[日号]?(?!\d)"
)
COPY: Final = re.compile(r"[((](\d{1,2})[))]|-?(?:副本|复件|拷贝|copy)")
DIGITS: Final = "零一二三四五六七八九"
JUNK: Final = re.compile(r"[\s\-_.·()\[\]【】,，]+")


class Version(NamedTuple):
    """What a name says of its version: stage, number, month and day or year too, number of the copy.

    ``base`` is the name without all that. Of two with the same base the greater one counts.
    """

    base: str
    stage: int
    number: float
    date: tuple[int, ...]
    copy: int
    mark: str

    @property
    def rank(self) -> tuple[int, float, tuple[int, ...], int]:
        """What two versions are compared by."""
        return self.stage, self.number, self.date, self.copy

    @property
    def is_marked(self) -> bool:
        """Whether the name says anything of a version."""
        return bool(self.mark)


def version_of(name: str) -> Version:
    """Return what a file's name says of its version.

    >>> version_of("材料/申报表最终版.docx").stage, version_of("申报表(2).docx").copy
    (2, 2)
    >>> version_of("申报表0718修改稿2.docx").base == version_of("申报表.docx").base
    True
    """
    rest = fold(stem_of(name))
    marks: list[str] = []
    date, rest = _date(rest, marks)
    copy, rest = _copy(rest, marks)
    number, rest = _number(rest, marks)
    stage = PLAIN
    for said, pattern in STAGES:
        match = pattern.search(rest)
        if match and stage == PLAIN:
            stage = said
        if match:
            marks.append(match[0])
            rest = pattern.sub("", rest)
    return Version(JUNK.sub("", rest), stage, number, date, copy, "、".join(marks))


def _date(text: str, marks: list[str]) -> tuple[tuple[int, ...], str]:
    match = DATE.search(text) or re.search(r"(?<!\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)", text)
    if not match:
        return (), text
    numbers = [int(part) for part in match.groups() if part]
    marks.append(match[0])
    year = numbers[0] if len(numbers) == 3 else 0  # noqa: PLR2004 (year, month, day)
    return (*numbers[-2:], year), text[: match.start()] + text[match.end() :]


def _copy(text: str, marks: list[str]) -> tuple[int, str]:
    copies = 0
    for match in COPY.finditer(text):
        copies += int(match[1] or 1)
        marks.append(match[0])
    return copies, COPY.sub("", text)


def _number(text: str, marks: list[str]) -> tuple[float, str]:
    match = NUMBER.search(text)
    if not match:
        return 0.0, text
    said = next(part for part in match.groups() if part)
    marks.append(match[0])
    number = float(DIGITS.index(said)) if said in DIGITS else float(said)
    return number, text[: match.start()] + text[match.end() :]
