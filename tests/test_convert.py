"""``formkit convert`` and ``fill --pdf``: nothing is written over, and whatever fails is named."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pypdf
import pytest

import formkit
from commanding import Formkit
from formkit import converting
from formkit.converting import convert_files, font_findings
from formkit.programs import libreoffice
from formkit.readers.sniffing import Kind, kind_of

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "tangcheng-2025"
SAMPLE = SAMPLES / "enterprise.yaml"
CALL = formkit.load("tangcheng-2025")

#: Writes each input's text behind the mark of the format, and fails on one that says so.
PRETENDER = f"""#!{sys.executable}
import pathlib, sys
arguments = sys.argv[1:]
start = arguments.index("--outdir")
for name in arguments[start + 2:]:
    path = pathlib.Path(name)
    data = path.read_bytes()
    if b"broken" not in data:
        (pathlib.Path(arguments[start + 1]) / (path.stem + ".pdf")).write_bytes(b"%PDF " + data + b"%%EOF")
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Formkit:
    """Return the command."""
    return Formkit(capsys)


@pytest.fixture
def pretender(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program of ours in LibreOffice's place."""
    program = tmp_path / "soffice"
    program.write_text(PRETENDER, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv(libreoffice.SOFFICE, str(program))


@pytest.fixture
def missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take LibreOffice away."""
    monkeypatch.setenv(libreoffice.SOFFICE, str(tmp_path / "nowhere"))


def rtf(path: Path, text: str = "a") -> Path:
    """Write a small RTF file, whatever its name says."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{{\\rtf1 {text}}}", encoding="ascii")
    return path


@pytest.mark.usefixtures("pretender")
def test_two_files_of_one_name_do_not_meet(run: Formkit, tmp_path: Path) -> None:
    paths = [rtf(tmp_path / name, name[0]) for name in ("a.doc", "A.wps", "b/a.doc")]
    done = run("convert", *paths, paths[0], "-o", tmp_path / "out", "--json")
    assert done.code == 0
    written = [Path(name) for name in done.json["written"]]
    assert [path.name for path in written] == ["a.pdf", "A.wps.pdf", "a.doc.pdf"]
    assert sorted((tmp_path / "out").iterdir()) == sorted(written)
    assert [b"\\rtf1 A" in path.read_bytes() for path in written] == [False, True, False]


@pytest.mark.usefixtures("pretender")
def test_what_is_there_is_not_written_over(run: Formkit, tmp_path: Path) -> None:
    paths = [rtf(tmp_path / "a.rtf"), rtf(tmp_path / "b.rtf")]
    (tmp_path / "b.pdf").write_bytes(b"mine")
    done = run("convert", *paths)
    assert done.code == 2
    assert "什么也没有写" in done.err
    assert not (tmp_path / "a.pdf").exists()
    assert (tmp_path / "b.pdf").read_bytes() == b"mine"
    assert run("convert", *paths, "--force").code == 0
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("pretender")
def test_a_file_that_fails_is_named_and_the_others_are_written(run: Formkit, tmp_path: Path) -> None:
    paths = [rtf(tmp_path / "a.rtf"), rtf(tmp_path / "b.rtf", "broken"), tmp_path / "nowhere.doc"]
    done = run("convert", *paths)
    assert done.code == 5
    assert "b.rtf" in done.err
    assert "nowhere.doc" in done.err
    assert "共 3 个文件，2 个没有转换" in done.err
    done = run("convert", *paths, "--force", "--json")
    assert [item["code"] for item in done.json["files"]] == [None, "damaged", "not-found"]
    assert [item["severity"] for item in done.json["findings"]] == ["error", "error"]


@pytest.mark.usefixtures("pretender")
def test_a_dry_run_says_what_it_would_write(run: Formkit, tmp_path: Path) -> None:
    done = run("convert", rtf(tmp_path / "a.rtf"), "-o", tmp_path / "out", "--dry-run")
    assert done.code == 0
    assert f"将写入：{tmp_path / 'out' / 'a.pdf'}" in done.err
    assert not (tmp_path / "out").exists()
    assert run("convert", tmp_path / "a.rtf", "--dry-run", "--json").json["written"] == []


@pytest.mark.usefixtures("missing")
def test_kinds_that_make_no_sense_are_told_without_libreoffice(run: Formkit, tmp_path: Path) -> None:
    picture = tmp_path / "a.doc"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    page = tmp_path / "b.pdf"
    page.write_bytes(b"%PDF-1.7")
    empty = tmp_path / "c.doc"
    empty.touch()
    done = run("convert", picture, page, empty, "--json")
    assert done.code == 5
    assert [item["code"] for item in done.json["files"]] == ["unsupported", "unsupported", "empty"]
    said = [item["message"] for item in done.json["findings"]]
    assert "是图片" in said[0]
    assert "已经是PDF" in said[1].replace(" ", "")
    assert "空文件" in said[2]


@pytest.mark.usefixtures("missing")
def test_without_libreoffice_the_exit_code_is_6_and_nothing_is_written(run: Formkit, tmp_path: Path) -> None:
    done = run("convert", rtf(tmp_path / "a.rtf"))
    assert done.code == 6
    assert "安装 LibreOffice" in done.err
    for output in ("x.docx", "x.pdf"):
        done = run("fill", "application", SAMPLE, "-o", tmp_path / output, "--pdf")
        assert done.code == 6
        assert "安装 LibreOffice" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["a.rtf"]


@pytest.mark.parametrize("folder", ["file", "no/such"])
def test_a_wrong_folder_is_a_mistake_of_use(folder: str, run: Formkit, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert run("convert", rtf(tmp_path / "a.rtf"), "-o", tmp_path / folder).code == 2


@pytest.mark.usefixtures("pretender")
def test_who_waits_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "AT_ONCE", 2)
    told: list[tuple[int, int, str]] = []
    paths = [rtf(tmp_path / f"{number}.rtf") for number in range(5)]
    convert_files(paths, told=lambda *news: told.append(news))
    assert told == [(2, 5, "1.rtf"), (4, 5, "3.rtf"), (5, 5, "4.rtf")]


@pytest.mark.usefixtures("pretender")
def test_fill_writes_the_pdf_beside_the_document(run: Formkit, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    done = run("fill", "application", SAMPLE, "-o", out / "x.docx", "--pdf", "--json")
    assert done.code == 0
    assert done.json["written"] == [str(out / "x.docx"), str(out / "x.pdf")]
    assert (out / "x.docx").read_bytes() in (out / "x.pdf").read_bytes()


@pytest.mark.usefixtures("pretender")
@pytest.mark.parametrize("more", [["--pdf"], []], ids=["asked for", "by its ending"])
@pytest.mark.parametrize("source", [[SAMPLE], ["--blank"]], ids=["filled", "blank"])
def test_an_output_that_ends_in_pdf_is_a_pdf_only(
    more: list[str], source: list[object], run: Formkit, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert run("fill", "application", *source, "-o", out / "x.pdf", *more).code == 0
    assert [path.name for path in out.iterdir()] == ["x.pdf"]
    assert kind_of((out / "x.pdf").read_bytes()) is Kind.PDF
    assert run("fill", "application", *source, "-o", out / "x.pdf", *more).code == 2


@pytest.mark.usefixtures("pretender")
def test_a_pdf_in_the_way_stops_the_document_too(run: Formkit, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"mine")
    for source in (SAMPLE, "--blank"):
        assert run("fill", "application", source, "-o", tmp_path / "x.docx", "--pdf").code == 2
        assert not (tmp_path / "x.docx").exists()


@pytest.mark.usefixtures("pretender")
def test_a_dry_run_of_fill_names_both_files(run: Formkit, tmp_path: Path) -> None:
    done = run("fill", "application", SAMPLE, "-o", tmp_path / "x.docx", "--pdf", "--dry-run")
    assert done.code == 0
    assert f"将写入：{tmp_path / 'x.docx'}" in done.err
    assert f"将写入：{tmp_path / 'x.pdf'}" in done.err
    assert not list(tmp_path.glob("x.*"))


def test_a_pdf_that_fails_leaves_the_document(
    run: Formkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv(libreoffice.SOFFICE, str(program))
    done = run("fill", "application", SAMPLE, "-o", tmp_path / "x.docx", "--pdf", "--strict")
    assert done.code == 5
    assert "x.docx" in done.err
    assert "--strict" not in done.err
    assert (tmp_path / "x.docx").exists()
    assert not (tmp_path / "x.pdf").exists()


def test_fonts_are_named_only_where_the_file_asks_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()

    def stand_ins(names: set[str]) -> dict[str, str]:
        asked.update(names)
        return {"仿宋": "宋体"}

    monkeypatch.setattr(converting, "substitutes", stand_ins)
    (finding,) = font_findings([formkit.blank_document(CALL, "application"), b"no package"])
    assert "仿宋_GB2312" in asked
    assert finding.code == "font-substituted"
    assert "仿宋 以 宋体 代替" in finding.message


def test_the_pdf_shows_what_the_document_says(soffice: Path, run: Formkit, tmp_path: Path) -> None:
    assert soffice
    done = run("fill", "application", SAMPLE, "-o", tmp_path / "x.pdf")
    assert done.code == 0
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "x.pdf").pages)
    assert text.count("☑") >= 8
    assert "甄样本数控铣工技能大师工作室" in "".join(text.split())
    assert b"/AcroForm" not in (tmp_path / "x.pdf").read_bytes()


def test_many_are_converted_in_one_start(soffice: Path, run: Formkit, tmp_path: Path) -> None:
    assert soffice
    first = tmp_path / "申报表 1.docx"
    first.write_bytes(formkit.blank_document(CALL, "profile"))
    paths = [first, *(tmp_path / f"申报表 {number}.docx" for number in range(2, 5))]
    for path in paths[1:]:
        shutil.copy(first, path)
    done = run("convert", *paths, "--json")
    assert done.code == 0
    assert len(done.json["written"]) == 4
    assert all(kind_of(Path(name).read_bytes()) is Kind.PDF for name in done.json["written"])


def test_a_web_page_is_printed_with_all_its_paragraphs(soffice: Path, tmp_path: Path) -> None:
    assert soffice
    page = tmp_path / "a.doc"
    text = "<html><head><meta charset=gb2312></head><body><p>第一段</p><p>第二段</p></body></html>"
    page.write_bytes(text.encode("gbk"))
    other = rtf(tmp_path / "b.rtf", "third")
    outcomes = convert_files([page, other])
    assert [outcome.code for outcome in outcomes] == ["", ""]
    printed = [
        pypdf.PdfReader(outcome.result).pages[0].extract_text() for outcome in outcomes if outcome.result
    ]
    assert "第一段" in printed[0]
    assert "第二段" in printed[0]
    assert "third" in printed[1]
