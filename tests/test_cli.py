"""The command as a person runs it: each verb, each exit code, and Chinese on any console."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import openpyxl
import pytest

import formkit
from commanding import Formkit
from formkit import cli, cli_extract, printing
from formkit.terminal import SENTENCES, masked

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "tangcheng-2025"
SAMPLE = str(SAMPLES / "enterprise.yaml")
MISTAKES = str(SAMPLES / "mistakes.yaml")
FORMS = ["application", "profile", "report"]
VERBS = ["fill", "sheet", "extract", "convert", "count", "programmes", "show"]
ENGLISH = re.compile(
    r"\b(usage|positional|optional|arguments?|options|show this|invalid|choose|required|error)\b"
)
HEAVY = {"lxml", "jinja2", "docxtpl", "docx", "openpyxl", "PIL", "yaml", "jieba", "pdfplumber", "pypdf"}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Formkit:
    """Return the command."""
    return Formkit(capsys)


def environment(**changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHONIO", "FORMKIT"))}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), **changes}


def process(*arguments: object, **changes: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "formkit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, env=environment(**changes))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a filled form."""
    path = tmp_path_factory.mktemp("filled") / "filled.docx"
    assert cli.main(["fill", "application", SAMPLE, "-o", str(path)]) == 0
    return path


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_chinese_throughout(verb: str, run: Formkit) -> None:
    done = run(*([verb] if verb else []), "--help")
    assert done.code == 0
    assert "用法：formkit" in done.out
    assert not ENGLISH.search(done.out)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["fill"],
        ["fill", "application"],
        ["fill", "application", "-o"],
        ["fill", "application", "--nonsense", "-o", "x"],
        ["extract"],
        ["extract", "--json=3", "x"],
        ["show", "--pro"],
        ["fill", "application", "x", "-o", "x", "--f=1"],
    ],
)
def test_a_wrong_command_is_explained_in_chinese_with_exit_code_2(arguments: list[str], run: Formkit) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert "错误：" in done.err
    assert not ENGLISH.search(done.err)


def test_each_english_sentence_has_a_chinese_one() -> None:
    assert all(not ENGLISH.search(chinese) for _, chinese in SENTENCES)


def test_help_loads_no_library() -> None:
    code = "import sys; from formkit.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment()
    )
    loaded = set(done.stderr.split())
    assert "formkit.cli" in loaded
    assert HEAVY & loaded == set()
    assert "formkit.api" not in loaded


