import csv
import io
import re
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.access.roles import Role
from api.app import create_app
from api.pages import city_view
from assistant.assistant import Assistant
from assistant.climates import climate_words
from assistant.profile import profile_of
from assistant.questionnaire import QUESTIONS
from corpus.attributes import ATTRIBUTES
from corpus.gazetteer import resolve
from corpus.vocabulary import Dimension, label
from index.library import Library
from tests.api.access.people import person, private, served, signed_in, visitor
from tests.api.own_cases import DAKAR, DELHI, SECRET, TEAM, held
from tests.browser import browser

VILLAGE = {"name": "Inhassoro, Mozambique", "people": "12,000"}
NASTY = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module", name="library")
def _library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return held(tmp_path_factory.mktemp("city") / "home")


@pytest.fixture(scope="module", name="client")
def _client(library: Library) -> TestClient:
    return browser(create_app(Assistant(library)))


@pytest.fixture(name="fresh")
def _fresh(library: Library) -> TestClient:
    """A client of an app in which no city has stated anything but what the test states."""
    for path in (library.home / "assessments").glob("*/*.json"):
        path.unlink()
    return browser(create_app(Assistant(library)))


@pytest.fixture(scope="module", name="app")
def _app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """A server on which people sign in; Ana is in the team that has a case study of its own."""
    app = served(held(tmp_path_factory.mktemp("served") / "home"))
    private(app, TEAM, person(app, "Ana"))
    person(app, "Ben", Role.READER)
    return app


