"""The text of a Word document without what stands beside it, or with as much of that as is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from formkit.readers.package import Package
from formkit.readers.worddrawing import parts_of
from formkit.readers.wordlinks import Link
from formkit.readers.wordnames import W
from formkit.readers.wordpictures import Pictures
from formkit.readers.wordremarks import EMBEDDED
from formkit.readers.wordwalk import Walk
from formkit.scope import Scope

NOTE_PARTS, HEADER_PARTS = ("footnotes", "endnotes"), ("header", "footer")
NOTES = (W + "footnote", W + "endnote")


class BoxesAside(Pictures):
    """Puts text boxes aside instead of reading them where they are anchored; pictures are passed over."""

    def __init__(self, *arguments: object) -> None:
        """Begin with no box met; the arguments are those of :class:`Pictures`."""
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.boxes: list[etree._Element] = []

    def take(self, drawn: list[etree._Element]) -> tuple[tuple[()], list[etree._Element]]:
        """Empty the list of drawings; what their text boxes hold is kept for later."""
        for drawing in drawn:
            parts = parts_of(drawing)
            self.boxes += parts.boxes
            for kind in parts.unread:
                self._remarks.meet_kind(EMBEDDED, kind)
        drawn.clear()
        return (), []


def read_beside(
    package: Package, links: dict[str, Link], walk: Walk, aside: BoxesAside, scope: Scope
) -> None:
    """Add what a scope asks for to a walk through the body: boxes, then notes, then headers and footers."""
    if scope.notes:
        for root in _roots(package, links, NOTE_PARTS):
            for note in root.iter(*NOTES):
                if note.get(W + "type") is None:  # the others are lines that separate notes from the text
                    walk.run(note)
    if scope.headers:
        for root in _roots(package, links, HEADER_PARTS):
            walk.run(root)
    if scope.text_boxes:
        for box in aside.boxes:  # grows by the boxes that stand in boxes
            walk.run(box)


def _roots(package: Package, links: dict[str, Link], kinds: tuple[str, ...]) -> Iterator[etree._Element]:
    parts = {
        link.target: None
        for kind in kinds
        for link in links.values()
        if link.kind == kind and not link.is_external and link.target in package
    }
    yield from map(package.xml, parts)
