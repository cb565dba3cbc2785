"""The sheets of a programme's register, in their order, and the columns of each.

The ids of sheets, and of the columns that people type into, are those of :mod:`formkit.entries`; the ids
of columns that only the program writes begin with ``#``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from itertools import count as count_from
from typing import Final

from formkit import entries as sheet_of
from formkit.chinese.folding import clean_label
from formkit.programme import Field, Form, Group, Programme
from formkit.register_cells import (
    ADDED,
    CORRECTED,
    DOUBTFUL,
    EMPTIED,
    ENTERED,
    OWN,
    Cell,
    Column,
    Role,
    Row,
    SheetPlan,
    fingerprint,
    fitted,
    marked,
    marker,
    shown_of,
)
from formkit.register_columns import (
    FINDING_COLUMNS,
    NUMBER,
    RECEIPT_COLUMNS,
    REVIEW_COLUMNS,
    SOURCE_COLUMNS,
    WHO,
    clerk,
    decisions,
    materials,
    replies,
)
from formkit.workbook_layout import sheet_title

__all__ = [
    "ADDED", "CORRECTED", "DOUBTFUL", "EMPTIED", "ENTERED", "OWN", "Cell", "Column", "Role", "Row",
    "SheetPlan", "field_heads", "fingerprint", "fitted", "group_sheet", "marked", "marker", "plans_of",
    "shown_of",
]  # fmt: skip

GUIDE_TITLE: Final = "使用说明"
OPTIONS_TITLE: Final = "选项"
SUMMARY_WIDTH: Final = 16
MOST_SOURCES: Final = 200_000
LABEL_WIDTHS: Final = (("姓名",), 10), (("单位", "名称", "地址"), 28)
"""How wide the column of a text is that nobody bounded, by words of its label; 18 for others."""

TEXT_WIDTHS: Final = (1, 6), (10, 9), (20, 12), (30, 18)
"""Characters that a text may have at most, and how wide its column then is."""

HEAD_WIDTH: Final = 14
"""A head of so many characters is not broken."""

FIELDS_HEIGHT: Final = 40.0
"""Points: three lines; answers of two thousand characters would make rows that nobody can leaf through."""

TITLES: Final = {
    sheet_of.SUMMARY: "汇总",
    sheet_of.FIELDS: "全部栏目",
    sheet_of.MATERIALS: "材料清单",
    sheet_of.FINDINGS: "问题清单",
    sheet_of.SOURCES: "来源",
    sheet_of.RECEIPTS: "收件登记",
    sheet_of.REVIEW: "评审",
    sheet_of.REPLIES: "征求意见",
    sheet_of.DECISIONS: "审议公布",
}
PROOFS: Final = {
    sheet_of.MATERIALS: ("#number", "#package", "#file"),
    sheet_of.FINDINGS: ("#number", "#code", "#message", "#about"),
    sheet_of.RECEIPTS: ("#package",),
    sheet_of.REPLIES: ("#number", "#department"),
}
"""Columns by which a row is told from others where the number alone does not; of groups it is the row."""

WIDTHS: Final = {
    "long_text": 44, "resident_id": 20, "credit_code": 20, "certificate_number": 24, "email": 22,
    "choice_many": 26, "choice_one": 13, "phone": 14, "date": 12, "year_month": 10, "number": 10,
    "money": 10, "period": 18, "picture": 16, "postcode": 9, "seal": 16, "signature": 14,
}  # fmt: skip
"""Characters, by kind; a text by the most characters it may have."""


def plans_of(programme: Programme, added: Mapping[str, Sequence[str]]) -> tuple[SheetPlan, ...]:
    """Return the sheets of a register; ``added`` are by the ids of sheets the columns that a clerk added.

    Each of those may stand with or without the ``+`` of its id.
    """
    columns: dict[str, Sequence[Column]] = {
        sheet_of.SUMMARY: _summary(programme),
        sheet_of.FIELDS: _fields(programme),
        sheet_of.MATERIALS: materials(programme),
        sheet_of.FINDINGS: FINDING_COLUMNS,
        sheet_of.SOURCES: SOURCE_COLUMNS,
        sheet_of.RECEIPTS: RECEIPT_COLUMNS,
        sheet_of.REVIEW: REVIEW_COLUMNS,
        sheet_of.REPLIES: replies(programme),
        sheet_of.DECISIONS: decisions(programme),
    }
    plans = [SheetPlan(sheet, TITLES[sheet], sheet, tuple(found)) for sheet, found in columns.items()]
    if not programme.register.departments:
        plans = [plan for plan in plans if plan.id != sheet_of.REPLIES]
    plans[2:2] = _groups(programme)
    return tuple(_finished(plan, added.get(plan.id, ())) for plan in plans)


def _finished(plan: SheetPlan, heads: Sequence[str]) -> SheetPlan:
    names = dict.fromkeys(head.removeprefix(ADDED) for head in heads)
    more = [clerk(f"{ADDED}{head}", head, 16) for head in names]
    usual = ("#number", "#row") if plan.entries == sheet_of.ROWS else ("#number",)
    plan = replace(plan, columns=(*plan.columns, *more), proof=PROOFS.get(plan.id, usual))
    if plan.id == sheet_of.SOURCES:
        return replace(plan, entries="", most=MOST_SOURCES)
    return replace(plan, height=FIELDS_HEIGHT) if plan.id == sheet_of.FIELDS else plan


def group_sheet(form: str, group: str) -> str:
    """Return the id of the sheet that shows the rows of a group."""
    return f"{sheet_of.ROWS}/{form}/{group}"


def _groups(programme: Programme) -> Iterator[SheetPlan]:
    """Yield the sheets of groups: those that the programme names in its order, then the others."""
    taken = {title.casefold() for title in (*TITLES.values(), GUIDE_TITLE, OPTIONS_TITLE)}
    order = list(programme.register.sheets)
    found = [(form, group) for form in programme.forms.values() for group in form.groups]
    for form, group in sorted(found, key=lambda pair: _place(order, pair[1].path)):
        label = programme.register.sheets.get(group.path) or clean_label(group.label)
        columns = (*WHO, Column("#row", "行", 5), *map(_value, _labelled(group), group.columns))
        yield SheetPlan(group_sheet(form.name, group.path), sheet_title(label, taken), sheet_of.ROWS, columns)


def _place(order: Sequence[str], path: str) -> int:
    return order.index(path) if path in order else len(order)


def _labelled(group: Group) -> list[tuple[str, str]]:
    return [(column.path, clean_label(column.label) or column.path) for column in group.columns]


def _value(named: tuple[str, str], field: Field) -> Column:
    width = max(width_of(field), min(HEAD_WIDTH, 2 * len(named[1])))
    return Column(named[0], named[1], width, Role.VALUE, _offered(field), kind=field.kind)


def _offered(field: Field) -> tuple[str, ...]:
    return field.options if field.kind == "choice_one" else ()


def width_of(field: Field) -> float:
    """Return how many characters wide the column of a field is."""
    if field.kind == "choice_one" and field.options:
        return max(6, min(16, 2 * max(map(len, field.options)) + 2))
    if field.kind != "text":
        return WIDTHS.get(field.kind, 14)
    most = field.limits.max_chars
    if most is None:
        return next(
            (width for words, width in LABEL_WIDTHS if any(word in field.label for word in words)), 18
        )
    return next((width for bound, width in TEXT_WIDTHS if most <= bound), 26)


def field_heads(programme: Programme) -> dict[str, str]:
    """Return by ``form/path`` how each field is called: by a name that no other has."""
    return _heads(programme, tuple(places_of(programme)))


def _heads(programme: Programme, places: Iterable[str]) -> dict[str, str]:
    """Return names for some fields: the label; where two have the same, also the form or the block."""
    fields = places_of(programme)
    names = {place: _names(programme.forms[place.partition("/")[0]], fields[place]) for place in places}
    counts = [Counter(column) for column in zip(*names.values(), strict=True)]
    found: dict[str, str] = {}
    taken: set[str] = set()
    for place, choices in names.items():
        single = [name for name, count in zip(choices, counts, strict=True) if count[name] == 1]
        numbered = (f"{choices[-1]}（{number}）" for number in count_from(2))
        found[place] = next(name for name in chain(single, choices[-1:], numbered) if name not in taken)
        taken.add(found[place])
    return found


def _names(form: Form, field: Field) -> tuple[str, ...]:
    label, block = clean_label(field.label) or field.path, clean_label(field.block)
    return (
        label,
        *(
            "/".join(dict.fromkeys(filter(None, parts)))
            for parts in ((form.label, label), (block, label), (form.label, block, label))
        ),
    )


def places_of(programme: Programme) -> dict[str, Field]:
    """Return every field of every form by ``form/path``."""
    return {f"{form.name}/{field.path}": field for form in programme.forms.values() for field in form.fields}


def _fields(programme: Programme) -> tuple[Column, ...]:
    heads = field_heads(programme)
    return (*WHO, *(_value((place, heads[place]), field) for place, field in places_of(programme).items()))


def counted_fields(programme: Programme) -> list[str]:
    """Return the texts of which a least number of characters is asked, as ``form/path``."""
    return [
        place
        for place, field in places_of(programme).items()
        if field.kind == "long_text" and field.limits.min_chars is not None
    ]


def _summary(programme: Programme) -> tuple[Column, ...]:
    fields = places_of(programme)
    places = [place for place in programme.register.summary if place in fields]
    heads = _heads(programme, places)
    answers = [Column(place, heads[place], _narrow(fields[place])) for place in places]
    whose = [column for column in answers if column.id == unit_place(programme)]
    counted = counted_fields(programme)
    chars = [
        Column(
            f"#chars/{place}", "字数" if len(counted) == 1 else f"{clean_label(fields[place].label)}字数", 7
        )
        for place in counted
    ]
    decimals = 2 if programme.review is None else programme.review.decimals
    numbers = (
        ("#errors", "错误", 4.5),
        ("#warnings", "提醒", 4.5),
        ("#open", "待处置", 6.5),
    )
    return (
        NUMBER,
        *whose,
        Column("#stage", "状态", 11),
        Column("#following", "下一步", 24),
        *(column for column in answers if column not in whose),
        *chars,
        *(Column(*each) for each in (*numbers, ("#packages", "来件数", 6.5), ("#materials", "材料数", 6.5))),
        Column("#score", "得分", 6.5, form=f"0.{'0' * decimals}" if decimals else "0"),
        Column("#rank", "名次", 4.5),
        Column("#source", "来件", 16),
        clerk("note", "备注", 14),
    )


def unit_place(programme: Programme) -> str:
    """Return the column of 汇总 that names the unit, "" where it has none."""
    ends = f"/{programme.register.identity.unit}"
    return next((place for place in programme.register.summary if place.endswith(ends)), "")


def _narrow(field: Field) -> float:
    """Return the width of a column in 汇总, of which the whole should be read on one page."""
    width = width_of(field)
    if field.kind in {"credit_code", "resident_id"}:
        return width
    return max(6, min(SUMMARY_WIDTH, width * 0.9 if field.kind == "text" else width))
