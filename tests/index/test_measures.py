import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.measures import MEASURES, ndcg, recall, reciprocal_of_first

JUDGED = {"a": 3, "b": 1, "c": 0, "d": 2}


def test_ndcg_of_the_ideal_order_is_one_and_of_nothing_is_zero() -> None:
    assert ndcg(["a", "d", "b", "c"], JUDGED) == pytest.approx(1)
    assert ndcg(["x", "c"], JUDGED) == 0
    assert ndcg([], JUDGED) == 0


def test_ndcg_is_that_of_a_worked_example() -> None:
    ideal = 3 / math.log2(2) + 2 / math.log2(3) + 1 / math.log2(4)
    got = 1 / math.log2(2) + 3 / math.log2(4)
    assert ndcg(["b", "x", "a"], JUDGED) == pytest.approx(got / ideal)


def test_only_the_first_k_count() -> None:
    assert ndcg(["x"] * 10 + ["a"], JUDGED, 10) == 0
    assert recall(["x"] * 100 + ["a"], JUDGED, 100) == 0
    assert reciprocal_of_first(["x"] * 10 + ["a"], JUDGED, 10) == 0


def test_recall_counts_relevant_documents_once() -> None:
    assert recall(["a", "a", "c", "d"], JUDGED) == pytest.approx(2 / 3)


def test_the_first_relevant_document_decides_the_reciprocal_rank() -> None:
    assert reciprocal_of_first(["c", "b", "a"], JUDGED) == 0.5


documents = st.text("abcdefgh", min_size=1, max_size=2)


@given(st.lists(documents, unique=True), st.dictionaries(documents, st.integers(-1, 3)))
def test_every_measure_is_in_0_to_1_and_unjudged_documents_at_the_end_change_nothing(
    ranking: list[str], judged: dict[str, int]
) -> None:
    for measure in MEASURES.values():
        value = measure(ranking, judged)
        assert 0 <= value <= 1 + 1e-9
        assert measure([*ranking, "zz1", "zz2"], judged) == value


@given(st.lists(documents, unique=True, min_size=2), st.dictionaries(documents, st.integers(0, 3)))
def test_moving_better_documents_up_never_lowers_a_measure(
    ranking: list[str], judged: dict[str, int]
) -> None:
    better = sorted(ranking, key=lambda document: -judged.get(document, 0))
    for measure in MEASURES.values():
        assert measure(better, judged) >= measure(ranking, judged) - 1e-9
