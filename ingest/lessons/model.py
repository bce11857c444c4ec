"""The fitted model of lessons and conditions: logistic heads over wording alone, and over wording and meaning together."""

import base64
import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.base import Vectors

WEIGHTS = Path(__file__).parent / "lessons.json"

PROBE = "Nobody was paid to look after the pumps, so they stood still within a year."
"""Encoded with every call: the weights on meaning hold only for the model that they were fitted with."""

SAME = 0.98
"""Cosine from which two vectors of the probe come from one model, in whatever number format."""

STEP = 0.005
"""The weights on meaning are kept as whole numbers of this step."""

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
"""Positions in a sequence."""

Encode = Callable[[Sequence[str]], Vectors]


class Head(NamedTuple):
    """Logistic models for `t` targets over `m` columns of wording and `dim` of meaning.

    Attributes:
        base: shape `(t,)`.
        wording: shape `(m, t)`.
        meaning: shape `(dim, t)`; no rows where the head looks at wording alone.
    """

    base: Floats
    wording: Floats
    meaning: Floats

    def __call__(self, wording: Floats, meaning: Vectors | None = None) -> Floats:
        """Chances 0..1, shape `(n, t)`, for wording of shape `(n, m)` and vectors of shape `(n, dim)`."""
        score = self.base + wording @ self.wording
        if meaning is not None:
            score += meaning @ self.meaning
        return np.asarray(1 / (1 + np.exp(-score)))


class Pair(NamedTuple):
    """One question asked twice: of wording alone, and of wording and meaning."""

    plain: Head
    full: Head


class Model(NamedTuple):
    """Everything that is fitted; `spread` are the columns' standard deviations by which signs are divided."""

    probe: Floats
    spread: Floats
    lesson: Pair
    kind: Pair
    dimension: Pair
    condition: Head

    def knows(self, vector: Vectors) -> bool:
        """True where this vector of the probe, shape `(dim,)`, comes from the model of the weights."""
        return vector.shape == self.probe.shape and float(vector @ self.probe) >= SAME


@cache
def model() -> Model:
    """The weights that ship."""
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    pairs = {name: Pair(*map(_head, held[name])) for name in ("lesson", "kind", "dimension")}
    spread = np.array(held["spread"])
    return Model(
        _unpacked(held["probe"])[:, 0], spread, condition=_head(held["condition"]), **pairs
    )


def save(fitted: Model, said: str) -> None:
    """Write the weights, with a sentence on what they were fitted on."""
    pairs = {name: getattr(fitted, name) for name in ("lesson", "kind", "dimension")}
    held: dict[str, Any] = {
        "fitted on": said,
        "probe": _packed(fitted.probe[:, None]),
        "spread": fitted.spread.round(3).tolist(),
        **{name: [_plain(head) for head in pair] for name, pair in pairs.items()},
        "condition": _plain(fitted.condition),
    }
    WEIGHTS.write_text(json.dumps(held, separators=(",", ":")) + "\n", encoding="utf-8")


def _plain(head: Head) -> dict[str, Any]:
    rows = {"base": head.base.round(3).tolist(), "wording": head.wording.round(3).tolist()}
    return rows | {"meaning": _packed(head.meaning)}


def _head(held: dict[str, Any]) -> Head:
    return Head(np.array(held["base"]), np.array(held["wording"]), _unpacked(held["meaning"]))


def _packed(values: Floats) -> dict[str, Any]:
    """Shape and bytes: 16-bit whole numbers of STEP, little-endian, in base64."""
    whole = np.round(values / STEP).astype("<i2")
    return {"shape": values.shape, "steps": base64.b64encode(whole.tobytes()).decode()}


def _unpacked(held: dict[str, Any]) -> Floats:
    whole = np.frombuffer(base64.b64decode(held["steps"]), "<i2").reshape(held["shape"])
    return np.asarray(whole * STEP, float)
