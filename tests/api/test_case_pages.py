import io
import itertools
import json
import re
from html.parser import HTMLParser

import docx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from markdown_it import MarkdownIt

from api.access.account import Account
from api.app import create_app
from assistant.assistant import Assistant
from corpus.case import CaseStudy, load_cases
from index.library import Library
from tests.api.access.people import person, private, served, signed_in, visitor
from tests.api.own_cases import BOGOTA, DAKAR, DELHI, SECRET, SURAT, TEAM, case, held
from tests.browser import browser


@pytest.fixture(scope="module", name="library")
def _library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return held(tmp_path_factory.mktemp("cases") / "home")


@pytest.fixture(scope="module", name="client")
def _client(library: Library) -> TestClient:
    """The one person at this machine, who sees everything."""
    return browser(create_app(Assistant(library)))


@pytest.fixture(scope="module", name="app")
def _app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """A server on which one person is in the team."""
    app = served(held(tmp_path_factory.mktemp("served") / "home"))
    private(app, TEAM, _person(app, "Ana"))
    _person(app, "Ben")
    return app


def _person(app: FastAPI, name: str) -> Account:
    return person(app, name)


class Seen(HTMLParser):
    """A page's links, ids, tags and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.levels: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "action", "src") and value:
                self.links.append(value)
            if name == "id" and value:
                self.ids.append(value)


def test_a_case_page_leads_to_its_city_topics_practice_and_files(client: TestClient) -> None:
    links = Seen(client.get(f"/cases/{BOGOTA}").text).links
    assert {
        "/city?name=Bogot%C3%A1%2C%20Colombia",
        "/cases?f=topic:mobility",
        "/cases?f=hazard:air_pollution",
        "/cases?f=sdg:11",
        "/practices/bus-rapid-transit",
        f"/cases/{BOGOTA}/export?format=docx",
    } <= {link.replace("%2C+", "%2C%20") for link in links}


def test_every_link_within_a_case_page_has_its_place(client: TestClient) -> None:
    for case_id in (BOGOTA, DELHI, DAKAR, SURAT, SECRET):
        page = Seen(client.get(f"/cases/{case_id}").text)
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
        assert len(page.ids) == len(set(page.ids))
        assert {"lessons", "lesson-1", "condition-1", "sources", "source-1"} <= set(page.ids)


def test_headings_are_in_order_under_one_title(client: TestClient) -> None:
    for url in (f"/cases/{BOGOTA}", "/practices/bus-rapid-transit", "/practices", "/networks",
                "/networks/acccrn"):  # fmt: skip
        levels = Seen(client.get(url).text).levels
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_lineage_is_drawn_and_told_in_words(client: TestClient) -> None:
    page = client.get(f"/cases/{BOGOTA}").text
    assert page.count('<svg class="lineage wide"') == 1
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Jakarta, Indonesia (2004) took it from Bogotá, Colombia, changed to fit" in words
    assert "Told by" in words
    assert f'<a class="city" href="/cases/{DELHI}">' in page


def test_what_is_unsure_of_the_lineage_is_said(client: TestClient) -> None:
    assert "No source tells from where" not in client.get(f"/cases/{BOGOTA}").text
    assert "/practices/bus-rapid-transit#transfers" in client.get(f"/cases/{BOGOTA}").text


def test_the_city_that_asks_is_carried_on(client: TestClient) -> None:
    page = client.get(f"/cases/{DAKAR}", params={"city": "Beira"}).text
    assert '<input id="city" name="city" value="Beira"' in page
    assert '<input type="hidden" name="city" value="Beira">' in page
    assert "for Beira" in page


def test_the_city_that_was_asked_for_last_is_remembered(library: Library) -> None:
    client = browser(create_app(Assistant(library)))
    client.cookies.set("city", "Beira")
    for url in (f"/cases/{DAKAR}", "/practices/bus-rapid-transit"):
        assert 'name="city" value="Beira"' in client.get(url).text
        assert 'name="city" value="Quito"' in client.get(url, params={"city": "Quito"}).text
        assert 'name="city" value=""' in client.get(url, params={"city": ""}).text


def test_what_was_kept_is_told_and_only_of_this_case(client: TestClient) -> None:
    kept = client.get(f"/cases/{DAKAR}", params={"kept": DAKAR}).text
    assert "On your shortlist" in kept
    assert "Keep on the shortlist" not in kept
    assert "Keep on the shortlist" in client.get(f"/cases/{DAKAR}", params={"kept": BOGOTA}).text


def test_similar_cases_are_others(client: TestClient) -> None:
    page = client.get(f"/cases/{BOGOTA}").text
    similar = page.partition('id="similar"')[2].partition("</section>")[0]
    assert f"/cases/{DELHI}" in similar
    assert f"/cases/{BOGOTA}" not in similar


def test_facts_at_a_glance_are_in_plain_words(client: TestClient) -> None:
    page = client.get(f"/cases/{BOGOTA}").text
    facts = page.partition('<dl class="facts">')[2].partition("</dl>")[0]
    assert "the city and the state" in facts
    assert "Investment in the first stage was about 320 million US dollars." in facts
    assert "million (GeoNames, today)" in facts


def test_what_would_harm_is_inert_everywhere(client: TestClient) -> None:
    for url in (f"/cases/{SECRET}", f"/cases/{BOGOTA}", "/practices/bus-rapid-transit"):
        page = client.get(url)
        seen = Seen(page.text)
        assert "Quorndyke" in page.text
        assert "img" not in seen.tags
        assert seen.tags.count("script") == client.get("/about").text.count("<script")
        assert not {name for name in seen.attributes if name.startswith("on") or name == "style"}
        assert not [link for link in seen.links if link.startswith("javascript")]
        assert "5929" not in page.text


def test_an_unseen_case_shows_nowhere(app: FastAPI) -> None:
    urls = (f"/cases/{BOGOTA}", f"/cases/{DELHI}", "/practices", "/practices/bus-rapid-transit",
            "/practices?topic=mobility", "/networks", "/networks/acccrn")  # fmt: skip
    ana, strangers = signed_in(app, "Ana"), (signed_in(app, "Ben"), visitor(app))
    for url in urls:
        assert all("uorndyke" not in client.get(url).text for client in strangers)
    assert "Quorndyke" in ana.get(f"/cases/{BOGOTA}").text
    assert "Quorndyke" in ana.get("/practices/bus-rapid-transit").text
    assert "3 case studies" in ana.get("/practices?topic=mobility").text
    assert all("2 case studies" in c.get("/practices?topic=mobility").text for c in strangers)


def test_an_unseen_case_is_told_of_in_the_words_of_one_that_is_not_there(app: FastAPI) -> None:
    ben = signed_in(app, "Ben")
    for path in (f"/cases/{SECRET}", f"/cases/{SECRET}/export", f"/api/v1/cases/{SECRET}"):
        hidden, missing = ben.get(path), ben.get(path.replace(SECRET, "atlantis"))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace(SECRET, "atlantis") == missing.text
    assert signed_in(app, "Ana").get(f"/cases/{SECRET}").status_code == 200


def test_a_case_is_saved_as_word_markdown_and_json(client: TestClient) -> None:
    url = f"/cases/{BOGOTA}/export"
    word, plain, data = (client.get(url, params={"format": f}) for f in ("docx", "md", "json"))
    for saved in (word, plain, data):
        assert saved.headers["content-disposition"].startswith("attachment;")
        assert saved.headers["x-content-type-options"] == "nosniff"
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(word.content)).paragraphs)
    assert "TransMilenio: fast buses" in text
    assert "What went wrong" in text
    assert "**" not in text
    assert "## Lessons" in plain.text
    assert CaseStudy.model_validate(json.loads(data.content)) == case(BOGOTA)
    assert client.get(url, params={"format": "exe"}).status_code == 422


def test_exports_hold_no_markup_of_others(client: TestClient) -> None:
    plain = client.get(f"/cases/{SECRET}/export", params={"format": "md"}).text
    shown = MarkdownIt("commonmark").render(plain)
    assert "Quorndyke &lt;img" in shown
    assert not {"img", "script", "a"} & set(Seen(shown).tags)


def test_every_bundled_case_can_be_written_as_a_file(client: TestClient) -> None:
    from api.exports.case import written
    from api.exports.markdown import Markdown

    assert client
    for one in load_cases():
        paper = Markdown(one.title, "en")
        written(one, None, paper)
        text = paper.bytes().decode()
        assert text.count("\n## ") == len(one.sections) + 3


def test_a_practice_page_tells_what_to_keep_and_where_it_was_taken(client: TestClient) -> None:
    page = client.get("/practices/bus-rapid-transit").text
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Lanes that other traffic cannot enter" in words
    assert "changed in 8, broke in 1" in words
    assert "Kunming, China (1999) took it from Zürich, Switzerland" in words
    assert f"/cases/{BOGOTA}" in page
    assert client.get("/practices/atlantis").status_code == 404


def test_a_practice_that_no_city_tells_of_says_so(client: TestClient) -> None:
    page = client.get("/practices/adopt-a-park").text
    assert "No case study and no documented move of it is held" in page
    assert "Where it was taken" not in page


def test_practices_are_listed_by_topic(client: TestClient) -> None:
    told = client.get("/practices").text
    assert 'href="/practices/bus-rapid-transit"' in told
    assert 'href="/practices/adopt-a-park"' not in told
    nature = client.get("/practices", params={"topic": "nature_public_space"}).text
    assert "Not told by a city yet" in nature
    assert 'href="/practices/adopt-a-park"' in nature
    assert client.get("/practices", params={"topic": "<b>"}).status_code == 200


def test_networks_are_narrowed_by_links(client: TestClient) -> None:
    both = client.get("/networks", params={"topic": "mobility", "region": "world"}).text
    assert 'id="cities-regions-for-cyclists"' in both
    assert 'id="uclg-africa"' not in both
    assert "/networks?topic=mobility" in both
    nothing = client.get("/networks", params={"topic": "<b>", "region": "Atlantis"}).text
    assert "No network that is known here fits both" in nothing


def test_a_network_page_quotes_the_cases_that_name_it(client: TestClient) -> None:
    page = client.get("/networks/acccrn").text
    assert "In 2008 Surat joined the Asian Cities Climate Change Resilience Network" in page
    assert f'href="/cases/{SURAT}#what-was-done"' in page
    assert client.get("/networks/atlantis").status_code == 404


def test_pages_are_light(client: TestClient) -> None:
    style = sum(
        len(client.get(f"/static/{name}").content) for name in ("citygraft.css", "case.css")
    )
    script = sum(len(client.get(f"/static/{n}").content) for n in ("citytype.js", "menu.js"))
    for url in (f"/cases/{BOGOTA}", "/practices/bus-rapid-transit", "/practices", "/networks"):
        assert len(client.get(url).content) + style + script < 150_000
