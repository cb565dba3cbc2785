"""A whole .docx around a body, made with python-docx: styles, settings, fonts, page, footer.

python-docx brings the package; what its own template holds beyond need (a thumbnail, a theme, the
styles of Office) is taken out. Fixed times and a fixed order of members make the same bytes each time.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Final, NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Mm, Pt, RGBColor
from docx.text.parfmt import ParagraphFormat
from lxml import etree

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
WORD: Final = "http://schemas.microsoft.com/office/word"
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES: Final = f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}"'
#: When the notice was signed; a document made anew tomorrow is the same document.
CREATED: Final = datetime(2025, 7, 1, tzinfo=UTC)
#: What a reader of the package wants first; the rest follows by name.
FIRST_MEMBERS: Final = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
#: What stays of the parts that python-docx's own template is related to.
KEPT_PARTS: Final = (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS)
KEPT_STYLES: Final = ("Normal", "Default Paragraph Font", "Normal Table")

SONG_TITLE: Final = "方正小标宋简体"
HEI: Final = "黑体"
KAI: Final = "楷体_GB2312"
FANG: Final = "仿宋_GB2312"
SONG: Final = "宋体"
#: Each face with the one that stands in for it where it is not installed, and its family.
FACES: Final = (
    (SONG_TITLE, SONG, "script"),
    (HEI, "SimHei", "modern"),
    (KAI, "楷体", "modern"),
    (FANG, "仿宋", "modern"),
    (SONG, "SimSun", "auto"),
)


class Style(NamedTuple):
    """A style of paragraphs: face, size and lines in points; indent in hundredths of a character.

    ``indents`` are in twips. ``on_grid`` keeps 22 lines of 28 characters: no mark hangs over the edge, no
    line goes over to the next page to keep another company. ``scale`` is the width of characters in percent.
    """

    key: str
    name: str
    font: str
    size: float
    line: float | None
    align: str = ""
    before: float = 0
    after: float = 0
    indent: tuple[str, int] | None = None
    keep_next: bool = False
    outline: int | None = None
    follows_itself: bool = False
    exact: bool = False
    tracking: float = 0
    colour: str = ""
    rule: str = ""
    indents: tuple[tuple[str, int], ...] = ()
    latin: str = "Times New Roman"
    on_grid: bool = False
    scale: int = 100


class Sheet(NamedTuple):
    """An A4 page: margins in millimetres, how far its footer is from the edge, and how it is numbered.

    ``numbers`` is ``centre``, ``outer`` (odd pages to the right, even ones to the left, as GB/T 9704 7.5
    has it) or "" for none. ``on_grid`` leaves marks as wide as characters.
    """

    top: float = 28
    bottom: float = 25
    left: float = 26
    right: float = 26
    footer: float = 15
    numbers: str = "centre"
    on_grid: bool = False
    number: str = "PageNumber"


#: Faces and sizes of official documents (GB/T 9704): of forms and of pieces, the application and its texts.
STYLES: Final = (
    Style("FormTitle", "表名", SONG_TITLE, 26, 40, "center"),
    Style("PieceTitle", "文稿标题", SONG_TITLE, 22, 36, "center"),
    Style("PieceKind", "文稿种类", HEI, 16, 28),
    Style("PieceLine", "文稿署名", KAI, 16, 28, "center"),
    Style("PieceBody", "文稿正文", FANG, 16, 28, "both", indent=("firstLine", 200), follows_itself=True),
    Style("PieceHeading", "文稿层次", HEI, 16, 28, indent=("firstLine", 200), keep_next=True, outline=0),
    Style("FormHeading", "表内标题", HEI, 16, 24, before=10, after=6, keep_next=True, outline=0),
    Style("FormSubheading", "表内小标题", KAI, 14, 20, before=8, after=4, keep_next=True, outline=1),
    Style("FormNote", "表注", KAI, 10.5, 15, before=3),
    Style("CoverLabel", "封面标签", FANG, 15, 22, "distribute"),
    Style("CoverEntry", "封面填写", FANG, 16, 22),
    Style("CoverChoice", "封面选项", FANG, 11, 18),
    Style("Instruction", "填表说明", FANG, 15, 28, "both", indent=("firstLine", 200)),
    Style("FormLabel", "栏目", FANG, 12, 16, "center"),
    Style("FormEntry", "填写", FANG, 12, 16),
    Style("FormLongEntry", "长文填写", FANG, 12, 18, "both", indent=("firstLine", 200)),
    Style("FormSmallLabel", "表头", FANG, 10.5, 14, "center", keep_next=True),
    Style("FormSmallEntry", "行内填写", FANG, 10.5, 14, "center"),
    Style("FormSignature", "签字", FANG, 12, 20, indent=("left", 100)),
    Style("FormDate", "签字日期", FANG, 12, 20, "right", indent=("right", 200)),
    Style("PieceSign", "文稿署名栏", FANG, 16, 28),
    Style("PageNumber", "页脚页码", SONG, 14, None, "center"),
)
#: Official letters and what goes with them: 28 characters a line take 0.25 points off each of 16 (5.2.3).
LETTER_STYLES: Final = (
    Style(
        "LetterHead",
        "发文机关标志",
        SONG_TITLE,
        26,
        44,
        "center",
        colour="FF0000",
        rule="thickThinSmallGap",
        exact=True,
    ),
    Style("LetterNumber", "发文字号", FANG, 16, 28, "right", exact=True, tracking=-0.25),
    Style("LetterTitle", "公文标题", SONG_TITLE, 22, 34, "center", exact=True),
    Style("LetterTo", "主送机关", FANG, 16, 28, "both", exact=True, tracking=-0.25),
    Style(
        "LetterBody",
        "公文正文",
        FANG,
        16,
        28,
        "both",
        indent=("firstLine", 200),
        follows_itself=True,
        exact=True,
        tracking=-0.25,
    ),
    # The seal covers both lines: the name two characters from the right, the date in the middle below it.
    Style(
        "LetterSign",
        "公文署名",
        FANG,
        16,
        28,
        "right",
        indent=("right", 200),
        exact=True,
        tracking=-0.25,
        keep_next=True,
    ),
    Style("LetterDate", "成文日期", FANG, 16, 28, "right", indent=("right", 650), exact=True, tracking=-0.25),
    Style("AnnexMark", "附件标记", HEI, 16, 28, exact=True),
    Style("ListTitle", "清单标题", SONG_TITLE, 20, 32, "center"),
    Style("ListLine", "清单说明", FANG, 12, 20, "both"),
    Style("ListHead", "清单表头", HEI, 10.5, 15, "center", keep_next=True),
    Style("ListGroup", "清单分类", HEI, 11, 15, keep_next=True),
    Style("ListEntry", "清单内容", FANG, 10.5, 15),
    Style("VolumeTitle", "封面标题", SONG_TITLE, 22, 36, "center"),
    Style("VolumeKind", "封面种类", SONG_TITLE, 36, 60, "center"),
    Style("VolumeLabel", "封面栏目", FANG, 16, 28, "distribute"),
    Style("VolumeEntry", "封面内容", FANG, 16, 28),
    Style("CopyNote", "原件相符", FANG, 12, 18),
    Style("PageNumber", "页脚页码", SONG, 14, None, "center"),
)
FORM_SHEET: Final = Sheet()
#: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm (GB/T 9704 5.2.1); the dash stands 7 mm below (7.5).
LETTER_SHEET: Final = Sheet(top=37, bottom=35, left=28, right=26, footer=25, numbers="outer")
#: What the schema has behind the borders of a paragraph, and behind the spacing of characters.
AFTER_BORDERS: Final = (
    *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct"),
    *("w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid"),
    *("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc"),
    *("w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl"),
)
#: Marks beyond the edge would be a 29th character of a line.
OFF_GRID: Final = ("overflowPunct",)
AFTER_TRACKING: Final = (
    *("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr"),
    *("w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout"),
)
ALIGNMENTS: Final = {
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "distribute": WD_ALIGN_PARAGRAPH.DISTRIBUTE,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}

DEFAULTS: Final = (
    f"<w:docDefaults {NAMESPACES}><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
    f'w:eastAsia="{FANG}" w:cs="Times New Roman"/>'
    '<w:kern w:val="2"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
)
NORMAL: Final = f'<w:pPr {NAMESPACES}><w:widowControl/><w:snapToGrid w:val="0"/></w:pPr>'
SETTINGS: Final = (
    f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/>'
    "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
    "<w:adjustLineHeightInTable/><w:useFELayout/>"
    f'<w:compatSetting w:name="compatibilityMode" w:uri="{WORD}" w:val="15"/>'
    f'<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{WORD}" w:val="1"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
FONT_TABLE: Final = (
    f"{DECLARATION}<w:fonts {NAMESPACES}>"
    + "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, other, family in FACES
    )
    + "</w:fonts>"
)
PAGE_FIELD: Final = (
    f'<w:fldSimple {NAMESPACES} w:instr=" PAGE "><w:r><w:rPr><w:sz w:val="28"/></w:rPr>'
    "<w:t>1</w:t></w:r></w:fldSimple>"
)
APPLICATION: Final = (
    f'{DECLARATION}<Properties xmlns="{EXTENDED}"><Application>formkit</Application></Properties>'
)


def package(
    title: str,
    body: str,
    *,
    has_cover: bool = False,
    styles: tuple[Style, ...] = STYLES,
    sheet: Sheet = FORM_SHEET,
) -> bytes:
    """Return a .docx whose body is given as XML; with a cover its first page has no number."""
    document = Document()
    _replace_parts(document)
    _set_properties(document, title)
    _replace_styles(document, styles)
    compression = "doNotCompress" if sheet.on_grid else "compressPunctuation"
    _replace_content(document.settings.element, SETTINGS.replace("compressPunctuation", compression))
    _replace_body(document, body)
    _set_page(document, sheet, has_cover=has_cover)
    footers = [footer.part for footer in _set_footers(document, sheet)]
    for part in (document.part, document.styles, document.settings, *footers):
        etree.cleanup_namespaces(part.element, keep_ns_prefixes=["w", "r"])
    memory = io.BytesIO()
    document.save(memory)
    return _in_order(memory)


def _replace_parts(document: WordDocument) -> None:
    """Leave styles and settings of python-docx's own parts; add ours for fonts and the program's name."""
    part = document.part
    whole = part.package
    for rels, kept in ((part.rels, KEPT_PARTS), (whole.rels, (RELATIONSHIP_TYPE.OFFICE_DOCUMENT,))):
        for key in [key for key, relationship in rels.items() if relationship.reltype not in kept]:
            del rels[key]
    fonts = PackURI("/word/fontTable.xml")
    part.relate_to(
        Part(fonts, CONTENT_TYPE.WML_FONT_TABLE, FONT_TABLE.encode(), whole), RELATIONSHIP_TYPE.FONT_TABLE
    )
    program = PackURI("/docProps/app.xml")
    whole.relate_to(
        Part(program, CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, APPLICATION.encode(), whole),
        RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    )


def _set_properties(document: WordDocument, title: str) -> None:
    """Give the document a title and fixed times, and nobody's name."""
    properties = document.core_properties
    document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element.clear()
    properties.title, properties.language = title, "zh-CN"
    properties.created = properties.modified = CREATED


