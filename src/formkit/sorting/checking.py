"""What is to be said about the files of a submission as they were assigned: copies, versions, doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from formkit.chinese.folding import fold
from formkit.conditions import holds
from formkit.finding import Finding, Severity
from formkit.programme import Attachment
from formkit.record import Case, Record
from formkit.sorting.deciding import SURE
from formkit.sorting.naming import IDENTITY_NUMBER, shown
from formkit.sorting.versions import version_of
from formkit.sorting.wording import others_within
from formkit.spot import Spot
from formkit.submission import Material, Submission

PICTURES = frozenset({"jpeg", "png", "gif", "bmp", "tiff", "webp", "image"})
SAME_TEXT, LIKE_TEXT = 0.97, 0.7
LONGEST_COMPARED = 20_000
NAMED = 60
SEVERAL = 2
"""Titles of so many other materials make a document a volume."""

CLERK = 1.0
"""The confidence of what a clerk settled."""


def check_materials(attachments: Sequence[Attachment], materials: Sequence[Material]) -> Iterator[Finding]:
    """Yield what is to be said about copies, several files for one slot, old versions and doubts."""
    yield from _copies(materials)
    for item in attachments:
        yield from _slot_findings(item, [found for found in materials if found.slot == item.slot])
    yield from _volumes(attachments, materials)
    yield from _doubts(attachments, materials)
    for found in materials:
        if IDENTITY_NUMBER.search(found.name):
            message = f"文件名“{shown(found.name)}”里有身份证号码；流转前请改名，号码不应出现在文件名里。"
            yield _finding("identity-number-in-name", Severity.WARNING, message, found)


def in_order(attachments: Sequence[Attachment], materials: Sequence[Material]) -> tuple[Material, ...]:
    """Return materials in the order of the checklist, those 待确认 last; the one that counts comes first."""
    places = {item.slot: number for number, item in enumerate(attachments)}
    single = {item.slot for item in attachments if not item.many}

    def key(found: Material) -> tuple[int, tuple[object, ...], str]:
        rank = _rank(found) if found.slot in single and not is_picture(found) else ()
        return places.get(found.slot or "", len(places)), _reversed(rank), found.name

    return tuple(sorted(materials, key=key))


def missing(
    attachments: Sequence[Attachment], submission: Submission, record: Record
) -> tuple[Attachment, ...]:
    """Return the required slots for which there is no file; ``record`` is that of the application."""
    return tuple(
        item
        for item in attachments
        if holds(item.required, record) and not any(found.size for found in submission.of_slot(item.slot))
    )


def may_be_elsewhere(attachments: Sequence[Attachment], submission: Submission, slot: str) -> bool:
    """Whether a slot without a file may be in one that is 待确认, or in a volume of several materials.

    Then nobody can say that it is missing; that it was not found is all.
    """
    return any(
        found.slot is None or slot in others_within(tuple(attachments), found.text, found.slot)
        for found in submission.materials
        if found.size
    )


def cases_of(attachments: Sequence[Attachment], materials: Sequence[Material]) -> dict[str, Case]:
    """Return for each form the case of the first material of its slot: materials are in their order."""
    cases: dict[str, Case] = {}
    for item in attachments:
        filled = [found for found in materials if found.slot == item.slot and found.case is not None]
        filled.sort(key=is_blank)
        if item.form and filled and filled[0].case is not None:
            cases[item.form] = filled[0].case
    return cases


def is_picture(material: Material) -> bool:
    """Whether a file is a picture: several of one slot are its pages and sides."""
    return material.kind in PICTURES


def is_blank(material: Material) -> bool:
    """Whether a file is a form in which nothing was filled."""
    answers = material.case.record.answers.values() if material.case else ()
    return material.case is not None and not any(found.raw.strip() for found in answers)


def _rank(found: Material) -> tuple[object, ...]:
    """Return what decides which of several documents counts: the greater one does."""
    filled = found.case is not None and not is_blank(found)
    answers = len(found.case.record.answers) if found.case else 0
    return (
        found.confidence == CLERK,
        filled,
        bool(found.text.strip()),
        version_of(found.name).rank,
        found.kind != "pdf",
        answers,
        len(found.text),
    )


def _reversed(rank: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(_negative(value) for value in rank)


def _negative(value: object) -> object:
    """Return a value that sorts the other way round."""
    if isinstance(value, tuple):
        return tuple(_negative(item) for item in (*value, -1))
    return -value if isinstance(value, int | float) else value


def _copies(materials: Sequence[Material]) -> Iterator[Finding]:
    first: dict[str, Material] = {}
    for found in materials:
        if not found.digest or not found.size:
            continue
        other = first.setdefault(found.digest, found)
        if other is found:
            continue
        if other.slot and found.slot and other.slot != found.slot:
            message = (
                f"“{shown(found.name)}”与“{shown(other.name)}”内容完全相同，却归入两项材料；"
                "请核对是否放错了文件。"
            )
            yield _finding("copy", Severity.WARNING, message, found)
        else:
            message = f"“{shown(found.name)}”与“{shown(other.name)}”内容完全相同，只算一份。"
            yield _finding("copy", Severity.NOTE, message, found)


def _slot_findings(item: Attachment, materials: Sequence[Material]) -> Iterator[Finding]:
    documents = list({found.digest or found.name: found for found in reversed(materials)}.values())[::-1]
    documents = [found for found in documents if not is_picture(found) and found.size]
    for found in documents:
        if is_blank(found):
            message = f"“{shown(found.name)}”是没有填写的“{item.label}”空白表；请核对是否交错了文件。"
            yield _finding("blank-form", Severity.WARNING, message, found)
    filled = [found for found in documents if not is_blank(found)]
    if item.many:
        yield from _old_among(filled)
    elif len(filled) > 1:
        best = max(filled, key=_rank)
        yield from (_beside(item, best, found) for found in filled if found is not best)


def _old_among(documents: Sequence[Material]) -> Iterator[Finding]:
    """Yield old versions among files of which there may be many: only equal names with stages tell them."""
    for found in documents:
        version = version_of(found.name)
        for other in documents:
            newer = version_of(other.name)
            if other is not found and newer.base == version.base and newer.stage > version.stage:
                message = (
                    f"“{shown(found.name)}”像是“{shown(other.name)}”的旧版本"
                    f"（文件名有“{newer.mark or version.mark}”），以后者为准；请核对。"
                )
                yield _finding("old-version", Severity.NOTE, message, found)
                break


def _beside(item: Attachment, best: Material, other: Material) -> Finding:
    """Return what is to be said about a second document of a slot that takes one."""
    likeness = alike(best.text, other.text)
    newer, older = version_of(best.name), version_of(other.name)
    pair = f"“{shown(best.name)}”和“{shown(other.name)}”"
    hint = "如果不对，请在汇总表“材料清单”的“归类”栏改正，或在 formkit.toml 中写明。"
    if best.confidence == CLERK:
        message = f"{pair}都归入“{item.label}”；按经办人写明的归类，以“{shown(best.name)}”为准。"
        return _finding("several-for-slot", Severity.NOTE, message, other)
    if not other.text.strip():
        message = f"{pair}都是“{item.label}”，后者是扫描件，没有文字；数据以“{shown(best.name)}”为准。"
        return _finding("two-formats", Severity.NOTE, message, other)
    if (best.kind == "pdf") != (other.kind == "pdf") and likeness >= SAME_TEXT:
        message = f"{pair}是同一份“{item.label}”的两种格式，内容相同；数据以“{shown(best.name)}”为准。"
        return _finding("two-formats", Severity.NOTE, message, other)
    marked = newer.is_marked or older.is_marked
    if marked and newer.rank != older.rank and (newer.base == older.base or likeness >= LIKE_TEXT):
        sure = newer.rank[:3] != older.rank[:3] and newer.rank[:3] > older.rank[:3]
        mark = newer.mark if newer.rank > older.rank and newer.mark else older.mark
        message = f"{pair}像是“{item.label}”的新旧版本，凭文件名中的“{mark}”以“{shown(best.name)}”为准；"
        message += "请核对。" if sure else f"这一点没有把握，请核对；{hint}"
        return _finding("old-version", Severity.NOTE if sure else Severity.WARNING, message, other)
    reason = "它填写得更全" if best.case and other.case else "它的内容更像"
    message = f"“{item.label}”只要一份，{pair}不知以哪份为准，暂取“{shown(best.name)}”（{reason}）；{hint}"
    return _finding("several-for-slot", Severity.WARNING, message, other)


def alike(text: str, other: str) -> float:
    """Return how much two texts have in common by their characters, 0 to 1, whatever their order.

    >>> alike("申报表 一", "一 申报表"), alike("甲", "")
    (1.0, 0.0)
    """
    one, two = Counter(fold(text[:LONGEST_COMPARED])), Counter(fold(other[:LONGEST_COMPARED]))
    for marks in (one, two):
        marks.pop("\n", None)
    total = max(sum(one.values()), sum(two.values()))
    return sum((one & two).values()) / total if total else 0.0


def _volumes(attachments: Sequence[Attachment], materials: Sequence[Material]) -> Iterator[Finding]:
    """Yield the documents in which the titles of several materials stand: a volume that was bound."""
    labels = {item.slot: f"{item.slot} {item.label}" for item in attachments}
    for found in materials:
        others = others_within(tuple(attachments), found.text, found.slot)
        if len(others) >= SEVERAL:
            listed = "、".join(labels[slot] for slot in others)
            message = f"“{shown(found.name)}”里像是还有 {listed}；如是合订本，请逐页核对，这些不算缺少。"
            yield _finding("several-in-one", Severity.WARNING, message, found)


def _doubts(attachments: Sequence[Attachment], materials: Sequence[Material]) -> Iterator[Finding]:
    labels = {item.slot: f"{item.slot} {item.label}" for item in attachments}
    unknown = [found for found in materials if found.slot is None]
    if unknown:
        names = "、".join(shown(found.name) for found in unknown[:NAMED])
        more = f"等 {len(unknown)} 个" if len(unknown) > NAMED else ""
        message = (
            f"待确认 {len(unknown)} 个文件，看不出是哪项材料：{names}{more}；请打开查看，"
            "在汇总表“材料清单”的“归类”栏选定，"
            f"或在材料文件夹的 formkit.toml 中写明，如 [materials] 下一行写 "
            f'"{shown(unknown[0].name)}" = "{attachments[0].slot if attachments else "忽略"}"。'
        )
        yield Finding("unassigned", Severity.WARNING, message)
    for found in materials:
        if found.slot is not None and found.confidence < SURE:
            message = (
                f"“{shown(found.name)}”暂归“{labels.get(found.slot, found.slot)}”，"
                f"把握不大（{found.confidence:.0%}）：{found.reason}；请核对。"
            )
            yield _finding("doubtful-slot", Severity.NOTE, message, found)


def _finding(code: str, severity: Severity, message: str, found: Material) -> Finding:
    return Finding(code, severity, message, None, Spot(member=found.name))
