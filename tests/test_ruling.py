"""Ruling lines, lines of text, paragraphs and pages, as laws and as small examples without a file."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.grid import Line, Table
from formkit.ruling.assembling import assemble, text_of
from formkit.ruling.continuing import goes_on, joined
from formkit.ruling.glyphs import BLANK, Glyph, TextLine, lines_of
from formkit.ruling.halves import halves
from formkit.ruling.overprint import Inked, cut_of
from formkit.ruling.page import Area, Grid, Page, Part, Sheet, Typed
from formkit.ruling.placing import sheet_of
from formkit.ruling.segments import Segment, box_segments, rules
from formkit.ruling.tiling import Frame, PageTooFullError, Square, frames
from formkit.ruling.turning import Mark
from formkit.ruling.wrapping import flow, measure
from pdfmaking import advance

SIZE = 10.0


def glyphs(
    text: str, x: float = 0.0, base: float = 100.0, size: float = SIZE, spread: float = 0.0
) -> list[Glyph]:
    """Return the characters of a line as a PDF gives them."""
    found = []
    for char in text:
        wide = size if char > "\x7f" else size / 2
        found.append(Glyph(char, x, x + wide, base, size))
        x += wide + spread
    return found


def lines(*texts: str, x: float = 0.0, base: float = 100.0, pitch: float = 15.0) -> list[TextLine]:
    """Return lines of text under each other."""
    return lines_of(glyph for row, text in enumerate(texts) for glyph in glyphs(text, x, base + row * pitch))


def page(characters: Sequence[Glyph] = (), segments: Sequence[Segment] = (), **more: Any) -> Page:
    """Return an A4 page."""
    return Page(1, 595, 842, list(characters), list(segments))._replace(**more)


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Segment]:
    """Return the lines of a table of plain cells."""
    down = [Segment(x, ys[0], x, ys[-1]) for x in xs]
    return [*down, *(Segment(xs[0], y, xs[-1], y) for y in ys)]


def blocks_of(*pages: Page) -> tuple[Table | Line, ...]:
    """Return the blocks of a document of some pages."""
    return assemble([sheet_of(one, count) for count, one in enumerate(pages)])


def texts_of(*pages: Page) -> list[str | list[str]]:
    """Return the texts of lines, and of the cells of tables."""
    return [
        block.text if isinstance(block, Line) else [cell.text for cell in block.cells]
        for block in blocks_of(*pages)
    ]


# ---- lines to cells ----


@st.composite
def tilings(draw: st.DrawFn) -> tuple[list[float], list[float], list[Square]]:
    """Return the edges of a grid, and cells that tile it: plain ones of which some were merged."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    free = {(row, col) for row in range(height) for col in range(width)}
    cells: list[Square] = []
    for row, col in sorted(free):
        if (row, col) not in free:
            continue
        rowspan, colspan = draw(st.integers(1, height - row)), draw(st.integers(1, width - col))
        if draw(st.booleans()):
            rowspan = colspan = 1
        own = {(y, x) for y in range(row, row + rowspan) for x in range(col, col + colspan)}
        while not own <= free:
            colspan -= 1
            own = {(y, x) for y in range(row, row + rowspan) for x in range(col, col + colspan)}
        free -= own
        cells.append(Square(row, col, rowspan, colspan))
    steps = st.floats(12, 90)
    xs, ys = [50.0], [60.0]
    for _ in range(width):
        xs.append(xs[-1] + draw(steps))
    for _ in range(height):
        ys.append(ys[-1] + draw(steps))
    return xs, ys, cells


def compact(cells: Sequence[Square]) -> list[Square]:
    """Return cells with the edges left out at which none begins or ends."""
    rows = sorted({edge for cell in cells for edge in (cell.row, cell.row + cell.rowspan)})
    cols = sorted({edge for cell in cells for edge in (cell.col, cell.col + cell.colspan)})
    return sorted(
        Square(
            rows.index(cell.row),
            cols.index(cell.col),
            rows.index(cell.row + cell.rowspan) - rows.index(cell.row),
            cols.index(cell.col + cell.colspan) - cols.index(cell.col),
        )
        for cell in cells
    )


