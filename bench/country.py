"""Does the place in a heading move a case study in the ranking? `python -m bench.country`, or `make ablation`.

For each English answerable question of the golden set's development half that names no place: the relevant case
study's best passages get the city and country of elsewhere in their heading, all else equal, and the case is ranked
again among the others. Its other passages, under the true heading, are left out both times.
"""

import math
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
from bench.retrieval import cases, indexed, remember
from bench.ways import Candidates, Looked, Way, candidates, documents, looked
from corpus.gazetteer import country_name
from corpus.golden import load_golden
from corpus.nouns import Passage
from index.analysis import asked
from index.base import Store, VectorCache
from index.encode import encode
from index.exposure import Estimate, estimate
from index.generations import Generation
from index.library import Library
from index.sqlite import SqliteVectorCache

FIRST = (
    ("Kumasi", "GH"), ("Cusco", "PE"), ("Pune", "IN"),
    ("Kassel", "DE"), ("Tulsa", "US"), ("Sendai", "JP"),
)  # fmt: skip
"""The places of the first run: three of the South and three of the North, of six parts of the world."""

ADDED = (
    ("Ibadan", "NG"), ("Cochabamba", "BO"), ("Hue", "VN"), ("Mansoura", "EG"),
    ("Ndola", "ZM"), ("Londrina", "BR"), ("Malang", "ID"),
    ("Lyon", "FR"), ("Regina", "CA"), ("Geelong", "AU"), ("Örebro", "SE"),
    ("Coventry", "GB"), ("Daejeon", "KR"), ("Lublin", "PL"),
)  # fmt: skip
"""Seven more of each side. They were added after the first run had found a difference, to see whether it is one of
sides or of single names; what each set shows is printed apart (docs/ablation.md)."""

PLACES = (*FIRST, *ADDED)

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


def difference(fell: Floats, places: Sequence[tuple[str, str]]) -> Estimate:
    """Mean fall under these places of the North less that under those of the South, its interval over questions."""
    sides = [side(code) if (city, code) in places else "" for city, code in PLACES]
    north, south = (fell[:, [s == one for s in sides]].mean(axis=1) for one in (NORTH, SOUTH))
    return estimate((north - south)[:, None], lambda means: means[..., 0])


def by_places(fell: Floats) -> float:
    """Standard error of the difference where places are what is drawn, not questions."""
    means, sides = fell.mean(axis=0), [side(code) for _, code in PLACES]
    groups = [means[[s == one for s in sides]] for one in (NORTH, SOUTH)]
    return math.sqrt(sum(float(group.var(ddof=1)) / len(group) for group in groups))


def show(rows: Sequence[Moved]) -> None:
    """Print how far cases moved under each heading, and which moved farther than is tolerated."""
    fell = shifts(rows)
    print(
        "| heading | side | same rank | within 1 | within 2 | mean fall |\n|---|---|---|---|---|---|"
    )
    every = [
        (f"{city}, {country_name(code)} | {side(code)}", fell[:, at])
        for at, (city, code) in enumerate(PLACES)
    ]
    for label, one in [*every, ("all |", fell.ravel())]:
        within = " | ".join(f"{np.mean(np.abs(one) <= far):.3f}" for far in (0, 1, 2))
        print(f"| {label} | {within} | {one.mean():+.3f} |")
    for row, far in zip(rows, np.abs(fell).max(axis=1), strict=True):
        if far > TOLERATED:
            after = ", ".join(map(str, row.after))
            print(f"{row.question}: {row.case} was {row.before}, is {after}")


def judge(rows: Sequence[Moved]) -> None:
    """Print whether that is tolerated."""
    fell = shifts(rows)
    within = float(np.mean(np.abs(fell) <= TOLERATED))
    print(f"within {TOLERATED} ranks: {within:.3f}; {SHARE} wanted: {verdict(within >= SHARE)}")
    print(f"standard error of North less South, with the places as a sample: {by_places(fell):.3f}")
    sets = {"first six": FIRST, "fourteen added later": ADDED, "all": PLACES}
    for name, places in sets.items():
        value, low, high = difference(fell, places)
        assert value is not None
        assert low is not None
        assert high is not None
        print(f"North less South, {name}: {value:+.3f} ranks, 95 % interval {low:+.3f} to {high:+.3f}; "
              f"0 wanted inside: {verdict(low <= 0 <= high)}")  # fmt: skip


def verdict(held: bool) -> str:
    return "pass" if held else "FAIL"


def corpus_of(library: Library, folder: Path) -> Corpus:
    """The bundled case studies alone."""
    cache = SqliteVectorCache(settings().home / "cache" / "evaluate.sqlite")
    store = cases(library, lambda passage: passage)
    remember(library, store, cache)
    about = {document.doc_id: document.meta["case"] for document in store.documents()}
    places = {i: f"{c['city']} · {country_name(c['country'])} · " for i, c in about.items()}
    return Corpus(*indexed(store, cache, library.embedder, folder), store, cache, places)


def main() -> None:
    """Measure and print."""
    library = assistant(settings()).library
    golden, words = load_golden(), Finder(library).words()
    questions = [q for q in golden.part("dev", "en") if golden.answerable(q)]
    read = {q.id: understood(q.text, words) for q in questions}
    placeless = [q for q in questions if read[q.id].searched == read[q.id].subject]
    with tempfile.TemporaryDirectory() as folder:
        corpus = corpus_of(library, Path(folder))
        tried = [moved(corpus, q.id, read[q.id].searched, golden.judged[q.need]) for q in placeless]
    rows = [row for row in tried if row]
    print(f"{len(questions)} questions; {len(questions) - len(placeless)} name a place and are left out, "
          f"and {len(tried) - len(rows)} whose case is not found")  # fmt: skip
    show(rows)
    judge(rows)


if __name__ == "__main__":
    main()
