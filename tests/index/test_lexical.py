import random
from pathlib import Path

import pytest

from index.base import LexicalIndex
from index.bm25 import PlainBM25, rounded_length
from index.lexical import TantivyIndex

WORDS = [f"{a}{b}qu" for a in "bcdfgh" for b in "aeiou"]

REAL = {
    1: "Sponge city parks hold back the rain in Wuhan",
    2: "Waste pickers became owners of the recycling company",
    3: "Bicycle lanes beside the tramway",
    4: "Informal settlements got drains and tenure",
    5: "The waste company pays those who picked before",
    6: "sponge",
}

ODD = [
    "", "   ", "how do we", "the of and", "🙂🙂", "?!…", "\0", "'\"; --", "AND OR NOT (", ".*(", ".*(a+)+$",
    "^2*", "~", '"""', "\\", "[* TO *]", "سيول", "洪水", "наводнение", "x" * 10**6,
]  # fmt: skip
"""Questions without a word that the passages have."""


def texts(seed: int, count: int) -> list[tuple[int, str]]:
    chance = random.Random(seed)
    return [(i, " ".join(chance.choices(WORDS, k=chance.randint(1, 400)))) for i in range(count)]


@pytest.fixture(params=["tantivy", "plain"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> LexicalIndex:
    return TantivyIndex(tmp_path) if request.param == "tantivy" else PlainBM25()


def found(index: LexicalIndex, query: str, k: int = 10) -> list[int]:
    return [hit.passage_id for hit in index.search(query, k)]


def agree(shipped: LexicalIndex, reference: LexicalIndex, query: str, k: int) -> None:
    """Ids and scores are the same; where k parts passages of one score, either may come."""
    for within in (None, range(0, 250, 3), [7], {10**12, 3}):
        ours, theirs = shipped.search(query, k, within), reference.search(query, k, within)
        assert [h.score for h in ours] == pytest.approx([h.score for h in theirs], rel=1e-5)
        last = theirs[-1].score * (1 + 1e-5) if len(theirs) == k else 0.0
        above = [hit.passage_id for hit in theirs if hit.score > last]
        assert [hit.passage_id for hit in ours][: len(above)] == above
    assert shipped.ceiling(query) == pytest.approx(reference.ceiling(query))
    for ids in ([], [3], [3, 4, 5]):
        assert shipped.covered(query, ids) == pytest.approx(reference.covered(query, ids))


def test_tantivy_agrees_with_the_plain_reference_in_ids_and_scores(tmp_path: Path) -> None:
    shipped, reference = TantivyIndex(tmp_path), PlainBM25()
    items = texts(1, 250)
    shipped.add(items[:100])
    shipped.add(items[100:])
    reference.add(items)
    for query in ("baqu cequ", "diqu", "baqu baqu fuqu", "cequ baqu", " ".join(WORDS), "nothing"):
        agree(shipped, reference, query, 40)
    assert shipped.spelt() == reference.spelt()


def test_tantivy_agrees_with_the_plain_reference_on_pairs_pieces_and_equivalents(
    tmp_path: Path,
) -> None:
    shipped, reference = TantivyIndex(tmp_path), PlainBM25()
    for index in (shipped, reference):
        index.add(REAL.items())
    for query in (
        "SuDS",
        "recyling company",
        "waste pickers",
        "who picked waste?",
        "slums' drains",
    ):
        assert found(shipped, query)
        agree(shipped, reference, query, 4)
    assert shipped.spelt() == reference.spelt()
    assert (shipped.spelt()["waste"], shipped.spelt().get("pick")) == (2, None)


def test_no_score_exceeds_the_ceiling(index: LexicalIndex) -> None:
    index.add([*texts(2, 60), (60, "baqu"), (61, "baqu " * 3000), (62, "baqu cequ"), (63, "slum")])
    for query in ("baqu", "baqu cequ diqu", "baqu baqu", "baqux", "informal settlements"):
        hits = index.search(query, 99)
        assert hits
        assert all(0 < hit.score <= index.ceiling(query) for hit in hits)


@pytest.mark.parametrize("query", ODD)
def test_odd_queries_find_nothing_and_break_nothing(index: LexicalIndex, query: str) -> None:
    index.add(texts(3, 10))
    assert index.search(query, 5) == []
    assert index.ceiling(query) >= 0
    assert index.covered(query, range(10)) == 0


@pytest.mark.parametrize(
    "query",
    [
        "sponge", "sponge:city^2*", 'NOT "sponge', "sponge'; DROP TABLE passages; --", "spelt:sponge ~2",
        "洪水 sponge наводнение", "<b>sponge</b>", "(sponge", "SPONGE!", "sponge " * 150_000,
    ],
)  # fmt: skip
def test_the_syntax_of_query_languages_is_not_read_and_words_are_found(
    index: LexicalIndex, query: str
) -> None:
    index.add(REAL.items())
    assert set(found(index, query)) >= {1, 6}
    assert 0 < index.covered(query, [1, 2]) <= 1


@pytest.mark.parametrize("k", [0, -1])
def test_no_hits_come_where_none_are_asked_for(index: LexicalIndex, k: int) -> None:
    index.add(REAL.items())
    assert index.search("waste", k) == []


def test_a_billion_hits_may_be_asked_for(index: LexicalIndex) -> None:
    index.add(REAL.items())
    assert index.search("waste", 10**9) == index.search("waste", len(REAL))


def test_an_empty_index_finds_nothing(index: LexicalIndex) -> None:
    assert index.search("flood", 5) == []
    assert (index.covered("flood", []), index.spelt()) == (0, {})


def test_words_are_matched_without_case_accents_and_endings(index: LexicalIndex) -> None:
    index.add([(1, "Flooded favelas of São Paulo"), (2, "Dry streets")])
    assert found(index, "SAO paulo's flooding") == [1]


def test_another_word_for_the_same_thing_finds_it_behind_the_word_itself(
    index: LexicalIndex,
) -> None:
    index.add([*REAL.items(), (7, "SuDS hold back the rain in this place, too")])
    assert found(index, "SuDS")[0] == 7
    assert set(found(index, "SuDS")) >= {1, 7}
    assert found(index, "SuDS", 1) != found(index, "sponge city", 1)


@pytest.mark.parametrize(
    ("slip", "passage"), [("recyling", 2), ("bicyle", 3), ("informel setlements", 4)]
)
def test_a_misspelt_word_still_finds_by_its_pieces(
    index: LexicalIndex, slip: str, passage: int
) -> None:
    index.add(REAL.items())
    assert found(index, slip, 1) == [passage]
    assert index.covered(slip, [passage]) < 0.7


def test_words_side_by_side_count_more_than_words_apart(index: LexicalIndex) -> None:
    index.add([(1, "baqu cequ diqu fequ"), (2, "baqu diqu cequ fequ"), (3, "gaqu")])
    assert found(index, "baqu cequ") == [1, 2]
    apart, together = (index.search(query, 1)[0].score for query in ("cequ baqu", "baqu cequ"))
    assert together > apart


def test_searching_within_some_passages_keeps_their_scores_and_order(index: LexicalIndex) -> None:
    index.add(texts(5, 80))
    for query in ("baqu cequ", "diqu", "baqu fuqu fuqu"):
        everything = index.search(query, 80)
        for seed in range(4):
            inside = random.Random(seed).sample(range(90), 25)
            expected = [hit for hit in everything if hit.passage_id in inside][:10]
            ours = index.search(query, 10, inside)
            assert [hit.passage_id for hit in ours] == [hit.passage_id for hit in expected]
            scores = [hit.score for hit in expected]
            assert [hit.score for hit in ours] == pytest.approx(scores, rel=1e-6)


def test_nothing_is_found_within_no_passages_or_passages_that_are_not_there(
    index: LexicalIndex,
) -> None:
    index.add(REAL.items())
    assert index.search("waste", 5, []) == index.search("waste", 5, set()) == []
    assert index.search("waste", 5, [10**12]) == []


def test_covered_is_the_share_of_the_words_that_passages_have_between_them(
    index: LexicalIndex,
) -> None:
    index.add(REAL.items())
    assert index.covered("waste company", [2]) == 1
    assert index.covered("waste bicycle", [2, 3]) == pytest.approx(1)
    assert 0 < index.covered("waste bicycle", [2]) < index.covered("bicycle", [3])
    assert index.covered("congestion charge", [1, 2, 3]) == 0
    assert index.covered("waste helicopters", [2]) > index.covered("waste boats jets", [2])
    assert index.covered("waste", []) == 0


def test_a_word_is_covered_by_another_for_the_same_thing(index: LexicalIndex) -> None:
    index.add(REAL.items())
    assert (index.covered("SuDS", [1]), index.covered("SuDS", [2])) == (1, 0)


def test_a_rare_word_that_is_missing_weighs_more_than_a_common_one(index: LexicalIndex) -> None:
    index.add(REAL.items())
    assert index.covered("sponge recycling", [1]) < index.covered("sponge recycling", [2])


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
