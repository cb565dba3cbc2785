"""How a picture or a page looks from afar: its size as displayed, its paper and colours."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from formkit.errors import UnreadableFileError
from formkit.readers.pdfoutline import pages_of
from formkit.readers.pictureoutline import ORIENTATION, look


def stored(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "GIF", "TIFF", "WEBP"])
def test_a_picture_has_its_format_and_size(kind: str) -> None:
    seen = look(stored(Image.new("RGB", (640, 400), (250, 250, 250)), kind), "x")
    assert seen.format == kind.lower()
    assert seen.outline is not None
    assert (seen.outline.width, seen.outline.height) == (640, 400)
    assert seen.outline.paper == 1
    assert seen.outline.plain == 1


def test_a_picture_taken_sideways_has_the_size_as_displayed() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    seen = look(stored(Image.new("RGB", (640, 400)), "JPEG", exif=exif), "x")
    assert seen.outline is not None
    assert (seen.outline.width, seen.outline.height) == (400, 640)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "LA"])
def test_any_mode_of_pixels_is_looked_at(mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    assert look(stored(Image.new(mode, (32, 32)), kind), "x").outline is not None


def test_colour_is_no_paper() -> None:
    outline = look(stored(Image.new("RGB", (64, 64), (250, 60, 60)), "PNG"), "x").outline
    assert outline is not None
    assert outline.paper == 0


@given(st.binary(max_size=200), st.integers(0, 300))
def test_a_broken_picture_is_refused_and_raises_nothing_else(noise: bytes, length: int) -> None:
    whole = stored(Image.new("RGB", (64, 64), (1, 2, 3)), "PNG")
    for data in (noise, whole[:length] + noise):
        with suppress(UnreadableFileError):
            assert look(data, "x.png").format


def test_the_first_page_of_a_scan_is_looked_at() -> None:
    pages = [Image.new("RGB", (856, 540), (240, 240, 240)), Image.new("RGB", (600, 800))]
    data = stored(pages[0], "PDF", save_all=True, append_images=pages[1:])
    seen = pages_of(data, look=True)
    assert seen is not None
    assert seen.number == 2
    assert seen.first is not None
    assert seen.first.width / seen.first.height == pytest.approx(856 / 540, rel=0.01)
    assert seen.first.paper > 0.9
    assert pages_of(data, look=False) == (2, None)
    assert pages_of(b"%PDF-1.7 broken", look=True) is None
