"""Every kind of page: for everybody's eyes and hands, from our own host only, light, and without errors."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from bench.people import signed_in
from bench.stand import OF_ACCOUNTS, Stand, pages
from tests.web.survey import Survey, surveyed

LIGHT = 150_000
"""Bytes that a page with its styles, scripts and drawings stays under."""

ASKING = Stand("", "doc", "job", "draft", "/documents/doc")
"""Only for the names of the pages."""

Look = Callable[[str], Survey]

STATUS = {
    "problem": 404, "ask, unknown city": 422, "city, unknown": 422, "sheet, unknown practice": 404,
    "compare, one only": 422,
}  # fmt: skip
"""Of the pages that tell of a mistake."""


@pytest.fixture(scope="module", name="look")
def _look(browser: Browser, stand: Stand, request: pytest.FixtureRequest) -> Look:
    """Looks at a page once, whatever asks for it."""
    seen: dict[str, Survey] = {}
    here = {name: f"{stand.address}{path}" for name, path in pages(stand).items()}

    def look(name: str) -> Survey:
        if name not in seen and name in here:
            seen[name] = surveyed(browser, here[name], [])
        elif name not in seen:
            address: str = request.getfixturevalue("guarded")
            cookies = signed_in(browser, address, "Root") if name != "sign in" else []
            seen[name] = surveyed(
                browser, address + {**OF_ACCOUNTS, "sign in": "/login"}[name], cookies
            )
        return seen[name]

    return look


every_page = pytest.mark.parametrize("name", [*pages(ASKING), *OF_ACCOUNTS, "sign in"])


@every_page
def test_a_page_is_there(look: Look, name: str) -> None:
    assert look(name).status == STATUS.get(name, 200)


@every_page
def test_axe_finds_nothing_serious_wide_and_narrow_light_and_dark(look: Look, name: str) -> None:
    assert look(name).violations == []


@every_page
def test_nothing_has_to_be_moved_sideways_when_it_is_narrow_or_enlarged(
    look: Look, name: str
) -> None:
    assert look(name).beside == []


@every_page
def test_nothing_moves_for_who_wants_less_motion(look: Look, name: str) -> None:
    assert look(name).moving == 0


@every_page
def test_a_page_asks_only_our_own_host_and_has_no_errors(look: Look, name: str) -> None:
    assert look(name).faults == []


@every_page
def test_a_page_is_light(look: Look, name: str) -> None:
    assert 1_000 < look(name).weight < LIGHT


@every_page
def test_a_page_says_its_language(look: Look, name: str) -> None:
    assert look(name).lang == "en"
