"""A file's grid against a template's layout: answers, rows, and what nobody claims.

A name that the file gives to a place is trusted first. Then each row of the file is tied to its row
of the template, each cell to its cell, and each cell's text is read by the cell's pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from formkit.alignment import align, settle_gaps
from formkit.cellmatch import EXACT, RESHAPED, Pair, is_as_printed, pair_cells, pair_columns
from formkit.chinese.folding import fold
from formkit.filerows import FileRow, file_rows
from formkit.fitting import fit, is_free
from formkit.grid import Cell, Document, Picture
from formkit.kinds import KINDS
from formkit.layout import Layout, TemplateRow
from formkit.mending import is_paged, mended, prepared
from formkit.pattern import Pattern, Slot
from formkit.programme import Field, Form
from formkit.reading import FITS, Piece, read_pattern
from formkit.record import Leftover
from formkit.seen import BOXES, Matched, Seen, behind, grown, within
from formkit.spot import Spot
from formkit.undivided import undivided

#: Named tuples are made in the inner loop: this is three times as fast as calling them.
_new = tuple.__new__


def match(document: Document, layout: Layout, form: Form) -> Matched:
    """Return what of a form's fields stands where in a file."""
    found = file_rows(document, layout)
    if is_paged(found):
        found = prepared(found, layout)
    return _Matching(layout, form).run(found)


