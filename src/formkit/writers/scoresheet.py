"""Write the workbook in which one expert scores: a sheet to type into, and one to print and write on."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from formkit.points import RECUSED
from formkit.programme import Review
from formkit.score_layout import (
    HEAD,
    NOTE,
    NUMBER,
    PRINT_SHEET,
    SHEET,
    TOTAL,
    expert_key,
    item_key,
    marker,
)
from formkit.workbook_layout import escape
from formkit.writers.scorelooks import BODY, HEADING, HINT_SIZE, TEXT_SIZE, Looks, letter, lines, shown_text
from formkit.writers.sheetstyle import set_up_page

YES: Final = "是"
GUIDE: Final = (
    "1. 只填白色格子：每项从 0 分打到表头括号里的满分，最多一位小数；“合计”自动算出，漏打的格子会变黄。",
    "2. 与申报单位、领衔专家有利害关系、需要回避的，在“回避”一栏选“是”，该行不打分。",
    "3. 填完直接保存，不要改变文件格式（.xlsx），把文件交回即可；手写的请打印后面的“打印打分表”。",
)
PRINT_GUIDE: Final = (
    "每项从 0 分打到表头括号里的满分，最多一位小数；需要回避的在“回避”一栏写“是”，该行不打分；改动处请签名。"
)
SIGNATURE: Final = "评委签名：＿＿＿＿＿＿＿＿＿＿　　　　日期：＿＿＿＿年＿＿月＿＿日"
FOOTER: Final = "专家签名：＿＿＿＿＿＿＿＿　日期：＿＿＿＿年＿＿月＿＿日"

KEY_ROW: Final = 1
TITLE_ROW: Final = 2
KEY_COLUMN: Final = 1
FIRST: Final = 2
"""The first column that is seen."""

GIVEN: Final = (("编号", 6.0), ("申报单位", 24.0), ("工作室", 24.0), ("领衔专家", 15.0))
"""Columns that are printed, and how wide they are in characters."""

ITEM_COLUMN: Final = FIRST + len(GIVEN)
MANY_ITEMS: Final = 5
WIDE_ITEM, NARROW_ITEM = 14.0, 11.0
TOTAL_WIDTH, RECUSED_WIDTH, NOTE_WIDTH = 8.0, 7.0, 16.0
MAX_NAMED: Final = 40
"""Characters of an item's name in the message of a cell, which Excel lets have 255 in all."""

RECUSED_GREY, MISSING_YELLOW = "D9D9D9", "FFEB9C"
LEAST_HEIGHT, HAND_HEIGHT = 36.0, 44.0
FILTER_ARROW: Final = 16.0
"""Points that the arrow of a filter takes from its head."""


class Candidate(NamedTuple):
    """A submission as experts see it: nothing that tells a person's number."""

    number: int
    studio: str
    leader: str
    unit: str
    trade: str


def scoring_workbook(
    review: Review, title: str, expert: str, candidates: Sequence[Candidate], mark: str
) -> bytes:
    """Return the workbook of one expert; ``mark`` says which register the scores come back to."""
    import openpyxl

    book = openpyxl.Workbook()
    writer = _Writer(review, title, expert, candidates)
    writer.scoring(book.worksheets[0], mark)
    writer.printing(book.create_sheet(PRINT_SHEET))
    book.properties.creator, book.properties.title = "formkit", escape(writer.title)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


