"""Pictures in a filled document: how one is drawn, named among the parts, and linked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from formkit.grid import Picture
from formkit.writers.zipping import Member, deflate, store

EMU_PER_MILLIMETRE = 36_000
ENDINGS = {"image/jpeg": "jpeg", "image/png": "png"}
RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "</Relationships>"
)
IMAGE = (
    '<Relationship Id="{id}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="{target}"/>'
)
DRAWING = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="照片 {number}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="{target}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)


class ShownPicture(NamedTuple):
    """A picture, and the millimetres that it may take up, wide and high."""

    picture: Picture
    size: tuple[float, float]
    pixels: tuple[int, int]


def draw(shown: ShownPicture, number: int) -> str:
    """Return the XML that draws the picture of a number, which stands in its run alone."""
    width, height = _fitted(shown.pixels, shown.size)
    target = _target(shown.picture, number)
    return DRAWING.format(
        width=width, height=height, number=9000 + number, target=target, id=f"rIdFormkit{number}"
    )


def _target(picture: Picture, number: int) -> str:
    return f"media/formkit{number}.{ENDINGS[picture.media_type]}"


def parts_of(relationships: str, pictures: Sequence[Picture]) -> list[Member]:
    """Return the relationships of a document that holds pictures, in their order, and those."""
    targets = tuple(_target(picture, number) for number, picture in enumerate(pictures, 1))
    media = zip(targets, pictures, strict=True)
    return [
        _linked(relationships, targets),
        *(store(f"word/{target}", picture.data) for target, picture in media),
    ]


@lru_cache(maxsize=256)
def _linked(relationships: str, targets: tuple[str, ...]) -> Member:
    """Return the relationships of a document that holds some pictures besides what its template holds."""
    images = "".join(
        IMAGE.format(id=f"rIdFormkit{number}", target=target) for number, target in enumerate(targets, 1)
    )
    linked = (
        relationships.replace("</Relationships>", f"{images}</Relationships>") if targets else relationships
    )
    return deflate("word/_rels/document.xml.rels", linked.encode())


def _fitted(pixels: tuple[int, int], size: tuple[float, float]) -> tuple[int, int]:
    """Return the width and height in EMU of a picture that keeps its proportions within a slot."""
    width, height = size if all(size) else (pixels[0] / 11.811, pixels[1] / 11.811)
    scale = min(width / pixels[0], height / pixels[1])
    return round(pixels[0] * scale * EMU_PER_MILLIMETRE), round(pixels[1] * scale * EMU_PER_MILLIMETRE)


def with_pictures(types: str) -> str:
    """Return [Content_Types].xml with the types of the pictures we may add."""
    missing = [
        f'<Default Extension="{ending}" ContentType="{media}"/>'
        for media, ending in ENDINGS.items()
        if f'Extension="{ending}"' not in types
    ]
    head, opening, tail = types.partition("<Types")
    opening_end = tail.index(">") + 1
    return head + opening + tail[:opening_end] + "".join(missing) + tail[opening_end:]
