"""The package of a form taken apart and put together as that of a template, of which one part is new."""

from __future__ import annotations

import posixpath
import zipfile
from typing import NamedTuple

from lxml import etree

from formkit.readers.flatopc import PKG, as_package, is_flat_opc
from formkit.readers.package import PARSER, RELATIONSHIP, STRICT, Package
from formkit.readers.wordlinks import links_of, part_of_kind
from formkit.readers.wordnames import W
from formkit.readers.zipmembers import ZipMembers
from formkit.writers.zipping import Member, assemble, deflate

#: Where the engine that fills templates looks for the document.
MAIN = "word/document.xml"
TYPES = "[Content_Types].xml"
OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
DEFAULT = OVERRIDE.replace("Override", "Default")
MACRO_CODE = "application/vnd.ms-office.vbaProject"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#: What a form with macros, or one saved as Word's own kind of template, says that it is.
OTHER_KINDS = frozenset(
    (
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    )
)
TYPES_OF_FLAT = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
SPACES = tuple(
    (b"http://schemas.openxmlformats.org/" + kind + b"/2006", STRICT + kind)
    for kind in (b"wordprocessingml", b"drawingml", b"officeDocument")
)


class Opened(NamedTuple):
    """A form's package: as the reader sees it, and its members packed as they are."""

    checked: Package
    members: dict[str, Member]
    contents: dict[str, bytes]


def opened(data: bytes, source: str) -> Opened:
    """Return the package of a form.

    :raises UnreadableFileError: when it is damaged, too large, or no package.
    """
    types = b""
    if is_flat_opc(data):
        flat, data = data, as_package(data, source)
        types = _types_of(flat)
    checked = Package(data, source)
    archive = ZipMembers(data, source)
    members: dict[str, Member] = {}
    contents: dict[str, bytes] = {}
    for entry in archive.entries:
        if entry.is_dir():
            continue
        content = contents[entry.filename] = archive.unpack(entry)
        local = archive.local(entry)
        if local is None or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            members[entry.filename] = deflate(entry.filename, content, 9)
            continue
        packed_bytes = data[local.begin : local.begin + entry.compress_size]
        members[entry.filename] = Member(
            entry.filename, entry.compress_type, entry.CRC, len(content), packed_bytes
        )
    if types and TYPES not in members:
        members = {TYPES: deflate(TYPES, types), **members}
        contents[TYPES] = types
    return Opened(checked, members, contents)


def packed(package: Opened, part: str, root: etree._Element) -> bytes:
    """Return the package with a new main part, as an ordinary document without macros."""
    members = dict(package.members)
    xml = etree.tostring(_usual_prefix(root), encoding="UTF-8", xml_declaration=True, standalone=True)
    if STRICT in package.contents[part]:
        for ours, strict in SPACES:
            xml = xml.replace(ours, strict)
    members[part] = deflate(part, xml, 9)
    if TYPES in members:
        _make_ordinary(package, part, members)
    return assemble(members.values())


def _usual_prefix(root: etree._Element) -> etree._Element:
    """Return a root in which Word's names begin with ``w:``, as the engine expects."""
    if root.prefix == "w":
        return root
    spaces = {
        prefix: uri for prefix, uri in root.nsmap.items() if uri != W[1:-1] and prefix not in {"w", None}
    }
    spaces["w"] = W[1:-1]
    new = etree.Element(root.tag, nsmap={str(prefix): uri for prefix, uri in spaces.items()})
    for name, value in root.attrib.items():
        new.set(name, value)
    new.extend(list(root))
    return new


def _make_ordinary(package: Opened, part: str, members: dict[str, Member]) -> None:  # noqa: C901 (step by step)
    """Say that the package is a document, leave its macros out, and put the document where it is sought."""
    types = etree.fromstring(package.contents[TYPES], PARSER)
    kinds = {kind.get("PartName", "").lstrip("/"): kind for kind in types.iterchildren(OVERRIDE)}
    gone = _macros(package, part)
    own = kinds.get(part)
    is_other = own is not None and own.get("ContentType") in OTHER_KINDS
    moves = part != MAIN and posixpath.dirname(part) == "word" and MAIN not in members
    if not (gone or is_other or moves):
        return
    if own is not None and is_other:
        own.set("ContentType", DOCUMENT)
    for name in gone:
        members.pop(name, None)
        if name in kinds:
            types.remove(kinds[name])
    for kind in list(types.iterchildren(DEFAULT)) if gone else []:
        ending = "." + kind.get("Extension", "").lower()
        if kind.get("ContentType") == MACRO_CODE:
            kind.set("ContentType", "application/octet-stream")
            if not any(name.lower().endswith(ending) for name in members):
                types.remove(kind)
    rels = _rels_of(part)
    if gone and rels in members:
        members[rels] = _replaced(package, rels, part, dict.fromkeys(gone))
    if moves:
        if own is not None:
            own.set("PartName", "/" + MAIN)
        members["_rels/.rels"] = _replaced(package, "_rels/.rels", "", {part: MAIN})
        for old, new in ((part, MAIN), (rels, _rels_of(MAIN))):
            if old in members:
                members[new] = members.pop(old)._replace(name=new)
    members[TYPES] = deflate(TYPES, _xml(types), 9)


def _macros(package: Opened, part: str) -> list[str]:
    """Return the parts that hold macros and what belongs to them."""
    project = part_of_kind(links_of(package.checked, part), "vbaProject")
    if project is None:
        return []
    more = [link.target for link in links_of(package.checked, project).values() if not link.is_external]
    return [project, _rels_of(project), *more]


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def _replaced(package: Opened, rels: str, part: str, targets: dict[str, str | None]) -> Member:
    """Return relationships with other targets; those with none are left out."""
    root = etree.fromstring(package.contents[rels], PARSER)
    links = links_of(package.checked, part)
    for item in list(root.iter(RELATIONSHIP)):
        link = links[item.get("Id", "")]
        if link.is_external or link.target not in targets:
            continue
        target = targets[link.target]
        if target is None:
            root.remove(item)
        else:
            item.set("Target", target)
    return deflate(rels, _xml(root), 9)


def _types_of(flat: bytes) -> bytes:
    """Return the list of kinds of parts that a package written as one XML file has beside each of them."""
    types = etree.fromstring(TYPES_OF_FLAT)
    for part in etree.fromstring(flat, PARSER).iterchildren(PKG + "part"):
        name, kind = part.get(PKG + "name", ""), part.get(PKG + "contentType")
        if name and kind and not name.endswith(".rels"):
            item = etree.SubElement(types, OVERRIDE)
            item.set("PartName", name)
            item.set("ContentType", kind)
    return _xml(types)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
