"""What is done to a file before LibreOffice sees it: it may not make other files of the machine appear."""

from __future__ import annotations

import base64
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from formkit.errors import UnreadableFileError
from formkit.readers.sniffing import Kind

WRITTEN_IN_XML = {Kind.FLAT_OPC, Kind.FLAT_ODT, Kind.WORDML, Kind.UOF}
FIELD = re.compile(rb"(?:\\\*\s*)?\\fldinst(?![a-z])")
FORM_FIELD = re.compile(
    rb"(?:\\\*\s*)?\\fldinst(?![a-z])[\s{]*(?:\\[a-z]+-?\d*\s*)*[\s{]*FORM(?:TEXT|CHECKBOX|DROPDOWN)\b",
    re.IGNORECASE,
)
NO_FIELD = rb"\*\fldinstoff"
PARTS = 500
"""Parts of a web archive that are looked at."""

SOURCE = re.compile(r"""(\bsrc\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)


def prepared(data: bytes, kind: Kind, name: str) -> bytes:
    """Return the bytes to hand to LibreOffice.

    Of the fields of an RTF file only those of forms stay: an INCLUDEPICTURE would be followed. A web
    archive is unpacked into one page. What is seen on the page stays as it is.

    :raises UnreadableFileError: for an XML file that declares entities, or a web archive without a page.
    """
    if kind is Kind.RTF:
        return _without_fields(data)
    if kind is Kind.MHTML:
        return _page_of(data, name)
    if kind in WRITTEN_IN_XML and re.search(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", data):
        message = f"“{name}”：文件含有外部声明，疑为恶意文件，不予读取。"
        raise UnreadableFileError(message, "forbidden")
    return data


def _without_fields(data: bytes) -> bytes:
    """Make LibreOffice skip the instructions of fields; their results, which are seen, stay."""

    def replaced(match: re.Match[bytes]) -> bytes:
        return match[0] if FORM_FIELD.match(data, match.start()) else NO_FIELD

    return FIELD.sub(replaced, data)


def _page_of(data: bytes, name: str) -> bytes:
    """Return the page of a web archive as HTML, its pictures within it."""
    try:
        archive = message_from_bytes(data, policy=policy.default)
        parts = [part for part, _ in zip(archive.walk(), range(PARTS), strict=False)]
        page = next(part for part in parts if part.get_content_type() == "text/html")
        content = page.get_payload(decode=True)
        text = cast("bytes", content).decode(page.get_content_charset() or _charset(content), "replace")
        pictures = dict(_pictures(parts))
    except Exception:  # noqa: BLE001 (the library raises anything on damaged archives)
        message = f"“{name}”：网页文件已损坏，读不出内容；请让对方另存为“Word 文档（.docx）”后重新发送。"
        raise UnreadableFileError(message, "damaged") from None

    def filled(match: re.Match[str]) -> str:
        address = match[2].strip("\"'").removeprefix("cid:")
        picture = pictures.get(address) or pictures.get(address.rpartition("/")[2])
        return f'{match[1]}"{picture}"' if picture else match[0]

    text = re.sub(r"(?i)\bcharset\s*=\s*[\w-]+", "charset=utf-8", text)
    return SOURCE.sub(filled, text).encode("utf-8-sig")


def _charset(content: object) -> str:
    """Return the encoding that a page itself names; Chinese pages that name none are GBK."""
    found = re.search(rb"(?i)charset\s*=\s*[\"']?([\w-]+)", cast("bytes", content)[:4096])
    named = found[1].decode("ascii", "replace").lower() if found else "gb18030"
    return "gb18030" if named in {"gb2312", "gbk"} else named


def _pictures(parts: list[EmailMessage]) -> list[tuple[str, str]]:
    """Return each picture of an archive as an address of its own, by the names it goes by."""
    found = []
    for part in parts:
        if part.get_content_maintype() == "image":
            encoded = base64.b64encode(cast("bytes", part.get_payload(decode=True))).decode("ascii")
            address = f"data:{part.get_content_type()};base64,{encoded}"
            place = str(part.get("Content-Location", ""))
            names = (place, place.rpartition("/")[2], str(part.get("Content-ID", "")).strip("<>"))
            found += [(name, address) for name in names if name]
    return found
