"""What may be amiss with inbox, register and ledger: a sentence says what to do, never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commanding import Formkit
from hostilemaking import Packed, zipped
from inboxmaking import make_inbox

ROOT = Path(__file__).resolve().parent.parent
COMPLETE = ROOT / "samples" / "tangcheng-2025" / "packages" / "01-材料齐全"
NUMBER = "990101197604120138"
COMMANDS = (
    ("status", "甲.xlsx"),
    ("collect", "收件", "-o", "甲.xlsx"),
    ("review", "甲.xlsx", "-o", "评审"),
    ("review", "甲.xlsx", "--merge", "打分"),
    ("fill", "supplement", "--register", "甲.xlsx", "-o", "补正"),
    ("fill", "consultation", "--register", "甲.xlsx", "-o", "函.docx"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an inbox of two applications, and a register of it."""
    folder = tmp_path_factory.mktemp("office")
    make_inbox(folder / "收件", 2, 3, broken=0, small=True)
    (folder / "打分").mkdir()
    from formkit.cli import main

    assert main(["collect", str(folder / "收件"), "-o", str(folder / "甲.xlsx")]) == 0
    return folder


@pytest.fixture
def formkit(capsys: pytest.CaptureFixture[str]) -> Formkit:
    return Formkit(capsys)


@pytest.fixture
def desk(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(office, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_damaged_register_is_written_again_from_the_ledger(desk: Path, formkit: Formkit) -> None:
    register = desk / "甲.xlsx"
    broken = register.read_bytes()[:4000]
    register.write_bytes(broken)
    for command in COMMANDS:
        done = formkit(*command)
        assert done.code == 5, command
        assert "移走后再汇总一次" in done.err
    assert register.read_bytes() == broken
    register.unlink()
    assert "不在" in formkit("status", "甲.xlsx").err
    assert formkit("collect", "收件", "-o", "甲.xlsx").code == 0
    assert register.is_file()


def test_a_register_without_its_ledger_stays_as_it_is(desk: Path, formkit: Formkit) -> None:
    (desk / "甲.ledger").rename(desk / "丢了")
    before = (desk / "甲.xlsx").read_bytes()
    for command in COMMANDS:
        done = formkit(*command)
        assert done.code == (2 if command[0] == "collect" else 5), command
        assert "甲.ledger" in done.err
        assert "放回" in done.err
    assert (desk / "甲.xlsx").read_bytes() == before
    assert not (desk / "甲.ledger").exists()


def test_a_register_of_another_ledger_stays_as_it_is(desk: Path, formkit: Formkit) -> None:
    assert formkit("collect", "收件", "-o", "乙.xlsx").code == 0
    shutil.copy(desk / "乙.ledger", desk / "甲.ledger")
    before = (desk / "甲.xlsx").read_bytes()
    for command in COMMANDS:
        done = formkit(*command)
        assert done.code == 2
        assert "和旁边的台账不是同一份" in done.err
    assert (desk / "甲.xlsx").read_bytes() == before


def test_a_damaged_ledger_says_what_is_lost(desk: Path, formkit: Formkit) -> None:
    (desk / "甲.ledger").write_bytes(b"nothing of the kind" * 100)
    for command in COMMANDS:
        done = formkit(*command)
        assert done.code == 5
        assert "换回备份" in done.err


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("收件", "是文件夹，请写明文件名"),
        ("汇总.xls", "以 .xlsx 结尾"),
        ("没有/汇总.xlsx", "文件夹“没有”不存在"),
    ],
)
def test_a_place_that_is_none_for_a_register_is_refused(
    desk: Path, formkit: Formkit, output: str, said: str
) -> None:
    before = sorted(desk.iterdir())
    for more in ((), ("--dry-run",), ("--json",)):
        done = formkit("collect", "收件", "-o", output, *more)
        assert (done.code, done.out) == (2, "")
        assert said in done.err
    assert sorted(desk.iterdir()) == before


@pytest.mark.parametrize("inbox", ["没有", "甲.xlsx"])
def test_where_there_is_no_inbox_nothing_is_left_behind(desk: Path, formkit: Formkit, inbox: str) -> None:
    before = sorted(desk.iterdir())
    for more in ((), ("--dry-run",)):
        done = formkit("collect", inbox, "-o", "丙.xlsx", *more)
        assert done.code == 5
        assert "文件夹" in done.err
    assert formkit("collect", "收件", "-o", "丙.xlsx", "--resume").code == 2
    assert sorted(desk.iterdir()) == before


