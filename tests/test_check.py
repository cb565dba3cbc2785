"""``formkit check`` and ``formkit bind``: whole packages on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pypdf
import pytest
import yaml
from PIL import Image

from commanding import Formkit
from formkit.checking import Checked, alike, check, overlap_findings
from formkit.documents import fill_document
from formkit.finding import Severity
from submissions import CALL, EXPERT, IDENTITY, STUDIO, UNIT

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "tangcheng-2025"
FORMS = {"application": "申报表.docx", "profile": "事迹材料.docx", "report": "申报报告.docx"}
DATED = ("--dated", "2025-07-28")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Formkit:
    """Return the command."""
    return Formkit(capsys)


def fill_package(folder: Path, sample: str) -> Path:
    """Fill the three forms of a sample into a folder."""
    data = yaml.safe_load((SAMPLES / sample).read_text(encoding="utf-8"))
    folder.mkdir(parents=True)
    for form, name in FORMS.items():
        (folder / name).write_bytes(fill_document(CALL, form, data, folder=SAMPLES).data)
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a complete package and one with mistakes."""
    place = tmp_path_factory.mktemp("packages")
    whole = fill_package(place / "齐全", "enterprise.yaml")
    for name in ("身份证.jpg", "技师证书.jpg", "毕业证书.jpg", "获奖证书.jpg", "工作照片.jpg"):
        Image.new("RGB", (1200, 800), "white").save(whole / name, comment=name)
    fill_package(place / "有误", "mistakes.yaml")
    return place


@pytest.fixture
def packages(made: Path, tmp_path: Path) -> Path:
    """Return copies of the packages, for tests that write beside them."""
    place = tmp_path / "packages"
    shutil.copytree(made, place)
    return place


def test_what_is_wrong_is_grouped_with_its_clause_and_the_exit_code_is_one(
    run: Formkit, packages: Path
) -> None:
    done = run("check", packages / "有误")
    assert done.code == 1
    lines = [line.strip() for line in done.out.splitlines()]
    first = next(number for number, line in enumerate(lines) if line.startswith("错误"))
    assert first < lines.index("材料") < lines.index("资格") < lines.index("内容")
    assert any(line.startswith("- 没有“学历证书复印件”；请补交。（依据：通知第三条（二）4") for line in lines)


def test_a_complete_package_passes(run: Formkit, packages: Path) -> None:
    done = run(
        "check", packages / "齐全", "--received", "2025-07-30", "--emailed", "2025-07-30", "--copies", "2"
    )
    assert done.code == 0, done.out
    assert "错误" not in done.out
    assert UNIT in done.out


def test_what_the_counter_noted_is_checked(run: Formkit, packages: Path) -> None:
    late = run("check", packages / "齐全", "--received", "2025-08-01", "--copies", "1")
    assert late.code == 1
    assert "收到 1 份，要求一式 2 份" in late.out
    assert "晚于最后一日2025年7月31日" in late.out


def test_the_papers_are_written_where_they_are_wanted(run: Formkit, packages: Path, tmp_path: Path) -> None:
    letter, form = tmp_path / "补正.docx", tmp_path / "收件.docx"
    done = run(
        "check", packages / "有误", "--supplement", letter, "--receipt", form, *DATED, "--by", "王样本"
    )
    assert done.code == 1
    assert f"已写入：{letter}" in done.err
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(letter)).paragraphs)
    assert "2025年7月31日（含当日）" in text
    cells = [
        cell.text for table in docx.Document(str(form)).tables for row in table.rows for cell in row.cells
    ]
    assert "王样本" in cells


