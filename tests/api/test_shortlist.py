import getpass
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.access.accounts import Accounts
from api.access.collections import Collections
from api.app import create_app
from api.pages.shortlist import local
from assistant.assistant import Assistant
from assistant.keeping import MAX_KEPT, Owner, OwnerKind
from assistant.shortlists import Shortlists
from index.hashing import HashingEmbedder
from index.library import Library
from tests.api.access.people import ROOT, file_of, person, private, served, signed_in, visitor
from tests.api.shortlisting import BOND, HEAT, MEMBERS, OFFICER, TAXI, TEAM, fill
from tests.browser import browser

BEIRA = "Beira, Mozambique"
BOND_TITLE = "A city bond stopped by the national government just before its launch"
TEAM_WORDS = "TransMilenio"


@pytest.fixture(scope="module", name="library")
def _library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("shortlist")
    return fill(Library(folder / "home", HashingEmbedder()), folder / "cases")


@pytest.fixture(name="alone")
def _alone(library: Library) -> TestClient:
    """The one person at this machine, whose list is empty."""
    (library.home / "shortlists.sqlite").unlink(missing_ok=True)
    for log in library.home.glob("shortlists.sqlite-*"):
        log.unlink()
    return browser(create_app(Assistant(library)), raises=False)


@pytest.fixture(scope="module", name="app")
def _app(library: Library) -> FastAPI:
    app = served(library)
    member = person(app, "ana")
    person(app, "ben")
    private(app, "team", member)
    return app


def keep(client: TestClient, case_id: str, city: str = "Beira", **more: str) -> str:
    """Where keeping it leads."""
    form = {"case_id": case_id, "city": city, **more}
    response = client.post("/shortlist", data=form, follow_redirects=False)
    assert response.status_code == 303, response.text
    return response.headers["location"]


def order(client: TestClient) -> list[str]:
    page = client.get("/shortlist").text
    return re.findall(r'<h3><a href="/cases/([\w-]+)"', page)


def test_an_empty_list_says_what_to_do(alone: TestClient) -> None:
    page = alone.get("/shortlist").text
    assert "Nothing is kept yet" in page
    assert 'href="/cases"' in page


def test_what_is_kept_is_shown_for_its_city_with_its_marks(alone: TestClient) -> None:
    assert keep(alone, BOND) == f"/shortlist?kept={BOND}&city=Beira%2C+Mozambique"
    keep(alone, BOND, "Beira, Mozambique")
    page = alone.get("/shortlist").text
    assert page.count("<article") == 1
    assert BEIRA in page
    assert BOND_TITLE in page
    assert "Dakar, Senegal · 2013–2015" in page
    assert "failed" in page
    assert page.count("<li class=") >= 15
    assert f"/transplant?practice={BOND}&amp;city=Beira%2C+Mozambique" in page


def test_keeping_leads_back_to_where_it_was_found_and_no_further(alone: TestClient) -> None:
    back = "/?q=city+bond&city=Beira&kept=other#on-it"
    assert keep(alone, BOND, back=back) == f"/?q=city+bond&city=Beira&kept={BOND}#on-it"
    for foreign in ("https://evil.example/", "//evil.example", "/\\evil.example", "\n//evil", ""):
        assert keep(alone, BOND, back=foreign).startswith("/shortlist?kept=")


@pytest.mark.parametrize(
    ("back", "where"),
    [
        ("/cases?f=a", "/cases?f=a"),
        ("javascript:alert(1)", "/shortlist"),
        ("/\t/evil.example", "/shortlist"),
        ("\\\\evil.example", "/shortlist"),
        ("cases", "/shortlist"),
    ],
)
def test_only_a_path_of_this_server_is_led_back_to(back: str, where: str) -> None:
    assert local(back) == where


def test_without_a_city_or_with_an_unknown_one_the_page_asks_for_it(alone: TestClient) -> None:
    response = alone.post("/shortlist", data={"case_id": BOND, "back": "/cases"})
    assert response.status_code == 422
    assert "For which city?" in response.text
    assert f'name="case_id" value="{BOND}"' in response.text
    assert 'name="back" value="/cases"' in response.text
    response = alone.post("/shortlist", data={"case_id": BOND, "city": "Quelimani"})
    assert response.status_code == 422
    assert 'value="Quelimane, Mozambique"' in response.text
    assert order(alone) == []


def test_a_city_of_several_names_keeps_its_region(alone: TestClient) -> None:
    keep(alone, BOND, "Springfield, MO, United States")
    page = alone.get("/shortlist").text
    assert "Springfield, MO, United States" in page
    assert "cannot be held against this city" not in page
    assert alone.get(
        "/shortlist/export", params={"city": "Springfield, MO, United States", "format": "md"}
    ).is_success


