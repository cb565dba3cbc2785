"""The README says what is so: its commands and its Python run, and both languages show the same."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest

import formkit
from formkit.cli import main

ROOT = Path(__file__).resolve().parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
#: What an empty workbook lacks is reported, what is wrong with samples, that nobody has scored; files are
#: written all the same.
WITH_FINDINGS = (
    "formkit fill application 填报.xlsx -o 填报.docx",
    "formkit check ",
    "formkit review 汇总表.xlsx --merge ",
)
NEEDS_LIBREOFFICE = "formkit bind "
OUTPUT = re.compile(r"(?:-o|--supplement|--receipt) (\S+)")


def blocks(readme: Path, language: str) -> list[str]:
    text = readme.read_text(encoding="utf-8")
    return [match[2] for match in FENCE.finditer(text) if match[1] == language]


def commands(readme: Path) -> list[str]:
    """Return the lines of the README's shell blocks, without what is said about them."""
    lines = [line for block in blocks(readme, "") for line in block.splitlines()]
    return [line.partition(" #")[0].strip() for line in lines if line.strip()]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with samples and templates, as a checkout has them, and stand in it."""
    for name in ("samples", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_both_languages_show_the_same_commands_and_python() -> None:
    english, chinese = READMES
    assert commands(english) == commands(chinese)
    assert blocks(english, "python") == blocks(chinese, "python")


def test_every_command_of_formkit_runs_in_the_order_shown(desk: Path) -> None:
    shown = [line for line in commands(READMES[0]) if line.startswith("formkit ")]
    assert len(shown) > 8
    shown = [line for line in shown if shutil.which("soffice") or not line.startswith(NEEDS_LIBREOFFICE)]
    for line in shown:
        assert main(arguments(line)) == line.startswith(WITH_FINDINGS), line
    for name in OUTPUT.findall("\n".join(shown)):
        assert (desk / name).stat().st_size > 0


def arguments(line: str) -> list[str]:
    """Return what a shell hands to the command."""
    words = shlex.split(line)[1:]
    found = (sorted(map(str, Path().glob(word))) if "*" in word else [word] for word in words)
    return [name for names in found for name in names]


@pytest.mark.usefixtures("desk")
def test_the_python_of_the_readme_runs() -> None:
    (code,) = blocks(READMES[0], "python")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_programme_of_the_documentation_loads_fills_and_reads_back(tmp_path: Path) -> None:
    definition = "\n".join(blocks(ROOT / "docs" / "programme.md", "toml"))
    (tmp_path / "programme.toml").write_text(definition, encoding="utf-8")
    template = docx.Document()
    template.add_paragraph("某某称号申报表")
    plain = template.add_table(4, 2)
    options = ("职业资格证书", "非遗代表性传承人")
    route = "　".join(f"{{{{ leader.route[“{option}”] }}}}{option}" for option in options)
    named = [("姓名", "{{ leader.name }}"), ("性别", "{{ leader.sex }}"), ("取得资格", route)]
    for row, texts in zip(plain.rows, [*named, ("非遗项目名称", "{{ leader.project }}")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    template.add_paragraph("填报日期：{{ application.date }}")
    members = template.add_table(4, 3)
    written = (
        ("序号", "姓名", "出生年月"),
        ("{%tr for row in members %}", "", ""),
        ("{{ loop.index }}", "{{ row.name }}", "{{ row.birth }}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, texts in zip(members.rows, written, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    template.save(str(tmp_path / "application.docx"))

    call = formkit.load(tmp_path)
    assert [rule.rule for rule in call.rules] == ["R16", "R33"]
    leader = {"name": "甄样本", "sex": "女", "route": "非遗代表性传承人", "project": "样本陶"}
    rows = [{"name": f"成员{number}", "birth": "1990年3月"} for number in range(1, 4)]
    data = {"leader": leader, "application": {"date": "2025.7.8"}, "members": rows}
    assert formkit.fill(call, "application", data, tmp_path / "out.docx") == ()
    case = formkit.extract(call, tmp_path / "out.docx")
    answers = {path: found.value for path, found in case.record.answers.items()}
    assert answers["leader.route"] == "非遗代表性传承人"
    assert answers["leader.sex"] == "女"
    assert answers["application.date"] == "2025-07-08"
    assert answers["members[2].birth"] == "1990-03"
    assert not case.leftovers


def test_the_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = [line.split()[1] for line in commands(READMES[0]) if line.startswith("make ")]
    assert targets == ["demo", "test"]
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


@pytest.mark.parametrize(
    "page", [*READMES, *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda path: path.name
)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in link:
            assert (page.parent / link).exists(), link


def test_the_picture_is_there_and_light() -> None:
    picture = ROOT / "docs" / "images" / "application-page.png"
    assert 0 < picture.stat().st_size < 250_000
    for readme in READMES:
        assert "(docs/images/application-page.png)" in readme.read_text(encoding="utf-8")
