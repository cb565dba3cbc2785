"""Write a zip package from members that are kept compressed, so that what never changes costs nothing.

The standard library can only compress anew what it writes; most members of a filled form are those
of its template. The layout of the headers is that of the PKWARE APPNOTE, 4.3.7, 4.3.12 and 4.3.16.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import NamedTuple

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
VERSION, UTF8_NAMES = 20, 0x800
STORED, DEFLATED = 0, 8
#: 1 January 1980, the first day that a zip can hold: the same data gives the same bytes.
DATE, TIME = 0x21, 0


class Member(NamedTuple):
    """A member of a package as its bytes will stand in the file."""

    name: str
    method: int
    checksum: int
    size: int
    packed: bytes


def store(name: str, data: bytes) -> Member:
    """Return a member that is kept as it is: a JPEG does not get smaller."""
    return Member(name, STORED, zlib.crc32(data), len(data), data)


def deflate(name: str, data: bytes, level: int = 1) -> Member:
    """Return a member compressed; level 1 takes a third of the time of 6 and 15 % more bytes."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name, DEFLATED, zlib.crc32(data), len(data), packer.compress(data) + packer.flush())


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the members of a template of ours, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}


def assemble(members: Iterable[Member]) -> bytes:
    """Return the bytes of a package that holds the members in order."""
    out: list[bytes] = []
    index: list[bytes] = []
    at = 0
    for member in members:
        name = member.name.encode()
        common = (
            VERSION,
            UTF8_NAMES,
            member.method,
            TIME,
            DATE,
            member.checksum,
            len(member.packed),
            member.size,
        )
        out += (LOCAL.pack(b"PK\3\4", *common, len(name), 0), name, member.packed)
        index += (CENTRAL.pack(b"PK\1\2", VERSION, *common, len(name), 0, 0, 0, 0, 0, at), name)
        at += LOCAL.size + len(name) + len(member.packed)
    directory = b"".join(index)
    count = len(index) // 2
    out += (directory, END.pack(b"PK\5\6", 0, 0, count, count, len(directory), at, 0))
    return b"".join(out)
