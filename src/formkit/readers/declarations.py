"""Whether XML declares a document type or entities: no honest file handed in has any, so none is parsed."""

from __future__ import annotations

MARKS = ("<!DOCTYPE", "<!ENTITY")
ENCODINGS = ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037")

#: The marks in every encoding that a parser may be made to take, EBCDIC and UTF-7 among them.
PATTERNS = tuple(
    dict.fromkeys(
        [mark.encode(encoding) for mark in MARKS for encoding in ENCODINGS]
        + [mark.replace("<!", "+ADwAIQ-").encode() for mark in MARKS]
        + [mark.replace("<", "+ADw-").encode() for mark in MARKS]
    )
)
EBCDIC = "<!".encode("cp037")
#: Parts of the marks by which both are quickly found in a large file, in UTF-8 and UTF-16.
NEEDLES = (b"!DOCTYPE", b"!ENTITY", b"!\0D\0O\0C", b"!\0E\0N\0T")
METADATA = (b"<?xpacket", b"xmpmeta", b"rdf:RDF", b"xdp:xdp")
AROUND = 4096


def declares(data: bytes) -> bool:
    """Whether the bytes of an XML text hold a DOCTYPE or an entity.

    >>> declares(b"<!DOCTYPE a><a/>"), declares("<a>&lt;!DOCTYPE</a>".encode("utf-16"))
    (True, False)
    """
    if not (b"<!" in data or b"\0" in data or b"+AD" in data or EBCDIC in data):
        return False
    return any(pattern in data for pattern in PATTERNS)


def metadata_declares(data: bytes) -> bool:
    """Whether the bytes of a PDF hold XMP or XFA, not packed, that does so; whichever object it belongs to.

    A page of the web that is attached to a PDF begins with a DOCTYPE as well, and is left alone.
    """
    for needle in NEEDLES:
        at = data.find(needle)
        while at >= 0:
            begin = max(data.rfind(b"stream", 0, at), at - AROUND)
            around = data[max(begin, 0) : at + AROUND].replace(b"\0", b"")
            if any(mark in around for mark in METADATA):
                return True
            at = data.find(needle, at + AROUND)
    return False
