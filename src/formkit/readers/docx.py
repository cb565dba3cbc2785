"""Read a DOCX into a grid: ``w:tc`` by ``w:tc``, merged cells once, nested tables after their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from formkit.errors import UnreadableFileError
from formkit.grid import Document, Line, Picture, Table
from formkit.readers.package import Package, media_type
from formkit.readers.wordgrid import GRID_BEFORE, Grid, number_of
from formkit.readers.wordtext import (
    CONTROL,
    CONTROL_CONTENT,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    SPECIAL,
    TABLE,
    TEXT,
    Drawn,
    W,
    drawn_parts,
    paragraph_text,
    tag_of,
)
from formkit.spot import Spot

ROW, CELL = W + "tr", W + "tc"
CELL_PROPERTIES, SPAN, MERGE, VALUE = W + "tcPr", W + "gridSpan", W + "vMerge", W + "val"
WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo"))
RELATIONSHIPS_TO_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def read(data: bytes, source: str) -> Document:
    """Return the tables and lines of a DOCX given as bytes; ``source`` is its name for messages.

    :raises UnreadableFileError: when it is damaged, encrypted, or no Word document.
    """
    package = Package(data, source)
    part = _main_part(package)
    body = package.xml(part).find(W + "body")
    if body is None:
        message = f"“{source}”中没有正文，不是完整的 Word 文件。"
        raise UnreadableFileError(message, "damaged")
    walk = _Walk(package, part)
    walk.run(body)
    return Document(source, tuple(walk.out))


def _main_part(package: Package) -> str:
    if "word/document.xml" in package:
        return "word/document.xml"
    if "_rels/.rels" in package:
        for item in package.xml("_rels/.rels"):
            if item.get("Type", "").endswith("/officeDocument"):
                target = item.get("Target", "").lstrip("/")
                if target.endswith(".xml") and "word" in target:
                    return target
    message = f"“{package.source}”是压缩包，但不是 Word 文件（.docx）。"
    raise UnreadableFileError(message, "unsupported")


class _Walk:
    """One pass through a body; ``out`` grows by a Table or Line for each block."""

    def __init__(self, package: Package, part: str) -> None:
        self.out: list[Table | Line] = []
        self._package = package
        self._part = part
        self._targets: dict[str, str] | None = None
        self._tables = 0
        self._is_simple = False
        self._special: set[etree._Element] = set()

    def run(self, body: etree._Element) -> None:
        """Read a whole body."""
        odd = (CONTROL, GRID_BEFORE, *WRAPPERS)
        nested = any(next(table.iterancestors(TABLE), None) is not None for table in body.iter(TABLE))
        self._is_simple = not nested and next(body.iter(*odd), None) is None
        if self._is_simple:
            # Few cells are merged or hold more than text: they are found once instead of asked one by one.
            self._special = {
                cell for node in body.iter(SPAN, MERGE, *SPECIAL) for cell in node.iterancestors(CELL)
            }
        self.blocks(body)

    def blocks(self, parent: etree._Element) -> None:
        for child in _through(parent, (PARAGRAPH, TABLE)):
            if child.tag == PARAGRAPH:
                self._line(child)
            else:
                self._tables += 1
                self._table(child, (self._tables - 1,))

    def _line(self, paragraph: etree._Element) -> None:
        drawn = Drawn()
        text = paragraph_text(paragraph, drawn)
        style = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{W}pStyle")
        name = "" if style is None else style.get(W + "val", "")
        pictures, boxes = self._drawn(drawn)
        self.out.append(Line(text, Spot(block=len(self.out), chars=(0, len(text))), name, pictures))
        for box in boxes:
            self.blocks(box)

    def _drawn(self, drawn: Drawn) -> tuple[tuple[Picture, ...], list[etree._Element]]:
        if not drawn:
            return (), []
        pictures: list[Picture] = []
        boxes: list[etree._Element] = []
        for drawing in drawn:
            ids, inside = drawn_parts(drawing)
            boxes += inside
            if self._targets is None:
                self._targets = self._package.relationships(self._part)
            names = [self._targets[item] for item in ids if item in self._targets]
            pictures += [
                Picture(media_type(name), self._package.read(name)) for name in names if name in self._package
            ]
        return tuple(pictures), boxes

    def _table(self, table: etree._Element, path: tuple[int, ...]) -> None:
        block = len(self.out)
        self.out.append(Table((), 0, 0))
        grid = Grid(block, path)
        inner: list[tuple[etree._Element, tuple[int, ...]]] = []
        boxes: list[etree._Element] = []

        def look_into(cell: etree._Element, name: str | None = None) -> None:
            span, continued, restarted = _merge(cell)
            if continued and grid.extend(span, lambda: self._content(cell)[0]):
                return
            whole, pictures, tables, inside = self._content(cell)
            place = grid.add(whole, span, restarted, name, pictures)
            inner.extend((item, (*path, *place, number)) for number, item in enumerate(tables))
            boxes.extend(inside)

        if self._is_simple:
            self._plain_cells(table, grid, look_into)
        else:
            for row in _through(table, (ROW,)):
                grid.begin_row(row)
                for cell, name in _cells(row):
                    look_into(cell, name)
        grid.end_row()
        self.out[block] = grid.table()
        for item, deeper in inner:
            self._table(item, deeper)
        for box in boxes:
            self.blocks(box)

    def _plain_cells(
        self, table: etree._Element, grid: Grid, look_into: Callable[[etree._Element], None]
    ) -> None:
        """Put the cells of a table on its grid in one pass over its rows, cells, paragraphs and texts.

        This costs a third of looking into each cell; cells that hold more than text are looked into.
        """
        cell: etree._Element | None = None
        pieces: list[str] = []
        special, add = self._special, grid.add
        for node in table.iter(ROW, CELL, PARAGRAPH, TEXT):
            tag = node.tag
            if tag == TEXT:
                pieces.append(node.text or "")
            elif tag == PARAGRAPH:
                pieces.append("\n")
            else:
                if cell is not None:
                    look_into(cell) if cell in special else add("".join(pieces)[1:], 1)
                if tag == CELL:
                    cell, pieces = node, []
                else:
                    cell = None
                    grid.begin_row(None)
        if cell is not None:
            look_into(cell) if cell in special else add("".join(pieces)[1:], 1)

    def _content(
        self, cell: etree._Element
    ) -> tuple[str, tuple[Picture, ...], list[etree._Element], list[etree._Element]]:
        """Return a cell's text, pictures, nested tables and text boxes."""
        drawn = Drawn()
        texts: list[str] = []
        tables: list[etree._Element] = []
        for child in _through(cell, (PARAGRAPH, TABLE)):
            if child.tag == PARAGRAPH:
                texts.append(paragraph_text(child, drawn))
            else:
                tables.append(child)
        pictures, boxes = self._drawn(drawn)
        return (texts[0] if len(texts) == 1 else "\n".join(texts)), pictures, tables, boxes


