import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import WEIGHT, Scores, combine, normalised

values = st.floats(-1, 1, width=32)
both = st.lists(st.tuples(values, st.floats(0, 90, width=32)), max_size=30)


def scores(given_scores: list[float]) -> Scores:
    return np.array(given_scores, np.float32)


def columns(pairs: list[tuple[float, float]]) -> tuple[Scores, Scores]:
    held = np.array(pairs, np.float32).reshape(-1, 2)
    return held[:, 0], held[:, 1]


def test_each_way_counts_by_its_share_of_its_best() -> None:
    fused = combine(scores([0.8, 0.4, 0.0]), scores([0, 5, 10]), 0.6)
    np.testing.assert_allclose(fused, [0.6, 0.6 * 0.5 + 0.4 * 0.5, 0.4], rtol=1e-6)


@given(both, st.floats(0, 1))
def test_every_score_is_in_0_to_1_and_only_the_best_of_both_ways_has_1(
    pairs: list[tuple[float, float]], weight: float
) -> None:
    meaning, words = columns(pairs)
    fused = combine(meaning, words, weight)
    assert fused.shape == (len(pairs),)
    assert ((fused >= 0) & (fused <= 1 + 1e-6)).all()
    best = (normalised(meaning) == 1) & (normalised(words) == 1)
    np.testing.assert_allclose(fused[best], 1, rtol=1e-6)
    if 0.01 < weight < 0.99:
        assert (fused[(normalised(meaning) < 0.9) | (normalised(words) < 0.9)] < 1).all()


@given(both, st.sampled_from([0.25, 3.0, 40.0]))
def test_the_scale_of_either_way_does_not_matter(
    pairs: list[tuple[float, float]], scale: float
) -> None:
    meaning, words = columns(pairs)
    plain = combine(meaning, words)
    np.testing.assert_allclose(
        combine(meaning * np.float32(scale), words), plain, rtol=1e-4, atol=1e-6
    )
    np.testing.assert_allclose(
        combine(meaning, words * np.float32(scale)), plain, rtol=1e-4, atol=1e-6
    )


@given(both)
def test_what_is_no_worse_in_both_ways_is_never_behind(pairs: list[tuple[float, float]]) -> None:
    meaning, words = columns(pairs)
    fused = combine(meaning, words)
    no_worse = (meaning[:, None] >= meaning) & (words[:, None] >= words)
    assert (fused[:, None] >= fused - 1e-6)[no_worse].all()


@given(both)
def test_a_negative_likeness_counts_as_none(pairs: list[tuple[float, float]]) -> None:
    meaning, words = columns(pairs)
    np.testing.assert_array_equal(combine(meaning, words), combine(np.maximum(meaning, 0), words))


def test_where_one_way_finds_nothing_the_other_one_decides() -> None:
    none, some = np.zeros(3, np.float32), scores([0.1, 0.4, 0.2])
    np.testing.assert_allclose(combine(some, none), WEIGHT * some / 0.4, rtol=1e-5)
    np.testing.assert_allclose(combine(none, some), (1 - WEIGHT) * some / 0.4, rtol=1e-5)
    np.testing.assert_array_equal(combine(none, none), none)
    np.testing.assert_array_equal(combine(-some, none), none)


def test_no_passages_have_no_scores() -> None:
    nothing = np.zeros(0, np.float32)
    assert combine(nothing, nothing).shape == (0,)


def test_the_whole_weight_on_one_way_leaves_the_order_of_the_other_out() -> None:
    meaning, words = scores([0.1, 0.9]), scores([9, 1])
    assert np.argsort(combine(meaning, words, 1.0)).tolist() == [0, 1]
    assert np.argsort(combine(meaning, words, 0.0)).tolist() == [1, 0]
