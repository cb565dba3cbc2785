"""The verbs of experts' review: who is scored, by whom, and what the scores come to in the register."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from formkit.chinese.masking import masked
from formkit.entries import SCORES
from formkit.errors import UnreadableFileError, UsageError
from formkit.finding import Finding, Severity
from formkit.keepingbook import Written, mark_of, rewrite
from formkit.ledger import Ledger
from formkit.panel import panel_findings
from formkit.programme import Programme, Review
from formkit.readers.scoresheet import read_scores
from formkit.registered import Scored, Stage
from formkit.registry import CANDIDATES, EXPERTS, Registry
from formkit.reviewround import read_round, write_round
from formkit.submission import Submission
from formkit.writers.scoresheet import Candidate

BEFORE: Final = frozenset((Stage.RECEIVED, Stage.TO_BE_SUPPLEMENTED))
"""Stages in which a submission is not yet put before the experts, unless somebody wants it."""


NO_SCORES: Final = "文件夹里没有打了分的打分表，得分没有变化；请把收回的打分表放进这个文件夹，再合并一次。"


class Issued(NamedTuple):
    """Scoring workbooks that were written, for which submissions, and which were left out with why."""

    paths: tuple[Path, ...]
    candidates: tuple[Candidate, ...]
    left_out: tuple[tuple[Candidate, Stage], ...]


class Ranked(NamedTuple):
    """What came back: the register as written, the scores by number, who each is, what is to be said."""

    written: Written
    scores: dict[int, Scored]
    candidates: tuple[Candidate, ...]
    findings: tuple[Finding, ...]


def review_of(programme: Programme) -> Review:
    """Return how experts score.

    :raises UsageError: when the programme does not say it.
    """
    if programme.review is None:
        message = f"申报项目“{programme.name}”没有评审项目和分值；请在 programme.toml 中写 [review] 一节。"
        raise UsageError(message)
    return programme.review


def issue(  # noqa: PLR0913 (three of them are flags of the command)
    registry: Registry,
    folder: Path,
    experts: Sequence[str],
    *,
    everybody: bool,
    force: bool,
    dry_run: bool,
) -> Issued:
    """Write one scoring workbook for each expert: 专家一 and so on where nobody is named.

    :raises UsageError: when nobody is to be scored, or a file would be overwritten.
    """
    review = review_of(registry.programme)
    chosen: list[Candidate] = []
    left_out: list[tuple[Candidate, Stage]] = []
    scores = registry.scores()
    for item in registry.items():
        if item.is_set_aside:
            continue
        stage = registry.standing(item, scores.get(item.number)).stage
        candidate = candidate_of(registry.programme, item.number, item.submission)
        if item.is_unreadable or stage is Stage.NOT_ADMITTED or (stage in BEFORE and not everybody):
            left_out.append((candidate, stage))
        else:
            chosen.append(candidate)
    if not chosen:
        message = "没有材料齐全的申报可以评审；请先处理问题清单并登记收件日期，或加上 --all 列入全部申报。"
        raise UsageError(message)
    names = list(experts) or [f"专家{numeral}" for numeral in NUMERALS[: review.experts]]
    if dry_run:
        return Issued((), tuple(chosen), tuple(left_out))
    ledger = registry.ledger
    title, mark = registry.programme.title, mark_of(ledger)
    paths = write_round(folder, review, title, names, chosen, mark, force=force)
    with ledger.transaction():
        ledger.set_meta(CANDIDATES, json.dumps([item.number for item in chosen]))
        ledger.set_meta(EXPERTS, json.dumps(names, ensure_ascii=False))
    return Issued(tuple(paths), tuple(chosen), tuple(left_out))


NUMERALS: Final = (*"一二三四五六七八九", *(f"十{digit}" for digit in ("", *"一二三四五六七八九")), "二十")


def candidate_of(programme: Programme, number: int, submission: Submission) -> Candidate:
    """Return who is scored, as the workbooks name it: nothing that belongs to the person alone."""
    paths, review = programme.register.identity, programme.review
    beside = "" if review is None else review.beside.partition("/")[2]
    studio, leader, unit, trade = (
        " ".join(submission.said(path).split()) for path in (paths.studio, paths.leader, paths.unit, beside)
    )
    return Candidate(number, studio, leader, unit or masked(submission.source), trade)


def merge(registry: Registry, register: Path, folder: Path) -> Ranked:
    """Put the scores of a folder of workbooks into the register; what an expert took back is taken back.

    :raises UnreadableFileError: when the folder cannot be opened.
    :raises UsageError: when the register cannot be written.
    """
    review = review_of(registry.programme)
    found = read_round(folder, mark_of(registry.ledger))
    entries = registry.entries
    read = {file.expert for file in found.files}
    for sheet, key, column, _ in list(entries.every()):
        if sheet == SCORES and column.partition("/")[0] in read:
            entries.put(sheet, key, column, "")
    for sheet, key, column, text in found.entries.every():
        entries.put(sheet, key, column, text)
    experts = list(dict.fromkeys([*registry.experts(), *(file.expert for file in found.files)]))
    registry.ledger.set_meta(EXPERTS, json.dumps(experts, ensure_ascii=False))
    written = rewrite(registry, register)
    numbers = registry.candidates()
    findings = (*found.findings, *panel_findings(review, entries, numbers, experts), *written.findings)
    if all(file.is_blank for file in found.files):
        findings = (Finding("score-missing", Severity.WARNING, NO_SCORES), *findings)
    named = tuple(candidate_of(registry.programme, number, registry.submission(number)) for number in numbers)
    return Ranked(written, registry.scores(), named, tuple(dict.fromkeys(findings)))


def register_for(folder: Path) -> Path:
    """Return the register that scoring workbooks in a folder belong to: beside them, above, or right here.

    :raises UsageError: when none is there.
    """
    marks: set[str] = set()
    for path in sorted(folder.glob("*.xlsx")) if folder.is_dir() else ():
        try:
            marks.add(read_scores(path).mark)
        except UnreadableFileError:
            continue
    for place in (folder, folder.absolute().parent, Path.cwd()):
        for path in sorted(place.glob("*.ledger")) if place.is_dir() else ():
            try:
                with Ledger(path) as ledger:
                    if mark_of(ledger) in marks:
                        return path.with_suffix(".xlsx")
            except (UnreadableFileError, UsageError):
                continue
    raise UsageError(f"没有找到“{folder}”里的打分表属于哪份汇总表；请在命令中写明汇总表的文件名。")
