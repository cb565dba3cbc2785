"""Open .rar and .7z with bsdtar or 7-Zip, where one of them is installed, within a folder of one's own.

bsdtar copies the package into a ZIP file, of which :mod:`formkit.readers.archive` takes what is harmless:
no name in the package ever becomes a path. 7-Zip cannot do that; what its list says is checked first.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from formkit.errors import MissingProgramError, UnreadableFileError
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.programs.running import FILE_SIZE, Ending, run
from formkit.readers.membernames import is_unsafe

UNPACKER = "FORMKIT_UNPACKER"
"""The environment variable that says where the program is."""

PROGRAMS = ("bsdtar", "7zz", "7z")
HOW_TO_INSTALL = (
    "打开 .rar 和 .7z 需要 bsdtar 或 7-Zip，本机没有找到。Debian、Ubuntu、麒麟、统信运行 "
    "sudo apt-get install libarchive-tools；Windows 安装 7-Zip 并把 7z.exe 所在文件夹加入 PATH；"
    f"装在别处时，用环境变量 {UNPACKER} 写明程序的位置。也可以先解压，再给出解压后的文件夹。"
)
SECONDS = 60.0
LOCKED = re.compile(r"passphrase|password|encrypt", re.IGNORECASE)
ENTRY = re.compile(r"^(Path|Size|Attributes|Symbolic Link|Hard Link|Encrypted) = (.*)$")
LINKED = re.compile(r"(?:^|\s)l[rwxst-]{9}(?:\s|$)|^[A-Z]*L[A-Z]*$")


class Unpacked(NamedTuple):
    """What came of a package: a ZIP file with the same members, or a folder that holds them."""

    zip: Path | None
    folder: Path | None


def available() -> Path | None:
    """Return the program file, or None where none is installed.

    ``FORMKIT_UNPACKER`` settles it, also when it names no file.
    """
    given = os.environ.get(UNPACKER)
    if given is not None:
        return Path(given) if Path(given).is_file() else None
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    return Path(found) if found else None


def unpack(package: Path, workspace: Path, source: str, limits: ReadLimits = DEFAULT_LIMITS) -> Unpacked:
    """Open a package within ``workspace``, an empty folder that nobody else uses.

    :raises MissingProgramError: when no program is installed that can.
    :raises UnreadableFileError: when it is damaged, locked, unsafe, beyond the limits, or takes too long.
    """
    program = available()
    if program is None:
        raise MissingProgramError(HOW_TO_INSTALL)
    if "tar" in program.name.lower():
        return Unpacked(_as_zip(program, package, workspace, source, limits), None)
    return Unpacked(None, _extracted(program, package, workspace, source, limits))


def _as_zip(program: Path, package: Path, workspace: Path, source: str, limits: ReadLimits) -> Path:
    result = workspace / "members.zip"
    options = ["--format", "zip", "--options", "zip:compression=store,hdrcharset=UTF-8"]
    command = [str(program), "-c", "-f", str(result), *options, f"@{package}"]
    _run(command, workspace, source, lambda: _size(result), limits)
    if not result.is_file():
        raise _refused(source, "damaged")
    return result


def _extracted(program: Path, package: Path, workspace: Path, source: str, limits: ReadLimits) -> Path:
    """Extract with 7-Zip after its list was checked: no link, no name that climbs, no bomb."""
    said = _run(
        [str(program), "l", "-slt", "-sccUTF-8", "-p-", str(package)], workspace, source, None, limits
    )
    _check(_listed(said), source, limits)
    folder = workspace / "members"
    folder.mkdir()
    command = [str(program), "x", "-y", "-p-", "-bd", f"-o{folder}", str(package)]
    _run(command, workspace, source, lambda: _total(folder, limits), limits)
    return folder


def _listed(said: str) -> list[dict[str, str]]:
    """Return the entries of a list as ``7z l -slt`` prints them, below a line; above it is the package."""
    entries: list[dict[str, str]] = []
    for line in said.partition("----------")[2].splitlines():
        match = ENTRY.match(line)
        if match and match[1] == "Path":
            entries.append({})
        if match and entries:
            entries[-1][match[1]] = match[2]
    return entries


def _check(entries: Sequence[Mapping[str, str]], source: str, limits: ReadLimits) -> None:
    if not entries:
        raise _refused(source, "damaged")
    if any(entry.get("Encrypted") == "+" for entry in entries):
        raise _refused(source, "encrypted")
    sizes = [int(entry.get("Size") or 0) for entry in entries if (entry.get("Size") or "0").isdigit()]
    if len(entries) > limits.entries or sum(sizes) > limits.unpacked_bytes:
        raise _refused(source, "too-large")
    for entry in entries:
        linked = entry.get("Symbolic Link") or entry.get("Hard Link")
        if linked or LINKED.search(entry.get("Attributes", "")) or is_unsafe(entry["Path"]):
            raise _refused(source, "forbidden")


def _run(
    command: Sequence[str],
    workspace: Path,
    source: str,
    measure: object,
    limits: ReadLimits,
) -> str:
    """Run the program; it is ended when what it writes grows beyond the limits or stands still too long."""
    log = workspace / "log.txt"

    def grown() -> int:
        size = measure() if callable(measure) else _size(log)
        if size >= min(limits.unpacked_bytes, FILE_SIZE):
            raise _refused(source, "too-large")
        return int(size)

    environment = {"LC_ALL": "C.UTF-8", "PATH": os.defpath, "HOME": str(workspace)}
    ended = run(command, environment, log, first=SECONDS, still=SECONDS, token=grown)
    if ended.ending is Ending.TIMEOUT:
        raise _refused(source, "timeout")
    grown()
    if ended.ending is Ending.CRASHED:
        raise _refused(source, "encrypted" if LOCKED.search(ended.said) else "damaged")
    return ended.said


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _total(folder: Path, limits: ReadLimits) -> int:
    """Return how many bytes lie below a folder; more files than the limit count as beyond it."""
    total = number = 0
    for place, _, files in os.walk(folder):
        for name in files:
            number += 1
            path = Path(place, name)
            total += 0 if path.is_symlink() else _size(path)
    return total if number <= limits.entries else limits.unpacked_bytes + 1


def _refused(source: str, code: str) -> UnreadableFileError:
    reasons = {
        "damaged": "压缩包打不开，可能已损坏或设有密码；请让对方重新发送，或先解压再给出文件夹。",
        "encrypted": "压缩包设有密码，没有打开；请让对方取消密码后重新提供。",
        "too-large": "压缩包解压后过大或文件过多，疑为恶意文件，不予读取。",
        "forbidden": "压缩包内有链接或通向别处的文件名，不予解压；请让对方重新打包。",
        "timeout": "压缩包解压时间过长，已停止；请先解压再给出文件夹。",
    }
    return UnreadableFileError(f"“{source}”：{reasons[code]}", code)