def _replace_styles(document: WordDocument, wanted: tuple[Style, ...]) -> None:
    styles = document.styles
    for element in list(styles.element):
        if element.tag != qn("w:style") or element.get(qn("w:type")) == "numbering":
            styles.element.remove(element)
    for style in list(styles):
        if style.name not in KEPT_STYLES:
            style.delete()
    styles.element.attrib.clear()
    styles.element.insert(0, parse_xml(DEFAULTS))
    normal = styles["Normal"].element
    for child in list(normal):
        if child.tag in {qn("w:pPr"), qn("w:rPr"), qn("w:rsid")}:
            normal.remove(child)
    normal.append(parse_xml(NORMAL))
    for one in wanted:
        _add_style(document, one)


def _add_style(document: WordDocument, wanted: Style) -> None:
    styles = document.styles
    style = styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), wanted.key)
    style.base_style = styles["Normal"]
    style.next_paragraph_style = style if wanted.follows_itself else styles["Normal"]
    style.hidden, style.quick_style = False, True
    style.font.name, style.font.size = wanted.latin, Pt(wanted.size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), wanted.font)
    _set_lines(style.paragraph_format, wanted)
    if wanted.colour:
        style.font.color.rgb = RGBColor.from_string(wanted.colour)
    if wanted.tracking:
        spacing = f'<w:spacing {NAMESPACES} w:val="{round(wanted.tracking * 20)}"/>'
        style.element.rPr.insert_element_before(parse_xml(spacing), *AFTER_TRACKING)
    if wanted.scale != 100:  # noqa: PLR2004 (percent)
        scale = f'<w:w {NAMESPACES} w:val="{wanted.scale}"/>'
        style.element.rPr.insert_element_before(parse_xml(scale), *AFTER_TRACKING[1:])
    properties = style.element.get_or_add_pPr()
    if wanted.indent:
        side, hundredths = wanted.indent
        length = round(wanted.size * 20 * hundredths / 100)
        properties.get_or_add_ind().set(qn(f"w:{side}Chars"), str(hundredths))
        properties.get_or_add_ind().set(qn(f"w:{side}"), str(length))
    for side, length in wanted.indents:
        properties.get_or_add_ind().set(qn(f"w:{side}"), str(length))
    if wanted.on_grid:
        # Each page is filled to its last line, also where that parts a paragraph (5.2.3).
        properties.insert_element_before(
            parse_xml(f'<w:widowControl {NAMESPACES} w:val="0"/>'),
            *("w:numPr", "w:suppressLineNumbers", "w:pBdr", *AFTER_BORDERS),
        )
        for name in OFF_GRID:
            properties.insert_element_before(
                parse_xml(f'<w:{name} {NAMESPACES} w:val="0"/>'),
                *AFTER_BORDERS[AFTER_BORDERS.index(f"w:{name}") + 1 :],
            )
    if wanted.rule:
        border = (
            f'<w:pBdr {NAMESPACES}><w:bottom w:val="{wanted.rule}" w:sz="18" w:space="4" '
            f'w:color="{wanted.colour or "auto"}"/></w:pBdr>'
        )
        properties.insert_element_before(parse_xml(border), *AFTER_BORDERS)
    if wanted.outline is not None:
        properties.append(parse_xml(f'<w:outlineLvl {NAMESPACES} w:val="{wanted.outline}"/>'))


