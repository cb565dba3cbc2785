"""Put a folder of files in its place whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from formkit.errors import UsageError
from formkit.writers.whole import replace_whole


def refuse_folder(folder: Path, *, force: bool) -> None:
    """Refuse a place for a folder before any work is done.

    :raises UsageError: when it is a file, holds something and ``force`` is false, or cannot stand there.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"“{folder}”不是文件夹；-o 请写文件夹。")
    if not folder.absolute().parent.is_dir():
        raise UsageError(f"文件夹“{folder.absolute().parent}”不存在，请先建立，或换一个位置。")
    if not force and folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"文件夹“{folder}”里已有文件，未作改动；请换一个文件夹，如要覆盖，请加上 --force。")


def write_folder(
    folder: Path, files: Mapping[str, bytes], checked: Callable[[Path], None], *, force: bool
) -> None:
    """Write files into a folder of their own beside the target, check them there, then move them into place.

    What ``checked`` raises stops everything, and leaves the target as it was. In a folder that is there,
    other files stay.
    """
    refuse_folder(folder, force=force)
    stage = folder.absolute().parent / f".formkit-{os.urandom(8).hex()}.tmp"
    try:
        stage.mkdir()
        for name, data in files.items():
            (stage / name).write_bytes(data)
        checked(stage)
        if folder.is_dir() and any(folder.iterdir()):
            _replace_all(folder, files)
        else:
            stage.replace(folder)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise UsageError(f"无法写入文件夹“{folder}”：{reason}。请检查权限，关闭正在打开的文件。") from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace files one by one; whatever stops that (Ctrl-C too) puts back those that were replaced."""
    old = {name: (folder / name).read_bytes() for name in files if (folder / name).is_file()}
    done: list[str] = []
    try:
        # The definition comes last: until then the old one still names what is there.
        for name in sorted(files, key=lambda name: name.endswith(".toml")):
            done.append(name)
            replace_whole(folder / name, files[name], force=True)
    except BaseException:
        for name in done:
            if name in old:
                replace_whole(folder / name, old[name], force=True)
            else:
                (folder / name).unlink(missing_ok=True)
        raise
