"""A whole submission is read: every file gets a slot, is 待确认, or is named in a finding."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

import formkit
import hostilemaking as hostile
from formkit import packages
from formkit.errors import UnreadableFileError
from formkit.finding import Severity
from formkit.gathering import gathered
from formkit.limits import DEFAULT_LIMITS
from formkit.packages import read_submission
from formkit.readers.data import read_data
from formkit.submission import Receipt, Submission
from wordmaking import document, package, paragraph

CALL = formkit.load("tangcheng-2025")
SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "tangcheng-2025"


@pytest.fixture(scope="module")
def application() -> bytes:
    """Return the application of a sample, filled."""
    (record,) = read_data(SAMPLES / "enterprise.yaml", CALL.forms["application"]).records
    return formkit.fill_document(CALL, "application", record, folder=SAMPLES).data


def word(*lines: str) -> bytes:
    return package(document(*map(paragraph, lines)))


def picture(shade: int, size: tuple[int, int] = (640, 480), kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (shade * 3, 90, 160)).save(out, kind)
    return out.getvalue()


def laid(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def zipped(files: Mapping[str, bytes], encoding: str = "utf-8") -> bytes:
    """Return a ZIP file as programs write it that know no UTF-8."""
    return hostile.zipped(
        *(hostile.Packed(name.encode(encoding), content) for name, content in files.items())
    )


def codes(seen: Submission) -> list[str]:
    return [finding.code for finding in seen.findings]


def slots(seen: Submission) -> dict[str, str | None]:
    return {item.name: item.slot for item in seen.materials}


def is_accounted_for(seen: Submission, name: str) -> bool:
    said = "\n".join(finding.message for finding in seen.findings)
    members = {finding.spot.member for finding in seen.findings if finding.spot}
    return name in slots(seen) or name in members or name in said


def forty(application: bytes) -> dict[str, bytes]:
    """Return 40 files in three levels of folders."""
    files = {
        "1.申报表.docx": application,
        "2.事迹材料.docx": word("甄样本同志先进事迹", "甄样本，男，汉族，1976年4月生。" * 60),
        "文字/3.申报报告.docx": word("技能大师工作室申报报告", "一、必要性", "二、现有优势"),
        "证件/身份证/正面.jpg": picture(1, (856, 540)),
        "证件/身份证/反面.jpg": picture(2, (856, 540)),
        "证件/职业资格/高级技师证书.jpg": picture(3),
        "证件/学历/毕业证.jpg": picture(4),
    }
    files |= {f"照片/现场/工作照{number}.jpg": picture(10 + number) for number in range(10)}
    files |= {f"附件/获奖证书/荣誉证书{number}.jpg": picture(30 + number) for number in range(18)}
    files |= {f"附件/IMG_{number:04}.jpg": picture(60 + number) for number in range(5)}
    assert len(files) == 40
    return files


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_package_of_forty_files_in_three_levels_is_sorted(
    tmp_path: Path, application: bytes, encoding: str
) -> None:
    files = forty(application)
    path = tmp_path / "甄样本.zip"
    path.write_bytes(zipped({f"申报材料/{name}": content for name, content in files.items()}, encoding))
    seen = read_submission(CALL, path)
    assert len(seen.materials) == 40
    counts = {slot: len(seen.of_slot(slot)) for slot in ("01", "02", "03", "04a", "04b", "04c", "04d", "05")}
    assert counts == {
        "01": 1, "02": 1, "03": 1, "04a": 2, "04b": 1, "04c": 1, "04d": 10, "05": 18,
    }  # fmt: skip
    assert sum(item.slot is None for item in seen.materials) == 5
    assert seen.cases["application"].record.value("leader.name") == "甄样本"
    assert seen.materials[0].case is seen.cases["application"]
    assert codes(seen).count("unassigned") == 1


def test_a_folder_gives_what_its_package_gives(tmp_path: Path, application: bytes) -> None:
    files = forty(application)
    folder = laid(tmp_path / "材料", files)
    (tmp_path / "材料.zip").write_bytes(zipped(files))
    unpacked, packed = read_submission(CALL, folder), read_submission(CALL, tmp_path / "材料.zip")
    assert slots(unpacked) == slots(packed)
    assert [item.digest for item in unpacked.materials] == [item.digest for item in packed.materials]


def test_a_single_file_is_a_submission(tmp_path: Path, application: bytes) -> None:
    path = tmp_path / "IMG_1.docx"
    path.write_bytes(application)
    seen = read_submission(CALL, path, receipt=Receipt(copies=2))
    assert slots(seen) == {"IMG_1.docx": "01"}
    assert seen.receipt.copies == 2
    assert seen.materials[0].confidence >= 0.9
    assert "甄样本" in seen.materials[0].text


def test_a_package_within_a_folder_is_opened_and_one_within_that_is_named(tmp_path: Path) -> None:
    inner = zipped({"毕业证.jpg": picture(1)})
    middle = zipped({"身份证.jpg": picture(2), "深.zip": inner})
    seen = read_submission(CALL, laid(tmp_path / "材料", {"证件.zip": middle}))
    assert slots(seen) == {"证件.zip/身份证.jpg": "04a"}
    assert is_accounted_for(seen, "证件.zip/深.zip")


def test_files_that_cannot_be_read_are_materials_with_the_reason_beside_them(tmp_path: Path) -> None:
    files = {
        "身份证.jpg": b"",
        "毕业证.jpg": picture(1)[:200],
        "申报表.docx": hostile.truncated_word(),
        "事迹材料.docx": hostile.encrypted_word(),
        "专利.bin": b"\0\1\2" * 50,
        "清单.zip": b"PK\x03\x04 broken",
    }
    seen = read_submission(CALL, laid(tmp_path / "材料", files))
    assert slots(seen) == {
        "身份证.jpg": "04a", "毕业证.jpg": "04c", "申报表.docx": "01", "事迹材料.docx": "02",
        "专利.bin": "05", "清单.zip": None,
    }  # fmt: skip
    by_member = {
        finding.spot.member: finding
        for finding in seen.findings
        if finding.spot and finding.code != "doubtful-slot"
    }
    assert by_member["身份证.jpg"].code == "empty"
    assert by_member["毕业证.jpg"].code == "damaged"
    assert by_member["申报表.docx"].code == "damaged"
    assert by_member["事迹材料.docx"].code == "encrypted"
    assert by_member["清单.zip"].code == "damaged"
    assert by_member["身份证.jpg"].severity is Severity.ERROR


def test_copies_and_old_versions_are_found_and_the_right_one_is_read(
    tmp_path: Path, application: bytes
) -> None:
    (record,) = read_data(SAMPLES / "heritage.yaml", CALL.forms["application"]).records
    other = formkit.fill_document(CALL, "application", record, folder=SAMPLES).data
    files = {
        "申报表.docx": other,
        "申报表最终版.docx": application,
        "备份/申报表最终版 (2).docx": application,
        "空白表.docx": (Path(CALL.forms["application"].template)).read_bytes(),
    }
    seen = read_submission(CALL, laid(tmp_path / "材料", files))
    assert seen.cases["application"].record.value("leader.name") == "甄样本"
    assert {"copy", "old-version"} <= set(codes(seen))


def test_litter_is_a_note_that_names_it(tmp_path: Path) -> None:
    files = {"~$申报表.docx": b"x", "Thumbs.db": b"x", "__MACOSX/._a.docx": b"x", "身份证.jpg": picture(1)}
    seen = read_submission(CALL, laid(tmp_path / "材料", files))
    assert list(slots(seen)) == ["身份证.jpg"]
    (finding,) = [finding for finding in seen.findings if finding.code == "files-left-out"]
    assert finding.severity is Severity.NOTE
    assert all(is_accounted_for(seen, name) for name in files)


def test_a_clerk_settles_a_doubt(tmp_path: Path, application: bytes) -> None:
    text = '[materials]\n"IMG_0231.jpg" = "04a"\n"表.docx" = "忽略"\n"没有.jpg" = "01"\n'
    files = {"IMG_0231.jpg": picture(1), "表.docx": application, "formkit.toml": text.encode()}
    seen = read_submission(CALL, laid(tmp_path / "材料", files))
    assert slots(seen) == {"IMG_0231.jpg": "04a"}
    assert seen.materials[0].confidence == 1
    assert "formkit.toml" in seen.materials[0].reason
    assert {"settled", "set-aside", "settlement"} <= set(codes(seen))
    assert seen.cases == {}
    assert all(is_accounted_for(seen, name) for name in files)


def test_a_settlement_that_lies_deeper_is_not_heard(tmp_path: Path) -> None:
    files = {"a/formkit.toml": b'[materials]\n"x.jpg" = "01"', "x.jpg": picture(1)}
    seen = read_submission(CALL, laid(tmp_path / "材料", files))
    assert slots(seen) == {"x.jpg": None}
    assert "settlement" in codes(seen)


@pytest.mark.parametrize(
    "making",
    [hostile.ratio_bomb, hostile.total_bomb, hostile.entries_bomb, hostile.overlap_bomb, hostile.nested_bomb],
)
def test_a_bomb_is_refused_and_named(tmp_path: Path, making: Any) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(making())
    with gathered(path) as found:
        assert sum(place.stat().st_size for place in found.files.values()) < DEFAULT_LIMITS.unpacked_bytes
    assert {"too-large", "damaged"} & set(codes(read_submission(CALL, path)))


def test_names_that_climb_out_and_links_leave_nothing_outside(tmp_path: Path) -> None:
    names = [b"../../out.txt", b"/abs.txt", b"C:\\win.txt", b"a/../../up.txt"]
    path = tmp_path / "材料" / "x.zip"
    path.parent.mkdir()
    path.write_bytes(hostile.named(names))
    before = sorted(tmp_path.rglob("*"))
    seen = read_submission(CALL, path)
    assert sorted(tmp_path.rglob("*")) == before
    assert len(seen.materials) == len(names)
    assert not any(item.name.startswith(("/", "..")) for item in seen.materials)
    path.write_bytes(hostile.with_link())
    assert "link" in codes(read_submission(CALL, path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files under Windows")
def test_links_and_pipes_in_a_folder_are_named_and_not_followed(tmp_path: Path) -> None:
    folder = laid(tmp_path / "材料", {"身份证.jpg": picture(1)})
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "毕业证.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "外面").symlink_to(tmp_path)
    os.mkfifo(folder / "申报表.docx")
    seen = read_submission(CALL, folder)
    assert list(slots(seen)) == ["身份证.jpg"]
    assert codes(seen).count("link") == 2
    assert is_accounted_for(seen, "申报表.docx")
    assert "secret" not in "".join(item.text for item in seen.materials)


@pytest.mark.skipif(
    os.name != "posix" or os.uname().sysname != "Linux", reason="other systems refuse such names"
)
def test_names_in_gbk_on_a_disk_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    folder.mkdir()
    with open(os.path.join(os.fsencode(folder), "身份证.jpg".encode("gb18030")), "wb") as file:  # noqa: PTH118, PTH123
        file.write(picture(1))
    assert slots(read_submission(CALL, folder)) == {"身份证.jpg": "04a"}


def test_too_many_files_are_named_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_READ", 2)
    folder = laid(tmp_path / "材料", {f"{number}.txt": b"x" * (number + 1) for number in range(4)})
    seen = read_submission(CALL, folder)
    assert len(seen.materials) == 4
    assert codes(seen).count("too-many-files") == 2


def test_a_folder_of_far_too_many_files_is_refused(tmp_path: Path) -> None:
    folder = laid(tmp_path / "材料", {f"{number}.txt": b"x" for number in range(4)})
    with pytest.raises(UnreadableFileError):
        read_submission(CALL, folder, limits=replace(DEFAULT_LIMITS, entries=3))


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_submission(CALL, tmp_path / "没有.zip")
    assert caught.value.code == "not-found"


def test_an_empty_folder_is_a_submission_of_nothing(tmp_path: Path) -> None:
    assert read_submission(CALL, tmp_path).materials == ()


def test_what_only_a_program_can_open_is_named_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMKIT_UNPACKER", str(tmp_path / "none"))
    seen = read_submission(
        CALL, laid(tmp_path / "材料", {"a.rar": b"Rar!\x1a\x07\x01\x00rest", "身份证.jpg": picture(1)})
    )
    assert slots(seen) == {"身份证.jpg": "04a", "a.rar": None}
    (finding,) = [finding for finding in seen.findings if finding.code == "missing-program"]
    assert "bsdtar" in finding.message


def test_an_identity_number_in_a_name_is_shown_nowhere(tmp_path: Path) -> None:
    number = "99010119760412013X"
    files = {f"身份证{number}.jpg": b"", f"a{number}.docx": b"PK\x03\x04", f"{number}.jpg": picture(1)[:99]}
    seen = read_submission(CALL, laid(tmp_path / "材料", files))
    assert "identity-number-in-name" in codes(seen)
    said = [*seen.findings, *(finding for item in seen.materials for finding in item.findings)]
    assert not any(number in finding.message for finding in said)


def test_old_word_files_are_read_through_libreoffice(tmp_path: Path, soffice: Path) -> None:
    assert soffice
    letters = "".join(f"\\u{ord(letter)}?" for letter in "荣誉证书：甄样本同志")
    rtf = f"{{\\rtf1\\ansi\\uc1 {letters}}}"
    seen = read_submission(CALL, laid(tmp_path / "材料", {"1.doc": rtf.encode()}))
    (item,) = seen.materials
    assert (item.kind, item.size, item.slot) == ("rtf", len(rtf), "05")


def test_no_file_of_the_workspace_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(work))
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"身份证.jpg": picture(1)}))
    read_submission(CALL, path)
    assert list(work.iterdir()) == []


PARTS = st.sampled_from(
    ["申报表", "IMG_1", "身份证", "a", "~$b", "Thumbs.db", "x.zip", "(2)", "formkit.toml", "__MACOSX"]
)
ENDINGS = st.sampled_from(["", ".jpg", ".docx", ".pdf", ".zip", ".txt", ".toml"])
CONTENTS = st.one_of(
    st.binary(max_size=30),
    st.sampled_from(
        [b"", b"%PDF-1.7", b"PK\x03\x04", picture(7), word("证明"), zipped({"毕业证.jpg": picture(3)})]
    ),
)
FILES = st.dictionaries(
    st.tuples(st.lists(PARTS, max_size=2), PARTS, ENDINGS).map(
        lambda made: "/".join([*made[0], made[1] + made[2]])
    ),
    CONTENTS,
    max_size=6,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILES)
def test_every_file_of_a_package_is_a_material_or_named_in_a_finding(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    folders = {name.rsplit("/", number)[0] for name in files for number in range(1, name.count("/") + 1)}
    files = {name: content for name, content in files.items() if name not in folders}
    folder = tmp_path / "材料"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    laid(folder, files)
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        (tmp_path / "材料.zip").write_bytes(out.getvalue())
    for path in (folder, tmp_path / "材料.zip") if files else (folder,):
        seen = read_submission(CALL, path)
        for name, content in files.items():
            inside = any(
                item.name.startswith((f"{name}/", name.removesuffix(".zip"))) for item in seen.materials
            )
            refused = path.name in slots(seen)  # nothing of the package could be read, which is said
            renamed = any(item.name.startswith(name) for item in seen.materials)  # beside a folder
            assert (
                is_accounted_for(seen, name) or refused or renamed or (content.startswith(b"PK") and inside)
            )


def test_many_packages_together_may_not_give_more_than_one(tmp_path: Path) -> None:
    files = {f"{number}.zip": zipped({f"{number}.txt": bytes([65 + number]) * 60_000}) for number in range(5)}
    folder = laid(tmp_path / "材料", files)
    seen = read_submission(CALL, folder, limits=replace(DEFAULT_LIMITS, unpacked_bytes=200_000))
    assert codes(seen).count("too-large") == 2
    assert all(is_accounted_for(seen, name) for name in files)
