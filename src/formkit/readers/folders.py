"""The files below a folder that was handed in: no link is followed, nothing is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from formkit.errors import UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.readers.membernames import is_litter, is_unsafe, safe_names
from formkit.spot import Spot

DEEPEST = 12
"""Folders within folders; what lies deeper is named and left alone."""


class Entry(NamedTuple):
    """A file below a folder: its name there, parted by ``/``, and its path."""

    name: str
    path: Path


def walk(folder: Path, limits: ReadLimits = DEFAULT_LIMITS) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Return the files below a folder in the order of their names, and what is to be said.

    Names that are not UTF-8 are taken for GB 18030, as old packages leave them.

    :raises UnreadableFileError: when the folder cannot be opened, or holds more files than the limit.
    """
    findings: list[Finding] = []
    paths: list[tuple[str, Path]] = []
    litter: list[str] = []
    for name, path in _below(folder, "", findings):
        if is_litter(name):
            litter.append(name)
        else:
            paths.append((name, path))
        if len(paths) + len(litter) > limits.entries:
            message = f"“{folder.name}”里的文件超过 {limits.entries} 个，不予读取；请核对是否给错了文件夹。"
            raise UnreadableFileError(message, "too-large")
    if litter:
        message = f"{len(litter)} 个系统文件或临时文件没有读取：{'、'.join(litter)}。"
        findings.append(Finding("files-left-out", Severity.NOTE, message))
    names = [name for name, _ in paths]
    if any(map(is_unsafe, names)) or len(set(names)) < len(names):
        names = list(safe_names(names))
    return tuple(map(Entry, names, (path for _, path in paths))), tuple(findings)


def _below(folder: Path, above: str, findings: list[Finding]) -> Iterator[tuple[str, Path]]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as problem:
        if not above:
            message = f"无法打开文件夹“{folder}”：{problem.strerror or problem}。"
            raise UnreadableFileError(message, "not-readable") from None
        findings.append(_left(above.rstrip("/"), "文件夹打不开", "not-readable"))
        return
    for entry in entries:
        name = above + name_shown(entry.name)
        if entry.is_symlink() or is_junction(entry):
            findings.append(_left(name, "是链接，没有读取；请提供文件本身", "link"))
        elif entry.is_dir(follow_symlinks=False):
            if name.count("/") >= DEEPEST:
                findings.append(_left(name, f"文件夹超过 {DEEPEST} 层，没有打开", "too-large"))
            else:
                yield from _below(Path(entry.path), f"{name}/", findings)
        elif entry.is_file(follow_symlinks=False):
            yield name, Path(entry.path)
        else:
            findings.append(_left(name, "不是普通文件，没有读取", "not-readable"))


def is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is another one under Windows; Python 3.11 cannot say."""
    asked = getattr(entry, "is_junction", None)
    return bool(asked and asked())


def _left(name: str, what: str, code: str) -> Finding:
    return Finding(code, Severity.WARNING, f"“{name}”{what}。", None, Spot(member=name))


def name_shown(name: str) -> str:
    """Return a name as text, also where its bytes are in another encoding than the system's."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "replace")
    return name
