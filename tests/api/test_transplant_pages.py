import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.pages import transplant_words as words
from assistant.assistant import Assistant
from assistant.report import Verdict
from corpus.vocabulary import Dimension
from index.library import Library
from ingest.incoming import Incoming
from ingest.pipeline import take_in
from tests.api.access.people import person, private, served, signed_in, visitor
from tests.api.own_cases import BOGOTA, SECRET, TEAM, held
from tests.browser import browser
from tests.conftest import MakePdf

BRT = {"practice": "Bus rapid transit", "city": "Accra"}


@pytest.fixture(scope="module", name="library")
def _library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return held(tmp_path_factory.mktemp("sheet") / "home")


@pytest.fixture(scope="module", name="assistant")
def _assistant(library: Library) -> Assistant:
    return Assistant(library)


@pytest.fixture(scope="module", name="client")
def _client(assistant: Assistant) -> TestClient:
    """The one person at this machine, who sees everything."""
    return browser(create_app(assistant))


@pytest.fixture(scope="module", name="app")
def _app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """A server on which one person is in the team."""
    app = served(held(tmp_path_factory.mktemp("served") / "home"))
    private(app, TEAM, person(app, "Ana"))
    person(app, "Ben")
    return app


class Seen(HTMLParser):
    """A page's tags with their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_sheet_has_fifteen_marks_that_lead_to_their_rows(client: TestClient) -> None:
    page = client.get("/transplant", params=BRT).text
    strip = re.search(r'<ul class="strip".*?</ul>', page, re.DOTALL)
    assert strip
    marks = re.findall(r'href="#(\w+)" title="([^"]+): (\w+)">', strip[0])
    assert {dimension for dimension, _, _ in marks} == set(Dimension)
    assert {verdict for _, _, verdict in marks} <= set(Verdict)
    assert len(re.findall(r'class="unseen">[a-z ]+: (fits|adapt|blocks|unknown)<', strip[0])) == 15
    ids = [attributes.get("id") for attributes in Seen(page).all("tbody")]
    assert ids == [dimension for dimension, _, _ in marks]


def test_the_sheet_says_all_of_the_report(client: TestClient, assistant: Assistant) -> None:
    report = assistant.transplant(BRT["practice"], BRT["city"])
    shown = plain(client.get("/transplant", params=BRT).text)
    told = [report.practice, report.origin, report.degree, report.risk_in_words, words.CAUTION]
    told += [*report.warnings, *report.keep, *report.change, *report.check_first]
    told += [words.DEGREES[report.degree], words.counted(report), *report.cities, *report.networks]
    for flag in report.flags:
        told += [flag.sentence, flag.next_step, words.weight_in_words(flag.weight)]
        told += [" ".join(support.text.split()) for support in flag.evidence]
        told += [move.what for move in flag.precedents]
        told += [move.source for move in flag.precedents]
        told += [v.value or "not known" for v in (*flag.origin_values, *flag.recipient_values)]
    assert not [line for line in told if str(line) not in shown]


def test_a_value_stands_with_where_it_comes_from(client: TestClient) -> None:
    page = client.get("/transplant", params={**BRT, "says": "mostly minibus taxis"}).text
    assert "You said:" in page
    text = plain(page)
    assert re.search(r"country figure, 20\d\d", text)
    assert re.search(r"people [\d,]+ computed", text)
    assert "public transport trips by informal minibuses 75 % stated by the city" in text


def test_what_is_not_known_leads_to_the_question_that_would_tell(
    client: TestClient, assistant: Assistant
) -> None:
    report = assistant.transplant(BRT["practice"], BRT["city"])
    asked = [q.key for flag in report.flags if (q := words.question_of(flag))]
    links = [a["href"] for a in Seen(client.get("/transplant", params=BRT).text).all("a")]
    found = [link.partition("#q-")[2] for link in links if link.startswith("/city?name=Accra")]
    assert [key for key in found if key] == asked
    assert asked


def test_only_what_is_not_known_has_a_question(assistant: Assistant) -> None:
    for flag in assistant.transplant(BRT["practice"], BRT["city"]).flags:
        question = words.question_of(flag)
        assert question is None or flag.verdict is Verdict.UNKNOWN
        assert (
            question is None
            or question.text in flag.next_step
            or question.dimension == flag.dimension
        )


def test_the_evidence_of_the_three_heaviest_stands_open(client: TestClient) -> None:
    page = client.get("/transplant", params=BRT).text
    rows = page[page.index('<table class="dimensions') :].split("</table>")[0]
    opened = ["open" in attributes for attributes in Seen(rows).all("details")]
    assert opened[:3] == [True] * 3
    assert not any(opened[3:])


def test_headings_are_in_order_and_every_control_has_a_label(client: TestClient) -> None:
    for asked in ({}, BRT):
        seen = Seen(client.get("/transplant", params=asked).text)
        levels = [int(tag[1]) for tag, _ in seen.tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later - sooner <= 1 for sooner, later in pairwise(levels))
        labels = {attributes["for"] for attributes in seen.all("label")}
        assert {a["id"] for a in seen.all("input") if a.get("type") != "hidden"} == labels
        assert all(a.get("scope") for a in seen.all("th"))


def test_the_form_asks_for_a_practice_a_city_and_what_is_so(client: TestClient) -> None:
    page = client.get("/transplant").text
    assert "What must change before it works here?" in page
    assert '<option value="Bus rapid transit">' in page
    (city,) = (a for a in Seen(page).all("input") if a.get("name") == "city")
    assert "data-cities" in city


def test_a_case_study_s_id_compares_with_its_city(client: TestClient) -> None:
    page = client.get("/transplant", params={"practice": BOGOTA, "city": "Accra"}).text
    assert "from Bogotá, Colombia" in page
    assert "Bogotá and Accra side by side" in page


def test_a_practice_that_no_city_has_done_is_checked_against_the_asking_city_alone(
    client: TestClient,
) -> None:
    names = re.findall(r'<option value="([^"]+)">', client.get("/transplant").text)
    pages = (
        client.get("/transplant", params={"practice": name, "city": "Accra"}) for name in names
    )
    alone = next(page.text for page in pages if "no origin to compare with" in page.text)
    assert 'id="places"' not in alone
    assert re.findall(r'<th scope="col">([^<]+)', alone) == [
        "Dimension", "Accra", "Flag", "Why, and what others did",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "status", "shown"),
    [
        ({"practice": "teleporters", "city": "Beira"}, 404, "The nearest are"),
        ({"practice": "BRT", "city": "Cordoba"}, 422, "Córdoba, Spain"),
        ({"practice": "BRT", "city": "Atlantisville"}, 422, "No city called"),
        ({"practice": "BRT", "city": "Beira", "says": "140 % have a sewer"}, 422, "0 to 100"),
        ({"practice": "\0\x1b\u202e", "city": "Beira"}, 200, "Name a practice"),
        ({"practice": "tele\0porters", "city": "Beira"}, 404, "No practice"),
        ({"practice": "BRT", "city": "\ufffe\u202e"}, 200, "Name a practice"),
        ({"practice": "x" * 201, "city": "Beira"}, 422, "200 characters"),
        ({"practice": "BRT", "city": "x" * 201}, 422, "200 characters"),
        ({"practice": "BRT", "city": "Beira", "says": "x" * 60_000}, 422, "2000 characters"),
    ],
)
def test_the_sheet_says_what_to_change(
    client: TestClient, asked: dict[str, str], status: int, shown: str
) -> None:
    response = client.get("/transplant", params=asked)
    assert response.status_code == status
    assert shown in response.text


@pytest.mark.parametrize("odd", ["%00", "%1b%5b31m", "%ed%a0%80", "%ff", "%e2%80%ae", "%ef%bf%be"])
def test_what_cannot_be_seen_is_neither_read_nor_shown(client: TestClient, odd: str) -> None:
    response = client.get(f"/transplant?practice=BRT{odd}x&city=Accra{odd}&says={odd}")
    assert response.status_code in {200, 404, 422}
    assert not set(response.text) & set("\0\x1b\ud800\u202e\ufffe")


def test_the_nearest_names_keep_what_else_was_asked(client: TestClient) -> None:
    asked = {
        "practice": "bus rapid transits of buses",
        "city": "Accra",
        "says": "we have no sewers",
    }
    page = client.get("/transplant", params=asked).text
    nearest = [a["href"] for a in Seen(page).all("a") if a.get("class") == "chip"]
    assert nearest
    assert all("city=Accra&says=we+have+no+sewers" in link for link in nearest)


@pytest.mark.parametrize("path", ["/transplant", "/transplant/export", "/api/v1/transplant/export"])
def test_a_private_case_is_found_by_nobody_else(app: FastAPI, path: str) -> None:
    asked = {"practice": SECRET, "city": "Accra"}
    assert signed_in(app, "Ana").get(path, params=asked).status_code == 200
    gone = {"practice": "never-was", "city": "Accra"}
    for client in (visitor(app), signed_in(app, "Ben")):
        answer = client.get(path, params=asked)
        assert answer.status_code == 404
        said = re.sub("browser=.*|csrf.*", "", answer.text.replace(SECRET, "never-was"))
        assert "Quorndyke" not in said
        assert answer.status_code == client.get(path, params=gone).status_code


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/transplant", ""), ("/transplant/export", "md"), ("/transplant/export", "json")],
)
def test_a_private_case_speaks_only_to_its_team(app: FastAPI, path: str, kind: str) -> None:
    asked = {**BRT, **({"format": kind} if kind else {})}
    assert "Quorndyke" in signed_in(app, "Ana").get(path, params=asked).text
    assert "Quorndyke" not in signed_in(app, "Ben").get(path, params=asked).text
    assert "Quorndyke" not in visitor(app).get(path, params=asked).text


def test_a_nasty_case_is_inert_on_the_sheet(client: TestClient) -> None:
    page = client.get("/transplant", params={"practice": SECRET, "city": "Accra"}).text
    seen = Seen(page)
    assert not seen.all("img")
    assert all(a.get("src", "").startswith("/static/") for a in seen.all("script"))
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on")]
    assert "&lt;img src=x" in page


def test_a_case_can_be_read_and_kept_from_its_sheet(client: TestClient) -> None:
    asked = {"practice": BOGOTA, "city": "Accra, Ghana"}
    page = client.get("/transplant", params=asked).text
    assert f'href="/cases/{BOGOTA}"' in page
    fields = {a["name"]: a["value"] for a in Seen(page).all("input") if a.get("type") == "hidden"}
    after = client.post("/shortlist", data=fields)
    assert after.url.path == "/transplant"
    assert "On your shortlist" in after.text
    assert "On your shortlist" not in client.get("/transplant", params=BRT).text


def test_a_practice_leads_to_its_page(client: TestClient, assistant: Assistant) -> None:
    report = assistant.transplant(BRT["practice"], BRT["city"])
    links = [a["href"] for a in Seen(client.get("/transplant", params=BRT).text).all("a")]
    assert f"/practices/{report.practice_id}" in links


def test_a_document_s_sheet_names_the_page_and_that_nobody_reviewed_it(
    library: Library, client: TestClient, make_pdf: MakePdf
) -> None:
    told = "The floating gardens failed because the council lacked funds for maintenance staff."
    content = make_pdf(["Floating gardens of a harbour town", told])
    with library.writing():
        (row,) = take_in(library, [Incoming("gardens.pdf", "upload:gardens.pdf", lambda: content)])
        library.publish()
    page = client.get("/transplant", params={"practice": row.doc_id or "", "city": "Accra"}).text
    assert told in plain(page)
    (link,) = {
        a["href"]
        for a in Seen(page).all("a")
        if row.doc_id and row.doc_id in a["href"] and "/documents/" in a["href"]
    }
    assert client.get(link.partition("#")[0]).status_code == 200
    assert "page 2 (found by rules, reviewed by no one)" in plain(page)
    assert "reviewed by no one: it weighs less" in page
