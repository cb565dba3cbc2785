"""A photo made ready for its slot: turned upright, cut to its size in print, JPEG or PNG."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from formkit.errors import DataError
from formkit.grid import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

#: A phone's picture has 50 million; a picture of more is refused before it is decoded.
MAX_PIXELS = 100_000_000
DOTS_PER_MILLIMETRE = 300 / 25.4
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}
ORIENTATION = 0x0112


def fit_picture(data: bytes, size: tuple[float, float], name: str) -> Picture:
    """Return a picture that fits a slot of ``size`` millimetres at 300 dots per inch.

    A JPEG or PNG that is upright and small enough is kept byte for byte.

    :raises DataError: when it is no JPEG or PNG, is damaged, or has more pixels than the limit.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=tuple(MEDIA_TYPES))
        if picture.width * picture.height > MAX_PIXELS:
            message = f"照片“{name}”有 {picture.width}×{picture.height} 像素，过大；请缩小后再用。"
            raise DataError(message)
        limit = _limit(size, picture)
        upright = picture.getexif().get(ORIENTATION, 1) == 1
        if upright and picture.width <= limit[0] and picture.height <= limit[1]:
            picture.load()
            # A phone's MPO is a JPEG with a second picture behind it.
            return Picture(MEDIA_TYPES.get(str(picture.format), "image/jpeg"), data)
        return _encoded(ImageOps.exif_transpose(picture), limit)
    except Image.DecompressionBombError:
        message = f"照片“{name}”的像素过多；请缩小后再用。"
        raise DataError(message) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        message = f"照片“{name}”打不开：只接受完好的 JPG 或 PNG 图片，请换一张。"
        raise DataError(message) from None


def _limit(size: tuple[float, float], picture: Image) -> tuple[int, int]:
    """Return the most pixels that print; a slot without a size takes what comes, up to A4."""
    width, height = size if all(size) else (210.0, 297.0)
    longest = max(picture.width, picture.height)
    return (
        min(longest, round(width * DOTS_PER_MILLIMETRE)),
        min(longest, round(height * DOTS_PER_MILLIMETRE)),
    )


def _encoded(picture: Image, limit: tuple[int, int]) -> Picture:
    if picture.mode.startswith("I"):  # 16 bits of grey: the upper 8 are what a printer shows
        picture = picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    picture.thumbnail(limit)
    out = io.BytesIO()
    if picture.mode in {"RGBA", "LA", "P"}:
        picture.save(out, "PNG")
        return Picture("image/png", out.getvalue())
    picture.convert("RGB").save(out, "JPEG", quality=88)
    return Picture("image/jpeg", out.getvalue())


def pixels(data: bytes) -> tuple[int, int]:
    """Return the width and height of a picture that :func:`fit_picture` returned."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:  # noqa: PLR2004 (JPEG marker)
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 (start of frame)
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return 1, 1
