"""Put a file in its place whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final, NoReturn

from formkit.errors import UsageError

PREFIX: Final = ".formkit-"
"""What the names of files begin with that are not yet in their place."""

_MOMENT: Final = re.compile(r"（\d+月\d+日\d+时\d+分\d+秒）")


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
    try:
        _put(target, target.parent / f"{PREFIX}{os.urandom(8).hex()}.tmp", lambda file: file.write(data))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        _refuse(f"无法写入“{path}”：{reason}。如果文件正在 Word、WPS 或 Excel 中打开，请先关闭。")


def move_whole(source: Path, path: Path) -> tuple[Path, bool]:
    """Put a file that was made elsewhere into its place; return where it is, and whether that is beside it.

    Where the place is taken by a program that has the file open, the file is put beside it under a name
    with day and time.

    :raises UsageError: when neither can be done.
    """
    target = Path(os.path.realpath(path))
    if not is_open(target):
        try:
            _copy_over(source, target)
        except PermissionError:
            if not target.exists():
                _refuse(f"无法写入“{path}”：没有权限；请换一个位置。")
        except OSError as problem:
            _refuse(f"无法写入“{path}”：{problem.strerror or problem}；请检查磁盘空间。")
        else:
            return path, False
    beside = target.with_name(f"{target.stem}{_moment()}{target.suffix}")
    try:
        _copy_over(source, beside)
    except OSError as problem:
        _refuse(f"无法写入“{beside.name}”：{problem.strerror or problem}；请检查磁盘空间和权限。")
    return beside, True


def is_beside(name: str, path: Path) -> bool:
    """Whether a file of this name was put beside another by :func:`move_whole`."""
    inner = name.removeprefix(path.stem).removesuffix(path.suffix)
    return name == f"{path.stem}{inner}{path.suffix}" and _MOMENT.fullmatch(inner) is not None


def _moment() -> str:
    """Return the time as a name shows it: many digits in a row would be masked like an identity number."""
    now = time.localtime()
    return f"（{now.tm_mon}月{now.tm_mday}日{now.tm_hour}时{now.tm_min}分{now.tm_sec}秒）"


def is_open(path: Path) -> bool:
    """Whether Word, Excel, WPS or LibreOffice has a file open, as the file tells that they put beside it."""
    names = (f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}", f".~lock.{path.name}#")
    return any((path.parent / name).exists() for name in names)


def sweep(path: Path) -> None:
    """Remove what a program that was killed left half written beside a file."""
    for stale in path.absolute().parent.glob(f"{PREFIX}{path.name}-*.tmp"):
        stale.unlink(missing_ok=True)


def _copy_over(source: Path, target: Path) -> None:
    temporary = target.parent / f"{PREFIX}{target.name}-{os.urandom(4).hex()}.tmp"
    with source.open("rb") as old:
        _put(target, temporary, lambda file: shutil.copyfileobj(old, file, 1 << 20))


def _put(target: Path, temporary: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Fill a temporary file, bring it to the disk, and move it into place; nothing of it is left behind."""
    try:
        with temporary.open("xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _refuse(sentence: str) -> NoReturn:
    raise UsageError(sentence) from None
