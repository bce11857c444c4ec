import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.calls.v1 import EXAMPLE
from api.pages.telling import balanced, chance, mended
from assistant.answer import Answer, Mended, Reading
from assistant.assistant import Assistant
from assistant.translate import STEPS, can_translate
from index.library import Library
from ingest.pipeline import ingest
from tests.browser import browser

Run = Callable[..., subprocess.CompletedProcess[str]]

ASK = "/api/v1/ask"
LOCAL = "http://127.0.0.1"
HEAT = "What can we do against heat with little money?"
MISSPELT = "How do peopel keep houshold waste separated?"
TOLD = "Searched for 'people' instead of 'peopel' and 'household' instead of 'houshold'."
SPANISH = "¿Cómo reducir las inundaciones en los barrios populares?"
GERMAN = "Wie reduzieren wir Überschwemmungen in informellen Siedlungen?"
NOTICE = (
    "This model reads English, and German cannot be translated here. Ask in English. Das Modell"
)
NDOLA = "Here in Ndola, Zambia, most people have no sewers. What can we do?"


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return browser(create_app(assistant))


@pytest.fixture(scope="module")
def run(bundled_home: Path, models: Path) -> Run:
    places = {"CITYGRAFT_HOME": str(bundled_home), "CITYGRAFT_MODELS": str(models)}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        program = str(Path(sys.executable).parent / "citygraft")
        environment = {**os.environ, **places}
        return subprocess.run(
            [program, *words], env=environment, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture
def apertium() -> None:
    if not all(map(can_translate, STEPS)):
        if os.environ.get("CI"):
            pytest.fail("Apertium is not installed; see .ci/run")
        pytest.skip("Apertium is not installed; see docs/languages.md")


REEF = (
    "Our plan.\n\nMangroves, wide ones, keep the muddy\ncoast from flooding <b>&{{7*7}}</b>, "
    "as the fishers say. After it.\n- One.\n"
)
FISHERS = "Mangroves, wide ones, keep the muddy coast from flooding, as the fishers say"


@pytest.fixture
def own(library: Library, tmp_path: Path) -> TestClient:
    """Two documents that say the same, with markup in them, and others of a single sentence."""
    for name, after in (("reef", ""), ("reef-again", "\n\n")):
        (tmp_path / f"{name}.txt").write_text(REEF + after)
    for year, name in enumerate(("zebra", "heron", "otter", "lynx", "ibex", "crane"), 1900):
        sentence = f"The {name} house of the park was repaired by {name} keepers in {year}."
        (tmp_path / f"{name}.txt").write_text(sentence)
    ingest(library, sorted(tmp_path.glob("*.txt")))
    return browser(create_app(Assistant(library)))


class Page(HTMLParser):
    """A page's text, its links as `(text, address)`, and its forms' fields, by the form's class."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.fields: dict[str, list[tuple[str, str]]] = {}
        self.boxes: dict[str, bool] = {}
        self.words: list[str] = []
        self._form = self._href = ""
        self._from = 0
        self.feed(page)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = has["class"]
        if tag == "input" and has.get("type") == "checkbox":
            self.boxes[has["name"]] = "checked" in has
        elif tag == "input":
            self.fields.setdefault(self._form, []).append((has["name"], has["value"]))
        if tag == "a":
            self._href, self._from = has["href"], len(self.words)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            text = "".join(self.words[self._from :])
            self.links.append((" ".join(text.split()), self._href))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def link(self, text: str) -> str:
        (found,) = {href for said, href in self.links if said == text}
        return found


def page(client: TestClient, **asked: object) -> Page:
    response = client.get("/", params=asked)  # type: ignore[arg-type]
    assert response.status_code == 200
    return Page(response.text)


def followed(client: TestClient, href: str) -> Page:
    return Page(client.get(href).text)


def asked(href: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(href).query)


def cases(shown: Page) -> list[str]:
    """Case studies of the answer, in order."""
    return [href.removeprefix("/cases/") for text, href in shown.links if text == "Read the case"]


def over_http(client: TestClient, question: str, **more: object) -> Answer:
    return Answer.model_validate(client.post(ASK, json={"question": question, **more}).json())


@pytest.mark.usefixtures("apertium")
def test_a_translation_can_be_corrected_and_asked_with_the_same_city_and_filters(
    client: TestClient,
) -> None:
    more = {"city": "Beira", "f": ["region:Asia", "outcome:partial"], "balance": "0.1"}
    shown = page(client, q=SPANISH, **more)
    fields = shown.fields["read"]
    assert "Asked in Spanish, searched as:" in shown.text
    assert fields[0] == ("q", "How to reduce flooding in informal settlements?")
    again = [("q", "How to drain a market?"), *fields[1:]]
    assert fields[1:] == [
        ("city", "Beira"), ("balance", "0.1"), ("f", "region:Asia"), ("f", "outcome:partial"),
    ]  # fmt: skip
    corrected = Page(client.get(f"/?{urlencode(again)}").text)
    assert corrected.fields["ask"][0] == ("q", "How to drain a market?")
    assert "Asked for Beira, Mozambique" in corrected.text
    assert "read" not in corrected.fields


@pytest.mark.usefixtures("apertium")
def test_a_corrected_translation_keeps_the_city_that_the_question_named(client: TestClient) -> None:
    question = "Estamos en Ndola, Zambia: ¿cómo reducir las inundaciones en los barrios populares?"
    fields = page(client, q=question).fields["read"]
    assert ("city", "Ndola, Zambia") in fields
    corrected = Page(client.get(f"/?{urlencode(fields)}").text)
    assert "Asked for Ndola, Zambia" in corrected.text


@pytest.mark.usefixtures("apertium")
def test_a_translation_stands_in_the_terminal_and_in_json(client: TestClient, run: Run) -> None:
    reading = over_http(client, SPANISH).reading
    assert reading.language == "es"
    assert f"Asked in Spanish, searched as: {reading.english}\n" in run("ask", SPANISH).stdout


@pytest.mark.usefixtures("apertium")
def test_what_a_city_states_in_another_language_is_understood(assistant: Assistant) -> None:
    answer = assistant.ask("no tenemos alcantarillado. ¿Qué podemos hacer?", "Ndola")
    assert answer.city
    assert answer.city.understood


def test_a_question_that_cannot_be_translated_says_so_once_everywhere(
    client: TestClient, run: Run
) -> None:
    assert page(client, q=GERMAN).text.count(NOTICE) == 1
    assert str(over_http(client, GERMAN).reading.notice).startswith(NOTICE)
    assert run("ask", GERMAN).stdout.count(NOTICE) == 1


def test_mended_words_are_told_with_a_way_to_search_as_written(
    client: TestClient, run: Run
) -> None:
    shown = page(client, q=MISSPELT, city="Beira", f="region:Asia", balance="0.1")
    assert TOLD in shown.text
    assert f"{TOLD} --as-written searches your words" in run("ask", MISSPELT).stdout
    literal = shown.link("Search as written")
    assert asked(literal) == {
        "q": [MISSPELT], "city": ["Beira"], "f": ["region:Asia"],
        "balance": ["0.1"], "literally": ["1"],
    }  # fmt: skip
    there = followed(client, literal)
    assert "Searched word for word, as written." in there.text
    assert TOLD not in there.text
    back = followed(client, re.sub(r"&literally=1", "", literal))
    assert TOLD in back.text
    assert "literally" not in asked(next(h for t, h in there.links if t == "Undo"))


def test_words_as_written_are_searched_alike_on_every_surface(
    client: TestClient, run: Run, assistant: Assistant
) -> None:
    meant = assistant.ask(MISSPELT, literally=True)
    assert meant != assistant.ask(MISSPELT)
    assert meant.reading.mended == ()
    assert over_http(client, MISSPELT, literally=True) == meant
    done = run("ask", MISSPELT, "--as-written", "--json")
    assert Answer.model_validate_json(done.stdout) == meant
    assert cases(page(client, q=MISSPELT, literally="1")) == [p.case_id for p in meant.practices]


def test_a_city_in_the_question_is_shown_as_read_and_can_be_taken_out(
    client: TestClient, run: Run
) -> None:
    shown = page(client, q=NDOLA, f="region:Africa")
    assert "Asked for Ndola, Zambia ×Take the city out named in your question" in shown.text
    changes = [asked(href) for text, href in shown.links if text == "What must change in Ndola"]
    assert changes
    assert all(change["city"] == ["Ndola, Zambia"] for change in changes)
    out = asked(shown.link("×Take the city out"))
    assert out == {"q": ["most people have no sewers. What can we do?"], "f": ["region:Africa"]}
    assert "Asked for" not in followed(client, shown.link("×Take the city out")).text
    told = run("ask", NDOLA, "-k", "1").stdout
    assert "Asked for Ndola, Zambia (named in the question; --city gives another)" in told
    city = over_http(client, NDOLA).city
    assert city
    assert city.from_question


def test_a_city_that_is_given_goes_before_one_in_the_question(client: TestClient) -> None:
    shown = page(client, q=NDOLA, city="Beira")
    assert "Asked for Beira, Mozambique" in shown.text
    assert "named in your question" not in shown.text
    assert asked(shown.link("×Take the city out")) == {"q": [NDOLA]}
    city = over_http(client, NDOLA, city="Beira").city
    assert city
    assert not city.from_question


def test_the_topics_nearest_to_a_question_without_an_answer_lead_to_their_cases(
    client: TestClient, run: Run
) -> None:
    question = "best recipe for apple pie"
    nearest = over_http(client, question).nearest
    assert nearest
    shown = page(client, q=question)
    for topic in nearest:
        listed = followed(client, shown.link(topic))
        assert f"Narrowed to topic {topic}" in listed.text
        assert re.search(r"\b[1-9]\d* case stud", listed.text)
    assert f"Topics nearest to it: {', '.join(nearest)}." in run("ask", question).stdout


def test_what_says_the_same_is_named_under_the_one_that_is_shown(own: TestClient) -> None:
    (document,) = over_http(own, FISHERS).documents
    assert len(document.alike) == 1
    shown = page(own, q=FISHERS)
    assert f"Says the same: {document.alike[0]}" in shown.text
    assert shown.boxes == {}


@pytest.mark.parametrize(
    ("relevance", "words"),
    [
        (1.0, "likely helps"),
        (0.6, "likely helps"),
        (0.5951, "likely helps"),
        (0.59, "may help"),
        (0.3, "may help"),
        (0.29, "slight chance"),
        (0.1, "slight chance"),
    ],
)
def test_a_chance_is_told_in_words_that_suit_the_figure_shown(relevance: float, words: str) -> None:
    assert chance(relevance) == words


def test_every_practice_has_its_chance_in_words_and_as_a_number(client: TestClient) -> None:
    for practice in over_http(client, HEAT).practices:
        figure = f"{practice.relevance:.2f}"
        assert f"{chance(practice.relevance)} ({figure})" in page(client, q=HEAT).text


def test_mended_words_are_listed_as_a_sentence() -> None:
    words = [Mended(written=w, meant=m) for w, m in (("a1", "a"), ("b1", "b"), ("c1", "c"))]
    assert mended(Reading()) == ""
    assert mended(Reading(mended=tuple(words[:1]))) == "Searched for 'a' instead of 'a1'."
    assert mended(Reading(mended=tuple(words))) == (
        "Searched for 'a' instead of 'a1', 'b' instead of 'b1' and 'c' instead of 'c1'."
    )


def test_balance_is_off_and_says_nothing_unless_asked_for(client: TestClient, run: Run) -> None:
    shown = page(client, q=HEAT)
    assert shown.boxes == {"balance": False}
    assert "Balanced" not in shown.text
    assert "Balanced" not in run("ask", HEAT).stdout
    assert over_http(client, HEAT).balance is None


def test_a_balanced_order_is_the_same_on_every_surface_and_says_so(
    client: TestClient, run: Run, assistant: Assistant
) -> None:
    told = "Balanced between South and North: no practice stands lower than its relevance less 0.3."
    meant = assistant.ask(HEAT, balance=0.3)
    assert balanced(meant) == told
    assert meant.practices != assistant.ask(HEAT).practices
    moved = [p.moved for p in meant.practices if p.moved]
    assert moved
    assert over_http(client, HEAT, balance=0.3) == meant
    done = run("ask", HEAT, "--balance", "0.3", "--json")
    assert Answer.model_validate_json(done.stdout) == meant
    shown = page(client, q=HEAT, balance="0.3")
    assert cases(shown) == [p.case_id for p in meant.practices]
    terminal = " ".join(run("ask", HEAT, "--balance", "0.3").stdout.split())
    assert all(sentence in shown.text and sentence in terminal for sentence in [told, *moved])


def test_balance_stays_with_every_way_on_until_it_is_taken_out(client: TestClient) -> None:
    shown = page(client, q=HEAT, balance="0.3", literally="1")
    assert shown.boxes == {"balance": True}
    narrower = [asked(href) for _, href in shown.links if "f=topic" in href]
    assert narrower
    assert all((a["balance"], a["literally"]) == (["0.3"], ["1"]) for a in narrower)
    undone = [asked(href) for text, href in shown.links if text == "Undo"]
    assert undone == [{"q": [HEAT], "balance": ["0.3"]}, {"q": [HEAT], "literally": ["1"]}]
    response = client.get("/", params={"q": HEAT, "balance": "0.3", "literally": "1"})
    assert "balance=0.3" in re.findall(r'action="(/feedback[^"]*)"', response.text)[0]
    # a page without practices has no box, so the next question keeps it unseen
    nothing = page(client, q="best recipe for apple pie", balance="0.3")
    assert ("balance", "0.3") in nothing.fields["ask"]


@pytest.mark.parametrize("number", ["nan", "-1", "2", "inf", "1e999"])
def test_a_number_out_of_range_is_refused_in_plain_english_on_every_surface(
    client: TestClient, run: Run, number: str
) -> None:
    words = "give a number from 0 to 1, such as 0.05."
    shown = client.get("/", params={"q": HEAT, "balance": number, "f": "region:Asia"})
    assert shown.status_code == 422
    assert words in shown.text
    assert asked(Page(shown.text).link("Ask without balance")) == {
        "q": [HEAT],
        "f": ["region:Asia"],
    }
    body = f'{{"question": "heat", "balance": {_json(number)}}}'
    sent = client.post(ASK, content=body, headers={"content-type": "application/json"})
    assert sent.status_code == 422
    assert words in sent.json()["detail"]
    done = run("ask", HEAT, "--balance", number)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr


def _json(number: str) -> str:
    return {"nan": "NaN", "inf": "Infinity"}.get(number, number)


@pytest.mark.parametrize("text", ["much", "0,05", "<img src=x>", "0.05.1"])
def test_what_is_no_number_is_refused_too(client: TestClient, text: str) -> None:
    for q in (HEAT, ""):
        response = client.get("/", params={"q": q, "balance": text})
        assert response.status_code == 422
        assert "give a number from 0 to 1" in response.text
        assert "<img" not in response.text
    sent = client.post(ASK, json={"question": HEAT, "balance": text})
    assert sent.status_code == 422
    assert sent.json()["detail"].startswith("balance: Input should be a valid number")


@pytest.mark.parametrize(("name", "value"), [("literally", "perhaps"), ("balance", True)])
def test_a_value_of_another_kind_is_a_problem(client: TestClient, name: str, value: object) -> None:
    sent = client.post(ASK, json={"question": HEAT, name: value})
    assert sent.status_code == 422
    assert sent.json()["detail"].startswith(f"{name}: ")


def test_every_quote_stands_in_its_passage_and_the_passage_in_its_page(
    client: TestClient, assistant: Assistant
) -> None:
    answer = over_http(client, "flooding of informal settlements")
    citations = [c for practice in answer.practices for c in practice.citations]
    assert citations
    for citation in citations:
        assert citation.quote in citation.passage
        held = assistant.library.store.get(citation.doc_id).pages
        assert any(citation.passage in page.text for page in held)


def test_a_page_shows_each_passage_with_its_quote_marked(client: TestClient) -> None:
    question = "flooding of informal settlements"
    marked = re.findall(
        r"<mark>(.+?)</mark>", client.get("/", params={"q": question}).text, re.DOTALL
    )
    quotes = [
        " ".join(citation.quote.split())
        for practice in over_http(client, question).practices
        for citation in practice.citations
    ]
    assert [Page(" ".join(text.split())).text for text in marked] == quotes


def test_a_passage_is_shown_without_its_line_breaks_but_with_its_lists_and_runs_nothing(
    own: TestClient,
) -> None:
    response = own.get("/", params={"q": FISHERS}).text
    around = re.search(r'<details class="around">.*?<p>(.*?)</p>', response, re.DOTALL)
    assert around
    assert around[1].startswith("Our plan.\n\n<mark>Mangroves")
    assert "the muddy coast from flooding &lt;b&gt;&amp;{{7*7}}&lt;/b&gt;, as" in around[1]
    assert "After it.\n- One." in around[1].replace("</mark>", "")


def test_a_quote_that_is_all_of_its_passage_has_nothing_around_it(own: TestClient) -> None:
    shown = page(own, q="zebra house of the park")
    assert "The zebra house of the park was repaired" in shown.text
    assert "Around it" not in shown.text


def test_the_example_of_the_description_has_the_form_of_an_answer(client: TestClient) -> None:
    example = Answer.model_validate(EXAMPLE)
    assert json.loads(example.model_dump_json()) == EXAMPLE
    sent = client.post(ASK, json={"question": example.question, "city": "Beira"}).json()
    assert set(sent) == set(EXAMPLE)
    assert sent["reading"] == EXAMPLE["reading"]
    described = client.get("/api/v1/openapi.json").json()
    shown = described["paths"][ASK]["post"]["responses"]["200"]["content"]["application/json"]
    passage = shown["example"]["practices"][0]["citations"][0]["passage"]
    assert passage == example.practices[0].citations[0].passage
