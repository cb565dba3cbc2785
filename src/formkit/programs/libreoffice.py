"""LibreOffice: turns old Word files into DOCX, and documents into PDF, without a window and without trust."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from formkit.errors import MissingProgramError, UnreadableFileError
from formkit.programs.preparing import prepared
from formkit.programs.profile import lay
from formkit.programs.running import Ending, run
from formkit.readers.sniffing import CONVERTIBLE, Kind, kind_of

SOFFICE = "FORMKIT_SOFFICE"
"""The environment variable that says where the program is."""

USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
HOW_TO_INSTALL = (
    "请安装 LibreOffice（免费）：Windows 和 macOS 从 https://zh-cn.libreoffice.org 下载安装；"
    "Debian、Ubuntu、麒麟、统信运行 sudo apt-get install libreoffice-writer。"
    f"装在别处时，用环境变量 {SOFFICE} 写明 soffice 的位置。"
    "不能安装时，也可以在 Word 或 WPS 中打开文件，用“另存为”存成需要的格式。"
)
OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard")
SECONDS = 60.0
"""How long one file may take."""

START_SECONDS = 30.0
AT_ONCE = 50
"""Files of one start: a crash makes at most so many wait."""

#: Each format, and how LibreOffice is asked for it: a page of HTML becomes a DOCX only by the filter's name.
FORMATS = {
    "pdf": "pdf",
    "docx": "docx:MS Word 2007 XML",
    "odt": "odt:writer8",
    "doc": "doc:MS Word 97",
}
ENDINGS = {**CONVERTIBLE, Kind.DOCX: ".docx", Kind.FLAT_OPC: ".xml"}


class Failure(NamedTuple):
    """Why a file was not converted: a code out of :data:`formkit.errors.REFUSALS`, and a sentence."""

    code: str
    message: str


class _Job(NamedTuple):
    source: Path
    copy: Path
    result: Path


def available() -> Path | None:
    """Return the program file of LibreOffice, or None where it is not installed.

    ``FORMKIT_SOFFICE`` settles it, also when it names no file.
    """
    given = os.environ.get(SOFFICE)
    if given is not None:
        return Path(given) if Path(given).is_file() else None
    for name in ("soffice.com", "soffice", "libreoffice"):
        found = shutil.which(name) if sys.platform == "win32" or "." not in name else None
        if found:
            return Path(found)
    return next((Path(place) for place in USUAL_PLACES if Path(place).is_file()), None)


def required(purpose: str) -> Path:
    """Return the program file of LibreOffice.

    :raises MissingProgramError: saying what for it is needed, and how to install it.
    """
    program = available()
    if program is None:
        message = f"{purpose}需要 LibreOffice，本机没有找到。{HOW_TO_INSTALL}"
        raise MissingProgramError(message)
    return program


def convert(
    files: Sequence[Path], folder: Path, to: str, *, seconds: float | None = None
) -> dict[Path, Path | Failure]:
    """Convert files into a folder, many in one start; return each one's result, or why there is none.

    The results are named ``0001.pdf`` and so on, in the order of the files; a file that makes LibreOffice
    hang or crash costs itself only. ``seconds`` is how long one file may take.

    :raises MissingProgramError: when LibreOffice is not installed.
    """
    program = required("转换文件")
    if to not in FORMATS:
        raise ValueError(to)
    results: dict[Path, Path | Failure] = {}
    with _desk() as desk:
        jobs = []
        for number, file in enumerate(dict.fromkeys(files), 1):
            try:
                jobs.append(_copied(file, number, desk, folder / f"{number:04}.{to}"))
            except OSError as problem:
                results[file] = Failure("not-readable", f"无法打开“{file}”：{problem.strerror or problem}。")
            except UnreadableFileError as problem:
                results[file] = Failure(problem.code, str(problem))
        for start in range(0, len(jobs), AT_ONCE):
            results |= _settled(program, desk, jobs[start : start + AT_ONCE], to, seconds or SECONDS)
    return results


@contextmanager
def _desk() -> Iterator[Path]:
    """Yield a folder that nobody else can look into; it is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="formkit-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copied(file: Path, number: int, desk: Path, result: Path) -> _Job:
    """Copy a file under a name that can do no harm, with the ending of what it is."""
    data = file.read_bytes()
    kind = kind_of(data)
    incoming = desk / "in"
    incoming.mkdir(exist_ok=True)
    copy = incoming / f"{number:04}{ENDINGS.get(kind, '.bin')}"
    copy.write_bytes(prepared(data, kind, file.name))
    return _Job(file, copy, result)


def _settled(
    program: Path, desk: Path, jobs: Sequence[_Job], to: str, seconds: float
) -> dict[Path, Path | Failure]:
    """Convert some files; when a run breaks off, start again with the first file that it did not get to.

    If the run breaks off again before that file has a result, it is to blame, and the others go on without.
    """
    results: dict[Path, Path | Failure] = {}
    waiting = list(jobs)
    number = 0
    while waiting:
        number += 1
        place = desk / f"run{number}"
        ending = _run(program, place, waiting, to, seconds)
        made = [_take(place / "out" / job.copy.with_suffix(f".{to}").name, job.result) for job in waiting]
        shutil.rmtree(place, ignore_errors=True)
        passed = len(waiting) if ending is Ending.DONE else len(made) - [*reversed(made), True].index(True)
        for job, good in zip(waiting[:passed], made, strict=False):
            results[job.source] = job.result if good else _failure(job, Ending.DONE)
        waiting = waiting[passed:]
        if waiting and not passed:
            culprit = waiting.pop(0)
            results[culprit.source] = _failure(culprit, ending)
    return results


def _run(program: Path, place: Path, jobs: Sequence[_Job], to: str, seconds: float) -> Ending:
    """Start LibreOffice once for some files, with a fresh profile."""
    out = place / "out"
    out.mkdir(parents=True)
    profile, environment = lay(place)
    names = [str(job.copy) for job in jobs]
    command = [str(program), profile, *OPTIONS, "--convert-to", FORMATS[to], "--outdir", str(out), *names]
    done = run(
        command,
        environment,
        place / "log.txt",
        first=START_SECONDS + seconds,
        still=seconds,
        token=lambda: len(list(out.iterdir())),
    )
    if done.ending is Ending.CRASHED and "could not be loaded" in done.said:
        return Ending.DONE  # newer versions report a file that they cannot read by their exit code
    return done.ending


def _take(made: Path, result: Path) -> bool:
    """Move what was made into its place, if it is there and whole."""
    if not made.is_file() or not _is_whole(made):
        return False
    shutil.move(made, result)
    return True


def _is_whole(path: Path) -> bool:
    if path.suffix == ".pdf":
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 1024))
            return b"%%EOF" in file.read()
    return path.stat().st_size > 0 if path.suffix == ".doc" else zipfile.is_zipfile(path)


def _failure(job: _Job, ending: Ending) -> Failure:
    name = job.source.name
    if ending is Ending.TIMEOUT:
        return Failure(
            "timeout", f"“{name}”：LibreOffice 转换超时，已中止；请在 Word 或 WPS 中另存为 .docx 后重试。"
        )
    if ending is Ending.CRASHED:
        return Failure(
            "crashed", f"“{name}”：LibreOffice 转换时意外退出；请在 Word 或 WPS 中另存为 .docx 后重试。"
        )
    return Failure(
        "damaged", f"“{name}”：LibreOffice 打不开，文件可能已损坏；请让对方重新发送，或另存为 .docx。"
    )
