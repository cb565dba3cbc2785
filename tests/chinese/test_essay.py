"""Title and signature of a piece of writing, told from its body; in doubt a line is body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.chinese.essay import tell_apart

BODY = "　　他从业二十年，带徒三人。\n一、肯下功夫\n　　那几年，他记满了14本笔记。"


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("", 0),
        ("匠心筑梦\n", 1),
        ("匠心筑梦\n——记某厂技师甄样本\n", 2),
        ("关于推荐甄样本同志为领衔专家\n的先进事迹材料\n\n", 2),
        ("事迹材料\n二十九载铣刀下的毫厘功夫\n申报单位：某厂\n领衔高技能专家（拟命名专家）：甄样本\n", 4),
        ("匠心筑梦\n（某厂 甄样本）\n2025年7月1日\n", 3),
        ("　　匠心是什么？他用二十年作了回答。\n", 0),
        ("一、基本情况\n", 0),
    ],
)
def test_the_lines_of_a_title_are_told_apart(head: str, lines: int) -> None:
    found = tell_apart(head + BODY)
    assert len(found.title) == lines
    assert found.body.strip().startswith((head if not lines else BODY).strip()[:8])
    assert found.signature == ()


@pytest.mark.parametrize(
    ("foot", "lines"),
    [
        ("", 0),
        ("\n2025年7月1日", 1),
        ("\n\n重庆样本厂（盖章）\n二〇二五年七月一日\n", 2),
        ("\n申报人：甄样本\n2025.7.1", 2),
        ("\n领衔专家（签字）：\n    年   月   日", 2),
        ("\n今后他将再带一批徒弟", 0),
        ("\n他说，2025年7月1日是个好日子。", 0),
        ("\n单位意见属实，盖章处见附件。", 0),
    ],
)
def test_the_lines_of_a_signature_are_told_apart(foot: str, lines: int) -> None:
    found = tell_apart(BODY + foot)
    assert len(found.signature) == lines
    assert found.title == ()
    assert found.body.startswith(BODY)


def test_a_text_of_headings_alone_is_all_body() -> None:
    assert tell_apart("匠心筑梦") == ((), "匠心筑梦", ())
    assert tell_apart("") == ((), "", ())


@given(
    st.lists(
        st.sampled_from(["匠心", "——记", "他从业，带徒。", "", "2025年7月1日", "某厂（盖章）", "一、节"]),
        max_size=8,
    )
)
def test_no_line_is_lost(lines: list[str]) -> None:
    found = tell_apart("\n".join(lines))
    kept = [*found.title, *(line.strip() for line in found.body.split("\n")), *found.signature]
    assert [line for line in kept if line] == [line for line in lines if line]