def test_the_order_is_changed_one_place_at_a_time(alone: TestClient) -> None:
    for case_id in (BOND, TAXI, HEAT):
        keep(alone, case_id)
    form = {"case_id": HEAT, "city": BEIRA, "to": "up"}
    assert alone.post("/shortlist/move", data=form).is_success
    assert order(alone) == [BOND, HEAT, TAXI]
    for _ in range(3):
        alone.post("/shortlist/move", data={"case_id": BOND, "city": BEIRA, "to": "down"})
    assert order(alone) == [HEAT, TAXI, BOND]
    assert alone.post("/shortlist/move", data=form | {"to": "away"}).status_code == 422


def test_a_note_is_saved_and_one_too_long_is_given_back(alone: TestClient) -> None:
    keep(alone, BOND)
    form = {"case_id": BOND, "city": BEIRA}
    assert alone.post("/shortlist/note", data=form | {"note": "Ask <b>Dakar</b>"}).is_success
    assert "Ask &lt;b&gt;Dakar&lt;/b&gt;" in alone.get("/shortlist").text
    response = alone.post("/shortlist/note", data=form | {"note": "y" * 1001})
    assert response.status_code == 422
    assert "the limit is 1000" in response.text
    assert "y" * 1001 in response.text
    assert alone.post("/shortlist/note", data=form | {"case_id": TAXI}).status_code == 404


def test_what_is_removed_can_be_kept_again(alone: TestClient) -> None:
    keep(alone, BOND)
    response = alone.post("/shortlist/remove", data={"case_id": BOND, "city": BEIRA})
    assert "Removed: “A city bond" in response.text
    assert "Keep it again" in response.text
    assert order(alone) == []


def test_an_address_tells_of_nothing_that_did_not_happen(alone: TestClient) -> None:
    keep(alone, BOND)
    page = alone.get(f"/shortlist?city={BEIRA}&kept={TAXI}&removed={BOND}").text
    assert "Kept:" not in page
    assert "Removed:" not in page


def test_a_full_list_says_so_on_the_page(alone: TestClient, library: Library) -> None:
    keep(alone, BOND)
    held, owner = Shortlists(library.home), Owner(OwnerKind.PERSON, getpass.getuser())
    for number in range(MAX_KEPT - 1):
        held.add(owner, BEIRA, f"gone-{number}")
    response = alone.post("/shortlist", data={"case_id": TAXI, "city": "Beira"})
    assert response.status_code == 409
    assert "holds 50 practices" in response.text


def test_two_to_four_are_compared_in_every_dimension(alone: TestClient) -> None:
    cases = {"city": "Beira", "case": [BOND, TAXI, HEAT, OFFICER]}
    page = alone.get("/shortlist/compare", params=cases).text
    rows = re.findall(r'<th scope="row"[^>]*>([^<]+)', page)
    assert len(rows) == len(set(rows))
    assert {"Outcome", "Suggested", "Land", "Keep", "Check first", "Lessons that weigh"} <= set(
        rows
    )
    dimensions = page.partition("The fifteen dimensions")[2].partition("What to do")[0]
    marks = re.findall(r'<a class="tag (\w+)" href="/transplant\?practice=([\w-]+)', dimensions)
    assert [case_id for _, case_id in marks] == [BOND, TAXI, HEAT, OFFICER] * 15
    assert {verdict for verdict, _ in marks} <= {"fits", "adapt", "blocks", "unknown"}


def test_rows_that_differ_say_so_and_can_be_had_alone(alone: TestClient) -> None:
    cases = {"city": "Beira", "case": [HEAT, OFFICER]}
    whole = alone.get("/shortlist/compare", params=cases).text
    only = alone.get("/shortlist/compare", params=cases | {"only": "differ"}).text
    assert "the same" in whole
    assert 0 < whole.count("they differ</span>") == only.count("they differ</span>")
    assert "the same</span>" not in only
    assert "<th scope" in only
    assert "Show all rows" in only


@pytest.mark.parametrize(
    ("cases", "status", "words"),
    [
        ([], 422, "none was chosen"),
        ([BOND], 422, "1 was chosen"),
        ([BOND, BOND], 422, "1 was chosen"),
        ([BOND, TAXI, HEAT, OFFICER, TEAM], 422, "5 were chosen"),
        ([BOND, "no-such-case"], 404, "not here any more"),
    ],
)
def test_another_choice_is_told_what_to_change(
    alone: TestClient, cases: list[str], status: int, words: str
) -> None:
    response = alone.get("/shortlist/compare", params={"city": "Beira", "case": cases})
    assert response.status_code == status
    assert words in response.text
    assert "Back to the shortlist" in response.text


def test_a_form_without_the_mark_changes_nothing(alone: TestClient, library: Library) -> None:
    stranger = TestClient(create_app(Assistant(library)), "http://127.0.0.1")
    for path in ("", "/remove", "/note", "/move", "/tidy"):
        form = {"case_id": BOND, "city": "Beira", "to": "up"}
        assert stranger.post(f"/shortlist{path}", data=form).status_code == 403
    assert order(alone) == []


