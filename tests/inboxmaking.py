"""Inboxes as an office finds them before the deadline, with the truth of what must come back.

    python tests/inboxmaking.py FOLDER COUNT [--small] [--seed N] [--broken N]

writes an inbox and FOLDER.truth.json beside it. The same arguments give the same inbox: packages of invented
people, some of which cannot be read, some sent again or later with what was missing.
"""

# ruff: noqa: T201 (it is also a script, which reports by printing)

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import formkit
from formkit.grid import Picture
from inboxdata import Data, brief_data, correct, full_data, rewrite
from inboxpacking import BROKEN, NOBODY, Convert, Package, add_pictures, convert_applications, put
from inboxpeople import Person, leader_name, person, programme

Answers = Mapping[str, Mapping[str, str | tuple[str, ...]]]
SHAPES = ("folder", "folder", "folder", "zip", "zip", "gbk", "gbk", "single", "single", "nested")
STEMS = (
    "{l}申报材料", "{u}申报材料", "{u}-{l}", "{l}", "{u}技能大师工作室申报", "棠城工匠申报（{l}）",
    "{l}申报材料{d}", "申报材料（{n}）", "新建文件夹 ({n})", "{u}", "{l}大师工作室",
)  # fmt: skip
SUPPLEMENTS = ("{l}补充材料", "{u}{l}补充材料", "补充材料-{l}", "{l}（补充材料）", "{l}补交材料")
MARKS = ("（修改后）", "-更正", "最终", "date")
"""What tells that a package is sent again; "date": both packages have a date in their names."""
FILES = {
    "application": ("申报表", "{l}申报表", "1.申报表（{l}）", "{u}申报表"),
    "profile": ("事迹材料", "{l}事迹材料", "2.先进事迹"),
    "report": ("申报报告", "{u}申报报告", "3.工作室申报报告"),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """One package of the inbox: its name there, its role, and which applicant sent it, by index.

    ``role`` is "whole", "supplement", "replacement" or "broken"; ``broken`` is the reason why that cannot be
    read, a code of :data:`formkit.errors.REFUSALS`; nobody can tell who sent such a package.
    """

    name: str
    role: str
    applicant: int | None = None
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Applicant:
    """What must come back of an applicant: for each form that was sent, the values by their paths.

    Of a form sent twice the later one counts. Pictures, and what was not answered, are left out.
    """

    unit: str
    credit_code: str
    leader: str
    studio: str
    answers: Answers


@dataclass(slots=True)
class Inbox:
    """A folder of packages, in the order in which they came, and the applicants behind them."""

    folder: Path
    sent: list[Sent]
    applicants: list[Applicant]


def make_inbox(  # noqa: PLR0913 (three are keywords)
    folder: Path,
    count: int,
    seed: int = 0,
    *,
    broken: int = 10,
    pdf: Convert | None = None,
    small: bool = False,
) -> Inbox:
    """Write ``count`` packages into a folder, ``broken`` of them broken, and return the truth about them.

    With ``pdf`` about a fifth of the applications are PDF files. ``small`` packages are one application
    each, one in five of them in an archive, and are of one applicant each.
    """
    folder.mkdir(parents=True, exist_ok=True)
    broken = min(broken, count)
    post = _Post(folder, seed, count - broken)
    if small:
        for number in range(count - broken):
            post.write(post.brief(number))
    else:
        packages = post.packages(count)
        if pdf is not None:
            convert_applications([package for package in packages if package.pdf], pdf)
        for package in packages:
            post.write(package)
    for number in range(broken):
        post.write(post.broken(number))
    post.written.sort(key=lambda pair: pair[0])
    applicants = [
        Applicant(who.unit, who.credit_code, who.leader, who.studio, post.answers[number])
        for number, who in sorted(post.people.items())
    ]
    return Inbox(folder, [sent for _, sent in post.written], applicants)


class _Post:
    """The inbox while it fills: who wrote, what they answered, which names are taken."""

    def __init__(self, folder: Path, seed: int, good: int) -> None:
        self.folder, self.seed, self.good = folder, seed, good
        self.rng = random.Random(f"{seed}:inbox")
        self.people: dict[int, Person] = {}
        self.data: dict[int, Data] = {}
        self.answers: dict[int, dict[str, dict[str, str | tuple[str, ...]]]] = {}
        self.names: set[str] = set()
        self.written: list[tuple[dt.datetime, Sent]] = []
        self.shared: dict[str | tuple[str, ...], str | tuple[str, ...]] = {}

    def packages(self, count: int) -> list[Package]:
        """Return all packages but the broken ones."""
        twins, later, again = _relations(count, self.good)
        wholes = self.good - later - again
        order = self.rng.sample(range(wholes), wholes)
        units = list(range(wholes))
        for one, other in zip(order[:twins], order[twins : 2 * twins], strict=True):
            units[other] = one
        self.rng.shuffle(order)
        marks = {number: MARKS[place % len(MARKS)] for place, number in enumerate(order[:again])}
        packages = [self.whole(number, units[number], marks.get(number, "")) for number in range(wholes)]
        packages += [self.again(packages[number], mark) for number, mark in marks.items()]
        packages += [self.supplement(number) for number in order[again : again + later]]
        return packages

    def whole(self, number: int, unit: int, mark: str) -> Package:
        """Return the first package of an applicant."""
        rng = self.rng
        who = self.people[number] = person(self.seed, number, unit)
        self.data[number], self.answers[number] = full_data(who, self.seed, number), {}
        shape, moment = rng.choice(SHAPES), _moment(rng, 1, 12)
        stem = rng.choice(STEMS).format(l=who.leader, u=who.unit, n=rng.randint(1, 99), d=moment.date())
        if mark == "date" and not stem.endswith(str(moment.date())):
            stem = f"{stem}{moment.date()}"
        package = Package(self.free(stem), shape, moment, number, "whole", pdf=rng.random() < 0.2)
        sometimes = [form for form in ("profile", "report") if rng.random() < 0.85]
        for form in ("application", *(sometimes if shape != "single" else ())):
            self.add(package, form, rng.choice(FILES[form]).format(l=who.leader, u=who.unit))
        if shape != "single":
            add_pictures(package, rng)
        return package

    def again(self, first: Package, mark: str) -> Package:
        """Return a package sent again: the same files, some values corrected, a name that says so."""
        number = first.applicant
        self.data[number] = correct(self.data[number], self.rng)
        moment = _moment(self.rng, 15, 25)
        old = str(first.moment.date())
        stem = first.stem.replace(old, str(moment.date())) if mark == "date" else first.stem + mark
        package = replace(first, stem=self.free(stem), moment=moment, role="replacement", files={})
        forms = iter(list(self.answers[number]))
        for name, content in first.files.items():
            if name.endswith(".docx"):
                self.add(package, next(forms), name.removesuffix(".docx"))
            else:
                package.files[name] = content
        return package

    def supplement(self, number: int) -> Package:
        """Return what came later: a form that was missing, or one written anew."""
        rng, who = self.rng, self.people[number]
        missing = [form for form in ("profile", "report") if form not in self.answers[number]]
        form = rng.choice(missing or ("profile", "report"))
        if not missing:
            self.data[number] = rewrite(self.data[number], form, rng)
        stem = rng.choice(SUPPLEMENTS).format(l=who.leader, u=who.unit)
        package = Package(self.free(stem), rng.choice(SHAPES), _moment(rng, 15, 25), number, "supplement")
        self.add(package, form, stem if package.shape == "single" else FILES[form][0])
        return package

    def brief(self, number: int) -> Package:
        """Return an application alone."""
        who = self.people[number] = person(self.seed, number)
        self.data[number], self.answers[number] = brief_data(who, self.seed, number), {}
        shape = "single" if number % 5 else "zip"
        package = Package(f"{who.leader}申报表", shape, _moment(self.rng, 1, 12), number, "whole")
        self.add(package, "application", "申报表")
        del self.data[number]
        return package

    def broken(self, number: int) -> Package:
        """Return a package that cannot be read."""
        ending, code, make = BROKEN[number % len(BROKEN)]
        rng, stranger = self.rng, leader_name(self.good + number)
        stem = rng.choice(("{l}申报材料", "{l}申报表", "申报材料（{n}）")).format(l=stranger, n=number)
        return Package(
            self.free(stem), "raw", _moment(rng, 1, 25), NOBODY, code, {f"{stem}{ending}": make(rng)}
        )

    def add(self, package: Package, form: str, stem: str) -> None:
        """Fill a form, put it into a package, and note its answers: they take the place of earlier ones."""
        number = package.applicant
        filled = formkit.fill_document(programme(), form, self.data[number])
        package.files[f"{stem}.docx"] = filled.data
        self.answers[number][form] = {
            sys.intern(path): self.shared.setdefault(found.value, found.value)
            for path, found in filled.record.answers.items()
            if found.value and not isinstance(found.value, Picture)
        }

    def write(self, package: Package) -> None:
        """Write a package; all its files are as old as its moment."""
        path = put(package, self.folder)
        for place in (*path.rglob("*"), path) if path.is_dir() else (path,):
            os.utime(place, (package.moment.timestamp(),) * 2)
        sent = Sent(path.name, package.role, package.applicant)
        if package.applicant == NOBODY:
            sent = Sent(path.name, "broken", None, package.role)
        self.written.append((package.moment, sent))

    def free(self, stem: str) -> str:
        """Return a name that no other package has, and take it."""
        name, number = stem, 1
        while name in self.names:
            number += 1
            name = f"{stem}({number})"
        self.names.add(name)
        return name


def _relations(count: int, good: int) -> tuple[int, int, int]:
    """Return how many pairs of studios share a unit, how many supplements and replacements there are."""
    if count >= 60 and good >= 40:
        scale = max(1, count // 100)
        return 5 * scale, 8 * scale, 6 * scale
    return good // 12, good // 8, good // 10


def _moment(rng: random.Random, first: int, last: int) -> dt.datetime:
    day, hour, minute = rng.randint(first, last), rng.randint(1, 9), rng.randint(0, 59)
    return dt.datetime(2025, 7, day, hour, minute, tzinfo=dt.UTC)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write an inbox, and its truth beside it."""
    parser = argparse.ArgumentParser(description="Write an inbox of made-up packages, and its truth.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--broken", type=int, default=10)
    told = parser.parse_args(arguments)
    inbox = make_inbox(told.folder, told.count, told.seed, broken=told.broken, small=told.small)
    truth = {
        "sent": [asdict(sent) for sent in inbox.sent],
        "applicants": [asdict(applicant) for applicant in inbox.applicants],
    }
    beside = told.folder.with_name(f"{told.folder.name}.truth.json")
    beside.write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{told.folder}: {len(inbox.sent)} packages of {len(inbox.applicants)} applicants; {beside}")


if __name__ == "__main__":
    main()
