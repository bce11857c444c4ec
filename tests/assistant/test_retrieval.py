from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.retrieval import (
    WAYS,
    documents,
    evaluate,
    indexed,
    means,
    measured,
    run_all,
)
from index.base import Vectors
from index.collection import Collection
from index.generations import Generation
from index.hashing import HashingEmbedder
from index.measures import MEASURES, Judgements
from index.memory import MemoryVectorCache

TEXTS = {
    "d1": "mangrove coast", "d2": "bus lanes", "d3": "compost bins", "7": "tram and bus",
    "long": "\n\n".join(f"Paragraph {n} on other things, and on how many there are." for n in range(60))
    + "\n\nAt last, ferries.",
}  # fmt: skip

QUERIES = {"q1": "mangrove on the coast", "7": "tram", "q3": "ferries"}

JUDGED: dict[str, Judgements] = {"q1": {"d1": 2}, "7": {"7": 1, "d2": 0}, "q3": {"long": 1}}


@pytest.fixture
def collection() -> Collection:
    return Collection(dict.fromkeys(TEXTS, ""), TEXTS, QUERIES, JUDGED)


@pytest.fixture
def index(collection: Collection, tmp_path: Path) -> Generation:
    return indexed(collection, HashingEmbedder(), MemoryVectorCache(), tmp_path)


def test_values_come_for_words_meaning_and_both_for_every_query(collection: Collection) -> None:
    values = evaluate(collection, HashingEmbedder(), MemoryVectorCache())
    assert tuple(values) == WAYS == ("lexical", "dense", "fused")
    for held in values.values():
        assert list(held) == list(MEASURES)
        assert all(set(of_query) == set(QUERIES) for of_query in held.values())
    assert means(values["lexical"]) == means(values["fused"]) == dict.fromkeys(MEASURES, 1.0)


def test_documents_are_cut_as_any_document_is_and_named_by_their_ids(index: Generation) -> None:
    assert index.table.documents.tolist() == sorted(TEXTS)
    assert len(index.table.passages("long")) > 1
    assert index.passages == len(index.table.ids)


def test_a_document_comes_once_with_its_best_passage_deciding(index: Generation) -> None:
    runs = run_all(index, {"q": "paragraph on other things"})
    for way in WAYS:
        found = [doc for doc, _ in runs[way]["q"]]
        assert len(set(found)) == len(found)
        assert found[0] == "long"
        scores = [score for _, score in runs[way]["q"]]
        assert scores == sorted(scores, reverse=True)
    assert documents(index, []) == []


def test_only_the_given_passages_are_searched(index: Generation) -> None:
    within = (i for doc in ("d2", "7") for i in index.table.passages(doc))
    runs = run_all(index, QUERIES, within)
    assert {doc for run in runs.values() for found in run.values() for doc, _ in found} == {
        "d2",
        "7",
    }


def test_measuring_a_run_gives_each_query_its_value() -> None:
    run = {"q1": [("d3", 0.9), ("d1", 0.5)], "7": [("7", 1.0)], "q3": []}
    values = measured(run, JUDGED)
    assert values["mrr@10"] == {"q1": 0.5, "7": 1, "q3": 0}
    assert values["recall@100"] == {"q1": 1, "7": 1, "q3": 0}
    assert means(values)["mrr@10"] == pytest.approx(0.5)
    assert means({"ndcg@10": {}}) == {"ndcg@10": 0}


class Counting(HashingEmbedder):
    """The reference embedder, which keeps what it encoded."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return super().encode_passages(texts)


def test_measuring_again_encodes_nothing_and_gives_the_same(collection: Collection) -> None:
    embedder, cache = Counting(), MemoryVectorCache()
    told: list[int] = []
    first = evaluate(collection, embedder, cache, told.append)
    count = len(embedder.texts)
    assert count == sum(told) >= len(TEXTS)
    assert evaluate(collection, embedder, cache) == first
    assert len(embedder.texts) == count
