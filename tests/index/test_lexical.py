import random
from pathlib import Path

import pytest

from index.base import LexicalIndex
from index.lexical import PlainBM25, TantivyIndex, rounded_length, terms

WORDS = [f"{a}{b}qu" for a in "bcdfgh" for b in "aeiou"]


def texts(seed: int, count: int) -> list[tuple[int, str]]:
    chance = random.Random(seed)
    return [(i, " ".join(chance.choices(WORDS, k=chance.randint(1, 400)))) for i in range(count)]


@pytest.fixture(params=["tantivy", "plain"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> LexicalIndex:
    return TantivyIndex(tmp_path) if request.param == "tantivy" else PlainBM25()


def test_tantivy_agrees_with_the_plain_reference_in_ids_and_scores(tmp_path: Path) -> None:
    shipped, reference = TantivyIndex(tmp_path), PlainBM25()
    items = texts(1, 250)
    shipped.add(items[:100])
    shipped.add(items[100:])
    reference.add(items)
    for query in ("baqu cequ", "diqu", "baqu baqu fuqu", " ".join(WORDS), "no such thing"):
        ours, theirs = shipped.search(query, 40), reference.search(query, 40)
        assert [hit.passage_id for hit in ours] == [hit.passage_id for hit in theirs]
        assert [h.score for h in ours] == pytest.approx([h.score for h in theirs], rel=1e-5)
        assert shipped.ceiling(query) == pytest.approx(reference.ceiling(query))


def test_no_score_exceeds_the_ceiling(index: LexicalIndex) -> None:
    index.add([*texts(2, 60), (60, "baqu"), (61, "baqu " * 3000)])
    for query in ("baqu", "baqu cequ diqu", "baqu baqu"):
        assert all(0 < h.score <= index.ceiling(query) for h in index.search(query, 99))


@pytest.mark.parametrize(
    "query",
    ["", "   ", "how do we", "🙂🙂", "'\"; DROP TABLE", "AND OR NOT (", "a:b^2*", "x" * 10**6],
)
def test_odd_queries_find_nothing_and_break_nothing(index: LexicalIndex, query: str) -> None:
    index.add(texts(3, 10))
    assert index.search(query, 5) == []
    assert index.ceiling(query) >= 0


def test_an_empty_index_finds_nothing(index: LexicalIndex) -> None:
    assert index.search("flood", 5) == []


def test_words_are_matched_without_case_accents_and_endings(index: LexicalIndex) -> None:
    index.add([(1, "Flooded favelas of São Paulo"), (2, "Dry streets")])
    assert [hit.passage_id for hit in index.search("SAO paulo's flooding", 5)] == [1]


def test_question_words_are_not_searched_for() -> None:
    assert terms("How do we keep our informal settlements from flooding?") == [
        "inform", "settlement", "flood",
    ]  # fmt: skip


def test_what_was_added_is_there_after_opening_the_folder_again(tmp_path: Path) -> None:
    TantivyIndex(tmp_path).add(texts(4, 30))
    assert len(TantivyIndex(tmp_path)) == 30


def test_lengths_are_exact_up_to_forty_and_rounded_down_above() -> None:
    assert [rounded_length(n) for n in (0, 1, 39, 40, 41, 42, 55, 56, 59, 60)] == [
        0, 1, 39, 40, 40, 42, 54, 56, 56, 60,
    ]  # fmt: skip
    lengths = [rounded_length(n) for n in range(5000)]
    assert lengths == sorted(lengths)
    assert all(n * 0.88 <= rounded_length(n) <= n for n in range(5000))
