"""Whether the list of results keeps the quota."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.finding import Finding
from formkit.judging import Asked


def list_at_most(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where more are selected than ``quota``; 以内 includes the number itself.

    The list is what was asked about, or the rows of the column ``names``.
    """
    quota = asked.number("quota")
    column = asked.column(asked.text("names"))
    selected = asked.selected if column is None else column
    if selected is None or quota is None:
        return
    more = len(selected) - quota
    if more > 0:
        message = f"入选名单有 {len(selected)} 个，超过名额 {quota} 个；请减少 {more} 个。"
        yield asked.say(message)