def test_nothing_to_mend_means_no_letter(
    run: Formkit, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def perfect(*_: object, **__: object) -> Checked:
        return check(CALL, made / "齐全")._replace(findings=())

    monkeypatch.setattr("formkit.cli_check.check_package", perfect)
    done = run("check", made / "齐全", "--supplement", tmp_path / "a.docx", *DATED)
    assert done.code == 0
    assert "没有需要补正的" in done.err
    assert not (tmp_path / "a.docx").exists()


def test_papers_of_several_packages_go_into_a_folder(run: Formkit, packages: Path, tmp_path: Path) -> None:
    out = tmp_path / "发出"
    done = run("check", packages / "齐全", packages / "有误", "--receipt", out)
    assert done.code == 1
    assert sorted(path.name for path in out.iterdir()) == [
        "收件核对单-荣昌范例陶业有限公司.docx",
        f"收件核对单-{UNIT}.docx",
    ]
    head, *rows = done.out.splitlines()[:3]
    assert head.split() == ["申报包", "申报单位", "领衔专家", "文件", "错误", "提醒"]
    assert rows[0].split()[:3] == ["齐全", UNIT, EXPERT]


def test_wrong_names_for_papers_are_told_before_anything_is_read(run: Formkit, tmp_path: Path) -> None:
    assert run("check", tmp_path / "无", "--supplement", tmp_path / "a.pdf").code == 2
    assert run("check", tmp_path / "无", tmp_path / "也无", "--receipt", tmp_path / "a.docx").code == 2
    (tmp_path / "b.docx").write_bytes(b"mine")
    assert run("check", tmp_path / "无", "--receipt", tmp_path / "b.docx").code == 2
    assert (tmp_path / "b.docx").read_bytes() == b"mine"


def test_a_package_that_is_not_there_does_not_stop_the_others(run: Formkit, packages: Path) -> None:
    done = run("check", packages / "没有", packages / "齐全")
    assert done.code == 5
    assert "没有核对" in done.err
    assert UNIT in done.out


def test_json_holds_everything_and_is_the_only_thing_on_stdout(run: Formkit, packages: Path) -> None:
    done = run("check", packages / "有误", packages / "没有", "--json")
    assert done.code == 5
    first, second = done.json["packages"]
    assert {item["name"] for item in first["materials"]} == set(FORMS.values())
    assert {"R28", "R15"} <= {item["code"] for item in first["findings"]}
    assert [item["code"] for item in second["findings"]] == ["not-found"]


def test_identity_numbers_are_masked_on_the_screen(run: Formkit, packages: Path) -> None:
    (packages / "齐全" / "身份证.jpg").rename(packages / "齐全" / f"身份证{IDENTITY}.jpg")
    for extra in ((), ("--json",)):
        done = run("check", packages / "齐全", *extra)
        said = json.dumps([item["message"] for item in done.json["packages"][0]["findings"]]) if extra else ""
        assert IDENTITY not in (said or done.out) + done.err


def test_after_the_deadline_the_clerk_is_reminded_of_the_last_day(
    run: Formkit, packages: Path, tmp_path: Path
) -> None:
    command = ("check", packages / "有误", "--supplement", tmp_path / "a.docx", "--force")
    assert "--until" in run(*command, "--dated", "2025-08-01").err
    assert "晚于申报截止日2025年7月31日" in run(*command, *DATED, "--until", "2025-08-05").err
    assert "提醒" not in run(*command, *DATED, "--until", "2025-07-30").err


def test_a_date_that_is_none_is_a_usage_error(run: Formkit, packages: Path) -> None:
    assert run("check", packages / "齐全", "--received", "2025年7月30日").code == 2
    assert run("check", packages / "齐全", "--copies", "-1").code == 2


def test_profiles_that_share_passages_are_reported_to_both(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "齐全", tmp_path / "抄袭")
    checked = [check(CALL, made / "齐全"), check(CALL, tmp_path / "抄袭"), check(CALL, made / "有误")]
    found = list(overlap_findings(checked, alike(CALL, checked)))
    assert {path.name for path, _ in found} == {"齐全", "抄袭"}
    assert all(item.severity is Severity.WARNING for _, item in found)
    assert all("100% 相同" in item.message for _, item in found)


def test_which_file_is_taken_for_which_material_is_shown_and_what_is_not_there(
    run: Formkit, packages: Path
) -> None:
    (packages / "有误" / "IMG_0231.jpg").write_bytes((packages / "齐全" / "身份证.jpg").read_bytes())
    done = run("check", packages / "有误")
    lines = [line.strip() for line in done.out.splitlines()]
    assert {"材料 4 个文件", "01 申报表：申报表.docx", "04c 学历证书复印件：（未见）"} <= set(lines)
    assert "待确认：IMG_0231.jpg" in lines


def test_what_is_said_about_several_files_is_said_once_with_their_names(run: Formkit, packages: Path) -> None:
    for name in ("专利证书.pdf", "获奖证书二.pdf"):
        Image.new("RGB", (827, 1169), "white").save(packages / "齐全" / name, title=name)
    done = run("check", packages / "齐全")
    assert done.out.count("是扫描件或图片") == 1
    assert "专利证书.pdf、获奖证书二.pdf：是扫描件或图片" in done.out


def test_what_a_rule_says_of_an_answer_the_reading_does_not_repeat(tmp_path: Path) -> None:
    found = check(CALL, fill_package(tmp_path / "等级", "veteran.yaml")).findings
    assert [item.code for item in found if item.field == "leader.certificate.level"] == ["R17"]


def test_one_package_is_alike_nothing(made: Path) -> None:
    checked: list[Checked] = [check(CALL, made / "齐全")]
    assert alike(CALL, checked) == []


def test_bind_writes_a_volume(run: Formkit, packages: Path, tmp_path: Path, soffice: Path) -> None:  # noqa: ARG001
    out = tmp_path / "装订.pdf"
    done = run("bind", packages / "齐全", "-o", out, *DATED, "--json")
    assert done.code == 0, done.err
    assert len(pypdf.PdfReader(out).pages) == done.json["pages"]
    cover = pypdf.PdfReader(out).pages[0].extract_text().replace(" ", "")
    assert all(said in cover for said in (UNIT, STUDIO, EXPERT))
    listed = {item["slot"]: item for item in done.json["contents"]}
    assert listed["01"]["first"] == 1
    assert {"02", "03", "04a", "04b", "04c", "04d", "05"} <= set(listed)


def test_bind_refuses_before_it_works(run: Formkit, packages: Path, tmp_path: Path) -> None:
    assert run("bind", packages / "齐全", "-o", tmp_path / "a.docx").code == 2
    (tmp_path / "a.pdf").write_bytes(b"mine")
    assert run("bind", packages / "齐全", "-o", tmp_path / "a.pdf").code == 2
    assert (tmp_path / "a.pdf").read_bytes() == b"mine"


def test_bind_without_libreoffice_says_how_to_get_it(
    run: Formkit, packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMKIT_SOFFICE", str(tmp_path / "none"))
    done = run("bind", packages / "齐全", "-o", tmp_path / "a.pdf")
    assert done.code == 6
    assert "LibreOffice" in done.err
    assert not (tmp_path / "a.pdf").exists()
