"""Make the outline of the land: `npm pack world-atlas@2.0.2`, then `python -m bench.worldmap world-atlas-2.0.2.tgz`.

The package (ISC licence) has Natural Earth 4.1.0, "Land" at 1:110 million, which is in the public domain, as
TopoJSON. It is projected, cut, thinned and rounded to whole units; islands of less than a few units are left out.
"""

import json
import math
import sys
import tarfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from api.pages.worldmap import NORTH, OUTLINE, SOUTH, Point, project

MEMBER = "package/land-110m.json"

FRAME = ((0, -180.0, True), (0, 180.0, False), (1, SOUTH, True), (1, NORTH, False))
"""Where the drawing ends: axis, limit, and whether it lies above it."""

NEAR = 0.3
"""Units of the drawing that a point may stand off the line between its neighbours and be left out."""

SMALLEST = 3.0
"""Square units below which an island is left out."""

Place = tuple[float, float]
"""Longitude and latitude, degrees."""


def rings(topology: dict[str, object]) -> Iterator[list[Place]]:
    """The outlines of the land, the outer ones and those of inner seas, each closed."""
    arcs = list(_arcs(topology))
    (geometry,) = topology["objects"]["land"]["geometries"]  # type: ignore[index]
    for polygon in geometry["arcs"]:
        for ring in polygon:
            points: list[Place] = []
            for at in ring:
                arc = arcs[at] if at >= 0 else arcs[~at][::-1]
                points += arc[1:] if points else arc
            yield points


def _arcs(topology: dict[str, object]) -> Iterator[list[Place]]:
    transform: dict[str, Place] = topology["transform"]  # type: ignore[assignment]
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    for arc in topology["arcs"]:  # type: ignore[attr-defined]
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((left + scale_x * x, bottom + scale_y * y))
        yield points


def pieces(ring: Sequence[Place]) -> Iterator[list[Place]]:
    """A ring within the drawing; one that crosses the 180th meridian comes in two pieces."""
    unbroken, turns = [], 0
    for at, (x, y) in enumerate(ring):
        if at and abs(x - ring[at - 1][0]) > 180:
            turns += 1 if x < ring[at - 1][0] else -1
        unbroken.append((x + 360 * turns, y))
    for shift in (-360, 0, 360):
        piece = [(x + shift, y) for x, y in unbroken]
        for axis, limit, above in FRAME:
            piece = cut(piece, axis, limit, above=above)
        if piece:
            yield piece


def cut(ring: Sequence[Place], axis: int, limit: float, *, above: bool) -> list[Place]:
    """What of a ring lies on one side of a meridian (axis 0) or parallel (Sutherland and Hodgman's clipping)."""
    kept: list[Place] = []
    for one, other in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        first, second = (one[axis] >= limit) == above, (other[axis] >= limit) == above
        if first:
            kept.append(one)
        if first != second:
            share = (limit - one[axis]) / (other[axis] - one[axis])
            kept.append(
                (one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1]))
            )
    return kept


def thinned(points: Sequence[Point], near: float) -> list[Point]:
    """The points that matter to a line (Ramer, Douglas and Peucker)."""
    if len(points) < 3:
        return list(points)
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = math.hypot(x1 - x0, y1 - y0)

    def off(point: Point) -> float:
        if not length:
            return math.dist(point, points[0])
        return abs((x1 - x0) * (y0 - point.y) - (x0 - point.x) * (y1 - y0)) / length

    at = max(range(1, len(points) - 1), key=lambda i: off(points[i]))
    if off(points[at]) <= near:
        return [points[0], points[-1]]
    return thinned(points[: at + 1], near)[:-1] + thinned(points[at:], near)


def drawn(piece: Sequence[Place]) -> str:
    """A piece as path data in whole units, relative after the first point; empty where nothing is left."""
    points = [project(latitude, longitude) for longitude, latitude in piece]
    half = len(points) // 2
    thin = thinned(points[: half + 1], NEAR)[:-1] + thinned(points[half:], NEAR)
    whole = [(round(p.x), round(p.y)) for p in thin]
    whole = [p for at, p in enumerate(whole) if at == 0 or p != whole[at - 1]]
    if len(whole) < 3 or _area(whole) < SMALLEST:
        return ""
    steps = [f"{x - x0} {y - y0}" for (x0, y0), (x, y) in pairwise(whole)]
    return f"M{whole[0][0]} {whole[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def _area(points: Sequence[tuple[int, int]]) -> float:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def main(package: Path) -> None:
    with tarfile.open(package) as archive:
        member = archive.extractfile(MEMBER)
        assert member
        topology = json.load(member)
    text = "".join(drawn(piece) for ring in rings(topology) for piece in pieces(ring))
    OUTLINE.write_text(text + "\n", encoding="ascii")
    print(f"{OUTLINE.name}: {len(text):,} characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
