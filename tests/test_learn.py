"""``learn``: from a blank form to a programme that fills and reads; and the questions it leaves."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import formkit
from drawnforms import learnt
from formkit import learn as learn_module
from formkit.cli import main
from formkit.errors import ProgrammeError, UnreadableFileError, UsageError
from formkit.grid import Document, Line, Table
from formkit.learn import learn
from formkit.learning.places import Learnt, Place
from formkit.readers import read
from formkit.reviewing import Answer, answer, open_questions
from formkit.writers import wholefolder
from wordmaking import document, grid, package, paragraph

FORM = (
    paragraph("技能大师报名表"),
    paragraph("一、申报人"),
    grid("姓 名 |  | 性别 | □男 □女", "联系电话 | ____ | 填表日期 | "),
    paragraph("二、家庭成员"),
    grid("姓名 | 关系", " | ", " | "),
    paragraph("三、推荐人"),
    grid("姓名 |  | 推荐意见 | "),
)
DATA = {
    "申报人": {"姓名": "张三", "性别": "女", "联系电话": "13800000000", "填表日期": "2025-03-08"},
    "家庭成员": [
        {"姓名": "李四", "关系": "父"},
        {"姓名": "王五", "关系": "母"},
        {"姓名": "赵六", "关系": "妹"},
    ],
    "推荐人": {"姓名": "钱七", "推荐意见": "同意。\n望批准。"},
}


@pytest.fixture
def blank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the blank form; its places are found by the rules of the drawing."""
    asking = frozenset(("推荐意见", "联系电话"))
    monkeypatch.setattr(learn_module, "learn_form", lambda form: learnt(form, asking=asking))
    path = tmp_path / "报名表.docx"
    path.write_bytes(package(document(*FORM)))
    return path


def answers_of(case: formkit.Case) -> dict[str, Any]:
    return {path: found.value for path, found in case.record.answers.items() if found.value is not None}


def test_a_learnt_programme_fills_and_reads(blank: Path, tmp_path: Path) -> None:
    learned = learn([blank], tmp_path / "项目")
    call = formkit.load(tmp_path / "项目")
    assert (call.name, call.title) == ("项目", "技能大师报名表")
    assert [item.path for item in call.forms["form"].fields][:3] == [
        "申报人.姓名",
        "申报人.性别",
        "申报人.联系电话",
    ]
    formkit.fill(call, "form", DATA, tmp_path / "filled.docx")
    case = formkit.extract(call, tmp_path / "filled.docx")
    read_back = answers_of(case)
    assert read_back["申报人.性别"] == "女"
    assert read_back["家庭成员[2].姓名"] == "赵六"
    assert read_back["推荐人.推荐意见"] == "同意。\n望批准。"
    assert case.leftovers == ()
    assert {question.label for question in learned.questions} == {"推荐意见", "联系电话"}


def test_the_blank_of_a_learnt_programme_looks_like_the_form(blank: Path, tmp_path: Path) -> None:
    learn([blank], tmp_path / "项目")
    empty = tmp_path / "empty.docx"
    empty.write_bytes(formkit.blank_document(formkit.load(tmp_path / "项目"), "form"))

    def words(form: Document) -> list[str]:
        return [cell.text for block in form.blocks if isinstance(block, Table) for cell in block.cells]

    assert words(read(empty)) == words(read(blank))


def test_a_box_in_a_cell_of_its_own_comes_back(tmp_path: Path) -> None:
    template = package(document(paragraph("登记表"), grid('收到 | {{ a["是"] }} | 备注 | {{ b }}')))
    (tmp_path / "t.docx").write_bytes(template)
    box = '{ path = "a", label = "收到", kind = "choice_many", options = ["是"] }'
    fields = box + ', { path = "b", label = "备注" }'
    head = 'source = ""\n[forms.f]\nlabel = "f"\ntitle = "f"\ntemplate = "t.docx"\noutput = "f"\n'
    text = f'schema = 1\nname = "p"\ntitle = "p"\n{head}fields = [{fields}]\n'
    (tmp_path / "programme.toml").write_text(text, encoding="utf-8")
    call = formkit.load(tmp_path)
    formkit.fill(call, "f", {"a": ["是"], "b": "无"}, tmp_path / "filled.docx")
    assert answers_of(formkit.extract(call, tmp_path / "filled.docx")) == {"a": ("是",), "b": "无"}


