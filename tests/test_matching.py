"""A file's rows against a template's: both drawn as text, as a page shows them and as Word holds them.

A line with ``|`` is a row of a table, ``[ ]`` around a line is the frame of a text box, ``---`` a page break.
"""

from __future__ import annotations

from itertools import groupby

from formkit.grid import Cell, Document, Line, Table
from formkit.layout import lay_out
from formkit.matching import match
from formkit.pattern import PLACEHOLDER
from formkit.programme import Field, Form
from formkit.recording import record_answers
from formkit.spot import Spot


def drawn(text: str, *, on_page: bool = False) -> Document:
    """Return the document that a text draws; its cells all have the same width."""
    blocks: list[Table | Line] = []
    page = 1
    for kind, group in groupby(text.strip().splitlines(), key=_kind):
        rows = [row.strip() for row in group]
        if kind == "break":
            page += 1
            continue
        spot = Spot(page=page if on_page else None)
        if kind == "line":
            blocks += [Line(row.replace("\\n", "\n"), spot) for row in rows]
        elif kind == "box":
            for row in rows:
                text_ = row[1:-1].strip().replace("\\n", "\n")
                blocks.append(Table((Cell(text_, 0, 0, spot=spot),), 1, 1))
        else:
            blocks.append(_table(rows, spot))
    return Document("form", tuple(blocks))


def _kind(row: str) -> str:
    row = row.strip()
    if row == "---":
        return "break"
    return "box" if row.startswith("[") and row.endswith("]") else "table" if "|" in row else "line"


def _table(rows: list[str], spot: Spot) -> Table:
    """Return a table; ``^`` alone in a cell continues the cell above."""
    texts = [[part.strip().replace("\\n", "\n") for part in row.strip("|").split("|")] for row in rows]
    width = max(map(len, texts))
    cells = []
    for row, parts in enumerate(texts):
        for col, part in enumerate(parts):
            if part == "^":
                continue
            down = row + 1
            while down < len(texts) and col < len(texts[down]) and texts[down][col] == "^":
                down += 1
            last = width - col if col == len(parts) - 1 else 1
            cells.append(Cell(part, row, col, down - row, last, spot._replace(row=row, col=col)))
    return Table(tuple(cells), len(texts), width)


def read(template: str, file: str, **kinds: str) -> tuple[dict[str, str], list[str]]:
    """Return what each field holds as typed, and what is left over; fields are texts unless said otherwise."""
    blank = drawn(template)
    names = [found[1].split("[")[0] for found in PLACEHOLDER.finditer(template)]
    fields = tuple(Field(name, name, kinds.get(name, "text")) for name in dict.fromkeys(names))
    form = Form("form", "form", "form.docx", fields, ())
    matched = match(drawn(file, on_page=True), lay_out(blank), form)
    answers, _ = record_answers(matched, form)
    return (
        {name: found.raw for name, found in answers.items() if found.raw},
        [left.text for left in matched.leftovers],
    )