def drawn(xs: Sequence[float], ys: Sequence[float], cells: Sequence[Square], seed: int) -> list[Segment]:
    """Return the edges of cells as a program may draw them: shaken, in pieces, doubled, in any order."""
    rng = random.Random(seed)
    found: list[Segment] = []
    for row, col, rowspan, colspan in cells:
        box = xs[col], ys[row], xs[col + colspan], ys[row + rowspan]
        for edge in box_segments(*box):
            shift = rng.choice([0.0, 0.0, 1.5])
            across = edge.top == edge.bottom
            pieces = rng.randint(1, 4)
            ends = [
                (
                    edge.left + (edge.right - edge.left) * part / pieces,
                    edge.top + (edge.bottom - edge.top) * part / pieces,
                )
                for part in range(pieces + 1)
            ]
            for times in range(1 + (shift > 0)):
                moved = shift * times
                x, y = (0.0, moved) if across else (moved, 0.0)
                shake_x, shake_y = rng.uniform(-0.3, 0.3), rng.uniform(-0.3, 0.3)
                found += [
                    Segment(a + x + shake_x, b + y + shake_y, c + x + shake_x, d + y + shake_y)
                    for (a, b), (c, d) in pairwise(ends)
                ]
    rng.shuffle(found)
    return found


@given(tilings(), st.integers(0, 10_000))
def test_a_tiling_comes_back_however_its_lines_are_drawn(
    tiling: tuple[list[float], list[float], list[Square]], seed: int
) -> None:
    xs, ys, cells = tiling
    found, loose = frames(*rules(drawn(xs, ys, cells, seed)))
    assert [list(frame.cells) for frame in found] == [compact(cells)]
    assert loose == []
    assert found[0].box == pytest.approx((xs[0], ys[0], xs[-1], ys[-1]), abs=2)


@given(st.lists(st.tuples(*[st.floats(0, 600)] * 4), max_size=60), st.integers(0, 1000))
def test_cells_tile_their_table_whatever_is_drawn(lines_drawn: list[tuple[float, ...]], seed: int) -> None:
    rng = random.Random(seed)
    pieces = [
        Segment(a, b, c, b) if rng.random() < 0.5 else Segment(a, b, a, d) for a, b, c, d in lines_drawn
    ]
    for frame in frames(*rules(pieces))[0]:
        covered = [
            (row, col)
            for cell in frame.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for col in range(cell.col, cell.col + cell.colspan)
        ]
        assert sorted(covered) == [
            (row, col) for row in range(len(frame.ys) - 1) for col in range(len(frame.xs) - 1)
        ]


def test_tables_that_do_not_touch_are_two_tables() -> None:
    found, _ = frames(*rules([*ruled([50, 100, 200], [50, 80]), *ruled([50, 100, 200], [90, 120, 150])]))
    assert [len(frame.cells) for frame in found] == [2, 4]


def test_a_table_without_outer_sides_ends_where_its_lines_end() -> None:
    pieces = [Segment(50, y, 400, y) for y in (100, 130, 160)] + [Segment(200, 100, 200, 160)]
    (frame,), _ = frames(*rules(pieces))
    assert frame.xs == (50, 200, 400)
    assert len(frame.cells) == 4


def test_a_line_that_ends_within_a_cell_does_not_part_it() -> None:
    pieces = [*ruled([50, 150, 400], [100, 140]), Segment(150, 130, 300, 130)]
    (frame,), _ = frames(*rules(pieces))
    assert frame.cells == (Square(0, 0, 1, 1), Square(0, 1, 1, 1))


def test_a_shape_that_is_no_rectangle_is_tiled_by_rectangles() -> None:
    pieces = [*ruled([50, 400], [100, 160]), Segment(200, 100, 200, 130), Segment(200, 130, 400, 130)]
    (frame,), _ = frames(*rules(pieces))
    assert sum(cell.rowspan * cell.colspan for cell in frame.cells) == 4


def test_too_fine_a_grid_is_refused_and_not_waited_for() -> None:
    fine = [Segment(x, 0, x, 5000) for x in range(0, 4000, 4)] + [
        Segment(0, y, 5000, y) for y in range(0, 4000, 4)
    ]
    with pytest.raises(PageTooFullError):
        frames(*rules(fine))


# ---- characters to lines ----


def test_characters_are_ordered_by_place_and_not_by_the_order_they_are_drawn_in() -> None:
    found = glyphs("姓名：", 10, 100.2) + glyphs("张三", 60, 99.9)
    random.Random(1).shuffle(found)
    assert [line.text for line in lines_of(found)] == ["姓名： 张三"]


def test_letter_spaced_chinese_gets_no_spaces() -> None:
    assert lines_of(glyphs("工作室名称", spread=8))[0].text == "工作室名称"