def test_several_blanks_are_several_forms(blank: Path, tmp_path: Path) -> None:
    other = tmp_path / "report.docx"
    other.write_bytes(blank.read_bytes())
    learn([blank, other], tmp_path / "项目", name="p", title="两种表")
    call = formkit.load(tmp_path / "项目")
    assert (call.name, call.title, list(call.forms)) == ("p", "两种表", ["form1", "report"])
    assert {path.name for path in (tmp_path / "项目").iterdir()} == {
        "programme.toml",
        "form1.docx",
        "report.docx",
    }


def test_a_folder_that_holds_something_is_not_touched(blank: Path, tmp_path: Path) -> None:
    folder = tmp_path / "项目"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="--force"):
        learn([blank], folder)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    learn([blank], folder, force=True)
    assert {path.name for path in folder.iterdir()} == {"notes.txt", "programme.toml", "template.docx"}


def test_a_dry_run_writes_nothing(blank: Path, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    learn([blank], tmp_path / "项目", dry_run=True)
    assert set(tmp_path.iterdir()) == before


def test_what_cannot_be_loaded_is_not_written(
    blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A template whose printed text holds a placeholder of nobody's would never load again."""
    monkeypatch.setattr(learn_module, "write_template", lambda data, *_: data)
    with pytest.raises(ProgrammeError, match="没有占位符"):
        learn([blank], tmp_path / "项目")
    assert {path.name for path in tmp_path.iterdir()} == {blank.name}


def test_a_form_without_a_place_to_fill_is_refused(
    blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learn_module, "learn_form", lambda _: Learnt("", ()))
    with pytest.raises(ProgrammeError, match="没有找到要填写的地方"):
        learn([blank], tmp_path / "项目")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.4\n%%EOF", "damaged"),
        (b"", "empty"),
        (b"\x00\x01" * 50, "unsupported"),
        (package("<torn>"), "damaged"),
    ],
    ids=["PDF", "empty", "noise", "torn"],
)
def test_what_is_no_word_document_is_refused(data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "blank.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        learn([path], tmp_path / "项目")
    assert caught.value.code == code
    assert not (tmp_path / "项目").exists()


def test_a_label_that_is_not_printed_beside_its_blank_is_no_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(package(document(paragraph("　　____于____来我处。"), paragraph("____"))))

    def places(form: Document) -> Learnt:
        lines = [block.spot for block in form.blocks if isinstance(block, Line)]
        return Learnt(
            "信",
            (
                Place(lines[0], 2, 6, "来访人"),
                Place(lines[0], 7, 11, "来访日期", "date"),
                Place(lines[1], 0, 4, "签名日期"),
            ),
        )

    monkeypatch.setattr(learn_module, "learn_form", places)
    learn([path], tmp_path / "项目")
    fields = {item.label: item.printed for item in formkit.load(tmp_path / "项目").forms["form"].fields}
    assert fields["来访日期"] == ("于",)
    assert all(fields.values())


def test_a_hand_written_label_is_still_held_against_the_template(blank: Path, tmp_path: Path) -> None:
    learn([blank], tmp_path / "项目")
    path = tmp_path / "项目" / "programme.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('label = "联系电话"', 'label = "住址"'), encoding="utf-8"
    )
    with pytest.raises(ProgrammeError, match="住址"):
        formkit.load(tmp_path / "项目")


def ask(folder: Path, asked: str, **said: Any) -> Answer:
    return Answer(next(one for one in open_questions(folder) if one.label == asked), **said)


