"""Places of a blank form by the company they keep: each rule with the smallest grid that shows it.

``|`` parts cells, ``<`` continues the cell to the left, ``^`` the cell above, ``⏎`` is a line break, ``·`` an
empty cell; a text without ``|`` is a line outside tables.
"""

from __future__ import annotations

import pytest

from formkit.grid import Cell, Document, Line, Table
from formkit.learning.finding import learn_form
from formkit.learning.places import Learnt, Place
from formkit.spot import Spot


def form(*rows: str) -> Document:
    """Return a drawn form."""
    blocks: list[Table | Line] = []
    waiting: list[list[str]] = []
    for row in (*rows, ""):
        if "|" in row:
            waiting.append([_text(piece) for piece in row.split("|")])
            continue
        if waiting:
            blocks.append(_table(waiting, len(blocks)))
            waiting = []
        if row:
            blocks.append(Line(row.replace("·", ""), Spot(block=len(blocks))))
    return Document("drawn", tuple(blocks))


def _text(piece: str) -> str:
    bare = piece.strip(" ")
    return "" if bare == "·" else bare.replace("⏎", "\n").replace("~", " ")


def _table(rows: list[list[str]], block: int) -> Table:
    cells: list[Cell] = []
    height, width = len(rows), max(map(len, rows))
    for row, pieces in enumerate(rows):
        for col, text in enumerate(pieces):
            if text in {"<", "^"}:
                continue
            right, down = col + 1, row + 1
            while right < width and pieces[right] == "<":
                right += 1
            while down < height and rows[down][col] == "^":
                down += 1
            spot = Spot(block=block, table=(0,), row=row, col=col)
            cells.append(Cell(text, row, col, down - row, right - col, spot))
    return Table(tuple(cells), height, width)


def shown(place: Place) -> str:
    """Return a place as its heading, label and where it is, ``row,col`` in a table."""
    where = "" if place.spot.row is None else f" @{place.spot.row},{place.spot.col}"
    block = f"{place.block}/" if place.block else ""
    return f"{block}{place.label} {place.kind}{where}"


