"""Lines to write on: underlined white space is shown as underscores, in its own place."""

from __future__ import annotations

from formkit.grid import Line
from formkit.readers.docx import read, read_lined
from wordmaking import document, package, paragraph, run

LINE = '<w:u w:val="single"/>'


def lined(*runs: str) -> tuple[str, str]:
    data = package(document(paragraph(*runs)))
    texts = []
    for form in (read(data, "x.docx"), read_lined(data, "x.docx")[0]):
        (block,) = form.blocks
        assert isinstance(block, Line)
        texts.append(block.text)
    return texts[0], texts[1]


def test_underlined_room_is_a_line() -> None:
    assert lined(run("户名"), run("    ", LINE), run("，账号")) == ("户名    ，账号", "户名____，账号")


def test_underlined_words_stay() -> None:
    assert lined(run("第 三 条", LINE)) == ("第 三 条", "第 三 条")


def test_room_beside_underlined_words_is_a_line() -> None:
    assert lined(run("示例   ", LINE), run("完")) == ("示例   完", "示例___完")


def test_a_line_that_is_turned_off_is_none() -> None:
    assert lined(run("    ", '<w:u w:val="none"/>'), run("完")) == ("    完", "    完")
