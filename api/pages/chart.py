"""Two cities on the dimensions of a transplant report, as a small drawing: one line each, with both cities' places."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from api.pages.chart_drawing import Line, drawing, said
from api.pages.chart_scale import ends, position
from assistant.report import Flag, TransplantReport
from corpus.vocabulary import label


class Chart(NamedTuple):
    """A drawing, and what it leaves out.

    Attributes:
        drawing: SVG; its marks differ by shape, and it takes its colours from the page. Empty where nothing
            can be drawn.
        left_out: why dimensions have no line, in sentences.
    """

    drawing: Markup
    left_out: tuple[str, ...]


def chart(report: TransplantReport) -> Chart:
    """The two cities of a report, in the order of its flags; without a city to compare with there is nothing to draw."""
    if report.origin is None:
        return Chart(Markup(), ())
    lines = {flag.dimension: line for flag in report.flags if (line := _line(flag))}
    left_out = [flag for flag in report.flags if flag.dimension not in lines]
    drawn = drawing(list(lines.values()), _name(report.origin), _name(report.city))
    return Chart(drawn, tuple(_reasons(left_out)))


def _line(flag: Flag) -> Line | None:
    """What is drawn of a dimension: the first attribute with a place for both cities, else for one."""
    found = []
    for one, other in zip(flag.origin_values, flag.recipient_values, strict=True):
        places = [place for place in (position(one), position(other)) if place is not None]
        scale = ends(one.attribute)
        if scale and places:
            found.append((len(places), Line(_title(flag), one, other, scale)))
    return max(found, key=lambda entry: entry[0])[1] if found else None


def _reasons(flags: list[Flag]) -> Iterator[str]:
    """Why these dimensions are not drawn: one sentence for each that has values, one for all the others."""
    blank = []
    for flag in flags:
        pairs = zip(flag.origin_values, flag.recipient_values, strict=True)
        held = next(((one, other) for one, other in pairs if one.value or other.value), None)
        if held:
            one, other = held
            yield f"{_title(flag)}: {one.label} has no order ({said(one)}, {said(other)})."
        else:
            blank.append(_title(flag))
    if blank:
        yield f"{', '.join(blank)}: nothing is known that could be compared."


def _title(flag: Flag) -> str:
    return label(flag.dimension).capitalize()


def _name(city: str) -> str:
    return city.partition(",")[0]
