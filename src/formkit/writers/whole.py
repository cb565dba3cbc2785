"""Put a file in its place whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

from formkit.errors import UsageError


def replace_whole(path: Path, data: bytes, *, force: bool) -> None:
    """Write the bytes to a temporary file in the same folder, then move it into place.

    Without ``force`` a file that is there stays as it is. Through a symbolic link its target is
    replaced. Whatever goes wrong, no part of a file is left.

    :raises UsageError: when the file exists and ``force`` is false, the folder is missing, the path
        is a folder, or the system refuses.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        _refuse(f"“{path}”是文件夹，请写明文件名。")
    if not target.parent.is_dir():
        _refuse(f"文件夹“{path.parent}”不存在，请先建立，或换一个位置。")
    if target.exists() and not force:
        _refuse(f"“{path}”已存在，未作改动；如要覆盖，请加上 --force。")
    temporary = target.parent / f".formkit-{os.urandom(8).hex()}.tmp"
    try:
        _write(temporary, data)
        temporary.replace(target)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        _refuse(f"无法写入“{path}”：{reason}。如果文件正在 Word、WPS 或 Excel 中打开，请先关闭。")
    finally:
        temporary.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _refuse(sentence: str) -> NoReturn:
    raise UsageError(sentence) from None
