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

from formkit.apart import Told
from formkit.chinese.masking import masked
from formkit.errors import UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.letters.contents import Piece, Placed, numbered, outdated, pieces_of, volume_names
from formkit.papers import PAPERS, paper
from formkit.programme import Programme
from formkit.programs.libreoffice import required
from formkit.sheets import Job, Sheets, beside, laid, lay, printed
from formkit.sorting.checking import is_picture
from formkit.spot import Spot
from formkit.submission import Submission
from formkit.writers.pdfpages import MILLIMETRE
from formkit.writers.volume import Part, bind_pages

NOTE = "/note"
"""Stands for the note on copies among the names of files, none of which begins with a slash."""

MOST_PAGES = 5_000
"""Of all files together: no applicant's volume is as thick, and no printer prints it."""

SIDES = 2
"""Pictures of one card, both sides of which are wanted."""

FRONT = ("正面", "人像", "头像")
"""What the picture of a card's front may be called."""

GAP = 3 * MILLIMETRE
"""Between a copy and the note below it."""


class Bound(NamedTuple):
    """A volume as PDF, how many pages it has, what stands where in it, and what is to be said."""

    data: bytes
    pages: int
    placed: tuple[Placed, ...]
    findings: tuple[Finding, ...]


def bind(
    programme: Programme,
    submission: Submission,
    files: Mapping[str, Path],
    *,
    on: dt.date,
    told: Told | None = None,
) -> Bound:
    """Return the volume of a submission; ``files`` says where each material lies, ``on`` is printed on it.

    The same files give the same bytes on the same computer. ``told`` hears how far the work is.

    :raises MissingProgramError: when LibreOffice, which prints the cover and Word files, is not installed.
    :raises ProgrammeError: when the programme has no template for the cover or for the note on copies.
    """
    required("装订")
    pieces = pieces_of(programme, submission)
    with tempfile.TemporaryDirectory(prefix="formkit-", ignore_cleanup_errors=True) as folder:
        desk = Path(folder)
        made, sides = _made(programme, pieces, files, desk, told)
        sheets = {name: item for name, item in made.items() if isinstance(item, Sheets)}
        note = sheets.pop(NOTE, None)
        placed = numbered(pieces, {name: item.pages for name, item in sheets.items()}, sides)
        front = paper(programme, "volume", volume_names(programme, submission, placed, on))
        data, count = bind_pages(
            _own(front, "volume", desk).path,
            [
                Part(sheets[item.piece.material.name].path, item.first, item.piece.is_copy)
                for item in placed
                if item.pages and item.piece.material.name not in sides
            ],
            None if note is None else note.path,
            programme.title,
        )
    refused = {name: item for name, item in made.items() if isinstance(item, UnreadableFileError)}
    return Bound(data, count, placed, tuple(_findings(programme, submission, pieces, refused)))


def _made(
    programme: Programme, pieces: Sequence[Piece], files: Mapping[str, Path], desk: Path, told: Told | None
) -> tuple[dict[str, Sheets | UnreadableFileError], dict[str, str]]:
    """Return the pages of each file, or why it has none; under :data:`NOTE` those of the note on copies.

    Also which file stands on the page of which other one.
    """
    names = [piece.material.name for piece in pieces]
    made: dict[str, Sheets | UnreadableFileError] = {
        name: UnreadableFileError(f"找不到文件“{name}”。", "not-found") for name in names if name not in files
    }
    given = {name: files[name] for name in names if name in files}
    copies = [piece.material.name for piece in pieces if piece.is_copy]
    if copies:
        given[NOTE] = desk / "stamp.docx"
        given[NOTE].write_bytes(paper(programme, "stamp", {}))
    drawn: dict[str, Path] = {}
    for name, result in printed(given, desk, told).items():
        if isinstance(result, Path):
            drawn[name] = result
        else:
            made[name] = result
    bands: dict[str, float] = {}
    if copies:
        note = _laid_ourselves(drawn.pop(NOTE) if NOTE in drawn else made[NOTE], "stamp", desk)
        made[NOTE] = note
        bands = dict.fromkeys(copies, note.top + GAP)
    sides = _sides(programme, pieces, drawn, desk)
    return _within(pieces, made | laid(drawn, bands, desk, told)), sides