def test_an_empty_inbox_is_said(desk: Path, formkit: Formkit) -> None:
    (desk / "空").mkdir()
    done = formkit("collect", "空", "-o", "空.xlsx")
    assert done.code == 0
    assert "没有来件" in done.err
    shown = formkit("collect", "空", "-o", "空.xlsx", "--json").json
    assert shown["submissions"] == []
    assert [one["code"] for one in shown["findings"]] == ["inbox-shape"]
    assert formkit("status", "空.xlsx", "--json").json == []
    assert formkit("review", "空.xlsx", "-o", "评审").code == 2
    assert formkit("fill", "supplement", "--register", "空.xlsx", "-o", "补正").code == 0
    assert not (desk / "补正").exists()


def test_one_applicant_s_own_folder_is_taken_for_what_it_is(desk: Path, formkit: Formkit) -> None:
    done = formkit("collect", COMPLETE, "-o", "一人.xlsx")
    assert "像是只有一位申报人的材料" in done.err
    assert "放进一个子文件夹" in done.err
    assert "像是" not in formkit("collect", "收件", "-o", "甲.xlsx").err
    (desk / "一人.xlsx").unlink()
    (desk / "一人.ledger").unlink()
    shutil.copytree(COMPLETE, desk / "一位" / "甄样本")
    done = formkit("collect", "一位", "-o", "一人.xlsx")
    assert "像是" not in done.err
    assert "申报 1 件" in done.out


def test_a_dry_run_and_reading_anew_and_going_on(desk: Path, formkit: Formkit) -> None:
    before = {path.name: path.read_bytes() for path in desk.iterdir() if path.is_file()}
    assert formkit("collect", "收件", "-o", "甲.xlsx", "--dry-run", "--json").json["to_read"] == []
    done = formkit("collect", "收件", "-o", "甲.xlsx", "--dry-run", "--fresh")
    assert "要读 2 个" in done.out
    assert {path.name: path.read_bytes() for path in desk.iterdir() if path.is_file()} == before
    assert formkit("collect", "收件", "-o", "甲.xlsx", "--resume", "--json").json["read"] == 0
    assert formkit("collect", "收件", "-o", "甲.xlsx", "--fresh", "--json").json["read"] == 2


def test_what_was_put_beside_an_open_register_is_no_package(desk: Path, formkit: Formkit) -> None:
    inbox = desk / "收件"
    assert formkit("collect", inbox, "-o", inbox / "表.xlsx", "--json").json["packages"] == 2
    (inbox / "~$表.xlsx").touch()
    shown = formkit("collect", inbox, "-o", inbox / "表.xlsx", "--json").json
    assert shown["beside"]
    assert Path(shown["register"]).is_file()
    (inbox / "~$表.xlsx").unlink()
    assert formkit("collect", inbox, "-o", inbox / "表.xlsx", "--json").json["packages"] == 2


def test_letters_without_a_register_say_how_to_name_one(desk: Path, formkit: Formkit) -> None:
    done = formkit("fill", "supplement", "-o", desk / "补正")
    assert done.code == 2
    assert "--register" in done.err
    assert formkit("fill", "application", "--register", "甲.xlsx", "-o", "表.docx").code == 2
    done = formkit("fill", "supplement", "--register", "甲.xlsx", "-o", "补正.docx")
    assert done.code == 2
    assert "-o 请写文件夹" in done.err


def test_no_identity_number_is_on_the_screen_in_json_or_in_a_name(desk: Path, formkit: Formkit) -> None:
    inbox = desk / "号码"
    (inbox / f"{NUMBER}材料").mkdir(parents=True)
    shutil.copy(COMPLETE / "02甄样本事迹材料.docx", inbox / f"{NUMBER}材料" / f"{NUMBER}.docx")
    (inbox / f"{NUMBER}.zip").write_bytes(zipped(Packed(b"a.docx", b"x" * 50))[:60])
    (inbox / f"{NUMBER}.docx").symlink_to(COMPLETE / "01申报表.docx")
    collecting = ("collect", inbox, "-o", "号码.xlsx")
    commands = [
        collecting,
        (*collecting, "--dry-run", "--fresh"),
        ("status", "号码.xlsx"),
        ("review", "号码.xlsx", "-o", "评审", "--all"),
        ("review", "号码.xlsx", "--merge", "评审"),
        ("fill", "supplement", "--register", "号码.xlsx", "-o", "补正", "--force"),
        ("fill", "results", "--register", "号码.xlsx", "-o", "名单.docx"),
    ]
    for command in commands:
        for more in ((), ("--json",)):
            done = formkit(*command, *more)
            assert NUMBER not in done.out + done.err, command
            if more:
                assert done.json is not None
    names = [path.name for folder in ("评审", "补正") for path in (desk / folder).iterdir()]
    assert names
    assert not any(NUMBER in name for name in names)
