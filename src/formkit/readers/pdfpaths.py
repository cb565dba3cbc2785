"""What is drawn on a page of a PDF: lines of tables, and pictures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from ctypes import byref, c_float, c_int, c_uint
from itertools import pairwise
from typing import Any, NamedTuple

from formkit.readers.pdfium import pdfium
from formkit.readers.pdfpictures import picture_of
from formkit.ruling.page import Placed
from formkit.ruling.segments import SNAP, Segment, box_segments
from formkit.ruling.tiling import PageTooFullError
from formkit.ruling.turning import Box, Turn

#: Objects of one page, and points of all its paths: a form has a few hundred.
MOST_OBJECTS = 200_000
MOST_POINTS = 200_000
#: How deep a drawing may stand in other drawings.
DEEPEST = 12
#: A stroke wider than this paints an area.
WIDEST = 6.0
#: From here on a colour is the paper's.
WHITE = 250
#: Two rectangles of one filled path that differ by no more than this draw the frame between them.
RIM = 5.0
#: No drawing reaches so far beyond its page.
FAR = 1e6
#: Pictures of one page.
MOST_PICTURES = 50


class Drawn(NamedTuple):
    """Drawn lines, pictures, the share of the page that pictures cover, and the points of all paths."""

    segments: list[Segment]
    pictures: list[Placed]
    covered: float
    points: int


def drawn_on(
    page: Any,  # noqa: ANN401 (pdfium's handles are untyped)
    turn: Turn,
    size: tuple[float, float],
    part: range | None = None,
) -> Drawn:
    """Return what is drawn on a page, in the coordinates that a turn leads to; ``part`` counts its objects.

    :raises PageTooFullError: when more is drawn than any form holds.
    """
    segments: list[Segment] = []
    pictures: list[Placed] = []
    covered = 0.0
    points = 0
    for kind, item, within in _objects(page, part):
        place = turn.after(within).after(_matrix(item))
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            count = pdfium.FPDFPath_CountSegments(item)
            points += count
            if points > MOST_POINTS:
                raise PageTooFullError
            if count > 1:
                segments += _segments(item, count, place)
        else:
            box = _bounds([place.point(x, y) for x in (0, 1) for y in (0, 1)])
            if not _is_on(Segment(*box), size):
                continue
            covered += _share(box, size)
            picture = picture_of(item) if len(pictures) < MOST_PICTURES else None
            if picture is not None:
                pictures.append(Placed(box, picture))
    return Drawn([line for line in segments if _is_on(line, size)], pictures, min(covered, 1.0), points)


def _objects(page: Any, part: range | None) -> Iterator[tuple[int, Any, Turn]]:  # noqa: ANN401
    """Yield paths and pictures with the map from the drawings that hold them."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > MOST_OBJECTS:
        raise PageTooFullError
    get, kind_of, here = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType, Turn()
    wanted = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)
    for number in range(count) if part is None else part:
        item = get(page, number)
        kind = kind_of(item)
        if kind in wanted:
            yield kind, item, here
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from inside(item, wanted)


def inside(drawing: Any, wanted: Collection[int]) -> Iterator[tuple[int, Any, Turn]]:  # noqa: ANN401
    """Yield what a drawing holds that is used on a page, and what the drawings in it hold."""
    met = 0
    waiting: list[tuple[Any, int, Turn]] = [(drawing, 0, Turn())]
    while waiting:
        item, depth, within = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in wanted:
            yield kind, item, within
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = within.after(_matrix(item))
            count = max(pdfium.FPDFFormObj_CountObjects(item), 0)
            met += count
            if met > MOST_OBJECTS:
                raise PageTooFullError
            get = pdfium.FPDFFormObj_GetObject
            waiting += [(get(item, at), depth + 1, inner) for at in reversed(range(count))]


def _matrix(item: Any) -> Turn:  # noqa: ANN401
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return Turn(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _segments(item: Any, count: int, place: Turn) -> Iterator[Segment]:  # noqa: ANN401
    """Yield the lines that a path draws: its strokes, or its thin filled boxes."""
    filled, stroked = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(item, byref(filled), byref(stroked))
    if stroked.value:
        if _width(item, place) <= WIDEST and _shows(item, pdfium.FPDFPageObj_GetStrokeColor):
            for points in _subpaths(item, count, place):
                for one, other in pairwise(points):
                    if other.straight:
                        yield Segment(one.x, one.y, other.x, other.y)
    elif filled.value and _shows(item, pdfium.FPDFPageObj_GetFillColor):
        boxes = [_bounds([point[:2] for point in points]) for points in _subpaths(item, count, place)]
        yield from _filled(boxes)


class _Point(NamedTuple):
    """A point of a path, and whether the way to it is a straight line."""

    x: float
    y: float
    straight: bool


def _subpaths(item: Any, count: int, place: Turn) -> Iterator[list[_Point]]:  # noqa: ANN401
    """Yield the connected parts of a path, closed ones with their first point again at the end."""
    points: list[_Point] = []
    x, y = c_float(), c_float()
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _Point(*place.point(x.value, y.value), kind == pdfium.FPDF_SEGMENT_LINETO)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
            continue
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0]._replace(straight=True))
    if len(points) > 1:
        yield points


def _filled(boxes: list[Box]) -> Iterator[Segment]:
    """Yield the lines among filled boxes: thin ones, and the rims between two of nearly one size."""
    before: Box | None = None
    for box in boxes:
        thin = box[2] - box[0] <= SNAP or box[3] - box[1] <= SNAP
        rim = before is not None and all(
            abs(one - other) <= RIM for one, other in zip(box, before, strict=True)
        )
        if thin or rim:
            yield from box_segments(*box)
        before = box


def _bounds(points: Iterable[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _width(item: Any, place: Turn) -> float:  # noqa: ANN401
    width = c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(item, width)
    return width.value * max(abs(place.a), abs(place.b))


def _shows(item: Any, colour_of: Callable[..., int]) -> bool:  # noqa: ANN401
    """Whether a colour differs from the paper's."""
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not colour_of(item, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < WHITE


def _is_on(line: Segment, size: tuple[float, float]) -> bool:
    """Whether a line lies on the page, at least in part; numbers that are none do not."""
    width, height = size
    return (
        -FAR < line.left < FAR
        and -FAR < line.right < FAR
        and -FAR < line.top < FAR
        and -FAR < line.bottom < FAR
        and max(line.left, line.right) >= 0
        and min(line.left, line.right) <= width
        and max(line.top, line.bottom) >= 0
        and min(line.top, line.bottom) <= height
    )


def _share(box: Box, size: tuple[float, float]) -> float:
    """Return the share of a page that a box covers."""
    across = min(box[2], size[0]) - max(box[0], 0.0)
    down = min(box[3], size[1]) - max(box[1], 0.0)
    return max(across, 0.0) * max(down, 0.0) / max(size[0] * size[1], 1.0)