def test_a_gap_between_words_is_a_space_and_kerning_is_none() -> None:
    first = glyphs("John", 0)
    assert lines_of(first + glyphs("Smith", first[-1].right + 3))[0].text == "John Smith"
    assert lines_of(first + glyphs("son", first[-1].right + 1))[0].text == "Johnson"


def test_digits_that_are_spaced_one_by_one_stay_one_number() -> None:
    assert lines_of(glyphs("110105194912310021", spread=3))[0].text == "110105194912310021"


def test_a_character_drawn_twice_for_boldness_is_one() -> None:
    twice = [*glyphs("申报表1100"), *glyphs("申报表1100", 0.3)]
    assert lines_of(twice)[0].text == "申报表1100"


def test_two_characters_of_one_glyph_are_two() -> None:
    dash = Glyph("—", 20, 40, 100, SIZE)
    assert lines_of([*glyphs("甲乙"), dash, dash, *glyphs("丙", 40)])[0].text == "甲乙——丙"
    letter = Glyph("f", 0, 6, 100, SIZE)
    assert lines_of([letter, letter, *glyphs("ice", 6)])[0].text == "ffice"


def test_a_raised_note_stays_on_its_line() -> None:
    raised = [Glyph("2", 20, 24, 96.5, 6.0)]
    assert [line.text for line in lines_of(glyphs("面积") + raised)] == ["面积2"]


# ---- lines to paragraphs ----


def wrapped(text: str, count: int) -> list[str]:
    """Return a text in lines of so many Chinese characters."""
    return [text[start : start + count] for start in range(0, len(text), count)]


@given(st.lists(st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=60), min_size=1, max_size=4))
def test_paragraphs_come_back_from_full_lines(paragraphs: list[str]) -> None:
    broken = [wrapped("\u3000\u3000" + text, 15) for text in paragraphs]
    if any(len(part[-1]) > 13 for part in broken[:-1]):
        return  # the last line is full by chance
    rows = [row for part in broken for row in part]
    found = lines(*rows, x=5.4)
    assert flow(found, measure(found, 0, 5.4 + 150 + 5.4)).replace("\u3000", "") == "\n".join(paragraphs)


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (("1101051949123", "1002X"), "11010519491231002X"),
        (("国有企业改革", "办公室"), "国有企业改革办公室"),
        (("国有", "企业"), "国有\n企业"),
        (("hello we are", "all here"), "hello we are all here"),
        (("工作单位（全", "称）："), "工作单位（全称）："),
    ],
)
def test_only_full_lines_go_on_in_the_next(rows: tuple[str, ...], text: str) -> None:
    found = lines(*rows, x=5.4)
    assert flow(found, measure(found, 0, 5.4 + 67 + 5.4)) == text


def test_short_numbers_in_a_narrow_column_are_not_run_together() -> None:
    found = lines("10", "11", "12", x=2)
    assert flow(found, measure(found, 0, 14)) == "10\n11\n12"


def test_a_line_drawn_in_begins_a_paragraph_even_after_a_full_one() -> None:
    rows = ["\u3000\u3000" + "甲" * 13, "乙" * 15, "\u3000\u3000" + "丙" * 5]
    found = lines(*rows, x=5.4)
    assert flow(found, measure(found, 0, 160.8)).count("\n") == 1


# ---- a page ----


def test_a_character_belongs_to_the_cell_that_holds_its_middle() -> None:
    segments = ruled([50, 100, 200], [90, 110])
    assert texts_of(page(glyphs("甲", 96, 104) + glyphs("乙", 107, 104), segments)) == [["", "甲乙"]]
    assert texts_of(page(glyphs("甲", 94, 104) + glyphs("乙", 107, 104), segments)) == [["甲", "乙"]]


def test_an_empty_blank_is_shown_and_text_on_it_stands_alone() -> None:
    line = [Segment(65, 102, 150, 102)]
    assert texts_of(page(glyphs("申请人：", 20), line)) == [f"申请人：{BLANK}"]
    assert texts_of(page(glyphs("申请人：", 20) + glyphs("张三", 80), line)) == ["申请人： 张三"]


def test_two_blanks_of_one_line_stay_in_place() -> None:
    segments = [Segment(65, 102, 150, 102), Segment(245, 102, 300, 102)]
    found = page(glyphs("申请人：", 20) + glyphs("日期：", 210), segments)
    assert texts_of(found) == [f"申请人：{BLANK}  日期：{BLANK}"]


