"""A page looked at in every way at once: wide and narrow, light and dark, at 200 and 400 %, as it is loaded."""

from typing import Any, NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from bench.chromium import weight
from tests.web.watched import Watched

WIDE: Any = {"width": 1440, "height": 1000}
NARROW: Any = {"width": 390, "height": 844}

ZOOMED = {"width": 720, "height": 500}, {"width": 320, "height": 640}
"""What is left of 1440 at 200 %, and of 1280 at 400 %."""

SERIOUS = ("serious", "critical")

ALL: dict[str, Any] = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"target-size": {"enabled": True}},
}
"""The rules that axe-core has on by itself, and that what is pressed is 24 pixels wide and high or stands apart."""

COLOURS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": ["color-contrast", "link-in-text-block"],
}
"""What can differ where only the colours do."""

_WIDTHS = "() => [document.scrollingElement.scrollWidth, innerWidth]"
_MOVES = """() => [...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  return `${style.transitionDuration},${style.animationDuration}`.split(",").some((time) => parseFloat(time) > 0);
}).length + document.getAnimations().length"""


class Survey(NamedTuple):
    """What was seen of a page.

    Attributes:
        violations: serious and critical ones, by axe-core's rules, with where.
        beside: widths at which the page has to be moved sideways.
        moving: elements that move though less motion is wanted.
        faults: requests to other hosts, errors of scripts, breaches of the policy for content.
        weight: bytes of the page with its styles, scripts and drawings.
    """

    status: int
    violations: list[str]
    beside: list[int]
    moving: int
    faults: list[str]
    weight: int
    lang: str | None


def surveyed(browser: Browser, url: str, cookies: list[Any]) -> Survey:
    """Load a page in a new browser, and look at it."""
    with browser.new_context(viewport=WIDE) as context:
        context.add_cookies(cookies)
        page = context.new_page()
        watched = Watched(page)
        response = page.goto(url, wait_until="load")
        assert response
        loaded = weight(list(watched.responses))
        page.evaluate(AXE_SCRIPT)
        violations = [*_looks(page, WIDE), *_looks(page, NARROW)]
        beside = [size["width"] for size in (NARROW, *ZOOMED) if _is_beside(page, size)]
        page.emulate_media(reduced_motion="reduce")
        moving = page.evaluate(_MOVES)
        lang = page.locator("html").get_attribute("lang")
        return Survey(
            response.status, violations, beside, moving, watched.faults(), loaded, lang
        )  # fmt: skip


def _looks(page: Page, size: Any) -> list[str]:
    """Violations at a width, light and dark."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="light")
    found = violations(page, ALL, f"{size['width']} light")
    page.emulate_media(color_scheme="dark")
    return found + violations(page, COLOURS, f"{size['width']} dark")


def violations(page: Page, options: dict[str, Any], how: str) -> list[str]:
    """What axe-core finds serious or critical, a line for each place."""
    found = page.evaluate("options => axe.run(options).then((told) => told.violations)", options)
    return [
        f"{how}: {one['id']} ({one['impact']}) at {node['target']}: {node['failureSummary']}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


def _is_beside(page: Page, size: Any) -> bool:
    page.set_viewport_size(size)
    needed, there = page.evaluate(_WIDTHS)
    return bool(needed > there)
