import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.assistant import Assistant
from corpus.city_names import cities_like
from corpus.gazetteer import resolve
from index.library import Library
from tests.browser import browser

HERE = "/api/v1/cities"


@pytest.fixture
def client(library: Library) -> TestClient:
    return browser(create_app(Assistant(library)))


def labels(typed: str, k: int = 8) -> list[str]:
    return [named.label for named in cities_like(typed, k)]


def test_a_city_is_given_with_all_that_one_chooses_by(client: TestClient) -> None:
    found = client.get(HERE, params={"q": "Beira", "k": 1}).json()
    assert found == [
        {
            "id": 1052373,
            "name": "Beira",
            "country": "Mozambique",
            "label": "Beira, Mozambique",
            "population": resolve("Beira").population,
        }
    ]


@pytest.mark.parametrize(
    ("typed", "city"),
    [
        ("beir", "Beira, Mozambique"),
        ("saigon", "Ho Chi Minh City, Vietnam"),
        ("münchen", "Munich, Germany"),
        ("MUNCHEN", "Munich, Germany"),
        ("北京", "Beijing, China"),
        ("york c", "New York City, United States"),
        ("quito ecu", "Quito, Ecuador"),
        ("cordoba, sp", "Córdoba, Spain"),
        ("mozamb", "Maputo, Mozambique"),
        ("quelimani", "Quelimane, Mozambique"),
        ("sao paolo, bra", "São Paulo, Brazil"),
    ],
)
def test_a_city_is_found_by_beginnings_other_names_its_country_and_nearly_right_ones(
    typed: str, city: str
) -> None:
    assert city in labels(typed)


def test_an_exact_name_comes_first_and_then_the_larger_cities() -> None:
    assert labels("san")[0] == "San, Mali"
    people = [named.city.population for named in cities_like("san", 20)[1:]]
    assert people == sorted(people, reverse=True)
    assert labels("córdoba")[:2] == ["Córdoba, Argentina", "Córdoba, Spain"]


@pytest.mark.parametrize("typed", ["springfield", "la", "richmond, united s", "santiago", "x"])
def test_every_label_means_just_the_city_that_it_stands_for(typed: str) -> None:
    found = cities_like(typed, 20)
    assert len({named.label for named in found}) == len(found) > 5
    for named in found:
        assert resolve(named.label).id == named.city.id


@pytest.mark.parametrize(
    "typed", ["", "  ", ",", "\0", "|", "zzzzzzqq", "'; DROP TABLE", "beira, qqq"]
)
def test_what_is_no_city_finds_none(client: TestClient, typed: str) -> None:
    response = client.get(HERE, params={"q": typed})
    assert (response.status_code, response.json()) == (200, [])


@pytest.mark.parametrize("asked", [{"k": "0"}, {"k": "21"}, {"k": "many"}, {"q": "x" * 201}])
def test_what_is_out_of_bounds_is_a_problem(client: TestClient, asked: dict[str, str]) -> None:
    response = client.get(HERE, params={"q": "a", **asked})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_an_answer_has_no_more_than_asked_for_and_may_be_kept(client: TestClient) -> None:
    response = client.get(HERE, params={"q": "s", "k": 20})
    assert len(response.json()) == 20
    assert len(client.get(HERE, params={"q": "s"}).json()) == 8
    assert "public" in response.headers["cache-control"]
