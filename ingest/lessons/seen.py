"""Examples as the models see them: signs, words and meaning, row by row."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ingest.lessons.examples import Example
from ingest.lessons.model import Encode, Floats, Places
from ingest.lessons.outcome import tempers
from ingest.lessons.patterns import signs
from ingest.lessons.words import mentions


class Seen(NamedTuple):
    """Examples as the models see them, row by row."""

    rows: Sequence[Example]
    signs: Floats
    tempers: Floats
    words: Floats
    vectors: Floats

    def take(self, at: Places) -> "Seen":
        """The rows at these positions."""
        return Seen(
            [self.rows[int(i)] for i in at],
            self.signs[at],
            self.tempers[at],
            self.words[at],
            self.vectors[at],
        )


def look(rows: Sequence[Example], encode: Encode) -> Seen:
    """Everything that the models see of examples."""
    texts = [row.text for row in rows]
    seen = np.stack([signs(text) for text in texts])
    return Seen(
        rows,
        seen,
        tempers(texts, seen),
        np.sqrt(np.stack([mentions(text) for text in texts])),
        np.asarray(encode(texts), float),
    )
