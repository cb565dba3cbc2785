"""Flat OPC: a Word document saved as one XML file, packed again so that it is read like any other."""

from __future__ import annotations

import binascii
import io
import zipfile
from typing import NoReturn

from lxml import etree

from formkit.errors import UnreadableFileError
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.readers.package import PARSER

NAMESPACE = "http://schemas.microsoft.com/office/2006/xmlPackage"
PKG = "{" + NAMESPACE + "}"
#: How far into a file its root element is looked for.
HEAD = 4096


def is_flat_opc(data: bytes) -> bool:
    """Whether bytes are a package written as one XML file; they need not be whole."""
    head = data[:HEAD]
    encodings = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    text = head.decode(encodings.get(head[:2], "latin-1"), "ignore")
    return text.lstrip("\ufeffï»¿ \t\r\n").startswith("<") and NAMESPACE in text


def as_package(data: bytes, source: str, limits: ReadLimits = DEFAULT_LIMITS) -> bytes:
    """Return the zip package that a Flat OPC file stands for.

    :raises UnreadableFileError: when it is damaged, too large, or declares entities.
    """
    if len(data) > limits.member_bytes:
        _refuse(source, "文件过大，疑为恶意文件，不予读取。", "too-large")
    root = _root(data, source)
    parts = list(root.iterchildren(PKG + "part"))
    names = [part.get(PKG + "name", "").lstrip("/") for part in parts]
    if len(parts) > limits.entries:
        _refuse(source, "文件内部件过多，疑为恶意文件，不予读取。", "too-large")
    if len(set(names)) != len(names):
        _refuse(source, "文件内有重名部件，疑为恶意文件，不予读取。", "forbidden")
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as archive:
        for name, part in zip(names, parts, strict=True):
            if name:
                archive.writestr(zipfile.ZipInfo(name), _content(part, source))
    return memory.getvalue()


def _root(data: bytes, source: str) -> etree._Element:
    try:
        root = etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError as problem:
        if getattr(problem, "code", None) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            _refuse(
                source, "文件过大或嵌套过深，不予读取；请另存为“Word 文档（.docx）”后重新提供。", "too-large"
            )
        _refuse(source, "文件内容已损坏，请让对方重新发送。", "damaged")
    except ValueError:
        _refuse(source, "文件内容已损坏，请让对方重新发送。", "damaged")
    if root.getroottree().docinfo.internalDTD is not None:
        _refuse(source, "文件含有外部声明，疑为恶意文件，不予读取。", "forbidden")
    if root.tag != PKG + "package":
        _refuse(source, "不是 Word 文件，无法读取。", "unsupported")
    return root


def _content(part: etree._Element, source: str) -> bytes:
    for holder in part.iterchildren(PKG + "xmlData"):
        for child in holder.iterchildren(etree.Element):
            return etree.tostring(child, encoding="UTF-8", with_tail=False)
    binary = part.find(PKG + "binaryData")
    try:
        return binascii.a2b_base64("" if binary is None else binary.text or "")
    except ValueError:
        _refuse(source, "文件内容已损坏，请让对方重新发送。", "damaged")


def _refuse(source: str, sentence: str, code: str) -> NoReturn:
    message = f"“{source}”：{sentence}"
    raise UnreadableFileError(message, code) from None