def _sides(
    programme: Programme, pieces: Sequence[Piece], drawn: dict[str, Path], desk: Path
) -> dict[str, str]:
    """Put the two sides of a card on one page, as they are copied; return which stands on whose."""
    pairs: dict[str, str] = {}
    for item in programme.attachments:
        names = [
            piece.material.name
            for piece in pieces
            if piece.slot == item.slot and is_picture(piece.material) and piece.material.name in drawn
        ]
        if item.copy and not item.many and len(names) == SIDES:
            pairs[names[0]] = names[1]
    made = beside({one: _front_first(one, other, drawn) for one, other in pairs.items()}, desk)
    drawn |= made
    sides = {pairs[one]: one for one in made}
    for name in sides:
        del drawn[name]
    return sides


def _front_first(one: str, other: str, drawn: Mapping[str, Path]) -> tuple[Path, Path]:
    """Return where two sides of a card lie, that first which its name says is the front."""
    is_behind = any(word in other for word in FRONT) and not any(word in one for word in FRONT)
    return (drawn[other], drawn[one]) if is_behind else (drawn[one], drawn[other])


def _within(
    pieces: Sequence[Piece], made: dict[str, Sheets | UnreadableFileError]
) -> dict[str, Sheets | UnreadableFileError]:
    """Leave out what would make the volume thicker than the limit, in the order of the checklist."""
    total = 0
    for piece in pieces:
        name = piece.material.name
        item = made.get(name)
        if isinstance(item, Sheets) and total + item.pages > MOST_PAGES:
            message = f"“{Path(name).name}”有 {item.pages} 页，装订册超过 {MOST_PAGES} 页；请精简。"
            made[name] = UnreadableFileError(message, "too-large")
        elif isinstance(item, Sheets):
            total += item.pages
    return made


def _own(data: bytes, name: str, desk: Path) -> Sheets:
    """Return one of our own papers as pages."""
    path = desk / f"{name}.docx"
    path.write_bytes(data)
    return _laid_ourselves(printed({PAPERS[name]: path}, desk)[PAPERS[name]], name, desk)


def _laid_ourselves(result: Path | Sheets | UnreadableFileError, name: str, desk: Path) -> Sheets:
    if not isinstance(result, Path):
        raise UnreadableFileError(f"“{PAPERS[name]}”打印不出来：{result}")
    return lay(Job(result, PAPERS[name], desk / f"{name}.pdf", 0.0))


def _findings(
    programme: Programme,
    submission: Submission,
    pieces: Sequence[Piece],
    refused: Mapping[str, UnreadableFileError],
) -> Iterator[Finding]:
    """Yield what is not in the volume, and what stands in it in doubt."""
    for name, problem in refused.items():
        message = f"没有装入：{problem}目录中已注明“另附”。"
        yield Finding(problem.code, Severity.ERROR, masked(message), None, Spot(member=name))
    for name in sorted(outdated(submission)):
        message = f"“{masked(name)}”是旧版本，没有装入；如要装入，请改名后重新装订。"
        yield Finding("old-version", Severity.NOTE, message, None, Spot(member=name))
    for item in programme.attachments:
        held = [piece.material for piece in pieces if piece.slot == item.slot]
        # Several pictures are the sides and pages of one thing.
        names = [masked(material.name) for material in held if not is_picture(material)]
        if not held and item.required is True:
            message = f"没有“{item.label}”，装订册中没有这一项；请补齐后重新装订。"
            yield Finding("not-bound", Severity.WARNING, message, item.slot, None, item.source)
        if len(names) > 1 and not item.many:
            message = f"“{item.label}”有 {len(names)} 个文件，都装进去了：{'、'.join(names)}；请删去不用的。"
            yield Finding("several-files", Severity.WARNING, message, item.slot, None, item.source)
    for piece in pieces:
        if not piece.slot:
            message = f"不能确定“{masked(piece.material.name)}”是哪项材料，装在最后；请核对。"
            yield Finding("unsorted", Severity.WARNING, message, None, Spot(member=piece.material.name))
