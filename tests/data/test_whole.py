"""A file is put in its place whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from formkit.errors import UsageError
from formkit.writers.whole import replace_whole


def test_a_file_that_is_there_stays_without_force(tmp_path: Path) -> None:
    path = tmp_path / "a"
    replace_whole(path, b"1", force=False)
    with pytest.raises(UsageError, match="--force"):
        replace_whole(path, b"2", force=False)
    assert path.read_bytes() == b"1"
    replace_whole(path, b"2", force=True)
    assert path.read_bytes() == b"2"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="是文件夹"):
        replace_whole(tmp_path, b"", force=True)
    with pytest.raises(UsageError, match="不存在"):
        replace_whole(tmp_path / "none" / "a", b"", force=True)


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(UsageError, match="无法写入"):
        replace_whole(tmp_path / "a", b"1", force=False)
    assert list(tmp_path.iterdir()) == []


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    target, link = tmp_path / "a", tmp_path / "b"
    target.write_bytes(b"1")
    link.symlink_to(target)
    replace_whole(link, b"2", force=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"2"


def test_the_file_has_the_usual_rights(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    replace_whole(tmp_path / "a", b"1", force=False)
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "usual").stat().st_mode
