"""What lies in an inbox: the packages, and what tells one content from another."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from itertools import count
from pathlib import Path
from typing import NamedTuple

from formkit.errors import UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.programme import Programme
from formkit.readers.folders import is_junction, name_shown, walk
from formkit.readers.membernames import is_litter, is_unsafe, numbered, safe_names
from formkit.spot import Spot

BLOCK = 1 << 20


class Package(NamedTuple):
    """A package of the inbox: its name there, and where it lies."""

    name: str
    path: Path


class Content(NamedTuple):
    """What a package holds as a hash, and when the newest of its files was written (seconds since 1970)."""

    digest: str
    modified: float


def packages_in(inbox: Path, apart: Iterable[Path] = ()) -> tuple[list[Package], list[Finding]]:
    """Return what lies in an inbox, in the order of names, and what is left out; no link is followed.

    ``apart`` are files of our own that may lie there too.

    :raises UnreadableFileError: when there is no such folder, or it cannot be opened.
    """
    ours = {os.path.realpath(path) for path in apart}
    try:
        with os.scandir(inbox) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except NotADirectoryError:
        message = f"“{inbox}”不是文件夹；请写收到的申报所在的文件夹，里面每个文件夹、压缩包或文件是一个来件。"
        raise UnreadableFileError(message, "not-found") from None
    except FileNotFoundError:
        raise UnreadableFileError(f"找不到收件文件夹“{inbox}”，请检查名称。", "not-found") from None
    except OSError as problem:
        reason = problem.strerror or problem
        raise UnreadableFileError(f"打不开收件文件夹“{inbox}”：{reason}。", "not-readable") from None
    found: list[tuple[str, Path]] = []
    findings: list[Finding] = []
    for entry in entries:
        name = name_shown(entry.name)
        if is_litter(name) or name.startswith(".formkit-") or os.path.realpath(entry.path) in ours:
            continue
        if entry.is_symlink() or is_junction(entry):
            message = f"“{name}”是链接，没有读取；请把文件本身放进收件文件夹。"
            findings.append(Finding("link", Severity.WARNING, message, None, Spot(member=name)))
        elif entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False):
            found.append((name, Path(entry.path)))
        else:
            message = f"“{name}”不是普通文件，没有读取；请把文件本身放进收件文件夹。"
            findings.append(Finding("not-readable", Severity.WARNING, message, None, Spot(member=name)))
    return [Package(name, path) for name, path in _named(found)], findings


def _named(found: Iterable[tuple[str, Path]]) -> list[tuple[str, Path]]:
    """Give packages names that are safe, each its own; a name does not change for what else lies there."""
    taken: dict[str, Path] = {}
    again: list[tuple[str, Path]] = []
    for name, path in found:
        if is_unsafe(name) or name in taken:
            again.append((name, path))
        else:
            taken[name] = path
    for name, path in again:
        safe = safe_names([name])[0].replace("/", "_")
        free = (numbered(safe, number) for number in count(2))
        taken[safe if safe not in taken else next(one for one in free if one not in taken)] = path
    return sorted(taken.items())


def content_of(package: Package) -> Content:
    """Return what tells the content of a package from another: all bytes, and the names of its files.

    What cannot be opened counts by its name alone; its reader says why.
    """
    digest = hashlib.sha256()
    newest = 0.0
    for name, path in _files(package):
        digest.update(f"{name}\0".encode("utf-8", "surrogateescape"))
        try:
            newest = max(newest, path.stat().st_mtime)
            digest.update(_content(path))
        except OSError as problem:
            digest.update(f"{problem.errno}\0".encode())
    return Content(digest.hexdigest(), newest)


def _content(path: Path) -> bytes:
    """Return what stands for the bytes of a file: always as many, so that no file can look like two."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.digest()


def _files(package: Package) -> Iterator[tuple[str, Path]]:
    if not package.path.is_dir():
        yield package.name, package.path
        return
    try:
        entries, _ = walk(package.path)
    except UnreadableFileError as problem:
        # Its outcome is its own, and not that of an empty folder.
        yield f"{package.name}\0{problem.code}", package.path
        return
    yield from entries


def print_of(programme: Programme) -> str:
    """Return what tells one state of a programme, and of formkit, from another: outcomes follow from both."""
    digest = hashlib.sha256(_version().encode())
    for path in sorted(programme.folder.iterdir()):
        if path.is_file():
            digest.update(f"\0{path.name}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _version() -> str:
    try:
        return version("formkit")
    except PackageNotFoundError:  # run from its source
        return ""


def key_of(content: Content, programme: str, settled: Iterable[tuple[str, str | None]]) -> str:
    """Return under what the outcome of a package is kept; ``programme`` is :func:`print_of` it."""
    said = "\0".join(f"{name}={slot}" for name, slot in sorted(settled, key=str))
    return hashlib.sha256(f"{content.digest}\0{programme}\0{said}".encode()).hexdigest()
