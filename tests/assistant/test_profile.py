import pytest

from assistant.profile import Origin, profile_at, profile_of, profile_of_unlisted, with_stated
from corpus.attributes import ATTRIBUTES, Scale
from corpus.errors import BadValue
from corpus.gazetteer import resolve


def test_every_attribute_has_a_value_with_its_origin_or_is_unknown() -> None:
    profile = profile_of(resolve("Beira"))
    assert set(profile.values) == {attribute.key for attribute in ATTRIBUTES}
    assert profile.values["population"].origin is Origin.COMPUTED
    assert profile.values["income"] == ("low", Origin.COUNTRY, profile.values["income"].year)
    assert profile.values["sewer"].value is None
    assert profile.values["sewer"].origin is Origin.UNKNOWN


def test_a_country_figure_has_its_year() -> None:
    values = profile_of(resolve("Nairobi")).values
    assert values["electricity"].year is not None
    assert values["informal_housing"].year is not None


def test_what_a_city_states_comes_before_every_other_figure() -> None:
    profile = profile_of(resolve("Beira"), {"informal_housing": 70, "sewer": 5})
    assert profile.values["informal_housing"].value == 70
    assert profile.values["informal_housing"].origin is Origin.STATED


def test_a_low_city_by_the_sea_is_taken_for_flat_and_says_that_it_is_computed() -> None:
    assert profile_of(resolve("Rotterdam")).values["terrain"] == ("flat", Origin.COMPUTED, None)
    assert profile_of(resolve("La Paz")).values["terrain"].value is None


def test_a_city_in_no_table_has_its_country_s_figures_and_what_it_states() -> None:
    profile = profile_of_unlisted("Inhassoro", "MZ", {"population": 12000})
    assert profile.label == "Inhassoro, Mozambique"
    assert profile.values["income"].value == "low"
    assert profile.values["climate"].value is None


def test_a_city_of_the_corpus_that_no_table_has_keeps_its_name() -> None:
    assert profile_at("Nowhere at all", "MZ").label == "Nowhere at all, Mozambique"


@pytest.mark.parametrize(
    ("key", "raw", "words"),
    [
        ("sewer", 140, "0 to 100 %"),
        ("sewer", "many", "is a number"),
        ("sewer", ("a", "b"), "is a number"),
        ("sewer", float("nan"), "0 to 100 %"),
        ("population", -3, "1 to"),
        ("terrain", "bumpy", "flat, rolling, steep"),
        ("hazards", ("drought", "dragons"), "'dragons' is no value"),
        ("mood", "good", "no attribute 'mood'"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_can(
    key: str, raw: float | str | tuple[str, ...], words: str
) -> None:
    with pytest.raises(BadValue, match=words):
        with_stated(profile_of(resolve("Beira")), {key: raw})


def test_scales_and_ranges_of_the_attributes_are_sound() -> None:
    keys = [attribute.key for attribute in ATTRIBUTES]
    assert len(set(keys)) == len(keys)
    for attribute in ATTRIBUTES:
        assert attribute.near <= attribute.far
        assert attribute.low < attribute.high
        assert (attribute.scale in (Scale.STEPS, Scale.CHOICE)) <= bool(attribute.values)
        assert not attribute.words or len(attribute.words) == len(attribute.values)
