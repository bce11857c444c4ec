"""Where the cities of a lineage stand in a drawing: which are drawn, in which column, in which row."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from api.pages.lineage import Key, Step

MOST = 12
"""Cities in one drawing; the rest is told as text."""

FAR = 2
"""Moves in a row, each way, from the city that a drawing begins with."""

SWEEPS = 4
"""Times that cities are moved towards those that they are joined to."""

Joined = Mapping[Key, Sequence[tuple[Key, int]]]
"""The cities that each is joined to, with 1 for one that took it from there and -1 for one that gave it."""


class Chosen(NamedTuple):
    """What is drawn: the cities with their column, counted from 0, and the moves between them."""

    columns: dict[Key, int]
    moves: list[Step]


def choose(moves: Sequence[Step], at: Key | None, most: int = MOST) -> Chosen:
    """The cities nearest to the one that is marked, else those that hang together with the most others."""
    joined = _joined(moves)
    columns: dict[Key, int] = {}
    roots = sorted(joined, key=lambda key: -len(joined[key])) if at is None else [at]
    for root in roots:
        if root not in joined or root in columns or len(columns) >= most - 1:
            continue
        part = _spread(root, joined, most - len(columns))
        first = min(part.values())
        columns |= {key: column - first for key, column in part.items()}
    return Chosen(
        columns, [s for s in moves if _between(_ends(s)) and columns.keys() >= set(_ends(s))]
    )


def _joined(moves: Sequence[Step]) -> Joined:
    joined: dict[Key, list[tuple[Key, int]]] = {}
    for origin, recipient in filter(_between, map(_ends, moves)):
        joined.setdefault(origin, []).append((recipient, 1))
        joined.setdefault(recipient, []).append((origin, -1))
    return joined


def _ends(step: Step) -> tuple[Key, Key]:
    return step.origin.key, step.recipient.key


def _between(ends: tuple[Key, Key]) -> bool:
    return ends[0] != ends[1]


def _spread(root: Key, joined: Joined, most: int) -> dict[Key, int]:
    """Cities by their steps from a root, forwards above zero, the nearest first, at most so many."""
    found, waiting = {root: 0}, [root]
    for key in waiting:
        for other, side in joined[key]:
            column = found[key] + side
            if other not in found and len(found) < most and abs(column) <= FAR:
                found[other] = column
                waiting.append(other)
    return found


def rows(chosen: Chosen) -> dict[Key, float]:
    """The row of each city, from 0: near those that it is joined to, and a row apart from others in its column."""
    columns: dict[int, list[Key]] = {}
    for key, column in chosen.columns.items():
        columns.setdefault(column, []).append(key)
    at = {k: n - (len(c) - 1) / 2 for c in columns.values() for n, k in enumerate(c)}
    beside: dict[Key, list[Key]] = {key: [] for key in at}
    for step in chosen.moves:
        beside[step.origin.key].append(step.recipient.key)
        beside[step.recipient.key].append(step.origin.key)
    for _ in range(SWEEPS):
        for keys in columns.values():
            wanted = {k: sum(at[o] for o in beside[k]) / max(1, len(beside[k])) for k in keys}
            at |= _apart(sorted(keys, key=lambda k: (wanted[k], at[k])), wanted)
    top = min(at.values())
    return {key: row - top for key, row in at.items()}


def _apart(keys: Sequence[Key], wanted: Mapping[Key, float]) -> dict[Key, float]:
    """Rows at least one apart, in this order, their middle where it is wanted."""
    found: dict[Key, float] = {}
    last = float("-inf")
    for key in keys:
        found[key] = last = max(wanted[key], last + 1)
    shift = (sum(wanted[k] for k in keys) - sum(found.values())) / len(keys)
    return {key: row + shift for key, row in found.items()}
