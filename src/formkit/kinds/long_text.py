"""A text of paragraphs: deeds, reasons, plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from formkit.chinese.blanks import is_blank

if TYPE_CHECKING:
    from formkit.record import Value

_INDENT: Final = " \t\u00a0\u3000"


def parse(text: str, _details: tuple[str, ...] = ()) -> str | None:
    r"""Return the text with the indent of its first line, without blank lines before and white space after.

    Line breaks become ``"\n"``; all within is kept exactly. None where it is blank.

    >>> parse("\r\n　　从业二十年。\r\n\r\n　　带徒12人。\n\n")
    '\u3000\u3000从业二十年。\n\n\u3000\u3000带徒12人。'
    >>> parse("\n＿＿＿\n") is None
    True
    """
    if is_blank(text):
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    body = text.lstrip()
    before = text[: len(text) - len(body)]
    indent = before[len(before.rstrip(_INDENT)) :]
    return indent + body.rstrip()


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    r"""Return the text as it is; ``""`` for None.

    >>> show("　　第一段\n　　第二段") == "　　第一段\n　　第二段"
    True
    """
    return "" if value is None else str(value)
