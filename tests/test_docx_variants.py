"""Word files as they come: each kind of content on the smallest sample, and what is said about it."""

from __future__ import annotations

import base64
import io
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from formkit.errors import UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.grid import Document, Line, Table
from formkit.readers import docx
from formkit.readers.flatopc import is_flat_opc
from formkit.readers.wordwalk import Walk
from wordmaking import SPACES, cell, document, grid, links, package, paragraph, part, run, table

CHANGE = 'w:id="1" w:author="a"'
RELS = "word/_rels/document.xml.rels"
PNG = b"\x89PNG\r\n\x1a\n rest"


def seen(*blocks: str, **parts: str | bytes) -> Document:
    """Read a document; further parts are given by the last piece of their name."""
    return docx.read(package(document(*blocks), {PARTS[name]: parts[name] for name in parts}), "x.docx")


PARTS = {
    "rels": RELS,
    "styles": "word/styles.xml",
    "comments": "word/comments.xml",
    "footnotes": "word/footnotes.xml",
    "glossary": "word/glossary/document.xml",
    "settings": "word/settings.xml",
    "settings_rels": "word/_rels/settings.xml.rels",
    "picture": "word/media/image1.png",
    "macros": "word/vbaProject.bin",
}


def lines(found: Document) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Line)]


def tables(found: Document) -> list[Table]:
    return [block for block in found.blocks if isinstance(block, Table)]


def cells(found: Document) -> list[list[str]]:
    """Return the texts of the first table by row."""
    return [[item.text for item in row] for row in tables(found)[0].rows()]


def finding(found: Document, code: str) -> Finding:
    (only,) = [item for item in found.findings if item.code == code]
    return only


def everything(found: Document) -> str:
    texts = [
        item.text for block in found.blocks for item in ((block,) if isinstance(block, Line) else block.cells)
    ]
    return "".join("".join(texts).split())


def assert_tiles(found: Table) -> None:
    """Each place of a table is covered by one cell."""
    covered = Counter(
        (row, column)
        for item in found.cells
        for row in range(item.row, item.row + item.rowspan)
        for column in range(item.col, item.col + item.colspan)
    )
    assert covered == Counter((row, column) for row in range(found.height) for column in range(found.width))


# --- the file


def flat(xml: str, binary: dict[str, bytes] | None = None, head: str = "") -> bytes:
    """Return a document as Flat OPC."""
    rels = links(rId1="officeDocument word/document.xml")
    parts = [("/_rels/.rels", rels), ("/word/document.xml", xml)]
    text = [
        f'<pkg:part pkg:name="{name}"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>' for name, inner in parts
    ]
    for name, content in (binary or {}).items():
        inner = base64.encodebytes(content).decode()
        text.append(f'<pkg:part pkg:name="{name}"><pkg:binaryData>{inner}</pkg:binaryData></pkg:part>')
    space = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    progid = '<?mso-application progid="Word.Document"?>'
    return f'<?xml version="1.0"?>\n{progid}{head}<pkg:package {space}>{"".join(text)}</pkg:package>'.encode()


def test_a_document_as_one_xml_file_is_read_like_any_other() -> None:
    body = document(paragraph("甲 & 乙"), grid("a | b"))
    data = flat(body)
    assert is_flat_opc(data)
    assert is_flat_opc(b"\xef\xbb\xbf" + data)
    assert is_flat_opc(data.decode().encode("utf-16"))
    assert docx.read(data, "x").blocks == docx.read(package(body), "x").blocks


@pytest.mark.parametrize("other", [b"", b"PK\x03\x04", b"<w:document/>", package(document())])
def test_other_files_are_no_package_in_one_xml_file(other: bytes) -> None:
    assert not is_flat_opc(other)


def test_binary_parts_of_one_xml_file_are_decoded() -> None:
    xml = document(paragraph(picture()))
    data = flat(xml, {"/word/media/image1.png": PNG, "/" + RELS: links(p="image media/image1.png").encode()})
    (block,) = docx.read(data, "x").blocks
    assert [item.data for item in block.pictures] == [PNG]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (flat(document(), head="<!DOCTYPE a [<!ENTITY b 'c'>]>"), "forbidden"),
        (flat(document(), {"/word/document.xml": b""}), "forbidden"),
        (flat(document())[:-30], "damaged"),
        (
            flat(document()).replace(b"<pkg:package", b"<pkg:other").replace(b"/pkg:package", b"/pkg:other"),
            "unsupported",
        ),
        (flat(document(), {f"/{number}": b"" for number in range(2_001)}), "too-large"),
        (flat(document(), {"/a": b"x" * 9_000_000}), "too-large"),
        (flat(document(), {"/a": b"x"}).replace(b"eA==", b"e==A"), "damaged"),
    ],
    ids=["DOCTYPE", "parts of one name", "cut short", "another root", "entries", "large text", "base64"],
)
def test_one_xml_file_that_harms_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        docx.read(data, "x.docx")
    assert caught.value.code == code
    assert "x.docx" in str(caught.value)


