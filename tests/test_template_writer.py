"""A form becomes a template: placeholders where answers go, and all else stays as the office made it."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from formkit.grid import Cell, Document, Line
from formkit.learning.places import Edit, Loop
from formkit.readers import docx
from formkit.readers.wordnames import RUN, RUN_PROPERTIES, TEXT, W
from formkit.spot import Spot
from formkit.writers.docx import Shown, Template
from formkit.writers.template import write_template
from wordmaking import cell, document, grid, links, package, paragraph, part, run, table

PRINTED = re.compile(r"\{\{ '([{}])' \}\}")
PROMPT = "单击此处输入文字。"
TICK = '<w14:checked w14:val="0"/>'
WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:eastAsia="宋体"/><w:sz w:val="21"/>'


def control(content: str, kind: str = "<w:text/>", *, empty: bool = False) -> str:
    shows = "<w:showingPlcHdr/>" if empty else ""
    return f"<w:sdt><w:sdtPr>{shows}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def prompt() -> str:
    return control(run(PROMPT, '<w:rStyle w:val="PlaceholderText"/>'), empty=True)


def tick_control() -> str:
    return control(run("☐", '<w:sz w:val="30"/>'), f"<w14:checkbox>{TICK}</w14:checkbox>")


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def old_tick() -> str:
    data = '<w:ffData><w:name w:val="a"/><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>'
    return mark("begin", data) + "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>" + mark("end")


def field(result: str) -> str:
    instruction = "<w:r><w:instrText>FORMTEXT</w:instrText></w:r>"
    return mark("begin") + instruction + mark("separate") + run(result) + mark("end")


def symbol() -> str:
    return f'<w:r><w:rPr>{WINGDINGS}</w:rPr><w:sym w:font="Wingdings" w:char="F06F"/></w:r>'


def cells_of(read: Document) -> Iterator[Cell | Line]:
    for block in read.blocks:
        yield from [block] if isinstance(block, Line) else block.cells


def texts_of(data: bytes) -> dict[tuple[int | None, int | None, int | None], str]:
    """Return each text of a file, with the braces that the language prints as they are printed."""
    return {
        (each.spot.block, each.spot.row, each.spot.col): PRINTED.sub(r"\1", each.text)
        for each in cells_of(docx.read(data, "表.docx"))
    }


def replaced(text: str, edits: Sequence[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.stop :]
    return text


def body_of(data: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def edited(*blocks: str, **changes: str) -> tuple[bytes, str]:
    """Return the template of blocks with ``{{ name }}`` where a text stands, and its whole text."""
    data = package(document(*blocks))
    edits = []
    for each in cells_of(docx.read(data, "表.docx")):
        for name, old in changes.items():
            edits += [
                Edit(each.spot, *found.span(), f"{{{{ {name} }}}}") for found in re.finditer(old, each.text)
            ]
    assert edits
    template = write_template(data, "表.docx", edits)
    before, after = texts_of(data), texts_of(template)
    for place, text in before.items():
        mine = [edit for edit in edits if (edit.spot.block, edit.spot.row, edit.spot.col) == place]
        assert after[place] == replaced(text, mine)
    assert before.keys() == after.keys()
    filled(template, {name: Shown("甲\n乙", is_long=True) for name in changes})
    return template, "\n".join(after.values())


def filled(template: bytes, names: Mapping[str, Any]) -> bytes:
    """Fill a template; what comes out must be a file that can be read."""
    data = Template(template, "表.docx").write(names)
    body_of(data)
    docx.read(data, "表.docx")
    return data


def run_of(template: bytes, text: str) -> etree._Element:
    """Return the run that holds a text; it stands in its paragraph directly."""
    found = next(node for node in body_of(template).iter(TEXT) if text in (node.text or ""))
    holder = next(found.iterancestors())
    assert holder.tag == RUN
    assert next(holder.iterancestors()).tag == W + "p"
    return holder


def look_of(template: bytes, text: str) -> list[str]:
    properties = run_of(template, text).find(RUN_PROPERTIES)
    return [] if properties is None else [etree.QName(child).localname for child in properties]


# ---- where the characters are ----


def test_a_blank_gives_way_in_its_own_run() -> None:
    template, text = edited(
        paragraph(run("姓名：", "<w:b/>"), run("    ", '<w:u w:val="single"/>'), run("。")), a=" +"
    )
    assert text == "姓名：{{ a }}。"
    assert look_of(template, "{{ a }}") == ["u"]
    assert look_of(template, "姓名") == ["b"]


def test_spaces_of_another_size_take_that_of_the_label_before_them() -> None:
    label, larger = run("种类：", '<w:b/><w:sz w:val="21"/>'), run("　　　", '<w:b/><w:sz w:val="28"/>')
    template, _ = edited(paragraph(label, larger, run("名称：", "<w:b/>")), a="　+")
    assert [size.get(W + "val") for size in run_of(template, "{{ a }}").iter(W + "sz")] == ["21"]


def test_a_line_of_another_size_keeps_it() -> None:
    line = run("　　　", '<w:sz w:val="28"/><w:u w:val="single"/>')
    template, _ = edited(paragraph(run("种类：", '<w:sz w:val="21"/>'), line), a="　+")
    assert [size.get(W + "val") for size in run_of(template, "{{ a }}").iter(W + "sz")] == ["28"]


def test_a_blank_over_several_runs_takes_the_look_of_the_first() -> None:
    blank = (run("__", "<w:i/>"), "<w:r><w:tab/></w:r>", run("__年", "<w:b/>"))
    template, text = edited(paragraph(run("自"), *blank), a="_+\t_+")
    assert text == "自{{ a }}年"
    assert look_of(template, "{{ a }}") == ["i", "u"]
    assert look_of(template, "年") == ["b"]


def test_an_empty_cell_is_written_as_word_would_write_it() -> None:
    properties = '<w:ins w:id="1"/><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="28"/>'
    empty = f"<w:p><w:pPr><w:rPr>{properties}</w:rPr></w:pPr></w:p>"
    data = package(document(table(cell("姓名") + cell(empty))))
    template = write_template(data, "表.docx", [Edit(Spot(block=0, row=0, col=1), 0, 0, "{{ a }}")])
    assert texts_of(template)[0, 0, 1] == "{{ a }}"
    assert look_of(template, "{{ a }}") == ["rFonts", "sz"]


def test_of_several_empty_paragraphs_the_one_at_the_place_is_written() -> None:
    data = package(document(table(cell("<w:p/><w:p/><w:p/>"))))
    template = write_template(data, "表.docx", [Edit(Spot(block=0, row=0, col=0), 1, 1, "{{ a }}")])
    assert texts_of(template)[0, 0, 0] == "\n{{ a }}\n"


def test_what_is_put_in_looks_like_what_stands_before_it() -> None:
    template, text = edited(paragraph(run("姓名", "<w:b/>"), run("（签字）", "<w:i/>")), a="(?=（)")
    assert text == "姓名{{ a }}（签字）"
    assert look_of(template, "{{ a }}") == ["b"]


def test_a_blank_over_two_paragraphs_makes_them_one() -> None:
    _, text = edited(table(cell(paragraph("理由：___") + paragraph("___。") + paragraph("完"))), a="_+\n_+")
    assert text == "理由：{{ a }}。\n完"


def test_several_places_of_one_paragraph() -> None:
    _, text = edited(paragraph("  年  月  日"), a=" +(?=年)", b=" +(?=月)", c=" +(?=日)")
    assert text == "{{ a }}年{{ b }}月{{ c }}日"


def test_two_places_at_one_point_stand_in_order() -> None:
    data = package(document(table(cell("<w:p/>"))))
    spot = Spot(block=0, row=0, col=0)
    template = write_template(data, "表.docx", [Edit(spot, 0, 0, "{{ a }}"), Edit(spot, 0, 0, "{{ b }}")])
    assert texts_of(template)[0, 0, 0] == "{{ a }}{{ b }}"


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(Spot(block=0), 0, 2, "x"), Edit(Spot(block=0), 1, 3, "y")],
        [Edit(Spot(block=0), 2, 4, "x")],
        [Edit(Spot(block=0), 2, 1, "x")],
        [Edit(Spot(block=7), 0, 0, "x")],
        [Edit(Spot(block=0, row=0, col=0), 0, 0, "x")],
        [Edit(Spot(), 0, 0, "x")],
    ],
)
def test_edits_that_cannot_be_made_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match=r"."):
        write_template(package(document(paragraph("姓名："))), "表.docx", edits)


# ---- boxes, controls, fields ----


@pytest.mark.parametrize("box", [tick_control, old_tick, symbol])
def test_a_tick_box_gives_way_whole(box: Any) -> None:
    template, text = edited(paragraph(run("性别："), box(), run("男"), box(), run("女")), a="[☐□](?=男)")
    assert text == f"性别：{{{{ a }}}}男{'□' if box is symbol else '☐'}女"
    assert run_of(template, "{{ a }}").find(W + "fldChar") is None


def test_a_box_of_a_sign_font_is_replaced_by_letters_one_can_read() -> None:
    template, _ = edited(paragraph(symbol(), run("男")), a="□")
    fonts = run_of(template, "{{ a }}").find(f"{RUN_PROPERTIES}/{W}rFonts")
    assert fonts is not None
    assert fonts.items() == [(W + "eastAsia", "宋体")]
    assert look_of(template, "{{ a }}") == ["rFonts", "sz"]


def test_signs_written_as_letters_are_parted_from_the_placeholder() -> None:
    template, text = edited(paragraph(run("\uf06f\uf06e\uf06f", WINGDINGS)), a="\uf06e")
    assert text == "\uf06f{{ a }}\uf06f"
    assert body_of(template).xpath("count(//*[local-name()='rFonts'][@*='Wingdings'])") == 2


def test_the_prompt_of_a_control_gives_way() -> None:
    template, text = edited(paragraph(run("姓名："), prompt(), run("。")), a="(?=。)")
    assert text == "姓名：{{ a }}。"
    assert PROMPT not in etree.tostring(body_of(template), encoding="unicode")
    assert look_of(template, "{{ a }}") == []


def test_the_prompt_of_a_control_around_paragraphs_gives_way() -> None:
    inside = paragraph(run(PROMPT, '<w:rStyle w:val="a3"/><w:sz w:val="20"/>')) + paragraph(
        run(PROMPT, '<w:rStyle w:val="a3"/>')
    )
    template, text = edited(table(cell(control(inside, empty=True))), a="^")
    assert text == "{{ a }}\n"
    assert PROMPT not in etree.tostring(body_of(template), encoding="unicode")
    assert look_of(template, "{{ a }}") == ["sz"]


def test_the_prompt_of_a_control_around_a_cell_gives_way() -> None:
    inside = cell(paragraph(run(PROMPT, '<w:rStyle w:val="a3"/>')))
    template, text = edited(table(cell("姓名") + control(inside, empty=True)), a="^$")
    assert text == "姓名\n{{ a }}"
    assert body_of(template).find(f".//{W}sdt") is None


def test_a_bound_control_is_taken_away_lest_it_overwrites_the_answer() -> None:
    template, _ = edited(
        control(paragraph("  "), '<w:dataBinding w:xpath="/a" w:storeItemID="{A}"/>'), a=" +"
    )
    assert body_of(template).find(f".//{W}sdt") is None


def test_the_field_around_a_blank_is_taken_away() -> None:
    template, text = edited(paragraph(run("姓名："), field("     "), run("。")), a=" +")
    assert text == "姓名：{{ a }}。"
    assert body_of(template).find(f".//{W}fldChar") is None


def test_changes_are_accepted_where_a_place_is() -> None:
    changed = (
        run("姓名："),
        '<w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="a">{run("  ")}{run("新")}</w:ins>',
    )
    template, text = edited(paragraph(*changed), paragraph(*changed), a=" +(?=新)")
    assert text == "姓名：{{ a }}新\n姓名：{{ a }}新"
    assert body_of(template).find(f".//{W}ins") is None
    assert body_of(template).find(f".//{W}del") is None


def test_hidden_text_stays_and_is_not_counted() -> None:
    template, text = edited(paragraph(run("姓"), run("密", "<w:vanish/>"), run("名 ")), a=" ")
    assert text == "姓名{{ a }}"
    assert "密" in etree.tostring(body_of(template), encoding="unicode")


def test_a_link_is_no_hindrance() -> None:
    link = f'<w:hyperlink w:anchor="a">{run("___", "<w:u/>")}{run("后")}</w:hyperlink>'
    _, text = edited(paragraph(run("前"), link), a="_+")
    assert text == "前{{ a }}后"


def test_a_text_box_says_the_same_in_both_its_forms() -> None:
    box = f"<w:txbxContent>{paragraph('编号：    ')}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    drawing = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    template, text = edited(paragraph(run("题"), drawing), a=" +")
    assert text == "题\n编号：{{ a }}"
    assert etree.tostring(body_of(template), encoding="unicode").count("{{ a }}") == 2


def test_of_alternatives_within_a_run_the_one_that_is_read_stays() -> None:
    ways = "<mc:Choice Requires='w16se'/><mc:Fallback><w:t>☐</w:t></mc:Fallback>"
    _, text = edited(
        paragraph(f"<w:r><mc:AlternateContent>{ways}</mc:AlternateContent></w:r>", run("是")), a="☐"
    )
    assert text == "{{ a }}是"


def test_a_nested_table_and_cells_merged_down_are_found() -> None:
    inner = table(cell("甲") + cell("  "))
    data = grid("乙|x", "^|y").replace(
        "</w:tbl>", f"<w:tr>{cell('丙')}{cell(inner + '<w:p/>')}</w:tr></w:tbl>", 1
    )
    _, text = edited(data, a=" +", b="乙")
    assert text == "{{ b }}\nx\ny\n丙\n\n甲\n{{ a }}"


# ---- braces ----


@pytest.mark.parametrize(
    "printed",
    [
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "{x}",
        "{{x}}",
        "{% if %}",
        "{{{",
        "}}}",
        "{",
        "}",
        "{{ '{' }}",
        "a{#b#}c",
    ],
)
def test_printed_braces_are_printed(printed: str) -> None:
    """Before and after a placeholder, in runs of their own, and across paragraphs."""
    blocks = (
        paragraph(run(printed), run("_"), run(printed)),
        paragraph(*(run(letter) for letter in printed)),
        *(paragraph(letter) for letter in printed),
    )
    data = package(document(*blocks))
    template = write_template(
        data, "表.docx", [Edit(Spot(block=0), len(printed), len(printed) + 1, "{{ a }}")]
    )
    out = [each.text for each in cells_of(docx.read(filled(template, {"a": "答"}), "表.docx"))]
    assert out == [f"{printed}答{printed}", printed, *printed]


# ---- the package ----


def test_all_other_parts_stay_as_they_are() -> None:
    more: dict[str, str | bytes] = {
        "word/styles.xml": part("styles"),
        "word/media/图.png": b"\x89PNG",
        "customXml/item1.xml": "<a/>",
    }
    data = package(document(paragraph("  ")), more)
    template = write_template(data, "表.docx", [Edit(Spot(block=0), 0, 2, "{{ a }}")])
    before, after = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(template))
    assert before.namelist() == after.namelist()
    for name in before.namelist():
        assert (before.read(name) == after.read(name)) is (name != "word/document.xml")


def test_a_form_with_macros_becomes_a_document_without() -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
        '<Override PartName="/word/vbaData.xml" ContentType="application/vnd.ms-word.vbaData+xml"/></Types>'
    )
    memory = io.BytesIO()
    more: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": links(rId1="vbaProject vbaProject.bin", rId2="styles styles.xml"),
        "word/_rels/vbaProject.bin.rels": links(rId1="wordVbaData vbaData.xml"),
        "word/vbaProject.bin": b"x",
        "word/vbaData.xml": "<a/>",
        "word/styles.xml": part("styles"),
    }
    with (
        zipfile.ZipFile(io.BytesIO(package(document(paragraph("  ")), more))) as old,
        zipfile.ZipFile(memory, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, types if name == "[Content_Types].xml" else old.read(name))
    template = write_template(memory.getvalue(), "表.docm", [Edit(Spot(block=0), 0, 2, "{{ a }}")])
    archive = zipfile.ZipFile(io.BytesIO(template))
    assert [name for name in archive.namelist() if "vba" in name] == []
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"vba" not in everything
    assert b"macroEnabled" not in everything
    assert b"styles.xml" in archive.read("word/_rels/document.xml.rels")
    assert docx.read(template, "表.docx").findings == ()


def test_a_document_written_as_one_xml_file_becomes_a_package() -> None:
    pkg = "http://schemas.microsoft.com/office/2006/xmlPackage"
    related = links(rId1="officeDocument word/document.xml")
    flat = (
        f'<?xml version="1.0"?><pkg:package xmlns:pkg="{pkg}">'
        '<pkg:part pkg:name="/_rels/.rels" pkg:contentType="application/x-rels">'
        f"<pkg:xmlData>{related}</pkg:xmlData>"
        '</pkg:part><pkg:part pkg:name="/word/document.xml" pkg:contentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.document.main+xml"><pkg:xmlData>{document(paragraph("  "))}'
        "</pkg:xmlData></pkg:part></pkg:package>"
    )
    template = write_template(flat.encode(), "表.xml", [Edit(Spot(block=0), 0, 2, "{{ a }}")])
    assert texts_of(filled(template, {"a": "答"}))[0, None, None] == "答"
    assert b"/word/document.xml" in zipfile.ZipFile(io.BytesIO(template)).read("[Content_Types].xml")


def test_a_document_whose_names_begin_otherwise_can_be_filled() -> None:
    xml = document(paragraph("  "), grid("甲|")).replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0=")
    template = write_template(package(xml), "表.docx", [Edit(Spot(block=0), 0, 2, "{{ a }}")])
    assert texts_of(filled(template, {"a": "答"}))[0, None, None] == "答"


def test_a_document_that_stands_elsewhere_is_put_where_it_is_filled() -> None:
    rels = links(rId1="officeDocument word/document2.xml")
    memory = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package(document(paragraph("  "))))) as old,
        zipfile.ZipFile(memory, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name).replace(b"word/document.xml", b"word/document2.xml")
            new.writestr(
                name.replace("document.xml", "document2.xml"), rels if name == "_rels/.rels" else content
            )
    template = write_template(memory.getvalue(), "表.docx", [Edit(Spot(block=0), 0, 2, "{{ a }}")])
    assert texts_of(filled(template, {"a": "答"}))[0, None, None] == "答"


# ---- rows that repeat ----

ROWS = {
    "家庭": [
        {"姓名": "张三", "关系": Shown("父\n亲", is_long=True)},
        {"姓名": "李四", "关系": "母"},
        {"姓名": "王五", "关系": "妹"},
    ]
}


def looped(
    rows: Sequence[str], row: int, dropped: tuple[int, ...], cols: Mapping[int, str]
) -> tuple[bytes, list[str]]:
    """Return the template of a table and the table that comes of it, drawn as text."""
    data = package(document(grid(*rows), "<w:p/>"))
    edits = [
        Edit(each.spot, 0, len(each.text), f"{{{{ {cols[each.col]} }}}}")
        for each in cells_of(docx.read(data, "表.docx"))
        if isinstance(each, Cell) and each.row == row and each.col in cols
    ]
    template = write_template(data, "表.docx", edits, [Loop(0, row, dropped, "m", "家庭")])
    return template, drawn(filled(template, ROWS))


def drawn(data: bytes) -> list[str]:
    found = docx.read(data, "表.docx").blocks[0]
    assert not isinstance(found, Line)
    rows = []
    for number in range(found.height):
        line = []
        for col in range(found.width):
            each = found.at(number, col)
            assert each is not None
            line.append(
                each.text.replace("\n", "/")
                if (each.row, each.col) == (number, col)
                else "^"
                if each.row < number
                else "<"
            )
        rows.append(" | ".join(line))
    return rows


MEMBER = {1: "m.姓名", 2: "m.关系"}


def test_a_label_that_begins_at_the_header_stays_one_cell() -> None:
    template, rows = looped(["家庭|姓名|关系", "^||", "^||", "^||", "签字|x|<"], 1, (2, 3), MEMBER)
    assert rows == [
        "家庭 | 姓名 | 关系",
        "^ | 张三 | 父/亲",
        "^ | 李四 | 母",
        "^ | 王五 | 妹",
        "签字 | x | <",
    ]
    assert drawn(template) == [
        "家庭 | 姓名 | 关系",
        "^ | {%tr for m in 家庭 %} | <",
        "^ | {{ m.姓名 }} | {{ m.关系 }}",
        "{%tr endfor %} | < | <",
        "签字 | x | <",
    ]


@pytest.mark.parametrize("dropped", [(2, 3), (2,)])
def test_a_label_that_begins_at_the_row_stays_one_cell(dropped: tuple[int, ...]) -> None:
    rows = ["类|姓名|关系", "家庭||", "^||", "^|甲|乙", "签字|x|<"]
    _, out = looped(rows, 1, dropped, MEMBER)
    rest = [] if 3 in dropped else ["^ | 甲 | 乙"]
    assert out == [
        "类 | 姓名 | 关系",
        "家庭 | 张三 | 父/亲",
        "^ | 李四 | 母",
        "^ | 王五 | 妹",
        *rest,
        "签字 | x | <",
    ]


def test_a_label_that_begins_in_a_row_that_falls_away_goes_on_to_the_next() -> None:
    _, out = looped(["类|姓名|关系", "一||", "家庭||", "^|甲|乙", "^|丙|丁"], 1, (2,), MEMBER)
    assert out[4:] == ["家庭 | 甲 | 乙", "^ | 丙 | 丁"]


def test_an_answer_that_is_merged_over_rows_stands_in_each() -> None:
    _, out = looped(["类|姓名|关系", "一||", "二|^|", "签字|x|<"], 1, (2,), {**MEMBER, 0: "loop.index"})
    assert out == ["类 | 姓名 | 关系", "1 | 张三 | 父/亲", "2 | 李四 | 母", "3 | 王五 | 妹", "签字 | x | <"]


def test_names_that_may_occur_once_do_not_repeat() -> None:
    row = '<w:p w14:paraId="1"><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/></w:p>'
    data = package(document(table(cell("姓名"), cell(row)), "<w:p/>"))
    template = write_template(
        data,
        "表.docx",
        [Edit(Spot(block=0, row=1, col=0), 0, 0, "{{ m.姓名 }}")],
        [Loop(0, 1, (), "m", "家庭")],
    )
    xml = etree.tostring(body_of(filled(template, ROWS)), encoding="unicode")
    assert "bookmark" not in xml
    assert "paraId" not in xml


@pytest.mark.parametrize(
    "loop",
    [
        Loop(0, 9, (), "m", "a"),
        Loop(0, 0, (9,), "m", "a"),
        Loop(0, 0, (0,), "m", "a"),
        Loop(7, 0, (), "m", "a"),
    ],
)
def test_a_loop_that_names_no_row_is_refused(loop: Loop) -> None:
    with pytest.raises(ValueError, match="row"):
        write_template(package(document(grid("甲|乙"))), "表.docx", [], [loop])


def test_an_edit_in_a_row_that_falls_away_is_refused() -> None:
    edit = Edit(Spot(block=0, row=1, col=0), 0, 0, "{{ a }}")
    with pytest.raises(ValueError, match="falls away"):
        write_template(package(document(grid("甲|乙", "|"))), "表.docx", [edit], [Loop(0, 0, (1,), "m", "a")])


# ---- laws ----

PIECES: dict[str, str] = {
    "text": run("甲乙"),
    "bold": run("丙", "<w:b/>"),
    "blank": run("  ", "<w:u/>"),
    "brace": run("{{"),
    "tab": "<w:r><w:t>丁</w:t><w:tab/><w:t>戊</w:t><w:br/></w:r>",
    "hyphen": "<w:r><w:noBreakHyphen/></w:r>",
    "tick": tick_control(),
    "old tick": old_tick(),
    "symbol": symbol(),
    "signs": run("\uf06f\uf06e", WINGDINGS),
    "prompt": prompt(),
    "control": control(run("己") + run("庚")),
    "field": field("辛壬"),
    "field in field": mark("begin") + mark("separate") + run("子") + field("丑") + run("寅") + mark("end"),
    "inserted": f'<w:ins w:id="1">{run("癸")}</w:ins>',
    "deleted": '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>',
    "hidden": run("密", "<w:vanish/>"),
    "link": f"<w:hyperlink>{run('卯')}{run('辰')}</w:hyperlink>",
    "simple field": f'<w:fldSimple w:instr="DATE">{run("巳")}</w:fldSimple>',
    "formula": "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>",
    "mark": '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>',
    "ways": "<w:r><mc:AlternateContent><mc:Choice Requires='x'><w:t>午</w:t></mc:Choice><mc:Fallback>"
    "<w:t>未</w:t></mc:Fallback></mc:AlternateContent></w:r>",
    "ruby": f"<w:r><w:ruby><w:rt>{run('b')}</w:rt><w:rubyBase>{run('申')}</w:rubyBase></w:ruby></w:r>",
    "list": mark("begin", '<w:ffData><w:ddList><w:listEntry w:val="酉戌"/></w:ddList></w:ffData>')
    + mark("end"),
}
paragraphs = st.lists(st.sampled_from(sorted(PIECES)), max_size=5).map(
    lambda names: "<w:p>" + "".join(PIECES[name] for name in names) + "</w:p>"
)
wrapped = st.tuples(paragraphs, st.sampled_from(["", "control", "inserted"])).map(
    lambda both: {
        "": both[0],
        "control": control(both[0], "<w:richText/>"),
        "inserted": control(both[0], empty=False),
    }[both[1]]
)
contents = st.lists(wrapped, min_size=1, max_size=3).map(lambda each: "".join(each) + "<w:p/>")


@given(st.lists(contents, min_size=1, max_size=3), paragraphs, st.randoms(use_true_random=False))
def test_only_what_is_edited_changes(cells: list[str], line: str, chance: random.Random) -> None:
    data = package(document(table("".join(map(cell, cells))), line))
    _edit_at_random(data, chance)


def _edit_at_random(data: bytes, chance: random.Random) -> bytes:
    """Put placeholders at places by chance; look at every text of the template, and of what is filled."""
    edits: list[Edit] = []
    wanted: dict[tuple[int | None, int | None, int | None], str] = {}
    for each in cells_of(docx.read(data, "表.docx")):
        mine: list[Edit] = []
        cuts = sorted(chance.randint(0, len(each.text)) for _ in range(2 * chance.randint(0, 3)))
        for start, stop in zip(cuts[::2], cuts[1::2], strict=True):
            if not mine or start > mine[-1].stop:
                mine.append(Edit(each.spot, start, stop, f"{{{{ 组.项{len(edits) + len(mine)} }}}}"))
        edits += mine
        wanted[each.spot.block, each.spot.row, each.spot.col] = replaced(each.text, mine)
    chance.shuffle(edits)
    template = write_template(data, "表.docx", edits)
    assert texts_of(template) == wanted
    answers = {"组": {f"项{number}": Shown("一<&{{\n二", is_long=True) for number in range(len(edits))}}
    out = docx.read(filled(template, answers), "表.docx")
    assert [each.text for each in cells_of(out) if isinstance(each, Cell)] == [
        re.sub(r"\{\{ 组\.项\d+ \}\}", "一<&{{\n二", text)
        for place, text in wanted.items()
        if place[1] is not None
    ]
    return template


def _forms(folder: Path) -> list[Path]:
    forms = sorted((folder / "bench" / "forms").glob("*.docx"))
    assert len(forms) >= 20
    return forms


def test_only_what_is_edited_changes_in_real_forms(shared: Path) -> None:
    for number, form in enumerate(_forms(shared)):
        for seed in (number, number + 100):
            _edit_at_random(form.read_bytes(), random.Random(seed))


@pytest.mark.slow
def test_templates_of_real_forms_are_as_valid_as_the_forms(shared: Path, tmp_path: Path) -> None:
    def violations(folder: Path) -> list[str]:
        found = subprocess.run(
            [sys.executable, shared / "bench" / "validate.py", *sorted(folder.glob("*.docx"))],
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
        assert "violations:" in found.stdout, found.stderr
        return sorted(line.partition(".docx: ")[2] for line in found.stdout.splitlines())

    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    for number, form in enumerate(_forms(shared)):
        (before / form.name).write_bytes(form.read_bytes())
        (after / form.name).write_bytes(_edit_at_random(form.read_bytes(), random.Random(number)))
    assert violations(after) == violations(before)
