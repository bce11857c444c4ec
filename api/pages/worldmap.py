"""The world as a drawing: Robinson's projection, the outline of the land, and marks that do not cover each other."""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

OUTLINE = Path(__file__).parents[1] / "static" / "world.txt"
"""Path data of the land; `bench/worldmap.py` makes it, and says from what."""

WIDTH = 1000.0
"""Of the drawing, in its own units: 360 degrees at the equator."""

NORTH, SOUTH = 79.0, -56.0
"""Degrees of latitude at which the drawing is cut: between Longyearbyen (78.2) and Ushuaia (-54.8) lie all cities of the table."""

STEP = 5
"""Degrees between the rows of `ROBINSON`."""

ROBINSON = (
    (1.0, 0.0), (0.9986, 0.062), (0.9954, 0.124), (0.99, 0.186), (0.9822, 0.248),
    (0.973, 0.31), (0.96, 0.372), (0.9427, 0.434), (0.9216, 0.4958), (0.8962, 0.5571),
    (0.8679, 0.6176), (0.835, 0.6769), (0.7986, 0.7346), (0.7597, 0.7903), (0.7186, 0.8435),
    (0.6732, 0.8936), (0.6213, 0.9394), (0.5722, 0.9761), (0.5322, 1.0),
)  # fmt: skip
"""Length of the parallel and its distance from the equator, from latitude 0 to 90 every 5 degrees.

Robinson, "A New Map Projection: Its Development and Characteristics", International Yearbook of Cartography
14 (1974); the values as in Snyder, "Map Projections: A Working Manual", US Geological Survey (1987).
"""

ACROSS, UP = 0.8487, 1.3523
"""Robinson's factors for a globe of radius 1, from the same table."""

ANGLES = 16
"""Directions in which a place for a number is looked for."""


MARGIN = 50.0
"""Units of the drawing that are left around places."""


class Point(NamedTuple):
    """A place in the drawing: from the left, and from the top."""

    x: float
    y: float


class Frame(NamedTuple):
    """A part of the drawing."""

    left: float
    top: float
    width: float
    height: float


class Spot(NamedTuple):
    """A place with its number set beside it; where there was room, `badge` is the place itself."""

    place: Point
    badge: Point

    @property
    def apart(self) -> bool:
        """Whether the number had to move, so that a line leads to its place."""
        return self.place != self.badge


def project(latitude: float, longitude: float) -> Point:
    """Where a place lies in the drawing, by linear interpolation in Robinson's table.

    Args:
        latitude: degrees, -90..90.
        longitude: degrees, -180..180; Greenwich is in the middle.
    """
    length, distance = _row(abs(latitude))
    scale = WIDTH / (2 * math.pi * ACROSS)
    x = WIDTH / 2 + scale * ACROSS * length * math.radians(longitude)
    return Point(x, scale * UP * (_row(NORTH)[1] - math.copysign(distance, latitude)))


def _row(latitude: float) -> tuple[float, float]:
    at = min(int(latitude // STEP), len(ROBINSON) - 2)
    share = latitude / STEP - at
    (length, distance), (next_length, next_distance) = ROBINSON[at : at + 2]
    return (
        length + share * (next_length - length),
        distance + share * (next_distance - distance),
    )


HEIGHT = project(SOUTH, 0).y

WHOLE = Frame(0, 0, WIDTH, HEIGHT)


@cache
def outline() -> str:
    """The land as the data of an SVG path, in the units of the drawing."""
    return OUTLINE.read_text(encoding="ascii").strip()


def around(places: Sequence[Point], least: float) -> Frame:
    """A part of the drawing with all places in it, two thirds as high as wide where there is so much.

    Args:
        least: its least width, in units of the drawing.
    """
    left, right = min(p.x for p in places), max(p.x for p in places)
    top, bottom = min(p.y for p in places), max(p.y for p in places)
    wanted = max(right - left + 2 * MARGIN, 1.5 * (bottom - top + 2 * MARGIN), least)
    width = WIDTH if wanted * 2 / 3 > HEIGHT else wanted
    height = min(HEIGHT, width * 2 / 3)
    return Frame(
        _within((left + right - width) / 2, WIDTH - width),
        _within((top + bottom - height) / 2, HEIGHT - height),
        width,
        height,
    )


def _within(start: float, last: float) -> float:
    return max(0.0, min(start, last))


def spots(places: Iterable[Point], radius: float, frame: Frame) -> list[Spot]:
    """Numbers for places, none over another: each stands on its place, or as near to it as there is room.

    Args:
        places: the first keep their place.
        radius: of the disc that holds a number, in units of the drawing.
    """
    found: list[Spot] = []
    for place in places:
        taken = [spot.badge for spot in found]
        free = (p for p in _near(place, radius) if _is_free(p, taken, radius, frame))
        found.append(Spot(place, next(free, place)))
    return found


def _near(place: Point, radius: float) -> Iterator[Point]:
    yield place
    for ring in range(2, 12):
        for turn in range(ANGLES):
            angle = 2 * math.pi * turn / ANGLES
            far = 1.1 * radius * ring
            yield Point(place.x + far * math.cos(angle), place.y + far * math.sin(angle))


def _is_free(point: Point, taken: Sequence[Point], radius: float, frame: Frame) -> bool:
    inside = (
        radius <= point.x - frame.left <= frame.width - radius
        and radius <= point.y - frame.top <= frame.height - radius
    )
    return inside and all(math.dist(point, other) >= 2.1 * radius for other in taken)
