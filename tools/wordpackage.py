"""A whole .docx around a body: styles, settings, fonts, page, footer; the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from typing import Final
from xml.sax.saxutils import escape

from formxml import TWIPS_PER_MM

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES: Final = f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}"'
#: When the notice was signed; a document made anew tomorrow is the same document.
CREATED: Final = "2025-07-01T00:00:00Z"
ZIP_DATE: Final = (2025, 7, 1, 0, 0, 0)

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


def _style(  # noqa: PLR0913 (one row of the table of styles)
    key: str,
    name: str,
    font: str,
    size: float,
    paragraph: str = "",
    *,
    follows: str = "Normal",
) -> str:
    half = round(size * 2)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="{follows}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>'
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr></w:style>'
    )


def _line(points: float, before: float = 0, after: float = 0, *, exact: bool = False) -> str:
    rule = "exact" if exact else "atLeast"
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" '
        f'w:line="{round(points * 20)}" w:lineRule="{rule}"/>'
    )


def _own_styles() -> str:
    """Return the styles of forms and pieces: faces and sizes of official documents (GB/T 9704)."""
    indent = '<w:ind w:firstLineChars="200" w:firstLine="{}"/>'
    centre, both, keep = '<w:jc w:val="center"/>', '<w:jc w:val="both"/>', "<w:keepNext/>"
    cover_label = _line(22) + '<w:jc w:val="distribute"/>'
    return (
        _style("FormTitle", "表名", SONG_TITLE, 26, _line(40) + centre)
        + _style("PieceTitle", "文稿标题", SONG_TITLE, 22, _line(36) + centre)
        + _style("PieceKind", "文稿种类", HEI, 16, _line(28))
        + _style("PieceLine", "文稿署名", KAI, 16, _line(28) + centre)
        + _style(
            "PieceBody", "文稿正文", FANG, 16, _line(28) + indent.format(640) + both, follows="PieceBody"
        )
        + _style(
            "PieceHeading",
            "文稿层次",
            HEI,
            16,
            keep + _line(28) + indent.format(640) + '<w:outlineLvl w:val="0"/>',
        )
        + _style("FormHeading", "表内标题", HEI, 16, keep + _line(24, 10, 6) + '<w:outlineLvl w:val="0"/>')
        + _style(
            "FormSubheading", "表内小标题", KAI, 14, keep + _line(20, 8, 4) + '<w:outlineLvl w:val="1"/>'
        )
        + _style("FormNote", "表注", KAI, 10.5, _line(15, 3, 0))
        + _style("CoverLabel", "封面标签", FANG, 15, cover_label)
        + _style("CoverEntry", "封面填写", FANG, 16, _line(22))
        + _style("CoverChoice", "封面选项", FANG, 11, _line(18))
        + _style("Instruction", "填表说明", FANG, 15, _line(28) + indent.format(600) + both)
        + _style("FormLabel", "栏目", FANG, 12, _line(16) + centre)
        + _style("FormEntry", "填写", FANG, 12, _line(16))
        + _style("FormLongEntry", "长文填写", FANG, 12, _line(18) + indent.format(480) + both)
        + _style("FormSmallLabel", "表头", FANG, 10.5, keep + _line(14) + centre)
        + _style("FormSmallEntry", "行内填写", FANG, 10.5, _line(14) + centre)
        + _style("FormSignature", "签字", FANG, 12, _line(20) + '<w:ind w:leftChars="100" w:left="240"/>')
        + _style(
            "FormDate",
            "签字日期",
            FANG,
            12,
            _line(20) + '<w:ind w:rightChars="200" w:right="480"/><w:jc w:val="right"/>',
        )
        + _style("PieceSign", "文稿署名栏", FANG, 16, _line(28))
        + _style("PageNumber", "页脚页码", SONG, 14, centre)
    )


def styles() -> str:
    """Return styles.xml."""
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        f'w:eastAsia="{FANG}" w:cs="Times New Roman"/>'
        '<w:kern w:val="2"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl/><w:snapToGrid w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr></w:style>{_own_styles()}</w:styles>"
    )


def _settings() -> str:
    word = "http://schemas.microsoft.com/office/word"
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/>'
        "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        "<w:adjustLineHeightInTable/><w:useFELayout/>"
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{word}" w:val="15"/>'
        f'<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{word}" w:val="1"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, other, family in FACES
    )
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


def _footer() -> str:
    mark = '<w:r><w:rPr><w:sz w:val="28"/></w:rPr>{}</w:r>'
    number = mark.format("<w:t>1</w:t>")
    return (
        f'{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="PageNumber"/></w:pPr>'
        + mark.format('<w:t xml:space="preserve">— </w:t>')
        + f'<w:fldSimple w:instr=" PAGE ">{number}</w:fldSimple>'
        + mark.format('<w:t xml:space="preserve"> —</w:t>')
        + "</w:p></w:ftr>"
    )


def _section(*, has_cover: bool) -> str:
    top, right, bottom, left, foot = (round(mm * TWIPS_PER_MM) for mm in (28, 26, 25, 26, 15))
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="851" w:footer="{foot}" w:gutter="0"/>'
        + ("<w:titlePg/>" if has_cover else "")
        + "</w:sectPr>"
    )


def _relationships(targets: list[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def _content_types() -> str:
    parts = [
        ("/word/document.xml", f"{WORD}.document.main+xml"),
        ("/word/styles.xml", f"{WORD}.styles+xml"),
        ("/word/settings.xml", f"{WORD}.settings+xml"),
        ("/word/fontTable.xml", f"{WORD}.fontTable+xml"),
        ("/word/footer1.xml", f"{WORD}.footer+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in parts)
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _core(title: str) -> str:
    terms = "http://purl.org/dc/terms/"
    stamp = '<dcterms:{0} xsi:type="dcterms:W3CDTF">{1}</dcterms:{0}>'
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="{terms}" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(title)}</dc:title>'
        f"<dc:language>zh-CN</dc:language>{stamp.format('created', CREATED)}"
        f"{stamp.format('modified', CREATED)}"
        "</cp:coreProperties>"
    )


def package(title: str, body: str, *, has_cover: bool = False) -> bytes:
    """Return a .docx whose body is given as XML; with a cover its first page has no number."""
    properties = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    section = _section(has_cover=has_cover)
    document = f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    members = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            [
                (f"{OFFICE}/officeDocument", "word/document.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{OFFICE}/extended-properties", "docProps/app.xml"),
            ]
        ),
        "word/document.xml": DECLARATION + document,
        "word/_rels/document.xml.rels": _relationships(
            [
                (f"{OFFICE}/{kind}", f"{kind}{number}.xml")
                for kind, number in (("styles", ""), ("settings", ""), ("fontTable", ""), ("footer", "1"))
            ]
        ),
        "word/styles.xml": styles(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": _footer(),
        "docProps/core.xml": _core(title),
        "docProps/app.xml": f'{DECLARATION}<Properties xmlns="{properties}">'
        "<Application>formkit</Application></Properties>",
    }
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, text in members.items():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(entry, text.encode(), compresslevel=9)
    return memory.getvalue()
