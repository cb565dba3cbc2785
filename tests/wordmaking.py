"""Small Word files made of text.

A grid is drawn with ``|`` between cells; ``<`` continues the cell to the left, ``^`` the cell above.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>"
)


def document(*blocks: str, head: str = "") -> str:
    """Return document.xml with the blocks as its body; ``head`` comes before the root."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
    return f"{head}<w:document {names}><w:body>{''.join(blocks)}</w:body></w:document>"


def package(xml: str | bytes, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return the bytes of a DOCX whose main part is ``xml``."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        archive.writestr("word/document.xml", xml)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return memory.getvalue()


def part(name: str, *content: str) -> str:
    """Return the root element of another part: ``styles``, ``comments`` ..."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
    return f"<w:{name} {names}>{''.join(content)}</w:{name}>"


def links(**kinds: str) -> str:
    """Return a relationships part: kind and target by id; a target with a colon is outside the file."""
    items = []
    for name, both in kinds.items():
        kind, target = both.split(" ", 1)
        mode = ' TargetMode="External"' if ":" in target else ""
        items.append(f'<Relationship Id="{name}" Type="{RELATED}{kind}" Target="{target}"{mode}/>')
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(items)}</Relationships>'


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*texts: str) -> str:
    """Return a paragraph; each text is a run of its own, what begins with ``<`` is taken as XML."""
    return f"<w:p>{''.join(text if text.startswith('<') else run(text) for text in texts)}</w:p>"


def cell(content: str, properties: str = "") -> str:
    """Return a cell of XML, or of text in one paragraph."""
    inner = content if content.startswith("<w:") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    """Return a table of rows, which are XML without their ``w:tr``."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def grid(*rows: str) -> str:
    """Return a table as it is drawn, a row for each text."""
    drawn = [[piece.strip() for piece in row.split("|")] for row in rows]
    return table(*(_row(drawn, number) for number in range(len(drawn))))


def _row(drawn: list[list[str]], number: int) -> str:
    cells: list[str] = []
    column = 0
    while column < len(drawn[number]):
        end = column + 1
        while end < len(drawn[number]) and drawn[number][end] == "<":
            end += 1
        text = drawn[number][column]
        properties = f'<w:gridSpan w:val="{end - column}"/>' if end - column > 1 else ""
        if text == "^":
            properties += "<w:vMerge/>"
        elif number + 1 < len(drawn) and column < len(drawn[number + 1]) and drawn[number + 1][column] == "^":
            properties += '<w:vMerge w:val="restart"/>'
        cells.append(cell("" if text == "^" else text, properties))
        column = end
    return "".join(cells)
