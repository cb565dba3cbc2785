"""Whether numbers agree with what is said beside them: an identity number, the code of a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from formkit.answer import days_of
from formkit.finding import Finding, Severity
from formkit.judging import Asked
from formkit.kinds.resident_id import birth_date, sex
from formkit.rulewording import shown, wording

_IDENTITY: Final = re.compile(r"\d{17}[\dX]", re.ASCII)
PREFIX: Final = 2
"""So many characters of a credit code say who registers the unit, and what sort of unit it is."""


def id_matches_birth_sex(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where the identity number says another birth or sex; the number itself is not shown."""
    number = asked.answer(asked.text("identity"))
    if number is None or not _IDENTITY.fullmatch(number.text):
        return
    born, birth = days_of(birth_date(number.text)), asked.answer(asked.text("birth"))
    if born is not None and birth is not None and birth.days is not None:
        first, last = birth.days
        if not first <= born[0] <= last:
            message = (
                f"“{birth.label}”填的是{first.year}年{first.month}月，“{number.label}”上的出生日期是"
                f"{shown(born[0])}，两者不一致；请对照身份证改正。"
            )
            yield asked.say(message, birth, number)
    said = asked.answer(asked.text("sex"))
    if said is not None and said.text in {"男", "女"} and said.text != sex(number.text):
        message = (
            f"“{said.label}”填的是{said.text}，“{number.label}”第 17 位表示{sex(number.text)}；"
            "请对照身份证改正。"
        )
        yield asked.say(message, said, number)


def credit_code_matches_nature(asked: Asked) -> Iterator[Finding]:
    """Yield a warning where the code's first two characters belong to another sort of unit.

    ``prefixes`` lists for each prefix the sorts of units that go with it; a prefix that is not listed, and
    a sort that is listed nowhere, say nothing.
    """
    code, nature = asked.answer(asked.text("code")), asked.answer(asked.text("nature"))
    if code is None or nature is None or not nature.text:
        return
    prefixes = asked.table("prefixes")
    fitting = prefixes.get(code.text[:PREFIX])
    known = {option for options in prefixes.values() for option in options}
    if fitting is not None and nature.text in known and nature.text not in fitting:
        message = (
            f"“{code.label}”以 {code.text[:PREFIX]} 开头，一般是{'、'.join(fitting)}，"
            f"而“{nature.label}”填的是“{nature.text}”；请对照营业执照或法人证书核对。"
        )
        yield asked.say(message, nature, code, most=Severity.WARNING)


def unit_admitted(asked: Asked) -> Iterator[Finding]:
    """Yield a warning where the sort of unit or the code's prefix makes it doubtful that it may apply.

    A person decides: what the rule's words, 企事业单位, take in is not for a program to say.
    """
    nature, code = asked.answer(asked.text("nature")), asked.answer(asked.text("code"))
    said = wording(asked.rule)
    if nature is not None and nature.text and nature.text not in asked.texts("natures"):
        message = f"“{nature.label}”填的是“{nature.text}”，不一定属于“{said}”；请人工认定能否申报。"
        yield asked.say(message, nature, most=Severity.WARNING)
        return
    if nature is not None and nature.unreadable:
        yield asked.cannot_tell(nature)
    if code is not None and code.text[:PREFIX] in asked.texts("prefixes_doubtful"):
        message = f"“{code.label}”以 {code.text[:PREFIX]} 开头，不一定属于“{said}”；请人工认定能否申报。"
        yield asked.say(message, code, most=Severity.WARNING)