def test_a_border_round_the_page_swallows_nothing() -> None:
    border = box_segments(20, 20, 575, 822)
    found = page(
        glyphs("标题", 250, 60) + glyphs("姓名", 60, 104), [*border, *ruled([50, 100, 200], [90, 110])]
    )
    assert texts_of(found) == ["标题", ["姓名", ""]]


def test_a_box_round_some_text_is_a_table_of_one_cell() -> None:
    assert texts_of(page(glyphs("请贴照片", 100, 120), box_segments(90, 90, 200, 150))) == [["请贴照片"]]


def test_an_empty_box_is_nothing() -> None:
    assert texts_of(page(glyphs("甲", 30, 30), box_segments(90, 90, 200, 150))) == ["甲"]


def test_a_table_in_a_cell_follows_the_table_that_holds_it() -> None:
    inner = ruled([120, 160, 190], [110, 130])
    found = blocks_of(
        page(glyphs("外", 60, 104) + glyphs("内", 130, 124), [*ruled([50, 100, 200], [90, 150]), *inner])
    )
    assert [[cell.text for cell in block.cells] for block in found if isinstance(block, Table)] == [
        ["外", ""],
        ["内", ""],
    ]
    assert isinstance(found[1], Table)
    assert found[1].cells[0].spot.table == (0, 0, 1, 0)


def test_lines_of_one_length_beside_labels_are_a_table() -> None:
    labels = [("工作室名称", 100), ("领衔专家", 130), ("（姓名）", 145), ("联系电话", 180)]
    answers = [("样本工作室", 100), ("甄样本", 145), ("139", 180)]
    found = [glyph for text, base in labels for glyph in glyphs(text, 60, base)]
    found += [glyph for text, base in answers for glyph in glyphs(text, 150, base)]
    segments = [Segment(145, base + 3.5, 400, base + 3.5) for _, base in answers]
    assert texts_of(page(found, segments)) == [
        ["工作室名称", "样本工作室", "领衔专家\n（姓名）", "甄样本", "联系电话", "139"]
    ]


def test_lines_at_the_same_heights_beside_each_other_are_columns_of_one_table() -> None:
    rows = [("方案", 100), ("修订", 130), ("记录", 160)]
    found = [glyph for text, base in rows for glyph in glyphs(text, 60, base)]
    found += [
        glyph
        for _, base in rows
        for x, text in ((150, "二版"), (310, "8"))
        for glyph in glyphs(text, x, base)
    ]
    segments = [Segment(x, base + 3.5, x + 100, base + 3.5) for _, base in rows for x in (145, 300)]
    assert texts_of(page(found, segments)) == [[text for label, _ in rows for text in (label, "二版", "8")]]


def inked(text: str, x: float, base: float, drawn: int) -> list[Inked]:
    """Return the letters of a text, all of one object."""
    return [Inked(one.left + 5, one.base - 5, 10, 10, drawn) for one in glyphs(text, x, base)]


def test_a_layer_begins_higher_up_than_the_one_below_it_ended() -> None:
    below = inked("姓名性别", 50, 100, 1) + inked("民族籍贯", 50, 160, 3)
    above = inked("称谓年龄", 52, 101, 5) + inked("单位职务", 52, 161, 7)
    assert cut_of([*below, *above], [1, 3, 5, 7]) == 4


def test_text_that_runs_out_of_its_row_is_no_layer() -> None:
    row = inked("智能农牧折扇", 50, 100, 1) + inked("一九六七年四月", 50, 115, 2)
    assert cut_of([*row, *inked("重庆市荣昌区民", 50, 116, 3)], [1, 2, 3]) is None


def open_table(rows: Sequence[tuple[str, str, str]], heights: Sequence[float] = ()) -> Page:
    """Return a page with a table that draws lines between its rows only."""
    bases = [100 + 30 * row for row in range(len(rows))]
    found = [
        glyph
        for base, texts in zip(bases, rows, strict=True)
        for x, text in zip((60, 180, 320), texts, strict=True)
        for glyph in glyphs(text, x, base)
    ]
    heights = heights or [85, *(base + 10 for base in bases)]
    return page(found, [Segment(50, at, 450, at) for at in heights])