class _Matching:
    """One file matched against one form; it judges what a slot may hold by the row that it is at."""

    def __init__(self, layout: Layout, form: Form) -> None:
        self.layout, self.form = layout, form
        self.out = Matched()
        self.fields = {item.path: item for item in form.fields}
        self.columns = {group.path: {item.path: item for item in group.columns} for group in form.groups}
        self.row: TemplateRow = TemplateRow((), is_line=False)
        self.below: TemplateRow | None = None
        self.plans: dict[int, list[tuple[int, Pattern, str | None]]] = {}

    def run(self, found: Sequence[FileRow]) -> Matched:
        aligned = align(self.layout, found)
        settle_gaps(self.layout, aligned, found, self._suits)
        if is_paged(found):
            found, aligned = mended(found, aligned, self.layout, self._ends_with)
        headers: dict[int, FileRow] = {}
        named = {cell.name: cell for row in found for cell in row.cells if cell.name in self.fields}
        for number, row in zip(aligned, found, strict=True):
            if number is None:
                self._unaligned(row)
                continue
            self.row = self.layout.rows[number]
            self.below = self.layout.rows[number + 1] if number + 1 < len(self.layout.rows) else None
            if self.row.group is not None:
                head = self._head(number)
                self._group_row(row, self.layout.rows[head], headers.get(head))
                continue
            headers[number] = row
            spans = self.row.spans > 1
            whole = undivided(self.layout, number, aligned, row, self.fields) if spans else None
            if whole is None:
                self._plain_row(row)
            else:
                self._take(whole, row.cells[-1:], RESHAPED)
        for name, cell in named.items():
            self._trust(str(name), cell)
        return self.out

    def _suits(self, row: TemplateRow, found: FileRow) -> bool:
        """Whether a line of a page can only be the answer that a row of the template has, by its kind."""
        pattern = row.on_one_line
        if row.is_line or row.group is not None or not pattern.is_slot_only or not found.is_line:
            return False
        item = self.fields.get(pattern.slots[0].path)
        if item is None or KINDS[item.kind].free or found.cells[0].spot.page is None:
            return False
        return self.fit(pattern.slots[0], found.cells[0].text) == FITS and not found.is_blank

    def _ends_with(self, row: TemplateRow, text: str) -> bool:
        """Whether a text ends with what the last slot of a line holds, and nothing else could stand there."""
        slot = row.cells[0].pattern.tokens[-1]
        item = self.fields.get(slot.path) if isinstance(slot, Slot) and slot.option is None else None
        if item is None or KINDS[item.kind].free or KINDS[item.kind].paper:
            return False
        piece = read_pattern(row.cells[0].pattern, text, self).pieces[-1]
        return bool(piece.raw.strip()) and self.fit(piece.slot, piece.raw) == FITS

    def _trust(self, path: str, cell: Cell) -> None:
        """Take the answer from the place that the file itself calls by the field's path."""
        pictures = cell.pictures if self.fields[path].kind == "picture" else ()
        others = [seen for seen in self.out.seen.get(path, ()) if seen.spot != cell.spot]
        self.out.seen[path] = [Seen(cell.text, cell.spot, cell.certainty, pictures), *others]
        # Its text is claimed now, also where no printed label leads there.
        self.out.leftovers = [item for item in self.out.leftovers if item.spot != cell.spot]

    def _plain_row(self, row: FileRow) -> None:
        if row.is_line and not self.row.is_line:
            self._take(self.row.on_one_line, row.cells, RESHAPED)
        elif is_as_printed(self.row, row):
            self._printed_row(row)
        else:
            self._reshaped_row(row)

    def _printed_row(self, row: FileRow) -> None:
        for place, pattern in self.row.answers:
            cell = row.cells[place]
            is_text = pattern.is_slot_only and pattern.slots[0].option is None and not cell.pictures
            if is_text and not self.row.is_line:
                path = pattern.slots[0].path
                if path in self.fields:
                    self.out.seen.setdefault(path, []).append(Seen(cell.text, cell.spot, cell.certainty))
                continue
            self._take(pattern, (cell,), EXACT)

    def _reshaped_row(self, row: FileRow) -> None:
        pairs = pair_cells(self.row, row)
        for pair in pairs:
            laid = self.row.cells[pair.place]
            if laid.pattern.slots:
                self._take(laid.pattern, pair.cells, pair.confidence)
            else:
                self._check_label(laid.folded, pair.cells)
        self._leave_unclaimed(row, pairs)

    def _leave_unclaimed(self, row: FileRow, pairs: Sequence[Pair]) -> None:
        claimed = {cell.spot for pair in pairs for cell in pair.cells}
        self._leave([cell for cell in row.cells if cell.spot not in claimed])

    def _take(self, pattern: Pattern, cells: tuple[Cell, ...], confidence: float) -> None:
        for seen, slot in self._read(pattern, cells, confidence):
            self._store(slot, seen)

    def _group_row(self, row: FileRow, above: TemplateRow, header: FileRow | None) -> None:
        if row.key and row.key == above.key:
            return
        shares: list[tuple[Pattern, tuple[Cell, ...], float]] = []
        answers: dict[str, Seen] = {}
        if len(row.cells) == len(self.row.cells) and not _lacks_columns(above, header):
            for place, pattern, column in self._plan(self.row):
                cell = row.cells[place]
                if column is not None and not cell.pictures:  # nearly all: a column's text is its cell's
                    answers[column] = _new(Seen, (cell.text, cell.spot, cell.certainty, ()))
                else:
                    shares.append((pattern, (cell,), EXACT))
        else:
            heads = [] if header is None else pair_cells(above, header)
            pairs = pair_columns(heads, self.row, row)
            shares = [(self.row.cells[pair.place].pattern, pair.cells, pair.confidence) for pair in pairs]
            self._leave_unclaimed(row, pairs)
        for pattern, cells, confidence in shares:
            for seen, slot in self._read(pattern, cells, confidence):
                column = self._column(slot)
                if column is not None:
                    answers[column] = seen
                elif seen.raw.strip(" \n\t\u3000.、．") and not fold(seen.raw).isdigit():
                    self.out.leftovers.append(Leftover(seen.raw, seen.spot))
        if any(seen.raw.strip() or seen.pictures for seen in answers.values()):
            self.out.rows.setdefault(self.row.group or "", []).append(answers)

    def _head(self, number: int) -> int:
        """Return the row of the template over the rows of a group, or the one before where there is none."""
        rows, at = self.layout.rows, number - 1
        while at > 0 and rows[at].group is not None:
            at -= 1
        return max(at, 0)

    def _plan(self, row: TemplateRow) -> list[tuple[int, Pattern, str | None]]:
        """Return the cells with a slot of a group's row; the column where the slot is all of its cell."""
        plan = self.plans.get(id(row))
        if plan is None:
            plan = self.plans[id(row)] = [
                (place, pattern, self._column(pattern.slots[0]) if pattern.is_slot_only else None)
                for place, pattern in row.answers
            ]
        return plan

    def _column(self, slot: Slot) -> str | None:
        variable, _, column = slot.path.partition(".")
        return column if variable == self.row.variable else None

    def _field(self, slot: Slot) -> Field | None:
        if self.row.group is None:
            return self.fields.get(slot.path)
        return self.columns.get(self.row.group, {}).get(self._column(slot) or "")

    def _read(
        self, pattern: Pattern, cells: tuple[Cell, ...], confidence: float
    ) -> Iterable[tuple[Seen, Slot]]:
        """Read the cells of one place of the template by its pattern."""
        if len(cells) == 1 and pattern.is_slot_only:
            cell, slot = cells[0], pattern.slots[0]
            pictures = cell.pictures if cell.pictures and self._wants_picture(slot) else ()
            return ((Seen(cell.text, cell.spot, confidence * cell.certainty, pictures), slot),)
        filled = [cell for cell in cells if cell.text.strip() or cell.pictures] or list(cells[:1])
        pictures = tuple(picture for cell in filled for picture in cell.pictures)
        text = "\n".join(cell.text for cell in filled)
        confidence = confidence if len(filled) == 1 else min(confidence, 0.8)
        reading = read_pattern(pattern, text, self)
        base = filled[0].spot
        for start, stop in reading.strays:
            self.out.leftovers.append(Leftover(text[start:stop].strip(), within(base, text, start, stop)))
        sure = confidence * reading.confidence * min(cell.certainty for cell in filled)
        return [
            (self._seen(piece, pattern.slots, base, text, sure, pictures), piece.slot)
            for piece in reading.pieces
        ]

    def _seen(  # noqa: PLR0913, PLR0917 (all that is known of one piece)
        self,
        piece: Piece,
        slots: Sequence[Slot],
        base: Spot,
        text: str,
        sure: float,
        pictures: tuple[Picture, ...],
    ) -> Seen:
        alone = len(slots) == 1 and piece.raw == text
        spot = base if alone else within(base, text, piece.start, piece.stop)
        raw = piece.raw if alone else (piece.raw.strip() if piece.start else piece.raw.rstrip())
        return Seen(raw, spot, sure, pictures if pictures and self._wants_picture(piece.slot) else ())

    def _wants_picture(self, slot: Slot) -> bool:
        item = self._field(slot)
        return item is not None and item.kind == "picture"

    def fit(self, slot: Slot, raw: str) -> float:
        """Return how well a raw text suits a slot, by the kind of its field."""
        return fit(None if slot.option is not None else self._field(slot), slot, raw)

    def is_free(self, slot: Slot) -> bool:
        """Whether a slot may hold any text at all."""
        return is_free(self._field(slot), slot)

    def _store(self, slot: Slot, seen: Seen) -> None:
        if slot.option is not None:
            self._leave_beside(seen)
            self.out.ticks.setdefault(slot.path, {})[slot.option] = seen
        elif slot.path in self.fields:
            places = self.out.seen.setdefault(slot.path, [])
            if self.row.is_line and self.row.is_slot_only and places:
                places[-1] = grown(places[-1], seen)
            else:
                places.append(seen)

    def _leave_beside(self, seen: Seen) -> None:
        """Leave over what was typed beside the mark in a box's place: it is no tick."""
        rest = seen.raw.strip().strip(BOXES).strip()
        if len(rest) > 1:
            self.out.leftovers.append(Leftover(rest, seen.spot))

    def _check_label(self, printed: str, cells: Sequence[Cell]) -> None:
        """Text typed into a label's cell is left over; a label merely worded anew is not."""
        for cell in cells:
            text = fold(cell.text)
            if text in {printed, ""} or text in self.layout.labels:
                continue
            if text.startswith(printed):
                self._typed_behind(printed, cell)
            elif printed:
                self.out.leftovers.append(Leftover(cell.text.strip(), cell.spot))

    def _typed_behind(self, printed: str, cell: Cell) -> None:
        """Take what was typed on a line behind its label, where the answer was meant to stand beneath."""
        below = self.below
        beneath = below.cells[0].pattern if below is not None and below.is_line else None
        if not self.row.is_line or beneath is None or not beneath.is_slot_only:
            self.out.leftovers.append(Leftover(cell.text.strip(), cell.spot))
            return
        self._store(beneath.slots[0], behind(printed, cell, RESHAPED))

    def _unaligned(self, row: FileRow) -> None:
        self._leave(row.cells)

    def _leave(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            text = cell.text.strip()
            if text and fold(text) not in self.layout.labels:
                self.out.leftovers.append(Leftover(text, cell.spot))


def _lacks_columns(laid: TemplateRow, header: FileRow | None) -> bool:
    """Whether a page does not draw all lines between the columns of a head."""
    return (
        header is not None
        and header.cells[0].spot.page is not None
        and len(header.cells) < len(laid.cells)
        and len(header.key) < len(laid.key)
    )
