"""Official documents in exact format, made from the table of GB/T 9704 in ``formkit.gongwen``.

A document is a string of pieces in their order: :func:`front` (letterhead, 发文字号, red line),
:func:`title`, :func:`line` for 主送 and body, :func:`heading`, :func:`annexes`, :func:`signature`,
:func:`annex`, :func:`record` (版记). :func:`official` makes a package of them. Texts may hold placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from formxml import runs
from wordpackage import Sheet, Style, package

from formkit.chinese.keywords import cut
from formkit.gongwen.clauses import BOTTOM, LEFT, RIGHT, THICK, THIN, TOP
from formkit.gongwen.elements import BODY_SIZE, BY_KEY, ELEMENTS, EM, FACES, LEVELS, RED, Element
from formkit.gongwen.titles import head_scale, title_lines

TWIPS: Final = 20
#: 版心 in twips, as wide as the margins of Word leave it.
TEXT_TWIPS: Final = 8845
EIGHTHS_PER_MM: Final = 72 / 25.4 * 8
#: How far the footer is from the page's lower edge, so that its dash stands 7 mm below the text (7.5).
SHEET: Final = Sheet(
    top=TOP,
    bottom=BOTTOM,
    left=LEFT,
    right=RIGHT,
    footer=24.5,
    numbers="outer",
    on_grid=True,
    number="GwPageNumber",
)
#: From the lower edge of the line of 发文字号 to the red line, in points: with what the line has below its
#: characters it makes 4 mm (7.2.7).
RED_SPACE: Final = 7
RED_LINE: Final = (
    f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="{RED_SPACE}" w:color="{RED}"/></w:pBdr>'
)
#: 版记 in a box at the lower edge of the text, on the page of the paragraph it is anchored in (7.4.1). It
#: has room for four lines; its text stands at its foot. Old frames (``framePr``) at the end of a document and
#: boxes that fit their text are not where they should be in LibreOffice 7.4.
BOX_HEIGHT: Final = 100
EMU_PER_POINT: Final = 12700
BOX: Final = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:Choice Requires="wps">'
    '<w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" '
    'layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
    '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
    '<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>'
    '<wp:docPr id="7" name="版记"/><wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
    "<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
    '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>'
    "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:rect xmlns:v="urn:schemas-microsoft-com:vml" id="record" style="position:absolute;margin-left:0;'
    "margin-top:0;width:{points}pt;height:{high}pt;mso-position-horizontal:left;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:bottom;"
    'mso-position-vertical-relative:margin;v-text-anchor:bottom" filled="f" stroked="f">'
    '<v:textbox inset="0,0,0,0"><w:txbxContent>{content}</w:txbxContent></v:textbox></v:rect></w:pict>'
    "</mc:Fallback></mc:AlternateContent></w:r>"
)
#: Digits stand for what a placeholder will hold, when lines are measured: a year.
PLACEHOLDER: Final = re.compile(r"\{\{.*?\}\}")
STAND_IN: Final = "\ue000\ue001"


def _style(element: Element) -> Style:
    """Return the style of an element in Word's measures."""
    em = EM if element.size == BODY_SIZE else element.size
    sides = (("firstLine", element.first), ("left", element.left), ("right", element.right))
    return Style(
        element.style,
        element.style_name,
        element.font,
        element.size,
        element.line,
        "" if element.align == "left" else element.align,
        exact=True,
        tracking=element.tracking,
        colour=element.colour,
        indents=tuple((side, round(length * em * TWIPS)) for side, length in sides if length),
        latin=element.font,
        on_grid=True,
    )


STYLES: Final = (
    *(_style(element) for element in ELEMENTS),
    Style("GwRule", "分隔线", BY_KEY["issued"].font, 1, 1, exact=True),
)


def official(title: str, body: str) -> bytes:
    """Return a .docx of an official document: its page, its styles, its page numbers."""
    return package(title, body, styles=STYLES, sheet=SHEET)


def line(key: str, *pieces: str | tuple[str, str], more: str = "") -> str:
    """Return a paragraph of an element; a piece may be (face, text), as ``("黑体", "一、")``.

    ``more`` are properties of the paragraph as XML, in the order of the schema.
    """
    written = "".join(_run(piece) for piece in pieces)
    return f'<w:p><w:pPr><w:pStyle w:val="{BY_KEY[key].style}"/>{more}</w:pPr>{written}</w:p>'


def _run(piece: str | tuple[str, str]) -> str:
    if isinstance(piece, str):
        return runs(piece)
    font = FACES[piece[0]][0]
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/></w:rPr>'
    return runs(piece[1]).replace("<w:r>", f"<w:r>{fonts}")


def blank(count: int = 1, more: str = "") -> str:
    """Return blank lines (空行)."""
    return line("blank", more=more) * count


def front(office: str, number: str) -> str:
    """Return 版头 (7.2): the letterhead 35 mm below the text's upper edge, 发文字号, the red line.

    The three lines above are those of 份号, 密级 and 紧急程度; a document without them leaves them blank.
    """
    scale = f'<w:rPr><w:w w:val="{head_scale(office)}"/></w:rPr>'
    return (
        blank(3)
        + line("head", office).replace("<w:r>", f"<w:r>{scale}")
        + blank(BY_KEY["number"].blank)
        + line("number", number, more=RED_LINE)
    )