def test_each_sees_their_own_list_only(app: FastAPI) -> None:
    ana, ben, one, other = signed_in(app, "ana"), signed_in(app, "ben"), visitor(app), visitor(app)
    keep(ana, BOND)
    keep(one, TAXI)
    assert [order(who) for who in (ana, ben, one, other)] == [[BOND], [], [TAXI], []]
    for who in (ben, one, other):
        who.post("/shortlist/remove", data={"case_id": BOND, "city": BEIRA})
        form = {"case_id": BOND, "city": BEIRA, "note": "taken over"}
        assert who.post("/shortlist/note", data=form).status_code == 404
        assert who.get("/shortlist/export", params={"city": "Beira"}).status_code == (
            200 if who is one else 422
        )
    assert order(ana) == [BOND]
    assert "taken over" not in ana.get("/shortlist").text
    ana.post("/shortlist/remove", data={"case_id": BOND, "city": BEIRA})


def test_signing_in_carries_nothing_over(app: FastAPI) -> None:
    client = signed_in(app, "ben")
    client.post("/logout")
    client = visitor(app)
    keep(client, HEAT)
    cookies = dict(client.cookies)
    again = signed_in(app, "ben")
    again.cookies.update({"browser": cookies["browser"]})
    assert order(again) == []


def test_what_is_hidden_cannot_be_kept_and_its_words_show_nowhere(app: FastAPI) -> None:
    for who, hidden in (
        (signed_in(app, "ben"), TEAM),
        (visitor(app), TEAM),
        (visitor(app), MEMBERS),
    ):
        missing = who.post("/shortlist", data={"case_id": "none-such", "city": "Beira"})
        response = who.post("/shortlist", data={"case_id": hidden, "city": "Beira"})
        assert (response.status_code, missing.status_code) == (404, 404)
        assert response.text.replace(hidden, "none-such") == missing.text
        cases = {"city": "Beira", "case": [BOND, hidden]}
        assert who.get("/shortlist/compare", params=cases).status_code == 404
        told = who.get(f"/shortlist?city={BEIRA}&kept={hidden}&removed={hidden}").text
        assert TEAM_WORDS not in told


def test_what_has_become_hidden_is_left_out_and_said_and_can_be_taken_off(app: FastAPI) -> None:
    held, account = Collections(file_of(app)), Accounts(file_of(app)).get("ana")
    ana = signed_in(app, "ana")
    for case_id in (BOND, TEAM, TAXI):
        keep(ana, case_id)
    held.leave(ROOT, "team", account)
    page = ana.get("/shortlist").text
    assert "One practice that you kept is not here any more, or not for you to see" in page
    assert TEAM_WORDS not in page
    assert TEAM not in page
    ana.post("/shortlist/move", data={"case_id": TAXI, "city": BEIRA, "to": "up"})
    assert order(ana) == [TAXI, BOND]
    ana.post("/shortlist/tidy", data={"city": BEIRA})
    assert "not for you to see" not in ana.get("/shortlist").text
    held.join(ROOT, "team", account)
    assert order(ana) == [TAXI, BOND]
    for case_id in (BOND, TAXI):
        ana.post("/shortlist/remove", data={"case_id": case_id, "city": BEIRA})


def test_a_title_of_markup_is_shown_and_not_run(alone: TestClient) -> None:
    for case_id in (MEMBERS, BOND):
        keep(alone, case_id)
    for page in (
        alone.get("/shortlist").text,
        alone.get("/shortlist/compare", params={"city": "Beira", "case": [MEMBERS, BOND]}).text,
    ):
        assert "&lt;img src=x" in page
        assert "<img" not in page
        assert "5929" not in page


def test_many_practices_are_shown_a_city_at_a_time(alone: TestClient) -> None:
    cities = ("Beira", "Accra", "Nairobi", "Lima", "Quito", "Lagos", "Dhaka")
    for city in cities:
        for case_id in (BOND, TAXI, HEAT, OFFICER):
            keep(alone, case_id, city)
    page = alone.get("/shortlist", params={"city": BEIRA}).text
    assert page.count("<article") == 24
    assert page.index("Beira, Mozambique") < page.index("Show them")
    assert page.count("Show them") == 1


def test_the_page_works_without_script(alone: TestClient) -> None:
    keep(alone, BOND)
    for path in ("/shortlist", f"/shortlist/compare?city=Beira&case={BOND}&case={TAXI}"):
        page = alone.get(path).text
        assert not re.search(r"\son\w+=|style=|<script>", page)
    style = Path(__file__).parents[2] / "api" / "static" / "shortlist.css"
    assert len(alone.get("/shortlist").content) + style.stat().st_size < 150_000
