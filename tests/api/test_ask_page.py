import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.access.roles import Role
from api.access.viewer import VISITOR, Viewer
from api.app import create_app
from api.pages.asked import FIRST, MORE
from api.templates import render
from assistant.assistant import Assistant
from corpus.collection import EVERYTHING
from corpus.vocabulary import Dimension, label
from index.library import Library
from ingest.pipeline import ingest
from tests.browser import LOCAL, browser

FLOODING = "How do we keep informal settlements from flooding?"
STATIC = Path(__file__).parents[2] / "api" / "static"
HERE = {"referer": f"{LOCAL}/"}
"""What a browser sends that was led here by one of our own pages."""


@pytest.fixture
def client(assistant: Assistant) -> TestClient:
    return browser(create_app(assistant))


@pytest.fixture
def own(library: Library, tmp_path: Path) -> TestClient:
    (tmp_path / "trees.txt").write_text("Trees cool a schoolyard and its street.")
    ingest(library, [tmp_path / "trees.txt"])
    return browser(create_app(Assistant(library)))


class Shown(HTMLParser):
    """A page's text, its links as `(text, address)`, its fields by name, its headings as `(level, text)`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.fields: dict[str, str] = {}
        self.heads: list[tuple[int, str]] = []
        self.words: list[str] = []
        self._open: list[tuple[str, str, int]] = []
        self.feed(page)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "input" and "name" in has:
            self.fields.setdefault(has["name"], has.get("value", ""))
        if tag == "a" or re.fullmatch("h[1-6]", tag):
            self._open.append((tag, has.get("href", ""), len(self.words)))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            _, href, since = self._open.pop()
            text = " ".join("".join(self.words[since:]).split())
            if tag == "a":
                self.links.append((text, href))
            else:
                self.heads.append((int(tag[1]), text))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def link(self, start: str) -> str:
        return next(href for text, href in self.links if text.startswith(start))


def asked(client: TestClient, status: int = 200, **params: str | list[str]) -> Shown:
    response = client.get("/", params=params)
    assert response.status_code == status
    return Shown(response.text)


def test_the_card_says_why_it_suits_the_city_and_carries_the_city_along(client: TestClient) -> None:
    shown = asked(client, q=FLOODING, city="Beira")
    assert "Like Beira, Jakarta is by the sea and in a tropical climate" in shown.text
    ways = [href for text, href in shown.links if text == "Read the case"]
    assert len(ways) == FIRST
    assert all(parse_qs(urlsplit(way).query) == {"city": ["Beira"]} for way in ways)
    assert all(client.get(way).status_code == 200 for way in ways)
    without = asked(client, q=FLOODING, city="")
    assert "Like Beira" not in without.text
    assert "speaks of informal" in without.text


def test_lessons_are_quoted_word_for_word_with_the_source_that_they_are_from(
    client: TestClient, assistant: Assistant
) -> None:
    page = client.get("/", params={"q": FLOODING}).text
    cards = page.split("<article>")[1:]
    for practice, card in zip(assistant.ask(FLOODING).practices, cards, strict=True):
        told = re.findall(
            r'tag (\w+)">\1</span> <q>(.+?)</q> <cite><a href="/cases/([\w-]+)#source-(\d+)"', card
        )
        assert told
        lessons = assistant.case(practice.case_id).lessons
        for kind, text, case_id, source in told:
            assert case_id == practice.case_id
            assert (kind, unescape(text), int(source)) in [
                (lesson.kind, lesson.text, lesson.source) for lesson in lessons
            ]


def test_the_marks_stand_in_the_same_order_on_every_card_and_are_summed_up(
    client: TestClient, assistant: Assistant
) -> None:
    page = client.get("/", params={"q": FLOODING, "city": "Beira"}).text
    strips = re.findall(r'<ul class="strip".*?</ul>\s*<p class="sum">.*?</p>', page, re.DOTALL)
    practices = assistant.ask(FLOODING, "Beira").practices
    for practice, strip in zip(practices, strips, strict=True):
        assert practice.transplant
        verdicts = {flag.dimension: flag.verdict for flag in practice.transplant.flags}
        marks = re.findall(r'<li class="(\w+)" title="[^"]+"><span aria-hidden="true">(.)', strip)
        assert [verdict for verdict, _ in marks] == [verdicts[d] for d in Dimension]
        assert all(
            {"fits": "✓", "adapt": "~", "blocks": "✕", "unknown": "?"}[v] == s for v, s in marks
        )
        for verdict, words in (("fits", "fits?"), ("unknown", "unknown")):
            number = sum(held == verdict for held in verdicts.values())
            assert not number or re.search(rf"\b{number} {words}\b", strip)
    assert "From left to right: governance, law and rules" in page


def test_what_blocks_is_named(client: TestClient, assistant: Assistant) -> None:
    said = "land titles are unclear, we have no clear land titles. " + FLOODING
    page = Shown(client.get("/", params={"q": said, "city": "Beira"}).text).text
    reports = [p.transplant for p in assistant.ask(said, "Beira").practices]
    blocked = {f.dimension for r in reports if r for f in r.flags if f.verdict == "blocks"}
    assert bool(blocked) == ("block" in page.partition("What the fifteen")[2])
    assert all(label(dimension) in page for dimension in blocked)


def test_the_city_is_described_and_those_like_it_are_named(
    client: TestClient, assistant: Assistant
) -> None:
    shown = asked(client, q=FLOODING, city="Beira")
    assert "coastal, about 690,000 people, tropical savanna edit" in shown.text
    for peer in assistant.peers("Beira", "", 5):
        name = peer.city.rpartition(", ")[0]
        assert parse_qs(urlsplit(shown.link(name)).query) == {"name": [peer.city]}
    assert "Cities like yours" not in asked(client, q=FLOODING, city="").text


def test_a_subject_that_was_understood_can_be_taken_out(client: TestClient) -> None:
    out = asked(client, q=FLOODING, city="Beira", f="region:Asia").link("×Ask without informal")
    assert parse_qs(urlsplit(out).query) == {
        "q": ["How do we keep from flooding?"], "city": ["Beira"], "f": ["region:Asia"],
    }  # fmt: skip


def test_more_answers_are_a_link_away_up_to_all(client: TestClient) -> None:
    shown = asked(client, q=FLOODING, city="")
    assert sum(text == "Read the case" for text, _ in shown.links) == FIRST
    way = shown.link("Show more")
    assert f"k={FIRST + MORE}" in way
    path, _, fragment = way.partition("#")
    more = client.get(path).text
    assert f'id="{fragment}"' in more
    assert more.count("<article>") > FIRST
    assert "Show more" not in client.get("/", params={"q": FLOODING, "k": 50}).text


@pytest.mark.parametrize("k", ["0", "-1", "51", "1000000000", "many", "²"])
def test_a_number_of_answers_out_of_bounds_is_told_and_the_question_kept(
    client: TestClient, k: str
) -> None:
    shown = asked(client, 422, q=FLOODING, city="Beira", k=k)
    assert "give a number from 1 to 50" in shown.text
    assert (shown.fields["q"], shown.fields["city"]) == (FLOODING, "Beira")


@pytest.mark.parametrize(
    "params",
    [{"city": "Quelimani"}, {"f": "mood:good"}, {"balance": "much"}, {"q": "flood " * 400}],
)
def test_whatever_is_wrong_the_question_stays(client: TestClient, params: dict[str, str]) -> None:
    shown = asked(client, 422, **{"q": FLOODING, "city": "Beira", **params})
    assert shown.fields["q"] in (FLOODING, ("flood " * 400)[:2000])
    assert shown.fields["city"] == params.get("city", "Beira")


def test_filters_that_leave_nothing_say_what_taking_each_out_gives(
    client: TestClient, assistant: Assistant
) -> None:
    shown = asked(client, q="flood", city="", f=["country:Chad", "outcome:partial"])
    number = assistant.ask("flood", filters={"outcome": ["partial"]}).found
    way = shown.link(f"Without country Chad: {number} answers")
    assert f"{number} answers" in Shown(client.get(way).text).text
    assert not any(text.startswith("Without outcome") for text, _ in shown.links)
    assert shown.link("Ask without filters")
    assert client.get(shown.link("Browse all case studies")).status_code == 200


def test_the_city_is_remembered_and_can_be_forgotten(client: TestClient) -> None:
    client.get("/", params={"q": FLOODING, "city": "São Paulo, Brazil"}, headers=HERE)
    home = asked(client)
    assert home.fields["city"] == "São Paulo, Brazil"
    assert "Asked for São Paulo, Brazil" in asked(client, q=FLOODING).text
    client.get(home.link("×Forget this city"), headers=HERE)
    assert asked(client).fields["city"] == ""


def test_a_link_keeps_its_own_city_and_leaves_the_remembered_one(client: TestClient) -> None:
    client.get("/", params={"q": FLOODING, "city": "Beira"}, headers=HERE)
    for city, shown in (("Accra", "Asked for Accra"), ("", "13 answers")):
        page = client.get("/", params={"q": FLOODING, "city": city}).text
        assert shown in Shown(page).text
        assert "Asked for Beira" not in Shown(page).text
        client.get("/", params={"city": city}, headers={"referer": "https://elsewhere.example/"})
    assert asked(client).fields["city"] == "Beira"


def test_a_city_that_the_question_names_goes_before_the_remembered_one(client: TestClient) -> None:
    client.get("/", params={"q": FLOODING, "city": "Beira"}, headers=HERE)
    shown = asked(client, q="Here in Ndola, Zambia, most people have no sewers. What can we do?")
    assert "Asked for Ndola, Zambia" in shown.text


@pytest.mark.parametrize(
    "held", ["Atlantisville", "<img src=x>", "%FF%FE", "x" * 900, "Cordoba", ""]
)
def test_a_cookie_that_is_no_city_counts_for_nothing(client: TestClient, held: str) -> None:
    client.cookies.set("city", quote(held))
    shown = asked(client, q=FLOODING)
    assert shown.fields["city"] == ""
    assert "Asked for" not in shown.text


def test_a_city_that_cannot_be_asked_for_is_not_remembered(client: TestClient) -> None:
    client.get("/", params={"q": FLOODING, "city": "Quelimani"}, headers=HERE)
    assert "city" not in client.cookies


def test_what_was_kept_is_a_form_that_leads_back_to_the_answer(client: TestClient) -> None:
    page = client.get("/", params={"q": FLOODING, "city": "Beira", "f": "region:Asia"}).text
    forms = re.findall(r'<form class="keep" action="/shortlist" method="post">(.*?)</form>', page)
    assert len(forms) == page.count("Read the case")
    fields = {k: unescape(v) for k, v in re.findall(r'name="(\w+)" value="([^"]*)"', forms[0])}
    assert set(fields) == {"csrf", "case_id", "city", "back"}
    assert parse_qs(urlsplit(fields["back"]).query) == {
        "q": [FLOODING], "city": ["Beira"], "f": ["region:Asia"],
    }  # fmt: skip


def test_every_page_has_one_main_heading_and_none_is_left_out(client: TestClient) -> None:
    for url in ("/", f"/?q={quote(FLOODING)}&city=Beira", "/?q=apple+pie+recipe", "/?q=flood&city=zz",
                "/cases", "/about", "/nothing"):  # fmt: skip
        levels = [level for level, _ in Shown(client.get(url).text).heads]
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def test_the_list_of_case_studies_goes_on_from_page_to_page(client: TestClient) -> None:
    url, seen = "/cases?f=region:Asia", list[str]()
    while url:
        page = Shown(client.get(url).text)
        here = [href for _, href in page.links if re.fullmatch(r"/cases/[\w-]+", href)]
        assert 0 < len(here) <= 25
        seen += here
        url = next((href for text, href in page.links if text == "Next"), "")
    assert page.heads[0][1] == f"{len(seen)} case studies"
    assert len(set(seen)) == len(seen) > 25
    assert client.get("/cases?page=99").status_code == 200
    assert client.get("/cases?page=0").status_code == 422


def test_the_header_marks_the_page_that_one_is_on(client: TestClient) -> None:
    for url, name in (("/", "Ask"), ("/cases", "Case studies"), ("/about", "About")):
        (marked,) = re.findall(r'aria-current="page">([^<]+)<', client.get(url).text)
        assert marked == name
    case = client.get("/cases/dakar-municipal-bond").text
    assert re.findall(r'aria-current="true">([^<]+)<', case) == ["Case studies"]


@pytest.mark.parametrize(
    ("viewer", "there", "missing"),
    [
        (VISITOR, ["Sign in"], ["Sign out", "Prepare a case", "Administration"]),
        (
            Viewer("ana", Role.READER, EVERYTHING),
            ["ana", "Sign out"],
            ["Sign in", "Prepare a case"],
        ),
        (
            Viewer("ben", Role.FACILITATOR, EVERYTHING),
            ["Prepare a case", "Review"],
            ["Administration"],
        ),
        (Viewer("eva", Role.ADMIN, EVERYTHING), ["Prepare a case", "Administration", "Log"], []),
        (
            Viewer("me", Role.ADMIN, EVERYTHING, single=True),
            ["Review"],
            ["Accounts", "Sign out", "me"],
        ),
    ],
)
def test_the_header_offers_what_the_viewer_may_do(
    viewer: Viewer, there: list[str], missing: list[str]
) -> None:
    page = render(
        "problem.html", viewer=viewer, csrf="0", path="/", title="T", detail="D", code=404
    )
    header = Shown(page.partition("<header")[2].partition("</header>")[0]).words
    assert {"Ask", "Cities", "Shortlist", "Case studies", "Networks", *there} <= set(header)
    assert not set(missing) & set(header)


def test_a_collection_without_case_studies_is_asked_all_the_same(own: TestClient) -> None:
    assert "0 case studies" in asked(own).text
    assert "<script>" not in own.get("/", params={"q": "trees <script>", "city": "Beira"}).text


def test_styles_and_scripts_stay_small() -> None:
    assert len((STATIC / "citygraft.css").read_bytes()) < 20_000
    assert all(len(script.read_bytes()) < 4096 for script in STATIC.glob("*.js"))
