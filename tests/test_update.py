"""``update``: next year's form, laid out anew, goes on under this year's paths."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import formkit
from drawnforms import learnt
from formkit import learn as learn_module
from formkit.cli import main
from formkit.errors import ProgrammeError, UsageError
from formkit.learning.comparing import compare
from formkit.learning.pairing import pair
from formkit.learning.places import Learnt
from formkit.learning.templating import draft
from formkit.programme import Field, Form
from formkit.readers.data import read_data
from formkit.readers.docx import read
from formkit.updating import update
from wordmaking import document, grid, package, paragraph

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "tangcheng-2025"
CALL = formkit.load("tangcheng-2025")
APPLICATION = CALL.forms["application"]
REWORDED = {
    "studio.name": "技能大师工作室名称",
    "contact.phone": "联系手机号码",
    "leader.work_since": "参加工作年月",
    "unit.address": "单位通讯地址",
    "leader.school": "毕业学校",
    "leader.trade_years": "从事本工种年限",
    "staff.total": "职工人数",
    "funding.annual": "年度投入经费",
    "studio.rules": "工作室管理制度",
    "leader.certificate.name": "资格证书名称",
}
GONE, NEW = "unit.town", "微信号"


@pytest.fixture(autouse=True)
def _by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the places of a form be found by the rules of the drawing."""
    monkeypatch.setattr(learn_module, "learn_form", learnt)


def rearranged(form: Form) -> bytes:
    """Return a blank form of the same content: blocks turned round, other columns, ten labels reworded."""
    blocks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for item in form.fields:
        if item.path == GONE:
            continue
        blank = " ".join(f"□{option}" for option in item.options)
        blocks[item.block].append((REWORDED.get(item.path, item.label), blank))
        if item.path == "contact.email":
            blocks[item.block].append((NEW, ""))
    body = [paragraph("下一年度申报表")]
    numbers = iter("一二三四五六七八九十一二三四五六七八九十")
    for block, pairs in reversed(blocks.items()):
        body.append(paragraph(f"{next(numbers)}、{block.rpartition('、')[2]}"))
        rows = [pairs[start : start + 3] for start in range(0, len(pairs), 3)]
        body += [grid(" | ".join(f"{label} | {blank}" for label, blank in row)) for row in rows]
    for group in reversed(form.groups):
        body.append(paragraph(f"{next(numbers)}、{group.label}"))
        labels = [column.label for column in reversed(group.columns)]
        empty = " | ".join("" for _ in labels)
        body.append(grid(" | ".join(labels), *[empty] * (group.printed_rows + 1)))
    return package(document(*body))


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "next.docx"
    path.write_bytes(rearranged(APPLICATION))
    return path


def values(programme: formkit.Programme, path: Path, data: dict[str, Any]) -> dict[str, Any]:
    """Fill a programme's application with data, and return what is read back."""
    formkit.fill(programme, "application", data, path, folder=SAMPLES)
    case = formkit.extract(programme, path, "application")
    assert case.leftovers == ()
    return {path: found.value for path, found in case.record.answers.items() if found.value is not None}


def enterprise() -> dict[str, Any]:
    (record,) = read_data(SAMPLES / "enterprise.yaml", APPLICATION).records
    return dict(record)


def test_a_rearranged_form_goes_on_under_the_old_paths(blank: Path, tmp_path: Path) -> None:
    updated = update("tangcheng-2025", blank, tmp_path / "2026")
    call = formkit.load(tmp_path / "2026")
    form = call.forms["application"]
    new = {"一、申报单位基本情况", NEW}
    assert [item.path for item in updated.comparison.gone] == [GONE]
    assert [item.field.label for item in updated.comparison.added] == [NEW], new
    assert {item.path for item in APPLICATION.fields} - {item.path for item in form.fields} == {GONE}
    labels = {item.path: item.label for item in form.fields}
    assert {path: labels[path] for path in REWORDED} == REWORDED
    assert {item.path: item.source for item in APPLICATION.fields if item.path != GONE} == {
        item.path: item.source
        for item in form.fields
        if item.source or item.path in {one.path for one in APPLICATION.fields}
    }


