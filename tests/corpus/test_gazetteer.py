import pytest

from corpus.errors import UnknownCity
from corpus.gazetteer import MAX_NAME, country_name, fold, is_known, resolve


@pytest.mark.parametrize(
    ("name", "city", "country"),
    [
        ("Beira", "Beira", "Mozambique"),
        ("beira, mozambique", "Beira", "Mozambique"),
        ("Beira MZ", "Beira", "Mozambique"),
        ("Saigon", "Ho Chi Minh City", "Vietnam"),
        ("München", "Munich", "Germany"),
        ("munchen", "Munich", "Germany"),
        ("Ciudad de México", "Mexico City", "Mexico"),
        ("Cordoba, Spain", "Córdoba", "Spain"),
        ("Birmingham, USA", "Birmingham", "United States"),
        ("Birmingham, UK", "Birmingham", "United Kingdom"),
        ("Abidjan, Côte d'Ivoire", "Abidjan", "Ivory Coast"),
        ("北京", "Beijing", "China"),
        ("القاهرة", "Cairo", "Egypt"),
        ("Washington, DC", "Washington", "United States"),
    ],
)
def test_a_city_is_found_in_any_common_spelling(name: str, city: str, country: str) -> None:
    found = resolve(name)
    assert (found.name, found.country) == (city, country)


def test_the_larger_city_is_meant_where_several_share_a_name() -> None:
    assert resolve("Lagos").country == "Nigeria"


def test_an_unknown_city_offers_the_nearest_names() -> None:
    with pytest.raises(UnknownCity, match="Did you mean") as caught:
        resolve("Quelimani")
    assert "Quelimane, Mozambique" in caught.value.nearest


@pytest.mark.parametrize("name", ["Beira, Spain", "Atlantis-sur-Lune", ",", "|", "\n", "🙂", "%s"])
def test_what_is_no_city_is_never_taken_for_one(name: str) -> None:
    with pytest.raises(UnknownCity):
        resolve(name)


def test_a_name_of_a_megabyte_is_refused_at_once() -> None:
    with pytest.raises(UnknownCity, match=str(MAX_NAME)):
        resolve("x" * 1_000_000)


def test_folding_takes_accents_and_marks_away() -> None:
    assert fold("São  Paulo–Centro") == "sao paulo centro"


def test_a_country_code_without_a_name_stays_as_it_is() -> None:
    assert country_name("MZ") == "Mozambique"
    assert country_name("QQ") == "QQ"


def test_a_city_counts_only_in_its_country() -> None:
    assert is_known("Beira", "MZ")
    assert not is_known("Beira", "ES")
