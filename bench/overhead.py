"""What search costs around the model and the two lookups, on 10,000 passages: `make bench`.

Beside the bundled case studies the index holds documents made of their sentences, shuffled; a made passage has
the vector of one of them, moved at random, so that nothing is encoded for it. For English questions of the golden
set's development half: reading a question, searching, collapsing and deciding what is shown, less encoding the
question once and looking once into each index. All of that is timed in turn for one question after the other, so
that a machine that slows down slows all of it.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

from assistant.finding import Finder
from assistant.golden import bundled
from assistant.settings import settings
from assistant.understanding import understood
from assistant.wiring import assistant
from corpus.golden import load_golden
from corpus.nouns import Document, Page, Passage
from index.base import Embedder, Vectors
from index.library import DEPTH, Library

PASSAGES = 10_000
EACH = 13
"""Passages of a made document, about as many as a case study has."""

CHARACTERS = 550
"""Least characters of a made passage, about as many as the bundled ones have."""

MOVED = 0.75
"""Length of the random step from a passage's vector to a made one's: their cosine is 0.8."""

QUESTIONS = 50
RUNS = 10
"""The first is for warming up."""

CLOCKS: Mapping[str, Callable[[], float]] = {
    "by the clock": time.perf_counter,
    "asking thread's own": time.thread_time,
}
"""The second leaves out what other programs took, and what the model's other thread did."""

LIMIT = 15.0
"""Milliseconds."""

SEED = 20261128


def stocked(home: Path, source: Library, embedder: Embedder) -> Library:
    """A library of PASSAGES passages: the bundled ones of `source`, and made ones."""
    library = Library(home, embedder)
    real: list[Passage] = []
    for doc_id in bundled(source):
        own = list(source.store.passages(source.store.passage_ids(doc_id)).values())
        library.store.put(source.store.get(doc_id), own)
        real += own
    texts = [passage.searchable() for passage in real]
    vectors = source.vectors(texts)
    library.cache.put(source.embedder.model, texts, vectors)
    made = list(_made(real, PASSAGES - len(real)))
    texts = [passage.searchable() for passage in made]
    library.cache.put(source.embedder.model, texts, _near(vectors, len(made)))
    for at in range(0, len(made), EACH):
        _put(library, f"made-{at}", made[at : at + EACH])
    with library.writing():
        library.publish()
    return library


def _made(real: Sequence[Passage], count: int) -> Iterator[Passage]:
    """Passages of sentences from anywhere, under headings from anywhere."""
    chance = np.random.default_rng(SEED)
    sentences = [p.text[a:b].strip() for p in real for a, b in p.sentences]
    for _ in range(count):
        text = ""
        while len(text) < CHARACTERS:
            text += f"{sentences[int(chance.integers(len(sentences)))]} "
        heading = real[int(chance.integers(len(real)))].heading
        yield Passage(0, "", 0, None, "", heading, 0, len(text), text, ((0, len(text)),))


def _near(vectors: Vectors, count: int) -> Vectors:
    chance = np.random.default_rng(SEED)
    steps = chance.standard_normal((count, vectors.shape[1]))
    steps *= MOVED / np.linalg.norm(steps, axis=1, keepdims=True)
    moved = vectors[chance.integers(len(vectors), size=count)] + steps
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


def _put(library: Library, doc_id: str, passages: Sequence[Passage]) -> None:
    page = Page(None, "".join(passage.text for passage in passages))
    document = Document(doc_id, doc_id, "document", "text/plain", "", doc_id, (page,), (), {})
    ends = list(accumulate(len(passage.text) for passage in passages))
    placed = [
        passage._replace(doc_id=doc_id, start=end - len(passage.text), end=end)
        for passage, end in zip(passages, ends, strict=True)
    ]
    library.store.put(document, placed)


