"""Make a template of an office's own form: placeholders where its answers go, all else as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from formkit.grid import Document, Line
from formkit.learning.places import Edit, Loop
from formkit.readers.docx import trace
from formkit.readers.wordnames import (
    ALTERNATE,
    BOX_CONTENT,
    CHOICE,
    CONTROL,
    CONTROL_PROPERTIES,
    FALLBACK,
    W14,
    W,
)
from formkit.readers.wordstyles import is_on
from formkit.readers.wordtrace import TracedDocument, TracedText
from formkit.spot import Spot
from formkit.writers.templatebraces import hidden, settle
from formkit.writers.templatepackage import opened, packed
from formkit.writers.templaterows import put_loop
from formkit.writers.templateruns import unwrap_control
from formkit.writers.templatetext import TextEditor

Place = tuple[int | None, int | None, int | None]
#: Kinds of controls that hold one plain value, which programs put in anew from elsewhere.
PLAIN_CONTROLS = (
    *(W + name for name in ("text", "date", "dropDownList", "comboBox", "picture", "dataBinding")),
    W14 + "checkbox",
    "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding",
)


def write_template(data: bytes, source: str, edits: Sequence[Edit], loops: Sequence[Loop] = ()) -> bytes:
    """Return a form given as bytes as a template: edits replace characters, loops make rows repeat.

    All that the edits do not name stays: texts, formatting, and the other parts of the package.

    :raises ValueError: when edits overlap, or something names a place that the form has not.
    :raises UnreadableFileError: when the form cannot be read.
    """
    package = opened(data, source)
    traced = trace(package.checked)
    paragraphs: list[etree._Element] = []
    for place, mine in _by_place(edits, loops).items():
        paragraphs += _edit(traced, place, mine)
    for paragraph in paragraphs:
        _unwrap_plain_controls(paragraph)
    for loop in loops:
        gone = {row for each in loops if each.block == loop.block for row in each.dropped}
        put_loop(loop, traced.rows.get(loop.block, {}), gone)
    for paragraph in paragraphs:
        _say_the_same(paragraph)
    settle(traced.root)
    return packed(package, traced.part, traced.root)


def _by_place(edits: Sequence[Edit], loops: Sequence[Loop]) -> dict[Place, list[Edit]]:
    """Return the edits of each cell or line, from the last to the first."""
    dropped = {(loop.block, row) for loop in loops for row in loop.dropped}
    places: dict[Place, list[Edit]] = defaultdict(list)
    for edit in edits:
        if (edit.spot.block, edit.spot.row) in dropped:
            raise ValueError(f"{edit} stands in a row that falls away")
        places[_place(edit.spot)].append(edit)
    for place, mine in places.items():
        mine.sort(key=lambda edit: (edit.start, edit.stop))
        for before, after in pairwise(mine):
            if after.start < before.stop:
                raise ValueError(f"{before} and {after} overlap")
        places[place] = _at_one_point(mine)
    return places


def _at_one_point(edits: list[Edit]) -> list[Edit]:
    """Return edits from the last to the first, those that are put in at one point made one."""
    merged: list[Edit] = []
    for edit in edits:
        before = merged[-1] if merged else None
        if before is not None and before.start == before.stop == edit.start == edit.stop:
            merged[-1] = before._replace(text=before.text + edit.text)
        else:
            merged.append(edit)
    return merged[::-1]


def _place(spot: Spot) -> Place:
    return spot.block, spot.row, spot.col


def _edit(traced: TracedDocument, place: Place, edits: Iterable[Edit]) -> list[etree._Element]:
    """Make the edits of one cell or line; return its paragraphs."""
    text = _text_at(traced.document, place)
    if not isinstance(text, TracedText):
        raise ValueError(f"no cell or line to write in at {place}")  # noqa: TRY004 (the place is wrong, not a type)
    editor = TextEditor(text, traced.story)
    for edit in edits:
        if not 0 <= edit.start <= edit.stop <= len(text):
            raise ValueError(f"{edit} goes beyond “{text}”")
        editor.replace(edit.start, edit.stop, hidden(edit.text))
    return editor.paragraphs


def _text_at(document: Document, place: Place) -> str | None:
    block, row, col = place
    if block is None or not 0 <= block < len(document.blocks):
        return None
    found = document.blocks[block]
    if isinstance(found, Line):
        return found.text if row is None else None
    return next((cell.text for cell in found.cells if (cell.row, cell.col) == (row, col)), None)


def _unwrap_plain_controls(paragraph: etree._Element) -> None:
    """Take away the controls around a paragraph that allow one plain value only, or say that it is empty."""
    for control in list(paragraph.iterancestors(CONTROL)):
        properties = control.find(CONTROL_PROPERTIES)
        if properties is not None and (
            any(properties.find(kind) is not None for kind in PLAIN_CONTROLS)
            or is_on(properties.find(W + "showingPlcHdr"))
        ):
            unwrap_control(control)


def _say_the_same(paragraph: etree._Element) -> None:
    """Let the other ways to show a text box hold what the one holds that was read."""
    for box, branch, alternate in _branches(paragraph):
        number = list(branch.iter(BOX_CONTENT)).index(box)
        count = len(list(branch.iter(BOX_CONTENT)))
        for other in list(alternate.iterchildren(CHOICE, FALLBACK)):
            if other is branch:
                continue
            boxes = list(other.iter(BOX_CONTENT))
            if len(boxes) == count:
                boxes[number][:] = [deepcopy(child) for child in box]
            elif boxes:
                alternate.remove(other)


def _branches(
    paragraph: etree._Element,
) -> Iterator[tuple[etree._Element, etree._Element, etree._Element]]:
    """Yield each text box that a paragraph stands in, its branch, and the alternatives, inmost first."""
    box: etree._Element | None = None
    for node in list(paragraph.iterancestors(BOX_CONTENT, CHOICE, FALLBACK)):
        if node.tag == BOX_CONTENT:
            box = node
        elif box is not None and (alternate := node.getparent()) is not None and alternate.tag == ALTERNATE:
            yield box, node, alternate
            box = None