def places(learnt: Learnt) -> list[str]:
    return [shown(place) for place in learnt.places]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ("姓名 | · | 性别 | ·",),
            ["姓名 text @0,1", "性别 text @0,3"],
            id="an empty cell right of its label",
        ),
        pytest.param(("主要事迹 | <", "· | <"), ["主要事迹 long_text @1,0"], id="a cell under its label"),
        pytest.param(
            ("学生姓名 | · | · | ·", "指导教师 | · | < | <"),
            ["学生姓名 text @0,1", "学生姓名 text @0,2", "学生姓名 text @0,3", "指导教师 text @1,1"],
            id="a few cells after one label are asked for each",
        ),
        pytest.param(
            ("身份证号 | · | · | · | · | · | · | ·",),
            ["身份证号 resident_id @0,1"],
            id="of many cells after one label each holds a digit",
        ),
        pytest.param(
            ("收件人： | · | ·", "地址： | · | ·"),
            ["收件人 text @0,1", "地址 text @1,1"],
            id="a column that is empty from top to bottom only fills the table",
        ),
        pytest.param(
            ("姓名： | · | ·", "出生日期： | · | ~年~月~日"),
            ["姓名 text @0,2", "出生日期 date @1,2"],
            id="a column that parts labels from answers is no answer",
        ),
        pytest.param(
            ("送达日期： | MM/DD/YYYY",),
            ["送达日期 date @0,1"],
            id="a placeholder beside its label takes its name",
        ),
        pytest.param(
            ("院系 | 自动化学院", "班级 | ·", "姓名 | ·"),
            ["院系 text @0,1", "班级 text @1,1", "姓名 text @2,1"],
            id="an example stands where others are empty",
        ),
        pytest.param(
            ("项目 | 内容", "名称 | ·", "地址 | ·"),
            ["名称 text @1,1", "地址 text @2,1"],
            id="the head of two columns is no example",
        ),
        pytest.param(
            ("称谓 | 姓名 | 年龄", "· | · | ·", "· | · | ·", "职务 | 姓名 | 年龄", "· | · | ·", "· | · | ·"),
            [],
            id="a head that stands again is no example",
        ),
        pytest.param(
            ("出生年月（~~岁） | ·",),
            ["年龄 number @0,0", "出生年月 year_month @0,1"],
            id="a label with a blank of its own still names the cell beside it",
        ),
        pytest.param(
            ("通信地址（邮编） | (~~~~~~~~~~~)~",),
            ["通信地址 text @0,1", "邮编 text @0,1"],
            id="a label in two parts names both blanks",
        ),
        pytest.param(
            ("学历 | 全日制 | · | 院校 | ·", "^ | 在职 | · | 院校 | ·"),
            [
                "学历/全日制 text @0,2",
                "学历/全日制/院校 text @0,4",
                "学历/在职 text @1,2",
                "学历/在职/院校 text @1,4",
            ],
            id="equal labels are told apart by the name of their row",
        ),
        pytest.param(
            ("申请人 | 权利人 | <", "^ | 地址 | ·", "^ | 义务人 | <", "^ | 地址 | ·"),
            ["申请人/权利人/地址 text @1,2", "申请人/义务人/地址 text @3,2"],
            id="a row that heads what follows beside a name over several rows",
        ),
        pytest.param(
            ("部门意见 | 领导意见", "⏎⏎签名：⏎年 月 日 | ⏎⏎签名：⏎年 月 日"),
            [
                "部门意见 long_text @1,0",
                "部门意见/签名 signature @1,0",
                "部门意见/日期 date @1,0",
                "领导意见 long_text @1,1",
                "领导意见/签名 signature @1,1",
                "领导意见/日期 date @1,1",
            ],
            id="opinions in columns under their names",
        ),
        pytest.param(
            ("村委会意见 | 派出所意见", "· | ·"),
            ["村委会意见 long_text @1,0", "派出所意见 long_text @1,1"],
            id="a single row under opinions is no group",
        ),
        pytest.param(
            ("甲方（盖章）：⏎电话： | 乙方（盖章）：⏎电话：",),
            [
                "甲方（盖章） seal @0,0",
                "甲方/电话 phone @0,0",
                "乙方（盖章） seal @0,1",
                "乙方/电话 phone @0,1",
            ],
            id="equal labels in the cells of two parties",
        ),
    ],
)
def test_a_cell_is_named_by_its_neighbours(rows: tuple[str, ...], expected: list[str]) -> None:
    assert places(learn_form(form(*rows))) == [text.replace("~", " ") for text in expected]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ("项目 | 2024年 | 2025年", "产值 | · | ·", "利润 | · | ·"),
            [
                "产值/2024年 text @1,1",
                "产值/2025年 text @1,2",
                "利润/2024年 text @2,1",
                "利润/2025年 text @2,2",
            ],
            id="rows and columns with names",
        ),
        pytest.param(
            ("· | 类型 | 编号 | · | 数量", "· | 方案 | · | · | ·", "· | 手册 | · | · | ·"),
            ["方案/编号 text @1,2", "方案/数量 number @1,4", "手册/编号 text @2,2", "手册/数量 number @2,4"],
            id="a head with empty cells",
        ),
        pytest.param(
            ("检查内容 | 结果 | 备注", "通道畅通 | □是 □否 | ·", "标志完好 | □是 □否 | ·"),
            [
                "通道畅通/备注 text @1,2",
                "标志完好/备注 text @2,2",
                "通道畅通/结果 choice_one @1,1",
                "标志完好/结果 choice_one @2,1",
            ],
            id="a column of boxes",
        ),
        pytest.param(
            ("品名 | 金额", "· | ·", "· | ·", "合计 | ·"), ["合计/金额 money @3,1"], id="a row of totals"
        ),
        pytest.param(
            ("序号 | 内容 | 情况 | 处理", "1 | 用火用电 | · | ·", "2 | 安全出口 | · | ·"),
            [
                "用火用电/情况 long_text @1,2",
                "用火用电/处理 text @1,3",
                "安全出口/情况 long_text @2,2",
                "安全出口/处理 text @2,3",
            ],
            id="more than one printed column",
        ),
        pytest.param(
            ("项目 | 分值 | 得分", "态度 | 30 | ·", "质量 | 40 | ·"),
            ["态度/得分 text @1,2", "质量/得分 text @2,2"],
            id="a number beside the name of a row",
        ),
    ],
)
def test_a_matrix_has_a_field_for_each_cell(rows: tuple[str, ...], expected: list[str]) -> None:
    assert places(learn_form(form(*rows))) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ("姓名 | 关系", "· | ·", "· | ·"), [("姓名、关系", (1, 2), ["姓名", "关系"])], id="equal rows"
        ),
        pytest.param(
            ("序号 | 品名 | 数量 | <", "^ | ^ | 应收 | 实收", "1 | · | · | ·", "2 | · | · | ·"),
            [("序号、品名、数量", (2, 3), ["序号", "品名", "数量/应收", "数量/实收"])],
            id="a head of two rows",
        ),
        pytest.param(
            ("学期 | 周次 | 任务", "第一学期 | 8周 | ·", "^ | · | ·", "第二学期 | · | ·", "^ | · | ·"),
            [("第一学期", (1, 2), ["周次", "任务"]), ("第二学期", (3, 4), ["周次", "任务"])],
            id="rows beside different names, one with an example",
        ),
        pytest.param(
            ("姓名 | 性别", "· | □男 □女", "· | □男 □女"),
            [("姓名、性别", (1, 2), ["姓名", "性别"])],
            id="a column to tick",
        ),
    ],
)
def test_rows_that_repeat(
    rows: tuple[str, ...], expected: list[tuple[str, tuple[int, ...], list[str]]]
) -> None:
    groups = learn_form(form(*rows)).groups
    found = [(group.label, group.rows, [column.label for column in group.columns]) for group in groups]
    assert found == expected


