"""All by keyboard: nothing traps, what has the focus shows it, and what opens opens by a key."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.stand import Stand, pages
from tests.web.conftest import NewPage

FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    what: (one.getAttribute("aria-label") || one.innerText || one.name || one.tagName).trim().slice(0, 80),
    shown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    footer: Boolean(one.closest("footer")),
  };
}"""

MOST = 900
"""Steps after which a walk counts as trapped."""


def walk(page: Page, key: str = "Tab") -> Iterator[dict[str, Any]]:
    """What has the focus after each press of a key, until it leaves the page."""
    for _ in range(MOST):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if focused is None:
            return
        yield focused
    pytest.fail(f"after {MOST} steps the focus is still on the page")


@pytest.mark.parametrize(
    "name", ["ask, answered", "ask, no answer", "sheet", "shortlist", "compare", "draft, a field"]
)
def test_a_page_can_be_walked_by_tab_alone_and_shows_where_one_is(
    new_page: NewPage, stand: Stand, name: str
) -> None:
    page = new_page(stand.address)
    page.goto(pages(stand)[name].partition("#")[0])  # from its top
    steps = list(walk(page))
    assert [step["what"] for step in steps if not step["shown"]] == []
    assert [step["what"] for step in steps if not step["inside"]] == []
    assert steps[0]["what"] == "Skip to content"
    assert steps[-1]["footer"]


def test_the_link_at_the_top_skips_to_the_content(new_page: NewPage, stand: Stand) -> None:
    page = new_page(stand.address)
    page.goto("/cases")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(
    ("path", "label"),
    [("/", "Your city (optional)"), ("/city", "Your city"), ("/transplant", "Your city")],
)
def test_a_city_is_chosen_by_keys(new_page: NewPage, stand: Stand, path: str, label: str) -> None:
    page = new_page(stand.address)
    page.goto(path)
    city = page.get_by_role("combobox", name=label, exact=True)
    city.focus()
    page.keyboard.type("medel")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(city).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(city).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    page.keyboard.press("Escape")
    expect(city).to_have_attribute("aria-expanded", "false")
    expect(city).to_have_value("medel")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(city).to_have_value("Medellín, Colombia")
    expect(city).to_be_focused()
    expect(page.get_by_role("listbox")).to_have_count(0)


@pytest.mark.parametrize("name", ["ask, answered", "sheet", "case studies"])
def test_what_is_folded_opens_and_closes_by_keys(
    new_page: NewPage, stand: Stand, name: str
) -> None:
    page = new_page(stand.address)
    page.goto(pages(stand)[name])
    folded = page.locator("main details:not([open])").first.element_handle()
    folded.query_selector("summary").focus()  # type: ignore[union-attr]
    for key, is_open in (("Enter", True), ("Space", False), ("Space", True)):
        page.keyboard.press(key)
        assert folded.evaluate("one => one.open") is is_open


def test_a_menu_of_the_header_closes_by_escape_and_gives_the_focus_back(
    new_page: NewPage, stand: Stand
) -> None:
    page = new_page(stand.address)
    page.goto("/about")
    menu = page.locator("details.group").first
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Drafts")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Drafts")).not_to_be_visible()
    expect(menu.locator("summary")).to_be_focused()
