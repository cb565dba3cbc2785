"""What people entered into a register, as they wrote it: text by sheet, row and column.

Nothing is parsed here: a date that nobody understands is kept and shown again like any other entry. These are
the sheets in which people write, and the keys of their rows and columns (``number`` is that of a submission):

========== ================================ ===========================================================
sheet      key of a row                     columns
========== ================================ ===========================================================
RECEIPTS   name of the package              number, use, received, emailed, copies, by, note
SUMMARY    number                           note
FIELDS     number                           ``form/path``, only where it differs from what was shown
ROWS       ``number/form/group[2]``         a path of the group, only where it differs
MATERIALS  ``number/package/file``          slot
FINDINGS   ``number/key of the finding``    decision, reason, by
REVIEW     number                           date, advised, note
REPLIES    ``number/department``            date, opinion, resolved
DECISIONS  number                           meeting, outcome, issued_number, issued_date, evaluated,
                                            grade, recommended, rectify_by, reexamined
SCORES     number                           ``expert/item``, ``expert/recused``; written by merging
========== ================================ ===========================================================

Columns that a clerk added himself begin with ``+`` and go on with the head that he gave them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

SUMMARY: Final = "summary"
FIELDS: Final = "fields"
ROWS: Final = "rows"
MATERIALS: Final = "materials"
FINDINGS: Final = "findings"
SOURCES: Final = "sources"
RECEIPTS: Final = "receipts"
REVIEW: Final = "review"
REPLIES: Final = "replies"
DECISIONS: Final = "decisions"
SCORES: Final = "scores"

PASSED, MEND, REFUSED = "放行", "补正", "不予受理"
"""What a clerk may decide about a finding."""

YES, NO = "是", "否"

NOTHING: Final[Mapping[str, str]] = {}


@dataclass(slots=True)
class Entries:
    """All entries; rows by sheet and key, each a mapping of columns to text that is never empty."""

    sheets: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def row(self, sheet: str, key: str) -> Mapping[str, str]:
        """Return the entries of a row, by column; none where nobody wrote anything."""
        return self.sheets.get(sheet, {}).get(key, NOTHING)

    def text(self, sheet: str, key: str, column: str) -> str:
        """Return one entry, "" where there is none."""
        return self.row(sheet, key).get(column, "")

    def put(self, sheet: str, key: str, column: str, text: str) -> None:
        """Keep an entry; an empty text takes it away."""
        rows = self.sheets.setdefault(sheet, {})
        if text.strip():
            rows.setdefault(key, {})[column] = text
        elif column in rows.get(key, {}):
            del rows[key][column]
            if not rows[key]:
                del rows[key]

    def every(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield each entry: sheet, key, column, text."""
        for sheet, rows in self.sheets.items():
            for key, columns in rows.items():
                for column, text in columns.items():
                    yield sheet, key, column, text
