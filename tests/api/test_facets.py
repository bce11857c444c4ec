import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.assistant import Assistant
from assistant.facets import Facet
from assistant.filter_words import given
from tests.browser import browser

Run = Callable[..., subprocess.CompletedProcess[str]]

ASK = "/api/v1/ask"
QUESTION = "How do we keep informal settlements from flooding?"
NASTY = "<img src=x onerror=alert(1)>\"'&{{77*77}}"


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return browser(create_app(assistant))


@pytest.fixture(scope="module")
def run(bundled_home: Path, models: Path) -> Run:
    environment = {"CITYGRAFT_HOME": str(bundled_home), "CITYGRAFT_MODELS": str(models), "PATH": ""}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        program = str(Path(sys.executable).parent / "citygraft")
        return subprocess.run(
            [program, *words], env=environment, capture_output=True, text=True, check=False
        )

    return run


class Listed(HTMLParser):
    """Rows of the list beside the answers as `(filters of the link, label, count)`, chips, hidden fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[tuple[list[str], str, int]] = []
        self.chips: list[str] = []
        self.hidden: list[str] = []
        for href, label, count in re.findall(
            r'<li><a(?: class="on")? href="([^"]+)">(.+?)</a> <span>(\d+)</span></li>', page
        ):
            tokens = parse_qs(urlsplit(unescape(href)).query).get("f", [])
            self.rows.append((tokens, re.sub(r"✓ |<span.*", "", unescape(label)), int(count)))
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "a" and has.get("class") == "chip":
            self.chips.append(str(has["href"]))
        if tag == "input" and has.get("name") == "f":
            self.hidden.append(str(has["value"]))


def page_of(client: TestClient, filters: Sequence[str], path: str = "/") -> str:
    params: dict[str, str | list[str]] = {"f": list(filters)}
    if path == "/":
        params["q"] = QUESTION
    return client.get(path, params=params).text


@pytest.mark.parametrize("filters", [[], ["income_group:low", "year:2010..2020"]])
def test_the_command_line_the_api_and_the_page_give_the_same_counts(
    client: TestClient, run: Run, filters: list[str]
) -> None:
    words = [word for text in filters for word in ("--filter", text)]
    told = json.loads(run("ask", QUESTION, "--json", *words).stdout)
    sent = client.post(ASK, json={"question": QUESTION, "filters": given(filters)}).json()
    assert told == sent
    assert {row["facet"] for row in sent["facets"]} == set(Facet)
    listed = Listed(page_of(client, filters))
    assert sorted((row["label"], row["count"]) for row in sent["facets"]) == sorted(
        (label, count) for _, label, count in listed.rows
    )


def test_a_link_of_the_page_gives_as_many_answers_as_it_says(client: TestClient) -> None:
    page = page_of(client, ["region:Africa"])
    fresh = [row for row in Listed(page).rows if len(row[0]) == 2 and "region:" not in row[0][1]]
    assert len(fresh) > 30
    for tokens, _, count in fresh[::6]:
        assert tokens[0] == "region:Africa"
        assert f"<span>{count} answer" in page_of(client, tokens)


def test_a_filter_is_a_chip_that_takes_it_out_and_stays_with_the_next_question(
    client: TestClient,
) -> None:
    listed = Listed(page_of(client, ["region:africa", "outcome:worked"]))
    assert listed.hidden == ["region:Africa", "outcome:success"]
    left = [parse_qs(urlsplit(chip).query) for chip in listed.chips]
    assert [chip["f"] for chip in left] == [["outcome:success"], ["region:Africa"]]
    assert all(chip["q"] == [QUESTION] for chip in left)


def test_filters_stay_with_every_way_on_from_the_page(client: TestClient) -> None:
    first = client.get("/", params={"f": "region:Africa"}).text
    examples = re.findall(r'href="(/\?q=[^"&][^"]*)"', first)
    assert len(examples) >= 3
    assert all("f=region%3AAfrica" in example for example in examples)
    unknown = client.get("/", params={"q": "flood", "city": "Quelimani", "f": "region:Africa"}).text
    assert re.search(r'href="/\?q=flood&amp;city=Quelimane[^"]+f=region%3AAfrica"', unknown)
    answered = client.get("/", params={"q": "flood", "f": "region:Africa"}).text
    assert all("f=region%3AAfrica" in a for a in re.findall(r'action="(/feedback[^"]*)"', answered))


def test_a_filter_that_leaves_nothing_says_so_everywhere_and_shows_nothing_else(
    client: TestClient, run: Run
) -> None:
    reason = "No case study or document in the collection has country 'Chad'."
    page = unescape(page_of(client, ["country:Chad"]))
    assert reason in page
    assert "<article>" not in page
    sent = client.post(ASK, json={"question": QUESTION, "filters": {"country": ["TD"]}})
    assert sent.status_code == 200
    assert sent.json()["reason"].startswith(reason)
    assert (sent.json()["practices"], sent.json()["documents"]) == ([], [])
    done = run("ask", QUESTION, "--filter", "country=Chad")
    assert done.returncode == 0
    assert reason in " ".join(done.stdout.split())
    assert "1. " not in done.stdout


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"mood": ["good"]}, "Facets are: topic, hazard, SDG"),
        ({"topic": ["purple"]}, "water and flooding"),
        ({"topic": []}, "names no value"),
        ({"topic": "waste"}, "filters.topic:"),
        ("topic", "filters:"),
    ],
)
def test_a_bad_filter_is_a_problem_that_names_what_there_is(
    client: TestClient, filters: object, words: str
) -> None:
    response = client.post(ASK, json={"question": "flood", "filters": filters})
    assert response.status_code == 422
    assert words in response.json()["detail"]


@pytest.mark.parametrize("text", ["mood=good", "topic=purple", "waste", ""])
def test_a_bad_filter_is_told_on_the_page_and_in_the_terminal(
    client: TestClient, run: Run, text: str
) -> None:
    page = client.get("/", params={"q": "flood", "f": text})
    assert page.status_code == 422
    assert "Ask without filters" in page.text
    assert "<article>" not in page.text
    assert client.get("/cases", params={"f": text}).status_code == 422
    done = run("ask", "flood", "--filter", text)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Citygraft: '" in done.stderr


def test_text_in_a_filter_is_inert(client: TestClient) -> None:
    for params in ({"q": "flood", "f": f"topic:{NASTY}"}, {"f": f"{NASTY}:x"}, {"f": NASTY}):
        for path in ("/", "/cases"):
            page = client.get(path, params=params).text
            assert "<img" not in page
            assert "5929" not in page


def test_the_terminal_shows_facets_where_asked_for_and_else_how_many_answers_there_are(
    run: Run, assistant: Assistant
) -> None:
    plain = run("ask", QUESTION, "-k", "1", "--filter", "income=low")
    found = assistant.ask(QUESTION, filters={"income": ["low"]}).found
    assert "Narrowed to income group low income" in plain.stdout
    assert f"{found} answers, 1 shown" in plain.stdout
    assert "source collection" not in plain.stdout
    shown = run("ask", QUESTION, "-k", "1", "--filter", "income=low", "--facets").stdout
    assert re.search(rf"^income group +✓ low income {found} · ", shown, re.MULTILINE)
    assert re.search(r"^SDG .*11 sustainable cities and communities \d+", shown, re.MULTILINE)


def test_the_list_of_case_studies_is_narrowed_in_the_same_way(
    client: TestClient, assistant: Assistant
) -> None:
    filters = ["outcome:failed"]
    failed = assistant.catalogue.matching(assistant.chosen(given(filters)))
    page = page_of(client, filters, "/cases")
    assert set(re.findall(r'<li><a href="/cases/([a-z0-9-]+)"', page)) == failed
    assert f"<h1>{len(failed)} case studies</h1>" in page
    for tokens, _, count in [row for row in Listed(page).rows if len(row[0]) == 2][::9]:
        assert f"<h1>{count} case stud" in page_of(client, tokens, "/cases")
    none = unescape(page_of(client, ["country:Chad"], "/cases"))
    assert "No case study in the collection has country 'Chad'" in none
