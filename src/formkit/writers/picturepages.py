"""Pictures as pages of a PDF: turned upright, on white, of no more dots than print."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from formkit.errors import UnreadableFileError

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
MOST_PIXELS = 100_000_000
"""A phone's picture has 50 million; one of more is refused before it is decoded."""

MOST_FRAMES = 60
DOTS = (2480, 3508)
"""A4 at 300 dots per inch."""

WIDEST_SIDE = 1800
"""Dots across one side of a card: 300 to the inch at a width of 15 cm."""

RESOLUTION = 210.0
"""Dots per inch at which a picture has its natural size: a small one is not blown up to a whole page."""


def picture_pages(data: bytes, source: str) -> bytes:
    """Return a PDF with a page for each picture of a file, a scanned TIFF may hold several.

    :raises UnreadableFileError: when it is damaged, of another format, or larger than the limits.
    """
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                _refuse_large(picture, source)
                moves = picture.format in {"GIF", "WEBP", "PNG"}
                frames = [picture] if moves else ImageSequence.Iterator(picture)
                pages = [_page(frame) for frame in frames]
            out = io.BytesIO()
            pages[0].save(
                out, "PDF", save_all=True, append_images=pages[1:], resolution=RESOLUTION, quality=88
            )
    except Image.DecompressionBombError:
        raise UnreadableFileError(
            f"图片“{source}”的像素过多，不能装订；请缩小后再用。", "too-large"
        ) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        message = f"图片“{source}”打不开，不能装订；请另存为完好的 JPG 或 PNG 后再用。"
        raise UnreadableFileError(message, "damaged") from None
    return out.getvalue()


def two_sides(front: bytes, back: bytes) -> bytes:
    """Return one picture with the two sides of a card, one above the other, as an office copies it.

    :raises UnreadableFileError: when one of them is damaged, of another format, or larger than the limits.
    """
    from PIL import Image

    sides = [_page(_opened(data)) for data in (front, back)]
    width = min(WIDEST_SIDE, max(side.width for side in sides))
    sides = [
        side.convert("RGB").resize((width, max(1, round(side.height * width / side.width)))) for side in sides
    ]
    gap = width // 10
    sheet = Image.new("RGB", (width, sum(side.height for side in sides) + gap), "white")
    sheet.paste(sides[0], (0, 0))
    sheet.paste(sides[1], (0, sides[0].height + gap))
    out = io.BytesIO()
    sheet.save(out, "PNG", compress_level=3)
    return out.getvalue()


def _opened(data: bytes) -> Image:
    """Return a picture, decoded.

    :raises UnreadableFileError: when it cannot be.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            _refuse_large(picture, "")
            picture.load()
    except (Image.DecompressionBombError, UnidentifiedImageError, OSError, SyntaxError, ValueError) as odd:
        raise UnreadableFileError("图片打不开。") from odd
    return picture


def _refuse_large(picture: Image, source: str) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        message = f"图片“{source}”有 {picture.width}×{picture.height} 像素，过大，不能装订；请缩小后再用。"
        raise UnreadableFileError(message, "too-large")
    if getattr(picture, "n_frames", 1) > MOST_FRAMES:
        message = f"图片“{source}”超过 {MOST_FRAMES} 页，不能装订；请拆分后再用。"
        raise UnreadableFileError(message, "too-large")


def _page(frame: Image) -> Image:
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(frame)
    if upright.mode.startswith("I"):  # 16 bits of grey: the upper 8 are what a printer shows
        upright = upright.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if upright.mode in {"RGBA", "LA", "PA", "P"}:
        seen = upright.convert("RGBA")
        white = Image.new("RGB", seen.size, "white")
        white.paste(seen, mask=seen.getchannel("A"))
        upright = white
    upright.thumbnail(DOTS)
    return upright.convert("L" if upright.mode in {"1", "L"} else "RGB")
