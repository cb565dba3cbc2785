"""How a picture looks from afar: its size as displayed, its paper and colours; nothing is recognised."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, NamedTuple

from formkit.errors import UnreadableFileError
from formkit.sorting.sight import Outline

if TYPE_CHECKING:
    from PIL.Image import Image

#: A phone's picture has 50 million; one of more is not decoded.
MOST_PIXELS = 100_000_000
SMALL = 48
"""Places across and down at which a picture is looked at."""

BRIGHT, GREY = 170, 36
"""Paper is at least so bright, and its colours differ by at most so much."""

STEP = 32
"""Colours that differ by less are one."""

ORIENTATION, SIDEWAYS = 0x0112, frozenset({5, 6, 7, 8})

MANY = 180
"""A scene has so many different colours and more."""


class Seen(NamedTuple):
    """The format of a picture (``jpeg``), and its outline; None where it is too large to be decoded."""

    format: str
    outline: Outline | None


def look(data: bytes, source: str) -> Seen:
    """Return how a picture looks.

    :raises UnreadableFileError: when it is damaged, or of a format that cannot be read here.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data))
            kind = str(picture.format or "").lower()
            if picture.width * picture.height > MOST_PIXELS:
                return Seen(kind, None)
            size = picture.size
            picture.draft("RGB", (SMALL * 4, SMALL * 4))  # a JPEG is decoded small, which is quick
            turned = picture.getexif().get(ORIENTATION, 1) in SIDEWAYS
            small = ImageOps.exif_transpose(picture).convert("RGB").resize((SMALL, SMALL))
    except UnidentifiedImageError:
        message = f"图片“{source}”打不开：文件可能已损坏，或是这里不能读取的格式；请另存为 JPG 后重新提供。"
        raise UnreadableFileError(message, "unsupported") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        message = f"图片“{source}”已损坏，打不开；请让对方重新发送。"
        raise UnreadableFileError(message, "damaged") from None
    return Seen("jpeg" if kind == "mpo" else kind, outline(small, size[::-1] if turned else size))


def outline(small: Image, size: tuple[float, float]) -> Outline:
    """Return the outline of a picture of some size, of which ``small`` is a small copy in RGB."""
    raw = small.tobytes()
    places = list(zip(raw[::3], raw[1::3], raw[2::3], strict=True))
    paper = sum(min(place) >= BRIGHT and max(place) - min(place) <= GREY for place in places)
    coarse = [tuple(value // STEP for value in place) for place in places]
    edge = [coarse[row * small.width + col] for row in range(small.height // 2) for col in _edge(row, small)]
    most = max(map(edge.count, set(edge)), default=0)
    return Outline(
        *size,
        round(paper / len(places), 3),
        round(min(1.0, len(set(coarse)) / MANY), 3),
        round(most / len(edge), 3) if edge else 0.0,
    )


def _edge(row: int, small: Image) -> range:
    """Return the columns of a row that belong to the upper edge and the upper sides."""
    return range(small.width) if row < 2 else range(0, small.width, small.width - 1)  # noqa: PLR2004
