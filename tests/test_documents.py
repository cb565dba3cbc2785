"""What the office writes after the selection, from the samples: texts, lists, and what is refused by name."""

from __future__ import annotations

import copy
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import formkit
from formkit.documents import blank_document, fill, fill_document
from formkit.errors import DataError
from formkit.finding import Severity
from formkit.grid import Line
from formkit.readers import read
from formkit.readers.data import read_data
from formkit.writers.workbook import write_sheet

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "tangcheng-2025"
CALL = formkit.load("tangcheng-2025")
OF = {
    "consultation": "consultation.yaml",
    "consultation_internal": "consultation.yaml",
    "publicity": "publicity.yaml",
    "results": "results.yaml",
    "evaluation": "evaluation.yaml",
}
PLAQUES = ("plaques", "results.yaml")

LEADERS = re.compile(r"^\d \| [^|]+ \| ([^|]+) \|", re.MULTILINE)

Change = Callable[[dict[str, Any]], object]


def sample(document: str) -> dict[str, Any]:
    name = dict([*OF.items(), PLAQUES])[document]
    (record,) = read_data(SAMPLES / name, CALL.documents[document]).records
    return copy.deepcopy(record)


def said(document: str, change: Change = lambda _: None) -> list[str]:
    """Return the errors about a sample that was changed; with errors, and only then, it is refused."""
    data = sample(document)
    change(data)
    filled = fill_document(CALL, document, data)
    errors = [item.message for item in filled.findings if item.severity is Severity.ERROR]
    assert filled.refused == bool(errors)
    return errors


def codes(document: str, change: Change) -> set[str]:
    data = sample(document)
    change(data)
    return {
        item.code for item in fill_document(CALL, document, data).findings if item.severity is Severity.ERROR
    }


def text_of(data: bytes, folder: Path) -> str:
    path = folder / "document.docx"
    path.write_bytes(data)
    lines = []
    for block in read(path).blocks:
        if isinstance(block, Line):
            lines.append(block.text)
        else:
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                rows.setdefault(cell.row, []).append(cell.text.strip())
            lines += [" | ".join(row) for row in rows.values()]
    return "\n".join(line.rstrip() for line in lines if line.strip()) + "\n"


@pytest.mark.parametrize("document", OF)
def test_the_text_of_each_document_is_that_beside_its_sample(
    document: str, tmp_path: Path, *, accept: bool
) -> None:
    filled = fill_document(CALL, document, sample(document))
    assert filled.findings == ()
    assert not filled.refused
    text = text_of(filled.data, tmp_path)
    path = SAMPLES / f"{document}.txt"
    if accept:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("document", [*OF, "plaques"])
def test_the_same_data_make_the_same_bytes(document: str) -> None:
    data = sample(document)
    assert fill_document(CALL, document, data).data == fill_document(CALL, document, data).data


@pytest.mark.parametrize("document", CALL.documents)
def test_each_template_names_nothing_that_is_not_declared(document: str) -> None:
    assert blank_document(CALL, document).startswith(b"PK")


def add_studio(data: dict[str, Any]) -> None:
    data["studios"].append({**data["studios"][0], "name": "第六个工作室", "leader": "程六号"})


@pytest.mark.parametrize("document", ["consultation", "publicity", "results", "plaques"])
def test_as_many_as_the_quota_are_published_and_one_more_is_refused(document: str) -> None:
    quota = next(rule for rule in CALL.rules if rule.rule == "R01").parameters["quota"]
    assert len(sample(document)["studios"]) == quota
    assert said(document) == []
    assert said(document, add_studio) == ["入选名单有 6 个，超过名额 5 个；请减少 1 个。"]
    assert codes(document, add_studio) == {"R01"}


@pytest.mark.parametrize("document", ["consultation", "publicity", "results"])
def test_a_name_without_review_is_refused_by_name(document: str) -> None:
    (message,) = said(document, lambda data: data["studios"][2].pop("reviewed_on"))
    assert "易演示" in message
    assert "评审" in message


@pytest.mark.parametrize("number", [0, 1, 4])
def test_a_department_that_has_not_replied_is_named_with_everybody_it_was_asked_about(number: int) -> None:
    department = sample("results")["replies"][number]["department"]
    messages = said("results", lambda data: data["replies"].pop(number))
    assert len(messages) == 5
    assert all(f"没有{department}部门的回复" in message for message in messages)


def test_a_reply_about_one_is_no_reply_about_the_others() -> None:
    messages = said("results", lambda data: data["replies"].pop(2))
    assert len(messages) == 4
    assert not any("何图" in message for message in messages)


@pytest.mark.parametrize("key", ["date", "opinion"])
def test_a_reply_without_date_or_opinion_is_none(key: str) -> None:
    messages = said("results", lambda data: data["replies"][0].pop(key))
    assert sum("没有纪检部门的回复" in message for message in messages) == 5


