"""The members of a zip file: checked by its lists before anything is unpacked, counted while it is.

What the lists say about sizes is believed only when it is bad news. A member is unpacked up to what
its packed size can honestly give and not a byte further.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from operator import attrgetter
from typing import NamedTuple

from formkit.errors import UnreadableFileError
from formkit.limits import DEFAULT_LIMITS, ReadLimits

#: What the standard library raises on a damaged file; a wrong offset gives ValueError.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
REASONS = {
    "damaged": "文件已损坏，请让对方重新发送。",
    "encrypted": "文件已加密，请取消密码后重新提供。",
    "too-large": "解压后过大，疑为恶意文件，不予读取。",
}
ENCRYPTED = 0x1
UTF_8 = 0x800
HEADER = struct.Struct("<4s2xH18xHH")
LOCAL_MARK, CENTRAL_MARK, END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


class Local(NamedTuple):
    """What stands before a member: its flags; and where its packed bytes begin."""

    flags: int
    begin: int


def refusal(source: str, code: str, sentence: str = "") -> UnreadableFileError:
    """Return the error that says why a file is not read."""
    return UnreadableFileError(f"“{source}”：{sentence or REASONS[code]}", code)


class ZipMembers:
    """The list of members of a zip file given as bytes, and their contents one by one."""

    def __init__(self, data: bytes, source: str, limits: ReadLimits = DEFAULT_LIMITS) -> None:
        """Read the list and check it.

        :raises UnreadableFileError: when it is no zip file, is damaged, or gives more than the limits.
        """
        self.source = source
        self.limits = limits
        self._data = data
        try:
            self._archive = _opened(data)
        except DAMAGE:
            raise refusal(source, "damaged") from None
        self.entries = self._archive.infolist()
        self.declared = sum(map(attrgetter("file_size"), self.entries))
        if len(self.entries) > limits.entries or self.declared > limits.unpacked_bytes:
            raise refusal(source, "too-large")
        big = [entry for entry in self.entries if entry.file_size > limits.ratio * limits.ratio_free_bytes]
        if any(entry.file_size > self.most(entry) for entry in big):
            raise refusal(source, "too-large")
        if self._is_overlapping():
            raise refusal(source, "too-large", "压缩包内的文件互相重叠，疑为恶意文件，不予读取。")

    def most(self, entry: zipfile.ZipInfo) -> int:
        """Return how many bytes a member may give: by its ratio, and by the limit for one member."""
        limits = self.limits
        return min(max(limits.ratio_free_bytes, limits.ratio * entry.compress_size), limits.member_bytes)

    def unpack(self, entry: zipfile.ZipInfo, most: int | None = None) -> bytes:
        """Return the bytes of a member, at most ``most`` of them.

        :raises UnreadableFileError: when it is damaged, encrypted, or gives more than it may.
        """
        most = self.most(entry) if most is None else most
        local = self.local(entry)
        if (entry.flag_bits | (local.flags if local else 0)) & ENCRYPTED:
            raise refusal(self.source, "encrypted")
        if local is None:
            raise refusal(self.source, "damaged")
        if entry.file_size > most:
            raise refusal(self.source, "too-large")
        try:
            content = self._inflated(entry, local.begin, most)
        except DAMAGE:
            raise refusal(self.source, "damaged") from None
        if len(content) > most:
            raise refusal(self.source, "too-large")
        if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
            raise refusal(self.source, "damaged")
        return content

    def local(self, entry: zipfile.ZipInfo) -> Local | None:
        """Return what stands before the member itself; None where nothing of the sort does."""
        at = entry.header_offset
        head = self._data[at : at + HEADER.size] if at >= 0 else b""
        if len(head) < HEADER.size or not head.startswith(LOCAL_MARK):
            return None
        _, flags, name, extra = HEADER.unpack(head)
        return Local(flags, at + HEADER.size + name + extra)

    def _inflated(self, entry: zipfile.ZipInfo, begin: int, most: int) -> bytes:
        packed = self._data[begin : begin + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            return packed
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            # Room for what the list declares is all that an honest member needs; more is slow to come by.
            declared = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.file_size + 1)
            if len(declared) <= entry.file_size:
                return declared
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most + 1)
        with self._archive.open(entry) as file:
            return file.read(most + 1)

    def beginning(self, entry: zipfile.ZipInfo, length: int) -> bytes:
        """Return the first bytes of a member; fewer or none where they cannot be had."""
        head = self._data[entry.header_offset : entry.header_offset + HEADER.size]
        if entry.header_offset < 0 or len(head) < HEADER.size:
            return b""
        begin = entry.header_offset + HEADER.size + head[26] + 256 * head[27] + head[28] + 256 * head[29]
        packed = self._data[begin : begin + min(entry.compress_size, length)]
        if entry.compress_type != zipfile.ZIP_DEFLATED:
            return packed
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, length)
        except zlib.error:
            return b""

    def is_renamed(self, entry: zipfile.ZipInfo) -> bool:
        """Whether the name that stands before a member is not the one in the list."""
        data, at, name = self._data, entry.header_offset, raw_name(entry)
        if at < 0 or not data.startswith(LOCAL_MARK, at):
            return False
        begin = at + HEADER.size
        return data[begin - 4 : begin - 2] != len(name).to_bytes(2, "little") or not data.startswith(
            name, begin
        )

    def _is_overlapping(self) -> bool:
        """Whether two members claim the same bytes, as those of a bomb do that needs no nesting."""
        end = 0
        for entry in sorted(self.entries, key=attrgetter("header_offset")):
            begin = entry.header_offset
            if begin < end:
                return True
            end = begin + HEADER.size + len(entry.orig_filename) + entry.compress_size
        return False


def raw_name(entry: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member's name as they stand in the list."""
    name = entry.orig_filename
    return name.encode("cp437" if not entry.flag_bits & UTF_8 and not name.isascii() else "utf-8")


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except UnicodeDecodeError:
        return zipfile.ZipFile(io.BytesIO(_without_promise(data)))


def _without_promise(data: bytes) -> bytes:
    """Take back the promise that names are in UTF-8, which some programs give and do not keep."""
    end = data.rfind(END_MARK)
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    out = bytearray(data)
    at = data.find(CENTRAL_MARK, max(0, end - size))
    while 0 <= at < end:
        out[at + 9] &= 0xFF ^ (UTF_8 >> 8)
        at = data.find(CENTRAL_MARK, at + 46)
    return bytes(out)
