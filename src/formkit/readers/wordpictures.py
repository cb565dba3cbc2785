"""The pictures of a Word document, read from the package once each."""

from __future__ import annotations

from lxml import etree

from formkit.grid import Picture
from formkit.readers.package import Package, media_type
from formkit.readers.worddrawing import parts_of
from formkit.readers.wordlinks import Link
from formkit.readers.wordremarks import EMBEDDED, EXTERNAL, LOST_PICTURE, Remarks


class Pictures:
    """Reads the drawings that were met."""

    def __init__(self, package: Package, links: dict[str, Link], remarks: Remarks) -> None:
        """Begin with no picture read; ``links`` are those of the part that holds the drawings."""
        self._package, self._links, self._remarks = package, links, remarks
        self._known: dict[str, Picture] = {}

    def take(self, drawn: list[etree._Element]) -> tuple[tuple[Picture, ...], list[etree._Element]]:
        """Return the pictures and text boxes of drawings, and empty the list of them."""
        if not drawn:
            return (), []
        pictures: list[Picture] = []
        boxes: list[etree._Element] = []
        for drawing in drawn:
            parts = parts_of(drawing)
            boxes += parts.boxes
            for kind in parts.unread:
                self._remarks.meet_kind(EMBEDDED, kind)
            for _ in parts.links:
                self._remarks.meet_kind(EXTERNAL, "图片")
            found = [self._picture(name) for name in parts.pictures]
            pictures += [picture for picture in found if picture is not None]
        drawn.clear()
        return tuple(pictures), boxes

    def _picture(self, name: str) -> Picture | None:
        link = self._links.get(name)
        if link is not None and link.is_external:
            self._remarks.meet_kind(EXTERNAL, "图片")
            return None
        if link is None or link.target not in self._package:
            self._remarks.meet(LOST_PICTURE)
            return None
        if link.target not in self._known:
            self._known[link.target] = Picture(media_type(link.target), self._package.read(link.target))
        return self._known[link.target]
