"""One pass through the body of a Word document: ``w:tc`` by ``w:tc``, merged cells once."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from formkit.grid import Line, Table
from formkit.readers.wordbounds import Bounds
from formkit.readers.wordcells import Shape, groups_of, name_inside, shape_of, tag_of
from formkit.readers.worddrawing import chosen_of
from formkit.readers.wordgrid import Grid, joined
from formkit.readers.wordnames import (
    ALTERNATE,
    CELL,
    CHUNK,
    CONTROL,
    CONTROL_CONTENT,
    DELETED,
    FIELD_DATA,
    INSERTED,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PARAGRAPH_STYLE,
    PROPERTIES,
    ROW,
    ROW_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    SUBDOCUMENT,
    TABLE,
    VALUE,
)
from formkit.readers.wordpictures import Pictures
from formkit.readers.wordremarks import EMBEDDED, TRACKED
from formkit.readers.wordtable import Content, Inner
from formkit.readers.wordtext import Story
from formkit.spot import Spot

_new = tuple.__new__

BLOCKS, ROWS, CELLS = (PARAGRAPH, TABLE), (ROW,), (CELL, CONTROL)
#: Content of its own, which is never looked through for content of another kind.
OPAQUE = frozenset((PARAGRAPH, TABLE, ROW, CELL, RUN)) | PROPERTIES


class Walk:
    """One pass through a body; ``out`` grows by a Table or Line for each block."""

    def __init__(self, story: Story, pictures: Pictures, bounds: Bounds) -> None:
        """Begin with nothing read."""
        self.out: list[Table | Line] = []
        self.story, self._pictures, self._bounds = story, pictures, bounds
        self._remarks = story.remarks
        self._tables = 0
        self._is_tracked = self._has_fields = self._has_controls = False

    def run(self, body: etree._Element) -> None:
        """Read a whole body."""
        self._is_tracked = next(body.iter(*INSERTED, *DELETED), None) is not None
        self._has_controls = next(body.iter(CONTROL), None) is not None
        self._has_fields = next(body.iter(FIELD_DATA), None) is not None
        if self._has_controls:
            self.story.controls.settle(body, self.story.settled)
        self._blocks(body, 0)

    def _blocks(self, parent: etree._Element, level: int) -> None:
        """Read paragraphs and tables; a paragraph of which the mark is deleted is joined to the next."""
        self._bounds.depth(level)
        carried = ""
        self._stand_at_block()
        for child in self._through(parent, BLOCKS):
            if child.tag == TABLE:
                if carried or self.story.drawn:
                    self.line(carried, level=level)
                self._table(child, None, level)
            else:
                carried += self.story.text(child)
                if self._is_tracked and self._is_joined(child):
                    continue
                self.line(carried, _style_of(child), level)
            carried = ""
            self._stand_at_block()
        if carried or self.story.drawn:
            self.line(carried, level=level)

    def _stand_at_block(self) -> None:
        self._remarks.spot = _new(Spot, (None, None, len(self.out), *_NOWHERE))

    def paragraph(self, paragraph: etree._Element) -> None:
        """Read one paragraph of a body in which nothing is tracked."""
        self._stand_at_block()
        self.line(self.story.text(paragraph), _style_of(paragraph))

    def line(self, text: str, style: str = "", level: int = 0) -> None:
        """Add a line, with the drawings that were met in it."""
        spot = _new(Spot, (None, None, len(self.out), None, None, None, None, (0, len(text)), None))
        pictures, boxes = self._pictures.take(self.story.drawn)
        self._bounds.line(len(text))
        self.out.append(_new(Line, (text, spot, style, pictures)))
        for box in boxes:
            self._blocks(box, level + 1)

    def _is_joined(self, paragraph: etree._Element) -> bool:
        """Whether the mark at a paragraph's end is deleted; counts the change of a mark."""
        marks = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{RUN_PROPERTIES}")
        tags = set() if marks is None else {mark.tag for mark in marks}
        if tags & (INSERTED | DELETED):
            self._remarks.meet(TRACKED)
        return bool(tags & DELETED)

    def begin_table(self, path: tuple[int, ...] | None = None) -> Grid:
        """Begin a table; ``path`` is given for one that stands in another."""
        if path is None:
            path = (self._tables,)
            self._tables += 1
        self.out.append(_NO_TABLE)
        return Grid(len(self.out) - 1, path, self._bounds)

    def end_table(self, grid: Grid) -> None:
        """Put a table on its place among the blocks, its cells tiling it."""
        grid.end_row()
        self.out[grid.block] = grid.table()

    def cell(self, cell: etree._Element, grid: Grid) -> None:
        """Read one cell that holds neither tables nor text boxes."""
        self._remarks.spot = grid.spot
        self._put(grid, self._content([cell]), shape_of(cell), name_inside(cell))

    def _put(self, grid: Grid, content: Content, shape: Shape, name: str | None) -> tuple[int, int]:
        place = grid.extend(shape.span, content.text, content.pictures) if shape.continues else None
        if place is None:
            place = grid.add(content.text, shape.span, shape.may_continue, name, content.pictures)
        return place

    def _table(self, table: etree._Element, path: tuple[int, ...] | None, level: int) -> None:
        self._bounds.depth(level)
        grid = self.begin_table(path)
        inner = Inner(grid.path)
        for row in self._through(table, ROWS):
            self._row(row, grid, inner)
        self.end_table(grid)
        for item, deeper in inner.tables:
            self._table(item, deeper, level + 1)
        for box in inner.boxes:
            self._blocks(box, level + 1)

    def _row(self, row: etree._Element, grid: Grid, inner: Inner) -> None:
        if self._is_tracked:
            tags = {mark.tag for properties in row.iterchildren(ROW_PROPERTIES) for mark in properties}
            if tags & (INSERTED | DELETED):
                self._remarks.meet(TRACKED)
            if tags & DELETED:
                return
        grid.begin_row(row)
        for cells, name, shape in groups_of(self._cells(row, None)):
            if shape.is_tracked:
                self._remarks.meet(TRACKED)
            if shape.is_deleted:
                continue
            self._remarks.spot = grid.spot
            content = self._content(cells)
            inner.take(self._put(grid, content, shape, name), content)

    def _content(self, cells: list[etree._Element]) -> Content:
        """Return what a cell holds; several are one that was merged the old way."""
        texts: list[str] = []
        tables: list[etree._Element] = []
        carried = ""
        for number, cell in enumerate(cells):
            before = len(texts)
            for child in self._through(cell, BLOCKS):
                if child.tag == TABLE:
                    tables.append(child)
                    continue
                text = carried + self.story.text(child)
                if self._is_tracked and self._is_joined(child):
                    carried = text
                else:
                    texts.append(text)
                    carried = ""
            if carried:
                texts.append(carried)
                carried = ""
            if number and not any(text.strip() for text in texts[before:]):
                del texts[before:]
        pictures, boxes = self._pictures.take(self.story.drawn)
        return Content(joined(texts), pictures, tables, boxes)

    def _through(
        self, parent: etree._Element, wanted: tuple[str, ...], depth: int = 0
    ) -> Iterator[etree._Element]:
        """Yield the wanted children, looking through controls, tracked insertions and other wrappers."""
        for child in parent:
            tag = child.tag
            if tag in wanted:
                yield child
            elif tag in OPAQUE:
                continue
            elif tag in DELETED:
                self._remarks.meet(TRACKED)
            elif tag in (CHUNK, SUBDOCUMENT):
                self._remarks.meet_kind(EMBEDDED, "嵌入的文档")
            elif len(child):
                self._bounds.depth(depth)
                if tag in INSERTED:
                    self._remarks.meet(TRACKED)
                inside = chosen_of(child) if tag == ALTERNATE else child
                yield from self._through(inside, wanted, depth + 1)

    def _cells(self, row: etree._Element, name: str | None) -> Iterator[tuple[etree._Element, str | None]]:
        """Yield the cells of a row, each with its name; a control around several cells names none."""
        for child in self._through(row, CELLS):
            if child.tag == CELL:
                named = self._has_controls or self._has_fields
                yield child, name or (name_inside(child) if named else None)
                continue
            content = child.find(CONTROL_CONTENT)
            if content is not None:
                inside = list(self._cells(content, tag_of(child) or name))
                for cell, own in inside:
                    yield cell, own if len(inside) == 1 else None


_STYLE = f"{PARAGRAPH_PROPERTIES}/{PARAGRAPH_STYLE}"


def _style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(_STYLE)
    return "" if style is None else style.get(VALUE, "")


_NO_TABLE = Table((), 0, 0)
_NOWHERE = (None, None, None, None, None, None)