def test_a_table_without_lines_between_its_columns_has_the_columns_of_its_text() -> None:
    rows = [("学期", "周次", "任务"), ("第一", "调研", "访谈"), ("第二", "写作", "")]
    assert texts_of(open_table(rows)) == [[text for row in rows for text in row]]


def test_text_between_lines_without_gaps_in_common_is_no_table() -> None:
    rows = [("学期" * 16, "", ""), ("", "周次", "任务"), ("第二", "", "写作")]
    assert all(isinstance(text, str) for text in texts_of(open_table(rows)))


def test_rows_without_a_line_between_them_are_not_run_together() -> None:
    rows = [("学期", "周次", "任务"), ("第一", "调研", "访谈"), ("第二", "写作", "修改")]
    assert all(isinstance(text, str) for text in texts_of(open_table(rows, (85, 110, 170))))


def test_lines_to_write_on_within_a_frame_are_a_table_too() -> None:
    rows = [("寄件人", 100), ("收件人", 130), ("地址", 160)]
    found = [glyph for text, base in rows for glyph in glyphs(text, 60, base)]
    found += [glyph for _, base in rows for glyph in glyphs("甄样本", 150, base)]
    segments = [Segment(145, base + 3.5, 400, base + 3.5) for _, base in rows]
    frame = ruled([50, 500], [70, 190])
    assert texts_of(page(found, [*segments, *frame])) == [
        ["寄件人", "甄样本", "收件人", "甄样本", "地址", "甄样本"]
    ]


def test_underlined_words_of_one_length_are_no_table() -> None:
    labels = [("姓名：", 100), ("性别：", 130), ("民族：", 160)]
    found = [glyph for text, base in labels for glyph in glyphs(text, 60, base)]
    found += [glyph for _, base in labels for glyph in glyphs("张三", 100, base)]
    segments = [Segment(95, base + 1, 200, base + 1) for _, base in labels]
    assert texts_of(page(found, segments)) == ["姓名： 张三", "性别： 张三", "民族： 张三"]


def test_sideways_text_is_read_in_its_own_direction() -> None:
    up = [
        Mark(char, 75, 190 - 10 * at, 66, 180 - 10 * at, 77, 190 - 10 * at, SIZE, 3)
        for at, char in enumerate("基本情况")
    ]
    found = page(glyphs("姓名", 110, 104), ruled([50, 100, 200], [90, 210]), sideways=up)
    assert texts_of(found) == [["基本情况", "姓名"]]


def test_what_was_typed_into_a_field_stands_in_its_cell() -> None:
    typed = [Typed((105, 92, 195, 108), "leader.name", "张三"), Typed((62, 112, 72, 122), "sex.male", "☑")]
    found = blocks_of(
        page(
            glyphs("姓名", 60, 104) + glyphs("男", 80, 121),
            ruled([50, 100, 200], [90, 110, 130]),
            typed=typed,
        )
    )
    assert isinstance(found[0], Table)
    assert [cell.text for cell in found[0].cells] == ["姓名", "张三", "☑男", ""]
    assert [cell.name for cell in found[0].cells] == [None, "leader.name", None, None]


def test_characters_without_a_code_make_their_cell_doubtful() -> None:
    found = blocks_of(
        page(glyphs("姓名", 60, 104), ruled([50, 100, 200], [90, 110]), lost=[(120, 100), (85, 100)])
    )
    assert isinstance(found[0], Table)
    assert [cell.certainty for cell in found[0].cells] == [pytest.approx(2 / 3), 0.0]


# ---- pages ----


def numbered(number: str, body: str) -> Page:
    return page([*glyphs(body, 90, 300), *glyphs(number, 290, 800)])


@pytest.mark.parametrize(
    "number", ["— {} —", "____ {} ____", "第 {} 页 共 9 页", "{}/9", "- {} -", "{}", "第{}页"]
)
def test_page_numbers_are_left_out(number: str) -> None:
    assert texts_of(numbered(number.format(1), "甲"), numbered(number.format(2), "乙丙")) == ["甲", "乙丙"]


def test_a_number_in_the_text_is_no_page_number() -> None:
    assert texts_of(page([*glyphs("人数", 90, 300), *glyphs("12", 290, 400)])) == ["人数", "12"]


def test_a_line_on_most_pages_is_a_running_head() -> None:
    found = [page([*glyphs("某区申报材料", 90, 50), *glyphs(body, 90, 300)]) for body in "甲乙丙"]
    assert texts_of(*found) == ["甲", "乙", "丙"]