def test_an_open_objection_is_refused_by_name_and_a_settled_one_is_not() -> None:
    assert sample("results")["replies"][3]["opinion"] == "有异议"
    (message,) = said("results", lambda data: data["replies"][3].pop("resolved"))
    assert message == "信访对“何图”有异议，尚未了结；请先核实处理，或移出名单。"


def test_an_objection_of_a_fifth_department_counts_too() -> None:
    def object_(data: dict[str, Any]) -> None:
        reply = {"department": "生态环境", "about": "文例", "date": "2025年9月25日", "opinion": "有异议"}
        data["replies"].append(reply)

    (message,) = said("results", object_)
    assert message.startswith("生态环境对“文例”有异议")


def test_a_reply_about_somebody_else_is_named() -> None:
    messages = said("results", lambda data: data["replies"][3].update(about="何途"))
    assert messages == ["“部门回复第 4 行所指对象”写的“何途”不在名单中；请核对姓名，全部对象可以留空。"]


@pytest.mark.parametrize(
    ("day", "count"),
    [("2025年9月27日", 1), ("2025年9月28日", 0), ("2025年10月20日", 0), ("2025年10月21日", 1)],
)
def test_the_meeting_is_neither_before_the_last_reply_nor_after_the_notice(day: str, count: int) -> None:
    messages = said("results", lambda data: data["meeting"].update(date=day))
    assert len(messages) == count
    assert all("局党委会审议日期" in message for message in messages)


def test_a_reply_before_the_review_and_a_print_before_the_date_are_refused() -> None:
    assert codes("results", lambda data: data["replies"][0].update(date="2025年8月28日")) == {"R23"}
    assert codes("results", lambda data: data["record"].update(issued_on="2025年10月19日")) == {"R23"}


@pytest.mark.parametrize("document", ["consultation", "publicity", "results"])
def test_nobody_else_issues_it(document: str) -> None:
    office = "重庆市荣昌区乡村人才振兴工作专班办公室"
    (message,) = said(document, lambda data: data["issue"].update(signed_by=office))
    assert message == f"“发文机关署名”写的是“{office}”，应为“重庆市荣昌区人力资源和社会保障局”；请改正。"


def test_a_reply_is_due_after_the_letter() -> None:
    assert codes("consultation", lambda data: data["reply"].update(by="2025年9月14日")) == {"R22"}
    assert codes("consultation", lambda data: data["reply"].update(by="2025年9月15日")) == set()


def test_the_board_hangs_until_a_day_that_comes_later() -> None:
    assert codes("publicity", lambda data: data["publicity"].update(end="2025年9月7日")) == {"R21"}


@pytest.mark.parametrize(
    ("row", "change", "code"),
    [
        (0, {"recommended": "否"}, None),
        (4, {"rectify_by": ""}, "R46"),
        (3, {"rectify_by": "2028年3月31日"}, "R46"),
        (3, {"reexamined": "合格"}, "R46"),
        (4, {"reexamined": "不合格"}, None),
        (1, {"grade": ""}, "R44"),
    ],
)
def test_each_grade_has_what_follows_from_it_and_nothing_else(
    row: int, change: dict[str, str], code: str | None
) -> None:
    found = codes("evaluation", lambda data: data["evaluations"][row].update(change))
    assert found == ({code} if code else set())


def test_only_an_excellent_studio_is_recommended_without_a_warning() -> None:
    data = sample("evaluation")
    data["evaluations"][2]["recommended"] = "是"
    (finding,) = fill_document(CALL, "evaluation", data).findings
    assert (finding.code, finding.severity) == ("R45", Severity.WARNING)
    assert "易演示" in finding.message


def test_a_fifth_grade_does_not_exist() -> None:
    assert said("evaluation", lambda data: data["evaluations"][0].update(grade="较好"))


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"reexamined": "合格"}, "整改合格，继续命名"),
        ({"reexamined": "不合格"}, "取消命名"),
        ({}, "限期整改"),
    ],
)
def test_the_table_says_what_became_of_a_failed_studio(
    change: dict[str, str], shown: str, tmp_path: Path
) -> None:
    data = sample("evaluation")
    data["evaluations"][4].update(change)
    assert shown in text_of(fill_document(CALL, "evaluation", data).data, tmp_path).splitlines()[-2]


@pytest.mark.parametrize(("day", "early"), [("2027年10月19日", True), ("2027年10月20日", False)])
def test_an_evaluation_before_two_years_are_over_is_doubted(day: str, *, early: bool) -> None:
    data = sample("evaluation")
    data["evaluation"]["date"] = day
    filled = fill_document(CALL, "evaluation", data)
    assert [item.code for item in filled.findings] == (["R43"] if early else [])
    assert not filled.refused


