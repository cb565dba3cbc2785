"""The kinds of files that arrive, what each is called, and what to do about those that are not read."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a file is by its bytes."""

    DOCX = "docx"
    FLAT_OPC = "flat-opc"
    ODT = "odt"
    FLAT_ODT = "flat-odt"
    XLSX = "xlsx"
    PPTX = "pptx"
    OFD = "ofd"
    PAGES = "pages"
    ZIP = "zip"
    PDF = "pdf"
    DOC = "doc"
    WORKS = "works"
    XLS = "xls"
    PPT = "ppt"
    ENCRYPTED = "encrypted"
    DAMAGED_OLE = "damaged-ole"
    RTF = "rtf"
    HTML = "html"
    MHTML = "mhtml"
    WORDML = "wordml"
    UOF = "uof"
    EMAIL = "email"
    IMAGE = "image"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    GZ = "gz"
    EMPTY = "empty"
    TEXT = "text"
    UNKNOWN = "unknown"


#: What LibreOffice makes a DOCX of, and the ending by which it knows each.
CONVERTIBLE = {
    Kind.DOC: ".doc",
    Kind.WORKS: ".wps",
    Kind.RTF: ".rtf",
    Kind.ODT: ".odt",
    Kind.FLAT_ODT: ".fodt",
    Kind.HTML: ".html",
    Kind.MHTML: ".html",
    Kind.WORDML: ".xml",
    Kind.UOF: ".uot",
}

NAMES = {
    Kind.DOCX: "Word 文件（.docx）",
    Kind.FLAT_OPC: "Word 文件（单一 XML）",
    Kind.ODT: "OpenDocument 文字文件（.odt）",
    Kind.FLAT_ODT: "OpenDocument 文字文件（单一 XML）",
    Kind.XLSX: "电子表格文件",
    Kind.PPTX: "演示文稿文件",
    Kind.OFD: "OFD 版式文件",
    Kind.PAGES: "苹果 Pages 文稿",
    Kind.ZIP: "ZIP 压缩包",
    Kind.PDF: "PDF 文件",
    Kind.DOC: "旧版 Word 文件（.doc/.wps）",
    Kind.WORKS: "微软 Works 文件（.wps）",
    Kind.XLS: "旧版 Excel 文件（.xls/.et）",
    Kind.PPT: "旧版 PowerPoint 文件（.ppt/.dps）",
    Kind.ENCRYPTED: "设了打开密码的文件",
    Kind.DAMAGED_OLE: "已损坏的旧版 Office 文件",
    Kind.RTF: "RTF 文件",
    Kind.HTML: "网页文件（HTML）",
    Kind.MHTML: "单个网页文件（MHTML）",
    Kind.WORDML: "Word 2003 XML 文件",
    Kind.UOF: "标文通文件（UOF）",
    Kind.EMAIL: "电子邮件",
    Kind.IMAGE: "图片",
    Kind.RAR: "RAR 压缩包",
    Kind.SEVEN_ZIP: "7z 压缩包",
    Kind.GZ: "压缩包（gz、bz2、xz 或 tar）",
    Kind.EMPTY: "空文件",
    Kind.TEXT: "纯文本文件",
    Kind.UNKNOWN: "无法识别的文件",
}

AS_WORD = "请在 Word 或 WPS 中打开，另存为“Word 文档（.docx）”后重新提供。"
UNPACK = "请先解压，再提供其中的文件。"
ADVICE = {
    Kind.XLSX: "这里需要 Word 或 PDF 文件，请核对是否交错了文件。",
    Kind.XLS: "这里需要 Word 或 PDF 文件，请核对是否交错了文件。",
    Kind.PPTX: "这里需要 Word 或 PDF 文件，请核对是否交错了文件。",
    Kind.PPT: "这里需要 Word 或 PDF 文件，请核对是否交错了文件。",
    Kind.OFD: "请用 WPS 或 OFD 阅读器另存为 PDF，或提供原来的 Word 文件。",
    Kind.PAGES: "请在 Pages 中选择“导出为 Word”后重新提供。",
    Kind.ZIP: UNPACK,
    Kind.RAR: UNPACK,
    Kind.SEVEN_ZIP: UNPACK,
    Kind.GZ: UNPACK,
    Kind.ENCRYPTED: "请在 Word 或 WPS 中取消打开密码，保存后重新提供。",
    Kind.DAMAGED_OLE: "请让对方用 Word 或 WPS 打开，另存为“Word 文档（.docx）”后重新发送。",
    Kind.EMAIL: "请先打开邮件，把附件另存出来，再提供附件。",
    Kind.IMAGE: "图片里的文字读不出来；请提供填好的 Word 文件，或由电脑导出的 PDF。",
    Kind.EMPTY: "文件里没有内容，请让对方重新发送。",
    Kind.TEXT: AS_WORD,
    Kind.UNKNOWN: "请核对文件是否完整；如果能打开，请另存为“Word 文档（.docx）”后重新提供。",
}


def describe(kind: Kind | str) -> str:
    """Return the Chinese name of a kind."""
    return NAMES[Kind(kind)]


def advice(kind: Kind | str) -> str:
    """Return what to do about a file of a kind that is not read; "" for the kinds that are."""
    return ADVICE.get(Kind(kind), "")
