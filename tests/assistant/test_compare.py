import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.compare import Verdict, compare, distance, koeppen_distance, trust
from assistant.profile import profile_of
from corpus.attributes import BY_KEY
from corpus.gazetteer import resolve
from corpus.vocabulary import Dimension

CLASSES = ["Af", "Am", "Aw", "BWh", "BSk", "Csa", "Csb", "Cwa", "Cfb", "Dfa", "Dwc", "ET", "EF"]


def test_a_city_compared_with_itself_is_the_same_wherever_it_is_known() -> None:
    beira = profile_of(resolve("Beira"))
    for comparison in compare(beira, beira).values():
        assert comparison.verdict in (Verdict.SAME, Verdict.UNKNOWN)
        assert comparison.gap in (0, None)


def test_unknown_is_never_a_match() -> None:
    beira, quelimane = profile_of(resolve("Beira")), profile_of(resolve("Quelimane"))
    land = compare(beira, quelimane)[Dimension.LAND]
    assert land.verdict is Verdict.UNKNOWN
    assert land.gap is None
    assert land.surety == 0


def test_comparing_is_the_same_both_ways() -> None:
    one, other = profile_of(resolve("Beira")), profile_of(resolve("Zurich"))
    there, back = compare(one, other), compare(other, one)
    assert {d: c.gap for d, c in there.items()} == {d: c.gap for d, c in back.items()}


def test_a_country_figure_weighs_less_than_the_city_s_own() -> None:
    one, other = profile_of(resolve("Beira")), profile_of(resolve("Zurich"))
    pairs = {p.attribute.key: p for c in compare(one, other).values() for p in c.pairs}
    assert trust(pairs["income"]) == 0.5
    assert trust(pairs["population"]) == 1.0


def test_poor_and_rich_differ_much_in_money_and_neighbours_do_not() -> None:
    beira = profile_of(resolve("Beira"))
    assert compare(beira, profile_of(resolve("Zurich")))[Dimension.FINANCE].verdict is Verdict.MUCH
    near = compare(beira, profile_of(resolve("Quelimane")))
    assert near[Dimension.FINANCE].verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("key", "a", "b", "apart"),
    [
        ("population", 1e5, 1e6, 1.0),
        ("sewer", 10.0, 60.0, 50.0),
        ("income", "low", "high", 3.0),
        ("state", "federal", "unitary", 1.0),
        ("languages", ("es",), ("es", "qu"), 0.5),
        ("climate", "Aw", "Af", 0.15),
        ("elevation", -5.0, 3600.0, 3605.0),
    ],
)
def test_each_scale_measures_as_documented(
    key: str, a: str | float, b: str | float, apart: float
) -> None:
    assert distance(BY_KEY[key], a, b) == pytest.approx(apart)


@given(st.sampled_from(CLASSES), st.sampled_from(CLASSES))
def test_climates_are_0_to_1_apart_alike_both_ways_and_0_only_to_themselves(a: str, b: str) -> None:
    assert 0 <= koeppen_distance(a, b) <= 1
    assert koeppen_distance(a, b) == koeppen_distance(b, a)
    assert (koeppen_distance(a, b) == 0) == (a == b)


def test_a_wet_tropical_city_is_nearer_to_a_savanna_than_to_a_desert_or_to_snow() -> None:
    assert koeppen_distance("Af", "Aw") < koeppen_distance("Af", "BWh")
    assert koeppen_distance("Aw", "Cwa") < koeppen_distance("Aw", "Dfc")
