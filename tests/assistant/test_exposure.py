import math

import pytest

from assistant.exposure import curve, exposure_of
from corpus.errors import BadCollection, BadLimit
from index.exposure import UNKNOWN
from index.measures import ndcg

GROUPS = {"n1": "North", "n2": "North", "n3": "North", "s1": "South", "s2": "South", "s3": "South"}
JUDGED = {
    "heat": {"n1": 1, "s1": 1},
    "flood": {"n2": 1, "s2": 2, "s1": 1},
    "waste": {"s3": 2, "n1": 2, "n3": 0},
}
NORTH_FIRST = {
    "heat": ["n1", "s1"],
    "flood": ["n2", "s2", "s1"],
    "waste": ["n1", "n3", "s3"],
}


def test_north_first_at_equal_relevance_shows_as_a_ratio_below_one() -> None:
    found = exposure_of({"heat": ["n1", "s1"]}, JUDGED, GROUPS)
    second = 1 / math.log2(3)
    assert found.ratio.value == pytest.approx(second)
    assert found.per_query[0].ratio == pytest.approx(second)
    turned = exposure_of({"heat": ["s1", "n1"]}, JUDGED, GROUPS)
    assert turned.ratio.value == pytest.approx(1 / second)
    assert turned.awrf.value == pytest.approx(found.awrf.value)


def test_shares_are_means_over_questions_and_sum_to_one_with_the_unknown() -> None:
    runs = {**NORTH_FIRST, "heat": ["x", "n1", "s1"]}
    found = exposure_of(runs, JUDGED, GROUPS)
    assert [group.group for group in found.groups] == ["North", "South"]
    assert found.queries == 3
    of_all = [*found.groups, found.unknown]
    assert sum(group.exposure.value or 0 for group in of_all) == pytest.approx(1)
    assert sum(group.relevance for group in of_all) == pytest.approx(1)
    south = found.groups[1]
    assert south.relevance == pytest.approx((1 / 2 + 3 / 4 + 1 / 2) / 3)
    assert south.exposure.value == pytest.approx(
        sum(each.exposure.get("South", 0) for each in found.per_query) / 3
    )
    heat = next(each for each in found.per_query if each.query == "heat")
    assert found.unknown.exposure.value == pytest.approx(heat.exposure[UNKNOWN] / 3)


def test_the_ratio_of_the_set_is_that_of_the_shares_of_its_groups() -> None:
    found = exposure_of(NORTH_FIRST, JUDGED, GROUPS)
    north, south = (group.per_relevance.value or 0 for group in found.groups)
    assert found.ratio.value == pytest.approx(south / north)
    assert found.ratio.low is not None
    assert found.ratio.high is not None
    assert found.ratio.low <= south / north <= found.ratio.high


def test_an_unknown_case_is_reported_and_does_not_move_the_ratio() -> None:
    plain = exposure_of({"heat": ["n1", "s1"]}, JUDGED, GROUPS)
    behind = exposure_of({"heat": ["n1", "s1", "x", "y"]}, JUDGED, GROUPS)
    assert plain.unknown.exposure.value == 0
    assert behind.unknown.exposure.value is not None
    assert behind.unknown.exposure.value > 0.3
    assert behind.ratio.value == pytest.approx(plain.ratio.value)


def test_questions_without_relevant_cases_or_without_an_answer_are_left_out_and_counted() -> None:
    judged = {**JUDGED, "noise": {"n1": 0}}
    runs = {"heat": ["n1", "s1"], "noise": ["n1"], "unjudged": ["s1"], "flood": []}
    found = exposure_of(runs, judged, GROUPS)
    assert (found.queries, found.without_relevant, found.unanswered) == (1, 2, 2)
    assert found.per_query == exposure_of({"heat": ["n1", "s1"]}, JUDGED, GROUPS).per_query


def test_a_group_without_relevance_has_a_share_and_no_ratio() -> None:
    found = exposure_of({"heat": ["n1", "s1"]}, {"heat": {"s1": 1}}, GROUPS)
    north, south = found.groups
    assert north.exposure.value
    assert north.per_relevance == (None, None, None)
    assert south.per_relevance.value is not None
    assert found.ratio == (None, None, None)
    assert found.per_query[0].ratio is None


