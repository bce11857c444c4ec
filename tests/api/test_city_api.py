import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.assistant import Assistant
from assistant.city_networks import PARTS, Reach, networks_for
from corpus.gazetteer import country_code, resolve
from corpus.network import load_networks
from corpus.vocabulary import Topic
from tests.api.access.people import person, served, signed_in, visitor
from tests.api.own_cases import held
from tests.browser import browser

BEIRA = resolve("Beira").id


@pytest.fixture(scope="module", name="client")
def _client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    library = held(tmp_path_factory.mktemp("city") / "home")
    return browser(create_app(Assistant(library)))


@pytest.fixture(scope="module", name="app")
def _app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    app = served(held(tmp_path_factory.mktemp("served") / "home"))
    person(app, "Ben")
    return app


def test_a_city_is_told_by_its_id(client: TestClient) -> None:
    city = client.get(f"/api/v1/cities/{BEIRA}").json()
    assert city["name"] == "Beira"
    assert city["country"] == "Mozambique"
    assert -20 < city["latitude"] < -19
    assert 34 < city["longitude"] < 36
    assert city["climate"] == "Aw"
    assert set(city) == {
        "id", "name", "country", "country_code", "population", "latitude", "longitude", "elevation",
        "coast_km", "climate", "climate_2071",
    }  # fmt: skip


@pytest.mark.parametrize(("city_id", "status"), [("1", 404), ("0", 422), ("beira", 422), ("-1", 422), ("9" * 40, 404)])  # fmt: skip
def test_an_id_that_is_none_is_refused(client: TestClient, city_id: str, status: int) -> None:
    for path in (f"/api/v1/cities/{city_id}", f"/api/v1/cities/{city_id}/networks"):
        response = client.get(path)
        assert response.status_code == status
        assert response.headers["content-type"] == "application/problem+json"


def test_networks_of_a_city_come_the_closest_first(client: TestClient) -> None:
    found = client.get(f"/api/v1/cities/{BEIRA}/networks").json()
    order = [list(Reach).index(Reach(tie["reach"])) for tie in found]
    assert order == sorted(order)
    assert found[0]["id"] == "mayors-migration-council"
    assert "Beira" in found[0]["sentence"]


def test_networks_can_be_narrowed_to_a_topic_that_exists(client: TestClient) -> None:
    found = client.get(f"/api/v1/cities/{BEIRA}/networks", params={"topic": "waste"}).json()
    assert found
    assert all(Topic.WASTE in tie["topics"] for tie in found)
    bad = client.get(f"/api/v1/cities/{BEIRA}/networks", params={"topic": "astrology"})
    assert bad.status_code == 422
    assert "Topics are" in bad.json()["detail"]


def test_versions_of_a_city_come_with_what_they_changed(client: TestClient) -> None:
    here = {"city": "Nampula"}
    client.put("/api/v1/profile", params=here, json={"sewer": 5, "hazards": ["storm"]})
    client.put("/api/v1/profile", params=here, json={"sewer": None, "champion": "no"})
    told = client.get("/api/v1/assessments", params=here).json()
    assert told["city"] == "Nampula, Mozambique"
    assert told["total"] == 2
    assert [version["version"] for version in told["versions"]] == [2, 1]
    assert told["versions"][0]["changes"] == [
        {"attribute": "champion", "before": None, "after": "no"},
        {"attribute": "sewer", "before": 5, "after": None},
    ]
    page = client.get("/api/v1/assessments", params=here | {"offset": 1, "k": 1}).json()
    assert [version["version"] for version in page["versions"]] == [1]
    assert page["total"] == 2


def test_statements_are_for_people_who_have_signed_in(app: FastAPI) -> None:
    here = {"city": "Beira"}
    assert signed_in(app, "Ben").get("/api/v1/assessments", params=here).status_code == 200
    assert visitor(app).get("/api/v1/assessments", params=here).status_code == 401


def test_peers_tell_where_they_lie(client: TestClient) -> None:
    for peer in client.get("/api/v1/peers", params={"city": "Beira"}).json():
        assert peer["city"] == f"{peer['name']}, {peer['country']}"
        assert -90 <= peer["latitude"] <= 90
        assert -180 <= peer["longitude"] <= 180


def test_every_region_of_the_networks_is_a_country_or_a_part_of_the_world() -> None:
    regions = {network.region for network in load_networks()}
    unknown = {r for r in regions if r not in PARTS and r != "world" and not country_code(r)}
    assert unknown == {"Palestine"}  # called otherwise in the table of countries


@pytest.mark.parametrize(
    ("city", "near", "far"),
    [
        (("Beira", "MZ"), "uclg-africa", "flacma"),
        (("Medellín", "CO"), "flacma", "uclg-africa"),
        (("Suva", "FJ"), "uclg-aspac", "flacma"),
        (("Amman", "JO"), "uclg-mewa", "uclg-africa"),
        (("Zurich", "CH"), "eurocities", "citynet"),
        (("Ramallah", "PS"), "uclg-mewa", "citynet"),
    ],
)
def test_networks_of_other_parts_of_the_world_are_left_out(
    city: tuple[str, str], near: str, far: str
) -> None:
    found = {tie.network.id: tie.reach for tie in networks_for(load_networks(), city)}
    assert found[near] is Reach.REGION
    assert far not in found


def test_a_national_association_is_for_cities_of_that_country() -> None:
    reach = {
        code: {t.network.region: t.reach for t in networks_for(load_networks(), ("Anytown", code))}
        for code in ("ZA", "PS", "NA")
    }
    assert reach["ZA"]["South Africa"] is Reach.COUNTRY
    assert reach["PS"]["Palestine"] is Reach.COUNTRY
    assert "South Africa" not in reach["NA"]


def test_a_name_counts_only_as_a_word_of_its_own() -> None:
    reached = {t.network.id: t.reach for t in networks_for(load_networks(), ("Beir", "MZ"))}
    assert Reach.NAMES_CITY not in reached.values()
    short = networks_for(load_networks(), ("Ur", "IQ"))
    assert all(tie.reach is not Reach.NAMES_CITY for tie in short)
