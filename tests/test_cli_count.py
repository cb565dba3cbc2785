"""``formkit count`` as a person runs it: each exit code, figures for people, JSON for programs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import formkit
from commanding import Formkit
from formkit import cli
from formkit.programs import libreoffice
from wordmaking import document, package, paragraph

ENTERPRISE = Path(__file__).resolve().parent.parent / "samples" / "tangcheng-2025" / "enterprise.yaml"
KEYS = [
    *("schema", "source", "programme", "document", "field", "count", "body", "libreoffice", "title"),
    *("signature", "limit", "keywords", "findings"),
]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Formkit:
    """Return the command."""
    return Formkit(capsys, "count")


@pytest.fixture
def piece(tmp_path: Path) -> Path:
    """Return a piece of 1,480 字, with a title of 2 and a signature of 9."""
    path = tmp_path / "事迹.docx"
    lines = ["匠心", "陶" * 1479 + "。", "重庆样本厂", "2025年7月1日"]
    path.write_bytes(package(document(*map(paragraph, lines))))
    return path


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a filled profile."""
    path = tmp_path_factory.mktemp("filled") / "profile.docx"
    assert cli.main(["fill", "profile", str(ENTERPRISE), "-o", str(path)]) == 0
    return path


def test_figures_are_shown_with_and_without_title_and_signature(run: Formkit, piece: Path) -> None:
    done = run(piece)
    assert done.code == 0
    assert done.err == ""
    rows = [line.split() for line in done.out.splitlines()]
    assert ["字数（Word）", "1493", "1480"] in rows
    assert ["汉字", "1489", "1479"] in rows
    assert "标题：匠心" in done.out
    assert "落款：重庆样本厂 / 2025年7月1日" in done.out


@pytest.mark.parametrize(
    ("limits", "code", "word"),
    [
        (["--min", "1000"], 0, ""),
        (["--min", "1400", "--max", "1490"], 0, ""),
        (["--min", "1500"], 0, "临界"),
        (["--min", "1600"], 1, "不足 1600 字，少 120 字"),
        (["--max", "1400"], 1, "超过 1400 字，多 80 字"),
    ],
)
def test_a_limit_that_is_missed_ends_with_1_and_a_borderline_warns(
    run: Formkit, piece: Path, limits: list[str], code: int, word: str
) -> None:
    done = run(piece, *limits)
    assert done.code == code
    assert word in done.err
    assert bool(done.err) is bool(word)
    assert ("按 Word 字数符合要求" in done.out) is (code == 0 and "1500" not in limits)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--min", "5", "--max", "3"],
        ["--min", "-5"],
        ["--min", "x"],
        ["-f", "profile"],
        ["-p", "tangcheng-2025"],
        ["--field", "profile.body", "--notes"],
        ["--field", "no.such"],
        ["--field", "profile.body", "-f", "nonsense", "-p", "tangcheng-2025"],
    ],
)
def test_a_wrong_call_ends_with_2(run: Formkit, piece: Path, arguments: list[str]) -> None:
    done = run(piece, *arguments)
    assert done.code == 2
    assert "错误：" in done.err
    assert done.out == ""


def test_a_programme_that_is_not_there_ends_with_3(run: Formkit, piece: Path) -> None:
    assert run(piece, "--field", "profile.body", "-p", "nonsense").code == 3


