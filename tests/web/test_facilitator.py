"""The way of a facilitator: a report becomes a draft, a published case study, an answer, and is taken back."""

import re
from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import Page, expect

from bench.stand import OWN, Stand, answered, report_pages
from tests.web.conftest import NewPage

MakePdf = Callable[..., bytes]


@pytest.mark.parametrize(
    ("things", "javascript"),
    [("parasols", True), ("sun hats", False)],
    ids=["with scripts", "without scripts"],
)
def test_a_facilitator_takes_in_a_report_and_publishes_what_it_teaches_until_it_is_withdrawn(
    new_page: NewPage, stand: Stand, make_pdf: MakePdf, things: str, *, javascript: bool
) -> None:
    page = new_page(stand.address, java_script_enabled=javascript)
    name = f"{things.replace(' ', '-')}.pdf"
    content = make_pdf(
        [re.sub("umbrellas?", things, text, flags=re.IGNORECASE) for text in report_pages()]
    )
    take_in(page, name, content, javascript=javascript)
    draft = made_a_draft(page)
    title = f"Lending {things} at tram stops"
    decided_on_fields(page, title)
    # the other thirty fields as a program of the facilitator fills them
    with httpx2.Client(base_url=f"{stand.address}/api/v1", timeout=60) as client:
        answered(client, draft.rpartition("/")[2])
    given_to_review_and_published(page, draft, title)
    found_by_a_question(page, things, title)
    withdrawn(page, title)
    asked(page, things)
    expect(page.get_by_role("link", name=title)).to_have_count(0)


def take_in(page: Page, name: str, content: bytes, *, javascript: bool) -> None:
    """Drop a file where scripts run, choose it where they do not; the job says when it is done."""
    page.goto("/documents")
    if javascript:
        page.locator("#upload").dispatch_event(
            "drop", {"dataTransfer": carried(page, name, content)}
        )
        expect(page.get_by_role("list", name="Chosen files")).to_contain_text(name)
    else:
        file = {"name": name, "mimeType": "application/pdf", "buffer": content}
        page.get_by_label("Choose one or more").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Take in", exact=True).click()
    page.wait_for_url("**/jobs/*")
    expect(page.get_by_text("1 of 1 done")).to_be_visible()
    row = page.get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text("added")
    expect(row).to_contain_text("2 of 2")


def carried(page: Page, name: str, content: bytes) -> object:
    """What a dragged file carries."""
    return page.evaluate_handle(
        """([name, bytes]) => {
          const carried = new DataTransfer();
          carried.items.add(new File([new Uint8Array(bytes)], name, {type: "application/pdf"}));
          return carried;
        }""",
        [name, list(content)],
    )


def made_a_draft(page: Page) -> str:
    """From the job to a draft; its path."""
    page.get_by_role("link", name="Make a draft").click()
    page.get_by_role("button", name="Make a draft").click()
    page.wait_for_url(re.compile(r"/drafts/[a-z]"), timeout=60_000)
    expect(page.get_by_role("region", name="The page that it comes from")).to_be_visible()
    return re.sub(r"[?#].*", "", page.url)


def decided_on_fields(page: Page, title: str) -> None:
    """Fields are accepted, written anew, answered and left open with a question; each says so at once."""
    city = page.locator("#city")
    city.get_by_role("button", name="Accept").click()
    expect(city.get_by_role("heading")).to_contain_text("accepted")
    named = page.locator("#title")
    named.get_by_role("link", name="Edit").click()
    named.get_by_label("In your words").fill(title)
    named.get_by_role("button", name="Save").click()
    expect(named.get_by_role("heading")).to_contain_text("edited")
    expect(named).to_contain_text(title)
    before = page.locator("#situation-before")
    before.get_by_role("link", name="Answer it").click()
    before.get_by_label("In your words").fill("People waited for trams in the midday sun.")
    before.get_by_role("button", name="Save").click()
    expect(before.get_by_role("heading")).to_contain_text("edited")
    years = page.locator("#years")
    years.get_by_role("link", name="Answer it").click()
    years.get_by_label("Or the question to ask the city").fill("Since when are they lent?")
    years.get_by_role("button", name="Leave it open").click()
    expect(years).to_contain_text("Since when are they lent?")
    expect(years.get_by_role("heading")).to_contain_text("open")
    expect(page.locator("#todo")).to_contain_text("before it can be published")


def given_to_review_and_published(page: Page, draft: str, title: str) -> None:
    page.goto(draft)
    expect(page.locator("#todo")).to_contain_text("Nothing keeps it from being published")
    page.get_by_role("button", name="Give to review").click()
    expect(page.locator("#state")).to_contain_text("in review")
    page.get_by_role("link", name="Review", exact=True).last.click()
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status").first).to_contain_text("is published")


def asked(page: Page, things: str) -> None:
    page.goto("/?city=")
    page.get_by_label("What does your city want to solve?").fill(OWN.replace("umbrellas", things))
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("#narrow, .notice").first).to_be_visible()


def found_by_a_question(page: Page, things: str, title: str) -> None:
    """The answer quotes the case study, and the quote leads to its place."""
    asked(page, things)
    card = page.locator("main article").filter(has=page.get_by_role("heading", name=title))
    quote = card.locator("blockquote").first
    words = quote.inner_text().strip().removeprefix("“").partition("”")[0]
    quote.locator("cite a").click()
    expect(page.locator("main")).to_contain_text(words[:40])
    expect(page.locator(":target").first).to_be_in_viewport()


def withdrawn(page: Page, title: str) -> None:
    page.goto("/review")
    page.get_by_role("link", name=f"Review or withdraw {title}").click()
    page.get_by_label("Comment").fill("The figures were wrong.")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("status").first).to_contain_text("was withdrawn")
