"""What a reader of DOCX sees is what a person sees; a file that harms is refused with its code."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from formkit.errors import UnreadableFileError
from formkit.grid import Document, Line, Table
from formkit.readers import docx, read
from wordmaking import cell, document, grid, package, paragraph, run, table


def seen(*blocks: str) -> Document:
    return docx.read(package(document(*blocks)), "x.docx")


def only_table(*blocks: str) -> Table:
    (found,) = [block for block in seen(*blocks).blocks if isinstance(block, Table)]
    return found


def line(*pieces: str) -> str:
    (found,) = [block for block in seen(paragraph(*pieces)).blocks if isinstance(block, Line)]
    return found.text


def drawn(found: Table) -> list[str]:
    """Return a table drawn with the marks of ``grid``."""
    rows = [["?"] * found.width for _ in range(found.height)]
    for item in found.cells:
        for row in range(item.row, item.row + item.rowspan):
            for column in range(item.col, item.col + item.colspan):
                assert rows[row][column] == "?", "cells overlap"
                rows[row][column] = "<" if column > item.col else ("^" if row > item.row else item.text)
    return [" | ".join(row) for row in rows]


@pytest.mark.parametrize(
    "rows",
    [
        ["a | b", "c | d"],
        ["a | <", "b | c"],
        ["a | b", "^ | c", "^ | d"],
        ["a | < | b", "^ | < | c", "d | e | f"],
        ["a | < | <", "b | c | <", "^ | d | e"],
    ],
)
def test_a_merged_cell_occurs_once_and_cells_tile_their_table(rows: list[str]) -> None:
    assert drawn(only_table(grid(*rows))) == rows


def test_a_cell_merged_downwards_holds_its_text_once() -> None:
    found = only_table(grid("项目 | 甲", "^ | 乙"))
    assert [item.text for item in found.cells] == ["项目", "甲", "乙"]
    assert found.cells[0].rowspan == 2


def test_a_cell_without_properties_keeps_both_of_its_paragraphs() -> None:
    paragraphs = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in "一二")
    body = f"<w:tbl><w:tr><w:tc>{paragraphs}</w:tc></w:tr></w:tbl>"
    assert only_table(body).cells[0].text == "一\n二"


def test_text_hidden_in_a_continued_cell_is_not_lost() -> None:
    body = table(cell("上", '<w:vMerge w:val="restart"/>') + cell("a"), cell("下", "<w:vMerge/>") + cell("b"))
    assert only_table(body).cells[0].text == "上\n下"


def test_a_continuation_with_nothing_above_is_a_cell_of_its_own() -> None:
    assert drawn(only_table(table(cell("a", "<w:vMerge/>") + cell("b")))) == ["a | b"]


def test_columns_left_out_before_a_row_are_an_empty_cell() -> None:
    body = table(
        cell("a") + cell("b") + cell("c"),
        '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("d"),
    )
    assert drawn(only_table(body)) == ["a | b | c", " | < | d"]


def test_a_row_that_ends_early_is_closed_by_an_empty_cell() -> None:
    assert drawn(only_table(table(cell("a") + cell("b") + cell("c"), cell("d")))) == [
        "a | b | c",
        "d |  | <",
    ]


def test_a_nested_table_follows_the_table_that_holds_it() -> None:
    inner = grid("内一 | 内二")
    blocks = seen(table(cell(paragraph("外") + inner + paragraph("")) + cell("旁"))).blocks
    assert [type(block) for block in blocks] == [Table, Table]
    outside, inside = (block for block in blocks if isinstance(block, Table))
    assert outside.cells[0].text.strip() == "外"
    assert [item.text for item in inside.cells] == ["内一", "内二"]
    assert inside.cells[0].spot.table == (0, 0, 0, 0)


@given(st.lists(st.text("项目名称 &<>'\"a１😀", min_size=1, max_size=4), min_size=1, max_size=8))
def test_runs_may_be_split_anywhere(pieces: list[str]) -> None:
    assert line(*(run(piece) for piece in pieces)) == "".join(pieces)


def test_tracked_changes_count_as_accepted() -> None:
    change = 'w:id="1" w:author="a"'
    assert (
        line(
            "甲",
            f"<w:ins {change}>{run('新')}</w:ins>",
            f"<w:del {change}><w:r><w:delText>旧</w:delText></w:r></w:del>",
            f"<w:moveFrom {change}>{run('去')}</w:moveFrom>",
            f"<w:moveTo {change}>{run('来')}</w:moveTo>",
            "乙",
        )
        == "甲新来乙"
    )


def test_hidden_text_is_left_out_and_text_that_is_not_hidden_after_all_stays() -> None:
    assert line("甲", run("暗", "<w:vanish/>"), run("明", '<w:vanish w:val="0"/>')) == "甲明"


def test_breaks_tabs_and_hyphens_are_characters() -> None:
    pieces = "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"
    assert line(pieces) == "a\nb\tc-d"


def test_the_instruction_of_a_field_is_not_text_and_its_result_is() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("2025年")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert line(field) == "2025年"


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def w14_box(value: str) -> str:
    return control(f'<w14:checkbox><w14:checked w14:val="{value}"/></w14:checkbox>', run("?"))


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def legacy_box(state: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
        f"{state}</w:checkBox></w:ffData></w:fldChar></w:r>"
        '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("box", "text"),
    [
        (w14_box("1"), "☑是"),
        (w14_box("0"), "☐是"),
        (symbol("Wingdings", "F0FE"), "☑是"),
        (symbol("Wingdings", "F0A8"), "□是"),
        (symbol("Wingdings 2", "F052"), "☑是"),
        (symbol("Wingdings 2", "00A3"), "□是"),
        (legacy_box("<w:checked/>"), "☑是"),
        (legacy_box('<w:default w:val="1"/>'), "☑是"),
        (legacy_box('<w:default w:val="1"/><w:checked w:val="0"/>'), "☐是"),
        (legacy_box('<w:default w:val="0"/>'), "☐是"),
        (run("☑"), "☑是"),
        (run("□"), "□是"),
    ],
)
def test_a_tick_box_is_read_in_each_of_its_four_encodings(box: str, text: str) -> None:
    assert line(box, "是") == text


def test_the_tag_of_a_content_control_names_its_cell() -> None:
    tag = '<w:tag w:val="leader.name"/>'
    around = table(cell("姓名") + control(tag, cell("甲")))
    inside = table(cell("姓名") + cell(control(tag, paragraph("甲"))))
    within = table(cell("姓名") + cell(paragraph(control(tag, run("甲")))))
    for body in (around, inside, within):
        assert [(item.text, item.name) for item in only_table(body).cells] == [
            ("姓名", None),
            ("甲", "leader.name"),
        ]


def test_the_prompt_of_an_empty_content_control_is_no_answer() -> None:
    assert line("姓名：", control("<w:showingPlcHdr/>", run("单击此处输入文字"))) == "姓名："


def test_the_body_of_a_text_box_follows_its_block_and_is_read_once() -> None:
    content = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    box = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    blocks = seen(paragraph("框外", box), paragraph("后")).blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == ["框外", "框内", "后"]


def test_a_file_of_the_strict_kind_is_read_too() -> None:
    xml = document(paragraph("甲")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    (block,) = docx.read(package(xml), "x.docx").blocks
    assert isinstance(block, Line)
    assert block.text == "甲"


BODY = document(paragraph("甲"))
DOCTYPE = document(paragraph("&a;"), head='<!DOCTYPE w:document [<!ENTITY a "甲">]>')


def as_zip(**members: bytes) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return memory.getvalue()


def encrypted() -> bytes:
    """Return a package whose members say that they are encrypted."""
    data = bytearray(package(BODY))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(signature, place + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (as_zip(a=b"b"), "unsupported"),
        (b"PK\x03\x04 and no more", "damaged"),
        (package(BODY)[:-200], "damaged"),
        (package(BODY[:-20]), "damaged"),
        (package("<w/>"), "damaged"),
        (package(DOCTYPE), "forbidden"),
        (package(BODY.replace("甲", "甲" * 10_000_000)), "too-large"),
        (encrypted(), "encrypted"),
    ],
    ids=[
        "another package",
        "no package",
        "cut short",
        "XML cut short",
        "no body",
        "DOCTYPE",
        "zip bomb",
        "encrypted package",
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_code(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        docx.read(data, "x.docx")
    assert caught.value.code == code
    assert caught.value.exit_code == 5
    assert "x.docx" in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused_each_with_its_code(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.docx", "not-found"), (tmp_path, "not-readable")):
        with pytest.raises(UnreadableFileError) as caught:
            read(path)
        assert caught.value.code == code


@example(noise=b"\x00\x05", at=888)  # an offset before the beginning of the file
@given(st.binary(max_size=200), st.integers(0, 10_000))
def test_bytes_changed_anywhere_give_a_document_or_a_refusal(noise: bytes, at: int) -> None:
    whole = package(BODY)
    at %= len(whole)
    with suppress(UnreadableFileError):
        docx.read(whole[:at] + noise + whole[at + len(noise) :], "x.docx")


def test_hostile_files_give_a_document_or_a_refusal(shared: Path) -> None:
    paths = sorted((shared / "bench" / "hostile").iterdir())
    assert paths
    for path in paths:
        with suppress(UnreadableFileError):
            docx.read(path.read_bytes(), path.name)