def _set_lines(lines: ParagraphFormat, wanted: Style) -> None:
    if wanted.line:
        rule = WD_LINE_SPACING.EXACTLY if wanted.exact else WD_LINE_SPACING.AT_LEAST
        lines.line_spacing, lines.line_spacing_rule = Pt(wanted.line), rule
        lines.space_before, lines.space_after = Pt(wanted.before), Pt(wanted.after)
    if wanted.keep_next:
        lines.keep_with_next = True
    if wanted.align:
        lines.alignment = ALIGNMENTS[wanted.align]


def _replace_content(element: etree._Element, xml: str) -> None:
    element.clear()
    element.extend(list(parse_xml(xml)))


def _replace_body(document: WordDocument, body: str) -> None:
    document.element.attrib.clear()
    section = document.element.body.sectPr
    document.element.body.clear_content()
    for piece in list(parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>")):
        section.addprevious(piece)


def _set_page(document: WordDocument, sheet: Sheet, *, has_cover: bool) -> None:
    document.element.body.sectPr.clear()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.header_distance = section.footer_distance = Mm(sheet.footer)
    section.gutter = Mm(0)
    if has_cover:
        section.different_first_page_header_footer = True


def _set_footers(document: WordDocument, sheet: Sheet) -> list[_Footer]:
    """Set what numbers the pages; return the footers that were made."""
    if not sheet.numbers:
        return []
    section = document.sections[0]
    if sheet.numbers == "centre":
        _number(document, section.footer, None)
        return [section.footer]
    document.settings.odd_and_even_pages_header_footer = True
    _number(document, section.footer, WD_ALIGN_PARAGRAPH.RIGHT, sheet.number)
    _number(document, section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, sheet.number)
    return [section.footer, section.even_page_footer]


def _number(
    document: WordDocument, footer: _Footer, side: WD_ALIGN_PARAGRAPH | None, style: str = "PageNumber"
) -> None:
    footer.is_linked_to_previous = False
    footer.part.element.attrib.clear()
    line = footer.paragraphs[0]
    line.style = next(one for one in document.styles if one.style_id == style)
    if side is not None:
        line.alignment = side
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
    line.add_run("— ").font.size = Pt(14)
    line.add_run(" —").font.size = Pt(14)
    line.runs[0].element.addnext(parse_xml(PAGE_FIELD))


def _in_order(memory: io.BytesIO) -> bytes:
    """Return a package with its members in a fixed order and at a fixed time."""
    with zipfile.ZipFile(memory) as archive:
        members = {name: archive.read(name) for name in sorted(archive.namelist())}
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for name in dict.fromkeys((*FIRST_MEMBERS, *members)):
            entry = zipfile.ZipInfo(name, CREATED.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(entry, members[name], compresslevel=9)
    return again.getvalue()
