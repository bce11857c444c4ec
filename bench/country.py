"""Does the place in a heading move a case study in the ranking? `python -m bench.country`, or `make ablation`.

For each English answerable question of the golden set's development half that names no place: the relevant case
study's best passages get the city and country of elsewhere in their heading, all else equal, and the case is ranked
again among the others. Its other passages, under the true heading, are left out both times.
"""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.finding import Finder
from assistant.groups import NORTH, SOUTH, side
from assistant.settings import settings
from assistant.understanding import understood
from assistant.wiring import assistant
from bench.arrays import Floats, Words
from bench.retrieval import cases, indexed
from bench.ways import Candidates, Looked, Way, candidates, documents, looked
from corpus.gazetteer import country_name
from corpus.golden import load_golden
from corpus.nouns import Passage
from index.analysis import asked
from index.base import Store, VectorCache
from index.encode import encode
from index.exposure import Estimate, estimate
from index.generations import Generation
from index.sqlite import SqliteVectorCache

PLACES = (
    ("Kumasi", "GH"), ("Cusco", "PE"), ("Pune", "IN"),
    ("Kassel", "DE"), ("Tulsa", "US"), ("Sendai", "JP"),
)  # fmt: skip
"""Cities of all income groups and of six parts of the world, three of the South and three of the North."""

BEST = 3
"""Passages of the case that get another heading; two make up its score."""

TOLERATED, SHARE = 2, 0.95
"""Ranks that a case may move, in this share of the comparisons."""


class Corpus(NamedTuple):
    """The case studies as they are searched; `places` has the beginning of each case's headings."""

    generation: Generation
    words: Words
    store: Store
    cache: VectorCache
    places: Mapping[str, str]


class Moved(NamedTuple):
    """One question: the case's rank under its true heading, and under each place in the order of PLACES."""

    question: str
    case: str
    before: int
    after: tuple[int, ...]


def moved(corpus: Corpus, question: str, text: str, judged: Mapping[str, int]) -> Moved | None:
    """Rank the relevant case under every heading; None where it is not found at all."""
    found, way = looked(corpus.generation, corpus.words, text), Way()
    seen = candidates(found, corpus.words.scores(asked(text)))
    best = max(judged.values())
    ranked = documents(found, way.weighed(found, seen))
    case = next((group for group in ranked if judged.get(group.doc_id) == best), None)
    if case is None:
        return None
    kept = [hit.passage_id for hit in case.hits[:BEST]]
    seen = _without(seen, {hit.passage_id for hit in case.hits[BEST:]})
    passages = [corpus.store.passages(kept)[i] for i in kept]
    true = corpus.places[case.doc_id]
    headings = [true, *(f"{city} · {country_name(code)} · " for city, code in PLACES)]
    ranks = [
        _rank(
            found,
            _put(seen, corpus, found, [_under(p, true, heading) for p in passages]),
            case.doc_id,
        )
        for heading in headings
    ]
    return Moved(question, case.doc_id, ranks[0], tuple(ranks[1:]))


def _under(passage: Passage, true: str, heading: str) -> Passage:
    assert passage.heading.startswith(true)
    return passage._replace(heading=heading + passage.heading.removeprefix(true))


def _without(seen: Candidates, gone: set[int]) -> Candidates:
    keep = [at for at, passage_id in enumerate(seen.ids) if passage_id not in gone]
    ids = [seen.ids[at] for at in keep]
    return Candidates(ids, seen.scores[keep], seen.held[keep], seen.norms[keep])


def _put(
    seen: Candidates, corpus: Corpus, found: Looked, passages: Sequence[Passage]
) -> Candidates:
    """The candidates with these passages as they are now: their vectors, lengths and words."""
    texts = [passage.searchable() for passage in passages]
    vectors = encode(corpus.generation.embedder, corpus.cache, texts)
    matrix = corpus.generation.table.matrix
    rows = [seen.ids.index(passage.passage_id) for passage in passages]
    held, norms, scores = seen.held.copy(), seen.norms.copy(), seen.scores.copy()
    held[rows] = vectors
    norms[rows] = np.sqrt(np.einsum("ij,ij->i", vectors @ matrix, vectors))
    scores[rows] = [corpus.words.score_of(text, asked(found.question)) for text in texts]
    return Candidates(seen.ids, scores, held, norms)


