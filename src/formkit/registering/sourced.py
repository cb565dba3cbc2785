"""The sheet 来源: where every answer was found."""

from __future__ import annotations

from collections.abc import Iterator

from formkit.chinese.masking import masked
from formkit.entries import SOURCES
from formkit.record import Case, Found
from formkit.register_cells import CORRECTED, DOUBTFUL, Cell, Row
from formkit.registered import Use
from formkit.registering.showing import (
    BY_CLERK,
    Shown,
    called,
    note_of,
    number_cell,
    place_of,
    safe_link,
    text_of,
)
from formkit.spot import Spot

LONGEST_VALUE, LONGEST_NOTE = 23, 60
"""Characters: a value is on one line, and only there to know it again."""


def source_rows(shown: Shown) -> Iterator[Row]:
    """Yield a row for each answer that says something, form by form; each file is linked once."""
    for name, case in shown.item.submission.cases.items():
        labels = shown.labels.get(name, {})
        form = shown.programme.forms.get(name)
        linked: set[str] = set()
        head = shown.who.cells() | {"#form": Cell(form.label if form else name)}
        for path, found in _answers(shown, name, case):
            read = shown.read(name, path)
            place = place_of(path)
            field = labels[place][1] if place in labels else None
            text = shortened(masked(text_of(found, field)), LONGEST_VALUE)
            mark = CORRECTED if read is not None else DOUBTFUL if found.value is None else ""
            cells = head | {
                "#label": Cell(called(labels, path, shown.programme.register.sheets)),
                "#value": Cell(text, mark=mark),
            }
            cells |= _place(shown, case, found if read is None else read, linked)
            if read is not None:
                cells["#said"] = Cell(shortened(masked(note_of(read, field)), LONGEST_NOTE), mark=CORRECTED)
                cells["#file"] = cells["#file"]._replace(text=BY_CLERK, mark=CORRECTED)
            yield Row(SOURCES, "", cells)


def _answers(shown: Shown, name: str, case: Case) -> Iterator[tuple[str, Found]]:
    answers = case.record.answers
    corrected = shown.item.read.get(name, {})
    for path in dict.fromkeys((*answers, *corrected)):
        found = answers.get(path, Found(None))
        if found.value is not None or found.raw.strip() or path in corrected:
            yield path, found


def _place(shown: Shown, case: Case, found: Found, linked: set[str]) -> dict[str, Cell]:
    spot = found.spot or Spot()
    file = spot.member or case.source
    link = ""
    if file not in linked:
        linked.add(file)
        link = safe_link(shown.inbox, package) if (package := _package(shown, case, file)) else ""
    paragraph = spot.paragraph if spot.table else spot.block
    counted = {
        "#table": spot.table[0] if spot.table else None,
        "#row": spot.row,
        "#col": spot.col,
        "#paragraph": paragraph,
    }
    cells = {column: number_cell(None if value is None else value + 1) for column, value in counted.items()}
    return cells | {
        "#file": Cell(masked(file), link=link),
        "#page": number_cell(spot.page),
        "#sure": number_cell(found.confidence) if found.value is not None else Cell(),
    }


def _package(shown: Shown, case: Case, file: str) -> str:
    """Return the package that a file came in, "" where that is not known."""
    materials = shown.item.submission.materials
    own = [material.name for material in materials if material.case is case]
    for name in (file, case.source, *own):
        if name in shown.item.origins:
            return shown.item.origins[name].package
    used = [each.name for each in shown.item.incoming if each.use is Use.IN_FORCE and each.is_present]
    return used[0] if len(used) == 1 else ""


def shortened(text: str, longest: int) -> str:
    r"""Return the beginning of a text on one line.

    >>> shortened("第一行\n第二行", 60), len(shortened("长" * 100, 60))
    ('第一行 第二行', 60)
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
