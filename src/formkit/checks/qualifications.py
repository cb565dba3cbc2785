"""Whether somebody holds a title that is high enough: a certificate of skill, or one of 非遗传承人.

A certificate's level is told by its name, by 级 (二级 is 技师, 三级 is not enough) and by its number. The
number is a hint, for older and other series exist: where it contradicts, a person looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import Final, NamedTuple

from formkit.answer import Answer
from formkit.chinese.boxes import read_boxes
from formkit.chinese.heritage_levels import (
    MUNICIPALITIES,
    HeritageLevel,
    granting_city,
    heritage_level,
    is_district_office,
)
from formkit.chinese.skill_levels import LEVELS, ranks
from formkit.finding import Finding, Severity
from formkit.judging import Asked
from formkit.kinds.certificate_number import level as level_of_number

_TOP_NUMBER: Final = LEVELS.index("高级技师")
"""A number tells no more than 一级; 特级技师 and 首席技师 hold such ones as well."""


class Outcome(IntEnum):
    """What one way to qualify comes to."""

    UNUSED = 0
    FAILS = 1
    DOUBTFUL = 2
    PASSES = 3


class Opinion(NamedTuple):
    """The outcome of one way, what is to be said about it, and the answers it rests on."""

    outcome: Outcome
    message: str = ""
    answers: tuple[Answer, ...] = ()


def level_at_least(asked: Asked) -> Iterator[Finding]:
    """Yield an error where no way leads to a title that is high enough, warnings where one is doubtful.

    ``lowest`` is the level of skill that is wanted. Of 非遗传承人 it is the level of a province, which
    in a municipality is called 市级; ``home`` is the city of the programme.
    """
    opinions = [_by_certificate(asked), _by_heritage(asked)]
    best = max(opinions, key=lambda one: one.outcome)
    if best.outcome in {Outcome.PASSES, Outcome.DOUBTFUL}:
        if best.message:
            yield asked.say(best.message, *best.answers, most=Severity.WARNING)
    elif best.outcome is Outcome.FAILS:
        failed = [one for one in opinions if one.outcome is Outcome.FAILS]
        said = "".join(one.message for one in failed)
        answers = [answer for one in failed for answer in one.answers]
        yield asked.say(f"{said}不符合本条；有更高等级证书或称号的请改填并附复印件。", *answers)
    elif (title := _answer(asked, "title")) is not None and title.text:
        message = (
            f"只填了“{title.label}”（{title.text[:20]}），没有填技能等级或非遗传承人称号；"
            "职称不在本条所列之内，请人工认定。"
        )
        yield asked.say(message, title, most=Severity.WARNING)


def _answer(asked: Asked, name: str) -> Answer | None:
    return asked.answer(asked.text(name)) if asked.text(name) else None


def _by_certificate(asked: Asked) -> Opinion:
    """Judge the level of skill by name and by 级, and hold the certificate's number against it."""
    level, number = _answer(asked, "level"), _answer(asked, "number")
    told = level_of_number(number.text) if number is not None else None
    if level is None or not (level.given or level.unreadable):
        if number is None or told is None:
            return Opinion(Outcome.UNUSED)
        message = f"没有填写等级，“{number.label}”表示的等级是{told}；请补填等级，并对照证书核对。"
        return Opinion(Outcome.DOUBTFUL, message, (number,))
    found = ranks(_written(asked, level))
    if not found:
        message = f"{_quoted(asked, level)}，看不出是哪一级；请对照证书填写等级名称。"
        return Opinion(Outcome.DOUBTFUL, message, (level,))
    if told is None or number is None:
        return _by_name(asked, level, found)
    if max(ranks(told)) == min(max(found), _TOP_NUMBER):
        return _by_name(asked, _confirmed(asked, level, number), found)
    opinion = _by_name(asked, level, found)
    message = f"{_quoted(asked, level)}，而“{number.label}”表示的等级是{told}；请对照证书核对。"
    agreed = opinion.outcome is Outcome.PASSES and min(ranks(told)) >= _lowest(asked)
    return Opinion(Outcome.PASSES if agreed else Outcome.DOUBTFUL, message, (level, number))


def _confirmed(asked: Asked, level: Answer, number: Answer) -> Answer:
    """Return a level as sure as the number that says the same, also one beside the printed options."""
    if level.found is None or number.found is None or level.sure:
        return level
    value = _written(asked, level)
    return level._replace(found=level.found._replace(value=value, confidence=number.found.confidence))


def _by_name(asked: Asked, level: Answer, found: frozenset[int]) -> Opinion:
    lowest = _lowest(asked)
    if min(found) >= lowest:
        return Opinion(Outcome.PASSES)
    if max(found) >= lowest:
        message = f"{_quoted(asked, level)}，名称与级别不一致（三级是高级工，二级是技师）；请对照证书核对。"
        return Opinion(Outcome.DOUBTFUL, message, (level,))
    return Opinion(Outcome.FAILS, f"{_quoted(asked, level)}，低于{asked.text('lowest')}，", (level,))


def _by_heritage(asked: Asked) -> Opinion:
    """Judge the level of a 非遗传承人 by its name."""
    level = _answer(asked, "heritage_level")
    if level is None or not (level.given or level.unreadable):
        return Opinion(Outcome.UNUSED)
    rank = heritage_level(_written(asked, level))
    if rank is HeritageLevel.UNKNOWN:
        message = f"{_quoted(asked, level)}，看不出是哪一级；请对照证书核对。"
        return Opinion(Outcome.DOUBTFUL, message, (level,))
    if rank is HeritageLevel.NATION:
        return Opinion(Outcome.PASSES)
    if rank is HeritageLevel.DISTRICT:
        return Opinion(Outcome.FAILS, f"{_quoted(asked, level)}，不到市级，", (level,))
    return _by_office(asked, level, rank)


def _by_office(asked: Asked, level: Answer, rank: HeritageLevel) -> Opinion:
    """Judge a title of 市级 or 省级 by its office: a municipality's counts as a province's."""
    authority = _answer(asked, "heritage_authority")
    office = authority.text if authority is not None else ""
    answers = (level,) if authority is None else (level, authority)
    if is_district_office(office):
        message = f"{_quoted(asked, level)}，认定机关却像是区县机关（{office[:30]}）；请对照证书核对级别。"
        return Opinion(Outcome.DOUBTFUL, message, answers)
    named = granting_city(office)
    city = named or asked.text("home")
    if city and city not in MUNICIPALITIES and (named or rank is HeritageLevel.CITY):
        message = (
            f"{_quoted(asked, level)}，由{city}市认定；直辖市的市级相当于省级，其他地级市的市级低一级，"
            "请人工认定是否符合。"
        )
        return Opinion(Outcome.DOUBTFUL, message, answers)
    return Opinion(Outcome.PASSES)


def _lowest(asked: Asked) -> int:
    return LEVELS.index(asked.text("lowest")) if asked.text("lowest") in LEVELS else 0


def _written(asked: Asked, level: Answer) -> str:
    """Return what was written, understood or not; of a printed choice what was written beside the boxes."""
    if level.text or level.found is None:
        return level.text
    boxes = read_boxes(level.found.raw, asked.options(level.path))
    return (boxes.rest if boxes.boxed else "") or level.found.raw


def _quoted(asked: Asked, level: Answer) -> str:
    return f"“{level.label}”填的是“{_written(asked, level)[:20]}”"