def test_macros_are_not_run_and_said_to_be_there() -> None:
    found = seen(paragraph("甲"), rels=links(m="vbaProject vbaProject.bin"), macros=b"\xd0\xcf")
    assert lines(found) == ["甲"]
    assert finding(found, "macros").severity is Severity.NOTE


def test_the_package_says_which_part_is_the_document() -> None:
    other = {
        "_rels/.rels": links(a="officeDocument /word/document2.xml"),
        "word/document2.xml": document(paragraph("乙")),
    }
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in {**other, "word/document.xml": document(paragraph("甲"))}.items():
            archive.writestr(name, content)
    assert lines(docx.read(memory.getvalue(), "x")) == ["乙"]


def test_another_office_package_is_named_as_such() -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("_rels/.rels", links(a="officeDocument xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableFileError) as caught:
        docx.read(memory.getvalue(), "x.docx")
    assert caught.value.code == "unsupported"


# --- tracked changes, hidden text, comments, notes


def tracked(name: str, content: str) -> str:
    return f"<w:{name} {CHANGE}>{content}</w:{name}>"


def test_tracked_changes_are_counted_and_the_first_is_placed() -> None:
    found = seen(
        paragraph("甲"),
        table(
            cell("a")
            + cell(paragraph(tracked("ins", run("b")), tracked("del", "<w:r><w:delText>c</w:delText></w:r>")))
        ),
        paragraph(tracked("moveFrom", run("d")), tracked("moveTo", run("e"))),
    )
    assert cells(found) == [["a", "b"]]
    assert lines(found) == ["甲", "e"]
    said = finding(found, "tracked-changes")
    assert said.severity is Severity.WARNING
    assert "4 处" in said.message
    assert said.spot is not None
    assert (said.spot.block, said.spot.row, said.spot.col) == (1, 0, 1)


def test_rows_and_cells_taken_out_are_left_out_and_those_put_in_stay() -> None:
    gone, new = (f"<w:trPr><w:{kind} {CHANGE}/></w:trPr>" for kind in ("del", "ins"))
    found = seen(
        table(
            cell("a") + cell("b"),
            gone + cell("x") + cell("y"),
            new + cell("c") + cell("d"),
            cell("e") + cell("z", f"<w:cellDel {CHANGE}/>") + cell("f", f"<w:cellIns {CHANGE}/>"),
        )
    )
    assert cells(found) == [["a", "b"], ["c", "d"], ["e", "f"]]
    assert "4 处" in finding(found, "tracked-changes").message


def ending(kind: str, *texts: str) -> str:
    """Return a paragraph of which the mark is tracked."""
    return (
        f"<w:p><w:pPr><w:rPr><w:{kind} {CHANGE}/></w:rPr></w:pPr>{''.join(run(text) for text in texts)}</w:p>"
    )


def test_a_paragraph_of_which_the_mark_is_deleted_is_joined_to_the_next() -> None:
    blocks = ending("del", "甲") + ending("moveFrom", "乙") + paragraph("丙") + ending("ins", "丁")
    found = seen(blocks, table(cell(blocks)))
    assert lines(found) == ["甲乙丙", "丁"]
    assert cells(found) == [["甲乙丙\n丁"]]


def test_a_last_paragraph_of_which_the_mark_is_deleted_is_not_lost() -> None:
    found = seen(ending("del", "甲"), table(cell(ending("del", "乙"))), ending("del", "丙"))
    assert lines(found) == ["甲", "丙"]
    assert cells(found) == [["乙"]]


def style(name: str, kind: str, properties: str = "", based: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}">{base}<w:rPr>{properties}</w:rPr></w:style>'


def styled(name: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{run(text)}</w:p>'


def test_hidden_text_is_left_out_and_its_beginning_is_told() -> None:
    long = "暗" * 30
    found = seen(
        paragraph("明", run(long, "<w:vanish/>")), table(cell(paragraph(run("黑 白", "<w:vanish/>"))))
    )
    assert everything(found) == "明"
    said = finding(found, "hidden-text")
    assert said.severity is Severity.WARNING
    assert "32 个字" in said.message
    assert "“" + "暗" * 20 + "…”" in said.message
    assert said.spot is not None
    assert said.spot.block == 0


def test_a_style_may_hide_and_a_run_may_show_again() -> None:
    styles = part(
        "styles",
        style("Base", "paragraph", "<w:vanish/>"),
        style("Dark", "paragraph", "<w:b/>", based="Base"),
        style("Light", "paragraph", '<w:vanish w:val="0"/>', based="Dark"),
        style("Ring", "paragraph", based="Gnir"),
        style("Gnir", "paragraph", based="Ring"),
        style("Night", "character", "<w:vanish/>"),
    )
    shown = '<w:vanish w:val="false"/>'
    found = seen(
        styled("Dark", "一"),
        styled("Light", "二"),
        styled("Ring", "三"),
        paragraph(
            "四", run("五", '<w:rStyle w:val="Night"/>'), run("六", '<w:rStyle w:val="Night"/>' + shown)
        ),
        table(cell(styled("Dark", "七")) + cell("八")),
        rels=links(s="styles styles.xml"),
        styles=styles,
    )
    assert everything(found) == "二三四六八"
    assert "3 个字" in finding(found, "hidden-text").message


def test_text_hidden_on_the_web_only_is_read() -> None:
    found = seen(paragraph(run("甲", "<w:webHidden/>")))
    assert everything(found) == "甲"
    assert found.findings == ()


def test_comments_and_footnotes_are_told_and_are_no_text() -> None:
    found = seen(
        paragraph("甲", '<w:r><w:commentReference w:id="0"/></w:r>'),
        table(cell(paragraph("乙", '<w:r><w:footnoteReference w:id="2"/></w:r>'))),
        rels=links(c="comments comments.xml", f="footnotes footnotes.xml"),
        comments=part("comments", f'<w:comment w:id="0">{paragraph("请补充证书{0}")}</w:comment>'),
        footnotes=part("footnotes", f'<w:footnote w:id="2">{paragraph("注一")}</w:footnote>'),
    )
    assert everything(found) == "甲乙"
    assert [(item.code, item.severity) for item in found.findings] == [
        ("comments", Severity.NOTE),
        ("footnotes", Severity.NOTE),
    ]
    assert "请补充证书{0}" in found.findings[0].message
    assert "注一" in found.findings[1].message


# --- content that is not read, and links out of the file


def either(choice: str, fallback: str) -> str:
    """Return two ways to say the same."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="w16se">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def picture(how: str = 'r:embed="p"') -> str:
    return f"<w:r><w:drawing><a:blip {how}/></w:drawing></w:r>"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('<w:altChunk r:id="x"/>', "嵌入的文档"),
        (table(cell('<w:altChunk r:id="x"/>')), "嵌入的文档"),
        (paragraph('<w:subDoc r:id="x"/>'), "子文档"),
        (paragraph('<w:r><w:object><o:OLEObject Type="Embed"/></w:object></w:r>'), "嵌入的对象或附件"),
        (paragraph('<w:r><w:object><w:control w:name="CheckBox1"/></w:object></w:r>'), "ActiveX 控件"),
        (
            paragraph(
                f'<w:r><w:drawing><a:graphicData uri="{SPACES["a"][:-9]}2006/diagram"/></w:drawing></w:r>'
            ),
            "SmartArt",
        ),
        (paragraph('<w:r><w:drawing><a:graphicData uri="x/2006/chart"/></w:drawing></w:r>'), "图表"),
        (paragraph("<w:r><w:drawing><a:t>图中</a:t></w:drawing></w:r>"), "图形中的文字"),
        (paragraph('<w:r><w:pict><v:textpath string="艺术字"/></w:pict></w:r>'), "图形中的文字"),
    ],
)
def test_content_that_cannot_be_read_is_told(content: str, kind: str) -> None:
    found = seen(paragraph("甲"), content)
    said = finding(found, "embedded-content")
    assert said.severity is Severity.WARNING
    assert kind in said.message
    assert said.spot is not None
    assert said.spot.block == 1


def test_what_is_linked_from_outside_is_told_and_never_fetched() -> None:
    found = seen(
        paragraph(picture('r:link="out"')),
        paragraph(picture('r:embed="out"')),
        table(cell(paragraph('<w:r><w:pict><v:imagedata r:id="out"/></w:pict></w:r>'))),
        rels=links(out="image http://example.invalid/a.png", s="settings settings.xml"),
        settings_rels=links(t="attachedTemplate file:///c:/a.dotm"),
    )
    said = finding(found, "external-link")
    assert said.severity is Severity.NOTE
    assert "4 处" in said.message
    assert "图片、模板" in said.message


def test_a_picture_of_which_the_part_is_missing_is_told() -> None:
    found = seen(table(cell(paragraph(picture()))), rels=links(p="image media/image1.png"))
    assert finding(found, "unreadable-picture").severity is Severity.WARNING
    assert tables(found)[0].cells[0].pictures == ()


@pytest.mark.parametrize(
    "drawing",
    [
        picture(),
        '<w:r><w:pict><v:shape><v:imagedata r:id="p"/></v:shape></w:pict></w:r>',
        either(picture(), picture()),
        "<w:r>" + either("<w:drawing/>", "<w:pict><v:imagedata r:id='p'/></w:pict>") + "</w:r>",
    ],
)
def test_a_picture_in_its_slot_is_read_once(drawing: str) -> None:
    found = seen(
        table(cell("照片") + cell(paragraph(drawing))), rels=links(p="image media/image1.png"), picture=PNG
    )
    assert [item.data for item in tables(found)[0].cells[1].pictures] == [PNG]
    assert found.findings == ()


def test_the_picture_of_a_cell_that_goes_on_belongs_to_the_whole_cell() -> None:
    found = seen(
        table(
            cell("照片", '<w:vMerge w:val="restart"/>') + cell("a"),
            cell(paragraph(picture()) + grid("内"), "<w:vMerge/>") + cell("b"),
        ),
        rels=links(p="image media/image1.png"),
        picture=PNG,
    )
    assert len(tables(found)[0].cells[0].pictures) == 1
    assert tables(found)[1].cells[0].text == "内"


# --- content controls


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def tag(name: str) -> str:
    return f'<w:tag w:val="{name}"/>'


def names(found: Document) -> list[str | None]:
    return [item.name for item in tables(found)[0].cells]


def test_controls_are_looked_through_at_every_level() -> None:
    row = f"<w:tr>{control(cell(control(paragraph('甲', control(run('乙'))))))}{cell('丙')}</w:tr>"
    item = control(row, "<w15:repeatingSectionItem/>")
    section = control(item + item, "<w15:repeatingSection/>")
    found = seen(control(control(f"<w:tbl>{section}</w:tbl>")))
    assert cells(found) == [["甲乙", "丙"]] * 2


@pytest.mark.parametrize(
    "content",
    [
        control(cell("甲"), tag("a")),
        control(control(cell("甲")), tag("a")),
        control(control(cell("甲"), tag("a")), tag("outer")),
        control(cell("甲"), '<w:alias w:val="a"/>'),
        cell(control(paragraph("甲"), '<w:alias w:val="b"/>' + tag("a"))),
        cell(control(control(paragraph("甲")), tag("a"))),
        cell(paragraph(control(run("甲"), tag("a")), '<w:bookmarkEnd w:id="1"/>')),
    ],
)
def test_a_control_that_holds_all_of_a_cell_names_it(content: str) -> None:
    found = seen(table(cell("姓名") + content))
    assert [(item.text, item.name) for item in tables(found)[0].cells] == [("姓名", None), ("甲", "a")]


def test_a_control_around_several_cells_or_a_part_of_one_names_none() -> None:
    assert names(seen(table(control(cell("甲") + cell("乙"), tag("a"))))) == [None, None]
    assert names(seen(table(cell(paragraph("甲：", control(run("乙"), tag("a"))))))) == [None]


@pytest.mark.parametrize(
    "kind",
    [
        '<w:dropDownList><w:listItem w:displayText="甲" w:value="1"/></w:dropDownList>',
        '<w:comboBox><w:listItem w:displayText="丙" w:value="1"/></w:comboBox>',
        '<w:date w:fullDate="2025-01-02T00:00:00Z"/>',
    ],
)
def test_a_list_or_date_shows_its_text(kind: str) -> None:
    assert lines(seen(paragraph(control(run("甲"), kind)))) == ["甲"]


PROMPTING = "<w:showingPlcHdr/>"
KEPT = '<w:placeholder><w:docPart w:val="P"/></w:placeholder>'


@pytest.mark.parametrize(
    "wrap", [paragraph, lambda inner: inner.replace("<w:r>", "<w:p><w:r>").replace("</w:r>", "</w:r></w:p>")]
)
@pytest.mark.parametrize(
    ("text", "properties", "is_kept", "is_answer"),
    [
        ("单击或点击此处输入文字。", "", False, False),
        ("填写全称", '<w:rStyle w:val="a3"/>', False, False),
        ("棠城机床厂", "", False, True),
        ("填写全称", "", True, False),
        ("棠城机床厂", '<w:rStyle w:val="a3"/>', True, True),
    ],
)
def test_a_prompt_is_no_answer_and_an_answer_marked_as_one_is(
    wrap: Any, text: str, properties: str, is_kept: bool, is_answer: bool
) -> None:
    block = wrap(control(run(text, properties), PROMPTING + (KEPT if is_kept else "")))
    name = '<w:docPartPr><w:name w:val="P"/></w:docPartPr>'
    kept = f"<w:docPart>{name}<w:docPartBody>{paragraph('填写全称')}</w:docPartBody></w:docPart>"
    found = seen(
        block, rels=links(g="glossaryDocument glossary/document.xml"), glossary=part("glossaryDocument", kept)
    )
    assert lines(found) == [text if is_answer else ""]


def test_the_picture_of_an_empty_picture_control_is_no_picture() -> None:
    slot = cell(paragraph(control(picture(), PROMPTING + "<w:picture/>")))
    assert (
        tables(seen(table(slot), rels=links(p="image media/image1.png"), picture=PNG))[0].cells[0].pictures
        == ()
    )


def test_a_tick_box_around_a_cell_is_its_state() -> None:
    box = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    assert cells(seen(table(control(cell("☒"), box) + cell("是")))) == [["☑", "是"]]


# --- text boxes


def box(content: str) -> str:
    return f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp>"


def test_boxes_of_every_kind_are_read_once_after_their_block() -> None:
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wpg:wgp>{box(paragraph('一'))}"
        f"<wpg:grpSp>{box(paragraph('二'))}</wpg:grpSp></wpg:wgp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph('一')}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    shape = f"<v:textbox><w:txbxContent>{paragraph('三')}</w:txbxContent></v:textbox>"
    old = f"<w:r><w:pict><v:group><v:shape>{shape}</v:shape></v:group></w:pict></w:r>"
    found = seen(table(cell(paragraph("格", both))), paragraph("段", old), paragraph("末"))
    assert cells(found) == [["格"]]
    assert lines(found) == ["一", "二", "段", "三", "末"]


def test_a_box_within_a_box_and_a_table_within_it_are_read() -> None:
    inner = f"<w:r><w:drawing>{box(paragraph('内', picture()) + grid('a | b'))}</w:drawing></w:r>"
    outer = f"<w:r><w:drawing>{box(paragraph('外', inner))}</w:drawing></w:r>"
    found = seen(paragraph("段", outer), rels=links(p="image media/image1.png"), picture=PNG)
    assert lines(found) == ["段", "外", "内"]
    assert cells(found) == [["a", "b"]]
    assert [len(block.pictures) for block in found.blocks if isinstance(block, Line)] == [0, 0, 1]


def test_of_alternatives_one_is_read_at_every_level() -> None:
    symbol = '<w16se:symEx xmlns:w16se="urn:x"/>'
    emoji = f"<w:r>{either(symbol, '<w:t>😀</w:t>')}</w:r>"
    found = seen(either(paragraph("甲"), paragraph("乙")), paragraph(emoji, either(run("丙"), run("丁"))))
    assert lines(found) == ["甲", "😀丙"]


# --- tables


def test_columns_left_out_on_both_sides_of_a_row_tile() -> None:
    aside = '<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/><w:wAfter w:w="9"/></w:trPr>'
    none = '<w:trPr><w:gridBefore w:val="0"/></w:trPr>'
    found = seen(table(cell("a") + cell("b") + cell("c"), aside + cell("d"), none + cell("e")))
    assert cells(found) == [["a", "b", "c"], ["", "d", ""], ["e", ""]]
    assert_tiles(tables(found)[0])


def test_cells_merged_the_old_way_are_one() -> None:
    first, more = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = seen(
        table(
            cell("a", first + down) + cell("", more + down) + cell("b"),
            cell("", first + on) + cell("", more + on) + cell("c"),
            cell("d") + cell("e") + cell("f", more),
        )
    )
    assert cells(found) == [["a", "b"], ["c"], ["d", "e\nf"]]
    assert tables(found)[0].cells[0][:5] == ("a", 0, 0, 2, 2)
    assert_tiles(tables(found)[0])


def test_a_continuation_of_another_width_is_a_cell_of_its_own() -> None:
    found = seen(
        table(
            cell("a", '<w:vMerge w:val="restart"/>') + cell("b"),
            cell("c", '<w:gridSpan w:val="2"/><w:vMerge/>'),
        )
    )
    assert cells(found) == [["a", "b"], ["c"]]
    assert_tiles(tables(found)[0])


def test_a_row_without_cells_is_an_empty_row() -> None:
    found = seen(table(cell("a") + cell("b"), "", cell("c") + cell("d")))
    assert cells(found) == [["a", "b"], [""], ["c", "d"]]
    assert_tiles(tables(found)[0])


def test_floating_and_nested_tables_are_read_in_place() -> None:
    floating = grid("浮 | 动").replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page"/></w:tblPr>')
    nested = table(cell(paragraph("外") + grid("一") + grid("二") + paragraph("")))
    found = seen(paragraph("前"), floating, nested, paragraph("后"))
    assert [type(block) for block in found.blocks] == [Line, Table, Table, Table, Table, Line]
    assert [item.cells[0].text for item in tables(found)] == ["浮", "外\n", "一", "二"]
    assert [item.cells[0].spot.table for item in tables(found)[2:]] == [(1, 0, 0, 0), (1, 0, 0, 1)]


# --- fields, and characters that are not stored as text


def character(kind: str, data: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{data}</w:fldChar></w:r>'


BEGIN, BETWEEN, END = character("begin"), character("separate"), character("end")


OUT, IN = "</w:instrText></w:r>", "<w:r><w:instrText>"


def choices(state: str) -> str:
    """Return the data of a list of choices."""
    entries = "".join(f'<w:listEntry w:val="{choice}"/>' for choice in "男女")
    return f"<w:ffData><w:ddList>{state}{entries}</w:ddList></w:ffData>"


def field(instruction: str, result: str | None = None, data: str = "") -> str:
    shown = "" if result is None else BETWEEN + result
    return f"{character('begin', data)}<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}{END}"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (field("MERGEFIELD 单位", run("甲")), "甲"),
        (field("MERGEFIELD 单位"), ""),
        (field(f"IF{OUT}{field('MERGEFIELD a', run('乙'))}{run('= 1')}{IN}", run("丙")), "丙"),
        (field("IF", field("PAGE", run("3")) + run("页")), "3页"),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>4</w:t></w:r></w:fldSimple>', "4"),
        (f"{BEGIN}{run('不结束')}", "不结束"),
        (f"{END}{BETWEEN}{run('不开始')}", "不开始"),
        (field("FORMTEXT", run("丁"), "<w:ffData/>"), "丁"),
        (field("FORMDROPDOWN", None, choices('<w:result w:val="1"/>')), "女"),
        (field("FORMDROPDOWN", None, choices('<w:default w:val="1"/>')), "女"),
        (field("FORMDROPDOWN", run("男"), choices("")), "男"),
        (field("FORMDROPDOWN", None, choices('<w:result w:val="9"/>')), ""),
        (field("FORMDROPDOWN", None, choices('<w:result w:val="x"/>')), "男"),
        (field("FORMCHECKBOX", None, "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"), "☑"),
        (character("begin", "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>") + run("是"), "☑是"),
    ],
)  # fmt: skip
def test_of_a_field_the_result_is_shown(content: str, text: str) -> None:
    assert lines(seen(paragraph("前", content, "后"))) == [f"前{text}后"]


def test_the_result_of_a_field_may_go_on_in_the_next_paragraph() -> None:
    assert lines(seen(paragraph(BEGIN, BETWEEN, "甲"), paragraph("乙", END, "丙"))) == ["甲", "乙丙"]


def test_a_form_field_alone_in_a_cell_names_it() -> None:
    named = '<w:ffData><w:name w:val="Text1"/></w:ffData>'
    alone, beside = field("FORMTEXT", run("甲"), named), run("姓名：")
    found = seen(table(cell(paragraph(alone)) + cell(paragraph(beside + alone)) + cell("乙")))
    assert [(item.text, item.name) for item in tables(found)[0].cells] == [
        ("甲", "Text1"),
        ("姓名：甲", None),
        ("乙", None),
    ]


RUBY = f"<w:r><w:ruby><w:rt>{run('wang')}</w:rt><w:rubyBase>{run('王')}</w:rubyBase></w:ruby></w:r>"


def formula(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


FRACTION = f"<m:f><m:num>{formula('3')}</m:num><m:den>{formula('4')}</m:den></m:f>"
SQUARE = f"<m:sSup><m:e>{formula('m')}</m:e><m:sup>{formula('2')}</m:sup></m:sSup>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (RUBY, "王"),
        ("<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t></w:r>", "ab"),
        (run("     ", '<w:u w:val="single"/>'), "     "),
        (run("____年__月__日"), "____年__月__日"),
        (f"<m:oMath>{formula('x=')}{FRACTION}</m:oMath>", "x=3/4"),
        (f"<m:oMathPara><m:oMath>{SQUARE}</m:oMath></m:oMathPara>", "m^2"),
        ("<w:hyperlink>" + run("网址") + "</w:hyperlink>", "网址"),
        ('<w:bdo w:val="ltr"><w:smartTag>' + run("地名") + "</w:smartTag></w:bdo>", "地名"),
        ("<w:unheard>" + run("某") + "</w:unheard>", "某"),
    ],
)  # fmt: skip
def test_characters_are_read_as_they_are_shown(content: str, text: str) -> None:
    found = seen(paragraph("前", content), table(cell(paragraph("前", content)) + cell("b")))
    assert lines(found) == ["前" + text]
    assert cells(found) == [["前" + text, "b"]]


# --- bounds


def nested(depth: int) -> str:
    content = paragraph("底")
    for _ in range(depth):
        content = table(f"<w:tc>{content}</w:tc>")
    return content


def test_tables_nested_as_deep_as_people_go_are_read_and_deeper_ones_refused() -> None:
    assert "底" in everything(seen(nested(20)))
    deep_controls = paragraph("底")
    for _ in range(60):
        deep_controls = control(deep_controls)
    deep_runs = run("底")
    for _ in range(60):
        deep_runs = control(deep_runs)
    for deep in (nested(60), deep_controls, paragraph(deep_runs), table(cell(deep_controls))):
        with pytest.raises(UnreadableFileError) as caught:
            seen(deep)
        assert caught.value.code == "too-large"


def test_wide_spans_and_many_cells_are_bounded() -> None:
    wide = table(cell("a", '<w:gridSpan w:val="1000000000"/>'))
    assert tables(seen(wide))[0].width == 1_000
    rows = table(*["<w:tc/>"] * 2_100, cell("a", '<w:gridSpan w:val="1000"/>'))
    many = table(*["<w:tc/>" * 1_000] * 201)
    for body in (rows, many):
        with pytest.raises(UnreadableFileError) as caught:
            seen(body)
        assert caught.value.code == "too-large"


def test_many_lines_and_characters_are_bounded() -> None:
    fine = docx.read(zipfile_of(document("<w:p/>" * 100_000)), "x")
    assert len(fine.blocks) == 100_000
    for many in ("<w:p/>" * 500_001, paragraph("甲" * 9_000_000) * 3):
        with pytest.raises(UnreadableFileError) as caught:
            docx.read(zipfile_of(document(many)), "x")
        assert caught.value.code == "too-large"


def test_a_long_chain_of_merged_cells_is_read_in_linear_time() -> None:
    rows = [cell("a", '<w:vMerge w:val="restart"/>'), *[cell("b", "<w:vMerge/>")] * 20_000]
    data = zipfile_of(document(table(*rows)))
    start = time.process_time()
    (found,) = tables(docx.read(data, "x"))
    assert time.process_time() - start < 5
    assert found.cells[0].rowspan == 20_001
    assert len(found.cells[0].text) == 2 * 20_001 - 1


def zipfile_of(xml: str) -> bytes:
    """Return a package that is not compressed, so that its ratio is no matter."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", xml)
    return memory.getvalue()


# --- laws


PLAIN = st.text("甲乙丙丁123ab", min_size=1, max_size=3)
MARK = st.sampled_from(["", "<w:p/>", '<w:bookmarkStart w:id="1" w:name="a"/>'])


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return strategies for content within the wrappers that Word knows, within one another."""
    one = st.one_of(
        inner.map(control),
        inner.map(lambda text: tracked("ins", text)),
        inner.map(lambda text: f"<w:customXml>{text}</w:customXml>"),
        inner.map(lambda text: tracked("moveTo", text)),
        inner,
    )
    return st.lists(one, min_size=1, max_size=3).map("".join)


RUNS = st.recursive(PLAIN.map(run), wrapped, max_leaves=5)
PARAGRAPHS = st.recursive(RUNS.map(paragraph), wrapped, max_leaves=4)
CELLS = st.recursive(
    st.tuples(
        PARAGRAPHS,
        st.sampled_from(
            ["", '<w:gridSpan w:val="2"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>', "<w:hMerge/>"]
        ),
    ).map(lambda pair: f"<w:tc><w:tcPr>{pair[1]}</w:tcPr>{pair[0]}</w:tc>"),
    wrapped,
    max_leaves=4,
)
ROWS = st.recursive(CELLS.map(lambda inner: f"<w:tr>{inner}</w:tr>"), wrapped, max_leaves=4)


@given(
    st.lists(st.one_of(ROWS.map(lambda rows: f"<w:tbl>{rows}</w:tbl>"), PARAGRAPHS), min_size=1, max_size=3)
)
def test_cells_tile_and_no_text_is_lost_whatever_stands_around_it(blocks: list[str]) -> None:
    found = seen(*blocks)
    for item in tables(found):
        assert_tiles(item)
    texts = [node.text or "" for node in etree.fromstring(document(*blocks)).iter(f"{{{SPACES['w']}}}t")]
    assert Counter(everything(found)) == Counter("".join(texts))


def visible(path: Path) -> Counter[str]:
    """Return the characters of a real form that a person sees, counted without formkit."""
    w, mc = f"{{{SPACES['w']}}}", f"{{{SPACES['mc']}}}"
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    out: Counter[str] = Counter()
    for node in body.iter(w + "t"):
        above = list(node.iterancestors())
        if {w + "del", w + "moveFrom", mc + "Fallback"} & {item.tag for item in above}:
            continue
        if above[0].find(f"{w}rPr/{w}vanish") is not None:
            continue
        if any(
            item.find(f"{w}sdtPr/{w}showingPlcHdr") is not None for item in above if item.tag == w + "sdt"
        ):
            continue
        out.update("".join((node.text or "").split()))
    return out


def test_no_text_of_a_real_form_is_lost(shared: Path) -> None:
    paths = sorted((shared / "bench" / "forms").glob("*.docx"))
    assert paths
    for path in paths:
        found = docx.read(path.read_bytes(), path.name)
        assert visible(path) - Counter(everything(found)) == Counter(), path.name
        for item in tables(found):
            assert_tiles(item)


def test_hostile_documents_are_read_or_refused_in_time(shared: Path) -> None:
    paths = [path for path in sorted((shared / "bench" / "hostile").iterdir()) if path.suffix != ".tsv"]
    assert paths
    for path in paths:
        start = time.monotonic()
        try:
            found = docx.read(path.read_bytes(), path.name)
        except UnreadableFileError:
            found = Document(path.name, ())
        for item in tables(found):
            assert_tiles(item)
        assert time.monotonic() - start < 10


# --- the short way through plain documents


def the_long_way(xml: str) -> Document:
    """Read a document so that it is not taken for plain: a line break stands before its end."""
    return docx.read(package(xml.replace("</w:body>", "\n</w:body>")), "x.docx")


SPECIALS = st.sampled_from(
    [
        run("a&b<c>"),
        "<w:r><w:br/><w:t>下</w:t></w:r>",
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
        run("暗", "<w:vanish/>"),
        field("DATE", run("今天")),
        "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
        picture('r:link="out"'),
        "<w:r><w:t/></w:r>",
        '<w:r><w:t xml:space="preserve"/></w:r>',
        "<w:hyperlink>" + run("链") + "</w:hyperlink>",
        "<w:proofErr/>",
    ]
)
PLAIN_PARAGRAPHS = st.lists(st.one_of(PLAIN.map(run), SPECIALS), max_size=3).map(
    lambda runs: styled("a", "式") if runs == [] else f"<w:p>{''.join(runs)}</w:p>"
)
SHAPES = [
    "",
    "",
    '<w:gridSpan w:val="2"/>',
    '<w:gridSpan w:val="0"/>',
    "<w:vMerge/>",
    '<w:vMerge w:val="restart"/>',
]
SHAPES += [
    '<w:vMerge w:val="continue" />',
    "<w:gridSpan w:val='2'/>",
    "<w:tcPrChange><w:tcPr><w:vMerge/></w:tcPr></w:tcPrChange>",
    '<w:gridSpan w:val="3"/><w:vMerge/>',
]
PLAIN_CELLS = st.tuples(st.sampled_from(SHAPES), st.lists(PLAIN_PARAGRAPHS, max_size=2)).map(
    lambda pair: f"<w:tc><w:tcPr>{pair[0]}</w:tcPr>{''.join(pair[1])}</w:tc>"
)
PLAIN_TABLES = st.lists(st.lists(PLAIN_CELLS, max_size=3).map("".join), min_size=1, max_size=3).map(
    lambda rows: table(*rows)
)


@given(st.lists(st.one_of(PLAIN_TABLES, PLAIN_PARAGRAPHS, st.just("<w:p/>")), max_size=3))
def test_the_short_way_and_the_long_way_give_the_same(blocks: list[str]) -> None:
    xml = document(*blocks)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(Walk, "run")
        short = docx.read(package(xml), "x.docx")
    assert short == the_long_way(xml)


STRAY = paragraph(run("甲"))
BODY = "<w:body>"


def with_another_prefix(xml: str) -> str:
    xml = xml.replace("<w:", "<x:").replace("</w:", "</x:")
    return xml.replace("xmlns:w=", 'xmlns:w="urn:other" xmlns:x=')


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (document(f"<!--{paragraph('乙')}-->", STRAY), "甲"),
        (document("<?pi <w:p>?>", STRAY), "甲"),
        (document(STRAY.replace("甲", "<![CDATA[甲</w:t>]]>")), "甲</w:t>"),
        (document(STRAY.replace("<w:r>", '<w:r w:rsid="a>b">')), "甲"),
        (with_another_prefix(document(STRAY)), "甲"),
        (document('<w:customXml xmlns:w="urn:other"><w:p><w:t>乙</w:t></w:p></w:customXml>', STRAY), "甲"),
        ('<?xml version="1.0" encoding="gb18030"?>' + document(STRAY), "甲"),
        ('<?xml version="1.0" encoding = "gb18030"?>' + document(STRAY), "甲"),
        (document(STRAY).replace("<w:body>", '<w:background w:color="F"/><w:body>'), "甲"),
        (document(STRAY.replace("<w:r>", "<w:r><w:cr/>")).replace(BODY, f"<w:background/>{BODY}"), "\n甲"),
        (document(STRAY.replace("<w:t ", "<w:t\n")), "甲"),
        (document(STRAY.replace("甲", "甲\r\n乙")), "甲\n乙"),
        (document(STRAY.replace("甲", "甲<b/>乙<i>丙</i>")), "甲乙丙"),
        (document(STRAY.replace("甲", "甲<!-- </w:p> -->")), "甲"),
        (document(STRAY.replace("甲", "&#x7532;&#150;")), "甲\x96"),
    ],
)  # fmt: skip
def test_bytes_that_only_look_plain_are_read_as_xml(xml: str, text: str) -> None:
    data = xml.encode("gb18030" if "gb18030" in xml else "utf-8")
    assert lines(docx.read(package(data), "x")) == [text]


@pytest.mark.parametrize(
    "broken",
    [
        "甲<b>乙",
        "甲</b>",
        "&nbsp;",
        "a < b",
        "\x01",
        "\uffff",
        "</w:t></w:r></w:p><w:p><w:r>",
        "<!-- ",
        "]]>",
    ],
)
def test_text_that_breaks_the_file_is_not_read_in_part(broken: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        docx.read(package(document(STRAY.replace("甲", broken))), "x.docx")
    assert caught.value.code == "damaged"


def test_invalid_utf_8_is_damage() -> None:
    data = document(STRAY).encode().replace("甲".encode(), b"\xe7\x94")
    with pytest.raises(UnreadableFileError) as caught:
        docx.read(package(data), "x.docx")
    assert caught.value.code == "damaged"


def test_styles_that_hide_and_are_not_used_do_no_harm() -> None:
    styles = part("styles", style("z-1", "paragraph", "<w:vanish/>"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(Walk, "run")
        found = seen(styled("z-10", "甲"), rels=links(s="styles styles.xml"), styles=styles)
    assert lines(found) == ["甲"]


def test_real_forms_are_read_alike_both_ways(shared: Path) -> None:
    for path in sorted((shared / "bench" / "forms").glob("*.docx")):
        memory = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(memory, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "word/document.xml":
                    content = content.replace(b"</w:body>", b"\n</w:body>")
                new.writestr(name, content)
        assert docx.read(memory.getvalue(), path.name) == docx.read(path.read_bytes(), path.name), path.name
