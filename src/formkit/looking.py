"""Look at one file of a submission, whatever it is: its kind, text, pages, pictures, and the form it fills.

This runs in a worker process: the file may be an attack.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from formkit import api
from formkit.errors import UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.grid import Document, Line, Picture
from formkit.limits import ReadLimits
from formkit.programme import Programme
from formkit.readers import REFUSED, document_of
from formkit.readers.pdfoutline import pages_of
from formkit.readers.pictureoutline import look
from formkit.readers.sniffing import CONVERTIBLE, Kind, advice, describe, kind_of
from formkit.recognition import likeness, printed_texts
from formkit.record import Case
from formkit.sorting.sight import Outline

LONGEST_TEXT = 300_000
"""Characters kept of one file; a notice has 2,000, a book half a million."""

READ = frozenset((Kind.DOCX, Kind.FLAT_OPC, Kind.PDF, *CONVERTIBLE))
NEVER_TEXT = frozenset((".doc", ".docx", ".wps", ".pdf", ".xls", ".xlsx", ".jpg", ".jpeg", ".png"))
"""Endings of files that are never plain text."""

SCARCE = 60
"""With fewer characters of text the pictures are looked at as well."""

BLOCK = 1 << 20


class Origin(NamedTuple):
    """What a file was before it was converted: its kind, its size in bytes, its SHA-256."""

    kind: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen of a file. ``case`` is what its form says, None where it is no form of the programme.

    ``refusal`` says why it could not be read; ``findings`` is what its reader has to say otherwise.
    """

    source: str
    origin: Origin
    text: str = ""
    pages: int | None = None
    case: Case | None = None
    share: float = 0.0
    printed: int = 0
    outline: Outline | None = None
    findings: tuple[Finding, ...] = ()
    refusal: Finding | None = None

    @property
    def readable(self) -> bool:
        """Whether it is a document whose text was read."""
        return self.refusal is None and bool(self.text.strip())


class Reading(NamedTuple):
    """How a document is to be read: its limits, who hears of each page, the pages left out."""

    limits: ReadLimits
    begun: Callable[[int], None]
    skip: Collection[int]


def look_at(
    data: bytes, source: str, origin: Origin | None, programmes: Sequence[Programme], reading: Reading
) -> Looked:
    """Return what can be seen of a file; why it cannot be read is part of that.

    :raises ConversionNeededError: for formats that LibreOffice turns into DOCX; look at that with ``origin``.
    """
    kind = kind_of(data)
    origin = origin or origin_of(data, kind)
    seen = Looked(source, origin)
    try:
        if kind in READ:
            return _document(seen, data, kind, programmes, reading)
        if kind is Kind.IMAGE:
            picture = look(data, Path(source).name)
            return replace(seen, origin=origin._replace(kind=picture.format), outline=picture.outline)
        if kind is Kind.TEXT:
            told = _misnamed(source) if Path(source).suffix.lower() in NEVER_TEXT else ()
            return replace(seen, text=_decoded(data[: LONGEST_TEXT * 4])[:LONGEST_TEXT], findings=told)
        if kind in REFUSED:
            document_of(data, kind, source, reading.limits)
    except UnreadableFileError as problem:
        if problem.code == "unsupported" and kind in CONVERTIBLE:
            raise
        return replace(seen, refusal=refusal(source, problem))
    message = f"“{Path(source).name}”是{describe(kind)}，内容没有读取，只看了文件名。{advice(kind)}"
    finding = Finding("not-read", Severity.NOTE, message)
    return replace(seen, findings=(finding,))


def _misnamed(source: str) -> tuple[Finding, ...]:
    path = Path(source)
    message = (
        f"“{path.name}”的后缀是 {path.suffix}，实际是纯文本，不是原来的格式，可能没有正确保存；"
        "请对方在 Word 或 WPS 中打开并另存后重新发送。"
    )
    return (Finding("unsupported", Severity.WARNING, message),)


def origin_of(data: bytes, kind: Kind) -> Origin:
    """Return what a file is as it was handed in."""
    return Origin(_name(kind), len(data), hashlib.sha256(data).hexdigest())


def refusal(source: str, problem: UnreadableFileError) -> Finding:
    """Return the finding about a file that could not be read."""
    sure = problem.code in {"empty", "damaged", "encrypted", "forbidden"}
    message = str(problem)
    if Path(source).name not in message:
        message = f"“{Path(source).name}”：{message}"
    return Finding(problem.code, Severity.ERROR if sure else Severity.WARNING, message)


def unseen(path: Path, source: str, finding: Finding) -> Looked:
    """Return what is known of a file that its reader did not survive."""
    try:
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
        return Looked(source, Origin("", path.stat().st_size, digest.hexdigest()), refusal=finding)
    except OSError:
        return Looked(source, Origin("", 0, ""), refusal=finding)


def _document(
    seen: Looked, data: bytes, kind: Kind, programmes: Sequence[Programme], reading: Reading
) -> Looked:
    document = document_of(data, kind, seen.source, reading.limits, begun=reading.begun, skip=reading.skip)
    text = text_of(document)
    scarce = len(text.strip()) < SCARCE
    pages = outline = None
    if kind is Kind.PDF:
        seen_pages = pages_of(data, look=scarce)
        pages, outline = seen_pages or (None, None)
    elif scarce:
        outline = _picture(document)
    case = api.case_of(list(programmes), document)
    seen = replace(seen, text=text, pages=pages, outline=outline)
    if not case.record.form:
        return replace(seen, findings=tuple(map(_mild, document.findings)))
    form = next(item.forms[case.record.form] for item in programmes if item.name == case.record.programme)
    layout = api.layout_of(form)
    printed = sum(map(len, layout.labels)) + sum(map(len, layout.inside))
    return replace(seen, case=case, share=likeness(layout, printed_texts(document)), printed=printed)


def text_of(document: Document) -> str:
    """Return what a document says: a line for each paragraph, the cells of a row parted by tabs."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Line):
            lines.append(block.text)
        else:
            lines += ["\t".join(cell.text for cell in row if cell.text) for row in block.rows()]
    return "\n".join(line for line in lines if line.strip())[:LONGEST_TEXT]


def _picture(document: Document) -> Outline | None:
    """Return the outline of the only picture of a document that hardly says anything."""
    pictures: list[Picture] = []
    for block in document.blocks:
        for item in (block,) if isinstance(block, Line) else block.cells:
            pictures += item.pictures
    if len(pictures) != 1:
        return None
    try:
        return look(pictures[0].data, document.source).outline
    except UnreadableFileError:
        return None


def _mild(finding: Finding) -> Finding:
    """Return a remark of the reader about a file that is no form: a copy of a certificate is a scan."""
    if finding.code == "scan":
        message = "是扫描件或图片，里面的文字没有读取，只凭文件名和样子归类。"
        return replace(finding, severity=Severity.NOTE, message=message)
    if finding.severity is Severity.ERROR and finding.code != "empty-document":
        return replace(finding, severity=Severity.WARNING)
    return finding


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")


def _name(kind: Kind) -> str:
    return "" if kind in {Kind.UNKNOWN, Kind.EMPTY, Kind.ENCRYPTED, Kind.DAMAGED_OLE} else kind.value