def _rank(found: Looked, seen: Candidates, case: str) -> int:
    ranked = [group.doc_id for group in documents(found, Way().weighed(found, seen))]
    return ranked.index(case) + 1


def shifts(rows: Sequence[Moved]) -> Floats:
    """How many ranks each case fell under each place, shape `(questions, len(PLACES))`."""
    return np.array([[rank - row.before for rank in row.after] for row in rows], np.float64)


def difference(fell: Floats) -> Estimate:
    """Mean fall under places of the North less that under places of the South, with its interval over questions."""
    sides = [side(code) for _, code in PLACES]
    north, south = (fell[:, [s == one for s in sides]].mean(axis=1) for one in (NORTH, SOUTH))
    return estimate((north - south)[:, None], lambda means: means[..., 0])


def show(rows: Sequence[Moved], name: str) -> Estimate:
    """Print how far cases moved."""
    fell = shifts(rows)
    print(f"\n{name}: {len(rows)} questions\n")
    print("| heading | same rank | within 1 | within 2 | mean fall |\n|---|---|---|---|---|")
    every = [
        (f"{city}, {country_name(code)}", fell[:, at]) for at, (city, code) in enumerate(PLACES)
    ]
    for label, one in [*every, ("all", fell.ravel())]:
        within = " | ".join(f"{np.mean(np.abs(one) <= far):.3f}" for far in (0, 1, 2))
        print(f"| {label} | {within} | {one.mean():+.3f} |")
    apart = difference(fell)
    print(
        f"\nNorth less South: {apart.value:+.3f} ranks, 95 % interval {apart.low:+.3f} to {apart.high:+.3f}"
    )
    return apart


def main() -> None:
    """Measure and print."""
    library = assistant(settings()).library
    cache = SqliteVectorCache(settings().home / "cache" / "evaluate.sqlite")
    golden, words = load_golden(), Finder(library).words()
    store = cases(library, lambda passage: passage)
    texts = [passage.searchable() for passage in store.passages(store.passage_ids()).values()]
    cache.put(library.embedder.model, texts, library.vectors(texts))
    about = {d.doc_id: d.meta["case"] for d in store.documents()}
    places = {i: f"{c['city']} · {country_name(c['country'])} · " for i, c in about.items()}
    with tempfile.TemporaryDirectory() as folder:
        index = indexed(store, cache, library.embedder, Path(folder))
        corpus = Corpus(*index, store, cache, places)
        questions = [q for q in golden.part("dev", "en") if golden.answerable(q)]
        read = {q.id: understood(q.text, words) for q in questions}
        placeless = [q for q in questions if read[q.id].searched == read[q.id].subject]
        tried = [moved(corpus, q.id, read[q.id].searched, golden.judged[q.need]) for q in placeless]
    rows = [row for row in tried if row]
    print(f"{len(questions)} questions; {len(questions) - len(placeless)} name a place and are left out, "
          f"and {len(tried) - len(rows)} whose case is not found")  # fmt: skip
    apart = show(rows, "all")
    show([row for row in rows if row.before <= 10], "those whose case is among the first ten")
    for row in rows:
        if any(abs(rank - row.before) > TOLERATED for rank in row.after):
            print(
                f"{row.question}: {row.case} was {row.before}, is {', '.join(map(str, row.after))}"
            )
    within = float(np.mean(np.abs(shifts(rows)) <= TOLERATED))
    assert apart.low is not None
    assert apart.high is not None
    near, alike = within >= SHARE, apart.low <= 0 <= apart.high
    print(f"\nwithin {TOLERATED} ranks: {within:.3f}, wanted {SHARE}: {'pass' if near else 'FAIL'}")
    print(f"no difference between North and South: {'pass' if alike else 'FAIL'}")


if __name__ == "__main__":
    main()
