"""The names that WordprocessingML gives its elements, as the XML library writes them."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 (the usual prefix of this namespace)

VALUE = W + "val"
BODY, PARAGRAPH, TABLE, ROW, CELL, RUN, TEXT = (
    W + name for name in ("body", "p", "tbl", "tr", "tc", "r", "t")
)
PARAGRAPH_PROPERTIES, RUN_PROPERTIES, ROW_PROPERTIES, CELL_PROPERTIES = (
    W + name for name in ("pPr", "rPr", "trPr", "tcPr")
)
PARAGRAPH_STYLE, RUN_STYLE, VANISH = W + "pStyle", W + "rStyle", W + "vanish"
SPAN, MERGE, OLD_MERGE, GRID_BEFORE = W + "gridSpan", W + "vMerge", W + "hMerge", W + "gridBefore"
CELL_DELETED, CELL_INSERTED, CELL_MERGED = W + "cellDel", W + "cellIns", W + "cellMerge"
CONTROL, CONTROL_PROPERTIES, CONTROL_CONTENT = W + "sdt", W + "sdtPr", W + "sdtContent"
BOX_CONTENT, DRAWING, PICT, OBJECT = W + "txbxContent", W + "drawing", W + "pict", W + "object"
FIELD_CHARACTER, FIELD_DATA, SYMBOL, RUBY = W + "fldChar", W + "ffData", W + "sym", W + "ruby"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
CHUNK, SUBDOCUMENT = W + "altChunk", W + "subDoc"
NOTE_REFERENCES = frozenset((W + "footnoteReference", W + "endnoteReference"))
COMMENT_REFERENCE = W + "commentReference"
MATH = frozenset((M + "oMath", M + "oMathPara"))

#: A tracked change: what stands in the first is to stay, what stands in the second is to go.
INSERTED = frozenset((W + "ins", W + "moveTo"))
DELETED = frozenset((W + "del", W + "moveFrom"))

#: Values that turn a property off which is on by being there.
OFF = frozenset(("0", "false", "off", "none"))

#: Children that hold no content: properties, and marks in a table or a body.
PROPERTIES = frozenset(
    W + name
    for name in (
        *("pPr", "rPr", "trPr", "tcPr", "tblPr", "tblPrEx", "tblGrid", "sectPr"),
        *("sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr"),
    )
)
