"""From places to fields, placeholders and rows that repeat; grids drawn as text, places named by hand."""

from __future__ import annotations

import pytest

from formkit.grid import Document, Table
from formkit.learning.places import Box, Edit, Learnt, Loop, Place, Rows
from formkit.learning.templating import Draft, draft, marks
from formkit.readers.docx import read
from formkit.spot import Spot
from wordmaking import document, grid, package, paragraph


def drawn(*rows: str, line: str = "报名表") -> Document:
    return read(package(document(paragraph(line), grid(*rows))), "blank.docx")


def spot(form: Document, row: int, col: int) -> Spot:
    block = form.blocks[1]
    assert isinstance(block, Table)
    cell = block.at(row, col)
    assert cell is not None
    return cell.spot


def texts(form: Draft) -> list[tuple[str, int, int]]:
    return [(edit.text, edit.start, edit.stop) for edit in marks(form)[0]]


def test_a_place_becomes_a_field_and_a_placeholder() -> None:
    form = drawn("姓名 |  | 电话 | ____")
    found = draft(
        Learnt(
            "报名表",
            (
                Place(spot(form, 0, 1), 0, 0, "姓名"),
                Place(spot(form, 0, 3), 0, 4, "电话", "phone", confidence=0.7),
            ),
        ),
        form,
    )
    assert [
        (item.field.path, item.field.label, item.field.kind, item.field.blank) for item in found.fields
    ] == [
        ("姓名", "姓名", "text", ""),
        ("电话", "电话", "phone", "____"),
    ]
    assert texts(found) == [("{{ 姓名 }}", 0, 0), ("{{ 电话 }}", 0, 4)]


def test_equal_labels_stand_under_their_headings() -> None:
    form = drawn("原告 | 姓名 |  | 被告 | 姓名 | ")
    places = (
        Place(spot(form, 0, 2), 0, 0, "姓名", block="原告"),
        Place(spot(form, 0, 5), 0, 0, "姓名", block="被告"),
    )
    found = draft(Learnt("", places), form)
    assert [(item.field.path, item.field.block) for item in found.fields] == [
        ("原告.姓名", "原告"),
        ("被告.姓名", "被告"),
    ]


def test_the_title_of_the_form_is_no_heading() -> None:
    form = drawn("姓名 | ")
    found = draft(Learnt("报 名 表", (Place(spot(form, 0, 1), 0, 0, "姓名", block="报名表"),)), form)
    assert [(item.field.path, item.field.block) for item in found.fields] == [("姓名", "")]


def test_a_row_and_a_column_name_a_field_of_a_matrix() -> None:
    form = drawn("项目 | 2024年", "产值 | ")
    found = draft(Learnt("", (Place(spot(form, 1, 1), 0, 0, "产值/2024年", "number", unit="万元"),)), form)
    (item,) = found.fields
    assert (item.field.path, item.field.label, item.field.unit) == ("产值.栏目2024年", "产值/2024年", "万元")


def test_each_box_of_a_choice_gets_a_placeholder() -> None:
    form = drawn("性别 | □男 □女")
    place = Place(spot(form, 0, 1), 0, 5, "性别", "choice_one", boxes=(Box(0, 1, "男"), Box(3, 4, "女")))
    found = draft(Learnt("", (place,)), form)
    (item,) = found.fields
    assert (item.field.options, item.field.blank) == (("男", "女"), "□")
    assert texts(found) == [('{{ 性别["男"] }}', 0, 1), ('{{ 性别["女"] }}', 3, 4)]


def test_boxes_may_stand_in_several_cells() -> None:
    form = drawn("职称 | □正高 | □副高")
    left, right = spot(form, 0, 1), spot(form, 0, 2)
    place = Place(
        left, 0, 0, "职称", "choice_one", boxes=(Box(0, 1, "正高"), Box(0, 1, "副高")), spots=(left, right)
    )
    edits, _ = marks(draft(Learnt("", (place,)), form))
    assert edits == (Edit(left, 0, 1, '{{ 职称["正高"] }}'), Edit(right, 0, 1, '{{ 职称["副高"] }}'))


def test_equal_rows_become_a_group_with_counted_numbers() -> None:
    form = drawn("序号 | 姓名 | 关系", "1 |  | ", "2 |  | ", "3 |  | ")
    columns = (
        Place(spot(form, 1, 0), 0, 1, "序号", "number", hint="loop.index"),
        Place(spot(form, 1, 1), 0, 0, "姓名"),
        Place(spot(form, 1, 2), 0, 0, "关系"),
    )
    found = draft(Learnt("", (), (Rows("家庭成员", (1, 2, 3), columns),)), form)
    (rows,) = found.groups
    assert (rows.group.path, rows.group.printed_rows) == ("家庭成员", 3)
    assert [column.path for column in rows.group.columns] == ["姓名", "关系"]
    assert {edit.text for edit in marks(found)[0]} == {"{{ loop.index }}", "{{ row.姓名 }}", "{{ row.关系 }}"}
    assert marks(found)[1] == (Loop(1, 1, (2, 3), "row", "家庭成员"),)


def test_what_lies_over_another_place_is_left_out_and_told() -> None:
    form = drawn("姓名 | ______", "序号 | ", "1 | ", "2 | ")
    rows = Rows("表", (2, 3), (Place(spot(form, 2, 1), 0, 0, "名"),))
    places = (
        Place(spot(form, 0, 1), 0, 6, "姓名"),
        Place(spot(form, 0, 1), 2, 4, "又名"),
        Place(spot(form, 3, 1), 0, 0, "在组内"),
    )
    found = draft(Learnt("", places, (rows,)), form)
    assert [item.field.label for item in found.fields] == ["姓名"]
    assert [place.label for place in found.skipped] == ["又名", "在组内"]


def test_a_photo_keeps_its_printed_hint_and_has_a_size() -> None:
    form = drawn("姓名 |  | 贴2寸照片")
    found = draft(Learnt("", (Place(spot(form, 0, 2), 0, 5, "照片", "picture"),)), form)
    (item,) = found.fields
    assert (item.field.hint, item.field.size) == ("贴2寸照片", (35.0, 49.0))


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("贴2寸照片", "照片"),
        ("（近期免冠彩色照片）", "照片"),
        ("照片", "照片"),
        ("法定代表人照片", "法定代表人照片"),
        ("贴一寸证件照", "照片"),
    ],
)
def test_a_picture_is_called_by_what_it_shows(printed: str, label: str) -> None:
    form = drawn(f"姓名 |  | {printed}")
    place = Place(spot(form, 0, 2), 0, len(printed), printed, "picture")
    assert [item.field.label for item in draft(Learnt("", (place,)), form).fields] == [label]


@pytest.mark.parametrize(
    ("blocks", "headings"),
    [
        (("单位意见/公章",), ["单位意见"]),
        (("单位意见/公章", "单位意见"), ["单位意见/公章", "单位意见"]),
        (("注意事项/本人签字",), ["注意事项/本人签字"]),
    ],
)
def test_a_date_under_a_seal_belongs_to_the_opinion(blocks: tuple[str, ...], headings: list[str]) -> None:
    form = drawn(" | ".join(blocks))
    places = tuple(Place(spot(form, 0, at), 0, 0, "日期", "date", block) for at, block in enumerate(blocks))
    assert [item.field.block for item in draft(Learnt("", places), form).fields] == headings
