from hypothesis import given
from hypothesis import strategies as st

from index.base import Hit
from index.fuse import combine, hybrid
from index.hashing import HashingEmbedder
from index.lexical import PlainBM25
from index.vectors import ExactIndex

scores = st.floats(-1, 1, width=32)


def ranking(pairs: dict[int, float]) -> list[Hit]:
    return sorted((Hit(i, s) for i, s in pairs.items()), key=lambda h: (-h.score, h.passage_id))


def test_a_passage_that_both_find_beats_those_that_one_finds() -> None:
    dense, lexical = [Hit(1, 0.6), Hit(2, 0.5)], [Hit(3, 8.0), Hit(2, 7.5)]
    assert combine(dense, lexical, 10.0)[0] == Hit(2, 0.5 * 0.5 + 0.5 * 0.75)


def test_a_passage_found_by_words_alone_counts_with_its_own_cosine() -> None:
    embedder, vectors, lexical = HashingEmbedder(), ExactIndex(256), PlainBM25()
    texts = ["flood flood flood", "flood wall", "heat", "flood plain and far more words than that"]
    vectors.add(range(4), embedder.encode_passages(texts))
    lexical.add(enumerate(texts))
    query = embedder.encode_query("flood")
    shallow = dict(hybrid(vectors, lexical, query, "flood", 2))
    deep = dict(hybrid(vectors, lexical, query, "flood", 4))
    assert shallow.items() <= deep.items()


def test_one_empty_ranking_leaves_the_order_of_the_other() -> None:
    dense, lexical = ranking({1: 0.1, 2: 0.9}), ranking({7: 3.0, 8: 4.0})
    assert [hit.passage_id for hit in combine(dense, [], 0.0)] == [2, 1]
    assert [hit.passage_id for hit in combine([], lexical, 5.0)] == [8, 7]
    assert combine([], [], 0.0) == []


@given(
    st.dictionaries(st.integers(0, 50), scores, max_size=30),
    st.dictionaries(st.integers(0, 50), st.floats(0, 9, width=32), max_size=30),
    st.floats(0, 1),
)
def test_every_passage_of_either_comes_once_in_order_with_a_score_in_0_to_1(
    dense: dict[int, float], lexical: dict[int, float], weight: float
) -> None:
    fused = combine(ranking(dense), ranking(lexical), 9.0, weight)
    assert sorted(hit.passage_id for hit in fused) == sorted(dense.keys() | lexical.keys())
    assert [hit.score for hit in fused] == sorted((hit.score for hit in fused), reverse=True)
    assert all(0 <= hit.score <= 1 + 1e-9 for hit in fused)


@given(st.dictionaries(st.integers(0, 50), scores, min_size=1, max_size=30))
def test_a_better_cosine_never_ranks_lower_where_words_are_equal(dense: dict[int, float]) -> None:
    order = [hit.passage_id for hit in combine(ranking(dense), [], 1.0)]
    cosines = [max(0.0, dense[i]) for i in order]
    assert cosines == sorted(cosines, reverse=True)
