"""The objects of a PDF as pypdf gives them: followed with bounds, whatever a file claims.

Nothing here trusts a file: references may run in a circle, boxes may be no boxes, and texts may be
in an encoding that the format does not know.
"""

from __future__ import annotations

import io
import logging
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

DEEPEST = 50
"""So many levels of a tree of pages or fields are followed."""

MOST_ITEMS = 10_001
"""So many items of one array are looked at: one more than anything needs, so that the rest is noticed."""

Box = tuple[float, float, float, float]
LETTER: Box = (0.0, 0.0, 612.0, 792.0)
INHERITED = ("/MediaBox", "/CropBox", "/Rotate")

_LANGUAGE = re.compile("\x1b[^\x1b]{0,20}\x1b")
_PAIRS = re.compile(rb"(?:[\xa1-\xa3\xb0-\xf7][\xa1-\xfe])+")
_COMMON = re.compile("[\u4e00-\u9fff]")


class Page(NamedTuple):
    """A page: its number from 1, its dictionary, its box as shown before it is turned, and quarter turns."""

    number: int
    content: dict[str, Any]
    box: Box
    turns: int

    def place(self, box: Box) -> Box:
        """Return a box of the page's own space as left, top, right, bottom of the page as it is shown."""
        left, bottom, right, top = box
        x0, y0, x1, y1 = self.box
        if self.turns == 1:
            return (bottom - y0, left - x0, top - y0, right - x0)
        if self.turns == 2:  # noqa: PLR2004 (quarter turns)
            return (x1 - right, bottom - y0, x1 - left, top - y0)
        if self.turns == 3:  # noqa: PLR2004 (the same)
            return (y1 - top, x1 - right, y1 - bottom, x1 - left)
        return (left - x0, y1 - top, right - x0, y1 - bottom)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what pypdf has to say about damaged files from the terminal."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def open_root(data: bytes) -> dict[str, Any]:
    """Return the catalog of a PDF; pypdf raises what it likes on a damaged one."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    return dictionary(reader.trailer, "/Root")


def resolved(value: object) -> Any:  # noqa: ANN401 (an object of a PDF has any type)
    """Return what a reference stands for, None where it leads nowhere."""
    for _ in range(10):
        follow = getattr(value, "get_object", None)
        found = follow() if follow else value
        if found is value or found is None:
            return None if type(value).__name__ == "NullObject" else found
        value = found
    return None


def entry(holder: object, key: str) -> Any:  # noqa: ANN401 (the same)
    """Return what a dictionary holds under a key, None where it is no dictionary or has no such key."""
    return resolved(dict.get(holder, key)) if isinstance(holder, dict) else None


def dictionary(holder: object, key: str) -> dict[str, Any]:
    """Return the dictionary under a key, an empty one where there is none."""
    found = entry(holder, key)
    return found if isinstance(found, dict) else {}


def items(holder: object, key: str) -> list[Any]:
    """Return the unresolved items of the array under a key; a single object counts as an array of one."""
    found = entry(holder, key)
    if isinstance(found, list):
        return list(list.__iter__(found))[:MOST_ITEMS]
    return [] if found is None else [found]


def identity(value: object) -> object:
    """Return what tells one object of a file from another: its number, where it has one."""
    number = getattr(value, "idnum", None)
    if number is None:
        number = getattr(getattr(value, "indirect_reference", None), "idnum", None)
    return id(value) if number is None else ("object", number)


def pages_of(root: dict[str, Any], most: int) -> Iterator[Page]:
    """Yield the pages in their order; ``most`` at most, and no branch of the tree twice."""
    waiting: list[tuple[object, dict[str, Any], int]] = [(dict.get(root, "/Pages"), {}, 0)]
    seen: set[object] = set()
    number = 0
    while waiting and number < most and len(seen) < 2 * most + DEEPEST:
        node, above, depth = waiting.pop()
        found = resolved(node)
        if not isinstance(found, dict) or depth > DEEPEST or identity(node) in seen:
            continue
        own = {key: value for key in INHERITED if (value := entry(found, key)) is not None}
        kids = items(found, "/Kids")
        if kids or entry(found, "/Type") == "/Pages":
            seen.add(identity(node))
            waiting += [(kid, above | own, depth + 1) for kid in reversed(kids)]
        else:
            number += 1
            yield _page(number, found, above | own)


def _page(number: int, content: dict[str, Any], inherited: dict[str, Any]) -> Page:
    media = box_of(inherited.get("/MediaBox")) or LETTER
    crop = box_of(inherited.get("/CropBox")) or media
    shown = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    turn = inherited.get("/Rotate")
    turns = int(turn / 90) % 4 if isinstance(turn, int | float) and math.isfinite(turn) else 0
    return Page(number, content, shown if shown[0] < shown[2] and shown[1] < shown[3] else media, turns)


def box_of(value: object) -> Box | None:
    """Return four numbers as left, bottom, right, top; None where they are no box with an area."""
    numbers = [resolved(item) for item in list.__iter__(value)][:5] if isinstance(value, list) else []
    if len(numbers) != 4 or not all(isinstance(item, int | float) for item in numbers):  # noqa: PLR2004 (a box)
        return None
    one, two, three, four = (float(item) for item in numbers)
    if not all(math.isfinite(item) and abs(item) < 10**7 for item in (one, two, three, four)):
        return None
    box = (min(one, three), min(two, four), max(one, three), max(two, four))
    return box if box[0] < box[2] and box[1] < box[3] else None


def text_of(value: object) -> str:
    """Return a text, a name or a number of a PDF as text; "" for what is none of these.

    Texts are in UTF-16 or in an encoding of the format's own; some programs write UTF-8 or GB 2312
    without saying so, which is told by bytes that make no sense otherwise.
    """
    found = resolved(value)
    if isinstance(found, bool) or found is None:
        return ""
    if type(found).__name__ == "NameObject":
        return str(found)[1:]
    if isinstance(found, str | bytes):
        return _LANGUAGE.sub("", _decoded(found)).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if isinstance(found, dict) and hasattr(found, "get_data"):
        return decode(found.get_data()).replace("\r\n", "\n").replace("\r", "\n")
    return str(found) if isinstance(found, int | float) else ""


def _decoded(found: str | bytes) -> str:
    if isinstance(found, bytes):
        return decode(found)
    raw = getattr(found, "_original_bytes", None)
    if not isinstance(raw, bytes) or raw.isascii() or raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return str(found)
    return _undeclared(raw) or str(found)


def decode(raw: bytes) -> str:
    """Return the text of bytes: UTF-16 or UTF-8 by their mark, else by what they can only be."""
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    return raw.decode() if raw.isascii() else _undeclared(raw) or raw.decode("latin-1")


def _undeclared(raw: bytes) -> str:
    """Return text that is UTF-8, or GB 2312 with two or more Chinese characters; "" where it is neither."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        rest = _PAIRS.sub(b"", raw)
        try:
            text = raw.decode("gb2312")
        except UnicodeDecodeError:
            return ""
        return text if rest.isascii() and len(_COMMON.findall(text)) > 1 else ""
