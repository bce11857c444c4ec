import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.exposure import (
    UNKNOWN,
    attention,
    awrf,
    estimate,
    exposure,
    quotient,
    ratio,
    relevance,
    shares,
)

GROUPS = {"a": "South", "b": "North", "c": "South", "d": "North"}
AMOUNTS = st.dictionaries(st.sampled_from("pqrs"), st.floats(0, 5), max_size=4)


def test_attention_falls_as_the_discount_of_dcg_and_ends_after_k() -> None:
    assert attention(4, k=3).tolist() == pytest.approx([1, 1 / math.log2(3), 0.5, 0])
    assert attention(12)[9] > 0
    assert attention(12)[10:].tolist() == [0, 0]
    assert attention(0).tolist() == []


def test_exposure_is_the_attention_that_a_group_gets_as_a_share() -> None:
    second = 1 / math.log2(3)
    found = exposure(["b", "a"], GROUPS)
    assert found["North"] == pytest.approx(1 / (1 + second))
    assert found["South"] == pytest.approx(second / (1 + second))


def test_a_ranking_shorter_than_k_gives_out_only_what_it_has() -> None:
    assert exposure(["a"], GROUPS, k=10) == {"South": 1}
    assert exposure([], GROUPS) == {}


def test_what_stands_behind_k_is_not_seen() -> None:
    assert exposure(["a", "c", "b"], GROUPS, k=2) == {"South": 1}


def test_a_document_without_group_is_unknown_and_keeps_its_attention() -> None:
    found = exposure(["x", "a"], GROUPS)
    assert found[UNKNOWN] > found["South"]
    assert sum(found.values()) == pytest.approx(1)


def test_relevance_counts_grades_and_leaves_out_what_is_not_relevant() -> None:
    judged = {"a": 3, "b": 1, "d": 0, "c": -1, "x": 4}
    assert relevance(judged, GROUPS) == {"South": 3 / 8, "North": 1 / 8, UNKNOWN: 0.5}
    assert relevance({"a": 0, "b": -2}, GROUPS) == {}


def test_shares_of_nothing_are_nothing() -> None:
    assert shares({}) == {}
    assert shares({"a": 0.0}) == {}
    assert shares({"a": 1.0, "b": 3.0}) == {"a": 0.25, "b": 0.75}


@pytest.mark.parametrize(
    ("exposed", "relevant", "wanted"),
    [
        ([0.5, 0.5], [0.5, 0.5], 1),
        ([0.3, 0.6], [0.3, 0.6], 1),
        ([0.2, 0.8], [0.4, 0.6], (0.2 / 0.4) / (0.8 / 0.6)),
        ([0, 1], [0.5, 0.5], 0),
    ],
)
def test_the_ratio_is_exposure_per_relevance_of_one_over_the_other(
    exposed: list[float], relevant: list[float], wanted: float
) -> None:
    assert ratio(np.array(exposed), np.array(relevant)) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("exposed", "relevant"), [([0.5, 0.5], [0, 1]), ([0.5, 0.5], [1, 0]), ([1, 0], [0.5, 0.5])]
)
def test_the_ratio_is_undefined_where_a_group_has_no_relevance_or_the_second_no_exposure(
    exposed: list[float], relevant: list[float]
) -> None:
    assert np.isnan(ratio(np.array(exposed), np.array(relevant)))


def test_exchanging_the_groups_turns_the_ratio_round() -> None:
    exposed, relevant = np.array([0.2, 0.8]), np.array([0.7, 0.3])
    there, back = ratio(exposed, relevant), ratio(exposed[::-1], relevant[::-1])
    assert there * back == pytest.approx(1)


def test_a_quotient_by_zero_is_undefined_and_not_infinite() -> None:
    found = quotient(np.array([1.0, 0.0, 3.0]), np.array([0.0, 0.0, 2.0]))
    assert np.isnan(found).tolist() == [True, True, False]
    assert found[2] == 1.5


def test_awrf_is_that_of_a_worked_example() -> None:
    # p = (1, 0), q = (1/2, 1/2), middle (3/4, 1/4)
    of_p = math.log2(4 / 3)
    of_q = math.log2(2 / 3) / 2 + math.log2(2) / 2
    assert awrf({"p": 1}, {"p": 1, "q": 1}) == pytest.approx(1 - (of_p + of_q) / 2)


def test_awrf_is_one_where_exposure_is_as_the_target_and_zero_where_they_share_no_group() -> None:
    assert awrf({"p": 0.2, "q": 0.8}, {"q": 4, "p": 1}) == pytest.approx(1)
    assert awrf({"p": 1}, {"q": 1}) == 0
    assert awrf({UNKNOWN: 1}, {"q": 1}) == 0


def test_awrf_of_nothing_is_undefined() -> None:
    assert awrf({}, {"q": 1}) is None
    assert awrf({"q": 1}, {"q": 0}) is None


@given(AMOUNTS, AMOUNTS)
def test_awrf_lies_between_zero_and_one_and_is_the_same_both_ways(
    one: dict[str, float], other: dict[str, float]
) -> None:
    found = awrf(one, other)
    assert found is None or 0 <= found <= 1
    assert found == pytest.approx(awrf(other, one))


def test_an_interval_is_the_same_each_time_and_holds_the_mean() -> None:
    rows = np.random.default_rng(7).normal(2, 1, (50, 1))
    found = estimate(rows, lambda m: m[..., 0])
    assert found == estimate(rows, lambda m: m[..., 0])
    assert found.value == pytest.approx(rows.mean())
    assert found.low is not None
    assert found.high is not None
    assert found.low < rows.mean() < found.high


def test_the_interval_has_the_width_that_the_standard_error_foretells() -> None:
    rows = np.random.default_rng(3).normal(0, 1, (400, 1))
    found = estimate(rows, lambda m: m[..., 0])
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low == pytest.approx(2 * 1.96 / 20, rel=0.15)


def test_one_query_has_a_figure_and_no_interval() -> None:
    assert estimate(np.array([[0.25]]), lambda m: m[..., 0]) == (0.25, None, None)


def test_what_is_undefined_has_neither_figure_nor_interval() -> None:
    rows = np.array([[1.0, 0.0], [2.0, 0.0]])
    assert estimate(rows, lambda m: quotient(m[..., 0], m[..., 1])) == (None, None, None)


def test_there_is_no_interval_where_many_samples_are_undefined() -> None:
    # one query of three has relevance: 30 % of the samples miss it
    rows = np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 0.0]])
    found = estimate(rows, lambda m: quotient(m[..., 0], m[..., 1]))
    assert found.value == pytest.approx(3)
    assert found.low is found.high is None
