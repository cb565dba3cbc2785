"""Whether options are chosen as a clause wants them, and whether what is chosen is backed by rows."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.finding import Finding, Severity
from formkit.judging import Asked, listed


def chosen_among(asked: Asked) -> Iterator[Finding]:
    """Yield a finding, with what ``message`` says, where what is chosen is none of ``options``."""
    answer = asked.answer(asked.text("field"))
    options = {*asked.texts("options"), *asked.texts("others")}
    if answer is None or not (answer.given or answer.unreadable):
        return
    if answer.unreadable:
        yield asked.cannot_tell(answer)
    elif strange := [option for option in answer.chosen if option not in options]:
        message = f"“{answer.label}”填的是{listed(strange)}。{asked.text('message')}"
        yield asked.say(message, answer)


def flag(asked: Asked) -> Iterator[Finding]:
    """Yield a note, with what ``message`` says, where one of ``options`` or ``others`` is chosen."""
    answer = asked.answer(asked.text("field"))
    if answer is None:
        return
    chosen = [
        option for option in answer.chosen if option in (*asked.texts("options"), *asked.texts("others"))
    ]
    if chosen:
        message = f"“{answer.label}”填的是{listed(chosen)}。{asked.text('message')}"
        yield asked.say(message, answer, most=Severity.NOTE)


def any_of(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where fewer options are chosen than ``at_least``."""
    answer, wanted = asked.answer(asked.text("field")), asked.number("at_least") or 1
    if answer is None:
        return
    if answer.unreadable:
        yield asked.cannot_tell(answer)
    elif len(answer.chosen) < wanted:
        message = f"“{answer.label}”选了 {len(answer.chosen)} 项，至少要选 {wanted} 项；请选择所符合的条件。"
        yield asked.say(message, answer)


def evidence_for(asked: Asked) -> Iterator[Finding]:
    """Yield a warning where an option is chosen and none of the places that would back it is filled.

    ``option`` counts the field's options from 1. Proof may also be among the papers, so nobody is
    rejected for it.
    """
    path, number, evidence = asked.text("field"), asked.number("option"), asked.texts("evidence")
    answer, options = asked.answer(path), asked.options(path)
    if answer is None or number is None or not 1 <= number <= len(options):
        return
    if options[number - 1] in answer.chosen and not any(asked.is_filled(place) for place in evidence):
        places = "或".join(f"“{asked.label(place)}”" for place in evidence)
        message = f"“{answer.label}”选了第 {number} 项，但{places}没有填写；请补填能证明这一项的内容。"
        yield asked.say(message, answer, most=Severity.WARNING)


def permits(_asked: Asked) -> Iterator[Finding]:
    """Yield nothing, for a clause that only permits: nobody is sent back for it."""
    return iter(())
