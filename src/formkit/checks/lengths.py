"""Whether a text is as long as a clause asks, ``1500~2000字``, and when only a person can say so.

Word's count of the body passes a text. Within two in a hundred of a limit, or where title and signature
would decide otherwise, nobody is rejected: the text is 临界.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from formkit.answer import Answer
from formkit.chinese.counting import count
from formkit.finding import Finding, Severity
from formkit.judging import Asked
from formkit.possession import Possession, called, possession

TOLERANCE: Final = 50
"""A text that misses a limit by no more than this part of it, two in a hundred, is 临界."""


def text_length(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where the text ``field`` is shorter than ``minimum`` or longer than ``maximum`` 字.

    Where no form with that field was handed in, the text of the file in ``slot`` is counted, title and
    signature and all; it may only warn. Where there is no such file, that is said.
    """
    path, slot = asked.text("field"), asked.text("slot")
    answers = asked.answers(path)
    if answers:
        form, answer = answers[0]
        around = [one for item in form.fields if item.path != path if (one := asked.answer(item.path))]
        whole = "\n".join([*(one.text for one in around), answer.text])
        if answer.text:
            yield from _judged(asked, answer, answer.text, whole, Severity.ERROR)
        return
    for file in asked.submission.of_slot(slot):
        if file.text.strip():
            answer = Answer(path, asked.slot(slot))
            yield from _judged(asked, answer, file.text, file.text, Severity.WARNING)
        elif file.size:
            message = (
                f"“{called(file)}”里没有文字（可能是扫描件），数不出字数；请人工核对，或另交 Word 文档。"
            )
            yield asked.say(message, most=Severity.WARNING)
    held = possession(asked.programme, asked.submission, slot) if slot else Possession.UNKNOWN
    if held is Possession.ABSENT:
        yield asked.say(f"没有“{asked.slot(slot)}”；请补交。")
    elif held is Possession.PERHAPS:
        message = f"没有找到“{asked.slot(slot)}”，也可能是待确认的文件之一；请核对，没有的请补交。"
        yield asked.say(message, most=Severity.WARNING)


def _judged(asked: Asked, answer: Answer, text: str, whole: str, most: Severity) -> Iterator[Finding]:
    """Yield what is to be said about a length; this is the one place where texts are counted."""
    low, high = asked.number("minimum") or 0, asked.number("maximum") or 10**9
    words, others = count(text).words, count(whole).words
    if low <= words <= high:
        return
    missing, over = max(0, low - words), max(0, words - high)
    near = missing * TOLERANCE <= low and over * TOLERANCE <= high
    said = f"“{answer.label}”有 {words} 字，" + (
        f"不足 {low} 字，少 {missing} 字" if missing else f"超过 {high} 字，多 {over} 字"
    )
    if near or low <= others <= high:
        counted = f"（连标题和落款共 {others} 字）" if others != words else ""
        message = f"{said}，属于临界{counted}；请人工确认，或{'补写' if missing else '删减'}到要求以内。"
        yield asked.say(message, answer, most=Severity.WARNING)
    else:
        message = f"{said}；请{'补写' if missing else '删去'} {missing or over} 字。"
        yield asked.say(message, answer, most=most)