class _Writer:
    """One workbook being made: its sheets are openpyxl's, which are untyped."""

    def __init__(self, review: Review, title: str, expert: str, candidates: Sequence[Candidate]) -> None:
        self.items = review.items
        self.title = shown_text(title if title.endswith("分表") else f"{title}专家打分表")
        self.expert = shown_text(expert)
        self.candidates = candidates
        self.looks = Looks()
        self.total = ITEM_COLUMN + len(review.items)
        self.recused, self.last = self.total + 1, self.total + 2

    def put(self, sheet: Any, place: tuple[int, int], value: object, look: str) -> Any:  # noqa: ANN401
        """Put a text or a number into a cell, never as a formula."""
        cell = sheet.cell(*place)
        if isinstance(value, str) and value:
            cell.value = escape(value)
            cell.data_type = "s"
        elif value != "":
            cell.value = value
        self.looks.apply(cell, look)
        return cell

    def scoring(self, sheet: Any, mark: str) -> None:  # noqa: ANN401
        """Make the sheet in which the expert types."""
        sheet.title = SHEET
        head = self._top(sheet, GUIDE)
        first, last = head + 1, head + len(self.candidates)
        self._keys(sheet, head, mark)
        for row, candidate in enumerate(self.candidates, first):
            self._row(sheet, row, candidate, hand=False)
            for column in range(ITEM_COLUMN, self.total):
                self.put(sheet, (row, column), "", "points")
            self._sum(sheet, row)
            self.put(sheet, (row, self.recused), "", "choice")
            self.put(sheet, (row, self.last), "", "note")
        if self.candidates:
            self._validate(sheet, first, last)
            self._colour(sheet, first, last)
        sheet.auto_filter.ref = f"A{head}:{letter(self.last)}{max(last, first)}"
        sheet.freeze_panes = sheet.cell(first, ITEM_COLUMN).coordinate
        for selection in sheet.sheet_view.selection:
            if selection.pane == "bottomRight":
                selection.activeCell = selection.sqref = sheet.cell(first, ITEM_COLUMN).coordinate
        self._page(sheet, head)
        sheet.protection.autoFilter = False  # filtering is not forbidden
        sheet.oddFooter.left.text, sheet.oddFooter.left.size = FOOTER, TEXT_SIZE

    def printing(self, sheet: Any) -> None:  # noqa: ANN401
        """Make the sheet that is printed and written on by hand."""
        head = self._top(sheet, (PRINT_GUIDE,))
        for row, candidate in enumerate(self.candidates, head + 1):
            self._row(sheet, row, candidate, hand=True)
            for column in range(ITEM_COLUMN, self.last + 1):
                self.put(sheet, (row, column), "", "hand")
        end = head + len(self.candidates) + 2
        self._line(sheet, end, SIGNATURE, "aside", 30)
        self._page(sheet, head)

    def _top(self, sheet: Any, guide: Sequence[str]) -> int:  # noqa: ANN401
        """Write all that stands over the rows; return the row of the heads."""
        sheet.row_dimensions[KEY_ROW].hidden = True
        sheet.column_dimensions["A"].hidden = True
        sheet.sheet_view.showGridLines = False
        for column, width in enumerate(self._widths(), FIRST):
            sheet.column_dimensions[letter(column)].width = width
        self._line(sheet, TITLE_ROW, self.title, "title", 30)
        row = TITLE_ROW + 1
        split = ITEM_COLUMN + 1
        points = sum(item.points for item in self.items)
        self.put(sheet, (row, FIRST), f"评委：{self.expert}", "expert")
        self.put(sheet, (row, split), f"共 {len(self.candidates)} 个工作室，满分 {points} 分", "aside")
        sheet.merge_cells(start_row=row, end_row=row, start_column=FIRST, end_column=split - 1)
        sheet.merge_cells(start_row=row, end_row=row, start_column=split, end_column=self.last)
        sheet.row_dimensions[row].height = 20
        width = sum(self._widths())
        for line in guide:
            row += 1
            self._line(sheet, row, line, "guide", 18.0 * lines(line, width, TEXT_SIZE) + 4)
        self._heads(sheet, row + 1)
        return row + 1

    def _widths(self) -> list[float]:
        item = WIDE_ITEM if len(self.items) <= MANY_ITEMS else NARROW_ITEM
        given = [width for _, width in GIVEN]
        return [*given, *[item] * len(self.items), TOTAL_WIDTH, RECUSED_WIDTH, NOTE_WIDTH]

    def _line(self, sheet: Any, row: int, text: str, look: str, height: float) -> None:  # noqa: ANN401
        """Write a line across the whole table."""
        self.put(sheet, (row, FIRST), text, look)
        sheet.merge_cells(start_row=row, end_row=row, start_column=FIRST, end_column=self.last)
        sheet.row_dimensions[row].height = height

    def _heads(self, sheet: Any, row: int) -> None:  # noqa: ANN401
        heads = [name for name, _ in GIVEN] + [""] * len(self.items) + ["合计", "回避", "备注"]
        for column, head in enumerate(heads, FIRST):
            self.put(sheet, (row, column), head, "head")
        height, width = LEAST_HEIGHT, self._widths()[len(GIVEN)]
        labels = [(shown_text(item.name), f"（{item.points}分）") for item in self.items]
        parted = any(lines("".join(label), width, TEXT_SIZE) > 1 for label in labels)
        for column, (label, item) in enumerate(zip(labels, self.items, strict=True), ITEM_COLUMN):
            whole, hint = ("\n" if parted else "").join(label), shown_text(item.hint)
            sheet.cell(row, column).value = _head(whole, hint)
            needed = 16.0 * lines(whole, width, TEXT_SIZE) + 13.0 * lines(hint, width, HINT_SIZE)
            height = max(height, needed + FILTER_ARROW)
        sheet.row_dimensions[row].height = height

    def _row(self, sheet: Any, row: int, candidate: Candidate, *, hand: bool) -> None:  # noqa: ANN401
        """Write what is known of a submission."""
        number, text, name = ("hand-number", "hand", "hand-name") if hand else ("number", "text", "name")
        leader = shown_text(candidate.leader)
        trade = shown_text(candidate.trade)
        texts = [
            shown_text(candidate.unit),
            shown_text(candidate.studio),
            f"{leader}\n{trade}" if trade else leader,
        ]
        self.put(sheet, (row, FIRST), candidate.number, number)
        for column, (one, look) in enumerate(zip(texts, (text, text, name), strict=True), FIRST + 1):
            self.put(sheet, (row, column), one, look)
        high = max(lines(one, width, TEXT_SIZE) for one, (_, width) in zip(texts, GIVEN[1:], strict=True))
        sheet.row_dimensions[row].height = max(HAND_HEIGHT if hand else LEAST_HEIGHT, 15.0 * high + 6)

    def _sum(self, sheet: Any, row: int) -> None:  # noqa: ANN401
        cells = f"{letter(ITEM_COLUMN)}{row}:{letter(self.total - 1)}{row}"
        cell = self.put(sheet, (row, self.total), "", "total")
        # Empty until something is entered, and where the expert stands aside.
        cell.value = f'=IF(OR({letter(self.recused)}{row}<>"",COUNT({cells})=0),"",SUM({cells}))'

    def _keys(self, sheet: Any, head: int, mark: str) -> None:  # noqa: ANN401
        """Write into the hidden row and column what each column and row is."""
        keys = {
            KEY_COLUMN: marker(mark),
            FIRST: NUMBER,
            FIRST + 1: expert_key(self.expert),
            **{
                column: item_key(item.name, item.points)
                for column, item in enumerate(self.items, ITEM_COLUMN)
            },
            self.total: TOTAL,
            self.recused: RECUSED,
            self.last: NOTE,
        }
        for column, key in keys.items():
            self.put(sheet, (KEY_ROW, column), key, "guide")
        self.put(sheet, (head, KEY_COLUMN), HEAD, "guide")
        for row, candidate in enumerate(self.candidates, head + 1):
            self.put(sheet, (row, KEY_COLUMN), str(candidate.number), "guide")

    def _validate(self, sheet: Any, first: int, last: int) -> None:  # noqa: ANN401
        """Let a cell take what it may hold, and say in Chinese what that is."""
        from openpyxl.worksheet.datavalidation import DataValidation

        for column, item in enumerate(self.items, ITEM_COLUMN):
            rule = DataValidation(
                type="decimal", operator="between", formula1="0", formula2=str(item.points), allow_blank=True
            )
            rule.errorTitle = "分数不对"
            rule.error = (
                f"“{shown_text(item.name)[:MAX_NAMED]}”应填 0 到 {item.points} 之间的数，最多保留一位小数，"
                "不写“分”字；需要回避的，这里留空，在“回避”一栏选“是”。"
            )
            self._add(sheet, rule, column, first, last)
        rule = DataValidation(type="list", formula1=f'"{YES}"', allow_blank=True)
        rule.errorTitle, rule.error = "只能选“是”", "需要回避的选“是”，不需要回避的留空。"
        self._add(sheet, rule, self.recused, first, last)

    def _add(self, sheet: Any, rule: Any, column: int, first: int, last: int) -> None:  # noqa: ANN401
        rule.errorStyle, rule.showErrorMessage = "stop", True
        rule.add(f"{letter(column)}{first}:{letter(column)}{last}")
        sheet.add_data_validation(rule)

    def _colour(self, sheet: Any, first: int, last: int) -> None:  # noqa: ANN401
        """Grey out the row of one who stands aside; show what was forgotten in a row that was begun."""
        from openpyxl.formatting.rule import Rule
        from openpyxl.styles import PatternFill
        from openpyxl.styles.differential import DifferentialStyle

        start, end = letter(ITEM_COLUMN), letter(self.total - 1)
        cells = f"{start}{first}:{end}{last}"
        aside = f'${letter(self.recused)}{first}<>""'
        begun = f'AND({start}{first}="",COUNT(${start}{first}:${end}{first})>0)'
        for formula, colour in ((aside, RECUSED_GREY), (begun, MISSING_YELLOW)):
            look = DifferentialStyle(fill=PatternFill("solid", bgColor=colour))
            rule = Rule("expression", formula=[formula], dxf=look, stopIfTrue=True)
            sheet.conditional_formatting.add(cells, rule)

    def _page(self, sheet: Any, head: int) -> None:  # noqa: ANN401
        set_up_page(sheet, landscape=True, heads=f"{head}:{head}")
        sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.8, 0.4
        sheet.oddFooter.center.text = None
        sheet.oddFooter.right.text = "第 &P 页，共 &N 页"
        sheet.protection.insertRows = True  # forbidden: a row of nobody's has no key


def _head(label: str, hint: str) -> Any:  # noqa: ANN401
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    parts = [TextBlock(InlineFont(rFont=HEADING, sz=TEXT_SIZE), escape(label))]
    if hint:
        parts.append(
            TextBlock(InlineFont(rFont=BODY, sz=HINT_SIZE, color=Color("FF595959")), f"\n{escape(hint)}")
        )
    return CellRichText(*parts)
