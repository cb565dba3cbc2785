"""A printed page of an official document as lines, rules and ink, in millimetres from the upper left."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from itertools import groupby
from typing import Any, Final, NamedTuple

from pdfplumber.page import Page
from PIL import Image, ImageChops

from formkit.gongwen.clauses import BOTTOM, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP
from formkit.gongwen.elements import BODY_SIZE, LINE, SMALL_SIZE, TITLE_LINE, TITLE_SIZE

PT_PER_MM: Final = 72 / 25.4
DPI: Final = 300
PX_PER_MM: Final = DPI / 25.4
#: LibreOffice puts the baseline of a line of exact height at four fifths of it.
ABOVE: Final = 0.8
#: Marks that LibreOffice 7.4 lets hang over the edge, whatever the file says.
HANGING: Final = "，。、；：！？”’）》"
LINES: Final = {BODY_SIZE: LINE, TITLE_SIZE: TITLE_LINE, SMALL_SIZE: 24.0}


class Line(NamedTuple):
    """A line of text: without spaces; ``top`` and ``bottom`` are those of the line's exact height."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    chars: tuple[dict[str, Any], ...]

    @property
    def height(self) -> float:
        """The exact height of the line, in millimetres."""
        size = min(LINES, key=lambda one: abs(one - self.size))
        return LINES[size] / PT_PER_MM

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.baseline - ABOVE * self.height

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def is_full(self) -> bool:
        """Whether it reaches from edge to edge in full-width characters only."""
        wide = all(unicodedata.east_asian_width(character) in "WFA" for character in self.text)
        return wide and self.left < 28.5 and self.right > PAGE_WIDTH - RIGHT - 1  # noqa: PLR2004 (millimetres)


class Rule(NamedTuple):
    """A straight line across the page."""

    left: float
    right: float
    top: float
    bottom: float
    is_red: bool


class Sheet:
    """A page of a PDF."""

    def __init__(self, page: Page) -> None:
        """Take the page."""
        self.page = page
        self.number = page.page_number

    @cached_property
    def lines(self) -> list[Line]:
        """All lines from above to below."""
        chars = [item for item in self.page.chars if item["text"].strip()]
        chars.sort(key=lambda item: (round(_baseline(self.page, item)), item["x0"]))
        grouped = groupby(chars, key=lambda item: round(_baseline(self.page, item)))
        return [self._line(tuple(items)) for _, items in grouped]

    def _line(self, chars: tuple[dict[str, Any], ...]) -> Line:
        edge = (PAGE_WIDTH - RIGHT) * PT_PER_MM
        within = [item for item in chars if item["x0"] < edge - 1 or item["text"] not in HANGING]
        return Line(
            "".join(item["text"] for item in within),
            min(item["x0"] for item in within) / PT_PER_MM,
            max(item["x1"] for item in within) / PT_PER_MM,
            _baseline(self.page, chars[0]) / PT_PER_MM,
            max(float(item["size"]) for item in chars),
            tuple(within),
        )

    @property
    def foot(self) -> Line:
        """The line of the page's number."""
        return self.lines[-1]

    @property
    def record(self) -> list[Line]:
        """The lines of 版记."""
        return [line for line in self.lines[:-1] if abs(line.size - SMALL_SIZE) < 0.5]  # noqa: PLR2004 (points)

    @property
    def body(self) -> list[Line]:
        """The lines within the text, without 版记."""
        return [
            line
            for line in self.lines[:-1]
            if line.top > TOP - 1 and line.bottom < PAGE_HEIGHT - BOTTOM + 1 and line not in self.record
        ]

    @property
    def is_full(self) -> bool:
        """Whether the page is text from its first line to its last."""
        body = self.body
        return bool(body) and body[0].top < TOP + 1 and body[-1].bottom > PAGE_HEIGHT - BOTTOM - 6

    def rules(self) -> list[Rule]:
        """Return the straight lines across the page, each once."""
        found = {}
        for item in self.page.lines:
            half = float(item["linewidth"]) / 2
            sides = (item["x0"], item["x1"], item["top"] - half, item["bottom"] + half)
            left, right, top, bottom = (float(side) / PT_PER_MM for side in sides)
            colour = tuple(item["stroking_color"] or ())
            found[round(top, 1)] = Rule(left, right, top, bottom, colour[:2] == (1, 0))
        return list(found.values())

    @cached_property
    def _image(self) -> Image.Image:
        return self.page.to_image(resolution=DPI).original.convert("RGB")

    def red_ink(self, top: float, bottom: float) -> tuple[float, float, float, float]:
        """Return the box of what is red between two heights."""
        red, green, _ = self._part(0, top, PAGE_WIDTH, bottom).split()
        return _box(ImageChops.subtract(red, green), 0, top)

    def ink(self, line: Line, only: str = "") -> tuple[float, float, float, float]:
        """Return the box of a line's ink, or of the first of its characters that is ``only``."""
        chars = [item for item in line.chars if not only or item["text"] == only]
        left = chars[0]["x0"] / PT_PER_MM
        right = (chars[0] if only else chars[-1])["x1"] / PT_PER_MM
        top, size = line.baseline - line.size / PT_PER_MM, line.size / PT_PER_MM * 1.2
        part = self._part(left, top, right, top + size).convert("L")
        return _box(ImageChops.invert(part), left, top)

    def _part(self, left: float, top: float, right: float, bottom: float) -> Image.Image:
        return self._image.crop(tuple(round(side * PX_PER_MM) for side in (left, top, right, bottom)))

    def face_at(self, height: float) -> str:
        """Return 小标宋 where the line at a height is set in what stands in for it."""
        line = min(self.lines, key=lambda one: abs(one.baseline - height))
        font = str(line.chars[0]["fontname"])
        return "小标宋" if "XiaoBiaoSong" in font or "Serif" in font else font


def _baseline(page: Page, item: dict[str, Any]) -> float:
    return float(page.height) - float(item["matrix"][5])


def _box(mask: Image.Image, left: float, top: float) -> tuple[float, float, float, float]:
    """Return where a mask is more than half dark, in millimetres of the page."""
    found = mask.point(lambda value: 255 if value > 127 else 0).getbbox()  # noqa: PLR2004 (half)
    if found is None:
        raise ValueError("no ink")
    x0, y0, x1, y1 = (side / PX_PER_MM for side in found)
    return left + x0, top + y0, left + x1, top + y1
