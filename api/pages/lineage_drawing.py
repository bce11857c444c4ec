"""A lineage as a drawing: boxes for cities, lines for moves, side by side and one below the other."""

from api.pages.lineage import Key, Step
from api.pages.lineage_layout import Chosen, choose, rows
from api.pages.lineage_picture import EDGE, Arrow, Corners, Picture, arrow, picture

WIDE, TALL = (168, 48), (310, 50)
"""Width and height of a box, side by side and one below the other; pixels, as all sizes here."""

GAP, ROW = 132, 62
"""Between two columns, and from row to row."""

TURN = 38
"""Width of a line's bend between two rows; beside it the label stands."""

BESIDE = 12
"""How much lower a line runs that would lie on another one."""

INDENT, BELOW = 18, 62
"""How far in a column begins, and from row to row, where boxes stand one below the other."""


def pictures(moves: tuple[Step, ...], at: Key | None = None) -> tuple[Picture, ...]:
    """The drawing for wide and the one for narrow pages; none where there is nothing to draw.

    Args:
        at: the city that is marked; only what hangs together with it is drawn.
    """
    chosen = choose(moves, at)
    return (_side_by_side(chosen, at), _below(chosen, at)) if chosen.moves else ()


def _side_by_side(chosen: Chosen, at: Key | None) -> Picture:
    row = rows(chosen)
    corners: Corners = {
        key: (EDGE + column * (WIDE[0] + GAP), EDGE + round(row[key] * ROW, 1))
        for key, column in chosen.columns.items()
    }
    arrows = tuple(_across(step, chosen, corners) for step in chosen.moves)
    return picture("wide", chosen, corners, WIDE, arrows, at)


def _across(step: Step, chosen: Chosen, corners: Corners) -> Arrow:
    """From the right side of one box to the left side of the next; the label stands where fewer lines meet."""
    (x0, y0), (x1, y1) = corners[step.origin.key], corners[step.recipient.key]
    x0, y0, y1 = x0 + WIDE[0], y0 + WIDE[1] / 2, y1 + WIDE[1] / 2
    arriving = sum(other.recipient.key == step.recipient.key for other in chosen.moves)
    leaving = sum(other.origin.key == step.origin.key for other in chosen.moves)
    if x1 < x0:
        line, where = _back(x0, y0, x1, y1), (x1 - 12, y1 - 6, "end")
    elif arriving > 1 == leaving:
        y0, y1 = y0 + BESIDE, y1 + BESIDE
        line = f"M{x0} {y0}H{x1 - TURN}{_turn(x1 - TURN, y0, y1)}"
        where = (x0 + 6, y0 + 14, "start")
    else:
        line, where = f"M{x0} {y0}{_turn(x0, y0, y1)}H{x1 - 7}", (x1 - 12, y1 - 6, "end")
    return arrow(step, line, (x1, y1), where)


def _back(x0: float, y0: float, x1: float, y1: float) -> str:
    """Out to the right, below the row, and in from the left: to a city that stands no further right."""
    under = y0 + ROW / 2
    out = f"C{x0 + TURN} {y0} {x0 + TURN} {under} {x0} {under}"
    return f"M{x0} {y0}{out}H{x1 - 7}C{x1 - TURN} {under} {x1 - TURN} {y1} {x1 - 7} {y1}"


def _turn(x: float, y0: float, y1: float) -> str:
    """A bend from one row to another, TURN wide."""
    return f"C{x + TURN} {y0} {x} {y1} {x + TURN - 7} {y1}"


def _below(chosen: Chosen, at: Key | None) -> Picture:
    corners: Corners = {
        key: (EDGE + chosen.columns[key] * INDENT, EDGE + number * BELOW)
        for number, key in enumerate(_in_order(chosen))
    }
    arrows = tuple(_down(step, corners) for step in chosen.moves)
    return picture("narrow", chosen, corners, TALL, arrows, at)


def _in_order(chosen: Chosen) -> list[Key]:
    """Cities with those that took it from them below, each once; first those that took it from nobody drawn."""
    takers = {step.recipient.key for step in chosen.moves}
    starts = sorted(chosen.columns, key=lambda key: (key in takers, chosen.columns[key]))
    waiting = starts[::-1]
    found: dict[Key, None] = {}
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = None
            after = [s.recipient.key for s in chosen.moves if s.origin.key == key]
            waiting += reversed(after)
    return list(found)


def _down(step: Step, corners: Corners) -> Arrow:
    """Along the left edge, from below one box to the side of the other."""
    (x0, y0), (x1, y1) = corners[step.origin.key], corners[step.recipient.key]
    x0, y1 = x0 + 8, y1 + TALL[1] / 2
    y0 = y0 + TALL[1] if y1 > y0 else y0
    line = f"M{x0} {y0}V{y1}H{x1 - 7}"
    return arrow(step, line, (x1, y1), (0, 0, ""))
