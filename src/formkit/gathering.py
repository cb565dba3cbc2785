"""Collect the files of a submission: a folder, a package, a package within either, or one file alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from formkit.errors import MissingProgramError, UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.looking import refusal
from formkit.programs.unpacking import unpack
from formkit.readers import bytes_of
from formkit.readers.archive import Archive
from formkit.readers.folders import walk
from formkit.readers.membernames import safe_names
from formkit.readers.sniffing import Kind, kind_of
from formkit.spot import Spot

PACKAGES = frozenset({Kind.ZIP, Kind.RAR, Kind.SEVEN_ZIP})
BEGINNINGS = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"PK\x05\x06")
LEVELS = 2
"""Packages within packages: those in a package or folder are opened, those in them are not."""


@dataclass(slots=True)
class Gathered:
    """The files of a submission by their names, which are parted by ``/`` and unlike; and what is to be said.

    ``refused`` are packages among the files that could not be opened, each with the reason; ``written`` is
    how many bytes came out of packages so far.
    """

    files: dict[str, Path] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refused: dict[str, Finding] = field(default_factory=dict)
    written: int = 0


@contextmanager
def gathered(path: str | Path, limits: ReadLimits = DEFAULT_LIMITS) -> Iterator[Gathered]:
    """Yield the files of a submission; those out of packages vanish afterwards.

    The names are those of :attr:`formkit.submission.Material.name`.

    :raises UnreadableFileError: when there is no such file or folder, or it has far too many files.
    """
    with tempfile.TemporaryDirectory(prefix="formkit-", ignore_cleanup_errors=True) as workspace:
        yield gather(Path(path), Path(workspace), limits)


def gather(path: Path, workspace: Path, limits: ReadLimits = DEFAULT_LIMITS) -> Gathered:
    """Return the files of a submission; what is in packages is written below ``workspace``.

    :raises UnreadableFileError: when there is no such file or folder, or it has far too many files.
    """
    found = Gathered()
    if not path.is_dir():
        _take(found, path.name, path, workspace, replace(limits, depth=LEVELS), alone=True)
        return found
    entries, findings = walk(path, limits)
    found.findings += findings
    for name, place in entries:
        _take(found, name, place, workspace, replace(limits, depth=LEVELS - 1), alone=False)
    return found


def _take(  # noqa: PLR0913 (a file, and what it may be)
    found: Gathered, name: str, path: Path, workspace: Path, limits: ReadLimits, *, alone: bool
) -> None:
    """Add a file, or the members of a package in its place."""
    above = "" if alone else f"{name}/"
    try:
        kind = _package_kind(path, name, limits)
        if kind is None:
            members: Mapping[str, Path] = {name: path}
        elif kind is Kind.ZIP:
            members = _unzipped(found, bytes_of(path, name, limits), name, above, workspace, limits)
        else:
            members = _unpacked(found, path, name, above, workspace, limits)
    except UnreadableFileError as problem:
        if alone and problem.code in {"not-found", "not-readable"}:
            raise
        found.refused[name] = replace(refusal(name, problem), spot=Spot(member=name))
        members = {name: path}
    except MissingProgramError as missing:
        message = f"“{name}”没有打开：{missing}"
        found.refused[name] = Finding("missing-program", Severity.WARNING, message, None, Spot(member=name))
        members = {name: path}
    for member, place in zip(_unlike(members, found.files), members.values(), strict=True):
        found.files[member] = place


def _unlike(names: Mapping[str, Path], taken: Mapping[str, Path]) -> list[str]:
    if taken.keys().isdisjoint(names):
        return list(names)
    return list(safe_names([*taken, *names])[len(taken) :])


def _package_kind(path: Path, name: str, limits: ReadLimits) -> Kind | None:
    """Return which kind of package a file is, None for any other file; most are told by four bytes."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except FileNotFoundError:
        message = f"找不到文件“{path}”，请检查文件名。"
        raise UnreadableFileError(message, "not-found") from None
    except OSError as problem:
        message = f"无法打开“{name}”：{problem.strerror or problem}。"
        raise UnreadableFileError(message, "not-readable") from None
    if not head.startswith(BEGINNINGS):
        return None
    kind = kind_of(bytes_of(path, name, limits))
    return kind if kind in PACKAGES else None


def _unzipped(  # noqa: PLR0913, PLR0917 (the same)
    found: Gathered, data: bytes, name: str, above: str, workspace: Path, limits: ReadLimits
) -> dict[str, Path]:
    """Write the members of a ZIP file under numbers: no name of theirs is a path here."""
    archive = Archive(data, name, limits)
    folder = Path(tempfile.mkdtemp(dir=workspace))
    found.findings += [_about(finding, name, above) for finding in archive.findings]
    members: dict[str, Path] = {}
    for number, member in enumerate(archive.names):
        try:
            content = archive.read(member)
        except UnreadableFileError as problem:
            message = f"“{above}{member}”没有读取：{str(problem).partition('：')[2]}"
            spot = Spot(member=above + member)
            found.findings.append(Finding(problem.code, Severity.ERROR, message, None, spot))
            continue
        found.written += len(content)
        if found.written > limits.unpacked_bytes or len(found.files) + number > limits.entries:
            message = f"“{name}”：各压缩包解压后合计过大或文件过多，疑为恶意文件，没有打开；请人工查看。"
            raise UnreadableFileError(message, "too-large")
        path = folder / str(number)
        path.write_bytes(content)
        members[above + member] = path
    return members


def _about(finding: Finding, name: str, above: str) -> Finding:
    """Return what a package within a folder has to say, with its name."""
    if not above:
        return finding
    spot = (
        finding.spot._replace(member=f"{above}{finding.spot.member or ''}".rstrip("/"))
        if finding.spot
        else None
    )
    return replace(finding, message=f"“{name}”：{finding.message}", spot=spot)


def _unpacked(  # noqa: PLR0913, PLR0917 (the same)
    found: Gathered, path: Path, name: str, above: str, workspace: Path, limits: ReadLimits
) -> dict[str, Path]:
    bytes_of(path, name, limits)  # too large a package is not handed to a program
    made = unpack(path, Path(tempfile.mkdtemp(dir=workspace)), name, limits)
    if made.zip is not None:
        return _unzipped(found, bytes_of(made.zip, name, _as_stored(limits)), name, above, workspace, limits)
    entries, findings = walk(made.folder or path, limits)
    found.findings += [_about(finding, name, above) for finding in findings]
    return {above + member: place for member, place in entries}


def _as_stored(limits: ReadLimits) -> ReadLimits:
    """Return the limits of a package that was made anew without packing: as large as all that is in it."""
    return replace(limits, file_bytes=limits.unpacked_bytes)