def test_the_list_stands_in_the_order_of_strokes_or_as_given(tmp_path: Path) -> None:
    data = sample("results")
    text = text_of(fill_document(CALL, "results", data).data, tmp_path)
    assert LEADERS.findall(text) == ["文　例", "何　图", "易演示", "贾示例", "甄样本"]
    data["list"]["order"] = "按给定次序"
    text = text_of(fill_document(CALL, "results", data).data, tmp_path)
    assert LEADERS.findall(text) == ["甄样本", "贾示例", "易演示", "何　图", "文　例"]
    assert "排名不分先后" in text


@pytest.mark.parametrize(("leader", "said_of"), [("何𠮷", "何𠮷"), ("杜两笔", "何图")])
def test_a_name_whose_strokes_do_not_settle_its_place_is_pointed_out(leader: str, said_of: str) -> None:
    data = sample("results")
    data["studios"][0]["leader"] = leader
    filled = fill_document(CALL, "results", data)
    (finding,) = [item for item in filled.findings if item.code == "stroke-order"]
    assert finding.severity is Severity.WARNING
    assert said_of in finding.message
    assert not filled.refused


def test_the_plaques_are_listed_in_order_with_texts_that_stay_texts() -> None:
    data = sample("plaques")
    data["studios"][4]["unit"] = '=HYPERLINK("x")'
    book = load_workbook(io.BytesIO(fill_document(CALL, "plaques", data).data))
    rows = list(book.active.iter_rows(min_row=4, max_row=8))
    assert [[cell.value for cell in row[:3]] for row in rows][:2] == [
        [1, "文例折扇制作技能大师工作室", "文　例"],
        [2, "何图陶瓷成型技能大师工作室", "何　图"],
    ]
    assert (rows[0][3].value, rows[0][3].data_type) == ('=HYPERLINK("x")', "s")
    assert {row[4].value for row in rows} == {"“棠城工匠”\n技能大师工作室"}
    assert all(row[8].border.bottom.style == "thin" for row in rows)
    assert "荣人社发〔2025〕112号" in book.active["A2"].value
    assert book.active.max_row == 8


def test_the_identity_numbers_stand_in_the_internal_list_and_nowhere_else(tmp_path: Path) -> None:
    data = sample("consultation")
    number = data["persons"][0]["identity_number"]
    internal = text_of(fill_document(CALL, "consultation_internal", data).data, tmp_path)
    assert number in internal
    assert internal.startswith("内部")
    letter = text_of(fill_document(CALL, "consultation", data).data, tmp_path)
    assert not re.search(r"\d{15}", letter)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "formkit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_what_is_refused_is_not_written_and_the_command_says_why(tmp_path: Path) -> None:
    data = sample("results")
    add_studio(data)
    path, out = tmp_path / "data.json", tmp_path / "results.docx"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    done = run("fill", "results", path, "-o", out)
    assert done.returncode == 4
    assert "超过名额 5 个" in done.stdout + done.stderr
    assert not out.exists()
    with pytest.raises(DataError, match="不能制发"):
        fill(CALL, "results", data, out)
    assert not out.exists()


def test_a_sample_is_written_and_a_workbook_is_not_called_a_letter(tmp_path: Path) -> None:
    source = SAMPLES / "results.yaml"
    assert run("fill", "results", source, "-o", tmp_path / "results.docx").returncode == 0
    assert run("fill", "plaques", source, "-o", tmp_path / "plaques.xlsx").returncode == 0
    wrong = run("fill", "plaques", source, "-o", tmp_path / "plaques.docx")
    assert (wrong.returncode, (tmp_path / "plaques.docx").exists()) == (2, False)


@pytest.mark.parametrize("document", [*OF, PLAQUES[0], "notice"])
def test_a_workbook_with_the_same_data_makes_the_same_document(document: str, tmp_path: Path) -> None:
    form = CALL.documents[document]
    name = {**OF, **dict([PLAQUES]), "notice": "notice-2025.yaml"}[document]
    (record,) = read_data(SAMPLES / name, form).records
    path = tmp_path / "data.xlsx"
    write_sheet(form, path, record)
    (entered,) = read_data(path, form).records
    made, wanted = (fill_document(CALL, document, one, folder=SAMPLES).data for one in (entered, record))
    assert contents(made) == contents(wanted)


def test_a_workbook_with_one_studio_too_many_is_refused_too(tmp_path: Path) -> None:
    data = sample("results")
    add_studio(data)
    path, out = tmp_path / "data.xlsx", tmp_path / "results.docx"
    write_sheet(CALL.documents["results"], path, data)
    done = run("fill", "results", path, "-o", out)
    assert done.returncode != 0
    assert not out.exists()


def contents(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package save its properties, which bear the time."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.startswith("docProps/")}