def test_a_form_is_filled_and_read_back(run: Formkit, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    done = run("fill", "申报表", SAMPLE, "-o", path)
    assert (done.code, done.out) == (0, "")
    assert str(path) in done.err
    shown = run("extract", path, "--json")
    assert shown.code == 0
    assert list(shown.json) == [
        "schema", "source", "programme", "document", "fields", "groups", "leftovers", "findings",
    ]  # fmt: skip
    assert shown.json["document"] == "application"
    assert shown.json["fields"]["leader.name"]["value"]


def test_the_answers_are_shown_as_a_table_of_text(run: Formkit, filled: Path) -> None:
    done = run("extract", filled)
    assert done.code == 0
    assert "application" in done.out
    assert "工作室名称" in done.out


@pytest.mark.parametrize("form", FORMS)
def test_each_blank_form_is_written(form: str, run: Formkit, tmp_path: Path) -> None:
    path = tmp_path / "blank.docx"
    assert run("fill", form, "--blank", "-o", path).code == 0
    assert formkit.extract(None, path).record.form == form


def test_a_blank_form_takes_no_data(run: Formkit, tmp_path: Path) -> None:
    assert run("fill", "application", SAMPLE, "--blank", "-o", tmp_path / "x.docx").code == 2


def test_findings_with_errors_give_exit_code_1_and_the_document(run: Formkit, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    done = run("fill", "application", MISTAKES, "-o", path)
    assert done.code == 1
    assert "错误：" in done.err
    assert path.is_file()


def test_no_identity_number_is_printed_with_the_findings(run: Formkit, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    for done in (run("fill", "application", MISTAKES, "-o", path), run("extract", path)):
        assert not re.search(r"\d{15}", done.err)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("号码“11010519491231002X”。", "号码“****002X”。"),
        ("110105194912310021", "****0021"),
        ("110105 19491231 0021", "****0021"),
        ("１１０１０５１９４９１２３１００２１", "****００２１"),
        ("110105491231002", "****1002"),
        ("11010519491231002", "****1002"),
        ("电话 13800000000、02346000003", "电话 13800000000、02346000003"),
    ],
)
def test_what_looks_like_an_identity_number_shows_its_last_four_places(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_strict_writes_nothing_that_has_errors_and_gives_exit_code_4(run: Formkit, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    assert run("fill", "application", MISTAKES, "-o", path, "--strict").code == 4
    assert not path.exists()
    assert run("fill", "application", SAMPLE, "-o", path, "--strict").code == 0


def test_a_dry_run_writes_nothing(run: Formkit, tmp_path: Path) -> None:
    for source, code in ((SAMPLE, 0), (MISTAKES, 1)):
        assert run("fill", "application", source, "-o", tmp_path / "x.docx", "--dry-run").code == code
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_replaced_only_by_force(run: Formkit, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"mine")
    done = run("fill", "application", SAMPLE, "-o", path)
    assert done.code == 2
    assert "--force" in done.err
    assert path.read_bytes() == b"mine"
    assert run("fill", "application", SAMPLE, "-o", path, "--force").code == 0
    assert path.read_bytes() != b"mine"


def test_a_folder_is_no_place_for_one_document(run: Formkit, tmp_path: Path) -> None:
    for force in ([], ["--force"]):
        assert run("fill", "application", SAMPLE, "-o", tmp_path, *force).code == 2
        assert run("fill", "application", "--blank", "-o", tmp_path, *force).code == 2
    assert run("fill", "application", SAMPLE, "-o", tmp_path / "none" / "x.docx").code == 2


def applicants(path: Path, *names: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["leader.name", "leader.identity_number", "leader.phone"])
    for name in names:
        sheet.append([name, "990101198306250211", "13800000000"])
    book.save(path)
    return path


def test_a_table_of_applicants_gives_a_document_a_row_with_safe_names(run: Formkit, tmp_path: Path) -> None:
    names = ["甲/乙", "990101198306250211", "丙", "丙", "con"]
    table = applicants(tmp_path / "table.xlsx", *names)
    folder = tmp_path / "out"
    done = run("fill", "application", table, "-o", folder, "--json")
    assert done.code == 1
    written = sorted(path.name for path in folder.iterdir())
    assert len(written) == len(names)
    assert "申报表-丙(2).docx" in written
    assert not any(re.search(r'[\\/:*?"<>|]|\d{15}', name) for name in written)
    assert sorted(Path(path).name for path in done.json["written"]) == written
    assert {item["file"] for item in done.json["findings"]} <= {None, *done.json["written"]}


def test_a_second_run_says_what_exists_before_anything_is_written(run: Formkit, tmp_path: Path) -> None:
    table = applicants(tmp_path / "table.xlsx", "甲", "乙")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "申报表-乙.docx").write_bytes(b"mine")
    done = run("fill", "application", table, "-o", folder)
    assert done.code == 2
    assert "申报表-乙.docx" in done.err
    assert [path.name for path in folder.iterdir()] == ["申报表-乙.docx"]
    assert run("fill", "application", table, "-o", folder, "--force").code == 1
    assert len(list(folder.iterdir())) == 2


def test_a_row_that_cannot_be_written_does_not_stop_the_others(run: Formkit, tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    path.write_text(json.dumps([{"leader": {"name": name}} for name in ("甲", "乙\x01", "丙")]))
    done = run("fill", "application", path, "-o", tmp_path / "out")
    assert done.code == 4
    assert "U+0001" in done.err
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_many_documents_need_a_folder(run: Formkit, tmp_path: Path) -> None:
    table = applicants(tmp_path / "table.xlsx", "甲", "乙")
    (tmp_path / "file").write_bytes(b"")
    for place in ("x.docx", "file", "none/out"):
        assert run("fill", "application", table, "-o", tmp_path / place).code == 2


def test_a_table_without_a_row_is_no_data(run: Formkit, tmp_path: Path) -> None:
    table = applicants(tmp_path / "table.xlsx")
    assert run("fill", "application", table, "-o", tmp_path / "out").code == 4
    assert run("sheet", "application", table, "-o", tmp_path / "x.xlsx").code == 4


def test_a_character_that_xml_cannot_hold_gives_exit_code_4(run: Formkit, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"leader": {"name": "甲\\u0001"}}', encoding="utf-8")
    done = run("fill", "application", path, "-o", tmp_path / "x.docx")
    assert done.code == 4
    assert "leader.name" in done.err
    assert not (tmp_path / "x.docx").exists()


@pytest.mark.parametrize("form", FORMS)
def test_a_sheet_is_filled_in_and_comes_back_out_of_the_document(
    form: str, run: Formkit, tmp_path: Path
) -> None:
    book, made, direct = tmp_path / "x.xlsx", tmp_path / "x.docx", tmp_path / "direct.docx"
    assert run("sheet", form, SAMPLE, "-o", book).code == 0
    shutil.copy(SAMPLES / "photo-1.jpg", tmp_path)
    assert run("fill", form, book, "-o", made).code == 0
    assert run("fill", form, SAMPLE, "-o", direct).code == 0
    assert made.read_bytes() == direct.read_bytes()
    assert run("extract", made, "--json").json["document"] == form


def test_an_empty_sheet_can_be_handed_out(run: Formkit, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert run("sheet", "application", "-o", path).code == 0
    assert run("sheet", "application", "-o", path).code == 2
    assert run("sheet", "application", "-o", path, "--force").code == 0
    assert run("sheet", "application", "-o", tmp_path / "x.docx").code == 2


@pytest.mark.parametrize("ending", [".json", ".yaml", ".xlsx"])
def test_what_was_extracted_is_written_and_can_be_filled_again(
    ending: str, run: Formkit, filled: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"answers{ending}"
    done = run("extract", filled, "-o", path)
    assert (done.code, done.out) == (0, "")
    assert run("extract", filled, "-o", path).code == 2
    assert run("extract", filled, "-o", path, "--force").code == 0
    if ending == ".yaml":
        again = tmp_path / "again.docx"
        assert run("fill", "application", path, "-o", again).code == 1  # the photo is not in a text file
        was, now = (run("extract", item, "--json").json for item in (filled, again))
        for answers in (was["fields"], now["fields"]):
            del answers["leader.photo"]
        values = [{key: item["value"] for key, item in case["fields"].items()} for case in (was, now)]
        assert values[0] == values[1]
        assert [len(group["rows"]) for group in was["groups"].values()] == [
            len(group["rows"]) for group in now["groups"].values()
        ]


def test_another_ending_is_refused_before_anything_is_read(run: Formkit, tmp_path: Path) -> None:
    assert run("extract", tmp_path / "none.docx", "-o", tmp_path / "x.txt").code == 2


def test_one_file_that_cannot_be_read_does_not_stop_the_others(
    run: Formkit, filled: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"")
    done = run("extract", filled, bad, filled, "--json")
    assert done.code == 5
    assert [case["document"] for case in done.json] == ["application", None, "application"]
    entry = done.json[1]
    assert (entry["schema"], entry["source"], entry["programme"]) == (1, str(bad), None)
    assert (entry["fields"], entry["groups"], entry["leftovers"]) == ({}, {}, [])
    assert [item["code"] for item in entry["findings"]] == ["empty"]
    assert run("extract", filled, bad, "-o", tmp_path / "x.xlsx").code == 5
    assert run("extract", bad, filled).code == 5


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7", b"PK\x03\x04", b"text"])
def test_a_file_that_cannot_be_read_gives_exit_code_5(
    content: bytes | None, run: Formkit, tmp_path: Path
) -> None:
    path = tmp_path / "x.docx"
    if content is not None:
        path.write_bytes(content)
    assert run("extract", path).code == 5
    assert run("fill", "application", tmp_path / "none.yaml", "-o", tmp_path / "y.docx").code == 5


def test_a_document_of_no_programme_is_said_to_be_unknown(run: Formkit, tmp_path: Path) -> None:
    import docx

    path = tmp_path / "x.docx"
    other = docx.Document()
    other.add_paragraph("今天天气很好。")
    other.save(str(path))
    done = run("extract", path, "--json")
    assert done.code == 1
    assert done.json["programme"] is None
    assert [item["code"] for item in done.json["findings"]] == ["unrecognised"]
    assert done.json["leftovers"][0]["text"] == "今天天气很好。"
    assert run("extract", path).code == 1


@pytest.mark.parametrize("verb", [["show"], ["extract", SAMPLE], ["fill", "application", SAMPLE, "-o", "x"]])
def test_a_programme_that_is_not_there_gives_exit_code_3(verb: list[str], run: Formkit) -> None:
    done = run(*verb, "-p", "nowhere")
    assert done.code == 3
    assert "tangcheng-2025" in done.err


def test_a_form_that_is_not_there_gives_exit_code_2_and_names_those_that_are(
    run: Formkit, filled: Path, tmp_path: Path
) -> None:
    for arguments in (
        ["show", "x"],
        ["fill", "x", "--blank", "-o", tmp_path / "y"],
        ["extract", filled, "-f", "x"],
    ):
        done = run(*arguments)
        assert done.code == 2
        assert "application" in done.err


def test_programmes_and_forms_are_listed(run: Formkit) -> None:
    assert "荣人社发〔2025〕77号" in run("programmes").out
    assert run("programmes", "--json").json[0]["forms"] == FORMS
    assert all(form in run("show").out for form in FORMS)
    assert "members[].name" in run("show", "application").out
    assert list(run("show", "--json").json) == [*FORMS, *formkit.load("tangcheng-2025").documents]
    assert run("show", "-p", ROOT / "templates" / "tangcheng-2025").code == 0


def test_json_stays_json_on_a_console_in_gbk(filled: Path) -> None:
    done = process("extract", filled, "--json", PYTHONIOENCODING="gbk")
    assert done.returncode == 0
    shown = json.loads(done.stdout.decode("gbk"))
    assert shown["fields"]["studio.name"]["label"] == "工作室名称"


def test_text_on_a_console_in_gbk_does_not_fail_on_what_gbk_lacks(tmp_path: Path) -> None:
    source, path = tmp_path / "x.json", tmp_path / "𠮷.docx"
    source.write_text('{"leader": {"name": "𠮷□☑"}, "𠮷": "x"}', encoding="utf-8")
    done = process("fill", "application", source, "-o", path, PYTHONIOENCODING="gbk")
    assert done.returncode == 1
    assert "没有写入" in done.stderr.decode("gbk")
    done = process("extract", path, PYTHONIOENCODING="gbk")
    assert done.returncode in {0, 1}
    assert "□" in done.stdout.decode("gbk")
    assert process("--help", PYTHONIOENCODING="ascii").returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="a shell's redirection")
@pytest.mark.parametrize(("closed", "code"), [(">&-", 0), ("2>&-", 0), (">/dev/full", 1)])
def test_a_stream_that_is_closed_or_full_gives_no_traceback(closed: str, code: int) -> None:
    command = f'"{sys.executable}" -m formkit show {closed}'
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=False, env=environment())
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(filled: Path) -> None:
    command = f'"{sys.executable}" -m formkit extract "{filled}" --json | head -c 1; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=False, env=environment())
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_an_interruption_leaves_no_traceback_and_gives_exit_code_130(tmp_path: Path) -> None:
    pipe = tmp_path / "data.yaml"
    os.mkfifo(pipe)  # reading it waits for ever
    command = [
        sys.executable,
        "-m",
        "formkit",
        "fill",
        "application",
        str(pipe),
        "-o",
        str(tmp_path / "x.docx"),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment()) as running:
        time.sleep(1.5)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=20)
    assert running.returncode == 130
    assert b"Traceback" not in told


def test_an_unknown_problem_is_one_sentence_and_shown_in_full_when_asked(
    run: Formkit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        message = "an inner secret"
        raise ZeroDivisionError(message)

    monkeypatch.setattr("formkit.api.load", fail)
    done = run("show")
    assert done.code == 1
    assert "secret" not in done.err
    assert "ZeroDivisionError" in done.err
    monkeypatch.setenv(cli.DEBUG, "1")
    assert cli.main(["show"]) == 1
    assert "an inner secret" in capsys.readouterr().err


def test_an_unknown_problem_with_one_file_does_not_stop_the_others(
    run: Formkit, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("formkit.worker.document_of", fail)
    monkeypatch.setattr("formkit.crew.worker_context", lambda: multiprocessing.get_context("fork"))
    alone = run("extract", filled, "--json")
    assert (alone.code, alone.json["findings"][0]["code"]) == (5, "internal")
    done = run("extract", filled, filled, "--json")
    assert done.code == 5
    assert [case["findings"][0]["code"] for case in done.json] == ["internal", "internal"]


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (formkit.MissingProgramError("没有安装"), 6),
        (RecursionError(), 5),
        (MemoryError(), 5),
        (OSError(28, "No space left on device", "x"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_each_problem_has_its_exit_code(
    problem: BaseException, code: int, run: Formkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Namespace) -> int:
        raise problem

    monkeypatch.setattr("formkit.cli_show.show", fail)
    assert run("show").code == code


def test_progress_is_shown_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    printing.progress(1, 2, "x")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    printing.progress(1, 2, "x")
    assert "1/2" in capsys.readouterr().err


def test_a_long_answer_is_cut_on_the_console_only() -> None:
    assert len(cli_extract._shortened("字" * 100)) == 60


def test_the_data_may_stand_after_the_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Formkit(capsys)
    assert run("fill", "application", "-o", tmp_path / "x.docx", SAMPLE).code == 0
    assert (tmp_path / "x.docx").is_file()
    assert run("fill", "application", "-o", tmp_path / "y.docx", SAMPLE, "更多").code == 2


def test_show_rules_prints_each_rule_with_who_judges_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["show", "rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    heads, *rules = lines
    assert heads.split() == ["编号", "事项", "性质", "检查", "依据", "内容"]
    quota = next(line for line in rules if line.startswith("R01 "))
    assert quota.split()[1:4] == ["名额", "硬性", "程序"]
    assert quota.endswith("5个以内")
    assert next(line for line in rules if line.startswith("R14 ")).split()[2] == "弹性"
    assert next(line for line in rules if line.startswith("R35 ")).split()[3] == "人工"
    assert cli.main(["show", "条款", "--json"]) == 0
    shown = {item["rule"]: item for item in json.loads(capsys.readouterr().out)}
    assert shown["R33"]["parameters"]["deadline"] == "2025-07-31"
    assert shown["R33"]["wording"].endswith("于2025年7月31日前报至区人力社保局")
    assert shown["unit-name"]["subject"] == "一致"
