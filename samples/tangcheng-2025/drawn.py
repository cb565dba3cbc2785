"""Pictures of certificates, identity cards and workshops for the samples: all invented, and marked so."""
# ruff: noqa: INP001 (a module beside its data)

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
SIMPLIFIED = 2  # the face for Simplified Chinese in Noto's collection
CARD = (856, 540)  # 85.6 mm × 54 mm
SHEET = (827, 1169)  # A4 at 100 dots per inch
LANDSCAPE = (990, 700)
SCENE = (960, 720)
INK, SEAL, FAINT = (40, 40, 46), (205, 45, 45), (226, 158, 158)
MARK = "样本　虚构"

Colour = tuple[int, int, int]


def font(size: int) -> ImageFont.FreeTypeFont:
    """Return a font for Chinese of some height in pixels."""
    path = next(path for path in FONTS if Path(path).exists())
    return ImageFont.truetype(path, size, index=SIMPLIFIED if "Noto" in path else 0)


def identity_card(rows: Sequence[tuple[str, str]], number: str) -> Image.Image:
    """Return the front of an identity card: labels with values, the number below, a head on the right."""
    image = Image.new("RGB", CARD, (222, 235, 240))
    draw = ImageDraw.Draw(image)
    for place, (label, value) in enumerate(rows):
        draw.text((56, 56 + 66 * place), label, fill=(60, 110, 150), font=font(26))
        draw.text((140, 52 + 66 * place), value, fill=INK, font=font(30))
    draw.text((56, 450), "公民身份号码", fill=(60, 110, 150), font=font(26))
    draw.text((280, 446), number, fill=INK, font=font(32))
    draw.ellipse((640, 110, 760, 250), fill=(90, 96, 106))
    draw.pieslice((590, 240, 810, 520), 180, 360, fill=(70, 76, 88))
    return marked(image)


def identity_card_back(issuer: str, valid: str) -> Image.Image:
    """Return the back of an identity card; in place of the emblem stands a plain circle."""
    image = Image.new("RGB", CARD, (228, 236, 238))
    draw = ImageDraw.Draw(image)
    draw.ellipse((70, 50, 210, 190), outline=SEAL, width=6)
    draw.text((270, 60), "居民身份证", fill=INK, font=font(64))
    draw.text((180, 370), f"签发机关　{issuer}", fill=INK, font=font(28))
    draw.text((180, 430), f"有效期限　{valid}", fill=INK, font=font(28))
    return marked(image)


def certificate(
    title: str, lines: Sequence[str], issuer: str, date: str, size: tuple[int, int] = LANDSCAPE
) -> Image.Image:
    """Return a framed certificate with a seal that says what it is: a sample."""
    image = Image.new("RGB", size, (252, 249, 240))
    draw = ImageDraw.Draw(image)
    width, height = size
    for inset, colour in ((24, (176, 136, 70)), (34, (208, 180, 120))):
        draw.rectangle((inset, inset, width - inset, height - inset), outline=colour, width=4)
    large = font(52)
    draw.text(((width - draw.textlength(title, large)) / 2, 80), title, fill=(150, 40, 40), font=large)
    for place, line in enumerate(lines):
        draw.text((100, 190 + 52 * place), line, fill=INK, font=font(28))
    draw.text((width - 480, height - 170), issuer, fill=INK, font=font(26))
    draw.text((width - 480, height - 125), date, fill=INK, font=font(26))
    draw.ellipse((width - 250, height - 240, width - 90, height - 80), outline=SEAL, width=5)
    draw.text((width - 202, height - 180), "样本", fill=SEAL, font=font(32))
    return marked(image)


def copy_page(*pictures: Image.Image) -> Image.Image:
    """Return a sheet of A4 with copies on it; there is room below for what the notice asks to be noted."""
    page = Image.new("RGB", SHEET, (255, 255, 255))
    top = 70
    for picture in pictures:
        width = min(SHEET[0] - 120, picture.width)
        small = picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)
        page.paste(small, ((SHEET[0] - width) // 2, top))
        top += small.height + 40
    return page


def scene(wall: Colour, floor: Colour, machine: Colour, work: str) -> Image.Image:
    """Return somebody at work, only as a silhouette; ``work`` says what at."""
    image = Image.new("RGB", SCENE, wall)
    draw = ImageDraw.Draw(image)
    width, height = SCENE
    for row in range(height):
        share = row / height
        colour = wall if share < 0.62 else floor  # noqa: PLR2004 (where the floor begins)
        draw.line((0, row, width, row), fill=_shaded(colour, 1.0 - 0.6 * abs(share - 0.55)))
    for place in range(3):
        left = 60 + 300 * place
        for row in range(150):
            draw.line((left, 60 + row, left + 190, 60 + row), fill=(120 + row // 2, 150 + row // 3, 190))
    for place in range(7):
        left = 430 + 68 * place
        draw.rectangle((left, 330 - 14 * place, left + 60, 620), fill=_shaded(machine, 0.5 + 0.09 * place))
    for place, lamp in enumerate(
        ((220, 60, 50), (240, 190, 40), (60, 170, 80), (70, 90, 200), (180, 70, 170))
    ):
        draw.ellipse((470 + 84 * place, 380, 500 + 84 * place, 410), fill=lamp)
    draw.pieslice((180, 330, 420, 900), 180, 360, fill=(44, 62, 96))
    draw.rectangle((330, 420, 480, 462), fill=(44, 62, 96))
    draw.ellipse((246, 210, 354, 340), fill=(196, 150, 120))
    draw.pieslice((234, 180, 366, 310), 180, 360, fill=(226, 176, 40))
    draw.text((40, height - 60), f"{work}（示意图）", fill=(235, 235, 235), font=font(30))
    return marked(image)


def marked(image: Image.Image) -> Image.Image:
    """Return a picture with :data:`MARK` across it, twice."""
    layer = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(layer)
    large = font(image.width // 9)
    for share in (0.30, 0.68):
        left = (image.width - draw.textlength(MARK, large)) / 2
        draw.text((left, image.height * share - image.width // 18), MARK, fill=120, font=large)
    layer = layer.rotate(18, resample=Image.Resampling.BICUBIC)
    return Image.composite(Image.new("RGB", image.size, FAINT), image, layer)


def jpeg(image: Image.Image) -> bytes:
    """Return a picture as a phone or scanner saves it, small."""
    data = io.BytesIO()
    image.save(data, "JPEG", quality=58, optimize=True)
    return data.getvalue()


def scan(*pages: Image.Image) -> bytes:
    """Return pictures as a PDF without text, as a scanner makes it; the same pages give the same bytes."""
    data = io.BytesIO()
    day = time.struct_time((2025, 7, 16, 9, 0, 0, 2, 197, 0))
    stored = [Image.open(io.BytesIO(jpeg(page))) for page in pages]
    first, *rest = stored
    first.save(
        data,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=100,
        creationDate=day,
        modDate=day,
        title="",
    )
    return data.getvalue()


def _shaded(colour: Colour, share: float) -> Colour:
    red, green, blue = (min(255, round(part * share)) for part in colour)
    return red, green, blue
