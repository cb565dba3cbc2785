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
from formkit.submission import Submission

LARGEST = 256 * 1024 * 1024
"""Bytes that what is kept may unpack to; a package of two thousand pages of text takes a tenth."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Kept:
    """A package that was read: what it holds, and what is to be said about it by itself."""

    submission: Submission
    findings: tuple[Finding, ...]


def pack(value: object) -> bytes:
    """Return values as bytes; the same values give the same bytes."""
    import msgspec

    return zlib.compress(msgspec.msgpack.encode(value), 1)


def unpack(data: bytes, kind: type[Value]) -> Value:
    """Return the values of a kind that were packed.

    :raises UnreadableFileError: when the bytes are none of ours: damaged, or changed.
    """
    import msgspec

    try:
        # What is longer comes out cut off, and is no msgpack any more.
        plain = zlib.decompressobj().decompress(data, LARGEST)
        return _decoder(msgspec, kind).decode(plain)  # type: ignore[no-any-return]
    except (zlib.error, msgspec.MsgspecError, RecursionError):
        message = "台账中有一条记录损坏，读不出来；请用 --fresh 重新读取全部来件。"
        raise UnreadableFileError(message) from None


_decoders: dict[Any, Any] = {}


def _decoder(msgspec: Any, kind: Any) -> Any:  # noqa: ANN401 (a library that is loaded when it is needed)
    if kind not in _decoders:
        _decoders[kind] = msgspec.msgpack.Decoder(kind)
    return _decoders[kind]