def test_answers_are_written_and_comments_stay(blank: Path, tmp_path: Path) -> None:
    folder = tmp_path / "项目"
    learn([blank], folder)
    path = folder / "programme.toml"
    path.write_text(f"# 我的说明\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    answer(folder, [ask(folder, "联系电话", label="手机"), ask(folder, "推荐意见", kind="text")])
    assert path.read_text(encoding="utf-8").startswith("# 我的说明\n")
    assert open_questions(folder) == ()
    fields = {item.path: item for item in formkit.load(folder).forms["form"].fields}
    assert (fields["申报人.联系电话"].label, fields["申报人.联系电话"].printed) == ("手机", ("联系电话",))
    assert fields["推荐人.推荐意见"].kind == "text"


def test_what_is_no_field_is_blank_again(blank: Path, tmp_path: Path) -> None:
    folder = tmp_path / "项目"
    learn([blank], folder)
    answer(folder, [ask(folder, "联系电话", remove=True)])
    assert "申报人.联系电话" not in {item.path for item in formkit.load(folder).forms["form"].fields}
    texts = [
        cell.text
        for block in read(folder / "template.docx").blocks
        if isinstance(block, Table)
        for cell in block.cells
    ]
    assert texts[texts.index("联系电话") + 1] == "____"
    assert '# path = "申报人.联系电话"' in (folder / "programme.toml").read_text(encoding="utf-8")


def test_a_choice_is_no_answer_to_give(blank: Path, tmp_path: Path) -> None:
    learn([blank], tmp_path / "项目")
    with pytest.raises(UsageError, match="choice_one"):
        answer(tmp_path / "项目", [ask(tmp_path / "项目", "联系电话", kind="choice_one")])


def test_the_command_prints_a_table_and_the_questions(
    blank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["learn", str(blank), "-o", str(tmp_path / "项目")]) == 0
    said = capsys.readouterr()
    assert "申报人.联系电话  ？" in said.out
    assert "家庭成员[].关系" in said.out
    assert "formkit learn --review" in said.err
    assert main(["learn", str(blank), "-o", str(tmp_path / "项目")]) == 2


def test_the_command_prints_json(blank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", str(blank), "-o", str(tmp_path / "项目"), "--json", "--dry-run"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["written"] == []
    assert shown["forms"]["form"]["fields"][1]["options"] == ["男", "女"]
    assert [question["label"] for question in shown["questions"]] == ["联系电话", "推荐意见"]


def test_the_review_goes_on_where_it_stopped(
    blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "项目"
    learn([blank], folder)
    given = iter(["类型=没有的", "类型＝文字", "停"])
    monkeypatch.setattr("builtins.input", lambda: next(given))
    assert main(["learn", "--review", str(folder)]) == 0
    assert "还有 1 处" in capsys.readouterr().err
    assert [question.label for question in open_questions(folder)] == ["推荐意见"]
    data = tomllib.loads((folder / "programme.toml").read_text(encoding="utf-8"))
    assert data["forms"]["form"]["fields"][2]["kind"] == "text"


@pytest.mark.parametrize("ending", [KeyboardInterrupt, EOFError])
def test_what_was_answered_is_kept_when_somebody_breaks_off(
    ending: type[BaseException],
    blank: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "项目"
    learn([blank], folder)
    given = iter(["不是", "手机"])

    def typed() -> str:
        answer = next(given, None)
        if answer is None:
            raise ending
        return answer

    monkeypatch.setattr("builtins.input", typed)
    assert main(["learn", "--review", str(folder)]) == 0
    said = capsys.readouterr().err
    assert "联系电话 │ 【这里】 │ 填表日期 │ ＿" in said
    assert "还有 1 处：formkit learn --review" in said
    assert [item.label for item in formkit.load(folder).forms["form"].fields].count("手机") == 1
    assert [question.label for question in open_questions(folder)] == ["推荐意见"]


def test_yes_is_no_label(blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "项目"
    learn([blank], folder)
    given = iter(["是", "对"])
    monkeypatch.setattr("builtins.input", lambda: next(given))
    assert main(["learn", "--review", str(folder)]) == 0
    labels = {item.label for item in formkit.load(folder).forms["form"].fields}
    assert {"联系电话", "推荐意见"} <= labels


def test_what_breaks_off_between_two_files_leaves_both_as_they_were(
    blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "项目"
    learn([blank], folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    replace = wholefolder.replace_whole

    def breaking(path: Path, data: bytes, *, force: bool = False) -> None:
        if path.name == "programme.toml" and data != before["programme.toml"]:
            raise KeyboardInterrupt
        replace(path, data, force=force)

    monkeypatch.setattr(wholefolder, "replace_whole", breaking)
    with pytest.raises(KeyboardInterrupt):
        answer(folder, [ask(folder, "联系电话", remove=True)])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_command_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn"]) == 2
    assert "formkit learn 空白表.docx -o" in capsys.readouterr().err
