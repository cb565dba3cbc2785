"""A package of files as it comes by e-mail: what is in it by safe names, read one at a time.

A package within a package is opened as well, to a depth; what all of them give is counted together.
"""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path
from typing import NamedTuple

from formkit.errors import UnreadableFileError, UsageError
from formkit.finding import Finding, Severity
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.readers.membernames import decoded_name, is_litter, is_unsafe, numbered, safe_names
from formkit.readers.zipmembers import ENCRYPTED, REASONS, ZipMembers, refusal
from formkit.spot import Spot

__all__ = ["Archive", "Member", "members", "safe_names", "save"]

OFFICE = "[content_types].xml"
MOST_FINDINGS = 30


class Member(NamedTuple):
    """One file of a package, by a name that is safe to write."""

    name: str
    data: bytes


class _Place(NamedTuple):
    """Where a member stands: its zip file, its entry, and the name as the package gives it."""

    holder: ZipMembers
    entry: zipfile.ZipInfo
    name: str


class Archive:
    """The files of a package and of those within it; ``findings`` says what is left out, and why."""

    def __init__(self, data: bytes, source: str, limits: ReadLimits = DEFAULT_LIMITS) -> None:
        """Read the lists of all levels; of the contents only packages within are unpacked.

        :raises UnreadableFileError: when it is damaged, encrypted as a whole, or beyond the limits.
        """
        self._source = source
        self._limits = limits
        self._findings: dict[str, list[Finding]] = {}
        self._places: list[_Place] = []
        self._noise: list[str] = []
        self._entries = self._declared = 0
        self._open(ZipMembers(data, source, limits), "", 1)
        if not self._places:
            for code in ("encrypted", "too-large"):
                if code in self._findings:
                    raise refusal(source, code)
            if not self._findings:
                raise refusal(source, "empty", "压缩包里没有可读的文件，请让对方重新发送。")
        if self._noise:
            named = "、".join(map(_shown, self._noise[:MOST_FINDINGS]))
            more = "等" if len(self._noise) > MOST_FINDINGS else ""
            message = f"压缩包内 {len(self._noise)} 个系统文件或临时文件没有读取：{named}{more}。"
            self._tell("files-left-out", Severity.NOTE, message, "")
        self._by_name = dict(zip(safe_names(place.name for place in self._places), self._places, strict=True))

    @property
    def names(self) -> tuple[str, ...]:
        """The safe names of the files, in the order of the package."""
        return tuple(self._by_name)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be said about the package and its names."""
        return tuple(finding for told in self._findings.values() for finding in told[:MOST_FINDINGS])

    def read(self, name: str) -> bytes:
        """Return the bytes of a file by its safe name.

        :raises UnreadableFileError: when it is damaged, or gives more than it may.
        :raises KeyError: when there is no file of this name.
        """
        place = self._by_name[name]
        return place.holder.unpack(place.entry)

    def _tell(self, code: str, severity: Severity, message: str, name: str) -> None:
        told = self._findings.setdefault(code, [])
        if len(told) == MOST_FINDINGS:
            told[-1] = Finding(code, severity, "压缩包内同类情况还有许多，没有逐一列出，请人工核对。")
        elif len(told) < MOST_FINDINGS:
            told.append(Finding(code, severity, message, None, Spot(member=name or None)))

    def _open(self, holder: ZipMembers, above: str, depth: int) -> None:
        self._entries += len(holder.entries)
        self._declared += holder.declared
        if self._entries > self._limits.entries or self._declared > self._limits.unpacked_bytes:
            raise refusal(self._source, "too-large")
        for entry in holder.entries:
            name = above + decoded_name(entry)
            if not name.endswith(("/", "\\")) and not self._is_left_out(entry, name):
                self._take(_Place(holder, entry, name), depth)

    def _is_left_out(self, entry: zipfile.ZipInfo, name: str) -> bool:
        mode = entry.external_attr >> 16
        if is_litter(decoded_name(entry)):  # what an archive within is called says nothing of its files
            self._noise.append(name)
        elif stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
            message = f"压缩包内的“{_shown(name)}”是链接或特殊文件，没有读取；请让对方提供文件本身。"
            self._tell("link", Severity.WARNING, message, name)
        elif entry.flag_bits & ENCRYPTED:
            message = f"压缩包内的“{_shown(name)}”设有密码，没有读取；请让对方取消密码后重新提供。"
            self._tell("encrypted", Severity.WARNING, message, name)
        else:
            return False
        return True

    def _take(self, place: _Place, depth: int) -> None:
        if is_unsafe(place.name):
            message = f"压缩包内的文件名“{_shown(place.name)}”不安全，已改名读取；请核对来源。"
            self._tell("unsafe-name", Severity.WARNING, message, place.name)
        if place.name.casefold().endswith(".zip"):
            self._nested(place, depth)
        else:
            self._places.append(place)

    def _nested(self, place: _Place, depth: int) -> None:
        if depth >= self._limits.depth:
            message = (
                f"压缩包内的“{_shown(place.name)}”嵌套超过 {self._limits.depth} 层，没有打开；请解压后提供。"
            )
            self._tell("too-large", Severity.WARNING, message, place.name)
            return
        try:
            inner = ZipMembers(place.holder.unpack(place.entry), self._source, self._limits)
        except UnreadableFileError as problem:
            if problem.code == "too-large":
                raise
            sentence = REASONS.get(problem.code, REASONS["damaged"])
            message = f"压缩包内的“{_shown(place.name)}”没有读取：{sentence}"
            self._tell(problem.code, Severity.WARNING, message, place.name)
            return
        if any(entry.filename.casefold() == OFFICE for entry in inner.entries):
            self._places.append(place)
        else:
            self._open(inner, place.name[:-4] + "/", depth + 1)


def members(
    data: bytes, source: str, limits: ReadLimits = DEFAULT_LIMITS
) -> tuple[tuple[Member, ...], tuple[Finding, ...]]:
    """Return all files of a package at once, and what is to be said; a damaged one costs itself.

    :raises UnreadableFileError: when nothing can be read from the package.
    """
    archive = Archive(data, source, limits)
    out: list[Member] = []
    findings = list(archive.findings)
    for name in archive.names:
        try:
            out.append(Member(name, archive.read(name)))
        except UnreadableFileError as problem:
            if problem.code == "too-large":
                raise
            findings.append(_unread(name, problem.code))
    return tuple(out), tuple(findings)


def save(archive: Archive, folder: Path) -> list[Path]:
    """Write the files of a package below a folder and return their paths.

    Nothing is overwritten, and nothing is written outside the folder, whatever links stand in it.

    :raises UnreadableFileError: when a file of the package cannot be read.
    :raises UsageError: when the folder itself holds something that leads out of it.
    """
    root = folder.resolve()
    paths: list[Path] = []
    for name in archive.names:
        content = archive.read(name)
        wish = root / name
        if not wish.parent.resolve().is_relative_to(root):
            message = f"“{wish.parent}”通向别的文件夹，不予写入；请换一个空文件夹。"
            raise UsageError(message)
        try:
            wish.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            message = f"“{wish.parent}”不是文件夹，无法写入；请换一个空文件夹。"
            raise UsageError(message) from None
        paths.append(_write_new(wish, content))
    return paths


def _write_new(wish: Path, content: bytes) -> Path:
    path, number = wish, 1
    while True:
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            number += 1
            path = wish.with_name(numbered(wish.name, number))
        else:
            return path


def _unread(name: str, code: str) -> Finding:
    message = f"压缩包内的“{_shown(name)}”没有读取：{REASONS.get(code, REASONS['damaged'])}"
    return Finding(code, Severity.WARNING, message, None, Spot(member=name))


def _shown(name: str) -> str:
    """Return a name for a message: nothing in it can turn the writing round or end the line."""
    return "".join(character if character.isprintable() else "?" for character in name)[-80:]
