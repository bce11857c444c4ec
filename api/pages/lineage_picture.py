"""The parts of a drawn lineage: boxes for cities, lines for moves, and how their words are put."""

from typing import NamedTuple

from api.pages.lineage import Key, Spot, Step
from api.pages.lineage_layout import Chosen
from assistant.facets import OUTCOMES
from corpus.gazetteer import country_name
from corpus.vocabulary import Outcome

EDGE = 6
"""Room around a drawing; pixels, as all sizes here."""

LETTERS = 20
"""Of a city's name in a box; a longer one is cut."""


class Box(NamedTuple):
    """A city; `case` is the id of its case study, `line` what stands below its name."""

    x: float
    y: float
    width: float
    height: float
    name: str
    line: str
    case: str | None
    here: bool


class Arrow(NamedTuple):
    """A move: its line and tip as paths of SVG, its label with its place; `outcome` is "untold" where nothing tells it."""

    line: str
    tip: str
    outcome: str
    label: str
    x: float
    y: float
    anchor: str


class Picture(NamedTuple):
    """A drawing, for wide or for narrow pages."""

    kind: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


Corners = dict[Key, tuple[float, float]]
"""The upper left corner of each city's box."""


def outcome_of(step: Step) -> str:
    """How a move turned out, in words."""
    return OUTCOMES[Outcome(step.outcome)] if step.outcome else "not told"


def arrow(
    step: Step, line: str, tip: tuple[float, float], label: tuple[float, float, str]
) -> Arrow:
    """A move along a line to its tip; `label` is where its label stands, with no anchor for none."""
    x, y = tip
    head = f"M{x} {y}l-8 -4.5v9z"
    return Arrow(line, head, step.outcome or "untold", outcome_of(step), *label)


def picture(
    kind: str, chosen: Chosen, corners: Corners, size: tuple[int, int],
    arrows: tuple[Arrow, ...], at: Key | None,
) -> Picture:  # fmt: skip
    """A drawing of the cities at these corners, the one at `at` marked."""
    spots = {spot.key: spot for s in chosen.moves for spot in (s.origin, s.recipient)}
    boxes = tuple(
        _box(spots[key], corners[key], size, kind, chosen, at)
        for key in sorted(corners, key=lambda key: corners[key])
    )
    width = max(x for x, _ in corners.values()) + size[0] + EDGE
    height = max(y for _, y in corners.values()) + size[1] + EDGE
    return Picture(kind, width, height, boxes, arrows)


def _box(
    spot: Spot, corner: tuple[float, float], size: tuple[int, int], kind: str,
    chosen: Chosen, at: Key | None,
) -> Box:  # fmt: skip
    into = [step for step in chosen.moves if step.recipient.key == spot.key]
    years = [str(step.year) for step in into if step.year][:1]
    turned = [outcome_of(step) for step in into][:1] if kind == "narrow" else []
    country = [country_name(spot.country)] if spot.city and spot.country else []
    name = spot.name if len(spot.name) <= LETTERS else f"{spot.name[: LETTERS - 1]}…"
    name = f"{name[:1].upper()}{name[1:]}"
    line = " · ".join([*country, *years, *turned])
    return Box(*corner, *size, name, line, spot.case, spot.key == at)
