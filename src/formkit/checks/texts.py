"""Whether places are filled, say what they have to say, and say the same wherever they occur."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.answer import Answer
from formkit.chinese.folding import fold
from formkit.finding import Finding, Severity
from formkit.judging import Asked, listed


def filled(asked: Asked) -> Iterator[Finding]:
    """Yield a finding for each of ``fields`` and ``groups`` that is empty, of ``positive`` also for 0."""
    for path in (*asked.texts("fields"), *asked.texts("positive")):
        answer = asked.answer(path)
        if answer is not None and not answer.given and not answer.unreadable:
            yield asked.say(f"“{answer.label}”没有填写；请补填。", answer)
    for path in asked.texts("positive"):
        answer = asked.answer(path)
        if answer is not None and answer.number is not None and answer.number <= 0:
            yield asked.say(f"“{answer.label}”填的是 {answer.text}，应大于 0；请核对。", answer)
    for path in asked.texts("groups"):
        if asked.rows(path) == []:
            most = Severity.WARNING if asked.may_be_lost(path) else Severity.ERROR
            yield asked.say(f"“{asked.label(path)}”一行也没有填写；请补填。", most=most, path=path)


def mentions(asked: Asked) -> Iterator[Finding]:
    """Yield a warning where some of ``words`` occur in none of ``fields``: a hint for a person, no more."""
    answers = [answer for path in asked.texts("fields") if (answer := asked.answer(path)) is not None]
    text = "".join(fold(answer.text) for answer in answers)
    missing = [word for word in asked.texts("words") if fold(word) not in text]
    if missing and text:
        message = f"“{answers[0].label}”没有提到{listed(missing)}；请逐项说明，或确认已用别的说法写明。"
        yield asked.say(message, *answers, most=Severity.WARNING)


def text_contains(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where the answer ``field`` does not hold the answer ``part``."""
    answer, part = asked.answer(asked.text("field")), asked.answer(asked.text("part"))
    if answer is None or part is None or not answer.text or not part.text:
        return
    if fold(part.text) not in fold(answer.text):
        message = f"“{answer.label}”中没有出现“{part.label}”所填的内容。{asked.text('message')}"
        yield asked.say(message, answer, part)


def same_text(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where forms differ about the answer ``field``; white space and width do not count."""
    answers = [(form, answer) for form, answer in asked.answers(asked.text("field")) if answer.text]
    if len({_plain(answer) for _, answer in answers}) > 1:
        said = "；".join(f"{form.label}写“{answer.text[:40]}”" for form, answer in answers)
        message = f"“{answers[0][1].label}”在各份材料中写得不一致：{said}。请改成一致。"
        yield asked.say(message, *(answer for _, answer in answers))


def _plain(answer: Answer) -> str:
    return fold(answer.text)
