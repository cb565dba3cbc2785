"""What a panel of experts makes of submissions: totals, the score that is published, and the ranks.

All arithmetic is exact (fractions), so the only rounding is the one of the published score: half up, as
Excel's ROUND does it with which a clerk will check the list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from formkit.chinese.blanks import quote
from formkit.entries import SCORES, Entries
from formkit.finding import Finding, Severity
from formkit.points import RECUSED, points_of, recusal_of, shown
from formkit.programme import Review
from formkit.registered import Scored

_Given = Mapping[str, Mapping[str, str]]
"""What experts gave one submission: text by expert, then by item (or :data:`RECUSED`)."""


def scored(
    review: Review, entries: Entries, numbers: Sequence[int], experts: Sequence[str] = ()
) -> dict[int, Scored]:
    """Return what the experts made of each of the submissions, by number.

    The experts are those of ``experts`` and all that occur in the scores. One who stands aside does not count
    for that submission; the score of one who scored only some of the items, or gave what cannot be, is
    missing. Ranks compare the scores as they are published.
    """
    panel = _panel(review, entries, numbers, experts)
    published = {number: _rounded(mean, review.decimals) for number, mean in panel.means.items()}
    ranks, shared = _ranks(published.values()), Counter(published.values())
    result = {}
    for number, papers in panel.papers.items():
        score = published.get(number)
        result[number] = Scored(
            score,
            None if score is None else ranks[score],
            score is not None and shared[score] > 1,
            {name: paper.total for name, paper in papers.items() if not paper.recused},
            tuple(name for name, paper in papers.items() if paper.total is None and not paper.recused),
            tuple(name for name, paper in papers.items() if paper.recused),
        )
    return result


def panel_findings(
    review: Review, entries: Entries, numbers: Sequence[int], experts: Sequence[str] = ()
) -> list[Finding]:
    """Return what a clerk should know before the scores are published; none where nobody scored anything.

    ``numbers`` are all submissions that are reviewed: scores of others are named as not counted.
    """
    panel = _panel(review, entries, numbers, experts)
    if not entries.sheets.get(SCORES):
        return []
    return [
        *_few_experts(review, panel, experts),
        *_missing(review, panel),
        *_mistaken(review, panel),
        *_foreign(entries, numbers),
        *_few_totals(review, panel),
        *_ties(review, panel),
    ]


class _Paper(NamedTuple):
    """What one expert gave one submission; ``total`` is None where an item is missing or cannot be."""

    given: Mapping[str, str]
    recused: bool
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class _Panel:
    """Papers by number and expert, and the exact mean by number where there is one."""

    experts: tuple[str, ...]
    papers: Mapping[int, Mapping[str, _Paper]]
    means: Mapping[int, Fraction]

    def every(self) -> Iterator[tuple[int, str, _Paper]]:
        """Yield each paper with the number and the expert."""
        for number, papers in self.papers.items():
            for expert, paper in papers.items():
                yield number, expert, paper

    def totals(self, number: int) -> list[Decimal]:
        """Return the totals that count for a submission."""
        return [paper.total for paper in self.papers[number].values() if paper.total is not None]


def _panel(review: Review, entries: Entries, numbers: Sequence[int], experts: Sequence[str]) -> _Panel:
    given = {key: _by_expert(review, row) for key, row in entries.sheets.get(SCORES, {}).items()}
    occurring = sorted({expert for row in given.values() for expert in row})
    names = tuple(dict.fromkeys((*experts, *occurring)))
    papers = {
        number: {name: _paper(review, given.get(str(number), {}).get(name, {})) for name in names}
        for number in numbers
    }
    panel = _Panel(names, papers, {})
    means = {number: _mean(panel.totals(number), review.trim) for number in papers}
    return _Panel(names, papers, {number: mean for number, mean in means.items() if mean is not None})


def _by_expert(review: Review, row: Mapping[str, str]) -> _Given:
    """Sort the columns ``expert/item`` of a row by expert; both may have a ``/`` in their names."""
    items = sorted((RECUSED, *(item.name for item in review.items)), key=len, reverse=True)
    given: dict[str, dict[str, str]] = {}
    for column, text in row.items():
        item = next((item for item in items if column.endswith(f"/{item}")), None)
        expert = column.partition("/")[0] if item is None else column.removesuffix(f"/{item}")
        given.setdefault(expert, {})[column.removeprefix(f"{expert}/") if item is None else item] = text
    return given


def _paper(review: Review, given: Mapping[str, str]) -> _Paper:
    # Whoever wrote something under 回避 that is not a plain no has a reason; his points are not used.
    if recusal_of(given.get(RECUSED, "")) is not False:
        return _Paper(given, recused=True, total=None)
    points = [points_of(given.get(item.name, "")) for item in review.items]
    good = [
        one
        for one, item in zip(points, review.items, strict=True)
        if one is not None and 0 <= one <= item.points
    ]
    return _Paper(given, recused=False, total=sum(good, Decimal(0)) if len(good) == len(points) else None)


def _mean(totals: Sequence[Decimal], trim: int) -> Fraction | None:
    if not totals:
        return None
    counted = sorted(totals)
    if len(totals) > 2 * trim:
        counted = counted[trim : len(counted) - trim]
    return Fraction(sum(map(Fraction, counted), Fraction(0)), len(counted))


def _rounded(exact: Fraction, decimals: int) -> Decimal:
    """Return a number from 0 on, rounded half up."""
    return Decimal(int(exact * 10**decimals + Fraction(1, 2))).scaleb(-decimals)


def _ranks(scores: Iterable[Decimal]) -> dict[Decimal, int]:
    ranks: dict[Decimal, int] = {}
    for rank, score in enumerate(sorted(scores, reverse=True), 1):
        ranks.setdefault(score, rank)
    return ranks


def _finding(code: str, message: str) -> Finding:
    return Finding(code, Severity.WARNING, message)


def _listed(numbers: Iterable[int]) -> str:
    return "、".join(map(str, numbers))


def _few_experts(review: Review, panel: _Panel, experts: Sequence[str]) -> Iterator[Finding]:
    count = len(panel.experts)
    if not experts and count < review.experts:
        names = "、".join(panel.experts)
        message = f"应有 {review.experts} 名评委打分，只见到 {count} 名（{names}），请核对打分表是否收齐。"
        yield _finding("score-few", message)


def _missing(review: Review, panel: _Panel) -> Iterator[Finding]:
    for expert in panel.experts:
        papers = {number: row[expert] for number, row in panel.papers.items() if not row[expert].recused}
        empty = [number for number, paper in papers.items() if not _named(paper, review)]
        if empty:
            whole = len(empty) == len(panel.papers)
            what = (
                f"还没有打分（{len(empty)} 个工作室都没有分数）"
                if whole
                else f"没有给编号 {_listed(empty)} 打分"
            )
            yield _finding("score-missing", f"评委{quote(expert)}{what}；请催交，或在打分表上注明回避。")
        for number, paper in papers.items():
            missing = [item.name for item in review.items if not paper.given.get(item.name, "").strip()]
            if missing and number not in empty:
                names = "、".join(map(quote, missing))
                message = f"编号 {number}：评委{quote(expert)}没有给{names}打分，这份打分不完整，没有计入。"
                yield _finding("score-missing", message)


def _named(paper: _Paper, review: Review) -> bool:
    return any(paper.given.get(item.name, "").strip() for item in review.items)


def _mistaken(review: Review, panel: _Panel) -> Iterator[Finding]:
    items = {item.name: item for item in review.items}
    for number, expert, paper in panel.every():
        who = f"编号 {number}：评委{quote(expert)}"
        if recusal_of(paper.given.get(RECUSED, "")) is None:
            said = quote(paper.given[RECUSED])
            message = f"{who}在“回避”一栏写的是{said}，按回避处理，没有计分；请向评委核实，要回避的写“是”。"
            yield _finding("score-unknown", message)
        for name, text in paper.given.items():
            if name == RECUSED or paper.recused or not text.strip():
                continue
            points = points_of(text)
            if name not in items:
                message = f"{who}给{quote(name)}打了分，现在的评分项目里没有这一项，没有使用。"
                yield _finding("score-unknown", message)
            elif points is None:
                message = f"{who}的{quote(name)}写的是{quote(text)}，不是确定的分数，这份打分没有计入。"
                yield _finding("score-unknown", message)
            elif not 0 <= points <= items[name].points:
                bound = f"应在 0 到 {items[name].points} 分之间，这份打分没有计入"
                yield _finding("score-out-of-bounds", f"{who}的{quote(name)}是 {shown(points)} 分，{bound}。")


def _foreign(entries: Entries, numbers: Sequence[int]) -> Iterator[Finding]:
    known = set(map(str, numbers))
    others = [key for key in entries.sheets.get(SCORES, {}) if key not in known]
    if others:
        message = f"编号 {'、'.join(others)} 有评委打分，但不在参加评审的名单里，没有计入；请核对。"
        yield _finding("score-unknown", message)


def _few_totals(review: Review, panel: _Panel) -> Iterator[Finding]:
    least = 2 * review.trim + 1
    for number, papers in panel.papers.items():
        count = len(panel.totals(number))
        if not count and papers and all(paper.recused for paper in papers.values()):
            yield _finding("score-few", f"编号 {number}：评委全部回避，没有得分；请另请评委。")
        elif review.trim and 0 < count < least:
            message = (
                f"编号 {number}：完整的打分只有 {count} 份，不到 {least} 份，"
                f"没有去掉最高分和最低分，得分是{'这一份的分数' if count == 1 else f' {count} 份的平均分'}。"
            )
            yield _finding("score-few", message)


def _ties(review: Review, panel: _Panel) -> Iterator[Finding]:
    published = {number: _rounded(mean, review.decimals) for number, mean in panel.means.items()}
    for score, rank in _ranks(published.values()).items():
        tied = [number for number, other in published.items() if other == score]
        if len(tied) == 1:
            continue
        exact = {number: panel.means[number] for number in tied}
        message = f"编号 {_listed(tied)} 得分都是 {score:f}，并列第 {rank} 名"
        if len(set(exact.values())) > 1:
            finer = "，".join(
                f"编号 {number} 为 {_rounded(mean, review.decimals + 4):f}" for number, mean in exact.items()
            )
            message += f"；四舍五入以前并不相同（{finer}），名次按公布的分数排"
        yield _finding("score-tied", f"{message}；名额涉及并列的，请由评审小组决定先后。")
