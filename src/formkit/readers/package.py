"""A DOCX as a package: its members, read under limits that a zip bomb cannot pass."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import NoReturn

from lxml import etree

from formkit.errors import UnreadableFileError
from formkit.limits import DEFAULT_LIMITS, ReadLimits

#: What the standard library raises on a damaged package; a wrong offset gives ValueError.
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

PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
)
STRICT = b"http://purl.oclc.org/ooxml/"
MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "bmp": "image/bmp",
}
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The members of one zip package, opened from bytes."""

    def __init__(self, data: bytes, source: str, limits: ReadLimits = DEFAULT_LIMITS) -> None:
        """Check the package's own list of members before anything is unpacked.

        :raises UnreadableFileError: when it is no package, is damaged, or is larger than the limits.
        """
        self.source = source
        self._limits = limits
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE:
            self._refuse("文件已损坏，请让对方重新发送。", "damaged")
        entries = self._archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > limits.entries or unpacked > limits.unpacked_bytes:
            self._refuse("解压后过大，疑为恶意文件，不予读取。", "too-large")
        self._entries = {entry.filename: entry for entry in entries}
        if len(self._entries) != len(entries):
            self._refuse("压缩包内有重名部件，疑为恶意文件，不予读取。", "forbidden")

    def _refuse(self, sentence: str, code: str) -> NoReturn:
        message = f"“{self.source}”：{sentence}"
        raise UnreadableFileError(message, code) from None

    def __contains__(self, name: str) -> bool:
        """Whether the package has a member of this name."""
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Return the bytes of a member.

        :raises UnreadableFileError: when it is missing, damaged, encrypted or a bomb.
        """
        entry = self._entries.get(name)
        if entry is None:
            self._refuse(f"缺少部件 {name}，不是完整的 Word 文件。", "damaged")
        limits, size = self._limits, entry.file_size
        bomb = size > limits.ratio_free_bytes and size > limits.ratio * max(entry.compress_size, 1)
        if bomb or size > limits.member_bytes:
            self._refuse("解压后过大，疑为恶意文件，不予读取。", "too-large")
        if entry.flag_bits & 1:
            self._refuse("文件已加密，请取消密码后重新提供。", "encrypted")
        try:
            return self._archive.read(entry)
        except DAMAGE:
            self._refuse("文件已损坏，请让对方重新发送。", "damaged")

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML member; a DOCTYPE is refused, nothing is fetched."""
        data = self.read(name)
        if STRICT in data:
            data = _as_transitional(data)
        try:
            root = etree.fromstring(data, PARSER)
        except (etree.XMLSyntaxError, ValueError):
            self._refuse("文件内容已损坏，请让对方重新发送。", "damaged")
        if root.getroottree().docinfo.internalDTD is not None:
            self._refuse("文件含有外部声明，疑为恶意文件，不予读取。", "forbidden")
        return root

    def relationships(self, part: str) -> dict[str, str]:
        """Return the internal targets of a part's relationships, by their id."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self:
            return {}
        return {
            item.get("Id", ""): posixpath.normpath(posixpath.join(folder, item.get("Target", ""))).lstrip("/")
            for item in self.xml(rels).iter(RELATIONSHIP)
            if item.get("TargetMode") != "External"
        }


def media_type(name: str) -> str:
    """Return the media type of a picture by its name's ending."""
    return MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def _as_transitional(data: bytes) -> bytes:
    for kind in (b"wordprocessingml", b"drawingml", b"officeDocument"):
        data = data.replace(STRICT + kind, b"http://schemas.openxmlformats.org/" + kind + b"/2006")
    return data