def test_a_column_to_tick_is_one_answer_a_row() -> None:
    column = learn_form(form("姓名 | 性别", "· | □男 □女", "· | □男 □女")).groups[0].columns[1]
    assert (column.options, column.whole, column.kind) == (("男", "女"), True, "choice_one")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ("登记表", "8.您最大的收获是什么？", "·", "·"),
            ["您最大的收获是什么 text"],
            id="a question with room",
        ),
        pytest.param(
            ("问卷", "6.您从何处得知本次培训？", "○通知 ○网站 ○其他"),
            ["您从何处得知本次培训 choice_many"],
            id="options under their question",
        ),
        pytest.param(
            ("申请表", "拟迁入地址：          ", "姓名 | ·"),
            ["拟迁入地址 text", "姓名 text @0,1"],
            id="a line with room is no heading of the table beneath it",
        ),
        pytest.param(
            ("申请书", "仲裁请求：", "1.________；", "2.________。"),
            ["仲裁请求/1 text", "仲裁请求/2 text"],
            id="the points of a list",
        ),
        pytest.param(
            ("表", "一、申请事项", "□首次申请  □变更  □延续"),
            ["申请事项 choice_one"],
            id="options under their heading",
        ),
        pytest.param(
            ("报告", "三、预期目标与考核指标（限500字）", "·", "·", "四、其他", "·"),
            ["预期目标与考核指标 long_text"],
            id="a numbered heading with room, whatever it is called",
        ),
        pytest.param(
            ("报告", "主要内容：", "1.课题来源。", "2.研究现状。"),
            [],
            id="a colon over a list asks for nothing",
        ),
        pytest.param(
            ("报告", "一、研究意义", "·", "二、研究内容", "·"),
            ["研究意义 long_text", "研究内容 long_text"],
            id="sections with room beneath",
        ),
        pytest.param(
            ("合同", "出租方：          ", "电话：          ", "承租方：          ", "电话：          "),
            ["出租方 text", "出租方/电话 phone", "承租方 text", "承租方/电话 phone"],
            id="equal labels after two parties",
        ),
        pytest.param(
            (
                "合同",
                "甲方（签章）：          乙方（签章）：          ",
                "  年  月  日            年  月  日",
            ),
            [
                "甲方（签章） signature",
                "乙方（签章） signature",
                "甲方/日期 date",
                "乙方/日期 date",
            ],
            id="two dates under two signatures",
        ),
    ],
)
def test_lines_outside_tables(rows: tuple[str, ...], expected: list[str]) -> None:
    assert places(learn_form(form(*rows))) == expected


def test_an_example_is_a_question() -> None:
    found = learn_form(form("院系 | 自动化学院", "班级 | ·", "姓名 | ·")).places[0]
    assert (found.start, found.stop, found.confidence < 0.8) == (0, 5, True)
    assert "自动化学院" in found.question
