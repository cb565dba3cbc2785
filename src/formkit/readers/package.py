"""A DOCX as a package: its members, read under limits that a zip bomb cannot pass."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from typing import NoReturn

from lxml import etree

from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.readers.declarations import declares
from formkit.readers.zipmembers import ZipMembers, refusal

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
BLANK_PICTURES = ("bmp", "emf", "wmf", "tif", "tiff", "dib")
"""Pictures that are not packed themselves: an empty one shrinks beyond the ratio of any text."""

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TREE_FACTOR = 20
"""A tree of XML takes so many times the memory of its text, with a margin."""

GLANCE = 256
"""So much of each XML part is looked at before any is read, also of those that nobody will read."""

HEAD = 4096
ROOT = re.compile(rb"<[A-Za-z_]")


class Package:
    """The members of one zip package, opened from bytes.

    Names are compared as Windows does, because the format says so and some programs rely on it.
    """

    def __init__(self, data: bytes, source: str, limits: ReadLimits = DEFAULT_LIMITS) -> None:
        """Check the package's own list of members before anything is unpacked.

        :raises UnreadableFileError: when it is no package, is damaged, is larger than the limits, or
            has members that no program would write: of one name, or with names that climb out.
        """
        self.source = source
        self._limits = limits
        self._members = ZipMembers(data, source, limits)
        self._left = limits.unpacked_bytes
        self._read: set[str] = set()
        self._entries = {_folded(entry.filename): entry for entry in self._members.entries}
        if len(self._entries) != len(self._members.entries):
            self._refuse("压缩包内有重名部件，疑为恶意文件，不予读取。", "forbidden")
        for name, entry in self._entries.items():
            if name.startswith("/") or name[1:2] == ":" or (".." in name and ".." in name.split("/")):
                self._refuse("压缩包内有指向外部的文件名，疑为恶意文件，不予读取。", "forbidden")
            if self._members.is_renamed(entry):
                self._refuse("压缩包内的文件名前后不一致，疑为恶意文件，不予读取。", "forbidden")
            if name.endswith((".xml", ".rels")):
                self._check_declarations(_prolog(self._members.beginning(entry, GLANCE), GLANCE))

    def _refuse(self, sentence: str, code: str) -> NoReturn:
        raise refusal(self.source, code, sentence) from None

    def __contains__(self, name: str) -> bool:
        """Whether the package has a member of this name."""
        return _folded(name) in self._entries

    def read(self, name: str) -> bytes:
        """Return the bytes of a member.

        :raises UnreadableFileError: when it is missing, damaged, encrypted or a bomb.
        """
        entry = self._entries.get(_folded(name))
        if entry is None:
            self._refuse(f"缺少部件 {name}，不是完整的 Word 文件。", "damaged")
        most = self._members.most(entry)
        if name.lower().endswith(BLANK_PICTURES):
            most = max(most, self._limits.ratio * self._limits.ratio_free_bytes)
        if entry.filename in self._read:
            return self._members.unpack(entry, most)
        content = self._members.unpack(entry, min(most, self._left))
        self._left -= len(content)
        self._read.add(entry.filename)
        return content

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML member; a DOCTYPE is refused, nothing is fetched."""
        data = self.read(name)
        if len(data) > self._limits.memory_bytes // TREE_FACTOR:
            self._refuse(f"部件 {name} 过大，不予读取。", "too-large")
        if STRICT in data:
            data = _as_transitional(data)
        self._check_declarations(_prolog(data, HEAD))
        try:
            root = etree.fromstring(data, PARSER)
        except (etree.XMLSyntaxError, ValueError) as problem:
            self._check_declarations(data)
            if "depth" in str(problem) or "HUGE" in str(problem).upper():
                self._refuse("文件内容嵌套过深或过长，疑为恶意文件，不予读取。", "too-large")
            self._refuse("文件内容已损坏，请让对方重新发送。", "damaged")
        if root.getroottree().docinfo.internalDTD is not None:
            self._refuse_declarations()
        return root

    def _check_declarations(self, data: bytes) -> None:
        if declares(data):
            self._refuse_declarations()

    def _refuse_declarations(self) -> NoReturn:
        self._refuse("文件含有外部声明，疑为恶意文件，不予读取。", "forbidden")

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


def _prolog(data: bytes, most: int) -> bytes:
    """Return what stands before the root of an XML text; all of it where no root begins early."""
    root = ROOT.search(data, 0, most)
    return data[: root.start()] if root else data


def _folded(name: str) -> str:
    if "\\" in name:
        name = name.replace("\\", "/")
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name.casefold())


def _as_transitional(data: bytes) -> bytes:
    for kind in (b"wordprocessingml", b"drawingml", b"officeDocument"):
        data = data.replace(STRICT + kind, b"http://schemas.openxmlformats.org/" + kind + b"/2006")
    return data