def test_a_group_that_is_relevant_and_never_shown_has_an_exposure_of_zero() -> None:
    found = exposure_of({"heat": ["n1"]}, JUDGED, GROUPS)
    assert found.groups[1].group == "South"
    assert found.groups[1].exposure.value == 0
    assert found.ratio.value == 0


def test_groups_that_are_no_sides_have_shares_and_awrf_and_no_ratio_of_south_to_north() -> None:
    incomes = {"n1": "high", "n2": "high", "s1": "low", "s2": "lower_middle"}
    found = exposure_of(NORTH_FIRST, JUDGED, incomes)
    assert [group.group for group in found.groups] == ["high", "low", "lower_middle"]
    assert found.ratio.value is None
    assert found.awrf.value is not None


def test_only_ten_places_count() -> None:
    long = ["n1"] + [f"n{at}" for at in range(10, 19)] + ["s1"]
    groups = GROUPS | dict.fromkeys(long[:-1], "North")
    assert exposure_of({"heat": long}, JUDGED, groups).ratio.value == 0


def test_the_same_input_gives_the_same_figures_in_any_order_of_questions() -> None:
    turned = dict(reversed(NORTH_FIRST.items()))
    assert exposure_of(NORTH_FIRST, JUDGED, GROUPS) == exposure_of(turned, JUDGED, GROUPS)


def test_nothing_to_measure_is_said_in_plain_words() -> None:
    with pytest.raises(BadCollection, match="nothing to measure"):
        exposure_of({"heat": []}, JUDGED, GROUPS)
    with pytest.raises(BadCollection, match="nothing to measure"):
        exposure_of({}, {}, GROUPS)


SCORED = {
    "heat": [("n1", 0.70), ("n2", 0.69), ("s1", 0.68), ("s2", 0.67)],
    "flood": [("n3", 0.60), ("n1", 0.58), ("s1", 0.56), ("n2", 0.30)],
}
GRADES = {"heat": {"n1": 1, "s1": 1, "s2": 1}, "flood": {"n3": 1, "s1": 1}}


def test_the_curve_begins_without_loss_or_gain_and_has_a_point_for_each_epsilon() -> None:
    points = curve(SCORED, GRADES, GROUPS, [0, 0.05])
    assert [point.epsilon for point in points] == [0, 0.05]
    assert points[0].ndcg_loss.value == 0
    assert points[0].awrf_gain.value == 0
    plain = {query: [doc for doc, _ in scored] for query, scored in SCORED.items()}
    assert points[0].ratio == exposure_of(plain, GRADES, GROUPS).ratio


def test_the_curve_says_what_balance_costs_and_brings() -> None:
    # within 0.05 the order is n1 s1 s2 n2, and n3 s1 n1 n2: by merit South should have .49, .42
    (point,) = curve(SCORED, GRADES, GROUPS, [0.05])
    before = (
        ndcg(["n1", "n2", "s1", "s2"], GRADES["heat"]),
        ndcg(["n3", "n1", "s1"], GRADES["flood"]),
    )
    after = (
        ndcg(["n1", "s1", "s2", "n2"], GRADES["heat"]),
        ndcg(["n3", "s1", "n1"], GRADES["flood"]),
    )
    assert point.ndcg_loss.value == pytest.approx((sum(before) - sum(after)) / 2)
    assert point.awrf_gain.value is not None
    assert point.awrf_gain.value > 0
    assert point.ratio.value == pytest.approx(
        exposure_of(
            {"heat": ["n1", "s1", "s2", "n2"], "flood": ["n3", "s1", "n1", "n2"]}, GRADES, GROUPS
        ).ratio.value
    )


def test_a_relevant_case_that_gives_way_is_a_loss() -> None:
    scored = {"heat": [("n1", 0.9), ("n2", 0.89), ("s1", 0.88)]}
    (point,) = curve(scored, {"heat": {"n1": 1, "n2": 1}}, GROUPS, [0.1])
    assert point.ndcg_loss.value is not None
    assert point.ndcg_loss.value > 0


@pytest.mark.parametrize("epsilon", [math.nan, -1, 2])
def test_an_epsilon_out_of_range_is_refused(epsilon: float) -> None:
    with pytest.raises(BadLimit, match="from 0 to 1"):
        curve(SCORED, GRADES, GROUPS, [0.1, epsilon])
