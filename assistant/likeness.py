"""How like two cities are as places to transplant into: one number, and the same for many at once."""

import numpy as np

from assistant.knowledge import Floats
from assistant.profile import ContextProfile, Raw
from corpus.attributes import BY_KEY

ALIKE = {"population": 0.8, "income": 1.2, "effectiveness": 1.0, "municipal_powers": 0.6,
         "informal_housing": 0.6, "internet": 0.6, "motorisation": 0.5, "climate": 0.8, "coast_km": 0.3}  # fmt: skip
"""Attributes that likeness looks at, with their weights: the project's judgement of what decides most."""

GROUPS = {"A": 0.0, "B": 0.33, "C": 0.67, "D": 1.0, "E": 1.0}
"""Köppen's main groups as a number, from hot and wet to cold: neighbours are nearest."""


def place(profile: ContextProfile) -> Floats:
    """A city as a point: each attribute of ALIKE in 0..1, nan where unknown."""
    return np.array([_number(key, profile.values[key].value) for key in ALIKE])


def likeness(city: Floats, others: Floats) -> Floats:
    """How like each of the others is to the city, 0..1, over the attributes that both have; shape `(n,)`.

    Args:
        others: places, shape `(n, len(ALIKE))`.
    """
    weights = np.array(list(ALIKE.values()))
    apart = np.abs(others - city)
    known = ~np.isnan(apart)
    mass = known @ weights
    total = np.where(known, apart, 0.0) @ weights
    return np.where(mass > 0, np.exp(-4 * total / np.maximum(mass, 1e-9)), 0.0)


def _number(key: str, raw: Raw | None) -> float:
    if raw is None:
        return np.nan
    if key == "population":
        return float(np.clip((np.log10(float(raw)) - 4) / 3.5, 0, 1))  # type: ignore[arg-type]
    if key == "climate":
        return GROUPS.get(str(raw)[:1], np.nan)
    if key == "coast_km":
        return float(np.clip(float(raw) / 150, 0, 1))  # type: ignore[arg-type]
    about = BY_KEY[key]
    if about.unit:
        return float(raw) / about.high  # type: ignore[arg-type]
    return about.values.index(str(raw)) / (len(about.values) - 1)
