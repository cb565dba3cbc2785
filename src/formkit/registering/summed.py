"""The sheet 汇总: a row for each submission."""

from __future__ import annotations

from formkit.chinese.counting import count
from formkit.chinese.masking import masked
from formkit.decisions import decision_of, still_open
from formkit.entries import SUMMARY
from formkit.finding import Severity
from formkit.register_cells import NOTHING, Cell, Row
from formkit.register_layout import counted_fields, places_of, unit_place
from formkit.registered import Scored, Standing
from formkit.registering.showing import Shown, number_cell

COUNTS = {"#errors": Severity.ERROR, "#warnings": Severity.WARNING}


def summary_row(shown: Shown, standing: Standing | None, scored: Scored | None) -> Row:
    """Return the row of 汇总."""
    fields = places_of(shown.programme)
    cells = shown.who.cells() | {"#source": Cell(masked(shown.item.submission.source))}
    if standing is not None:
        cells |= {"#stage": Cell(str(standing.stage)), "#following": Cell(masked(standing.following))}
    for place in shown.programme.register.summary:
        if place in fields:
            form, _, path = place.partition("/")
            cells[place] = shown.answer(form, path, fields[place])
    unit = unit_place(shown.programme)
    if unit and not cells.get(unit, NOTHING).text:
        cells[unit] = cells["#unit"]
    for place in counted_fields(shown.programme):
        form, _, path = place.partition("/")
        value = shown.found(form, path).value
        if isinstance(value, str):
            cells[f"#chars/{place}"] = number_cell(count(value).words)
    return Row(
        SUMMARY, shown.key, cells | _numbers(shown, scored) | shown.typed(SUMMARY, shown.key, ["note"])
    )


def _numbers(shown: Shown, scored: Scored | None) -> dict[str, Cell]:
    item = shown.item
    remaining = [each.severity for each in still_open(shown.entries, item.number, item.findings)]
    undecided = [
        finding
        for finding in item.findings
        if finding.severity is not Severity.NOTE and not decision_of(shown.entries, item.number, finding).what
    ]
    cells = {column: number_cell(remaining.count(severity)) for column, severity in COUNTS.items()}
    cells |= {
        "#open": number_cell(len(undecided)),
        "#packages": number_cell(len(item.incoming)),
        "#materials": number_cell(len(item.submission.materials)),
    }
    return cells | (score_cells(scored) if scored is not None else {})


def score_cells(scored: Scored) -> dict[str, Cell]:
    """Return the cells of score and rank."""
    score = None if scored.score is None else float(scored.score)
    return {"#score": number_cell(score), "#rank": number_cell(scored.rank)}
