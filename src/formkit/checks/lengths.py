"""Whether a text is as long as a clause asks, ``1500~2000字``; how that is judged: ``chinese.lengths``."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.answer import Answer
from formkit.chinese.lengths import LengthState, judge_length
from formkit.finding import Finding, Severity
from formkit.judging import Asked
from formkit.possession import Possession, called, possession


def text_length(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where the text ``field`` is shorter than ``minimum`` or longer than ``maximum`` 字.

    Where no form has that field filled, the text of the file in ``slot`` is counted, title and signature
    and all; it may only warn. Where there is no such file, that is said.
    """
    path, slot = asked.text("field"), asked.text("slot")
    answers = [(form, answer) for form, answer in asked.answers(path) if answer.text]
    if answers:
        form, answer = answers[0]
        around = [one for item in form.fields if item.path != path if (one := asked.answer(item.path))]
        whole = "\n".join([*(one.text for one in around), answer.text])
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
    """Yield what is to be said about a length; a note where Word's count passes and another would not."""
    verdict = judge_length(text, asked.number("minimum"), asked.number("maximum"), whole=whole)
    if verdict.state is LengthState.OK:
        return
    if verdict.state is LengthState.BORDERLINE:
        most = Severity.NOTE if verdict.passes else Severity.WARNING
    yield asked.say(verdict.sentence(answer.label), answer, most=most)
