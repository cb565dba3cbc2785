"""The checklist of a programme: read from its definition, every mistake at once with its path."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import formkit
from formkit.definition import define
from formkit.errors import ProgrammeError
from formkit.programme import Condition

CALL = formkit.load("tangcheng-2025")


def programme(*attachments: Any) -> dict[str, Any]:
    route = {"path": "route", "label": "路径", "kind": "choice_one", "options": ["非遗"]}
    form = {"label": "表", "template": "form.docx", "fields": [route]}
    return {
        "schema": 1,
        "name": "x",
        "title": "x",
        "source": "x",
        "forms": {"form": form},
        "attachments": list(attachments),
    }


def slot(**more: Any) -> dict[str, Any]:
    return {"slot": "01", "label": "申报表", **more}


def mistakes_of(*attachments: Any) -> str:
    with pytest.raises(ProgrammeError) as caught:
        define(programme(*attachments), Path())
    return "\n".join(caught.value.mistakes)


def test_a_slot_is_read_with_all_it_says() -> None:
    condition = {"when": "route", "any_of": ["非遗"]}
    (found,) = define(
        programme(
            slot(
                required=condition, many=True, copy=True, rest=True, form="form", words=["甲"], names=["乙"],
                contents=["丙"], hints=["丁"], shapes=["card"], source="第一条",
            )
        ),
        Path(),
    ).attachments  # fmt: skip
    assert found.required == Condition("route", ("非遗",))
    assert (found.many, found.copy, found.rest, found.form) == (True, True, True, "form")
    assert (found.words, found.names, found.contents, found.hints) == (("甲",), ("乙",), ("丙",), ("丁",))
    assert (found.shapes, found.source) == (("card",), "第一条")


@pytest.mark.parametrize(
    ("attachment", "path"),
    [
        ({"label": "表"}, "attachments[0].slot"),
        ({"slot": "01"}, "attachments[0]（01）.label"),
        (slot(slot="A 1"), "attachments[0]（A 1）.slot"),
        (slot(surprise=1), "attachments[0]（01）.surprise"),
        (slot(form="nowhere"), "attachments[0]（01）.form"),
        (slot(many="yes"), "attachments[0]（01）.many"),
        (slot(words="申报表"), "attachments[0]（01）.words"),
        (slot(names=["甲", " "]), "attachments[0]（01）.names"),
        (slot(hints=["申报", "申 报"]), "attachments[0]（01）.hints"),
        (slot(contents=[1]), "attachments[0]（01）.contents"),
        (slot(shapes=["round"]), "attachments[0]（01）.shapes"),
        (slot(required="yes"), "attachments[0]（01）.required"),
        (slot(required={"when": "nobody", "any_of": ["x"]}), "attachments[0]（01）.required"),
        (slot(required={"when": "route", "any_of": ["x"]}), "attachments[0]（01）.required"),
        (3, "attachments[0]"),
    ],
)
def test_a_mistake_is_named_by_its_path(attachment: Any, path: str) -> None:
    assert f"{path}：" in mistakes_of(attachment)


def test_all_mistakes_are_told_at_once() -> None:
    told = mistakes_of(slot(many=1), slot(label="别的", form="x"), slot(slot="02"))
    assert "编号重复" in told
    assert "“申报表”重复" in told
    assert told.count("\n") == 4  # the label stands twice, and both are named


def test_slots_must_be_a_list() -> None:
    with pytest.raises(ProgrammeError, match="attachments"):
        define({**programme(), "attachments": {"slot": "01"}}, Path())


def test_our_checklist_is_that_of_the_notice() -> None:
    assert [item.slot for item in CALL.attachments] == ["01", "02", "03", "04a", "04b", "04c", "04d", "05"]
    assert {item.form for item in CALL.attachments if item.form} == set(CALL.forms)
    assert all(item.source for item in CALL.attachments)
    assert [item.slot for item in CALL.attachments if not item.required] == ["05"]
