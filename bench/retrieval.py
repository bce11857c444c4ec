"""What each choice of search is worth: `python -m bench.retrieval [FOLDER…]`, or `make ablation`.

nDCG@10 of ways that differ from the shipped one in one thing, on test collections in BEIR's form and on the English
answerable questions of the golden set's development half. Cells with a star differ from what ships with p below .05
(paired randomisation test, not corrected for their number).
"""

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from assistant.finding import Finder
from assistant.golden import bundled
from assistant.retrieval import documents as shipped_documents
from assistant.retrieval import stored
from assistant.settings import settings
from assistant.understanding import as_written, understood
from assistant.wiring import assistant
from bench.arrays import Words
from bench.variants import WAYS, by_words
from bench.ways import Way, documents, looked
from corpus.golden import GoldenQuestion, load_golden
from corpus.nouns import Passage
from index.analysis import tidy
from index.base import Embedder, Store, VectorCache
from index.collapse import Grouped
from index.collection import load
from index.generations import Generation, publish
from index.library import DEPTH, Library, search
from index.measures import Judgements, ndcg
from index.memory import MemoryStore
from index.significance import p_value
from index.spelling import mended
from index.sqlite import SqliteVectorCache
from ingest.plain.markdown import PRACTICE

GOLDEN, PRODUCT = "golden, development", "product"

SAME = 0.0005
"""Largest difference between what ships and its copy here that comes from rounding."""

CHANGES: dict[str, Callable[[Passage], Passage | None]] = {
    "without the section on the practice": lambda p: None if p.section == PRACTICE else p,
    "without headings": lambda p: p._replace(heading=""),
}
"""What is changed of the passages of case studies; None leaves one out."""

Texts = dict[str, tuple[str, ...]]
"""Query id to what is searched: the question, and its subject without places where that is another."""

Values = dict[str, dict[str, float]]
"""Way to query id to nDCG@10."""


Held = tuple[Generation, Words]
"""An index, and its words row by row."""


class Bench(NamedTuple):
    """Questions and where they are asked."""

    generation: Generation
    words: Words
    asked: Texts
    judged: Mapping[str, Judgements]


def values(bench: Bench, ways: Mapping[str, Way]) -> Values:
    """Ask every question each way."""
    found: Values = {name: {} for name in ways}
    for query, texts in bench.asked.items():
        parts = [looked(bench.generation, bench.words, text) for text in texts]
        for name, way in ways.items():
            ranked = lower([documents(part, way.hits(part), way.second) for part in parts])
            found[name][query] = ndcg(ranked, bench.judged[query])
    return found


def alone(bench: Bench) -> Values:
    """Words alone, meaning alone (the cosine), and what really ships."""
    found: Values = {"words alone": {}, "meaning alone": {}, PRODUCT: {}}
    for query, texts in bench.asked.items():
        part = looked(bench.generation, bench.words, texts[0])
        hits = {"words alone": by_words(part), "meaning alone": part.near}
        ranked = {
            way: [doc for doc, _ in shipped_documents(bench.generation, h)]
            for way, h in hits.items()
        }
        rankings = (search(bench.generation, text, DEPTH).hits for text in texts)
        ranked[PRODUCT] = lower([documents(part, hits) for hits in rankings])
        for way, order in ranked.items():
            found[way][query] = ndcg(order, bench.judged[query])
    return found


def lower(groups: Sequence[Sequence[Grouped]]) -> list[str]:
    """Documents of the first list by the lower of their scores in all lists, as `assistant.finding` has it."""
    first, *others = groups
    scores = [{group.doc_id: group.score for group in other} for other in others]
    lowest = [
        (-min(g.score, *(s.get(g.doc_id, 0.0) for s in scores), 2.0), g.doc_id) for g in first
    ]
    return [doc for _, doc in sorted(lowest, key=lambda pair: pair[0])]


def indexed(store: Store, cache: VectorCache, embedder: Embedder, stage: Path) -> Held:
    """An index of a store, and its words."""
    index = publish(stage, store, cache, embedder)
    ids = store.passage_ids()
    return index, Words(passage.searchable() for passage in store.passages(ids).values())


def collection(folder: Path, cache: VectorCache, embedder: Embedder, stage: Path) -> Bench:
    """A test collection."""
    held = load(folder)
    index = indexed(stored(held, embedder), cache, embedder, stage)
    return Bench(*index, {query: (text,) for query, text in held.queries.items()}, held.judged)