def words(html: str) -> str:
    """A page's text on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def ids(html: str) -> set[str]:
    return set(re.findall(r' id="([^"]+)"', html))


def test_the_page_says_at_a_glance_what_the_city_is(client: TestClient) -> None:
    page = words(client.get("/city", params={"name": "Beira"}).text)
    assert "Beira, Mozambique What is known" in page
    assert "People 687,764" in page
    assert "Coast on the coast" in page
    assert "Climate tropical, savanna (Aw)" in page
    assert "Income group low income" in page
    assert "Region Eastern Africa" in page


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("Aw", "tropical, savanna (Aw)"),
        ("BSh", "arid, steppe, hot (BSh)"),
        ("Csb", "temperate, dry summer, warm summer (Csb)"),
        ("Dfd", "cold, no dry season, very cold winter (Dfd)"),
        ("ET", "polar, tundra (ET)"),
        ("", ""),
    ],
)
def test_climate_classes_are_told_in_words(code: str, said: str) -> None:
    assert climate_words(code) == said


def test_every_attribute_stands_under_its_dimension_with_its_origin(client: TestClient) -> None:
    page = client.get("/city", params={"name": "Beira"}).text
    table = page[page.index('<table class="values"') :].partition("</table>")[0]
    assert table.count('scope="rowgroup"') == len(Dimension)
    assert table.count('scope="row"') == len(ATTRIBUTES)
    said = words(table)
    assert all(label(dimension).lower() in said.lower() for dimension in Dimension)
    assert "Access to electricity 36 % Country figure of Mozambique, 2023" in said
    assert "People 687,764 Computed" in said
    assert "Official languages Portuguese Country figure" in said


def test_what_is_unknown_is_shown_and_leads_to_its_question(client: TestClient) -> None:
    page = client.get("/city", params={"name": "Beira"}).text
    assert "Homes connected to a sewer not known Answer" in words(page)
    links = set(re.findall(r'href="#(q-[^"]+)"', page))
    assert "q-sewer" in links
    assert links <= ids(page)
    assert {f"q-{question.key}" for question in QUESTIONS} <= ids(page)


def test_figures_of_the_country_name_their_sources(client: TestClient) -> None:
    page = client.get("/city", params={"name": "Beira"}).text
    assert 'href="https://data.worldbank.org/indicator/EG.ELC.ACCS.ZS"' in page
    assert "GeoNames (CC BY 4.0)" in page


def test_peers_stand_on_the_map_and_in_the_table_under_one_number(client: TestClient) -> None:
    page = client.get("/city", params={"name": "Beira"}).text
    rows = re.findall(r'<tr id="peer-(\d)".*?</tr>', page, re.DOTALL)
    assert len(rows) >= 3
    for screen in ("wide", "narrow"):
        drawn = page.partition(f'<svg class="{screen}"')[2].partition("</svg>")[0]
        assert set(re.findall(r'href="#peer-(\d)"', drawn)) == set(rows)
        assert drawn.count('role="img"') == 1
        assert "Beira, Mozambique" in drawn
    assert page.count(" d=") - page.count("lead-to") <= 5


def test_a_peer_says_how_alike_it_is_what_it_teaches_and_where_it_differs(
    client: TestClient, library: Library
) -> None:
    page = client.get("/city", params={"name": "Beira"}).text
    peer = Assistant(library).peers("Beira", "", 8)[0]
    row = page.partition('<tr id="peer-1"')[2].partition("</tr>")[0]
    assert city_view.alike_words(peer.likeness) in row
    assert f"{peer.likeness:.2f}" in row
    assert f"/cases/{peer.teaches[0].case_id}" in row
    assert f"practice={peer.teaches[0].case_id}&amp;city=Beira" in row
    assert "city=Beira" in row.partition("Ask about")[0].rpartition("/?")[2]
    assert all(words(f"{d[:1].upper()}{d[1:]}") in words(row) for d in peer.differs)


@pytest.mark.parametrize(
    ("likeness", "said"),
    [(1.0, "much alike"), (0.8, "much alike"), (0.7, "alike"), (0.4, "somewhat alike"), (0.0, "little alike")],
)  # fmt: skip
def test_likeness_is_put_into_words(likeness: float, said: str) -> None:
    assert city_view.alike_words(likeness) == said


def test_peers_and_networks_can_be_narrowed_to_a_topic(client: TestClient) -> None:
    page = client.get("/city", params={"name": "Beira", "topic": "mobility"}).text
    assert "<option selected>mobility</option>" in page
    assert f"/cases/{DELHI}" in page
    assert f"/cases/{DAKAR}" not in page
    none = client.get("/city", params={"name": "Beira", "topic": "energy buildings"}).text
    assert "No city has a case study on this topic yet" in none


def test_a_city_that_teaches_is_no_peer_of_its_own(client: TestClient) -> None:
    page = client.get("/city", params={"name": "Dakar"}).text
    assert "Dakar, Senegal" in page
    assert f"/cases/{DAKAR}" not in page


def test_networks_say_how_they_are_tied_and_claim_no_members(client: TestClient) -> None:
    page = client.get("/city", params={"name": "Beira"}).text
    said = words(page)
    assert "Mayors Migration Council names your city" in said
    assert "pays cities directly, for instance Beira" in said
    assert "UCLG Africa works in your part of the world" in said
    assert "No lists of members are held here" in said
    assert 'href="/networks/uclg-africa"' in page
    assert "Mercociudades" not in said


def test_a_saved_answer_counts_from_then_on_and_its_gap_is_asked(fresh: TestClient) -> None:
    answers = {"name": "Beira", "seen": "0", "sewer": "5", "champion": "no", "hazards": ["storm", "drought"]}  # fmt: skip
    response = fresh.post("/city", data=answers)
    assert response.status_code == 200
    said = words(response.text)
    assert "Saved as version 1" in said
    assert "Homes connected to a sewer 5 % Stated by the city" in said
    assert "How do projects survive without a political champion?" in said
    assert "Main hazards: storm, drought" in said
    assert 'value="storm" checked' in response.text


def test_a_fault_stands_beside_its_field_and_nothing_else_is_lost(fresh: TestClient) -> None:
    response = fresh.post(
        "/city",
        data={"name": "Beira", "seen": "0", "sewer": "300", "piped_water": "12,5 %", "champion": "maybe", "hazards": ["storm"]},
    )  # fmt: skip
    assert response.status_code == 422
    page = response.text
    assert "2 answers cannot be read" in page
    field = page.partition('id="q-sewer"')[2].partition("</div>")[0]
    assert "Give a number, 0 to 100 %." in field
    assert 'value="300"' in field
    assert 'aria-invalid="true"' in field
    assert "f-sewer" in ids(page)
    assert 'aria-describedby="f-sewer h-sewer"' in field
    assert 'value="12,5 %"' in page
    assert 'value="storm" checked' in page
    assert "Versions of your answers" not in fresh.get("/city", params={"name": "Beira"}).text


def test_numbers_are_read_as_people_write_them(fresh: TestClient) -> None:
    fresh.post(
        "/city", data={"name": "Beira", "piped_water": " 12,5 % ", "years_to_election": "2 years"}
    )
    page = words(fresh.get("/city", params={"name": "Beira"}).text)
    assert "Homes with piped water 12.5 % Stated" in page
    assert "Years to the next city election 2 years Stated" in page


def test_versions_show_what_changed_and_what_was_taken_back(fresh: TestClient) -> None:
    fresh.post("/city", data={"name": "Beira", "sewer": "5", "champion": "no"})
    fresh.post("/city", data={"name": "Beira", "sewer": "7"})
    history = fresh.get("/city", params={"name": "Beira"}).text.partition('id="history"')[2]
    said = words(history)
    assert said.index("Version 2") < said.index("Version 1")
    assert "A political champion: no taken back" in said
    assert "Homes connected to a sewer: 5 % → became 7 %" in said


def test_a_form_that_changes_nothing_makes_no_version(fresh: TestClient) -> None:
    fresh.post("/city", data={"name": "Beira", "terrain": "flat"})
    assert "Versions of your answers" not in fresh.get("/city", params={"name": "Beira"}).text


def test_two_people_who_answer_other_questions_both_count(fresh: TestClient) -> None:
    fresh.post("/city", data={"name": "Beira", "seen": "0", "sewer": "5"})
    late = fresh.post("/city", data={"name": "Beira", "seen": "0", "champion": "no"})
    assert late.status_code == 200
    said = words(late.text)
    assert "Homes connected to a sewer 5 % Stated" in said
    assert "A political champion no Stated" in said


def test_two_people_who_answer_one_question_differently_are_told(fresh: TestClient) -> None:
    fresh.post("/city", data={"name": "Beira", "seen": "0", "sewer": "5"})
    late = fresh.post("/city", data={"name": "Beira", "seen": "0", "sewer": "50"})
    assert late.status_code == 409
    assert "Somebody saved another answer" in late.text
    assert 'name="seen" value="1"' in late.text
    assert (
        'name="sewer" inputmode="decimal" autocomplete="off" maxlength="20" value="50"' in late.text
    )
    again = fresh.post("/city", data={"name": "Beira", "seen": "1", "sewer": "50"})
    assert "Saved as version 2" in words(again.text)


def test_all_versions_can_be_saved_as_a_table(fresh: TestClient) -> None:
    fresh.post("/city", data={"name": "Beira", "sewer": "5"})
    fresh.post("/city", data={"name": "Beira", "sewer": "7", "hazards": ["storm", "drought"]})
    response = fresh.get("/city/answers.csv", params={"name": "Beira"})
    assert response.headers["content-disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["version"], row["attribute"], row["value"], row["unit"]) for row in rows] == [
        ("1", "homes connected to a sewer", "5", "%"),
        ("2", "homes connected to a sewer", "7", "%"),
        ("2", "main hazards", "storm; drought", ""),
    ]


def test_a_cell_that_a_spreadsheet_would_work_out_is_inert(fresh: TestClient) -> None:
    fresh.post("/city", data={"name": "=cmd, Mozambique", "people": "900", "sewer": "5"})
    asked = {"name": "=cmd, Mozambique", "people": "900"}
    rows = list(csv.reader(io.StringIO(fresh.get("/city/answers.csv", params=asked).text)))
    assert len(rows) > 1
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_an_unknown_name_offers_the_nearest_and_an_unclear_one_the_choice(
    client: TestClient,
) -> None:
    response = client.get("/city", params={"name": "Quelimani"})
    assert response.status_code == 422
    assert 'href="/city?name=Quelimane%2C+Mozambique"' in response.text
    assert "how many people" not in response.text
    unclear = client.get("/city", params={"name": "Cordoba"}).text
    assert "Which one" in unclear
    assert "C%C3%B3rdoba%2C+Spain" in unclear


def test_a_place_of_no_table_is_asked_for_its_people_and_then_has_a_page(
    fresh: TestClient,
) -> None:
    response = fresh.get("/city", params={"name": VILLAGE["name"]})
    assert response.status_code == 422
    assert "how many people live in Inhassoro?" in response.text
    page = fresh.get("/city", params=VILLAGE).text
    assert "People 12,000" in words(page)
    assert "it is not on the map" in page
    assert '<tr id="peer-1"' in page
    assert "says=population+12000" in page


def test_a_place_of_no_table_is_known_by_what_it_saved(fresh: TestClient) -> None:
    saved = fresh.post("/city", data=VILLAGE | {"sewer": "0"})
    assert "Saved as version 1" in words(saved.text)
    page = words(fresh.get("/city", params={"name": VILLAGE["name"]}).text)
    assert "People 12,000" in page
    assert "Homes connected to a sewer 0 % Stated" in page


@pytest.mark.parametrize("people", ["many", "-5", "0", "1e99", "nan"])
def test_people_that_are_no_number_are_refused(client: TestClient, people: str) -> None:
    response = client.get("/city", params=VILLAGE | {"people": people})
    assert response.status_code == 422
    assert "how many people" in response.text


def test_markup_in_names_is_shown_and_not_run(client: TestClient) -> None:
    for asked in ({"name": NASTY}, {"name": f"{NASTY}, Mozambique", "people": "900"}, {"name": "Beira", "topic": NASTY}):  # fmt: skip
        page = client.get("/city", params=asked).text
        assert NASTY not in page
        assert "style=" not in page


def test_a_visitor_sees_no_statements_and_is_asked_to_sign_in(app: FastAPI) -> None:
    signed_in(app, "Ben").post("/city", data={"name": "Beira", "sewer": "5"})
    page = visitor(app).get("/city", params={"name": "Beira"}).text
    assert 'href="/login?next=%2Fcity%3Fname%3DBeira"' in page
    assert "<button>Save</button>" not in page
    assert "Stated by the city" not in page
    assert "Versions of your answers" not in page
    assert "Homes connected to a sewer not known" in words(page)
    own = signed_in(app, "Ana").get("/city", params={"name": "Beira"}).text
    assert "Homes connected to a sewer 5 % Stated by the city" in words(own)
    assert "<button>Save</button>" in own


def test_a_visitor_saves_and_downloads_nothing(app: FastAPI) -> None:
    anybody = visitor(app)
    assert anybody.post("/city", data={"name": "Lima", "sewer": "5"}).status_code == 401
    assert anybody.get("/city/answers.csv", params={"name": "Lima"}).status_code == 401


def test_a_case_of_a_team_is_in_no_peer_of_others(app: FastAPI) -> None:
    asked = {"name": "Lagos, Nigeria"}
    assert SECRET in signed_in(app, "Ana").get("/city", params=asked).text
    for client in (visitor(app), signed_in(app, "Ben")):
        page = client.get("/city", params=asked).text
        assert SECRET not in page
        assert "Quorndyke" not in page


def test_the_page_with_all_that_it_loads_is_light(client: TestClient) -> None:
    page = client.get("/city", params={"name": "Beira"})
    loaded = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', page.text)
    weight = len(page.content) + sum(len(client.get(url).content) for url in set(loaded))
    assert weight < 150_000


def test_the_profile_of_a_city_in_words_leaves_no_key(client: TestClient) -> None:
    said = words(client.get("/city", params={"name": "Medellín"}).text)
    assert not [about.key for about in ATTRIBUTES if "_" in about.key and about.key in said]
    assert not [str(dimension) for dimension in Dimension if str(dimension) in said]


def test_a_city_far_from_the_sea_says_how_far() -> None:
    shown = dict(city_view.glance(profile_of(resolve("Kampala"))))
    assert shown["Coast"].endswith("km from the sea")
