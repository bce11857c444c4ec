"""What search costs around the model and the two lookups, on 10,000 passages: `make bench`.

Beside the bundled case studies the index holds documents made of their sentences, shuffled; a made passage has
the vector of one of them, moved at random, so that nothing is encoded for it. For English questions of the golden
set's development half: reading a question, searching, collapsing and deciding what is shown, less encoding the
question once and looking once into each index. Medians; each question's are taken in turn, so that a machine that
slows down slows all three.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from statistics import median

import numpy as np

from assistant.finding import Finder
from assistant.golden import bundled
from assistant.settings import settings
from assistant.understanding import understood
from assistant.wiring import assistant
from corpus.golden import load_golden
from corpus.nouns import Document, Page, Passage
from index.base import Vectors
from index.library import DEPTH, Library

PASSAGES = 10_000
EACH = 13
"""Passages of a made document, about as many as a case study has."""

CHARACTERS = 550
"""Least characters of a made passage, about as many as the bundled ones have."""

MOVED = 0.75
"""Length of the random step from a passage's vector to a made one's: their cosine is 0.8."""

QUESTIONS = 50
RUNS = 9
LIMIT = 15.0
"""Milliseconds."""

SEED = 20261128


def stocked(home: Path, source: Library) -> Library:
    """A library of PASSAGES passages: the bundled ones of `source`, and made ones."""
    library = Library(home, source.embedder)
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


def milliseconds(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return (time.perf_counter() - start) * 1000


def figures(library: Library, finder: Finder, question: str) -> tuple[float, float, float]:
    """Medians of one question, in ms: encoding it, the two lookups, the whole."""
    index = library.generation()
    read = understood(question, finder.words()).searched
    vector = index.embedder.encode_query(read)
    ways: tuple[Callable[[], object], ...] = (
        lambda: index.embedder.encode_query(read),
        lambda: (index.vectors.search(vector, DEPTH), index.lexical.search(read, DEPTH)),
        lambda: finder.find(understood(question, finder.words())),
    )
    rows = [[milliseconds(way) for way in ways] for _ in range(RUNS + 2)][2:]
    model, lookups, whole = (median(row[at] for row in rows) for at in range(len(ways)))
    return model, lookups, whole


def main() -> None:
    """Measure and print."""
    golden = load_golden()
    questions = [q.text for q in golden.part("dev", "en")]
    step = len(questions) / QUESTIONS
    chosen = [questions[int(at * step)] for at in range(QUESTIONS)]
    with tempfile.TemporaryDirectory() as folder:
        library = stocked(Path(folder), assistant(settings()).library)
        finder = Finder(library)
        busy = os.getloadavg()[0]
        rows = [figures(library, finder, question) for question in chosen]
        busy = max(busy, os.getloadavg()[0])
        passages = library.generation().passages
    over = sorted(whole - model - lookups for model, lookups, whole in rows)
    names = ("encoding the question", "two lookups", "whole")
    print(f"{passages} passages, {len(rows)} questions, load of the machine up to {busy:.1f}")
    for at, name in enumerate(names):
        print(f"{name + ', ms':<42}{median(row[at] for row in rows):>10.2f}")
    share = median(whole / (model + lookups) for model, lookups, whole in rows)
    print(f"{'whole against model and lookups':<42}{share:>10.2f}")
    print(f"{'around them, ms':<42}{median(over):>10.2f}")
    print(f"{'the same, of nine in ten questions below':<42}{over[len(over) * 9 // 10]:>10.2f}")
    print("within" if median(over) <= LIMIT else "over", f"the limit of {LIMIT:.0f} ms")


if __name__ == "__main__":
    main()
