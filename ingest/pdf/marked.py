"""A quote as it is marked on the page of a PDF."""

from typing import NamedTuple

HALF = 0.5
"""Share of a quote's letters that must be located; with less nothing is marked."""


class Marks(NamedTuple):
    """A quote on a page.

    Attributes:
        width, height: of the page as it is seen, in points.
        coverage: share of the quote's letters and digits that were located, 0 to 1; 0 where there are none.
        rectangles: left, top, width and height as shares of the page's width and height, one for each line
            or piece of one; empty where the coverage is below HALF.
    """

    width: float
    height: float
    coverage: float = 0.0
    rectangles: tuple[tuple[float, float, float, float], ...] = ()
