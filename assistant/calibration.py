"""From a search's signals to chances: that anything here answers, and that a document does.

Two small logistic models, fitted on the development half of the golden set (`python -m assistant.calibrate`).
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from index.search import Signals

FILE = Path(__file__).parent / "calibration.json"

SIGNALS = Signals._fields
"""What the first model looks at."""


class Calibration(NamedTuple):
    """The fitted weights.

    Attributes:
        answered: weight of each of SIGNALS, and under "offset" the constant.
        helps: weight of a document's score within its question ("score"), and the constant.
        line: least chance that anything answers, below which nothing is shown, 0..1.
    """

    answered: Mapping[str, float]
    helps: Mapping[str, float]
    line: float

    def sure(self, signals: Signals) -> float:
        """The chance that something in the index answers the question, 0..1."""
        held = signals._asdict()
        return _chance(
            self.answered["offset"] + sum(self.answered[name] * held[name] for name in SIGNALS)
        )

    def helping(self, score: float) -> float:
        """The chance that a document helps where something answers, 0..1, by its score within the question."""
        return _chance(self.helps["offset"] + self.helps["score"] * score)


@cache
def shipped() -> Calibration:
    """The weights that ship."""
    held = json.loads(FILE.read_text(encoding="utf-8"))
    return Calibration(held["answered"], held["helps"], held["line"])


def _chance(sum_: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, sum_))))