def test_a_page_that_says_one_thing_keeps_it() -> None:
    assert texts_of(*[page(glyphs("附页", 90, 60))] * 3) == ["附页"] * 3


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    first, second = "甲" * 41 + "乙", "丙丁"
    found = texts_of(page(glyphs(first, 90, 760)), page(glyphs(second, 90, 80)))
    assert found == [first + second]


def test_two_pages_on_a_sheet_are_read_one_after_the_other() -> None:
    both = [
        *glyphs("左上", 60, 104), *glyphs("左下", 60, 304), *glyphs("右上", 480, 104),
        *glyphs("甲" * 10, 60, 404), *glyphs("乙" * 20, 480, 404), *glyphs("丙" * 10, 60, 424),
    ]  # fmt: skip
    segments = [*ruled([50, 200, 380], [90, 110, 310]), *ruled([470, 600, 800], [90, 110, 310])]
    found = blocks_of(*halves(Page(1, 842, 595, both, segments)))
    assert [block.text if isinstance(block, Line) else block.cells[0].text for block in found] == [
        "左上", "甲" * 10, "丙" * 10, "右上", "乙" * 20,
    ]  # fmt: skip
    box = found[3].cells[0].spot.box if isinstance(found[3], Table) else None
    assert box == pytest.approx((470, 90, 600, 110), abs=1)


def test_a_wide_page_with_a_table_across_is_one_page() -> None:
    wide = Page(1, 842, 595, glyphs("甲" * 30, 60, 104), ruled([50, 400, 800], [90, 110]))
    assert halves(wide) == (wide,)


# ---- tables over pages ----

WIDTHS, PITCH = (60.0, 100.0, 150.0), 15.0


def part(sheet: int, box: tuple[float, float, float, float], rows: Sequence[str]) -> Part:
    found = lines(*rows, x=box[0] + 5.4, base=box[1] + 12) if rows else []
    return Part(sheet, box, tuple(found))


def grid(sheet: int, top: float, rows: Sequence[Sequence[tuple[int, str]]]) -> Grid:
    """Return a table of rows of one line; a cell is its row span (0: covered from above) and its text."""
    xs = [50.0]
    for width in WIDTHS:
        xs.append(xs[-1] + width)
    ys = [top + 20 * number for number in range(len(rows) + 1)]
    areas = [
        Area(
            row,
            col,
            span,
            1,
            (part(sheet, (xs[col], ys[row], xs[col + 1], ys[row + span]), [text] if text else []),),
        )
        for row, cells in enumerate(rows)
        for col, (span, text) in enumerate(cells)
        if span
    ]
    return Grid(tuple(xs), tuple(ys), tuple(areas), sheet)


def shape(found: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(*area[:4], text_of(area)) for area in found.areas]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[tuple[int, str]]], int]:
    """Return a table whose first column may span rows, and a row before which to cut it."""
    count = draw(st.integers(2, 9))
    rows: list[list[tuple[int, str]]] = []
    while len(rows) < count:
        span = min(draw(st.sampled_from([1, 1, 1, 3, 4])), count - len(rows))
        for at in range(span):
            number = len(rows)
            second = draw(st.sampled_from(["", f"乙{number}"]))
            first = (span, f"甲{number}") if not at else (0, "")
            rows.append([first, (1, second), (1, f"丙{number}")])
    return rows, draw(st.integers(1, count - 1))


def cut(rows: list[list[tuple[int, str]]], at: int) -> tuple[Grid, Grid]:
    """Return a table cut before a row; a cell that spans the cut goes on empty."""
    first = [list(row) for row in rows[:at]]
    second = [list(row) for row in rows[at:]]
    for number in range(at):
        span, text = rows[number][0]
        if number + span > at:
            first[number][0] = (at - number, text)
            second[0][0] = (number + span - at, "")
    return grid(0, 700 - 20 * at, first), grid(1, 80, second)


@given(tables())
def test_a_table_cut_before_any_row_is_joined_again(case: tuple[list[list[tuple[int, str]]], int]) -> None:
    rows, at = case
    before, after = cut(rows, at)
    first = [area for area in before.areas if area.col == 0][-1], after.areas[0]
    if rows[at][0][0] == 0 and first[0].rowspan == first[1].rowspan == 1:
        return  # nothing tells its second half from an empty cell of a new row
    assert goes_on(before, after, 720)
    assert shape(joined((before, after))) == shape(grid(0, 0, rows))


