"""A file's rows against a template's: both drawn as text, as a page shows them and as Word holds them.

A line with ``|`` is a row of a table, ``[ ]`` around a line is the frame of a text box, ``---`` a page break.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from formkit.grid import Cell, Document, Line, Table
from formkit.layout import lay_out
from formkit.matching import match
from formkit.pattern import PLACEHOLDER
from formkit.programme import Field, Form, Group
from formkit.recording import record_answers
from formkit.spot import Spot


def drawn(text: str, *, on_page: bool = False) -> Document:
    """Return the document that a text draws; its cells all have the same width."""
    blocks: list[Table | Line] = []
    page = 1
    for kind, group in groupby(text.strip().splitlines(), key=_kind):
        rows = [row.strip() for row in group]
        if kind == "break":
            page += 1
            continue
        spot = Spot(page=page if on_page else None)
        if kind == "line":
            blocks += [Line(row.replace("\\n", "\n"), spot) for row in rows]
        elif kind == "box":
            for row in rows:
                text_ = row[1:-1].strip().replace("\\n", "\n")
                blocks.append(Table((Cell(text_, 0, 0, spot=spot),), 1, 1))
        else:
            blocks.append(_table(rows, spot))
    return Document("form", tuple(blocks))


def _kind(row: str) -> str:
    row = row.strip()
    if row == "---":
        return "break"
    return "box" if row.startswith("[") and row.endswith("]") else "table" if "|" in row else "line"


def _table(rows: list[str], spot: Spot) -> Table:
    """Return a table; ``^`` alone in a cell continues the cell above."""
    texts = [[part.strip().replace("\\n", "\n") for part in row.removesuffix("|").split("|")] for row in rows]
    width = max(map(len, texts))
    cells = []
    for row, parts in enumerate(texts):
        for col, part in enumerate(parts):
            if part == "^":
                continue
            down = row + 1
            while down < len(texts) and col < len(texts[down]) and texts[down][col] == "^":
                down += 1
            last = width - col if col == len(parts) - 1 else 1
            box = (100 * col / width, 0.0, 100 * (col + last) / width, 0.0)
            place = spot._replace(row=row, col=col, box=box)
            cells.append(Cell(part, row, col, down - row, last, place))
    return Table(tuple(cells), len(texts), width)


def read(template: str, file: str, **kinds: str) -> tuple[dict[str, str], list[str]]:
    """Return what each field holds as typed, and what is left over; fields are texts unless said so."""
    placed = (found[1].split("[")[0] for found in PLACEHOLDER.finditer(template) if found[1])
    names = list(dict.fromkeys(placed))
    fields = tuple(Field(name, name, kinds.get(name, "text")) for name in names if "." not in name)
    columns = tuple(Field(name[4:], name[4:]) for name in names if name.startswith("row."))
    groups = (Group("rows", "rows", columns),) if columns else ()
    form = Form("form", "form", "form", Path("form.docx"), fields, groups)
    matched = match(drawn(file, on_page=True), lay_out(drawn(template)), form)
    answers, _ = record_answers(matched, form)
    return (
        {name: found.raw for name, found in answers.items() if found.raw},
        [left.text for left in matched.leftovers],
    )


# ---- frames ----


def test_the_lines_of_a_text_box_stand_in_a_frame() -> None:
    answers, left = read(
        """
        队伍名称：
        {{ team }}
        联系电话：
        {{ phone }}
        """,
        """
        队伍名称：
        [ 培训效率队 ]
        联系电话：
        [ 13900000001 ]
        """,
    )
    assert (answers, left) == ({"team": "培训效率队", "phone": "13900000001"}, [])


def test_a_frame_with_several_lines_is_read_line_by_line() -> None:
    answers, left = read(
        "编号：{{ number }}\n日期：{{ date }}".replace("\\n", "\n"),
        "[ 编号：A12\\n日期：2025年3月1日 ]",
        date="date",
    )
    assert (answers, left) == ({"number": "A12", "date": "2025年3月1日"}, [])


def test_a_table_of_one_cell_stays_a_cell() -> None:
    answers, left = read(
        "简介：\n[ {{ about }} ]",
        "简介：\n[ 第一段。\\n第二段。 ]",
        about="long_text",
    )
    assert (answers, left) == ({"about": "第一段。\n第二段。"}, [])


# ---- page breaks ----


def test_a_label_that_a_page_break_cut_is_whole_again() -> None:
    answers, left = read(
        "姓名 | {{ name }}\n有无出国证件 | {{ passport }} | 出国情况 | {{ abroad }}",
        """
        姓名 | 张示例
        有无出国证 | 无 | 出国 | 2019年去过，
        ---
        件 | | 情况 | 后来没有。
        """,
    )
    assert answers == {"name": "张示例", "passport": "无", "abroad": "2019年去过，后来没有。"}
    assert left == []


def test_a_row_that_ends_with_a_cut_label_of_several_rows_keeps_its_answers() -> None:
    answers, left = read(
        """
        工作简历 | 时间 | 单位
        ^ | {{ when }} | {{ where }}
        电话 | {{ phone }}
        """,
        """
        工作 | 时间 | 单位
        ---
        简历 | 2015年 | 示例厂
        电话 | 13900000001
        """,
    )
    assert (answers, left) == ({"when": "2015年", "where": "示例厂", "phone": "13900000001"}, [])


def test_a_cell_cut_by_a_page_break_is_known_by_what_its_parts_print() -> None:
    answers, left = read(
        """
        题目 | {{ title }}
        研究目的：{{ aim }}\\n研究方法：{{ method }}\\n研究计划：{{ plan }} |
        """,
        """
        题目 | 折扇
        研究目的：弄清来历\\n研究方法：访谈 |
        ---
        研究计划：一年 |
        """,
    )
    assert (answers, left) == ({"title": "折扇", "aim": "弄清来历", "method": "访谈", "plan": "一年"}, [])


def test_an_answer_that_runs_over_to_the_next_page_belongs_to_its_line() -> None:
    answers, left = read(
        "姓名：{{ name }}\n指导教师签名：{{ signature }}　日期：{{ date }}",
        """
        姓名：张示例
        指导教师签名：　日期：
        ---
        1970年9月26日
        """,
        signature="signature",
        date="date",
    )
    assert (answers, left) == ({"name": "张示例", "date": "1970年9月26日"}, [])


def test_a_line_that_may_be_anything_is_left_over() -> None:
    answers, left = read("姓名：{{ name }}\n说明：", "姓名：\n说明：\n张示例")
    assert (answers, left) == ({}, ["张示例"])


LISTED = """
序号 | 姓名 | 单位
{%tr for row in rows %} |
 | {{ row.name }} | {{ row.unit }}
{%tr endfor %} |
"""


def test_a_row_without_a_number_among_numbered_rows_goes_on_with_the_one_above() -> None:
    answers, left = read(
        LISTED,
        """
        序号 | 姓名 | 单位
        1 | 张示例 | 示例机械
        ---
        | | 厂
        2 | 李示例 | 演示学校
        """,
    )
    assert answers["rows[0].unit"] == "示例机械厂"
    assert answers["rows[1].name"] == "李示例"
    assert len(answers) == 4
    assert left == []


def test_a_head_that_is_printed_again_is_no_row_and_no_part_of_one() -> None:
    answers, _ = read(
        LISTED,
        """
        序号 | 姓名 | 单位
        1 | 张示例 | 示例厂
        ---
        序号 | 姓名 | 单位
        2 | 李示例 | 演示学校
        """,
    )
    assert [answers[f"rows[{row}].name"] for row in (0, 1)] == ["张示例", "李示例"]
    assert len(answers) == 4


def test_rows_printed_again_on_each_page_part_no_answer() -> None:
    rows = "\n".join(f"栏目{one} | {{{{ f{one} }}}}" for one in range(9))
    typed = "\n".join(f"栏目{one} | 答{one}" for one in range(8))
    answers, left = read(
        f"报名表\n{rows}", f"报名表\n{typed}\n栏目8 | 前半，\n---\n报名表\n栏目0 | 答0\n | 后半。"
    )
    assert answers["f8"] == "前半，后半。"
    assert answers["f0"] == "答0"
    assert left == []


# ---- lines that a page runs together, and lines that it does not draw ----


def test_two_lines_of_the_template_that_a_page_joined_are_two() -> None:
    answers, left = read(
        "是否涉及实验室安全：{{ safety }}\n如果涉及，请填写：{{ more }}",
        "是否涉及实验室安全：是。如果涉及，请填写：乙醇",
    )
    assert (answers, left) == ({"safety": "是。", "more": "乙醇"}, [])


def test_answers_beside_one_label_without_a_line_between_them_are_told_apart() -> None:
    answers, left = read(
        """
        申请理由 | {{ reason }}
        ^ | 签字：{{ signature }} | {{ date }}
        联系人 | {{ contact }}
        """,
        """
        申请理由 | 改进工艺。\\n签字：\\n2025年11月8日
        联系人 | 张示例
        """,
        reason="long_text",
        signature="signature",
        date="date",
    )
    assert answers == {"reason": "改进工艺。", "date": "2025年11月8日", "contact": "张示例"}
    assert left == []


def test_where_columns_are_not_drawn_wide_gaps_part_the_answers() -> None:
    answers, left = read(
        "材料 | {{ version }} | {{ number }} | 备注 | {{ note }}",
        "材料 | 第二版  12 | 备注 | 无",
    )
    assert (answers, left) == ({"version": "第二版", "number": "12", "note": "无"}, [])


def test_where_columns_are_not_drawn_one_answer_stands_right_of_its_label() -> None:
    answers, left = read("材料 | {{ version }} | {{ number }} | {{ more }}", "材料 | 第二版")
    assert (answers, left) == ({"version": "第二版"}, [])


def test_a_box_that_is_drawn_takes_no_answer() -> None:
    answers, left = read(
        "材料 | {{ version }} | {{ number }} | {{ sent['是'] }}", "材料 | 第二版 | 12", sent="choice_one"
    )
    assert (answers, left) == ({"version": "第二版", "number": "12"}, [])


def test_where_columns_are_not_drawn_nothing_is_guessed() -> None:
    answers, left = read("材料 | {{ version }} | {{ number }} | {{ more }}", "材料 | 第二版 | 12")
    assert (answers, left) == ({}, ["第二版", "12"])


def test_rows_under_a_head_without_lines_between_columns_are_parted_by_gaps_or_left_over() -> None:
    answers, left = read(
        """
        学期 | 周次 | 任务
        {%tr for row in rows %} |
        {{ row.term }} | {{ row.week }} | {{ row.task }}
        {%tr endfor %} |
        """,
        """
        学期 | 周次  任务
        第一 | 调研  访谈 一次
        第二 | 写作
        """,
    )
    assert answers == {"rows[0].term": "第一", "rows[0].week": "调研", "rows[0].task": "访谈 一次"}
    assert left == ["第二", "写作"]
