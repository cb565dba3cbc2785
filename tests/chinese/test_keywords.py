"""What a text is about."""

from __future__ import annotations

from formkit.chinese.keywords import keywords


def test_the_words_of_a_deed_are_found() -> None:
    text = "荣昌陶器烧制技艺传承人李某，从事陶器烧制二十年，革新陶器釉料配方，带徒十二人。"
    found = keywords(text, 3)
    assert len(found) == 3
    assert "陶器" in found


def test_a_blank_text_is_about_nothing() -> None:
    assert keywords(" \n") == ()
    assert keywords("陶器", 0) == ()