class Timed:
    """An embedder that counts how often and how long it encoded questions."""

    def __init__(self, embedder: Embedder) -> None:
        self.model, self.encode_passages = embedder.model, embedder.encode_passages
        self.count_pieces = embedder.count_pieces
        self._embedder, self.calls, self.taken = embedder, 0, 0.0
        self.clock = CLOCKS["by the clock"]

    def encode_query(self, text: str) -> Vectors:
        """The vector of one question."""
        start = self.clock()
        vector = self._embedder.encode_query(text)
        self.taken += (self.clock() - start) * 1000
        self.calls += 1
        return vector


class Times(NamedTuple):
    """One question, or the medians of several runs of one or more, in ms.

    Attributes:
        once: encoding it once, the mean where it was encoded again, with other words or without places.
        again: encoding it again, 0 where it was not.
        lookups: one in each index, of DEPTH passages.
        whole: reading it, searching, collapsing, deciding; all encoding included.
        around: the whole less `once` and `lookups`.
    """

    once: float
    again: float
    lookups: float
    whole: float
    around: float


def asked(library: Library, finder: Finder, model: Timed, question: str) -> Times:
    """Ask once, and look up once."""
    index = library.generation()
    read = understood(question, finder.words()).searched
    vector = index.embedder.encode_query(read)
    model.calls, model.taken = 0, 0.0
    start = model.clock()
    index.vectors.search(vector, DEPTH)
    index.lexical.search(read, DEPTH)
    between = model.clock()
    finder.find(understood(question, finder.words()))
    lookups, whole = (between - start) * 1000, (model.clock() - between) * 1000
    once = model.taken / model.calls
    return Times(once, model.taken - once, lookups, whole, whole - once - lookups)


def medians(rows: Sequence[Times]) -> Times:
    return Times(*(median(values) for values in zip(*rows, strict=True)))


def main() -> None:
    """Measure and print."""
    questions = [q.text for q in load_golden().part("dev", "en")]
    chosen = [questions[at * len(questions) // QUESTIONS] for at in range(QUESTIONS)]
    with tempfile.TemporaryDirectory() as folder:
        source = assistant(settings()).library
        model = Timed(source.embedder)
        library = stocked(Path(folder), source, model)
        busy = [os.getloadavg()[0]]
        columns = {name: measured(library, model, chosen, c) for name, c in CLOCKS.items()}
        busy.append(os.getloadavg()[0])
        passages = library.generation().passages
    print(f"{passages} passages, {len(chosen)} questions, medians of {RUNS - 1} runs; load of the "
          f"machine {busy[0]:.1f} to {busy[1]:.1f} on {os.cpu_count()} cores")  # fmt: skip
    show(columns)


def measured(
    library: Library, model: Timed, questions: Sequence[str], clock: Callable[[], float]
) -> list[Times]:
    """The medians of each question."""
    finder, model.clock = Finder(library), clock
    runs = [[asked(library, finder, model, q) for q in questions] for _ in range(RUNS)][1:]
    return [medians(of_one) for of_one in zip(*runs, strict=True)]


def show(columns: Mapping[str, Sequence[Times]]) -> None:
    """Print the medians over questions by each clock."""
    print(f"{'':<42}" + "".join(f"{name:>24}" for name in columns))
    lines = {name: figures(rows) for name, rows in columns.items()}
    for label in figures(next(iter(columns.values()))):
        print(f"{label:<42}" + "".join(f"{found[label]:>24.2f}" for found in lines.values()))
    for name, rows in columns.items():
        held = medians(rows).around <= LIMIT
        print(f"{name}: {'within' if held else 'over'} the limit of {LIMIT:.0f} ms")


def figures(rows: Sequence[Times]) -> dict[str, float]:
    middle, around = medians(rows), sorted(row.around for row in rows)
    return {
        "encoding the question, ms": middle.once,
        "two lookups, ms": middle.lookups,
        "whole, ms": middle.whole,
        "whole against model and lookups": median(r.whole / (r.once + r.lookups) for r in rows),
        "around model and lookups, ms": middle.around,
        "the same, nine in ten questions below, ms": around[len(around) * 9 // 10],
        "questions that are encoded again": sum(bool(row.again) for row in rows),
        "around, less encoding again, ms": median(row.around - row.again for row in rows),
    }


if __name__ == "__main__":
    main()