@given(st.integers(2, 30), st.data())
def test_a_row_cut_within_its_text_is_joined_again(count: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, count - 1))
    rows = ["甲" * 28] * (count - 1) + ["乙" * 5]

    def table(sheet: int, label: list[str], texts: list[str]) -> Grid:
        low = 80 + PITCH * len(texts) + 4
        areas = (
            Area(0, 0, 1, 1, (part(sheet, (50, 80, 150, low), label),)),
            Area(0, 1, 1, 1, (part(sheet, (150, 80, 450, low), texts),)),
        )
        return Grid((50, 150, 450), (80, low), areas, sheet)

    whole = table(0, ["主要事迹"], rows)
    before, after = table(0, ["主要事迹"], rows[:at]), table(1, [], rows[at:])
    assert shape(joined((before, after))) == shape(whole)


def test_a_head_that_is_printed_again_is_dropped() -> None:
    head = [(1, "序号"), (1, "姓名"), (1, "单位")]
    before = grid(0, 640, [head, [(1, "1"), (1, "张三"), (1, "甲厂")]])
    after = grid(1, 80, [head, [(1, "2"), (1, "李四"), (1, "乙厂")]])
    assert [text for *_, text in shape(joined((before, after)))] == [
        "序号", "姓名", "单位", "1", "张三", "甲厂", "2", "李四", "乙厂",
    ]  # fmt: skip


def test_a_new_row_without_a_number_is_a_new_row() -> None:
    before = grid(0, 680, [[(1, "5"), (1, "张三"), (1, "女")]])
    after = grid(1, 80, [[(1, ""), (1, "李四"), (1, "男")]])
    assert joined((before, after)).height == 2


def test_a_new_label_begins_a_new_row() -> None:
    before = grid(0, 680, [[(1, "所在单位"), (1, "同意推荐"), (1, "")]])
    after = grid(1, 80, [[(1, "区县意见"), (1, "同意"), (1, "")]])
    assert joined((before, after)).height == 2


def roster(sheet: int, rows: Sequence[Sequence[Sequence[str]]], top: float = 80.0) -> Grid:
    """Return a table of narrow columns, the lines of each cell in its middle, as LibreOffice prints it."""
    xs = [50.0]
    for width in (48, 75, 93, 45):
        xs.append(xs[-1] + width)
    ys, areas = [top], []
    for row, cells in enumerate(rows):
        ys.append(ys[-1] + 2 + PITCH * max(1, *map(len, cells)))
        for col, texts in enumerate(cells):
            box = xs[col], ys[row], xs[col + 1], ys[row + 1]
            first = (box[1] + box[3] - PITCH * len(texts)) / 2 + 11.5
            found = tuple(
                line
                for place, said in enumerate(texts)
                for line in lines(
                    said, x=(box[0] + box[2] - advance(said, SIZE)) / 2, base=first + place * PITCH
                )
            )
            areas.append(Area(row, col, 1, 1, (Part(sheet, box, found),)))
    return Grid(tuple(xs), tuple(ys), tuple(areas), sheet)


def texts(found: Grid) -> list[str]:
    return [text_of(area) for area in found.areas]


UNIT = ["重庆虚拟农牧科", "技有限公司"]


@st.composite
def pupils(draw: st.DrawFn) -> list[list[list[str]]]:
    """Return rows of short values: each nearly fills its line, none goes on."""
    months = st.integers(1, 12).map("{:02}".format)
    years = st.integers(2001, 2024)
    return [
        [
            ["程徒" + draw(st.sampled_from("甲乙丙丁"))],
            draw(st.sampled_from([UNIT, ["演示职教中心"]])),
            [f"{draw(years)}.{draw(months)}—{draw(years)}.{draw(months)}"],
            draw(st.sampled_from([["高级工"], ["技师"], ["高级技", "师"]])),
        ]
        for _ in range(draw(st.integers(2, 7)))
    ]


@given(pupils(), st.booleans(), st.data())
def test_rows_that_are_whole_stay_apart_wherever_their_table_is_cut(
    rows: list[list[list[str]]], again: bool, data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(rows) - 1))
    head = [["徒弟姓名"], ["工作单位"], ["带徒起止年月"], ["现等级"]]
    parts = roster(0, [head, *rows[:at]]), roster(1, [*([head] if again else []), *rows[at:]])
    found = joined(parts)
    assert texts(found) == texts(roster(0, [head, *rows]))
    assert found.doubts == ()