def test_the_same_data_gives_the_same_record(blank: Path, tmp_path: Path) -> None:
    update("tangcheng-2025", blank, tmp_path / "2026")
    before = values(CALL, tmp_path / "old.docx", enterprise())
    after = values(formkit.load(tmp_path / "2026"), tmp_path / "new.docx", enterprise())
    before.pop(GONE)
    assert after == before


def test_the_other_forms_are_taken_over_as_they_are(blank: Path, tmp_path: Path) -> None:
    update("tangcheng-2025", blank, tmp_path / "2026")
    call = formkit.load(tmp_path / "2026")
    for name in ("profile", "report"):
        assert call.forms[name].fields == CALL.forms[name].fields
        assert call.forms[name].template.read_bytes() == CALL.forms[name].template.read_bytes()


def test_rules_and_comments_stay(blank: Path, tmp_path: Path) -> None:
    update("tangcheng-2025", blank, tmp_path / "2026")
    text = (tmp_path / "2026" / "programme.toml").read_text(encoding="utf-8")
    assert text.startswith((CALL.folder / "programme.toml").read_text(encoding="utf-8")[:60])
    assert f'# path = "{GONE}"' in text
    old = {item.path: (item.limits, item.required, item.hint) for item in APPLICATION.fields}
    for item in formkit.load(tmp_path / "2026").forms["application"].fields:
        assert item.label == NEW or (item.limits, item.required, item.hint) == old[item.path]


def test_the_same_form_changes_nothing(blank: Path, tmp_path: Path) -> None:
    update("tangcheng-2025", blank, tmp_path / "2026")
    again = update(tmp_path / "2026", blank, tmp_path / "2027")
    assert (again.comparison.gone, again.comparison.added, again.doubtful) == ((), (), ())
    assert not [item.old.path for item in again.comparison.kept if item.renamed]
    assert (tmp_path / "2027" / "programme.toml").read_bytes() == (
        tmp_path / "2026" / "programme.toml"
    ).read_bytes()