def _through(parent: etree._Element, wanted: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yield the wanted children, looking through content controls and tracked insertions."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in WRAPPERS:
            yield from _through(child, wanted)


def _cells(row: etree._Element, name: str | None = None) -> Iterator[tuple[etree._Element, str | None]]:
    for child in row:
        if child.tag == CELL:
            yield child, name or _name_inside(child)
        elif child.tag == CONTROL:
            content = child.find(CONTROL_CONTENT)
            if content is not None:
                yield from _cells(content, tag_of(child))
        elif child.tag in WRAPPERS:
            yield from _cells(child, name)


def _name_inside(cell: etree._Element) -> str | None:
    """Return the tag of the one control that holds all of a cell, directly or in its only paragraph."""
    children = [child for child in cell if child.tag != W + "tcPr"]
    while len(children) == 1 and children[0].tag == PARAGRAPH:
        children = [child for child in children[0] if child.tag != PARAGRAPH_PROPERTIES]
    return tag_of(children[0]) if len(children) == 1 and children[0].tag == CONTROL else None


def _merge(cell: etree._Element) -> tuple[int, bool, bool]:
    """Return a cell's column span, whether it continues the cell above, whether it may be continued."""
    properties = cell[0] if len(cell) and cell[0].tag == CELL_PROPERTIES else None
    if properties is None:
        return 1, False, False
    span, continued, restarted = 1, False, False
    for child in properties.iterchildren(SPAN, MERGE):
        if child.tag == SPAN:
            span = number_of(child)
        else:
            restarted = child.get(VALUE, "continue") == "restart"
            continued = not restarted
    return span, continued, restarted