def test_two_rows_of_short_values_at_a_page_break_are_two() -> None:
    above = [["程徒乙"], UNIT, ["2016.03—2019.03"], ["高级工"]]
    below = [["尚徒丙"], UNIT, ["2018.03—2021.03"], ["技师"]]
    found = joined((roster(0, [above]), roster(1, [below])))
    assert (found.height, found.doubts) == (2, ())


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ([["程徒乙"], UNIT, ["高级技能人才"], ["技师"]], [["尚徒丙"], UNIT, ["设备改造"], ["技师"]]),
        ([["7"], ["张三"], [], []], [["8"], ["李四"], [], []]),
        ([["一"], ["演示职教中心"], ["车工"], []], [["二"], ["演示职教中心"], [], []]),
        ([["张三"], ["演示中心"], ["2016.03"], ["技师"]], [["李四"], ["演示中心"], ["2018.03"], []]),
    ],
    ids=["room for another line", "numbers", "Chinese numbers", "dates of one form"],
)
def test_signs_of_a_new_row(above: list[list[str]], below: list[list[str]]) -> None:
    found = joined((roster(0, [above]), roster(1, [below])))
    assert (found.height, found.doubts) == (2, ())


@given(st.integers(3, 12), st.data())
def test_a_row_of_many_cells_cut_within_one_of_them_is_one_row(count: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, count - 1))
    long = ["工艺设计"] * (count - 1) + ["教学"]
    above = [["程徒乙"], ["演示中心"], ["2016.03"], long[:at]]
    before = roster(0, [above])
    # What is at its end stands at the top of a row that is cut.
    areas = tuple(
        area._replace(
            parts=tuple(
                part._replace(
                    lines=tuple(
                        line._replace(base=part.box[1] + 12.5 + PITCH * place)
                        for place, line in enumerate(part.lines)
                    )
                )
                for part in area.parts
            )
        )
        for area in before.areas
    )
    found = joined((before._replace(areas=areas), roster(1, [[[], [], [], long[at:]]])))
    assert texts(found) == ["程徒乙", "演示中心", "2016.03", "".join(long)]
    assert found.doubts == ()


def test_where_it_is_in_doubt_whether_a_row_was_cut_both_say_so() -> None:
    above = [["甲乙丙丁"], ["戊己庚辛壬癸子"], ["子丑寅卯辰巳午未申"], ["甲乙丙丁"]]
    below = [["东"], ["西"], ["南"], ["北"]]
    found = joined((roster(0, [above]), roster(1, [below])))
    assert found.height == 2
    assert {part.certainty for area in found.areas for part in area.parts} == {0.8}
    assert [(doubt.said, doubt.is_cut) for doubt in found.doubts] == [("东", False)]


def test_a_row_that_is_joined_in_doubt_says_so() -> None:
    above = [["程徒乙"], ["演示中心"], ["2016.03"], ["首行"]]
    found = joined((roster(0, [above]), roster(1, [[[], [], [], ["次行"]]])))
    assert (found.height, text_of(found.areas[-1]).replace("\n", "")) == (1, "首行次行")
    assert {area.parts[0].certainty for area in found.areas} == {0.8}
    assert [doubt.is_cut for doubt in found.doubts] == [True]


def test_a_row_of_nothing_but_its_first_cell_is_in_doubt() -> None:
    above = [["程徒"], ["演示中心"], ["2016.03"], ["技师"]]
    found = joined((roster(0, [above]), roster(1, [[["乙"], [], [], []]])))
    assert found.height == 2
    assert [doubt.is_cut for doubt in found.doubts] == [False]


def test_tables_of_other_width_or_after_free_space_do_not_go_on() -> None:
    before, after = (
        grid(0, 680, [[(1, "甲"), (1, "乙"), (1, "丙")]]),
        grid(1, 80, [[(1, "丁"), (1, "戊"), (1, "己")]]),
    )
    assert goes_on(before, after, 740)
    assert not goes_on(before, after, 1000)
    assert not goes_on(before, after._replace(xs=(50, 110, 210, 400)), 740)


def test_a_frame_knows_the_boxes_of_its_cells() -> None:
    frame = Frame((0, 10, 30), (0, 5), (Square(0, 0, 1, 1), Square(0, 1, 1, 1)))
    assert frame.box_of(frame.cells[1]) == (10, 0, 30, 5)
    assert Sheet(1, 595, 842, (), ()).lines == ()
