"""Turn a file into a Document; which reader is chosen by the file's bytes, never by its name."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from formkit.errors import UnreadableFileError
from formkit.grid import Document
from formkit.limits import DEFAULT_LIMITS, MEBIBYTE, ReadLimits
from formkit.readers import docx, plaintext
from formkit.readers.sniffing import CONVERTIBLE, Kind, advice, describe, kind_of
from formkit.scope import Scope

#: What may be somebody's form, be it locked or broken; other kinds in a package are no forms.
DOCUMENTS = frozenset((Kind.DOCX, Kind.FLAT_OPC, Kind.PDF, Kind.ENCRYPTED, Kind.DAMAGED_OLE, *CONVERTIBLE))
REFUSED = {Kind.EMPTY: "empty", Kind.ENCRYPTED: "encrypted", Kind.DAMAGED_OLE: "damaged"}


class ConversionNeededError(UnreadableFileError):
    """A file of a format that LibreOffice turns into DOCX before it can be read; ``kind`` says which."""

    def __init__(self, source: str, kind: Kind) -> None:
        """Say what to do where nothing converts it."""
        message = f"“{Path(source).name}”是{describe(kind)}，请在 Word 或 WPS 中另存为“Word 文档（.docx）”。"
        super().__init__(message, "unsupported")
        self.kind = kind


def read(
    path: Path,
    source: str | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
    *,
    begun: Callable[[int], None] | None = None,
    skip: Collection[int] = (),
) -> Document:
    """Return what a file holds; ``source`` is what people call it, where that is not its path.

    ``begun`` is told each page of a PDF before it is touched; pages in ``skip`` are left out.

    :raises UnreadableFileError: with a Chinese sentence that says why, and what to do.
    :raises ConversionNeededError: for .doc and other formats that LibreOffice can convert.
    """
    source = str(path) if source is None else source
    data = bytes_of(path, source, limits)
    return document_of(data, kind_of(data), source, limits, begun=begun, skip=skip)


def document_of(  # noqa: PLR0913 (the same)
    data: bytes,
    kind: Kind,
    source: str,
    limits: ReadLimits = DEFAULT_LIMITS,
    *,
    begun: Callable[[int], None] | None = None,
    skip: Collection[int] = (),
) -> Document:
    """Return what bytes of a known kind hold; the same as :func:`read` otherwise."""
    if kind is Kind.DOCX or kind is Kind.FLAT_OPC:
        return docx.read(data, source, limits)
    if kind is Kind.PDF:
        from formkit.readers import pdf

        return pdf.read(data, source, limits, begun, skip)
    if kind in CONVERTIBLE:
        raise ConversionNeededError(source, kind)
    message = f"“{Path(source).name}”是{describe(kind)}，不能读取。{advice(kind)}"
    raise UnreadableFileError(message, REFUSED.get(kind, "unsupported"))


def counted_document(  # noqa: PLR0913 (the same)
    data: bytes,
    kind: Kind,
    source: str,
    scope: Scope,
    limits: ReadLimits = DEFAULT_LIMITS,
    *,
    begun: Callable[[int], None] | None = None,
    skip: Collection[int] = (),
) -> Document:
    """Return the counted text of a file, a text file too; the same as :func:`document_of` otherwise."""
    if kind is Kind.DOCX or kind is Kind.FLAT_OPC:
        return docx.read_scope(data, source, scope, limits)
    if kind is Kind.TEXT:
        return plaintext.read(data, source)
    return document_of(data, kind, source, limits, begun=begun, skip=skip)


def bytes_of(path: Path, source: str, limits: ReadLimits = DEFAULT_LIMITS) -> bytes:
    """Return the bytes of a file that is not too large.

    :raises UnreadableFileError: when it is, or cannot be opened.
    """
    name = Path(source).name
    try:
        if path.stat().st_size > limits.file_bytes:
            message = f"“{name}”超过 {limits.file_bytes // MEBIBYTE} MB，不予读取。"
            raise UnreadableFileError(message, "too-large")
        if path.is_dir():
            message = f"“{source}”是文件夹，请给出其中的文件。"
            raise UnreadableFileError(message, "not-readable")
        if not path.is_file():
            message = f"“{source}”不是普通文件，不予读取。"
            raise UnreadableFileError(message, "not-readable")
        return path.read_bytes()
    except FileNotFoundError:
        message = f"找不到文件“{source}”，请检查文件名。"
        raise UnreadableFileError(message, "not-found") from None
    except OSError as problem:
        message = f"无法打开“{source}”：{problem.strerror or problem}。"
        raise UnreadableFileError(message, "not-readable") from None
