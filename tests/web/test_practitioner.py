"""The way of somebody in a city: ask, compare, look at what must change, take it along."""

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from corpus.vocabulary import Dimension, label
from tests.web.conftest import NewPage

CITY = "Beira, Mozambique"
QUESTION = "How do we keep informal settlements from flooding?"
FIFTEEN = [label(dimension) for dimension in Dimension]


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_practitioner_asks_compares_sees_what_must_change_and_takes_it_along(
    new_page: NewPage, guarded: str, tmp_path: Path, *, javascript: bool
) -> None:
    page = new_page(guarded, java_script_enabled=javascript)
    asked(page, javascript=javascript)
    titles = [link.inner_text() for link in page.locator("article h2 a").all()]
    another_question_by_a_chip(page)
    narrowed_and_widened(page)
    kept = [kept_from_answers(page, number) for number in (0, 1)]
    assert set(kept) < set(titles)
    compared(page, kept)
    sheet_of(page, kept[0])
    evidence_is_a_click_away(page)
    sheet_taken_along(page, kept[0], tmp_path)
    briefing_taken_along(page, kept, tmp_path)


def asked(page: Page, *, javascript: bool) -> None:
    """Question and city by keyboard alone; the answer has quotes and marks."""
    page.goto("/")
    expect(page.get_by_label("What does your city want to solve?")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Tab")
    if javascript:
        page.keyboard.type("bei")
        page.get_by_role("option", name="Beira").wait_for()
        for _ in range(page.get_by_role("option").count()):
            page.keyboard.press("ArrowDown")
            if "Beira" in page.locator("[role=option][aria-selected=true]").inner_text():
                break
        page.keyboard.press("Enter")
    else:
        page.keyboard.type(CITY)
    expect(page.get_by_label("Your city (optional)")).to_have_value(CITY)
    page.keyboard.press("Enter")
    cards = page.locator("main article")
    expect(cards.first).to_be_visible()
    for card in cards.all():
        expect(card.locator("blockquote").first).to_contain_text("“")
        expect(card.get_by_role("list", name="Fifteen dimensions").locator("li")).to_have_count(15)


def another_question_by_a_chip(page: Page) -> None:
    """What was understood can be taken out, and put in again by going back."""
    chip = page.get_by_role("link", name="Ask without").first
    words = chip.inner_text().removeprefix("×").removeprefix("Ask without ").strip()
    chip.click()
    question = page.get_by_label("What does your city want to solve?")
    expect(question).not_to_have_value(QUESTION)
    assert words.split()[-1].lower() not in question.input_value().lower()
    page.go_back()
    expect(question).to_have_value(QUESTION)


def narrowed_and_widened(page: Page) -> None:
    """A value has as many answers as stand beside it; taken out, all are there again."""
    found = page.locator(".found .meta span").first
    before = found.inner_text()
    row = page.locator("#narrow details[open] > ul > li").first
    count = row.locator("span").last.inner_text()
    row.get_by_role("link").click()
    expect(page.get_by_text("Narrowed to")).to_be_visible()
    expect(found).to_contain_text(f"{count} answer")
    page.locator(".chips").get_by_role("link", name="take this filter out").click()
    expect(found).to_have_text(before)


def kept_from_answers(page: Page, number: int) -> str:
    """The title of the practice that was kept."""
    card = page.locator("main article").nth(number)
    title = card.locator("h2 a").inner_text()
    card.get_by_role("button", name="Shortlist").click()
    expect(card.get_by_role("link", name="On your shortlist")).to_be_visible()
    return title


def compared(page: Page, titles: list[str]) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Shortlist").click()
    expect(page.get_by_role("heading", level=3)).to_have_text(titles)
    for title in titles:
        page.get_by_role("article").filter(has_text=title).get_by_role("checkbox").check()
    page.get_by_role("button", name="Compare side by side").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Side by side for {CITY}")
    heads = page.get_by_role("columnheader")
    expect(heads).to_have_count(2)
    for head, title in zip(heads.all(), titles, strict=True):
        expect(head).to_contain_text(title)


def sheet_of(page: Page, title: str) -> None:
    """From the column of a practice to its sheet, which has every dimension once."""
    head = page.get_by_role("columnheader").filter(has_text=title)
    head.get_by_role("link", name="what must change").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What must change in Beira")
    names = page.locator("table.dimensions th[scope=row] .dimension").all_inner_texts()
    assert sorted(name.lower() for name in names) == sorted(FIFTEEN)


def evidence_is_a_click_away(page: Page) -> None:
    """A quote of the sheet leads to the place where the case study says it."""
    quote = page.locator("table.dimensions blockquote:has(a[href^='/cases/']):visible").first
    words = quote.inner_text().strip().removeprefix("“").partition("”")[0]
    quote.get_by_role("link").first.click()
    assert "/cases/" in page.url
    place = page.locator(":target")
    expect(place).to_be_in_viewport()
    expect(page.locator("main")).to_contain_text(words[:40])
    page.go_back()


def sheet_taken_along(page: Page, title: str, folder: Path) -> None:
    written = saved(page, "link", "Word", folder)
    assert written.suffix == ".docx"
    told(words_of(written), title)
    plain = saved(page, "link", "Markdown", folder)
    assert plain.suffix == ".md"
    told(plain.read_text(encoding="utf-8"), title)


def briefing_taken_along(page: Page, titles: list[str], folder: Path) -> None:
    page.goto("/shortlist")
    for text in (
        words_of(saved(page, "button", "Word", folder)),
        saved(page, "button", "Markdown", folder).read_text(encoding="utf-8"),
    ):
        for title in titles:
            told(text, title)


def saved(page: Page, role: str, name: str, folder: Path) -> Path:
    with page.expect_download() as begun:
        page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]
    path = folder / begun.value.suggested_filename
    begun.value.save_as(path)
    return path


def words_of(path: Path) -> str:
    """The text of a Word file, its tables included."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def told(text: str, title: str) -> None:
    """The text is of the city and the practice, and speaks of every dimension."""
    assert "Beira" in text
    assert title in text
    assert [name for name in FIFTEEN if name not in text.lower()] == []
