"""The elements of an official document (GB/T 9704—2012), each with its type, its place and its clause.

Lengths along a line are in 字, the width of one character of the body (3.1); sizes and lines are in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SONG_TITLE: Final = "方正小标宋简体"
FANG: Final = "仿宋_GB2312"
HEI: Final = "黑体"
KAI: Final = "楷体_GB2312"
SONG: Final = "宋体"
#: The names under which computers have the faces that the standard names; the first is the one written.
FACES: Final = {
    "小标宋": (SONG_TITLE, "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "小标宋体"),
    "仿宋": (FANG, "仿宋", "FangSong", "FangSong_GB2312", "方正仿宋_GBK", "方正仿宋简体", "方正仿宋_GB2312"),
    "黑体": (HEI, "SimHei", "方正黑体_GBK", "方正黑体简体"),
    "楷体": (KAI, "楷体", "KaiTi", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体简体", "方正楷体_GB2312"),
    "宋体": (SONG, "SimSun", "NSimSun", "新宋体", "方正书宋_GBK", "方正书宋简体"),
}
#: 字号 in points; the standard itself uses 二号, 三号 and 四号.
SIZES: Final = {
    "初号": 42.0,
    "小初": 36.0,
    "一号": 26.0,
    "小一": 24.0,
    "二号": 22.0,
    "小二": 18.0,
    "三号": 16.0,
    "小三": 15.0,
    "四号": 14.0,
    "小四": 12.0,
    "五号": 10.5,
    "小五": 9.0,
}
TITLE_SIZE: Final = SIZES["二号"]
BODY_SIZE: Final = SIZES["三号"]
SMALL_SIZE: Final = SIZES["四号"]
RED: Final = "FF0000"
#: 22 lines of 28.95 points are 636.9 of the 637.8 that 225 mm have; with 29 the last one falls off (5.2.3).
LINE: Final = 28.95
#: 28 characters of 16 points are 158 mm; with a quarter of a point less each they stand in 156 (5.2.3).
TRACKING: Final = -0.25
#: 20 characters of 22 points are 440 of 442: wide digits, and what programs put around them, need room.
TITLE_TRACKING: Final = -0.8
#: One 字: a character of the body with its tracking, in points.
EM: Final = BODY_SIZE + TRACKING


@dataclass(frozen=True, slots=True)
class Element:
    """One element: ``key`` for programs, ``name`` as the standard calls it and as its style is called.

    ``face`` is a name of :data:`FACES`, ``size`` in points (0: free), ``line`` the exact height of its lines
    in points. ``align`` is as Word writes it. ``first``, ``left`` and ``right`` are indents in 字, ``blank``
    are blank lines above it. ``style`` is the id of its style in a DOCX.
    """

    key: str
    name: str
    style: str
    clause: str
    face: str = "仿宋"
    size: float = BODY_SIZE
    line: float = LINE
    align: str = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    blank: int = 0
    colour: str = ""

    @property
    def font(self) -> str:
        """The name of the font to be written."""
        return FACES[self.face][0]

    @property
    def tracking(self) -> float:
        """Points added to each character, so that 28 of them fill a line, and 20 one of the title."""
        return {BODY_SIZE: TRACKING, TITLE_SIZE: TITLE_TRACKING}.get(self.size, 0)

    @property
    def style_name(self) -> str:
        """What Word shows as the style; 正文, 标题 and 页码 alone are names of Word's own styles."""
        return f"公文{self.name}"


#: The letterhead is as high as is dignified; its characters are narrowed until the name fits (7.2.4).
HEAD_SIZE: Final = 40.0
#: The lines of a title of two or three lines; no clause sets them.
TITLE_LINE: Final = 34.0

ELEMENTS: Final = (
    Element("copy_number", "份号", "GwCopyNumber", "7.2.1"),
    Element("secrecy", "密级和保密期限", "GwSecrecy", "7.2.2", "黑体"),
    Element("urgency", "紧急程度", "GwUrgency", "7.2.3", "黑体"),
    Element(
        "head",
        "发文机关标志",
        "GwHead",
        "7.2.4",
        "小标宋",
        HEAD_SIZE,
        align="center",
        line=2 * LINE,
        colour=RED,
    ),
    Element("number", "发文字号", "GwNumber", "7.2.5", align="center", blank=2),
    Element("signer", "签发人", "GwSigner", "7.2.6", align="right", right=1),
    Element("title", "标题", "GwTitle", "7.3.1", "小标宋", TITLE_SIZE, TITLE_LINE, "center", blank=2),
    Element("to", "主送机关", "GwTo", "7.3.2", align="both", blank=1),
    Element("body", "正文", "GwBody", "7.3.3", align="both", first=2),
    Element("annexes", "附件说明", "GwAnnexes", "7.3.4", align="both", first=2, blank=1),
    Element("sign", "发文机关署名", "GwSign", "7.3.5.1", align="right", right=4, blank=2),
    Element("date", "成文日期", "GwDate", "7.3.5.1", align="right", right=4),
    Element("note", "附注", "GwNote", "7.3.6", align="both", first=2),
    Element("annex_mark", "附件", "GwAnnexMark", "7.3.7", "黑体"),
    Element(
        "annex_title",
        "附件标题",
        "GwAnnexTitle",
        "7.3.7",
        "小标宋",
        TITLE_SIZE,
        TITLE_LINE,
        "center",
        blank=1,
    ),
    Element("copies", "抄送机关", "GwCopies", "7.4.2", "仿宋", SMALL_SIZE, 24, left=1, right=1),
    Element("issued", "印发机关和印发日期", "GwIssued", "7.4.3", "仿宋", SMALL_SIZE, 24, left=1, right=1),
    Element("page_number", "页码", "GwPageNumber", "7.5", "宋体", SMALL_SIZE, 16),
    Element("blank", "空行", "GwBlank", "5.2.3"),
    Element(
        "letter_head",
        "信函发文机关标志",
        "GwLetterHead",
        "10.1",
        "小标宋",
        HEAD_SIZE,
        54,
        "center",
        colour=RED,
    ),
    Element("letter_number", "信函发文字号", "GwLetterNumber", "10.1", align="right"),
)
BY_KEY: Final = {element.key: element for element in ELEMENTS}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the body (7.3.3): what its number looks like, as a pattern, and the face of its heading."""

    name: str
    example: str
    pattern: str
    face: str


_DIGITS: Final = "一二三四五六七八九十"
#: ``1．`` with the full-width point is what offices type; the standard prints ``1.``. Both are accepted.
LEVELS: Final = (
    Level("第一层", "一、", rf"[{_DIGITS}]+、", "黑体"),
    Level("第二层", "（一）", rf"（[{_DIGITS}]+）", "楷体"),
    Level("第三层", "1.", r"[0-9０-９]+[.．]", "仿宋"),
    Level("第四层", "（1）", r"（[0-9０-９]+）", "仿宋"),
)