def test_a_file_that_cannot_be_read_ends_with_5_and_the_others_are_counted(
    run: Formkit, piece: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04broken")
    done = run(tmp_path / "broken.docx", tmp_path / "none.docx", piece)
    assert done.code == 5
    assert "1493" in done.out
    assert done.err.count("错误：") == 2


def test_an_old_file_without_libreoffice_ends_with_6(
    run: Formkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(libreoffice.SOFFICE, str(tmp_path / "nowhere"))
    (tmp_path / "old.rtf").write_text(r"{\rtf1 text}", encoding="ascii")
    done = run(tmp_path / "old.rtf")
    assert done.code == 6
    assert "LibreOffice" in done.err


@pytest.mark.usefixtures("soffice")
def test_an_old_file_is_counted_where_libreoffice_is_installed(run: Formkit, tmp_path: Path) -> None:
    (tmp_path / "old.rtf").write_text(r"{\rtf1\ansi Hello world}", encoding="ascii")
    done = run(tmp_path / "old.rtf", "--json")
    assert done.code == 0
    assert done.json["count"]["words"] == 2


def test_a_field_is_counted_by_the_limits_of_the_form(run: Formkit, profile: Path) -> None:
    done = run(profile, "--field", "profile.body")
    assert done.code == 0
    assert "按 Word 字数符合要求：1500～2000 字。" in done.out
    assert "标题：" not in done.out
    assert done.err == ""
    long = run(profile, "--field", "profile.body", "--max", "1000")
    assert long.code == 1
    assert "依据：通知第三条（二）2" in long.err
    other = run(profile, "--field", "report.necessity", "-p", "tangcheng-2025")
    assert other.code == 1
    assert "没有“report.necessity”这一栏" in other.err


def test_a_file_that_is_no_form_has_no_fields(run: Formkit, piece: Path) -> None:
    done = run(piece, "--field", "profile.body")
    assert done.code == 1
    assert "认不出" in done.err


def test_json_has_the_same_keys_for_every_file(run: Formkit, piece: Path, profile: Path) -> None:
    one = run(piece, "--json", "--min", "1600").json
    assert list(one) == KEYS
    assert one["count"]["words"] == one["body"]["words"] + 13 == 1493
    assert one["limit"] == {
        "min": 1600,
        "max": None,
        "words": 1480,
        "state": "short",
        "missing": 120,
        "over": 0,
        "others": {
            "LibreOffice 字数": 1480,
            "只计汉字": 1479,
            "字符数（不计空格）": 1480,
            "含标题和落款": 1493,
        },
        "dissenting": [],
    }
    assert [finding["code"] for finding in one["findings"]] == ["length"]
    assert one["keywords"] is None
    field, missing = run(profile, piece.with_name("none"), "--field", "profile.body", "--json").json
    assert list(field) == list(missing) == KEYS
    assert (field["programme"], field["document"]) == ("tangcheng-2025", "profile")
    assert field["limit"]["state"] == "ok"
    assert missing["count"] is None
    assert missing["findings"][0]["code"] == "not-found"


def test_keywords_come_when_asked_for(run: Formkit, profile: Path) -> None:
    done = run(profile, "--keywords=3")
    assert done.code == 0
    assert len(done.out.split("关键词：")[1].split("、")) == 3
    shown = run(profile, "--json", "--keywords").json["keywords"]
    assert len(shown["keywords"]) == len(shown["frequent"]) == 10
    assert shown["words"] > shown["distinct"] > 100


def test_jieba_is_loaded_for_keywords_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("陶器", encoding="utf-8")
    script = (
        "import sys\nfrom formkit.cli import main\n"
        f"main(['count', {str(tmp_path / 'a.txt')!r}])\nsys.exit('jieba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, capture_output=True).returncode == 0


def test_the_members_of_a_package_are_counted_each(run: Formkit, piece: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(piece, "甲/事迹.docx")
        archive.write(piece, "乙/事迹.docx")
    done = run(tmp_path / "all.zip", "--json")
    assert [item["count"]["words"] for item in done.json] == [1493, 1493]


def test_an_identity_number_in_a_signature_is_masked(run: Formkit, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("匠心\n他从业二十年。\n申报人：甄样本 990101197604010013\n2025年7月1日", encoding="utf-8")
    assert "****0013" in run(path).out


def test_the_public_function_counts_a_text() -> None:
    assert formkit.count("直径3.14毫米，“棠城工匠”。") == formkit.Count(13, 12, 1, 16, 16, 8, 1)
