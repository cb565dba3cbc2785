"""A text file: UTF-8, UTF-16 with its mark, or GB 18030 as the Windows editor writes it in China."""

from __future__ import annotations

from pathlib import Path

from formkit.errors import UnreadableFileError
from formkit.grid import Document, Line
from formkit.limits import MEBIBYTE
from formkit.spot import Spot

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
WITHOUT_MARK = ("utf-8", "gb18030")
LARGEST = 32 * MEBIBYTE
"""Bytes: ten million 字, which nobody writes."""


def read(data: bytes, source: str) -> Document:
    """Return the lines of a text file.

    :raises UnreadableFileError: when its bytes are no text in any of these encodings, or too many.
    """
    if len(data) > LARGEST:
        message = f"“{Path(source).name}”超过 {LARGEST // MEBIBYTE} MB，不予读取。"
        raise UnreadableFileError(message, "too-large")
    encodings = [encoding for mark, encoding in MARKS if data.startswith(mark)] or WITHOUT_MARK
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return Document(source, tuple(_line(number, line) for number, line in enumerate(lines)))
    message = (
        f"“{Path(source).name}”不是 UTF-8 或 GB18030 的文本文件，读不出文字；请另存为 UTF-8 后重新提供。"
    )
    raise UnreadableFileError(message, "damaged")


def _line(number: int, text: str) -> Line:
    return Line(text, Spot(block=number, chars=(0, len(text))))
