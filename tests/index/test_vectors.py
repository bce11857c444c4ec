from pathlib import Path

import numpy as np
import pytest

from index.base import VectorIndex, Vectors
from index.vectors import ExactIndex, FaissIndex

DIM = 24


def unit(count: int, seed: int) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, DIM)).astype(np.float32)
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / lengths, np.float32)


def filled(index: VectorIndex) -> VectorIndex:
    index.add(range(100, 400), unit(300, 1))
    index.remove([100, 250, 399, 7])
    index.add([5, 9], unit(2, 2))
    return index


def test_faiss_agrees_with_the_exact_reference_in_ids_and_scores() -> None:
    shipped, reference = filled(FaissIndex(DIM)), filled(ExactIndex(DIM))
    for query in unit(20, 3):
        ours, theirs = shipped.search(query, 17), reference.search(query, 17)
        assert [hit.passage_id for hit in ours] == [hit.passage_id for hit in theirs]
        np.testing.assert_allclose([h.score for h in ours], [h.score for h in theirs], atol=1e-6)
    assert shipped.ids() == reference.ids()
    some = [9, 300, 101, 9]
    np.testing.assert_array_equal(shipped.vectors(some), reference.vectors(some))


@pytest.mark.parametrize("kind", [FaissIndex, ExactIndex])
def test_vectors_come_back_as_they_were_added_in_the_order_asked_for(
    kind: type[FaissIndex | ExactIndex],
) -> None:
    index, given = kind(DIM), unit(5, 8)
    index.add([70, 3, 10**12, 4, 5], given)
    np.testing.assert_array_equal(index.vectors([4, 10**12, 70]), given[[3, 2, 0]])
    index.remove([3])
    np.testing.assert_array_equal(index.vectors([5]), given[[4]])
    assert index.vectors([]).shape == (0, DIM)


@pytest.mark.parametrize("kind", [FaissIndex, ExactIndex])
def test_a_vector_is_its_own_nearest_with_the_score_of_its_product(
    kind: type[FaissIndex | ExactIndex],
) -> None:
    index = filled(kind(DIM))
    for number in (101, 9, 300):
        (vector,) = index.vectors([number])
        first, second = index.search(vector, 2)
        assert first.passage_id == number
        assert first.score == pytest.approx(1, abs=1e-6)
        expected = float(vector @ index.vectors([second.passage_id])[0])
        assert second.score == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("k", [0, -1])
@pytest.mark.parametrize("kind", [FaissIndex, ExactIndex])
def test_none_come_back_where_none_are_asked_for(
    kind: type[FaissIndex | ExactIndex], k: int
) -> None:
    assert filled(kind(DIM)).search(unit(1, 1)[0], k) == []


@pytest.mark.parametrize("kind", [FaissIndex, ExactIndex])
def test_a_billion_may_be_asked_for(kind: type[FaissIndex | ExactIndex]) -> None:
    index = filled(kind(DIM))
    assert len(index.search(unit(1, 1)[0], 10**9)) == len(index.ids())


@pytest.mark.parametrize("kind", [FaissIndex, ExactIndex])
def test_fewer_come_back_than_asked_for_where_there_are_fewer(
    kind: type[FaissIndex | ExactIndex],
) -> None:
    index = kind(DIM)
    assert index.search(unit(1, 1)[0], 5) == []
    index.add([1, 2], unit(2, 1))
    assert len(index.search(unit(1, 1)[0], 5)) == 2


@pytest.mark.parametrize("kind", [FaissIndex, ExactIndex])
def test_equal_scores_come_by_rising_id(kind: type[FaissIndex | ExactIndex]) -> None:
    index = kind(DIM)
    index.add([9, 3, 6], np.repeat(unit(1, 1), 3, axis=0))
    assert [hit.passage_id for hit in index.search(unit(1, 1)[0], 3)] == [3, 6, 9]


def test_save_then_load_gives_equal_results(tmp_path: Path) -> None:
    index = filled(FaissIndex(DIM))
    assert isinstance(index, FaissIndex)
    index.save(tmp_path / "x")
    loaded = FaissIndex.load(tmp_path / "x")
    for query in unit(5, 4):
        assert loaded.search(query, 9) == index.search(query, 9)
    loaded.add([1000], unit(1, 5))
    assert loaded.search(unit(1, 5)[0], 1)[0].passage_id == 1000


def test_searching_among_some_ids_gives_the_best_of_them_as_the_reference_does() -> None:
    shipped, reference = filled(FaissIndex(DIM)), filled(ExactIndex(DIM))
    for seed, query in enumerate(unit(10, 6)):
        everything = reference.search(query, 1000)
        within = np.random.default_rng(seed).choice(420, 60, replace=False).tolist()
        for index in (shipped, reference):
            hits = index.search(query, 10, within)
            expected = [hit for hit in everything if hit.passage_id in within][:10]
            assert [hit.passage_id for hit in hits] == [hit.passage_id for hit in expected]
            np.testing.assert_allclose(
                [hit.score for hit in hits], [hit.score for hit in expected], atol=1e-6
            )


@pytest.mark.parametrize("kind", [FaissIndex, ExactIndex])
def test_ids_that_are_not_there_and_no_ids_at_all_find_nothing(
    kind: type[FaissIndex | ExactIndex],
) -> None:
    index = filled(kind(DIM))
    query = unit(1, 7)[0]
    assert index.search(query, 5, []) == []
    assert index.search(query, 5, {250, 10**12}) == []
    assert [hit.passage_id for hit in index.search(query, 5, (250, 9, 10**12))] == [9]
    assert len(index.search(query, 5, index.ids())) == 5
