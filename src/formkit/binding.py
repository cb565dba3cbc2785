"""The verb that binds: all that was handed in as one volume, as 装订成册 in the notice asks for.

Cover, 目录 with page numbers, the materials in the order of the checklist on A4 for printing on both sides.
What could not be turned into pages is named on the 目录 and in a finding, and so is what is missing.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from formkit.apart import Told, each_apart
from formkit.converting import convert_to
from formkit.errors import UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.letters.contents import Piece, Placed, numbered, pieces_of, volume_names
from formkit.papers import paper
from formkit.programme import Programme
from formkit.programs.libreoffice import required
from formkit.readers import REFUSED, bytes_of
from formkit.readers.pdfflat import flatten
from formkit.readers.sniffing import CONVERTIBLE, Kind, advice, describe, kind_of
from formkit.spot import Spot
from formkit.submission import Submission
from formkit.writers.pdfpages import FOOT, MILLIMETRE, lay_on_a4
from formkit.writers.picturepages import picture_pages
from formkit.writers.volume import Part, bind_pages

PRINTED = frozenset((Kind.DOCX, Kind.FLAT_OPC, *CONVERTIBLE))
"""What LibreOffice prints."""

DRAWN = frozenset((Kind.PDF, Kind.IMAGE))
GAP = 3 * MILLIMETRE
"""Between a copy and the note below it."""


class Bound(NamedTuple):
    """A volume as PDF, how many pages it has, what stands where in it, and what is to be said."""

    data: bytes
    pages: int
    placed: tuple[Placed, ...]
    findings: tuple[Finding, ...]


class Job(NamedTuple):
    """One file to be laid on A4: where it lies, what people call it, its result, and what is kept free."""

    path: Path
    name: str
    result: Path
    band: float


def bind(
    programme: Programme,
    submission: Submission,
    files: Mapping[str, Path],
    *,
    on: dt.date,
    told: Told | None = None,
) -> Bound:
    """Return the volume of a submission; ``files`` says where each material lies, ``on`` is printed on it.

    The same files give the same bytes on the same computer.

    :raises MissingProgramError: when LibreOffice, which prints cover and Word files, is not installed.
    :raises ProgrammeError: when the programme has no template for the cover or the note on copies.
    """
    required("装订")
    with tempfile.TemporaryDirectory(prefix="formkit-", ignore_cleanup_errors=True) as folder:
        return _Binder(programme, submission, Path(folder), told).bound(files, on)


class _Binder:
    """One call of :func:`bind`."""

    def __init__(self, programme: Programme, submission: Submission, desk: Path, told: Told | None) -> None:
        self._programme, self._submission, self._told = programme, submission, told
        self._desk = desk
        self._refused: dict[str, UnreadableFileError] = {}

    def bound(self, files: Mapping[str, Path], on: dt.date) -> Bound:
        pieces = pieces_of(self._programme, self._submission)
        stamp, free = self._stamp(needed=any(piece.is_copy for piece in pieces))
        sources = self._as_drawn(pieces, files)
        results = self._laid(pieces, sources, free)
        placed = numbered(pieces, {name: count for name, (_, count) in results.items()})
        names = volume_names(self._programme, self._submission, placed, on)
        front = Part(self._printed("volume", names)[0])
        parts = [
            Part(results[item.piece.material.name][0], item.first, item.piece.is_copy)
            for item in placed
            if item.pages
        ]
        data, count = bind_pages(front, parts, stamp, self._programme.title)
        return Bound(data, count, placed, tuple(self._findings(pieces)))

    def _stamp(self, *, needed: bool) -> tuple[Path | None, float]:
        """Return the note on copies as a page, and how much of the foot of a page it takes up."""
        if not needed:
            return None, FOOT
        path, top = self._printed("stamp", {})
        return path, top + GAP

    def _printed(self, name: str, names: Mapping[str, object]) -> tuple[Path, float]:
        """Print one of our own papers; return its pages, and how far the drawing of the first reaches up."""
        source = self._desk / f"{name}.docx"
        source.write_bytes(paper(self._programme, name, names))
        printed = self._desk / f"{name}.pdf"
        (outcome,) = convert_to([(source, printed)], "pdf", force=True)
        if outcome.result is None:
            raise UnreadableFileError(outcome.message, outcome.code)
        flat = flatten(printed.read_bytes(), printed.name)
        data, _ = lay_on_a4(flat.data, printed.name, [FOOT] * len(flat.free))
        pages = self._desk / f"{name}.pages.pdf"
        pages.write_bytes(data)
        return pages, flat.tops[0]

    def _as_drawn(self, pieces: Sequence[Piece], files: Mapping[str, Path]) -> dict[str, Path]:
        """Return each file as a PDF or a picture, those of Word printed by LibreOffice."""
        drawn: dict[str, Path] = {}
        pairs: dict[Path, tuple[str, Path]] = {}
        for number, piece in enumerate(pieces):
            name = piece.material.name
            try:
                path, kind = _known(files, name)
            except UnreadableFileError as problem:
                self._refused[name] = problem
                continue
            if kind in DRAWN:
                drawn[name] = path
            else:
                pairs[path] = (name, self._desk / f"printed{number}.pdf")
        outcomes = convert_to([(path, made) for path, (_, made) in pairs.items()], "pdf", force=True)
        for outcome in outcomes:
            name, made = pairs[outcome.source]
            if outcome.result is None:
                self._refused[name] = UnreadableFileError(outcome.message, outcome.code)
            else:
                drawn[name] = made
        return drawn

    def _laid(
        self, pieces: Sequence[Piece], sources: Mapping[str, Path], free: float
    ) -> dict[str, tuple[Path, int]]:
        """Lay each file on A4, each in a process of its own; return the results with their pages."""
        jobs = [
            Job(
                sources[piece.material.name],
                piece.material.name,
                self._desk / f"laid{number}.pdf",
                free if piece.is_copy else FOOT,
            )
            for number, piece in enumerate(pieces)
            if piece.material.name in sources
        ]
        counts = each_apart(lay, [(job.name, job) for job in jobs], told=self._told)
        results: dict[str, tuple[Path, int]] = {}
        for job, count in zip(jobs, counts, strict=True):
            if isinstance(count, UnreadableFileError):
                self._refused[job.name] = count
            else:
                results[job.name] = (job.result, count)
        return results

    def _findings(self, pieces: Sequence[Piece]) -> Iterator[Finding]:
        bound = {piece.slot for piece in pieces}
        for name, problem in self._refused.items():
            message = f"没有装入：{problem}装订册的目录中已注明“另附”。"
            yield Finding(problem.code, Severity.ERROR, message, None, Spot(member=name))
        for item in self._programme.attachments:
            if item.required is True and item.slot not in bound:
                message = f"没有“{item.label}”，装订册中没有这一项；请补齐后重新装订。"
                yield Finding("not-bound", Severity.WARNING, message, item.slot, None, item.source)
        yield from self._doubts(pieces)

    def _doubts(self, pieces: Sequence[Piece]) -> Iterator[Finding]:
        for item in self._programme.attachments:
            names = [piece.material.name for piece in pieces if piece.slot == item.slot]
            if len(names) > 1 and not item.many:
                message = f"“{item.label}”有 {len(names)} 个文件，都装进去了：{'、'.join(names)}；请删去不用的。"
                yield Finding("several-files", Severity.WARNING, message, item.slot, None, item.source)
        for piece in pieces:
            if not piece.slot:
                message = f"不能确定“{piece.material.name}”是哪项材料，装在最后；请核对。"
                yield Finding("unsorted", Severity.WARNING, message, None, Spot(member=piece.material.name))


def lay(job: Job) -> int:
    """Lay one file on A4, in a worker process; return how many pages it has.

    :raises UnreadableFileError: saying why it cannot be bound.
    """
    name = Path(job.name).name
    data = bytes_of(job.path, job.name)
    if kind_of(data) is Kind.IMAGE:
        pages, count = lay_on_a4(picture_pages(data, name), name, band=job.band, upright=True)
    else:
        flat = flatten(data, name)
        pages, count = lay_on_a4(flat.data, name, flat.free, band=job.band)
    job.result.write_bytes(pages)
    return count


def _known(files: Mapping[str, Path], name: str) -> tuple[Path, Kind]:
    """Return where a file lies and what it is.

    :raises UnreadableFileError: for what no pages can be made of, with what to do about it.
    """
    if name not in files:
        raise UnreadableFileError(f"找不到文件“{name}”，没有读取。", "not-found")
    kind = kind_of(bytes_of(files[name], name))
    if kind in DRAWN or kind in PRINTED:
        return files[name], kind
    message = f"“{Path(name).name}”是{describe(kind)}，不能转成页面；请打印成 PDF 再放入。{advice(kind)}"
    raise UnreadableFileError(message, REFUSED.get(kind, "unsupported"))
