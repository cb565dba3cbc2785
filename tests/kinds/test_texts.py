"""Free texts, places for paper, pictures."""

from __future__ import annotations

import pytest

from formkit.errors import KindError
from formkit.grid import Picture
from formkit.kinds import long_text, picture, rows, seal, signature, text


def test_a_text_keeps_all_that_is_within() -> None:
    assert text.parse("\n 甲\t乙\r\n丙  丁 \u2028") == "甲\t乙\n丙  丁"
    assert text.parse("__甲__") == "__甲__"
    assert text.parse("{{ 7*7 }} & <b>") == "{{ 7*7 }} & <b>"


def test_a_long_text_keeps_the_indent_of_its_first_line() -> None:
    assert long_text.parse("\n \n　　甲\n\n　　乙 \n") == "　　甲\n\n　　乙"
    assert long_text.parse("\u2028　　甲\x85") == "　　甲"


def test_a_place_for_paper_keeps_what_was_typed() -> None:
    assert signature.parse(" 张三　2025年 月 日 ") == "张三　2025年 月 日"
    assert seal.parse("\u3000\n") is None


def test_a_picture_is_no_text() -> None:
    assert picture.parse("照\n片", ("照片",)) is None
    assert picture.parse("（贴照片处）") is None
    assert picture.show(Picture("image/png", b"x"), ("照片",)) == "[图片]"
    with pytest.raises(KindError, match="图片"):
        picture.parse("张三", ("照片",))


def test_pasted_rows_keep_quotes_and_empty_cells() -> None:
    assert rows.parse('"棠城工匠"技能\t\t1\n\n2') == (('"棠城工匠"技能', "", "1"), ("2",))
    assert rows.parse('"棠城工匠"\t1') == (('"棠城工匠"', "1"),)
    assert rows.parse("\t甲") == (("", "甲"),)
    assert rows.parse(" \n\t\n") is None
