import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.assistant import Assistant
from assistant.calibration import SIGNALS, Calibration
from assistant.finding import Finder
from index.hashing import HashingEmbedder
from index.library import Library
from ingest.pipeline import ingest
from tests.browser import browser

SURE = Calibration(
    {"offset": 9.0, **dict.fromkeys(SIGNALS, 0.0)}, {"offset": 0.0, "score": 9.0}, 0.0
)
"""Shows whatever is found: the shipped weights know nothing of the reference embedder."""

MakePdf = Callable[..., bytes]

LOCAL = "http://127.0.0.1"
NASTY = "<img src=x onerror=alert(1)>\"'&{{77*77}}"


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return browser(create_app(assistant))


@pytest.fixture
def own(tmp_path: Path, make_pdf: MakePdf) -> TestClient:
    library = Library(tmp_path / "home", HashingEmbedder())
    (tmp_path / "Report.pdf").write_bytes(
        make_pdf(["Title page of it.", "Mangroves keep the coast from flooding in the storm."])
    )
    (tmp_path / "nasty.txt").write_text(
        f"Mangroves {NASTY}\n\nMangroves, flooding; flooding, mangroves {NASTY}. Mangroves, flooding!"
    )
    ingest(library, [tmp_path / "Report.pdf", tmp_path / "nasty.txt"])
    helper = Assistant(library)
    helper.finder = Finder(library, SURE)
    return browser(create_app(helper))


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value:
                self.found.append((tag, value))
            if name == "id" and value:
                self.ids.add(value)


def test_the_first_page_explains_itself_and_offers_questions(client: TestClient) -> None:
    page = client.get("/").text
    assert "What does your city want to solve?" in page
    examples = [url for _, url in Links(page).found if url.startswith("/?")]
    assert len(examples) >= 3
    assert all("<article>" in client.get(url).text for url in examples)


def test_every_citation_opens_its_place(client: TestClient) -> None:
    page = client.get("/", params={"q": "flooding of informal settlements", "city": "Beira"}).text
    cited = [url for _, url in Links(page).found if url.startswith("/cases/") and "#" in url]
    assert cited
    for url in cited:
        path, _, fragment = url.partition("#")
        assert fragment in Links(client.get(path).text).ids


def test_a_citation_of_a_pdf_opens_the_page_and_of_a_text_the_paragraph(own: TestClient) -> None:
    links = Links(own.get("/", params={"q": "mangroves flooding"}).text).found
    page = own.get(next(url for _, url in links if url.startswith("/documents/report/pages/2?")))
    assert "<mark" in page.text
    assert "<rect" in page.text
    place = next(url for _, url in links if url.startswith("/documents/nasty?"))
    text = own.get(place).text
    assert "<mark" in text
    assert place.partition("#")[2] in Links(text).ids


def test_text_from_documents_is_inert_on_every_page(own: TestClient) -> None:
    for url in (
        "/?q=mangroves+flooding",
        "/documents/nasty",
        f"/?q={NASTY}",
        f"/?q=a&city={NASTY}",
    ):
        page = own.get(url).text
        assert "<img" not in page
        assert "5929" not in page
    text = own.get("/documents/nasty/file")
    assert text.headers["content-disposition"].startswith("attachment;")
    assert text.headers["x-content-type-options"] == "nosniff"


def test_nothing_is_loaded_from_another_host_and_no_script_stands_in_a_page(
    client: TestClient,
) -> None:
    for url in ("/", "/cases", "/cases/dakar-municipal-bond", "/?q=flood", "/nothing"):
        response = client.get(url)
        scripts = re.findall(r"<script.*?</script>", response.text, re.DOTALL)
        assert response.text.count("<script") == len(scripts)
        own = re.compile(r'<script type="module" src="/static/[\w-]+\.js"></script>')
        assert all(own.fullmatch(script) for script in scripts)
        assert not re.search(r'<[^>]+ (style|on\w+)="', response.text)
        tags = ("link", "img", "form", "script")
        loaded = [u for tag, u in Links(response.text).found if tag in tags]
        assert all(u.startswith("/") for u in loaded)
        assert all(client.get(u).status_code == 200 for u in loaded if u.startswith("/static/"))
        assert "default-src 'none'" in response.headers["content-security-policy"]


def test_an_unknown_city_is_answered_with_the_nearest_to_choose(client: TestClient) -> None:
    response = client.get("/", params={"q": "flood", "city": "Quelimani"})
    assert response.status_code == 422
    assert "Quelimane, Mozambique" in response.text
    assert 'value="Quelimani"' in response.text


def test_an_abstention_says_so_plainly(client: TestClient) -> None:
    page = client.get("/", params={"q": "best recipe for apple pie"}).text
    assert "Nothing in this collection answers this question" in page
    assert "<article>" not in page


def test_a_question_over_the_limit_is_told_and_kept_short(client: TestClient) -> None:
    response = client.get("/", params={"q": "x" * 5000})
    assert response.status_code == 422
    assert "the limit is 2000" in response.text


def test_a_case_page_shows_lessons_conditions_and_sources(client: TestClient) -> None:
    page = Links(client.get("/cases/dakar-municipal-bond").text)
    assert {"lessons", "conditions", "sources", "source-1", "what-went-wrong"} <= page.ids
    refs = {url[1:] for _, url in page.found if url.startswith("#source-")}
    assert refs <= page.ids


def test_every_bundled_case_has_a_page(client: TestClient) -> None:
    pages = [client.get("/cases", params={"page": number}).text for number in range(1, 8)]
    urls = {u for page in pages for _, u in Links(page).found if u.startswith("/cases/")}
    assert len(urls) >= 150
    assert all(client.get(url).status_code == 200 for url in urls)


def test_a_case_page_shows_what_to_keep_and_where_the_practice_went(client: TestClient) -> None:
    page = client.get("/cases/bogota-transmilenio-bus-rapid-transit").text
    assert "Keep</h3>" in page
    assert "May change</h3>" in page
    assert "Jakarta, Indonesia</b> (2004) took it from Bogotá, Colombia" in page


def test_the_page_about_names_sources_and_networks(client: TestClient) -> None:
    page = client.get("/about").text
    assert "GeoNames (CC BY 4.0)" in page
    assert "networks that connect cities" in page


def test_what_is_not_there_gets_a_page_for_people(client: TestClient) -> None:
    response = client.get("/cases/atlantis")
    assert response.status_code == 404
    assert "There is no case study" in response.text
    assert client.get("/documents/atlantis/file").status_code == 404
