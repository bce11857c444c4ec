"""Who signs in sees what is theirs, and nobody else sees it, neither before nor after, in a real browser."""

import pytest
from playwright.sync_api import Browser, Page, expect

from api.access.signing_in import WRONG
from bench.chromium import EXECUTABLE, QUIET
from bench.people import GIVEN, PRIVATE, first_sign_in, sign_in
from tests.web.conftest import NewPage

TITLE = "Dredging the ferry basin of Cotonou"
REPORT = f"""# {TITLE}

The port of Cotonou, Benin, dredged the ferry basin in 2016, since silt had stopped the ferries twice a year.
The dredging cost 3 million dollars, and half of the silt was back after one rainy season.
"""
QUESTION = "How often does a ferry basin have to be dredged of silt?"


def test_what_is_private_is_seen_by_its_members_while_they_are_signed_in_and_by_nobody_else(
    new_page: NewPage, guarded: str
) -> None:
    fay, ray, rob = (new_page(guarded) for _ in range(3))
    visitor_is_asked_to_sign_in(fay)
    wrong_password_is_told(fay)
    first_sign_in(fay, "Fay")
    document = taken_into_the_private_collection(fay)
    for page, name, theirs in ((ray, "Ray", True), (rob, "Rob", False)):
        first_sign_in(page, name)
        readers_have_no_desk(page, name)
        sees(page, document, theirs=theirs)
    signed_out_and_gone(fay, document)
    sign_in(fay, "Fay")
    sees(fay, document, theirs=True)


def visitor_is_asked_to_sign_in(page: Page) -> None:
    page.goto("/")
    ways = page.get_by_role("navigation", name="Main")
    expect(ways.get_by_role("link", name="Case studies")).to_be_visible()
    expect(ways).not_to_contain_text("Prepare a case")
    expect(ways).not_to_contain_text("Administration")
    page.goto("/drafts")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def wrong_password_is_told(page: Page) -> None:
    sign_in(page, "Fay", "not the password at all")
    expect(page.get_by_role("alert")).to_have_text(WRONG)
    expect(page.get_by_label("Name")).to_have_value("Fay")
    expect(page.get_by_label("Password")).to_have_value("")


def taken_into_the_private_collection(page: Page) -> str:
    """The path of the document."""
    ways = page.get_by_role("navigation", name="Main")
    expect(ways).to_contain_text("Prepare a case")
    expect(ways).not_to_contain_text("Administration")
    page.goto("/documents")
    file = {"name": "basin.md", "mimeType": "text/markdown", "buffer": REPORT.encode()}
    page.locator("#files").set_input_files(file)  # type: ignore[arg-type]
    page.locator("#into-files").select_option(PRIVATE)
    page.get_by_role("button", name="Take in", exact=True).click()
    expect(page.get_by_text("1 of 1 done")).to_be_visible()
    page.get_by_role("link", name="basin.md", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return page.url


def readers_have_no_desk(page: Page, name: str) -> None:
    page.goto("/")
    expect(page.get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).not_to_contain_text("Prepare a case")


def sees(page: Page, document: str, *, theirs: bool) -> None:
    """The document is there in the list, at its address and in answers, or in none of them."""
    page.goto("/documents")
    expect(page.get_by_role("link", name=TITLE, exact=True)).to_have_count(int(theirs))
    response = page.goto(document)
    assert response
    assert response.status == (200 if theirs else 404)
    page.goto("/")
    page.get_by_label("What does your city want to solve?").fill(QUESTION)
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", level=1)).to_be_attached()
    expect(page.get_by_role("link", name=TITLE, exact=True)).to_have_count(int(theirs))


def signed_out_and_gone(page: Page, document: str) -> None:
    """What was open before is not shown again by going back."""
    page.goto(document)
    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("ferry basin")


def test_going_back_after_signing_out_shows_nothing_of_before(
    browser: Browser, guarded: str
) -> None:
    """In a browser that keeps whole pages to go back to, as those of people do; Playwright switches that off."""
    whole = browser.browser_type.launch(
        executable_path=EXECUTABLE,
        args=list(QUIET),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    with whole, whole.new_context(base_url=guarded) as context:
        page = context.new_page()
        first_sign_in(page, "Bea")
        expect(page.get_by_role("heading", name="Where you are signed in")).to_be_visible()
        page.get_by_role("banner").get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
        page.evaluate("history.back()")
        page.wait_for_url("**/account*", wait_until="commit")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_form_counts_only_with_the_mark_of_its_page(new_page: NewPage, guarded: str) -> None:
    page = new_page(guarded)
    page.goto("/login")
    page.locator("main input[name=csrf]").evaluate("one => { one.value = 'f00'; }")
    page.get_by_label("Name").fill("Root")
    page.get_by_label("Password").fill(GIVEN)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("main")).to_contain_text("This form is out of date, so nothing was saved.")
    page.goto("/accounts")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize("path", ["/logout", "/login", "/shortlist"])
def test_a_form_of_another_site_changes_nothing(browser: Browser, guarded: str, path: str) -> None:
    form = (
        f"<form action='{guarded}{path}' method=post><input name=csrf><button>Win</button></form>"
    )
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(guarded)  # so that there is a cookie
        page.route(
            "http://prizes.example/",
            lambda route: route.fulfill(body=form, content_type="text/html"),
        )
        page.goto("http://prizes.example/")
        with page.expect_navigation() as gone:
            page.get_by_role("button", name="Win").click()
        assert gone.value
        assert gone.value.status == 403
        expect(page.locator("body")).to_contain_text("sent from another site, so nothing was saved")
