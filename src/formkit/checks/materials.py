"""Whether the materials of the checklist are there, and what can be said of them without opening one."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.chinese.folding import fold
from formkit.finding import Finding, Severity
from formkit.judging import Asked, is_drifted, listed
from formkit.possession import Possession, called, possession


def attachment_present(asked: Asked) -> Iterator[Finding]:
    """Yield a finding for each of ``slots`` that nothing was handed in for."""
    for slot in asked.texts("slots"):
        yield from _missing(asked, slot)


def contents_covered(asked: Asked) -> Iterator[Finding]:
    """Yield findings where the document in ``slot`` is missing, or leaves out what it has to deal with.

    In the programme's own form each of ``fields`` has to be filled; in a document of one's own each of
    ``points`` has to occur, any of the words of its list, which may only warn.
    """
    slot, fields = asked.text("slot"), asked.texts("fields")
    answers = [answer for path in fields if (answer := asked.answer(path)) is not None]
    empty = [answer for answer in answers if not answer.given and not answer.unreadable]
    for answer in empty:
        yield asked.say(f"“{asked.slot(slot)}”没有写“{answer.label}”；请补写。", answer)
    if answers:
        return
    yield from _missing(asked, slot)
    for file in asked.submission.of_slot(slot):
        text = fold(file.text)
        missing = [
            point
            for point, words in asked.table("points").items()
            if not any(fold(word) in text for word in words)
        ]
        if text and missing:
            message = f"“{called(file)}”中没有看到{listed(missing)}的说明；请补写，或确认已用别的说法写明。"
            yield asked.say(message, most=Severity.WARNING)


def _missing(asked: Asked, slot: str) -> Iterator[Finding]:
    held = possession(asked.programme, asked.submission, slot)
    if held is Possession.ABSENT:
        yield asked.say(f"没有“{asked.slot(slot)}”；请补交。")
    elif held is Possession.PERHAPS:
        message = f"没有找到“{asked.slot(slot)}”，也可能是待确认的文件之一；请核对，没有的请补交。"
        yield asked.say(message, most=Severity.WARNING)


def rows_backed(asked: Asked) -> Iterator[Finding]:
    """Yield a finding where rows of ``groups`` claim something and no file in ``slot`` can prove it.

    For each of the columns ``proofs`` that is empty in some rows there is a note: where the proof is.
    """
    slot = asked.text("slot")
    for column in asked.texts("proofs"):
        empty = [cell for cell in asked.column(column) or [] if not cell.given and not cell.unreadable]
        if empty:
            group = asked.label(column.partition("[].")[0])
            message = f"“{group}”有 {len(empty)} 行没有写明证明材料在哪一页；请补填，便于核对。"
            yield asked.say(message, *empty, most=Severity.NOTE)
    claims = {path: len(rows) for path in asked.texts("groups") if (rows := asked.rows(path))}
    held = possession(asked.programme, asked.submission, slot)
    if not claims or held in {Possession.THERE, Possession.UNKNOWN}:
        return
    said = "、".join(f"“{asked.label(path)}”{number} 项" for path, number in claims.items())
    message = f"申报表填了{said}，但没有找到“{asked.slot(slot)}”；请补交相应的证明材料复印件。"
    yield asked.say(message, most=Severity.WARNING, path=next(iter(claims)))


def form_used(asked: Asked) -> Iterator[Finding]:
    """Yield a warning where what was handed in for ``slot`` was not recognised as ``form``, or changed it."""
    name, slot = asked.text("form"), asked.text("slot")
    form = asked.programme.forms.get(name)
    files = asked.submission.of_slot(slot)
    if form is None:
        return
    if name not in asked.submission.cases:
        if files:
            message = f"“{called(files[0])}”没有认出是所附的《{form.title}》；请核对是否用了通知所附的表。"
            yield asked.say(message, most=Severity.WARNING)
        return
    if is_drifted(asked.submission.cases[name]):
        message = f"“{form.label}”与通知所附的表不完全相同；请用所附的表填写，不要改动表格。"
        yield asked.say(message, most=Severity.WARNING)
    for file in files:
        if file.text and fold(form.title) not in fold(file.text):
            message = f"“{called(file)}”上没有看到标题《{form.title}》；请核对是否用了通知所附的表。"
            yield asked.say(message, most=Severity.WARNING)


def page_size(asked: Asked) -> Iterator[Finding]:
    """Yield a finding for each file with pages of another size than ``width`` by ``height`` millimetres.

    Either way up; files whose page size is not known are passed over, and so are pictures.
    """
    wanted = sorted((asked.number("width") or 0, asked.number("height") or 0))
    tolerance = asked.number("tolerance") or 0
    for file in asked.submission.materials:
        strange = [
            size
            for size in file.papers
            if any(abs(side - want) > tolerance for side, want in zip(sorted(size), wanted, strict=True))
        ]
        if strange:
            wide, high = strange[0]
            message = (
                f"“{called(file)}”有 {wide:.0f}×{high:.0f} 毫米的页，不是 {asked.text('paper')}；"
                f"请把纸张改成 {asked.text('paper')} 再打印。"
            )
            yield asked.say(message, most=Severity.WARNING)


def copies_noted(asked: Asked) -> Iterator[Finding]:
    """Yield a warning for each copy whose text holds one of ``variants`` in place of ``phrase``.

    Most copies are pictures, and what is stamped on one is no text: where neither is read, nothing is said.
    """
    copies = {item.slot for item in asked.programme.attachments if item.copy}
    for file in asked.submission.materials:
        text = fold(file.text) if file.slot in copies else ""
        used = [variant for variant in asked.texts("variants") if fold(variant) in text]
        if used and fold(asked.text("phrase")) not in text:
            message = (
                f"“{called(file)}”上注明的是“{used[0]}”，通知要求注明“{asked.text('phrase')}”；请改用原话。"
            )
            yield asked.say(message, most=Severity.WARNING)
