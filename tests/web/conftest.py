"""What tests in a real browser share: Chromium, and two servers, started when the first of them runs.

In this process Playwright leaves an event loop behind, so that nothing may call `asyncio.run` after it; these tests
stand last.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bench.chromium import EXECUTABLE, chromium
from bench.people import peopled
from bench.serving import copied, free_port, serving
from bench.stand import Stand, report_pages, stood
from tests.web.watched import Watched


@pytest.fixture(scope="session", name="browser")
def _browser() -> Iterator[Browser]:
    if not EXECUTABLE.exists():
        why = (
            f"there is no Chromium at {EXECUTABLE}, which these tests drive (apt install chromium)"
        )
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session", name="stand")
def _stand(
    browser: Browser,  # noqa: ARG001 - where there is none, no server is started
    bundled_home: Path,
    make_pdf: Callable[..., bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stand]:
    """A server for the one person at this machine, with something of everything."""
    home = copied(bundled_home, tmp_path_factory.mktemp("web") / "home")
    with serving(home, free_port()) as address:
        yield stood(address, make_pdf(report_pages()))


@pytest.fixture(scope="session", name="guarded")
def _guarded(
    browser: Browser,  # noqa: ARG001 - the same
    bundled_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of a server on which people sign in."""
    home = copied(bundled_home, tmp_path_factory.mktemp("guarded") / "home")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    peopled(home, address)
    with serving(home, port, address):
        yield address


NewPage = Callable[..., Page]


@pytest.fixture(name="new_page")
def _new_page(browser: Browser) -> Iterator[NewPage]:
    """Opens a browser of its own, with nothing in it; what it does wrong fails the test."""
    opened: list[Watched] = []

    def new_page(address: str, **options: object) -> Page:
        context = browser.new_context(base_url=address, **options)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(20_000)
        opened.append(Watched(page))
        return page

    yield new_page
    for watched in opened:
        watched.page.context.close()
    assert [fault for watched in opened for fault in watched.faults()] == []
