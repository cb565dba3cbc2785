"""Weigh what tells where a file belongs: content first, name second; contradictions lower the confidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from formkit.programme import Attachment
from formkit.sorting.checklist import Checklist, checklist
from formkit.sorting.naming import is_descriptive, name_clues, own_numbers, shared_folders
from formkit.sorting.shapes import shape_of
from formkit.sorting.sight import Clue, Sight, Verdict
from formkit.sorting.wording import rest_clues, text_clues

#: From here on a file is given its slot, and from here on nobody need look.
ASSIGNED, SURE = 0.5, 0.8
#: No program is surer; 1 is a clerk's word.
MOST = 0.99
#: Content that is worth more than any name.
DECISIVE = 0.6
#: How much a contradiction takes away: of equal rank, and of a name against content.
AGAINST, NAME_AGAINST = 0.6, 0.35
#: What a picture's shape tells: few things but identity cards have the shape of one, a scene may be anything.
SHAPED = {"card": 0.5, "photo": 0.4, "portrait": 0.3, "page": 0.1}
#: What remains of a slot whose pictures never look so.
MISSHAPEN = 0.65
#: What a name in words adds to a shape, though nothing is known of the words.
DESCRIBED = 0.12
#: What remains where a text could be read and is not the form that the name promises.
NOT_THE_FORM = 0.6
ENOUGH_TEXT = 200
REASONS = 3
WORTH_NAMING, CONTRADICTION = 0.4, 0.25
SHAPES_SHOWN = {
    "card": "证件大小",
    "page": "纸张扫描件",
    "photo": "现场照片",
    "portrait": "证件照（单人免冠照）",
}


def assign(
    attachments: tuple[Attachment, ...],
    sights: Sequence[Sight],
    tables: frozenset[str] = frozenset(),
    known: frozenset[str] = frozenset(),
) -> tuple[Verdict, ...]:
    """Return the slot of each file of a submission, in their order.

    Equal files share what their names tell. ``tables`` are the forms that nobody writes freely: a text that
    is not recognised as one of these is none, whatever its name says. ``known`` are names of the applicant
    and others, folded, which in a file's name say nothing of what it is.
    """
    listed = checklist(attachments)
    shared = shared_folders(sight.name for sight in sights)
    counted = not own_numbers((sight.name for sight in sights), tuple(listed.by_slot))
    names: dict[str, list[Clue]] = {}
    for sight in sights:
        clues = name_clues(listed, sight.name, shared, counted=counted)
        names.setdefault(sight.digest or sight.name, []).extend(
            clue for clue in clues if clue not in names.get(sight.digest or sight.name, ())
        )
    return tuple(_decide(listed, sight, names[sight.digest or sight.name], tables, known) for sight in sights)


def _decide(
    listed: Checklist,
    sight: Sight,
    names: Sequence[Clue],
    tables: frozenset[str],
    known: frozenset[str],
) -> Verdict:
    shape = shape_of(sight.outline) if len(sight.text) < ENOUGH_TEXT else ""
    texts, shapes = text_clues(listed, sight), _shape_clues(listed, shape)
    rest = {item.slot for item in listed.attachments if item.rest}
    if not any(_strength(clue) >= CONTRADICTION and clue.slots != rest for clue in (*texts, *names)):
        descriptive = is_descriptive(sight.name, known)
        if shapes and descriptive and not names:  # a scene that somebody gave a name is no document
            shapes.append(shapes[0]._replace(weight=min(1.0, shapes[0].weight + DESCRIBED)))
        else:
            texts += rest_clues(listed, sight, descriptive=descriptive)
    content, named, shaped = _strengths(texts), _strengths(names), _strengths(shapes)
    support = {slot: _either(content, named, shaped, slot=slot) for slot in listed.by_slot}
    by_content = max(content.values(), default=0.0) >= DECISIVE
    ranked = content if by_content else support
    best = max(listed.by_slot, key=lambda slot: (ranked.get(slot, 0.0), support[slot]), default="")
    if not best or not support[best]:
        return Verdict(None, 0.0, _nothing(shape, sight))
    if by_content:
        against = max(NAME_AGAINST * _most(named, best), AGAINST * _most(content, best))
    else:
        against = AGAINST * _most(support, best)
    item = listed.by_slot[best]
    confidence = support[best] * (1 - against) * _fit(item, sight, shape, is_table=item.form in tables)
    reason = _reason([*texts, *names, *shapes], item, shape)
    rival = max(listed.by_slot, key=lambda slot: (slot != best, support[slot]))
    if rival != best and support[rival] >= WORTH_NAMING:
        reason += f"；但也有“{listed.label(rival)}”的迹象"
    else:
        rival = ""
    return Verdict(best if confidence >= ASSIGNED else None, min(round(confidence, 2), MOST), reason, rival)


def _most(strengths: dict[str, float], besides: str) -> float:
    """Return how strongly another slot is told; what is hardly told at all is no contradiction."""
    most = max((strength for slot, strength in strengths.items() if slot != besides), default=0.0)
    return most if most >= CONTRADICTION else 0.0


def _either(*kinds: dict[str, float], slot: str) -> float:
    """Return how strongly independent signs together speak for a slot."""
    doubt = 1.0
    for strengths in kinds:
        doubt *= 1 - strengths.get(slot, 0.0)
    return 1 - doubt


def _strength(clue: Clue) -> float:
    """Return how strongly a clue speaks for each of its slots: they share it."""
    return clue.weight / len(clue.slots)


def _strengths(clues: Iterable[Clue]) -> dict[str, float]:
    """Return for each slot the strongest clue."""
    found: dict[str, float] = {}
    for clue in clues:
        for slot in clue.slots:
            found[slot] = max(found.get(slot, 0.0), _strength(clue))
    return found


def _shape_clues(listed: Checklist, shape: str) -> list[Clue]:
    slots = frozenset(item.slot for item in listed.attachments if shape and shape in item.shapes[:1])
    return [Clue(slots, SHAPED[shape], f"图片像{SHAPES_SHOWN[shape]}")] if slots else []


def _fit(item: Attachment, sight: Sight, shape: str, *, is_table: bool) -> float:
    """Return what remains of the confidence when kind and look of the file do not suit the slot."""
    if shape and item.shapes and shape not in item.shapes:
        return MISSHAPEN
    if is_table and sight.readable and len(sight.text) >= ENOUGH_TEXT and sight.form != item.form:
        return NOT_THE_FORM
    return 1.0


def _reason(clues: Sequence[Clue], item: Attachment, shape: str) -> str:
    told = sorted((clue for clue in clues if item.slot in clue.slots), key=lambda clue: -clue.weight)
    reason = "；".join(dict.fromkeys(clue.reason for clue in told[:REASONS]))
    if shape and item.shapes and shape not in item.shapes:
        reason += f"；但图片像{SHAPES_SHOWN[shape]}"
    return reason


def _nothing(shape: str, sight: Sight) -> str:
    if shape:
        return f"文件名和内容都看不出是哪项材料，图片像{SHAPES_SHOWN[shape]}"
    if sight.readable:
        return "文件名和文字都看不出是哪项材料"
    return "文件名看不出是哪项材料，内容没有可读的文字"
