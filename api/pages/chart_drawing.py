"""Two cities on scales as SVG: widths in per cent, so that letters keep their size on every screen."""

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from api.pages.chart_scale import Ends, position
from assistant.report import ShownValue

LINE = 17
"""Height of a line of text, in pixels."""

LETTERS = 46
"""Letters that fit on one line of the narrowest screen."""

LEFT, RIGHT = 22.0, 76.0
"""Where a scale begins and ends, per cent of the width; its ends are named beside it."""

CIRCLE = '<circle class="one" cx="{}%" cy="{}" r="7" fill="none" stroke="currentColor"/>'
DIAMOND = (
    '<svg class="other" x="{}%" y="{}" width="1" height="1" overflow="visible">'
    '<path d="M0-5.5 5.5 0 0 5.5-5.5 0Z"/></svg>'
)


class Line(NamedTuple):
    """What is drawn of one dimension: an attribute on which at least one city has a place."""

    dimension: str
    one: ShownValue
    other: ShownValue
    ends: Ends


def drawing(lines: Sequence[Line], one: str, other: str) -> Markup:
    """The lines below each other; the first city is a circle, the second a diamond. Empty for no lines."""
    if not lines:
        return Markup()
    top, rows = 34.0, []
    for line in lines:
        row, height = _row(line, top)
        rows.append(row)
        top += height
    return Markup(
        '<svg class="chart" role="img" aria-labelledby="chart-title chart-about" width="100%" height="{}" '
        'fill="currentColor" font-size="13" overflow="visible">'
        '<title id="chart-title">{} and {} side by side</title>'
        '<desc id="chart-about">Where both cities stand on {} dimensions. The table below has every value in words.</desc>'
        "{}{}</svg>"
    ).format(top, one, other, len(lines), _key(one, other), Markup().join(rows))


def said(value: ShownValue) -> str:
    """A value in words, an unknown one too."""
    return value.value or "not known"


def _key(one: str, other: str) -> Markup:
    """Which mark is whose."""
    marks = _mark(CIRCLE, 2.2, 10) + _mark(DIAMOND, 52.2, 10)
    names = Markup('<text x="5%" y="14">{}</text><text x="55%" y="14">{}</text>')
    return marks + names.format(one, other)


def _row(line: Line, top: float) -> tuple[Markup, float]:
    """One line and its height."""
    values = (f"○ {said(line.one)}", f"◆ {said(line.other)}")
    whole = (value.replace(" ", "\xa0") for value in values)  # a mark stays with its value
    texts = textwrap.wrap(" ".join((line.one.label, *whole)), LETTERS)
    y = top + LINE * (len(texts) + 1) + 9
    name = Markup('<text y="{}" font-weight="600">{}</text>').format(top + 13, line.dimension)
    about = (
        Markup('<text class="soft" y="{}">{}</text>').format(top + 13 + LINE * n, text)
        for n, text in enumerate(texts, 1)
    )
    return Markup("<g>{}{}{}</g>").format(name, Markup().join(about), _scale(line, y)), y + 20 - top


def _scale(line: Line, y: float) -> Markup:
    marks = ((CIRCLE, position(line.one)), (DIAMOND, position(line.other)))
    places = [(shape, _x(place)) for shape, place in marks if place is not None]
    xs = [x for _, x in places]
    return Markup(
        '<text class="soft end" x="{}%" y="{}" text-anchor="end">{}</text>'
        '<text class="soft end" x="{}%" y="{}">{}</text>'
        '<line class="track" x1="{}%" x2="{}%" y1="{}" y2="{}" stroke="currentColor"/>'
        '<line class="between" x1="{}%" x2="{}%" y1="{}" y2="{}" stroke="currentColor"/>{}'
    ).format(
        *(LEFT - 3, y + 4, line.ends.low, RIGHT + 3, y + 4, line.ends.high),
        *(LEFT, RIGHT, y, y, min(xs), max(xs), y, y),
        Markup().join(_mark(shape, x, y) for shape, x in places),
    )


def _mark(shape: str, x: float, y: float) -> Markup:
    return Markup(shape).format(x, y)  # noqa: S704 - the shapes are our own


def _x(place: float) -> float:
    return round(LEFT + place * (RIGHT - LEFT), 2)
