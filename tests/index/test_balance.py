import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadLimit
from index.balance import DEPTH, balanced, by_score, merit
from index.exposure import UNKNOWN, exposure

NORTH_FIRST = [("n1", 0.80), ("n2", 0.79), ("s1", 0.78), ("n3", 0.50), ("s2", 0.48)]
GROUP = {"n1": "North", "n2": "North", "n3": "North", "s1": "South", "s2": "South"}
EVEN = {"North": 0.5, "South": 0.5}

SCORED = st.lists(st.floats(0, 1), max_size=15).map(
    lambda scores: [(f"d{at}", score) for at, score in enumerate(scores)]
)
GROUPED = st.lists(st.sampled_from(["North", "South", UNKNOWN]), min_size=15, max_size=15).map(
    lambda names: {f"d{at}": name for at, name in enumerate(names)}
)
TARGET = st.dictionaries(st.sampled_from(["North", "South", UNKNOWN]), st.floats(0, 1))
EPSILON = st.floats(0, 1)


def ids(scored: list[tuple[str, float]], epsilon: float, target: dict[str, float]) -> list[str]:
    return [each.doc_id for each in balanced(scored, GROUP, target, epsilon)]


def test_the_group_with_the_largest_deficit_comes_next_within_epsilon() -> None:
    assert ids(NORTH_FIRST, 0.05, EVEN) == ["n1", "s1", "n2", "s2", "n3"]


def test_what_is_further_than_epsilon_from_the_best_that_is_left_waits() -> None:
    assert ids(NORTH_FIRST, 0.005, EVEN) == ["n1", "n2", "s1", "n3", "s2"]
    assert ids(NORTH_FIRST, 0.015, EVEN) == ["n1", "s1", "n2", "n3", "s2"]


def test_the_edge_of_epsilon_counts_as_within() -> None:
    apart = [("n1", 0.9), ("n2", 0.8), ("s1", 0.7)]  # 0.8 - 0.1 is a little above 0.7
    assert ids(apart, 0.1, EVEN) == ["n1", "s1", "n2"]


def test_the_first_place_goes_to_the_group_that_should_have_most() -> None:
    assert ids(NORTH_FIRST, 0.05, {"North": 0.2, "South": 0.8})[0] == "s1"


def test_with_an_epsilon_of_zero_only_equal_scores_change_places() -> None:
    level = [("n1", 0.6), ("n2", 0.6), ("s1", 0.6), ("s2", 0.5)]
    assert ids(level, 0, EVEN) == ["n1", "s1", "n2", "s2"]


def test_equal_scores_and_equal_deficits_stay_as_they_were_given() -> None:
    level = [("n2", 0.6), ("n1", 0.6), ("n3", 0.6)]
    assert ids(level, 0.1, EVEN) == ["n2", "n1", "n3"]


def test_each_document_says_where_it_stood_before() -> None:
    found = balanced(NORTH_FIRST, GROUP, EVEN, 0.05)
    assert [(each.doc_id, each.before) for each in found[:3]] == [("n1", 1), ("s1", 3), ("n2", 2)]
    assert found[1].score == 0.78


def test_without_a_target_score_order_stays() -> None:
    order = [doc for doc, _ in NORTH_FIRST]
    assert ids(NORTH_FIRST, 1, {}) == order
    assert ids(NORTH_FIRST, 1, {"South": 0}) == order


def test_a_group_that_is_not_in_the_target_gives_way() -> None:
    assert ids(NORTH_FIRST, 1, {"South": 1})[:2] == ["s1", "s2"]


def test_unknown_is_a_group_of_its_own_and_not_taken_for_another() -> None:
    found = balanced([("n1", 0.6), ("x", 0.6), ("s1", 0.6)], GROUP, {"South": 1}, 0.1)
    assert [each.doc_id for each in found] == ["s1", "n1", "x"]


def test_places_behind_k_stay_in_score_order() -> None:
    found = balanced(NORTH_FIRST, GROUP, {"South": 1}, 1, k=1)
    assert [each.doc_id for each in found] == ["s1", "n1", "n2", "n3", "s2"]


def test_there_may_be_fewer_documents_than_places_or_none() -> None:
    assert balanced([], GROUP, EVEN, 0.1) == []
    assert ids([("s1", 0.4)], 0.1, EVEN) == ["s1"]


def test_scores_in_any_order_give_the_same_ranking() -> None:
    assert ids(NORTH_FIRST[::-1], 0.05, EVEN) == ids(NORTH_FIRST, 0.05, EVEN)


@pytest.mark.parametrize("epsilon", [math.nan, -0.01, 1.01, math.inf])
def test_an_epsilon_out_of_range_is_refused_in_plain_words(epsilon: float) -> None:
    with pytest.raises(BadLimit, match="give a number from 0 to 1"):
        balanced(NORTH_FIRST, GROUP, EVEN, epsilon)


@given(SCORED, GROUPED, TARGET, EPSILON)
def test_every_document_stays_and_no_place_loses_more_than_epsilon(
    scored: list[tuple[str, float]],
    group: dict[str, str],
    target: dict[str, float],
    epsilon: float,
) -> None:
    found = balanced(scored, group, target, epsilon)
    plain = by_score(scored)
    assert sorted(each.doc_id for each in found) == sorted(doc for doc, _ in scored)
    for now, (_, score) in zip(found, plain, strict=True):
        assert now.score >= score - epsilon - 1e-6
    for at, each in enumerate(found):
        assert all(other.score <= each.score + epsilon + 1e-6 for other in found[at:])
        assert plain[each.before - 1] == (each.doc_id, each.score)


@given(SCORED, GROUPED)
def test_with_an_epsilon_of_zero_every_place_keeps_its_score(
    scored: list[tuple[str, float]], group: dict[str, str]
) -> None:
    found = balanced(scored, group, merit(scored, group), 0)
    assert [each.score for each in found] == pytest.approx(
        [score for _, score in by_score(scored)],
        abs=1e-8,  # scores that differ by rounding count as equal
    )


def test_balance_brings_exposure_nearer_to_its_target() -> None:
    before = exposure([doc for doc, _ in NORTH_FIRST], GROUP)["South"]
    after = exposure(ids(NORTH_FIRST, 0.05, EVEN), GROUP)["South"]
    assert abs(after - 0.5) < abs(before - 0.5)


def test_merit_is_the_share_of_the_scores() -> None:
    found = merit(NORTH_FIRST, {**GROUP, "s2": UNKNOWN})
    total = 0.80 + 0.79 + 0.78 + 0.50 + 0.48
    assert found["South"] == pytest.approx(0.78 / total)
    assert found[UNKNOWN] == pytest.approx(0.48 / total)


def test_merit_looks_at_the_best_candidates_only() -> None:
    many = [(f"n{at}", 0.5) for at in range(DEPTH)] + [("s1", 0.9), ("s2", 0.1)]
    group = {f"n{at}": "North" for at in range(DEPTH)} | {"s1": "South", "s2": "East"}
    found = merit(many, group)
    assert set(found) == {"North", "South"}
    assert found["South"] == pytest.approx(0.9 / (0.9 + 0.5 * (DEPTH - 1)))


def test_scores_of_zero_have_no_merit() -> None:
    assert merit([("n1", 0.0)], GROUP) == {}
    assert merit([], GROUP) == {}
