"""Law 3, one edit at a time: what people do to a form in Word does no harm to what they typed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from tests.records import NASTY, record
from tests.typist import root_of, with_main
from tests.wordedits import EDITS, Edit, W

import formkit

CALL = formkit.load("tangcheng-2025")
FORM = CALL.forms["application"]


def differences(data: bytes, record_: formkit.Record, folder: Path) -> dict[str, tuple[Any, Any]]:
    path = folder / "edited.docx"
    path.write_bytes(data)
    case = formkit.extract(CALL, path, "application")
    paths = {**record_.answers, **case.record.answers}
    return {
        key: (record_.value(key), case.record.value(key))
        for key in paths
        if record_.value(key) != case.record.value(key)
    }


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("seed", range(8))
def test_an_edit_does_no_harm(edit: Edit, seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    texts = [text for text in rng.choices(NASTY, k=6) if "年" not in text] or ["甲"]
    filled = formkit.fill_document(CALL, "application", record(FORM, rng, texts, 12))
    root = root_of(filled.data)
    edit(root.find(f"{W}body"), rng)
    assert differences(with_main(filled.data, root), filled.record, tmp_path) == {}


@pytest.mark.parametrize("seed", range(4))
def test_all_edits_together_do_no_harm(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    filled = formkit.fill_document(
        CALL, "application", record(FORM, rng, ["工艺改进", "张三·李四", "无"], 12)
    )
    root = root_of(filled.data)
    for edit in EDITS:
        edit(root.find(f"{W}body"), rng)
    assert differences(with_main(filled.data, root), filled.record, tmp_path) == {}


def test_two_answers_to_one_field_are_both_kept(tmp_path: Path) -> None:
    filled = formkit.fill_document(CALL, "application", {"unit": {"name": "甲公司"}})
    root = root_of(filled.data)
    second = [node for node in root.iter(f"{W}t") if node.text == "甲公司"][1]
    second.text = "乙公司"
    path = tmp_path / "two.docx"
    path.write_bytes(with_main(filled.data, root))
    case = formkit.extract(CALL, path)
    assert case.record.value("unit.name") == "甲公司"
    assert [item.text for item in case.leftovers] == ["乙公司"]
    assert "answers-differ" in {item.code for item in case.findings}


def test_two_ticks_where_one_is_asked_are_both_shown_as_a_mistake(tmp_path: Path) -> None:
    filled = formkit.fill_document(CALL, "application", {"leader": {"sex": "男"}})
    root = root_of(filled.data)
    node = next(node for node in root.iter(f"{W}t") if node.text == "☑男  □女")
    node.text = "☑男  √女"
    path = tmp_path / "two.docx"
    path.write_bytes(with_main(filled.data, root))
    case = formkit.extract(CALL, path)
    assert case.record.value("leader.sex") == ("男", "女")
    assert case.record.answers["leader.sex"].confidence < 0.95
    assert ("unparsable", "leader.sex") in {(item.code, item.field) for item in case.findings}


def test_what_is_typed_beside_a_box_is_left_over(tmp_path: Path) -> None:
    filled = formkit.fill_document(CALL, "application", {"studio": {"domain": "智能制造"}})
    root = root_of(filled.data)
    node = next(node for node in root.iter(f"{W}t") if node.text and "☑" in node.text)
    node.text = node.text.replace("☑", "☑（装备）")
    path = tmp_path / "beside.docx"
    path.write_bytes(with_main(filled.data, root))
    case = formkit.extract(CALL, path)
    assert case.record.value("studio.domain") == "智能制造"
    assert [item.text for item in case.leftovers] == ["（装备）"]
