"""A text box under a question: the answer stands in the box."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

import formkit
from formkit.learn import learn
from wordmaking import document, package, paragraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def holding(text: str) -> str:
    """Return a line that holds a text box and nothing else."""
    box = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def filled(*blocks: str, folder: Path) -> etree._Element:
    """Learn a form of these blocks, fill its only field, and return what was written."""
    (folder / "blank.docx").write_bytes(package(document(paragraph("报名表"), *blocks)))
    learn([folder / "blank.docx"], folder / "p")
    call = formkit.load(folder / "p")
    (field,) = call.forms["form"].fields
    made = formkit.fill_document(call, "form", {field.path: "样本队"}).data
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def test_an_answer_stands_in_the_box_and_in_each_way_to_show_it(tmp_path: Path) -> None:
    root = filled(paragraph("队伍名称："), holding(""), paragraph(""), paragraph("完"), folder=tmp_path)
    boxes = ["".join(map(str, box.itertext())) for box in root.iter(W + "txbxContent")]
    assert boxes == ["样本队", "样本队"]
    assert "".join(map(str, root.itertext())).count("样本队") == len(boxes)


def test_a_box_that_is_printed_in_is_no_place(tmp_path: Path) -> None:
    root = filled(paragraph("队伍名称："), paragraph(""), holding("说明"), paragraph("完"), folder=tmp_path)
    assert {"".join(map(str, box.itertext())) for box in root.iter(W + "txbxContent")} == {"说明"}
