"""GB/T 9704—2012 as values: clause, element, measure, what is wanted, and how far it may be off.

Whoever writes an official document and whoever checks one look here. ``where`` says what can tell: the
``file`` (a DOCX), the ``page`` (a PDF as it is printed), or ``both``; ``paper`` is for people with a ruler.
Tolerances are those of the standard where it has any (5.2.1, 6.1), else half a millimetre on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formkit.gongwen.elements import ELEMENTS, LEVELS, LINE, RED, Element

STANDARD: Final = "GB/T 9704—2012"
#: The page and its margins in millimetres (5.1, 5.2.1); 156 × 225 mm of text are left.
PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
TOP: Final = 37.0
BOTTOM: Final = 35.0
LEFT: Final = 28.0
RIGHT: Final = 26.0
TEXT_WIDTH: Final = 156.0
TEXT_HEIGHT: Final = 225.0
LINES: Final = 22
CHARACTERS: Final = 28
#: The rules of 版记 in millimetres: first and last, and those between (7.4.1).
THICK: Final = 0.35
THIN: Final = 0.25
HEAD_FROM_TOP: Final = 35.0
RULE_BELOW_NUMBER: Final = 4.0
NUMBER_BELOW_TEXT: Final = 7.0
#: How far a position on a printed page may be off, in millimetres.
PLACE: Final = 0.5
#: Letters (10.1): from the upper and the lower edge of the page, and how wide the double lines are.
LETTER_HEAD_TOP: Final = 30.0
LETTER_RULE_BOTTOM: Final = 20.0
LETTER_RULE_WIDTH: Final = 170.0


@dataclass(frozen=True, slots=True)
class Clause:
    """One measure: ``key`` names it for programs (``page.left``), ``element`` and ``measure`` for people.

    ``wanted`` is a number in ``unit`` (mm, pt, 字, 行, 页) with a ``tolerance`` to both sides, or words.
    """

    clause: str
    key: str
    element: str
    measure: str
    wanted: float | str
    unit: str = ""
    tolerance: float = 0
    where: str = "both"

    @property
    def shown(self) -> str:
        """What is wanted, as it is printed: ``28±1 mm``.

        >>> CLAUSES["page.left"].shown, CLAUSES["title.face"].shown, CLAUSES["rule.first"].shown
        ('28±1 mm', '小标宋', '0.35±0.03 mm')
        """
        if isinstance(self.wanted, str):
            return self.wanted
        within = f"±{self.tolerance:g}" if self.tolerance else ""
        return f"{self.wanted:g}{within}{'' if self.unit in {'字', '行', '页'} else ' '}{self.unit}".rstrip()

    def holds(self, found: float | str) -> bool:
        """Whether what was found is what is wanted, within the tolerance.

        >>> left, face = CLAUSES["page.left"], CLAUSES["title.face"]
        >>> left.holds(28.9), left.holds(26), face.holds("宋体")
        (True, False, False)
        """
        if isinstance(self.wanted, str) or isinstance(found, str):
            return found == self.wanted
        return abs(found - self.wanted) <= self.tolerance + 1e-9


_PAGE: Final = (
    Clause("5.1", "page.width", "用纸", "宽", PAGE_WIDTH, "mm", 1),
    Clause("5.1", "page.height", "用纸", "高", PAGE_HEIGHT, "mm", 1),
    Clause("5.2.1", "page.top", "天头", "高", TOP, "mm", 1),
    Clause("5.2.1", "page.left", "订口", "宽", LEFT, "mm", 1),
    Clause("5.2.1", "page.right", "切口", "宽", RIGHT, "mm", 1),
    Clause("5.2.1", "page.bottom", "地脚", "高", BOTTOM, "mm", 1),
    Clause("5.2.1", "text.width", "版心", "宽", TEXT_WIDTH, "mm", 1),
    Clause("5.2.1", "text.height", "版心", "高", TEXT_HEIGHT, "mm", 1),
    Clause("5.2.3", "text.lines", "版心", "每面行数", LINES, "行", 0, "page"),
    Clause("5.2.3", "text.characters", "版心", "每行字数", CHARACTERS, "字", 0, "page"),
    Clause("5.2.3", "text.line", "正文", "行距", LINE, "pt", 1),
)
_PLACES: Final = (
    Clause("7.2.4", "head.top", "发文机关标志", "上边缘至版心上边缘", HEAD_FROM_TOP, "mm", PLACE, "page"),
    Clause("7.2.5", "number.brackets", "发文字号", "年份括号", "〔〕", where="file"),
    Clause("7.2.7", "rule.below", "版头分隔线", "在发文字号之下", RULE_BELOW_NUMBER, "mm", PLACE, "page"),
    Clause("7.2.7", "rule.width", "版头分隔线", "长", TEXT_WIDTH, "mm", PLACE),
    Clause("7.2.7", "rule.colour", "版头分隔线", "颜色", RED),
    Clause("7.3.1", "title.shape", "标题", "排列形状", "梯形或菱形"),
    Clause("7.3.2", "to.colon", "主送机关", "末尾标点", "：", where="file"),
    Clause("7.3.5.1", "date.centred", "发文机关署名", "中线与成文日期中线之差", 0, "mm", PLACE, "page"),
    Clause("7.3.5.4", "date.form", "成文日期", "写法", "2025年7月1日", where="file"),
    Clause("7.3.6", "note.brackets", "附注", "括号", "（）", where="file"),
    Clause("7.3.7", "annex.page", "附件", "另面编排", "另起一面"),
    Clause("7.3.7", "annex_title.row", "附件标题", "所在行", 3, "行", 0),
    Clause("7.4.1", "rule.first", "版记首条分隔线", "粗", THICK, "mm", 0.03),
    Clause("7.4.1", "rule.middle", "版记中间分隔线", "粗", THIN, "mm", 0.03),
    Clause("7.4.1", "rule.last", "版记末条分隔线", "粗", THICK, "mm", 0.03),
    Clause("7.4.1", "rule.record", "版记分隔线", "长", TEXT_WIDTH, "mm", PLACE),
    Clause("7.4.1", "rule.foot", "版记末条分隔线", "与版心下边缘之差", 0, "mm", PLACE, "page"),
    Clause("7.5", "page_number.form", "页码", "写法", "— 1 —"),
    Clause(
        "7.5", "page_number.below", "页码", "一字线上距版心下边缘", NUMBER_BELOW_TEXT, "mm", PLACE, "page"
    ),
    Clause("7.5", "page_number.odd", "单页码", "距版心右边缘", 1, "字", 0.1),
    Clause("7.5", "page_number.even", "双页码", "距版心左边缘", 1, "字", 0.1),
    Clause(
        "10.1", "letter_head.top", "信函发文机关标志", "上边缘至上页边", LETTER_HEAD_TOP, "mm", PLACE, "page"
    ),
    Clause("10.1", "letter_rule.below", "信函首条红色双线", "在发文机关标志之下", 4, "mm", PLACE, "page"),
    Clause("10.1", "letter_rule.foot", "信函末条红色双线", "距下页边", LETTER_RULE_BOTTOM, "mm", PLACE),
    Clause("10.1", "letter_rule.width", "信函红色双线", "长", LETTER_RULE_WIDTH, "mm", PLACE),
)
ALIGNMENTS: Final = {"left": "居左", "center": "居中", "right": "居右", "both": "两端对齐"}


def _of(element: Element) -> list[Clause]:
    """Return what a style says of an element: face, size, line, alignment, indents, blank lines above.

    Before the signature it is two lines where a seal is to come, one where none is (7.3.5.1, 7.3.5.2).
    """
    clause, key, name = element.clause, element.key, element.name
    # 份号 is digits alone, and 7.2.1 gives them a size but no face.
    found = [] if key == "copy_number" else [Clause(clause, f"{key}.face", name, "字体", element.face)]
    if not key.endswith("head"):
        found.append(Clause(clause, f"{key}.size", name, "字号", element.size, "pt", 0.25))
    if element.line == LINE:
        found.append(Clause("5.2.3", f"{key}.line", name, "行距", LINE, "pt", 1, "file"))
    if element.colour:
        found.append(Clause(clause, f"{key}.colour", name, "颜色", element.colour))
    if element.align in {"center", "right"} and key != "sign":
        found.append(Clause(clause, f"{key}.align", name, "对齐", ALIGNMENTS[element.align]))
    if element.align in {"left", "both"} and not element.left and key != "page_number":
        found.append(Clause(clause, f"{key}.first", name, "首行左空", element.first, "字", 0.15))
    if element.left:
        found.append(Clause(clause, f"{key}.left", name, "左空", element.left, "字", 0.15))
    if element.right and key != "sign":
        found.append(Clause(clause, f"{key}.right", name, "右空", element.right, "字", 0.15))
    if element.blank:
        found.append(Clause(clause, f"{key}.blank", name, "之前空行", element.blank, "行", key == "sign"))
    return found


#: Every measure by its key.
CLAUSES: Final = {
    item.key: item
    for item in (
        *_PAGE,
        *_PLACES,
        *(
            Clause("7.3.3", f"level{number}.face", f"正文{level.name}“{level.example}”", "字体", level.face)
            for number, level in enumerate(LEVELS, 1)
        ),
        *(item for element in ELEMENTS if element.key != "blank" for item in _of(element)),
    )
}
