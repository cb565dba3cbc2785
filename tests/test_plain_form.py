"""A form drawn anew from its grid: what is read of it is the grid it was drawn from."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from formkit.grid import Cell, Document, Line, Table
from formkit.readers.docx import read
from formkit.spot import Spot
from formkit.writers.plainform import plain_form

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp"), include_characters="\n\t")
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table of cells that tile it, some merged."""
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row in range(height):
        for col in range(width):
            if (row, col) in taken:
                continue
            free = next((step for step in range(width - col) if (row, col + step) in taken), width - col)
            colspan, rowspan = draw(st.integers(1, free)), draw(st.integers(1, height - row))
            cells.append(Cell(draw(TEXTS), row, col, rowspan, colspan))
            taken |= {(row + down, col + right) for down in range(rowspan) for right in range(colspan)}
    return Table(tuple(cells), height, width)


def shape(table: Table) -> list[tuple[object, ...]]:
    return [tuple(cell[:5]) for cell in table.cells]


def box(left: float, top: float, right: float, bottom: float) -> Spot:
    return Spot(page=1, box=(left, top, right, bottom))


@given(tables())
def test_what_is_read_of_the_drawing_is_the_grid(table: Table) -> None:
    document = Document("form.pdf", (Line("登记表"), table, Line("注：如实填写。")))
    lines_and_tables = read(plain_form(document), "form.docx").blocks
    (drawn,) = (block for block in lines_and_tables if isinstance(block, Table))
    assert shape(drawn) == shape(table)
    assert [block.text for block in lines_and_tables if isinstance(block, Line) and block.text] == [
        "登记表",
        "注：如实填写。",
    ]


def test_two_tables_stay_two() -> None:
    one = Table((Cell("姓名", 0, 0), Cell("", 0, 1)), 1, 2)
    found = read(plain_form(Document("form.pdf", (one, one))), "form.docx").blocks
    assert [shape(block) for block in found if isinstance(block, Table)] == [shape(one)] * 2


def test_columns_and_rows_have_the_measures_of_the_page() -> None:
    cells = (Cell("姓名", 0, 0, spot=box(50, 100, 150, 140)), Cell("", 0, 1, spot=box(150, 100, 450, 140)))
    root = part(plain_form(Document("form.pdf", (Table(cells, 1, 2),))))
    assert [int(column.get(W + "w", "")) for column in root.iter(W + "gridCol")] == [2000, 6000]
    assert [height.get(W + "val") for height in root.iter(W + "trHeight")] == ["800"]


def test_a_wide_form_lies_across_the_page() -> None:
    root = part(plain_form(Document("form.pdf", (Line("登记表", box(300, 40, 780, 60)),))))
    (size,) = root.iter(W + "pgSz")
    assert (size.get(W + "orient"), int(size.get(W + "w", "")) > int(size.get(W + "h", ""))) == (
        "landscape",
        True,
    )


def test_characters_that_no_xml_holds_are_left_out() -> None:
    (line,) = read(plain_form(Document("form.pdf", (Line("姓\x01名"),))), "form.docx").blocks
    assert isinstance(line, Line)
    assert line.text == "姓名"


def part(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))
