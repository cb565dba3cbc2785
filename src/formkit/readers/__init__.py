"""Turn a file into a Document; which reader is chosen by the file's bytes, never by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from formkit.errors import UnreadableFileError
from formkit.grid import Document
from formkit.readers import docx

MAX_BYTES = 200 * 1024 * 1024

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "这是 PDF 文件，本版本还不能读取；请提供 Word（.docx）文件。"),
    (
        b"\xd0\xcf\x11\xe0",
        "这是旧版 Word（.doc/.wps）或加密的文件；请在 Word 或 WPS 中另存为“Word 文档（.docx）”并取消密码。",
    ),
    (b"{\\rtf", "这是 RTF 文件；请在 Word 或 WPS 中另存为“Word 文档（.docx）”。"),
)


def read(path: Path) -> Document:
    """Return what a file holds.

    :raises UnreadableFileError: with a Chinese sentence that says why, and what to do.
    """
    data = _bytes_of(path)
    reader = _reader_for(data, path)
    return reader(data, str(path))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"“{path.name}”超过 {MAX_BYTES // 1024 // 1024} MB，不予读取。"
            raise UnreadableFileError(message, "too-large")
        return path.read_bytes()
    except FileNotFoundError:
        message = f"找不到文件“{path}”，请检查文件名。"
        raise UnreadableFileError(message, "not-found") from None
    except IsADirectoryError:
        message = f"“{path}”是文件夹，请给出其中的文件。"
        raise UnreadableFileError(message, "not-readable") from None
    except OSError as problem:
        message = f"无法打开“{path}”：{problem.strerror or problem}。"
        raise UnreadableFileError(message, "not-readable") from None


def _reader_for(data: bytes, path: Path) -> Callable[[bytes, str], Document]:
    if data[:4] == b"PK\x03\x04":
        return docx.read
    if not data:
        message = f"“{path.name}”是空文件。"
        raise UnreadableFileError(message, "empty")
    for signature, sentence in SIGNATURES:
        if data[:1024].lstrip().startswith(signature):
            message = f"“{path.name}”：{sentence}"
            raise UnreadableFileError(message, "unsupported")
    message = f"“{path.name}”不是 Word 文件（.docx），无法读取。"
    raise UnreadableFileError(message, "unsupported")
