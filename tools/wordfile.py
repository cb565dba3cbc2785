"""An A4 document to put pieces into, and its file: the same pieces give the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.shared import Cm, Pt

from wordxml import BODY, SONG, Text, W, paragraph

FIXED = datetime(2025, 7, 1, tzinfo=UTC)


class Paper:
    """A document under way: paragraphs and tables are put at its end."""

    def __init__(self, title: str) -> None:
        """Set up A4, margins and the normal style."""
        self.document = Document()
        self._set_page(self.document.sections[0])
        normal = self.document.styles["Normal"]
        normal.font.size = Pt(11)
        normal.font.name = "Times New Roman"
        fonts = normal.element.rPr.rFonts
        for name in list(fonts.attrib):
            if name.endswith("Theme"):
                del fonts.attrib[name]
        fonts.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia", BODY)
        normal.element.rPr.append(parse_xml(f'<w:lang {W} w:val="en-US" w:eastAsia="zh-CN"/>'))
        settings = self.document.settings.element
        settings.find("{*}zoom").set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}percent", "100")
        core = self.document.core_properties
        core.title, core.author, core.last_modified_by, core.comments = title, "", "", ""
        core.created = core.modified = FIXED
        core.revision = 1

    @staticmethod
    def _set_page(section: Any) -> None:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.4)
        section.left_margin = section.right_margin = Cm(2.5)
        section.header_distance, section.footer_distance = Cm(1.5), Cm(1.5)

    def put(self, *items: Any) -> None:
        """Add paragraphs (Text) and tables (elements) in order."""
        body = self.document.element.body
        for item in items:
            element = parse_xml(paragraph(item).replace("<w:p>", f"<w:p {W}>", 1)) if isinstance(item, Text) else item
            body.insert(len(body) - 1, element)

    def new_section(self, *, numbered: bool) -> None:
        """Begin a new page with its own footer."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._set_page(section)
        if numbered:
            self.number_pages(section)

    def number_pages(self, section: Any) -> None:
        """Print page numbers from 1 in the footer."""
        section.footer.is_linked_to_previous = False
        numbers = parse_xml(f'<w:pgNumType {W} w:start="1"/>')
        margins = section._sectPr.find("{*}pgMar")
        margins.addnext(numbers)
        look = f'<w:rPr><w:rFonts w:ascii="{SONG}" w:hAnsi="{SONG}" w:eastAsia="{SONG}"/><w:sz w:val="21"/></w:rPr>'
        field = "".join(
            f"<w:r>{look}{inside}</w:r>"
            for inside in (
                '<w:t xml:space="preserve">— </w:t>',
                '<w:fldChar w:fldCharType="begin"/>',
                '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                "<w:t>1</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
                '<w:t xml:space="preserve"> —</w:t>',
            )
        )
        footer = section.footer._element
        for child in list(footer):
            footer.remove(child)
        footer.append(parse_xml(f'<w:p {W}><w:pPr><w:jc w:val="center"/></w:pPr>{field}</w:p>'))

    def save(self, path: Path) -> None:
        """Write the file with fixed times, so that building twice gives equal bytes."""
        raw = io.BytesIO()
        self.document.save(raw)
        with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                if "thumbnail" in name:
                    continue
                content = source.read(name)
                if name == "_rels/.rels":
                    content = _without_thumbnail(content)
                target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def _without_thumbnail(content: bytes) -> bytes:
    from lxml import etree

    root = etree.fromstring(content)
    for item in list(root):
        if item.get("Type", "").endswith("/thumbnail"):
            root.remove(item)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
