"""Fit the weights that tell lessons and conditions: `python -m ingest.lessons.fit_lessons` writes `ingest/lessons/lessons.json`.

A folder with the exported model may be named; otherwise the model is exported into a temporary one, which takes some seconds more.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ingest.lessons.examples import Example, examples
from ingest.lessons.fit import fit
from ingest.lessons.model import PROBE, Floats, save
from ingest.lessons.seen import Seen, look


def looked_at(rows: Sequence[Example]) -> tuple[Seen, Floats]:
    """Examples as the models see them, and the vector of the probe, shape `(dim,)`."""
    from index.export import prepare
    from index.onnx import OnnxEmbedder

    with tempfile.TemporaryDirectory() as folder:
        models = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder)
        prepare(models)
        encode = OnnxEmbedder(models).encode_passages
        return look(rows, encode), np.asarray(encode([PROBE])[0], float)


def main() -> None:
    """Fit and write the weights."""
    seen, probe = looked_at(examples())
    save(fit(seen, probe), f"{len(seen.rows)} texts of ingest.lessons.examples")


if __name__ == "__main__":
    main()
