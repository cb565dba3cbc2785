"""The sheets of what came in: 收件登记, and 材料清单."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.conditions import holds
from formkit.entries import MATERIALS, RECEIPTS, Entries
from formkit.possession import Possession, possession
from formkit.programme import Attachment
from formkit.register_cells import OWN, Cell, Row
from formkit.registered import Incoming, Origin
from formkit.registering.showing import Shown, Who, link_to, number_cell, typed_of
from formkit.submission import Material

TYPED = ("number", "use", "received", "emailed", "copies", "by", "note")
UNSEEN = "（未见）"
OLD = "旧件"
UNSETTLED = "待确认"
NEVER = frozenset((Possession.ABSENT, Possession.PERHAPS))
KILOBYTE = 1024


def receipt_row(incoming: Incoming, entries: Entries, who: Who, inbox: str = "") -> Row:
    """Return the row of a package in 收件登记; ``who`` is empty for one that belongs to nobody."""
    cells = who.cells() | {
        "#package": Cell(incoming.name, link=link_to(inbox, incoming.name) if incoming.is_present else ""),
        "#use": Cell(str(incoming.use)),
        "#said": Cell(incoming.said),
    }
    return Row(RECEIPTS, incoming.name, cells | typed_of(entries.row(RECEIPTS, incoming.name), TYPED))


def material_rows(shown: Shown) -> Iterator[Row]:
    """Yield the files of a submission in the order of the checklist, what is missing, then old files."""
    order = {item.slot: place for place, item in enumerate(shown.programme.attachments)}
    materials = shown.item.submission.materials
    for material in sorted(materials, key=lambda each: order.get(each.slot or "", len(order))):
        origin = shown.item.origins.get(material.name, Origin("", material.name))
        yield _row(shown, origin, material, UNSETTLED if material.slot is None else "")
    if not shown.item.is_unreadable:
        yield from _missing(shown)
    current = {_key(shown, origin) for origin in shown.item.origins.values()}
    for origin, material in shown.item.history:
        if _key(shown, origin) not in current:
            yield _row(shown, origin, material, OLD)


def _key(shown: Shown, origin: Origin) -> str:
    return f"{shown.key}/{origin.package}/{origin.name}"


def _row(shown: Shown, origin: Origin, material: Material, said: str) -> Row:
    key = _key(shown, origin)
    labels = {item.slot: item.label for item in shown.programme.attachments}
    size = round(material.size / KILOBYTE, 1) if material.size < KILOBYTE else round(material.size / KILOBYTE)
    cells = shown.who.cells() | {
        "#package": Cell(origin.package),
        "#file": Cell(origin.name),
        "#slot": Cell(material.slot or ""),
        "#label": Cell(labels.get(material.slot or "", "")),
        "#kind": Cell(material.kind),
        "#pages": number_cell(material.pages),
        "#size": number_cell(size),
        "#sure": number_cell(material.confidence) if material.slot else Cell(),
        "#reason": Cell(material.reason),
        "#said": Cell(said),
    }
    return Row(MATERIALS, key, cells | shown.typed(MATERIALS, key, ["slot"]))


def _missing(shown: Shown) -> Iterator[Row]:
    """Yield a row for each material that is required and was not seen."""
    for item in shown.programme.attachments:
        held = possession(shown.programme, shown.item.submission, item.slot)
        if held in NEVER and _is_required(shown, item):
            said = "也可能是待确认的文件之一" if held is Possession.PERHAPS else ""
            cells = {"#file": Cell(UNSEEN), "#slot": Cell(item.slot), "#label": Cell(item.label)}
            key = f"{OWN}{shown.key}/{item.slot}"
            yield Row(MATERIALS, key, shown.who.cells() | cells | {"#said": Cell(said)})


def _is_required(shown: Shown, item: Attachment) -> bool:
    if isinstance(item.required, bool):
        return item.required
    return any(holds(item.required, record) for _, record in shown.records)