def title(text: str, terms: Sequence[str] = (), key: str = "title") -> str:
    """Return a title with the blank lines above, broken into 梯形 or 菱形; words stay whole (7.3.1)."""
    return blank(BY_KEY[key].blank) + line(key, "\n".join(broken(text, terms)))


def broken(text: str, terms: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the lines of a title; a placeholder counts as the four digits of a year.

    Where it is given in lines already, they are left.

    >>> broken("关于开展{{ year }}年“棠城工匠”技能大师工作室申报评选工作的通知", ["技能大师工作室"])
    ('关于开展{{ year }}年“棠城工匠”', '技能大师工作室申报评选工作的通知')
    """
    if "\n" in text:
        return tuple(text.split("\n"))
    placeholders = PLACEHOLDER.findall(text)
    plain = PLACEHOLDER.sub(STAND_IN, text)
    kept = "|".join(re.escape(term) for term in (STAND_IN, *terms))
    words = [
        word
        for number, piece in enumerate(re.split(f"({kept})", plain))
        for word in ((piece,) if number % 2 else cut(piece))
        if word
    ]
    lines = "\n".join(title_lines(words))
    for placeholder in placeholders:
        lines = lines.replace(STAND_IN, placeholder, 1)
    return tuple(lines.split("\n"))


def heading(level: int, head: str, rest: str = "") -> str:
    """Return a heading of the body, of level 1 to 4, in its face (7.3.3); ``rest`` runs on in 仿宋."""
    pieces = [(LEVELS[level - 1].face, head), *([rest] if rest else [])]
    return line("body", *pieces, more="" if rest else "<w:keepNext/>")


def annexes(*names: str) -> str:
    """Return 附件说明, a blank line below the body; several are numbered, each on its own line (7.3.4)."""
    above = blank(BY_KEY["annexes"].blank, "<w:keepNext/>")
    if len(names) == 1:
        return above + line("annexes", f"附件：{names[0]}", more=f"<w:keepNext/>{_hanging(2, 3)}")
    texts = [f"附件：1.{names[0]}", *(f"{number}.{name}" for number, name in enumerate(names[1:], 2))]
    hanging = [_hanging(2, 4), *(_hanging(5, 1) for _ in names[1:])]
    pairs = zip(texts, hanging, strict=True)
    return above + "".join(line("annexes", text, more=f"<w:keepNext/>{indent}") for text, indent in pairs)


def _hanging(left: float, hanging: float) -> str:
    """Return an indent in 字: the first line at ``left``, the others ``hanging`` further in."""
    size = EM * TWIPS
    return f'<w:ind w:left="{round((left + hanging) * size)}" w:hanging="{round(hanging * size)}"/>'


def signature(by: str, date: str) -> str:
    """Return 署名 and 成文日期 with room for the seal (7.3.5.1).

    It is 42 mm wide, presses both, and its upper edge is within a line of the text: two lines stay blank.
    """
    keep = "<w:keepNext/>"
    return blank(BY_KEY["sign"].blank, keep) + line("sign", by, more=keep) + line("date", date)


def annex(name: str, mark: str = "附件", terms: Sequence[str] = ()) -> str:
    """Return the head of an annex on its own page: 附件 in the first line, its title in the third (7.3.7)."""
    return line("annex_mark", mark, more="<w:pageBreakBefore/>") + title(name, terms, "annex_title")


def record(copies: str, by: str, date: str) -> str:
    """Return 版记 at the foot of the last page (7.4): 抄送 if there is any, 印发机关, 印发日期, the rules.

    Nothing may stand behind it. ``copies`` is the name of a field; the template asks whether it is blank.
    """
    size = BY_KEY["issued"].size * TWIPS
    right = f'<w:tabs><w:tab w:val="right" w:pos="{round(TEXT_TWIPS - size)}"/></w:tabs>'
    hanging = f'<w:ind w:left="{round(4 * size)}" w:right="{round(size)}" w:hanging="{round(3 * size)}"/>'
    # An indent of its own would shorten the rules: they are paragraphs by themselves.
    sent = (
        line("copies", f"{{%p if {copies}.text %}}")
        + line("copies", f"抄送：{{{{ {copies} }}}}。", more=hanging)
        + _rule(THIN)
        + line("copies", "{%p endif %}")
    )
    issued = line("issued", f"{by}\t{date}印发", more=right)
    box = BOX.format(
        width=TEXT_TWIPS * EMU_PER_POINT // TWIPS,
        height=BOX_HEIGHT * EMU_PER_POINT,
        points=TEXT_TWIPS / TWIPS,
        high=BOX_HEIGHT,
        content=_rule(THICK) + sent + issued + _rule(THICK, "bottom"),
    )
    return line("blank").replace("</w:p>", f"{box}</w:p>")


def _rule(thickness: float, side: str = "top") -> str:
    """Return a rule across the text as a paragraph of one point; thickness in millimetres."""
    size = round(thickness * EIGHTHS_PER_MM)
    border = f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/></w:pBdr>'
    return f'<w:p><w:pPr><w:pStyle w:val="GwRule"/>{border}</w:pPr></w:p>'
