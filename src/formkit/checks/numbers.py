"""Whether numbers lie where a clause wants them, and whether parts are no larger than their wholes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from formkit.finding import Finding, Severity
from formkit.judging import Asked


def number_between(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where a number is below ``minimum`` or above ``maximum``; both are allowed.

    民法典第1259条: 以上, 以下 and 以内 include the number itself.
    """
    answer = asked.answer(asked.text("field"))
    if answer is None or not (answer.given or answer.unreadable):
        return
    number = answer.number
    if number is None:
        yield asked.cannot_tell(answer)
        return
    low, high, unit = asked.number("minimum"), asked.number("maximum"), asked.text("unit")
    if low is not None and number < low:
        message = (
            f"“{answer.label}”填的是 {answer.text}{unit}，少于 {low}{unit}；请核对，不符合本条的不能申报。"
        )
        yield asked.say(message, answer)
    elif high is not None and number > high:
        message = f"“{answer.label}”填的是 {answer.text}{unit}，多于 {high}{unit}；请核对。"
        yield asked.say(message, answer)


def numbers_descend(asked: Asked) -> Iterator[Finding]:
    """Yield a warning for each number of a chain that is larger than the one before: a part, its whole."""
    for chain in asked.lists("chains"):
        answers = [answer for path in chain if (answer := asked.answer(path)) is not None]
        known = [(answer, answer.number) for answer in answers if answer.number is not None]
        for (whole, more), (part, less) in pairwise(known):
            if less is not None and more is not None and less > more:
                message = (
                    f"“{part.label}”（{part.text}）多于“{whole.label}”（{whole.text}）；"
                    "前者应包含在后者之内，请核对。"
                )
                yield asked.say(message, part, whole, most=Severity.WARNING)
