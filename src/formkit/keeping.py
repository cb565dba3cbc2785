"""What came of a package as bytes that can be kept and sent, and back again.

msgpack of the values themselves, checked against their types when read: a ledger is a file that others can
send, so nothing in it may run.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any, TypeVar

from formkit.errors import UnreadableFileError
from formkit.finding import Finding
from formkit.limits import MEBIBYTE
from formkit.submission import Submission

LARGEST = 256 * MEBIBYTE
"""Bytes that what is kept may unpack to; a package of two thousand pages of text takes a tenth."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Kept:
    """A package that was read: what it holds, and what is to be said about it by itself."""

    submission: Submission
    findings: tuple[Finding, ...]


def pack(value: object) -> bytes:
    """Return values as bytes; the same values give the same bytes.

    :raises UnreadableFileError: when they are more than may be read back.
    """
    import msgspec

    plain = msgspec.msgpack.encode(value)
    if len(plain) > LARGEST:
        message = f"内容超过 {LARGEST // MEBIBYTE} MB，没有收下；请核对是否放进了无关的文件，分开后重新汇总。"
        raise UnreadableFileError(message, "too-large")
    return zlib.compress(plain, 1)


def unpack(data: bytes, kind: type[Value]) -> Value:
    """Return the values of a kind that were packed.

    :raises UnreadableFileError: when the bytes are none of ours: damaged, or changed.
    """
    import msgspec

    try:
        return _decoder(msgspec, kind).decode(_plain(data))  # type: ignore[no-any-return]
    except (zlib.error, msgspec.MsgspecError, ValueError, RecursionError, MemoryError):
        message = "台账中有一条记录损坏，读不出来；请用 --fresh 重新读取全部来件。"
        raise UnreadableFileError(message) from None


def _plain(data: bytes) -> bytes:
    """Return what was compressed, all of it; what goes on beyond the limit is not unpacked any further."""
    stream = zlib.decompressobj()
    pieces: list[bytes] = []
    total = 0
    while data and not stream.eof:
        piece = stream.decompress(data, MEBIBYTE)
        data = stream.unconsumed_tail
        total += len(piece)
        if total > LARGEST:
            raise ValueError("longer than anything that is kept")
        pieces.append(piece)
    if not stream.eof:
        raise ValueError("cut off")
    return b"".join(pieces)


_decoders: dict[Any, Any] = {}


def _decoder(msgspec: Any, kind: Any) -> Any:  # noqa: ANN401 (a library that is loaded when it is needed)
    if kind not in _decoders:
        _decoders[kind] = msgspec.msgpack.Decoder(kind)
    return _decoders[kind]
