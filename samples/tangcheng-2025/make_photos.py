"""Draw the photos of the samples: nobody's face, only a silhouette. Run it to make them again."""
# ruff: noqa: INP001 (a script beside its data)

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).resolve().parent
SIZE = (413, 579)  # 35 mm × 49 mm at 300 dots per inch
FINER = 3  # drawn larger, then made smaller: smooth edges

BLUE, RED = (67, 142, 219), (190, 30, 45)
PHOTOS = {
    "photo-1.jpg": (BLUE, (52, 58, 70), (38, 43, 54)),
    "photo-2.jpg": (RED, (74, 60, 62), (48, 38, 40)),
    "photo-3.png": (BLUE, (60, 66, 60), (40, 46, 40)),
    "photo-4.jpg": (RED, (56, 56, 66), (36, 36, 46)),
}


def silhouette(
    background: tuple[int, int, int], head: tuple[int, int, int], body: tuple[int, int, int]
) -> Image.Image:
    """Return head and shoulders before a plain background."""
    width, height = SIZE[0] * FINER, SIZE[1] * FINER
    image = Image.new("RGB", (width, height), background)
    draw = ImageDraw.Draw(image)
    middle = width // 2
    draw.ellipse((middle - 0.44 * width, 0.68 * height, middle + 0.44 * width, 1.4 * height), fill=body)
    draw.rectangle((middle - 0.10 * width, 0.50 * height, middle + 0.10 * width, 0.74 * height), fill=head)
    draw.ellipse((middle - 0.23 * width, 0.17 * height, middle + 0.23 * width, 0.60 * height), fill=head)
    return image.resize(SIZE, Image.Resampling.LANCZOS)


def main() -> None:
    """Write every photo beside this script."""
    for name, colours in PHOTOS.items():
        image = silhouette(*colours)
        if name.endswith(".png"):
            image.quantize(32).save(HERE / name, optimize=True)
        else:
            image.save(HERE / name, quality=88, optimize=True, dpi=(300, 300))


if __name__ == "__main__":
    main()