def test_a_folder_of_ones_own_is_changed_and_keeps_the_old_files(blank: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(CALL.folder, mine)
    old = (mine / "application.docx").read_bytes()
    update(mine, blank)
    assert (mine / "application.old.docx").read_bytes() == old
    assert (mine / "programme.old.toml").is_file()
    assert formkit.load(mine).forms["application"].template.read_bytes() != old


def test_ours_is_never_changed_in_place(blank: Path) -> None:
    with pytest.raises(UsageError, match="-o"):
        update("tangcheng-2025", blank)


def test_a_form_of_something_else_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.docx"
    other.write_bytes(package(document(grid("车牌号 |  | 发动机号 | "))))
    with pytest.raises(ProgrammeError, match="--form"):
        update("tangcheng-2025", other, tmp_path / "2026")
    assert not (tmp_path / "2026").exists()


def test_a_dry_run_writes_nothing_and_tells_all(
    blank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["update", "tangcheng-2025", str(blank), "-o", str(tmp_path / "2026"), "--dry-run", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert not (tmp_path / "2026").exists()
    assert (told["form"], told["gone"], told["written"]) == ("application", [GONE], [])
    renamed = {item["path"] for item in told["kept"] if item["renamed"]}
    assert renamed == set(REWORDED)


def test_the_command_prints_what_changed(
    blank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["update", "tangcheng-2025", str(blank), "-o", str(tmp_path / "2026")]) == 0
    told = capsys.readouterr()
    assert "改名" in told.out
    assert NEW in told.out
    assert "所属镇街" in told.out


def fields(*labels: str) -> list[Field]:
    return [Field(f"p{number}", label) for number, label in enumerate(labels)]


def test_equal_labels_are_told_apart_by_their_headings() -> None:
    old = [Field("a", "姓名", block="一、原告"), Field("b", "姓名", block="二、被告")]
    new = [Field("x", "姓名", block="一、被告"), Field("y", "姓名", block="二、原告")]
    assert pair(old, new).of_old == {0: 1, 1: 0}


def test_a_reworded_label_is_known_by_its_neighbours() -> None:
    tied = pair(fields("姓名", "联系电话", "住址"), fields("姓名", "联系手机", "住址"))
    assert tied.of_old == {0: 0, 1: 1, 2: 2}
    assert tied.sure[1] < 0.8


def test_a_phone_stays_the_phone_whatever_it_is_called() -> None:
    old = [Field("a", "联系电话", "phone"), Field("b", "民族"), Field("c", "电子邮箱", "email")]
    new = [Field("x", "政治面貌"), Field("y", "手机号码", "phone"), Field("z", "微信号")]
    tied = pair(old, new)
    assert tied.of_old == {0: 1}
    assert tied.sure[1] < 0.8


def test_of_two_phones_none_is_guessed() -> None:
    old = [Field("a", "办公室座机", "phone")]
    new = [Field("x", "手机", "phone"), Field("y", "传真", "phone")]
    assert pair(old, new).of_old == {}


def test_a_date_without_a_label_is_known_by_its_heading() -> None:
    old = [Field("a", "年月日", "date", "一、单位意见"), Field("b", "年月日", "date", "二、主管部门意见")]
    new = [Field("x", "日期", "date", "主管部门意见/公章"), Field("y", "日期", "date", "单位意见/公章")]
    assert pair(old, new).of_old == {0: 1, 1: 0}


def test_somebody_may_say_that_two_labels_are_not_the_same() -> None:
    tied = pair(fields("姓名", "联系电话", "住址"), fields("姓名", "联系手机", "住址"), lambda *_: False)
    assert 1 not in tied.of_old


def test_what_somebody_agreed_to_is_sure() -> None:
    tied = pair(fields("姓名", "联系电话", "住址"), fields("姓名", "联系手机", "住址"), lambda *_: True)
    assert tied.sure == {0: 1.0, 1: 1.0, 2: 1.0}


def test_the_command_asks_until_it_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old.docx", tmp_path / "new.docx"
    old.write_bytes(package(document(grid("姓名 |  | 联系电话 |  | 住址 | "))))
    new.write_bytes(package(document(grid("姓名 |  | 联系手机 |  | 住址 | "))))
    learn_module.learn([old], tmp_path / "p")
    given = iter(["什么？", "是"])
    monkeypatch.setattr("builtins.input", lambda: next(given))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert main(["update", str(tmp_path / "p"), str(new), "-o", str(tmp_path / "q")]) == 0
    said = capsys.readouterr().err
    assert "请回答 是 或 否" in said
    assert "请核对" not in said
    assert {"联系电话"} <= {item.path for item in formkit.load(tmp_path / "q").forms["form"].fields}


def test_labels_that_have_nothing_in_common_are_not_tied() -> None:
    assert pair(fields("车牌号"), fields("发动机")).of_old == {}


def test_a_text_that_became_boxes_is_a_choice_now() -> None:
    form = read(package(document(grid("性别 | □男 □女"))), "x")
    found = draft(learnt(form), form)
    result = compare(Form("f", "f", "f", Path(), (Field("leader.sex", "性别"),)), found)
    (kept,) = result.kept
    assert (kept.new.field.path, kept.new.field.kind, kept.new.field.options) == (
        "leader.sex",
        "choice_one",
        ("男", "女"),
    )


def test_what_is_added_takes_no_path_that_is_in_use() -> None:
    form = read(package(document(grid("姓名 |  | 电话 | "))), "x")
    found = draft(learnt(form), form)
    result = compare(Form("f", "f", "f", Path(), (Field("电话", "姓名"),)), found)
    assert [item.field.path for item in result.added] == ["电话2"]


def test_a_condition_that_asks_for_what_is_gone_is_taken_away(
    tmp_path: Path,
) -> None:
    blank = tmp_path / "a.docx"
    blank.write_bytes(package(document(grid("类别 | □甲 □乙 | 说明 | "))))
    learn_module.learn([blank], tmp_path / "p")
    path = tmp_path / "p" / "programme.toml"
    rule = 'label = "说明"\nrequired = { when = "类别", any_of = ["乙"] }'
    path.write_text(path.read_text(encoding="utf-8").replace('label = "说明"', rule), encoding="utf-8")
    blank.write_bytes(package(document(grid("类别 | □甲 □丙 | 说明 | "))))
    updated = update(tmp_path / "p", blank)
    assert len(updated.notes) == 1
    assert formkit.load(tmp_path / "p").forms["form"].fields[1].required is False


def test_nothing_learnt_is_no_form_at_all(
    blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learn_module, "learn_form", lambda _: Learnt("", ()))
    with pytest.raises(ProgrammeError):
        update("tangcheng-2025", blank, tmp_path / "2026")
