import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.significance import PERMUTATIONS, holm, p_value


def by_hand(differences: list[float]) -> float:
    """The definition, gone through sign by sign."""
    seen = abs(sum(differences))
    sums = [
        abs(sum(s * d for s, d in zip(signs, differences, strict=True)))
        for signs in product((-1, 1), repeat=len(differences))
    ]
    return sum(total >= seen - 1e-9 for total in sums) / len(sums)


def test_the_smallest_p_of_n_queries_that_all_rose_is_two_of_all_patterns() -> None:
    assert p_value([0.1] * 5) == 2 / 2**5
    assert p_value([0.1] * 12) == 2 / 2**12


def test_runs_that_do_not_differ_have_a_p_of_one() -> None:
    assert p_value([0.0] * 40) == 1.0
    assert p_value([0.3, -0.3]) == 1.0


@given(st.lists(st.sampled_from([-1, -0.63, -0.5, -0.1, 0, 0.1, 0.37, 0.5, 1]), max_size=12))
def test_a_small_p_value_is_that_of_the_definition(differences: list[float]) -> None:
    assert p_value(differences) == pytest.approx(by_hand(differences))


def test_queries_that_do_not_differ_change_no_p() -> None:
    differences = [0.2, -0.1, 0.4, 0.3, 0.3]
    assert p_value(differences + [0.0] * 500) == p_value(differences)


def test_a_drawn_p_value_is_near_the_exact_one_and_always_the_same() -> None:
    draw = random.Random(3)
    differences = [draw.choice([-0.5, -0.25, 0.1, 0.3, 0.5, 1.0]) for _ in range(16)]
    drawn = p_value(differences)
    assert drawn == pytest.approx(by_hand(differences), abs=0.015)
    assert p_value(differences) == drawn


@given(st.lists(st.floats(-1, 1), max_size=30))
def test_p_is_two_sided_and_in_range(differences: list[float]) -> None:
    p = p_value(differences)
    assert 0 < p <= 1
    assert p == p_value([-d for d in differences])


def test_a_drawn_p_value_is_never_nought() -> None:
    assert p_value([1.0] * 200) == 1 / (1 + PERMUTATIONS)


def test_under_no_difference_p_is_small_no_more_often_than_it_says() -> None:
    draw = random.Random(7)
    ps = [p_value([draw.gauss(0, 0.2) for _ in range(9)]) for _ in range(400)]
    assert sum(p <= 0.05 for p in ps) / len(ps) <= 0.08
    assert 0.4 < sum(p <= 0.5 for p in ps) / len(ps) < 0.6


def test_holm_multiplies_the_smallest_most_and_never_falls() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([0.2]) == [0.2]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), min_size=1))
def test_holm_only_raises_keeps_the_order_and_is_no_harder_than_bonferroni(ps: list[float]) -> None:
    adjusted = holm(ps)
    for p, q in zip(ps, adjusted, strict=True):
        assert p <= q <= min(1, p * len(ps)) + 1e-12
    ranked = sorted(range(len(ps)), key=lambda at: (ps[at], adjusted[at]))
    assert [adjusted[at] for at in ranked] == sorted(adjusted)
