"""A short text: a name, a title, an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formkit.chinese.blanks import UNFILLED

if TYPE_CHECKING:
    from formkit.record import Value


def parse(text: str, _details: tuple[str, ...] = ()) -> str | None:
    r"""Return the text without outer white space, all within kept exactly; None where it is blank.

    Line breaks become ``"\n"``. ``无`` and ``/`` are answers: forms ask for them where there is nothing.

    >>> parse(" 李婷\r\n（兼）　")
    '李婷\n（兼）'
    >>> parse("无"), parse("____　")
    ('无', None)
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.strip()
    return text if text.strip(UNFILLED) else None


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    """Return the text as it is; ``""`` for None.

    >>> show("A&B公司"), show(None)
    ('A&B公司', '')
    """
    return "" if value is None else str(value)
