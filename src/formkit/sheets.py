"""Files of any kind as pages of A4: Word files printed by LibreOffice, PDFs and pictures laid on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from formkit.apart import Told, each_apart
from formkit.converting import convert_to
from formkit.errors import UnreadableFileError
from formkit.limits import DEFAULT_LIMITS
from formkit.readers import REFUSED, bytes_of
from formkit.readers.pdfflat import Drawn, flatten
from formkit.readers.sniffing import CONVERTIBLE, Kind, describe, kind_of
from formkit.writers.pdfpages import Blank, lay_on_a4
from formkit.writers.picturepages import picture_pages, two_sides

PRINTED = frozenset((Kind.DOCX, Kind.FLAT_OPC, *CONVERTIBLE))
"""What LibreOffice prints."""

DRAWN = frozenset((Kind.PDF, Kind.IMAGE))


LIMITS = replace(DEFAULT_LIMITS, file_seconds=120.0)
"""Of one file; two thousand scanned pages take half a minute."""


class Sheets(NamedTuple):
    """A PDF of A4 pages, how many they are, and how far the drawing of the first one reaches up (points)."""

    path: Path
    pages: int
    top: float


class Job(NamedTuple):
    """One file to be laid on A4: where it lies, what people call it, its result, what stays free."""

    path: Path
    name: str
    result: Path
    band: float


def printed(
    files: Mapping[str, Path], desk: Path, told: Told | None = None
) -> dict[str, Path | UnreadableFileError]:
    """Return each file as a PDF or a picture, or why it cannot be one; LibreOffice prints many in one start.

    ``files`` says where each lies, by the name that people know it by; what is made is put into ``desk``.

    :raises MissingProgramError: when LibreOffice is needed and not installed.
    """
    made: dict[str, Path | UnreadableFileError] = {}
    pairs: dict[Path, tuple[str, Path]] = {}
    for number, (name, path) in enumerate(files.items()):
        try:
            kind = _kind_of(path, name)
        except UnreadableFileError as problem:
            made[name] = problem
            continue
        made[name] = path
        if kind not in DRAWN:
            pairs[path] = (name, desk / f"printed{number}.pdf")
    for outcome in convert_to(
        [(path, target) for path, (_, target) in pairs.items()], "pdf", force=True, told=told
    ):
        name = pairs[outcome.source][0]
        made[name] = outcome.result or UnreadableFileError(
            outcome.message.replace(f"“{outcome.source.name}”", f"“{Path(name).name}”"), outcome.code
        )
    return made


def _kind_of(path: Path, name: str) -> Kind:
    """Return what a file is.

    :raises UnreadableFileError: for what no pages can be made of, with what to do about it.
    """
    kind = kind_of(bytes_of(path, name))
    if kind in DRAWN or kind in PRINTED:
        return kind
    if kind is Kind.ENCRYPTED:
        raise UnreadableFileError(f"“{Path(name).name}”设有打开密码，请取消密码后再放入。", "encrypted")
    message = f"“{Path(name).name}”是{describe(kind)}，不能转成页面；请打印成 PDF 再放入。"
    raise UnreadableFileError(message, REFUSED.get(kind, "unsupported"))


def beside(pairs: Mapping[str, tuple[Path, Path]], desk: Path) -> dict[str, Path]:
    """Put two pictures each on one; return the results by their names, without those that cannot be read."""
    jobs = [(name, (*pair, desk / f"sides{number}.png")) for number, (name, pair) in enumerate(pairs.items())]
    made = each_apart(put_beside, jobs, limits=LIMITS)
    return {name: path for (name, _), path in zip(jobs, made, strict=True) if isinstance(path, Path)}


def put_beside(job: tuple[Path, Path, Path]) -> Path:
    """Put two pictures on one, in a worker process; return where it is.

    :raises UnreadableFileError: when one of them cannot be read.
    """
    front, back, result = job
    result.write_bytes(two_sides(bytes_of(front, front.name), bytes_of(back, back.name)))
    return result


def laid(
    files: Mapping[str, Path], bands: Mapping[str, float], desk: Path, told: Told | None = None
) -> dict[str, Sheets | UnreadableFileError]:
    """Lay PDFs and pictures on A4, each in a process of its own; return the results, or why there is none.

    ``bands`` says how many points at the foot of each are kept free, where any are.
    """
    jobs = [
        (name, Job(path, name, desk / f"laid{number}.pdf", bands.get(name, 0.0)))
        for number, (name, path) in enumerate(files.items())
    ]
    made = each_apart(lay, jobs, limits=LIMITS, told=told)
    return {name: result for (name, _), result in zip(jobs, made, strict=True)}


def lay(job: Job) -> Sheets:
    """Lay one file on A4; runs in a worker process, for the file may be an attack.

    :raises UnreadableFileError: saying why it cannot be done.
    """
    name = Path(job.name).name
    data = bytes_of(job.path, job.name)
    if kind_of(data) is Kind.IMAGE:
        pages, count = lay_on_a4(picture_pages(data, name), name, band=job.band, upright=True)
        top = 0.0
    else:
        flat = flatten(data, name)
        pages, count = lay_on_a4(flat.data, name, [_blank(page) for page in flat.pages], band=job.band)
        top = flat.pages[0].top
    job.result.write_bytes(pages)
    return Sheets(job.result, count, top)


def _blank(page: Drawn) -> Blank:
    return Blank(page.height - page.top, page.bottom)