def cases(library: Library, change: Callable[[Passage], Passage | None]) -> MemoryStore:
    """The bundled case studies alone, with their passages changed, or left out where that gives None."""
    store = MemoryStore()
    for doc_id in bundled(library):
        own = library.store.passages(library.store.passage_ids(doc_id)).values()
        store.put(library.store.get(doc_id), [p for p in map(change, own) if p])
    return store


def remember(library: Library, store: Store, cache: VectorCache) -> None:
    """Have the library's vectors in the cache, so that its passages are not encoded once more."""
    texts = [passage.searchable() for passage in store.passages(store.passage_ids()).values()]
    cache.put(library.embedder.model, texts, library.vectors(texts))


def golden(library: Library, cache: VectorCache, folder: Path) -> Values:
    """All that is measured on the golden set."""
    held = load_golden()
    chosen = [q for q in held.part("dev", "en") if held.answerable(q)]
    judged = {q.id: held.judged[q.need] for q in chosen}
    asked = readings(library, chosen)
    whole = cases(library, lambda passage: passage)
    remember(library, whole, cache)
    index = indexed(whole, cache, library.embedder, folder / "whole")
    shipped = asked.pop("shipped")
    found = every(Bench(*index, shipped, judged))
    for name, other_asked in asked.items():
        found |= values(Bench(*index, other_asked, judged), {name: Way()})
    for name, change in CHANGES.items():
        other = indexed(cases(library, change), cache, library.embedder, folder / name)
        found |= values(Bench(*other, shipped, judged), {name: Way()})
    return found


def readings(library: Library, questions: Sequence[GoldenQuestion]) -> dict[str, Texts]:
    """What is searched for each question, as it ships and with one part of reading it left out."""
    words = Finder(library).words()
    unmended = words._replace(is_word=lambda _: True)
    found: dict[str, Texts] = {}
    for question in questions:
        read, plain = understood(question.text, words), understood(question.text, unmended)
        fixed = mended(tidy(question.text), words.spelt, words.is_word).text
        texts = {
            "shipped": (read.searched, read.subject),
            "without mending spelling": (plain.searched, plain.subject),
            "without taking the asking city out": (fixed, read.subject),
            "without looking at the subject alone": (read.searched,),
            "questions as written": (as_written(question.text).searched,),
        }
        for name, some in texts.items():
            found.setdefault(name, {})[question.id] = tuple(dict.fromkeys(some))
    return found


def every(bench: Bench) -> Values:
    """All ways on one bench.

    Raises:
        RuntimeError: the copy of what ships does not find what the product finds.
    """
    found = alone(bench) | values(bench, WAYS)
    product, copy = (fmean(found[name].values()) for name in (PRODUCT, "shipped"))
    if abs(product - copy) > SAME:
        raise RuntimeError(f"What ships has {product:.4f}, its copy in bench/ways.py {copy:.4f}.")
    return found


def cell(found: Values, way: str) -> str:
    """The mean, with a star where it differs from what ships."""
    if way not in found:
        return "–"
    differences = [found[way][query] - found["shipped"][query] for query in found["shipped"]]
    star = "*" if any(differences) and p_value(differences) < 0.05 else ""
    return f"{fmean(found[way].values()):.4f}{star}"


def main(folders: Sequence[Path]) -> None:
    """Measure and print a table."""
    library = assistant(settings()).library
    cache = SqliteVectorCache(settings().home / "cache" / "evaluate.sqlite")
    columns: dict[str, Values] = {}
    with tempfile.TemporaryDirectory() as stage:
        for at, folder in enumerate(folders):
            bench = collection(folder, cache, library.embedder, Path(stage) / str(at))
            columns[folder.resolve().name] = every(bench)
        columns[GOLDEN] = golden(library, cache, Path(stage))
    print("| way | " + " | ".join(f"{c}, {len(v['shipped'])}" for c, v in columns.items()) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for way in dict.fromkeys(way for found in columns.values() for way in found if way != PRODUCT):
        print(f"| {way} | " + " | ".join(cell(found, way) for found in columns.values()) + " |")
    for way in ("words alone", "meaning alone"):
        for name, found in columns.items():
            p = p_value([found["shipped"][q] - found[way][q] for q in found["shipped"]])
            print(f"shipped against {way}, {name}: p = {p:.4f}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
