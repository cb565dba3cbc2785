"""A signature: a place that only paper fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formkit.chinese.blanks import is_blank

if TYPE_CHECKING:
    from formkit.record import Value


def parse(text: str, _details: tuple[str, ...] = ()) -> str | None:
    """Return what somebody typed into the place for 签字, stripped; None where it is blank.

    >>> parse("  张三 "), parse("　　")
    ('张三', None)
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return None if is_blank(text) else text


def show(value: Value | None, _details: tuple[str, ...] = ()) -> str:
    """Return what was typed; ``""`` for None, so that the place stays free on paper.

    >>> show(None)
    ''
    """
    return "" if value is None else str(value)
