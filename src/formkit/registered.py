"""A submission as a register shows it: what was read, what a clerk made of it, and how far it has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from formkit.finding import Finding
from formkit.record import Found
from formkit.submission import Material, Submission


class Use(StrEnum):
    """What became of a package of the inbox, as the register prints it."""

    IN_FORCE = "采用"
    REPLACED = "已被替换"
    SET_ASIDE = "不采用"
    UNREADABLE = "读不出来"


class Incoming(NamedTuple):
    """One package of the inbox.

    ``name`` is its path in the inbox, parted by ``/``, ``digest`` that of its content, ``number`` the
    submission it belongs to, ``run`` the collection that saw it first. ``said`` says why it has its use
    (Chinese); ``is_present`` is false for one that is no longer in the inbox.
    """

    name: str
    digest: str
    number: int
    run: int
    use: Use
    said: str = ""
    is_present: bool = True


class Origin(NamedTuple):
    """Which package a file came in, and its name within it."""

    package: str
    name: str


@dataclass(frozen=True, slots=True)
class Registered:
    """One submission: all packages of it together, with the clerk's corrections and what the counter noted.

    ``findings`` are all that is to be said, whatever was decided about them. ``read`` holds for each
    corrected answer (by form, then path) what the program had read. ``origins`` says of each material of
    the submission where it came in, ``history`` are the files that later ones replaced.
    """

    number: int
    submission: Submission
    findings: tuple[Finding, ...]
    incoming: tuple[Incoming, ...]
    read: Mapping[str, Mapping[str, Found]] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    history: tuple[tuple[Origin, Material], ...] = ()

    @property
    def is_unreadable(self) -> bool:
        """Whether nobody can read any of its packages: there is nothing to check, and nobody known to ask."""
        return bool(self.incoming) and all(one.use is Use.UNREADABLE for one in self.incoming)

    @property
    def is_set_aside(self) -> bool:
        """Whether a clerk wrote of all its packages that they do not count: it is no submission."""
        return bool(self.incoming) and all(one.use is Use.SET_ASIDE for one in self.incoming)


class Scored(NamedTuple):
    """What the experts made of a submission.

    ``total`` by expert is None where one has not scored every item; ``score`` is their mean as configured,
    None where nobody scored; ``rank`` counts from 1, ``is_tied`` where others have the same. ``missing``
    names experts whose scores are missing, ``recused`` those who stood aside.
    """

    score: Decimal | None
    rank: int | None
    is_tied: bool
    total: Mapping[str, Decimal | None]
    missing: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()


class Stage(StrEnum):
    """Where a submission stands, as the register prints it."""

    RECEIVED = "已收件"
    TO_BE_SUPPLEMENTED = "待补正"
    NOT_ADMITTED = "不予受理"
    COMPLETE = "材料齐全"
    REVIEWED = "已评审"
    CONSULTED = "已征求意见"
    DECIDED = "已审定"
    NOT_DECIDED = "未通过审议"
    PUBLISHED = "已公布"
    RECTIFYING = "限期整改"
    CANCELLED = "取消命名"


class Standing(NamedTuple):
    """How far a submission has come: the stage, since when, what comes next, and what is in doubt.

    ``following`` says in Chinese what is to be done next; ``grade`` is that of the evaluation, "" before.
    """

    stage: Stage
    since: dt.date | None
    following: str
    grade: str = ""
    findings: tuple[Finding, ...] = ()
