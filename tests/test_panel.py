"""What a panel of experts makes of submissions: means, ranks, recusals, and what is said about them."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.entries import SCORES, Entries
from formkit.finding import Finding, Severity
from formkit.panel import panel_findings, scored
from formkit.points import points_of
from formkit.programme import Review, ReviewItem

ITEMS = (ReviewItem("专家条件", 30), ReviewItem("团队/传承", 20))
REVIEW = Review(ITEMS, trim=1, decimals=2, experts=3)
Papers = Mapping[tuple[int, str], tuple[str, ...] | None]
"""Points of the items by number and expert; None where the expert stands aside."""


def entered(papers: Papers, review: Review = REVIEW) -> Entries:
    entries = Entries()
    for (number, expert), points in papers.items():
        if points is None:
            entries.put(SCORES, str(number), f"{expert}/recused", "是")
            continue
        for item, text in zip(review.items, points, strict=True):
            entries.put(SCORES, str(number), f"{expert}/{item.name}", text)
    return entries


def said(entries: Entries, numbers: list[int], review: Review = REVIEW) -> list[tuple[str, str]]:
    findings = panel_findings(review, entries, numbers)
    assert {finding.severity for finding in findings} <= {Severity.WARNING}
    return [(finding.code, finding.message) for finding in findings]


def test_the_highest_and_the_lowest_are_left_out() -> None:
    entries = entered({(1, "王一"): ("10", "5"), (1, "李二"): ("20", "10"), (1, "赵三"): ("30", "20")})
    one = scored(REVIEW, entries, [1])[1]
    assert (one.score, one.rank, one.is_tied) == (Decimal("30.00"), 1, False)
    assert one.total == {"王一": 15, "李二": 30, "赵三": 50}
    assert said(entries, [1]) == []


def test_with_too_few_the_plain_mean_is_taken_and_said() -> None:
    entries = entered({(1, "王一"): ("10", "5"), (1, "李二"): ("20", "10"), (1, "赵三"): None})
    one = scored(REVIEW, entries, [1])[1]
    assert one.score == Decimal("22.50")
    assert (one.missing, one.recused) == ((), ("赵三",))
    assert set(one.total) == {"王一", "李二"}
    ((code, message),) = said(entries, [1])
    assert code == "score-few"
    assert "编号 1" in message
    assert "2 份的平均分" in message


def test_ranks_leave_out_places_after_a_tie() -> None:
    totals = {1: "20", 2: "25", 3: "20", 4: "11"}
    entries = entered({(number, "王一"): (text, "0") for number, text in totals.items()})
    review = Review(ITEMS, experts=1)
    found = scored(review, entries, [4, 3, 2, 1])
    assert {number: (one.rank, one.is_tied) for number, one in found.items()} == {
        1: (2, True),
        2: (1, False),
        3: (2, True),
        4: (4, False),
    }
    ((code, message),) = said(entries, [1, 2, 3, 4], review)
    assert code == "score-tied"
    assert "编号 1、3 得分都是 20.00，并列第 2 名" in message
    assert "四舍五入" not in message


def test_a_tie_that_rounding_made_is_said() -> None:
    review = Review(ITEMS, decimals=0, experts=1)
    entries = entered({(1, "王一"): ("20.5", "0"), (2, "王一"): ("21.4", "0")})
    found = scored(review, entries, [1, 2])
    assert [(one.score, one.rank, one.is_tied) for one in found.values()] == [(21, 1, True), (21, 1, True)]
    ((_, message),) = said(entries, [1, 2], review)
    assert "编号 1 为 20.5000，编号 2 为 21.4000" in message


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("31", "score-out-of-bounds", "“专家条件”是 31 分，应在 0 到 30 分之间"),
        ("-1", "score-out-of-bounds", "是 -1 分"),
        ("优秀", "score-unknown", "写的是“优秀”，不是确定的分数"),
        ("", "score-missing", "没有给“专家条件”打分"),
        ("1" * 40, "score-unknown", "不是确定的分数"),
    ],
)
def test_what_cannot_be_a_score_costs_the_paper_and_is_named(text: str, code: str, part: str) -> None:
    entries = entered({(7, "王一"): (text, "5"), (7, "李二"): ("20", "10"), (7, "赵三"): ("20", "10")})
    one = scored(REVIEW, entries, [7])[7]
    assert one.total["王一"] is None
    assert (one.missing, one.score) == (("王一",), Decimal("30.00"))
    findings = [(found, message) for found, message in said(entries, [7]) if found != "score-few"]
    ((found, message),) = findings
    assert found == code
    assert part in message
    assert "编号 7" in message
    assert "王一" in message


def test_whoever_gave_nothing_is_named_once() -> None:
    entries = entered({(1, "王一"): ("1", "1"), (2, "王一"): ("1", "1"), (2, "李二"): ("1", "1")})
    review = Review(ITEMS, experts=2)
    assert scored(review, entries, [1, 2])[1].missing == ("李二",)
    messages = [message for code, message in said(entries, [1, 2], review) if code == "score-missing"]
    assert messages == ["评委“李二”没有给编号 1 打分；请催交，或在打分表上注明回避。"]
    named = panel_findings(review, entries, [1, 2], ["李二", "王一", "赵三"])
    assert any("评委“赵三”还没有打分（2 个工作室都没有分数）" in one.message for one in named)
    assert scored(review, entries, [1, 2], ["赵三"])[2].missing == ("赵三",)


def test_fewer_experts_than_asked_is_said() -> None:
    entries = entered({(1, "王一"): ("1", "1"), (1, "李二"): ("1", "1")}, Review(ITEMS))
    ((code, message),) = said(entries, [1], Review(ITEMS, experts=5))
    assert code == "score-few"
    assert "应有 5 名评委打分，只见到 2 名（李二、王一）" in message


def test_where_all_stand_aside_there_is_no_score() -> None:
    entries = entered({(1, name): None for name in "王李赵"})
    one = scored(REVIEW, entries, [1])[1]
    assert (one.score, one.rank, one.is_tied, one.missing) == (None, None, False, ())
    assert [code for code, _ in said(entries, [1])] == ["score-few"]


def test_an_unclear_recusal_counts_as_one_and_is_asked_about() -> None:
    entries = entered({(1, "王一"): ("20", "10")})
    entries.put(SCORES, "1", "王一/recused", "同一单位")
    review = Review(ITEMS, experts=1)
    assert scored(review, entries, [1])[1].recused == ("王一",)
    assert any(code == "score-unknown" and "“同一单位”" in text for code, text in said(entries, [1], review))
    entries.put(SCORES, "1", "王一/recused", "否")
    assert scored(review, entries, [1])[1].total == {"王一": 30}


def test_scores_of_what_is_not_reviewed_and_of_old_items_are_named() -> None:
    entries = entered({(1, "王一"): ("20", "10"), (9, "王一"): ("20", "10")})
    entries.put(SCORES, "1", "王一/旧项目", "3")
    review = Review(ITEMS, experts=1)
    assert scored(review, entries, [1])[1].score == 30
    messages = [message for code, message in said(entries, [1], review) if code == "score-unknown"]
    assert len(messages) == 2
    assert "“旧项目”" in messages[0]
    assert "编号 9" in messages[1]


def test_nobody_scored_and_nothing_is_said() -> None:
    assert panel_findings(REVIEW, Entries(), [1, 2]) == []
    one = scored(REVIEW, Entries(), [1])[1]
    assert (one.score, one.rank, dict(one.total)) == (None, None, {})


def test_a_stroke_in_a_name_parts_nothing() -> None:
    entries = entered({(1, "王/一"): ("20", "10")})
    assert scored(Review(ITEMS, experts=1), entries, [1])[1].total == {"王/一": 30}


NAMES = ("王一", "李二", "赵三", "钱/四", "孙五", "周六")
POINTS = st.decimals(0, 20, places=1).map(str) | st.sampled_from(["", "优", "31", "２０", "7分"])
PAPERS = st.dictionaries(
    st.tuples(st.integers(1, 4), st.sampled_from(NAMES)),
    st.none() | st.tuples(POINTS, POINTS),
    max_size=20,
)
REVIEWS = st.builds(Review, st.just(ITEMS), trim=st.integers(0, 2), decimals=st.integers(0, 3))
NUMBERS = [1, 2, 3, 4]


def total_of(points: tuple[str, ...]) -> Decimal | None:
    found = [points_of(text) for text in points]
    if any(one is None or not 0 <= one <= item.points for one, item in zip(found, ITEMS, strict=True)):
        return None
    return sum((one for one in found if one is not None), Decimal(0))


@given(PAPERS, REVIEWS)
def test_the_mean_is_that_of_a_naive_reference(papers: Papers, review: Review) -> None:
    found = scored(review, entered(papers), NUMBERS)
    for number in NUMBERS:
        totals = [total_of(one) for (key, _), one in papers.items() if key == number and one is not None]
        kept = sorted(total for total in totals if total is not None)
        if len(kept) >= 2 * review.trim + 1:
            for _ in range(review.trim):
                kept.remove(max(kept))
                kept.remove(min(kept))
        if not kept:
            assert found[number].score is None
            continue
        score = found[number].score
        assert score is not None
        exact = statistics.mean(map(Fraction, kept))
        unit = Decimal(1).scaleb(-review.decimals)
        near = Decimal(exact.numerator * 10**6 // exact.denominator).scaleb(-6)
        assert score == near.quantize(unit, ROUND_HALF_UP)
        assert min(kept) - unit / 2 <= score <= max(kept) + unit / 2


@given(PAPERS, REVIEWS, st.randoms())
def test_the_order_of_the_experts_changes_nothing(papers: Papers, review: Review, chance: Random) -> None:
    shuffled = list(papers.items())
    chance.shuffle(shuffled)
    before, after = entered(papers), entered(dict(shuffled))
    assert scored(review, before, NUMBERS) == scored(review, after, NUMBERS)
    assert codes(panel_findings(review, before, NUMBERS)) == codes(panel_findings(review, after, NUMBERS))


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return sorted((finding.code, finding.message) for finding in findings)


@given(PAPERS, REVIEWS)
def test_one_who_stands_aside_changes_no_score(papers: Papers, review: Review) -> None:
    before = scored(review, entered(papers), NUMBERS)
    after = scored(review, entered({**papers, **{(number, "吴七"): None for number in NUMBERS}}), NUMBERS)
    for number in NUMBERS:
        assert after[number]._replace(recused=()) == before[number]._replace(recused=())
        assert set(after[number].recused) == {*before[number].recused, "吴七"}


@given(PAPERS, REVIEWS)
def test_ranks_follow_the_scores(papers: Papers, review: Review) -> None:
    ranked = [one for one in scored(review, entered(papers), NUMBERS).values() if one.score is not None]
    for one in ranked:
        assert one.rank == 1 + sum(other.score > one.score for other in ranked)  # type: ignore[operator]
        assert one.is_tied == (sum(other.score == one.score for other in ranked) > 1)


@given(PAPERS, REVIEWS)
def test_each_expert_has_a_total_or_is_missing_or_stands_aside(papers: Papers, review: Review) -> None:
    names = {name for (_, name), points in papers.items() if points is None or any(points)}
    for one in scored(review, entered(papers), NUMBERS).values():
        assert {*one.total, *one.recused} == names
        assert {name for name, total in one.total.items() if total is None} == set(one.missing)
        assert not set(one.total) & set(one.recused)
